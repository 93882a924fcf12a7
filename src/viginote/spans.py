"""Spans of a note, asked about in a time that hardly grows with their number."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import accumulate
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


class Spans:
    """Spans by their offsets; they may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        # How far the first so many go.
        self._reach = list(accumulate((end for _, end in ordered), max, initial=-1))

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them contains the place.

        >>> Spans([(3, 9)]).hold(4, 9), Spans([(3, 9)]).hold(4, 10)
        (True, False)
        """
        return self._reach[bisect_right(self._starts, start)] >= end

    def hold_a_part(self, start: int, end: int) -> bool:
        """Whether one of them contains the place and is longer.

        >>> Spans([(3, 9)]).hold_a_part(4, 9), Spans([(3, 9)]).hold_a_part(3, 9)
        (True, False)
        """
        begun = self._reach[bisect_left(self._starts, start)]
        return begun >= end or self._reach[bisect_right(self._starts, start)] > end

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them overlaps the place.

        >>> Spans([(3, 9)]).touch(8, 12), Spans([(3, 9)]).touch(9, 12)
        (True, False)
        """
        return self._reach[bisect_left(self._starts, end)] > start


def grouped(places: Iterable[tuple[K, int, int]]) -> dict[K, Spans]:
    """The spans of each kind, where every place comes with its kind."""
    groups: defaultdict[K, list[tuple[int, int]]] = defaultdict(list)
    for kind, start, end in places:
        groups[kind].append((start, end))
    return {kind: Spans(spans) for kind, spans in groups.items()}
