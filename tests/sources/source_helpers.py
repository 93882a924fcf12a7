"""What the tests of the readers share."""

from pathlib import Path
from typing import Any

from viginote.sources import open_source
from viginote.sources.base import Source


def read(path: Path | str, **options: Any) -> tuple[dict[str, list[dict[str, str | None]]], Source]:
    """All rows by table, and the source with its coverage."""
    source = open_source(str(path), **options)
    tables: dict[str, list[dict[str, str | None]]] = {}
    for chunk in source.chunks():
        rows = tables.setdefault(chunk.table, [])
        assert chunk.first_row == len(rows) + 1
        rows += chunk.rows.to_pylist()
    return tables, source


def losses(source: Source) -> list[tuple[str, int, int]]:
    """Reason, count and unread rows of each loss."""
    return [(loss.reason, loss.count, loss.rows) for loss in source.coverage.losses]


def rewritten(
    path: Path | str, destination: Path, changes: dict[tuple[int, str], str | None], **options: Any
) -> bytes:
    """The bytes of a copy in which the cells at (row, column) are changed."""
    source = open_source(str(path), **options)
    source.rewrite(destination, lambda chunk: _changed(chunk, changes))
    assert destination.stat().st_mode & 0o777 == 0o600
    return destination.read_bytes()


def _changed(chunk: Any, changes: dict[tuple[int, str], str | None]) -> Any:
    import pyarrow as pa

    columns = []
    for name, column in zip(chunk.rows.schema.names, chunk.rows.columns, strict=True):
        values = column.to_pylist()
        for (row, changed), value in changes.items():
            at = row - chunk.first_row
            if changed == name and 0 <= at < len(values):
                values[at] = value
        columns.append(pa.array(values, pa.string()))
    return pa.RecordBatch.from_arrays(columns, names=chunk.rows.schema.names)
