"""What a second worker is worth: the same notes scanned to a findings table by one process and by two.

The notes are those of the gold sets, over and over, in a CSV file; the seconds are those of the whole command,
the start of the workers with their models included. The findings of both are compared, byte for byte.

    python benchmarks/workers.py [--notes N]
"""

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from notes import texts

_COMMAND = "from viginote.cli import main; main()"


def write(path: Path, notes: int) -> None:
    """A CSV file of so many notes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "note"])
        writer.writerows(enumerate(islice(cycle(texts()), notes)))


def seconds(source: Path, folder: Path, processes: int) -> float:
    """How long the command takes."""
    started = time.monotonic()
    arguments = ["scan", str(source), "-o", str(folder), "--processes", str(processes)]
    subprocess.run([sys.executable, "-c", _COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def main() -> None:
    """Print the two lines and their ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--notes", type=int, default=20_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        source = Path(temporary) / "notes.csv"
        write(source, given.notes)
        folders = {processes: Path(temporary) / str(processes) for processes in (1, 2)}
        spent = {processes: seconds(source, folder, processes) for processes, folder in folders.items()}
        same = len({(folder / "findings.parquet").read_bytes() for folder in folders.values()}) == 1
    print(f"{given.notes:,} notes, findings {'the same' if same else 'NOT the same'}")
    for processes, time_spent in spent.items():
        print(f"{processes} worker(s)  {time_spent:6.1f} s  {given.notes / time_spent:7,.0f} notes/s")
    print(f"ratio {spent[1] / spent[2]:.2f}")


if __name__ == "__main__":
    main()
