"""SQL Server scripts as Management Studio writes them: UTF-16, `N'...'`, `CAST(...)`, GO between rows."""

import re
from collections.abc import Iterator

from viginote.sources._encoding import Decoder
from viginote.sources._sql import SqlSource, may_be_sql
from viginote.sources._sql_inserts import Dialect
from viginote.sources._sql_tables import COLUMN_LIST, NAME
from viginote.sources._stream import Buffer, Rows
from viginote.sources.base import FileCoverage
from viginote.sources.format import Format, Head

_STRING = rb"[nN]?'(?:[^']++|'')*+'"
_TERM = (
    rb"(?:CAST|CONVERT)\(\s*+(?:" + _STRING + rb"|[^'()]++(?:\([^()]*+\))?+)*+(?:\([^()]*+\)[^'()]*+)?+\)"
    rb"|" + _STRING + rb"|[^\s,()'+][^,()'\r\n]*+(?:\([^()]*+\))?+"
)
#: `N'...' + CHAR(13) + N'...'`: long texts are cut into parts, line breaks are spelled.
_VALUE = rb"(?:" + _TERM + rb")(?:\s*+\+\s*+(?:" + _TERM + rb"))*+"
_TERMS = re.compile(_TERM, re.DOTALL)
_CODE = re.compile(rb"N?CHAR\(\s*(\d{1,5})\s*\)\s*", re.I)
_INNER = re.compile(_STRING, re.DOTALL)
_CALL = re.compile(rb"(?:CAST|CONVERT)\(\s*(.*?)\s+AS\s", re.DOTALL | re.I)


def literal(cell: bytes) -> bytes | None:
    """The value of a literal, that inside a CAST too; None for NULL."""
    if b"+" in cell and len(terms := _TERMS.findall(cell)) > 1:
        return b"".join(literal(term) or b"" for term in terms)
    if cell[:1] == b"'" or cell[:2] in (b"N'", b"n'"):
        body = cell[cell.index(b"'") + 1 : -1]
        return body.replace(b"''", b"'") if b"''" in body else body
    if cell in (b"NULL", b"null", b"DEFAULT"):
        return None
    if cell[:5].upper() == b"CAST(" or cell[:8].upper() == b"CONVERT(":
        if inner := _INNER.findall(cell):
            return b"".join(literal(string) or b"" for string in inner)
        if call := _CALL.match(cell):
            return literal(call[1])
    code = _CODE.fullmatch(cell)
    return chr(int(code[1])).encode("utf-8", "surrogatepass") if code else cell.rstrip()


def spell(value: bytes | None, old: bytes) -> bytes:
    """A value as a literal, in Unicode where the old one was."""
    if value is None:
        return b"NULL"
    if not value and old[:2] == b"0x":
        return b"0x"
    prefix = b"" if old[:1] == b"'" else b"N"
    return prefix + b"'" + value.replace(b"'", b"''") + b"'"


SQL_SERVER = Dialect(
    name="mssql",
    statement=re.compile(rb"^\s*?(?:INSERT\s|CREATE |UPDATE |MERGE )", re.M | re.I),
    body=re.compile(
        rb"\s*CREATE (?:OR ALTER )?(?:PROC|PROCEDURE|FUNCTION|TRIGGER)\s.{0,200000}?^\s*GO[ \t]*\r?$",
        re.M | re.DOTALL | re.I,
    ),
    insert=re.compile(
        rb"\s*INSERT\s+(?:INTO\s+)?(?P<table>" + NAME + rb")\s*"
        rb"(?:WITH\s*\([^()]*\)\s*)?(?:" + COLUMN_LIST + rb")?\s*VALUES\s*",
        re.I,
    ),
    value=_VALUE,
    row_end=rb"(?:\s*+,\s*+|"
    rb"(?:[ \t]*+;[ \t]*+(?:\r?\n)?+|[ \t]*+\r?\n)(?:\s*+GO[ \t]*+(?=\r?\n|\Z)(?:\r?\n)?+)?+)",
    literal=literal,
    hexadecimal=re.compile(rb"0x([0-9A-Fa-f]+)[ \t]*"),
    special=r"^(?:[nN]'|0x|(?i:CAST|CONVERT|N?CHAR)\(|DEFAULT$)|'\s*\+|\s$",
    spell=spell,
    flags=re.DOTALL,
    statement_end=rb";[ \t]*+(?:\r?\n)?+"
    rb"|(?=^\s*(?:GO|INSERT|UPDATE|MERGE|CREATE|ALTER|EXEC|DECLARE|PRINT)\b)",
)


class MssqlSource(SqlSource):
    """A script of SQL Server."""

    dialect = SQL_SERVER

    def special(
        self, buffer: Buffer, decoder: Decoder, file: FileCoverage
    ) -> Iterator["bytes | Rows"] | None:
        return None


_MARKS = re.compile(r"^\s*INSERT (?:INTO )?\[|^GO\s*$|^USE \[|^SET ANSI_NULLS|^CREATE TABLE \[", re.M)


def _recognise(head: Head) -> float:
    return 0.96 if may_be_sql(head) and _MARKS.search(head.text) else 0.0


FORMAT = Format("mssql", (".sql",), _recognise, MssqlSource)
