"""Names in tables and in series: cells under a heading, items beside items that are people."""

import pytest
from word_lists import lexicon_of

from viginote.names.rows import in_columns, joined_by_signs
from viginote.names.series import in_series
from viginote.text import fold

FIRST = {"sandrine", "lou"}
LAST = {"guillot", "lamy", "girard", "berger", "fontaine", "mouton", "sanchez", "wirth", "roubaix"}
COMMON = {"annule", "libre", "petit", "berger", "fontaine", "mouton", "dejeuner", "vide", "lou"}
LEXICON = lexicon_of(FIRST, LAST, COMMON, {"roubaix"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "ipp;nom;prenom;ddn\n12;GUILLOT;Sandrine;1971\n13;Mvogo Eto'o;Lou;1980",
            "GUILLOT Sandrine Mvogo_Eto'o Lou",
        ),
        ("accueil\tbox\tnom\tmotif\n09:10\t2\tLamy\tcolique\n09:20\t3\tannulé\t-", "Lamy"),
        ("astreinte;tel\nGirard;0607114408\nvigile;18", "Girard"),
        ("numéro | patient | voie\n12 | Lamy | VVP\n13 | libre | -\nsuite : Lamy | dort", "Lamy"),
        ("Nom, prénom et âge du patient\nGirard va bien, Lamy aussi, merci", ""),
        ("bilan : patient, famille, équipe\nGirard, Lamy, Berger", ""),
        ("dose;voie\nGirard;IV", ""),
    ],
)
def test_cells_under_a_heading(text: str, names: str) -> None:
    found = [text[a:b].replace(" ", "_") for a, b in in_columns(text, fold(text), LEXICON)]
    assert found == names.split()


def test_parts_of_a_name_between_machines() -> None:
    text = "PatientName=BEC^SANDRINE ADT^A03 DUMONT^PLOF"
    assert [text[a:b] for a, b in joined_by_signs(text, LEXICON)] == ["BEC", "SANDRINE"]


@pytest.mark.parametrize(
    ("text", "people", "names"),
    [
        ("8h30 Mouton (holter)\n9h00 Mme Sanchez\n9h20 vide", ["Sanchez"], ["Mouton"]),
        ("Girard, Lamy, Fontaine+1. Salle Curie", ["Girard", "Lamy"], ["Fontaine"]),
        ("Poids : Girard 61,2 - Lamy 84 - Wirth refuse", ["Girard", "Lamy"], ["Wirth"]),
        ("Girard mixé, Berger sans porc, Lamy 1 600 kcal", ["Girard", "Lamy"], ["Berger"]),
        ("Girard, Berger", ["Girard"], []),  # one person is no list
        ("Girard, Lamy sortent. Soupe, Berger", ["Girard", "Lamy"], []),
        ("GIRARD, LAMY, Berger", ["GIRARD", "LAMY"], []),
        ("Girard, Lamy, Roubaix", ["Girard", "Lamy"], []),
        ("Girard dort\nLamy sort\nMouton servi", ["Girard", "Lamy"], []),
        ("1 MOUTON scanner 2 GIRARD sort 3 libre 4 LAMY", ["GIRARD", "LAMY"], ["MOUTON"]),
        ("1. MOUTON scanner\n2. GIRARD sort\n3. LAMY", ["GIRARD", "LAMY"], ["MOUTON"]),
        ("1 Mouton scanner 2 GIRARD sort 4 LAMY", ["GIRARD", "LAMY"], []),
    ],
)
def test_items_beside_people(text: str, people: list[str], names: list[str]) -> None:
    spans = [(text.index(name), text.index(name) + len(name)) for name in people]
    assert [text[a:b] for a, b in in_series(text, spans, LEXICON)] == names
