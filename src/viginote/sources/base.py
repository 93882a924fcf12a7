"""What every source speaks: chunks of rows out, coverage and losses told, a redacted copy written back.

A source is opened read-only and never changed. It yields its rows as Arrow batches of text, a bounded
number at a time, so that memory does not grow with the size of what is read.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from viginote.errors import ViginoteError
from viginote.outputs import private_output

#: Rows a chunk holds at most, and the bytes of input it is made of, about.
CHUNK_ROWS = 20_000
BLOCK_BYTES = 4 * 1024 * 1024
#: A single record may not be longer than this; a longer one is counted as a loss.
MAX_RECORD_BYTES = 32 * 1024 * 1024

#: Why a copy is not what it should be.
UNHELD = "value with characters that the encoding of its file cannot hold, written as question marks"

#: Column that holds what a damaged row has beyond its table's columns. It is always scanned.
EXTRA = "(extra)"


def above(table: str) -> str:
    """The table of what stands above the header of a table: the titles of an export."""
    return f"{table} (above header)"


@dataclass(slots=True)
class Loss:
    """Something that could not be read as it should: where, why, how often.

    `place` is a path with a line number or byte offset, and the table where there is one; `reason` is a
    fixed phrase. Neither ever holds a scanned value. `rows` is how many rows are wholly unread by it.
    """

    place: str
    reason: str
    count: int = 1
    rows: int = 0


@dataclass(slots=True)
class FileCoverage:
    """How much of one file was read. `sha256` and `bytes` are of the file as it lies on the disk."""

    path: str
    format: str = ""
    sha256: str | None = None
    bytes: int = 0
    rows: int = 0
    encoding: str | None = None
    losses: list[Loss] = field(default_factory=list)

    @property
    def unreadable(self) -> int:
        """Rows that were not read at all."""
        return sum(loss.rows for loss in self.losses)

    def lose(self, where: str, reason: str, *, count: int = 1, rows: int = 0) -> None:
        """Count a loss. The first place of each reason is kept; later ones add to its count."""
        for loss in self.losses:
            if loss.reason == reason:
                loss.count += count
                loss.rows += rows
                return
        self.losses.append(Loss(f"{self.path}, {where}" if where else self.path, reason, count, rows))


@dataclass(slots=True)
class Coverage:
    """What was read of a source, file by file. Filled while the chunks are drawn."""

    files: list[FileCoverage] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)

    @property
    def losses(self) -> list[Loss]:
        return [loss for file in self.files for loss in file.losses]

    @property
    def complete(self) -> bool:
        return not self.losses


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some consecutive rows of one table.

    `rows`: every column a nullable utf8 string column. `first_row`: 1-based ordinal of the first row in
    its table. `located_by`: a column whose value says where a row's text stands (a resource or segment
    path, a file of a folder); findings carry it in place of the column's name.
    """

    source: str
    table: str
    first_row: int
    rows: pa.RecordBatch
    located_by: str | None = None


Replace = Callable[[Chunk], pa.RecordBatch]
#: Called when a copy is whole; where it raises, the copy does not get its name.
Check = Callable[[], None]


class Source(ABC):
    """A file, a folder, an archive or a database whose rows can be read again and again."""

    location: str
    coverage: Coverage
    #: Whether it can be read only once, as standard input can.
    once = False
    #: Whether a copy can be written in the same format.
    rewritable = True
    #: Where none can: what to make of it first.
    rewritable_as = "export it to CSV, JSONL, Parquet or an SQL dump"
    #: How names of files in its format end, and what its file is compressed with.
    suffixes: tuple[str, ...] = ()
    compression: str | None = None

    @abstractmethod
    def chunks(self) -> Iterator[Chunk]:
        """The rows, from the first, in the same order and the same chunks each time it is called.

        `coverage` starts afresh with each call and is complete when the iterator is exhausted.
        """

    def chunks_again(self) -> Iterator[Chunk]:
        """Like `chunks`, without touching `coverage`: to look at the first rows before the reading."""
        kept = self.coverage
        try:
            yield from self.chunks()
        finally:
            self.coverage = kept

    @property
    def size(self) -> int:
        """Bytes to read, for progress; 0 where that is not known."""
        try:
            return Path(self.location).stat().st_size
        except OSError:
            return 0

    def stamp(self) -> str:
        """What changes when the source changes, without reading it all."""
        try:
            state = Path(self.location).stat()
        except OSError:
            return self.location
        return f"{self.location} {state.st_size} {state.st_mtime_ns}"

    def rewrite(self, destination: str | Path, replace: Replace, check: Check | None = None) -> None:
        """Write a copy in the same format whose chunks are what `replace` makes of them.

        What `replace` leaves as it was is written byte for byte as it stood. What could not be read is
        left out, since nobody looked at it; the coverage counts it. The file appears under its name only
        when it is whole and `check` let it pass, with mode 0600; before, what has that name stays.
        """
        with private_output(destination) as path:
            self._write(path, replace)
            if check is not None:
                check()

    def _write(self, path: Path, replace: Replace) -> None:
        """The copy itself, at a path that is there for it alone."""
        raise ViginoteError(
            f"{self.location}: this format can be scanned but not rewritten; "
            f"{self.rewritable_as} to redact it"
        )


def text_batch(names: Sequence[str], columns: Sequence[Sequence[str | None] | pa.Array]) -> pa.RecordBatch:
    """A batch of string columns from Python sequences or Arrow arrays."""
    arrays = [c if isinstance(c, pa.Array) else pa.array(c, pa.string()) for c in columns]
    return pa.RecordBatch.from_arrays(arrays, names=list(names))


def unique_names(names: Sequence[str]) -> list[str]:
    """Column names made distinct and non-empty: `a, a, ""` become `a, a_2, column_3`."""
    seen: set[str] = set()
    result = []
    for index, raw in enumerate(names, 1):
        base = raw.strip() or f"column_{index}"
        name, number = base, 2
        while name in seen:
            name, number = f"{base}_{number}", number + 1
        seen.add(name)
        result.append(name)
    return result
