"""A note as the lexicons read it: typos of doubling, plurals and separators evened out, with a way back.

The reading is made from the folded note in a few passes of C code:
- hyphens, apostrophes and line breaks become spaces, and "y" becomes "i" (schyzophrène);
- a letter written twice is read once (alcolique, toxicommane), a run of spaces too;
- the plural "s" or "x" of a word of four letters or more is left out;
- the dots of an abbreviation are left out (V.I.H.);
- whatever punctuation is left becomes a space, so that each term stands between two spaces.

Lexicon terms go through the very same function, so a term and its misspellings meet. A term too short
to bear that much tolerance is compared again with the folded note (see `matcher`).
"""

import re
from bisect import bisect_right
from functools import cached_property

from viginote.text import Note

_JOINTS = str.maketrans(
    {"-": " ", "'": " ", "_": " ", "\n": " ", "\r": " ", "\x0b": " ", "\x0c": " ", "y": "i"}
)
# Each alternative keeps its groups and drops the rest. Every look-around is of fixed width: linear time.
_DROPPED = re.compile(
    r"([a-z])\1+|( ) +|(?<=[a-z]{3})[sx](?![a-z0-9])|(?<=[^a-z0-9][a-z])\.(?=[a-z](?![a-z0-9]))"
)


class _Blank(dict[int, int]):
    """str.translate table: what is neither a letter nor a digit becomes a space."""

    def __missing__(self, code: int) -> int:
        kept = code if chr(code).isalnum() else 32
        self[code] = kept
        return kept


_BLANK = _Blank()


def _joined(folded: str) -> str:
    return f" {folded} ".translate(_JOINTS)


def squeeze(folded: str) -> str:
    """The reading of a folded text, one space at each end.

    >>> squeeze("toxicommanes, v.i.h.")
    ' toxicomane  vih  '
    """
    return _DROPPED.sub(r"\1\2", _joined(folded)).translate(_BLANK)


class Reading:
    """The reading of one note. `text` is searched; `place` maps an index of it back into the note."""

    def __init__(self, note: Note) -> None:
        self._joined = _joined(note.folded)
        self.text = _DROPPED.sub(r"\1\2", self._joined).translate(_BLANK)

    @cached_property
    def _shifts(self) -> list[int]:
        """For each dropped character, in order, the reading's index from which it shifts the text."""
        dropped: list[int] = []
        for match in _DROPPED.finditer(self._joined):
            kept = len(match[1] or match[2] or "")
            dropped.extend(range(match.start() + kept, match.end()))
        return [position - rank for rank, position in enumerate(dropped)]

    def place(self, index: int) -> int:
        """The offset in the note of the reading's character `index`."""
        return index + bisect_right(self._shifts, index) - 1
