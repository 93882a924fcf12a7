"""Where sentences end in clinical notes, for policies that act on the sentence around a mention.

In doubt the sentence is taken longer, never shorter: what is to be hidden must lie inside.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from viginote.shown import Shown

# A line break always ends a sentence; a stop only before a blank and something that can begin one.
_STOP = re.compile(r"[\r\n]+|[.!?…](?=\s+[^\W_a-zà-öø-ÿ])")
_ABBREVIATION = re.compile(
    r"(?:^|[^\w.])(?:\w|dr|drs|pr|prof|mr|mme|mmes|mlle|me|st|ste|cf|env|ex|av|bd|tel|tél|num|no|"
    r"janv|févr|fevr|avr|juil|sept|oct|nov|déc|dec|né|ép|ep|rdv|hosp|serv|chir|lab|art)\Z",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 6


class Sentences:
    """The sentences of one text, as its reader sees them, found once."""

    def __init__(self, shown: Shown) -> None:
        self._shown, self._text = shown, shown.text
        self._marks = frozenset(shown.marks)
        self._ends = [stop.end() for stop in _STOP.finditer(self._text) if self._ends_one(stop)]

    def _ends_one(self, stop: re.Match[str]) -> bool:
        if stop[0].isspace():  # in a text with markup a break of lines is a blank: markup breaks them
            return not self._marks or not self._marks.isdisjoint(range(*stop.span()))
        return not self._abbreviates(stop.start())

    def _abbreviates(self, stop: int) -> bool:
        before = self._text[max(0, stop - _LONGEST_ABBREVIATION) : stop]
        return self._text[stop] == "." and _ABBREVIATION.search(before) is not None

    def around(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The whole sentences that hold `start`..`end`, without blanks around them, both as given.

        In several stretches where there is markup within, which stays.
        """
        start, end = self._shown.place(start, end)
        first = bisect_right(self._ends, start)
        last = bisect_right(self._ends, end - 1)
        left = self._ends[first - 1] if first else 0
        right = self._ends[last] if last < len(self._ends) else len(self._text)
        piece = self._text[left:right]
        left += len(piece) - len(piece.lstrip())
        return self._shown.given(min(left, start), max(left + len(piece.strip()), end))
