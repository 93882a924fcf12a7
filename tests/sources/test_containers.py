# ruff: noqa: E501 (one case a line)
"""Compression, archives and folders: what is inside is read as it is, bounded, and written back the same way."""

import bz2
import errno
import gzip
import io
import lzma
import os
import random
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from source_helpers import losses, read, rewritten

from viginote.errors import ViginoteError
from viginote.sources import _files, open_source
from viginote.sources._files import InputFile
from viginote.sources.base import Chunk, FileCoverage

CSV = "id;note\n1;été à l'hôpital\n2;b c\n".encode()
ROWS = [{"id": "1", "note": "été à l'hôpital"}, {"id": "2", "note": "b c"}]
PACKERS: dict[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
    "gz": (gzip.compress, gzip.decompress),
    "bz2": (bz2.compress, bz2.decompress),
    "xz": (lzma.compress, lzma.decompress),
    "zst": (
        zstandard.ZstdCompressor().compress,
        lambda raw: zstandard.ZstdDecompressor().stream_reader(io.BytesIO(raw)).read(),
    ),
}


@pytest.mark.parametrize("kind", PACKERS)
def test_compressed_files_are_read_and_written_back_compressed(kind: str, tmp_path: Path) -> None:
    pack, unpack = PACKERS[kind]
    for name in (f"a.csv.{kind}", "misnamed"):
        path = tmp_path / name
        path.write_bytes(pack(CSV))
        tables, source = read(path)
        assert tables == {"rows": ROWS}
        assert losses(source) == []
        assert source.coverage.files[0].bytes == path.stat().st_size
        copy = rewritten(path, tmp_path / "copy", {(2, "note"): "n"})
        assert unpack(copy) == CSV.replace(b"b c", b"n")


@pytest.mark.parametrize("kind", PACKERS)
def test_a_compressed_file_cut_short_is_read_as_far_as_it_goes(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.csv.{kind}"
    text = "id;note\n" + "".join(f"{i};note {os.urandom(20).hex()}\n" for i in range(60_000))
    packed = PACKERS[kind][0](text.encode())
    path.write_bytes(packed[: len(packed) * 9 // 10])
    tables, source = read(path)
    assert len(tables["rows"]) > 10_000
    assert ("compressed data damaged or cut short", 1, 0) in losses(source)


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_files, "BOMB_FLOOR", 2**20)
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"id;note\n1;" + b"a\n1;" * (8 * 2**20)))
    _, source = read(path)
    assert losses(source)[0] == ("grows more than 300 times when decompressed: reading stopped", 1, 0)
    assert source.coverage.files[0].rows < 2**20


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def foldered(path: Path, members: dict[str, bytes]) -> Path:
    for name, content in members.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path


MEMBERS = {
    "a/one.txt": "première note\nde deux lignes".encode(),
    "a/two.txt": "deuxième, vue à l'été".encode("cp1252"),
    "b/patients.csv": CSV,
    "c.csv.gz": gzip.compress(CSV),
    "d.bin": bytes(range(256)) * 10,
    "empty.txt": b"",
}
EXPECTED = {
    "notes": [
        {"file": "a/one.txt", "text": "première note\nde deux lignes"},
        {"file": "a/two.txt", "text": "deuxième, vue à l'été"},
    ],
    "b/patients": ROWS,
    "c.csv": ROWS,
}
HOLDERS: dict[str, Callable[[Path, dict[str, bytes]], Path]] = {
    "folder": foldered,
    "a.zip": zipped,
    "a.tar": tarred,
    "a.tar.gz": lambda path, members: tarred(path, members, "w:gz"),
}


@pytest.mark.parametrize("holder", HOLDERS)
def test_every_member_is_read_as_what_it_is(holder: str, tmp_path: Path) -> None:
    path = HOLDERS[holder](tmp_path / holder, MEMBERS)
    tables, source = read(path)
    assert tables == EXPECTED
    assert sorted(loss.reason for loss in source.coverage.losses) == [
        "the file is empty", "unknown format",
    ]  # fmt: skip
    assert {f"{path}/{name}" for name in MEMBERS} <= {file.path for file in source.coverage.files}
    assert source.coverage.rows == 6


