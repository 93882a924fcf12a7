"""People of whom a leak tells nothing but their patient number."""

import csv
from pathlib import Path
from typing import Any

from gold_scanner import SilentScanner

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
    assert people["by_number_alone"]
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
    assert not people["by_number_alone"]


def test_the_list_of_who_they_are_has_their_number(tmp_path: Path) -> None:
    leak = _table(tmp_path / "leak" / "notes.csv", [f"{n};2024-01-02;{_NOTE}" for n in range(1000, 1040)])
    keys = Keys.generate()
    measure([leak], tmp_path / "out", processes=1, make_scanner=SilentScanner, identify=keys)
    with (tmp_path / "out" / "identities.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    assert {restore(line["patient_number"], keys) for line in listed} == set(map(str, range(1000, 1040)))
