"""Building text columns from the raw cells of a format."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from viginote.sources._encoding import Decoder
from viginote.sources.base import EXTRA

_LF = 10


def text_column(cells: Sequence[bytes | None], decoder: Decoder) -> pa.Array:
    """Raw cells as a text column."""
    try:
        if decoder.encoding in (None, "utf-8") or all(c is None or c.isascii() for c in cells):
            return pa.array(cells, pa.binary()).cast(pa.string())
    except pa.ArrowInvalid:
        pass
    return pa.array([None if cell is None else decoder.text(cell) for cell in cells], pa.string())


def arrow_texts(
    data: bytes, names: Sequence[str], nulls: Sequence[str], **form: Any
) -> pa.RecordBatch | None:
    """Lines of cells in UTF-8 as text columns, by Arrow's reader; None where the number of cells varies.

    `nulls`: what a cell without a value may hold. `form`: how cells are parted, as Arrow's ParseOptions.
    """
    import pyarrow.csv as arrow

    try:
        table = arrow.read_csv(
            pa.BufferReader(data),
            read_options=arrow.ReadOptions(
                column_names=list(names), use_threads=False, block_size=len(data) + 1
            ),
            parse_options=arrow.ParseOptions(**form),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=list(nulls),
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], schema=table.schema)


def line_starts(raw: bytes) -> list[int]:
    """Where the lines of `raw` begin."""
    ends = np.flatnonzero(np.frombuffer(raw, np.uint8) == _LF) + 1
    starts = [0, *ends.tolist()]
    return starts[:-1] if starts[-1] == len(raw) else starts


def squared(
    rows: Sequence[Sequence[bytes | None]], names: Sequence[str], joiner: bytes, decoder: Decoder
) -> pa.RecordBatch:
    """Rows of any length as a batch: short ones filled with nulls, long ones' rest in an extra column."""
    width = len(names)
    full = [[*row[:width], *[None] * (width - len(row))] for row in rows]
    columns = [text_column(column, decoder) for column in zip(*full, strict=True)]
    extras = [joiner.join(c or b"" for c in row[width:]) if len(row) > width else None for row in rows]
    header = list(names)
    if any(extra is not None for extra in extras):
        header.append(EXTRA)
        columns.append(text_column(extras, decoder))
    return pa.RecordBatch.from_arrays(columns, names=header)
