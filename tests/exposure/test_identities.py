"""The re-identifying list: on request, encrypted by practice, with the people that people.parquet numbers."""

import csv
from collections import defaultdict
from pathlib import Path

import duckdb
import pytest
from leak_cases import scanner

from viginote.corpus.leaks import generate
from viginote.corpus.leaks.people import REFERENCE
from viginote.exposure import measure
from viginote.redaction import DecryptionError, Keys, restore
from viginote.sources import open_source

KEYS = Keys.generate()


@pytest.fixture(scope="module")
def leak(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("identities")
    generate(folder / "leak", 400, seed=5, practices=3, notes_share=0.3, forms=("csv", "notes"))
    return folder / "leak"


@pytest.fixture(scope="module")
def out(leak: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("identified")
    measure(
        [leak / "leak.csv"],
        out,
        processes=1,
        on=REFERENCE,
        make_scanner=scanner(leak),
        identify=KEYS,
    )
    return out


def lines(out: Path) -> list[dict[str, str]]:
    with (out / "identities.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows(leak: Path) -> dict[str, dict[str, str]]:
    """The records of the leak by row number, as text."""
    (chunk,) = open_source(str(leak / "leak.csv")).chunks()
    return {str(chunk.first_row + i): row for i, row in enumerate(chunk.rows.to_pylist())}


def test_each_line_restores_to_its_record(leak: Path, out: Path) -> None:
    records = rows(leak)
    listed = lines(out)
    assert listed
    for line in listed:
        record = records[line["row"]]
        assert restore(line["last_name"], KEYS) == record["nom"]
        assert restore(line["first_name"], KEYS) == record["prenom"]
        assert restore(line["nir"], KEYS) == (record["num_secu"] or "")


def test_people_are_those_of_the_table_who_have_a_note(out: Path) -> None:
    table = duckdb.sql(f"SELECT person, risk_group FROM '{out / 'people.parquet'}'").fetchall()
    expected = {(person, group) for person, group in table if group != "administrative"}
    assert {(line["person"], line["risk_group"]) for line in lines(out)} == expected


def test_those_to_be_told_first_stand_at_the_top(out: Path) -> None:
    groups = [line["risk_group"] for line in lines(out)]
    assert groups == sorted(groups, key=["core", "sensitive", "note"].index)
    assert len(set(groups)) == 3


def test_a_practice_s_key_opens_its_own_lines_only(out: Path) -> None:
    by_practice = defaultdict(list)
    for line in lines(out):
        by_practice[line["practice"]].append(line)
    assert len(by_practice) == 3
    own, other = list(by_practice)[:2]
    key = KEYS.only(own)
    assert all(restore(line["last_name"], key) for line in by_practice[own])
    with pytest.raises(DecryptionError):
        restore(by_practice[other][0]["last_name"], key)


def test_no_name_stands_in_clear(leak: Path, out: Path) -> None:
    content = (out / "identities.csv").read_text(encoding="utf-8")
    records = rows(leak)
    names = {records[line["row"]][c] for line in lines(out) for c in ("nom", "num_secu", "email")}
    assert not [name for name in names if name and len(name) > 6 and name in content]
    assert (out / "identities.csv").stat().st_mode & 0o777 == 0o600
