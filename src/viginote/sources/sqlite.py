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
            query = _select(connection, "*", table)
            connection.text_factory = partial(_text, file)  # for cells alone: names are no text of the note
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description]
            for batch in batches(names, _until_damage(cursor, table, file)):
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


def _until_damage(cursor: sqlite3.Cursor, table: str, file: FileCoverage) -> Iterator[Sequence[Any]]:
    """The rows that come before a damaged page."""
    given = 0
    try:
        for row in cursor:
            yield row
            given += 1
    except sqlite3.DatabaseError:
        place = f"table {table}, after row {given}"
        file.lose(place, "damaged pages: the rest of the table was not read", rows=1)


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
    return names, copy.execute(_select(copy, ", ".join(names), table)).fetchall()


def _select(connection: sqlite3.Connection, what: str, table: str) -> str:
    """A query for all rows, in the order of their key: left to itself, SQLite takes that of any index."""
    return f"SELECT {what} FROM {quoted(table)} ORDER BY {', '.join(_key(connection, table))}"  # noqa: S608


def _key(connection: sqlite3.Connection, table: str) -> list[str]:
    """The rowid, under a name that no column has; the primary key of a table without one, or all columns."""
    columns = connection.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
    taken = {str(column[1]).lower() for column in columns}
    for name in ("rowid", "_rowid_", "oid"):
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
