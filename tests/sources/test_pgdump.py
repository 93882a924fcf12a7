# ruff: noqa: E501 (one case a line)
"""PostgreSQL dumps: exact cells from COPY and INSERT, damage counted, and a real server as the judge."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source_helpers import losses, read, rewritten

from servers import Postgres
from viginote.sources import _copy, open_source
from viginote.sources._stream import Buffer
from viginote.sources._tuples import plain_tuples
from viginote.sources.base import EXTRA, Source
from viginote.sources.pgdump import POSTGRESQL

N = None
HEAD = "-- PostgreSQL database dump\nSET client_encoding = 'UTF8';\nCREATE TABLE public.t (\n    id integer,\n    note text\n);\n"
COPY = "COPY public.t (id, note) FROM stdin;\n"

CELLS = [
    ("plain", "a b", "a b"),
    ("null", r"\N", N),
    ("empty", "", ""),
    ("tab and line ends", r"a\tb\nc\rd", "a\tb\nc\rd"),
    ("backslash", r"a\\b\\N", r"a\b\N"),
    ("octal and hexadecimal", r"\101\x42\063", "AB3"),
    ("other escapes", r"\b\f\v\q", "\b\f\vq"),
    ("quotes", 'l\'"été"', 'l\'"été"'),
    ("bytes", r"\\xffd8ff00", r"\xffd8ff00"),
    ("bytes cut short", r"\\x564", r"\x564"),
    ("like an end mark", r"\\.", r"\."),
]


@pytest.mark.parametrize(("what", "stored", "value"), CELLS, ids=[c[0] for c in CELLS])
def test_copy_cells(what: str, stored: str, value: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    raw = (HEAD + COPY + f"1\t{stored}\n2\tx\n" + "\\.\n\nSELECT 1;\n").encode()
    path.write_bytes(raw)
    tables, source = read(path)
    assert tables == {"public.t": [{"id": "1", "note": value}, {"id": "2", "note": "x"}]}
    assert losses(source) == []
    assert rewritten(path, tmp_path / "b.sql", {}) == raw
    assert read(tmp_path / "b.sql")[0] == tables
    if value is not None:
        rewritten(path, tmp_path / "c.sql", {(2, "note"): value})
        assert read(tmp_path / "c.sql")[0]["public.t"][1]["note"] == value


CSV_FORMS = [
    ("WITH (FORMAT csv)", "(id, note)", ",", ""),
    ("WITH (FORMAT csv, HEADER true, DELIMITER ';')", "(id, note)", ";", "id;note\n"),
    ("CSV HEADER", "", ",", "id,note\n"),
    ("WITH CSV DELIMITER AS E'\\t' HEADER false", "(id, note)", "\t", ""),
]


@pytest.mark.parametrize(
    ("options", "columns", "delimiter", "header"), CSV_FORMS, ids=[c[0] for c in CSV_FORMS]
)
def test_copy_in_csv(options: str, columns: str, delimiter: str, header: str, tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    rows = f'1{delimiter}"VIH+, vu; ""ce\njour"""\n2{delimiter}\n3{delimiter}RAS\n'
    raw = f"COPY notes {columns} FROM stdin {options};\n{header}{rows}\\.\n{COPY}4\ta\n\\.\n".encode()
    path.write_bytes(raw)
    tables, source = read(path)
    notes = [("1", 'VIH+, vu; "ce\njour"'), ("2", N), ("3", "RAS")]
    assert tables == {
        "notes": [{"id": number, "note": note} for number, note in notes],
        "public.t": [{"id": "4", "note": "a"}],
    }
    assert losses(source) == []
    assert rewritten(path, tmp_path / "b.sql", {}) == raw
    assert rewritten(path, tmp_path / "c.sql", {(3, "note"): "x"}) == raw.replace(b"RAS", b"x")


