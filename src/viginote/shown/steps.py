"""A text made readable step by step, with the way back to the text as given."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Shown(NamedTuple):
    """A text as it is read. `offsets`: for each position in it, end included, as given; None: the same.

    `marks`: positions at which markup was taken out, which stays when what is around it is redacted.
    """

    text: str
    offsets: Sequence[int] | None = None
    marks: Sequence[int] = ()

    def then(self, step: Callable[[str], "Shown"]) -> "Shown":
        """What one more step makes of it."""
        after = step(self.text)
        if after.offsets is None:
            return self
        if self.offsets is None:
            return after
        marks = [bisect_left(after.offsets, mark) for mark in self.marks]
        return Shown(after.text, [self.offsets[offset] for offset in after.offsets], marks)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text as given stands in this one."""
        if self.offsets is None:
            return start, end
        return max(0, bisect_right(self.offsets, start) - 1), bisect_left(self.offsets, end)

    def given(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where a stretch stands in the text as given: parted where markup is within, without its blanks."""
        if self.offsets is None:
            yield start, end
            return
        inside = self.marks[bisect_left(self.marks, start) : bisect_left(self.marks, end)]
        for first, last in pairwise((start, *inside, end)):
            part = self.text[first:last]
            if not inside:
                yield self.offsets[first], self.offsets[last]
            elif part.strip():
                blanks = len(part) - len(part.lstrip())
                yield self.offsets[first + blanks], self.offsets[first + len(part.rstrip())]


def replaced(text: str, changes: Iterable[tuple[int, int, str]]) -> Shown:
    """`text` with stretches of it, in order, read as something else.

    A character beyond the first of what a stretch is read as stands behind it, and ends where it ends.
    """
    parts: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end, read in changes:
        parts += text[at:start], read
        offsets += range(at, start)
        offsets += [start, *[end] * (len(read) - 1)] if read else []
        at = end
    if not at:
        return Shown(text)
    return Shown("".join([*parts, text[at:]]), [*offsets, *range(at, len(text) + 1)])
