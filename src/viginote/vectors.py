"""What the two small networks share when they run: products of matrices, and the vectors of words.

Both run without the library that trained them: numpy and blis suffice, and start several times faster.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

import numpy as np
from blis.py import gemm
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: Stands between texts: its vector is null.
GAP = ""
_CACHED = 100_000  # words whose vectors are kept

#: Rows times rows. One thread whatever the machine, so that worker processes do not get in each other's way.
multiply = cast("Callable[[Floats, Floats], Floats]", partial(gemm, trans2=True))


def floats(values: NDArray[Any]) -> Floats:
    """The values as the products take them."""
    return np.ascontiguousarray(values, dtype="f")


class WordVectors:
    """The vectors of words, each made once and kept, up to a number."""

    def __init__(self, width: int, make: Callable[[Sequence[str]], Floats]) -> None:
        """`make`: the vectors of new words."""
        self._make = make
        self._table = np.zeros((1024, width), dtype="f")
        self._rows = {GAP: 0}

    def of(self, words: Sequence[str]) -> Floats:
        """One row a word."""
        rows = self._rows
        new = set(words).difference(rows)
        if new:
            if len(rows) + len(new) > _CACHED:
                rows.clear()
                rows[GAP] = 0
                new = set(words) - {GAP}
            self._learn(sorted(new))
        return self._table[np.fromiter(map(rows.__getitem__, words), np.intp, len(words))]

    def _learn(self, words: Sequence[str]) -> None:
        first = len(self._rows)
        while len(self._table) < first + len(words):
            self._table = np.concatenate((self._table, np.zeros_like(self._table)))
        self._table[first : first + len(words)] = self._make(words)
        self._rows.update(zip(words, range(first, first + len(words)), strict=True))
