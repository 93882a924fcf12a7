"""Which cells are notes: those of free text in which something is written, others where a mention was found.

A drug in a prescription, a profession or a remark typed into a name tells as much as a comment does. Where
nothing was found in such a cell, it is no note: its column is no text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from viginote.exposure import layout
from viginote.exposure.view import View

Rows = npt.NDArray[np.int64]
#: Where sensitive mentions are in one table: column, as a finding tells it -> rows, in their order.
Mentioned = Mapping[str, Rows]
_NONE: Rows = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Cells:
    """Notes of one column. `at`: their places in the block of rows; `told`: their column in a finding."""

    column: str
    at: Rows
    told: pa.Array


def notes_of(view: View, first_row: int, located_by: str | None, mentioned: Mentioned) -> Iterator[Cells]:
    """The notes in a block of a table's rows. `located_by`: as in its chunks."""
    texts = [] if layout.of_organisations(view.mapping) else view.mapping.free_text
    free = [column for column in texts if column in view.rows.column_names]
    if located_by is not None:  # a row is one text, and its findings bear its path
        filled = [_filled(view, column) for column in free]
        found = [_within(rows, first_row, len(view.rows)) for rows in mentioned.values()]
        at = np.unique(np.concatenate([*filled, *found, _NONE]))
        yield Cells(free[0] if free else located_by, at, view.column(located_by).take(pa.array(at)))
        return
    for column in view.rows.column_names:
        if column in free:
            at = _filled(view, column)
        else:
            at = _within(mentioned.get(column, _NONE), first_row, len(view.rows))
        yield Cells(column, at, pa.repeat(column, len(at)))


def _filled(view: View, column: str) -> Rows:
    written = pc.match_substring_regex(view.column(column), r"[\pL\pN]")
    return np.flatnonzero(pc.fill_null(written, False))


def _within(rows: Rows, first_row: int, count: int) -> Rows:
    """Rows of the table as places in a block of it."""
    start, end = np.searchsorted(rows, (first_row, first_row + count))
    return rows[start:end] - first_row
