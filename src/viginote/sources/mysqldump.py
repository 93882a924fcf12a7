"""Dumps of MySQL and MariaDB: INSERT and REPLACE statements, often a megabyte a line.

String literals escape with a backslash: https://mariadb.com/kb/en/string-literals/. `0x...` and
`_binary '...'` hold bytes; those that are a text are read as it, others as they are written.
"""

import re
from collections.abc import Iterator

from viginote.sources._encoding import Decoder, check
from viginote.sources._sql import SqlSource, may_be_sql
from viginote.sources._sql_inserts import Dialect
from viginote.sources._sql_tables import COLUMN_LIST, NAME
from viginote.sources._stream import Buffer, Rows
from viginote.sources.base import FileCoverage
from viginote.sources.format import Format, Head

# Strings stand in single quotes, or in double ones as mydumper writes them.
_STRING = rb"(?:'(?:[^'\\]++|\\.|'')*+'|\"(?:[^\"\\]++|\\.|\"\")*+\")"
_VALUE = rb"(?:_\w++\s*+|[nNbBxX])?+" + _STRING + rb"|0x[0-9A-Fa-f]*+|[^\s,()'\"][^,()'\"]*+(?:\([^()]*+\))?+"
_ESCAPE_PAIRS = {b"'": re.compile(rb"\\(.)|''", re.DOTALL), b'"': re.compile(rb'\\(.)|""', re.DOTALL)}
_BACKSLASH = re.compile(r"\\(.)", re.DOTALL)
_LETTERS = {b"0": b"\0", b"b": b"\b", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"Z": b"\x1a",
            b"%": b"\\%", b"_": b"\\_"}  # fmt: skip
_SPECIAL = re.compile(rb"[\\'\"\0\n\r\x1a]")
_SPELLED = {b"\0": b"\\0", b"\n": b"\\n", b"\r": b"\\r", b"\x1a": b"\\Z"}
_PREFIXED = re.compile(rb"(?:_\w+\s*|[nNbBxX])(['\"].*)", re.DOTALL)
#: Opens a comment that a server of that version runs: `/*!40000 INSERT ... */`.
_VERSIONED = rb"(?:/\*M?!\d*+\s*+)"
_GAP = rb"(?:(?:\s|/\*.*?\*/)+)"
_NAMES = re.compile(rb"" + _VERSIONED + rb"?SET NAMES '?(\w+)", re.I)
#: MySQL's names for character sets; its latin1 is Windows-1252.
_CODECS = {"utf8mb4": "utf-8", "utf8": "utf-8", "utf8mb3": "utf-8", "latin1": "cp1252", "cp850": "cp850"}


def literal(cell: bytes) -> bytes | None:
    """The value of a literal; None for NULL."""
    if pair := _ESCAPE_PAIRS.get(cell[:1]):
        return pair.sub(escaped_character, cell[1:-1])
    if cell in (b"NULL", b"null", b"DEFAULT"):
        return None
    prefixed = _PREFIXED.fullmatch(cell)
    return literal(prefixed[1]) if prefixed else cell.rstrip()


def escaped_character(match: re.Match[bytes]) -> bytes:
    """What a backslash and a character stand for; a doubled quote is one."""
    letter = match[1]
    return match[0][:1] if letter is None else _LETTERS.get(letter, letter)


def unescape(text: str) -> str:
    """Backslash escapes resolved; doubled quotes are left to who read them."""
    return _BACKSLASH.sub(_resolved, text)


def _resolved(match: re.Match[str]) -> str:
    letter = match[1].encode()
    return _LETTERS.get(letter, letter).decode()


def spell(value: bytes | None, old: bytes) -> bytes:
    """A value as a literal."""
    if value is None:
        return b"NULL"
    return b"'" + _SPECIAL.sub(lambda m: _SPELLED.get(m[0], b"\\" + m[0]), value) + b"'"


MYSQL = Dialect(
    name="mysqldump",
    statement=re.compile(
        rb"^[ \t]*+(?:" + _VERSIONED + rb"?+(?:INSERT\s|REPLACE\s|SET NAMES)|CREATE |UPDATE |DELIMITER )",
        re.M | re.I,
    ),
    body=re.compile(rb"DELIMITER (?!;\s)\S.{0,200000}?^DELIMITER ;[ \t]*\r?$", re.M | re.DOTALL | re.I),
    insert=re.compile(
        rb"[ \t]*+" + _VERSIONED + rb"?+(?:INSERT|REPLACE)" + _GAP
        + rb"(?:(?:IGNORE|DELAYED|LOW_PRIORITY|HIGH_PRIORITY)" + _GAP + rb")*(?:INTO" + _GAP + rb")?"
        rb"(?P<table>" + NAME + rb")" + _GAP + rb"?(?:PARTITION\s*\([^()]*\)\s*)?"
        rb"(?:" + COLUMN_LIST + rb")?" + _GAP + rb"?VALUES?\s*", re.I | re.DOTALL,
    ),
    value=_VALUE,
    row_end=rb"(?:\s*+,\s*+|\s*+(?:(?:AS \w++\s++)?ON DUPLICATE KEY UPDATE[^;'\"]*+|RETURNING[^;'\"]*+)?+"
    rb"(?:;|\*/[ \t]*+;?+)[ \t]*+(?:\r?\n)?+)",
    literal=literal,
    hexadecimal=re.compile(rb"(?:_\w+\s+)?(?:0x|[xX]')([0-9A-Fa-f]+)'?"),
    special=r"^(?:0x|_\w|[nNbBxX]['\"]|\"|DEFAULT$)|\\|\s$",
    spell=spell,
    flags=re.DOTALL,
    unescape=unescape,
)  # fmt: skip


class MysqlDumpSource(SqlSource):
    """A dump of MySQL or MariaDB."""

    dialect = MYSQL

    def special(
        self, buffer: Buffer, decoder: Decoder, file: FileCoverage
    ) -> Iterator["bytes | Rows"] | None:
        names = _NAMES.match(buffer.data)
        if names and not self.given_encoding and not self.wide:
            declared = names[1].decode().lower()
            decoder.encoding = check(_CODECS[declared]) if declared in _CODECS else decoder.encoding
        return None


_MARKS = re.compile(
    r"^-- (?:MySQL|MariaDB) dump|^/\*!40\d\d\d |^(?:INSERT|REPLACE) .{0,20}INTO `|^CREATE TABLE `", re.M
)
_INSERTS = re.compile(r"^(?:INSERT|REPLACE) ", re.M | re.I)
#: `l\'eau`: in standard SQL the string would end there, and no letter may follow, unless it was `E'l\'eau'`.
_ESCAPED = re.compile(r"[^\W\d_]\\'[^\W\d_]")
_ESCAPE_STRING = re.compile(r"[\s(,]E'", re.I)


def _escapes(text: str) -> bool:
    """Whether the rows of a dump without a mark escape their quotes as MySQL does."""
    return bool(_INSERTS.search(text) and _ESCAPED.search(text) and not _ESCAPE_STRING.search(text))


def _recognise(head: Head) -> float:
    if not may_be_sql(head):
        return 0.0
    return 0.96 if _MARKS.search(head.text) else 0.75 if _escapes(head.text) else 0.0


FORMAT = Format("mysqldump", (".sql",), _recognise, MysqlDumpSource)
