"""Generated leaks: the same again, with numbers nobody bears, and a truth that counts what is written."""

import csv
import json
from pathlib import Path

import duckdb
import pytest
from stdnum.fr import nir

from viginote.corpus.leaks import generate
from viginote.errors import ViginoteError
from viginote.taxonomy import CATEGORIES

SAMPLE = Path(__file__).parents[2] / "corpora" / "leak-sample"
FICTION = ("063998", "019900", "026191", "035301", "046571", "053649")


@pytest.fixture(scope="module")
def leak(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("leak")
    generate(folder, 5000, seed=3, practices=9, notes_share=0.1)
    return folder


def _rows(leak: Path) -> list[dict[str, str]]:
    with (leak / "leak.csv").open(encoding="cp1252", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _truth(leak: Path) -> dict:  # type: ignore[type-arg]
    return json.loads((leak / "truth.json").read_text(encoding="utf-8"))


def test_the_committed_sample_is_what_its_arguments_make(tmp_path: Path) -> None:
    generate(
        tmp_path, 2000, practices=6, duplicate_share=1 / 6, notes_share=0.125, forms=("sql", "csv", "notes")
    )
    for name in ("leak.sql", "leak.csv", "truth.json", "notes.jsonl"):
        assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes(), name


def test_another_seed_makes_another_leak(tmp_path: Path) -> None:
    one, other = tmp_path / "1", tmp_path / "2"
    generate(one, 300, seed=1)
    generate(other, 300, seed=2)
    assert (one / "leak.csv").read_bytes() != (other / "leak.csv").read_bytes()


def test_the_truth_counts_rows_people_and_notes(leak: Path) -> None:
    rows, truth = _rows(leak), _truth(leak)
    assert truth["records"]["total"] == len(rows)
    assert truth["records"]["duplicates"] == len(rows) - 5000
    assert 0.2 < truth["records"]["duplicates"] / len(rows) < 0.22
    assert truth["records"]["with_free_text"] == sum(bool(r["commentaire"]) for r in rows)
    assert sum(p["records"] for p in truth["practices"]) == len(rows)
    [(people,)] = duckdb.sql(f"SELECT count(DISTINCT person) FROM '{leak}/rows.parquet'").fetchall()
    assert truth["people"]["total"] == people == 5000


def test_the_dump_and_the_csv_hold_the_same_records(leak: Path) -> None:
    sql = (leak / "leak.sql").read_text(encoding="utf-8")
    patients = sql.split("FROM stdin;\n")[1].split("\\.\n")[0].splitlines()
    notes = sql.split("FROM stdin;\n")[2].split("\\.\n")[0].splitlines()
    rows = _rows(leak)
    assert [line.split("\t")[2] for line in patients] == [row["nom"] for row in rows]
    told = {line.split("\t")[1]: line.split("\t")[4].replace("\\n", "\r\n") for line in notes}
    assert told == {row["id"]: row["commentaire"] for row in rows if row["commentaire"]}


def test_numbers_have_a_right_key_and_a_commune_that_does_not_exist(leak: Path) -> None:
    numbers = [row["num_secu"].replace(" ", "") for row in _rows(leak) if row["num_secu"]]
    assert len(numbers) > 4000
    assert all(nir.is_valid(number) for number in numbers)
    assert all(910 <= int(number[7:10]) <= 989 for number in numbers)


def test_no_two_people_share_a_number_of_their_own(leak: Path) -> None:
    owners: dict[str, set[tuple[int, str]]] = {}
    persons = dict(duckdb.sql(f"SELECT id, person FROM '{leak}/rows.parquet'").fetchall())
    for row in _rows(leak):
        number = row["num_secu"].replace(" ", "")
        if (
            number
            and number[1:3] == row["date_naissance"][8:10]
            and number[3:5] == row["date_naissance"][3:5]
        ):
            owners.setdefault(number, set()).add(persons[int(row["id"])])
    assert max(len(people) for people in owners.values()) == 1


def test_contacts_are_fictional(leak: Path) -> None:
    rows = _rows(leak)
    assert {row["telephone"].replace(" ", "")[:6] for row in rows if row["telephone"]} <= set(FICTION)
    assert {row["email"].partition("@")[2] for row in rows if row["email"]} == {
        "example.org",
        "example.com",
        "example.net",
    }


def test_there_are_twins_homonyms_families_and_minors(leak: Path) -> None:
    db = duckdb.connect()
    db.execute(
        f"CREATE TABLE r AS SELECT l.*, t.person FROM read_csv('{leak}/leak.csv', encoding='latin-1', "
        f"delim=';', all_varchar=true) l JOIN '{leak}/rows.parquet' t ON t.id = l.id::BIGINT"
    )

    def count(query: str) -> int:
        [(number,)] = db.execute(query).fetchall()
        return int(number)

    key = "upper(nom), date_naissance"
    assert count(f"SELECT count(*) FROM (SELECT {key} FROM r GROUP BY {key}, adresse "
                 "HAVING count(DISTINCT upper(prenom)) > 1 AND count(DISTINCT person) > 1)") > 3  # fmt: skip
    assert count(f"SELECT count(*) FROM (SELECT {key}, upper(prenom) FROM r GROUP BY ALL "
                 "HAVING count(DISTINCT person) > 1)") > 0  # fmt: skip
    assert count("SELECT count(*) FROM (SELECT telephone FROM r WHERE telephone IS NOT NULL "
                 "GROUP BY telephone HAVING count(DISTINCT person) > 2)") > 50  # fmt: skip
    assert _truth(leak)["people"]["minors"] > 300


def test_gold_spans_stand_where_they_say(leak: Path) -> None:
    notes = [json.loads(line) for line in (leak / "notes.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(notes) == _truth(leak)["records"]["with_free_text"]
    spans = [(note["text"], span) for note in notes for span in note["spans"]]
    assert all(text[s["start"] : s["end"]].strip() for text, s in spans)
    assert {s["label"] for _, s in spans} >= {c.label for c in CATEGORIES.values() if c.core}
    assert sum(any(s["assertion"] for s in note["spans"]) for note in notes) < 0.3 * len(notes)


def test_a_leak_beyond_the_fictional_numbers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ViginoteError, match="20,000,000"):
        generate(tmp_path, 20_000_001, practices=1, forms=())
