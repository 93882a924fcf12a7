"""A batch scan: which cells, which findings, the same ones however it runs, and nothing lost on the way."""

import base64
import gzip
import hashlib
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fake_scanner import DyingScanner, FakeScanner, SlowScanner

from viginote.batch import Choice, Mapping, Progress, scan
from viginote.batch.cells import encoded_cells
from viginote.batch.workers import WorkerLost
from viginote.errors import ViginoteError
from viginote.redaction import Keys

COLUMNS = ["source", "table", "record_id", "row", "column", "start", "end", "label", "kind", "assertion",
           "score", "detector", "fingerprint"]  # fmt: skip
LEAK = """id;nom;prenom;telephone;commentaire
10;MARTIN;Zoé;0639981234;
11;DURAND;Luc;0639981235;DURAND vu le 12, VIH connu, tél 06 39 98 12 99
12;PETIT;Léa;0639981236;voir sa mère au 0639981299
13;MARTIN (VIH connu depuis dix ans, ne pas en parler à sa mère);Zoé;0639981234;
14;ROUX;Zoé;0639981234;
"""


@pytest.fixture
def leak(tmp_path: Path) -> Path:
    path = tmp_path / "leak.csv"
    path.write_text(LEAK)
    return path


def run(
    location: Path | str | list[Path], out: Path, **options: Any
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    options = {"processes": 1, "make_scanner": FakeScanner, **options}
    scan(location if isinstance(location, list) else [location], out, **options)
    table = pq.read_table(out / "findings.parquet")
    assert table.column_names == COLUMNS
    return table.to_pylist(), json.loads((out / "summary.json").read_text())


def test_findings_stand_where_they_are(leak: Path, tmp_path: Path) -> None:
    findings, summary = run(leak, tmp_path / "out")
    assert [tuple(f[c] for c in COLUMNS[1:-1]) for f in findings] == [
        ("rows", "11", 2, "commentaire", 0, 6, "PERSON", "identifier", None, 0.7, "known"),
        ("rows", "11", 2, "commentaire", 17, 20, "hiv", "sensitive", "affirmed", 0.8, "fake"),
        ("rows", "11", 2, "commentaire", 32, 46, "PHONE", "identifier", None, 0.9, "fake"),
        ("rows", "12", 3, "commentaire", 16, 26, "PHONE", "identifier", None, 0.9, "fake"),
        ("rows", "13", 4, "nom", 8, 11, "hiv", "sensitive", "affirmed", 0.8, "fake"),
    ]
    assert {f["source"] for f in findings} == {str(leak)}
    # The same number written with and without blanks has one fingerprint.
    assert findings[2]["fingerprint"] == findings[3]["fingerprint"]
    assert len({f["fingerprint"] for f in findings if f["fingerprint"]}) == 3
    assert summary["complete"] is True
    assert summary["records"] == {
        "total": 5, "unreadable": 0, "with_free_text": 3, "cells_scanned": 3, "cells_failed": 0,
    }  # fmt: skip
    assert summary["findings"]["by_label"] == {"PERSON": 1, "PHONE": 2, "hiv": 2}
    assert summary["findings"]["by_assertion"] == {"hiv": {"affirmed": 2}}
    assert summary["findings"]["by_column"] == {"rows.commentaire": 4, "rows.nom": 1}
    assert summary["coverage"]["files"][0]["bytes"] == len(LEAK.encode())


def test_outputs_are_private_and_hold_no_value(leak: Path, tmp_path: Path) -> None:
    run(leak, tmp_path / "out")
    findings, summary = sorted((tmp_path / "out").iterdir())
    assert (findings.name, summary.name) == ("findings.parquet", "summary.json")
    assert {path.stat().st_mode & 0o777 for path in (findings, summary)} == {0o600}
    # The table's bytes are compressed: its cells are looked through.
    said = str(pq.read_table(findings).to_pylist()) + summary.read_text(encoding="utf-8")
    assert "commentaire" in said
    assert [v for v in ("MARTIN", "DURAND", "0639981234", "06 39 98", "connu") if v in said] == []


def big(path: Path, rows: int = 4000) -> Path:
    lines = [f"{i};n° {i}: VIH, tél 06 39 98 {i // 100 % 100:02} {i % 100:02} de DUPONT" for i in range(rows)]
    path.write_text("id;note\n" + "\n".join(lines) + "\n")
    return path


def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path) -> None:
    path = big(tmp_path / "big.csv")
    for processes in (1, 2):
        run(path, tmp_path / str(processes), processes=processes)
    files = {(tmp_path / str(n) / "findings.parquet").read_bytes() for n in (1, 2)}
    assert len(files) == 1


