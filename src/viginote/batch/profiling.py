"""What each column of a source holds, by its validated values first and by its name.

A column that holds one identifier throughout is typed: counted and used as key or known identity, never
scanned cell by cell. A column of text is scanned in every row. Between the two stand columns of words that
have not shown text so far: of these, cells that read like text are scanned, wherever they come.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from viginote.batch.column_names import is_professional, of_professionals, role_by_name
from viginote.batch.column_values import NOTHING, Shares, shares
from viginote.batch.mapping import ColumnRole, Mapping, Role, TableMapping
from viginote.errors import ViginoteError
from viginote.sources.base import EXTRA, Chunk, Source
from viginote.sources.text import TEXT

#: Filled cells looked at before a column's role is settled.
SAMPLE = 1000

#: A table with one of these is one of patients.
_OF_PATIENTS = (Role.NIR, Role.BIRTH_DATE, Role.BIRTH_NAME, Role.DEATH_DATE, Role.PATIENT_ID)
_NAMED = (Role.LAST_NAME, Role.FIRST_NAME, Role.FULL_NAME)
#: From this share of different values on, a number is that of the row's person, not of a patient's doctor.
_OWN_NUMBER = 0.5


#: For a role told by the name: whether the values allow it.
_ALLOWS: dict[Role, Callable[[Shares], bool]] = {
    Role.EMAIL: lambda s: s.email > 0.3,
    Role.NIR: lambda s: s.nir > 0.2 or (s.number > 0.7 and s.length > 9),
    Role.PHONE: lambda s: s.phone > 0.2 or (s.text < 0.3 and s.letters < 0.3),
    Role.BIRTH_DATE: lambda s: s.date + s.epoch > 0.5,
    Role.DEATH_DATE: lambda s: s.date + s.epoch > 0.5 or s.answer > 0.9,
    Role.DATE: lambda s: s.date + s.epoch > 0.5,
    Role.POSTCODE: lambda s: s.postcode > 0.5,
    Role.SEX: lambda s: s.sex > 0.5,
    Role.ADDRESS: lambda s: s.prose < 0.5 or s.address > 0.3,
    Role.CITY: lambda s: s.prose < 0.3 and s.number < 0.5 and s.length < 40,
    Role.LAST_NAME: lambda s: s.letters > 0.6 and s.text < 0.4 and s.prose < 0.3 and s.length < 40,
    Role.BIRTH_NAME: lambda s: s.letters > 0.6 and s.text < 0.4 and s.prose < 0.3 and s.length < 40,
    Role.FIRST_NAME: lambda s: s.letters > 0.6 and s.prose < 0.3 and s.length < 40,
    Role.FULL_NAME: lambda s: s.letters > 0.6 and s.prose < 0.3 and s.length < 60,
    Role.PRACTICE: lambda s: s.prose < 0.3 and s.length < 60 and s.date < 0.5,
    Role.PATIENT_ID: lambda s: s.single > 0.8 and s.date < 0.5 and s.length < 60 and s.letters < 0.5,
    Role.RECORD_ID: lambda s: s.single > 0.9 and s.length < 60 and s.letters < 0.5,
    Role.FREE_TEXT: lambda s: s.number < 0.9 and s.date < 0.9,
}


def decide(column: str, values: Sequence[str]) -> tuple[Role, float]:
    """The role of a column with these filled values, and how sure it is."""
    named = role_by_name(column)
    if column == EXTRA:
        return Role.FREE_TEXT, 1.0
    if not values:
        return (named, 0.3) if named else (Role.EMPTY, 0.5)
    found = shares(values)
    if named is not None and _ALLOWS[named](found):
        return named, _confidence(named, found)
    if named is Role.PATIENT_ID and _are_names(found):
        return Role.FULL_NAME, 0.7
    return _by_values(found)


def _are_names(found: Shares) -> bool:
    """Where a column named `patient` may hold numbers or names: two words that seldom come back."""
    words = found.letters > 0.9 and found.single < 0.2 and found.text < 0.4 and found.prose < 0.1
    return words and found.distinct > 0.2 and found.length < 40


def _confidence(role: Role, found: Shares) -> float:
    measured = {
        Role.EMAIL: found.email, Role.NIR: found.nir, Role.PHONE: found.phone, Role.RECORD_ID: found.distinct
    }.get(role)  # fmt: skip
    return round(0.9 if measured is None else 0.5 + measured / 2, 2)


def _by_values(found: Shares) -> tuple[Role, float]:
    """The role that values alone speak of."""
    validated = ((Role.NIR, found.nir), (Role.EMAIL, found.email), (Role.PHONE, found.phone))
    role, share = max(validated, key=lambda pair: pair[1])
    if share >= 0.8 and found.prose < 0.1:
        return role, share
    if max(found.date, found.number) >= 0.9:
        return (Role.DATE, found.date) if found.date >= 0.9 else (Role.NUMBER, found.number)
    if found.prose >= 0.1 or (found.text >= 0.3 and found.address < 0.5):
        return Role.FREE_TEXT, 0.5 + max(found.prose, found.text) / 2
    if found.address >= 0.5:
        return Role.ADDRESS, found.address
    if found.single >= 0.95 and found.letters < 0.3:
        return Role.CODE, 1 - found.letters
    return Role.OTHER, 0.5


@dataclass(slots=True)
class _Evidence:
    filled: int = 0
    values: list[str] = field(default_factory=list)
    decided_on: int = 0
    distinct: float = 0.0  # of the values looked at, the share that is different
    settled: bool = False


class TableProfiler:
    """Learns what one table's columns hold from its chunks, in order.

    `located`: its rows are texts of documents, each in its place, which numbers among them do not belie.
    """

    def __init__(self, table: str, given: TableMapping | None = None, *, located: bool = False) -> None:
        self.mapping = TableMapping(table)
        self._given = given
        self._located = located
        self._evidence: dict[str, _Evidence] = {}

    def observe(self, rows: pa.RecordBatch) -> TableMapping:
        """Take in a chunk's rows; the mapping as it stands then."""
        self.mapping.rows += rows.num_rows
        for name, column in zip(rows.schema.names, rows.columns, strict=True):
            evidence = self._evidence.setdefault(name, _Evidence())
            if not evidence.settled:
                self._learn(name, column, evidence)
            else:
                evidence.filled += rows.num_rows - column.null_count
            self.mapping.columns[name].filled = evidence.filled / self.mapping.rows
        self._tell_professionals()
        return self.mapping

    def _tell_professionals(self) -> None:
        """Where the rows are carers or users: their numbers are theirs, and tell no patient's practice."""
        table = self.mapping
        patients = table.with_role(*_OF_PATIENTS) or not table.with_role(*_NAMED)
        told = of_professionals(table.table)
        for name, column in table.columns.items():
            if self._given_role(name) is None and is_professional(name):
                if not patients and (told or self._evidence[name].distinct >= _OWN_NUMBER):
                    column.role = Role.PROFESSIONAL
                elif column.role is Role.PROFESSIONAL:  # it looked so on the first rows
                    column.role = role_by_name(name) or Role.CODE

    def _learn(self, name: str, column: pa.Array, evidence: _Evidence) -> None:
        filled = column.filter(pc.greater(pc.binary_length(column), 0))
        filled = filled.filter(pc.invert(pc.is_in(filled, value_set=NOTHING)))
        evidence.filled += len(filled)
        room = SAMPLE - len(evidence.values)
        fresh = filled[:room].to_pylist()
        evidence.values += fresh
        evidence.settled = len(evidence.values) >= SAMPLE
        # Decided anew each time the evidence has doubled: a rare column must not cost more than a full one.
        enough = len(evidence.values) >= 2 * evidence.decided_on + 1 or evidence.settled
        if name not in self.mapping.columns or (fresh and enough):
            self.mapping.columns[name] = self._decide(name, evidence.values)
            evidence.distinct = len(set(evidence.values)) / max(1, len(evidence.values))
            evidence.decided_on = len(evidence.values)
        if evidence.settled:
            evidence.values = []

    def _decide(self, name: str, values: Sequence[str]) -> ColumnRole:
        given = self._given_role(name)
        if given is not None:
            return replace(given)
        if self._located and name == TEXT:
            return ColumnRole(name, Role.FREE_TEXT, 1.0)
        role, confidence = decide(name, values)
        return ColumnRole(name, role, confidence)

    def _given_role(self, name: str) -> ColumnRole | None:
        return self._given.columns.get(name) if self._given else None


