"""Files inside messages and documents: PDF and Word files are read, texts read and written."""

import base64
import binascii
from collections.abc import Iterator
from io import BytesIO

from viginote.sources import pdf, word
from viginote.sources._documents import Part
from viginote.sources._encoding import Decoder
from viginote.sources._paper import UnreadableError
from viginote.sources.base import FileCoverage

#: How what is no text begins. RTF is text, which a note knows to read.
_NO_TEXT = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"II*\0",
    b"MM\0*",
)
#: Documents that are read and not written.
_PAPERS = ((pdf.is_document, pdf.text_of), (word.is_document, word.text_of))


def attached_text(raw: bytes, path: str, file: FileCoverage) -> tuple[str, bool] | None:
    """Text of a file, and whether it is one of plain text. None, counted, where it has none."""
    for is_document, text_of in _PAPERS:
        if is_document(raw):
            try:
                return text_of(BytesIO(raw), file, path), False
            except UnreadableError as why:
                file.lose(path, f"attached file not read: {why}")
                return None
    if raw.startswith(_NO_TEXT) or raw[:2000].count(0) > len(raw[:2000]) // 4:
        file.lose(path, "attached file that is no text (image, archive): not read")
        return None
    return Decoder(None).utf8(raw, 0).decode(), True


def lose_layout(path: str, file: FileCoverage) -> None:
    """Count a file of which a copy holds no more than its text, with what was to be hidden in it hidden."""
    file.lose(path, "attached PDF or Word file: the copy holds its redacted text alone")


def base64_part(data: str, start: int, path: str, file: FileCoverage) -> Iterator[Part]:
    """The text of a file in base64 that begins at `start`; counted where it has none."""
    try:
        raw = base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        file.lose(path, "attached file damaged or not in base64: not read")
        return
    read = attached_text(raw, path, file)
    if read is None:
        return
    text, is_plain = read

    def encode(new: str) -> str:
        if not is_plain:
            lose_layout(path, file)
        return base64.b64encode(new.encode()).decode()

    yield Part(path, text, start, start + len(data), encode)