RUN = """
import sys
sys.path[:0] = [{tests!r}]
from fake_scanner import SlowScanner
from viginote.batch import run, scan
run.versions = lambda: {{"model": "one", "lexicons": "two"}}
if __name__ == "__main__":
    scan([{source!r}], {out!r}, processes=2, make_scanner=SlowScanner)
"""


def test_a_killed_scan_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viginote.batch.run.versions", lambda: {"model": "one", "lexicons": "two"})
    path = big(tmp_path / "big.csv", 24_000)
    whole, _ = run(path, tmp_path / "whole")
    out = tmp_path / "killed"
    code = RUN.format(tests=str(Path(__file__).parent), source=str(path), out=str(out))
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    state = out / ".scan-state.json"
    end = time.monotonic() + 60
    while time.monotonic() < end and not state.exists() and process.poll() is None:
        time.sleep(0.02)
    process.kill()
    process.communicate(timeout=60)  # ends when its workers have ended too, which nobody killed
    done = json.loads(state.read_text())["tasks"]
    assert 0 < done < 24
    assert not (out / "findings.parquet").exists()
    seen: list[int] = []

    class Counting(FakeScanner):
        def scan_many(self, texts: Any, known: Any = None) -> Any:
            texts = list(texts)
            seen.append(len(texts))
            return super().scan_many(texts, known)

    findings, summary = run(path, out, make_scanner=Counting)
    assert findings == whole
    assert sum(seen) == 24_000 - 1000 * done
    assert summary["records"]["cells_scanned"] == 24_000
    assert {p.name for p in out.iterdir()} == {"findings.parquet", "summary.json"}


def interrupted(path: Path | str, out: Path, **options: Any) -> None:
    """Leave a checkpoint: the second task's scanner is interrupted."""

    class Interrupted(SlowScanner):
        calls = 0

        def scan_many(self, texts: Any, known: Any = None) -> Any:
            Interrupted.calls += 1
            if Interrupted.calls > 2:
                raise KeyboardInterrupt
            return super().scan_many(texts, known)

    with pytest.raises(KeyboardInterrupt):
        scan([path], out, processes=1, make_scanner=Interrupted, **options)
    assert json.loads((out / ".scan-state.json").read_text())["tasks"] == 2


@pytest.mark.parametrize("gone", ["id = 1500", "id > 900", "id > 0", "id = 7000"])
def test_a_source_changed_behind_its_stamp_is_noticed(gone: str, tmp_path: Path) -> None:
    """A database tells no date of its last change: what was read of it is compared."""
    path, out, keys = tmp_path / "big.db", tmp_path / "out", Keys.generate()
    url = f"sqlite:///{path}"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT)")
        db.executemany("INSERT INTO notes (note) VALUES (?)", [(f"vu {i}, VIH",) for i in range(8000)])
        db.commit()
        interrupted(url, out, keys=keys)
        db.execute(f"DELETE FROM notes WHERE {gone}")
        db.commit()
    if gone == "id = 7000":  # not read yet
        assert len(run(url, out, keys=keys)[0]) == 7999
        return
    with pytest.raises(ViginoteError, match="has changed: what is in the source; begin again"):
        run(url, out, keys=keys)


