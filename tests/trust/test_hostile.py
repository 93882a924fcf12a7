"""Hostile input: what somebody put into a leak to harm who looks at it."""

import bz2
import csv
import gzip
import io
import json
import re
import sqlite3
import tarfile
import time
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from viginote.batch import redact, scan
from viginote.errors import ViginoteError
from viginote.exposure import draw_audit, measure
from viginote.findings import Finding
from viginote.redaction import Keys
from viginote.report import render
from viginote.sources import open_source
from viginote.sources._files import BOMB_FLOOR, BOMB_RATIO

SCRIPT = "<script>alert(1)</script>"
FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]


class Silent:
    """A scanner that finds nothing."""

    def scan_many(self, texts: Any, known: Any = None) -> Any:
        from viginote.findings import ScanResult

        yield from (ScanResult(text, ()) for text in texts)


def texts(path: Path) -> tuple[list[str], list[str]]:
    """All cells of a source, and the reasons of its losses."""
    source = open_source(str(path))
    cells = [
        cell
        for chunk in source.chunks()
        for column in chunk.rows.columns
        for cell in column.to_pylist()
        if cell is not None
    ]
    return cells, [loss.reason for loss in source.coverage.losses]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
CDA = """<?xml version="1.0"?>
<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}<!ENTITY file SYSTEM "file://{file}">
<!ENTITY net SYSTEM "http://192.0.2.1/"><!ENTITY % par SYSTEM "http://192.0.2.1/a.dtd">%par;]>
<ClinicalDocument xmlns="urn:hl7-org:v3"><title>&l9;</title><component><structuredBody><component><section>
<text>Vu ce jour &file; &net; &l9; fin</text></section></component></structuredBody></component>
</ClinicalDocument>
"""


def test_xml_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("what stands elsewhere")
    path = tmp_path / "a.xml"
    path.write_text(CDA.format(laughs=LAUGHS, file=secret))
    cells, _ = texts(path)
    assert "Vu ce jour &file; &net; &l9; fin" in cells
    assert not [cell for cell in cells if "elsewhere" in cell or "haha" in cell]


def _zeros(size: int) -> io.BytesIO:
    return io.BytesIO(b"id;note\n1;" + b"0" * size)


