"""Where sentences end in clinical notes, for policies that act on the sentence around a mention.

In doubt the sentence is taken longer, never shorter: what is to be hidden must lie inside.
"""

import re
from bisect import bisect_right

# A line break always ends a sentence; a stop only before a blank and something that can begin one.
_STOP = re.compile(r"[\r\n]+|[.!?…](?=\s+[^\W_a-zà-öø-ÿ])")
_ABBREVIATION = re.compile(
    r"(?:^|[^\w.])(?:\w|dr|drs|pr|prof|mr|mme|mmes|mlle|me|st|ste|cf|env|ex|av|bd|tel|tél|num|no|"
    r"janv|févr|fevr|avr|juil|sept|oct|nov|déc|dec|né|ép|ep|rdv|hosp|serv|chir|lab|art)\Z",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 6


class Sentences:
    """The sentences of one text, found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [stop.end() for stop in _STOP.finditer(text) if not self._abbreviates(stop.start())]

    def _abbreviates(self, stop: int) -> bool:
        before = self._text[max(0, stop - _LONGEST_ABBREVIATION) : stop]
        return self._text[stop] == "." and _ABBREVIATION.search(before) is not None

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of whole sentences that holds `start`..`end`, without blanks around it."""
        first = bisect_right(self._ends, start)
        last = bisect_right(self._ends, end - 1)
        left = self._ends[first - 1] if first else 0
        right = self._ends[last] if last < len(self._ends) else len(self._text)
        piece = self._text[left:right]
        left += len(piece) - len(piece.lstrip())
        return min(left, start), max(left + len(piece.strip()), end)
