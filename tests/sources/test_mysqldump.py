# ruff: noqa: E501 (one case a line)
"""MySQL and MariaDB dumps: exact cells, damage counted, and a real server as the judge."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source_helpers import losses, read, rewritten

from servers import MariaDB
from viginote.sources import _sql_inserts, mysqltab, open_source

N = None
HEAD = (
    "-- MariaDB dump 10.19\n/*!40101 SET NAMES utf8mb4 */;\nCREATE TABLE `t` (\n  `id` int(11) NOT NULL,\n"
    "  `le ``nom` text DEFAULT NULL,\n  PRIMARY KEY (`id`),\n  KEY `k` (`le ``nom`)\n) ENGINE=InnoDB;\n"
)
BYTES = "Dépistée VIH+,\nsa sœur sait"
LITERALS = [
    ("plain", "'a b'", "a b"),
    ("null", "NULL", N),
    ("empty", "''", ""),
    ("escaped quotes", r"'l\'\"été\"'", 'l\'"été"'),
    ("doubled quotes", "'l''été'", "l'été"),
    ("escapes", r"'a\nb\tc\rd\\e\Zf'", "a\nb\tc\rd\\e\x1af"),
    ("escapes kept for LIKE", r"'100\% a\_b'", "100\\% a\\_b"),
    ("tuple inside", r"'),(2,\'x\');'", "),(2,'x');"),
    ("ends with a backslash", r"'c:\\'", "c:\\"),
    ("hexadecimal text", "0xC3A974C3A9", "été"),
    ("hexadecimal text in Windows-1252", "0x" + BYTES.encode("cp1252").hex().upper(), BYTES),
    ("hexadecimal text as standard SQL writes it", "x'564948'", "VIH"),
    ("hexadecimal bytes", "0xFF00", "0xFF00"),
    ("a flag", "0x01", "0x01"),
    ("introducer", "_binary 'abc'", "abc"),
    ("number", "-1.50", "-1.50"),
    ("double quotes, as mydumper writes them", r'''"l'été, (\"ici\")\n""là"""''', 'l\'été, ("ici")\n"là"'),
]


@pytest.mark.parametrize(("what", "stored", "value"), LITERALS, ids=[c[0] for c in LITERALS])
def test_literals(what: str, stored: str, value: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    for form in (
        "INSERT INTO `t` VALUES (1,{0}),(2,'x');\n",
        "INSERT INTO `t` VALUES\n(1,{0}),\n(2,'x');\n",
        "INSERT  IGNORE INTO `t` (`id`, `le ``nom`) VALUES (1,{0});\nINSERT  IGNORE INTO `t` (`id`, `le ``nom`) VALUES (2,'x');\n",
        "REPLACE INTO `t` VALUES (1,{0});\nREPLACE INTO `t` VALUES (2,'x');\n",
        "INSERT `t` VALUES (1,{0})\n,(2,'x') AS new ON DUPLICATE KEY UPDATE `le ``nom`=new.`le ``nom`;\n",
    ):
        raw = (HEAD + form.format(stored)).encode()
        path.write_bytes(raw)
        tables, source = read(path)
        assert tables == {"t": [{"id": "1", "le `nom": value}, {"id": "2", "le `nom": "x"}]}
        assert source.coverage.files[0].format == "mysqldump"
        assert losses(source) == []
        assert rewritten(path, tmp_path / "b.sql", {}) == raw
        new = rewritten(path, tmp_path / "b.sql", {(2, "le `nom"): "y'z\n\\"})
        assert new == raw.replace(b"'x'", rb"'y\'z\n\\'")


DAMAGED = [
    ("cut in a string", "INSERT INTO `t` VALUES (1,'a'),(2,'b", [["1", "a"]],
     [("statement cut short at the end of the file: left out", 1, 1)]),
    ("cut after a backslash", "INSERT INTO `t` VALUES (1,'a'),(2,'b\\", [["1", "a"]],
     [("statement cut short at the end of the file: left out", 1, 1)]),
    ("no last semicolon", "INSERT INTO `t` VALUES (1,'a'),(2,'b')", [["1", "a"], ["2", "b"]], []),
    ("one value too many", "INSERT INTO `t` VALUES (1,'a'),(2,'b','c'),(3,'d');\n", [["1", "a"], ["2", "b", "c"], ["3", "d"]],
     [("row with another number of values than the table has columns, read as it is", 1, 0)]),
    ("junk between", "INSERT INTO `t` VALUES (1,'a');\nINSERT INTO `t` VALUES (2,'b' 'c');\nINSERT INTO `t` VALUES (3,'d');\n",
     [["1", "a"], ["3", "d"]], [("statement that cannot be read: left out up to the next one", 1, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "body", "rows", "lost"), DAMAGED, ids=[c[0] for c in DAMAGED])
def test_damaged_dumps(
    what: str, body: str, rows: list[list[str | None]], lost: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    path = tmp_path / "a.sql"
    path.write_text(HEAD + body)
    tables, source = read(path)
    assert [list(row.values()) for row in tables["t"]] == rows
    assert losses(source) == lost


def test_what_stands_in_a_routine_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    raw = (
        HEAD
        + "DELIMITER ;;\nCREATE PROCEDURE p()\nBEGIN\nINSERT INTO `t` VALUES (9,'x');\nEND ;;\nDELIMITER ;\n"
        "INSERT INTO `t` VALUES\n(1,'a'),\n# (9,'x')\n(2,'b');\n"
    )
    path.write_text(raw)
    tables, source = read(path)
    assert [list(row.values()) for row in tables["t"]] == [["1", "a"], ["2", "b"]]
    assert losses(source) == []
    assert rewritten(path, tmp_path / "b.sql", {}) == raw.encode()


def test_what_is_not_read_is_left_out_of_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    read_rows = "INSERT INTO `t` VALUES (1,'a');\n"
    path.write_text(
        HEAD
        + "UPDATE `t` SET `le ``nom`='l\\'eau; là'\n WHERE `id`=1;\nINSERT INTO `t` SET `id`=2,\n`le ``nom`='b';\n"
        + read_rows
    )
    tables, source = read(path)
    assert tables == {"t": [{"id": "1", "le `nom": "a"}]}
    assert sorted(losses(source)) == [
        ("INSERT statement in a form that is not read", 1, 1), ("UPDATE or MERGE statement, not read", 1, 0),
    ]  # fmt: skip
    assert rewritten(path, tmp_path / "b.sql", {}) == (HEAD + read_rows).encode()


ROWS_SOMEHOW = [
    "/*!40000 INSERT INTO `t` VALUES (1,'a') */;\n/*M!100301 REPLACE INTO `t` VALUES (2,'b'); */\n",
    "SET x=1; INSERT INTO `t` VALUES (1,'a');\n/* un */ INSERT /*!40000 IGNORE */ INTO `t` VALUES (2,'b');\n",
    "INSERT\nINTO `t`\nVALUES\n(1,'a');\nINSERT\tINTO `t` VALUES (2,'b');\n",
    "INSERT INTO `t` VALUES ROW(1,'a'), ROW(2,'b');\n",
    "INSERT HIGH_PRIORITY IGNORE INTO `t` PARTITION (`p0`, p1) VALUES (1,'a'),(2,'b') RETURNING id;\n",
]


@pytest.mark.parametrize("form", ROWS_SOMEHOW)
def test_rows_are_read_wherever_they_stand(form: str, tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text(HEAD + form)
    tables, source = read(path)
    assert tables == {"t": [{"id": "1", "le `nom": "a"}, {"id": "2", "le `nom": "b"}]}
    assert losses(source) == []
    new = rewritten(path, tmp_path / "b.sql", {(2, "le `nom"): "x"}).decode()
    assert new == (HEAD + form).replace("'b'", "'x'")


def test_values_in_other_statements_are_counted_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    kept = "SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='TRADITIONAL';\nCALL rebuild(1);\n"
    rows = "INSERT INTO `t` VALUES (1,'a');\n"
    path.write_text(
        HEAD + kept + "SET @n='b; c';\nCALL note(2,\n'b');\nDELETE FROM `t` WHERE x='b';\n" + rows
    )
    tables, source = read(path)
    assert tables == {"t": [{"id": "1", "le `nom": "a"}]}
    assert losses(source) == [("statement with values that is no INSERT, not read", 3, 0)]
    assert rewritten(path, tmp_path / "b.sql", {}).decode() == HEAD + kept + rows


@pytest.mark.parametrize(
    "end", ["'b') ON DUPLICATE KEY UPDATE `id`='b';\n", '"b") ON DUPLICATE KEY UPDATE x="b";\n', "'b"]
)
def test_a_statement_of_which_a_part_is_left_out_still_ends(end: str, tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text(HEAD + "INSERT INTO `t` VALUES (1,'a'),\n(2," + end)
    tables, source = read(path)
    assert tables == {"t": [{"id": "1", "le `nom": "a"}]}
    assert source.coverage.files[0].unreadable == 1
    assert rewritten(path, tmp_path / "b.sql", {}).decode() == HEAD + "INSERT INTO `t` VALUES (1,'a');\n"


def test_rows_beside_their_table(tmp_path: Path) -> None:
    """`mysqldump --tab` writes NAME.sql and NAME.txt."""
    folder = tmp_path / "dump"
    folder.mkdir()
    raw = "1\tl'été\\\nligne 2\\\ttab \\\\ fin\\0\n2\tx\n3\t\\N\n4\ta\tb\tc\n5".encode()
    (folder / "t.sql").write_text(HEAD)
    (folder / "t.txt").write_bytes(raw)
    (folder / "lettre.txt").write_text("Cher confrère,\n")
    (folder / "lettre.sql").write_text(HEAD)
    tables, source = read(folder)
    rows = [list(row.values()) for row in tables["t"]]
    assert rows == [
        ["1", "l'été\nligne 2\ttab \\ fin\0", N],
        ["2", "x", N],
        ["3", N, N],
        ["4", "a", "b\tc"],
        ["5", N],
    ]
    assert tables["notes"] == [{"file": "lettre.txt", "text": "Cher confrère,\n"}]
    assert losses(source) == [
        ("row with another number of values than the table has columns, read as it is", 2, 0)
    ]
    path = folder / "t.txt"
    assert rewritten(path, tmp_path / "b.txt", {}) == raw
    new = rewritten(path, tmp_path / "b.txt", {(2, "le `nom"): "y\tz\n\\", (4, "(extra)"): "d"})
    assert new == raw.replace(b"x", b"y\\\tz\\\n\\\\").replace(b"b\tc", b"d")


def test_a_row_beside_its_table_that_is_too_long_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mysqltab, "MAX_RECORD_BYTES", 2**20)
    (tmp_path / "t.sql").write_text(HEAD)
    (tmp_path / "t.txt").write_text("1\ta\n2\t" + "x" * 10_000_000 + "\n3\tc\n")
    tables, source = read(tmp_path / "t.txt")
    assert tables == {"t": [{"id": "1", "le `nom": "a"}, {"id": "3", "le `nom": "c"}]}
    assert losses(source) == [("record longer than 1 MB: left out", 1, 1)]


def test_bytes_are_no_damaged_text(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_bytes(
        b"INSERT INTO `t` VALUES (1,_binary '\xff\xd8\xff','\xc3\xa9t\xc3\xa9'),(2,NULL,'\xe9');\n"
    )
    tables, source = read(path, encoding="utf-8")
    assert [row["column_3"] for row in tables["t"]] == ["été", "é"]
    assert losses(source) == [("byte that does not decode as utf-8", 1, 0)]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "cp1252"])
@pytest.mark.parametrize(
    "raw",
    [
        "-- MySQL dump\nINSERT INTO `t` VALUES (1,0x{HEX},'x');\n",
        "INSERT [dbo].[t] VALUES (1, 0x{HEX}, N'x')\nGO\n",
        "INSERT INTO t VALUES (1, '\\x{hex}', 'x');\n",
        "INSERT INTO t VALUES (1, '\\x{hex}'::bytea, 'x');\n",
        "INSERT INTO t VALUES (1, E'\\\\x{hex}', 'x');\n",
        "INSERT INTO t VALUES (1, X'{HEX}', 'x');\n",
        "COPY t (column_1, column_2, column_3) FROM stdin;\n1\t\\\\x{hex}\tx\n\\.\n",
    ],
    ids=["mysqldump", "mssql", "bytea", "cast", "escape string", "sqlite3", "COPY"],
)
def test_bytes_that_are_text_are_read_and_written_as_bytes(raw: str, codec: str, tmp_path: Path) -> None:
    def dump(note: str) -> bytes:
        digits = note.encode(codec).hex()
        return raw.replace("{HEX}", digits.upper()).replace("{hex}", digits).encode()

    path = tmp_path / "a.sql"
    path.write_bytes(dump(BYTES))
    (rows,) = read(path)[0].values()
    assert rows == [{"column_1": "1", "column_2": BYTES, "column_3": "x"}]
    assert rewritten(path, tmp_path / "b.sql", {}) == dump(BYTES)
    for new in ("é [PERSON], 'vu' ce jour", "[PERSON]"):
        assert rewritten(path, tmp_path / "b.sql", {(1, "column_2"): new}) == dump(new)
    path.write_bytes(dump(BYTES) * 2000)  # at once, where that is worth it
    (rows,) = read(path)[0].values()
    assert [row["column_2"] for row in rows] == [BYTES] * 2000


def test_backslashes_tell_mysql_without_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text("insert into notes (id, note) values (1, 'l\\'eau'), (2, 'x');\n")
    tables, source = read(path)
    assert tables == {"notes": [{"id": "1", "note": "l'eau"}, {"id": "2", "note": "x"}]}
    assert (source.coverage.files[0].format, losses(source)) == ("mysqldump", [])


def test_xml_that_quotes_sql_is_xml(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        '<?xml version="1.0"?>\n<mysqldump><field name="note">vu\nINSERT INTO `t` VALUES (9);\nfin</field></mysqldump>\n'
    )
    tables, source = read(path)
    assert [row["text"] for row in tables["document"]] == ["note", "vu\nINSERT INTO `t` VALUES (9);\nfin"]
    assert losses(source) == []


def test_latin1_dumps_are_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    text = "-- MySQL dump\n/*!40101 SET NAMES latin1 */;\nINSERT INTO `t` VALUES (1,'cœur à l’été');\n"
    path.write_bytes(text.encode("cp1252"))
    tables, source = read(path)
    assert tables == {"t": [{"column_1": "1", "column_2": "cœur à l’été"}]}
    assert source.coverage.files[0].encoding == "cp1252"


def test_a_megabyte_on_a_line_comes_in_chunks(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    rows = [(i, f"note {i} " + "x" * 300) for i in range(30_000)]
    raw = HEAD + "INSERT INTO `t` VALUES " + ",".join(f"({i},'{n}')" for i, n in rows) + ";\n"
    path.write_text(raw)
    tables, source = read(path)
    assert [list(row.values()) for row in tables["t"]] == [[str(i), n] for i, n in rows]
    assert losses(source) == []
    assert rewritten(path, tmp_path / "b.sql", {}) == raw.encode()


AWKWARD = [
    (1, "plain", 'n\'a pas "mal"; (voir, dossier) -- fin', b"\x00\xff'\\"),
    (2, None, "ligne 1\nligne 2\r\nligne 3\ttab\\N \\. 'q' ''", None),
    (3, "", "),(4,'x');\nINSERT INTO `notes` VALUES (9,'');\n", b""),
    (4, "accents", "éèêëàâùûôœæçÉÈ€«»’… 日本 \u00a0 \x1a % _ \\%", b"abc"),
    (5, "long", "mot " * 5000, b"\xe9"),
    (6, "null", None, None),
]


@pytest.mark.server
def test_a_real_dump_in_several_forms_rewritten_loads_again(mariadb_server: MariaDB, tmp_path: Path) -> None:
    import pymysql

    def connect(database: str) -> "pymysql.Connection":  # type: ignore[type-arg]
        return pymysql.connect(
            host="127.0.0.1", port=mariadb_server.port, user="vigi", password="vigi", database=database, charset="utf8mb4",
        )  # fmt: skip

    mariadb_server.sql("", "CREATE DATABASE awkward CHARACTER SET utf8mb4")
    with connect("awkward") as connection, connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE notes (id int PRIMARY KEY, `le nom` text, note text, raw varbinary(20), d date)"
        )
        cursor.executemany("INSERT INTO notes VALUES (%s, %s, %s, %s, '2020-01-02')", AWKWARD)
        connection.commit()
    forms = {
        "many": [],
        "single": ["--skip-extended-insert"],
        "hex": ["--hex-blob"],
        "columns": ["--complete-insert"],
    }
    for form, options in forms.items():
        dump = mariadb_server.run("mariadb-dump", "--default-character-set=utf8mb4", *options, "awkward")
        path = tmp_path / f"{form}.sql"
        path.write_bytes(dump)
        tables, source = read(path)
        assert [(r["id"], r["le nom"], r["note"], r["d"]) for r in tables["notes"]] == [
            (str(i), n, t, "2020-01-02") for i, n, t, _ in AWKWARD
        ], form
        assert losses(source) == []
        assert rewritten(path, tmp_path / "same.sql", {}) == dump
        new = "[PERSON] l'ami\\n \n\t; ' \" \0"
        copy = rewritten(path, tmp_path / "new.sql", {(2, "note"): new, (6, "note"): "é"})
        mariadb_server.load(f"back_{form}", copy)
        with connect(f"back_{form}") as connection, connection.cursor() as cursor:
            cursor.execute("SELECT id, `le nom`, note, raw FROM notes ORDER BY id")
            changed = {2: new, 6: "é"}
            assert list(cursor.fetchall()) == [(i, n, changed.get(i, t), b) for i, n, t, b in AWKWARD], form


_LITERALS = {
    "mysqldump": [
        r"'a\'b'", r"'\\'", r"'\n\0\Z'", "'l''été'", "'),(1,2);'", "NULL", "1.5", "''", "'a, b'", "0xC3A9", "'\n'", r"'\''",
        "'NULL'", "_binary 'x'", "'(('", "nextval('x')", "\"l'a, (b\"", '"c"',
    ],
    "pg_dump": [
        r"'a\'", "'l''été'", r"E'a\'b'", "'), (1, 2);'", "NULL", "-1", "''", "'a, b'", "'\n'", "''''", "'NULL'", "'x'::text",
        "true", "'(('", "B'10'",
    ],
}  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(_LITERALS)), st.data())
def test_tuples_at_once_are_tuples_one_by_one(dialect: str, data: st.DataObject) -> None:
    """Arrow's way and the pattern's way read the same, whatever stands in the tuples."""
    literals = st.sampled_from(_LITERALS[dialect])
    rows = data.draw(st.lists(st.tuples(literals, literals), min_size=1, max_size=8))
    separator = data.draw(st.sampled_from([",", ",\n", ";\nINSERT INTO t VALUES "]))
    text = "INSERT INTO t VALUES " + separator.join(f"({a},{b})" for a, b in rows) + ";\n"
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "a.sql"
        path.write_text(("-- MySQL dump\n" if dialect == "mysqldump" else "") + text)
        one_by_one = read(path, encoding="utf-8")
        patch.setattr(_sql_inserts, "_WORTH_IT", 0)
        at_once = read(path, encoding="utf-8")
        assert at_once[0] == one_by_one[0]
        assert len(at_once[0]["t"]) == len(rows)
        assert losses(at_once[1]) == losses(one_by_one[1]) == []
        assert rewritten(path, path.with_name("b"), {}, encoding="utf-8") == path.read_bytes()


def test_statements_of_several_tables_in_turn_make_one_chunk_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.sql"
    path.write_text("".join(f"INSERT INTO `t{i % 2}` VALUES ({i},'note {i}');\n" for i in range(6)))
    source = open_source(str(path))
    chunks = [(chunk.table, chunk.first_row, chunk.rows.column(1).to_pylist()) for chunk in source.chunks()]
    assert chunks == [("t0", 1, ["note 0", "note 2", "note 4"]), ("t1", 1, ["note 1", "note 3", "note 5"])]
    copy = rewritten(path, tmp_path / "b.sql", {(2, "column_2"): "x"}).decode()
    assert copy == path.read_text().replace("note 2", "x").replace("note 3", "x")
