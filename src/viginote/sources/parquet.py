"""Parquet: every column read as text, structs flattened to `a.b`; rewritten under its own schema."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from viginote.errors import ViginoteError
from viginote.sources._encoding import readable
from viginote.sources._files import InputFile
from viginote.sources._values import value_text
from viginote.sources.base import CHUNK_ROWS, Chunk, Coverage, FileCoverage, Replace, Source, unique_names
from viginote.sources.format import Format, Head, Options


class ParquetSource(Source):
    """One Parquet file: one table."""

    table = "rows"

    def __init__(self, input_file: InputFile, options: Options) -> None:
        self.location = input_file.name
        self._path = input_file.path
        if not input_file.on_disk or input_file.compression:
            raise ViginoteError(f"{self.location}: Parquet is read from a plain file; unpack it first")
        self.coverage = Coverage()

    def _open(self) -> Any:
        import pyarrow.parquet as pq

        try:
            return pq.ParquetFile(pa.OSFile(os.fsencode(self._path)))  # a name may be no UTF-8
        except (pa.ArrowException, OSError, UnicodeDecodeError):  # the last for the name of a column
            raise ViginoteError(
                f"{self.location}: damaged Parquet file (its footer cannot be read); export it again"
            ) from None

    def chunks(self) -> Iterator[Chunk]:
        for _, chunk in self._walk():
            yield chunk

    def _walk(self) -> Iterator[tuple[pa.RecordBatch, Chunk]]:
        file = FileCoverage(self.location, "parquet", encoding="utf-8")
        self.coverage = Coverage([file])
        parquet = self._open()
        row = 1
        for group in range(parquet.num_row_groups):
            try:
                for batch in parquet.iter_batches(CHUNK_ROWS, row_groups=[group]):
                    rows, damaged = decodable(as_texts(batch))
                    if damaged:
                        file.lose(f"row group {group}", "text that does not decode as UTF-8", count=damaged)
                    yield batch, Chunk(self.location, self.table, row, rows)
                    row += batch.num_rows
                    file.rows += batch.num_rows
            except (pa.ArrowException, OSError):
                missing = parquet.metadata.row_group(group).num_rows
                file.lose(f"row group {group}", "row group that cannot be read: left out", rows=missing)
        file.sha256, file.bytes = hash_file(self._path)

    def _write(self, path: Path, replace: Replace) -> None:
        import pyarrow.parquet as pq

        parquet = self._open()
        said = parquet.schema_arrow.metadata or {}
        # What stands beside the columns was not read, but for what says which of them is the index.
        schema = parquet.schema_arrow.with_metadata({k: v for k, v in said.items() if k == b"pandas"})
        with pq.ParquetWriter(path, schema, compression=_compression(parquet)) as writer:
            for batch, chunk in self._walk():
                writer.write_batch(with_texts(batch, chunk.rows, replace(chunk)))


def hash_file(path: Path) -> tuple[str | None, int]:
    """SHA-256 and size of a file; of one that the disk does not give, None and what it gave."""
    digest = hashlib.sha256()
    size = 0
    try:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
                size += len(block)
    except OSError:
        return None, size
    return digest.hexdigest(), size


def _compression(parquet: Any) -> str:
    if parquet.num_row_groups and parquet.metadata.num_columns:
        name = parquet.metadata.row_group(0).column(0).compression.lower()
        return "none" if name == "uncompressed" else str(name)
    return "snappy"


def as_texts(batch: pa.RecordBatch) -> pa.RecordBatch:
    """All columns as text, structs flattened."""
    table = pa.Table.from_batches([batch])
    while any(pa.types.is_struct(field.type) for field in table.schema):
        table = table.flatten()
    columns = [text_array(column.combine_chunks()) for column in table.columns]
    names = table.column_names
    distinct = names if len(set(names)) == len(names) else unique_names(names)
    return pa.RecordBatch.from_arrays(columns, names=distinct)


def decodable(batch: pa.RecordBatch) -> tuple[pa.RecordBatch, int]:
    """`batch` as valid UTF-8 (see `readable`), and how many of its cells did not decode."""
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid:
        cells = [column.cast(pa.binary()).to_pylist() for column in batch.columns]
        texts = [[None if cell is None else readable(cell) for cell in column] for column in cells]
        damaged = sum(
            text is not None and text.encode() != cell
            for column, read in zip(cells, texts, strict=True)
            for cell, text in zip(column, read, strict=True)
        )
        arrays = [pa.array(column, pa.string()) for column in texts]
        return pa.RecordBatch.from_arrays(arrays, names=batch.schema.names), damaged
    return batch, 0


def text_array(column: Any) -> pa.Array:
    """An Arrow array as text: binary that is no UTF-8, and lists, through Python."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    try:
        result = column.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.array([value_text(value) for value in column.to_pylist()], pa.string())
    return result.combine_chunks() if isinstance(result, pa.ChunkedArray) else result