@pytest.mark.parametrize("holder", HOLDERS)
def test_members_are_rewritten_in_place(holder: str, tmp_path: Path) -> None:
    path = HOLDERS[holder](tmp_path / holder, MEMBERS)
    source = open_source(str(path))
    target = tmp_path / f"new-{holder}"
    source.rewrite(target, lambda chunk: chunk.rows)
    tables, copy = read(target)
    assert tables == EXPECTED
    assert losses(copy) == []
    assert len(losses(source)) == 2
    if holder == "folder":
        assert (target / "a/two.txt").read_bytes() == MEMBERS["a/two.txt"]
        assert not (target / "d.bin").exists()
    else:
        assert target.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize(
    ("member", "tables"),
    [
        ("x/a.csv", {"x/a"}),
        ("x", {"x/a", "x/b"}),
        ("in.zip", {"c", "y/d"}),
        ("in.zip/y/d.csv", {"y/d"}),
    ],
)
def test_a_member_of_an_archive_is_read_alone(
    pack: Callable[[Path, dict[str, bytes]], Path], member: str, tables: set[str], tmp_path: Path
) -> None:
    inner = zipped(tmp_path / "in.zip", {"c.csv": CSV, "y/d.csv": CSV}).read_bytes()
    path = pack(tmp_path / "archive", {"x/a.csv": CSV, "in.zip": inner, "x/b.csv": CSV, "xx.csv": CSV})
    found, source = read(path / member)
    assert found == dict.fromkeys(tables, ROWS)
    assert source.stamp() not in (open_source(str(path)).stamp(), open_source(str(path / "xx.csv")).stamp())
    with pytest.raises(ViginoteError, match="scanned where it lies and not rewritten"):
        source.rewrite(tmp_path / "copy", lambda chunk: chunk.rows)
    assert not (tmp_path / "copy").exists()


def test_a_member_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "archive.zip", {"a.csv": CSV})
    with pytest.raises(
        ViginoteError, match=r"archive.zip/b.csv: no such file in the archive; check its name"
    ):
        read(path / "b.csv")
    plain = tmp_path / "a.csv"
    plain.write_bytes(CSV)
    with pytest.raises(ViginoteError, match=r"a.csv/b.csv: .*a.csv is no archive; check the path"):
        open_source(str(plain / "b.csv"))


@pytest.mark.parametrize("holder", ["folder", "a.zip"])
def test_what_holds_no_file_is_refused_as_an_empty_file_is(holder: str, tmp_path: Path) -> None:
    path = tmp_path / holder
    if holder == "folder":
        foldered(path, {".hidden.txt": b"une note"})
    else:
        zipped(path, {"a/": b""})
    message = rf"{holder}: no file in it \(hidden ones are left alone\); there is nothing to read"
    with pytest.raises(ViginoteError, match=message):
        read(path)
    with pytest.raises(ViginoteError, match=message):
        rewritten(path, tmp_path / "copy", {})
    assert not (tmp_path / "copy").exists()


def test_a_zip_bomb_and_an_encrypted_member_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_files, "BOMB_FLOOR", 2**20)
    path = zipped(tmp_path / "a.zip", {"bomb.txt": b"a" * (8 * 2**20), "good.txt": b"une note"})
    tables, source = read(path)
    assert tables == {"notes": [{"file": "good.txt", "text": "une note"}]}
    assert losses(source) == [("would grow more than 300 times when unpacked: not read", 1, 1)]


def test_archives_nest_to_a_depth(tmp_path: Path) -> None:
    content = zipped(tmp_path / "0.zip", {"n.txt": b"une note"}).read_bytes()
    for depth in (1, 2):
        content = zipped(tmp_path / f"{depth}.zip", {"i.zip": content}).read_bytes()
    tables, _ = read(tmp_path / "2.zip")
    assert [row["text"] for rows in tables.values() for row in rows] == ["une note"]
    zipped(tmp_path / "3.zip", {"i.zip": content})
    tables, source = read(tmp_path / "3.zip")
    assert tables == {}
    assert "archive inside 3 others" in losses(source)[0][0]


