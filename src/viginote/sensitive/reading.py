"""A note as the lexicons read it: typos of doubling, plurals and separators evened out, with a way back.

The reading is made from the folded note, stretch by stretch between two spaces:
- hyphens, apostrophes and line breaks become spaces, and "y" becomes "i" (schyzophrène);
- a letter written twice is read once (alcolique, toxicommane), a run of spaces too;
- the plural "s" or "x" of a word of four letters or more is left out;
- the dots of an abbreviation are left out (V.I.H.; M. genitalium);
- a name and the dose glued to it are parted (seresta50);
- whatever punctuation is left becomes a space, so that each term stands between two spaces;
- a long word with a typo of one letter is read as the lexicon's word (see `spelling`).

Lexicon terms go through the very same function, so a term and its misspellings meet. A term too short
to bear that much tolerance is compared again with the folded note (see `matcher`).
"""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain, repeat

from viginote.sensitive.spelling import SHORTEST, Speller
from viginote.text import Note

# Each alternative looks behind at what is kept, by a fixed width: linear time.
_DROPPED = re.compile(
    r"(?<=([a-z ]))\1|(?<=[a-z]{3})[sx](?![a-z0-9])|(?<=[^a-z0-9.][a-z])\.(?=[a-z](?![a-z0-9]))"
    r"|(?<=\.[a-z])\.(?=[a-z](?![a-z0-9]))|(?<=[ \n][a-z])\.(?= )"
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
    [' toxicomane vih  ']
    """
    # The line feed is a separator that no evened text holds.
    return _drop(_part("\n".join(map(_even, texts)))).split("\n")


def squeeze_word(word: str) -> str:
    """The reading of one folded word of letters and digits, no dose glued to it, as `squeeze_all` makes it.

    >>> squeeze_word("toxicommanes")
    'toxicomane'
    """
    return _DROPPED.sub("", word.replace("y", "i"))


#: Stretches whose reading is kept, in memory alone, and the letters of the longest kept.
_KEPT, _LONGEST_KEPT = 50_000, 40
#: Start and end of a word in what is read, and whether it was a typo there.
Place = tuple[int, int, bool]
#: How what stands between two spaces reads: its words, and their places in it.
_Read = tuple[tuple[str, ...], tuple[Place, ...]]


class Reader(dict[str, _Read]):
    """Reads with one set of lexicons' typos, each stretch between two spaces once.

    Nothing that is done to a stretch looks over a space, and notes say the same words over and over. Between
    two spaces side by side stands nothing, and it has no words.
    """

    def __init__(self, speller: Speller) -> None:
        super().__init__()
        self._speller = speller

    def __missing__(self, stretch: str) -> _Read:
        read = self._read(stretch)
        if len(stretch) <= _LONGEST_KEPT:
            if len(self) >= _KEPT:
                self.clear()
            self[stretch] = read
        return read

    def _read(self, stretch: str) -> _Read:
        if not stretch:
            return (), ()
        parted = _part(f" {stretch} ")
        dropped = {match.start() for match in _DROPPED.finditer(parted)}
        kept = [place - 1 for place in range(1, len(parted)) if place not in dropped]
        words = _drop(parted)[1:-1].split(" ")
        starts = accumulate((len(word) + 1 for word in words[:-1]), initial=0)
        meant = tuple(_LONG.sub(self._meant, word) for word in words)
        places = tuple(
            (kept[at], _end(stretch, kept[at + len(word)]), word != right)
            for at, word, right in zip(starts, words, meant, strict=True)
        )
        return meant, places

    def _meant(self, word: re.Match[str]) -> str:
        return self._speller.correct(word[0]) or word[0]


def _end(stretch: str, end: int) -> int:
    """Where a word ends: a dot after a lone letter is not read, and may end the sentence ("sous X.")."""
    return end - stretch.endswith(".", 0, end)


class Reading:
    """The reading of one note: its `words`, and where they stand in the note."""

    def __init__(self, note: Note, reader: Reader) -> None:
        self.note = note
        self._stretches = _even(note.folded)[1:-1].split(" ")
        read = [reader[stretch] for stretch in self._stretches]
        self._of_stretches = [words for words, _ in read]
        self._at = [places for _, places in read]
        self.words = list(chain.from_iterable(self._of_stretches))

    @cached_property
    def _starts(self) -> list[int]:
        """Where in the note the stretch of every word begins."""
        starts = accumulate((len(stretch) + 1 for stretch in self._stretches[:-1]), initial=0)
        return list(chain.from_iterable(map(repeat, starts, map(len, self._of_stretches))))

    @cached_property
    def _places(self) -> list[Place]:
        """The place of every word in its stretch."""
        return list(chain.from_iterable(self._at))

    @cached_property
    def columns(self) -> list[int]:
        """Where every word begins in the reading, one space between words."""
        return list(accumulate((len(word) + 1 for word in self.words), initial=1))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where in the note the words from number `first` up to `last`, left out, begin and end."""
        starts, places = self._starts, self._places
        return starts[first] + places[first][0], starts[last - 1] + places[last - 1][1]

    def corrected(self, first: int, last: int) -> list[tuple[int, int]]:
        """Where in the note those of the words from number `first` up to `last`, left out, stand that were
        typos.
        """
        return [self.span(rank, rank + 1) for rank in range(first, last) if self._places[rank][2]]
