"""PostgreSQL's plain dumps: `COPY ... FROM stdin` data and INSERT statements.

COPY's text format: https://www.postgresql.org/docs/current/sql-copy.html, "Text Format". One row a line,
tabs between cells, `\\N` for null, backslash escapes, `\\.` after the last row. Scripts made by hand have its
CSV format, which ends in the same way.
"""

import re
from collections.abc import Iterator

from viginote.sources._copy import CUT_SHORT, CopyData, CopyReader, unescape
from viginote.sources._encoding import Decoder, check
from viginote.sources._sql import SqlSource, may_be_sql
from viginote.sources._sql_inserts import Dialect
from viginote.sources._sql_tables import COLUMN_LIST, IDENTIFIER, NAME, column_names, plain_name
from viginote.sources._stream import Buffer, Rows
from viginote.sources.base import FileCoverage, unique_names
from viginote.sources.csv import CsvReader, read_record, unquoted
from viginote.sources.format import Format, Head

_COPY = re.compile(
    rb"COPY (" + NAME + rb")\s*(?:\(([^\n]*)\))?\s+FROM stdin((?:[^\n;']|'[^'\n]*')*);[ \t]*\r?\n", re.I
)
_CSV = re.compile(rb"\bCSV\b", re.I)
_HEADER = re.compile(rb"\bHEADER\b(?!\s+(?:false|off|0))", re.I)
_DELIMITER = re.compile(rb"\bDELIMITERS?\s+(?:AS\s+)?E?'(\\t|[^'])'", re.I)
_ENCODING = re.compile(rb"SET client_encoding (?:=|TO) '([\w-]+)'", re.I)
_CODECS = {
    "utf8": "utf-8", "unicode": "utf-8", "latin1": "latin-1", "latin9": "iso8859-15",
    "win1252": "cp1252", "win1250": "cp1250",
}  # fmt: skip

# A literal as pg_dump writes it. Backslashes are plain in '...' and escape in E'...'.
_STRING = rb"(?:[bBxXnN]|[uU]&|(?:DATE|TIMESTAMP) )?'(?:[^']++|'')*+'"
_ESCAPED_STRING = rb"[eE]'(?:[^'\\]++|''|\\.)*+'"
# Oracle's q'[...]', in which quotes stand as they are.
_QUOTED = rb"[nN]?[qQ](?>'\[.*?\]'|'\{.*?\}'|'\(.*?\)'|'<.*?>'|'!.*?!'|'\|.*?\|'|'~.*?~'|'#.*?#'|'\^.*?\^')"
_BARE = rb"[^\s,()'][^,()']*+(?:\([^()]*+\))?+"
# `replace('...','\n',char(10))` of sqlite3, `TO_DATE('...','...')` of Oracle: strings and calls in a call.
_PLAIN = rb"[^'()qQ]++|" + _QUOTED + rb"|[qQ]|'(?:[^']++|'')*+'"
_INNER_CALL = rb"\((?:" + _PLAIN + rb"|\((?:" + _PLAIN + rb"|\([^'()]*+\))*+\))*+\)"
_CALL = rb"[A-Za-z_][\w.]*+\((?:" + _PLAIN + rb"|" + _INNER_CALL + rb")*+\)"
_CALLED = re.compile(rb"([A-Za-z_][\w.]*)\([^']*?(" + _QUOTED + rb"|'(?:[^']|'')*+')", re.DOTALL)
_STRINGS = re.compile(_QUOTED + rb"|'(?:[^']|'')*+'", re.DOTALL)
#: Calls whose first string is the value, and whose others say how to read it. Of other calls each is text.
_CONVERTS = re.compile(rb"(?:to_|cast|convert|replace|unistr|stringdecode|date|time|str_to)", re.I)
_REPLACED = re.compile(rb",'(\\[nr])',char\((10|13)\)\)")
_CODE = re.compile(rb"chr\(\s*(\d{1,3})\s*\)", re.I)
# What `||` joins: Oracle cuts long texts into `TO_CLOB('...') || TO_CLOB('...')`.
_TERM = rb"(?:" + rb"|".join((_ESCAPED_STRING, _QUOTED, _STRING, _CALL)) + rb")"
_VALUE = _TERM + rb"(?:(?:::[\w .\"\[\]]++)|(?:\s*+\|\|\s*+" + _TERM + rb")++)?+|" + _BARE
_TERMS = re.compile(_TERM, re.DOTALL)
_CAST = re.compile(rb"^([eEbBxXnN]?|[uU]&|DATE |TIMESTAMP )'(.*)'(?:::[\w .\"\[\]]+)?$", re.DOTALL)
_UNICODE = re.compile(
    r"\\(?:([\\nrt\"])|u([0-9A-Fa-f]{4})|\+([0-9A-Fa-f]{6})|U([0-9A-Fa-f]{8})|([0-9A-Fa-f]{4}))"
)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t"}
#: Bytes that a string literal of Oracle holds at most: 4,000, doubled quotes among them.
_CLOB_PART = 1000


