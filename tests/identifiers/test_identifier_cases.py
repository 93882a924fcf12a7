"""Every identifier against its table of cases: exact text, span and label, near-misses included."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from marked_cases import CASES, read, unmark

from viginote.findings import Finding
from viginote.identifiers import find, recognizers
from viginote.text import Note

RECOGNIZERS = {r.name: r for r in recognizers()}
TABLES = sorted(path.stem for path in CASES.glob("*.txt") if path.stem != "traps")


def best(findings: list[Finding]) -> list[Finding]:
    """The findings that do not overlap a better one: by score, then by length."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (-f.score, f.start - f.end)):
        if not any(finding.overlaps(other) for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda f: f.start)


def test_every_identifier_has_its_table() -> None:
    assert set(TABLES) == set(RECOGNIZERS)


@pytest.mark.parametrize(("name", "line"), [(name, line) for name in TABLES for line in read(name)])
def test_case(name: str, line: str) -> None:
    text, expected = unmark(line)
    found = best([f for f in find(Note(text)) if f.detector == f"rule:{name}"])
    assert [text[f.start : f.end] for f in found] == [text[a:b] for a, b in expected]
    assert [(f.start, f.end) for f in found] == expected
    assert {f.label for f in found} <= {RECOGNIZERS[name].label}


@pytest.mark.parametrize("line", read("traps"))
def test_nothing_in_ordinary_clinical_lines(line: str) -> None:
    assert find(Note(line)) == []
