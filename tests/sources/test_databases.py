# ruff: noqa: E501 (one case a line)
"""SQLite files and live databases: every table, read-only, and clear words when it fails."""

import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest
from source_helpers import losses, read, rewritten

from servers import MariaDB, Postgres
from viginote.errors import ViginoteError
from viginote.sources import open_source
from viginote.sources.base import Chunk

N = None
ROWS = [(1, 'l\'été "q"\nœ €', 1.5, b"abc"), (2, "", None, None), (3, None, -2, b"\xff")]
EXPECTED = [
    {"id": "1", "Le nom": 'l\'été "q"\nœ €', "x": "1.5", "raw": "abc"},
    {"id": "2", "Le nom": "", "x": N, "raw": N},
    {"id": "3", "Le nom": N, "x": "-2.0", "raw": "ÿ"},
]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "a b?.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            'CREATE TABLE "Fiche ""A""" (id INTEGER PRIMARY KEY, "Le nom" TEXT, x REAL, raw BLOB)'
        )
        connection.executemany('INSERT INTO "Fiche ""A""" VALUES (?, ?, ?, ?)', ROWS)
        connection.execute("CREATE TABLE k (code TEXT PRIMARY KEY, note TEXT) WITHOUT ROWID")
        connection.executemany("INSERT INTO k VALUES (?, ?)", [("b", "deux"), ("a", "un")])
        connection.execute("CREATE TRIGGER t AFTER UPDATE ON k BEGIN DELETE FROM k; END")
        connection.execute("CREATE VIEW v AS SELECT * FROM k")
        connection.commit()
    return path


def test_sqlite_tables(database: Path) -> None:
    before = database.read_bytes()
    tables, source = read(database)
    assert tables == {
        'Fiche "A"': EXPECTED,
        "k": [{"code": "a", "note": "un"}, {"code": "b", "note": "deux"}],
    }
    assert losses(source) == []
    assert source.coverage.rows == 5
    assert database.read_bytes() == before


def test_a_sqlite_copy_changes_what_it_should_and_keeps_no_old_value(database: Path, tmp_path: Path) -> None:
    import pyarrow as pa

    def replace(chunk: "object") -> pa.RecordBatch:
        rows = chunk.rows.to_pylist()  # type: ignore[attr-defined]
        for row in rows:
            for column in ("Le nom", "note"):
                if row.get(column) in ('l\'été "q"\nœ €', "deux"):
                    row[column] = "[X]"
        return pa.RecordBatch.from_pylist(rows, schema=chunk.rows.schema)  # type: ignore[attr-defined]

    open_source(str(database)).rewrite(tmp_path / "copy.db", replace)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute('SELECT * FROM "Fiche ""A"""').fetchall() == [(1, "[X]", 1.5, b"abc"), *ROWS[1:]]
        assert copy.execute("SELECT * FROM v").fetchall() == [("a", "un"), ("b", "[X]")]
        assert copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall() == [("t",)]
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    assert b"deux" not in (tmp_path / "copy.db").read_bytes()


def with_bang(chunk: Chunk) -> pa.RecordBatch:
    """The chunk's rows, each text in a column `note` with a mark of its own."""
    rows = [{**row, "note": f"{row['note']}!"} for row in chunk.rows.to_pylist()]
    return pa.RecordBatch.from_pylist(rows, schema=chunk.rows.schema)


@pytest.mark.parametrize(
    "table",
    [
        "t (name TEXT, note TEXT); CREATE INDEX i ON t(name)",
        "t (name TEXT, note TEXT); CREATE INDEX i ON t(note, name)",
        "t (rowid TEXT, note TEXT)",
        "t (rowid TEXT, _rowid_ TEXT, oid TEXT, note TEXT)",
        "t (name TEXT, note TEXT, again TEXT GENERATED ALWAYS AS (note))",
        "t (name TEXT, note TEXT, PRIMARY KEY (note, name)) WITHOUT ROWID",
    ],
)
def test_every_row_of_a_sqlite_copy_is_its_own(table: str, tmp_path: Path) -> None:
    first = "rowid" if "rowid TEXT" in table else "name"
    rows = [(str(i % 2), f"note {9 - i}") for i in range(9)]
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.executescript(f"CREATE TABLE {table}")
        connection.executemany(f"INSERT INTO t ({first}, note) VALUES (?, ?)", rows)
        connection.commit()
    open_source(str(tmp_path / "a.db")).rewrite(tmp_path / "b.db", with_bang)
    with closing(sqlite3.connect(tmp_path / "b.db")) as copy:
        changed = copy.execute(f"SELECT {first}, note FROM t").fetchall()
        assert sorted(changed) == sorted((name, f"{note}!") for name, note in rows)


