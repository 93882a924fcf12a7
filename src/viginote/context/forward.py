"""The network run forwards: windows in, for each mention the shares of the verdicts out.

models/train_context.py trains it. To the vector of a word is added what it is as a cue, and the mention that
it belongs to. Behind the encoder a recurrent layer carries along what was read before and behind; each
mention then looks at the words around it by attention, and a last layer weighs what it saw together with what
the rules and the tagger say.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viginote.assertion.cues import SENSES
from viginote.context.encoder import Encoder, Linear
from viginote.context.view import EVIDENCE, Window
from viginote.memory import Memory
from viginote.vectors import Floats, Weights, floats, groups, one_thread, product, softmax

_STRETCH = 3000  # words that go through the layers at once: the memory reads as many windows in step
_AT_ONCE = 64  # mentions that look around at once
_FAR = -1e9  # what stands outside a window is not looked at


class _Layout(NamedTuple):
    """Windows laid end to end, an empty row before each and after the last."""

    words: list[str]
    cues: list[int]
    mentions: list[int]
    gaps: list[int]
    #: For each target: first word, last word, first and last row of its window, category, evidence.
    targets: NDArray[np.int64]

    @classmethod
    def of(cls, windows: Sequence[Window]) -> "_Layout":
        laid = cls([""], [0], [0], [0], np.zeros((0, 6), dtype=np.int64))
        targets: list[tuple[int, ...]] = []
        for window in windows:
            at = len(laid.words)
            for rows, own, empty in (
                (laid.words, window.words, ""),
                (laid.cues, window.cues, 0),
                (laid.mentions, window.mentions, 0),
            ):
                rows.extend(own)  # type: ignore[arg-type]
                rows.append(empty)  # type: ignore[arg-type]
            laid.gaps.append(len(laid.words) - 1)
            last = len(laid.words) - 2
            targets += ((at + t.first, at + t.last, at, last, t.category, t.evidence) for t in window.targets)
        return laid._replace(targets=np.asarray(targets, dtype=np.int64).reshape(-1, 6))


class Forward:
    """What weights, named as the trained network names them, make of windows."""

    def __init__(self, weights: Weights) -> None:
        self._encoder = encoder = Encoder(weights)
        cue = Linear.of(weights, "cue")
        of_cue, of_mention = np.split(encoder.of_rest, [len(cue.bias)])
        self._of_cue = cue.weights @ of_cue
        self._of_mention = floats(weights["mention.weight"]) @ of_mention + cue.bias @ of_cue + encoder.bias
        self._memory = Memory.of(weights)
        self._category = floats(weights["category.weight"])
        self._query, self._key, self._value = (Linear.of(weights, n) for n in ("query", "key", "value"))
        self._distance = floats(weights["distance.weight"].T)  # how much each head minds each distance
        self._place = floats(weights["place.weight"])  # what each head learns of each distance
        self._hidden, self._verdict = Linear.of(weights, "hidden"), Linear.of(weights, "verdict")

    def __call__(self, windows: Sequence[Window]) -> Floats:
        """One row for each target of the windows, in order: the share of each of `view.VERDICTS`."""
        with one_thread():
            return np.concatenate(
                [self._stretch(_Layout.of(some)) for some in groups(windows, _words, _STRETCH)]
            )

    def _stretch(self, laid: _Layout) -> Floats:
        rows = self._encoded(laid)
        keys, values = self._key(rows), self._value(rows)
        targets = laid.targets
        found = [
            self._judged(rows, keys, values, targets[at : at + _AT_ONCE])
            for at in range(0, len(targets), _AT_ONCE)
        ]
        return np.concatenate(found)

    def _encoded(self, laid: _Layout) -> Floats:
        """A row a word, with what stands around it; the gaps are null."""
        rows = self._encoder.vectors(laid.words)
        cues = np.asarray(laid.cues)
        told = np.flatnonzero(cues)  # few words are a cue
        rows[told] += product(bits(cues[told], SENSES), self._of_cue)
        rows += self._of_mention[laid.mentions]
        rows = self._encoder.encoded(rows, laid.gaps)
        edges = np.asarray(laid.gaps)
        rows += self._memory(rows, edges[:-1] + 1, np.diff(edges) - 1)
        rows[laid.gaps] = 0
        return rows

    def _judged(self, rows: Floats, keys: Floats, values: Floats, targets: NDArray[np.int64]) -> Floats:
        first, last, low, high, category, evidence = targets.T
        reach = len(self._place) // 2
        around = first[:, None] + np.arange(-reach, reach + 1)
        is_seen = (around >= low[:, None]) & (around <= high[:, None])
        distance = np.minimum(around - first[:, None], 0) + np.maximum(around - last[:, None], 0) + reach
        around = np.clip(around, 0, len(rows) - 1)
        count, heads = len(targets), len(self._distance)

        def by_head(seen: Floats) -> Floats:
            """For each target and head, the part of what is seen at each place that the head looks at."""
            return seen.reshape(count, around.shape[1], heads, -1).transpose(0, 2, 1, 3)

        asked = (rows[first], rows[last], self._category[category])
        query = self._query(np.concatenate(asked, axis=1)).reshape(count, heads, -1, 1)
        shares = np.matmul(by_head(keys[around]), query)[..., 0]
        shares /= math.sqrt(query.shape[2])
        shares += self._distance[:, distance].transpose(1, 0, 2)
        shares = softmax(np.where(is_seen[:, None], shares, _FAR))[:, :, None]
        met = np.matmul(shares, by_head(values[around])).reshape(count, -1)
        where = np.matmul(shares, by_head(self._place[distance])).reshape(count, -1)
        rules = bits(evidence, EVIDENCE)
        parts = (asked[0], asked[1], met, where, asked[2], rules)
        hidden = np.maximum(self._hidden(floats(np.concatenate(parts, axis=1))), 0)
        return softmax(self._verdict(hidden))


def bits(values: "Sequence[int] | NDArray[np.int64]", size: int) -> Floats:
    """The lowest `size` bits of each value, as a row of ones and zeros."""
    return (np.asarray(values, dtype=np.int64)[:, None] >> np.arange(size) & 1).astype("f")


def _words(window: Window) -> int:
    return len(window.words)