@pytest.mark.parametrize("change", ["source", "columns", "mapping", "key"])
def test_a_checkpoint_that_does_not_fit_is_noticed(change: str, tmp_path: Path) -> None:
    path, out = big(tmp_path / "big.csv"), tmp_path / "out"
    interrupted(path, out)
    options: dict[str, Any] = {
        "source": {},
        "columns": {"choice": Choice(columns=["note"])},
        "mapping": {"choice": Choice(mapping=Mapping())},
        "key": {"keys": Keys.generate()},
    }[change]
    if change == "source":
        os.utime(path, (1, 1))
    word = "fingerprint key" if change == "key" else change
    with pytest.raises(ViginoteError, match=f"has changed: {word}"):
        run(path, out, **options)
    findings, _ = run(path, out, restart=True, **options)
    assert len(findings) == 8000


def test_two_scans_do_not_write_to_one_folder(leak: Path, tmp_path: Path) -> None:
    refused = []

    def once_more(_: Progress) -> None:
        with pytest.raises(ViginoteError, match="another scan is writing there") as error:
            run(leak, tmp_path / "out")
        refused.append(error)

    findings, _ = run(leak, tmp_path / "out", progress=once_more)
    assert refused
    assert findings == run(leak, tmp_path / "alone")[0]


def test_an_interrupted_scan_goes_on(tmp_path: Path) -> None:
    path = big(tmp_path / "big.csv")
    interrupted(path, tmp_path / "out")
    assert run(path, tmp_path / "out")[0] == run(path, tmp_path / "whole")[0]


def test_a_killed_worker_is_told_and_loses_nothing(tmp_path: Path) -> None:
    path, out = big(tmp_path / "big.csv"), tmp_path / "out"
    with pytest.raises(WorkerLost, match="run the same command again"):
        run(path, out, processes=2, make_scanner=DyingScanner)
    assert len(run(path, out)[0]) == 8000


def no_scanner() -> FakeScanner:
    raise ViginoteError("names.txt: not there; name another file")


@pytest.mark.parametrize("processes", [1, 2])
def test_a_scanner_that_cannot_be_made_says_why(
    leak: Path, tmp_path: Path, processes: int, capfd: Any
) -> None:
    with pytest.raises(ViginoteError, match=r"^names\.txt: not there; name another file$"):
        run(leak, tmp_path / "out", processes=processes, make_scanner=no_scanner)
    assert capfd.readouterr() == ("", "")


def test_a_cell_the_scanner_fails_on_is_counted_and_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id;note\n1;VIH connu, crash\n2;VIH connu, suivi\n3;VIH\n")
    findings, summary = run(path, tmp_path / "out")
    assert [f["row"] for f in findings] == [2, 3]
    assert summary["complete"] is False
    assert summary["records"]["cells_failed"] == 1
    assert summary["coverage"]["unscanned"] == [{"source": str(path), "table": "rows", "row": 1}]


