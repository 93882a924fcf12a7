"""A text made readable step by step, with the way back to the text as given."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
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
