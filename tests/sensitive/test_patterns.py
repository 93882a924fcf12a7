"""Where a pattern is tried: anywhere, where it begins with a trigger, a few characters before one."""

import re

import pytest

from viginote.sensitive import patterns
from viginote.sensitive.patterns._base import Pattern, stems
from viginote.text import Note

_TOLD = re.compile(r"\d\d? coups(?: de \w+)?")


@pytest.mark.parametrize(
    ("triggers", "lead", "found"),
    [
        (("coup",), None, ["3 coups de poing", "12 coups"]),
        (("coup",), 3, ["3 coups de poing", "12 coups"]),
        (("coup",), 2, ["3 coups de poing"]),
        (("1", "3"), 0, ["3 coups de poing", "12 coups"]),
        (("poing",), 20, ["3 coups de poing"]),
        (("verre",), 20, []),
    ],
)
def test_a_pattern_is_tried_as_far_before_its_triggers_as_it_may_begin(
    triggers: tuple[str, ...], lead: int | None, found: list[str]
) -> None:
    pattern = Pattern("coups", triggers, _TOLD, lead=lead)
    assert [m[0] for m in patterns._found(pattern, "a recu 3 coups de poing, puis 12 coups")] == found


def test_a_match_is_found_once_though_it_holds_two_triggers() -> None:
    pattern = Pattern("coups", stems("coup poing"), _TOLD, lead=20)
    assert [m.span() for m in patterns._found(pattern, "3 coups de poing")] == [(0, 16)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tabac 20 PA.", "20 PA"),
        ("score COWS 12", "COWS 12"),
        ("condamné en 2009 à deux ans pour vol", "condamné"),
        ("variant c.1521_1523del", "c.1521_1523del"),
        ("p.(Arg117His) à l'état hétérozygote", "p.(Arg117His)"),
        ("à six dans une chambre", "à six dans une chambre"),
        ("sa fille ne vient plus", "fille ne vient plus"),
        ("douze mois de prison ferme", "douze mois de prison"),
    ],
)
def test_what_patterns_find(text: str, said: str) -> None:
    assert said in [text[m.start : m.end] for m in patterns.find(Note(text))]


@pytest.mark.parametrize(
    "text", ["120 patients", "PA 12/8", "pour le volume", "ALA 12", "chambre 12, dans la nuit"]
)
def test_what_patterns_leave(text: str) -> None:
    assert list(patterns.find(Note(text))) == []
