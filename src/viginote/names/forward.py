"""The tagger's network run forwards: the sums of `Network`, without what only training needs.

Words are rows of one table of vectors, looked up by number; the convolutions run over stretches of tokens
that fit the processor's cache. This is two to three times as fast as the layers that are trained.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from viginote.names.tagger import Network

Floats = NDArray[np.float32]

#: Stands between texts: its vector is null.
GAP = ""
_STRETCH = 1000  # tokens that go through the layers at once
_CACHED = 100_000  # words whose vectors are kept
_TINY = 1e-8  # added to a variance, as in training


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


class _Convolution(NamedTuple):
    """A window of three words, the greater of two sums, normalised; added to what went in."""

    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    def __call__(self, vectors: Floats, multiply: Callable[[Floats, Floats], Floats]) -> Floats:
        count, width = vectors.shape
        window = np.zeros((count, 3 * width), dtype="f")
        window[1:, :width] = vectors[:-1]
        window[:, width : 2 * width] = vectors
        window[:-1, 2 * width :] = vectors[1:]
        sums = multiply(window, self.weights)
        sums += self.bias
        out = np.maximum(sums[:, :width], sums[:, width:])
        out -= out.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", out, out)
        spread /= width
        spread += _TINY
        out /= np.sqrt(spread)[:, None]
        out *= self.gain
        out += self.shift
        out += vectors
        return out


class Forward:
    """Word vectors in their order to tag probabilities."""

    def __init__(self, network: "Network") -> None:
        nodes = {name: [n for n in network.tags.walk() if n.name == name] for name in ("maxout", "layernorm")}
        self._layers = [
            _Convolution(*_halves(node), *_parameters(norm, "G", "b"))
            for node, norm in zip(nodes["maxout"], nodes["layernorm"], strict=True)
        ]
        [last] = (n for n in network.tags.walk() if n.name == "softmax")
        self._weights, self._bias = _parameters(last, "W", "b")
        # One thread whatever the machine, so that worker processes do not get in each other's way.
        gemm = cast("Callable[..., Floats]", network.tags.ops.gemm)
        self._multiply = partial(gemm, trans2=True)

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
            rows = layer(rows, self._multiply)
        shares = self._multiply(rows, self._weights)
        shares += self._bias
        shares -= shares.max(axis=1, keepdims=True)
        np.exp(shares, out=shares)
        shares /= shares.sum(axis=1, keepdims=True)
        shares[[i for i, word in enumerate(seen) if not word]] = np.eye(1, shares.shape[1], dtype="f")
        return shares[at - low : at - low + _STRETCH]


def _parameters(node: Any, *names: str) -> Iterator[Floats]:
    return (np.array(node.get_param(name), dtype="f") for name in names)


def _halves(node: Any) -> Iterator[Floats]:
    """Weights and bias of a maxout layer of two pieces, the first pieces of all units before the second."""
    for values in _parameters(node, "W", "b"):
        yield np.ascontiguousarray(np.moveaxis(values, 1, 0)).reshape(-1, *values.shape[2:])
