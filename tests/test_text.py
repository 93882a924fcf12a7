import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote.text import Note, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Sérologie VIH", "serologie vih"),
        ("l’ÉTÉ", "l'ete"),
        ("06\u00a012\u202f34", "06 12 34"),
        ("a–b—c‑d", "a-b-c-d"),
        ("«oui»", '"oui"'),
        ("sœur", "sœur"),
        ("ŒDÈME", "œdeme"),
        ("ﬁn", "fn"),
        ("", ""),
        ("a\tb\nc", "a b\nc"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_character_folds_to_exactly_one() -> None:
    assert all(len(fold(chr(code))) == 1 for code in range(sys.maxunicode + 1))


@given(st.text())
def test_fold_keeps_length_and_is_idempotent(text: str) -> None:
    folded = Note(text).folded
    assert len(folded) == len(text)
    assert fold(folded) == folded
