"""Rows with the roles of their columns."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from viginote.batch.column_values import NOTHING
from viginote.batch.mapping import Role, TableMapping


class View:
    """Rows of a table, asked for by what their columns hold."""

    def __init__(self, rows: pa.Table, mapping: TableMapping) -> None:
        self.rows = rows
        self.mapping = mapping

    def column(self, name: str) -> pa.Array:
        """The values of a column, null where an export writes that there is none."""
        values = self.rows.column(name).combine_chunks()
        nothing = pc.is_in(values, value_set=NOTHING)
        return (
            pc.if_else(nothing, pa.scalar(None, pa.string()), values) if pc.any(nothing).as_py() else values
        )

    def take(self, at: npt.NDArray[np.int64]) -> "View":
        """These rows alone."""
        return View(self.rows.take(pa.array(at)), self.mapping)

    def filled(self, *roles: Role) -> npt.NDArray[np.bool_]:
        """Which rows have a value that is not empty in a column of these roles."""
        found = np.zeros(len(self.rows), np.bool_)
        for name in self._columns(*roles):
            if found.all():
                break
            length = pc.binary_length(pc.utf8_trim_whitespace(self.column(name)))
            found |= np.asarray(pc.fill_null(length, 0)) > 0
        return found

    def _columns(self, *roles: Role) -> list[str]:
        """The columns of these roles that the rows have, in the order of the roles."""
        return [n for role in roles for n in self.mapping.with_role(role) if n in self.rows.column_names]

    def each_of(self, role: Role) -> list[pa.Array]:
        """The values of every column of a role."""
        return [self.column(name) for name in self._columns(role)]

    def surest(self, role: Role) -> pa.Array:
        """The values of the surest column of a role."""
        name = self.mapping.first(role)
        if name is None or name not in self.rows.column_names:
            return pa.nulls(len(self.rows), pa.string())
        return self.column(name)

    def first_of(self, *roles: Role) -> pa.Array:
        """The first value that is not empty among the columns of these roles, in their order."""
        names = self._columns(*roles)
        if not names:
            return pa.nulls(len(self.rows), pa.string())
        columns = [self.column(n) for n in names]
        if len(columns) == 1:
            return columns[0]
        empty = pa.scalar(None, pa.string())
        return pc.coalesce(*(pc.if_else(pc.equal(pc.utf8_trim_whitespace(c), ""), empty, c) for c in columns))
