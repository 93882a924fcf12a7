"""Who is one person and who is not: small tables, one question each."""

import json
from datetime import date
from pathlib import Path
from textwrap import wrap

import pytest
from gold_scanner import SilentScanner
from surnames import SURNAMES

from viginote.batch import Mapping, profile
from viginote.errors import ViginoteError
from viginote.exposure.people import PeopleCount, count_people
from viginote.exposure.store import Store
from viginote.sources import open_source

COLUMNS = {
    "nom": "last_name", "prenom": "first_name", "ne": "birth_date", "sexe": "sex", "nir": "nir",
    "tel": "phone", "mail": "email", "rue": "address", "cp": "postcode", "cabinet": "practice",
}  # fmt: skip


def key(body: str) -> str:
    return body + f"{97 - int(body) % 97:02d}"


#: Numbers with a right key: of women of May 1978 and of a man of March 1981; no such communes exist.
HERS, HIS, HER_TWIN_NIR = (key(n) for n in ("2780501911001", "1810301911001", "2780501911002"))


def count(tmp_path: Path, rows: list[str]) -> PeopleCount:
    """People in a table of `nom;prenom;ne;sexe;nir;tel;mail;rue;cp;cabinet`; last cells may be left out."""
    source = tmp_path / "people.csv"
    lines = [row + ";" * (len(COLUMNS) - 1 - row.count(";")) for row in rows]
    source.write_text(";".join(COLUMNS) + "\n" + "\n".join(lines) + "\n", encoding="utf-8")
    chunks = list(open_source(str(source)).chunks())
    roles = {"tables": {chunks[0].table: {"columns": COLUMNS}}}
    with Store.open(tmp_path, date(2026, 1, 1)) as store:
        store.load(chunks, Mapping.from_yaml(json.dumps(roles)))
        return count_people(store)


ONE = [
    (
        "surname misspelt, one telephone, no numbers",
        ["Lefebvre;Anne;14/05/1978;F;;0639981234", "Lefevbre;Anne;14/05/1978;F;;0639981234"],
    ),
    (
        "birth name, one telephone, no numbers",
        ["Lefebvre;Anne;14/05/1978;F;;0639981234", "Martin;Anne;14/05/1978;F;;0639981234"],
    ),
    ("names exchanged, no numbers", ["Martin;Thomas;14/05/1978;M", "Thomas;Martin;14/05/1978;M"]),
    (
        "date exchanged, one mail, no numbers",
        ["Lefebvre;Anne;04/05/1978;F;;;a@example.org", "Lefebvre;Anne;05/04/1978;F;;;a@example.org"],
    ),
    ("the same number, names and dates apart", [f"Durand;Anne;14/05/1978;F;{HERS}", f"Petit;A.;;F;{HERS}"]),
    (
        "a number with blanks and without key",
        [f"Durand;Anne;14/05/1978;F;{HERS}", "Durand;Anne;14/05/1978;F;2 78 05 01 911 001"],
    ),
    ("accents and capitals", ["Lefèvre;Zoé;14/05/1978;F", "LEFEVRE;ZOE;1978-05-14;F"]),
    ("hyphens and blanks", ["Le Goff;Jean-Marc;01/02/1960;M", "LEGOFF;Jean Marc;01/02/1960;M"]),
    ("ligature", ["Lecœur;Marc;01/02/1960;M", "LECOEUR;Marc;1960-02-01;M"]),
    ("number on one side only", [f"Durand;Anne;14/05/1978;F;{HERS}", "Durand;Anne;14/05/1978;F"]),
    (
        "date exchanged under one number",
        [f"Durand;Anne;04/05/1978;F;{HERS}", f"Durand;Anne;05/04/1978;F;{HERS}"],
    ),
    ("wrong year under one number", [f"Durand;Anne;14/05/1978;F;{HERS}", f"Durand;Anne;14/05/1968;F;{HERS}"]),
    (
        "no birth date, same telephone",
        ["Durand;Anne;;F;;06 39 98 12 34", "DURAND;ANNE;;F;;+33 6 39 98 12 34"],
    ),
    (
        "no birth date on one side, same mail",
        ["Durand;Anne;14/05/1978;F;;;a@example.org", "Durand;Anne;;F;;;A@EXAMPLE.ORG"],
    ),
    ("a mail alone", [";;;;;;a@example.org", ";;;;;;A@example.org"]),
]