def test_links_do_not_lead_in_circles(tmp_path: Path) -> None:
    folder = foldered(tmp_path / "f", {"a.txt": b"une note"})
    (folder / "loop").symlink_to(folder)
    (folder / "lost.txt").symlink_to(folder / "absent")
    (folder / "other").symlink_to(foldered(tmp_path / "g", {"b.txt": b"une autre"}))
    tables, source = read(folder)
    assert tables == {"notes": [{"file": "a.txt", "text": "une note"}]}
    assert [loss.reason for loss in source.coverage.losses] == [
        "link to a folder, not followed: name that folder as well",
        "cannot be opened (No such file or directory)",
    ]


def test_what_is_no_file_does_not_hold_up_the_reading(tmp_path: Path) -> None:
    folder = foldered(tmp_path / "f", {"a.txt": b"une note"})
    os.mkfifo(folder / "pipe")
    (folder / "zero").symlink_to("/dev/zero")
    tables, source = read(folder)
    assert tables == {"notes": [{"file": "a.txt", "text": "une note"}]}
    assert (
        losses(source)
        == [("a pipe, socket or device, not a file; pipe its content to standard input ('-')", 1, 1)] * 2
    )
    with pytest.raises(ViginoteError, match="pipe: a pipe, socket or device, not a file"):
        read(folder / "pipe")


def test_a_name_that_is_no_text_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "f") + b"/d\xe9j\xe0.txt")).write_text("une note")
    tables, source = read(tmp_path / "f")
    assert tables == {"notes": [{"file": "d\ufffdj\ufffd.txt", "text": "une note"}]}
    assert losses(source) == []


