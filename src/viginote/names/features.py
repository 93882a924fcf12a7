"""What the tagger sees of a word: its folded form, its letters in groups, its shape, the sets it belongs to.

All of it depends on the word alone, so that each word is looked at once and its vector kept.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from viginote.names.filters import WordFilter, digest
from viginote.text import fold
from viginote.vectors import letter_groups

FORM_ROWS = 12000
GRAM_ROWS = 16384
SHAPE_ROWS = 512
#: Sets of words, in the order of their bits.
SETS = ("first", "last", "city", "common")
FLAG_ROWS = 1 << len(SETS)

UNKNOWN = 0  # the row of a word whose form is hidden
_LONGEST = 24  # letters of a word that are looked at
_GRAMS = (2, 3, 4)
_DIGITS = re.compile(r"\d")
_PARTS = re.compile(r"[-' .]+")

Ints = NDArray[np.int32]
Filters = Mapping[str, WordFilter]


@dataclass(frozen=True, slots=True)
class Words:
    """Features of words: `forms` two rows each, `grams` flat, `counts` of them, one `shape`, one `flags`."""

    forms: Ints
    grams: Ints
    counts: Ints
    shape: Ints
    flags: Ints


def normal(word: str) -> str:
    """Folded, digits as 0, at most 24 characters."""
    return _DIGITS.sub("0", fold(word))[:_LONGEST]


def shape(word: str) -> str:
    """Case and kind of the characters, runs shortened.

    >>> shape("McDonald"), shape("DUPONT"), shape("J.-P.")
    ('XxXx', 'XXXX', 'X.-X.')
    """
    out: list[str] = []
    for char in word[:_LONGEST]:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "0" if char.isdigit() else char
        longest = 4 if kind in "X0" else 1
        if out[-longest:] != [kind] * longest:
            out.append(kind)
    return "".join(out)


def flags(word: str, filters: Filters) -> int:
    """The bits of the sets to which a folded word belongs; a compound is a name if one of its parts is."""
    whole = digest(word)
    parts = [digest(p) for p in _PARTS.split(word) if len(p) > 1] if _PARTS.search(word) else []
    bits = 0
    for i, name in enumerate(SETS):
        known = filters[name]
        if known.holds(*whole) or (
            parts and (all if name == "common" else any)(known.holds(*p) for p in parts)
        ):
            bits |= 1 << i
    return bits


def look(words: Sequence[str], filters: Filters) -> Words:
    """The features of `words`."""
    forms, grams, counts, shapes, sets = [], [], [], [], []
    for word in words:
        form = normal(word)
        encoded = form.encode("utf-8", "surrogatepass")
        forms.append((crc32(encoded) % (FORM_ROWS - 1) + 1, crc32(b"#" + encoded) % (FORM_ROWS - 1) + 1))
        own = _grams(form)
        grams += own
        counts.append(len(own))
        shapes.append(crc32(shape(word).encode("utf-8", "surrogatepass")) % SHAPE_ROWS)
        sets.append(flags(form, filters) if form[:1].isalpha() else 0)
    pairs = np.asarray(forms, dtype=np.int32).reshape(-1, 2)
    return Words(pairs, *(np.asarray(values, dtype=np.int32) for values in (grams, counts, shapes, sets)))


def _grams(form: str) -> list[int]:
    """Rows of the letter groups of a word, its ends marked; none of what is not a word."""
    if not form[:1].isalpha():
        return [0]
    return letter_groups(form, _GRAMS, GRAM_ROWS)
