"""CSV and TSV: delimiter, quoting, encoding and header found out or given.

A block whose quotes all stand where they should goes through Arrow's reader. Any other block goes through
a tolerant reader of our own, which keeps every row: what is wrong with it is counted, and cells beyond
the table's columns are kept in an extra column.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

import numpy as np
import pyarrow as pa

from viginote.errors import ViginoteError
from viginote.sources._cells import arrow_texts
from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._header import HEADER_WITHIN, header_at
from viginote.sources._stream import Buffer, Rows, Span, StreamSource
from viginote.sources.base import EXTRA, MAX_RECORD_BYTES, FileCoverage, above, text_batch, unique_names
from viginote.sources.format import Format, Head, Options

DELIMITERS = b";,\t|~^\x1f\x01"
#: A record of more fields than this is junk: the rest of its line is one field.
_MOST_FIELDS = 10_000
#: How many records below a header may show how wide the table is.
_ROWS_BELOW = 20
#: In a damaged block a quoted cell that does not close within this many bytes is taken as not quoted.
_PATIENCE = 1024 * 1024
_QUOTE, _LF, _CR = 34, 10, 13
_LINE_END = re.compile(rb"\r?\n")


@lru_cache
def _field(delimiter: bytes) -> re.Pattern[bytes]:
    """One field: quoted with stray quotes allowed inside, or plain up to the delimiter or line end.

    A quote that follows a delimiter or a line end opens a cell, so the cell before it was never closed.
    """
    d = re.escape(delimiter)
    return re.compile(
        rb'"((?:[^"]++|""|(?<!["' + d + rb'\n])"(?![' + d + rb"\r\n]|\Z))*+)\"(?=[" + d + rb"\r\n]|\Z)"
        rb"|([^" + d + rb"\n]*+)"
    )


@dataclass(slots=True)
class _Record:
    """A record of the tolerant reader: the spans of its fields, and where the next one begins."""

    fields: list[Span]
    end: int
    unbalanced: bool
    closed: bool


def read_record(data: bytes, start: int, delimiter: bytes) -> _Record:
    """The record of `data` at `start`. `closed` is False where it ran to the end without a line end."""
    pattern = _field(delimiter)
    fields: list[Span] = []
    position, unbalanced = start, False
    while len(fields) < _MOST_FIELDS:
        match = pattern.match(data, position)
        assert match is not None  # the second alternative matches anything, the empty string included
        end = match.end()
        begin = match.start()
        if match.lastindex == 2:
            unbalanced = unbalanced or data[begin : begin + 1] == b'"'
            if data[end - 1 : end] == b"\r" and end > begin:
                end -= 1
        fields.append((begin, end))
        position = match.end()
        following = data[position : position + 1]
        if following == delimiter:
            position += 1
            continue
        line_end = _LINE_END.match(data, position)
        if following and line_end is None:  # a lone carriage return after a closing quote
            position += 1
            continue
        return _Record(fields, line_end.end() if line_end else position, unbalanced, line_end is not None)
    end = data.find(b"\n", position)
    fields.append((position, len(data) if end < 0 else end))
    return _Record(fields, len(data) if end < 0 else end + 1, unbalanced, end >= 0)


def unquoted(cell: bytes) -> bytes | None:
    """The value of a cell as it stands: None for an empty one, quotes taken off where they balance."""
    if not cell:
        return None
    if len(cell) > 1 and cell[:1] == b'"' == cell[-1:]:
        return cell[1:-1].replace(b'""', b'"')
    return cell


class CsvRows(Rows):
    """Records of one block. Where they stand is worked out only when one of them is rewritten."""

    def __init__(
        self,
        raw: bytes,
        batch: pa.RecordBatch,
        table: str,
        delimiter: bytes,
        decoder: Decoder,
        *,
        starts: Sequence[int] | None = None,
    ) -> None:
        self.raw, self.batch, self.table = raw, batch, table
        self._delimiter, self._decoder = delimiter, decoder
        self._given_starts = starts
        self._width = batch.num_columns - (EXTRA in batch.schema.names)

    @cached_property
    def _starts(self) -> Sequence[int]:
        if self._given_starts is not None:
            return self._given_starts
        starts = record_starts(self.raw)
        if self._width > 1:
            blank = (b"\n", b"\r\n")
            starts = [s for s in starts if not self.raw.startswith(blank, s)]
        return starts

    def spans(self, row: int) -> Sequence[Span | None]:
        fields: list[Span | None] = list(read_record(self.raw, self._starts[row], self._delimiter).fields)
        if len(fields) > self._width:
            last = fields[-1]
            extra = fields[self._width]
            assert last is not None
            assert extra is not None
            fields[self._width :] = [(extra[0], last[1])]
        return fields + [None] * (self.batch.num_columns - len(fields))

    def spell(self, value: str | None, old: bytes) -> bytes:
        if value is None:
            return b""
        new = self._decoder.encode(value)
        special = self._delimiter in new or b'"' in new or b"\n" in new or b"\r" in new
        if old[:1] == b'"' or special or not new:
            return b'"' + new.replace(b'"', b'""') + b'"'
        return new


def record_starts(raw: bytes) -> list[int]:
    """Where records begin in a block whose quotes are well placed."""
    array = np.frombuffer(raw, np.uint8)
    lines = np.flatnonzero(array == _LF)
    inside = np.searchsorted(np.flatnonzero(array == _QUOTE), lines) % 2 == 1
    starts = [0, *(lines[~inside] + 1).tolist()]
    return starts[:-1] if starts[-1] == len(raw) else starts


def strict_end(block: bytes, delimiter: bytes, ended: bool) -> int | None:
    """Where the last whole record of `block` ends; None if a quote stands where none should."""
    if b'"' not in block:
        return len(block) if ended else block.rfind(b"\n") + 1
    array = np.frombuffer(block, np.uint8)
    quotes = np.flatnonzero(array == _QUOTE)
    if ended and len(quotes) % 2 == 0:
        end = len(block)
    else:
        lines = np.flatnonzero(array == _LF)
        outside = lines[np.searchsorted(quotes, lines) % 2 == 0]
        end = int(outside[-1]) + 1 if len(outside) else 0
    quotes = quotes[quotes < end]
    before = array[np.maximum(quotes[::2] - 1, 0)]
    after = array[np.minimum(quotes[1::2] + 1, len(block) - 1)]
    opens = np.isin(before, (delimiter[0], _LF, _QUOTE))
    opens |= quotes[::2] == 0
    closes = np.isin(after, (delimiter[0], _LF, _CR, _QUOTE))
    return end if bool(opens.all() and closes.all()) else None


class CsvSource(StreamSource):
    """One delimited file: one table, named after the format."""

    format = "csv"
    table = "rows"

    def __init__(self, input_file: InputFile, options: Options) -> None:
        super().__init__(input_file, encoding=options.encoding)
        sample = self._sample()
        if b"\r" in sample and b"\n" not in sample:
            raise ViginoteError(
                f"{self.location}: its lines end with a lone carriage return; "
                "make them end as usual first: tr '\\r' '\\n' < FILE > NEW"
            )
        self.delimiter = _given_delimiter(options.delimiter) or sniff_delimiter(sample) or b";"
        self.header = options.header

    def _sample(self) -> bytes:
        head = self.input.head
        return head.decode(self.wide, "replace").encode() if self.wide else head

    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        buffer.more()
        start = _first_record(buffer.data)
        records = list(islice(_records(buffer.data, start, self.delimiter), HEADER_WITHIN + _ROWS_BELOW))
        texts = [
            [decoder.text(unquoted(buffer.data[slice(*s)]) or b"") for s in record.fields]
            for _, record in records
        ]
        at = header_at(texts, self.header)
        if at is None:
            names, header_end = unique_names([""] * (len(texts[0]) if texts else 1)), start
        else:
            names, header_end = unique_names(texts[at]), records[at][1].end
        if at:
            raw = buffer.drop(records[at][0])
            titles = _titles(texts[:at])
            starts = [begin for begin, _ in records[:at]]
            yield CsvRows(raw, titles, above(self.table), self.delimiter, decoder, starts=starts)
            header_end -= len(raw)
        if header_end:
            yield buffer.drop(header_end)
        yield from CsvReader(self.table, names, self.delimiter, decoder, file).pieces(buffer)


def _titles(rows: Sequence[Sequence[str]]) -> pa.RecordBatch:
    """What stands above a header, as a table of its own."""
    width = max(map(len, rows))
    columns = zip(
        *([cell or None for cell in row] + [None] * (width - len(row)) for row in rows), strict=True
    )
    return text_batch(unique_names([""] * width), [list(column) for column in columns])


def _first_record(data: bytes) -> int:
    """Where the first record begins: behind a byte-order mark, a `sep=` line and blank lines."""
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    if data[start : start + 4].lower() == b"sep=":
        start = data.find(b"\n", start) + 1
    return start + len(data[start:]) - len(data[start:].lstrip(b"\r\n"))


def _records(data: bytes, start: int, delimiter: bytes) -> Iterator[tuple[int, _Record]]:
    """The records of `data` from `start` on that are not blank, with where each begins."""
    while start < len(data):
        record = read_record(data, start, delimiter)
        if record.fields != [(start, start)]:
            yield start, record
        start = record.end


class CsvReader:
    """Reads the records of a table."""

    def __init__(
        self, table: str, names: Sequence[str], delimiter: bytes, decoder: Decoder, file: FileCoverage
    ) -> None:
        self._table, self._names, self._delimiter = table, names, delimiter
        self._decoder, self._file = decoder, file

    def pieces(self, buffer: Buffer) -> Iterator["bytes | Rows"]:
        """The records of the buffer, up to its end."""
        while buffer.data or buffer.more():
            taken = self._take(buffer)
            if taken is not None:
                yield taken
            elif not buffer.ended and len(buffer.data) < MAX_RECORD_BYTES:
                buffer.more()
            elif buffer.data:
                self._skip_record(buffer)

    def _skip_record(self, buffer: Buffer) -> None:
        limit = MAX_RECORD_BYTES // 2**20
        self._file.lose(f"byte {buffer.offset}", f"record longer than {limit} MB: left out", rows=1)
        buffer.skip_line()

    def _take(self, buffer: Buffer) -> Rows | bytes | None:
        end = strict_end(buffer.data, self._delimiter, buffer.ended)
        full = buffer.ended or len(buffer.data) >= MAX_RECORD_BYTES
        if end == 0 and not full:
            return None
        if end:
            raw, offset = buffer.data[:end], buffer.offset
            batch = self._arrow(raw, offset)
            if batch is not None:
                buffer.drop(end)
                return self._rows(raw, batch) if batch.num_rows else raw
        return self._tolerant(buffer, full)

    def _rows(self, raw: bytes, batch: pa.RecordBatch, starts: Sequence[int] | None = None) -> Rows:
        if b"\0" in raw:
            self._file.lose("", "NUL byte, kept as it is", count=raw.count(b"\0"))
        return CsvRows(raw, batch, self._table, self._delimiter, self._decoder, starts=starts)

    def _arrow(self, raw: bytes, offset: int) -> pa.RecordBatch | None:
        """The block through Arrow; None where a record has not as many fields as the table."""
        if b"\r" in raw and raw.count(b"\r") != raw.count(b"\r\n"):
            return None
        return arrow_texts(
            self._decoder.utf8(raw, offset),
            self._names,
            [""],
            delimiter=self._delimiter.decode(),
            newlines_in_values=True,
            ignore_empty_lines=len(self._names) > 1,
        )

    def _tolerant(self, buffer: Buffer, full: bool) -> Rows | bytes | None:
        data, width = buffer.data, len(self._names)
        starts: list[int] = []
        rows: list[list[bytes | None]] = []
        extras: list[bytes | None] = []
        position = 0
        while position < len(data):
            record = read_record(data, position, self._delimiter)
            unsure = record.unbalanced and len(data) - position < _PATIENCE and not full
            if not buffer.ended and (unsure or not record.closed):
                break
            if width == 1 or record.fields != [(position, position)]:
                self._note_damage(record, width, buffer.offset + position)
                starts.append(position)
                fields = record.fields
                cells = [unquoted(data[slice(*s)]) for s in fields[:width]]
                rows.append(cells + [None] * (width - len(cells)))
                extras.append(data[fields[width][0] : fields[-1][1]] if len(fields) > width else None)
            position = record.end
        if not position:
            return None
        offset = buffer.offset
        raw = buffer.drop(position)
        self._decoder.utf8(raw, offset)  # counts what does not decode
        if not rows:
            return raw
        return self._rows(raw, self._batch(rows, extras), starts)

    def _batch(self, rows: list[list[bytes | None]], extras: list[bytes | None]) -> pa.RecordBatch:
        text = self._decoder.text
        columns = [[None if c is None else text(c) for c in column] for column in zip(*rows, strict=True)]
        names = list(self._names)
        if any(extra is not None for extra in extras):
            names.append(EXTRA)
            columns.append([None if e is None else text(e) for e in extras])
        return text_batch(names, columns)

    def _note_damage(self, record: _Record, width: int, offset: int) -> None:
        if record.unbalanced:
            self._file.lose(f"byte {offset}", "quote that is never closed, read as a plain character")
        if len(record.fields) != width:
            self._file.lose(
                f"byte {offset}", "row with another number of fields than the header, read as it is"
            )


def _given_delimiter(delimiter: str | None) -> bytes | None:
    if delimiter is None:
        return None
    named = {"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter)
    if len(named) != 1 or not named.isascii() or named in '"\r\n':
        raise ViginoteError(f"unusable delimiter {delimiter!r}; give one character such as ; or , or tab")
    return named.encode()


def sniff_delimiter(sample: bytes) -> bytes | None:
    """The delimiter that cuts the first records into the same number of fields, two or more.

    Titles above the header may be of one.
    """
    best, best_score = None, 0.0
    for code in DELIMITERS:
        delimiter = bytes([code])
        counts = _field_counts(sample, delimiter)
        if not counts:
            continue
        usual = max(set(counts), key=counts.count)
        share = counts.count(usual) / len(counts)
        score = share * min(usual, 20) if usual > 1 and _begins_a_table(sample, delimiter, counts) else 0.0
        if score > best_score and share > 0.5:
            best, best_score = delimiter, score
    return best


def _begins_a_table(sample: bytes, delimiter: bytes, counts: Sequence[int]) -> bool:
    """The first record has several fields, or there is a header below titles."""
    if counts[0] > 1:
        return True
    records = islice(_records(sample, _first_record(sample), delimiter), len(counts))
    rows = [[sample[slice(*s)].decode("utf-8", "replace") for s in record.fields] for _, record in records]
    return header_at(rows) is not None


def _field_counts(sample: bytes, delimiter: bytes, most: int = 100) -> list[int]:
    counts: list[int] = []
    for _, record in islice(_records(sample, _first_record(sample), delimiter), most):
        if record.end == len(sample) and not record.closed and len(counts) > 1:
            break  # cut by the end of the sample
        counts.append(len(record.fields))
    return counts


def _recognise(head: Head) -> float:
    if head.binary:
        return 0.0
    if head.suffix in FORMAT.suffixes:
        return 0.6
    delimiter = sniff_delimiter(head.text.encode())
    if delimiter is None or head.suffix in (".txt", ".text", ".md"):
        return 0.3 if delimiter in (b";", b"\t", b"|") and _regular(head.text.encode(), delimiter) else 0.0
    return 0.4 if _regular(head.text.encode(), delimiter) else 0.0


def _regular(sample: bytes, delimiter: bytes) -> bool:
    counts = _field_counts(sample, delimiter)
    return len(counts) > 1 and len(set(counts)) == 1


FORMAT = Format("csv", (".csv", ".tsv", ".tab"), _recognise, CsvSource)