TWO = [
    (
        "twins with numbers",
        [
            f"Durand;Anne;14/05/1978;F;{HERS};0639981234",
            f"Durand;Anna;14/05/1978;F;{HER_TWIN_NIR};0639981234",
        ],
    ),
    (
        "twins without numbers",
        ["Durand;Emma;14/05/2012;F;;0639981234", "Durand;Hugo;14/05/2012;M;;0639981234"],
    ),
    (
        "twins under a parent's number",
        [f"Durand;Emma;14/05/2012;F;{HERS}", f"Durand;Hugo;14/05/2012;M;{HERS}"],
    ),
    (
        "a child under its mother's number",
        [f"Durand;Anne;14/05/1978;F;{HERS}", f"Durand;Emma;02/03/2012;F;{HERS}"],
    ),
    (
        "a daughter with her mother's first name",
        [f"Durand;Anne;14/05/1978;F;{HERS};0639981234", f"Durand;Anne;02/03/2012;F;{HERS};0639981234"],
    ),
    (
        "homonyms of one day with two numbers",
        [f"Durand;Anne;14/05/1978;F;{HERS}", f"Durand;Anne;14/05/1978;F;{HER_TWIN_NIR}"],
    ),
    (
        "a couple on one telephone",
        [f"Durand;Anne;14/05/1978;F;{HERS};0639981234", f"Durand;Marc;02/03/1981;M;{HIS};0639981234"],
    ),
    ("one name, two birth dates", ["Durand;Anne;14/05/1978;F", "Durand;Anne;30/11/1990;F"]),
    (
        "wrong key, so no number",
        ["Durand;Anne;14/05/1978;F;278050191100199", "Petit;Lise;01/01/1950;F;278050191100199"],
    ),
    ("filler telephone", ["Durand;;;F;;0600000000", "Durand;;;F;;0600000000"]),
    ("nothing to tell them by", ["Durand;;;F", "Durand;;;F"]),
]


@pytest.mark.parametrize("rows", [r for _, r in ONE], ids=[name for name, _ in ONE])
def test_one_person(tmp_path: Path, rows: list[str]) -> None:
    assert count(tmp_path, rows).best == 1


@pytest.mark.parametrize("rows", [r for _, r in TWO], ids=[name for name, _ in TWO])
def test_two_people(tmp_path: Path, rows: list[str]) -> None:
    assert count(tmp_path, rows).best == 2


def test_a_homonym_without_number_goes_where_its_contact_is(tmp_path: Path) -> None:
    found = count(
        tmp_path,
        [
            f"Durand;Anne;14/05/1978;F;{HERS};0639981234",
            f"Durand;Anne;14/05/1978;F;{HER_TWIN_NIR};0639985678",
            "Durand;Anne;14/05/1978;F;;0639985678",
        ],
    )
    assert found.best == 2


def test_a_homonym_without_number_and_contact_stays_apart(tmp_path: Path) -> None:
    rows = [
        f"Durand;Anne;14/05/1978;F;{HERS}",
        f"Durand;Anne;14/05/1978;F;{HER_TWIN_NIR}",
        "Durand;Anne;14/05/1978;F",
    ]
    assert count(tmp_path, rows).max == 3


def test_a_misspelt_record_between_two_numbers_joins_one_of_them_only(tmp_path: Path) -> None:
    found = count(
        tmp_path,
        [
            f"Lefebvre;Anne;14/05/1978;F;{HERS};0639981234",
            f"Lefevbre;Anne;14/05/1978;F;{HER_TWIN_NIR};;a@example.org",
            "Lefebvrre;Anne;14/05/1978;F;;0639981234;a@example.org",
        ],
    )
    assert (found.best, found.max, found.ambiguous) == (2, 3, 1)


def test_duplicates_are_told_by_their_key(tmp_path: Path) -> None:
    rows = [
        f"Durand;Anne;14/05/1978;F;{HERS}",
        f"Durand;Anne;14/05/1978;F;{HERS}",
        "Durand;Anne;14/05/1978;F",
        "Petit;Marc;;M;;0639981234",
        "Petit;Marc;;M;;0639981234",
    ]
    assert count(tmp_path, rows).duplicates == {
        "nir": 1, "patient_id": 0, "name_birth": 1, "contact": 1, "probable": 0
    }  # fmt: skip


def count_tables(tmp_path: Path, tables: dict[str, list[str]]) -> PeopleCount:
    """People in a folder of tables, each with its header first; roles are found out."""
    folder = tmp_path / "leak"
    folder.mkdir(parents=True)
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    source = open_source(str(folder))
    with Store.open(tmp_path, date(2026, 1, 1)) as store:
        store.load(source.chunks(), profile(source))
        counted = count_people(store)
        assert sum(counted.duplicates.values()) == store.records - counted.best
        return counted


PATIENTS = ["id;nom;prenom;date_naissance"] + [
    f"{n};{s};Odile;19{60 + n}-03-12" for n, s in enumerate(SURNAMES)
]
TIMES = [(n, again) for again in range(5) for n in range(10)]


