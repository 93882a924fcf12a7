"""Whose note it is: several practices and files, numbers that stand in more than one."""

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from surnames import SURNAMES

from viginote.batch import Choice, Mapping, scan
from viginote.exposure import apply_audit, draw_audit, measure
from viginote.exposure.store import Store
from viginote.findings import Finding, Identity, ScanResult
from viginote.redaction import Keys, restore
from viginote.sources import open_source
from viginote.taxonomy import Assertion


class SayingScanner:
    """Finds "VIH", and nothing else."""

    def scan_many(
        self, texts: Iterable[str], known: Iterable[Identity | None] | None = None
    ) -> Iterator[ScanResult]:
        for text in texts:
            at = text.find("VIH")
            found = Finding(at, at + 3, "hiv", 0.9, "test", Assertion.AFFIRMED)
            yield ScanResult(text, () if at < 0 else (found,))


def patients(first: str) -> list[tuple[int, str, str, str]]:
    return [(number, name, first, f"19{70 + number}-03-12") for number, name in enumerate(SURNAMES, 1)]


def notes(numbers: Iterable[int]) -> list[tuple[int, int, str]]:
    """A comment for each number; every other one says it."""
    ordinary, said = (
        "Renouvellement du traitement, revoir dans trois mois",
        "Suivi pour un VIH, revoir dans un mois",
    )
    return [(n, n, said if n % 2 else ordinary) for n in numbers]


