"""What the network sees of a word: rows for its folded form and for its groups of letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from viginote.vectors import letter_groups

FORM_ROWS = 32768
GRAM_ROWS = 32768

_LONGEST = 20  # letters of a word that are looked at
_GRAMS = (3, 4, 5)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Words:
    """Features of words: `forms` two rows each, `grams` flat, `counts` of them."""

    forms: NDArray[np.int64]
    grams: NDArray[np.int64]
    counts: NDArray[np.int64]


def look(words: Sequence[str]) -> Words:
    """The features of folded `words`: a year is one word for all years, other digits are alike."""
    forms: list[tuple[int, int]] = []
    grams: list[int] = []
    counts: list[int] = []
    for word in words:
        form = "YEAR" if _YEAR.fullmatch(word) else _DIGIT.sub("0", word)[:_LONGEST]
        encoded = form.encode("utf-8", "surrogatepass")
        forms.append((crc32(encoded) % FORM_ROWS, crc32(b"#" + encoded) % FORM_ROWS))
        own = _grams(form)
        grams += own
        counts.append(len(own))
    pairs = np.asarray(forms, dtype=np.int64).reshape(-1, 2)
    return Words(pairs, np.asarray(grams, dtype=np.int64), np.asarray(counts, dtype=np.int64))


def _grams(form: str) -> list[int]:
    """Rows of the letter groups of a word, its ends marked; what is no word has one row of its own."""
    if not form[:1].isalpha():
        return [crc32(form.encode("utf-8", "surrogatepass")) % GRAM_ROWS]
    return letter_groups(form, _GRAMS, GRAM_ROWS)
