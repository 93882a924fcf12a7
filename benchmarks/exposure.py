"""From a plain SQL dump to the finished report: seconds and peak memory at several sizes.

A leak of each size is generated (21 % of the records are duplicates, 9 in 1,000 have a comment) and measured
in a process of its own. The figures are judged against its truth. 15,000,000 people are the case that the
project was built for; the default is small.

    python benchmarks/exposure.py [--people N ...] [--processes P] [--keep DIR]
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_COLUMNS = (
    "people",
    "records",
    "generated_s",
    "measured_s",
    "report_s",
    "cpu_s",
    "memory_mb",
    "error_pct",
    "inside",
)


def measure_one(people: int, folder: Path, processes: int) -> dict[str, float | int | bool]:
    """Generate, measure, report; the figures of one line."""
    from viginote.corpus.leak_people import REFERENCE
    from viginote.corpus.leaks import generate
    from viginote.exposure import measure
    from viginote.report import write

    started = time.monotonic()
    practices = max(6, min(1500, people // 5000))
    if not (folder / "truth.json").exists():
        generate(folder, people, practices=practices, forms=("sql",))
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    generated = time.monotonic()
    exposure = measure([folder / "leak.sql"], folder / "out", processes=processes, on=REFERENCE)
    measured = time.monotonic()
    write(exposure, folder / "out" / "report.html")
    done = time.monotonic()
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    found, true = exposure["people"], truth["people"]["total"]
    return {
        "people": true,
        "records": truth["records"]["total"],
        "generated_s": round(generated - started, 1),
        "measured_s": round(measured - generated, 1),
        "report_s": round(done - measured, 1),
        "cpu_s": round(own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime, 1),
        "memory_mb": (own.ru_maxrss + processes * workers.ru_maxrss) // 1024,
        "error_pct": round(100 * (found["best"] - true) / true, 3),
        "inside": found["min"] <= true <= found["max"],
    }


def main() -> None:
    """Print a table, one line a size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, nargs="+", default=[2_000, 20_000])
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder in which the leaks stay for another run")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        if given.one is not None:
            print(json.dumps(measure_one(given.one, folder / str(given.one), given.processes)))
            return
        print("  ".join(f"{column:>11}" for column in _COLUMNS))
        for people in given.people:
            command = [sys.executable, __file__, "--one", str(people), "--keep", str(folder)]
            command += ["--processes", str(given.processes)]
            line = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
            print("  ".join(f"{line[column]!s:>11}" for column in _COLUMNS), flush=True)


if __name__ == "__main__":
    main()
