"""Which cells of a batch are scanned, and what their rows say of their patient.

The same function serves local workers and Spark: rows and a mapping in, one row per cell out.
"""

import base64
import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from viginote.batch.mapping import Role, TableMapping
from viginote.findings import Identity

#: One row per cell to scan. `field`: the column of the batch it stands in; `column`: what a finding says of
#: its place, which differs for sources that locate their texts by path. `identity`: JSON of what its row
#: says of its patient, or null.
CELLS = pa.schema(
    [
        ("row", pa.int64()),
        ("record_id", pa.string()),
        ("field", pa.string()),
        ("column", pa.string()),
        ("text", pa.string()),
        ("identity", pa.string()),
    ]
)

#: A column of words that has no more different values than this in a chunk is scanned value by value.
FEW_VALUES = 500
#: Characters beyond which a cell of a typed column is looked at: names and numbers are shorter.
_ODD_LENGTH = {Role.ADDRESS: 100, Role.EMAIL: 80, Role.FULL_NAME: 60, Role.CODE: 80}
_USUAL_LENGTH = 40
#: What is too short to be an encoded note, and how base64 and hexadecimal look; bytes that no key or digest
#: has more of; how packed texts and documents begin.
_SHORTEST_ENCODED = 60
_BASE64 = r"^[A-Za-z0-9+/]{60}[A-Za-z0-9+/\r\n]*={0,2}\s*$"
_HEXADECIMAL = r"^(?:0x|\\x)((?:[0-9A-Fa-f]{2}){30,})\s*$"
_LONGEST_KEY = 128
#: How bytes that are no text look as one: as a PDF, or with many characters that no note has.
_PDF = "%PDF-"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_LOOKED_AT, _TEXT_TO_CONTROLS = 2000, 20
_DOCUMENTS = (
    b"\x1f\x8b", b"x\x9c", b"x\xda", b"%PDF", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xd8\xff",
    b"\x89PNG", b"II*\0", b"MM\0*",
)  # fmt: skip
_TWO_WORDS = r"\pL{2,}[^\pL]+\pL{2,}"
_READS_LIKE_TEXT = r"\pL{2,}[^\pL]+(?:\pL+[^\pL]+)*\pL{2,}[^\pL]+(?:\pL+[^\pL]+)*\pL{2,}"
_HAS_WORD = r"\pL{2,}"
#: A technical key. More digits may be a NIR, and one that begins with 0 a telephone number.
_PLAIN_INTEGER = re.compile(r"0|[1-9]\d{0,11}")

_YEAR_FIRST = re.compile(r"\s*(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?!\d)")

_IDENTITY_FIELDS: dict[str, tuple[Role, ...]] = {
    "last_names": (Role.LAST_NAME, Role.BIRTH_NAME),
    "first_names": (Role.FIRST_NAME,),
    "phones": (Role.PHONE,),
    "emails": (Role.EMAIL,),
    "patient_ids": (Role.PATIENT_ID,),
}
_SINGLE_FIELDS: dict[str, Role] = {
    "nir": Role.NIR,
    "address": Role.ADDRESS,
    "postcode": Role.POSTCODE,
    "city": Role.CITY,
}


def cells_of(
    rows: pa.RecordBatch,
    mapping: TableMapping,
    first_row: int,
    *,
    located_by: str | None = None,
    columns: Collection[str] | None = None,
) -> pa.RecordBatch:
    """The cells of `rows` to scan, in the order of rows, then columns.

    `columns`: scan these and no others, as `column` or `table.column`.
    """
    parts = []
    for number, name in enumerate(rows.schema.names):
        if name == located_by:
            continue
        mask = _mask(rows.column(number), name, mapping, columns)
        if mask is not None:
            at = pc.indices_nonzero(mask)
            if len(at):
                parts.append((at.to_numpy().astype(np.int64), number, rows.column(number).take(at)))
    if not parts:
        return pa.RecordBatch.from_pylist([], schema=CELLS)
    at = np.concatenate([part[0] for part in parts])
    order = np.lexsort((np.concatenate([np.full(len(p[0]), p[1]) for p in parts]), at))
    names = pa.concat_arrays([pa.array([rows.schema.names[p[1]]] * len(p[0]), pa.string()) for p in parts])
    texts = pa.concat_arrays([part[2] for part in parts])
    at = at[order]
    fields = names.take(pa.array(order))
    where = rows.column(located_by).take(pa.array(at)) if located_by else fields
    return pa.RecordBatch.from_arrays(
        [
            pa.array(at + first_row, pa.int64()),
            _record_ids(rows, mapping, at),
            fields,
            where,
            texts.take(pa.array(order)),
            identities_of(rows, mapping, at),
        ],
        schema=CELLS,
    )