def test_copy_in_csv_cut_short_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text("COPY t FROM stdin CSV;\n1,a\n2,b\n")
    tables, source = read(path)
    assert tables == {"t": [{"column_1": "1", "column_2": "a"}, {"column_1": "2", "column_2": "b"}]}
    assert losses(source) == [("COPY data cut short: the file ends before its end mark", 1, 0)]
    assert source.coverage.losses[0].place == f"{path}, table t, byte 31"


LITERALS = [
    ("plain", "'a b'", "a b"),
    ("null", "NULL", N),
    ("default", "DEFAULT", N),
    ("empty", "''", ""),
    ("doubled quotes", "'l''été'''", "l'été'"),
    ("line break and tuple inside", "'a\n(1, ''b''), (2);\nc'", "a\n(1, 'b'), (2);\nc"),
    ("plain backslash", r"'a\nb\'", "a\\nb\\"),
    ("escape string", r"E'a\nb\'\\'", "a\nb'\\"),
    ("number", "-1.5e3", "-1.5e3"),
    ("boolean", "true", "true"),
    ("cast", "'2020-01-02'::date", "2020-01-02"),
    ("bits", "B'101'", "101"),
]


@pytest.mark.parametrize(("what", "stored", "value"), LITERALS, ids=[c[0] for c in LITERALS])
def test_insert_literals(what: str, stored: str, value: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    for form in (
        "INSERT INTO public.t VALUES (1, {0});\nINSERT INTO public.t VALUES (2, 'x');\n",
        "INSERT INTO public.t (id, note) VALUES\n\t(1, {0}),\n\t(2, 'x');\n",
        "INSERT INTO public.t VALUES (1, {0}) ON CONFLICT DO NOTHING;\nINSERT INTO public.t VALUES (2,'x');\n",
    ):
        raw = (HEAD + form.format(stored)).encode()
        path.write_bytes(raw)
        tables, source = read(path)
        assert tables == {"public.t": [{"id": "1", "note": value}, {"id": "2", "note": "x"}]}
        assert losses(source) == []
        assert rewritten(path, tmp_path / "b.sql", {}) == raw
        expected = raw.replace(b"'x'", b"'y''z\\'")
        assert rewritten(path, tmp_path / "b.sql", {(2, "note"): "y'z\\"}) == expected


NAMES = [
    ('"Fiche ""A"" ".t', 'Fiche "A" .t'),
    ("public.t", "public.t"),
    ('public."T-1"', "public.T-1"),
]


@pytest.mark.parametrize(("stored", "name"), NAMES)
def test_quoted_names(stored: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text(
        f'COPY {stored} ("Id x", note) FROM stdin;\n1\ta\n\\.\nINSERT INTO {stored} ("Id x", note) VALUES (2, \'b\');\n'
    )
    rows = [{"Id x": "1", "note": "a"}, {"Id x": "2", "note": "b"}]
    tables, source = read(path)
    assert tables == {name: rows}
    assert losses(source) == []


ODD = "row with another number of values than the table has columns, read as it is"
DAMAGED = [
    ("COPY without an end mark", COPY + "1\ta\n2\tb\n", [["1", "a"], ["2", "b"]],
     [("COPY data cut short: the file ends before its end mark", 1, 0)]),
    ("COPY cut in a row", COPY + "1\ta\n2", [["1", "a"], ["2", N]],
     [(ODD, 1, 0), ("COPY data cut short: the file ends before its end mark", 1, 0)]),
    ("COPY row with more cells", COPY + "1\ta\tb c\td\n2\tx\n\\.\n", [["1", "a", "b c\td"], ["2", "x", N]], [(ODD, 1, 0)]),
    ("COPY with other delimiters", "COPY public.t (id, note) FROM stdin WITH DELIMITER ';';\n1;a\n\\.\n", [["1;a", N]], [(ODD, 1, 0)]),
    ("INSERT cut in a string", "INSERT INTO public.t VALUES (1, 'a');\nINSERT INTO public.t VALUES (2, 'b", [["1", "a"]],
     [("statement cut short at the end of the file: left out", 1, 1)]),
    ("INSERT cut between tuples", "INSERT INTO public.t VALUES (1, 'a'),\n(2, ", [["1", "a"]],
     [("statement cut short at the end of the file: left out", 1, 1)]),
    ("INSERT with more values", "INSERT INTO public.t VALUES (1, 'a', 'b c', 2);\nINSERT INTO public.t VALUES (3, 'x');\n",
     [["1", "a", "b c, 2"], ["3", "x"]], [(ODD, 1, 0)]),
    ("statement out of shape", "INSERT INTO public.t VALUES (1, 'a' 'b');\nINSERT INTO public.t VALUES (3, 'x');\n",
     [["3", "x"]], [("statement that cannot be read: left out up to the next one", 1, 1)]),
    ("UPDATE", "INSERT INTO public.t VALUES (1, 'a');\nUPDATE public.t SET note = 'x';\n", [["1", "a"]],
     [("UPDATE or MERGE statement, not read", 1, 0)]),
]  # fmt: skip


def assert_read(
    folder: Path, body: str, rows: list[list[str | None]], lost: list[tuple[str, int, int]]
) -> tuple[Path, Source]:
    """A dump with this body gives these rows and losses; its path and source, for what else is asked."""
    path = folder / "a.sql"
    path.write_text(HEAD + body)
    tables, source = read(path)
    assert [list(row.values()) for row in tables["public.t"]] == rows
    assert losses(source) == lost
    return path, source


@pytest.mark.parametrize(("what", "body", "rows", "lost"), DAMAGED, ids=[c[0] for c in DAMAGED])
def test_damaged_dumps_are_read_as_far_as_they_go(
    what: str, body: str, rows: list[list[str | None]], lost: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    path, source = assert_read(tmp_path, body, rows, lost)
    assert all(str(path) in loss.place for loss in source.coverage.losses)


#: Rows that stand as people and other programs write them, and what looks like rows but is none.
ODD_SHAPES = [
    ("a function's body", "CREATE FUNCTION f() RETURNS void AS $_$\nINSERT INTO public.t VALUES (9, 'x');\nCOPY t FROM stdin;\n$_$;\n"
     "INSERT INTO public.t VALUES (1, 'a');\n", [["1", "a"]], []),
    ("a body in quotes", "CREATE FUNCTION f() RETURNS void AS 'BEGIN\nINSERT INTO t VALUES (9, ''x'');\nEND';\n"
     "INSERT INTO public.t VALUES (1, 'a');\n", [["1", "a"]], []),
    ("a comment on a table", "COMMENT ON TABLE public.t IS 'comme\nINSERT INTO t VALUES (9, ''x'');\n';\n"
     "INSERT INTO public.t VALUES (1, 'a');\n", [["1", "a"]], []),
    ("a trigger of SQLite", "CREATE TRIGGER x AFTER INSERT ON u BEGIN\nINSERT INTO t VALUES (9, 'x');\nEND;\n"
     "INSERT INTO public.t VALUES (1, 'a');\n", [["1", "a"]], []),
    ("indented", "BEGIN;\n  INSERT INTO public.t VALUES (1, 'a');\n\tINSERT INTO public.t VALUES (2, 'b');\n", [["1", "a"], ["2", "b"]], []),
    ("small letters", "insert into public.t values (1, null);\n", [["1", N]], []),
    ("two on a line", "INSERT INTO public.t VALUES (1, 'a'); INSERT INTO public.t VALUES (2, 'b');\n", [["1", "a"], ["2", "b"]], []),
    ("comments between rows", "INSERT INTO public.t VALUES\n(1, 'a'), -- l'un\n/* (9, 'x') */\n(2, 'b');\n", [["1", "a"], ["2", "b"]], []),
    ("junk between rows", "INSERT INTO public.t VALUES\n(1, 'a'), oui (2, 'b');\nINSERT INTO public.t VALUES (3, 'c');\n",
     [["1", "a"], ["3", "c"]], [("statement that cannot be read: left out up to the next one", 1, 1)]),
    ("line breaks of sqlite3", "INSERT INTO public.t VALUES(1,replace(replace('l''un (1)\\r\\nb','\\r',char(13)),'\\n',char(10)));\n",
     [["1", "l'un (1)\r\nb"]], []),
    ("dates of Oracle", "Insert into public.t (id,note) values (1,to_date('12/03/1954','DD/MM/RRRR'));\n", [["1", "12/03/1954"]], []),
    ("texts that Oracle cuts in parts", "Insert into public.t values (1,TO_CLOB('l''un ') || TO_CLOB(q'[d'eux]')\n|| ' (3)' || chr(10) || 'x');\n",
     [["1", "l'un d'eux (3)\nx"]], []),
    ("quotes of Oracle", "Insert into public.t values (DATE '2020-01-02',q'{l'un, (a}');\nInsert into public.t values (2,nq'!b!');\n",
     [["2020-01-02", "l'un, (a"], ["2", "b"]], []),
    ("characters by number, as sqlite3 writes them", r"INSERT INTO public.t VALUES(1,unistr('l''un\u000aDupont \\ \+01F600'));" "\n",
     [["1", "l'un\nDupont \\ \U0001f600"]], []),
    ("characters by number, as H2 writes them", r"INSERT INTO public.t(id, note) VALUES" "\n" r"(1, U&'l''un \00e9t\00e9 \\'), (2, STRINGDECODE('\u00e9t\u00e9\n\"a\"'));" "\n",
     [["1", "l'un été \\"], ["2", 'été\n"a"']], []),
    ("statements of Oracle that a slash ends", "INSERT INTO public.t VALUES (1, 'a')\n/\nINSERT INTO public.t VALUES (2, 'b')\n/\n", [["1", "a"], ["2", "b"]], []),
    ("statements of DB2 that an at sign ends", "INSERT INTO public.t VALUES (1, 'a')@\nINSERT INTO public.t VALUES (2, 'b')@\n", [["1", "a"], ["2", "b"]], []),
    ("statements of HSQLDB that a line ends", "INSERT INTO public.t VALUES(1,'a')\nINSERT INTO public.t VALUES(2,'b')\nCOMMIT\n", [["1", "a"], ["2", "b"]], []),
    ("statements of Sybase that go ends", "insert into public.t values (1, 'a')\ngo\ninsert into public.t values (2, 'b')\ngo\n", [["1", "a"], ["2", "b"]], []),
    ("bytes of Oracle", f"Insert into public.t (id,note) values (1,HEXTORAW('{b'une note'.hex().upper()}'));\n", [["1", "une note"]], []),
    ("INSERT ALL of Oracle", "INSERT ALL\n  INTO public.t (id,note) VALUES (1,'a')\n  INTO public.t (id,note) VALUES (2,'b')\nSELECT * FROM dual;\n", [["1", "a"], ["2", "b"]], []),
    ("every string of a call", "INSERT INTO public.t AS x VALUES (1, concat('a ', 'l''un')) RETURNING id;\n", [["1", "a l'un"]], []),
    ("a rule", "CREATE RULE r AS ON INSERT TO public.t DO ALSO INSERT INTO u VALUES (new.id, 'x');\nINSERT INTO public.t VALUES (1, 'a');\n", [["1", "a"]], []),
    ("values that are no rows", "SELECT pg_catalog.setval('public.t_id_seq', 3, true);\nSELECT pg_catalog.lowrite(0, '\\x44');\n"
     "WITH v AS (VALUES (1, 'x')) INSERT INTO public.t SELECT * FROM v;\nCREATE VIEW w AS\n WITH v AS (SELECT 'x')\n SELECT * FROM v;\n"
     "INSERT INTO public.t VALUES (1, 'a');\n", [["1", "a"]], [("statement with values that is no INSERT, not read", 2, 0)]),
    ("rows in a SELECT", "INSERT INTO public.t SELECT 1, 'x' UNION ALL SELECT 2, 'y';\nINSERT INTO public.t SELECT 1, note FROM u WHERE n = 'z';\n"
     "INSERT INTO public.t VALUES (1, 'a');\n", [["1", "a"]], [("INSERT statement in a form that is not read", 1, 1)]),
    ("a form that is not read", "INSERT INTO public.t SET note = 'x';\nINSERT INTO public.t SELECT 1, note FROM u;\nINSERT INTO public.t DEFAULT VALUES;\n"
     "INSERT INTO public.t VALUES (1, 'a');\n", [["1", "a"]], [("INSERT statement in a form that is not read", 1, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "body", "rows", "lost"), ODD_SHAPES, ids=[c[0] for c in ODD_SHAPES])
def test_rows_however_they_are_written(
    what: str, body: str, rows: list[list[str | None]], lost: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    path, _ = assert_read(tmp_path, body, rows, lost)
    if not lost:
        assert rewritten(path, tmp_path / "b.sql", {}) == (HEAD + body).encode()


def test_bytes_of_oracle_are_written_as_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text(HEAD + f"Insert into public.t (id,note) values (1,HEXTORAW('{b'une note'.hex()}'));\n")
    new = rewritten(path, tmp_path / "b.sql", {(1, "note"): "[X]"}).decode()
    assert new == HEAD + f"Insert into public.t (id,note) values (1,HEXTORAW('{b'[X]'.hex()}'));\n"


def test_long_texts_of_oracle_are_written_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text(HEAD + "Insert into public.t (id,note) values (1,TO_CLOB('a') || TO_CLOB('b'));\n")
    new = rewritten(path, tmp_path / "b.sql", {(1, "note"): "l'" + "x" * 1500})
    assert new.decode().endswith("(1,TO_CLOB('l''" + "x" * 998 + "') || TO_CLOB('" + "x" * 502 + "'));\n")


@pytest.mark.parametrize(
    "definition",
    [
        "(id, note)",
        "(id integer PRIMARY KEY, note text DEFAULT ('a, (b)'), UNIQUE (id, note), CHECK (note <> ')'))",
        "(\n  id integer NOT NULL, -- la clé, (ou non)\n  note /* le texte) */ text\n)\nPARTITION BY RANGE (id)",
    ],
)
def test_columns_of_a_table_however_it_is_defined(definition: str, tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text(
        f"CREATE TABLE t {definition};\nCREATE TABLE u (x, y, z);\nINSERT INTO t VALUES (1, 'a');\n"
    )
    tables, source = read(path)
    assert tables == {"t": [{"id": "1", "note": "a"}]}
    assert losses(source) == []


def test_what_could_not_be_read_is_not_in_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text(HEAD + "INSERT INTO public.t VALUES (1, 'a');\nINSERT INTO public.t VALUES (2, 'secret")
    copy = rewritten(path, tmp_path / "b.sql", {})
    assert copy.decode() == HEAD + "INSERT INTO public.t VALUES (1, 'a');\n"


def test_extra_cells_can_be_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text(COPY + "1\ta\tb c\td\n\\.\n")
    assert rewritten(path, tmp_path / "b.sql", {(1, EXTRA): "n"}).decode() == COPY + "1\ta\tn\n\\.\n"


@pytest.mark.parametrize(
    ("name", "codec"), [("LATIN1", "latin-1"), ("WIN1252", "cp1252"), ("LATIN9", "iso8859-15")]
)
def test_the_declared_encoding_holds(name: str, codec: str, tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    text = f"SET client_encoding = '{name}';\n{COPY}1\tété\n\\.\nINSERT INTO public.t (id, note) VALUES (2, 'à');\n"
    path.write_bytes(text.encode(codec))
    tables, source = read(path)
    assert [row["note"] for row in tables["public.t"]] == ["été", "à"]
    assert source.coverage.files[0].encoding == codec
    assert rewritten(path, tmp_path / "b.sql", {(2, "note"): "ô"}) == text.replace("à", "ô").encode(codec)


def test_blocks_do_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = [f"é{i}\n'œ' \\ {'x' * (i % 9)}" for i in range(150)]
    escaped = [n.replace("\\", "\\\\").replace("\n", "\\n") for n in notes]
    copied = COPY + "".join(f"{i}\t{n}\n" for i, n in enumerate(escaped)) + "\\.\n"
    inserted = "".join(
        f"INSERT INTO public.u VALUES ({i}, '{n.replace(chr(39), chr(39) * 2)}');\n"
        for i, n in enumerate(notes)
    )
    path = tmp_path / "a.sql"
    raw = (HEAD + HEAD.replace("public.t", "public.u") + copied + inserted).encode()
    path.write_bytes(raw)
    more = Buffer.more
    monkeypatch.setattr("viginote.sources._sql._LONGEST_HEAD", 64)
    for size in (61, 256, 4096):
        monkeypatch.setattr(Buffer, "more", lambda buffer, _=0, size=size: more(buffer, size))
        tables, source = read(path)
        expected = [{"id": str(i), "note": n} for i, n in enumerate(notes)]
        assert tables == {"public.t": expected, "public.u": expected}
        assert losses(source) == []
        assert rewritten(path, tmp_path / "b.sql", {}) == raw


@pytest.mark.parametrize(
    ("head", "between"), [("-- MySQL dump\n", ","), (HEAD, ", "), ("USE [x]\nGO\n", ",\r\n")]
)
def test_a_block_may_end_anywhere_in_a_statement(
    head: str, between: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.sql"
    tuples = between.join(f"({i},'é {i}')" for i in range(60))
    path.write_text(f"{head}INSERT INTO t VALUES {tuples};\nINSERT INTO u VALUES (1,'x');\n", newline="")
    more = Buffer.more
    monkeypatch.setattr("viginote.sources._sql._LONGEST_HEAD", 24)
    for size in range(20, 60):
        monkeypatch.setattr(Buffer, "more", lambda buffer, _=0, size=size: more(buffer, size))
        tables, source = read(path)
        assert [row["column_2"] for row in tables["t"]] == [f"é {i}" for i in range(60)], size
        assert len(tables["u"]) == 1
        assert losses(source) == []
        assert rewritten(path, tmp_path / "b.sql", {}) == path.read_bytes()


def test_tables_in_turn_cost_no_more_than_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = 0

    def counting(data: bytes, *args: Any, **options: Any) -> Any:
        nonlocal looked_at
        looked_at += len(data)
        return plain_tuples(data, *args, **options)

    monkeypatch.setattr("viginote.sources._sql_inserts.plain_tuples", counting)
    in_turn = ["ab"[i % 2] for i in range(1000)]
    tables = in_turn + ["a"] * 4000 + in_turn + ["b"] * 4000
    statements = [f"INSERT INTO {t} VALUES ({i}, 'é {i}: {'x' * 200}');\n" for i, t in enumerate(tables)]
    path = tmp_path / "a.sql"
    path.write_text("".join(statements))
    rows, source = read(path)
    for name in "ab":
        ids = [str(i) for i, t in enumerate(tables) if t == name]
        assert [row["column_1"] for row in rows[name]] == ids
    assert losses(source) == []
    assert len(path.read_bytes()) < looked_at + 1_000_000 < 3 * len(path.read_bytes())
    assert rewritten(path, tmp_path / "b.sql", {}) == path.read_bytes()


def test_a_line_beyond_the_limit_is_left_out_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_copy, "MAX_RECORD_BYTES", 2 * 2**20)
    path = tmp_path / "a.sql"
    path.write_text(COPY + "1\ta\n2\t" + "y" * (9 * 2**20) + "\n3\tz\n\\.\n")
    tables, source = read(path)
    assert [row["id"] for row in tables["public.t"]] == ["1", "3"]
    assert losses(source) == [("record longer than 2 MB: left out", 1, 1)]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
@settings(max_examples=200, deadline=None)
def test_copy_escapes_come_back(text: str) -> None:
    assert _copy.unescape(text.translate(_copy._ESCAPE)) == text


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200),
    st.sampled_from(["COPY public.t (id, note) FROM stdin;\n1\t", "INSERT INTO t VALUES (1, '"]),
)
def test_any_bytes_end_in_rows_or_losses(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, head: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.sql"
    path.write_bytes(HEAD.encode() + head.encode() + raw)
    tables, source = read(path)
    assert sum(map(len, tables.values())) == source.coverage.files[0].rows
    rewritten(path, path.with_name("b.sql"), {})


@pytest.mark.parametrize(
    ("old", "new"), [(rb"E'a\\b'", rb"E'c\\d''e'"), (b"'a'", rb"'c\d''e'"), (b"e'a'", rb"E'c\\d''e'")]
)
def test_a_literal_is_spelt_as_the_one_it_replaces(old: bytes, new: bytes) -> None:
    assert POSTGRESQL.spell(rb"c\d'e", old) == new


AWKWARD = [
    (1, "plain", 'n\'a pas "mal"; (voir, dossier) -- fin'),
    (2, None, "ligne 1\nligne 2\r\nligne 3\ttab\\N \\. \\x41 'q' ''"),
    (3, "", "\\.\nCOPY x FROM stdin;\nINSERT INTO public.notes VALUES (9, '');\n"),
    (4, "accents", "éèêëàâùûôœæçÉÈ€«»’… 日本 \u00a0"),
    (5, "control", "a\x01b\x0b\x0c\x08\x7f"),
    (6, "$$dollar$$", "E'x' E\\'y\\' ,),(;"),
    (7, "long", "mot " * 5000),
    (8, "null", None),
]


@pytest.mark.server
def test_a_real_dump_in_both_forms_rewritten_loads_again(postgres_server: Postgres, tmp_path: Path) -> None:
    import psycopg

    postgres_server.run("createdb", "awkward")
    with psycopg.connect(postgres_server.url("awkward").replace("+psycopg", "")) as connection:
        connection.execute(
            'CREATE TABLE notes (id int PRIMARY KEY, "le Nom" text, note text, d date, x numeric)'
        )
        for row in AWKWARD:
            connection.execute("INSERT INTO notes VALUES (%s, %s, %s, '2020-01-02', 1.5)", row)
    expected = [{"id": str(i), "le Nom": n, "note": t, "d": "2020-01-02", "x": "1.5"} for i, n, t in AWKWARD]
    forms = {
        "copy": [],
        "inserts": ["--inserts"],
        "columns": ["--column-inserts"],
        "many": ["--rows-per-insert=3"],
    }
    for form, options in forms.items():
        dump = postgres_server.run("pg_dump", *options, "awkward")
        path = tmp_path / f"{form}.sql"
        path.write_bytes(dump)
        tables, source = read(path)
        assert tables == {"public.notes": expected}, form
        assert losses(source) == []
        assert rewritten(path, tmp_path / "same.sql", {}) == dump
        new = "[PERSON] l'ami\\n \n\t; '"
        postgres_server.load(
            f"back_{form}", rewritten(path, tmp_path / "new.sql", {(2, "note"): new, (8, "note"): "é"})
        )
        with psycopg.connect(postgres_server.url(f"back_{form}").replace("+psycopg", "")) as connection:
            back = connection.execute('SELECT id, "le Nom", note FROM notes ORDER BY id').fetchall()
        changed = {2: new, 8: "é"}
        assert back == [(i, n, changed.get(i, t)) for i, n, t in AWKWARD]


def test_a_dump_without_rows_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text(HEAD)
    assert list(open_source(str(path)).chunks()) == []
