"""PostgreSQL's COPY text format: one row a line, tabs between cells, `\\N` for null, backslash escapes.

https://www.postgresql.org/docs/current/sql-copy.html, "Text Format". The line `\\.` ends the rows.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

import pyarrow as pa

from viginote.sources._cells import arrow_texts, line_starts, squared
from viginote.sources._encoding import Decoder
from viginote.sources._stream import Buffer, Rows, Span
from viginote.sources._values import hexadecimal_like, hexadecimal_text
from viginote.sources.base import EXTRA, MAX_RECORD_BYTES, FileCoverage, unique_names

#: Why rows may be missing at the end.
CUT_SHORT = "COPY data cut short: the file ends before its end mark"
_END = re.compile(rb"\\\.[ \t]*(?:\r?\n|\Z)")
_UNESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.)|\Z)", re.DOTALL)
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
#: A cell of a bytea column, its backslash escaped.
_BYTEA = re.compile(r"\\\\x((?:[0-9A-Fa-f]{2})+)")
#: As Arrow reads what is parted by tabs alone.
_UNQUOTED = {"delimiter": "\t", "quote_char": False, "escape_char": False, "ignore_empty_lines": False}
_ESCAPE = str.maketrans({"\\": "\\\\", **{char: f"\\{letter}" for letter, char in _LETTERS.items()}})


def unescape(text: str) -> str:
    """COPY's backslash escapes resolved: `a\\tb` to `a<tab>b`."""
    return _UNESCAPE.sub(_resolve, text) if "\\" in text else text


def _resolve(match: re.Match[str]) -> str:
    octal, hexadecimal, letter = match.groups()
    if octal:
        return chr(int(octal, 8) & 0xFF)
    if hexadecimal:
        return chr(int(hexadecimal, 16))
    return _LETTERS.get(letter, letter) if letter else "\\"


def _value(cell: str) -> str:
    """What a cell says: bytes that are a text as that text, and no escapes."""
    bytea = _BYTEA.fullmatch(cell)
    text = hexadecimal_text(bytea[1]) if bytea else None
    return unescape(cell) if text is None else text


class CopyRows(Rows):
    """Lines of COPY data."""

    def __init__(self, raw: bytes, batch: pa.RecordBatch, table: str, decoder: Decoder) -> None:
        self.raw, self.batch, self.table, self._decoder = raw, batch, table, decoder

    @cached_property
    def _starts(self) -> list[int]:
        return line_starts(self.raw)

    def spans(self, row: int) -> Sequence[Span | None]:
        start = self._starts[row]
        end = self.raw.find(b"\n", start)
        end = len(self.raw) if end < 0 else end
        if self.raw[end - 1 : end] == b"\r" and end > start:
            end -= 1
        width = self.batch.num_columns - (EXTRA in self.batch.schema.names)
        spans: list[Span | None] = []
        while len(spans) < width:
            tab = self.raw.find(b"\t", start, end)
            spans.append((start, end if tab < 0 else tab))
            if tab < 0:
                return spans + [None] * (self.batch.num_columns - len(spans))
            start = tab + 1
        return [*spans, (start, end)][: self.batch.num_columns]

    def spell(self, value: str | None, old: bytes) -> bytes:
        if value is None:
            return b"\\N"
        bytea = _BYTEA.fullmatch(self._decoder.text(old))
        if bytea and hexadecimal_text(bytea[1]) is not None:
            return b"\\\\x" + hexadecimal_like(value, bytea[1]).encode()
        return self._decoder.encode(value.translate(_ESCAPE))


