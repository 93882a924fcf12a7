"""The tagger's network run forwards: words in, for each the share of O and of B and I of every label out.

models/train_names.py trains it. Each word becomes a vector once (see features.py) and is looked up by number;
residual convolutions of window 1 look at as many words on either side as there are of them, then a recurrent
layer reads each text, in pieces, from both ends.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viginote.memory import Memory
from viginote.names.features import Words
from viginote.vectors import (
    Floats,
    Weights,
    WordVectors,
    factor,
    floats,
    groups,
    normalise,
    one_thread,
    product,
    softmax,
    with_neighbours,
)  # fmt: skip

#: Words of a text that the recurrent layer reads at once, at most.
PIECE = 64
_AT_ONCE = 2000  # words that go through the layers at once

_TABLES = ("letters.form", "letters.gram", "shape", "flags")  # as `_embedded` takes them


class _Maxout(NamedTuple):
    """The greatest of several sums for each unit, normalised over the units."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    @classmethod
    def of(cls, weights: Weights, layer: str) -> "_Maxout":
        """The layer of that name."""
        names = ("sums.bias", "normal.weight", "normal.bias")
        return cls(
            factor(weights[f"{layer}.sums.weight"]), *(floats(weights[f"{layer}.{name}"]) for name in names)
        )

    def __call__(self, rows: Floats) -> Floats:
        sums = product(rows, self.weights)
        sums += self.bias
        width = len(self.gain)
        out = sums[:, :width]
        for first in range(width, len(self.bias), width):
            out = np.maximum(out, sums[:, first : first + width])
        return normalise(out, self.gain, self.shift)


def _embedded(words: Words, forms: Floats, grams: Floats, shape: Floats, flags: Floats) -> Floats:
    """A row a word: the sum of its two hashed rows, the mean of its letter groups, its shape, its sets."""
    starts = np.concatenate(([0], np.cumsum(words.counts)[:-1])).astype(np.int64)
    shares = (1 / np.maximum(words.counts, 1)).astype("f")[:, None]
    of_grams = np.add.reduceat(grams[words.grams], starts, axis=0) * shares
    of_form = forms[words.forms[:, 0]] + forms[words.forms[:, 1]]
    return np.concatenate((of_form, of_grams, shape[words.shape], flags[words.flags]), axis=1)


class Forward:
    """What weights, named as the trained network names them, make of words and of their vectors."""

    def __init__(self, weights: Weights) -> None:
        self._tables = [floats(weights[f"{name}.weight"]) for name in _TABLES]
        self._mix = _Maxout.of(weights, "mix")
        depth = sum(name.startswith("layers.") and name.endswith(".sums.weight") for name in weights)
        self._layers = [_Maxout.of(weights, f"layers.{n}") for n in range(depth)]
        self._memory = Memory.of(weights)
        self._weights, self._bias = factor(weights["tags.weight"]), floats(weights["tags.bias"])

    @property
    def width(self) -> int:
        """How many numbers the vector of a word has."""
        return len(self._mix.gain)

    def vectors(self, words: Words) -> Floats:
        """A vector a word, from its features."""
        return self._mix(_embedded(words, *self._tables))

    def __call__(self, words: Sequence[str], vectors: WordVectors) -> Floats:
        """Tag probabilities, one row a word; a gap is tagged as no name."""
        shares = np.tile(np.eye(1, len(self._bias), dtype="f"), (len(words), 1))
        with one_thread():
            for some in groups(_pieces(words), _size, _AT_ONCE):
                starts, ends = np.array(some).T
                rows, own = self._mixed(words, starts[0], ends[-1], vectors)
                lengths = ends - starts
                rows += self._memory(rows, np.cumsum(lengths) - lengths, lengths)
                shares[own] = softmax(product(rows, self._weights) + self._bias)
        return shares

    def _mixed(
        self, words: Sequence[str], start: int, end: int, vectors: WordVectors
    ) -> tuple[Floats, NDArray[np.int64]]:
        """Rows of the words from `start` to `end`, mixed with their neighbours, and their places; no gaps."""
        reach = len(self._layers)
        low = max(0, start - reach)
        seen = words[low : end + reach]
        is_word = np.fromiter(map(bool, seen), bool, len(seen))
        gaps = np.flatnonzero(~is_word)
        rows = vectors.of(seen)
        for layer in self._layers:
            rows += layer(with_neighbours(rows))
            rows[gaps] = 0
        own = np.flatnonzero(is_word[start - low : end - low]) + start
        return rows[own - low], own


def _pieces(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each text between gaps, or of its pieces."""
    gaps = [at for at, word in enumerate(words) if not word]
    for before, end in pairwise((-1, *gaps, len(words))):
        for start in range(before + 1, end, PIECE):
            yield start, min(start + PIECE, end)


def _size(piece: tuple[int, int]) -> int:
    return piece[1] - piece[0]
