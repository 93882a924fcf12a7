"""Measure the scanner on gold notes and write the figures from which the margins are made.

    python -m viginote.exposure.quality OUT.json GOLD.jsonl...

The questions, each with the notes on which the scanner answers it rightly or wrongly:

- a category, `core` or `any`: does the note say it (one of the core, one of all) of its patient, now or past?
- an assertion, `mentioned`: does it say a category in this way, in any way? One answer for each category.
- `affirmed mentions` and so on, `all mentions`: how often does it? One answer for each category.
- `note`: does it speak of any category at all? `PERSON`, `EMPLOYER`, `CITY`, `HOSPITAL`: does it name one?
  `clue`: does it hold an identifier other than a date?
"""

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from viginote import __version__
from viginote.evaluation import read_gold
from viginote.findings import ScanResult
from viginote.taxonomy import CATEGORIES, OF_THE_PATIENT, Assertion

_CORE = {c.label for c in CATEGORIES.values() if c.core}


def measure_quality(
    paths: Sequence[Path], scan: Callable[[Iterable[str]], Iterator[ScanResult]]
) -> dict[str, Any]:
    """The content of detector_quality.json for these gold files and this scanner."""
    notes = [note for path in paths for note in read_gold(path)]
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {"tp": 0, "fp": 0, "fn": 0, "tn": 0})
    for note, result in zip(notes, scan(note.text for note in notes), strict=True):
        given = _answers((f.label, f.assertion) for f in result.findings)
        for name, wanted in _answers((s.label, s.assertion) for s in note.spans).items():
            for right, answer in zip(wanted, given[name], strict=True):
                counts[name]["tp"] += min(right, answer)
                counts[name]["fp"] += max(0, answer - right)
                counts[name]["fn"] += max(0, right - answer)
                counts[name]["tn"] += right == answer == 0
    return {
        "version": __version__,
        "measured_on": [{"file": path.name, "sha256": _digest(path)} for path in paths],
        "notes": len(notes),
        "judged": counts,
    }


def _answers(spans: Iterable[tuple[str, Assertion | None]]) -> dict[str, list[int]]:
    """What these spans of one note answer to each question: how often, or 1 and 0 for yes and no."""
    said = Counter(spans)
    of_patient = {label for label, assertion in said if assertion in OF_THE_PATIENT}
    spoken_of = {label for label, assertion in said if assertion is not None}
    identifiers = {label for label, assertion in said if assertion is None}
    answers: dict[str, list[int]] = {category: [category in of_patient] for category in CATEGORIES}
    answers |= {str(a): [(category, a) in said for category in CATEGORIES] for a in Assertion}
    mentions = {str(a): [said[category, a] for category in CATEGORIES] for a in Assertion}
    mentions["all"] = [sum(counts) for counts in zip(*mentions.values(), strict=True)]
    answers |= {f"{which} mentions": counts for which, counts in mentions.items()}
    answers |= {
        "core": [bool(of_patient & _CORE)],
        "any": [bool(of_patient)],
        "mentioned": [category in spoken_of for category in CATEGORIES],
        "note": [bool(spoken_of)],
        **{label: [label in identifiers] for label in ("PERSON", "EMPLOYER", "CITY", "HOSPITAL")},
        "clue": [bool(identifiers - {"DATE"})],
    }
    return answers


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