def literal(cell: bytes) -> bytes | None:
    """The value of an SQL literal; None for NULL and DEFAULT."""
    if b"||" in cell and len(terms := _TERMS.findall(cell)) > 1:
        return b"".join(literal(term) or b"" for term in terms)
    if cell[:1] == b"'" == cell[-1:]:
        return cell[1:-1].replace(b"''", b"'") if b"''" in cell else cell[1:-1]
    if cell in (b"NULL", b"null", b"DEFAULT"):
        return None
    if _quoted(cell):
        return cell[cell.index(b"'") + 2 : -2]
    cast = _CAST.match(cell)
    return _body(cast) if cast else _call(cell)


def _quoted(cell: bytes) -> bool:
    """Whether a literal is one of Oracle's `q'[...]'`."""
    return cell[:2].lower() == b"q'" or cell[:3].lower() == b"nq'"


def _body(cast: re.Match[bytes]) -> bytes:
    """What a string with a prefix or a type says."""
    body = cast[2].replace(b"''", b"'")
    if cast[1] in (b"e", b"E") and b"\\" in body:
        return unescape(body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    return _decoded(body) if cast[1] in (b"u&", b"U&") else body


def _call(cell: bytes) -> bytes:
    """What a call says, as far as its first string or the number of its character does; others as written."""
    if code := _CODE.fullmatch(cell):
        return chr(int(code[1])).encode()
    call = _CALLED.match(cell)
    return _argument(call[1].lower(), call[2], cell) if call else cell.rstrip()


def _argument(function: bytes, string: bytes, call: bytes) -> bytes:
    """The strings of a call, or the first; line breaks that sqlite3 wrote as `replace(...)` are breaks."""
    if not _CONVERTS.match(function):
        return b"".join(literal(part) or b"" for part in _STRINGS.findall(call))
    text = literal(string) or b""
    for mark, code in _REPLACED.findall(call):
        text = text.replace(mark, bytes([int(code)]))
    # sqlite3 writes so what is no printable character, H2 what is no ASCII.
    return _decoded(text) if function in (b"unistr", b"stringdecode") else text


def _decoded(text: bytes) -> bytes:
    """A text whose characters may be given by their number, as in `U&'\\00e9t\\00e9'`."""
    plain = _UNICODE.sub(_character, text.decode("utf-8", "surrogateescape"))
    return plain.encode("utf-8", "surrogateescape")


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return _LETTERS.get(match[1], match[1])
    code = int(match[2] or match[3] or match[4] or match[5], 16)
    return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else match[0]


def spell(value: bytes | None, old: bytes) -> bytes:
    """A value as a literal of the kind it replaces."""
    if value is None:
        return b"NULL"
    if b"TO_CLOB(" in old.upper():
        text = value.decode("utf-8", "surrogateescape")
        parts = [text[at : at + _CLOB_PART] for at in range(0, len(text), _CLOB_PART)] or [""]
        return b" || ".join(b"TO_CLOB(" + _string(p.encode("utf-8", "surrogateescape")) + b")" for p in parts)
    quoted = _string(value)
    if old[:2] in (b"E'", b"e'"):
        return b"E" + quoted.replace(b"\\", b"\\\\")
    return quoted


def _string(value: bytes) -> bytes:
    return b"'" + value.replace(b"'", b"''") + b"'"


POSTGRESQL = Dialect(
    name="pg_dump",
    statement=re.compile(
        rb"^[ \t]*+(?:COPY |INSERT\s|CREATE |COMMENT ON |SET client_encoding|UPDATE |MERGE )", re.M | re.I
    ),
    body=re.compile(
        rb"CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE)\s[^;$]{1,20000}?\bAS (?:(\$\w*\$).{0,200000}?\1|"
        rb"'(?:[^']|'')*+')"
        rb"|CREATE (?:TEMP(?:ORARY)? )?TRIGGER\s[^;]{1,20000}?\bBEGIN\s.{0,200000}?\bEND;"
        rb"|CREATE (?:OR REPLACE )?RULE\s(?:[^';]|'[^']*')*+;"
        rb"|COMMENT ON [^';]{1,500} IS '(?:[^']|'')*+';", re.DOTALL | re.I,
    ),
    insert=re.compile(
        rb"[ \t]*+(?:INSERT\s+(?:ALL\s+)?)?INTO\s+(?P<table>" + NAME + rb")\s*"
        rb"(?:AS\s+" + IDENTIFIER + rb"\s*)?(?:" + COLUMN_LIST + rb")?"
        rb"\s*(?:OVERRIDING \w+ VALUE\s+)?VALUES\s*", re.I,
    ),
    value=_VALUE,
    row_end=rb"(?:\s*+(?:ON CONFLICT|RETURNING)[^;']*+)?+(?:\s*+,\s*+|\s*+;[ \t]*+(?:\r?\n)?+)"
    # What follows a row of Oracle's INSERT ALL; how scripts of Oracle and DB2 end a statement; a line.
    rb"|\s++(?=(?i:INTO|SELECT)\s)|[ \t]*+(?:@|\r?\n/)[ \t]*+(?:\r?\n|\Z)"
    rb"|[ \t]*+\r?\n(?=(?i:INSERT|SET|COMMIT|GO)\b)",
    literal=literal,
    # A bytea, with the cast or the escape string of older dumps; the bytes of sqlite3, standard SQL, Oracle.
    hexadecimal=re.compile(
        rb"(?:'\\x|[eE]'\\\\x|[xX]'|(?i:HEXTORAW)\(')([0-9A-Fa-f]+)'(?:::\w+|\))?"
    ),
    special=r"^(?:[eEbBxXnNqQ]'|[uU]&'|'\\x|[nN][qQ]'|(?:DATE|TIMESTAMP) '|DEFAULT$|[A-Za-z_][\w.]*\()"
    r"|'::|'\s*\|\||\s$",
    spell=spell,
    flags=re.DOTALL,
)  # fmt: skip


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
        names = column_names(match[2], decoder) if match[2] else known.names if known else None
        yield buffer.drop(match.end())
        if not _CSV.search(match[3]):
            yield from CopyReader(table, names, decoder, file).pieces(buffer)
            return
        data = CopyData(buffer)
        rows = Buffer(data)
        rows.offset = buffer.offset
        rows.more()
        delimiter = _delimiter(match[3])
        header, found = _header(rows.data, match[3], delimiter, decoder)
        yield rows.drop(header)
        yield from CsvReader(table, names or found, delimiter, decoder, file).pieces(rows)
        if not data.mark:
            file.lose(f"table {table}, byte {rows.offset}", CUT_SHORT)
        yield data.mark


def _delimiter(options: bytes) -> bytes:
    """What parts the cells of a COPY in CSV."""
    given = _DELIMITER.search(options)
    return given[1].replace(b"\\t", b"\t") if given else b","


def _header(data: bytes, options: bytes, delimiter: bytes, decoder: Decoder) -> tuple[int, list[str]]:
    """Of a COPY in CSV: how many bytes its header takes, and the names in it, or numbers."""
    first = read_record(data, 0, delimiter)
    if not _HEADER.search(options):
        return 0, [f"column_{number}" for number in range(1, len(first.fields) + 1)]
    return first.end, unique_names([decoder.text(unquoted(data[slice(*f)]) or b"") for f in first.fields])


_MARKS = re.compile(r"^-- PostgreSQL database dump|^COPY .* FROM stdin\b.*;$", re.M)
_INSERTS = re.compile(r"^INSERT INTO ", re.M | re.I)


def _recognise(head: Head) -> float:
    if not may_be_sql(head):
        return 0.0
    if _MARKS.search(head.text):
        return 0.95
    if _INSERTS.search(head.text):
        return 0.7
    return 0.5 if head.suffix == ".sql" else 0.0


FORMAT = Format("pg_dump", (".sql", ".dump"), _recognise, PgDumpSource)