def bounds(counted: PeopleCount) -> tuple[int, int, int]:
    return counted.min, counted.best, counted.max


def test_rows_under_one_patient_number_are_one_person(tmp_path: Path) -> None:
    rows = [f"80{n:02d};19{60 + n}-03-12;F;RAS, revient dans {again + 2} mois" for n, again in TIMES]
    counted = count_tables(tmp_path, {"notes": ["ipp;date_naissance;sexe;note", *rows]})
    assert bounds(counted) == (10, 10, 10)
    assert counted.duplicates["patient_id"] == 40


def test_a_number_of_a_family_is_no_patient_s(tmp_path: Path) -> None:
    """Two first names, or two birth dates and two surnames, under one number."""
    rows = ["ipp;nom;prenom;date_naissance"]
    for n, surname in enumerate(SURNAMES):
        rows += [f"80{n:02d};{surname};Odile;19{60 + n}-03-12", f"80{n:02d};{surname};Marc;19{60 + n}-03-12"]
    assert bounds(count_tables(tmp_path, {"patients": rows})) == (20, 20, 20)


def test_a_number_is_that_of_its_practice(tmp_path: Path) -> None:
    rows = [
        f"80{n:02d};cabinet {practice};19{60 + n}-0{practice}-12;F"
        for n, _ in TIMES for practice in (1, 2)
    ]  # fmt: skip
    counted = count_tables(tmp_path, {"suivi": ["ipp;cabinet;date_naissance;sexe", *rows]})
    assert bounds(counted) == (20, 20, 20)


def test_a_number_joins_what_has_names_and_what_has_none(tmp_path: Path) -> None:
    rows = [
        f"80{n:02d};{SURNAMES[n] if not again else ''};{'Odile' if not again else ''};19{60 + n}-03-12"
        for n, again in TIMES
    ]
    assert bounds(count_tables(tmp_path, {"passages": ["ipp;nom;prenom;naissance", *rows]})) == (10, 10, 10)


@pytest.mark.parametrize("number", ["id", "ipp"])
def test_a_table_that_refers_to_patients_tells_more_of_them(tmp_path: Path, number: str) -> None:
    patients = [f"{line};{'ipp' if line.startswith('id') else 8000 + int(line[0])}" for line in PATIENTS]
    first = 8000 if number == "ipp" else 0
    phones = [f"{i};{first + n};06399812{i:02d}" for i, (n, again) in enumerate(TIMES) if again < 2]
    counted = count_tables(
        tmp_path,
        {"patients": patients, "telephones": ["id;patient_id;telephone", *phones],
         "courriels": ["id;patient_id;email", *(f"{n};{first + n};p{n}@example.org" for n in range(10))]},
    )  # fmt: skip
    assert bounds(counted) == (10, 10, 10)
    assert not any(counted.duplicates.values())


def test_any_number_of_tables_may_tell_more_of_the_patients(tmp_path: Path) -> None:
    phones = {
        f"tel_{k}": ["id_patient;telephone", *(f"{n};0639{k:02d}98{n:02d}" for n in range(10))]
        for k in range(24)
    }
    assert bounds(count_tables(tmp_path, {"patients": PATIENTS, **phones})) == (10, 10, 10)


def test_telephones_of_one_of_two_practices_are_nobody_s_in_particular(tmp_path: Path) -> None:
    """No people of their own, and nobody's telephones; a copy of the patients is no other practice."""
    others = [line.replace("Odile", "Marc") for line in PATIENTS]
    phones = ["id_patient;telephone", *(f"{n};06399812{n:02d}" for n in range(10))]
    apart = count_tables(tmp_path / "2", {"patients": PATIENTS, "patients_b": others, "tel": phones})
    assert bounds(apart) == (20, 20, 20)
    copied = count_tables(tmp_path / "1", {"patients": PATIENTS, "patients_copie": PATIENTS, "tel": phones})
    assert bounds(copied) == (10, 10, 10)


def test_visits_that_name_their_patient_are_none_of_their_own(tmp_path: Path) -> None:
    """But one that names somebody else is: a relative, or a number of another source."""
    visits = [f"{i};{n};{SURNAMES[n]};Odile;06399812{i:02d}" for i, (n, _) in enumerate(TIMES)]
    visits.append("50;3;Roux;Anne;0639989999")
    tables = {"patients": PATIENTS, "visites": ["id;patient_id;nom;prenom;telephone", *visits]}
    assert bounds(count_tables(tmp_path, tables)) == (11, 11, 11)


