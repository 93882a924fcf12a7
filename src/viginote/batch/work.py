"""Cells in, findings out: the one function that local workers and Spark executors run."""

import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from viginote.batch.cells import identity_of
from viginote.errors import ViginoteError
from viginote.findings import Finding, Identity, ScanResult
from viginote.redaction.keys import fingerprint
from viginote.shown import show

#: What some texts may take, some fifty times what they do: no text holds up a scan for ever.
BASE_SECONDS, SECONDS_A_CHARACTER = 20.0, 0.0002

FINDINGS = pa.schema(
    [
        ("source", pa.string()),
        ("table", pa.string()),
        ("record_id", pa.string()),
        ("row", pa.int64()),
        ("column", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("label", pa.string()),
        ("kind", pa.string()),
        ("assertion", pa.string()),
        ("score", pa.float64()),
        ("detector", pa.string()),
        ("fingerprint", pa.string()),
    ]
)


class ScannerLike(Protocol):
    """What a scan asks of a scanner."""

    def scan_many(
        self, texts: Iterable[str], known: Iterable[Identity | None] | None = None
    ) -> Iterator[ScanResult]: ...


@dataclass(slots=True)
class Scanned:
    """What became of some cells: their findings, and the rows of those that could not be scanned."""

    findings: list[Sequence[Finding]]
    failed: list[int]


def scan_cells(scanner: ScannerLike, cells: pa.RecordBatch) -> Scanned:
    """The findings of each cell, offsets into the cell as stored. Equal cells are scanned once."""
    texts: list[str] = cells.column("text").to_pylist()
    identities: list[str | None] = cells.column("identity").to_pylist()
    places: dict[tuple[str, str | None], list[int]] = {}
    for index, pair in enumerate(zip(texts, identities, strict=True)):
        places.setdefault(pair, []).append(index)
    known = [identity_of(identity) for _, identity in places]
    found: list[Sequence[Finding]] = [()] * len(texts)
    failed: list[int] = []
    results = _results(scanner, [text for text, _ in places], known)
    for result, at in zip(results, places.values(), strict=True):
        for index in at:
            if result is None:
                failed.append(index)
            else:
                found[index] = result.findings
    return Scanned(found, failed)


def _results(
    scanner: ScannerLike, texts: Sequence[str], known: Sequence[Identity | None]
) -> list[ScanResult | None]:
    """One result per text; None for a text that the scanner fails on or takes too long for.

    It must not cost the others: their number is halved until it stands alone.
    """
    try:
        with _time_limit(BASE_SECONDS + SECONDS_A_CHARACTER * sum(map(len, texts))):
            return list(scanner.scan_many(texts, known=known))
    except ViginoteError:
        raise
    except Exception:  # whatever a text provokes, it is counted and its message, which may quote it, dropped
        if len(texts) == 1:
            return [None]
    middle = len(texts) // 2
    return _results(scanner, texts[:middle], known[:middle]) + _results(
        scanner, texts[middle:], known[middle:]
    )


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError after so many seconds of processor time: a busy machine costs no findings.

    Only the main thread of a process, where workers work, can be told so; elsewhere there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.signal(signal.SIGVTALRM, _time_is_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, previous)


def _time_is_up(*_: object) -> None:
    raise TimeoutError


def findings_batch(
    cells: pa.RecordBatch, scanned: Scanned, source: str, table: str, key: bytes
) -> pa.RecordBatch:
    """The findings of some cells as rows of the findings table: positions, labels, fingerprints, no value."""
    rows = cells.column("row").to_pylist()
    record_ids = cells.column("record_id").to_pylist()
    columns = cells.column("column").to_pylist()
    texts = cells.column("text").to_pylist()
    lines = []
    for index, findings in enumerate(scanned.findings):
        shown = show(texts[index] if findings else "")
        for f in findings:
            first, last = shown.place(f.start, f.end)
            value = shown.text[first:last]  # equal values have equal fingerprints, however they are written
            lines.append(
                (
                    source, table, record_ids[index], rows[index], columns[index], f.start, f.end, f.label,
                    str(f.kind), None if f.assertion is None else str(f.assertion), f.score, f.detector,
                    fingerprint(value, f.label, key),
                )
            )  # fmt: skip
    data: Sequence[Sequence[Any]] = list(zip(*lines, strict=True)) if lines else [()] * len(FINDINGS)
    arrays = [pa.array(values, field.type) for values, field in zip(data, FINDINGS, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=FINDINGS)
