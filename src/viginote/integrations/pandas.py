"""pandas: `df.vigi.scan("note", key="id")` and `df.vigi.redact("note")`, after importing this module.

Missing values stay missing and are not scanned. Categories, strings of Python, pandas and Arrow (large ones
too) are read; what is not text is refused, never skipped. No frame is changed: each call returns a new one.
"""

from collections.abc import Hashable, Iterable, Iterator
from functools import cache
from itertools import repeat
from typing import Any

import pandas as pd

from viginote.errors import ViginoteError
from viginote.findings import Identity, ScanResult, stored
from viginote.redaction import Context, Keys, Policy, redact
from viginote.scanner import Scanner

#: Columns of a findings frame, after `row` (the index label) and, where given, the key column.
FIELDS = ("column", "start", "end", "label", "kind", "assertion", "score", "detector")


#: A column by its name, of whatever type a frame gives it, or several.
Columns = Hashable | Iterable[Hashable]


class FrameError(ViginoteError):
    """A frame that cannot be scanned: no such column, or a column that does not hold text."""


@cache
def _default_scanner() -> Scanner:
    return Scanner()


@pd.api.extensions.register_dataframe_accessor("vigi")
class Vigi:
    """viginote on a DataFrame. Columns are named one by one or as a list."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def scan(
        self,
        columns: Columns,
        key: Hashable | None = None,
        *,
        known: Iterable[Identity | None] | None = None,
        scanner: Scanner | None = None,
        processes: int = 1,
    ) -> pd.DataFrame:
        """The findings of text columns, one row each; no scanned text in it.

        Columns: `row` (index label of the frame), the key column where `key` names one, then `FIELDS`, with
        character offsets into the cell. `known`: one identity (or None) per row. Errors: FrameError.
        """
        if key in ("row", *FIELDS):
            raise FrameError(f"key {key}: findings have a column of this name; rename it in the frame")
        keys = None if key is None else self._column(key)
        rows = []
        for column, place, result in self._results(columns, known, scanner, processes):
            start = [self._frame.index[place], *([] if keys is None else [keys.iloc[place]]), column]
            rows += [
                (*start, f.start, f.end, f.label, str(f.kind), _word(f.assertion), f.score, f.detector)
                for f in result.findings
            ]
        names = ["row", *([] if key is None else [key]), *FIELDS]
        return pd.DataFrame.from_records(rows, columns=names)

    def redact(
        self,
        columns: Columns,
        policy: Policy | None = None,
        *,
        keys: Keys | None = None,
        practice: Hashable | None = None,
        person: Hashable | None = None,
        known: Iterable[Identity | None] | None = None,
        scanner: Scanner | None = None,
        processes: int = 1,
    ) -> pd.DataFrame:
        """A new frame whose text columns are redacted; all else, index and types included, as it was.

        `policy`, `keys`: as `viginote.redaction.redact` takes them. `practice`: column that says whose key
        to use. `person`: column that says whose dates are shifted together. Errors: FrameError.
        """
        columns = _listed(columns)
        owners = None if practice is None else self._column(practice)
        people = None if person is None else self._column(person)
        texts = {column: list(self._column(column)) for column in columns}
        for column, place, result in self._results(columns, known, scanner, processes):
            context = _context(keys, _cell(owners, place), _cell(people, place))
            texts[column][place] = redact(result.text, result.findings, policy, context)
        redacted = self._frame.copy()
        for column, values in texts.items():
            redacted[column] = self._series(column, values)
        return redacted

    def _results(
        self,
        columns: Columns,
        known: Iterable[Identity | None] | None,
        scanner: Scanner | None,
        processes: int,
    ) -> Iterator[tuple[Hashable, int, ScanResult]]:
        """Column, place of the row, and scan of every cell that holds text."""
        identities = list(repeat(None, len(self._frame)) if known is None else known)
        if len(identities) != len(self._frame):
            raise FrameError(
                f"known has {len(identities)} identities for {len(self._frame)} rows; give one each"
            )
        scanner = scanner or _default_scanner()
        for column in _listed(columns):
            cells = list(self._texts(column))
            results = scanner.scan_many(
                (text for _, text in cells), (identities[place] for place, _ in cells), processes
            )
            for (place, _), result in zip(cells, results, strict=True):
                yield column, place, result

    def _texts(self, column: Hashable) -> Iterator[tuple[int, str]]:
        """Place and text of the cells that are not missing."""
        for place, value in enumerate(self._column(column)):
            if isinstance(value, str):
                yield place, value
            elif not pd.isna(value):
                raise FrameError(
                    f"column {column}, row {place}: holds a {type(value).__name__} instead of text; "
                    "convert the column with astype(str), bytes with .str.decode(), or name another"
                )

    def _column(self, name: Hashable) -> "pd.Series[Any]":
        names: list[Hashable] = list(self._frame.columns)
        if names.count(name) != 1:
            raise FrameError(f"column {name}: not in the frame, or there twice; name one of its columns")
        column: pd.Series[Any] = self._frame[name]
        return column

    def _series(self, column: Hashable, values: list[Any]) -> "pd.Series[Any]":
        """The values under the type of the column they replace; a category becomes its values' type."""
        dtype: Any = self._frame[column].dtype
        if isinstance(dtype, pd.CategoricalDtype):
            dtype = dtype.categories.dtype
        series: pd.Series[Any] = pd.Series(values, index=self._frame.index, dtype=dtype)
        return series


def _listed(columns: Columns) -> list[Hashable]:
    if isinstance(columns, Iterable) and not isinstance(columns, str):
        return list(columns)
    return [columns]


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def _cell(column: "pd.Series[Any] | None", place: int) -> str | None:
    if column is None or pd.isna(column.iloc[place]):
        return None
    return stored(column.iloc[place])


def _context(keys: Keys | None, practice: str | None, person: str | None) -> Context | None:
    if keys is None and practice is None and person is None:
        return None
    given = Context(Keys.resolve(keys), person=person)
    return given if practice is None else Context(given.keys, practice, person)
