"""The table of cases: one note a line, each mention marked with its expected assertion."""

import re
from pathlib import Path

import pytest

from viginote.assertion import qualify
from viginote.sensitive.mention import Mention
from viginote.text import Note

CATEGORIES = {
    "H": "hiv", "O": "sexual_orientation", "X": "sex_life", "P": "psychiatry", "S": "substance_use",
    "I": "sti_hepatitis", "R": "reproductive", "V": "violence", "F": "family_social", "J": "judicial",
    "B": "origin_belief", "G": "genetic", "D": "disability_protection",
}  # fmt: skip
ASSERTIONS = {"+": "affirmed", "<": "history", "-": "negated", "?": "hypothetical", "~": "family"}
_MARK = re.compile(r"\[([^\[\]|]+)\|([A-Z])([+<?~-])\]")


def read(line: str) -> tuple[str, list[Mention], list[str]]:
    """The plain text of a marked line, its mentions and their expected assertions."""
    text, mentions, expected, at = "", [], [], 0
    line = line.replace("\\n", "\n")
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        start = len(text)
        text += mark[1]
        mentions.append(Mention(start, len(text), CATEGORIES[mark[2]], mark[1], 1.0, "case"))
        expected.append(ASSERTIONS[mark[3]])
        at = mark.end()
    return text + line[at:], mentions, expected


def cases() -> list[str]:
    lines = Path(__file__).with_name("cases.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_table_is_large_and_marked() -> None:
    lines = cases()
    assert len(lines) == len(set(lines)) > 300
    assert all(_MARK.search(line) for line in lines)
    assert not [line for line in lines if "|" in read(line)[0]]


@pytest.mark.parametrize("line", cases())
def test_case(line: str) -> None:
    text, mentions, expected = read(line)
    found = qualify(Note(text), mentions)
    assert [(text[f.start : f.end], f.assertion) for f in found] == [
        (m.term, e) for m, e in zip(mentions, expected, strict=True)
    ]
