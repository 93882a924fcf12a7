"""The cells of an Excel sheet, all of them, through the parser of openpyxl.

Its own rows hold less: they drop a row or a cell that stands behind its place, keep one of two cells in one
place, and end at the first cell that is damaged.
"""

from collections.abc import Iterator
from typing import Any

from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from viginote.sources._values import value_text
from viginote.sources.base import FileCoverage


def sheet_rows(sheet: Any, file: FileCoverage) -> Iterator[tuple[str, list[Any]]]:
    """Where each row of a sheet stands, and its values; what a cell does not give is counted in `file`."""
    with sheet._get_source() as part:
        for number, cells in _Parser(part, sheet, file).parse():
            row: list[Any] = []
            for cell in cells:
                at, value = cell["column"] - 1, cell["value"]
                row += [None] * (at + 1 - len(row))
                row[at] = value if row[at] is None else f"{value_text(row[at])}\n{value_text(value) or ''}"
            yield f"sheet {sheet.title}, row {number}", row


class _Parser(WorkSheetParser):  # type: ignore[misc]  # the package has no types
    """A parser to which a damaged cell is no reason to stop."""

    def __init__(self, part: Any, sheet: Any, file: FileCoverage) -> None:
        book = sheet.parent
        super().__init__(
            part, sheet._shared_strings, data_only=True, epoch=book.epoch,
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
        )  # fmt: skip
        self._title, self._file = sheet.title, file

    def parse_cell(self, element: Any) -> dict[str, Any]:
        try:
            cell: dict[str, Any] = super().parse_cell(element)
        except Exception:  # the package raises whatever the damage leads to
            self._lose("cell damaged: not read")
            return {"column": max(self.col_counter, 1), "value": None}
        value = cell["value"]
        if isinstance(value, str):
            cell["value"] = unescape(value)  # Excel writes `_x000D_` for a carriage return
        elif value is None and element.find(FORMULA_TAG) is not None:
            empty_text = element.get("t") == "str" and element.find(VALUE_TAG) is not None
            if not empty_text:
                self._lose("formula without the value that it had last, not read")
        return cell

    def _lose(self, reason: str) -> None:
        self._file.lose(f"sheet {self._title}, row {self.row_counter}", reason)
