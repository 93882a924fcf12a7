"""Tables in plain SQL dumps: their names and columns, and CREATE TABLE, which tells them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viginote.sources._encoding import Decoder
from viginote.sources.base import unique_names

IDENTIFIER = rb'(?:"(?:[^"]|"")++"|`(?:[^`]|``)++`|\[(?:[^\]]|\]\])++\]|[\w$\x80-\xff]++)'
NAME = rb"(?:" + IDENTIFIER + rb"(?:\s?\.\s?" + IDENTIFIER + rb"){0,2})"
COLUMN_LIST = rb"\((?P<columns>\s*+" + IDENTIFIER + rb"(?:\s*+,\s*+" + IDENTIFIER + rb")*+\s*+)\)"
_NAME_PART = re.compile(IDENTIFIER)
CREATE = re.compile(
    rb"[ \t]*+CREATE (?:(?:UNLOGGED|TEMPORARY|FOREIGN) )?TABLE (?:IF NOT EXISTS )?(" + NAME + rb")\s*\(", re.I
)
_CREATE_LINE = re.compile(rb"^CREATE TABLE ", re.M | re.I)
_COLUMN = re.compile(
    rb"(?:\s++|--[^\n]*+\n|/\*.*?\*/)*+(" + IDENTIFIER + rb")(?:\s++([\w\[\"`]++))?+", re.DOTALL
)
#: What stands in the parentheses of a CREATE TABLE; its strings and comments may hold parentheses and commas.
_DEFINITION = re.compile(rb"'(?:[^']|'')*+'|--[^\n]*+|/\*.*?\*/|" + IDENTIFIER + rb"|[(),]", re.DOTALL)
_BINARY = re.compile(rb"\[?(?:\w*blob|\w*binary|bytea|image)", re.I)
_NO_COLUMN = frozenset(
    b"PRIMARY KEY UNIQUE CONSTRAINT INDEX FULLTEXT SPATIAL CHECK EXCLUDE FOREIGN LIKE PERIOD".split()
)


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


def made_table(data: bytes, start: int, decoder: Decoder) -> tuple[str, Columns, int] | None:
    """The table and columns of the CREATE TABLE at `start`, and where its definitions begin."""
    match = CREATE.match(data, start)
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
    made = made_table(data, at.start(), decoder) if at else None
    return made[:2] if made else None
