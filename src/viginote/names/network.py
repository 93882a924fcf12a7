"""The tagger's network as it is trained, which alone needs thinc: `forward` runs its weights by themselves.

Each word becomes a vector once (see features.py); residual convolutions of window 1 look at as many words on
either side as there are of them; one softmax gives each token O, B or I of a label.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from thinc.api import Maxout, Model, NumpyOps, Softmax, chain, expand_window, residual

from viginote.names.features import FLAG_ROWS, GRAM_ROWS, NORM_ROWS, SHAPE_ROWS, Words
from viginote.names.forward import embedded
from viginote.names.tagger import TAGS
from viginote.vectors import Floats, Weights

_TABLES = {
    "norm": (NORM_ROWS, 48),
    "grams": (GRAM_ROWS, 32),
    "shape": (SHAPE_ROWS, 16),
    "flags": (FLAG_ROWS, 16),
}


def _embed() -> Model[Words, Floats]:
    model: Model[Words, Floats] = Model(
        "embed",
        _embed_forward,
        dims={"nO": sum(width for _, width in _TABLES.values())},
        params=dict.fromkeys(_TABLES),
    )
    rng = np.random.default_rng(0)
    for name, shape in _TABLES.items():
        model.set_param(name, cast(Any, rng.uniform(-0.1, 0.1, shape).astype("f")))
    return model


def _embed_forward(
    model: Model[Words, Floats], words: Words, is_train: bool
) -> tuple[Floats, Callable[[Floats], Words]]:
    tables = {name: cast(Floats, model.get_param(name)) for name in _TABLES}
    shares = (1 / np.maximum(words.counts, 1)).astype("f")[:, None]

    def backprop(d_out: Floats) -> Words:
        cuts = np.cumsum([width for _, width in _TABLES.values()])[:-1]
        d_norm, d_grams, d_shape, d_flags = np.split(d_out, cuts, axis=1)
        for name, rows, values in (
            ("norm", words.norm.T.ravel(), np.concatenate((d_norm, d_norm))),
            ("grams", words.grams, np.repeat(d_grams * shares, words.counts, axis=0)),
            ("shape", words.shape, d_shape),
            ("flags", words.flags, d_flags),
        ):
            model.inc_grad(name, cast(Any, scatter(rows, values, len(tables[name]))))
        return words

    return embedded(words, **tables), backprop


def scatter(rows: NDArray[Any], values: Floats, size: int) -> Floats:
    """A table of `size` rows in which each of `rows` holds the sum of its `values`."""
    table = np.zeros((size, values.shape[1]), dtype="f")
    if len(rows):
        order = np.argsort(rows, kind="stable")
        targets, starts = np.unique(rows[order], return_index=True)
        table[targets] = np.add.reduceat(values[order], starts, axis=0)
    return table


class Network:
    """The two halves: words to vectors, and vectors in their order to tag probabilities."""

    def __init__(self, width: int, depth: int) -> None:
        self.width, self.depth = width, depth
        ops = NumpyOps()
        inner = sum(width for _, width in _TABLES.values())
        mix = Maxout(nO=width, nI=inner, nP=3, normalize=True, dropout=0.1)
        self.words: Model[Words, Floats] = chain(_embed(), cast(Any, mix))
        layers: list[Model[Any, Any]] = [
            residual(
                chain(
                    expand_window(window_size=1),
                    Maxout(nO=width, nI=width * 3, nP=2, normalize=True, dropout=0.1),
                )
            )
            for _ in range(depth)
        ]
        self.tags: Model[Floats, Floats] = chain(*layers, Softmax(nO=len(TAGS), nI=width))
        for half in (self.words, self.tags):
            half.initialize()
            for node in half.walk():
                node.ops = ops

    def weights(self) -> Weights:
        """All parameters, by half, kind of layer, number of the layer among its kind, and name."""
        found: dict[str, NDArray[Any]] = {}
        for half, model in (("words", self.words), ("tags", self.tags)):
            seen: Counter[str] = Counter()
            for node in model.walk():
                for name in node.param_names:
                    found[f"{half}.{node.name}.{seen[node.name]}.{name}"] = np.array(node.get_param(name))
                seen[node.name] += 1
        return found
