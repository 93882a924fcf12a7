"""The hashed copy of the records that everything is counted on: DuckDB in a private folder, gone at the end.

Only keyed hashes, flags and codes reach it (see keyed.py), so that neither its file nor what it spills can
be read. The names of the practices stay in memory.
"""

import shutil
from collections import abc
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from viginote.batch.mapping import Mapping, Role
from viginote.errors import Interrupted
from viginote.exposure import layout
from viginote.exposure.keyed import Hashes, Keyed, Names
from viginote.exposure.layout import KnownBy
from viginote.exposure.notes import Cells, Mentioned, notes_of
from viginote.exposure.telling import Telling
from viginote.exposure.view import View
from viginote.sources.base import Chunk
from viginote.text import fold

#: Rows hashed and stored at a time.
_BLOCK_ROWS = 200_000
_LOW = np.uint64(0xFFFF_FFFF)
#: Beyond this memory, hashes spill to the store's folder. The whole process takes some 0.8 GB more.
_LIMITS: dict[str, Any] = {"memory_limit": "1500MB", "threads": 2, "preserve_insertion_order": False}

_SCHEMA = """
CREATE TABLE records (
    rid BIGINT, src INTEGER, tbl INTEGER, practice INTEGER, pk UBIGINT, patient UBIGINT,
    nir UBIGINT, own BOOLEAN,
    last UINTEGER, first UINTEGER, last_letters UBIGINT, first_letters UBIGINT,
    birth UINTEGER, exchanged UINTEGER, in_year UINTEGER, year UINTEGER,
    phone UINTEGER, mail UINTEGER, addr UINTEGER, postcode UINTEGER,
    sex UTINYINT, minor BOOLEAN, dead BOOLEAN, held USMALLINT
);
CREATE TABLE professionals (who UBIGINT);
CREATE TABLE notes (
    src INTEGER, tbl INTEGER, row BIGINT, col INTEGER,
    rid BIGINT, ref UBIGINT, practice INTEGER, day INTEGER
);
"""


