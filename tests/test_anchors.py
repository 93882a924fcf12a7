"""Anchors: where words begin with them, whether one stands behind no letter, whoever else looks for them."""

import re

import pytest

from viginote.anchors import Groups, holds_any, matches, stands, word_starts

CUES = ("tel", "n°")
OTHERS = ("te", "hotel")


@pytest.mark.parametrize(
    ("folded", "starts", "places"),
    [
        ("", [], []),
        ("tel 06, tel.", [0, 8], [0, 8]),
        ("hotel", [], []),
        ("3tel", [], [1]),
        ("2tel tel", [5], [1, 5]),
        ("-tel (n°2)", [1, 6], [1, 6]),
        ("ten", [], []),
    ],
)
def test_where_words_begin(folded: str, starts: list[int], places: list[int]) -> None:
    assert list(word_starts(folded, CUES)) == starts
    assert list(stands(folded, CUES)) == places
    assert holds_any(folded, CUES) is bool(places)


def test_groups_do_not_see_each_other() -> None:
    assert list(word_starts("tel hotel", OTHERS)) == [0, 4]
    assert list(word_starts("tel hotel", CUES)) == [0]


@pytest.mark.parametrize(
    ("folded", "numbers"),
    [("", []), ("3tel", [0, 1]), ("tel", [0, 1]), ("hotel", [1]), ("tel de l'hotel", [0, 1])],
)
def test_which_groups_are_held(folded: str, numbers: list[int]) -> None:
    assert Groups([CUES, OTHERS]).held(folded) == numbers


def test_a_pattern_is_tried_at_the_anchors_alone() -> None:
    assert [m[0] for m in matches("tel 1 xtel 2 tel 3", CUES, re.compile(r"tel \d"))] == ["tel 1", "tel 3"]
