import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote.text import _KEPT_LETTERS, Kept, Note, fold, once, plain


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


def test_what_is_made_of_a_text_is_kept_until_it_is_forgotten() -> None:
    asked: list[str] = []
    lengths = Kept(lambda text: asked.append(text) or len(text))
    assert [lengths[text] for text in ("a", "bc", "a")] == [1, 2, 1]
    assert asked == ["a", "bc"]
    Kept.forget()
    assert not lengths
    assert lengths["a"] == 1
    assert asked == ["a", "bc", "a"]


def test_no_more_is_kept_than_of_so_many_letters() -> None:
    lengths = Kept(len)
    for letter in "abc":
        assert lengths[letter * (_KEPT_LETTERS // 2)] == _KEPT_LETTERS // 2
    assert [text[0] for text in lengths] == ["c"]
    for letter, kept in (("d", ["c", "d"]), ("e", ["e"])):
        assert lengths[letter * (2 * _KEPT_LETTERS)] == 2 * _KEPT_LETTERS
        assert [text[0] for text in lengths] == kept, "a long note and its copy"


def test_a_search_is_made_once_a_note() -> None:
    asked: list[str] = []

    @once
    def letters(note: Note) -> str:
        asked.append(note.text)
        return note.text

    note = Note("abc")
    assert (letters(note), letters(note)) == (("a", "b", "c"), ("a", "b", "c"))
    assert letters(Note("d")) == ("d",)
    assert asked == ["abc", "d"]


def test_tabs_and_line_ends_that_were_written_out_are_blanks() -> None:
    assert Note(r"NOM\tDUPONT\r\nIPP\n12").text == "NOM \tDUPONT   \nIPP \n12"
    assert Note(r"C:\temp \tab").text == r"C:\temp \tab"


def test_what_is_kept_is_forgotten_while_another_thread_begins_to_keep() -> None:
    kept = [Kept[str](str) for _ in range(200)]
    done = Event()

    def begin() -> None:
        while not done.is_set():
            [Kept[str](str) for _ in range(50)]

    switches = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(2) as threads:
            threads.submit(begin)
            threads.submit(begin)
            try:
                for text in map(str, range(500)):
                    assert kept[0][text] == text
                    Kept.forget()
            finally:
                done.set()
    finally:
        sys.setswitchinterval(switches)
