"""PostgreSQL's plain dumps: `COPY ... FROM stdin` data and INSERT statements.

COPY's text format: https://www.postgresql.org/docs/current/sql-copy.html, "Text Format". One row a line,
tabs between cells, `\\N` for null, backslash escapes, `\\.` after the last row.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

import pyarrow as pa

from viginote.sources._cells import line_starts, squared
from viginote.sources._encoding import Decoder, check
from viginote.sources._sql import COLUMN_LIST, NAME, Dialect, SqlSource, column_names, plain_name
from viginote.sources._stream import Buffer, Rows, Span
from viginote.sources.base import EXTRA, MAX_RECORD_BYTES, FileCoverage
from viginote.sources.csv import one_batch
from viginote.sources.format import Format, Head

_COPY = re.compile(rb"COPY (" + NAME + rb")\s*(?:\(([^\n]*)\))?\s+FROM stdin[^\n;]*;[ \t]*\r?\n", re.I)
_COPY_END = re.compile(rb"\\\.[ \t]*(?:\r?\n|\Z)")
_ENCODING = re.compile(rb"SET client_encoding (?:=|TO) '([\w-]+)'", re.I)
_CODECS = {
    "utf8": "utf-8", "unicode": "utf-8", "latin1": "latin-1", "latin9": "iso8859-15",
    "win1252": "cp1252", "win1250": "cp1250",
}  # fmt: skip

_UNESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.)|\Z)", re.DOTALL)
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
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
        return b"\\N" if value is None else self._decoder.encode(value.translate(_ESCAPE))


def _end_mark(data: bytes) -> re.Match[bytes] | None:
    """The line `\\.`, at the start of `data` or after a line end."""
    at = 0 if data.startswith(b"\\.") else data.find(b"\n\\.") + 1
    while at or data.startswith(b"\\."):
        if match := _COPY_END.match(data, at):
            return match
        at = data.find(b"\n\\.", at) + 1
        if not at:
            break
    return None


def copy_batch(
    raw: bytes, names: Sequence[str], decoder: Decoder, offset: int, table: str, file: FileCoverage
) -> pa.RecordBatch:
    """COPY lines as a batch."""
    batch = None
    if b"\r" not in raw or raw.count(b"\r") == raw.count(b"\r\n"):
        batch = _arrow_tsv(decoder.utf8(raw, offset), names)
    else:
        decoder.utf8(raw, offset)
    if batch is None:
        batch = _split_lines(raw, names, decoder, offset, table, file)
    return _unescaped(batch) if b"\\" in raw else batch


def _arrow_tsv(data: bytes, names: Sequence[str]) -> pa.RecordBatch | None:
    import pyarrow.csv as arrow

    try:
        table = arrow.read_csv(
            pa.BufferReader(data),
            read_options=arrow.ReadOptions(
                column_names=list(names), use_threads=False, block_size=len(data) + 1
            ),
            parse_options=arrow.ParseOptions(
                delimiter="\t", quote_char=False, escape_char=False, ignore_empty_lines=False
            ),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=["\\N"],
                strings_can_be_null=True,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    return one_batch(table)


def _split_lines(
    raw: bytes, names: Sequence[str], decoder: Decoder, offset: int, table: str, file: FileCoverage
) -> pa.RecordBatch:
    """The careful way, for lines with another number of cells than the table has columns."""
    rows: list[list[bytes | None]] = []
    place = offset
    for line in raw.removesuffix(b"\n").split(b"\n"):
        cells = [None if c == b"\\N" else c for c in line.removesuffix(b"\r").split(b"\t")]
        if len(cells) != len(names):
            where = f"table {table}, byte {place}"
            file.lose(where, "row with another number of values than the table has columns, read as it is")
        rows.append(cells)
        place += len(line) + 1
    return squared(rows, names, b"\t", decoder)


def _unescaped(batch: pa.RecordBatch) -> pa.RecordBatch:
    import pyarrow.compute as pc

    columns = []
    for column in batch.columns:
        escaped = pc.match_substring(column, "\\")
        if pc.any(escaped).as_py():
            values = pc.filter(column, pc.fill_null(escaped, False)).to_pylist()
            plain = pa.array([unescape(value) for value in values], pa.string())
            column = pc.replace_with_mask(column, pc.fill_null(escaped, False), plain)
        columns.append(column)
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


# A literal as pg_dump writes it. Backslashes are plain in '...' and escape in E'...'.
_STRING = rb"(?:[bBxX]|[nN])?'(?:[^']++|'')*+'"
_ESCAPED_STRING = rb"[eE]'(?:[^'\\]++|''|\\.)*+'"
_BARE = rb"[^\s,()'][^,()']*+(?:\([^()]*+\))?+"
_VALUE = rb"(?:" + _ESCAPED_STRING + rb"|" + _STRING + rb")(?:::[\w .\"\[\]]++)?+|" + _BARE
_CAST = re.compile(rb"^([eEbBxXnN]?)'(.*)'(?:::[\w .\"\[\]]+)?$", re.DOTALL)


def literal(cell: bytes) -> bytes | None:
    """The value of an SQL literal; None for NULL and DEFAULT."""
    if cell[:1] == b"'" == cell[-1:]:
        return cell[1:-1].replace(b"''", b"'") if b"''" in cell else cell[1:-1]
    if cell in (b"NULL", b"DEFAULT"):
        return None
    match = _CAST.match(cell)
    if match is None:
        return cell.rstrip()
    body = match[2].replace(b"''", b"'")
    if match[1] in (b"e", b"E") and b"\\" in body:
        return unescape(body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    return body


def spell(value: bytes | None, old: bytes) -> bytes:
    """A value as a literal of the kind it replaces."""
    if value is None:
        return b"NULL"
    quoted = b"'" + value.replace(b"'", b"''") + b"'"
    if old[:2] in (b"E'", b"e'"):
        return b"E" + quoted.replace(b"\\", b"\\\\")
    return quoted


POSTGRESQL = Dialect(
    name="pg_dump",
    statement=re.compile(rb"^(?:COPY |INSERT INTO |CREATE |SET client_encoding|UPDATE |MERGE )", re.M),
    insert=re.compile(
        rb"INSERT INTO (?P<table>" + NAME + rb")\s*(?:" + COLUMN_LIST + rb")?"
        rb"\s*(?:OVERRIDING \w+ VALUE\s+)?VALUES\s*"
    ),
    value=_VALUE,
    row_end=rb"(?:\s*+ON CONFLICT[^;']*+)?+(?:\s*+,\s*+|\s*+;[ \t]*+(?:\r?\n)?+)",
    literal=literal,
    spell=spell,
    flags=re.DOTALL,
)


class PgDumpSource(SqlSource):
    """A plain dump of PostgreSQL, in COPY or INSERT form."""

    dialect = POSTGRESQL

    def special(
        self, buffer: Buffer, decoder: Decoder, file: FileCoverage
    ) -> Iterator["bytes | Rows"] | None:
        copy = _COPY.match(buffer.data)
        if copy:
            return self._copy(copy, buffer, decoder, file)
        encoding = _ENCODING.match(buffer.data)
        if encoding and not self.given_encoding and not self.wide:
            declared = encoding[1].decode().lower().replace("_", "").replace("-", "")
            decoder.encoding = check(_CODECS[declared]) if declared in _CODECS else decoder.encoding
        return None

    def _copy(
        self, match: re.Match[bytes], buffer: Buffer, decoder: Decoder, file: FileCoverage
    ) -> Iterator["bytes | Rows"]:
        table = plain_name(match[1], decoder)
        known = self._columns.get(table)
        names = column_names(match[2], decoder) if match[2] else known and known.names
        yield buffer.drop(match.end())
        while True:
            end = _end_mark(buffer.data)
            if end is not None and (buffer.ended or end.end() < len(buffer.data) or end[0][-1:] == b"\n"):
                yield from self._rows(buffer, end.start(), table, names, decoder, file)
                yield buffer.drop(end.end() - end.start())
                return
            cut = buffer.data.rfind(b"\n") + 1
            yield from self._rows(buffer, cut, table, names, decoder, file)
            if len(buffer.data) >= MAX_RECORD_BYTES:
                self._skip_line(buffer, table, file)
            elif not buffer.more():
                yield from self._rows(buffer, len(buffer.data), table, names, decoder, file)
                place = f"table {table}, byte {buffer.offset}"
                file.lose(place, "COPY data cut short: the file ends before its end mark")
                return

    def _rows(
        self,
        buffer: Buffer,
        size: int,
        table: str,
        names: Sequence[str] | None,
        decoder: Decoder,
        file: FileCoverage,
    ) -> Iterator[Rows]:
        if not size:
            return
        offset = buffer.offset
        raw = buffer.drop(size)
        if names is None:
            width = raw.split(b"\n", 1)[0].count(b"\t") + 1
            names = [f"column_{i}" for i in range(1, width + 1)]
        yield CopyRows(raw, copy_batch(raw, names, decoder, offset, table, file), table, decoder)

    def _skip_line(self, buffer: Buffer, table: str, file: FileCoverage) -> None:
        place = f"table {table}, byte {buffer.offset}"
        file.lose(place, f"record longer than {MAX_RECORD_BYTES // 2**20} MB: left out", rows=1)
        while (end := buffer.data.find(b"\n")) < 0:
            buffer.drop(len(buffer.data))
            if not buffer.more():
                return
        buffer.drop(end + 1)


_MARKS = re.compile(r"^-- PostgreSQL database dump|^COPY .* FROM stdin;$", re.M)
_INSERTS = re.compile(r"^INSERT INTO ", re.M)


def _recognise(head: Head) -> float:
    if head.binary:
        return 0.0
    if _MARKS.search(head.text):
        return 0.95
    if _INSERTS.search(head.text):
        return 0.7
    return 0.5 if head.suffix == ".sql" else 0.0


FORMAT = Format("pg_dump", (".sql", ".dump"), _recognise, PgDumpSource)
