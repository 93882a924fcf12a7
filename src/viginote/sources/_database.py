"""Live databases through SQLAlchemy: read-only transaction, server-side cursors, passwords never shown."""

import warnings
from collections.abc import Iterator
from typing import Any

from viginote.errors import ViginoteError
from viginote.sources._values import batches
from viginote.sources.base import Chunk, Coverage, FileCoverage, Source

_STREAMED = {"stream_results": True, "yield_per": 5000}
#: Schemas of the database itself; PostgreSQL's own begin with `pg_`, and `sys` there is anybody's.
_SYSTEM = frozenset({"information_schema", "sys"})
_POSTGRESQL_SYSTEM = frozenset({"information_schema"})
#: PostgreSQL's large objects: a column holds their number alone, as of a `@Lob` of Hibernate.
_LARGE_OBJECTS = ("pg_catalog", "pg_largeobject")
_ANY_LARGE_OBJECT = "SELECT EXISTS (SELECT FROM pg_catalog.pg_largeobject_metadata)"
_EACH_LARGE_OBJECT = "SELECT oid, lo_get(oid) AS data FROM pg_catalog.pg_largeobject_metadata ORDER BY oid"
#: What makes a transaction read-only, by dialect; rows are seen as they stood when it began.
_READ_ONLY = {
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "mysql": "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
    "mariadb": "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
    "sqlite": "PRAGMA query_only = ON",
}


class DatabaseSource(Source):
    """The tables of a database that a URL names, as `postgresql+psycopg://user@host/name`."""

    rewritable = False

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
        file = FileCoverage(self.location, self._engine.dialect.name)
        try:
            with self._engine.connect() as connection:
                statement = _READ_ONLY.get(self._engine.dialect.name)
                if statement:
                    connection.execute(sqlalchemy.text(statement))
                for schema, name in self._names(connection):
                    full = f"{schema}.{name}" if schema else name
                    file = FileCoverage(f"{self.location}, table {full}", self._engine.dialect.name)
                    self.coverage.files.append(file)
                    yield from self._table(connection, schema, name, file)
        except (sqlalchemy.exc.SQLAlchemyError, OSError) as error:
            kind = type(getattr(error, "orig", None) or error).__name__
            raise ViginoteError(
                f"{file.path}: the database failed after row {file.rows} ({kind}); check that it runs "
                "and that the user may read, then run the same command again to go on"
            ) from None

    def _names(self, connection: Any) -> list[tuple[str | None, str]]:
        """Schema and name of each table, those of the default schema first."""
        import sqlalchemy

        inspector = sqlalchemy.inspect(connection)
        default = inspector.default_schema_name
        system = _POSTGRESQL_SYSTEM if self._postgresql else _SYSTEM
        schemas = [s for s in inspector.get_schema_names() if s not in system and not s.startswith("pg_")]
        if self._engine.dialect.name in ("mysql", "mariadb", "sqlite"):
            schemas = [None]  # the database that the URL names
        schemas.sort(key=lambda s: (s != default, s or ""))
        names = [(s, name) for s in schemas for name in sorted(inspector.get_table_names(schema=s))]
        if self._postgresql and connection.scalar(sqlalchemy.text(_ANY_LARGE_OBJECT)):
            names.append(_LARGE_OBJECTS)
        return names

    def _table(self, connection: Any, schema: str | None, name: str, file: FileCoverage) -> Iterator[Chunk]:
        """The rows of a table. One that is refused, or gone since, is counted and the others are read."""
        import sqlalchemy

        full = f"{schema}.{name}" if schema else name
        try:
            with connection.begin_nested():
                query = self._query(connection, schema, name, file)
                yield from self._rows(full, connection.execute(query, execution_options=_STREAMED), file)
        except sqlalchemy.exc.SQLAlchemyError as error:
            if getattr(error, "connection_invalidated", False):
                raise
            kind = type(getattr(error, "orig", None) or error).__name__
            reason = f"not given out by the database ({kind}); check that the user may read it"
            file.lose(f"after row {file.rows}", reason, rows=1)

    def _query(self, connection: Any, schema: str | None, name: str, file: FileCoverage) -> Any:
        """What gives the rows of a table. That there are some which the user may not see is counted."""
        import sqlalchemy

        if (schema, name) == _LARGE_OBJECTS:
            return sqlalchemy.text(_EACH_LARGE_OBJECT)
        with warnings.catch_warnings(action="ignore"):  # types it does not know are read as text
            table = sqlalchemy.Table(
                name, sqlalchemy.MetaData(), schema=schema, autoload_with=connection, resolve_fks=False
            )
        if self._postgresql:
            full = self._engine.dialect.identifier_preparer.format_table(table)
            if connection.scalar(sqlalchemy.select(sqlalchemy.func.row_security_active(full))):
                file.lose("", "rows that a policy of the table hides from this user, not read", rows=1)
        # ONLY: a partition's rows come with the partition, not once more with its parent.
        query = sqlalchemy.select(*self._columns(table)).with_hint(table, "ONLY", "postgresql")
        return query.order_by(*table.primary_key.columns)

    def _columns(self, table: Any) -> list[Any]:
        """What to select: PostgreSQL spells its values itself, as Python has no `infinity` and no 24:00."""
        import sqlalchemy

        if not self._postgresql:
            return [table]
        kept = (sqlalchemy.String, sqlalchemy.LargeBinary, sqlalchemy.Boolean)
        return [
            c if isinstance(c.type, kept) else sqlalchemy.cast(c, sqlalchemy.Text).label(c.name)
            for c in table.columns
        ] or [table]

    def _rows(self, table: str, result: Any, file: FileCoverage) -> Iterator[Chunk]:
        row = 1
        for batch in batches(list(result.keys()), result):
            yield Chunk(self.location, table, row, batch)
            row += batch.num_rows
            file.rows += batch.num_rows

    @property
    def _postgresql(self) -> bool:
        return bool(self._engine.dialect.name == "postgresql")

    @property
    def size(self) -> int:
        return 0

    def stamp(self) -> str:
        return self.location
