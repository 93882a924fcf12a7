"""Traps: where the words of a note mean something else, whoever takes them for a mention."""

from collections.abc import Iterable

from viginote.spans import grouped

#: Start and end of a trap in the note, and the category to which it is limited.
Trap = tuple[int, int, str | None]


class Traps:
    """The traps of a note."""

    def __init__(self, traps: Iterable[Trap] = ()) -> None:
        self._by_category = grouped((only, start, end) for start, end, only in traps)

    def hold(self, start: int, end: int, category: str) -> bool:
        """Whether one of them, of that category or of all, contains a place.

        >>> Traps([(3, 9, None), (12, 20, "hiv")]).hold(4, 9, "psychiatry")
        True
        >>> Traps([(3, 9, None), (12, 20, "hiv")]).hold(13, 20, "psychiatry")
        False
        """
        limits = (self._by_category.get(only) for only in (None, category))
        return any(spans is not None and spans.hold(start, end) for spans in limits)
