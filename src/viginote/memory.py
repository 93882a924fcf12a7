"""A gated recurrent layer (GRU) of the networks that reads every window from both ends.

What was read before and behind a word reaches it however far away, which convolutions of a few words do not
give: an opening "Antécédents :", a father named two sentences ago, the case report in which an eponym stands.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viginote.vectors import Floats, Weights, factor, floats, normalise, product

Numbers = NDArray[np.int64]

_ENDS = ("l0", "l0_reverse")  # the two directions, as the trained layer names them


class Memory(NamedTuple):
    """Both directions at once. The gates stand side by side, reset, update and new, in each of them first
    the one direction, then the other.

    `inward`: for each direction the weights of what is read; `weights`: of what is remembered, which is then
    normalised by `gain` and `shift`.
    """

    inward: tuple[Floats, Floats]
    inward_bias: Floats
    weights: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    @classmethod
    def of(cls, weights: Weights) -> "Memory":
        """The layers named `memory` and `remembered` of a network."""
        inward = (
            factor(weights[f"memory.weight_ih_{_ENDS[0]}"]),
            factor(weights[f"memory.weight_ih_{_ENDS[1]}"]),
        )
        size = inward[0].shape[1] // 3
        both = np.zeros((3, 2, size, 2, size), dtype="f")
        for number, end in enumerate(_ENDS):
            both[:, number, :, number] = weights[f"memory.weight_hh_{end}"].reshape(3, size, size)
        inward_bias, bias = (
            floats(
                np.concatenate([weights[f"memory.{kind}_{end}"].reshape(3, size) for end in _ENDS], axis=1)
            )
            for kind in ("bias_ih", "bias_hh")
        )
        own = factor(both.reshape(6 * size, 2 * size))
        norm = floats(weights["remembered.weight"]), floats(weights["remembered.bias"])
        return cls(inward, inward_bias.ravel(), own, bias.ravel(), *norm)

    def __call__(self, rows: Floats, starts: Numbers, lengths: Numbers) -> Floats:
        """What is remembered at each row, normalised: of windows that start there, so many rows long."""
        return normalise(self._remembered(rows, starts, lengths), self.gain, self.shift)

    def _remembered(self, rows: Floats, starts: Numbers, lengths: Numbers) -> Floats:
        """Null outside the windows."""
        order = np.argsort(-lengths, kind="stable")
        starts, lengths = starts[order], lengths[order]
        # At each step, how many windows are still being read: the longest stand first.
        counts = np.searchsorted(-lengths, -np.arange(1, lengths[0] + 1), side="right")
        windows = np.concatenate([np.arange(count) for count in counts])
        steps = np.repeat(np.arange(len(counts)), counts)
        ahead = starts[windows] + steps
        back = starts[windows] + lengths[windows] - 1 - steps
        found = self._read(self._seen(rows, ahead, back), counts.tolist())
        size = found.shape[1] // 2
        remembered = np.zeros((len(rows), 2 * size), dtype="f")
        remembered[ahead, :size] = found[:, :size]
        remembered[back, size:] = found[:, size:]
        return remembered

    def _seen(self, rows: Floats, ahead: Numbers, back: Numbers) -> Floats:
        """What each step reads, one row a window."""
        size = len(self.bias) // 6
        told = [
            product(rows, weights)[at].reshape(-1, 3, size)
            for weights, at in zip(self.inward, (ahead, back), strict=True)
        ]
        seen: Floats = np.concatenate(told, axis=2).reshape(-1, 6 * size)
        seen += self.inward_bias
        return seen

    def _read(self, seen: Floats, counts: Sequence[int]) -> Floats:
        """The states after each step. `counts`: how many rows of `seen` each step has."""
        size = len(self.bias) // 3
        found = np.empty((len(seen), size), dtype="f")
        state = np.zeros((counts[0], size), dtype="f")
        at = 0
        for count in counts:
            state = state[:count]
            own = product(state, self.weights)
            own += self.bias
            step = seen[at : at + count]
            gates = 1 / (1 + np.exp(-(step[:, : 2 * size] + own[:, : 2 * size])))
            new = np.tanh(step[:, 2 * size :] + gates[:, :size] * own[:, 2 * size :])
            state = new + gates[:, size:] * (state - new)
            found[at : at + count] = state
            at += count
        return found
