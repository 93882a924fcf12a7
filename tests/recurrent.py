"""A recurrent layer by its definition (a GRU in both directions, then a norm), word by word."""

import numpy as np


def weights(rng: np.random.Generator, width: int, size: int) -> dict[str, np.ndarray]:
    """The parameters of the layers named `memory` and `remembered`, none of them null."""
    made = {f"remembered.{name}": rng.normal(0, 0.7, 2 * size).astype("f") for name in ("weight", "bias")}
    shapes = {
        "weight_ih": (3 * size, width),
        "weight_hh": (3 * size, size),
        "bias_ih": 3 * size,
        "bias_hh": 3 * size,
    }
    return made | {
        f"memory.{name}_{end}": rng.normal(0, 0.7, shape).astype("f")
        for end in ("l0", "l0_reverse")
        for name, shape in shapes.items()
    }


def both(rows: np.ndarray, own: dict[str, np.ndarray]) -> np.ndarray:
    """What both directions remember at each row of a window, normalised."""
    read = np.hstack((_read(rows, own, "l0"), _read(rows[::-1], own, "l0_reverse")[::-1]))
    return np.array([normal(own, "remembered", row) for row in read])


def normal(own: dict[str, np.ndarray], name: str, row: np.ndarray) -> np.ndarray:
    """A row brought to mean 0 and variance 1, scaled and shifted."""
    scaled = (row - row.mean()) / np.sqrt(row.var() + 1e-5)
    return scaled * own[f"{name}.weight"] + own[f"{name}.bias"]


def _read(rows: np.ndarray, own: dict[str, np.ndarray], end: str) -> np.ndarray:
    """The states of one direction, in the order read."""
    (weights_in, weights_own), (bias_in, bias_own) = (
        [own[f"memory.{kind}_{part}_{end}"] for part in ("ih", "hh")] for kind in ("weight", "bias")
    )
    state, states = np.zeros(weights_own.shape[1]), []
    for row in rows:
        inward, kept = weights_in @ row + bias_in, weights_own @ state + bias_own
        (in_reset, in_update, in_new), (reset, update, new) = np.split(inward, 3), np.split(kept, 3)
        reset, update = 1 / (1 + np.exp(-(in_reset + reset))), 1 / (1 + np.exp(-(in_update + update)))
        state = (1 - update) * np.tanh(in_new + reset * new) + update * state
        states.append(state)
    return np.array(states)
