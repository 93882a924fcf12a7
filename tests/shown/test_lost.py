"""Accented letters that became question marks are restored; questions stay questions."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote import Scanner
from viginote.shown.lost import restored

RESTORED = [
    ("d?pression", "dépression"),
    ("incarc?r? en 2010", "incarcéré en 2010"),
    ("H?pital priv?, patient n? le 3, fran?ais", "Hôpital privé, patient né le 3, français"),
    ("h?ro?ne, coca?ne, contr?le, br?l?, bo?te", "héroïne, cocaïne, contrôle, brûlé, boîte"),
    ("S?V?RE, ?POUSE", "SÉVÉRE, ÉPOUSE"),
    ("?g?e de 40 ans, ?pouse, d?c?d?e", "âgée de 40 ans, épouse, décédée"),
    ("d?mence ? tr?s agit?", "démence ? trés agité"),
    ("s\ufffdropositif", "séropositif"),
]
KEPT = [
    "alcool? tabac? non. VIH?", "tabac?oui alcool?non", "alcool ? non", "quoi ? rien", "http://a.b/c?d=e&f?g",
    "dépression ? TS ?", "?", "??", "RAS?", "",
]  # fmt: skip


@pytest.mark.parametrize(("damaged", "text"), RESTORED)
def test_lost_letters_are_restored(damaged: str, text: str) -> None:
    assert restored(damaged).text == text


@pytest.mark.parametrize("text", KEPT)
def test_questions_stay(text: str) -> None:
    assert restored(text).text == text


def test_as_much_is_found_as_in_the_note_before_it_was_damaged() -> None:
    note = (
        "Hôpital privé de Béthune. Mme Le Goff, née le 12/03/1980, épouse Morvan : dépression sévère, "
        "séropositive depuis 2010, anxiété, éthylisme sevré, père incarcéré, idées suicidaires niées."
    )
    damaged = note.encode("ascii", "replace").decode()
    assert damaged.count("?") > 10

    def told(text: str) -> str:
        found = Scanner().scan(text).findings
        return json.dumps([(f.start, f.end, f.label, str(f.assertion)) for f in found])

    assert told(damaged) == told(note)


@given(st.text(st.sampled_from("aé ?.N\ufffd/"), max_size=60))
def test_nothing_but_lost_letters_is_changed(text: str) -> None:
    shown = restored(text)
    assert len(shown.text) == len(text)
    assert all(a == b or b in "?\ufffd" for a, b in zip(shown.text, text, strict=True))
