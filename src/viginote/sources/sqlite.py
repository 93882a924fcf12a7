"""SQLite files: every table, read-only; rewritten in a vacuumed copy without old pages and words."""

import errno
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa

from viginote.errors import ViginoteError
from viginote.sources._encoding import readable
from viginote.sources._files import InputFile
from viginote.sources._stream import changes
from viginote.sources._values import batches
from viginote.sources.base import Chunk, Coverage, FileCoverage, Replace, Source
from viginote.sources.format import Format, Head, Options
from viginote.sources.parquet import hash_file

#: A full-text index, which holds the words of its texts once more.
_FULL_TEXT = re.compile(r"CREATE VIRTUAL TABLE .*\bUSING\s+[\"'`\[]?fts[345]\b", re.I | re.S)

#: What SQLite calls the number of a row, and the lowest and highest there are.
_ROWIDS = ("rowid", "_rowid_", "oid")
_FIRST_ROWID, _LAST_ROWID = -(2**63), 2**63 - 1

_JOURNAL = (
    "SQLite may not write its journal beside this file; copy it, and the file beside it whose name ends "
    "in -wal, to a folder that can be written"
)
#: What keeps a file from being read that is whole: what SQLite says, and what helps.
_REFUSALS = {
    sqlite3.SQLITE_BUSY: "another program has locked this SQLite file; end it, or scan a copy",
    sqlite3.SQLITE_READONLY: _JOURNAL,
    sqlite3.SQLITE_CANTOPEN: _JOURNAL,
}


class SqliteSource(Source):
    """The tables of a SQLite file, in the order they were made."""

    def __init__(self, input_file: InputFile, options: Options) -> None:
        self.location = input_file.name
        self._path = input_file.path
        if not input_file.on_disk or input_file.compression:
            raise ViginoteError(f"{self.location}: SQLite is read from a plain file; unpack it first")
        self.coverage = Coverage()

    def chunks(self) -> Iterator[Chunk]:
        file = FileCoverage(self.location, "sqlite", encoding="utf-8")
        self.coverage = Coverage([file])
        with closing(self._connect()) as connection:
            for table in self._tables(connection, file):
                yield from self._rows(connection, table, file)
        file.sha256, file.bytes = hash_file(self._path)

    def _connect(self) -> sqlite3.Connection:
        uri = f"file:{quote(os.fsencode(self._path.absolute()))}?mode=ro"
        return sqlite3.connect(uri, uri=True, check_same_thread=False)  # read ahead by threads, in turn

    def _tables(self, connection: sqlite3.Connection, file: FileCoverage) -> list[str]:
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
        if sqlite3.sqlite_version_info >= (3, 37):  # the tables behind a full-text index hold its rows again
            query += " AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"
        try:
            return [name for (name,) in connection.execute(query)]
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter quotes the schema
            primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if primary in _REFUSALS:
                raise ViginoteError(f"{self.location}: {_REFUSALS[primary]}") from None
            raise self._damaged("its schema cannot be read") from None

    def _damaged(self, how: str) -> ViginoteError:
        return ViginoteError(
            f"{self.location}: damaged SQLite file ({how}); recover it with sqlite3 .recover"
        )

    def _rows(self, connection: sqlite3.Connection, table: str, file: FileCoverage) -> Iterator[Chunk]:
        row = 1
        try:
            key = _key(connection, table)
            connection.text_factory = partial(_text, file)  # for cells alone: names are no text of the note
            cursor = connection.execute(f"{_select('*', table, key)} LIMIT 0")
            names = [column[0] for column in cursor.description]
            for batch in batches(names, _around_damage(connection, table, key, file)):
                yield Chunk(self.location, table, row, batch)
                row += batch.num_rows
                file.rows += batch.num_rows
        except (sqlite3.DatabaseError, UnicodeDecodeError):  # the latter for the name of a column
            file.lose(f"table {table}", "table damaged, or of a module that is not here: not read", rows=1)
        finally:
            connection.text_factory = str

    def _write(self, path: Path, replace: Replace) -> None:
        path.unlink()  # sqlite makes its own file
        with closing(self._connect()) as source, closing(sqlite3.connect(path)) as copy:
            path.chmod(0o600)
            try:
                # Refuses a locked file, of which a copy would be waited for without end.
                self._tables(source, FileCoverage(self.location))
                source.backup(copy)
                _update(copy, self.chunks(), replace)
                for table in _forget_words(copy):
                    self.coverage.files[0].lose(
                        f"table {table}", "full-text index without its texts: not read, left out", rows=1
                    )
                copy.commit()
                copy.execute("VACUUM")
            except sqlite3.OperationalError as error:  # a full disk, not damage
                full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
                number = errno.ENOSPC if full else errno.EIO
                raise OSError(number, os.strerror(number)) from None
            except sqlite3.DatabaseError:
                raise self._damaged("it cannot be copied") from None


def _around_damage(
    connection: sqlite3.Connection, table: str, key: Sequence[str], file: FileCoverage
) -> Iterator[Sequence[Any]]:
    """The rows of a table. Behind a damaged page reading goes on, where the key is the number of the row."""
    numbered = key[0] in _ROWIDS
    query = _select(f"{key[0]}, *", table, key, f"{key[0]} >= ?" if numbered else "? IS NOT NULL")
    start: int | None = _FIRST_ROWID
    given = 0
    while start is not None:
        try:
            for number, *row in connection.execute(query, (start,)):
                yield row
                given += 1
                start = max(start, number + 1) if numbered else start
            return
        except sqlite3.DatabaseError:
            # The cursor has looked a row ahead: the last one before the damage is still to be had.
            if numbered and (last := _next_row(connection, query, start)):
                yield last[1:]
                given += 1
                start = max(start, last[0] + 1)
            file.lose(f"table {table}, after row {given}", "damaged pages: their rows were not read", rows=1)
        start = _behind_damage(connection, query, max(start, 0)) if numbered else None


