"""The reading of a note, its way back to the note's offsets, and the forms of a term."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote.sensitive.reading import Reader, Reading, squeeze_all
from viginote.sensitive.spelling import Speller
from viginote.sensitive.terms import expand, forms, keys
from viginote.text import Note

_READER = Reader(Speller(frozenset({"depresion"}), ["canabi"]))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Alcoolique", "alcolique"),
        ("toxicommanes", "toxicomane"),
        ("schyzophrène", "schizophrene"),
        ("V.I.H. connu", "vih conu"),
        ("idées-suicidaires", "ide suicidaire"),
        ("l'alcool", "l alcol"),
        ("seresta50", "seresta 0"),
        ("TS, VIH-", "ts vih"),
        ("dépression\nnerveuse", "depresion nerveuse"),
        ("du cannbai fumé", "du canabi fume"),
        ("", ""),
    ],
)
def test_a_text_is_read_without_its_typos(text: str, read: str) -> None:
    assert " ".join(filter(None, Reading(Note(text), _READER).words)) == read


def test_a_corrected_word_leads_back_to_the_note() -> None:
    note = Note("l'annéee du cannaabisme, du cnanabis et du shit")
    reading = Reading(note, _READER)
    typo, shit = reading.words.index("canabi"), reading.words.index("shit")
    assert note.text[slice(*reading.span(typo, typo + 1))] == "cnanabis"
    assert reading.corrected(typo, typo + 1) == [reading.span(typo, typo + 1)]
    assert note.text[slice(*reading.span(shit, shit + 1))] == "shit"
    assert not reading.corrected(shit, shit + 1)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("du seresta50", ["du", "seresta", "0"]),
        ("toxicommanes, V.I.H.", ["toxicommanes", "V.I.H"]),
        ("vu.Alcool  fort", ["vu", "Alcool", "fort"]),
        ("sous X. M. Vu", ["sous", "X", "M", "Vu"]),
    ],
)
def test_a_word_leads_back_to_all_that_was_written_for_it(text: str, spans: list[str]) -> None:
    reading = Reading(Note(text), _READER)
    words = [number for number, word in enumerate(reading.words) if word]
    assert [text[slice(*reading.span(number, number + 1))] for number in words] == spans


@given(st.text(alphabet="aeslxyt .-'é\n", max_size=60))
def test_each_word_read_begins_in_the_note_where_its_place_says(text: str) -> None:
    note = Note(text)
    reading = Reading(note, _READER)
    for number, word in enumerate(reading.words):
        start, end = reading.span(number, number + 1)
        if word and not reading.corrected(number, number + 1):
            assert note.folded[start].replace("y", "i") == word[0]
            assert end - start >= len(word)


@given(st.text(alphabet="aesx .-\n", max_size=60))
def test_columns_count_the_letters_of_the_reading(text: str) -> None:
    reading = Reading(Note(text), _READER)
    written = " " + " ".join(reading.words) + " "
    for word, column in zip(reading.words, reading.columns, strict=False):
        assert written[column : column + len(word)] == word


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
