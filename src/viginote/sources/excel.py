"""Excel workbooks (.xlsx), read only: every sheet a table, the values of formulas as last computed."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from viginote.errors import ViginoteError
from viginote.sources._files import BOMB, DAMAGE, ZIP_DAMAGE, InputFile, is_bomb
from viginote.sources._header import HEADER_WITHIN, header_at
from viginote.sources._values import batches, value_text
from viginote.sources.base import EXTRA, Chunk, Coverage, FileCoverage, Source, above, unique_names
from viginote.sources.format import Format, Head, Options
from viginote.sources.parquet import hash_file

#: Where a row stands, and its values.
_Row = tuple[str, Sequence[Any]]
_COMMENTS = ("xl/comments", "xl/threadedComments/")
#: Where text boxes are, and what begins a text in one.
_DRAWINGS, _BOX_TEXT = "xl/drawings/drawing", b"<a:t>"


class ExcelSource(Source):
    """The sheets of a workbook."""

    rewritable = False

    def __init__(self, input_file: InputFile, options: Options) -> None:
        self.location = input_file.name
        self._input = input_file
        self._header = options.header
        self.coverage = Coverage()

    def chunks(self) -> Iterator[Chunk]:
        file = FileCoverage(self.location, "excel")
        self.coverage = Coverage([file])
        workbook = self._open(file)
        for sheet in workbook.worksheets:
            yield from self._sheet(sheet, file)
        workbook.close()
        if self._input.on_disk:
            file.sha256, file.bytes = hash_file(self._input.path)

    def _open(self, file: FileCoverage) -> Any:
        try:
            import openpyxl
        except ImportError:
            raise ViginoteError(
                "reading Excel needs the package openpyxl; run: pip install openpyxl"
            ) from None
        content = self._input.seekable()
        self._check_parts(content, file)
        try:
            with warnings.catch_warnings(action="ignore"):
                return openpyxl.load_workbook(content, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # the package raises whatever the damage leads to
            raise ViginoteError(
                f"{self.location}: damaged Excel file ({type(error).__name__}); save it again as .xlsx or CSV"
            ) from None

    def _check_parts(self, content: Path | io.BytesIO, file: FileCoverage) -> None:
        """Refuse a bomb: the package holds all strings of a workbook in memory. Count what is in no cell."""
        try:
            with zipfile.ZipFile(content) as parts:
                grown = any(map(is_bomb, parts.infolist()))
                comments = sum(name.startswith(_COMMENTS) for name in parts.namelist())
                drawings = [name for name in parts.namelist() if name.startswith(_DRAWINGS)]
                boxes = 0 if grown else sum(_BOX_TEXT in parts.read(name) for name in drawings)
        except (*DAMAGE, *ZIP_DAMAGE):
            return  # damaged: the package says how
        if grown:
            raise ViginoteError(f"{self.location}: {BOMB}")
        if comments:
            file.lose("", "sheet with comments on its cells, which are not read", count=comments)
        if boxes:
            file.lose("", "sheet with text boxes, which are not read", count=boxes)

    def _sheet(self, sheet: Any, file: FileCoverage) -> Iterator[Chunk]:
        declared = sheet.max_column or 0
        rows = _drawn(sheet, file)
        first = list(islice(rows, HEADER_WITHIN))
        if not first:
            return
        texts = [
            [*(value_text(value) or "" for value in row), *[""] * (declared - len(row))] for _, row in first
        ]
        at = header_at(texts, self._header)
        if at is None:
            yield from self._table(sheet.title, unique_names([""] * len(texts[0])), chain(first, rows), file)
            return
        if at:
            yield from self._table(above(sheet.title), unique_names([""] * len(texts[0])), first[:at], file)
        yield from self._table(sheet.title, unique_names(texts[at]), chain(first[at + 1 :], rows), file)

    def _table(
        self, table: str, names: Sequence[str], rows: Iterable[_Row], file: FileCoverage
    ) -> Iterator[Chunk]:
        width, row = len(names), 1
        for batch in batches([*names, EXTRA], _squared(rows, width, file)):
            spare = batch.column(width).null_count == batch.num_rows
            yield Chunk(self.location, table, row, batch.select(range(width)) if spare else batch)
            row += batch.num_rows
            file.rows += batch.num_rows


def _drawn(sheet: Any, file: FileCoverage) -> Iterator[_Row]:
    """The rows of a sheet that are not empty, with their places, as far as it is whole."""
    from viginote.sources._sheet import sheet_rows

    try:
        for place, row in sheet_rows(sheet, file):
            if any(value is not None for value in row):
                yield place, row
    except Exception:  # the package raises whatever the damage leads to
        file.lose(f"sheet {sheet.title}", "sheet damaged: the rest was not read", rows=1)


def _squared(rows: Iterable[_Row], width: int, file: FileCoverage) -> Iterator[Sequence[Any]]:
    """Rows as wide as the table, and a cell more for what they have beyond it."""
    for place, row in rows:
        beyond = "\t".join(filter(None, map(value_text, row[width:])))
        if beyond:
            file.lose(place, "row with more cells than the table has columns, read as it is")
        yield *row[:width], *[None] * (width - len(row)), beyond or None


def _recognise(head: Head) -> float:
    if not head.raw.startswith(b"PK"):
        return 0.0
    members = (b"xl/", b"docProps/app.xml", b"[Content_Types].xml")
    return 0.99 if head.suffix in FORMAT.suffixes or any(m in head.raw[:200] for m in members) else 0.0


FORMAT = Format("excel", (".xlsx", ".xlsm"), _recognise, ExcelSource)
