"""The recurrent layer, against its definition (a GRU in both directions) written out word by word."""

import numpy as np
import pytest

from viginote.context.memory import Memory

_WIDTH, _SIZE = 6, 4


@pytest.fixture(scope="module")
def weights() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    shapes = {
        "weight_ih": (3 * _SIZE, _WIDTH),
        "weight_hh": (3 * _SIZE, _SIZE),
        "bias_ih": 3 * _SIZE,
        "bias_hh": 3 * _SIZE,
    }
    return {
        f"memory.{name}_{end}": rng.normal(0, 0.7, shape).astype("f")
        for end in ("l0", "l0_reverse")
        for name, shape in shapes.items()
    }


def read(rows: np.ndarray, weights: dict[str, np.ndarray], end: str) -> np.ndarray:
    """The states of one direction over one window, in the order read."""
    state, states = np.zeros(_SIZE), []
    for row in rows:
        inward = weights[f"memory.weight_ih_{end}"] @ row + weights[f"memory.bias_ih_{end}"]
        own = weights[f"memory.weight_hh_{end}"] @ state + weights[f"memory.bias_hh_{end}"]
        (ir, iu, i_new), (own_r, own_u, own_new) = np.split(inward, 3), np.split(own, 3)
        reset, update = 1 / (1 + np.exp(-(ir + own_r))), 1 / (1 + np.exp(-(iu + own_u)))
        state = (1 - update) * np.tanh(i_new + reset * own_new) + update * state
        states.append(state)
    return np.array(states)


def test_each_window_is_read_from_both_ends(weights):
    rows = np.random.default_rng(1).normal(0, 1, (13, _WIDTH)).astype("f")
    gaps = [0, 4, 6, 12]  # windows of three, one and five words
    found = Memory.of(weights, "memory")(rows, gaps)
    for gap, after in ((0, 4), (4, 6), (6, 12)):
        own = rows[gap + 1 : after]
        ahead, back = read(own, weights, "l0"), read(own[::-1], weights, "l0_reverse")[::-1]
        np.testing.assert_allclose(found[gap + 1 : after], np.hstack((ahead, back)), atol=1e-5, rtol=0)
    assert not found[gaps].any()
