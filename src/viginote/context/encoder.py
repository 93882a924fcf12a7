"""Words as rows that know their neighbours: what the two networks of the room begin with.

Every word becomes a vector of its letters, to which is added what else is known of it; residual convolutions
then mix it with its neighbours.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from viginote.context.words import look
from viginote.vectors import Floats, Weights, WordVectors, factor, floats, normalise, product, with_neighbours


class Linear(NamedTuple):
    """Sums over rows."""

    weights: Floats
    bias: Floats

    @classmethod
    def of(cls, weights: Weights, name: str) -> "Linear":
        """The layer of that name."""
        return cls(factor(weights[f"{name}.weight"]), floats(weights[f"{name}.bias"]))

    def __call__(self, rows: Floats) -> Floats:
        out = product(rows, self.weights)
        out += self.bias
        return out


class _Norm(NamedTuple):
    """Half of the numbers of a row gated by the other half, then normalised over the row."""

    gain: Floats
    shift: Floats

    @classmethod
    def of(cls, weights: Weights, name: str) -> "_Norm":
        return cls(floats(weights[f"{name}.weight"]), floats(weights[f"{name}.bias"]))

    def __call__(self, rows: Floats) -> Floats:
        """Changes the rows that it is given, which saves the making of others."""
        width = len(self.gain)
        values, gates = rows[:, :width], rows[:, width:]
        np.negative(gates, out=gates)
        np.exp(gates, out=gates)
        gates += 1
        return normalise(values / gates, self.gain, self.shift)


class Encoder:
    """The layers named `encoder` of a network."""

    def __init__(self, weights: Weights) -> None:
        self._forms, self._grams = (
            floats(weights[f"encoder.letters.{table}.weight"]) for table in ("form", "gram")
        )
        mix = Linear.of(weights, "encoder.mix")
        # All that is known of a word goes through one sum, so that each part of it can be made ready.
        self._of_word, self.of_rest = np.split(mix.weights, [self._forms.shape[1] + self._grams.shape[1]])
        self.bias = mix.bias
        self._mixed = _Norm.of(weights, "encoder.mixed")
        self.depth = sum(name.startswith("encoder.convolution.") for name in weights) // 2
        self._layers = [
            (_convolution(weights, f"encoder.convolution.{n}"), _Norm.of(weights, f"encoder.normal.{n}"))
            for n in range(self.depth)
        ]
        self._vectors = WordVectors(len(mix.bias), self._made)

    def _made(self, words: Sequence[str]) -> Floats:
        seen = look(words)
        starts = np.concatenate(([0], np.cumsum(seen.counts)[:-1]))
        grams = np.add.reduceat(self._grams[seen.grams], starts, axis=0) / seen.counts[:, None]
        forms = self._forms[seen.forms[:, 0]] + self._forms[seen.forms[:, 1]]
        return product(floats(np.concatenate((forms, grams), axis=1)), self._of_word)

    def vectors(self, words: Sequence[str]) -> Floats:
        """A row a word, of its letters alone: the first of the sums that `encoded` goes on with."""
        return self._vectors.of(words)

    def encoded(self, rows: Floats, gaps: Sequence[int]) -> Floats:
        """The rows, all that is known of their words added up, with what stands around them; `gaps` null."""
        rows = self._mixed(rows)
        rows[gaps] = 0
        for convolution, normal in self._layers:
            rows += normal(convolution(with_neighbours(rows)))
            rows[gaps] = 0
        return rows


def _convolution(weights: Weights, name: str) -> Linear:
    """A convolution of window 1 as one sum over the word before, the word and the word behind."""
    kernel = weights[f"{name}.weight"]
    return Linear(factor(np.concatenate(np.moveaxis(kernel, 2, 0), axis=1)), floats(weights[f"{name}.bias"]))
