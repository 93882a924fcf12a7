"""What the small networks share when they run: sums over rows, and the vectors of words.

They run without the library that trained them: numpy suffices, and starts several times faster.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

T = TypeVar("T")
Floats = NDArray[np.float32]
#: The parameters of a network by name, at any precision.
Weights = Mapping[str, NDArray[Any]]

#: Stands between texts: its vector is null.
GAP = ""
_STRETCH = 1000  # words that go through the layers at once
_TINY = 1e-5  # added to a variance, as in training
_CACHED = 100_000  # words whose vectors are kept


class _OneThread:
    """While anybody is inside, products of numpy keep to one thread; the last one out gives back what the
    first one met. Of two that overlap the second would otherwise meet one thread, and leave it for good.
    """

    def __init__(self) -> None:
        self._libraries: Any = None  # found when first needed
        self._lock = Lock()
        self._inside = 0
        self._limit: Any = None

    def __enter__(self) -> None:
        with self._lock:
            self._libraries = self._libraries or ThreadpoolController()
            if not self._inside:
                self._limit = self._libraries.limit(limits=1, user_api="blas")
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                self._limit.restore_original_limits()


_ONE_THREAD = _OneThread()


def one_thread() -> AbstractContextManager[None]:
    """While it lasts, the products of numpy keep to one thread, those of the host too: for matrices as small
    as these others would but wait for each other, and worker processes get in each other's way.
    """
    return _ONE_THREAD


def floats(values: NDArray[Any]) -> Floats:
    """The values as the products take them."""
    return np.ascontiguousarray(values, dtype="f")


def factor(weights: NDArray[Any]) -> Floats:
    """Weights, one row a sum, as the second factor of a product."""
    return floats(weights.T)


def product(rows: Floats, weights: Floats) -> Floats:
    """Rows times weights, each row the same in whatever company.

    A row alone would be summed up in another order, and a note read otherwise by itself than among others.
    """
    return rows @ weights if len(rows) != 1 else (np.concatenate((rows, rows)) @ weights)[:1]


def normalise(rows: Floats, gain: Floats, shift: Floats) -> Floats:
    """Each row brought in place to mean 0, variance 1, scaled and shifted."""
    width = rows.shape[1]
    rows -= (np.einsum("ij->i", rows) / width)[:, None]
    spread = np.einsum("ij,ij->i", rows, rows)
    spread /= width
    spread += _TINY
    rows *= (1 / np.sqrt(spread))[:, None]
    rows *= gain
    rows += shift
    return rows


def with_neighbours(rows: Floats) -> Floats:
    """Each row between the one before it and the one behind it, null at the ends: a window of three."""
    count, width = rows.shape
    window = np.zeros((count, 3 * width), dtype="f")
    window[1:, :width] = rows[:-1]
    window[:, width : 2 * width] = rows
    window[:-1, 2 * width :] = rows[1:]
    return window


def stretches(words: Sequence[str], reach: int) -> Iterator[tuple[Sequence[str], slice]]:
    """The words in runs that fit the processor's cache, `reach` more on either side of each: the slice is the
    run's own part of them.
    """
    for at in range(0, len(words), _STRETCH):
        low = max(0, at - reach)
        yield words[low : at + _STRETCH + reach], slice(at - low, at - low + _STRETCH)


def groups(parts: Iterable[T], size: Callable[[T], int], enough: int) -> Iterator[list[T]]:
    """The parts in groups that go through the layers at once: each as soon as it has `enough` words.

    `size`: how many words a part has.
    """
    group: list[T] = []
    words = 0
    for part in parts:
        group.append(part)
        words += size(part)
        if words >= enough:
            yield group
            group, words = [], 0
    if group:
        yield group


def softmax(rows: Floats) -> Floats:
    """The shares that the last axis gives, 1 in all."""
    shares: Floats = np.exp(rows - rows.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return shares


def letter_groups(word: str, sizes: Sequence[int], rows: int) -> list[int]:
    """The rows, of so many, of the groups of letters of a word, its ends marked."""
    marked = f"^{word}$".encode("utf-8", "surrogatepass")
    return sorted({crc32(marked[i : i + n]) % rows for n in sizes for i in range(len(marked) - n + 1)})


class WordVectors:
    """The vectors of words, each made once and kept, up to a number; threads that scan share them."""

    def __init__(self, width: int, make: Callable[[Sequence[str]], Floats]) -> None:
        """`make`: the vectors of new words."""
        self._make = make
        self._table = np.zeros((1024, width), dtype="f")
        self._rows = {GAP: 0}
        self._lock = Lock()

    def of(self, words: Sequence[str]) -> Floats:
        """One row a word."""
        rows = self._rows
        with self._lock:
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
