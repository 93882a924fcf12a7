"""Traps: where the words of a note mean something else, whoever takes them for a mention."""

from bisect import bisect_left
from collections.abc import Iterable

#: Start and end of a trap in the note, and the category to which it is limited.
Trap = tuple[int, int, str | None]


class Traps:
    """The traps of a note."""

    def __init__(self, traps: Iterable[Trap] = ()) -> None:
        self._traps = sorted(traps, key=lambda trap: trap[:2])
        self._longest = max((end - start for start, end, _ in self._traps), default=0)

    def hold(self, start: int, end: int, category: str) -> bool:
        """Whether one of them, of that category or of all, contains a place.

        >>> Traps([(3, 9, None), (12, 20, "hiv")]).hold(4, 9, "psychiatry")
        True
        >>> Traps([(3, 9, None), (12, 20, "hiv")]).hold(13, 20, "psychiatry")
        False
        """
        first = bisect_left(self._traps, (start - self._longest,))
        near = self._traps[first : bisect_left(self._traps, (start + 1,))]
        return any(end <= last and only in (None, category) for _, last, only in near)
