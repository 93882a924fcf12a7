"""JSON lines: one JSON value a line, usually an object. Nested values become columns named by path."""

from collections.abc import Iterator

from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._json import UNREAD_NAMES, JsonRows, loads, unread_names
from viginote.sources._stream import Buffer, Rows, Span, StreamSource
from viginote.sources.base import BLOCK_BYTES, MAX_RECORD_BYTES, FileCoverage
from viginote.sources.format import Format, Head, Options

_BOM = b"\xef\xbb\xbf"


class JsonLinesSource(StreamSource):
    """One file of JSON lines: one table."""

    format = "jsonl"
    table = "rows"

    def __init__(self, input_file: InputFile, options: Options) -> None:
        super().__init__(input_file, encoding=options.encoding)

    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        buffer.more()
        if buffer.data.startswith(_BOM):
            yield buffer.drop(len(_BOM))
        line = 1
        while buffer.data or buffer.more(BLOCK_BYTES):
            end = len(buffer.data) if buffer.ended else buffer.data.rfind(b"\n") + 1
            if end:
                raw_lines = buffer.data.count(b"\n", 0, end)
                yield from self._block(buffer, end, line, decoder, file)
                line += raw_lines
            elif len(buffer.data) < MAX_RECORD_BYTES:
                buffer.more(BLOCK_BYTES)
            else:
                self._skip(buffer, line, file)
                line += 1

    def _block(
        self, buffer: Buffer, end: int, first_line: int, decoder: Decoder, file: FileCoverage
    ) -> Iterator["bytes | Rows"]:
        offset = buffer.offset
        raw = buffer.drop(end)
        decoder.utf8(raw, offset)  # counts what does not decode
        records, places, kept = [], [], []
        position = 0
        for number, line in enumerate(_lines(raw)):
            span: Span | None = (position, position + len(line))
            if line.strip():
                try:
                    records.append(loads(decoder.text(line)))
                    places.append((position, position + len(line)))
                except (ValueError, RecursionError):
                    file.lose(f"line {first_line + number}", "line that is not JSON: left out", rows=1)
                    span = None
            if span:
                kept.append(line)
                position += len(line)
        if records:
            rows = JsonRows(b"".join(kept), records, places, self.table, decoder)
            if unread := unread_names(rows.batch.schema.names):
                file.lose(f"line {first_line}", UNREAD_NAMES, count=unread)
            yield rows
        elif kept:
            yield b"".join(kept)

    def _skip(self, buffer: Buffer, line: int, file: FileCoverage) -> None:
        file.lose(f"line {line}", f"record longer than {MAX_RECORD_BYTES // 2**20} MB: left out", rows=1)
        buffer.skip_line()


def _lines(raw: bytes) -> list[bytes]:
    parts = raw.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _recognise(head: Head) -> float:
    first, _, rest = head.text.lstrip().partition("\n")
    if head.binary or not first.startswith("{"):
        return 0.0
    if not rest.strip():
        return 0.9 if head.suffix in FORMAT.suffixes else 0.2
    try:
        loads(first)
    except (ValueError, RecursionError):
        return 0.6 if head.suffix in FORMAT.suffixes else 0.0
    return 0.9


FORMAT = Format("jsonl", (".jsonl", ".ndjson"), _recognise, JsonLinesSource)
