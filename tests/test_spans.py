"""Spans by their offsets: the same answers as looking at each of them."""

from hypothesis import given
from hypothesis import strategies as st

from viginote.spans import Spans, grouped

PLACE = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(PLACE, max_size=8), PLACE)
def test_answers_are_those_of_looking_at_each(spans: list[tuple[int, int]], place: tuple[int, int]) -> None:
    start, end = place
    holding = [(a, b) for a, b in spans if a <= start and end <= b]
    found = Spans(spans)
    assert found.hold(start, end) == bool(holding)
    assert found.hold_a_part(start, end) == any(span != place for span in holding)
    assert found.touch(start, end) == any(a < end and start < b for a, b in spans)


def test_every_kind_has_its_own() -> None:
    found = grouped([("hiv", 3, 9), ("violence", 12, 20)])
    assert (found["hiv"].hold(4, 8), found["hiv"].hold(13, 15), sorted(found)) == (
        True,
        False,
        ["hiv", "violence"],
    )