def _mask(
    column: pa.Array, name: str, mapping: TableMapping, columns: Collection[str] | None
) -> pa.Array | None:
    """Which cells of a column are scanned; None for none."""
    if not wanted(name, mapping, columns):
        return None
    lengths = pc.fill_null(pc.binary_length(column), 0)
    known = mapping.columns[name]
    if columns is not None or known.scanned:
        return pc.and_not(pc.greater(lengths, 0), _binary_cells(column))
    if known.role is Role.OTHER:
        few = pc.count_distinct(column).as_py() <= FEW_VALUES
        words = pc.fill_null(pc.match_substring_regex(column, _HAS_WORD if few else _TWO_WORDS), False)
        return pc.and_not(words, _binary_cells(column))
    return _odd_cells(column, lengths, known.role)


def wanted(name: str, mapping: TableMapping, columns: Collection[str] | None) -> bool:
    """Whether anything in a column may be scanned: it is among those chosen, or nothing speaks against it."""
    if columns is not None:
        return name in columns or f"{mapping.table}.{name}" in columns
    return mapping.columns[name].scan is not False


def _odd_cells(column: pa.Array, lengths: pa.Array, role: Role) -> pa.Array | None:
    """Cells of a typed column that are too long for it and read like text: remarks typed into a name."""
    limit = _ODD_LENGTH.get(role, _USUAL_LENGTH)
    longest = pc.max(lengths).as_py()
    if longest is None or longest <= limit:
        return None
    suspect = pc.greater(lengths, limit)
    return pc.and_(suspect, pc.fill_null(pc.match_substring_regex(column, _READS_LIKE_TEXT), False))


def encoded_cells(column: pa.Array) -> int:
    """How many cells hold a text or a document in base64, in hexadecimal or as bytes, where no scan finds it.

    In hexadecimal, in which databases write bytes, and as bytes whatever is longer than a key counts.

    >>> note = base64.b64encode(b"Patient vu ce jour, revient dans une semaine avec ses examens.").decode()
    >>> encoded_cells(pa.array([note, "Patient vu ce jour", "0" * 99, "0x" + "ff" * 200, "a\\0\\1" * 99]))
    3
    """
    longest = pc.max(pc.binary_length(column)).as_py()
    if longest is None or longest < _SHORTEST_ENCODED:
        return 0
    encoded = pc.fill_null(pc.match_substring_regex(column, f"{_BASE64}|{_HEXADECIMAL}"), False)
    binary: int = pc.sum(_binary_cells(column)).as_py()
    return sum(map(_holds_something, column.filter(encoded).to_pylist())) + binary


def _binary_cells(column: pa.Array) -> pa.Array:
    """Which cells are made of bytes that are no text: names would be found in them by chance."""
    longest = pc.max(pc.binary_length(column)).as_py()
    if longest is None or longest <= _LONGEST_KEY:
        return pa.repeat(False, len(column))
    suspect = pc.or_(pc.starts_with(column, _PDF), pc.match_substring_regex(column, _CONTROL.pattern))
    suspect = pc.fill_null(suspect, False)
    binary = pa.array([_is_binary(cell) for cell in column.filter(suspect).to_pylist()], pa.bool_())
    return pc.replace_with_mask(suspect, suspect, binary)


def _is_binary(cell: str) -> bool:
    """Whether a cell is made of bytes that are no text, as a PDF or a picture is, and is no key."""
    start = cell[:_LOOKED_AT].rstrip("\0")  # some fill up a text with these
    controls = len(_CONTROL.findall(start))
    return len(cell) > _LONGEST_KEY and (cell.startswith(_PDF) or _TEXT_TO_CONTROLS * controls > len(start))


