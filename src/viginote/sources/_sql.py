"""What plain SQL dumps share: finding the statements that hold rows, and reading INSERT statements.

A dump is walked from top to bottom. Statements that hold no row pass through as they stand; CREATE TABLE
tells the columns' names. Trees of whole statements are never built (that takes a hundred times the time
and memory): one compiled pattern for a tuple is applied again and again from where the last one ended.
"""

import re
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from viginote.sources._cells import squared, text_column
from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._stream import Buffer, Rows, Span, StreamSource
from viginote.sources._tuples import arrow_tuples, masked_back, plain_tuples
from viginote.sources.base import EXTRA, MAX_RECORD_BYTES, FileCoverage, unique_names
from viginote.sources.format import Head, Options

IDENTIFIER = rb'(?:"(?:[^"]|"")++"|`(?:[^`]|``)++`|\[(?:[^\]]|\]\])++\]|[\w$\x80-\xff]++)'
NAME = rb"(?:" + IDENTIFIER + rb"(?:\s?\.\s?" + IDENTIFIER + rb"){0,2})"
COLUMN_LIST = rb"\((?P<columns>\s*+" + IDENTIFIER + rb"(?:\s*+,\s*+" + IDENTIFIER + rb")*+\s*+)\)"
_NAME_PART = re.compile(IDENTIFIER)
_CREATE = re.compile(
    rb"[ \t]*+CREATE (?:(?:UNLOGGED|TEMPORARY|FOREIGN) )?TABLE (?:IF NOT EXISTS )?(" + NAME + rb")\s*\(", re.I
)
_CREATE_LINE = re.compile(rb"^CREATE TABLE ", re.M | re.I)
_COMMENT = re.compile(rb"(?:\s++|--[^\n]*+\n|#[^\n]*+\n|/\*.*?\*/)++", re.DOTALL)
_COLUMN = re.compile(
    rb"(?:\s++|--[^\n]*+\n|/\*.*?\*/)*+(" + IDENTIFIER + rb")(?:\s++([\w\[\"`]++))?+", re.DOTALL
)
#: What stands in the parentheses of a CREATE TABLE; its strings and comments may hold parentheses and commas.
_DEFINITION = re.compile(rb"'(?:[^']|'')*+'|--[^\n]*+|/\*.*?\*/|" + IDENTIFIER + rb"|[(),]", re.DOTALL)
_BYTES = b"_binary "
_BINARY = re.compile(rb"\[?(?:\w*blob|\w*binary|bytea|image)", re.I)
_NO_COLUMN = frozenset(
    b"PRIMARY KEY UNIQUE CONSTRAINT INDEX FULLTEXT SPATIAL CHECK EXCLUDE FOREIGN LIKE PERIOD".split()
)
_HEXADECIMAL = re.compile(rb"[,(]\s*0x")
#: What a statement may have before its first row, and a statement that holds others in all.
_LONGEST_HEAD = 256 * 1024
#: Bytes below which a block is not worth the setting up.
_WORTH_IT = 16 * 1024
_UNCHANGED = re.compile(rb"\s*(?:UPDATE|MERGE)\b", re.I)
#: An INSERT that is none of rows written out: DEFAULT VALUES, or a SELECT of other rows than literals.
_COPIES = re.compile(
    rb"\s*(?:INSERT|REPLACE)\b[^;']*\b(?:DEFAULT VALUES|SELECT\b(?![^;']*')|SELECT\b[^;']*\bFROM)\b", re.I
)
_OTHER_INSERT = re.compile(rb"\s*(?:/\*\S*+\s*+)?(?:INSERT|REPLACE)\b", re.I)
#: Where rows may begin within a line, and what may hold values otherwise, at the start of one.
_WITHIN = re.compile(
    rb"\b(?:INSERT|REPLACE|INTO)\s|^[ \t]*+(?P<other>CALL\s|EXEC(?:UTE)?\s(?!\s*(?:sys\.|dbo\.)?\[?sp_)"
    rb"|DECLARE\s+@|SET\s+@\w+\s*:?=\s*[^@\s]|DELETE\s|WITH\s|SELECT\s+(?:pg_catalog\.)?(?:lowrite|lo_put|lo_from_bytea)\()",
    re.M | re.I,
)
#: After these an INSERT is a statement of its own, in whatever form.
_STATEMENT_BEFORE = re.compile(rb"(?:;|\*/|/\*M?!\d*)\s*\Z")
_CHANGES = re.compile(rb"\b(?:INSERT|UPDATE|MERGE)\b", re.I)
_VALUES_IN = re.compile(rb"'[^']")


