"""Typos of one letter in long words of the lexicons, and the words that only look like ones."""

import pytest

from viginote.sensitive import find
from viginote.sensitive.lexicons import shipped
from viginote.sensitive.matcher import Matcher
from viginote.sensitive.spelling import Speller, is_typo, no_typos
from viginote.text import Note


@pytest.mark.parametrize(
    ("text", "span", "category"),
    [
        ("pb d'alcoolsime connu", "alcoolsime", "substance_use"),
        ("fume du cannabsi le soir", "fume du cannabsi", "substance_use"),
        ("SCHIZPHRENIE suivie", "SCHIZPHRENIE", "psychiatry"),
        ("idées suicidairse", "idées suicidairse", "psychiatry"),
        ("patient homosexul", "homosexul", "sexual_orientation"),
        ("séropositfi depuis 2010", "séropositfi", "hiv"),
    ],
)
def test_a_misspelt_term_is_found(text: str, span: str, category: str) -> None:
    mentions = [m for m in find(Note(text)) if m.misspelt]
    assert [(text[m.start : m.end], m.category) for m in mentions] == [(span, category)]


def test_what_was_misspelt_is_less_sure() -> None:
    (right,), (wrong,) = find(Note("cannabis")), find(Note("cannabsi"))
    assert wrong.score < right.score
    assert (right.misspelt, wrong.misspelt) == (False, True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Famille bolivein", True),
        ("Bolivein de naissance", True),
        ("ATCD :\nBolivein", True),
        ("la Bolivein", False),
        ("sous Clopixo retard", True),
        ("BOLIVEIN", True),
    ],
)
def test_a_capital_within_a_sentence_makes_a_name_of_what_looks_like_a_typo(text: str, found: bool) -> None:
    assert bool([mention for mention in find(Note(text)) if mention.misspelt]) is found


@pytest.mark.parametrize("text", ["aptitude au sport", "né à Modène", "lésion dégressive"])
def test_a_word_of_its_own_is_no_typo(text: str) -> None:
    assert not find(Note(text))


@pytest.mark.parametrize(
    ("word", "meant", "typo"),
    [
        ("abcdefg", "abcdefg", False),
        ("abcdefh", "abcdefg", True),
        ("abcdefp", "abcdefg", False),
        ("azurin", "asurin", True),
        ("abcdegf", "abcdefg", True),
        ("abcdef", "abcdefg", True),
        ("abcdefgg", "abcdefg", True),
        ("bacdefg", "abcdefg", False),
        ("abcedgf", "abcdefg", False),
        ("abcde", "abcdefg", False),
    ],
)
def test_one_letter_makes_a_typo(word: str, meant: str, typo: bool) -> None:
    assert is_typo(word, meant) is typo


def test_a_short_word_has_no_typos() -> None:
    assert Speller(frozenset({"tabac"}), ["tabac"]).correct("tabca") is None


def test_each_word_listed_as_no_typo_lies_near_a_term() -> None:
    speller = Matcher(shipped()).speller
    assert [word for word in no_typos() if speller.meant(word) is None] == []
