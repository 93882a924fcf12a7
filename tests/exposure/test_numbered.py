"""People of whom a leak tells nothing but their patient number, or what their texts say."""

import csv
from pathlib import Path
from typing import Any

import pytest
from gold_scanner import SilentScanner

from viginote import Scanner
from viginote.errors import ViginoteError
from viginote.exposure import measure
from viginote.redaction import Keys, restore

_NOTE = "revient dans un mois pour le vaccin, RAS par ailleurs"


def _told(*places: Path, out: Path) -> dict[str, Any]:
    return measure(list(places), out, processes=1, make_scanner=SilentScanner)


def _table(path: Path, rows: list[str], head: str = "id_patient;date;commentaire") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_patient_number_is_a_person(tmp_path: Path) -> None:
    rows = [f"{number};2024-01-02;{_NOTE}" for number in (*range(1000, 1040), 1000, 1001, 1001)]
    rows.append(f";2024-01-02;{_NOTE}")
    told = _told(_table(tmp_path / "leak" / "notes.csv", rows), out=tmp_path / "out")
    people = told["people"]
    assert (people["min"], people["best"], people["max"]) == (40, 40, 40)
    assert people["known_by"] == "number"
    assert people["duplicates_by_key"]["patient_id"] == 3
    assert told["records"]["total"] == 43
    assert (told["sensitive"]["notes"]["total"], told["sensitive"]["notes"]["unlinked"]) == (44, 1)
    assert people["with_free_text_range"]["high"] == 41
    assert told["severity"]["ei"] == 0.25
    assert told["notification"]["categories_of_data"] == ["patient_number"]
    assert all(held["records"] == 0 for held in told["identifiers"].values())


def test_numbers_of_a_folder_are_of_one_kind(tmp_path: Path) -> None:
    rows = [f"{number};2024-01-02;{_NOTE}" for number in range(1000, 1040)]
    _table(tmp_path / "leak" / "notes-1.csv", rows)
    _table(tmp_path / "leak" / "notes-2.csv", [*rows[20:], f"1050;2024-01-02;{_NOTE}"])
    people = _told(tmp_path / "leak", out=tmp_path / "out")["people"]
    assert (people["min"], people["best"], people["max"]) == (41, 41, 61)
    _table(tmp_path / "other" / "notes.csv", rows)
    people = _told(tmp_path / "leak", tmp_path / "other", out=tmp_path / "both")["people"]
    assert people["best"] == 81


def test_practices_that_number_their_own_patients_are_told_by_it(tmp_path: Path) -> None:
    head = "cabinet;id_patient;commentaire"
    own = [f"Cabinet {p};{number};{_NOTE}" for p in "ABCDEFGH" for number in range(1, 30)]
    people = _told(_table(tmp_path / "own" / "notes.csv", own, head), out=tmp_path / "o1")["people"]
    assert (people["min"], people["best"], people["max"]) == (29, 8 * 29, 8 * 29)
    shared = [f"Cabinet {'ABCDEFGH'[(n + i) % 8]};{n};{_NOTE}" for n in range(1, 60) for i in range(2)]
    people = _told(_table(tmp_path / "shared" / "notes.csv", shared, head), out=tmp_path / "o2")["people"]
    assert (people["min"], people["best"], people["max"]) == (59, 59, 118)


def test_who_is_named_anywhere_is_told_by_more_than_a_number(tmp_path: Path) -> None:
    rows = [f"{number};2024-01-02;{_NOTE}" for number in range(1000, 1040)]
    _table(tmp_path / "leak" / "notes.csv", rows)
    named = [f"{number};Durand;Anne;14/05/19{number % 100:02d}" for number in range(1000, 1040)]
    _table(tmp_path / "leak" / "patients.csv", named, "id_patient;nom;prenom;date_naissance")
    people = _told(tmp_path / "leak", out=tmp_path / "out")["people"]
    assert people["best"] == people["with_free_text"] == 40
    assert people["known_by"] == "identity"


def test_the_list_of_who_they_are_has_their_number(tmp_path: Path) -> None:
    leak = _table(tmp_path / "leak" / "notes.csv", [f"{n};2024-01-02;{_NOTE}" for n in range(1000, 1040)])
    keys = Keys.generate()
    measure([leak], tmp_path / "out", processes=1, make_scanner=SilentScanner, identify=keys)
    with (tmp_path / "out" / "identities.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert {restore(line["patient_number"], keys) for line in listed} == set(map(str, range(1000, 1040)))


def _letter(folder: Path, number: int, said: str) -> None:
    folder.mkdir(exist_ok=True)
    text = f"Nantes, le 4 mai 2024\n{said}\nCher confrère, vu ce jour, alcoolisme.\nDr Benoit\n"
    (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def test_letters_are_of_whom_they_tell(tmp_path: Path) -> None:
    leak, nir = tmp_path / "leak", "2 80 03 75 116 001 92"
    _letter(leak, 1, "Mme DURAND Marie, née le 12/03/1980")
    _letter(leak, 2, f"Mme DURAND, née le 12/03/1980, NIR {nir}")
    _letter(leak, 3, f"Mme Durand, N° SS : {nir}")
    _letter(leak, 4, "M. PETIT Luc, né le 23/02/1965")
    _letter(leak, 5, "Votre patient")
    keys = Keys.generate()
    told = measure([leak], tmp_path / "out", processes=1, make_scanner=Scanner, identify=keys)
    people = told["people"]
    assert people["known_by"] == "text"
    assert (people["min"], people["best"], people["max"]) == (2, 3, 3)
    assert people["best"] >= told["sensitive"]["people"]["best"]
    assert (told["records"]["total"], told["sensitive"]["notes"]["unlinked"]) == (4, 1)
    assert told["identifiers"]["BIRTH_DATE"] == {"records": 3, "people": 2}
    assert told["identifiers"]["NIR"] == {"records": 2, "people": 1}
    assert told["severity"]["ei"] == 1.0
    with (tmp_path / "out" / "identities.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [line["row"] for line in listed] == ["1", "2", "3", "4"]
    assert len({line["person"] for line in listed}) == 2
    assert listed[0]["person"] == listed[1]["person"] == listed[2]["person"]


def test_texts_that_tell_of_nobody_are_refused(tmp_path: Path) -> None:
    leak = _table(tmp_path / "leak" / "notes.csv", [f"{n};{_NOTE}" for n in range(40)], "id;commentaire")
    with pytest.raises(ViginoteError, match=r"no column tells one person from another .* and no text"):
        _told(leak, out=tmp_path / "out")
