"""The recurrent layer, against its definition."""

import numpy as np

import recurrent
from viginote.memory import Memory


def test_each_window_is_read_from_both_ends() -> None:
    rng = np.random.default_rng(0)
    weights = recurrent.weights(rng, width=6, size=4)
    rows = rng.normal(0, 1, (13, 6)).astype("f")
    starts, lengths = np.array([1, 5, 6]), np.array([3, 1, 5])  # a row between two windows, and none
    found = Memory.of(weights)(rows, starts, lengths)
    for start, end in zip(starts, starts + lengths, strict=True):
        whole = recurrent.both(rows[start:end], weights)
        np.testing.assert_allclose(found[start:end], whole, atol=1e-4, rtol=0)
