"""What plain SQL dumps share: walking a dump and finding the statements that hold rows.

A dump is walked from top to bottom. Statements that hold no row pass through as they stand; what holds
values in a form that is not read is counted, and left out of a redacted copy.
"""

import re
from abc import abstractmethod
from collections.abc import Iterator
from functools import lru_cache

from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._sql_inserts import Dialect, InsertReader, InsertRows
from viginote.sources._sql_tables import CREATE, Columns, column_names, made_table, plain_name
from viginote.sources._stream import Buffer, Rows, StreamSource
from viginote.sources.base import BLOCK_BYTES, MAX_RECORD_BYTES, FileCoverage
from viginote.sources.format import Head, Options

_COMMENT = re.compile(rb"(?:\s++|--[^\n]*+\n|#[^\n]*+\n|/\*.*?\*/)++", re.DOTALL)
#: What a statement may have before its first row, and a statement that holds others in all.
_LONGEST_HEAD = 256 * 1024
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


@lru_cache(maxsize=16)
def _whole_statement(dialect: Dialect) -> re.Pattern[bytes]:
    """A statement up to its end, which strings and comments may hold as well."""
    string = rb"'(?:[^'\\]++|\\.)*+'" if dialect.unescape else rb"'[^']*+'"
    part = string + rb"|\"[^\"]*+\"|`[^`]*+`|--[^\n]*+|/\*.*?\*/|[^'\"`]"
    end = rb"(?:" + dialect.statement_end + rb")"
    pattern = rb"\s*+\w++(?:(?!" + end + rb")(?:" + part + rb"))*+(?:" + end + rb"|\Z)"
    return re.compile(pattern, re.DOTALL | re.M | re.I)


def may_be_sql(head: Head) -> bool:
    """Whether a head may be of SQL: it is text, and no XML, in which a note may quote a statement."""
    return not head.binary and not head.text.startswith("<")


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
        while buffer.data or buffer.more_small():
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
        while len(buffer.data) < _LONGEST_HEAD and buffer.more_small():
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
        while len(buffer.data) < _LONGEST_HEAD and buffer.more_small():
            pass
        insert = self.dialect.insert.match(buffer.data)
        if insert:
            yield from self._insert(insert, buffer, decoder, file)
        elif CREATE.match(buffer.data):
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
            if not buffer.more_small():
                break
            whole = pattern.match(buffer.data)
        if whole:
            buffer.drop(whole.end())
        else:
            self._leave_out_to_next(buffer)
        return b""

    def _create(self, buffer: Buffer, decoder: Decoder) -> bytes:
        """Note the columns of a CREATE TABLE and let it pass."""
        made = made_table(buffer.data, 0, decoder)
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
                buffer.more(max(min(reader.window, BLOCK_BYTES), len(buffer.data)))
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
        blank = len(data) - len(data.lstrip())  # SQL Server's statements may begin with it
        match = self.dialect.statement.search(data, blank + 1)
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
