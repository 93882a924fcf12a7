"""A copy of a note without the damage of scanners and hurried keyboards, and the way back to the note.

Rules read whole words and digits. Where character recognition took digits for letters ("l2/O3/2O19") and
letters for digits ("N0M"), where blanks were lost ("tel0639981234pour") or came between ("2 8 . 1 1 . 1 7"),
they read the copy as well: what is found there is led back to the characters as they stand in the note.
A note without damage has no copy, and costs a few short searches.

>>> mended = mend(Note("vu le l2/O3/2O19"))
>>> mended.note.text, mended.span(6, 16)
('vu le 12/03/2019', (6, 16))
>>> mend(Note("L4-L5, B12 normale, 2 l d'O2")) is None
True
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from viginote.identifiers._mending.blanks import closed_up, dates_in_parts, months, parted, rejoined
from viginote.identifiers._mending.lookalikes import digits, letters
from viginote.text import Note, fold, once

__all__ = ["Mended", "mend"]

#: What is done, in this order: a lost blank is put back before the digits behind it are read.
_STEPS = (rejoined, closed_up, months, parted, letters, digits, dates_in_parts)


class Mended(NamedTuple):
    """The copy, and for each of its characters where that stands in the text of the note."""

    note: Note
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `start:end` of the copy stands in the note."""
        return self.places[start], self.places[end - 1] + 1


def mend(note: Note) -> Mended | None:
    """The copy of `note` without its damage; None where there is none."""
    return next(iter(_mended(note)), None)


@once
def _mended(note: Note) -> Iterator[Mended]:
    """The copy, if there is one: identifiers and names ask for it in turn."""
    text, folded = note.text, note.folded
    places: Sequence[int] = range(len(text))
    for step in _STEPS:
        if edits := [*step(text, folded)]:
            text, places = _edited(text, places, edits)
            folded = fold(text)
    if text is not note.text:
        yield Mended(Note(text), places)


def _edited(
    text: str, places: Sequence[int], edits: Iterable[tuple[int, int, str]]
) -> tuple[str, Sequence[int]]:
    """`text` and `places` with each `start:end` replaced, in the order of the text."""
    pieces: list[str] = []
    kept: list[int] = []
    at = 0
    for start, end, new in edits:
        pieces += text[at:start], new
        kept += places[at:start]
        kept += places[start:end] if len(new) == end - start else [places[start]] * len(new)
        at = end
    return "".join((*pieces, text[at:])), [*kept, *places[at:]]