def plain_name(raw: bytes, decoder: Decoder) -> str:
    """`public."Fiche ""A"` as `public.Fiche "A`: the parts of a name without their quotes."""
    parts = []
    for part in _NAME_PART.findall(raw):
        close = part[-1:]
        plain = part[1:-1].replace(close * 2, close) if part[:1] in b'"`[' else part
        parts.append(decoder.text(plain))
    return ".".join(parts)


def column_names(raw: bytes, decoder: Decoder) -> list[str]:
    """The names of a column list."""
    return unique_names([plain_name(name, decoder) for name in _NAME_PART.findall(raw)])


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns, and which of them are binary."""

    names: Sequence[str]
    binary: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one database writes a dump.

    `statement`: what begins a line that matters. `body`: a statement that holds others, as a function does,
    which are no rows. `insert`: the head of an INSERT up to VALUES, groups
    `table` and `columns`. `value`: one literal. `row_end`: what stands after a tuple. `literal`: a cell
    as a value. `special`: finds literals that are neither a plain number or word nor a string with doubled
    quotes alone (RE2 syntax). `unescape`: resolves backslashes, where they escape in all
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
def _whole_statement(dialect: Dialect) -> re.Pattern[bytes]:
    """A statement up to its end, which strings and comments may hold as well."""
    string = rb"'(?:[^'\\]++|\\.)*+'" if dialect.unescape else rb"'[^']*+'"
    part = string + rb"|\"[^\"]*+\"|`[^`]*+`|--[^\n]*+|/\*.*?\*/|[^'\"`]"
    end = rb"(?:" + dialect.statement_end + rb")"
    pattern = rb"\s*+\w++(?:(?!" + end + rb")(?:" + part + rb"))*+(?:" + end + rb"|\Z)"
    return re.compile(pattern, re.DOTALL | re.M | re.I)


@lru_cache(maxsize=16)
def _any_row(dialect: Dialect) -> re.Pattern[bytes]:
    value = rb"(?:" + dialect.value + rb")"
    values = rb"(" + value + rb"(?:\s*+,\s*+" + value + rb")*+)"
    end = rb"(?:" + dialect.row_end + rb"|\s*+\Z)"
    return re.compile(rb"(?i:ROW\s*+)?+\(\s*+" + values + rb"\s*+\)" + end, dialect.flags)


@lru_cache(maxsize=16)
def _one_value(dialect: Dialect) -> re.Pattern[bytes]:
    return re.compile(dialect.value, dialect.flags)


def literal_column(cells: Sequence[bytes], dialect: Dialect, decoder: Decoder) -> pa.Array:
    """Literals as values: plain strings, numbers and NULL all at once, the others one by one."""
    import pyarrow.compute as pc

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
        resolved = text_column([dialect.literal(cells[index]) for index in at], decoder)
        values = pc.replace_with_mask(values, special, resolved)
    return values


def _definitions(data: bytes, start: int) -> Iterator[bytes]:
    """The definitions inside the parentheses of a CREATE TABLE that open just before `start`."""
    depth, begin = 0, start
    for token in _DEFINITION.finditer(data, start):
        kind = token[0]
        if kind in (b",", b")") and depth == 0:
            yield data[begin : token.start()]
            begin = token.end()
            if kind == b")":
                return
        depth += (kind == b"(") - (kind == b")")


def _made(data: bytes, start: int, decoder: Decoder) -> tuple[str, Columns, int] | None:
    """The table and columns of the CREATE TABLE at `start`, and where its definitions begin."""
    match = _CREATE.match(data, start)
    if match is None:
        return None
    kinds: dict[str, bytes] = {}
    for definition in _definitions(data, match.end()):
        column = _COLUMN.match(definition)
        if column and column[1].upper() not in _NO_COLUMN:
            kinds.setdefault(plain_name(column[1], decoder), column[2] or b"")
    binary = frozenset(name for name, kind in kinds.items() if _BINARY.match(kind))
    return plain_name(match[1], decoder), Columns(list(kinds), binary), match.end()


def created_table(data: bytes, decoder: Decoder) -> tuple[str, Columns] | None:
    """The table and columns of the first CREATE TABLE that begins a line of `data`."""
    at = _CREATE_LINE.search(data)
    made = _made(data, at.start(), decoder) if at else None
    return made[:2] if made else None


def may_be_sql(head: Head) -> bool:
    """Whether a head may be of SQL: it is text, and no XML, in which a note may quote a statement."""
    return not head.binary and not head.text.startswith("<")


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
        new = None if value is None else self._owner.decoder.encode(value)
        return self._owner.dialect.spell(new, old)


class InsertReader:
    """Reads the tuples of one INSERT statement, and of those after it that begin with the same words."""

    def __init__(
        self, dialect: Dialect, head: bytes, table: str, columns: "Columns | None", decoder: Decoder
    ) -> None:
        self.dialect, self.head, self.table, self.decoder = dialect, head, table, decoder
        self.names = columns.names if columns else None
        self._binary = columns.binary if columns else frozenset[str]()

    def take(self, buffer: Buffer, file: FileCoverage) -> InsertRows | None:
        """The tuples at the front of the buffer as rows; None if there is not one whole tuple."""
        data = buffer.data
        width = len(self.names) if self.names else self._first_width(data)
        if not width:
            return None
        if self.names is None:
            self.names = [f"column_{i}" for i in range(1, width + 1)]
        return self._take_at_once(buffer) or self._take_one_by_one(buffer, file, self.names)

    def _take_at_once(self, buffer: Buffer) -> InsertRows | None:
        """The tuples through Arrow, where they are as plain as dumps mostly are."""
        names = self.names or ()
        if len(buffer.data) < _WORTH_IT or self.decoder.encoding not in (None, "utf-8") or self._binary:
            return None
        row_end = _row_end(self.dialect)
        escapes = self.dialect.unescape is not None
        if escapes and _HEXADECIMAL.search(buffer.data):
            return None
        tuples = plain_tuples(buffer.data, self.head, row_end, backslash=escapes)
        if tuples is None:
            return None
        batch = arrow_tuples(tuples.csv, names)
        if batch is None or batch.num_rows != len(tuples.starts):
            return None
        raw, offset = buffer.data[: tuples.end], buffer.offset
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

    def _take_one_by_one(self, buffer: Buffer, file: FileCoverage, names: Sequence[str]) -> InsertRows | None:
        data = buffer.data
        pattern = _row_pattern(self.dialect, self.head, len(names), buffer.ended)
        match = pattern.scanner(data, 0).match  # type: ignore[attr-defined]
        starts: list[int] = []
        rows: list[tuple[bytes, ...]] = []
        end = 0
        while found := match():
            starts.append(found.start())
            rows.append(found.groups())
            end = found.end()
        if not rows:
            return self._odd_row(buffer, file)
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
        if not match or self.names is None:
            return None
        place = f"table {self.table}, byte {buffer.offset}"
        file.lose(place, "row with another number of values than the table has columns, read as it is")
        cells = [self.dialect.literal(c) for c in _one_value(self.dialect).findall(match[1])]
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


class SqlSource(StreamSource):
    """A plain SQL dump, walked statement by statement."""

    dialect: Dialect

    def __init__(self, input_file: InputFile, options: Options) -> None:
        super().__init__(input_file, encoding=options.encoding)
        self.format = self.dialect.name

    @abstractmethod
    def special(
        self, buffer: Buffer, decoder: Decoder, file: FileCoverage
    ) -> Iterator["bytes | Rows"] | None:
        """Pieces of a statement only this dialect has, at the front of the buffer; None if it is none."""

    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        self._columns: dict[str, Columns] = {}
        while buffer.data or buffer.more():
            match = self.dialect.statement.search(buffer.data)
            end = match.start() if match else buffer.data.rfind(b"\n") + 1 or len(buffer.data)
            within = self._within(buffer.data, end)
            if within is not None:
                match, end = within, within.start()
            if match is None:
                yield from self._pass(buffer)
                continue
            if end:
                yield buffer.drop(end)
            if within and within["other"]:
                yield self._other(buffer, file)
            else:
                yield from self._statement(buffer, decoder, file)

    def _within(self, data: bytes, end: int) -> re.Match[bytes] | None:
        """The first place before `end` where values may begin although no statement begins a line."""
        for match in _WITHIN.finditer(data, 0, end):
            at = match.start()
            if match["other"] or self.dialect.insert.match(data, at):
                return match
            if _STATEMENT_BEFORE.search(data, max(0, at - 100), at):
                return match
        return None

    def _other(self, buffer: Buffer, file: FileCoverage) -> bytes:
        """A statement that is no INSERT: left out and counted where it holds values, let pass otherwise."""
        while len(buffer.data) < _LONGEST_HEAD and buffer.more():
            pass
        whole = _whole_statement(self.dialect).match(buffer.data)
        said = whole[0] if whole else buffer.data
        rows_of_with = said.lstrip()[:4].upper() != b"WITH" or _CHANGES.search(said)
        if _VALUES_IN.search(said) and rows_of_with:
            file.lose(f"byte {buffer.offset}", "statement with values that is no INSERT, not read")
            return self._leave_out(buffer)
        return buffer.drop(buffer.data.find(b"\n") + 1 or len(buffer.data))

    def _pass(self, buffer: Buffer) -> Iterator[bytes]:
        """Let pass what holds no statement that matters, up to the last line end."""
        end = buffer.data.rfind(b"\n") + 1
        if not end and (buffer.ended or len(buffer.data) > MAX_RECORD_BYTES):
            end = len(buffer.data)
        if end:
            yield buffer.drop(end)
        elif not buffer.more():
            yield buffer.drop(len(buffer.data))

    def _statement(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        while len(buffer.data) < _LONGEST_HEAD and buffer.more():
            pass
        insert = self.dialect.insert.match(buffer.data)
        if insert:
            yield from self._insert(insert, buffer, decoder, file)
        elif _CREATE.match(buffer.data):
            yield self._create(buffer, decoder)
        elif body := self.dialect.body.match(buffer.data):
            yield buffer.drop(body.end())
        elif (pieces := self.special(buffer, decoder, file)) is not None:
            yield from pieces
        elif _UNCHANGED.match(buffer.data):
            file.lose(f"byte {buffer.offset}", "UPDATE or MERGE statement, not read")
            yield self._leave_out(buffer)
        elif _OTHER_INSERT.match(buffer.data) and not _COPIES.match(buffer.data):
            file.lose(f"byte {buffer.offset}", "INSERT statement in a form that is not read", rows=1)
            yield self._leave_out(buffer)
        else:
            yield buffer.drop(buffer.data.find(b"\n") + 1 or len(buffer.data))

    def _leave_out(self, buffer: Buffer) -> bytes:
        """Drop the statement at the front, since nobody looked at what it says."""
        pattern = _whole_statement(self.dialect)
        whole = pattern.match(buffer.data)
        while (whole is None or whole.end() == len(buffer.data)) and len(buffer.data) < MAX_RECORD_BYTES:
            if not buffer.more():
                break
            whole = pattern.match(buffer.data)
        if whole:
            buffer.drop(whole.end())
        else:
            self._leave_out_to_next(buffer)
        return b""

    def _create(self, buffer: Buffer, decoder: Decoder) -> bytes:
        """Note the columns of a CREATE TABLE and let it pass."""
        made = _made(buffer.data, 0, decoder)
        assert made is not None  # it was looked at before
        table, columns, end = made
        if columns.names:
            self._columns[table] = columns
        return buffer.drop(end)

    def _insert(
        self, match: re.Match[bytes], buffer: Buffer, decoder: Decoder, file: FileCoverage
    ) -> Iterator["bytes | Rows"]:
        table = plain_name(match["table"], decoder)
        columns = self._columns.get(table)
        if match["columns"]:
            names = column_names(match["columns"], decoder)
            columns = Columns(names, columns.binary if columns else frozenset())
        reader = InsertReader(self.dialect, match[0], table, columns, decoder)
        held: InsertRows | None = None  # told once it is known whether its last comma leads on
        while True:
            rows = reader.take(buffer, file)
            if rows is not None:
                if held is not None:
                    yield held
                held = rows
                continue
            goes_on = held is not None and held.goes_on
            if held is not None and goes_on and (comment := _COMMENT.match(buffer.data)):
                held.raw += buffer.drop(comment.end())
                continue
            if self._more_needed(buffer, goes_on):
                buffer.more()
                continue
            damaged = goes_on or buffer.data[:1] == b"(" or buffer.data.startswith(reader.head)
            if held is not None:
                if damaged:
                    held.end_statement()
                yield held
            if damaged:
                yield from self._damaged(reader, buffer, file)
            return

    def _more_needed(self, buffer: Buffer, goes_on: bool) -> bool:
        """Whether a tuple may be whole with more data. A statement's next lines may say that it is not."""
        if buffer.ended or len(buffer.data) >= MAX_RECORD_BYTES:
            return False
        if not buffer.data:
            return True
        inside = goes_on or buffer.data[:1] == b"(" or self.dialect.insert.match(buffer.data)
        return bool(inside) and self._next_statement(buffer.data) < 0

    def _next_statement(self, data: bytes) -> int:
        match = self.dialect.statement.search(data, 1)
        return match.start() if match else -1

    def _damaged(self, reader: InsertReader, buffer: Buffer, file: FileCoverage) -> Iterator[bytes]:
        """Leave out what cannot be read, up to the next statement."""
        place = f"table {reader.table}, byte {buffer.offset}"
        if buffer.ended and self._next_statement(buffer.data) < 0:
            file.lose(place, "statement cut short at the end of the file: left out", rows=1)
        else:
            file.lose(place, "statement that cannot be read: left out up to the next one", rows=1)
        self._leave_out_to_next(buffer)
        yield b""

    def _leave_out_to_next(self, buffer: Buffer) -> None:
        while (end := self._next_statement(buffer.data)) < 0:
            tail = buffer.data.rfind(b"\n") + 1
            buffer.drop(tail or len(buffer.data))
            if not buffer.more():
                end = len(buffer.data)
                break
        buffer.drop(end)
