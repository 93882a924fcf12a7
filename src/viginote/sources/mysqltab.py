"""What `mysqldump --tab` writes: a table's rows in NAME.txt, its CREATE TABLE in NAME.sql beside it.

One row a line, tabs between cells, `\\N` for null; a backslash escapes what follows, line ends and tabs too:
https://dev.mysql.com/doc/refman/8.4/en/load-data.html, "Field and Line Handling".
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from viginote.sources._cells import squared
from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._sql_tables import created_table
from viginote.sources._stream import Buffer, Rows, Span, StreamSource
from viginote.sources.base import EXTRA, MAX_RECORD_BYTES, FileCoverage
from viginote.sources.format import Options
from viginote.sources.mysqldump import escaped_character

_LINE = re.compile(rb"(?:[^\n\\]++|\\.)*+\n", re.DOTALL)
_CELL = re.compile(rb"(?:[^\t\\]++|\\.)*+", re.DOTALL)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_SPECIAL = re.compile(rb"[\\\t\n\0]")


class TabRows(Rows):
    """Some lines of a table."""

    def __init__(self, raw: bytes, lines: Sequence[Sequence[Span]], source: "TabSource", decoder: Decoder):
        self.raw, self.table, self._lines, self._decoder = raw, source.table, lines, decoder
        cells = [[_value(raw[slice(*span)]) for span in line] for line in lines]
        self.batch = squared(cells, source.names, b"\t", decoder)

    def spans(self, row: int) -> Sequence[Span | None]:
        line = self._lines[row]
        width = self.batch.num_columns - (EXTRA in self.batch.schema.names)
        rest = [(line[width][0], line[-1][1])] if len(line) > width else []
        spans: list[Span | None] = [*line[:width], *rest]
        return spans + [None] * (self.batch.num_columns - len(spans))

    def spell(self, value: str | None, old: bytes) -> bytes:
        if value is None:
            return b"\\N"
        return _SPECIAL.sub(lambda m: b"\\0" if m[0] == b"\0" else b"\\" + m[0], self._decoder.encode(value))


class TabSource(StreamSource):
    """The rows of one table, whose columns another file names."""

    format = "mysqldump --tab"

    def __init__(self, input_file: InputFile, options: Options, table: str, names: Sequence[str]) -> None:
        super().__init__(input_file, encoding=options.encoding)
        self.table, self.names = table, names

    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        while buffer.more() or buffer.data:
            ends = line_ends(buffer.data)
            if buffer.ended and ends[-1] < len(buffer.data):
                ends.append(len(buffer.data))
            if ends[-1]:
                yield self._rows(buffer, ends, decoder, file)
            elif len(buffer.data) >= MAX_RECORD_BYTES:
                limit = MAX_RECORD_BYTES // 2**20
                file.lose(f"byte {buffer.offset}", f"record longer than {limit} MB: left out", rows=1)
                buffer.skip_line()

    def _rows(self, buffer: Buffer, ends: Sequence[int], decoder: Decoder, file: FileCoverage) -> TabRows:
        offset = buffer.offset
        raw = buffer.drop(ends[-1])
        decoder.utf8(raw, offset)  # counts what does not decode
        lines = [cell_spans(raw, start, end) for start, end in pairwise(ends)]
        for start, line in zip(ends, lines, strict=False):
            if len(line) != len(self.names):
                reason = "row with another number of values than the table has columns, read as it is"
                file.lose(f"byte {offset + start}", reason)
        return TabRows(raw, lines, self, decoder)


def line_ends(data: bytes) -> list[int]:
    """0, and where each whole line of `data` ends."""
    ends = [0]
    while line := _LINE.match(data, ends[-1]):  # no search: that would try every byte of a line cut short
        ends.append(line.end())
    return ends


def cell_spans(raw: bytes, start: int, end: int) -> list[Span]:
    r"""Where the cells of the line from `start` to `end` stand.

    >>> cell_spans(b"1\ta\\\tb\t\\N\n", 0, 10)
    [(0, 1), (2, 6), (7, 9)]
    """
    end -= raw[end - 1 : end] == b"\n"
    spans: list[Span] = []
    while True:
        cell = _CELL.match(raw, start, end)
        assert cell is not None  # it matches the empty string
        spans.append(cell.span())
        if cell.end() >= end:
            return spans
        start = cell.end() + 1


def _value(cell: bytes) -> bytes | None:
    if cell == b"\\N":
        return None
    return _ESCAPED.sub(escaped_character, cell) if b"\\" in cell else cell


def rows_beside_sql(file: InputFile, options: Options) -> TabSource | None:
    """The source of a file of rows beside the .sql that makes its table; None where it is none."""
    beside = file.path.with_suffix(".sql")
    if not file.on_disk or file.path.suffix != ".txt" or not beside.is_file():
        return None
    made = created_table(InputFile(str(beside)).head, Decoder(None))
    first = _LINE.match(file.head)
    if made is None or first is None or len(cell_spans(first[0], 0, first.end())) != len(made[1].names):
        return None
    return TabSource(file, options, made[0], made[1].names)
