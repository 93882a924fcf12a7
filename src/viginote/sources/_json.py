"""JSON records as rows: nested values flattened to paths, and where each value stands in its bytes."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa

from viginote.sources._encoding import Decoder
from viginote.sources._stream import Rows, Span
from viginote.sources._values import value_text, whole
from viginote.sources.naming import column_words
from viginote.text import fold

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]:,]|[^\s{}\[\]:,"]++', re.DOTALL)
#: Values nested deeper than this are refused: no export is, and walking them would exhaust the stack.
_DEEPEST = 100
_GAP = re.compile(r"[\s,]*")
#: Line breaks and tabs in a string are no JSON, and written all the same.
_DECODER = json.JSONDecoder(strict=False)
#: Names that are data, as those of a directory by person: no program or header has such.
_DATA = re.compile(r"@|(?:\d\W*){5}")
_WORD = re.compile(r"[^\W\d_]+")
#: Steps that tell the type of the value under them (MongoDB Extended JSON v2) and are no names.
_TYPES = frozenset(
    ("$date", "$oid", "$numberInt", "$numberLong", "$numberDouble", "$numberDecimal", "$uuid", "$symbol")
)
_NUMBERED = re.compile(r"(?:^|\.)\{\d+\}")
#: Why a file with such names is not read whole.
UNREAD_NAMES = "name of a value that may be a person's, not scanned"


def loads(text: str | bytes) -> Any:
    """JSON with numbers kept as they are written. Raises ValueError for what is none, or nested too deep."""
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    if raw.count(b"[") + raw.count(b"{") > _DEEPEST:
        _check_depth(raw)
    return json.loads(
        text,
        strict=False,
        parse_int=str,
        parse_float=str,
        parse_constant=str,
        object_pairs_hook=_distinct,
    )


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object with all its values: a name that comes again is told apart by a number."""
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    return {_told_apart(name, seen): value for name, value in pairs}


def _told_apart(name: str, seen: set[str]) -> str:
    """A name of an object or a path of a record, or `name_2` where `seen` has it already."""
    new, number = name, 2
    while new in seen:
        new, number = f"{name}_{number}", number + 1
    seen.add(new)
    return new


def _check_depth(raw: bytes) -> None:
    depth = 0
    for token in _TOKEN.finditer(raw):
        kind = token[0]
        depth += (kind in (b"{", b"[")) - (kind in (b"}", b"]"))
        if depth > _DEEPEST:
            raise ValueError("nested too deep")


@lru_cache(maxsize=4096)  # the same names come in every record
def named(name: str, number: int) -> str:
    """A name as a step of a path, or `{number}` where it may be data, which no path may hold.

    >>> named("note", 1), named("Date de naissance", 2), named("DURAND Odile", 3), named("0639981234", 4)
    ('note', 'Date de naissance', '{3}', '{4}')
    """
    words = [fold(word) for word in _WORD.findall(name)] if " " in name.strip() else []
    if _DATA.search(name) or (words and column_words().isdisjoint(words)):
        return f"{{{number}}}"
    return whole(name)


def unread_names(paths: Iterable[str]) -> int:
    """How many paths lead through a name that was not written in them."""
    return sum(1 for path in paths if _NUMBERED.search(path))


def flatten(value: Any, path: str = "") -> Iterator[tuple[str, str | None]]:
    """`{"a": {"b": [1]}}` as `("a.b[0]", "1")`: every leaf with its path."""
    if isinstance(value, dict):
        for number, (key, item) in enumerate(value.items(), 1):
            yield from flatten(item, _step(path, named(key, number)))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from flatten(item, f"{path}[{index}]")
    else:
        yield path or "value", value_text(value)


def _step(path: str, name: str) -> str:
    """The path of a value under a name; `{"born": {"$date": …}}` stands at `born`."""
    if name in _TYPES:
        return path
    return f"{path}.{name}" if path else name


