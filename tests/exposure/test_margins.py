"""Intervals hold what they promise: known values, and coverage by simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote.exposure import Quality
from viginote.exposure.margins import Judged, Sampled, stratified, wilson


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        # Values of Newcombe 1998, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilson(hits: int, trials: int, low: float, high: float) -> None:
    assert wilson(hits, trials) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_wilson_surrounds_the_share(hits: int, trials: int) -> None:
    hits = min(hits, trials)
    low, high = wilson(hits, trials)
    assert 0 <= low <= hits / trials + 1e-12
    assert hits / trials - 1e-12 <= high <= 1


def seen(total: int, looked_at: int, hits: int) -> Sampled:
    """A part of a whole leak, whose share is judged on its own notes."""
    return Sampled(total, looked_at, hits, looked_at, hits)


def test_one_stratum_wholly_seen_leaves_no_doubt() -> None:
    assert stratified([seen(40, 40, 13)]) == pytest.approx((13, 13, 13))


@pytest.mark.parametrize(("expected", "best"), [(0.0, 13), (1.0, 113)])
def test_what_was_not_looked_at_may_hold_all_or_none(expected: float, best: int) -> None:
    unseen = Sampled(100, 0, 0, 0, 0, expected)
    assert stratified([seen(40, 40, 13), unseen]) == pytest.approx((best, 13, 113))


def test_a_practice_borrows_the_share_of_the_leak() -> None:
    best, low, high = stratified([Sampled(10, 2, 2, 50, 40)])
    assert best == pytest.approx(2 + 8 * 0.8)
    assert 2 < low < 7
    assert 9 < high <= 10


@pytest.mark.parametrize(
    ("totals", "shares", "sizes"),
    [
        ((600, 200, 500, 9000), (0.93, 0.05, 0.04, 0.002), (70, 30, 40, 60)),
        ((600, 200, 500, 9000), (0.90, 0.30, 0.10, 0.02), (140, 60, 80, 120)),
        ((60, 20, 50, 300), (0.85, 0.2, 0.1, 0.03), (35, 15, 20, 60)),
        ((5000, 5000, 5000, 5000), (0.5, 0.4, 0.6, 0.5), (50, 50, 50, 50)),
    ],
)
def test_the_truth_lies_inside_as_often_as_promised(
    totals: tuple[int, ...], shares: tuple[float, ...], sizes: tuple[int, ...]
) -> None:
    rng = np.random.default_rng(5)
    has = [round(total * share) for total, share in zip(totals, shares, strict=True)]
    inside = 0
    for _ in range(1000):
        drawn = [
            seen(total, size, int(rng.hypergeometric(hits, total - hits, size)))
            for total, hits, size in zip(totals, has, sizes, strict=True)
        ]
        _, low, high = stratified(drawn)
        inside += low <= sum(has) <= high
    assert inside >= 930


@pytest.mark.parametrize("of_leak", [20, 200])
def test_a_practice_lies_inside_as_often_as_promised(of_leak: int) -> None:
    """A practice with one in `of_leak` of the notes of each part, whose share is judged on the whole leak."""
    rng = np.random.default_rng(7)
    totals, shares, sizes = (600, 200, 500, 9000), (0.9, 0.3, 0.1, 0.01), (70, 30, 40, 60)
    inside = 0
    for _ in range(1000):
        parts, true = [], 0
        for total, share, size in zip(totals, shares, sizes, strict=True):
            has = rng.random(total) < share
            here = np.arange(total) < max(1, total // of_leak)
            read = rng.permutation(np.arange(total) < size)
            own = read & here
            parts.append(
                Sampled(
                    int(here.sum()), int(own.sum()), int((has & own).sum()), size, int((has & read).sum())
                )
            )
            true += int((has & here).sum())
        _, low, high = stratified(parts)
        inside += low <= true <= high
    assert inside >= 930


@pytest.mark.parametrize(
    ("recall", "alarms", "true"), [(0.92, 0.01, 300), (0.97, 0.002, 40), (0.8, 0.02, 900)]
)
def test_the_margins_of_a_detector_hold(recall: float, alarms: float, true: int) -> None:
    """A detector judged on one gold set and used on notes of another: the truth lies between low and high."""
    rng = np.random.default_rng(6)
    notes, inside = 10_000, 0
    for _ in range(400):
        tp, fp = int(rng.binomial(300, recall)), int(rng.binomial(2000, alarms))
        quality = Quality({"core": Judged(tp, fp, 300 - tp, 2000 - fp)})
        found = int(rng.binomial(true, recall) + rng.binomial(notes - true, alarms))
        margin = quality.margin("core", found, notes)
        inside += margin["low"] <= true <= margin["high"]
    assert inside >= 370


def test_a_category_that_was_never_judged_has_a_wide_margin() -> None:
    margin = Quality({}).margin("genetic", 3, 1000)
    assert margin["best"] == 3
    assert margin["low"] == 0
    assert margin["high"] > 50


def test_notes_that_nobody_owns_may_be_one_more_person_each() -> None:
    sure = Quality({"core": Judged(10_000, 0, 0, 10_000)})
    assert sure.margin("core", 50, 200)["high"] <= 51
    margin = sure.people("core", 50, 7, 200, 40)
    assert margin["best"] == 57 <= margin["high"] <= 58
    assert 48 <= margin["low"] <= 50
    assert sure.people("core", 0, 7, 0, 40)["low"] == 1
    assert sure.people("core", 0, 0, 200, 40)["low"] == 0