def write(path: Path, head: str, rows: Iterable[tuple[Any, ...]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([head, *(";".join(map(str, row)) for row in rows), ""]), encoding="utf-8")


def measured(leak: Path, out: Path, mapping: Mapping | None = None) -> dict[str, Any]:
    return measure([leak], out, choice=Choice(mapping=mapping), processes=1, make_scanner=SayingScanner)


def test_numbers_of_several_practices_collide_but_not_within_a_folder(tmp_path: Path) -> None:
    for practice, first in (("a", "Odile"), ("b", "Marc")):
        write(tmp_path / "leak" / practice / "patients.csv", "id;nom;prenom;date_naissance", patients(first))
        write(tmp_path / "leak" / practice / "notes.csv", "id;patient_id;commentaire", notes(range(1, 11)))
    told = measured(tmp_path / "leak", tmp_path / "out")
    assert told["people"]["best"] == 20
    assert told["sensitive"]["notes"]["unlinked"] == 0
    assert told["sensitive"]["people"]["best"] == 10


def test_a_mention_outside_free_text_is_of_the_person_of_its_row(tmp_path: Path) -> None:
    """A prescription, a profession, a remark typed into a name: what was found there counts."""
    write(tmp_path / "leak" / "patients.csv", "id;nom;prenom;date_naissance;profession", [
        (n, name if n != 4 else "Esteve, ne pas rappeler, suivi pour un VIH chez le confrere", first, born,
         "artisan VIH" if n == 5 else "artisan")
        for n, name, first, born in patients("Odile")
    ])  # fmt: skip
    write(tmp_path / "leak" / "prescriptions.csv", "id;patient_id;medicament", [
        (n, 1 + n % 5, "anti VIH" if n % 5 < 3 else "Doliprane") for n in range(10)
    ])  # fmt: skip
    write(tmp_path / "leak" / "notes.csv", "id;patient_id;commentaire", [
        line for line in notes(range(1, 11)) if "VIH" not in line[2]
    ])  # fmt: skip
    told = measured(tmp_path / "leak", tmp_path / "out")
    hiv = told["sensitive"]["categories"]["hiv"]
    assert [hiv["people"]["best"], hiv["by_assertion"]["affirmed"]["notes"]] == [5, 8]
    assert told["sensitive"]["notes"]["unlinked"] == 0
    assert told["people"]["with_free_text"] == 8  # five comments, and those of whom a cell says it
    assert told["records"]["notes"] == 5 + 8
    draw_audit([tmp_path / "leak"], tmp_path / "out", size=20)
    assert (tmp_path / "out" / "audit.csv").read_text(encoding="utf-8").count("»VIH«") >= 7


def test_visits_and_telephones_add_to_the_patients_that_they_refer_to(tmp_path: Path) -> None:
    """Their comments are notes of these, their cells stand in the list of who they are."""
    leak, out = tmp_path / "leak", tmp_path / "out"
    write(leak / "patients.csv", "id;nom;prenom;date_naissance", patients("Odile"))
    write(leak / "telephones.csv", "id;patient_id;telephone", [
        (n, 1 + n % 10, f"06399812{n:02d}") for n in range(20)
    ])  # fmt: skip
    write(leak / "visites.csv", "id;patient_id;nom;prenom;medecin;commentaire", [
        (again * 10 + n, n, name, first, "Dr Blin", notes([n])[0][2])
        for again in range(3) for n, name, first, _ in patients("Odile")
    ])  # fmt: skip
    write(leak / "notes.csv", "id;patient_id;commentaire", notes(range(1, 11)))
    told = measure([leak], out, processes=1, make_scanner=SayingScanner, identify=Keys.generate())
    assert [told["people"][side] for side in ("min", "best", "max")] == [10, 10, 10]
    records = told["records"]
    assert [records[k] for k in ("total", "duplicates", "with_free_text", "notes")] == [10, 0, 10, 40]
    assert told["identifiers"]["PHONE"] == {"records": 10, "people": 10}
    assert told["sensitive"]["linked_to"] == dict.fromkeys(("full_identity", "reachable"), 5) | dict.fromkeys(
        ("pseudonym_only", "with_nir", "minors"), 0
    )
    (practice,) = told["practices"]
    assert [practice[k] for k in ("records", "people", "people_sensitive", "notes")] == [10, 10, 5, 40]
    listed = list(csv.DictReader((out / "identities.csv").open(encoding="utf-8", newline="")))
    assert sum(row["phone"] != "" for row in listed) == 20
    assert len({row["person"] for row in listed}) == 10


def test_patients_of_whom_an_export_of_documents_holds_no_text_are_people(tmp_path: Path) -> None:
    resources: list[dict[str, Any]] = [
        {
            "resourceType": "Patient", "id": f"p{n}", "name": [{"family": SURNAMES[n], "given": ["Odile"]}],
            "birthDate": f"195{n}-03-12", "gender": "female", "deceasedDateTime": ["", "2021-05-04"][n % 2],
        }
        for n in range(6)
    ]  # fmt: skip
    note = {
        "resourceType": "Observation",
        "subject": {"reference": "Patient/p0"},
        "valueString": "un VIH connu",
    }
    (tmp_path / "leak").mkdir()
    lines = "\n".join(json.dumps(resource) for resource in (*resources, note))
    (tmp_path / "leak" / "export.ndjson").write_text(lines + "\n", encoding="utf-8")
    message = "MSH|^~\\&|A|B|||20200101||ADT^A28|1|P|2.5\rPID|||77||Roux^Anne||19600501|F\r"
    (tmp_path / "leak" / "adt.hl7").write_bytes(message.encode())
    told = measured(tmp_path / "leak", tmp_path / "out")
    assert (told["people"]["best"], told["people"]["deceased"]) == (7, 3)
    assert (told["sensitive"]["people"]["best"], told["sensitive"]["notes"]["total"]) == (1, 1)


def test_a_visit_of_one_of_two_practices_in_a_folder_is_of_nobody_known(tmp_path: Path) -> None:
    leak = tmp_path / "leak"
    for practice, first in (("a", "Odile"), ("b", "Marc")):
        write(leak / f"patients_{practice}.csv", "id;nom;prenom;date_naissance", patients(first))
    visits = [(n, "0639981234", text) for _, n, text in notes(range(1, 11))]
    write(leak / "rdv.csv", "patient_id;telephone;commentaire", visits)
    exposure = measured(leak, tmp_path / "out")
    assert exposure["people"]["best"] == 20
    assert exposure["sensitive"]["notes"]["unlinked"] == 10


def test_a_number_is_one_with_and_without_zeros(tmp_path: Path) -> None:
    write(
        tmp_path / "leak" / "patients.csv",
        "num_patient;nom;prenom;date_naissance",
        [(f"{number:06d}", *rest) for number, *rest in patients("Odile")],
    )
    write(tmp_path / "leak" / "consult.csv", "num_cons;num_patient;commentaire", notes(range(1, 6)))
    suites = [(n, f"{n}.0", text) for n, _, text in notes(range(6, 11))]
    write(tmp_path / "leak" / "suites.csv", "num_cons;num_patient;commentaire", suites)
    told = measured(tmp_path / "leak", tmp_path / "out")["sensitive"]
    assert (told["notes"]["unlinked"], told["people"]["best"]) == (0, 5)


def test_the_key_of_a_row_is_the_column_that_differs_from_row_to_row(tmp_path: Path) -> None:
    rows = [(1, *row) for row in patients("Odile")]
    write(tmp_path / "leak" / "patients.csv", "base_id;id;nom;prenom;date_naissance", rows)
    write(tmp_path / "leak" / "notes.csv", "id;patient_id;commentaire", notes(range(1, 11)))
    assert measured(tmp_path / "leak", tmp_path / "out")["sensitive"]["notes"]["unlinked"] == 0


def test_a_note_told_by_its_path_is_of_the_patient_of_its_resource(tmp_path: Path) -> None:
    entries = [
        {"resourceType": "Patient", "id": f"p{n}", "birthDate": born,
         "name": [{"family": name, "given": [first]}]}
        for n, name, first, born in patients("Odile")
    ] + [
        {"resourceType": "Observation", "id": f"o{n}", "subject": {"reference": f"Patient/p{ref}"},
         "note": [{"text": text}]}
        for n, ref, text in notes(range(1, 11))
    ]  # fmt: skip
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": e} for e in entries]}
    source = tmp_path / "bundle.json"
    source.write_text(json.dumps(bundle), encoding="utf-8")
    told = measured(source, tmp_path / "out")
    assert (told["sensitive"]["people"]["best"], told["sensitive"]["notes"]["total"]) == (5, 10)
    draw_audit([source], tmp_path / "out", size=20)
    assert (tmp_path / "out" / "audit.csv").read_text(encoding="utf-8").count("»VIH«") == 5


def corrected(table: str, **columns: str) -> Mapping:
    return Mapping.from_yaml(json.dumps({"tables": {table: {"columns": columns}}}))


def test_a_column_that_a_mapping_makes_free_text_is_scanned(tmp_path: Path) -> None:
    """The findings of the scan before it do not know of it."""
    leak, out = tmp_path / "leak", tmp_path / "out"
    write(leak / "patients.csv", "id;nom;prenom;date_naissance;commentaire;ref_dossier", [
        (*row, text, f"VIH{number}x") for row, (number, _, text) in
        zip(patients("Odile"), notes(range(2, 21, 2)), strict=True)
    ])  # fmt: skip
    assert measured(leak, out)["sensitive"]["people"]["best"] == 0
    scanned = (out / "findings.parquet").stat().st_mtime_ns
    again = measured(leak, out, corrected("patients", commentaire="free_text", prenom="first_name"))
    assert (out / "findings.parquet").stat().st_mtime_ns == scanned
    assert again["people"]["best"] == 10
    told = measured(leak, out, corrected("patients", ref_dossier="free_text"))
    assert (told["sensitive"]["people"]["best"], told["coverage"]["cells_scanned"]) == (10, 20)
    assert told["people"]["best"] == 10


def test_a_file_that_has_changed_is_scanned_again(tmp_path: Path) -> None:
    """However long it is."""
    leak, out = tmp_path / "leak", tmp_path / "out"
    write(leak / "patients.csv", "id;nom;prenom;date_naissance", patients("Odile"))
    write(leak / "notes.csv", "id;patient_id;commentaire", notes(range(1, 11)))
    assert measured(leak, out)["sensitive"]["people"]["best"] == 5
    changed = (leak / "notes.csv").read_text(encoding="utf-8").replace("VIH", "VHC")
    (leak / "notes.csv").write_text(changed, encoding="utf-8")
    assert measured(leak, out)["sensitive"]["people"]["best"] == 0


def test_findings_of_some_columns_alone_are_not_taken_for_those_of_all(tmp_path: Path) -> None:
    leak, out = tmp_path / "leak", tmp_path / "out"
    write(leak / "patients.csv", "id;nom;prenom;date_naissance;commentaire", [
        (*row, text) for row, (_, _, text) in zip(patients("Odile"), notes(range(1, 11)), strict=True)
    ])  # fmt: skip
    scan([leak], out, choice=Choice(columns=["prenom"]), processes=1, make_scanner=SayingScanner)
    assert measured(leak, out)["sensitive"]["people"]["best"] == 5


def test_a_number_of_another_practice_is_another_patient(tmp_path: Path) -> None:
    write(tmp_path / "leak" / "patients.csv", "id;nom;prenom;date_naissance;cabinet", [
        (*row, "cabinet Y") for row in patients("Odile")
    ])  # fmt: skip
    write(tmp_path / "leak" / "notes.csv", "id;patient_id;commentaire;cabinet", [
        (*row, f"cabinet {'YX'[row[0] % 2]}") for row in notes(range(1, 11))
    ])  # fmt: skip
    told = measured(tmp_path / "leak", tmp_path / "out")
    assert [told["sensitive"]["notes"]["unlinked"], told["people"]["with_free_text"]] == [5, 5]
    assert told["sensitive"]["people"]["low"] <= 1  # of nobody known
    practices = {p["id"]: (p["people"], p["notes"], p["people_sensitive"]) for p in told["practices"]}
    assert practices == {"cabinet Y": (10, 5, 0), "cabinet X": (0, 5, 5)}


def test_a_patient_of_one_database_may_see_another_doctor(tmp_path: Path) -> None:
    """Its keys are its own, whoever wrote the note."""
    base = sqlite3.connect(tmp_path / "base.db")
    base.execute("CREATE TABLE patient (id INTEGER, nom TEXT, prenom TEXT, naissance TEXT, medecin TEXT)")
    base.executemany("INSERT INTO patient VALUES (?, ?, ?, ?, 'Dr Aubry')", patients("Odile"))
    base.execute("CREATE TABLE note (id INTEGER, patient_id INTEGER, commentaire TEXT, medecin TEXT)")
    base.executemany("INSERT INTO note VALUES (?, ?, ?, 'Dr Blin')", notes(range(1, 6)))
    base.commit()
    base.close()
    told = measured(tmp_path / "base.db", tmp_path / "out")
    assert told["sensitive"]["notes"]["unlinked"] == 0
    counted = {p["id"]: (p["records"], p["people"], p["people_sensitive"]) for p in told["practices"]}
    assert counted == {"Dr Aubry": (10, 10, 0), "Dr Blin": (0, 5, 3)}


def test_a_practice_named_beside_notes_alone_is_told(tmp_path: Path) -> None:
    for folder, first in (("a", "Odile"), ("b", "Marc")):
        write(tmp_path / "leak" / folder / "patients.csv", "id;nom;prenom;date_naissance", patients(first))
        write(tmp_path / "leak" / folder / "notes.csv", "id;patient_id;medecin;commentaire", [
            (n, ref, f"Dr {'Aubry' if n < 5 else 'Blin'}", text) for n, ref, text in notes(range(1, 9))
        ])  # fmt: skip
    told = measured(tmp_path / "leak", tmp_path / "out")
    assert told["sensitive"]["notes"]["unlinked"] == 0
    counted = {p["id"]: (p["records"], p["people"], p["people_sensitive"]) for p in told["practices"]}
    assert counted == {"Dr Aubry": (8, 8, 4), "Dr Blin": (8, 8, 4)}
    assert all(p["people_range"]["low"] <= 8 <= p["people_range"]["high"] for p in told["practices"])


def test_notes_of_one_table_may_bear_keys_and_those_of_another_numbers(tmp_path: Path) -> None:
    for folder, first in (("a", "Odile"), ("b", "Marc")):
        write(tmp_path / "leak" / folder / "patients.csv", "id;ipp;nom;prenom;date_naissance", [
            (number, 5000 + number, *row) for number, *row in patients(first)
        ])  # fmt: skip
        write(tmp_path / "leak" / folder / "notes.csv", "id;patient_id;commentaire", [
            (n, ref if folder == "a" else 5000 + ref, text) for n, ref, text in notes(range(1, 11))
        ])  # fmt: skip
    told = measured(tmp_path / "leak", tmp_path / "out")
    assert told["sensitive"]["notes"]["unlinked"] == 0
    assert told["sensitive"]["people"]["best"] == 10


@pytest.fixture
def unlinked(tmp_path: Path) -> dict[str, Any]:
    """Comments of patients who are not in the leak."""
    write(tmp_path / "leak" / "patients.csv", "id;nom;prenom;date_naissance;cabinet", [
        (*row, "cabinet A") for row in patients("Odile")
    ])  # fmt: skip
    write(tmp_path / "leak" / "notes.csv", "id;patient_id;commentaire;cabinet", [
        (*row, "cabinet A") for row in notes(range(901, 911))
    ])  # fmt: skip
    return measured(tmp_path / "leak", tmp_path / "out")


def test_notes_of_nobody_known_count_in_severity(tmp_path: Path, unlinked: dict[str, Any]) -> None:
    assert unlinked["sensitive"]["notes"]["unlinked"] == 10
    core = unlinked["sensitive"]["people"]
    assert [core["low"], core["best"], unlinked["people"]["with_free_text"]] == [1, 5, 0]
    assert core["high"] < 10  # not every note of nobody known says it
    assert unlinked["sensitive"]["notes"]["core_unlinked"] == 5
    assert unlinked["sensitive"]["linked_to"]["full_identity"] == 0
    assert unlinked["sensitive"]["linked_to_range"]["full_identity"] == {"low": 0, "high": core["high"]}
    assert unlinked["sensitive"]["categories"]["hiv"]["people"]["best"] == 5
    assert unlinked["sensitive"]["categories"]["hiv"]["by_assertion"]["affirmed"]["people"] == 5
    assert unlinked["practices"][0]["people_sensitive"] == 5 == unlinked["practices"][0]["categories"]["hiv"]
    group = unlinked["risk_groups"]["core"]
    assert [group["people"], group["unlinked"]] == [5, 5]
    assert group["people_range"] == {side: core[side] for side in ("low", "high")}
    assert [unlinked["severity"]["dpc"], unlinked["practices"][0]["severity"]["dpc"]] == [4, 4]
    assert unlinked["severity"]["reasons"][0]["people"] == 5

    initial, further = (
        (tmp_path / "out" / "notification" / f"cnil-{name}.txt").read_text(encoding="utf-8")
        for name in ("initiale", "complementaire")
    )
    assert "Nombre approximatif : 10\n   [x] patients" in initial
    assert "Estimation : 10 personnes\n   Enregistrements : 10" in further
    assert "Commentaires dont l'on ignore le patient : 10 sur 10\n" in further
    assert "Professionnels" not in further
    assert f"catégorie centrale : 5 personnes (de\u00a01\u00a0à\u00a0{core['high']})\n" in further
    letter = (tmp_path / "out" / "notification" / "article-34-core.txt").read_text(encoding="utf-8")
    assert (
        "Destinataires : 5\nCommentaires dont le patient reste à retrouver, comptés parmi eux : 5\n" in letter
    )

    draw_audit([tmp_path / "leak"], tmp_path / "out", size=20)
    sheet = tmp_path / "out" / "audit.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(";;", ";ok;"), encoding="utf-8")
    reviewed = apply_audit(tmp_path / "out")
    assert [reviewed["severity"]["dpc"], reviewed["practices"][0]["severity"]["dpc"]] == [4, 4]
    assert reviewed["sensitive"]["people"]["best"] == 5 == reviewed["practices"][0]["people_sensitive"]


@pytest.mark.parametrize(
    ("table", "header", "row"),
    [
        ("T_MEDECIN", "MED_ID;MED_NOM;MED_PRENOM;MED_RPPS", "3;Roux;Anne;10112587599"),
        ("medecins", "nom;prenom;specialite;tel", "Roux;Anne;Cardiologie;0171256816"),
        ("base", "id;nom;prenom;rpps;adeli;login;email", "1;Roux;Anne;10112587599;530932864;aroux;a@cab.fr"),
    ],
)
def test_doctors_are_people_of_another_kind(tmp_path: Path, table: str, header: str, row: str) -> None:
    write(tmp_path / "leak" / "patients.csv", "id;nom;prenom;date_naissance;rpps", [
        (*line, "10112587599") for line in patients("Odile")
    ])  # fmt: skip
    write(tmp_path / "leak" / f"{table}.csv", header, [row.split(";")])
    write(tmp_path / "leak" / "notes.csv", "id;patient_id;commentaire", notes(range(1, 11)))
    told = measured(tmp_path / "leak", tmp_path / "out")
    assert [told["people"]["best"], told["records"]["total"], len(told["practices"])] == [10, 10, 1]
    assert told["professionals"] == {"records": 1, "people": 1}
    initial = (tmp_path / "out" / "notification" / "cnil-initiale.txt").read_text(encoding="utf-8")
    assert "utilisateurs du logiciel (comptés à part) : 1\n" in initial


def test_organisations_are_no_people_and_their_names_no_comments(tmp_path: Path) -> None:
    leak = tmp_path / "leak"
    write(leak / "patients.csv", "id;nom;prenom;date_naissance", patients("Odile"))
    write(leak / "notes.csv", "id;patient_id;commentaire", notes(range(1, 11)))
    for name, row in (("T_Pharmacie", "Pharmacie du Centre"), ("cabinets", "Cabinet de la gare")):
        write(leak / f"{name}.csv", "code;nom;telephone;email", [("X1", row, "0171256816", "a@example.org")])
    write(
        leak / "cabinet.csv", "nom;telephone;commentaire", [("Roux", "0639981234", "Suivi pour un VIH connu")]
    )
    told = measured(leak, tmp_path / "out")
    assert (told["people"]["best"], told["records"]["notes"]) == (11, 11)


def test_patients_beside_the_number_of_their_doctor_are_patients(tmp_path: Path) -> None:
    """However few they are, and without a birth date where the number comes back."""
    write(tmp_path / "one" / "patients.csv", "id;nom;prenom;date_naissance;rpps", [
        (1, "Roux", "Anne", "1980-01-01", "10112587599"), (2, "Petit", "Luc", "1970-01-01", "10112587600")
    ])  # fmt: skip
    write(tmp_path / "two" / "contacts.csv", "nom;prenom;tel;rpps", [
        (f"Nom{letter}", "Anne", f"063998123{number}", "10112587599") for number, letter in enumerate("abc")
    ])  # fmt: skip
    for leak, people, practices in (("one", 2, 2), ("two", 3, 1)):
        write(tmp_path / leak / "notes.csv", "id;patient_id;commentaire", notes(range(1, 2)))
        told = measured(tmp_path / leak, tmp_path / f"out-{leak}")
        assert [told["people"]["best"], len(told["practices"])] == [people, practices]
        assert told["professionals"] == {"records": 0, "people": 0}


def test_a_database_of_several_tables_is_measured(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / "base.db")
    base.execute("CREATE TABLE patient (id INTEGER, nom TEXT, prenom TEXT, date_naissance TEXT)")
    base.executemany("INSERT INTO patient VALUES (?, ?, ?, ?)", patients("Odile"))
    base.execute("CREATE TABLE note (id INTEGER, patient_id INTEGER, commentaire TEXT)")
    base.executemany("INSERT INTO note VALUES (?, ?, ?)", notes(range(1, 11)))
    base.commit()
    base.close()
    told = measured(tmp_path / "base.db", tmp_path / "out")
    assert (told["people"]["best"], told["sensitive"]["people"]["best"]) == (10, 5)


def test_one_practice_however_it_is_spelt(tmp_path: Path) -> None:
    spelt = ("Dr Élie Blin", "DR ELIE BLIN", " dr  élie blin", "Dr Aubry")
    write(tmp_path / "leak" / "patients.csv", "id;nom;prenom;date_naissance;medecin", [
        (*row, spelt[row[0] % 4]) for row in patients("Odile")
    ])  # fmt: skip
    write(tmp_path / "leak" / "notes.csv", "id;patient_id;commentaire;medecin", [
        (*row, spelt[row[0] % 4 if row[0] % 4 == 3 else (row[0] + 1) % 3].upper())
        for row in notes(range(1, 11))
    ])  # fmt: skip
    keys = Keys.generate()
    told = measure(
        [tmp_path / "leak"], tmp_path / "out", processes=1, make_scanner=SayingScanner, identify=keys
    )
    assert {p["records"] for p in told["practices"]} == {8, 2}
    assert sum(p["notes"] for p in told["practices"]) == 10
    listed = list(csv.DictReader((tmp_path / "out" / "identities.csv").open(encoding="utf-8", newline="")))
    assert {row["practice"] for row in listed} == {p["id"] for p in told["practices"]}
    for row in listed:
        restore(row["last_name"], keys.only(row["practice"]))


def test_a_folder_may_hold_any_number_of_files(tmp_path: Path) -> None:
    """Each file of a folder of messages is a source: here the 40,000th."""
    write(tmp_path / "leak" / "patients.csv", "id;nom;prenom;date_naissance;commentaire", [
        (*row, "Renouvellement du traitement, revoir dans trois mois") for row in patients("Odile")
    ])  # fmt: skip
    chunks = list(open_source(str(tmp_path / "leak")).chunks())
    columns = ("record_id", "last_name", "first_name", "birth_date", "free_text")
    names = dict(zip(chunks[0].rows.schema.names, columns, strict=True))
    mapping = Mapping.from_yaml(json.dumps({"tables": {chunks[0].table: {"columns": names}}}))
    with Store.open(tmp_path, date(2026, 1, 1)) as store:
        for number in range(40_000):
            store.sources[f"message {number}"] = number
            store.tables[f"table {number}"] = number
        store.load(chunks, mapping)
        assert store.one("SELECT count(*), min(src), max(tbl) FROM notes") == (10, 40_000, 40_000)
        assert store.one("SELECT count(*), min(src) FROM records") == (10, 40_000)
