"""The name tagger: a small convolutional network. component.py makes it a spaCy component.

Each word becomes a vector once (see features.py); three residual convolutions of window 1 look at three words
on either side; one softmax gives each token O, B or I of a label. There is no transition system: the tags are
read off token by token, which is several times faster.
"""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from thinc.api import Maxout, Model, NumpyOps, Softmax, chain, expand_window, residual

from viginote.names.features import FLAG_ROWS, GRAM_ROWS, NORM_ROWS, SETS, SHAPE_ROWS, Filters, Words, look
from viginote.names.filters import WordFilter
from viginote.names.forward import GAP, Floats, Forward, WordVectors

LABELS = ("PERSON", "CITY", "HOSPITAL", "ADDRESS", "EMPLOYER")
TAGS = ("O", *(f"{p}-{label}" for label in LABELS for p in "BI"))
_WIDTHS = {"norm": 48, "grams": 32, "shape": 16, "flags": 16}


class Entity(NamedTuple):
    """Tokens [start, end) with a label and the mean probability of that label."""

    start: int
    end: int
    label: str
    score: float


def _embed() -> Model[Words, Floats]:
    """A vector a word: the sum of its two hashed rows, the mean of its letter groups, its shape, its sets."""
    model: Model[Words, Floats] = Model(
        "viginote_embed",
        _embed_forward,
        dims={"nO": sum(_WIDTHS.values())},
        params=dict.fromkeys(_WIDTHS),
    )
    rng = np.random.default_rng(0)
    for name, rows in (
        ("norm", NORM_ROWS),
        ("grams", GRAM_ROWS),
        ("shape", SHAPE_ROWS),
        ("flags", FLAG_ROWS),
    ):
        model.set_param(name, cast(Any, rng.uniform(-0.1, 0.1, (rows, _WIDTHS[name])).astype("f")))
    return model


def _embed_forward(
    model: Model[Words, Floats], words: Words, is_train: bool
) -> tuple[Floats, Callable[[Floats], Words]]:
    tables = {name: cast(Floats, model.get_param(name)) for name in _WIDTHS}
    starts = np.concatenate(([0], np.cumsum(words.counts)[:-1])).astype(np.int64)
    shares = (1 / np.maximum(words.counts, 1)).astype("f")[:, None]
    grams = np.add.reduceat(tables["grams"][words.grams], starts, axis=0) * shares
    norm = tables["norm"][words.norm[:, 0]] + tables["norm"][words.norm[:, 1]]
    out = np.concatenate((norm, grams, tables["shape"][words.shape], tables["flags"][words.flags]), axis=1)

    def backprop(d_out: Floats) -> Words:
        cuts = np.cumsum(list(_WIDTHS.values()))[:-1]
        d_norm, d_grams, d_shape, d_flags = np.split(d_out, cuts, axis=1)
        for name, rows, values in (
            ("norm", words.norm.T.ravel(), np.concatenate((d_norm, d_norm))),
            ("grams", words.grams, np.repeat(d_grams * shares, words.counts, axis=0)),
            ("shape", words.shape, d_shape),
            ("flags", words.flags, d_flags),
        ):
            model.inc_grad(name, cast(Any, scatter(rows, values, len(tables[name]))))
        return words

    return out, backprop


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

    def __init__(self, width: int = 64, depth: int = 3) -> None:
        self.width, self.depth = width, depth
        ops = NumpyOps()
        inner = sum(_WIDTHS.values())
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

    def nodes(self) -> Iterator[tuple[str, Model[Any, Any]]]:
        """Every layer with parameters, under a stable name."""
        for half, model in (("words", self.words), ("tags", self.tags)):
            for i, node in enumerate(model.walk()):
                if node.param_names:
                    yield f"{half}.{i}", node

    def weights(self) -> dict[str, NDArray[np.float16]]:
        """All parameters at half precision, by layer and name."""
        return {
            f"{key}.{name}": np.asarray(node.get_param(name)).astype(np.float16)
            for key, node in self.nodes()
            for name in node.param_names
        }

    def load(self, weights: Any) -> None:
        """Take parameters as `weights()` gives them."""
        for key, node in self.nodes():
            for name in node.param_names:
                node.set_param(name, cast(Any, np.asarray(weights[f"{key}.{name}"]).astype("f")))


