# ruff: noqa: E501 (one statement a line)
"""The leak sample through a real server: dumped in both forms, scanned, redacted, and loaded again."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from fake_scanner import FakeScanner

from servers import MariaDB, Postgres
from viginote.batch import redact, scan
from viginote.redaction import Keys

SAMPLE = Path(__file__).parents[2] / "corpora" / "leak-sample" / "leak.sql"
COUNTS = (
    "SELECT count(*) FROM patients",
    "SELECT count(*) FROM commentaires",
    "SELECT count(*) FROM commentaires WHERE commentaire LIKE '%[PHONE]%'",
)


def findings(source: Path | str, out: Path, keys: Keys) -> list[dict[str, Any]]:
    scan([source], out, processes=1, make_scanner=FakeScanner, keys=keys)
    rows = pq.read_table(out / "findings.parquet").to_pylist()
    return [{k: v for k, v in row.items() if k not in ("source", "table", "row")} for row in rows]


def by_place(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(map(str, rows))


@pytest.mark.server
def test_postgresql(postgres_server: Postgres, tmp_path: Path) -> None:
    keys = Keys.generate()
    postgres_server.load("leak", SAMPLE.read_bytes())
    before = [postgres_server.sql("leak", count) for count in COUNTS]
    found = {}
    for form, options in {"copy": [], "inserts": ["--inserts"]}.items():
        path = tmp_path / f"{form}.sql"
        path.write_bytes(postgres_server.run("pg_dump", *options, "leak"))
        found[form] = findings(path, tmp_path / form, keys)
        summary = redact(path, tmp_path / f"{form}-redacted.sql", processes=1, make_scanner=FakeScanner)
        assert summary.complete
        postgres_server.load(f"leak_{form}", (tmp_path / f"{form}-redacted.sql").read_bytes())
        after = [postgres_server.sql(f"leak_{form}", count) for count in COUNTS]
        assert after[:2] == before[:2]
        assert int(after[2]) > int(before[2]) == 0
        left = postgres_server.sql(
            f"leak_{form}", r"SELECT count(*) FROM commentaires WHERE commentaire ~ '\m0\d([ .]?\d\d){4}'"
        )
        assert left == "0\n"
    assert found["copy"] == found["inserts"]
    assert len(found["copy"]) > 5
    live = findings(postgres_server.url("leak"), tmp_path / "live", keys)
    assert by_place(live) == by_place(found["copy"])


@pytest.mark.server
def test_mariadb(mariadb_server: MariaDB, tmp_path: Path) -> None:
    keys = Keys.generate()
    mariadb_server.sql("", "CREATE DATABASE leak CHARACTER SET utf8mb4")
    mariadb_server.sql(
        "leak",
        "CREATE TABLE commentaires (id int PRIMARY KEY, patient_id int, commentaire text); "
        "INSERT INTO commentaires SELECT seq, seq, concat('l\\'appeler \"vite\"\\nau 06 39 98 12 ', 10 + seq % 90) "
        "FROM seq_1_to_3000",
    )
    path = tmp_path / "leak.sql"
    path.write_bytes(mariadb_server.run("mariadb-dump", "leak"))
    found = findings(path, tmp_path / "dump", keys)
    assert len(found) == 3000
    assert findings(mariadb_server.url("leak"), tmp_path / "live", keys) == found
    redact(path, tmp_path / "redacted.sql", processes=1, make_scanner=FakeScanner)
    mariadb_server.load("leak_back", (tmp_path / "redacted.sql").read_bytes())
    text = 'l\'appeler "vite"\\nau [PHONE]'
    count = mariadb_server.sql(
        "leak_back",
        f"SELECT count(*) FROM commentaires WHERE commentaire = '{text.replace(chr(39), chr(39) * 2)}'",
    )
    assert count == "3000\n"
