"""Inputs that fuzzing once broke something with, and a short run of the fuzzer itself."""

import io
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from viginote import Scanner
from viginote.errors import ViginoteError
from viginote.sources import open_source

FUZZ = Path(__file__).parents[2] / "benchmarks" / "fuzz.py"

TEXTS = ["①DURAND", "¹²³ Mme ①", "x\x92\U000f535b ⅫMARTIN", "\ud83d Mme DURAND", "İSTANBUL né le 04/07/1985"]


@pytest.mark.parametrize("text", TEXTS)
def test_odd_characters_are_scanned(text: str) -> None:
    for finding in Scanner().scan(text).findings:
        assert 0 <= finding.start < finding.end <= len(text)


def test_a_member_whose_data_is_damaged_costs_no_other(tmp_path: Path) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "id;note\n1;vu au cabinet ce jour\n")
        archive.writestr("b.csv", "id;note\n1;revu au cabinet ce jour\n")
    raw = bytearray(sink.getvalue())
    first = zipfile.ZipFile(io.BytesIO(bytes(raw))).infolist()[0]
    begin = first.header_offset + 30 + len(first.filename)
    raw[begin : begin + first.compress_size] = b"\xee" * first.compress_size
    path = tmp_path / "a.zip"
    path.write_bytes(raw)
    source = open_source(str(path))
    assert [chunk.table for chunk in source.chunks()] == ["b"]
    assert [loss.reason for loss in source.coverage.losses] == [
        "member damaged or packed in an unknown way: not read"
    ]


def test_a_short_run_of_the_fuzzer_finds_nothing() -> None:
    command = [sys.executable, str(FUZZ), "--inputs", "400", "--seed", "7"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
    assert "0 failures" in done.stdout


def test_half_a_surrogate_pair_in_a_json_key(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"\\ud800a": "vu ce jour", "b": "\\udfff"}\n')
    source = open_source(str(path))
    assert [chunk.rows.schema.names for chunk in source.chunks()] == [["\ufffda", "b"]]
    source.rewrite(tmp_path / "copy", lambda chunk: chunk.rows)
    assert (tmp_path / "copy").read_bytes() == path.read_bytes()


def test_half_a_surrogate_pair_in_the_name_of_a_patient(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        '{"resourceType": "Bundle", "entry": ['
        '{"resource": {"resourceType": "Patient", "id": "p", "name": [{"given": ["Z\\ud800o"]}]}},'
        '{"resource": {"resourceType": "Observation", "subject": {"reference": "Patient/p"}, '
        '"note": [{"text": "vu ce jour"}]}}]}'
    )
    chunks = list(open_source(str(path)).chunks())
    assert [chunk.table for chunk in chunks] == ["resources", "patients"]
    assert [chunk.rows.column("prenom").to_pylist() for chunk in chunks] == [["Z\ufffdo"]] * 2


def test_a_column_of_sqlite_whose_name_does_not_decode(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    base = sqlite3.connect(path)
    base.execute('CREATE TABLE t ("été" TEXT)')
    base.execute("INSERT INTO t VALUES ('vu ce jour')")
    base.commit()
    base.close()
    path.write_bytes(path.read_bytes().replace("été".encode(), b"\xd6t\xd6\xc3\xa9"))
    source = open_source(str(path))
    assert list(source.chunks()) == []
    assert [loss.place for loss in source.coverage.losses] == [f"{path}, table t"]


def test_a_schema_of_sqlite_that_does_not_decode(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE t (note TEXT)")
    base.commit()
    base.close()
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE t (", b"CREATE TABLE t \xc8"))
    with pytest.raises(ViginoteError, match="damaged SQLite file"):
        list(open_source(str(path)).chunks())


def test_a_column_of_parquet_whose_name_does_not_decode(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"xéx": ["vu ce jour"]}), path, store_schema=False)
    path.write_bytes(path.read_bytes().replace("xéx".encode(), b"x\xe4xx"))
    with pytest.raises(ViginoteError, match="damaged Parquet file"):
        list(open_source(str(path)).chunks())


def test_a_document_without_a_text_is_copied_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{}")
    open_source(str(path)).rewrite(tmp_path / "copy", lambda chunk: chunk.rows)
    assert (tmp_path / "copy").read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("at", "by"), [(b"PK\x01\x02", b"PK\x01\x02\x14\x00\xb9"), (b"\xc3\xa9.csv", b"\xc3\xc3.csv")]
)
def test_a_zip_directory_that_cannot_be_read_is_one_clear_line(tmp_path: Path, at: bytes, by: bytes) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("é.csv", "a;b\n1;2\n")
    raw = path.read_bytes()
    start = raw.rindex(at)
    path.write_bytes(raw[:start] + by + raw[start + len(by) :])
    with pytest.raises(ViginoteError, match="damaged zip file"):
        list(open_source(str(path)).chunks())


def test_a_member_of_a_zip_file_without_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "a;b\n1;2\n")
        archive.writestr("b.csv", "a;b\n3;4\n")
    raw = path.read_bytes()
    start = raw.rindex(b"a.csv", 0, raw.rindex(b"b.csv"))
    named = raw[:start] + b"\0" + raw[start + 1 :]  # a name ends at its first null
    path.write_bytes(named)
    source = open_source(str(path))
    assert ["3"] in [chunk.rows.column(0).to_pylist() for chunk in source.chunks()]
    source.rewrite(tmp_path / "copy.zip", lambda chunk: chunk.rows)


def test_a_dump_of_which_only_the_magic_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.dump"
    path.write_bytes(b"PGDMP")
    with pytest.raises(ViginoteError, match="pg_restore"):
        list(open_source(str(path)).chunks())


def test_parquet_text_that_does_not_decode_is_a_counted_loss(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    damaged = pa.Array.from_buffers(
        pa.string(), 2, [None, pa.py_buffer(np.array([0, 4, 7], np.int32)), pa.py_buffer(b"vu \xffras")]
    )
    pq.write_table(pa.table({"note": damaged}), path)
    source = open_source(str(path))
    assert [chunk.rows.column("note").to_pylist() for chunk in source.chunks()] == [["vu \ufffd", "ras"]]
    assert [(loss.reason, loss.count) for loss in source.coverage.losses] == [
        ("text that does not decode as UTF-8", 1)
    ]