def read_tags(probabilities: Floats, floor: float) -> Iterator[Entity]:
    """The entities of a run of tokens. `floor`: the least share of "some label" for a token to be in one."""
    named = np.flatnonzero(1 - probabilities[:, 0] >= floor)
    shares = probabilities[named, 1:].reshape(len(named), len(LABELS), 2)
    of_label = shares.sum(axis=2)
    labels = of_label.argmax(axis=1)
    rows = np.arange(len(named))
    begins = shares[rows, labels, 0] > shares[rows, labels, 1]
    values = (named, labels, begins, of_label[rows, labels])
    start, previous, current = -1, -2, -1
    scores: list[float] = []
    for at, label, begin, score in zip(*(v.tolist() for v in values), strict=True):
        if begin or at != previous + 1 or label != current:
            if scores:
                yield Entity(start, previous + 1, LABELS[current], sum(scores) / len(scores))
            start, current, scores = at, label, []
        scores.append(score)
        previous = at
    if scores:
        yield Entity(start, previous + 1, LABELS[current], sum(scores) / len(scores))


class NameTagger:
    """Finds people and places among the words of texts. `floor`: see `read_tags`."""

    def __init__(self, floor: float, width: int = 64, depth: int = 3) -> None:
        self.floor = floor
        self.network = Network(width, depth)
        self.filters: Filters = {name: WordFilter.build(()) for name in SETS}
        self.calibration: list[list[float]] = [[0.0, 1.0], [0.0, 1.0]]
        self._ready: tuple[Forward, WordVectors] | None = None

    def entities(self, texts: Sequence[Sequence[str]]) -> list[list[Entity]]:
        """The entities of every text, as token positions.

        Between texts stand as many gaps as a tag reaches, so that none sees its neighbour and a text gets the
        same tags in whatever company.
        """
        forward, vectors = self._forward()
        gap = [GAP] * forward.reach
        words: list[str] = [*gap]
        starts: list[int] = []
        for text in texts:
            starts.append(len(words))
            words += text
            words += gap
        found: list[list[Entity]] = [[] for _ in texts]
        for entity in read_tags(forward(words, vectors), self.floor):
            number = bisect_right(starts, entity.start) - 1
            start = starts[number]
            found[number].append(entity._replace(start=entity.start - start, end=entity.end - start))
        return found

    def _forward(self) -> tuple[Forward, WordVectors]:
        if self._ready is None:
            vectors = WordVectors(self.network.width, self._new_vectors)
            self._ready = (Forward(self.network), vectors)
        return self._ready

    def _new_vectors(self, words: Sequence[str]) -> Floats:
        return self.network.words.predict(look(words, self.filters))

    def share_right(self, score: float) -> float:
        """The share of held-out entities of that score that were right: a line through measured points."""
        scores, shares = self.calibration
        return float(np.interp(score, scores, shares))

    def forget(self) -> None:
        """Drop what was made of the weights and the filters: needed after they changed."""
        self._ready = None

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(folder / "weights.npz", **cast(Any, self.network.weights()))
        np.savez_compressed(
            folder / "filters.npz", **cast(Any, {k: f.array() for k, f in self.filters.items()})
        )
        meta = {
            "width": self.network.width,
            "depth": self.network.depth,
            "tags": TAGS,
            "calibration": self.calibration,
        }
        (folder / "tagger.json").write_text(json.dumps(meta) + "\n", encoding="utf-8")

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> "NameTagger":
        folder = Path(path)
        meta = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
        self.network = Network(meta["width"], meta["depth"])
        self.calibration = meta["calibration"]
        with np.load(folder / "weights.npz") as weights:
            self.network.load(weights)
        with np.load(folder / "filters.npz") as filters:
            self.filters = {name: WordFilter(filters[name]) for name in SETS}
        self.forget()
        return self