def with_texts(batch: pa.RecordBatch, old: pa.RecordBatch, new: pa.RecordBatch) -> pa.RecordBatch:
    """`batch` with the cells that changed from `old` to `new`, each in its own type.

    An empty value becomes null where its column holds no text. Raises ViginoteError where a column cannot
    hold a value: a placeholder among dates.
    """
    leaves = zip(old.columns, new.columns, strict=True)
    columns = [_retyped(batch.column(i), field, leaves) for i, field in enumerate(batch.schema)]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _retyped(column: Any, field: Any, leaves: Iterator[tuple[pa.Array, pa.Array]]) -> Any:
    if pa.types.is_struct(field.type):
        inner = [_retyped(part, field.type.field(i), leaves) for i, part in enumerate(column.flatten())]
        return pa.StructArray.from_arrays(inner, fields=list(field.type), mask=column.is_null())
    if pa.types.is_dictionary(field.type):
        plain = field.with_type(field.type.value_type)
        return _encoded(_retyped(column.dictionary_decode(), plain, leaves), column, field.name)
    old, new = next(leaves)
    if old.equals(new) and "dictionary<" not in str(field.type):  # a list of them is made anew
        return column
    if field.type in (pa.string(), pa.large_string()):
        return pc.if_else(pc.fill_null(pc.equal(old, new), False), column, new.cast(field.type))
    cells = zip(column, old.to_pylist(), new.to_pylist(), strict=True)
    typed = [cell.as_py() if a == b else _typed(b, field) for cell, a, b in cells]
    return pa.array(typed, field.type)


def _encoded(values: Any, like: Any, name: str) -> Any:
    """Values with a dictionary of them alone: that of a batch holds those of its whole row group."""
    some = values.drop_null()
    held = pa.concat_arrays([like.dictionary, some]).unique()
    held = held.filter(pc.is_in(held, value_set=some))
    try:
        numbers = pc.index_in(values, value_set=held).cast(like.type.index_type)
    except pa.ArrowInvalid:
        raise ViginoteError(
            f"column {name}: its dictionary, numbered in {like.type.index_type}, has no room for "
            f"{len(held):,} redacted values; export the column as plain text"
        ) from None
    return pa.DictionaryArray.from_arrays(numbers, held, ordered=like.type.ordered)


def _typed(text: str, field: Any) -> Any:
    """A text in the type of a column: lists and maps are written in JSON, an empty text is none."""
    kind = field.type
    try:
        if pa.types.is_nested(kind):
            value = json.loads(text)
            pairs = [tuple(pair) for pair in value] if pa.types.is_map(kind) else value
            return pa.array([pairs], kind)[0].as_py()
        return pa.scalar(text).cast(kind).as_py()
    except (pa.ArrowException, ValueError, TypeError):
        if not text:
            return None
        raise ViginoteError(
            f"column {field.name}: of type {kind}, which cannot hold a redacted value; take the operator "
            "remove or surrogate there, leave the column out with --column, or export it as text"
        ) from None


def _recognise(head: Head) -> float:
    return 1.0 if head.raw.startswith(b"PAR1") else 0.0


FORMAT = Format("parquet", (".parquet", ".pq"), _recognise, ParquetSource)
