"""The reading of a note, its way back to the note's offsets, and the forms of a term."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote.sensitive.reading import Reading, squeeze_all
from viginote.sensitive.spelling import Speller
from viginote.sensitive.terms import expand, forms, keys
from viginote.text import Note

_SPELLER = Speller(frozenset({"depresion"}), ["canabi"])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Alcoolique", " alcolique "),
        ("toxicommanes", " toxicomane "),
        ("schyzophrène", " schizophrene "),
        ("V.I.H. connu", " vih conu "),
        ("idées-suicidaires", " ide suicidaire "),
        ("l'alcool", " l alcol "),
        ("seresta50", " seresta 0 "),
        ("TS, VIH-", " ts vih "),
        ("dépression\nnerveuse", " depresion nerveuse "),
        ("du cannbai fumé", " du canabi fume "),
        ("", " "),
    ],
)
def test_a_text_is_read_without_its_typos(text: str, read: str) -> None:
    assert Reading(Note(text), _SPELLER).text.replace("  ", " ") == read


def test_a_corrected_word_leads_back_to_the_note() -> None:
    note = Note("l'annéee du cannaabisme, du cnanabis et du shit")
    reading = Reading(note, _SPELLER)
    start = reading.text.index("canabi et")
    end = start + len("canabi")
    assert note.text[reading.place(start) : reading.place(end)] == "cnanabis"
    assert reading.is_corrected(start, end)
    shit = reading.text.index("shit")
    assert note.text[reading.place(shit) : reading.place(shit + 4)] == "shit"
    assert not reading.is_corrected(shit, shit + 4)


@given(st.text(alphabet="aeslxyt .-'é\n", max_size=60))
def test_each_letter_read_stands_in_the_note_where_place_says(text: str) -> None:
    note = Note(text)
    reading = Reading(note, _SPELLER)
    for index, char in enumerate(reading.text):
        place = reading.place(index)
        if char.isalpha() and not reading.is_corrected(index - 9, index + 9):
            assert note.folded[place].replace("y", "i") == char


@given(st.lists(st.text(alphabet="abcs xé.", max_size=12), max_size=6))
def test_reading_several_texts_is_reading_each(texts: list[str]) -> None:
    assert squeeze_all([*texts, "x"]) == [squeeze_all([text])[0] for text in [*texts, "x"]]


@pytest.mark.parametrize(
    ("term", "spellings"),
    [
        ("VIH", ["VIH"]),
        ("sérologie {du |}VIH", ["sérologie du VIH", "sérologie VIH"]),
        ("{a|b} {c|d}", ["a c", "a d", "b c", "b d"]),
    ],
)
def test_alternatives_are_spelled_out(term: str, spellings: list[str]) -> None:
    assert list(expand(term)) == spellings


@pytest.mark.parametrize(
    ("spelling", "form"),
    [
        ("dépressif", "depressive"),
        ("trouble mental", "trouble mentaux"),
        ("anxieux", "anxieuse"),
        ("consommateur", "consommatrice"),
        ("fumeur", "fumeuse"),
        ("homosexuel", "homosexuelle"),
        ("marocain", "marocaine"),
        ("œstroprogestatif", "oestroprogestatif"),
        ("détenu", "detenue"),
    ],
)
def test_inflected_forms_are_generated(spelling: str, form: str) -> None:
    assert form in list(forms(spelling))
    assert keys([form])[0]


def test_a_term_meant_exactly_is_not_inflected() -> None:
    assert list(forms("dépressif", inflect=False)) == ["depressif"]
