"""What the readers of byte streams share: a buffer, pieces, and one way to read and to rewrite.

A reader cuts the stream into pieces. A piece is either bytes that hold no row (a header, a statement) or
`Rows`: some rows of a table together with the bytes they stand in. Reading turns `Rows` into chunks;
rewriting writes every piece back and splices only the cells that changed. So both see the same rows.
"""

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyarrow as pa

from viginote.sources._encoding import Decoder, Transcoded, TranscodedOutput, check, guess
from viginote.sources._files import InputFile, Reading, StandardInput, compressed_output
from viginote.sources.base import (
    BLOCK_BYTES,
    CHUNK_ROWS,
    MAX_RECORD_BYTES,
    UNHELD,
    Chunk,
    Coverage,
    FileCoverage,
    Replace,
    Source,
)

Span = tuple[int, int]
_SMALL_BYTES = 64 * 1024


class Buffer:
    """A window on a byte stream: `data` grows with `more` and shrinks with `drop`."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.data = b""
        self.offset = 0
        self.ended = False

    def more(self, size: int = BLOCK_BYTES) -> bool:
        """Append the next `size` bytes; False when there are none."""
        if self.ended:
            return False
        block = self._stream.read(size)
        self.ended = not block
        self.data = self.data + block if self.data else block
        return not self.ended

    def more_small(self) -> bool:
        """Append a little at first, ever more where nothing was dropped: for records of a few hundred bytes.

        Each `drop` moves what is left, so that little should be left.
        """
        return self.more(max(_SMALL_BYTES, len(self.data)))

    def drop(self, count: int) -> bytes:
        """Take `count` bytes off the front."""
        taken, self.data = self.data[:count], self.data[count:]
        self.offset += count
        return taken

    def skip_line(self) -> None:
        """Pass over the line at the front, however long it is, without holding it."""
        while (end := self.data.find(b"\n")) < 0:
            self.drop(len(self.data))
            if not self.more():
                return
        self.drop(end + 1)


def messages(
    buffer: Buffer, boundary: re.Pattern[bytes], reach: int, file: FileCoverage
) -> Iterator[tuple[int, int, bytes]]:
    """The messages of a stream: the number of each, at which byte it begins, and its bytes.

    `boundary` is found where one begins, in no more than `reach` bytes. A message longer than a record may be
    is counted and left out.
    """
    number = 0
    while buffer.data or buffer.more_small():
        begun = boundary.search(buffer.data, 1)
        if begun is None and len(buffer.data) < MAX_RECORD_BYTES and buffer.more_small():
            continue
        number += 1
        if begun is None and not buffer.ended:
            reason = f"message longer than {MAX_RECORD_BYTES // 2**20} MB: left out"
            file.lose(f"message {number}", reason, rows=1)
            _skip_to(buffer, boundary, reach)
            continue
        offset = buffer.offset
        yield number, offset, buffer.drop(begun.start() if begun else len(buffer.data))


def _skip_to(buffer: Buffer, boundary: re.Pattern[bytes], reach: int) -> None:
    """Pass over the message at the front, however long it is, without holding it."""
    while (begun := boundary.search(buffer.data, 1)) is None:
        buffer.drop(max(1, len(buffer.data) - reach))
        if not buffer.more():
            buffer.drop(len(buffer.data))
            return
    buffer.drop(begun.start())


class Rows(ABC):
    """Rows of a table beside the bytes `raw` that they were read from."""

    table: str
    raw: bytes
    batch: pa.RecordBatch

    @abstractmethod
    def spans(self, row: int) -> Sequence[Span | None]:
        """Where the cells of a row stand in `raw`, column by column; None for a cell that is not there."""

    @abstractmethod
    def spell(self, value: str | None, old: bytes) -> bytes:
        """A new value written as the format wants it, in place of the bytes `old`."""

    def rewritten(self, new: pa.RecordBatch) -> bytes:
        """`raw` with the cells in which `new` differs from `batch` replaced."""
        edits: list[tuple[int, int, bytes]] = []
        for row, cells in sorted(changes(self.batch, new).items()):
            spans = self.spans(row)
            for column, value in cells:
                span = spans[column]
                if span is not None:
                    edits.append((*span, self.spell(value, self.raw[slice(*span)])))
        return splice(self.raw, edits)


def changes(old: pa.RecordBatch, new: pa.RecordBatch) -> dict[int, list[tuple[int, str | None]]]:
    """The cells in which two batches differ: row -> [(column, new value)]."""
    import pyarrow.compute as pc

    found: dict[int, list[tuple[int, str | None]]] = {}
    for index, (before, after) in enumerate(zip(old.columns, new.columns, strict=True)):
        if before.equals(after):
            continue
        same = pc.fill_null(pc.equal(before, after), False)
        both_null = pc.and_(pc.is_null(before), pc.is_null(after))
        differing = pc.indices_nonzero(pc.invert(pc.or_(same, both_null)))
        for row in differing.to_pylist():
            found.setdefault(row, []).append((index, after[row].as_py()))
    return found


def splice(raw: bytes, edits: Iterable[tuple[int, int, bytes]]) -> bytes:
    """`raw` with the spans of `edits` replaced; the spans do not overlap."""
    parts: list[bytes] = []
    last = 0
    for start, end, new in sorted(edits):
        parts += (raw[last:start], new)
        last = end
    parts.append(raw[last:])
    return b"".join(parts)


class StreamSource(Source):
    """A source that reads one byte stream from front to back."""

    format = ""
    located_by: str | None = None

    def __init__(self, input_file: InputFile, *, encoding: str | None = None) -> None:
        self.input = input_file
        self.location = input_file.name
        self.once = isinstance(input_file, StandardInput)
        self.given_encoding = check(encoding, input_file.head) if encoding else None
        self.coverage = Coverage()
        self.start_encoding = self.given_encoding or guess(input_file.head)
        self.wide = self.start_encoding if (self.start_encoding or "").startswith("utf-16") else None

    @abstractmethod
    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        """The stream cut into verbatim bytes and rows, in order, losses counted in `file`."""

    def chunks(self) -> Iterator[Chunk]:
        counts: Counter[str] = Counter()
        for group in self._groups():
            yield from self._chunks_of(group, counts)

    def _write(self, path: Path, replace: Replace) -> None:
        counts: Counter[str] = Counter()
        with compressed_output(path, self.input.compression) as stream:
            out = cast(BinaryIO, TranscodedOutput(stream, self.wide)) if self.wide else stream
            for group in self._groups():
                new: dict[str, list[pa.RecordBatch]] = {}
                for chunk in self._chunks_of(group, counts):
                    new.setdefault(chunk.table, []).append(replace(chunk))
                for part in _spliced(group, {table: joined(batches) for table, batches in new.items()}):
                    out.write(part)
        if self.decoder.unheld:
            self.coverage.files[0].lose("", UNHELD, count=self.decoder.unheld)

    def _groups(self) -> Iterator[list["bytes | Rows"]]:
        """Pieces in runs of a bounded size, in which the rows of each table have the same columns."""
        held: list[bytes | Rows] = []
        schemas: dict[str, pa.Schema] = {}
        rows = size = 0
        for piece in self._walk():
            if isinstance(piece, Rows):
                schema = piece.batch.schema
                if schemas.setdefault(piece.table, schema) != schema:
                    yield held
                    held, schemas, rows, size = [], {piece.table: schema}, 0, 0
                rows += piece.batch.num_rows
            held.append(piece)
            size += len(piece.raw if isinstance(piece, Rows) else piece)
            if rows >= CHUNK_ROWS // 4 or size >= BLOCK_BYTES // 2:
                yield held
                held, schemas, rows, size = [], {}, 0, 0
        if held:
            yield held

    def _chunks_of(self, group: list["bytes | Rows"], counts: Counter[str]) -> Iterator[Chunk]:
        """The rows of a group, table after table, in whatever turn they stand in it."""
        tables: dict[str, list[pa.RecordBatch]] = {}
        for piece in group:
            if isinstance(piece, Rows):
                tables.setdefault(piece.table, []).append(piece.batch)
        for table, batches in tables.items():
            batch = joined(batches)
            for start in range(0, batch.num_rows, CHUNK_ROWS):
                rows = batch.slice(start, CHUNK_ROWS)
                yield Chunk(self.location, table, counts[table] + 1, rows, self.located_by)
                counts[table] += rows.num_rows

    def _walk(self) -> Iterator["bytes | Rows"]:
        file = FileCoverage(self.location, self.format)
        self.coverage = Coverage([file])
        reading = self.input.open(file)
        stream: Reading | Transcoded = reading
        if self.wide:
            stream = Transcoded(cast(BinaryIO, reading), self.wide)
        self.decoder = decoder = Decoder("utf-8" if self.wide else self.start_encoding)
        for piece in self.pieces(Buffer(stream), decoder, file):
            if isinstance(piece, Rows):
                file.rows += piece.batch.num_rows
            yield piece
        if isinstance(stream, Transcoded) and stream.odd_byte:
            file.lose("end", "cut in the middle of a UTF-16 character")
        file.encoding = self.wide or decoder.encoding or "utf-8"
        if decoder.bad_bytes:
            place = f"byte {decoder.first_bad} of the text"
            file.lose(place, f"byte that does not decode as {file.encoding}", count=decoder.bad_bytes)
        reading.finish()
        self._finish(file)

    def _finish(self, file: FileCoverage) -> None:
        """What a format does once all was read."""


def joined(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    """Batches of the same columns as one."""
    if len(batches) == 1:
        return batches[0]
    return pa.Table.from_batches(batches).combine_chunks().to_batches()[0]


def _spliced(group: list["bytes | Rows"], new: dict[str, pa.RecordBatch]) -> Iterator[bytes]:
    """The bytes of a group of pieces with the rows of each table as in `new`."""
    starts: Counter[str] = Counter()
    for piece in group:
        if not isinstance(piece, Rows):
            yield piece
        elif piece.batch.num_rows == 0:
            yield piece.raw
        else:
            count = piece.batch.num_rows
            yield piece.rewritten(new[piece.table].slice(starts[piece.table], count))
            starts[piece.table] += count