class CopyData:
    """The data of one COPY statement as a stream of their own. `mark`: what ended them, once it is met."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer
        self.mark = b""

    def read(self, size: int) -> bytes:
        buffer = self._buffer
        while not self.mark and (buffer.data or buffer.more(size)):
            end = _end_mark(buffer.data)
            if end is not None and (buffer.ended or end[0][-1:] == b"\n"):
                data = buffer.drop(end.start())
                self.mark = buffer.drop(len(end[0]))
                return data
            lines = buffer.data.rfind(b"\n") + 1
            if lines or len(buffer.data) >= MAX_RECORD_BYTES or not buffer.more(size):
                return buffer.drop(lines or len(buffer.data))
        return b""


class CopyReader:
    """Reads the rows of one COPY statement. `names` None: columns are numbered."""

    def __init__(self, table: str, names: Sequence[str] | None, decoder: Decoder, file: FileCoverage) -> None:
        self._table, self._names, self._decoder, self._file = table, names, decoder, file

    def pieces(self, buffer: Buffer) -> Iterator["bytes | Rows"]:
        """The rows at the front of the buffer, up to and with the end mark."""
        while True:
            end = _end_mark(buffer.data)
            if end is not None and (buffer.ended or end[0][-1:] == b"\n"):
                yield from self._rows(buffer, end.start())
                yield buffer.drop(end.end() - end.start())
                return
            yield from self._rows(buffer, buffer.data.rfind(b"\n") + 1)
            if len(buffer.data) >= MAX_RECORD_BYTES:
                self._skip_line(buffer)
            elif not buffer.more():
                yield from self._rows(buffer, len(buffer.data))
                place = f"table {self._table}, byte {buffer.offset}"
                self._file.lose(place, CUT_SHORT)
                return

    def _rows(self, buffer: Buffer, size: int) -> Iterator[Rows]:
        if not size:
            return
        offset = buffer.offset
        raw = buffer.drop(size)
        if self._names is None:
            width = raw.split(b"\n", 1)[0].count(b"\t") + 1
            self._names = unique_names([""] * width)
        yield CopyRows(raw, self._batch(raw, offset, self._names), self._table, self._decoder)

    def _batch(self, raw: bytes, offset: int, names: Sequence[str]) -> pa.RecordBatch:
        utf8 = self._decoder.utf8(raw, offset)
        odd_ends = b"\r" in raw and raw.count(b"\r") != raw.count(b"\r\n")
        batch = None if odd_ends else arrow_texts(utf8, names, ["\\N"], **_UNQUOTED)
        if batch is None:
            batch = self._split_lines(raw, offset, names)
        return _unescaped(batch) if b"\\" in raw else batch

    def _split_lines(self, raw: bytes, offset: int, names: Sequence[str]) -> pa.RecordBatch:
        """The careful way, for lines with another number of cells than the table has columns."""
        rows: list[list[bytes | None]] = []
        for line in raw.removesuffix(b"\n").split(b"\n"):
            cells = [None if c == b"\\N" else c for c in line.removesuffix(b"\r").split(b"\t")]
            if len(cells) != len(names):
                where = f"table {self._table}, byte {offset}"
                self._file.lose(
                    where, "row with another number of values than the table has columns, read as it is"
                )
            rows.append(cells)
            offset += len(line) + 1
        return squared(rows, names, b"\t", self._decoder)

    def _skip_line(self, buffer: Buffer) -> None:
        place = f"table {self._table}, byte {buffer.offset}"
        limit = MAX_RECORD_BYTES // 2**20
        self._file.lose(place, f"record longer than {limit} MB: left out", rows=1)
        buffer.skip_line()


def _end_mark(data: bytes) -> re.Match[bytes] | None:
    """The line `\\.`, at the start of `data` or after a line end."""
    at = 0 if data.startswith(b"\\.") else data.find(b"\n\\.") + 1
    while at or data.startswith(b"\\."):
        if match := _END.match(data, at):
            return match
        at = data.find(b"\n\\.", at) + 1
        if not at:
            break
    return None


def _unescaped(batch: pa.RecordBatch) -> pa.RecordBatch:
    import pyarrow.compute as pc

    columns = []
    for column in batch.columns:
        escaped = pc.fill_null(pc.match_substring(column, "\\"), False)
        values = pc.filter(column, escaped).to_pylist()
        plain = pa.array([_value(value) for value in values], pa.string())
        columns.append(pc.replace_with_mask(column, escaped, plain) if values else column)
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