def bombs(folder: Path) -> dict[str, Path]:
    """A little file of each sort that would become a very large one."""
    size = BOMB_FLOOR + 64 * 1024 * 1024
    paths = {}
    for name, module in (("a.csv.gz", gzip), ("a.csv.bz2", bz2)):
        paths[name] = folder / name
        with module.open(paths[name], "wb") as file:  # type: ignore[attr-defined]
            for _ in range(size // 2**20):
                file.write(b"0" * 2**20)
    paths["a.zip"] = folder / "a.zip"
    with zipfile.ZipFile(paths["a.zip"], "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("a.csv", "w", force_zip64=True) as member:
            for _ in range(size // 2**20):
                member.write(b"0" * 2**20)
        archive.writestr("b.txt", "vu au cabinet")
    return paths


def test_bombs_are_stopped_and_told(tmp_path: Path) -> None:
    for name, path in bombs(tmp_path).items():
        assert path.stat().st_size < BOMB_FLOOR // BOMB_RATIO
        _, losses = texts(path)
        told = " ".join(losses)
        assert f"more than {BOMB_RATIO} times" in told or "longer than" in told, name


def test_a_workbook_that_would_grow_without_end_is_refused(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["id", "note"])
    book.save(path)
    grown = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(grown, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != "xl/sharedStrings.xml":
                new.writestr(info.filename, old.read(info))
        with new.open("xl/sharedStrings.xml", "w", force_zip64=True) as member:
            for _ in range(BOMB_FLOOR // 2**20 + 64):
                member.write(b" " * 2**20)
    with pytest.raises(ViginoteError, match="grow more than"):
        texts(grown)


def test_archives_inside_archives_end(tmp_path: Path) -> None:
    content, name = b"vu au cabinet", "a.txt"
    for depth in range(8):
        sink = io.BytesIO()
        with zipfile.ZipFile(sink, "w") as archive:
            archive.writestr(name, content)
        content, name = sink.getvalue(), f"{depth}.zip"
    path = tmp_path / "deep.zip"
    path.write_bytes(content)
    assert any("archive inside" in loss for loss in texts(path)[1])


TRAVERSALS = ["../out.txt", "/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt", "./../../out.txt"]


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_no_member_leaves_the_place_it_is_copied_to(kind: str, tmp_path: Path) -> None:
    """Members are never unpacked; a copy of the archive, which others may unpack, keeps no way out either."""
    path, copy = tmp_path / "in" / f"a.{kind}", tmp_path / "in" / f"copy.{kind}"
    path.parent.mkdir()
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name in TRAVERSALS:
                archive.writestr(name, "vu au cabinet ce jour")
    else:
        with tarfile.open(path, "w") as tar:
            for name in TRAVERSALS:
                info = tarfile.TarInfo(name)
                info.size = 21
                tar.addfile(info, io.BytesIO(b"vu au cabinet ce jour"))
            link = tarfile.TarInfo("link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            tar.addfile(link)
    cells, _ = texts(path)
    assert cells.count("vu au cabinet ce jour") == len(TRAVERSALS)
    redact(path, copy, processes=1, make_scanner=Silent)
    with zipfile.ZipFile(copy) if kind == "zip" else tarfile.open(copy) as written:
        names = written.namelist() if isinstance(written, zipfile.ZipFile) else written.getnames()
    assert len(names) == len(TRAVERSALS)
    assert not [n for n in names if n.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", n) or ":" in n]
    assert {p.name for p in tmp_path.rglob("*") if p.is_file()} == {path.name, copy.name}


def test_links_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "outside.txt"
    inside.mkdir()
    outside.write_text("what stands elsewhere")
    (inside / "a.txt").write_text("vu au cabinet")
    (inside / "self").symlink_to(inside)
    (inside / "up").symlink_to(tmp_path)
    assert "what stands elsewhere" not in texts(inside)[0]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_sheet_is_a_formula(formula: str, tmp_path: Path) -> None:
    """Neither practices nor comments nor the table's name, in whatever viginote writes as CSV."""
    columns = ("id", "cabinet", "nom", "prenom", "date_naissance", "commentaire")
    plain = formula.replace("\t", "\\t").replace("\r", "\\r")
    source = tmp_path / "a.sql"
    lines = [f'-- PostgreSQL database dump\nCOPY "{plain.strip()}" ({", ".join(columns)}) FROM stdin;']
    for n in range(30):
        row = (
            str(n),
            plain,
            f"NOM{chr(65 + n % 26)}",
            "Odile",
            "04/07/1985",
            f"{plain} VIH connu, RAS ce matin {n}",
        )
        lines.append("\t".join(row))
    source.write_text("\n".join([*lines, "\\."]) + "\n", encoding="utf-8")
    exposure = measured(source, tmp_path / "out", identify=Keys.generate())
    assert exposure["practices"]
    draw_audit([str(source)], tmp_path / "out", size=20)
    sheets = list((tmp_path / "out").rglob("*.csv"))
    assert {"audit.csv", "identities.csv", "practices.csv"} <= {sheet.name for sheet in sheets}
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8-sig")
        for row in csv.reader(
            io.StringIO(text, newline=""), delimiter="," if sheet.stem == "identities" else ";"
        ):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t", "\r")), sheet.name
                assert not cell.startswith("-") or re.fullmatch(r"-?[\d.]+", cell), sheet.name


def measured(source: Path, out: Path, **options: Any) -> dict[str, Any]:
    return measure([str(source)], out, practice="cabinet", processes=1, **options)


def test_nothing_of_the_leak_runs_in_the_report(tmp_path: Path) -> None:
    source = tmp_path / f"{SCRIPT.replace('/', '_')}.csv"
    lines = [
        f'{n};"{SCRIPT}""\' onload=""x";DURAND;Odile;04/07/1985;{SCRIPT} vu ce matin, VIH connu {n}'
        for n in range(30)
    ]
    source.write_text("id;cabinet;nom;prenom;date_naissance;commentaire\n" + "\n".join(lines) + "\n")
    exposure = measured(source, tmp_path / "out")
    assert SCRIPT in exposure["practices"][0]["id"]
    for lang in ("fr", "en"):
        page = render(exposure, lang)
        assert "<script>alert" not in page
        assert '" onload=' not in page
        assert "&lt;script&gt;alert" in page
        # What the page carries as data ends no script of its own early.
        assert page.count("</script") == page.count("<script") > 0


def test_names_of_sql_are_quoted(tmp_path: Path) -> None:
    """A table and columns whose names would end a statement."""
    path = tmp_path / "a.sqlite"
    table, column = 'x"; DROP TABLE victims; --', "note\"'; DELETE FROM victims; --"
    quoted = [name.replace('"', '""') for name in (table, column)]
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE victims (a TEXT)")
        base.execute("INSERT INTO victims VALUES ('here')")
        base.execute(f'CREATE TABLE "{quoted[0]}" ("{quoted[1]}" TEXT)')
        base.execute(f"INSERT INTO \"{quoted[0]}\" VALUES ('vu au cabinet pour son suivi')")
    base.close()
    copy = tmp_path / "copy.sqlite"
    source = open_source(str(path))
    assert {chunk.table for chunk in source.chunks()} == {"victims", table}
    redact(path, copy, processes=1, make_scanner=FindsVu)
    with sqlite3.connect(copy) as base:
        assert base.execute("SELECT a FROM victims").fetchall() == [("here",)]
        assert base.execute(f'SELECT * FROM "{quoted[0]}"').fetchall() == [
            ("[PERSON] au cabinet pour son suivi",)
        ]
    base.close()


class FindsVu:
    """A scanner that takes the word `vu` for a person."""

    def scan_many(self, texts: Any, known: Any = None) -> Any:
        from viginote.findings import ScanResult

        for text in texts:
            found = [Finding(*m.span(), "PERSON", 0.9, "test") for m in re.finditer(r"\bvu\b", text)]
            yield ScanResult(text, tuple(found))


def test_names_of_columns_reach_no_query_of_the_exposure(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    header = [
        "id",
        "cabinet",
        'nom"; DROP TABLE records; --',
        "prenom'); --",
        "date_naissance",
        "commentaire",
    ]
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header)
        for n in range(40):
            writer.writerow(
                [
                    n,
                    "C'AB\"1",
                    f"NOM{chr(65 + n % 26)}'; --",
                    "Odile",
                    f"{1 + n % 28:02}/07/1985",
                    "vu pour le VIH connu",
                ]
            )
    exposure = measured(source, tmp_path / "out")
    assert exposure["records"]["total"] == 40
    assert [practice["id"] for practice in exposure["practices"]] == ["C'AB\"1"]


def test_what_is_written_is_private(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    lines = [f"{n};CAB1;NOM{chr(65 + n)};Odile;04/07/1985;vu au cabinet pour le VIH\n" for n in range(26)]
    source.write_text("id;cabinet;nom;prenom;date_naissance;commentaire\n" + "".join(lines))
    source.chmod(0o644)
    scan([source], tmp_path / "scan", processes=1, make_scanner=Silent)
    measured(source, tmp_path / "exposure")
    redact(source, tmp_path / "copy.csv", processes=1, make_scanner=Silent)
    for folder in (tmp_path / "scan", tmp_path / "exposure"):
        written = [folder, *folder.rglob("*")]
        assert {p.stat().st_mode & 0o777 for p in written if p.is_dir()} == {0o700}
        assert {p.stat().st_mode & 0o777 for p in written if p.is_file()} == {0o600}
    assert (tmp_path / "copy.csv").stat().st_mode & 0o777 == 0o600


def test_json_of_any_depth_ends(tmp_path: Path) -> None:
    for name, content in (
        ("a.json", "[" * 200_000),
        ("b.json", '{"a":' * 100_000 + "1" + "}" * 100_000),
        ("c.jsonl", '{"note": "vu au cabinet"}\n' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "\n"),
    ):
        path = tmp_path / name
        path.write_text(content)
        with suppress(ViginoteError):
            assert texts(path)[1], name


def test_a_deflate_stream_that_lies_about_its_length(tmp_path: Path) -> None:
    """A zip whose directory says that a member is small, while it is not."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(b"0" * (BOMB_FLOOR + 2**26)) + packer.flush()
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        info = zipfile.ZipInfo("a.csv")
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, b"id;note\n1;vu\n")
    raw = sink.getvalue()
    whole = zipfile.ZipFile(io.BytesIO(raw)).infolist()[0]
    begin = 30 + len("a.csv")
    raw = raw[:begin] + data + raw[begin + whole.compress_size :]
    raw = raw.replace(whole.compress_size.to_bytes(4, "little"), len(data).to_bytes(4, "little"))
    at = int.from_bytes(raw[-6:-2], "little") + len(data) - whole.compress_size
    path = tmp_path / "a.zip"
    path.write_bytes(raw[:-6] + at.to_bytes(4, "little") + raw[-2:])
    started = time.process_time()
    cells, losses = texts(path)
    assert losses or sum(map(len, cells)) < 100
    assert time.process_time() - started < 60


def test_a_summary_is_plain_json_whatever_the_names(tmp_path: Path) -> None:
    source = tmp_path / 'a"b\\c\n.csv'
    source.write_text("id;note\n" + "1;vu au cabinet pour son suivi\n" * 5)
    scan([source], tmp_path / "out", processes=1, make_scanner=Silent)
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["coverage"]["files"][0]["path"] == str(source).replace("\n", "\ufffd")
