"""The name tagger: convolutions and a recurrent layer. component.py makes it a spaCy component.

The network (see forward.py) gives each token a share for O and for B and I of every label. There is no
transition system: the tags are read off token by token, which is several times faster.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np

from viginote.names.features import SETS, Filters, look
from viginote.names.filters import WordFilter
from viginote.names.forward import Forward
from viginote.vectors import GAP, Floats, Weights, WordVectors

LABELS = ("PERSON", "CITY", "HOSPITAL", "ADDRESS", "EMPLOYER")
TAGS = ("O", *(f"{p}-{label}" for label in LABELS for p in "BI"))


class Entity(NamedTuple):
    """Tokens [start, end) with a label and the mean probability of that label."""

    start: int
    end: int
    label: str
    score: float


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
    """Finds people and places among the words of texts, once it has weights. `floor`: see `read_tags`."""

    def __init__(self, floor: float) -> None:
        self.floor = floor
        self.weights: Weights = {}
        self.filters: Filters = {name: WordFilter.build(()) for name in SETS}
        self.calibration: list[list[float]] = [[0.0, 1.0], [0.0, 1.0]]
        self._ready: tuple[Forward, WordVectors] | None = None

    def entities(self, texts: Sequence[Sequence[str]]) -> list[list[Entity]]:
        """The entities of every text, as token positions.

        Between texts stands a gap, so that none sees its neighbour and a text gets the same tags in whatever
        company.
        """
        forward, vectors = self._forward()
        words = [GAP]
        starts: list[int] = []
        for text in texts:
            starts.append(len(words))
            words += text
            words.append(GAP)
        found: list[list[Entity]] = [[] for _ in texts]
        for entity in read_tags(forward(words, vectors), self.floor):
            number = bisect_right(starts, entity.start) - 1
            start = starts[number]
            found[number].append(entity._replace(start=entity.start - start, end=entity.end - start))
        return found

    def _forward(self) -> tuple[Forward, WordVectors]:
        if self._ready is None:
            forward, filters = Forward(self.weights), self.filters
            vectors = WordVectors(forward.width, lambda words: forward.vectors(look(words, filters)))
            self._ready = (forward, vectors)
        return self._ready

    def share_right(self, score: float) -> float:
        """The share of held-out entities of that score that were right: a line through measured points."""
        scores, shares = self.calibration
        at = bisect_right(scores, score)
        if not 0 < at < len(scores):
            return shares[0] if not at else shares[-1]
        (low, high), (least, most) = scores[at - 1 : at + 1], shares[at - 1 : at + 1]
        return least + (score - low) * ((most - least) / (high - low))

    def forget(self) -> None:
        """Drop what was made of the weights and the filters: needed after they were changed."""
        self._ready = None

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        # Half precision is enough, and neither weights nor filters grow smaller by compression.
        weights = {name: values.astype(np.float16) for name, values in self.weights.items()}
        np.savez(folder / "weights.npz", **cast(Any, weights))
        np.savez(folder / "filters.npz", **cast(Any, {k: f.array() for k, f in self.filters.items()}))
        meta = {"tags": TAGS, "calibration": self.calibration}
        (folder / "tagger.json").write_text(json.dumps(meta) + "\n", encoding="utf-8")

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> "NameTagger":
        folder = Path(path)
        meta = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
        self.calibration = meta["calibration"]
        with np.load(folder / "weights.npz") as weights:
            self.weights = dict(weights)
        with np.load(folder / "filters.npz") as filters:
            self.filters = {name: WordFilter(filters[name]) for name in SETS}
        self.forget()
        self._forward()  # weights that are not a whole network are refused here
        return self
