"""INSERT statements of plain SQL dumps: tuples of literals, read as rows and written back.

Trees of whole statements are never built (that takes a hundred times the time and memory): one compiled
pattern for a tuple is applied again and again from where the last one ended.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from viginote.sources._cells import arrow_texts, squared, text_column
from viginote.sources._encoding import Decoder
from viginote.sources._sql_tables import Columns
from viginote.sources._stream import Buffer, Rows, Span
from viginote.sources._tuples import FORM, NULLS, masked_back, plain_tuples
from viginote.sources._values import hexadecimal_like, hexadecimal_text
from viginote.sources.base import BLOCK_BYTES, EXTRA, FileCoverage, unique_names

_BYTES = b"_binary "
_HEXADECIMAL = re.compile(rb"[,(]\s*(?:0x|'\\x)")
#: Bytes that are looked at first, and up to which it is not worth setting up Arrow.
_FIRST_BYTES = 16 * 1024
_WORTH_IT = _FIRST_BYTES
#: Literals that are not worth it either.
_FEW = 32


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one database writes a dump.

    `statement`: what begins a line that matters. `body`: a statement that holds others, as a function does,
    which are no rows. `insert`: the head of an INSERT up to VALUES, groups `table` and `columns`. `value`:
    one literal. `row_end`: what stands after a tuple. `literal`: a cell as a value. `hexadecimal`: a literal
    of bytes, its group the digits. `special`: finds literals that are neither a plain number or word nor a
    string with doubled quotes alone (RE2 syntax). `unescape`: resolves backslashes, where they escape in all
    strings. `spell`: a value as a literal, given the one it replaces. `statement_end`: what ends a statement
    outside of strings.
    """

    name: str
    statement: re.Pattern[bytes]
    body: re.Pattern[bytes]
    insert: re.Pattern[bytes]
    value: bytes
    row_end: bytes
    literal: Callable[[bytes], bytes | None]
    hexadecimal: re.Pattern[bytes]
    special: str
    spell: Callable[[bytes | None, bytes], bytes]
    flags: int = 0
    statement_end: bytes = rb";[ \t]*+(?:\r?\n)?+"
    unescape: Callable[[str], str] | None = None


@lru_cache(maxsize=256)
def _row_pattern(dialect: Dialect, prefix: bytes, width: int, last: bool) -> re.Pattern[bytes]:
    """A tuple of `width` values, with the statement's own head before it where it has one.

    `last`: there is no more data, so that a tuple may also end with it.
    """
    values = rb"\s*+,\s*+".join([rb"(" + dialect.value + rb")"] * width)
    head = rb"(?:" + re.escape(prefix) + rb")?(?i:ROW\s*+)?+\(\s*+"
    end = rb"(?:" + dialect.row_end + (rb"|\s*+\Z)" if last else rb")")
    return re.compile(head + values + rb"\s*+\)" + end, dialect.flags)


@lru_cache(maxsize=16)
def _row_end(dialect: Dialect) -> re.Pattern[bytes]:
    return re.compile(dialect.row_end, dialect.flags)


@lru_cache(maxsize=16)
def _any_row(dialect: Dialect) -> re.Pattern[bytes]:
    value = rb"(?:" + dialect.value + rb")"
    values = rb"(" + value + rb"(?:\s*+,\s*+" + value + rb")*+)"
    end = rb"(?:" + dialect.row_end + rb"|\s*+\Z)"
    return re.compile(rb"(?i:ROW\s*+)?+\(\s*+" + values + rb"\s*+\)" + end, dialect.flags)


@lru_cache(maxsize=16)
def _one_value(dialect: Dialect) -> re.Pattern[bytes]:
    return re.compile(dialect.value, dialect.flags)


def _value(cell: bytes, dialect: Dialect, decoder: Decoder) -> bytes | None:
    """The value of a literal; of one of bytes that are a text, that text."""
    digits = dialect.hexadecimal.fullmatch(cell)
    text = hexadecimal_text(digits[1].decode()) if digits else None
    return dialect.literal(cell) if text is None else decoder.encode(text)


