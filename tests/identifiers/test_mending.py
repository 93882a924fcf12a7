"""The copy of a note without its damage, and what is found through it at its place in the note."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote.identifiers import find
from viginote.identifiers._mending import mend
from viginote.resolution import resolve
from viginote.text import Note


@pytest.mark.parametrize(
    ("given", "mended"),
    [
        ("vu le l2/O3/2O19", "vu le 12/03/2019"),
        ("du l2 au l9/O4/2O2O", "du 12 au 19/04/2020"),
        ("O5 OO 4l 2Z 5O", "05 00 41 22 50"),
        ("fils : O6 ?? ?2 l4 15", "fils : 06 ?? ?2 14 15"),
        ("suivi juil. 2l puis l4 SEPT 2OI5", "suivi juil. 21 puis 14 SEPT 2015"),
        ("N0M: BERGER0N, PREN0M: Mar1e", "NOM: BERGERON, PRENOM: Marle"),
        ("MONSlEUR né le 3 avriI l949", "MONSIEUR né le 3 avril 1949"),
        ("rdv O9/VII/2O24 puis l9/XI", "rdv 09/VII/2024 puis 19/XI"),
        ("PORTABLE : O6 O6 O6 44 l", "PORTABLE : 06 06 06 44 1"),
        ("N0 SS 1 85 O5", "N° SS 1 85 05"),
        ("2 8 . 1 1 . 1 7 bloc", "28.11.17 bloc"),
        ("L E   3 1   M A I", "LE 31 MAI"),
        ("DDN 7 O c t. 1 9 5 9", "DDN 7 Oct.1959"),
        ("TEL0612345678MADAME", "TEL 0612345678 MADAME"),
        ("martinle12/03/21TA stable", "martin le 12/03/21 TA stable"),
        ("né12071955àLorient", "né 12071955 àLorient"),
        ("évuele3marsparle", "évue le 3 mars parle"),
        ("vu Jean-\nPierre", "vu Jean-Pierre"),
        ("parti le 3 O ma rs", "parti le 3 O mars"),
        ("parti le 3 O mars", "parti le 30 mars"),
        ("l2 ma1, 3 févr ier 2OlO", "12 mai, 3 février 2010"),
        ("vu le O4/lO/2Ol3, puis 2/l1/l4", "vu le 04/10/2013, puis 2/11/14"),
        ("né le 0 3/1 1/19 47", "né le 03/11/1947"),
        ("tel 05.56.OO.OO.31 ou OI 48 5Z 1O 19", "tel 05.56.00.00.31 ou 01 48 52 10 19"),
        ("immat DV 71O HB, 33OOO Bordeaux", "immat DV 710 HB, 33000 Bordeaux"),
    ],
)
def test_damage_is_mended(given: str, mended: str) -> None:
    copy = mend(Note(given))
    assert copy is not None
    assert copy.note.text == mended


@pytest.mark.parametrize(
    "text",
    [
        "L4-L5, l5 s1, B12, I50.1, O2 2 l/min, HbA1c 7,2, T2 N0 M0",
        "stade pT1N0, les années 1980s, digicode 2478B, 45B12",
        "118bis rue Vive, 0,4 mmol/l 12:30, il va mal, 5g",
        "12 mal équilibré, sortie 13/02/2022, 13 / 02 / 2022",
        "Cure 3 maintenue, 10 mars, dose 15 mg, à 7 h à jeun",
        "1 0 1",
        "cadre\n9 1 0 2 0 0 0 2 2\nN° FINESS",
        "GLASGOW 15, TA 12/8, 250000/mm3",
    ],
)
def test_what_is_whole_has_no_copy(text: str) -> None:
    assert mend(Note(text)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TEL0612345678MADAME", [("PHONE", "0612345678")]),
        ("appelle au O6 44 2O I2 99 ce soir", [("PHONE", "O6 44 2O I2 99")]),
        ("RDV DENTISTE LE07/11A16H", [("DATE", "07/11")]),
        ("CR du l2 au l9/O4/2O2O", [("DATE", "l2 au l9/O4/2O2O")]),
        ("DATE : 2 8 . 1 1 . 1 7\nbloc", [("DATE", "2 8 . 1 1 . 1 7")]),
        ("né le O3 O7 l949", [("BIRTH_DATE", "O3 O7 l949")]),
        ("N° SS 2 62 O3 75 l16 OO4 2l", [("NIR", "2 62 O3 75 l16 OO4 2l")]),
        ("RPPS1O0O3344556", [("PRO_ID", "1O0O3344556")]),
        ("LOT 2O4I7 l3 exp O9", []),
        ("pompe SN0612345678AB", []),
    ],
)
def test_found_at_its_place_in_the_note(text: str, expected: list[tuple[str, str]]) -> None:
    found = resolve(Note(text), find(Note(text)))
    assert [(f.label, text[f.start : f.end]) for f in found] == expected


_PIECES = st.sampled_from(
    ["l2", "O3", "/", " ", "2O19", "-\n", "mars", "é", "N0M", "0612345678", "x", ".", "né", "le"]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_every_character_of_the_copy_has_its_place(text: str) -> None:
    note = Note(text)
    copy = mend(note)
    if copy is not None:
        assert len(copy.places) == len(copy.note.text)
        assert list(copy.places) == sorted(copy.places)
        for at, place in enumerate(copy.places):
            if copy.note.folded[at] in "éàmsx./-":
                assert note.text[place] == copy.note.text[at]
