"""A batch scan at several sizes: rows a second, and the peak memory of the parent and of its largest worker.

A dump of each size is generated (9 records in 1,000 have a comment) and scanned in a process of its own,
with everything: profile, workers, checkpoint, findings table. Memory must not grow with the size.

    python benchmarks/scale.py [--rows 100000 1000000 10000000] [--processes 2] [--form sql]

With `--billion`, what a billion notes would take: the measured rate of terse comments and of longer notes, for
each second of processor time, so that other work on the machine does not blur it, and the core hours that
follow.

    python benchmarks/scale.py --billion [--processes 2]
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from notes import texts

_COMMENTS = 20_000  # written, to measure the rate of such
_BILLION = 1e9
_COLUMNS = ("rows", "mb", "seconds", "rows_s", "cells", "findings", "cpu_s", "parent_mb", "worker_mb")


def scan_one(source: Path, out: Path, processes: int) -> dict[str, float | int]:
    """Scan `source`; the figures of one line."""
    from viginote.batch import scan

    started = time.monotonic()
    summary = scan([source], out, processes=processes, restart=True)
    seconds = time.monotonic() - started
    records = summary.content["records"]
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "rows": records["total"],
        "mb": round(source.stat().st_size / 1e6),
        "seconds": round(seconds, 1),
        "rows_s": round(records["total"] / seconds),
        "cells": records["cells_scanned"],
        "findings": summary.findings,
        "cpu_s": round(sum(use.ru_utime + use.ru_stime for use in used), 1),
        "parent_mb": used[0].ru_maxrss // 1024,
        "worker_mb": used[1].ru_maxrss // 1024,
    }


def in_its_own_process(source: Path, out: Path, processes: int) -> dict[str, float | int]:
    """`scan_one` where nothing else has taken memory before."""
    command = [sys.executable, __file__, "--processes", str(processes), "--one", str(source), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    line: dict[str, float | int] = json.loads(done.stdout)
    return line


def sizes(rows: list[int], processes: int, form: str) -> None:
    """Scan a dump of each size; print a line for each."""
    from viginote.corpus.leaks import generate

    print("  ".join(f"{name:>10}" for name in _COLUMNS))
    for count in rows:
        with tempfile.TemporaryDirectory() as folder:
            practices = max(6, min(1500, count // 10_000))
            generate(folder, round(count * 0.79), practices=practices, forms=(form,))
            line = in_its_own_process(Path(folder) / f"leak.{form}", Path(folder) / "out", processes)
            print("  ".join(f"{line[name]:>10}" for name in _COLUMNS), flush=True)


def billion(processes: int) -> None:
    """Scan comments and longer notes; print the rate of each and what a billion of them would take."""
    from viginote.corpus.leaks import generate

    print(f"{'':>14}  words a note  notes/s of a core  core hours for 1e9  hours on 500 cores")
    with tempfile.TemporaryDirectory() as folder:
        generate(folder, round(_COMMENTS * 0.79), notes_share=1.0, forms=("notes",))
        comments, gold = texts(Path(folder) / "notes.jsonl"), sorted({*texts()})
        for name, written in (("comments", comments), ("gold notes", gold)):
            source = Path(folder) / f"{name}.jsonl"
            source.write_text(
                "".join(json.dumps({"note": text}) + "\n" for text in written), encoding="utf-8"
            )
            line = in_its_own_process(source, Path(folder) / name, processes)
            rate = line["cells"] / line["cpu_s"]
            words = sum(len(text.split()) for text in written) / len(written)
            hours = _BILLION / rate / 3600
            print(f"{name:>14}  {words:12.1f}  {rate:17.0f}  {hours:18.0f}  {hours / 500:18.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--form", choices=("sql", "csv"), default="sql")
    parser.add_argument("--billion", action="store_true", help="what a billion notes would take")
    parser.add_argument("--one", type=Path, nargs=2, metavar=("SOURCE", "OUT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(scan_one(*options.one, options.processes)))
    elif options.billion:
        billion(options.processes)
    else:
        sizes(options.rows, options.processes, options.form)


if __name__ == "__main__":
    main()
