# ruff: noqa: E501 (one case a line)
"""JSON lines and arrays, Parquet, Excel, plain text, custom dumps; and what is refused with a clear line."""

import datetime
import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source_helpers import losses, read, rewritten

from servers import Postgres
from viginote.errors import ViginoteError
from viginote.sources import open_source
from viginote.sources.base import EXTRA
from viginote.sources.format import formats

N = None
JSON_ROWS = [
    ("flat", {"a": "é", "b": None, "c": True, "d": 1.50}, {"a": "é", "b": N, "c": "true", "d": "1.5"}),
    ("nested", {"p": {"nom": "x"}, "l": [{"t": "y"}, "z"]}, {"p.nom": "x", "l[0].t": "y", "l[1]": "z"}),
    ("escapes", {"a": 'q"\n\t\\ \u2028 é €'}, {"a": 'q"\n\t\\ \u2028 é €'}),
    ("large number", {"a": 12345678901234567890123}, {"a": "12345678901234567890123"}),
    ("not an object", "texte", {"value": "texte"}),
]


@pytest.mark.parametrize(("what", "record", "row"), JSON_ROWS, ids=[c[0] for c in JSON_ROWS])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("form", ["lines", "array"])
def test_json_records(
    what: str, record: Any, row: dict[str, str | None], ascii_only: bool, form: str, tmp_path: Path
) -> None:
    line = json.dumps(record, ensure_ascii=ascii_only)
    raw = f"{line}\n\n{line}\n" if form == "lines" else f"[\n  {line},\n  {line}\n]\n"
    path = tmp_path / ("a.jsonl" if form == "lines" else "a.json")
    path.write_text(raw)
    if what == "not an object" and form == "lines":
        path.write_text('{"value": "x"}\n' + raw)
        raw = path.read_text()
    tables, source = read(path)
    assert [{k: v for k, v in r.items() if v is not None} for r in tables["rows"]][-2:] == [
        {k: v for k, v in row.items() if v is not None}
    ] * 2
    assert losses(source) == []
    assert rewritten(path, tmp_path / "b", {}) == raw.encode()
    column = next(iter(row))
    at = len(tables["rows"])
    copy = rewritten(path, tmp_path / "b", {(at, column): 'n"é'}).decode()
    old = json.dumps(record if isinstance(record, str) else row[column], ensure_ascii=ascii_only)
    if what in ("flat", "escapes", "not an object"):
        head, _, tail = raw.rpartition(old)
        assert copy == head + json.dumps('n"é', ensure_ascii=old.isascii()) + tail


def test_damaged_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a": "x"}\n{"a": "y\n{"a": "\\ud800z"}\n{"a": "\xe9"}\n')
    tables, source = read(path, encoding="utf-8")
    assert [row["a"] for row in tables["rows"]] == ["x", "\ufffdz", "é"]
    assert losses(source) == [
        ("line that is not JSON: left out", 1, 1), ("byte that does not decode as utf-8", 1, 0),
    ]  # fmt: skip
    assert source.coverage.losses[0].place == f"{path}, line 2"
    assert rewritten(path, tmp_path / "b", {}) == b'{"a": "x"}\n{"a": "\\ud800z"}\n{"a": "\xe9"}\n'


def test_a_json_array_cut_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    raw = json.dumps([{"id": i, "note": f"é {i}"} for i in range(300)], ensure_ascii=False)
    path.write_text(raw)
    for size in (61, 4096):
        monkeypatch.setattr("viginote.sources.json.BLOCK_BYTES", size)
        tables, source = read(path)
        assert [row["note"] for row in tables["rows"]] == [f"é {i}" for i in range(300)]
        assert losses(source) == []
    path.write_text(raw[:-10])
    tables, source = read(path)
    assert len(tables["rows"]) == 299
    assert losses(source) == [("JSON array damaged or cut short: the rest was not read", 1, 1)]