def leaf_spans(raw: bytes, decoder: Decoder) -> dict[str, Span]:
    """Path -> where the leaf stands in `raw`, under the same paths as `flatten`."""
    spans: dict[str, Span] = {}
    seen: set[str] = set()
    stack: list[list[Any]] = []  # [path, key or index, an object's keys so far]
    expecting_key = False
    for token in _TOKEN.finditer(raw):
        kind = raw[token.start() : token.start() + 1]
        if kind in b"{[":
            stack.append([_path(stack), None if kind == b"{" else 0, set()])
            expecting_key = kind == b"{"
        elif kind in b"}]":
            stack.pop()
            expecting_key = False
        elif kind == b",":
            if isinstance(stack[-1][1], int):
                stack[-1][1] += 1
            else:
                expecting_key = True
        elif kind == b":":
            expecting_key = False
        elif expecting_key:
            name = json.loads(decoder.text(token[0]), strict=False)
            told_apart = _told_apart(name, stack[-1][2])
            stack[-1][1] = named(told_apart, len(stack[-1][2]))
        else:
            spans[_told_apart(_path(stack) or "value", seen)] = token.span()
    return spans


def _path(stack: Sequence[Sequence[Any]]) -> str:
    if not stack:
        return ""
    path, step, _ = stack[-1]
    if isinstance(step, int):
        return f"{path}[{step}]"
    return path if step is None else _step(path, step)


class JsonRows(Rows):
    """JSON values of one block; `places` says where each of them stands."""

    def __init__(
        self, raw: bytes, records: Sequence[Any], places: Sequence[Span], table: str, decoder: Decoder
    ) -> None:
        self.raw, self.table = raw, table
        self._places, self._decoder = places, decoder
        self.batch = json_batch(records)

    def spans(self, row: int) -> Sequence[Span | None]:
        start, end = self._places[row]
        found = leaf_spans(self.raw[start:end], self._decoder)
        spans: list[Span | None] = []
        for name in self.batch.schema.names:
            span = found.get(name)
            spans.append(None if span is None else (span[0] + start, span[1] + start))
        return spans

    def spell(self, value: str | None, old: bytes) -> bytes:
        return json_literal(value, old, self._decoder)


def json_literal(value: str | None, old: bytes, decoder: Decoder) -> bytes:
    """A value as JSON; only ASCII where the old one was written so."""
    if value is None:
        return b"null"
    return decoder.encode(json.dumps(value, ensure_ascii=old.isascii()))


def json_batch(records: Sequence[Any]) -> pa.RecordBatch:
    """Records as text columns, the union of their paths in order of appearance."""
    columns: dict[str, list[str | None]] = {}
    for index, record in enumerate(records):
        seen: set[str] = set()
        for path, text in flatten(record):
            column = columns.setdefault(_told_apart(path, seen), [])
            column.extend([None] * (index - len(column)))
            column[index:] = [text]
    count = len(records)
    columns = columns or {"value": []}  # records that hold nothing are rows all the same
    arrays = [pa.array(c + [None] * (count - len(c)), pa.string()) for c in columns.values()]
    return pa.RecordBatch.from_arrays(arrays, names=list(columns))


def whole_elements(data: bytes, ended: bool, encoding: str) -> tuple[list[Any], list[Span]]:
    """The array elements that are whole in `data`, and where they stand."""
    text = data.decode(encoding, "surrogateescape")
    records: list[Any] = []
    places: list[Span] = []
    at = place = 0
    while True:
        gap = _GAP.match(text, at)
        start = gap.end() if gap else at
        try:
            _, end = _DECODER.raw_decode(text, start)
            record = loads(text[start:end])
        except (ValueError, RecursionError):
            break
        if end == len(text) and not ended:
            break  # a number may go on
        place += start - at
        width = len(text[start:end].encode(encoding, "surrogateescape"))
        records.append(record)
        places.append((place, place + width))
        at, place = end, place + width
    return records, places
