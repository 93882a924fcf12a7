"""A scan or a redaction of whole sources: every row, in bounded memory, on every core."""

import hashlib
import os
import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from viginote import __version__
from viginote.batch.cells import cells_of, encoded_cells, wanted
from viginote.batch.checkpoint import Checkpoint
from viginote.batch.mapping import Mapping
from viginote.batch.profiling import Profiler, check_columns, require_text
from viginote.batch.versions import versions
from viginote.batch.work import FINDINGS, ScannerLike
from viginote.batch.workers import Done, Task, Workers, default_scanner
from viginote.errors import ViginoteError
from viginote.outputs import private_folder, private_output, write_json
from viginote.redaction.keys import Keys, Purpose
from viginote.sources import open_source
from viginote.sources.base import Chunk, FileCoverage, Source

#: Cells and characters a task holds at most: small enough that every worker has one.
_TASK_CELLS = 1000
_TASK_CHARACTERS = 2_000_000
_SAVE_EVERY = 1.0  # seconds
_ROW_GROUP = 100_000
#: Under this, what a scan read tells how it was opened.
_OPTIONS = "reading options"
_INDEX = re.compile(r"(?<=[\[{])\d+(?=[\]}])")

if TYPE_CHECKING:
    from viginote.scanner import Settings


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a scan is. `total_bytes` is 0 where it is not known."""

    rows: int
    findings: int
    bytes: int
    total_bytes: int
    seconds: float


@dataclass(slots=True)
class Summary:
    """What a scan or a redaction did; written as summary.json."""

    complete: bool
    findings: int
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """What to scan and how to open it; what is None is found out.

    `columns`: these and no others, as `column` or `table.column`. `mapping`: what columns hold. `encoding`:
    of the source; `delimiter`, `header`: of a CSV.
    """

    columns: Collection[str] | None = None
    mapping: Mapping | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header: bool | None = None

    @classmethod
    def of(cls, reading: dict[str, Any]) -> "Choice":
        """How a scan opened its sources, by what its summary tells under `reading`."""
        return cls(None, None, *reading[_OPTIONS])

    def open(self, location: str) -> Source:
        return open_source(location, encoding=self.encoding, delimiter=self.delimiter, header=self.header)


class Reader:
    """Draws chunks from sources, learns their columns and cuts tasks, the same ones each time."""

    def __init__(self, sources: Sequence[Source], choice: Choice) -> None:
        self.sources = sources
        self.choice = choice
        self.reading = reading(sources, choice)
        self.profilers = [Profiler(choice.mapping) for _ in sources]
        self.rows = 0
        self.cells = 0
        self.rows_with_text = 0
        self._encoded: Counter[tuple[str, str]] = Counter()

    def tasks(self) -> Iterator[Task]:
        """The tasks of all sources in order."""
        for source, profiler in zip(self.sources, self.profilers, strict=True):
            for chunk in source.chunks():
                yield from self.tasks_of(chunk, profiler)

    def tasks_of(self, chunk: Chunk, profiler: Profiler) -> Iterator[Task]:
        """The tasks of one chunk."""
        mapping = profiler.observe(chunk)
        self.rows += chunk.rows.num_rows
        for name, column in zip(chunk.rows.schema.names, chunk.rows.columns, strict=True):
            if wanted(name, mapping, self.choice.columns) and (count := encoded_cells(column)):
                self._encoded[chunk.source, f"table {chunk.table}, column {name}"] += count
        cells = cells_of(
            chunk.rows, mapping, chunk.first_row, located_by=chunk.located_by, columns=self.choice.columns
        )
        if cells.num_rows:
            self.cells += cells.num_rows
            self.rows_with_text += pc.count_distinct(cells.column("row")).as_py()
            for part in _slices(cells):
                yield Task(chunk.source, chunk.table, part)

    @property
    def files(self) -> list[FileCoverage]:
        return [file for source in self.sources for file in source.coverage.files]

    def progress(self, findings: int, started: float) -> Progress:
        """How far the reading is, for so many findings since `started`."""
        read = sum(file.bytes for file in self.files)
        total = sum(source.size for source in self.sources)
        return Progress(self.rows, findings, read, total, time.monotonic() - started)

    def summary(self, findings: dict[str, Any], failed: Sequence[dict[str, Any]], started: float) -> Summary:
        """What was done, once all was read. `findings`: their counts; `failed`: cells not scanned."""
        files = self.files
        complete = not failed and not any(file.losses for file in files)
        run = {"version": __version__, **versions(), "seconds": round(time.monotonic() - started, 2)}
        content = {
            "complete": complete,
            "records": {
                "total": sum(file.rows for file in files),
                "unreadable": sum(file.unreadable for file in files),
                "with_free_text": self.rows_with_text,
                "cells_scanned": self.cells,
                "cells_failed": len(failed),
            },
            "findings": findings,
            "reading": self.reading,
            "columns": {
                source.location: profiler.mapping.as_dict()["tables"]
                for source, profiler in zip(self.sources, self.profilers, strict=True)
            },
            **run,
            "coverage": {
                "files": [{**asdict(file), "unreadable": file.unreadable} for file in files],
                "unscanned": list(failed),
                **run,
            },
        }
        return Summary(complete, findings["total"], content)

    def check(self, *, without_text: bool = False) -> None:
        """Refuse, once all was read, unknown columns and sources without text; count encoded cells.

        `without_text`: a source without text is none to refuse.
        """
        for (source, place), count in self._encoded.items():
            file = next((file for file in self.files if file.path == source), self.files[-1])
            reason = (
                "cell in base64 or hexadecimal, or of bytes that are no text, not read; "
                "write these out as files and scan their folder"
            )
            file.lose(place, reason, count=count)
        whole = Mapping({n: t for p in self.profilers for n, t in p.mapping.tables.items()})
        place = ", ".join(source.location for source in self.sources)
        if self.choice.columns is not None:
            check_columns(self.choice.columns, whole, place)
        elif self.rows and not self.cells and not without_text:
            require_text(whole, place)


def _slices(cells: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    lengths = pc.binary_length(cells.column("text")).to_pylist()
    start = size = 0
    for index, length in enumerate(lengths):
        if index > start and (index - start >= _TASK_CELLS or size + length > _TASK_CHARACTERS):
            yield cells.slice(start, index - start)
            start, size = index, 0
        size += length
    yield cells.slice(start)


def scan(
    locations: Iterable[str | Path],
    out_dir: str | Path,
    *,
    choice: Choice | None = None,
    processes: int | None = None,
    settings: "Settings | None" = None,
    keys: Keys | None = None,
    restart: bool = False,
    without_text: bool = False,
    progress: Callable[[Progress], None] | None = None,
    make_scanner: Callable[[], ScannerLike] | None = None,
) -> Summary:
    """Scan every row of the sources at `locations`; write findings.parquet and summary.json to `out_dir`.

    `choice`: what is read of them, and how; by default all is found out. `processes`: worker processes,
    default all cores. `keys`: for the fingerprints of values; by default a key is derived from the first rows
    themselves, so that only who has the source could compute it again. `restart`: do not go on from an
    interrupted scan in `out_dir`. `without_text`: sources in which nothing is to be scanned are read, and not
    refused. `progress`: called now and then.

    An interrupted scan leaves a checkpoint in `out_dir`: the same call goes on from there with the same
    findings. Raises ViginoteError for what cannot be opened, and where a checkpoint does not fit.
    """
    started = time.monotonic()
    choice = choice or Choice()
    sources = [choice.open(str(location)) for location in locations]
    if not sources:
        raise ViginoteError("nothing to scan; name a file, a folder or a database")
    folder = _output_folder(out_dir)
    make = make_scanner or partial(default_scanner, settings)
    key = keys.subkey(Purpose.FINGERPRINT) if keys else _key_from_content(sources)
    reader = Reader(sources, choice)
    fresh = restart or any(source.once for source in sources)
    checkpoint = Checkpoint(folder, _identity(reader.reading, choice, settings, key), key, restart=fresh)
    try:
        with Workers(make, processes or os.cpu_count() or 1, key) as workers:
            _Loop(reader, workers, checkpoint, progress, started).run()
        reader.check(without_text=without_text)
        counts = _write_findings(checkpoint.findings(), folder / "findings.parquet")
        summary = reader.summary(counts.as_dict(), checkpoint.failed, started)
        write_json(summary.content, folder / "summary.json")
        checkpoint.remove()
    except OSError as error:
        raise ViginoteError(
            f"{folder}: cannot be written on ({error.strerror}); make room, then run the same command again "
            "to go on from here"
        ) from None
    finally:
        checkpoint.close()
    return summary


@dataclass(slots=True)
class _Loop:
    """Drives the tasks through the workers into the checkpoint."""

    reader: Reader
    workers: Workers
    checkpoint: Checkpoint
    progress: Callable[[Progress], None] | None
    started: float
    findings: int = 0
    _saved: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        try:
            for done in self.workers.findings(self._undone()):
                self._take(done)
        finally:
            self.checkpoint.save()
        self._tell()

    def _undone(self) -> Iterator[Task]:
        number = 0
        for number, task in enumerate(self.reader.tasks(), 1):
            if number <= self.checkpoint.done:
                self.checkpoint.skip(task.cells)
            if number == self.checkpoint.done:
                self.checkpoint.check_skipped()
            if number > self.checkpoint.done:
                yield task
        if number < self.checkpoint.done:
            self.checkpoint.check_skipped()

    def _take(self, done: Done) -> None:
        self.checkpoint.add(done.task.cells, done.findings)
        self.findings += done.findings.num_rows
        for row in done.failed:
            place = {"source": done.task.source, "table": done.task.table, "row": row}
            self.checkpoint.failed.append(place)
        if time.monotonic() - self._saved > _SAVE_EVERY:
            self.checkpoint.save()
            self._saved = time.monotonic()
            self._tell()

    def _tell(self) -> None:
        if self.progress is not None:
            self.progress(self.reader.progress(self.findings, self.started))


def _output_folder(out_dir: str | Path) -> Path:
    folder = private_folder(Path(out_dir))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ViginoteError(f"{folder}: no right to write there; choose another output folder")
    return folder


def _key_from_content(sources: Sequence[Source]) -> bytes:
    """A key for fingerprints that only who holds the source can compute, and that is written nowhere.

    The same source gives the same key, so that findings are the same at every run. What can be read only
    once gives a random key.
    """
    if any(source.once for source in sources):
        return secrets.token_bytes(32)
    digest = hashlib.sha256(b"viginote/1/fingerprint")
    for source in sources:
        for chunk in source.chunks_again():
            for column in chunk.rows.columns:
                digest.update("\x1f".join(value or "" for value in column.to_pylist()).encode())
            break
    return digest.digest()


def reading(sources: Sequence[Source], choice: Choice) -> dict[str, Any]:
    """What a scan reads, how and with which version, the roles of columns aside."""
    return {
        "source": [_digest(source.stamp()) for source in sources],
        "version": [__version__, *versions().values()],
        "columns": sorted(choice.columns) if choice.columns is not None else None,
        _OPTIONS: [choice.encoding, choice.delimiter, choice.header],
    }


def _identity(
    read: dict[str, Any], choice: Choice, settings: "Settings | None", key: bytes
) -> dict[str, Any]:
    """All that must be the same for a scan to go on: what it reads, with what, and under which key."""
    return {
        **read,
        "mapping": _digest(choice.mapping.to_yaml()) if choice.mapping else None,
        "scanner settings": _digest(repr(settings)),
        "fingerprint key": hashlib.sha256(b"check" + key).hexdigest()[:16],
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(slots=True)
class _Counts:
    total: int = 0
    by_label: Counter[str] = field(default_factory=Counter)
    by_kind: Counter[str] = field(default_factory=Counter)
    by_table: Counter[str] = field(default_factory=Counter)
    by_column: Counter[str] = field(default_factory=Counter)
    by_assertion: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, batch: pa.RecordBatch) -> None:
        self.total += batch.num_rows
        table = pa.Table.from_batches([batch]).group_by(["table", "column", "kind", "label", "assertion"])
        for line in table.aggregate([([], "count_all")]).to_pylist():
            count = line["count_all"]
            self.by_label[line["label"]] += count
            self.by_kind[line["kind"]] += count
            self.by_table[line["table"]] += count
            self.by_column[f"{line['table']}.{_plain_path(line['column'])}"] += count
            if line["assertion"] is not None:
                self.by_assertion.setdefault(line["label"], Counter())[line["assertion"]] += count

    def as_dict(self) -> dict[str, Any]:
        by_assertion = {
            label: dict(sorted(of_label.items())) for label, of_label in self.by_assertion.items()
        }
        return {
            "total": self.total,
            "by_kind": dict(sorted(self.by_kind.items())),
            "by_label": dict(sorted(self.by_label.items())),
            "by_assertion": dict(sorted(by_assertion.items())),
            "by_table": dict(sorted(self.by_table.items())),
            "by_column": dict(sorted(self.by_column.items())),
        }


def _plain_path(column: str) -> str:
    """A path without its indices: `note[3].text` counts with `note[4].text`."""
    return _INDEX.sub("", column)


def _write_findings(batches: Iterable[pa.RecordBatch], path: Path) -> _Counts:
    """Findings as Parquet in row groups of one size, so that equal findings make an equal file."""
    import pyarrow.parquet as pq

    counts = _Counts()
    held: list[pa.RecordBatch] = []
    with private_output(path) as temporary, pq.ParquetWriter(temporary, FINDINGS, compression="zstd") as out:
        for batch in batches:
            counts.add(batch)
            held.append(batch)
            while sum(b.num_rows for b in held) >= _ROW_GROUP:
                whole = pa.Table.from_batches(held, FINDINGS).combine_chunks()
                out.write_table(whole.slice(0, _ROW_GROUP), row_group_size=_ROW_GROUP)
                held = whole.slice(_ROW_GROUP).to_batches()
        if held:
            out.write_table(pa.Table.from_batches(held, FINDINGS).combine_chunks(), row_group_size=_ROW_GROUP)
    return counts
