"""Plain text, or RTF, which a note knows to read: one file, one note."""

import re
from collections.abc import Iterator, Sequence

from viginote.sources._cells import text_column
from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._stream import Buffer, Rows, Span, StreamSource
from viginote.sources.base import MAX_RECORD_BYTES, FileCoverage, text_batch
from viginote.sources.format import Format, Head, Options

#: The column that holds the note.
TEXT = "text"
#: A part of an e-mail whose text does not stand there as it is.
ENCODED_MAIL = re.compile(rb"^Content-Transfer-Encoding:[ \t]*(?:base64|quoted-printable)", re.M | re.I)
_BOM, _RTF = b"\xef\xbb\xbf", rb"{\rtf"


class TextRows(Rows):
    """One text."""

    def __init__(self, raw: bytes, table: str, decoder: Decoder) -> None:
        self.raw, self.table, self._decoder = raw, table, decoder
        self.batch = text_batch([TEXT], [text_column([raw], decoder)])

    def spans(self, row: int) -> Sequence[Span | None]:
        return [(0, len(self.raw))]

    def spell(self, value: str | None, old: bytes) -> bytes:
        return self._decoder.encode(value or "")


class TextSource(StreamSource):
    """One file as one row. A text longer than a record may be comes in several, cut at line ends."""

    format = "text"
    table = "notes"

    def __init__(self, input_file: InputFile, options: Options) -> None:
        super().__init__(input_file, encoding=options.encoding)

    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        buffer.more()
        if buffer.data.startswith(_BOM):
            yield buffer.drop(len(_BOM))
        while buffer.data or buffer.more():
            while len(buffer.data) < MAX_RECORD_BYTES and buffer.more():
                pass
            cut = len(buffer.data) if buffer.ended else buffer.data.rfind(b"\n") + 1 or len(buffer.data)
            offset = buffer.offset
            raw = buffer.drop(cut)
            decoder.utf8(raw, offset)  # counts what does not decode
            for part in ENCODED_MAIL.finditer(raw):
                file.lose(f"byte {offset + part.start()}", "encoded part of an e-mail, not read")
            yield TextRows(raw, self.table, decoder)


def _recognise(head: Head) -> float:
    if head.binary:
        return 0.0
    if head.raw.startswith(_RTF):
        return 0.9
    return 0.25 if head.suffix in FORMAT.suffixes else 0.05


FORMAT = Format("text", (".txt", ".text", ".md", ".log", ".note", ".rtf"), _recognise, TextSource)