def literal_column(cells: Sequence[bytes], dialect: Dialect, decoder: Decoder) -> pa.Array:
    """Literals as values: plain strings, numbers and NULL all at once, the others, or a few, one by one."""
    import pyarrow.compute as pc

    if len(cells) < _FEW:
        return text_column([_value(cell, dialect, decoder) for cell in cells], decoder)
    written = text_column(cells, decoder)
    quoted = pc.starts_with(written, "'")
    values = pc.if_else(quoted, pc.utf8_slice_codeunits(written, 1, -1), written)
    if pc.any(pc.match_substring(values, "''")).as_py():
        values = pc.replace_substring(values, "''", "'")
    null = pc.is_in(written, pa.array(["NULL", "null"]))
    values = pc.if_else(null, pa.scalar(None, pa.string()), values)
    special = pc.match_substring_regex(written, dialect.special)
    at = pc.indices_nonzero(special).to_pylist()
    if at:
        resolved = text_column([_value(cells[index], dialect, decoder) for index in at], decoder)
        values = pc.replace_with_mask(values, special, resolved)
    return values


class InsertRows(Rows):
    """Tuples that follow each other, in one statement or in several with the same head."""

    def __init__(
        self, raw: bytes, batch: pa.RecordBatch, table: str, starts: Sequence[int], owner: "InsertReader"
    ) -> None:
        self.raw, self.batch, self.table = raw, batch, table
        self._starts, self._owner = starts, owner
        self._end = len(raw.rstrip())

    @property
    def goes_on(self) -> bool:
        """Whether another tuple should follow."""
        return self.raw[self._end - 1 : self._end] == b","

    def end_statement(self) -> None:
        """End the statement here, where the tuple that should follow is left out."""
        if self.goes_on:
            self.raw = self.raw[: self._end - 1] + b";\n"

    def spans(self, row: int) -> Sequence[Span | None]:
        width = self.batch.num_columns - (EXTRA in self.batch.schema.names)
        spans: list[Span | None] = list(self._owner.value_spans(self.raw, self._starts[row]))
        if len(spans) > width:
            first, last = spans[width], spans[-1]
            assert first is not None
            assert last is not None
            spans[width:] = [(first[0], last[1])]
        return spans + [None] * (self.batch.num_columns - len(spans))

    def spell(self, value: str | None, old: bytes) -> bytes:
        owner = self._owner
        digits = owner.dialect.hexadecimal.fullmatch(old)
        if value and digits and hexadecimal_text(digits[1].decode()) is not None:
            new = hexadecimal_like(value, digits[1].decode()).encode()
            return old[: digits.start(1)] + new + old[digits.end(1) :]
        return owner.dialect.spell(None if value is None else owner.decoder.encode(value), old)


