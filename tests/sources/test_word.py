"""Word and OpenDocument texts: the whole text in one note, whatever the program cut it into."""

import zipfile
from pathlib import Path

import pytest
from source_helpers import losses, read

from viginote.errors import ViginoteError
from viginote.sources import open_source

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = "<Types/>"


def _docx(path: Path, body: str, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", "<r/>")
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:x {_W}>{content}</w:x>")
    return path


def _odt(path: Path, body: str) -> Path:
    spaces = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:o="urn:o"'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", f"<o:d {spaces}>\n <o:b>\n  {body}\n </o:b>\n</o:d>")
    return path


def _p(*runs: str) -> str:
    return "".join(
        ["<w:p>", *(f"<w:r><w:t xml:space='preserve'>{run}</w:t></w:r>" for run in runs), "</w:p>"]
    )


def _text(path: Path) -> str:
    tables, source = read(path)
    assert not source.rewritable
    assert losses(source) == []
    [row] = tables["notes"]
    assert row["text"] is not None
    return row["text"]


def test_words_cut_into_runs_are_whole(tmp_path: Path) -> None:
    body = _p("Patiente", " ", "porteuse du ", "VI", "H, vue par le Dr ", "Le Gall &amp; fils") + _p("RAS")
    expected = "Patiente porteuse du VIH, vue par le Dr Le Gall & fils\nRAS"
    assert _text(_docx(tmp_path / "a.docx", body)) == expected
    assert _text(_docx(tmp_path / "sans_suffixe", body)) == expected


def test_headers_come_first_and_nothing_that_is_written_is_left_out(tmp_path: Path) -> None:
    table = f"<w:tbl><w:tr><w:tc>{_p('Tabac')}</w:tc><w:tc>{_p('non')}</w:tc></w:tr></w:tbl>"
    deleted = "<w:p><w:del><w:r><w:delText>séropositive</w:delText></w:r></w:del></w:p>"
    field = "<w:p><w:r><w:instrText>PAGE 1</w:instrText></w:r></w:p>"
    box = _p("cadre")
    twice = f"<w:p xmlns:mc='m'><mc:C>{box}</mc:C><mc:Fallback>{box}</mc:Fallback></w:p>"
    parts = {
        "header1": _p("Mme DURAND Marie"),
        "footer1": _p("tél"),
        "footnotes": _p("note"),
        "comments": _p("relu"),
    }
    text = _text(_docx(tmp_path / "a.docx", table + deleted + field + twice, **parts))
    assert text.split() == [
        "Mme",
        "DURAND",
        "Marie",
        "Tabac",
        "non",
        "séropositive",
        "cadre",
        "tél",
        "relu",
        "note",
    ]


def test_an_open_document_keeps_the_words_between_its_elements(tmp_path: Path) -> None:
    name, drinker = "M. <text:span>Du</text:span>rand", "alcoo<text:span>lique</text:span>"
    body = f"<text:h>Compte rendu</text:h>\n<text:p>{name},<text:tab/>{drinker}</text:p>"
    assert _text(_odt(tmp_path / "a.odt", body)) == "Compte rendu\nM. Durand,\talcoolique"


def test_it_is_not_rewritten(tmp_path: Path) -> None:
    source = open_source(str(_docx(tmp_path / "a.docx", _p("vu ce jour"))))
    with pytest.raises(ViginoteError, match=r"not rewritten; save it as \.txt or \.rtf to redact it"):
        source.rewrite(tmp_path / "b.docx", lambda chunk: chunk.rows)


def test_pictures_and_damage_are_counted(tmp_path: Path) -> None:
    path = _docx(tmp_path / "a.docx", _p("vu ce jour") + "<w:p>")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/media/image1.png", b"\x89PNG")
    tables, source = read(path)
    assert tables == {"notes": [{"text": "vu ce jour"}]}
    assert losses(source) == [
        ("part of a document damaged or cut short: the rest was not read", 1, 1),
        ("picture or object in a document, not read", 1, 0),
    ]


def test_entities_are_never_defined(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "word/document.xml",
            f"<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><w:d {_W}><w:t>&e;</w:t></w:d>",
        )
    tables, source = read(path)
    assert tables == {}
    assert losses(source) == [("part of a document with a document type, not read", 1, 1)]


def test_a_damaged_document_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = _docx(tmp_path / "a.docx", _p("vu ce jour"))
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ViginoteError, match=r"damaged document .* open it and save it again"):
        read(path)
