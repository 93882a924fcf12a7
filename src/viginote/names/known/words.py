"""The words of a note and of a record, brought to one form, and how alike two of them are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from viginote.names.lists import entries
from viginote.text import Note, is_one_letter_off, words

PARTICLES = frozenset(
    words("de du des d la le les l el al ben van von der den di da dos san saint sainte et")
)
_SAME = {"st": "saint", "ste": "sainte", "s": "sur", "œ": "oe", "æ": "ae"}
WORD = re.compile(r"[^\W\d_]+")
JOINS = frozenset(("", " ", "-", "'", ". ", ".", ".-", " - ", "- ", " -", "\n", "-\n"))
_TYPO_LENGTH = 6  # letters of a name in which one slip is still recognised


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the note: its span, its plain form, and whether it is capitalised."""

    start: int
    end: int
    word: str
    capital: bool


def tokens_of(note: Note) -> list[Token]:
    """The words of the note, in order."""
    text = note.text
    return [
        Token(m.start(), m.end(), plain(m[0]), text[m.start()].isupper()) for m in WORD.finditer(note.folded)
    ]


def plain(word: str) -> str:
    """A folded word without ligatures, the abbreviation of "saint" or "sur" written out."""
    return _SAME.get(word, word).replace("œ", "oe").replace("æ", "ae")


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name in their plain form: "Le Gall-N'Diaye" -> le, gall, n, diaye."""
    return tuple(plain(word) for word in WORD.findall(Note(str(name)).folded))


def are_joined(note: Note, run: Sequence[Token]) -> bool:
    """Whether nothing but a separator stands between the tokens."""
    return all(note.folded[a.end : b.start] in JOINS for a, b in pairwise(run))


def is_slip(word: str, name: str) -> bool:
    """Whether `word` is a name of some length with one letter wrong."""
    return len(name) >= _TYPO_LENGTH and is_one_letter_off(word, name)


def is_ordinary(run: Sequence[Token]) -> bool:
    return all(t.word in entries("ordinary_words") or t.word in PARTICLES for t in run)


def in_capitals(note: Note, token: Token) -> bool:
    """Whether the words around are in capitals too, so that a capital says nothing."""
    around = note.text[max(0, token.start - 20) : token.end + 20]
    return around.upper() == around