def test_who_has_but_a_name_may_be_anybody_of_that_name(tmp_path: Path) -> None:
    visits = ["nom;prenom;motif", *(f"{SURNAMES[n]};Odile;controle" for n, _ in TIMES)]
    assert bounds(count_tables(tmp_path / "alone", {"visites": visits})) == (10, 50, 50)
    both = count_tables(tmp_path / "both", {"patients": PATIENTS, "visites": visits})
    assert bounds(both) == (10, 60, 60)


def test_patterns_are_learnt_from_the_numbers(tmp_path: Path) -> None:
    """Where numbers show that a misspelt surname with one telephone is one person, others follow."""
    taught, asked = [], []
    for i in range(40):
        nir = key(f"27805019{11 + i // 10}{i % 10:01d}01"[:13].ljust(13, "1"))
        letters = "bcdfghjklmnpqrstvwxz"
        name = f"{letters[i % 20]}arti{letters[i // 20]}enaud"
        contact = f"06399810{i:02d}"
        taught += [f"{name};Anne;14/05/1978;F;{nir};{contact}", f"{name}t;Anne;14/05/1978;F;{nir};{contact}"]
        asked += [f"{name};Lise;02/06/1980;F;;{contact}", f"{name}t;Lise;02/06/1980;F;;{contact}"]
    found = count(tmp_path, taught + asked)
    assert found.duplicates["probable"] == 40
    assert found.best == 80
    assert found.max >= 120
    assert found.min <= 80


def test_a_table_without_people_is_refused(tmp_path: Path) -> None:
    from viginote.exposure import measure

    source = tmp_path / "stock.csv"
    source.write_text("ref;texte\n1;du paracetamol en rupture de stock depuis lundi\n" * 30, encoding="utf-8")
    with pytest.raises(ViginoteError, match="no column tells one person from another"):
        measure([source], tmp_path / "out", processes=1, make_scanner=SilentScanner)


def test_a_leak_of_which_nothing_could_be_read_is_refused_as_such(tmp_path: Path) -> None:
    from viginote.exposure import measure

    source = tmp_path / "leak"
    source.mkdir()
    (source / "a.pdf").write_bytes(b"%PDF-1.4\n1 0 obj")
    with pytest.raises(
        ViginoteError, match=r"leak: not one row could be read, .* viginote scan SOURCE tells"
    ):
        measure([source], tmp_path / "out", processes=1, make_scanner=SilentScanner)


def test_a_practice_column_that_is_nowhere_is_refused(tmp_path: Path) -> None:
    from viginote.exposure import measure

    source = tmp_path / "p.csv"
    rows = "\n".join(
        f"Durand;Anne;14/05/19{i:02d};RAS, revient dans un mois pour le vaccin" for i in range(40, 90)
    )
    source.write_text("nom;prenom;date_naissance;commentaire\n" + rows + "\n", encoding="utf-8")
    with pytest.raises(ViginoteError, match="named as the practice: medecin"):
        measure([source], tmp_path / "out", processes=1, practice="medecin", make_scanner=SilentScanner)


def syllables(number: int) -> str:
    """A surname for each number below 3,375."""
    parts = wrap("balcordenfilgamhurjopkeslimmotnarpevquirostuz", 3)
    return parts[number // 225] + parts[number // 15 % 15] + parts[number % 15]


def test_a_filled_in_birth_date_makes_nobody_one_person(tmp_path: Path) -> None:
    """Homonyms are told apart again, and a number that does not fit the filler is one's own."""
    rows = [f"{syllables(i % 300)};Anne;01/01/1900;F;;0639{i:06d}" for i in range(600)]
    rows += [f"Durand;Anne;01/01/1900;F;{HERS}", f"DURAND;Anne;14/05/1978;F;{HERS}"]
    rows += [f"{syllables(3000 + i)};Lise;{1 + i % 28:02d}/{3 + i // 28:02d}/1954;F" for i in range(50)]
    assert count(tmp_path, rows).best == 651


def test_a_day_is_the_same_as_a_date_and_as_time_since_1970(tmp_path: Path) -> None:
    told = ["14/05/1968", "1968-05-14T00:00:00Z", "-51580800", "-51580800000"]
    assert count(tmp_path, [f"Durand;Anne;{day};F" for day in told]).best == 1
    assert count(tmp_path, ["Durand;Anne;-51580800;F", "Durand;Anne;-51494400;F"]).best == 2


def test_a_patient_of_many_records_is_no_filler(tmp_path: Path) -> None:
    assert count(tmp_path, ["Durand;Anne;14/05/1978;F"] * 300).best == 1


def test_a_day_on_which_as_many_were_born_as_on_others_is_no_filler(tmp_path: Path) -> None:
    rows = [f"{syllables(i % 1500)};Anne;{1 + i % 10:02d}/05/1978;F" for i in range(3000)]
    assert count(tmp_path, rows).duplicates["name_birth"] == 1500