def _next_row(connection: sqlite3.Connection, query: str, start: int) -> Sequence[Any] | None:
    """The first row from number `start` on; empty where there is none, None where it cannot be read."""
    try:
        return connection.execute(f"{query} LIMIT 1", (start,)).fetchone() or ()
    except sqlite3.DatabaseError:
        return None


def _behind_damage(connection: sqlite3.Connection, query: str, damaged: int) -> int | None:
    """The first number from which rows can be read again, beyond one from which they cannot."""
    step = 1
    while _next_row(connection, query, damaged + step) is None:
        damaged, step = damaged + step, 2 * step
        if damaged + step > _LAST_ROWID:
            return None
    whole = damaged + step
    while whole - damaged > 1:
        middle = (whole + damaged) // 2
        if _next_row(connection, query, middle) is None:
            damaged = middle
        else:
            whole = middle
    return whole


def _text(file: FileCoverage, raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        file.lose("", "text that does not decode as UTF-8")
        return readable(raw)


def _update(copy: sqlite3.Connection, chunks: Iterator[Chunk], replace: Replace) -> None:
    """Change the cells that `replace` changes. Triggers rest meanwhile; old pages are overwritten."""
    copy.execute("PRAGMA secure_delete = ON")
    triggers = copy.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        copy.execute(f"DROP TRIGGER {quoted(name)}")
    keys: dict[str, Any] = {}
    for chunk in chunks:
        new = replace(chunk)
        if chunk.table not in keys:
            keys[chunk.table] = _keys(copy, chunk.table)
        try:
            _update_rows(copy, chunk, new, keys[chunk.table])
        except sqlite3.IntegrityError:
            raise ViginoteError(
                f"{chunk.source}, table {chunk.table}: a rule of the table (unique, check) refuses the "
                "redacted values; redact a copy without that rule, or choose other columns with --column"
            ) from None
    for _, sql in triggers:
        copy.execute(sql)


def _forget_words(copy: sqlite3.Connection) -> Iterator[str]:
    """Make anew what holds words of the texts as they were. Yields the indexes that cannot be: they go."""
    tables = copy.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    for name, sql in tables:
        if name == "sqlite_stat4":  # values of indices, for the planner of queries
            copy.execute("DELETE FROM sqlite_stat4")
        elif _FULL_TEXT.match(sql):
            try:
                copy.execute(f"INSERT INTO {quoted(name)} ({quoted(name)}) VALUES ('rebuild')")  # noqa: S608
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                    raise
                copy.execute(f"DROP TABLE {quoted(name)}")
                yield name


def _keys(copy: sqlite3.Connection, table: str) -> tuple[list[str], list[Sequence[Any]]]:
    """What tells the rows of a table apart, in reading order."""
    names = _key(copy, table)
    return names, copy.execute(_select(", ".join(names), table, names)).fetchall()


def _select(what: str, table: str, key: Sequence[str], where: str = "1") -> str:
    """A query for rows, in the order of their key: left to itself, SQLite takes that of any index."""
    return f"SELECT {what} FROM {quoted(table)} WHERE {where} ORDER BY {', '.join(key)}"  # noqa: S608


def _key(connection: sqlite3.Connection, table: str) -> list[str]:
    """The rowid, under a name that no column has; the primary key of a table without one, or all columns."""
    columns = connection.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
    taken = {str(column[1]).lower() for column in columns}
    for name in _ROWIDS:
        if name not in taken:
            try:
                connection.execute(f"SELECT {name} FROM {quoted(table)} LIMIT 0")  # noqa: S608 (name quoted)
            except sqlite3.OperationalError:
                break
            return [name]
    key = [quoted(column[1]) for column in sorted(columns, key=lambda column: column[5]) if column[5]]
    return key or [quoted(column[1]) for column in columns]


def _update_rows(
    copy: sqlite3.Connection, chunk: Chunk, new: pa.RecordBatch, keys: tuple[list[str], list[Sequence[Any]]]
) -> None:
    names, values = keys
    where = " AND ".join(f"{name} IS ?" for name in names)
    computed = _computed(copy, chunk.table)
    for row, cells in changes(chunk.rows, new).items():
        for column, value in cells:
            name = chunk.rows.schema.names[column]
            if name in computed:
                continue  # it follows from those that change
            copy.execute(
                f"UPDATE {quoted(chunk.table)} SET {quoted(name)} = ? WHERE {where}",  # noqa: S608 (quoted)
                (value, *values[chunk.first_row - 1 + row]),
            )


def _computed(copy: sqlite3.Connection, table: str) -> set[str]:
    """The generated columns of a table."""
    columns = copy.execute(f"PRAGMA table_xinfo({quoted(table)})").fetchall()
    return {column[1] for column in columns if column[6] in (2, 3)}


def quoted(name: str) -> str:
    """An SQL identifier in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def _recognise(head: Head) -> float:
    return 1.0 if head.raw.startswith(b"SQLite format 3\0") else 0.0


FORMAT = Format("sqlite", (".sqlite", ".db"), _recognise, SqliteSource)