@dataclass
class Store:
    """The records and notes of a leak, hashed. `on`: the day on which ages are told.

    `known_by`: by what its people are told apart. `telling`: by source and table, the rows whose texts tell
    who they are of.
    """

    on: date
    sql: duckdb.DuckDBPyConnection
    known_by: KnownBy = KnownBy.IDENTITY
    telling: abc.Mapping[tuple[str, str], Telling] = field(default_factory=dict)
    practices: list[str] = field(default_factory=list)
    sources: dict[str, int] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    records: int = 0
    _keyed: Keyed = field(init=False)
    _spelt: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._keyed = Keyed(self.on)

    @classmethod
    @contextmanager
    def open(cls, within: Path, on: date) -> Iterator["Store"]:
        """A store in a folder of its own in `within`, some 350 bytes a record; the folder is gone at the end.

        What a killed run left of one is cleared away. Raises Interrupted where there is no room.
        """
        folder = within / ".hashed"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            limits = _LIMITS | {"temp_directory": str(folder)}
            with duckdb.connect(folder / "hashed.duckdb", config=limits) as sql:
                sql.execute(_SCHEMA)
                yield cls(on, sql)
        except duckdb.OperationalError:  # at a write, at a commit or at a spill
            raise Interrupted(
                f"{within}: no room left to count in, some 350 bytes a record; "
                "make room, then run the same command again to go on from here"
            ) from None
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def load(
        self,
        chunks: Iterable[Chunk],
        mapping: Mapping,
        mentioned: abc.Mapping[tuple[str, str], Mentioned] | None = None,
    ) -> None:
        """Hash and store the rows of all tables that `mapping` knows.

        `mentioned`: by source and table, where a scan found sensitive mentions. The table `folders` holds the
        folder of each source.
        """
        for (source, table, located_by), run in groupby(chunks, lambda c: (c.source, c.table, c.located_by)):
            roles = mapping.tables.get(table)
            if roles is not None:
                found = (mentioned or {}).get((source, table), {})
                for first_row, rows in _ahead(_blocks(run)):
                    view = View(rows, roles)
                    notes = notes_of(view, first_row, located_by, found)
                    self._load((source, table), first_row, view, notes)
        self._note_folders()

    def _note_folders(self) -> None:
        # What texts say of somebody is the same in any folder, as a number is not.
        folders = [
            "" if self.known_by is KnownBy.TEXT else source.rpartition("/")[0] for source in self.sources
        ]
        self.sql.register("folders", pa.table({"src": range(len(folders)), "folder": folders}))

    def records_of(self, table: tuple[str, str], first_row: int, view: View) -> npt.NDArray[np.bool_]:
        """Which rows of a block of a table are records of a patient, by their columns or their texts."""
        somebody = layout.records(view, self.known_by)
        if table in self.telling:
            somebody[self.telling[table].within(first_row, len(view.rows)).rows] = True
        return somebody

    def _load(self, table: tuple[str, str], first_row: int, view: View, notes: Iterable[Cells]) -> None:
        place = _code(self.sources, table[0]), _code(self.tables, table[1])
        practice = self._practices(view)
        somebody = self.records_of(table, first_row, view)
        rid = np.where(somebody, self.records + np.cumsum(somebody) - 1, -1)
        at = np.flatnonzero(somebody)
        if len(at):
            self.records += len(at)
            held = view if somebody.all() else view.take(at)
            columns = self._record_columns(held, rid[at], place, practice.take(pa.array(at)))
            if table in self.telling:
                told = self.telling[table].within(first_row, len(view.rows))
                columns |= {"patient": told.keys, "held": told.held}
            self._insert("records", columns)
        elif layout.of_professionals(view.mapping):
            self._insert("professionals", {"who": self._professionals(view)})
        for cells in notes:
            self._load_notes(view, cells, place=place, first_row=first_row, rid=rid, practice=practice)

    def _record_columns(
        self, view: View, rid: npt.NDArray[np.int64], place: tuple[int, int], practice: pa.Array
    ) -> dict[str, Any]:
        keyed = self._keyed
        last, first = self._names(view)
        born = keyed.days(view.first_of(Role.BIRTH_DATE))
        nir = keyed.nirs(view.first_of(Role.NIR))
        phone = keyed.phones(view.first_of(Role.PHONE))
        mail = keyed.mails(view.first_of(Role.EMAIL))
        postcode = keyed.words(view.first_of(Role.POSTCODE), "postcode")
        city = keyed.words(view.first_of(Role.CITY), "city")
        street = keyed.words(view.first_of(Role.ADDRESS), "address")
        present = (last.key | first.key, nir.key, phone, mail, street, postcode, city, born.key)
        held = sum((values != 0).astype(np.uint16) << bit for bit, values in enumerate(present))
        return {
            "rid": rid,
            "src": np.full(len(rid), place[0], np.int32),
            "tbl": np.full(len(rid), place[1], np.int32),
            "practice": practice,
            "pk": _nullable(keyed.identifiers(view.surest(Role.RECORD_ID))),
            "patient": _nullable(keyed.identifiers(view.first_of(Role.PATIENT_ID))),
            "nir": _nullable(nir.key),
            "own": _own(nir.year, nir.month, born.ordinal) & (nir.key != 0),
            "last": _short(last.key),
            "first": _short(first.key),
            "last_letters": last.letters,
            "first_letters": first.letters,
            "birth": _short(born.key),
            "exchanged": _short(born.exchanged),
            "in_year": _short(born.in_year),
            "year": _short(born.year),
            "phone": _short(phone),
            "mail": _short(mail),
            "addr": _short(np.where(postcode | city != 0, street, np.uint64(0)) ^ (postcode & ~np.uint64(1))),
            "postcode": _short(np.where(postcode != 0, postcode, city)),
            "sex": keyed.sexes(view.first_of(Role.SEX)),
            "minor": pa.array(born.ordinal > _eighteen_years_before(self.on), mask=born.ordinal < 0),
            "dead": self._dead(view, born.ordinal),
            "held": held,
        }

    def _dead(self, view: View, born: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Who is flagged as dead, or has a date of death that is one.

        It is not before birth, not to come, none that software fills in.
        """
        dead = np.zeros(len(born), np.bool_)
        for values in view.each_of(Role.DEATH_DATE):
            died = self._keyed.days(values).ordinal
            possible = (died >= 0) & (died >= born) & (died <= _ordinal(self.on)) & ~np.isin(died, _NO_DEATH)
            dead |= possible | self._keyed.yes(values)
        return dead

    def _professionals(self, view: View) -> pa.Array:
        """Who each row is: by name, where there is none by number or login."""
        last, first = self._names(view)
        number = self._keyed.identifiers(view.first_of(Role.PROFESSIONAL))
        return _nullable(np.where(last.key | first.key != 0, last.key ^ (first.key << np.uint64(1)), number))

    def _names(self, view: View) -> tuple[Names, Names]:
        """Surname and first name; a full name in one column stands for both, in any order of its words."""
        if view.mapping.with_role(Role.LAST_NAME, Role.BIRTH_NAME, Role.FIRST_NAME):
            last = self._keyed.names(view.first_of(Role.BIRTH_NAME, Role.LAST_NAME))
            return last, self._keyed.names(view.first_of(Role.FIRST_NAME))
        whole = self._keyed.names(_in_order(view.first_of(Role.FULL_NAME)))
        return whole, whole

    def _load_notes(
        self,
        view: View,
        cells: Cells,
        *,
        place: tuple[int, int],
        first_row: int,
        rid: npt.NDArray[np.int64],
        practice: pa.Array,
    ) -> None:
        """Store notes. `rid`: the record of each row of the block, -1 where the row is none."""
        count = len(cells.at)
        if not count:
            return
        part = view.take(cells.at)
        dated = layout.note_date(view.mapping, cells.column)
        dates = part.column(dated) if dated else pa.nulls(count, pa.string())
        days = self._keyed.days(dates).ordinal
        ref = self._keyed.identifiers(part.first_of(Role.PATIENT_ID))
        same = np.full(count, 1, np.int32)
        told = cells.told.dictionary_encode()
        columns = pa.array([_code(self.columns, name) for name in told.dictionary.to_pylist()], pa.int32())
        self._insert(
            "notes",
            {
                "src": same * place[0],
                "tbl": same * place[1],
                "row": cells.at + first_row,
                "col": columns.take(told.indices),
                "rid": pa.array(rid[cells.at], mask=rid[cells.at] < 0),
                "ref": _nullable(ref),
                "practice": practice.take(pa.array(cells.at)),
                "day": pa.array(days, mask=days < 0).cast(pa.int32()),
            },
        )

    def _practices(self, view: View) -> pa.Array:
        """The code of each row's practice, whatever its case, accents and blanks; null where none is told."""
        encoded = pc.utf8_trim_whitespace(view.first_of(Role.PRACTICE)).dictionary_encode()
        codes = [self.practice(v) if v else None for v in encoded.dictionary.to_pylist()]
        return pa.array(codes, pa.int32()).take(encoded.indices)

    def practice(self, name: str) -> int:
        """The code of a practice; its name is the first spelling met."""
        name = " ".join(name.split())
        code = self._spelt.setdefault(fold(name), len(self.practices))
        if code == len(self.practices):
            self.practices.append(name)
        return code

    def _insert(self, table: str, columns: dict[str, Any]) -> None:
        block = pa.table(columns)
        self.sql.register("block", block)
        self.sql.execute(f"INSERT INTO {table} SELECT {', '.join(columns)} FROM block")  # noqa: S608
        self.sql.unregister("block")

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return list(self.sql.execute(query, list(values)).fetchall())

    def one(self, query: str, *values: Any) -> tuple[Any, ...]:
        """The only row of a query."""
        return self.rows(query, *values)[0]


def _blocks(chunks: Iterable[Chunk]) -> Iterator[tuple[int, pa.Table]]:
    """Consecutive chunks of one table joined into blocks: (ordinal of the first row, rows)."""
    held: list[pa.RecordBatch] = []
    first_row, count = 1, 0
    for chunk in chunks:
        if not held:
            first_row = chunk.first_row
        held.append(chunk.rows)
        count += len(chunk.rows)
        if count >= _BLOCK_ROWS:
            yield first_row, pa.Table.from_batches(held)
            held, count = [], 0
    if count:
        yield first_row, pa.Table.from_batches(held)


def _ahead(blocks: Iterator[tuple[int, pa.Table]]) -> Iterator[tuple[int, pa.Table]]:
    """The blocks, the next one read by a thread while this one is hashed."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            coming = reader.submit(next, blocks, None)
            yield block


def _in_order(names: pa.Array) -> pa.Array:
    """Full names with their words in alphabetical order."""
    encoded = names.dictionary_encode()
    ordered = [
        " ".join(sorted(n.replace(",", " ").split(), key=str.lower)) for n in encoded.dictionary.to_pylist()
    ]
    return pa.array(ordered, pa.string()).take(encoded.indices)


def _code(known: dict[str, int], value: str) -> int:
    return known.setdefault(value, len(known))


def _ordinal(day: date) -> int:
    return (day - date(1850, 1, 1)).days


#: The first days of the calendars of software, which stand where no date was given.
_NO_DEATH = tuple(map(_ordinal, (date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1970, 1, 1))))


def _eighteen_years_before(day: date) -> int:
    """Who was born later is a minor on that day."""
    return _ordinal(date(day.year - 18, day.month, 28 if (day.month, day.day) == (2, 29) else day.day))


def _own(
    year: npt.NDArray[np.int64], month: npt.NDArray[np.int64], born: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """The number is the person's own, not a parent's: its year and month are those of the birth date.

    Month and day may be exchanged in the record, and a fictitious month (20 and more) says nothing. A record
    without a birth date is given the benefit of the doubt.
    """
    moment = np.datetime64("1850-01-01") + np.maximum(born, 0)
    months = moment.astype("datetime64[M]")
    same_year = (moment.astype("datetime64[Y]").astype(np.int64) + 1970) % 100 == year
    in_month = (months.astype(np.int64) % 12 + 1 == month) | ((moment - months).astype(np.int64) + 1 == month)
    return np.asarray((born < 0) | (same_year & (in_month | (month >= 20))))


def _nullable(hashes: Hashes) -> pa.Array:
    return pa.array(hashes, mask=hashes == 0)


def _short(hashes: Hashes) -> pa.Array:
    return pa.array((hashes & _LOW).astype(np.uint32), mask=hashes == 0)
