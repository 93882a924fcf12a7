"""The tagger's network run forwards: the sums of `network.Network`, without what only training needs.

Words are rows of one table of vectors, looked up by number; the convolutions run over stretches of tokens
that fit the processor's cache. This is two to three times as fast as the layers that are trained.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from viginote.names.features import Words
from viginote.vectors import (
    Floats,
    Weights,
    WordVectors,
    floats,
    multiply,
    normalise,
    softmax,
    with_neighbours,
)  # fmt: skip

_STRETCH = 1000  # tokens that go through the layers at once
_TINY = 1e-8  # added to a variance, as in training
_TABLES = ("norm", "grams", "shape", "flags")  # as `embedded` takes them


class _Maxout(NamedTuple):
    """The greatest of several sums for each unit, normalised over the units."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    @classmethod
    def of(cls, weights: Weights, layer: str, normalised: str) -> "_Maxout":
        """The layer of that name and the one that normalises it, the sums of one sort side by side."""
        sums, bias = (np.moveaxis(weights[f"{layer}.{name}"], 1, 0) for name in "Wb")
        gain, shift = (weights[f"{normalised}.{name}"] for name in "Gb")
        return cls(*map(floats, (sums.reshape(-1, sums.shape[2]), bias.ravel(), gain, shift)))

    def __call__(self, rows: Floats) -> Floats:
        sums = multiply(rows, self.weights)
        sums += self.bias
        width = len(self.gain)
        out = sums[:, :width]
        for first in range(width, len(self.bias), width):
            out = np.maximum(out, sums[:, first : first + width])
        return normalise(out, self.gain, self.shift, _TINY)


def _convolved(vectors: Floats, layer: _Maxout) -> Floats:
    """The vectors, each with what the layer makes of a window of three added."""
    out = layer(with_neighbours(vectors))
    out += vectors
    return out


def embedded(words: Words, norm: Floats, grams: Floats, shape: Floats, flags: Floats) -> Floats:
    """A row a word: the sum of its two hashed rows, the mean of its letter groups, its shape, its sets."""
    starts = np.concatenate(([0], np.cumsum(words.counts)[:-1])).astype(np.int64)
    shares = (1 / np.maximum(words.counts, 1)).astype("f")[:, None]
    of_grams = np.add.reduceat(grams[words.grams], starts, axis=0) * shares
    of_norm = norm[words.norm[:, 0]] + norm[words.norm[:, 1]]
    return np.concatenate((of_norm, of_grams, shape[words.shape], flags[words.flags]), axis=1)


class Forward:
    """What weights, named as `Network.weights` names them, make of words and of their vectors."""

    def __init__(self, weights: Weights) -> None:
        self._tables = [floats(weights[f"words.embed.0.{name}"]) for name in _TABLES]
        self._mix = _Maxout.of(weights, "words.maxout.0", "words.layernorm.0")
        depth = sum(name.startswith("tags.maxout.") and name.endswith(".W") for name in weights)
        self._layers = [_Maxout.of(weights, f"tags.maxout.{n}", f"tags.layernorm.{n}") for n in range(depth)]
        self._weights, self._bias = (floats(weights[f"tags.softmax.0.{name}"]) for name in "Wb")

    @property
    def width(self) -> int:
        """How many numbers the vector of a word has."""
        return len(self._mix.gain)

    def vectors(self, words: Words) -> Floats:
        """A vector a word, from its features."""
        return self._mix(embedded(words, *self._tables))

    @property
    def reach(self) -> int:
        """How many words on either side a tag depends on."""
        return len(self._layers)

    def __call__(self, words: Sequence[str], vectors: WordVectors) -> Floats:
        """Tag probabilities, one row a word; a gap is tagged as no name."""
        found = [self._stretch(words, at, vectors) for at in range(0, len(words), _STRETCH)]
        return np.concatenate(found)

    def _stretch(self, words: Sequence[str], at: int, vectors: WordVectors) -> Floats:
        """The probabilities of the stretch that begins at `at`, seen with the words around it."""
        low = max(0, at - self.reach)
        seen = words[low : at + _STRETCH + self.reach]
        rows = vectors.of(seen)
        for layer in self._layers:
            rows = _convolved(rows, layer)
        shares = softmax(multiply(rows, self._weights) + self._bias)
        shares[[i for i, word in enumerate(seen) if not word]] = np.eye(1, shares.shape[1], dtype="f")
        return shares[at - low : at - low + _STRETCH]
