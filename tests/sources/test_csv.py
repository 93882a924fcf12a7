# ruff: noqa: E501 (one case a line)
"""CSV: exact cells from clean, French and damaged files, and copies that differ only where they should."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source_helpers import losses, read, rewritten

from viginote.errors import ViginoteError
from viginote.sources import base, csv
from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._header import looks_like_header
from viginote.sources.base import EXTRA
from viginote.sources.format import head_of

N = None
CLEAN = [
    # what, bytes, names, rows
    ("semicolons", b"id;note\n1;a\n2;b\n", ["id", "note"], [["1", "a"], ["2", "b"]]),
    ("commas", b"id,note\n1,a\n2,b\n", ["id", "note"], [["1", "a"], ["2", "b"]]),
    ("tabs", b"id\tnote\n1\ta\n2\tb\n", ["id", "note"], [["1", "a"], ["2", "b"]]),
    ("pipes", b"id|note\n1|a\n2|b\n", ["id", "note"], [["1", "a"], ["2", "b"]]),
    ("decimal commas", b"id;poids\n1;72,5\n2;80,1\n", ["id", "poids"], [["1", "72,5"], ["2", "80,1"]]),
    ("CRLF, no last line end", b"id;note\r\n1;a\r\n2;b", ["id", "note"], [["1", "a"], ["2", "b"]]),
    ("null and empty", b'id;note\n1;\n2;""\n', ["id", "note"], [["1", N], ["2", ""]]),
    ("doubled quotes", b'id;note\n1;"dit ""non"""\n', ["id", "note"], [["1", 'dit "non"']]),
    ("delimiter in quotes", b'id;note\n1;"a;b"\n2;c\n', ["id", "note"], [["1", "a;b"], ["2", "c"]]),
    ("line breaks in quotes", b'id;note\r\n1;"a\r\nb\n\nc"\r\n', ["id", "note"], [["1", "a\r\nb\n\nc"]]),
    ("blank lines", b"id;note\n\n1;a\n\n\n2;b\n\n", ["id", "note"], [["1", "a"], ["2", "b"]]),
    ("UTF-8", "id;note\n1;Élodie œdème €\n".encode(), ["id", "note"], [["1", "Élodie œdème €"]]),
    ("UTF-8 with mark", "\ufeffid;note\n1;é\n".encode(), ["id", "note"], [["1", "é"]]),
    ("cp1252", "id;note\n1;Élodie œdème € déjà\n".encode("cp1252"), ["id", "note"], [["1", "Élodie œdème € déjà"]]),
    ("cp850", "id;note\n1;été déjà reçu à l'hôpital\n".encode("cp850"), ["id", "note"], [["1", "été déjà reçu à l'hôpital"]]),
    ("UTF-16 with mark", "id;note\n1;é\n".encode("utf-16"), ["id", "note"], [["1", "é"]]),
    ("UTF-16-BE without mark", "id;note\n1;abc é\n".encode("utf-16-be"), ["id", "note"], [["1", "abc é"]]),
    ("no header", b"1;a b\n2;c d\n", ["column_1", "column_2"], [["1", "a b"], ["2", "c d"]]),
    ("sep= line of Excel", b"sep=;\nid;note\n1;a\n", ["id", "note"], [["1", "a"]]),
    ("same name twice", b"id;note;note\n1;a;b\n", ["id", "note", "note_2"], [["1", "a", "b"]]),
    ("nameless column", b"id;;note\n1;a;b\n", ["id", "column_2", "note"], [["1", "a", "b"]]),
    ("one column", b"note\na b\n\nc\n", ["note"], [["a b"], [N], ["c"]]),
    ("header only", b"id;note\n", [], []),
    ("tildes", b"id~note\n1~a\n2~b c\n", ["id", "note"], [["1", "a"], ["2", "b c"]]),
    ("unit separators", b"id\x1fnote\n1\x1fa\n2\x1fb c\n", ["id", "note"], [["1", "a"], ["2", "b c"]]),
    ("delimiter of Hive", b"id\x01note\n1\x01a\n2\x01b c\n", ["id", "note"], [["1", "a"], ["2", "b c"]]),
    ("blank lines before the header", b"\r\n\r\nid;note\r\n1;a\r\n", ["id", "note"], [["1", "a"]]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "raw", "names", "rows"), CLEAN, ids=[c[0] for c in CLEAN])