def test_a_rule_of_a_table_that_refuses_redacted_values_is_told(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("CREATE TABLE t (note TEXT CHECK (note <> 'un!'))")
        connection.execute("INSERT INTO t VALUES ('un')")
        connection.commit()
    with pytest.raises(ViginoteError, match=r"a.db, table t: a rule of the table \(unique, check\) refuses"):
        open_source(str(tmp_path / "a.db")).rewrite(tmp_path / "b.db", with_bang)
    assert not (tmp_path / "b.db").exists()


def test_sqlite_text_that_is_no_utf_8_is_counted(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("CREATE TABLE t (note TEXT)")
        connection.execute("INSERT INTO t VALUES (CAST(x'E974E9' AS TEXT))")
        connection.commit()
    tables, source = read(tmp_path / "a.db")
    assert tables == {"t": [{"note": "été"}]}
    assert losses(source) == [("text that does not decode as UTF-8", 1, 0)]


def test_a_damaged_sqlite_file(database: Path) -> None:
    raw = bytearray(database.read_bytes())
    raw[4096:] = b"\x13" * (len(raw) - 4096)
    database.write_bytes(raw)
    _, source = read(database)
    assert losses(source)[0] == ("damaged pages: their rows were not read", 2, 2)
    raw[100:] = b"\x13" * (len(raw) - 100)
    database.write_bytes(raw)
    with pytest.raises(ViginoteError, match="damaged SQLite file"):
        read(database)


@pytest.mark.parametrize("apart", [1, 10])
def test_rows_around_damaged_pages_are_read(apart: int, tmp_path: Path) -> None:
    """`apart`: how far the numbers of two rows lie from each other."""
    path = tmp_path / "a.db"
    rows = [(i, f"note {i} {'x' * 900}") for i in range(1, 41)]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (n INTEGER, note TEXT)")
        numbered = [(apart * i, i, note) for i, note in rows]
        connection.executemany("INSERT INTO t (rowid, n, note) VALUES (?, ?, ?)", numbered)
        connection.execute("CREATE TABLE u (n INTEGER, note TEXT, PRIMARY KEY (note)) WITHOUT ROWID")
        connection.executemany("INSERT INTO u VALUES (?, ?)", [(i, f"u{note}") for i, note in rows])
        connection.commit()
    raw = bytearray(path.read_bytes())
    lost: dict[str, set[str]] = {"t": set(), "u": set()}
    for note in (b"note 1 x", b"note 20 x", b"unote 20 x"):
        at = raw.index(note) // 4096 * 4096
        of = "u" if note.startswith(b"u") else "t"
        lost[of] |= set(re.findall(r"note (\d+) x", raw[at : at + 4096].decode("latin-1")))
        raw[at : at + 4096] = b"\x13" * 4096
    path.write_bytes(raw)
    tables, source = read(path)
    assert {"1", "20"} < lost["t"]
    assert [row["n"] for row in tables["t"]] == [str(i) for i, _ in rows if str(i) not in lost["t"]]
    assert losses(source) == [("damaged pages: their rows were not read", 3, 3)]
    assert source.coverage.losses[0].place == f"{path}, table t, after row 0"
    ordered = sorted(str(i) for i, _ in rows)  # without row numbers nothing tells where reading could go on
    assert [row["n"] for row in tables["u"]] == ordered[: len(tables["u"])]
    assert 5 < len(tables["u"]) < 20


def test_a_sqlite_file_that_another_program_locks_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.db"
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *args, **named: connect(*args, **named, timeout=0))
    with closing(connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE t (note TEXT)")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ViginoteError, match="another program has locked this SQLite file"):
            read(path)
        with pytest.raises(ViginoteError, match="another program has locked this SQLite file"):
            open_source(str(path)).rewrite(tmp_path / "b.db", with_bang)


def test_a_sqlite_file_in_a_folder_that_cannot_be_written_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one with a write-ahead log is, on a disk that is mounted read-only."""

    class Refused:
        def execute(self, _: str) -> None:
            error = sqlite3.OperationalError("attempt to write a readonly database")
            error.sqlite_errorcode = sqlite3.SQLITE_READONLY_DIRECTORY
            raise error

        def close(self) -> None:
            pass

    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("CREATE TABLE t (note TEXT)")
    monkeypatch.setattr(sqlite3, "connect", lambda *_, **__: Refused())
    with pytest.raises(ViginoteError, match="SQLite may not write its journal beside this file; copy it"):
        read(tmp_path / "a.db")


def test_a_sqlite_url(database: Path) -> None:
    tables, source = read(f"sqlite:///{database.rename(database.with_name('a.db'))}")
    assert [row["Le nom"] for row in tables['Fiche "A"']] == [row["Le nom"] for row in EXPECTED]
    assert [row["note"] for row in tables["k"]] == ["un", "deux"]
    assert losses(source) == []


def test_tables_behind_a_full_text_index_are_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE notes USING fts5(note)")
        connection.execute("INSERT INTO notes VALUES ('indexé')")
        connection.commit()
    assert read(path)[0] == {"notes": [{"note": "indexé"}]}


def test_full_text_indexes_of_a_sqlite_copy_keep_no_old_word(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.executescript("""
            CREATE TABLE t (id INTEGER PRIMARY KEY, note TEXT);
            CREATE VIRTUAL TABLE five USING fts5(note);
            CREATE VIRTUAL TABLE "Le ""4" USING "fts4"(note);
            CREATE VIRTUAL TABLE beside USING fts5(note, content=t, content_rowid=id);
            CREATE VIRTUAL TABLE bare USING fts5(note, content='');
            CREATE TRIGGER i AFTER INSERT ON t BEGIN INSERT INTO beside (rowid, note) VALUES (new.id, new.note); END;
            CREATE TABLE stat4 (tbl, idx, neq, nlt, ndlt, sample);
            INSERT INTO stat4 VALUES ('t', 'i', '1', '0', '0', CAST('zavattoni' AS BLOB));
            PRAGMA writable_schema = ON;
            UPDATE sqlite_master SET name = 'sqlite_stat4', tbl_name = 'sqlite_stat4',
                sql = 'CREATE TABLE sqlite_stat4 (tbl, idx, neq, nlt, ndlt, sample)' WHERE name = 'stat4';
        """)
        for table in ("t", "five", '"Le ""4"', "bare"):
            connection.execute(f"INSERT INTO {table} (note) VALUES ('vu Zavattoni')")
        connection.commit()
    source = open_source(str(tmp_path / "a.db"))

    def replace(chunk: Chunk) -> pa.RecordBatch:
        rows = [row | {"note": row["note"] and "vu [PERSON]"} for row in chunk.rows.to_pylist()]
        return pa.RecordBatch.from_pylist(rows, schema=chunk.rows.schema)

    source.rewrite(tmp_path / "b.db", replace)
    assert b"zavattoni" not in (tmp_path / "b.db").read_bytes().lower()
    assert losses(source) == [("full-text index without its texts: not read, left out", 1, 1)]
    with closing(sqlite3.connect(tmp_path / "b.db")) as copy:
        for table in ("five", '"Le ""4"', "beside"):
            found = copy.execute(f"SELECT note FROM {table} WHERE note MATCH 'person'").fetchall()
            assert found == [("vu [PERSON]",)]
        copy.execute("INSERT INTO t (note) VALUES ('encore')")
        assert copy.execute("SELECT rowid FROM beside WHERE note MATCH 'encore'").fetchall() == [(2,)]


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="the program sqlite3 is not installed")
def test_what_sqlite3_dumps_is_what_is_in_the_file(database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TRIGGER t")
        connection.execute("INSERT INTO k VALUES ('c', ?)", ("l'un\n(deux)\r\ntrois",))
        connection.commit()
    path = tmp_path / "a.sql"
    path.write_bytes(subprocess.run(["sqlite3", database, ".dump"], capture_output=True, check=True).stdout)
    dumped, source = read(path)
    assert losses(source) == []
    assert dumped["k"] == read(database)[0]["k"]
    assert [row["Le nom"] for row in dumped['Fiche "A"']] == [row["Le nom"] for row in EXPECTED]
    copy = rewritten(path, tmp_path / "b.sql", {(3, "note"): "[X]\n'y'"})
    with closing(sqlite3.connect(":memory:")) as back:
        back.executescript(copy.decode())
        assert back.execute("SELECT note FROM k ORDER BY code").fetchall() == [
            ("un",),
            ("deux",),
            ("[X]\n'y'",),
        ]


@pytest.mark.server
def test_a_partition_is_read_once_and_json_as_json(postgres_server: Postgres) -> None:
    url = postgres_server.made(
        "parts",
        "CREATE TABLE t (id int, note jsonb) PARTITION BY RANGE (id); "
        "CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (9); "
        """INSERT INTO t VALUES (1, '{"vu": [true], "motif": "l''été"}')""",
    )
    tables, _ = read(url)
    assert tables == {"public.t_1": [{"id": "1", "note": '{"vu": [true], "motif": "l\'été"}'}]}


@pytest.mark.server
def test_dates_that_python_has_not(postgres_server: Postgres) -> None:
    url = postgres_server.made(
        "dates",
        "CREATE TABLE t (d date, at timestamptz, note text); "
        "INSERT INTO t VALUES ('infinity', '-infinity', 'un'), ('0044-03-15 BC', '2020-01-02 03:04:05+00', 'deux')",
    )
    postgres_server.sql(
        "dates",
        "CREATE TABLE u (i interval, a date[], h time, p money, x xml, e bit(4), r int4range, t text[]); "
        "INSERT INTO u VALUES ('178000000 years', '{infinity}', '24:00', '12.5', '<n>a</n>', '1010', '[1,5)', '{\"a b\",NULL}')",
    )
    tables, source = read(url)
    assert [list(row.values()) for row in tables["public.t"]] == [
        ["infinity", "-infinity", "un"], ["0044-03-15 BC", "2020-01-02 03:04:05+00", "deux"],
    ]  # fmt: skip
    assert [list(row.values()) for row in tables["public.u"]] == [
        ["178000000 years", "{infinity}", "24:00:00", "$12.50", "<n>a</n>", "1010", "[1,5)", '{"a b",NULL}']
    ]
    assert losses(source) == []


@pytest.mark.server
def test_a_postgresql_database_as_its_dump(postgres_server: Postgres, tmp_path: Path) -> None:
    import psycopg

    postgres_server.run("createdb", "live")
    with psycopg.connect(postgres_server.url("live").replace("+psycopg", "")) as connection:
        connection.execute(
            'CREATE TABLE notes (id int PRIMARY KEY, "Le nom" text, n numeric(9,3), d date, b boolean)'
        )
        connection.execute(
            "INSERT INTO notes SELECT i, 'été ' || i, i / 8.0, '2020-01-02', NULL FROM generate_series(1, 30000) i"
        )
        connection.execute("CREATE SCHEMA autre; CREATE TABLE autre.t (note text)")
        connection.execute("INSERT INTO autre.t VALUES ('x'), (NULL)")
    path = tmp_path / "a.sql"
    path.write_bytes(postgres_server.run("pg_dump", "live"))
    dumped, _ = read(path)
    live, source = read(postgres_server.url("live"))
    assert live == {"public.notes": dumped["public.notes"], "autre.t": dumped["autre.t"]}
    assert len(live["public.notes"]) == 30_000
    assert source.coverage.rows == 30_002


@pytest.mark.server
def test_the_transaction_is_read_only_and_a_lost_server_is_told(postgres_server: Postgres) -> None:
    url = postgres_server.made(
        "lost",
        "CREATE TABLE t AS SELECT i AS id, repeat('note ', 50) AS note FROM generate_series(1, 90000) i",
    )
    chunks = open_source(url).chunks()
    next(chunks)
    assert (
        postgres_server.sql("lost", "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'FETCH%'") != "0"
    )
    postgres_server.sql(
        "postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'lost'"
    )
    with pytest.raises(ViginoteError, match=r"table public.t: the database failed after row \d+"):
        list(chunks)


REFUSED = "not given out by the database ({}); check that the user may read it"


@pytest.mark.server
def test_a_table_that_is_refused_is_counted_and_the_others_are_read(postgres_server: Postgres) -> None:
    url = postgres_server.made(
        "rights",
        "CREATE TABLE a (note text); CREATE TABLE b (note text); CREATE TABLE c (note text); CREATE ROLE lecteur LOGIN; "
        "INSERT INTO a VALUES ('un'); INSERT INTO b VALUES ('deux'); INSERT INTO c VALUES ('trois'); "
        "GRANT SELECT ON a, c TO lecteur",
    )
    tables, source = read(url.replace("vigi@", "lecteur@"))
    assert tables == {"public.a": [{"note": "un"}], "public.c": [{"note": "trois"}]}
    assert losses(source) == [(REFUSED.format("InsufficientPrivilege"), 1, 1)]
    assert "table public.b" in source.coverage.losses[0].place


@pytest.mark.server
def test_rows_that_a_policy_hides_are_counted(postgres_server: Postgres) -> None:
    url = postgres_server.made(
        "policies",
        "CREATE TABLE a (note text); INSERT INTO a VALUES ('un'), ('deux'); CREATE ROLE soignant LOGIN; "
        "ALTER TABLE a ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON a USING (note = 'un'); GRANT SELECT ON a TO soignant",
    )
    tables, source = read(url.replace("vigi@", "soignant@"))
    assert tables == {"public.a": [{"note": "un"}]}
    assert losses(source) == [("rows that a policy of the table hides from this user, not read", 1, 1)]
    tables, source = read(url)
    assert tables == {"public.a": [{"note": "un"}, {"note": "deux"}]}
    assert losses(source) == []


@pytest.mark.server
def test_large_objects_and_schemas_named_as_another_database_names_its_own_are_read(
    postgres_server: Postgres,
) -> None:
    url = postgres_server.made(
        "lobs",
        "CREATE SCHEMA sys; CREATE TABLE sys.t (note oid); CREATE SCHEMA mysql; CREATE TABLE mysql.t (note text); "
        "INSERT INTO mysql.t VALUES ('deux'); INSERT INTO sys.t VALUES (lo_from_bytea(7001, 'été'::bytea)); "
        "SELECT lo_from_bytea(7002, 'suite'::bytea)",
    )
    tables, source = read(url)
    assert tables == {
        "mysql.t": [{"note": "deux"}],
        "sys.t": [{"note": "7001"}],
        "pg_catalog.pg_largeobject": [{"oid": "7001", "data": "été"}, {"oid": "7002", "data": "suite"}],
    }
    assert losses(source) == []


@pytest.mark.server
def test_a_table_that_goes_while_others_are_read_is_counted(mariadb_server: MariaDB) -> None:
    mariadb_server.sql("", "CREATE DATABASE goes")
    mariadb_server.sql("goes", "CREATE TABLE a (n text); CREATE TABLE b (n text); CREATE TABLE c (n text)")
    mariadb_server.sql("goes", "INSERT INTO a VALUES ('un'); INSERT INTO c VALUES ('trois')")
    source = open_source(mariadb_server.url("goes"))
    chunks = source.chunks()
    read_tables = [next(chunks).table]
    mariadb_server.sql("goes", "DROP TABLE b")
    read_tables += [chunk.table for chunk in chunks]
    assert read_tables == ["a", "c"]
    assert losses(source) == [(REFUSED.format("NoSuchTableError"), 1, 1)]


@pytest.mark.server
def test_a_mariadb_database_as_its_dump(mariadb_server: MariaDB, tmp_path: Path) -> None:
    mariadb_server.sql("", "CREATE DATABASE live CHARACTER SET utf8mb4")
    mariadb_server.sql("live", "CREATE TABLE notes (id int PRIMARY KEY, `Le nom` text, d date)")
    mariadb_server.sql(
        "live", "INSERT INTO notes SELECT seq, concat('été ', seq), '2020-01-02' FROM seq_1_to_30000"
    )
    path = tmp_path / "a.sql"
    path.write_bytes(mariadb_server.run("mariadb-dump", "live"))
    dumped, _ = read(path)
    live, _ = read(mariadb_server.url("live"))
    assert [list(r.values()) for r in live["notes"]] == [list(r.values()) for r in dumped["notes"]]


URLS = [
    (
        "postgresql+psycopg://user:geheim@127.0.0.1:1/base",
        r"postgresql\+psycopg://user:\*\*\*@127.0.0.1:1/base: the database failed",
    ),
    ("nonsense://user:geheim@host/base", r"nonsense://\.\.\.: unusable database URL"),
]


@pytest.mark.parametrize(("url", "message"), URLS)
def test_a_database_that_cannot_be_reached_is_told_without_its_password(url: str, message: str) -> None:
    with pytest.raises(ViginoteError, match=message) as error:
        list(open_source(url).chunks())
    assert "geheim" not in str(error.value)
