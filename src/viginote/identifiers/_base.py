"""What the identifiers share: the form of a recognizer, character classes, and looking around a span."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from viginote.findings import Explanation, Finding
from viginote.text import Note

#: One upper-case letter, and one letter, of the alphabets that French names are written in.
UPPER = "[A-ZÀ-ÖØ-ÞŒŠŽ]"
LETTER = "[A-Za-zÀ-ÖØ-öø-ÿŒœŠšŽž]"

_DIGIT = re.compile("[0-9]")


class Recognizer(Protocol):
    """What every identifier module exposes as `RECOGNIZER`."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def needs_digit(self) -> bool:
        """True when nothing can be found in a note without any digit."""
        ...

    def find(self, note: Note) -> Iterator[Finding]: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A span that a rule found: `score` is the share of such hits expected to be right."""

    start: int
    end: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A recognizer made of one function that yields the hits of a note."""

    name: str
    label: str
    search: Callable[[Note], Iterator[Hit]]
    needs_digit: bool = True

    def find(self, note: Note) -> Iterator[Finding]:
        detector = f"rule:{self.name}"
        for hit in self.search(note):
            yield Finding(
                hit.start, hit.end, self.label, hit.score, detector, explain=Explanation(reason=hit.reason)
            )


def has_digit(text: str) -> bool:
    """Whether `text` holds an ASCII digit."""
    return _DIGIT.search(text) is not None


def digits_of(value: str) -> str:
    """The ASCII digits of `value`, in order.

    >>> digits_of("01.42-16")
    '014216'
    """
    return "".join(c for c in value if "0" <= c <= "9")


def before(folded: str, start: int, width: int) -> str:
    """The `width` characters before `start`, fewer at the beginning of the note."""
    return folded[max(0, start - width) : start]


def luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others (ISO/IEC 7812-1, annex B).

    >>> luhn("79927398713"), luhn("79927398710")
    (True, False)
    """
    total = 0
    for i, c in enumerate(reversed(digits)):
        n = int(c) * (1 + i % 2)
        total += n - 9 if n > 9 else n
    return total % 10 == 0