def test_json_in_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    text = '[{"id": 1, "note": "rien"},\n {"id": 2, "note": "l\'été, 20 €"}]'
    path.write_bytes(text.encode("cp1252"))
    tables, source = read(path)
    assert [row["note"] for row in tables["rows"]] == ["rien", "l'été, 20 €"]
    assert losses(source) == []
    new = rewritten(path, tmp_path / "b.json", {(2, "note"): "à 5 €"})
    assert new == text.replace("l'été, 20", "à 5").encode("cp1252")


def test_a_name_that_comes_twice_in_a_json_object(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"note": "un", "note": "deux", "x ": {"t": 1, "t": "trois"}}\n')
    tables, source = read(path)
    assert tables == {"rows": [{"note": "un", "note_2": "deux", "x .t": "1", "x .t_2": "trois"}]}
    assert losses(source) == []
    new = rewritten(path, tmp_path / "b.jsonl", {(1, "note"): "a", (1, "note_2"): "b", (1, "x .t_2"): "c"})
    assert new == b'{"note": "a", "note": "b", "x ": {"t": 1, "t": "c"}}\n'


def test_line_breaks_that_no_json_string_may_hold_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"note": "une\nligne\tet {"}, {"note": "deux"}]')
    tables, source = read(path)
    assert tables == {"rows": [{"note": "une\nligne\tet {"}, {"note": "deux"}]}
    assert losses(source) == []
    new = rewritten(path, tmp_path / "b.json", {(1, "note"): "x\ny"})
    assert new == b'[{"note": "x\\ny"}, {"note": "deux"}]'


def test_json_names_with_dots_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a.b": "un", "a": {"b": "deux"}}\n')
    assert read(path)[0] == {"rows": [{"a.b": "un", "a.b_2": "deux"}]}
    new = rewritten(path, tmp_path / "b.jsonl", {(1, "a.b"): "x", (1, "a.b_2"): "y"})
    assert new == b'{"a.b": "x", "a": {"b": "y"}}\n'


