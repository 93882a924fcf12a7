"""A note as the lexicons read it: typos of doubling, plurals and separators evened out, with a way back.

The reading is made from the folded note in a few passes of C code:
- hyphens, apostrophes and line breaks become spaces, and "y" becomes "i" (schyzophrène);
- a letter written twice is read once (alcolique, toxicommane), a run of spaces too;
- the plural "s" or "x" of a word of four letters or more is left out;
- the dots of an abbreviation are left out (V.I.H.);
- a name and the dose glued to it are parted (seresta50);
- whatever punctuation is left becomes a space, so that each term stands between two spaces;
- a long word with a typo of one letter is read as the lexicon's word (see `spelling`).

Lexicon terms go through the very same function, so a term and its misspellings meet. A term too short
to bear that much tolerance is compared again with the folded note (see `matcher`).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from viginote.sensitive.spelling import SHORTEST, Speller
from viginote.text import Note

# Each alternative looks behind at what is kept, by a fixed width: linear time.
_DROPPED = re.compile(
    r"(?<=([a-z ]))\1|(?<=[a-z]{3})[sx](?![a-z0-9])|(?<=[^a-z0-9.][a-z])\.(?=[a-z](?![a-z0-9]))"
    r"|(?<=\.[a-z])\.(?=[a-z](?![a-z0-9]))"
)

# The first digit of a dose glued to a name (seresta50) gives way to a space.
_GLUED = re.compile(r"(?<=[a-z]{5})[0-9]")

# A word that may be the typo of one with `SHORTEST` letters.
_LONG = re.compile(rf"[a-z]{{{SHORTEST - 1},}}")


class _Evened(dict[int, int]):
    """str.translate table: "y" is "i"; all but letters, digits and dots is a space."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        self[code] = evened = ord("i") if char == "y" else code if char.isalnum() or char == "." else ord(" ")
        return evened


_EVENED = _Evened()


def _even(folded: str) -> str:
    return f" {folded} ".translate(_EVENED)


def _part(evened: str) -> str:
    return _GLUED.sub(" ", evened)


def _drop(evened: str) -> str:
    return _DROPPED.sub("", evened).replace(".", " ")


def squeeze_all(texts: Sequence[str]) -> list[str]:
    """The readings of several folded texts, made in one go.

    >>> squeeze_all(["toxicommanes, v.i.h."])
    [' toxicomane vih ']
    """
    # The line feed is a separator that no evened text holds.
    return _drop(_part("\n".join(map(_even, texts)))).split("\n")


#: Words whose reading is kept, in memory alone, and the letters of the longest kept.
_KEPT, _LONGEST_KEPT = 50_000, 40


class _Read(dict[str, tuple[str, tuple[int, ...]]]):
    """How each word between two spaces reads, and the places in it of what is dropped.

    Between two spaces side by side stands an empty word, and with it the second space is dropped.
    Nothing that is done to a word looks over a space, and notes say the same words over and over.
    """

    def __missing__(self, evened: str) -> tuple[str, tuple[int, ...]]:
        parted = _part(f" {evened} ")
        dropped = tuple(match.start() - 1 for match in _DROPPED.finditer(parted))
        read = _drop(parted)[1:-1], dropped
        if len(evened) <= _LONGEST_KEPT:
            if len(self) >= _KEPT:
                self.clear()
            self[evened] = read
        return read


_READ = _Read()


class Reading:
    """The reading of one note. `text` is searched; `place` maps an index of it back into the note."""

    def __init__(self, note: Note, speller: Speller) -> None:
        self.note = note
        self._words = [(word, *_READ[word]) for word in _even(note.folded).split(" ")]
        self.text = " ".join(["", *[read for word, read, _ in self._words if word], ""])
        #: Ends of the words that were corrected, and by how much the reading has grown up to each.
        self._corrected: list[int] = []
        self._grown: list[int] = [0]
        self._correct(speller)

    def _correct(self, speller: Speller) -> None:
        pieces, at = [], 0
        for match in _LONG.finditer(self.text):
            meant = speller.correct(match[0])
            if meant is not None:
                pieces += [self.text[at : match.start()], meant]
                at = match.end()
                self._grown.append(self._grown[-1] + len(meant) - len(match[0]))
                self._corrected.append(at + self._grown[-1])
        if pieces:
            self.text = "".join([*pieces, self.text[at:]])

    def is_corrected(self, first: int, last: int) -> bool:
        """Whether a word between two indexes of the reading was a typo in the note."""
        return bisect_right(self._corrected, last) > bisect_right(self._corrected, first)

    @cached_property
    def _shifts(self) -> list[int]:
        """For each dropped character, in order, the reading's index from which it shifts the text."""
        shifts: list[int] = []
        at = 1  # behind the first space
        for word, _, dropped in self._words[1:-1]:
            for place in dropped:
                shifts.append(at + place - len(shifts))
            at += len(word) + 1
        return shifts

    def place(self, index: int) -> int:
        """The offset in the note of the reading's character `index`."""
        index -= self._grown[bisect_right(self._corrected, index)]
        return index + bisect_right(self._shifts, index) - 1
