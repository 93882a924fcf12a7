"""No value of the leak stands in anything that the measuring writes."""

import csv
import json
import re
from pathlib import Path

import pytest
from leak_cases import Measured

from viginote.report import write


def values(leak: Path) -> set[str]:
    """Names, numbers, contacts, addresses and comments of the leak, as written and in plain spellings."""
    found: set[str] = set()
    with (leak / "leak.csv").open(encoding="cp1252", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found |= {row[c] for c in ("num_secu", "telephone", "email", "adresse", "commentaire")}
            found |= {row["num_secu"].replace(" ", ""), row["telephone"].replace(" ", "")}
            found |= {f"{row['nom']} {row['prenom']}", f"{row['prenom']} {row['nom']}", row["nom"]}
            found |= {row["date_naissance"], row["ville"]}
    return {value for value in found if len(value) > 4}


@pytest.fixture(scope="module")
def leaked(table: Measured) -> set[str]:
    write(table.exposure, table.out / "report.html")
    return values(table.leak)


def written(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_looked_for_is_there(leaked: set[str]) -> None:
    assert len(leaked) > 10_000


def test_no_text_file_holds_a_value(table: Measured, leaked: set[str]) -> None:
    files = [p for p in written(table.out) if p.suffix in {".json", ".html", ".txt", ".csv"}]
    assert {p.suffix for p in files} == {".json", ".html", ".txt", ".csv"}
    dates = {"measured_on", "oldest_note", "newest_note"}
    assert dates <= set(re.findall(r"\w+", (table.out / "exposure.json").read_text(encoding="utf-8")))
    own_dates = {table.exposure["sensitive"]["oldest_note"], table.exposure["sensitive"]["newest_note"]}
    own_dates |= {p[k] for p in table.exposure["practices"] for k in ("oldest_note", "newest_note")}
    allowed = {f"{d[8:]}/{d[5:7]}/{d[:4]}" for d in own_dates if d} | {"31/12/2025"}
    for path in files:
        text = path.read_text(encoding="utf-8-sig")
        words = set(re.findall(r"[\w'’.@+/-]+", text))
        single = {v for v in leaked if re.fullmatch(r"[\w'’.@+/-]+", v)}
        assert not (words & single) - allowed, path.name
        assert not [v for v in leaked - single if v in text], path.name


def test_no_parquet_holds_a_value(table: Measured, leaked: set[str]) -> None:
    import duckdb

    tables = [path for path in written(table.out) if path.suffix == ".parquet"]
    assert {path.stem for path in tables} == {"findings", "notes", "people", "practices"}
    for path in tables:
        rows = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
        cells = {str(cell) for row in rows for cell in row}
        assert not cells & leaked, path.name


def test_everything_is_private(table: Measured) -> None:
    assert {oct(path.stat().st_mode & 0o777) for path in written(table.out)} == {"0o600"}


def test_the_hashed_store_is_gone(table: Measured) -> None:
    assert {path.name for path in table.out.iterdir() if path.name.startswith(".")} == set()


def test_the_store_and_what_it_spills_hold_hashes_only(
    table: Measured, leaked: set[str], tmp_path: Path
) -> None:
    from datetime import date

    from viginote.batch import Mapping
    from viginote.exposure.store import Store
    from viginote.sources import open_source

    summary = json.loads((table.out / "summary.json").read_text(encoding="utf-8"))
    place = str(table.leak / "leak.csv")
    mapping = Mapping.from_yaml(json.dumps({"tables": summary["columns"][place]}))
    left = tmp_path / ".hashed" / "of a killed run"
    left.parent.mkdir()
    left.write_text("hashes")
    with Store.open(tmp_path, date(2025, 12, 31)) as store:
        assert not left.exists()
        assert left.parent.stat().st_mode & 0o777 == 0o700
        store.load(open_source(place).chunks(), mapping)
        store.sql.execute("CHECKPOINT")
        raw = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
        cells = {
            str(c) for t in ("records", "notes") for row in store.rows(f"SELECT * FROM {t}") for c in row
        }
    assert len(raw) > 100_000
    assert not left.parent.exists()
    assert store.records == table.truth["records"]["total"]
    assert not cells & leaked
    assert not [v for v in list(leaked)[:3000] if len(v) > 7 and v.encode() in raw]
