"""Precision and recall on the committed gold sets, with others on the same notes beside viginote.

Presidio with its French defaults, and, where an interpreter that has it is named, EDS-NLP's components.

    python benchmarks/quality.py [GOLD.jsonl ...] [--without-presidio] [--edsnlp-python PYTHON]
"""

import argparse
import json
import subprocess
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from notes import GOLD
from throughput import has_edsnlp, presidio
from viginote import Scanner
from viginote.evaluation import Evaluation, evaluate, read_gold
from viginote.findings import Finding, ScanResult
from viginote.taxonomy import Assertion

#: Presidio's entity names in the terms of LABELS; the others are of no French note.
_LABELS = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "LOCATION": "CITY",
    "CITY": "CITY",
    "ADDRESS": "ADDRESS",
    "HOSPITAL": "HOSPITAL",
    "EMPLOYER": "EMPLOYER",
    "ORGANIZATION": "HOSPITAL",
    "PHONE_NUMBER": "PHONE",
    "EMAIL_ADDRESS": "EMAIL",
    "DATE_TIME": "DATE",
    "URL": "URL_IP",
    "IP_ADDRESS": "URL_IP",
    "IBAN_CODE": "IBAN",
}


def presidio_scan(texts: Sequence[str]) -> Iterator[ScanResult]:
    """Presidio's results as findings, overlaps left as they are: what is hidden counts."""
    analyze = presidio()
    for text in texts:
        found = [
            Finding(r.start, r.end, _LABELS[r.entity_type], r.score, "presidio")
            for r in analyze(text)  # type: ignore[attr-defined]
            if r.entity_type in _LABELS
        ]
        yield ScanResult(text, tuple(sorted(found, key=lambda f: f.start)))


def edsnlp_scan(python: str, texts: Sequence[str]) -> Iterator[ScanResult]:
    """What EDS-NLP's components find, run by an interpreter that has them."""
    script = Path(__file__).parent / "edsnlp_findings.py"
    lines = "\n".join(map(json.dumps, texts))
    ran = subprocess.run([python, script], input=lines, capture_output=True, text=True, check=True)
    for text, line in zip(texts, ran.stdout.splitlines(), strict=True):
        found = [
            Finding(start, end, label, 1.0, "edsnlp", Assertion(said))
            for start, end, label, said in json.loads(line)
        ]
        yield ScanResult(text, tuple(found))


def percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def row(name: str, result: Evaluation, *, identifiers: bool = True) -> str:
    """A line of the table; without `identifiers`, for what does not look for them."""
    figures = result.as_dict()
    hidden = figures["hidden_by_label"] if identifiers else {}
    cells = [
        figures["hidden"] if identifiers else None,
        figures["hidden_precision"] if identifiers else None,
        *(hidden.get(k) for k in ("PERSON", "NIR", "PHONE")),
    ]
    core, every = figures["core"], figures["sensitive"]
    cells += [core["recall"], core["precision"], every["recall"], every["precision"]]
    cells += [figures["assertion_accuracy"], figures["patient"]["f1"]]
    clean = f"{figures['clean_flagged']}/{figures['clean_notes']}"
    false_names = f"{figures['false_names_per_10000_words'] or 0:.1f}"
    return f"{name:34}" + "".join(f"{percent(c):>9}" for c in cells) + f"{false_names:>11}{clean:>9}"


HEADER = (
    "hidden", "prec.", "PERSON", "NIR", "PHONE", "core R", "core P", "all R", "all P", "assert.", "patient",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="*")
    parser.add_argument("--without-presidio", action="store_true")
    parser.add_argument("--edsnlp-python", help="interpreter that has edsnlp; left out if none is named")
    options = parser.parse_args()
    if options.edsnlp_python and not has_edsnlp(options.edsnlp_python):
        parser.error(f"{options.edsnlp_python} has no edsnlp; install it there, or name another interpreter")
    scanner = Scanner()
    print(f"{'%':34}" + "".join(f"{h:>9}" for h in HEADER) + f"{'names/10k':>11}{'clean':>9}")
    for path in options.gold or sorted(GOLD.glob("*.jsonl")):
        notes = list(read_gold(path))
        print(row(path.stem, evaluate(notes, scanner.scan_many)))
        if not options.without_presidio:
            print(row("  Presidio, French defaults", evaluate(notes, presidio_scan)))
        if options.edsnlp_python:
            scan = partial(edsnlp_scan, options.edsnlp_python)
            print(row("  EDS-NLP, its components", evaluate(notes, scan), identifiers=False))


if __name__ == "__main__":
    main()
