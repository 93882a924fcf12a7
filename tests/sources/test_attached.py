"""PDF and Word files inside messages and documents: read where they stand; a copy holds their text."""

import json
import zipfile
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pytest
from source_helpers import losses, pdf, pdf_lines, pdf_stream, read

from viginote.sources import open_source
from viginote.sources.base import Chunk

_NOTE = "Mme DURAND, séropositive"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _docx() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:d {_W}><w:p><w:t>{_NOTE}</w:t></w:p></w:d>")
    return content.getvalue()


_FILES = {"PDF": pdf(pdf_lines(_NOTE)), "Word": _docx()}
_HOLDERS = {
    "a.eml": "From: a@ch.example\nSubject: x\nDate: y\nContent-Type: application/octet-stream\n"
    "Content-Transfer-Encoding: base64\n\n{}\n",
    "a.hl7": "MSH|^~\\&|A|B|C|D|20240301||MDM^T02|1|P|2.5\rPID|1||8012345||DURAND^JEANNE\r"
    "OBX|1|ED|1^x||^AP^PDF^Base64^{}\r",
    "a.xml": '<ClinicalDocument xmlns="urn:hl7-org:v3"><typeId/><component><nonXMLBody>'
    '<text mediaType="application/pdf" representation="B64">{}</text></nonXMLBody></component>'
    "</ClinicalDocument>",
    "a.ndjson": json.dumps(
        {
            "resourceType": "DocumentReference",
            "content": [{"attachment": {"contentType": "application/pdf", "data": "@"}}],
        }
    )
    .replace("{", "{{")
    .replace("}", "}}")
    .replace("@", "{}"),
}


def _held(holder: str, content: bytes, folder: Path) -> Path:
    path = folder / holder
    path.write_text(_HOLDERS[holder].format(b64encode(content).decode()), newline="")
    return path


@pytest.mark.parametrize("kind", _FILES)
@pytest.mark.parametrize("holder", _HOLDERS)
def test_an_attached_file_is_read_and_a_copy_holds_its_redacted_text(
    holder: str, kind: str, tmp_path: Path
) -> None:
    path = _held(holder, _FILES[kind], tmp_path)
    tables, source = read(path)
    assert losses(source) == []
    assert _NOTE in [row.get("text") for table in tables.values() for row in table]
    source = open_source(str(path))
    source.rewrite(tmp_path / "copy", lambda chunk: chunk.rows)
    assert losses(source) == []
    assert (tmp_path / "copy").read_bytes() == path.read_bytes()
    source.rewrite(tmp_path / "copy", _hidden)
    assert losses(source) == [("attached PDF or Word file: the copy holds its redacted text alone", 1, 0)]
    copy = tmp_path / f"copy-{holder}"
    copy.write_bytes((tmp_path / "copy").read_bytes())
    hidden = [row.get("text") for table in read(copy)[0].values() for row in table]
    assert "[X]" in hidden
    assert _NOTE not in hidden


def _hidden(chunk: Chunk) -> pa.RecordBatch:
    rows = chunk.rows.to_pylist()
    hidden = [{**row, "text": "[X]" if row.get("text") == _NOTE else row.get("text")} for row in rows]
    return pa.RecordBatch.from_pylist(hidden, schema=chunk.rows.schema)


def test_what_an_attached_file_does_not_say_is_counted_in_its_place(tmp_path: Path) -> None:
    image = pdf_stream("/Type/XObject/Subtype/Image/Width 1/Height 1", b"\0")
    path = _held("a.hl7", pdf(pdf_lines(_NOTE), "/X Do", objects=[image]), tmp_path)
    [loss] = read(path)[1].coverage.losses
    assert loss.place == f"{path}, 1.OBX[1].5 page 2"
    assert loss.reason.startswith("page of a PDF that is a picture")