def _holds_something(cell: str) -> bool:
    """Whether a cell decodes to text, or to a document or a packed text; keys and digests do neither."""
    hexadecimal = re.fullmatch(_HEXADECIMAL, cell)
    if hexadecimal and len(cell) > 2 * _LONGEST_KEY + 3:
        return True
    start = bytes.fromhex(hexadecimal[1]) if hexadecimal else base64.b64decode(cell[:_SHORTEST_ENCODED])
    if start.startswith(_DOCUMENTS):
        return True
    text = start.decode("utf-8", "ignore")
    words = text.split()
    return len(words) > 1 and "".join(words).isprintable() and 4 * len(text) > 3 * len(start)


def _record_ids(rows: pa.RecordBatch, mapping: TableMapping, at: Any) -> pa.Array:
    """The rows' technical keys, where they are plain integers: any other key might say who it is."""
    name = mapping.first(Role.RECORD_ID)
    if name is None or name not in rows.schema.names:
        return pa.nulls(len(at), pa.string())
    values = rows.column(name).take(pa.array(at)).to_pylist()
    return pa.array([v if v and _PLAIN_INTEGER.fullmatch(v) else None for v in values], pa.string())


def identities_of(rows: pa.RecordBatch, mapping: TableMapping, at: Any) -> pa.Array:
    """What each of the rows `at` says of its patient, as JSON."""
    present = set(rows.schema.names)
    wanted = [
        (name, column.role)
        for name, column in mapping.columns.items()
        if column.role in _IDENTITY_ROLES and name in present
    ]
    if not wanted:
        return pa.nulls(len(at), pa.string())
    taken = [(role, rows.column(name).take(pa.array(at)).to_pylist()) for name, role in wanted]
    return pa.array(
        [identity_json([(r, v[i]) for r, v in taken if v[i] and _fits(v[i], r)]) for i in range(len(at))],
        pa.string(),
    )


def _fits(value: str, role: Role) -> bool:
    """Whether a value is no longer than its role wants: a remark in a name's place is nobody's name."""
    return len(value) <= _ODD_LENGTH.get(role, _USUAL_LENGTH)


_IDENTITY_ROLES = frozenset(
    [Role.FULL_NAME, Role.BIRTH_DATE, *_SINGLE_FIELDS.values()]
    + [role for roles in _IDENTITY_FIELDS.values() for role in roles]
)


def identity_json(values: Sequence[tuple[Role, str]]) -> str | None:
    """An identity as JSON from values with their roles; None where there are none."""
    fields: dict[str, Any] = {}
    for role, value in values:
        for name, roles in _IDENTITY_FIELDS.items():
            if role in roles:
                fields.setdefault(name, []).append(value)
        for name, single in _SINGLE_FIELDS.items():
            if role is single:
                fields.setdefault(name, value)
        if role is Role.BIRTH_DATE and (date := iso_date(value)):
            fields.setdefault("birth_date", date)
        if role is Role.FULL_NAME:
            _add_full_name(fields, value)
    return json.dumps(fields, ensure_ascii=False, sort_keys=True) if fields else None


def _add_full_name(fields: dict[str, Any], value: str) -> None:
    """`DUPONT Jean`: capitals are the surname; where all is alike, the first word is."""
    words = value.split()
    last = [w for w in words if w.isupper() and len(w) > 1]
    if not last or len(last) == len(words):
        last = words[:1]
    fields.setdefault("last_names", []).append(" ".join(last))
    first = [w for w in words if w not in last]
    if first:
        fields.setdefault("first_names", []).append(" ".join(first))


def iso_date(value: str) -> str | None:
    """A date as software writes it, as ISO 8601; None where it is none."""
    if match := _YEAR_FIRST.match(value):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.match(value):
        day, month, year = match.groups()
    else:
        return None
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return f"{year}-{int(month):02}-{int(day):02}"


def identity_of(text: str | None) -> Identity | None:
    """The identity that `identity_json` wrote."""
    if text is None:
        return None
    fields: Mapping[str, Any] = json.loads(text)
    return Identity(**fields)
