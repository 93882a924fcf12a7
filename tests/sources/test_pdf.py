"""PDF files: what their pages say is one note, and what they do not say as text is counted."""

import logging
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from source_helpers import losses, pdf, pdf_lines, pdf_stream, read

from viginote.errors import ViginoteError
from viginote.sources import open_source
from viginote.sources import pdf as reader

_IMAGE = pdf_stream(
    "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", b"\0"
)
_A_PICTURE = ("page of a PDF that is a picture, not read; make it text first: ocrmypdf FILE NEW", 1, 1)


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _text(path: Path) -> str:
    tables, source = read(path)
    assert losses(source) == []
    [row] = tables["notes"]
    assert row["text"] is not None
    return row["text"]


@pytest.mark.parametrize(
    "before", [b"", b"\xef\xbb\xbf", b"\x1b%-12345X@PJL SET X=1\n"], ids=["", "BOM", "PJL"]
)
def test_pages_are_read_in_their_order(before: bytes, tmp_path: Path) -> None:
    pages = [pdf_lines("Mme Hélène DURAND", "séropositive, œdème"), pdf_lines("Pas de tabac")]
    path = _written(tmp_path / "sans_suffixe", before + pdf(*pages))
    assert _text(path) == "Mme Hélène DURAND\nséropositive, œdème\n\nPas de tabac"


def test_what_was_typed_into_it_its_outline_and_its_title_are_read(tmp_path: Path) -> None:
    fields = [
        b"<</FT/Tx/T(a.nom)/TU(Nom)/V(DURAND)>>",
        b"<</FT/Btn/T(tabac)/V/Yes>>",
        b"<</FT/Btn/T(alcool)/V/Off>>",
        b"<</FT/Ch/T(voit)/V[(un psychiatre)(un addictologue)]>>",
    ]
    objects = [
        *fields,
        b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(relu : VIH ?)>>",
        b"<</First 11 0 R/Last 11 0 R/Count 1>>",
        b"<</Title(M. LEROY)/Parent 10 0 R/Dest[12 0 R/Fit]>>",
    ]
    page = pdf_lines("vu ce jour") + "\0/Annots[9 0 R]"
    path = tmp_path / "a.pdf"
    form = "/AcroForm<</Fields[5 0 R 6 0 R 7 0 R 8 0 R]>>/Outlines 10 0 R"
    _written(path, pdf(page, objects=objects, catalog=form, info="/Title(CR Mme PETIT)/Keywords(sevrage)"))
    assert _text(path).split("\n\n") == [
        "vu ce jour",
        "relu : VIH ?",
        "Nom : DURAND\ntabac : oui\nvoit : un psychiatre\nvoit : un addictologue",
        "M. LEROY",
        "CR Mme PETIT\nsevrage",
    ]


def test_one_that_its_owner_alone_may_change_is_read_and_one_that_is_locked_is_not(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.pdf", pdf(pdf_lines("vu ce jour")))
    for password in ("", "secret"):
        writer = PdfWriter(clone_from=PdfReader(path))
        writer.encrypt(password, "owner", algorithm="AES-256")
        writer.write(tmp_path / f"{password or 'free'}.pdf")
    assert _text(tmp_path / "free.pdf") == "vu ce jour"
    with pytest.raises(ViginoteError, match=r"secret\.pdf: PDF locked by a password; unlock it: qpdf"):
        read(tmp_path / "secret.pdf")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("q 595 0 0 842 0 0 cm /X Do Q", None),
        (
            "q 595 0 0 842 0 0 cm /X Do Q " + pdf_lines("Fax reçu le 12/03/2024, p. 1/2"),
            "Fax reçu le 12/03/2024, p. 1/2",
        ),
        ("0 0 m 9 9 l S", None),
    ],
    ids=["scanned", "scanned, with a fax's head", "letters drawn as lines"],
)
def test_a_page_that_is_a_picture_is_counted(page: str, text: str | None, tmp_path: Path) -> None:
    tables, source = read(_written(tmp_path / "a.pdf", pdf(page, objects=[_IMAGE])))
    assert [row["text"] for row in tables.get("notes", ())] == ([text] if text else [])
    assert losses(source) == [_A_PICTURE]


@pytest.mark.parametrize(
    "page",
    ["q Q", "/X Do " + pdf_lines(*["Le patient va bien, et la suite est simple."] * 4)],
    ids=["blank", "logo"],
)
def test_a_blank_page_and_a_picture_beside_text_are_no_loss(page: str, tmp_path: Path) -> None:
    assert losses(read(_written(tmp_path / "a.pdf", pdf(page, objects=[_IMAGE])))[1]) == []


def test_letters_that_the_font_does_not_name_are_told(tmp_path: Path) -> None:
    page = pdf_lines(*["3DWLHQW VXLYL SRXU XQH GHSUHVVLRQ VHYHUH"] * 9)
    [(reason, count, rows)] = losses(read(_written(tmp_path / "a.pdf", pdf(page)))[1])
    assert (reason, count, rows) == (
        "page of a PDF in no language or letters that are known: read as it stands",
        1,
        0,
    )


