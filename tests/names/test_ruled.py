"""What rules find by its form alone, and the shipped word sets take for words: exact texts that stay."""

import pytest

from viginote import identifiers
from viginote.names import NameFinder
from viginote.text import Note

LABELS = ("POSTCODE", "CITY", "HOSPITAL", "EMPLOYER", "ADDRESS")


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    return NameFinder()


def believed(finder: NameFinder, text: str) -> set[str]:
    note = Note(text)
    [found] = finder.believed([note], [identifiers.find(note)])
    return {text[f.start : f.end] for f in found if f.label in LABELS}


@pytest.mark.parametrize(
    "text",
    [
        "LIPASE 10200 BILI 30",
        "GGT 59000 BILI 12",
        "D-DIMERES 12000 ANGIO OK",
        "CA 19-9 12000 ACE 50",
        "BHCG 12500 ECHO VUE",
        "vit D 80000 Ampoule",
        "EPO 30000 Hebdo",
        "CALCIPARINE 12500 MATIN",
        "Dialyse le 12/03/22",
        "PTH le 12/03/2019",
        "Grippe, le 12/03/22",
        "CLINIQUE RASSURANTE",
        "CLINIQUE INCHANGEE",
        "LABO DEMAIN MATIN",
        "MATERNITE PREVENUE",
        "RETOUR EHPAD CE JOUR",
        "MAISON DE RETRAITE PREVENUE",
        "HAD MISE EN PLACE",
        "HDJ PERFUSION FER",
        "HAD PANSEMENT VAC",
        "SSR PLEIN",
        "SSR Accepté",
        "ECOLE FERMEE",
        "LYCEE PROFESSIONNEL",
        "sortie av. Doliprane et Spasfon",
        "parlé av. Corinne",
        "vu av. Le médecin",
        "prise av. Repas",
    ],
)
def test_words_are_no_places(finder: NameFinder, text: str) -> None:
    assert identifiers.find(Note(text)) != []
    assert believed(finder, text) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HABITE 59000 LILLE", {"59000", "LILLE"}),
        ("Mme DURAND 12000 RODES", {"12000", "RODES"}),
        ("59870 MARCHIENNE", {"59870", "MARCHIENNE"}),
        ("VUE CE JOUR, 12000 ECHO", {"12000", "ECHO"}),  # it heads its phrase
        ("Seattle, Washington 98104\nVenue ce jour", {"98104"}),
        ("LILLE LE 12/03/2022", {"LILLE"}),
        ("Tours le 3 mars 2020", {"Tours"}),
        ("Bruxelles, le 3 mars 2020", {"Bruxelles"}),
        ("EHPAD LES TILLEULS", {"EHPAD LES TILLEULS"}),
        ("CLINIQUE DU PARC", {"CLINIQUE DU PARC"}),
        ("CLINIQUE PASTEUR", {"CLINIQUE PASTEUR"}),
        ("CSAPA HORIZON", {"CSAPA HORIZON"}),
        ("MATERNITE LILAS", {"MATERNITE LILAS"}),
        ("PHARMACIE FERMEE ROUBAIX", {"PHARMACIE FERMEE ROUBAIX"}),
        ("LYCEE DIDEROT", {"LYCEE DIDEROT"}),
        ("Clinique Espérance", {"Clinique Espérance"}),
        ("rdv av. Foch, kiné av. Gambetta", {"av. Foch", "av. Gambetta"}),
        ("habite av. Liberté", {"av. Liberté"}),
        ("cabinet av. de la République", {"av. de la République"}),
    ],
)
def test_places_stay(finder: NameFinder, text: str, found: set[str]) -> None:
    assert believed(finder, text) == found