def test_a_file_whose_name_is_no_text_is_opened_whatever_it_holds(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    with closing(sqlite3.connect(tmp_path / "db")) as connection:
        connection.execute("CREATE TABLE notes (note TEXT)")
        connection.execute("INSERT INTO notes VALUES ('une note')")
        connection.commit()
    pq.write_table(pa.table({"note": ["une note"]}), tmp_path / "parquet")
    book = openpyxl.Workbook()
    for cell in ("note", "une note"):
        book.active.append([cell])
    book.save(tmp_path / "xlsx")
    for kind in ("db", "parquet", "xlsx"):
        (tmp_path / kind).rename(os.fsdecode(os.fsencode(folder) + b"/\xe9." + kind.encode()))
    tables, source = read(folder)
    assert tables == {name: [{"note": "une note"}] for name in ("notes", "\ufffd", "Sheet")}
    assert losses(source) == []


class _Failing(io.BytesIO):
    """A file of which the disk gives the first bytes alone."""

    def __init__(self, content: bytes, given: int) -> None:
        super().__init__(content)
        self._given = given

    def read(self, size: int | None = -1) -> bytes:
        if self.tell() >= self._given:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(min(self._given - self.tell(), size if size and size > 0 else self._given))


@pytest.mark.parametrize("kind", ["plain", "gzip"])
def test_a_disk_that_fails_is_told_and_costs_no_other_file(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = "".join(f"{random.Random(i).random()};vu ce jour\n" for i in range(40_000)).encode()
    content = gzip.compress(content) if kind == "gzip" else content
    folder = foldered(tmp_path / "f", {"a": content, "b.txt": b"une note", "c": content})
    given = {"a": 0, "c": 300_000}

    def opened(file: InputFile) -> io.BytesIO:
        content = file.path.read_bytes()
        return _Failing(content, given.get(file.path.name, len(content) + 1))

    monkeypatch.setattr(InputFile, "_open_path", opened)
    tables, source = read(folder)
    assert tables["notes"] == [{"file": "b.txt", "text": "une note"}]
    assert len(tables["c"]) > 1000
    reasons = {Path(file.path).name: [loss.reason for loss in file.losses] for file in source.coverage.files}
    assert reasons["a"] == ["cannot be read (Input/output error)"]
    damage = (
        "compressed data damaged or cut short" if kind == "gzip" else "cannot be read on (Input/output error)"
    )
    assert reasons["c"][0] == damage
    assert all(file.sha256 is None for file in source.coverage.files if not file.path.endswith("b.txt"))


BINARIES = {
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(26),
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\2\0\0\3\4\5\6\0\0\7\x0f",
    "zeros": bytes(100_000),
    "noise": random.Random(1).randbytes(2000),
}


@pytest.mark.parametrize("kind", BINARIES)
def test_binary_files_are_counted_not_read_as_text(kind: str, tmp_path: Path) -> None:
    tables, source = read(foldered(tmp_path / "f", {"a": BINARIES[kind], "b.txt": b"une note"}))
    assert tables == {"notes": [{"file": "b.txt", "text": "une note"}]}
    assert losses(source) == [("7-Zip is not read" if kind == "7z" else "unknown format", 1, 1)]


NOT_READ = [
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "an Office file before 2007"),
    ("a.txt", b"Courriel :\nContent-Transfer-Encoding: base64\n\nTS4gRHVyYW5k\n", "an e-mail with encoded parts is not read"),
    ("a.txt", b"-----BEGIN PGP MESSAGE-----\n\nhQEMA5\n", "an encrypted PGP message is not read; decrypt it first"),
    ("a.feather", b"ARROW1\0\0\xff\xff", r"Arrow \(Feather\) is not read; write it as Parquet or CSV first"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "message"), NOT_READ, ids=[c[0] for c in NOT_READ])
def test_what_would_be_read_in_part_is_refused_with_its_remedy(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ViginoteError, match=message):
        read(path)


def test_encoded_mails_further_on_in_a_mailbox_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    plain = "From a Mon Jan 1\nSubject: x\n\n" + "vu ce jour\n" * 7000
    path.write_text(plain + "\nFrom b Mon Jan 1\nContent-Transfer-Encoding: base64\n\nTS4gRHVyYW5k\n")
    _, source = read(path)
    assert losses(source) == [("encoded part of an e-mail, not read", 1, 0)]
    assert source.coverage.losses[0].place == f"{path}, byte {len(plain) + 18}"


@pytest.mark.parametrize("kind", ["vnd.oasis.opendocument.spreadsheet", "epub+zip"])
def test_an_open_document_is_refused_as_such(kind: str, tmp_path: Path) -> None:
    """As a zip of XML its words would be cut wherever the style changes."""
    folder = tmp_path / "f"
    folder.mkdir()
    with zipfile.ZipFile(folder / "a", "w") as archive:
        archive.writestr("mimetype", f"application/{kind}")
        archive.writestr("content.xml", "<p>M. <s>Du</s>rand</p>")
    tables, source = read(folder)
    assert tables == {}
    assert losses(source) == [
        ("an OpenDocument file other than a text (.ods, .odp) or an EPUB is not read", 1, 1)
    ]
    with pytest.raises(
        ViginoteError, match=r"save it as .csv or .txt: soffice --headless --convert-to csv FILE"
    ):
        read(folder / "a")


def test_utf_32_is_refused_with_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id;note\n1;été\n".encode("utf-32"))
    with pytest.raises(ViginoteError, match=r"a.csv: UTF-32 is not read; make it UTF-8 first: iconv"):
        read(path)


def test_a_tar_member_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    lines = [f"{i};vu ce jour\n" for i in range(20_000)]
    path = tarred(tmp_path / "a.tar", {"a.csv": b"id;note\n" + "".join(lines).encode()})
    path.write_bytes(path.read_bytes()[:200_000])
    tables, source = read(path)
    assert 8000 < len(tables["a"]) < 13_000
    assert tables["a"][7999] == {"id": "7999", "note": "vu ce jour"}
    assert [reason for reason, _, _ in losses(source)][:2] == [
        "tar file damaged or cut short: the rest was not read",
        "data damaged or cut short",
    ]


def four_notes(path: Path) -> bytes:
    """A tar of 4 notes, each of a header and a block; its end at byte 4096."""
    return tarred(path, {f"{n}.txt": b"une note" for n in range(4)}).read_bytes()


TARS: list[tuple[str, Callable[[bytes], bytes], int]] = [
    ("a byte of a header", lambda raw: raw[:1030] + b"?" + raw[1031:], 1),
    ("cut in a header", lambda raw: raw[:2200], 2),
    ("cut between members", lambda raw: raw[:3072], 3),
    ("cut before its end", lambda raw: raw[:4096], 4),
    ("two, one after the other", lambda raw: raw + raw, 4),
    ("zeros at a header", lambda raw: raw[:1024] + bytes(512) + raw[1536:], 1),
]


@pytest.mark.parametrize("mode", ["plain", "gz"])
@pytest.mark.parametrize(("damage", "change", "read_notes"), TARS, ids=[c[0] for c in TARS])
def test_what_a_tar_file_does_not_give_is_told(
    damage: str, change: Callable[[bytes], bytes], read_notes: int, mode: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.tar"
    raw = change(four_notes(path))
    path.write_bytes(gzip.compress(raw) if mode == "gz" else raw)
    tables, source = read(path)
    assert tables == {"notes": [{"file": f"{n}.txt", "text": "une note"} for n in range(read_notes)]}
    assert losses(source) == [("tar file damaged or cut short: the rest was not read", 1, 1)]
    source.rewrite(tmp_path / "copy", lambda chunk: chunk.rows)
    assert losses(source) == [("tar file damaged or cut short: the rest was not read", 1, 1)]
    assert read(tmp_path / "copy")[0] == tables


def test_a_whole_tar_file_loses_nothing(tmp_path: Path) -> None:
    """With the zeros that fill its last record, or with the block alone that ends it."""
    path = tmp_path / "a.tar"
    raw = four_notes(path)
    for whole in (raw, raw[: 4096 + 1024], raw[: 4096 + 512], raw + bytes(10_000)):
        path.write_bytes(whole)
        tables, source = read(path)
        assert len(tables["notes"]) == 4
        assert losses(source) == []


def test_a_damaged_long_name_in_a_tar_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        for name in ("a.txt", "é" * 120 + ".txt"):
            info = tarfile.TarInfo(name)
            info.size = 8
            archive.addfile(info, io.BytesIO(b"une note"))
    path.write_bytes(path.read_bytes().replace(b" path=", b"x path="))
    tables, source = read(path)
    assert tables == {"notes": [{"file": "a.txt", "text": "une note"}]}
    assert losses(source) == [("tar file damaged or cut short: the rest was not read", 1, 1)]


def test_the_name_of_a_member_does_not_steer_the_terminal(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a\x1b[31m\nb.csv", "id;note\n1;une note\n")
        archive.writestr("c\x1b[31m.bin", b"")
    tables, source = read(tmp_path / "a.zip")
    assert tables == {"a\ufffd[31m\ufffdb": [{"id": "1", "note": "une note"}]}
    assert [loss.place for loss in source.coverage.losses] == [f"{tmp_path}/a.zip/c\ufffd[31m.bin"]


def test_the_name_of_a_tar_member_that_is_no_text_is_told_as_one(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.GNU_FORMAT, encoding="latin-1") as archive:
        info = tarfile.TarInfo("déjà.txt")
        info.size = 8
        archive.addfile(info, io.BytesIO(b"une note"))
    tables, source = read(tmp_path / "a.tar")
    assert tables == {"notes": [{"file": "d\ufffdj\ufffd.txt", "text": "une note"}]}
    assert losses(source) == []


def test_zstd_gives_out_little_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.zst"
    path.write_bytes(zstandard.ZstdCompressor().compress(b"a;b\n" * (20 * 2**20)))
    reading = InputFile(str(path)).open(FileCoverage("a"))
    assert len(reading.read(1000)) == 1000
    assert reading._produced < 2**26


def test_what_cannot_be_rewritten_is_left_out_of_a_copy_and_counted(tmp_path: Path) -> None:
    folder = foldered(tmp_path / "f", {"a.txt": b"une note"})
    openpyxl.Workbook().save(folder / "b.xlsx")
    source = open_source(str(folder))
    source.rewrite(tmp_path / "copy", lambda chunk: chunk.rows)
    assert [p.name for p in (tmp_path / "copy").iterdir()] == ["a.txt"]
    assert losses(source) == [("format that can be scanned but not rewritten: left out", 1, 1)]


def test_a_damaged_zip_and_a_cut_tar(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": b"une note"})
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(ViginoteError, match="damaged zip file"):
        read(path)
    path = tarred(tmp_path / "a.tar", {"a.txt": b"une note", "b.txt": b"x" * 5000})
    path.write_bytes(path.read_bytes()[:3000])
    tables, source = read(path)
    assert tables["notes"][0] == {"file": "a.txt", "text": "une note"}
    assert source.coverage.losses


def damaged_files() -> dict[str, bytes]:
    """Files that look whole at their heads and cannot be read beyond, beside two that can."""
    packed, parquet, book = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("n.txt", "une note")
    pq.write_table(pa.table({"note": ["une note"]}), parquet)
    openpyxl.Workbook().save(book)
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE TABLE t (note TEXT)")
        base.executemany("INSERT INTO t VALUES (?)", [("une note " * 100,)] * 100)
        base.commit()
        pages = base.serialize()
    return {
        "a.csv": CSV,
        "b.zip": packed.getvalue()[:-10],
        "c.parquet": parquet.getvalue()[:-10],
        "d.sqlite": pages[:20_000],
        "e.xlsx": book.getvalue()[:-100],
        "f/toc.dat": b"PGDMP" + bytes(40),
        "z.csv": CSV,
    }


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_damaged_file_does_not_keep_the_others_from_being_read(holder: str, tmp_path: Path) -> None:
    members = damaged_files()
    path = HOLDERS[holder](tmp_path / holder, members)
    tables, source = read(path)
    assert tables == {"a": ROWS, "z": ROWS}
    lost = {file.path.removeprefix(f"{path}/") for file in source.coverage.files if file.losses}
    assert {name.removesuffix("/toc.dat") for name in lost} == {
        "b.zip",
        "c.parquet",
        "d.sqlite",
        "e.xlsx",
        "f",
    }
    assert {loss.rows for loss in source.coverage.losses} == {1}
    source.rewrite(tmp_path / "copy", lambda chunk: chunk.rows)
    assert len(source.coverage.losses) == 5
    tables, copy = read(tmp_path / "copy")
    assert tables == {"a": ROWS, "z": ROWS}
    assert losses(copy) == []


@pytest.mark.parametrize("holder", HOLDERS)
def test_what_befalls_the_redaction_of_a_member_is_no_damage(holder: str, tmp_path: Path) -> None:
    source = open_source(
        str(
            HOLDERS[holder](
                tmp_path / holder, {"a.zip": zipped(tmp_path / "a.zip", {"b.csv": CSV}).read_bytes()}
            )
        )
    )

    def fail(chunk: Chunk) -> pa.RecordBatch:
        raise ViginoteError("no key")

    with pytest.raises(ViginoteError, match="no key"):
        source.rewrite(tmp_path / "copy", fail)
    assert not (tmp_path / "copy").exists()


def test_a_full_disk_is_no_damage_of_a_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = open_source(str(foldered(tmp_path / "f", {"a.csv": CSV, "b.csv": CSV})))

    def fail(*_: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("viginote.sources._stream.Rows.rewritten", fail)
    with pytest.raises(ViginoteError, match=r"a\.csv: cannot be written"):
        source.rewrite(tmp_path / "copy", lambda chunk: chunk.rows)
    assert not (tmp_path / "copy").exists()


def test_names_that_are_long_or_alike_in_a_copy(tmp_path: Path) -> None:
    folder, copy = tmp_path / "f", tmp_path / "copy"
    folder.mkdir()
    long = "x" * 251 + ".txt"
    (folder / long).write_text("un\n")
    for name in (b"a\xe9.txt", b"a\xff.txt"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(f"{name[1]}\n")
    source = open_source(str(folder))
    source.rewrite(copy, lambda chunk: chunk.rows)
    assert sorted(path.name for path in copy.iterdir()) == ["a\ufffd.txt", long]
    assert (copy / "a\ufffd.txt").read_text() == "233\n"
    assert losses(source) == [("another file has this name in the copy: left out", 1, 1)]


def test_a_redacted_folder_does_not_go_into_itself(tmp_path: Path) -> None:
    folder = foldered(tmp_path / "f", {"a.txt": b"une note"})
    with pytest.raises(ViginoteError, match="lies inside the source"):
        open_source(str(folder)).rewrite(folder / "out", lambda chunk: chunk.rows)
