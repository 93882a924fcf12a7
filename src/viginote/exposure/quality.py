"""Measure the scanner on gold notes and write the figures from which the margins are made.

    python -m viginote.exposure.quality OUT.json GOLD.jsonl...

For each category, and for the core categories as one: on how many notes does the scanner rightly or wrongly
find that the note says it of its patient, now or in the past?
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from viginote import __version__
from viginote.evaluation import GoldNote, read_gold
from viginote.findings import ScanResult
from viginote.taxonomy import CATEGORIES, OF_THE_PATIENT

_CORE = {c.label for c in CATEGORIES.values() if c.core}


def measure_quality(
    paths: Sequence[Path], scan: Callable[[Iterable[str]], Iterator[ScanResult]]
) -> dict[str, Any]:
    """The content of detector_quality.json for these gold files and this scanner."""
    notes = [note for path in paths for note in read_gold(path)]
    counts = {name: {"tp": 0, "fp": 0, "fn": 0, "tn": 0} for name in ("core", *CATEGORIES)}
    for note, result in zip(notes, scan(note.text for note in notes), strict=True):
        _count(counts, _said(note), {f.label for f in result.sensitive if f.assertion in OF_THE_PATIENT})
    return {
        "version": __version__,
        "measured_on": [{"file": path.name, "sha256": _digest(path)} for path in paths],
        "notes": len(notes),
        "judged": counts,
    }


def _said(note: GoldNote) -> set[str]:
    return {s.label for s in note.spans if s.label in CATEGORIES and s.assertion in OF_THE_PATIENT}


def _count(counts: dict[str, dict[str, int]], gold: set[str], found: set[str]) -> None:
    for name, count in counts.items():
        wanted = bool(gold & _CORE) if name == "core" else name in gold
        given = bool(found & _CORE) if name == "core" else name in found
        count[("t" if wanted == given else "f") + ("p" if given else "n")] += 1


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(arguments: Sequence[str]) -> int:
    """Write the figures; the first argument is where to, the others are gold files."""
    from viginote.scanner import Scanner

    target, *gold = map(Path, arguments)
    content = measure_quality(gold, Scanner().scan_many)
    target.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
