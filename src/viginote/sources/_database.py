"""Live databases through SQLAlchemy: read-only transaction, server-side cursors, passwords never shown."""

import warnings
from collections.abc import Iterator
from typing import Any

from viginote.errors import ViginoteError
from viginote.sources._values import batches
from viginote.sources.base import Chunk, Coverage, FileCoverage, Source

_ROWS_A_FETCH = 5000
_SYSTEM = frozenset({"information_schema", "pg_catalog", "mysql", "performance_schema", "sys"})
#: What makes a transaction read-only, by dialect; rows are seen as they stood when it began.
_READ_ONLY = {
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "mysql": "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
    "mariadb": "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
    "sqlite": "PRAGMA query_only = ON",
}


class DatabaseSource(Source):
    """The tables of a database that a URL names, as `postgresql+psycopg://user@host/name`."""

    def __init__(self, url: str) -> None:
        try:
            import sqlalchemy
        except ImportError:
            raise ViginoteError(
                "reading a database needs an extra; run: pip install 'viginote[database]'"
            ) from None
        try:
            parsed = sqlalchemy.make_url(url)
            self.location = parsed.render_as_string(hide_password=True)
            self._engine = sqlalchemy.create_engine(parsed)
        except (sqlalchemy.exc.ArgumentError, sqlalchemy.exc.NoSuchModuleError, ImportError, ValueError):
            raise ViginoteError(
                f"{url.split('://', maxsplit=1)[0]}://...: unusable database URL; write it as "
                "postgresql+psycopg://user:password@host/database, mysql+pymysql://... or sqlite:///path"
            ) from None
        self.coverage = Coverage()

    def chunks(self) -> Iterator[Chunk]:
        import sqlalchemy

        self.coverage = Coverage()
        options = {"stream_results": True, "yield_per": _ROWS_A_FETCH}
        file = FileCoverage(self.location, self._engine.dialect.name)
        try:
            with self._engine.connect() as connection:
                statement = _READ_ONLY.get(self._engine.dialect.name)
                if statement:
                    connection.execute(sqlalchemy.text(statement))
                for table in self._tables(connection):
                    file = FileCoverage(f"{self.location}, table {table.fullname}", self._engine.dialect.name)
                    self.coverage.files.append(file)
                    # ONLY: a partition's rows come with the partition, not once more with its parent.
                    query = sqlalchemy.select(*self._columns(table)).with_hint(table, "ONLY", "postgresql")
                    query = query.order_by(*table.primary_key.columns)
                    result = connection.execute(query, execution_options=options)
                    yield from self._rows(table, result, file)
        except (sqlalchemy.exc.SQLAlchemyError, OSError) as error:
            kind = type(getattr(error, "orig", None) or error).__name__
            raise ViginoteError(
                f"{file.path}: the database failed after row {file.rows} ({kind}); check that it runs "
                "and that the user may read, then run the same command again to go on"
            ) from None

    def _tables(self, connection: Any) -> Iterator[Any]:
        import sqlalchemy

        inspector = sqlalchemy.inspect(connection)
        default = inspector.default_schema_name
        schemas = [s for s in inspector.get_schema_names() if s not in _SYSTEM and not s.startswith("pg_")]
        if self._engine.dialect.name in ("mysql", "mariadb", "sqlite"):
            schemas = [None]  # the database that the URL names
        for schema in sorted(schemas, key=lambda s: (s != default, s or "")):
            for name in sorted(inspector.get_table_names(schema=schema)):
                metadata = sqlalchemy.MetaData()
                with warnings.catch_warnings(action="ignore"):  # types it does not know are read as text
                    table = sqlalchemy.Table(
                        name, metadata, schema=schema, autoload_with=connection, resolve_fks=False
                    )
                yield table

    def _columns(self, table: Any) -> list[Any]:
        """What to select: dates of PostgreSQL as text, since Python has no `infinity` and no years BC."""
        import sqlalchemy

        if self._engine.dialect.name != "postgresql":
            return [table]
        kinds = (sqlalchemy.Date, sqlalchemy.DateTime)
        return [
            sqlalchemy.cast(c, sqlalchemy.Text).label(c.name) if isinstance(c.type, kinds) else c
            for c in table.columns
        ] or [table]

    def _rows(self, table: Any, result: Any, file: FileCoverage) -> Iterator[Chunk]:
        row = 1
        for batch in batches(list(result.keys()), result):
            yield Chunk(self.location, table.fullname, row, batch)
            row += batch.num_rows
            file.rows += batch.num_rows

    @property
    def size(self) -> int:
        return 0

    def stamp(self) -> str:
        return self.location
