"""From a plain SQL dump to the finished report: figures against the truth, seconds and peak memory.

A leak of each size is generated (21 % of the records are duplicates, 9 in 1,000 have a comment) and measured,
each in a process of its own. 15,000,000 people are the case that the project was built for; the default is small.

    python benchmarks/exposure.py [--people N ...] [--processes P] [--keep DIR]

`load`: how many processes wanted a processor in the last quarter of an hour, beside which the seconds are to be
read. `largest MB`: the peak of any one process; `all MB`: of all together.

Errors are percentages of the truth: of people, of people with core sensitive content, and of the people of the
practice that is worst off. `inside`: the truth lies within the range told.
"""

import argparse
import cProfile
import json
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from memory import Memory

#: Column -> heading of the two tables.
_RIGHT = {
    "people": "people",
    "records": "records",
    "people_error": "error %",
    "people_inside": "inside",
    "sensitive": "sensitive",
    "sensitive_error": "error %",
    "sensitive_inside": "inside",
    "practices": "practices",
    "practice_error": "worst %",
    "practices_inside": "inside",
}
_SPENT = {
    "people": "people",
    "measured_s": "measured s",
    "scan": "scan s",
    "_load": "hash s",
    "count_people": "people s",
    "link_notes": "notes s",
    "sensitive": "content s",
    "reidentification": "alone s",
    "practices": "practices s",
    "report_s": "report s",
    "cpu_s": "cpu s",
    "load": "load",
    "largest_mb": "largest MB",
    "together_mb": "all MB",
}
#: Steps of measuring, by the file and name of the function that does each.
_STEPS = {
    "scan": "batch/run.py",
    "_load": "exposure/door.py",
    "count_people": "exposure/people.py",
    "link_notes": "exposure/content.py",
    "sensitive": "exposure/counts.py",
    "reidentification": "exposure/reidentification.py",
    "practices": "exposure/practices.py",
}

Figures = dict[str, Any]


def make(people: int, folder: Path) -> None:
    """Generate the leak, where it was not kept."""
    from viginote.corpus.leaks import generate

    if not (folder / "truth.json").exists():
        generate(folder, people, practices=max(6, min(1500, people // 5000)), forms=("sql",))


def measure_one(folder: Path, processes: int) -> dict[str, Figures]:
    """Measure the leak and report; the line of each table."""
    from viginote.corpus.leaks.people import REFERENCE
    from viginote.exposure import measure
    from viginote.report import write

    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    started = time.monotonic()
    with tempfile.TemporaryDirectory(dir=folder) as out, Memory() as memory:
        with cProfile.Profile() as profile:
            exposure = measure([folder / "leak.sql"], out, processes=processes, on=REFERENCE)
        measured = time.monotonic()
        write(exposure, Path(out) / "report.html")
        done = time.monotonic()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    spent = {
        "people": truth["people"]["total"],
        "measured_s": round(measured - started, 1),
        **_steps(profile),
        "report_s": round(done - measured, 1),
        "cpu_s": round(sum(use.ru_utime + use.ru_stime for use in used), 1),
        "load": round(os.getloadavg()[2], 1),
        "largest_mb": memory.largest,
        "together_mb": memory.together,
    }
    return {"right": _judged(exposure, truth), "spent": spent}


def _judged(exposure: Figures, truth: Figures) -> Figures:
    people, true = exposure["people"], truth["people"]["total"]
    core, true_core = exposure["sensitive"]["people"], truth["sensitive"]["people"]
    true_practices = {p["id"]: p["people"] for p in truth["practices"]}
    found = {p["id"]: (p["people"], p["people_range"]) for p in exposure["practices"]}
    return {
        "people": true,
        "records": truth["records"]["total"],
        "people_error": _error(people["best"], true),
        "people_inside": people["min"] <= true <= people["max"],
        "sensitive": true_core,
        "sensitive_error": _error(core["best"], true_core),
        "sensitive_inside": core["low"] <= true_core <= core["high"],
        "practices": len(found),
        "practice_error": max(
            (_error(best, true_practices[name]) for name, (best, _) in found.items()), key=abs
        ),
        "practices_inside": sum(
            margin["low"] <= true_practices[name] <= margin["high"] for name, (_, margin) in found.items()
        ),
    }


def _error(found: int, true: int) -> float:
    return round(100 * (found - true) / max(1, true), 3)


def _steps(profile: cProfile.Profile) -> dict[str, float]:
    """Seconds of each step of measuring in the main process."""
    spent = dict.fromkeys(_STEPS, 0.0)
    for (file, _, name), (_, _, _, seconds, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if file.endswith(_STEPS.get(name, "\n")):
            spent[name] = round(seconds, 1)
    return spent


def _print(headings: dict[str, str], lines: list[Figures]) -> None:
    print("".join(f"{heading:>12}" for heading in headings.values()))
    for line in lines:
        print("".join(f"{line[column]!s:>12}" for column in headings))


def main() -> None:
    """Print how right the figures are, then where the time went; a line a size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, nargs="+", default=[20_000])
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder in which the leaks stay for another run")
    parser.add_argument("--step", choices=("make", "measure"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = given.keep or Path(temporary)
        if given.step:
            [people] = given.people
            if given.step == "make":
                make(people, root / str(people))
            else:
                print(json.dumps(measure_one(root / str(people), given.processes)))
            return
        lines = []
        for people in given.people:
            command = [sys.executable, __file__, "--people", str(people), "--keep", str(root)]
            command += ["--processes", str(given.processes), "--step"]
            subprocess.run([*command, "make"], check=True)
            done = subprocess.run([*command, "measure"], check=True, stdout=subprocess.PIPE, text=True)
            lines.append(json.loads(done.stdout))
        _print(_RIGHT, [line["right"] for line in lines])
        print()
        _print(_SPENT, [line["spent"] for line in lines])


if __name__ == "__main__":
    main()
