import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote.text import Note, fold, plain


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
    note = Note(text)
    assert len(note.folded) == len(note.text)
    assert fold(note.folded) == note.folded


@pytest.mark.parametrize(
    ("text", "plain_text"),
    [
        ("M.\u00a0Dupont", "M. Dupont"),
        ("Anne‑Marie L’Hôte", "Anne-Marie L'Hôte"),
        ("Saint–Prix – vu", "Saint-Prix – vu"),
        ("Du\u00adpont", "Du-pont"),
        ("2012–2014", "2012–2014"),
    ],
)
def test_typography_is_made_plain(text: str, plain_text: str) -> None:
    assert plain(text) == plain_text


@given(st.text("abé\u0301\u0300e \n", max_size=20))
def test_loose_accents_are_joined_and_led_back(text: str) -> None:
    note = Note(text)
    places = [note.place(i) for i in range(len(note.text) + 1)]
    assert places[0] == 0
    assert places[-1] == len(text)
    assert places == sorted(places)
    assert all(
        unicodedata.normalize("NFC", text[a:b]) == unicodedata.normalize("NFC", letter)
        for letter, a, b in zip(note.text, places, places[1:], strict=False)
        if places.count(a) == 1
    )
