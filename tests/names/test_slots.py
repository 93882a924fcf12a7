"""Surnames that nothing but their place in a line tells: exact words, near-misses included."""

import pytest
from word_lists import lexicon_of

from viginote.names.slots import in_slots
from viginote.text import fold

FIRST = {"lou"}
LAST = {"favre", "lamy", "moineau", "renard", "chasseur", "homme", "roubaix", "lou"}
COMMON = {"moineau", "renard", "chasseur", "homme", "petit", "dejeuner", "grand", "annule"}
LEXICON = lexicon_of(FIRST, LAST, COMMON, {"roubaix"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Lit 12 Moineau : K 3,1", "Moineau"),
        ("bip 214 : Favre", "Favre"),
        ("ch. 7 - Renard, sonde", "Renard"),
        ("IPP 8001122 Lamy", "Lamy"),
        ("Chasseur, 62 ans, chasseur", "Chasseur"),
        ("Renard IPP 80011", "Renard"),
        ("• Moineau (ch 18) à jeun", "Moineau"),
        ("Renard n'est pas venu", "Renard"),
        ("Favre rappelle demain", "Favre"),
        ("Chasseur, chasseur, plomb", "Chasseur"),
        ("8h10 RX Favre, 8h40 bloc Renard", "Favre Renard"),
        ("mlle renard ; mme moineau, 3", "renard moineau"),
        ("Toilettes : Renard, Moineau, Favre", "Renard Moineau Favre"),
        ("Insulines : Favre 12 UI, Lamy 8 UI", "Favre Lamy"),
        ("Toilettes : Renard, Moineau, bains : Favre, Lamy", "Renard Moineau Favre Lamy"),
        ("Liste d'attente : 1. Favre 2. Lamy", "Favre Lamy"),
        ("Lit 12 Fermé : ménage", ""),  # no surname
        ("8h Petit déjeuner, 9h Grand soin", ""),  # an adjective of what follows
        ("Homme, 62 ans, toux", ""),  # a word that hardly anybody bears
        ("Renard mort au jardin", ""),  # nothing that somebody does
        ("Prick-tests : Renard, Moineau", ""),  # no roll
        ("Toilettes : Renard, Savon", ""),  # something else in the list
        ("mme renard doux", ""),
        ("salle Favre", ""),
    ],
)
def test_surnames_in_slots(text: str, names: str) -> None:
    assert [text[a:b] for a, b in in_slots(text, fold(text), LEXICON)] == names.split()