def test_what_lies_in_it_beside_its_pages_is_counted(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(_written(tmp_path / "a.pdf", pdf(pdf_lines("vu ce jour")))))
    writer.add_attachment("a.txt", b"VIH")
    writer.write(tmp_path / "b.pdf")
    assert losses(read(tmp_path / "b.pdf")[1]) == [("file attached to a PDF, not read", 1, 0)]
    path = _written(tmp_path / "c.pdf", pdf(pdf_lines("Please wait..."), catalog="/AcroForm<</XFA(x)>>"))
    reason = "form of a PDF that Adobe's reader alone shows (XFA), not read; print it to a new PDF"
    assert losses(read(path)[1]) == [(reason, 1, 1)]


@pytest.mark.parametrize("cut", [9, 400])
def test_a_damaged_one_is_refused_with_a_remedy(cut: int, tmp_path: Path) -> None:
    path = _written(tmp_path / "a.pdf", pdf(pdf_lines("vu ce jour"))[:cut])
    with pytest.raises(ViginoteError, match=r"damaged PDF; open it and print it to a new one"):
        read(path)


@pytest.mark.parametrize(
    ("sound", "damaged", "reason"),
    [
        (b"/Contents 6 0 R", b"/Contents 99 0 R", "page of a PDF damaged: not read"),
        (b"/Contents 6 0 R", b"/Contents(a)", "page of a PDF damaged: not read"),
        (b"/Resources<<", b"/Resources 7/A<<", "page of a PDF damaged: not read"),
        (b"<<%b>>", b"<</Filter/FlateDecode%b>>", "part of a PDF damaged or drawn too often: not read"),
    ],
)
def test_damage_on_a_page_costs_that_alone(sound: bytes, damaged: bytes, reason: str, tmp_path: Path) -> None:
    page = pdf_lines("Mme DURAND")
    if b"%b" in sound:
        sound, damaged = (form % f"/Length {len(page)}".encode() for form in (sound, damaged))
    broken = pdf(page, pdf_lines("vu ce jour")).replace(sound, damaged, 1)
    tables, source = read(_written(tmp_path / "a.pdf", broken))
    assert tables == {"notes": [{"text": "vu ce jour"}]}
    assert reason in [loss.reason for loss in source.coverage.losses]


def test_forms_that_draw_each_other_end(tmp_path: Path) -> None:
    """Twelve forms, each of which draws the next ten times."""
    forms = [
        pdf_stream(
            f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {n} 0 R>>>>", b"/X Do " * 10
        )
        for n in range(6, 17)
    ]
    last = pdf_stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 3 0 R>>>>", b"BT /F 9 Tf (a) Tj ET"
    )
    source = read(_written(tmp_path / "a.pdf", pdf("/X Do", objects=[*forms, last])))[1]
    assert "part of a PDF damaged or drawn too often: not read" in {
        loss.reason for loss in source.coverage.losses
    }


def test_one_with_more_on_it_than_anybody_reads_is_cut_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_MOST_STEPS", 9)
    path = _written(tmp_path / "a.pdf", pdf(*[pdf_lines("vu ce jour")] * 4))
    tables, source = read(path)
    assert tables == {"notes": [{"text": "vu ce jour"}]}
    assert losses(source) == [("page of a PDF too long to be one note, not read; split it", 3, 1)]


def test_what_the_library_tells_of_a_document_gets_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = "Durandal"
    content = pdf(pdf_lines("vu"), objects=[f"<</FT/Tx/T({secret})/Parent 99 0 R>>".encode()])
    path = _written(tmp_path / "a.pdf", content.replace(b"0000000009 00000 n", b"0000000010 00000 n"))
    with caplog.at_level(logging.DEBUG):
        read(path)
    assert secret not in caplog.text
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_it_is_not_rewritten(tmp_path: Path) -> None:
    source = open_source(str(_written(tmp_path / "a.pdf", pdf(pdf_lines("vu ce jour")))))
    with pytest.raises(ViginoteError, match=r"not rewritten; save it as \.txt or \.rtf to redact it"):
        source.rewrite(tmp_path / "b.pdf", lambda chunk: chunk.rows)


def test_in_a_folder_it_is_a_note_among_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "lettres"
    folder.mkdir()
    _written(folder / "a.pdf", pdf(pdf_lines("vu ce jour")))
    _written(folder / "b.txt", b"revient lundi")
    _written(folder / "c.pdf", b"%PDF-1.7\n")
    tables, source = read(folder)
    assert tables == {
        "notes": [{"file": "a.pdf", "text": "vu ce jour"}, {"file": "b.txt", "text": "revient lundi"}]
    }
    assert losses(source) == [("damaged PDF", 1, 1)]
