"""A batch scan at several sizes: rows a second, and the peak memory of the parent and of its largest worker.

A dump of each size is generated (9 records in 1,000 have a comment) and scanned in a process of its own,
with everything: profile, workers, checkpoint, findings table. Memory must not grow with the size.

    python benchmarks/scale.py [--rows 100000 1000000 10000000] [--processes 2] [--form sql]
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_COLUMNS = ("rows", "mb", "seconds", "rows_s", "cells", "findings", "parent_mb", "worker_mb")


def scan_one(source: Path, out: Path, processes: int) -> dict[str, float | int]:
    """Scan `source`; the figures of one line."""
    from viginote.batch import scan

    started = time.monotonic()
    summary = scan([source], out, processes=processes, restart=True)
    seconds = time.monotonic() - started
    records = summary.content["records"]
    return {
        "rows": records["total"],
        "mb": round(source.stat().st_size / 1e6),
        "seconds": round(seconds, 1),
        "rows_s": round(records["total"] / seconds),
        "cells": records["cells_scanned"],
        "findings": summary.findings,
        "parent_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "worker_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--form", choices=("sql", "csv"), default="sql")
    parser.add_argument("--one", type=Path, nargs=2, metavar=("SOURCE", "OUT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(scan_one(*options.one, options.processes)))
        return
    from viginote.corpus.leaks import generate

    print("  ".join(f"{name:>10}" for name in _COLUMNS))
    for rows in options.rows:
        with tempfile.TemporaryDirectory() as folder:
            generate(
                folder, round(rows * 0.79), practices=max(6, min(1500, rows // 10_000)), forms=(options.form,)
            )
            source = Path(folder) / f"leak.{options.form}"
            command = [sys.executable, __file__, "--processes", str(options.processes)]
            command += ["--one", str(source), f"{folder}/out"]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            line = json.loads(done.stdout)
            print("  ".join(f"{line[name]:>10}" for name in _COLUMNS), flush=True)


if __name__ == "__main__":
    main()
