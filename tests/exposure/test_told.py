"""Drafts, lists and report say no more than the data: what is unknown is told as unknown."""

import csv
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from gold_scanner import SilentScanner

from viginote.batch import Choice, Mapping
from viginote.exposure import Circumstances, measure
from viginote.redaction import Keys
from viginote.report import render

NO_NOTE = "Aucun commentaire de votre médecin n'a été trouvé"
ROLES = {
    "id": "record_id", "nom": "last_name", "prenom": "first_name", "ne": "birth_date", "deces": "death_date",
    "nir": "nir", "cabinet": "practice", "patient": "patient_id", "commentaire": "free_text",
}  # fmt: skip
NAMES = ("Bertin", "Chauvet", "Delmas", "Esteve", "Fournel", "Garnaud")
BORN = tuple(f"{day:02d}/03/19{50 + day}" for day in range(1, len(NAMES) + 1))
NOTE = "Renouvellement du traitement, revoir dans trois mois"


def table(path: Path, head: str, rows: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")


def told(tmp_path: Path, **options: Any) -> dict[str, Any]:
    """What is measured on the tables below `leak`, each known by the names of its columns."""
    tables = {}
    for file in (tmp_path / "leak").glob("*.csv"):
        names = file.read_text(encoding="utf-8").splitlines()[0].split(";")
        tables[file.stem] = {"columns": {name: ROLES[name] for name in names}}
    return measure(
        [tmp_path / "leak"], tmp_path / "out", processes=1, on=date(2026, 1, 1), make_scanner=SilentScanner,
        choice=Choice(mapping=Mapping.from_yaml(json.dumps({"tables": tables}))), **options,
    )  # fmt: skip


def people(tmp_path: Path, births: Iterable[str] = BORN, deaths: Iterable[str] = ("",) * len(NAMES)) -> None:
    rows = zip(NAMES, births, deaths, strict=True)
    table(
        tmp_path / "leak" / "patients.csv",
        "id;nom;prenom;ne;deces",
        [f"{i};{name};Odile;{born};{dead}" for i, (name, born, dead) in enumerate(rows, 1)],
    )


def notes(tmp_path: Path, patients: Iterable[int]) -> None:
    table(tmp_path / "leak" / "notes.csv", "patient;commentaire", [f"{p};{NOTE}" for p in patients])


def draft(tmp_path: Path, name: str) -> str:
    return (tmp_path / "out" / "notification" / f"{name}.txt").read_text(encoding="utf-8")


def test_a_letter_denies_a_comment_only_where_every_comment_has_its_patient(tmp_path: Path) -> None:
    people(tmp_path)
    notes(tmp_path, [1])
    told(tmp_path)
    assert NO_NOTE in draft(tmp_path, "article-34-administrative")
    notes(tmp_path, [1, 99])
    told(tmp_path)
    letter = draft(tmp_path, "article-34-administrative")
    assert NO_NOTE not in letter
    assert "{#" not in letter


def test_an_incomplete_reading_denies_no_comment_and_is_declared(tmp_path: Path) -> None:
    people(tmp_path)
    notes(tmp_path, [1])
    assert told(tmp_path)["coverage"]["complete"]
    assert "Tous les enregistrements ont été lus" in draft(tmp_path, "cnil-complementaire")
    with (tmp_path / "leak" / "notes.csv").open("ab") as file:
        file.write(b"2;vu ce jour, pi\x00ce jointe\n")
    assert not told(tmp_path)["coverage"]["complete"]
    assert NO_NOTE not in draft(tmp_path, "article-34-administrative")
    declared = draft(tmp_path, "cnil-complementaire")
    assert "Tous les enregistrements ont été lus" not in declared
    assert "est incomplète. Lignes non lues : 0 ; commentaires non analysés : 0 ;" in declared


def test_people_need_not_be_told_of_what_nobody_can_read(tmp_path: Path) -> None:
    people(tmp_path)
    notes(tmp_path, [1])
    assert told(tmp_path)["notification"]["inform_people"]
    assert "Risque élevé : oui, information nécessaire" in draft(tmp_path, "cnil-initiale")
    unread = told(tmp_path, circumstances=Circumstances(unintelligible=True))
    assert not unread["notification"]["inform_people"]
    declared = draft(tmp_path, "cnil-initiale")
    assert "information non requise en principe (art. 34, § 3, a), à justifier" in declared
    assert "information nécessaire" not in declared


def test_people_with_a_comment_have_a_range(tmp_path: Path) -> None:
    people(tmp_path)
    notes(tmp_path, [1, 2])
    assert told(tmp_path)["people"]["with_free_text_range"] == {"low": 2, "high": 2}
    notes(tmp_path, [97, 98, 99])
    measured = told(tmp_path)
    assert measured["people"]["with_free_text"] == 0
    assert measured["people"]["with_free_text_range"] == {"low": 1, "high": 3}
    figure = render(measured).split("Personnes avec un commentaire libre</dt>")[1].split("</div>")[0]
    assert "compté" not in figure
    assert "de\u00a01\u00a0à\u00a03" in figure
    assert "commentaire libre : 0 (de\u00a01\u00a0à\u00a03)\n   Comm" in draft(
        tmp_path, "cnil-complementaire"
    )


def test_without_birth_dates_nothing_is_said_of_who_is_alone(tmp_path: Path) -> None:
    people(tmp_path, births=("",) * len(NAMES))
    notes(tmp_path, [1])
    measured = told(tmp_path)
    declared = draft(tmp_path, "cnil-complementaire")
    assert "leur code postal : non mesurable\n" in declared
    assert "laissées hors de cette part : 6\n" in declared
    html = render(measured)
    assert "trois faits\u00a0: non mesurable" in html
    assert "<b>6</b> personnes sans date de naissance lisible" in html
    assert "année de naissance, leur sexe et leur lieu" not in html


def test_who_is_alone_is_told_of_those_whose_birth_date_is_known(tmp_path: Path) -> None:
    people(tmp_path, births=(*BORN[:2], *("",) * 4))
    notes(tmp_path, range(1, 5))
    alone = told(tmp_path)["reidentification"]
    assert (alone["people"], alone["without_birth_date"], alone["unique_share"]) == (2, 4, 1)
    noted = alone["with_notes"]
    assert (noted["people"], noted["without_birth_date"]) == (4, 2)
    assert (noted["unique_share"], noted["unique_share_by_year"]) == (1, 1)


def test_no_letter_goes_to_the_dead(tmp_path: Path) -> None:
    people(tmp_path, deaths=("05/06/2020", "", "", "", "", "07/08/2021"))
    notes(tmp_path, [1, 2, 3])
    measured = told(tmp_path, identify=Keys.generate())
    groups = {name: (g["people"], g["deceased"]) for name, g in measured["risk_groups"].items()}
    assert groups == {"core": (0, 0), "sensitive": (0, 0), "note": (3, 1), "administrative": (3, 1)}
    letter = draft(tmp_path, "article-34-note")
    assert "Destinataires : 2\nPersonnes décédées du groupe, à qui ne pas écrire" in letter
    assert "de people.parquet) : 1\n" in letter
    marked = duckdb.sql(
        f"SELECT risk_group, count(*) FILTER (deceased) FROM '{tmp_path}/out/people.parquet' GROUP BY 1"
    ).fetchall()
    assert dict(marked) == {"note": 1, "administrative": 1}
    with (tmp_path / "out" / "identities.csv").open(encoding="utf-8", newline="") as file:
        assert sorted(line["deceased"] for line in csv.DictReader(file)) == ["no", "no", "yes"]


@pytest.mark.parametrize(("failed", "said"), [(0, False), (2, True)])
def test_comments_that_could_not_be_scanned_are_told(tmp_path: Path, failed: int, said: bool) -> None:
    people(tmp_path)
    notes(tmp_path, [1])
    measured = told(tmp_path)
    measured["coverage"]["cells_failed"] = failed
    assert ("commentaires n&#39;ont pas pu être analysés" in render(measured)) is said


def test_who_has_no_birth_date_is_of_unknown_age(tmp_path: Path) -> None:
    people(tmp_path, births=("14/05/2015", "14/05/1975", *("",) * 4))
    notes(tmp_path, [1, 2, 3])
    measured = told(tmp_path)
    assert measured["people"]["minors"] == 1
    rows = duckdb.sql(f"SELECT minor, count(*) FROM '{tmp_path}/out/people.parquet' GROUP BY 1").fetchall()
    assert dict(rows) == {True: 1, False: 1, None: 4}
    assert "[x] mineurs : 1\n   Date de naissance inconnue, mineurs ou non : 4\n\n5." in draft(
        tmp_path, "cnil-initiale"
    )
    assert "Mineurs : 1 ; date de naissance inconnue : 4\n   Pers" in draft(tmp_path, "cnil-complementaire")
    assert "· 1 mineur · date de naissance inconnue\u00a0: 4" in render(measured)


def test_the_record_that_tells_the_birth_date_tells_the_age(tmp_path: Path) -> None:
    nir = "1150501911001"
    table(
        tmp_path / "leak" / "patients.csv", "id;nom;prenom;ne;nir;commentaire",
        [f"1;Bertin;Luc;;{nir};{NOTE}", f"2;Bertin;Luc;14/05/2015;{nir};{NOTE}"],
    )  # fmt: skip
    measured = told(tmp_path)["people"]
    assert (measured["best"], measured["minors"]) == (1, 1)


@pytest.mark.parametrize(
    ("born", "minor"),
    [("12/03/16", True), ("2.1.08", True), ("31-12-07", False), ("02/01/26", False), ("29/02/54", None)],
)
def test_a_year_of_two_digits_lies_in_the_past(tmp_path: Path, born: str, minor: bool | None) -> None:
    people(tmp_path, births=(*BORN[:5], born))
    notes(tmp_path, [6])
    told(tmp_path)
    [(found,)] = duckdb.sql(f"SELECT minor FROM '{tmp_path}/out/people.parquet' WHERE notes > 0").fetchall()
    assert found is minor


@pytest.mark.parametrize(
    ("born", "died", "deceased"),
    [
        ("05/03/1954", "06/07/2019", 1),
        ("", "06/07/2019", 1),
        ("05/03/1954", "05/03/1954", 1),
        ("5 mars 1954", "12-MAR-19", 1),
        ("05/03/1954", "O", 1),
        ("", "1", 1),
        ("05/03/1954", "N", 0),
        ("05/03/1954", "0", 0),
        ("Mar  5 1954 12:00AM", "1er août 2019", 1),
        ("05-MAR-54", "4 mars 1954", 0),
        ("05/03/1954", "1953-12-31", 0),
        ("05/03/1954", "1970-01-01 00:00:00", 0),
        ("", "1900-01-01", 0),
        ("", "1899-12-30", 0),
        ("05/03/1954", "2099-12-31", 0),
        ("05/03/1954", "02/01/2026", 0),
    ],
)
def test_a_death_lies_between_birth_and_today(tmp_path: Path, born: str, died: str, deceased: int) -> None:
    people(tmp_path, births=(born, *BORN[1:]), deaths=(died, *("",) * 5))
    notes(tmp_path, [1])
    assert told(tmp_path)["people"]["deceased"] == deceased


def test_a_file_that_bears_a_name_is_told_by_its_number(tmp_path: Path) -> None:
    people(tmp_path)
    notes(tmp_path, [1])
    with (tmp_path / "leak" / "notes.csv").open("ab") as file:
        file.write(b"2;vu ce jour, pi\x00ce jointe\n")
    (tmp_path / "leak" / "notes.csv").rename(tmp_path / "leak" / "DURAND Odile 12-03-1954.csv")
    measured = told(tmp_path)
    assert sorted(file["losses"] for file in measured["coverage"]["files"]) == [0, 1]
    assert "DURAND" not in render(measured)
    written = [*(tmp_path / "out").rglob("*.txt"), *(tmp_path / "out").rglob("practices.*")]
    assert len(written) > 3
    assert not [path for path in written if b"DURAND" in path.read_bytes()]


def test_a_leak_without_comments_is_measured(tmp_path: Path) -> None:
    people(tmp_path, births=(*BORN[:5], ""))
    measured = told(tmp_path)
    assert (measured["people"]["best"], measured["sensitive"]["notes"]["total"]) == (6, 0)
    assert measured["risk_groups"]["administrative"]["people"] == 6
    assert measured["coverage"]["complete"]
    declared = measured["notification"]
    assert declared["consequences"] == ["loss_of_confidentiality", "identity_theft"]
    assert declared["special_categories"] == []
    assert NO_NOTE in draft(tmp_path, "article-34-administrative")


def test_a_row_that_holds_nobody_is_no_record(tmp_path: Path) -> None:
    table(
        tmp_path / "leak" / "patients.csv",
        "nom;prenom;ne;patient;commentaire",
        [f"Bertin;Luc;{BORN[0]};;{NOTE}", f" ;;;;{NOTE}", ";;;;", f";;;P7;{NOTE}", f"Delmas;Luc;;;{NOTE}"],
    )
    measured = told(tmp_path, identify=Keys.generate())
    assert (measured["people"]["best"], measured["records"]["total"]) == (3, 3)
    assert (measured["sensitive"]["notes"]["total"], measured["sensitive"]["notes"]["unlinked"]) == (4, 1)
    with (tmp_path / "out" / "identities.csv").open(encoding="utf-8", newline="") as file:
        listed = {int(line["row"]): bool(line["last_name"]) for line in csv.DictReader(file)}
    assert listed == {1: True, 4: False, 5: True}


def test_what_an_export_writes_for_nothing_is_nothing(tmp_path: Path) -> None:
    rows = [f"{i};{name};Odile;{born}" for i, (name, born) in enumerate(zip(NAMES, BORN, strict=True))]
    written = (NOTE, "NULL", "-", "...", "(null)", "RAS")
    table(
        tmp_path / "leak" / "patients.csv",
        "id;nom;prenom;ne;nir;commentaire",
        [
            *(f"{row};NULL;{text}" for row, text in zip(rows, written, strict=True)),
            "NULL;NULL;NULL;NULL;NULL;NULL",
        ],
    )
    measured = told(tmp_path)
    assert (measured["records"]["total"], measured["sensitive"]["notes"]["total"]) == (6, 2)
    assert measured["identifiers"]["PERSON"]["people"] == 6


def test_texts_of_documents_that_name_nobody_are_no_people(tmp_path: Path) -> None:
    (tmp_path / "leak").mkdir()
    (tmp_path / "leak" / "letters.xml").write_text(f"<x><a>{NOTE}</a><b>{NOTE}</b></x>", encoding="utf-8")
    people(tmp_path)
    measured = told(tmp_path)
    assert (measured["people"]["best"], measured["sensitive"]["notes"]["unlinked"]) == (6, 2)


def test_the_sheet_of_a_practice_tells_unknown_ages_and_the_dead(tmp_path: Path) -> None:
    table(
        tmp_path / "leak" / "patients.csv",
        "nom;prenom;ne;deces;cabinet",
        [
            "Bertin;Luc;14/05/2015;;a",
            "Chauvet;Luc;;;a",
            f"Delmas;Luc;{BORN[0]};05/06/2020;a",
            "Esteve;Luc;;;b",
        ],
    )
    counts = ("minors", "without_birth_date", "deceased")
    told_of = {p["id"]: [p[count] for count in counts] for p in told(tmp_path)["practices"]}
    assert told_of == {"a": [1, 1, 1], "b": [0, 1, 0]}
    sheet = (tmp_path / "out" / "practices" / "0001-a.txt").read_text(encoding="utf-8")
    assert (
        "1 ; date de naissance inconnue : 1\n  dont décédés, quand le dossier le dit             1\n" in sheet
    )
    with (tmp_path / "out" / "practices" / "practices.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [[row[count] for count in counts] for row in rows] == [["1", "1", "1"], ["0", "1", "0"]]


def test_one_person_is_told_of_in_the_singular(tmp_path: Path) -> None:
    table(tmp_path / "leak" / "patients.csv", "nom;prenom;ne", ["Bertin;Luc;14/05/2015"])
    told(tmp_path)
    declared = draft(tmp_path, "cnil-complementaire")
    assert "Estimation : 1 personne\n   Enregistrements : 1, dont 0 doublon\n" in declared
    assert "Nom ou prénom : 1 personne\n   NIR valide : 0 personne\n" in declared
    assert "Destinataires : 1, dont 1 mineur (écrire" in draft(tmp_path, "article-34-administrative")
