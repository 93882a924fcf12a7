"""What is found, and what is said of it, does not hang on how the note is typed.

Each way of typing a gold note moves its mentions by a known number of characters; they must still be found,
with the same assertion.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from viginote import Scanner

_GOLD = Path(__file__).parents[2] / "corpora" / "gold"
_FILES = (
    "authors_a_dev.jsonl",
    "authors_b_dev.jsonl",
    "authors_c_dev.jsonl",
    "authors_d_dev.jsonl",
    "bank_core_dev.jsonl",
)
_LONGEST = 200
_PER_FILE = 120
#: Of a hundred mentions, how many may hang on the typing: words that only capitals tell from others, words
#: that a typo makes another, and what the context network reads otherwise with other words around it.
_ALLOWED = {
    "small letters": 0.03,
    "a typo": 0.08,
    "after a line": 0.021,
    "after a dash": 0.0125,
    "after a sentence": 0.021,
    "before a sentence": 0.02,
}
_ALLOWED_ELSE = 0.01


def _unaccented(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain if len(plain) == len(text) else text


def _same_length(changed: str, text: str) -> str:
    return changed if len(changed) == len(text) else text


_LONG_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{8,}")


def _mistyped(text: str) -> str:
    """The text with two letters changed over in the middle of its longest word."""
    word = max(_LONG_WORD.finditer(text), key=lambda match: len(match[0]), default=None)
    if word is None:
        return text
    at = (word.start() + word.end()) // 2
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


_TYPINGS: dict[str, Callable[[str], tuple[str, int]]] = {
    "capitals": lambda t: (_same_length(t.upper(), t), 0),
    "small letters": lambda t: (_same_length(t.lower(), t), 0),
    "no accents": lambda t: (_unaccented(t), 0),
    "after a line": lambda t: (f"Bonjour,\n{t}", 9),
    "after a dash": lambda t: (f"- {t}", 2),
    "after a sentence": lambda t: (f"Vu ce jour. {t}", 12),
    "before a sentence": lambda t: (f"{t.rstrip().removesuffix('.')}. Revoir dans 3 mois.", 0),
    "curly apostrophes": lambda t: (t.replace("'", "’"), 0),
    "a typo": lambda t: (_mistyped(t), 0),
    "no apostrophes": lambda t: (t.replace("'", " "), 0),
    "a line each clause": lambda t: (t.replace(", ", ",\n"), 0),
    "a line each sentence": lambda t: (t.replace(". ", ".\n"), 0),
}


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner()


@pytest.fixture(scope="module")
def notes() -> list[str]:
    found: list[str] = []
    for name in _FILES:
        records = map(json.loads, (_GOLD / name).read_text(encoding="utf-8").splitlines())
        texts = [r["text"] for r in records if len(r["text"]) < _LONGEST and r["spans"]]
        found += texts[:_PER_FILE]
    return found


def _mentions(scanner: Scanner, text: str) -> dict[tuple[int, str], object]:
    return {(f.start, f.label): f.assertion for f in scanner.scan(text).findings if f.kind == "sensitive"}


@pytest.mark.parametrize("typing", _TYPINGS)
def test_findings_do_not_hang_on_the_typing(typing: str, scanner: Scanner, notes: list[str]) -> None:
    total, changed = 0, []
    for text in notes:
        typed, moved = _TYPINGS[typing](text)
        found = _mentions(scanner, typed)
        for (start, label), assertion in _mentions(scanner, text).items():
            total += 1
            if found.get((start + moved, label)) != assertion:
                changed.append((typed, start + moved, label))
    assert total > 300
    assert len(changed) <= total * _ALLOWED.get(typing, _ALLOWED_ELSE), changed
