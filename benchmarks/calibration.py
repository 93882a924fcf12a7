"""What scores of identifiers are worth: of the findings of about one score, the share that is right.

python benchmarks/calibration.py [GOLD.jsonl ...]

Without arguments: synthetic notes whose template lines and names no training note holds. A finding is right
when most of its letters and digits belong to an identifier of the truth, under any label.
"""

import argparse
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from viginote import Scanner
from viginote.corpus.notes import generate
from viginote.evaluation import read_gold
from viginote.exposure.margins import wilson
from viginote.taxonomy import IDENTIFIERS, Kind

_NOTES, _SEED = 4000, 11
_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)

Span = tuple[int, int]


def synthetic() -> Iterator[tuple[str, list[Span]]]:
    for note in generate(_NOTES, _SEED, "test"):
        yield note["text"], [(s["start"], s["end"]) for s in note["spans"] if s["label"] in IDENTIFIERS]


def written(paths: Iterable[Path]) -> Iterator[tuple[str, list[Span]]]:
    for path in paths:
        for note in read_gold(path):
            yield note.text, [(s.start, s.end) for s in note.spans if s.label in IDENTIFIERS]


def outcomes(notes: list[tuple[str, list[Span]]]) -> Iterator[tuple[float, bool]]:
    """Score of every finding of an identifier, and whether it is right."""
    for (text, spans), result in zip(notes, Scanner().scan_many(t for t, _ in notes), strict=True):
        truth = bytearray(len(text))
        for start, end in spans:
            truth[start:end] = b"\1" * (end - start)
        for f in result.findings:
            if f.kind is Kind.IDENTIFIER:
                letters = [i for i in range(f.start, f.end) if text[i].isalnum()]
                yield f.score, 2 * sum(truth[i] for i in letters) > len(letters)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="*")
    options = parser.parse_args()
    found = list(outcomes(list(written(options.gold) if options.gold else synthetic())))
    print("| score | findings | mean score | right | 95 % |\n|---|---|---|---|---|")
    for low, high in pairwise(_EDGES):
        group = [(score, right) for score, right in found if low <= score < high]
        if group:
            right = sum(r for _, r in group)
            least, most = wilson(right, len(group))
            mean = sum(s for s, _ in group) / len(group)
            cells = f"{mean:.2f} | {right / len(group):.3f} | {least:.3f} to {most:.3f}"
            print(f"| {low:.2f} to {min(high, 1):.2f} | {len(group)} | {cells} |")


if __name__ == "__main__":
    main()