def test_a_loss_makes_the_summary_incomplete(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id;note\n1;VIH connu, suivi au CHU\n2;a;b c VIH\n")
    findings, summary = run(path, tmp_path / "out")
    assert [(f["row"], f["column"]) for f in findings] == [(1, "note"), (2, "(extra)")]
    assert summary["complete"] is False
    loss = summary["coverage"]["files"][0]["losses"][0]
    assert loss["reason"] == "row with another number of fields than the header, read as it is"


NOT_READ = (
    "cell in base64 or hexadecimal, or of bytes that are no text, not read; "
    "write these out as files and scan their folder"
)


def test_documents_in_binary_columns_are_counted(tmp_path: Path) -> None:
    note = "Patient vu ce jour, revient dans une semaine avec ses examens. " * 9
    texts = [
        note,
        note.encode(),
        note.encode("cp1252"),
        note.encode("utf-16"),
        note.encode() + bytes(900),
        hashlib.sha512(b"").digest(),
    ]
    documents = [b"%PDF-1.4\n" + note.encode(), gzip.compress(random.Random(1).randbytes(999))]
    with closing(sqlite3.connect(tmp_path / "a.db")) as base:
        base.execute("CREATE TABLE t (note TEXT, document BLOB)")
        base.executemany("INSERT INTO t VALUES (?, ?)", [(note, cell) for cell in texts + documents])
        base.commit()
    summary = scan([tmp_path / "a.db"], tmp_path / "out", processes=1, make_scanner=FakeScanner)
    (loss,) = summary.content["coverage"]["files"][0]["losses"]
    assert (loss["reason"], loss["count"]) == (NOT_READ, 2)
    assert loss["place"].endswith("a.db, table t, column document")
    assert summary.content["records"]["cells_scanned"] == 14


def test_encoded_cells_are_counted(tmp_path: Path) -> None:
    note = b"Patient vu ce jour, revient dans une semaine avec ses examens, rappeler au 06 39 98 12 34."
    cells = [note, gzip.compress(note), b"%PDF-1.4 " + note, hashlib.sha512(note).digest()]
    source = tmp_path / "a.csv"
    lines = [f"{base64.b64encode(cell).decode()};RAS ce jour\n" for cell in cells]
    lines += [f"{mark}{cell.hex()};RAS ce jour\n" for cell in cells for mark in ("0x", "\\x")]
    lines.append(f"0x{'00ff' * 100};RAS ce jour\n")
    source.write_text("contenu;note\n" + "".join(lines))
    summary = scan([source], tmp_path / "out", processes=1, make_scanner=FakeScanner)
    (loss,) = summary.content["coverage"]["files"][0]["losses"]
    assert (loss["reason"], loss["count"]) == (NOT_READ, 10)
    assert loss["place"].endswith("a.csv, table rows, column contenu")
    assert not summary.complete
    only_notes = Choice(columns=["note"])
    chosen = scan([source], tmp_path / "o", choice=only_notes, processes=1, make_scanner=FakeScanner)
    assert chosen.complete


FILL = b"\xff"  # a byte that is no text
ENCODED = [
    ("a key in hexadecimal", f"0x{'ff' * 128}", 0),
    ("a key in hexadecimal and a line end", f"0x{'ff' * 128}\n", 0),
    ("more than a key in hexadecimal", f"0x{'ff' * 129}", 1),
    ("one word", base64.b64encode(b"a" * 45).decode(), 0),
    ("two words", base64.b64encode(b"a " + b"b" * 43).decode(), 1),
    ("three of four bytes are text", f"0x{(b'ab ' * 10 + FILL * 10).hex()}", 0),
    ("a byte more is text", f"0x{(b'ab ' * 10 + b'c' + FILL * 9).hex()}", 1),
    ("as short as a key", "%PDF-" + "a" * 123, 0),
    ("longer than a key", "%PDF-" + "a" * 124, 1),
    ("a PDF inside a text", "a" * 124 + "%PDF-", 0),
    ("one of twenty characters is none of a text", "\1" * 7 + "a" * 133, 0),
    ("more than one of twenty is none", "\1" * 7 + "a" * 132, 1),
    ("a text filled up", "a" * 100 + "\0" * 100, 0),
    ("odd far behind a text's start", "a" * 2000 + "\1" * 2000, 0),
]


@pytest.mark.parametrize(("what", "cell", "count"), ENCODED, ids=[c[0] for c in ENCODED])
def test_what_counts_as_an_encoded_cell(what: str, cell: str, count: int) -> None:
    assert encoded_cells(pa.array([cell])) == count


def test_offsets_point_into_mojibake_as_stored(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = "sÃ©rologie VIH nÃ©gative, Ã©tÃ© au 06 39 98 12 34"
    path.write_text(f"id;note\n1;{text}\n")
    findings, _ = run(path, tmp_path / "out")
    assert [text[f["start"] : f["end"]] for f in findings] == ["VIH", "06 39 98 12 34"]


def test_text_that_comes_late_is_scanned(tmp_path: Path) -> None:
    """One filled cell in a hundred, and none at all in the first chunks."""
    path = tmp_path / "a.csv"
    lines = [
        f"{i};A{i % 9};{'VIH connu, sous traitement' if i > 50_000 and i % 100 == 0 else ''}"
        for i in range(60_000)
    ]
    path.write_text("id;code;remarque2\n" + "\n".join(lines) + "\n")
    findings, summary = run(path, tmp_path / "out")
    assert len(findings) == 99
    assert summary["records"]["with_free_text"] == 99


def test_columns_may_be_named(leak: Path, tmp_path: Path) -> None:
    findings, _ = run(leak, tmp_path / "a", choice=Choice(columns=["telephone"]))
    assert [(f["row"], f["column"]) for f in findings] == [(n, "telephone") for n in (1, 2, 3, 4, 5)]
    findings, _ = run(leak, tmp_path / "b", choice=Choice(columns=["rows.commentaire"]))
    assert {f["column"] for f in findings} == {"commentaire"}
    with pytest.raises(ViginoteError, match="no column 'comment'; the columns are: commentaire, id, nom"):
        run(leak, tmp_path / "c", choice=Choice(columns=["comment"]))


def test_a_mapping_goes_before_what_is_found_out(leak: Path, tmp_path: Path) -> None:
    mapping = Mapping.from_yaml(
        "tables: {rows: {columns: {commentaire: city, nom: {role: last_name, scan: false}}}}"
    )
    findings, _ = run(leak, tmp_path / "out", choice=Choice(mapping=mapping))
    assert {(f["row"], f["column"]) for f in findings} == {(2, "commentaire")}  # longer than any city


def test_several_sources_in_one_table(leak: Path, tmp_path: Path) -> None:
    second = tmp_path / "second.jsonl"
    second.write_text('{"id": 5, "note": "VIH connu depuis 2010"}\n')
    findings, summary = run([leak, second], tmp_path / "out")
    assert [f["source"] for f in findings[-1:]] == [str(second)]
    assert [f["path"] for f in summary["coverage"]["files"]] == [str(leak), str(second)]


def test_progress_is_told(tmp_path: Path) -> None:
    path = big(tmp_path / "big.csv")
    told: list[Progress] = []
    run(path, tmp_path / "out", progress=told.append)
    assert (told[-1].rows, told[-1].findings) == (4000, 8000)
    assert told[-1].bytes == told[-1].total_bytes == path.stat().st_size


def test_keys_make_the_fingerprints(leak: Path, tmp_path: Path) -> None:
    keys = Keys.generate()
    one, two, other = (
        run(leak, tmp_path / str(n), keys=k)[0] for n, k in enumerate((keys, keys, Keys.generate()))
    )
    assert one == two
    assert one[0]["fingerprint"] != other[0]["fingerprint"]


BAD = [
    ("absent", None, "no such file or folder"),
    ("empty.csv", b"", "the file is empty"),
    ("binary.bin", bytes(range(256)) * 40, "unknown format"),
    ("numbers.csv", b"id;poids\n1;72,5\n2;80,1\n", "no column of free text found"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD)
def test_what_cannot_be_scanned_is_one_clear_line(
    name: str, content: bytes | None, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ViginoteError, match=message) as error:
        run(path, tmp_path / "out")
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_an_output_folder_that_is_a_file_is_refused(leak: Path) -> None:
    with pytest.raises(ViginoteError, match="output folder cannot be made"):
        run(leak, leak)


def test_standard_input_is_scanned(tmp_path: Path) -> None:
    code = RUN.format(tests=str(Path(__file__).parent), source="-", out=str(tmp_path / "out"))
    code = code.replace("processes=2", "processes=1").replace("SlowScanner", "FakeScanner")
    content = "id;note\n" + "".join(f"{i};VIH connu, suivi au CHU\n" for i in range(8000))
    subprocess.run([sys.executable, "-c", code], input=content.encode(), check=True)
    table = pq.read_table(tmp_path / "out" / "findings.parquet")
    assert table.num_rows == 8000
    assert set(table.column("source").to_pylist()) == {"-"}


def test_a_full_disk_is_told_and_the_scan_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = big(tmp_path / "big.csv")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("viginote.batch.checkpoint.io.BytesIO", full)
        with pytest.raises(ViginoteError, match="No space left on device"):
            run(path, tmp_path / "out")
    assert len(run(path, tmp_path / "out")[0]) == 8000
