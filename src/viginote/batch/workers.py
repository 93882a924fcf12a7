"""Tasks to worker processes as Arrow bytes, results back in order, a bounded number under way."""

import gc
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from viginote.batch.work import ScannerLike, findings_batch, scan_cells
from viginote.errors import Interrupted
from viginote.findings import Finding

if TYPE_CHECKING:
    from viginote.scanner import Settings

MakeScanner = Callable[[], ScannerLike]


def default_scanner(settings: "Settings | None") -> ScannerLike:
    """The scanner that a run uses where none is given."""
    from viginote.scanner import Scanner

    return Scanner() if settings is None else Scanner.from_settings(settings)


class WorkerLost(Interrupted):
    """A worker process was killed. What was found until then is kept; the same command goes on from there."""


@dataclass(frozen=True, slots=True)
class Task:
    """Some cells of one table to scan."""

    source: str
    table: str
    cells: pa.RecordBatch


@dataclass(frozen=True, slots=True)
class Done:
    """A task's findings, and the rows of cells that could not be scanned."""

    task: Task
    findings: pa.RecordBatch
    failed: list[int]


class Workers:
    """A pool that scans; one process, or one task, is the work of this one. Use as a context manager."""

    def __init__(self, make_scanner: MakeScanner, processes: int, key: bytes) -> None:
        self._make_scanner = make_scanner
        self._processes = processes
        self._key = key
        self._scanner: ScannerLike | None = None
        self._pool: Any = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, kill_workers=True)

    def findings(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """The findings of each task as rows of the findings table, in the order of the tasks."""
        for task, result in self._map(_find, tasks):
            findings, failed = result
            yield Done(task, _from_bytes(findings), failed)

    def spans(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, list[list[Finding]], list[int]]]:
        """The findings of each cell of each task, and the indices of cells that could not be scanned."""
        for task, result in self._map(_spans, tasks):
            yield task, *result

    def _map(self, work: Callable[..., Any], tasks: Iterable[Task]) -> Iterator[tuple[Task, Any]]:
        stream = iter(tasks)
        first = [*islice(stream, 2)]
        stream = chain(first, stream)
        if self._processes <= 1 or len(first) <= 1:  # to start workers takes longer than one task
            for task in stream:
                yield (
                    task,
                    work(self._own_scanner(), task.source, task.table, _to_bytes(task.cells), self._key),
                )
            return
        pool = self._started()
        window = deque((t, self._submit(pool, work, t)) for t in islice(stream, 3 * self._processes))
        while window:
            task, future = window.popleft()
            yield task, self._result(future)
            window.extend((t, self._submit(pool, work, t)) for t in islice(stream, 1))

    def _own_scanner(self) -> ScannerLike:
        if self._scanner is None:
            self._scanner = self._make_scanner()
        return self._scanner

    def _started(self) -> Any:
        if self._pool is None:
            from loky import ProcessPoolExecutor

            # A terminal sends Ctrl-C to workers too. They are born deaf to it: this process ends them.
            mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                self._pool = ProcessPoolExecutor(
                    self._processes, initializer=_start, initargs=(self._make_scanner, self._key, os.getpid())
                )
                self._pool.submit(_nothing)  # they load their models while the first tasks are read
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        return self._pool

    @staticmethod
    def _submit(pool: Any, work: Callable[..., Any], task: Task) -> Any:
        from loky.process_executor import BrokenProcessPool

        try:
            return pool.submit(_in_worker, work, task.source, task.table, _to_bytes(task.cells))
        except BrokenProcessPool:
            raise _lost() from None

    @staticmethod
    def _result(future: Any) -> Any:
        from loky.process_executor import BrokenProcessPool

        try:
            return future.result()
        except BrokenProcessPool:
            raise _lost() from None


def _lost() -> WorkerLost:
    return WorkerLost(
        "a worker process was killed, by memory pressure as a rule; "
        "run the same command again to go on from here, with fewer processes if it happens again"
    )


#: A worker process has one scanner for its whole life, or the reason why it has none.
_worker: tuple[ScannerLike, bytes] | Exception | None = None


def _start(make_scanner: MakeScanner, key: bytes, parent: int) -> None:
    """Garbage is not looked for until the first task is done, when all that stays is loaded and set apart.

    The pool has a worker look for it each second, through model and lexicons every time: a tenth of its work.
    """
    global _worker  # noqa: PLW0603
    gc.disable()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    try:
        _worker = make_scanner(), key
    except Exception as error:  # told by the first task: the pool would print it and call the worker killed
        _worker = error


def _nothing() -> None:
    """The task that starts a pool."""


def _end_with(parent: int) -> None:
    """End this process soon after its parent, which may be killed and leave nobody to take results."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _in_worker(work: Callable[..., Any], source: str, table: str, cells: bytes) -> Any:
    if isinstance(_worker, Exception):
        raise _worker
    assert _worker is not None
    scanner, key = _worker
    result = work(scanner, source, table, cells, key)
    if not gc.isenabled():
        gc.collect()
        gc.freeze()
        gc.enable()
    return result


def _find(scanner: ScannerLike, source: str, table: str, raw: bytes, key: bytes) -> tuple[bytes, list[int]]:
    cells = _from_bytes(raw)
    scanned = scan_cells(scanner, cells)
    rows = cells.column("row").to_pylist()
    findings = findings_batch(cells, scanned, source, table, key)
    return _to_bytes(findings), [rows[index] for index in scanned.failed]


def _spans(
    scanner: ScannerLike, source: str, table: str, raw: bytes, key: bytes
) -> tuple[list[list[Finding]], list[int]]:
    scanned = scan_cells(scanner, _from_bytes(raw))
    return [list(findings) for findings in scanned.findings], scanned.failed


def _to_bytes(batch: pa.RecordBatch) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def _from_bytes(raw: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(raw) as reader:
        return reader.read_next_batch()
