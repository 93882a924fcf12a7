"""PostgreSQL's plain dumps: `COPY ... FROM stdin` data and INSERT statements.

COPY's text format: https://www.postgresql.org/docs/current/sql-copy.html, "Text Format". One row a line,
tabs between cells, `\\N` for null, backslash escapes, `\\.` after the last row.
"""

import re
from collections.abc import Iterator

from viginote.sources._copy import CopyReader, unescape
from viginote.sources._encoding import Decoder, check
from viginote.sources._sql import COLUMN_LIST, NAME, Dialect, SqlSource, column_names, plain_name
from viginote.sources._stream import Buffer, Rows
from viginote.sources.base import FileCoverage
from viginote.sources.format import Format, Head

_COPY = re.compile(rb"COPY (" + NAME + rb")\s*(?:\(([^\n]*)\))?\s+FROM stdin[^\n;]*;[ \t]*\r?\n", re.I)
_ENCODING = re.compile(rb"SET client_encoding (?:=|TO) '([\w-]+)'", re.I)
_CODECS = {
    "utf8": "utf-8", "unicode": "utf-8", "latin1": "latin-1", "latin9": "iso8859-15",
    "win1252": "cp1252", "win1250": "cp1250",
}  # fmt: skip

# A literal as pg_dump writes it. Backslashes are plain in '...' and escape in E'...'.
_STRING = rb"(?:[bBxX]|[nN])?'(?:[^']++|'')*+'"
_ESCAPED_STRING = rb"[eE]'(?:[^'\\]++|''|\\.)*+'"
_BARE = rb"[^\s,()'][^,()']*+(?:\([^()]*+\))?+"
# `replace('...','\n',char(10))` of sqlite3, `TO_DATE('...','...')` of Oracle: strings and calls in a call.
_PLAIN = rb"[^'()]++|'(?:[^']++|'')*+'"
_INNER_CALL = rb"\((?:" + _PLAIN + rb"|\((?:" + _PLAIN + rb"|\([^'()]*+\))*+\))*+\)"
_CALL = rb"[A-Za-z_][\w.]*+\((?:" + _PLAIN + rb"|" + _INNER_CALL + rb")*+\)"
_CALLED = re.compile(rb"[A-Za-z_][\w.]*\([^']*('(?:[^']|'')*+')", re.DOTALL)
_REPLACED = re.compile(rb",'(\\[nr])',char\((10|13)\)\)")
_VALUE = rb"(?:" + _ESCAPED_STRING + rb"|" + _STRING + rb")(?:::[\w .\"\[\]]++)?+|" + _CALL + rb"|" + _BARE
_CAST = re.compile(rb"^([eEbBxXnN]?)'(.*)'(?:::[\w .\"\[\]]+)?$", re.DOTALL)


def literal(cell: bytes) -> bytes | None:
    """The value of an SQL literal; None for NULL and DEFAULT."""
    if cell[:1] == b"'" == cell[-1:]:
        return cell[1:-1].replace(b"''", b"'") if b"''" in cell else cell[1:-1]
    if cell in (b"NULL", b"null", b"DEFAULT"):
        return None
    match = _CAST.match(cell)
    if match is None:
        called = _CALLED.match(cell)
        return _argument(called[1], cell) if called else cell.rstrip()
    body = match[2].replace(b"''", b"'")
    if match[1] in (b"e", b"E") and b"\\" in body:
        return unescape(body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    return body


def _argument(string: bytes, call: bytes) -> bytes:
    """The first string of a call; where sqlite3 wrote line breaks as `replace(...)`, with line breaks."""
    text = string[1:-1].replace(b"''", b"'")
    for mark, code in _REPLACED.findall(call):
        text = text.replace(mark, bytes([int(code)]))
    return text


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
    statement=re.compile(
        rb"^[ \t]*+(?:COPY |INSERT |CREATE |COMMENT ON |SET client_encoding|UPDATE |MERGE )", re.M | re.I
    ),
    body=re.compile(
        rb"CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE)\s[^;$]{1,20000}?\bAS (?:(\$\w*\$).{0,200000}?\1|"
        rb"'(?:[^']|'')*+')"
        rb"|CREATE (?:TEMP(?:ORARY)? )?TRIGGER\s[^;]{1,20000}?\bBEGIN\s.{0,200000}?\bEND;"
        rb"|COMMENT ON [^';]{1,500} IS '(?:[^']|'')*+';", re.DOTALL | re.I,
    ),
    insert=re.compile(
        rb"[ \t]*+INSERT INTO (?P<table>" + NAME + rb")\s*(?:" + COLUMN_LIST + rb")?"
        rb"\s*(?:OVERRIDING \w+ VALUE\s+)?VALUES\s*", re.I,
    ),
    value=_VALUE,
    row_end=rb"(?:\s*+ON CONFLICT[^;']*+)?+(?:\s*+,\s*+|\s*+;[ \t]*+(?:\r?\n)?+)",
    literal=literal,
    special=r"^(?:[eEbBxXnN]'|DEFAULT$|[A-Za-z_][\w.]*\()|'::|\s$",
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
        yield from CopyReader(table, names, decoder, file).pieces(buffer)


_MARKS = re.compile(r"^-- PostgreSQL database dump|^COPY .* FROM stdin;$", re.M)
_INSERTS = re.compile(r"^INSERT INTO ", re.M | re.I)


def _recognise(head: Head) -> float:
    if head.binary:
        return 0.0
    if _MARKS.search(head.text):
        return 0.95
    if _INSERTS.search(head.text):
        return 0.7
    return 0.5 if head.suffix == ".sql" else 0.0


FORMAT = Format("pg_dump", (".sql", ".dump"), _recognise, PgDumpSource)
