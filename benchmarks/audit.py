"""How often the truth lies inside the intervals of an audit, on whole synthetic leaks.

Leaks are generated and measured by the scanner with faults added to it (notes in which it finds nothing, clean
notes with a false alarm). Of each, samples are drawn, reviewed by one who knows the truth, and read back; then
the corrected counts are compared with the truth of the leak. Promised is 95 %.

    python benchmarks/audit.py [--leaks N] [--samples N] [--people N] [--size N]
"""

import argparse
import csv
import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from viginote import Finding, Identity, Scanner, ScanResult
from viginote.corpus.leaks import generate
from viginote.corpus.leaks.people import REFERENCE
from viginote.exposure import apply_audit, draw_audit, measure
from viginote.taxonomy import OF_THE_PATIENT, Assertion

#: Shares of notes in which nothing sensitive is found, and of clean notes with a false alarm.
_MISSED, _FALSE = 0.08, 0.02
_PRACTICES = 12


class FaultyScanner:
    """The scanner, with the faults that a hash of the note decides."""

    def __init__(self) -> None:
        self._scanner = Scanner()

    def scan_many(
        self, texts: Iterable[str], known: Iterable[Identity | None] | None = None
    ) -> Iterator[ScanResult]:
        for result in self._scanner.scan_many(texts, known=known):
            chance = int(hashlib.sha256(result.text.encode()).hexdigest()[:8], 16) / 2**32
            if chance < _MISSED:
                yield ScanResult(result.text, result.identifiers)
            elif chance > 1 - _FALSE and not result.sensitive:
                alarm = Finding(0, len(result.text), "psychiatry", 0.6, "fault", Assertion.AFFIRMED)
                yield ScanResult(result.text, (alarm, *result.identifiers))
            else:
                yield result


def review(folder: Path, gold: list[dict[str, Any]]) -> None:
    """Fill the sheet of the sample in `folder` with what the gold says of the patients."""
    lines = json.loads((folder / "audit.json").read_text(encoding="utf-8"))["lines"]
    with (folder / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for row in rows:
        spans = gold[lines[row["id"]]["place"][2] - 1]["spans"]
        row["decision"] = (
            "+".join(sorted({s["label"] for s in spans if s["assertion"] in OF_THE_PATIENT})) or "rien"
        )
    with (folder / "audit.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def estimates(exposure: dict[str, Any], truth: dict[str, Any]) -> Iterator[tuple[str, int, dict[str, int]]]:
    """What is counted, the truth, and the margin told."""
    yield "core", truth["sensitive"]["people"], exposure["sensitive"]["people"]
    for category, told in exposure["sensitive"]["categories"].items():
        yield "each category", truth["sensitive"]["categories"][category]["people"], told["people"]
    practices = {p["id"]: p["people_sensitive"] for p in truth["practices"]}
    for practice in exposure["practices"]:
        yield "each practice", practices[practice["id"]], practice["people_sensitive_range"]


def main() -> None:
    """Print a line for each kind of count."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--leaks", type=int, default=4)
    parser.add_argument("--samples", type=int, default=5, help="samples of each leak")
    parser.add_argument("--people", type=int, default=4000)
    parser.add_argument("--size", type=int, default=200, help="notes of a sample")
    given = parser.parse_args()
    tallies: dict[str, list[tuple[bool, float, float, int]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as temporary:
        for seed in range(given.leaks):
            leak, out = Path(temporary) / f"leak-{seed}", Path(temporary) / f"out-{seed}"
            truth = generate(
                leak, given.people, 100 + seed, practices=_PRACTICES, notes_share=0.25, forms=("sql", "notes")
            )
            lines = (leak / "notes.jsonl").read_text(encoding="utf-8").splitlines()
            gold = [json.loads(line) for line in lines]
            source = [leak / "leak.sql"]
            measure(source, out, processes=1, on=REFERENCE, make_scanner=partial(FaultyScanner))
            for sample in range(given.samples):
                draw_audit(source, out, size=given.size, seed=sample)
                review(out, gold)
                for name, true, margin in estimates(apply_audit(out), truth):
                    width = margin["high"] - margin["low"]
                    inside = margin["low"] <= true <= margin["high"]
                    tallies[name].append((inside, abs(margin["best"] - true), width, true))
    print(f"{'count of people':>16}{'trials':>9}{'inside':>9}{'true':>9}{'error':>9}{'width':>9}")
    for name, tally in tallies.items():
        inside, error, width, true = (sum(column) / len(tally) for column in zip(*tally, strict=True))
        print(f"{name:>16}{len(tally):>9}{inside:>9.1%}{true:>9.1f}{error:>9.1f}{width:>9.1f}")


if __name__ == "__main__":
    main()