def test_clean_files(
    what: str, raw: bytes, names: list[str], rows: list[list[str | None]], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    tables, source = read(path)
    assert tables.get("rows", []) == [dict(zip(names, row, strict=True)) for row in rows]
    assert losses(source) == []
    assert source.coverage.files[0].rows == len(rows)
    assert source.coverage.files[0].bytes == len(raw)
    assert rewritten(path, tmp_path / "b.csv", {}) == raw


ODD, OPEN = (
    "row with another number of fields than the header, read as it is",
    "quote that is never closed, read as a plain character",
)
DAMAGED = [
    ("too few fields", b"a;b;c\n1;2;3\n4;5\n6;7;8\n", [["1", "2", "3"], ["4", "5", N], ["6", "7", "8"]], [(ODD, 1, 0)]),
    ("unquoted delimiter", b"a;b\n1;x\n2;y;z t\n3;w\n", [["1", "x", N], ["2", "y", "z t"], ["3", "w", N]], [(ODD, 1, 0)]),
    ("quote inside a plain cell", b'a;b\n1;l\'ecran 5" neuf\n2;x\n', [["1", "l'ecran 5\" neuf"], ["2", "x"]], []),
    ("stray quotes in a quoted cell", b'a;b\n1;"dit "non" hier"\n2;x\n', [["1", 'dit "non" hier'], ["2", "x"]], []),
    ("quote never closed", b'a;b\n1;"x\n2;y\n3;z\n', [["1", '"x'], ["2", "y"], ["3", "z"]], [(OPEN, 1, 0)]),
    ("quote closed by a later cell", b'a;b\n1;"x\n2;"y"\n', [["1", '"x'], ["2", "y"]], [(OPEN, 1, 0)]),
    ("NUL byte", b"a;b\n1;x\x00y\n", [["1", "x\x00y"]], [("NUL byte, kept as it is", 1, 0)]),
    ("bad UTF-8 byte", b"a;b\n1;\xc3\xa9t\xc3\xa9 \xff\n2;x\n", [["1", "été \ufffd"], ["2", "x"]],
     [("byte that does not decode as utf-8", 1, 0)]),
    ("a row of another encoding", b"a;b\n1;\xc3\xa9t\xc3\xa9\xc3\xa9\xc3\xa9\n2;\xe9t\xe9\n3;cut \xc3\n", [["1", "étééé"], ["2", "été"], ["3", "cut \ufffd"]],
     [("byte that does not decode as utf-8", 3, 0)]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "raw", "rows", "lost"), DAMAGED, ids=[c[0] for c in DAMAGED])
def test_damaged_files_are_read_whole_and_the_damage_counted(
    what: str, raw: bytes, rows: list[list[str | None]], lost: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    tables, source = read(path)
    assert [list(row.values()) for row in tables["rows"]] == rows
    assert losses(source) == lost
    assert rewritten(path, tmp_path / "b.csv", {}) == raw


def test_a_loss_tells_its_place_and_no_value(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b\n1;x\n2;secret;more\n")
    _, source = read(path)
    assert source.coverage.losses[0].place == f"{path}, byte 8"


CHANGES = [
    ("quoted stays quoted", b'a;b\n1;"x"\n2;"y"\n', {(1, "b"): "n"}, b'a;b\n1;"n"\n2;"y"\n'),
    ("plain stays plain", b"a;b\n1;x\n2;y\n", {(2, "b"): "n"}, b"a;b\n1;x\n2;n\n"),
    ("plain is quoted where it must", b"a;b\n1;x\n", {(1, "b"): 'n;"m'}, b'a;b\n1;"n;""m"\n'),
    ("to null and to empty", b"a;b\n1;x\n2;y\n", {(1, "b"): None, (2, "b"): ""}, b'a;b\n1;\n2;""\n'),
    ("cp1252", "a;b\n1;é\n2;ô\n".encode("cp1252"), {(1, "b"): "à"}, "a;b\n1;à\n2;ô\n".encode("cp1252")),
    ("UTF-16", "a;b\n1;x\n".encode("utf-16"), {(1, "b"): "é"}, "a;b\n1;é\n".encode("utf-16")),
    ("after blank lines", b"a;b\n\n1;x\n\n2;y\n", {(2, "b"): "n"}, b"a;b\n\n1;x\n\n2;n\n"),
    ("after a cell of lines", b'a;b\r\n1;"x\r\ny"\r\n2;z\r\n', {(2, "b"): "n"}, b'a;b\r\n1;"x\r\ny"\r\n2;n\r\n'),
    ("beyond the columns", b"a;b\n1;x;y;z\n", {(1, EXTRA): "n"}, b"a;b\n1;x;n\n"),
    ("without a last line end", b"a;b\n1;x", {(1, "b"): "n"}, b"a;b\n1;n"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "raw", "changes", "expected"), CHANGES, ids=[c[0] for c in CHANGES])
def test_only_the_changed_cells_change(
    what: str, raw: bytes, changes: dict[tuple[int, str], str | None], expected: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(raw)
    assert rewritten(path, tmp_path / "b.csv", changes) == expected


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_in_the_order_of_its_bytes_also_where_it_is_given(
    order: str, mark: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{mark}id;note\n1;été œdème\n".encode(order))
    tables, source = read(path, encoding="utf-16")
    assert tables == {"rows": [{"id": "1", "note": "été œdème"}]}
    assert (source.coverage.files[0].encoding, losses(source)) == (order, [])
    copy = rewritten(path, tmp_path / "b.csv", {(1, "note"): "à"}, encoding="utf-16")
    assert copy == f"{mark}id;note\n1;à\n".encode(order)


def test_given_options_go_before_what_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id;nom,note\nu;v,w\n")
    assert read(path, delimiter=",")[0]["rows"] == [{"id;nom": "u;v", "note": "w"}]
    assert read(path, delimiter=";", header=False)[0]["rows"][0] == {"column_1": "id", "column_2": "nom,note"}
    path.write_bytes("a;b\n1;\x92\n".encode("latin-1"))
    assert read(path, encoding="latin-1")[0]["rows"] == [{"a": "1", "b": "\x92"}]


def test_what_would_be_a_text_is_a_table_where_its_delimiter_or_header_is_told(tmp_path: Path) -> None:
    path = tmp_path / "leak.txt"
    path.write_bytes("DUPUIS~Léa~va mieux\nFAVRE~Paul~douleur\n".encode("cp1252"))
    assert [*read(path)[0]] == ["notes"]
    told = read(path, encoding="cp1252", delimiter="~", header=False)[0]["rows"]
    assert told[0] == {"column_1": "DUPUIS", "column_2": "Léa", "column_3": "va mieux"}
    assert [*read(path, header=True)[0]] == ["rows"]
    assert [*read(tmp_path, delimiter="~")[0]] == ["notes"]  # in a folder it tells of the tables there


@pytest.mark.parametrize("options", [{"delimiter": ";;"}, {"delimiter": '"'}, {"encoding": "klingon"}])
def test_unusable_options_are_refused(options: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b\n1;2\n")
    with pytest.raises(ViginoteError, match=r"un(?:usable|known)"):
        read(path, **options)


def test_blocks_do_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows, notes of several lines and multi-byte characters across block borders are read as one."""
    rows = [[str(i), f'é{i}\n"œ" {"x" * (i % 7)}' if i % 3 else "plain"] for i in range(200)]
    text = "id;note\n" + "".join(f'{i};"{n.replace(chr(34), chr(34) * 2)}"\n' for i, n in rows)
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    for size in (64, 67, 256):
        monkeypatch.setattr("viginote.sources._stream.Buffer.more.__defaults__", (size,))
        tables, source = read(path)
        assert [list(row.values()) for row in tables["rows"]] == rows
        assert losses(source) == []
        assert rewritten(path, tmp_path / "b.csv", {}) == text.encode()


def test_a_record_beyond_the_limit_is_left_out_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv, "MAX_RECORD_BYTES", 2 * 2**20)
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b\n1;x\n2;" + b"y" * (9 * 2**20) + b"\n3;z\n")
    tables, source = read(path)
    assert [list(row.values()) for row in tables["rows"]] == [["1", "x"], ["3", "z"]]
    assert losses(source) == [("record longer than 2 MB: left out", 1, 1)]
    assert base.MAX_RECORD_BYTES == 32 * 2**20


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "a;b\n", 'a;"b\n']))
def test_any_bytes_are_read_and_written_back(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, head: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.csv"
    content = head.encode() + raw
    path.write_bytes(content)
    try:
        tables, source = read(path, delimiter=";")
    except ViginoteError:
        return
    assert sum(map(len, tables.values())) == source.coverage.files[0].rows
    odd_utf16 = any("UTF-16" in loss.reason for loss in source.coverage.losses)
    assert odd_utf16 or rewritten(path, path.with_name("b.csv"), {}, delimiter=";") == content


_CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from('\r\n\t";')


@given(st.lists(st.lists(st.none() | st.text(_CHARACTERS), min_size=2, max_size=2), min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_what_is_written_as_csv_is_read_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str | None]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.csv"
    quoted = [";".join("" if c is None else '"' + c.replace('"', '""') + '"' for c in row) for row in rows]
    path.write_bytes(("a;b\n" + "\n".join(quoted) + "\n").encode())
    tables, source = read(path, encoding="utf-8", delimiter=";", header=True)
    assert [list(row.values()) for row in tables["rows"]] == rows
    assert losses(source) == []


def test_a_record_of_too_many_fields_is_junk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv, "_MOST_FIELDS", 4)
    path = tmp_path / "a.csv"
    path.write_bytes(b"id;note\n1;a\n2;b;c;d;e;f\n3;g\n")
    tables, source = read(path)
    assert [list(row.values()) for row in tables["rows"]] == [
        ["1", "a", N],
        ["2", "b", "c;d;e;f"],
        ["3", "g", N],
    ]
    assert losses(source) == [(ODD, 1, 0)]
    assert rewritten(path, tmp_path / "b.csv", {(2, EXTRA): "[X]"}) == b"id;note\n1;a\n2;b;[X]\n3;g\n"


def test_lone_carriage_returns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b\r1;x\r2;y\r")
    with pytest.raises(ViginoteError, match="lines end with a lone carriage return"):
        read(path)


HEADERS = [
    (["id", "nom", "note"], True),
    (["ID", "Nom d'usage", "Adresse électronique"], True),
    (["patient_id", "quelquechose", "autre"], True),
    (["datNaiss", "truc", "machin"], True),
    (["CODPAT", "NOMPAT", "PREPAT"], True),
    (["a", "b", "c"], True),
    (["id", "", ""], False),
    (["DURAND", "Odile", "HSH sous PrEP"], False),
    (["Durand", "Odile", "vue ce matin"], False),
    (["durand", "odile", "patiente alcoolique"], False),
    (["M", "DURAND", "Odile"], False),
    (["id", "nom", "12/03/1954"], False),
    (["id", "nom", "a.b@example.org"], False),
]


@pytest.mark.parametrize(("cells", "header"), HEADERS)
def test_in_doubt_the_first_record_is_data(cells: list[str], header: bool) -> None:
    assert looks_like_header(cells) is header


TITLED = [
    ("Export du cabinet\nExtraction du 12/03/2024\n\n", 2),
    ("Export du cabinet;;\r\nExtraction du 12/03/2024;;\r\n;;\r\n", 3),
    ("\ufeffsep=;\nPatients suivis\n", 1),
    ('"Export; ""Les Lilas""";;\n', 1),
]


@pytest.mark.parametrize(("titles", "above"), TITLED)
def test_titles_above_the_header_are_a_table_of_their_own(titles: str, above: int, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(titles + "nom;prénom;note\nDURAND;Anne;RAS\nLEROY;Paul;vu, revoir\n", encoding="utf-8")
    tables, source = read(path)
    assert tables["rows"] == [
        {"nom": "DURAND", "prénom": "Anne", "note": "RAS"},
        {"nom": "LEROY", "prénom": "Paul", "note": "vu, revoir"},
    ]
    assert len(tables[base.above("rows")]) == above
    assert losses(source) == []


def test_titles_above_the_header_can_be_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Patiente DURAND Anne\n\nid;acte;note\n1;C;RAS\n2;C;vue\n", encoding="utf-8")

    new = {(1, "column_1"): "[P]", (1, "note"): "[N]"}
    assert rewritten(path, tmp_path / "b.csv", new) == b"[P]\n\nid;acte;note\n1;C;[N]\n2;C;vue\n"


@pytest.mark.parametrize("header", [True, False, None])
def test_a_file_of_blank_lines_has_no_rows(header: bool | None, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\n\r\n\n")
    assert read(path, header=header)[0] == {}


UNTITLED = [
    "Commentaires\nRAS, revoir\nvu ce jour, bien\nTA 12/8, RAS\n",
    "RAS\nvu\nnote\nbien\n",
    "DURAND;;vue ce matin\nLEROY;Paul;RAS\nnom;prenom;note\n",
    "nom;DURAND\nprenom;Anne\nnote;RAS\n",
]


@pytest.mark.parametrize("content", UNTITLED)
def test_no_row_of_data_is_taken_for_a_title(content: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    assert set(read(path)[0]) == {"rows"}


def test_the_first_block_that_is_not_plain_tells_the_encoding() -> None:
    decoder = Decoder(None)
    blocks = [b"vu ce jour\n", "né en été, à l'hôpital\n".encode("cp1252")]
    assert (
        b"".join(decoder.utf8(block, 0) for block in blocks).decode()
        == "vu ce jour\nné en été, à l'hôpital\n"
    )
    assert (decoder.encoding, decoder.bad_bytes) == ("cp1252", 0)


@pytest.mark.parametrize("encoding", ["utf-32", "cp500", "base64", "utf-7"])
def test_an_encoding_in_which_delimiters_are_other_bytes_is_refused(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id;note\n1;une note\n")
    with pytest.raises(ViginoteError, match=f"'{encoding}' is not read; make the file UTF-8 first: iconv -f"):
        read(tmp_path / "a.csv", encoding=encoding)


RECOGNISED = [
    ("a.csv", "une note", 0.6),
    ("a", "id,note\n1,a\n", 0.4),
    ("a", "id,note\n", 0.0),
    ("a", "id,note\n1,a\n2,b,c\n", 0.0),
    ("a.txt", "id;note\n1;a\n", 0.3),
    ("a.txt", "id|note\n1|a\n", 0.3),
    ("a.txt", "id\tnote\n1\ta\n", 0.3),
    ("a.txt", "bonjour, vu\nce jour, bien\n", 0.0),
    ("a.txt", "id;note\n", 0.0),
    ("a.txt", "id;note\n1;a\n2;b;c\n", 0.0),
]


@pytest.mark.parametrize(("name", "content", "sureness"), RECOGNISED)
def test_how_surely_a_file_is_a_csv(name: str, content: str, sureness: float, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    assert csv.FORMAT.recognise(head_of(InputFile(str(tmp_path / name)))) == sureness