class Profiler:
    """Learns what a source's tables hold, from its chunks in order."""

    def __init__(self, given: Mapping | None = None) -> None:
        self._given = given or Mapping()
        self._tables: dict[str, TableProfiler] = {}

    def observe(self, chunk: Chunk) -> TableMapping:
        """Take in a chunk; its table's mapping as it stands then."""
        profiler = self._tables.get(chunk.table)
        if profiler is None:
            given = self._given.tables.get(chunk.table)
            profiler = self._tables[chunk.table] = TableProfiler(
                chunk.table, given, located=chunk.located_by is not None
            )
        return profiler.observe(chunk.rows)

    @property
    def mapping(self) -> Mapping:
        return Mapping({name: profiler.mapping for name, profiler in self._tables.items()})


def profile(source: Source, given: Mapping | None = None) -> Mapping:
    """What the tables and columns of a source hold. Reads every row, to count what is filled."""
    profiler = Profiler(given)
    for chunk in source.chunks():
        profiler.observe(chunk)
    return profiler.mapping


def require_text(mapping: Mapping, place: str) -> None:
    """Refuse a source in which nothing is to be scanned."""
    if any(t.free_text or t.with_role(Role.OTHER) for t in mapping.tables.values()):
        return
    seen = Counter(str(c.role) for t in mapping.tables.values() for c in t.columns.values())
    roles = ", ".join(f"{count} {role}" for role, count in seen.most_common(6)) or "no column"
    raise ViginoteError(
        f"{place}: no column of free text found (columns: {roles}); name one with --column, "
        "or run viginote profile and edit the mapping"
    )


def check_columns(columns: Iterable[str], mapping: Mapping, place: str) -> None:
    """Refuse column names that no table has. A name may be `column` or `table.column`."""
    known = {n for t in mapping.tables.values() for c in t.columns for n in (c, f"{t.table}.{c}")}
    for column in columns:
        if column not in known:
            have = ", ".join(sorted(c for t in mapping.tables.values() for c in t.columns)[:20])
            raise ViginoteError(f"{place}: no column {column!r}; the columns are: {have}")