class InsertReader:
    """Reads the tuples of one INSERT statement, and of those after it that begin with the same words.

    `window`: bytes looked at at once. It grows while their tuples are taken: where only a few are, since
    statements of other tables stand between, looking at a whole block for each of them would never end.
    """

    def __init__(
        self, dialect: Dialect, head: bytes, table: str, columns: Columns | None, decoder: Decoder
    ) -> None:
        self.dialect, self.head, self.table, self.decoder = dialect, head, table, decoder
        self.names = columns.names if columns else None
        self._binary = columns.binary if columns else frozenset[str]()
        self.window = _FIRST_BYTES

    def take(self, buffer: Buffer, file: FileCoverage) -> InsertRows | None:
        """The tuples at the front of the buffer as rows; None if there is not one whole tuple."""
        data = buffer.data
        width = len(self.names) if self.names else self._first_width(data)
        if not width:
            return None
        if self.names is None:
            self.names = unique_names([""] * width)
        seen = data[: self.window]
        rows = (
            self._take_at_once(buffer, seen)
            or self._take_one_by_one(buffer, seen)
            or self._take_one_by_one(buffer, data)
            or self._odd_row(buffer, file)
        )
        if rows is not None:
            grown = self.window * 2 if 2 * len(rows.raw) >= len(seen) else self.window // 2
            self.window = min(max(grown, _FIRST_BYTES), 2 * BLOCK_BYTES)  # a block with what was left of one
        return rows

    def _take_at_once(self, buffer: Buffer, seen: bytes) -> InsertRows | None:
        """The tuples of `seen`, the buffer's front, through Arrow, where they are as plain as mostly."""
        names = self.names or ()
        if len(seen) <= _WORTH_IT or self.decoder.encoding not in (None, "utf-8") or self._binary:
            return None
        row_end = _row_end(self.dialect)
        escapes = self.dialect.unescape is not None
        if (b"0x" in seen or b"'\\x" in seen) and _HEXADECIMAL.search(seen):
            return None
        tuples = plain_tuples(seen, self.head, row_end, backslash=escapes)
        if tuples is None:
            return None
        batch = arrow_texts(tuples.csv, names, NULLS, **FORM)
        if batch is None or batch.num_rows != len(tuples.starts):
            return None
        raw, offset = seen[: tuples.end], buffer.offset
        if self.decoder.utf8(raw, offset) is not raw:
            return None
        buffer.drop(tuples.end)
        if escapes and b"\\" in raw:
            columns = [self._unescaped(column) for column in batch.columns]
            batch = pa.RecordBatch.from_arrays(columns, names=list(names))
        return InsertRows(raw, batch, self.table, tuples.starts, self)

    def _unescaped(self, column: pa.Array) -> pa.Array:
        import pyarrow.compute as pc

        unescape = self.dialect.unescape
        assert unescape is not None
        escaped = pc.fill_null(pc.match_substring_regex(column, r"\\|\x01"), False)
        values = pc.filter(column, escaped).to_pylist()
        plain = pa.array([unescape(masked_back(value)) for value in values], pa.string())
        return pc.replace_with_mask(column, escaped, plain) if values else column

    def _take_one_by_one(self, buffer: Buffer, seen: bytes) -> InsertRows | None:
        """The tuples of `seen`, the buffer's front, by the pattern of one."""
        names = self.names or ()
        last = buffer.ended and len(seen) == len(buffer.data)
        pattern = _row_pattern(self.dialect, self.head, len(names), last)
        match = pattern.scanner(seen, 0).match  # type: ignore[attr-defined]
        starts: list[int] = []
        rows: list[tuple[bytes, ...]] = []
        end = 0
        while found := match():
            starts.append(found.start())
            rows.append(found.groups())
            end = found.end()
        if not rows:
            return None
        offset = buffer.offset
        raw = buffer.drop(end)
        cells = list(zip(*rows, strict=True))
        self._count_undecodable(raw, offset, cells)
        columns = [literal_column(column, self.dialect, self.decoder) for column in cells]
        batch = pa.RecordBatch.from_arrays(columns, names=list(names))
        return InsertRows(raw, batch, self.table, starts, self)

    def _count_undecodable(self, raw: bytes, offset: int, cells: Sequence[Sequence[bytes]]) -> None:
        """Count bytes that do not decode, but not those of binary columns and values, which are no text."""
        if not self._binary and _BYTES not in raw:
            self.decoder.utf8(raw, offset)
            return
        for name, column in zip(self.names or (), cells, strict=True):
            if name not in self._binary:
                texts = [cell for cell in column if not cell.startswith(_BYTES)]
                self.decoder.utf8(b"\0".join(texts), offset)

    def _first_width(self, data: bytes) -> int:
        start = len(self.head) if data.startswith(self.head) else 0
        match = _any_row(self.dialect).match(data, start)
        return len(_one_value(self.dialect).findall(match[1])) if match else 0

    def _odd_row(self, buffer: Buffer, file: FileCoverage) -> InsertRows | None:
        """A tuple with another number of values than the table has columns."""
        start = len(self.head) if buffer.data.startswith(self.head) else 0
        match = _any_row(self.dialect).match(buffer.data, start)
        cut = match and match.end() == len(buffer.data) and not buffer.ended  # what follows is not there yet
        if not match or cut or self.names is None:
            return None
        place = f"table {self.table}, byte {buffer.offset}"
        file.lose(place, "row with another number of values than the table has columns, read as it is")
        cells = [_value(c, self.dialect, self.decoder) for c in _one_value(self.dialect).findall(match[1])]
        batch = squared([cells], self.names, b", ", self.decoder)
        offset = buffer.offset
        raw = buffer.drop(match.end())
        self.decoder.utf8(raw, offset)
        return InsertRows(raw, batch, self.table, [0], self)

    def value_spans(self, raw: bytes, start: int) -> list[Span]:
        """The spans of the values of the tuple at `start`."""
        if raw.startswith(self.head, start):
            start += len(self.head)
        match = _any_row(self.dialect).match(raw, start)
        assert match is not None  # it was read by the same pattern
        values = _one_value(self.dialect).finditer(raw, *match.span(1))
        return [value.span() for value in values]