def test_types_of_extended_json_are_no_names(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    raw = (
        '{"_id": {"$oid": "65a1"}, "né": {"$date": "1980-03-12T00:00:00Z"}, "n": [{"$numberInt": "3"}]}\n'
        '{"_id": {"$oid": "65a2"}, "né": {"$date": {"$numberLong": "-51580800000"}}, "n": []}\n'
    )
    path.write_text(raw, encoding="utf-8")
    assert read(path)[0]["rows"] == [
        {"_id": "65a1", "né": "1980-03-12T00:00:00Z", "n[0]": "3"},
        {"_id": "65a2", "né": "-51580800000", "n[0]": None},
    ]
    new = rewritten(path, tmp_path / "b.jsonl", {(1, "né"): "[X]", (2, "né"): "[Y]"}).decode()
    assert new == raw.replace("1980-03-12T00:00:00Z", "[X]").replace("-51580800000", "[Y]")


def test_a_json_document_is_read_by_path(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    raw = '{"dossier": {"notes": [{"texte": "un"}, {"texte": "deux"}], "n": 3}}'
    path.write_text(raw)
    tables, _ = read(path)
    assert [(r["path"], r["text"]) for r in tables["rows"]] == [
        ("dossier.notes[0].texte", "un"), ("dossier.notes[1].texte", "deux"),
    ]  # fmt: skip
    assert rewritten(path, tmp_path / "b", {(2, "text"): "[X]"}).decode() == raw.replace("deux", "[X]")


@pytest.mark.parametrize("between", ["", "\n", "\n\n"])
def test_json_documents_one_after_the_other(between: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    raw = between.join(json.dumps({"note": note}, indent=1) for note in ("un", "deux", "trois"))
    path.write_text(raw)
    tables, source = read(path)
    assert [(r["path"], r["text"]) for r in tables["rows"]] == [
        ("note", "un"), ("2.note", "deux"), ("3.note", "trois"),
    ]  # fmt: skip
    assert losses(source) == []
    assert rewritten(path, tmp_path / "b", {(2, "text"): "[X]"}).decode() == raw.replace("deux", "[X]")
    path.write_text(raw[:-10])
    tables, source = read(path)
    assert [r["text"] for r in tables["rows"]] == ["un", "deux"]
    assert losses(source) == [("JSON document damaged, cut short or too large: not read", 1, 1)]


@pytest.mark.parametrize(
    "name", ["DURAND Odile 0639981234", "DURAND Odile", "o@example.org", "1 80 05 78 006"]
)
@pytest.mark.parametrize("form", ["document", "array", "lines"])
def test_names_that_are_data_stand_in_no_path(name: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / ("a.jsonl" if form == "lines" else "a.json")
    record = json.dumps({"Nom de famille": "x", name: {"note": "VIH"}})
    raw = {"document": record, "array": f"[{record}]", "lines": f"{record}\n{record}\n"}[form]
    path.write_text(raw)
    tables, source = read(path)
    paths = [row["path"] for row in tables["rows"]] if form == "document" else list(tables["rows"][0])
    assert paths == ["Nom de famille", "{2}.note"]
    assert losses(source) == [("name of a value that may be a person's, not scanned", 1, 0)]
    column = "text" if form == "document" else "{2}.note"
    copy = rewritten(path, tmp_path / "b", {(2 if form == "document" else 1, column): "[X]"}).decode()
    assert copy == raw.replace("VIH", "[X]", 1)


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=8),
        lambda c: st.lists(c, max_size=3) | st.dictionaries(st.text(max_size=4), c, max_size=3),
        max_leaves=8,
    )
)
def test_any_json_value_is_read_and_written_back(
    tmp_path_factory: pytest.TempPathFactory, value: Any
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.jsonl"
    raw = json.dumps({"x": value}, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
    path.write_bytes(raw * 2)
    _, source = read(path, encoding="utf-8")
    assert source.coverage.files[0].rows == 2
    assert rewritten(path, path.with_name("b"), {}, encoding="utf-8") == raw * 2


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table(
        {
            "id": pa.array([1, 2, None], pa.int32()),
            "note": pa.array(["été", "", None]),
            "large": pa.array(["a", "b", "c"], pa.large_string()),
            "category": pa.array(["x", "y", "x"]).dictionary_encode(),
            "day": pa.array([datetime.date(2020, 1, 2), None, None]),
            "s": pa.array([{"t": "u", "n": 1}, None, {"t": None, "n": 2}]),
            "l": pa.array([["a"], [], None]),
        }
    )
    pq.write_table(table, path, compression="gzip")
    tables, source = read(path)
    assert tables["rows"][0] == {
        "id": "1", "note": "été", "large": "a", "category": "x", "day": "2020-01-02", "s.t": "u", "s.n": "1", "l": '["a"]',
    }  # fmt: skip
    assert tables["rows"][2]["note"] is None
    assert losses(source) == []
    rewritten(path, tmp_path / "b.parquet", {})
    assert pq.read_table(tmp_path / "b.parquet").equals(table)
    changes = {
        (1, "note"): "n",
        (2, "category"): "z",
        (1, "s.t"): "v",
        (1, "large"): "w",
        (1, "day"): "",
    }
    rewritten(path, tmp_path / "c.parquet", changes)
    copy = pq.read_table(tmp_path / "c.parquet")
    assert copy.schema.equals(table.schema)
    assert copy.to_pylist()[0] == {
        "id": 1, "note": "n", "large": "w", "category": "x", "day": None, "s": {"t": "v", "n": 1}, "l": ["a"],
    }  # fmt: skip
    assert copy.to_pylist()[1]["category"] == "z"
    assert pq.ParquetFile(tmp_path / "c.parquet").metadata.row_group(0).column(0).compression == "GZIP"


def test_a_redacted_value_that_its_parquet_column_cannot_hold_is_refused(tmp_path: Path) -> None:
    path, day = tmp_path / "a.parquet", datetime.date(2020, 1, 2)
    columns = {"day": [day], "at": [datetime.datetime(2020, 1, 2, 8)], "number": [1], "many": [[day]]}
    pq.write_table(pa.table(columns), path)
    false = {(1, "day"): "2019-01-03", (1, "at"): "2019-01-03 08:00:00", (1, "number"): "42"}
    rewritten(path, tmp_path / "b.parquet", false)
    (copy,) = pq.read_table(tmp_path / "b.parquet").to_pylist()
    assert list(copy.values()) == [datetime.date(2019, 1, 3), datetime.datetime(2019, 1, 3, 8), 42, [day]]
    for name in columns:
        value = '["[DATE]"]' if name == "many" else "[DATE]"
        with pytest.raises(
            ViginoteError, match=f"^column {name}: of type .*, which cannot hold a redacted value"
        ):
            rewritten(path, tmp_path / "c.parquet", {(1, name): value})
        assert not (tmp_path / "c.parquet").exists()


def test_a_parquet_copy_changes_the_cells_that_it_should_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    lists = [["un", "x"], [], None, ["deux"]]
    table = pa.table(
        {
            "l": pa.array(lists),
            "r": pa.array([[{"t": "un"}], [], None, [{"t": None}]]),
            "m": pa.array([[("k", "un")], [], None, [("k", None)]], pa.map_(pa.string(), pa.string())),
            "b": pa.array([b"un", b"\xff", None, b""]),
        }
    )
    pq.write_table(table, path)
    rewritten(
        path,
        tmp_path / "b.parquet",
        {(1, "l"): '["X", "x"]', (1, "r"): '[{"t": "X"}]', (1, "m"): '[["k", "X"]]', (1, "b"): "X"},
    )
    copy = pq.read_table(tmp_path / "b.parquet")
    assert copy.schema.equals(table.schema)
    first, *others = copy.to_pylist()
    assert first == {"l": ["X", "x"], "r": [{"t": "X"}], "m": [("k", "X")], "b": b"X"}
    assert others == table.to_pylist()[1:]


def test_a_parquet_copy_keeps_no_old_value_beside_its_cells(tmp_path: Path) -> None:
    path, rows = tmp_path / "a.parquet", 20_002
    notes = pa.array(["vu Zavattoni", "c", *["b", "c"] * (rows // 2 - 1)])
    words = notes.dictionary_encode()
    ordered = pa.DictionaryArray.from_arrays(
        pc.index_in(notes, value_set=pa.array(["vu Zavattoni", "c", "b"])).cast(pa.int8()),
        pa.array(["vu Zavattoni", "c", "b"]),
        ordered=True,
    )
    table = pa.table(
        {
            "d": words,
            "o": ordered,
            "s": pa.StructArray.from_arrays([words], ["d"]),
            "l": pa.ListArray.from_arrays(pa.array(range(rows + 1), pa.int32()), words),
        }
    )
    pq.write_table(table.replace_schema_metadata({"author": "Zavattoni", "pandas": "{}"}), path)
    assert b"Zavattoni" in path.read_bytes()
    changes = {(1, "d"): "vu X", (1, "o"): "vu X", (1, "s.d"): "vu X", (1, "l"): '["vu X"]'}
    assert b"Zavattoni" not in rewritten(path, tmp_path / "b.parquet", dict(changes))
    copy = pq.read_table(tmp_path / "b.parquet")
    assert copy.schema.equals(table.schema)
    assert copy.schema.metadata == {b"pandas": b"{}"}
    assert copy.to_pylist()[0] == {"d": "vu X", "o": "vu X", "s": {"d": "vu X"}, "l": ["vu X"]}
    assert copy.to_pylist()[1:] == table.to_pylist()[1:]
    assert copy.column("o").chunk(1).dictionary.to_pylist() == ["c", "b"]


def test_bytes_in_a_parquet_file_are_read_as_those_of_a_database_are(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    notes = ["séropositif".encode(), "séropositif".encode("cp1252"), b"\xff\xd8\0", None]
    pq.write_table(pa.table({"note": pa.array(notes, pa.binary())}), path)
    tables, _ = read(path)
    assert [row["note"] for row in tables["rows"]] == ["séropositif", "séropositif", "\ufffd\ufffd\0", None]


def test_a_parquet_dictionary_without_room_for_redacted_values_is_told(tmp_path: Path) -> None:
    words = pa.array(["vu"] * 200).dictionary_encode().cast(pa.dictionary(pa.int8(), pa.string()))
    pq.write_table(pa.table({"note": words}), tmp_path / "a.parquet")
    changes = {(row, "note"): f"[vg1r:{row}]" for row in range(1, 201)}
    with pytest.raises(ViginoteError, match=r"column note: .* in int8, has no room for 200 redacted values"):
        rewritten(tmp_path / "a.parquet", tmp_path / "b.parquet", dict(changes))
    assert not (tmp_path / "b.parquet").exists()


def test_parquet_columns_of_one_name_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_arrays([pa.array(["un"]), pa.array(["deux"])], names=["n", "n"]), path)
    tables, _ = read(path)
    assert tables == {"rows": [{"n": "un", "n_2": "deux"}]}
    rewritten(path, tmp_path / "b.parquet", {(1, "n_2"): "X"})
    columns = pq.ParquetFile(tmp_path / "b.parquet").read().columns
    assert [column.to_pylist() for column in columns] == [["un"], ["X"]]


def test_damaged_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table({"note": ["x" * 50] * 1000}),
        path,
        row_group_size=100,
        use_dictionary=False,
        compression="none",
    )
    raw = bytearray(path.read_bytes())
    path.write_bytes(raw[:-20])
    with pytest.raises(ViginoteError, match="damaged Parquet file"):
        read(path)
    raw[4:40] = os.urandom(36)
    path.write_bytes(raw)
    tables, source = read(path)
    assert len(tables["rows"]) == 900
    assert losses(source) == [("row group that cannot be read: left out", 1, 100)]


def test_excel(tmp_path: Path) -> None:
    import datetime

    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Patients"
    for line in (
        ["id", "note", "date"],
        [1, "été\nligne", datetime.datetime(2020, 1, 2)],
        [None] * 3,
        [2, None, None],
    ):
        book.active.append(line)
    book.create_sheet("Vide")
    book.create_sheet("Sans titre").append([1, "a b"])
    book.save(path)
    tables, source = read(path)
    assert tables == {
        "Patients": [
            {"id": "1", "note": "été\nligne", "date": "2020-01-02 00:00:00"}, {"id": "2", "note": N, "date": N},
        ],
        "Sans titre": [{"column_1": "1", "column_2": "a b"}],
    }  # fmt: skip
    assert losses(source) == []
    with pytest.raises(ViginoteError, match="can be scanned but not rewritten"):
        source.rewrite(tmp_path / "b.xlsx", lambda chunk: chunk.rows)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ViginoteError, match="damaged Excel file"):
        read(path)


def with_sheet(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change the XML of a workbook's first sheet."""
    with zipfile.ZipFile(path) as book:
        parts = {info.filename: book.read(info) for info in book.infolist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, part in parts.items():
            book.writestr(name, change(part) if name == "xl/worksheets/sheet1.xml" else part)


def test_a_sheet_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    other = book.create_sheet("Suite")
    for number in range(50):
        book.active.append([number, "une note"] if number else ["id", "note"])
    for line in (["id", "note"], [1, "une autre"]):
        other.append(line)
    book.save(path)
    with_sheet(path, lambda xml: xml[: len(xml) // 2])
    tables, source = read(path)
    assert 10 < len(tables["Sheet"]) < 40
    assert tables["Suite"] == [{"id": "1", "note": "une autre"}]
    assert losses(source) == [("sheet damaged: the rest was not read", 1, 1)]
    assert source.coverage.losses[0].place == f"{path}, sheet Sheet"


def _without_dimension(xml: bytes) -> bytes:
    return re.sub(rb"<dimension [^>]*/>", b"", xml)


def _of_one_cell(xml: bytes) -> bytes:
    return re.sub(rb'(<dimension ref)="[^"]*"', rb'\1="A1"', xml)


@pytest.mark.parametrize("change", [_without_dimension, _of_one_cell])
def test_a_sheet_is_read_whole_whatever_size_it_declares(
    change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for line in ([], ["id", "note"], [1, "une note"], [], [2, "une autre", N, "à côté", 3], [3]):
        book.active.append(line)
    book.save(path)
    with_sheet(path, change)
    tables, source = read(path)
    assert tables == {
        "Sheet": [
            {"id": "1", "note": "une note", EXTRA: N}, {"id": "2", "note": "une autre", EXTRA: "à côté\t3"},
            {"id": "3", "note": N, EXTRA: N},
        ],
    }  # fmt: skip
    assert losses(source) == [("row with more cells than the table has columns, read as it is", 1, 0)]
    assert source.coverage.losses[0].place == f"{path}, sheet Sheet, row 5"


def test_a_title_above_the_columns_does_not_make_the_sheet_narrow(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for line in (["Export"], ["id", "note"], [1, "une note"]):
        book.active.append(line)
    book.save(path)
    tables, source = read(path)
    assert tables == {
        "Sheet (above header)": [{"column_1": "Export", "column_2": N}],
        "Sheet": [{"id": "1", "note": "une note"}],
    }
    assert losses(source) == []
    tables, _ = read(path, header=False)
    assert [list(row.values()) for row in tables["Sheet"]] == [
        ["Export", N],
        ["id", "note"],
        ["1", "une note"],
    ]


def test_a_row_with_a_number_that_no_sheet_has_does_not_hold_up_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for line in (["id", "note"], [1, "une note"], [2, "une autre"]):
        book.active.append(line)
    book.save(path)
    with_sheet(path, lambda xml: xml.replace(b'<row r="3"', b'<row r="99999999999999"'))
    tables, source = read(path)
    assert tables == {"Sheet": [{"id": "1", "note": "une note"}, {"id": "2", "note": "une autre"}]}
    assert losses(source) == []


def _cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    ("rows", "expected", "lost"),
    [
        ([_cell("B2", "note") + _cell("A2", "un")], [["un", "note"]], []),
        ([_cell("A3", "trois"), _cell("A2", "deux")], [["trois", N], ["deux", N]], []),
        ([_cell("B2", "note") + _cell("B2", "suite")], [[N, "note\nsuite"]], []),
        ([_cell("B2", "une_x000D_\nnote_x005F_")], [[N, "une\r\nnote_"]], []),
        (['<c r="A2" t="s"><v>99</v></c>' + _cell("B2", "a"), _cell("B3", "b")], [[N, "a"], [N, "b"]],
         [("cell damaged: not read", 1, 0)]),
        ([_cell("A2", "un") + '<c r="B2"><f>A2&amp;"+"</f><v/></c>'], [["un", N]],
         [("formula without the value that it had last, not read", 1, 0)]),
        ([_cell("A2", "un") + '<c r="B2" t="str"><f>""</f><v/></c>'], [["un", N]], []),
    ],
    ids=["cell behind its place", "row behind its place", "two cells in one", "escaped", "damaged", "formula",
         "formula of nothing"],
)  # fmt: skip
def test_every_cell_of_a_sheet_is_read_or_counted(
    rows: list[str], expected: list[list[str | None]], lost: list[tuple[str, int, int]], tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for line in (["id", "note"], [1, 2]):
        book.active.append(line)
    book.save(path)
    written = "".join(
        re.sub(r'^(.*?r="[A-Z](\d+)".*)$', r'<row r="\2">\1</row>', row, flags=re.S) for row in rows
    )
    with_sheet(path, lambda xml: re.sub(rb'<row r="2".*</row>', lambda _: written.encode(), xml))
    tables, source = read(path)
    assert [list(row.values()) for row in tables["Sheet"]] == expected
    assert losses(source) == lost


def test_text_boxes_on_a_sheet_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["note"])
    book.save(path)
    with zipfile.ZipFile(path, "a") as parts:
        parts.writestr("xl/drawings/drawing1.xml", "<a:p><a:r><a:t>une note</a:t></a:r></a:p>")
        parts.writestr("xl/drawings/drawing2.xml", "<xdr:pic/>")
    _, source = read(path)
    assert losses(source) == [("sheet with text boxes, which are not read", 1, 0)]


def test_comments_on_cells_are_counted(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["note"])
    workbook.active.append(["une note"])
    workbook.active["A2"].comment = openpyxl.comments.Comment("à ne pas dire", "Dr")
    workbook.save(tmp_path / "a.xlsx")
    tables, source = read(tmp_path / "a.xlsx")
    assert tables == {"Sheet": [{"note": "une note"}]}
    assert losses(source) == [("sheet with comments on its cells, which are not read", 1, 0)]


def test_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Patient vu; à l'été,\r\ndeux lignes".encode("cp1252"))
    tables, _ = read(path)
    assert tables == {"notes": [{"text": "Patient vu; à l'été,\r\ndeux lignes"}]}
    assert rewritten(path, tmp_path / "b", {(1, "text"): "é [X]"}) == "é [X]".encode("cp1252")


@pytest.mark.server
def test_custom_and_directory_dumps_as_plain_ones(postgres_server: Postgres, tmp_path: Path) -> None:
    postgres_server.made(
        "custom", "CREATE TABLE t AS SELECT i AS id, 'été ' || i AS note FROM generate_series(1, 5000) i"
    )
    (tmp_path / "folder").mkdir()
    dumps = {form: tmp_path / "folder" / form for form in ("plain", "custom", "tar", "directory")}
    for form, path in dumps.items():
        postgres_server.run("pg_dump", f"--format={form}", f"--file={path}", "custom")
    expected = read(dumps["plain"])[0]
    assert [c.rows.num_rows for c in open_source(str(tmp_path / "folder")).chunks()] == [5000] * 4
    for form in ("custom", "tar", "directory"):
        tables, source = read(dumps[form])
        assert tables == expected, form
        assert losses(source) == []
        with pytest.raises(ViginoteError, match="only read; make it plain first"):
            source.rewrite(tmp_path / "x", lambda chunk: chunk.rows)
    raw = dumps["custom"].read_bytes()
    dumps["custom"].write_bytes(raw[: len(raw) // 2])
    _, source = read(dumps["custom"])
    assert source.coverage.losses


def test_custom_dumps_need_pg_restore(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.dump"
    path.write_bytes(b"PGDMP\x01\x0e")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ViginoteError, match="needs pg_restore, which is not here"):
        read(path)


def test_every_format_is_found_by_being_there() -> None:
    assert [f.name for f in formats()] == [
        "archive", "cda", "csv", "excel", "fhir", "hl7v2", "hprim", "json", "jsonl", "mail", "mssql", "mysqldump", "parquet", "pdf",
        "pg_dump", "pg_dump custom", "sqlite", "text", "word", "xml",
    ]  # fmt: skip


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n")
    path.chmod(0)
    with pytest.raises(ViginoteError, match="no right to read it"):
        open_source(str(path))


def test_a_destination_that_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n")
    with pytest.raises(ViginoteError, match="cannot be written"):
        open_source(str(path)).rewrite(tmp_path / "absent" / "b.csv", lambda chunk: chunk.rows)


def test_a_failure_leaves_no_half_written_copy(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b\n1;2\n")

    def fail(chunk: object) -> pa.RecordBatch:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_source(str(path)).rewrite(tmp_path / "b.csv", fail)
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("depth", [300, 100_000])
def test_json_nested_too_deep_is_counted(depth: int, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": "x"}\n{"a": ' + "[" * depth + "]" * depth + '}\n{"a": "y"}\n')
    tables, source = read(path)
    assert [row["a"] for row in tables["rows"]] == ["x", "y"]
    assert losses(source) == [("line that is not JSON: left out", 1, 1)]
