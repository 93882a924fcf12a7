"""Rows with the roles of their columns."""

import pyarrow as pa
import pyarrow.compute as pc

from viginote.batch.mapping import Role, TableMapping


class View:
    """Rows of a table, asked for by what their columns hold."""

    def __init__(self, rows: pa.Table, mapping: TableMapping) -> None:
        self.rows = rows
        self.mapping = mapping

    def column(self, name: str) -> pa.Array:
        return self.rows.column(name).combine_chunks()

    def first_of(self, *roles: Role) -> pa.Array:
        """The first value that is not empty among the columns of these roles, in their order."""
        names = [n for role in roles for n in self.mapping.with_role(role) if n in self.rows.column_names]
        if not names:
            return pa.nulls(len(self.rows), pa.string())
        columns = [self.column(n) for n in names]
        if len(columns) == 1:
            return columns[0]
        empty = pa.scalar(None, pa.string())
        return pc.coalesce(*(pc.if_else(pc.equal(pc.utf8_trim_whitespace(c), ""), empty, c) for c in columns))
