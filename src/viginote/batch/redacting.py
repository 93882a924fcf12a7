"""Redaction of whole sources into the same format, and the way back where it was encrypted."""

import os
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from viginote.batch.cells import identities_of, identity_of, wanted
from viginote.batch.mapping import Role, TableMapping
from viginote.batch.run import Choice, Progress, Reader, Summary
from viginote.batch.work import ScannerLike
from viginote.batch.workers import Task, Workers, default_scanner
from viginote.errors import ViginoteError
from viginote.findings import Finding
from viginote.redaction import Context, Keys, Policy
from viginote.redaction import redact as redact_text
from viginote.redaction import restore as restore_text
from viginote.redaction.keys import canonical
from viginote.sources.base import UNHELD, Chunk
from viginote.sources.copies import require_fitting

if TYPE_CHECKING:
    from viginote.scanner import Settings

_NIR_DIGITS = 13  # without its key
#: What columns hold throughout. Keys and numbers of patients are not among them: tables are joined by them.
_TYPED = {
    Role.LAST_NAME: "PERSON",
    Role.BIRTH_NAME: "PERSON",
    Role.FIRST_NAME: "PERSON",
    Role.FULL_NAME: "PERSON",
    Role.BIRTH_DATE: "BIRTH_DATE",
    Role.DEATH_DATE: "DATE",
    Role.NIR: "NIR",
    Role.PHONE: "PHONE",
    Role.EMAIL: "EMAIL",
    Role.ADDRESS: "ADDRESS",
    Role.POSTCODE: "POSTCODE",
    Role.CITY: "CITY",
}


def redact(
    location: str | Path,
    destination: str | Path,
    policy: Policy | None = None,
    *,
    typed_columns: bool = False,
    choice: Choice | None = None,
    keys: Keys | None = None,
    key_per_practice: bool = False,
    processes: int | None = None,
    settings: "Settings | None" = None,
    progress: Callable[[Progress], None] | None = None,
    make_scanner: Callable[[], ScannerLike] | None = None,
) -> Summary:
    """Write a copy of the source at `location` to `destination`, its free text redacted under `policy`.

    The copy has the same format, encoding and compression, and stays as it was outside what is redacted.
    What could not be read is left out of it and counted; a cell that could not be scanned is blanked.
    `typed_columns`: redact the cells of columns of names, numbers, contacts and birth dates too, as a whole.
    `keys`: for policies that need them; by default those of the environment. `key_per_practice`: each
    practice's cells under a key of its own. Other parameters as for `scan`.
    """
    started = time.monotonic()
    choice = choice or Choice()
    source = choice.open(str(location))
    if Path(location).exists() and Path(destination).exists() and Path(location).samefile(destination):
        raise ViginoteError(f"{destination}: is the source itself; name another destination")
    require_fitting(source, destination)
    reader = Reader([source], choice)
    make = make_scanner or partial(default_scanner, settings)
    with Workers(make, processes or os.cpu_count() or 1, b"") as workers:
        redactor = _Redactor(
            reader, workers, policy, typed_columns, keys, key_per_practice, progress, started
        )
        source.rewrite(destination, redactor.replace, reader.check)
    return redactor.summary()


@dataclass(slots=True)
class _Redactor:
    """Makes a chunk's rows anew with their cells redacted."""

    reader: Reader
    workers: Workers
    policy: Policy | None
    typed_columns: bool
    keys: Keys | None
    key_per_practice: bool
    progress: Callable[[Progress], None] | None
    started: float
    labels: Counter[str] = field(default_factory=Counter)
    failed: list[dict[str, Any]] = field(default_factory=list)

    def replace(self, chunk: Chunk) -> pa.RecordBatch:
        """The rows of `chunk` with what was found in their cells redacted."""
        profiler = self.reader.profilers[0]
        tasks = list(self.reader.tasks_of(chunk, profiler))
        edits: dict[str, dict[int, str]] = {}
        practices = self._practices(chunk)
        for task, findings, failed in self.workers.spans(tasks):
            self._note_failed(task, failed)
            for index, cell in enumerate(task.cells.to_pylist()):
                row = cell["row"] - chunk.first_row
                context = self._context(cell["identity"], practices[row] if practices else None)
                new = "" if index in failed else self._redacted(cell["text"], findings[index], context)
                if new != cell["text"]:
                    edits.setdefault(cell["field"], {})[row] = new
        if self.typed_columns:
            edits |= self._typed_edits(chunk, practices)
        self._tell()
        return with_edits(chunk.rows, edits)

    def _note_failed(self, task: Task, failed: Sequence[int]) -> None:
        rows = task.cells.column("row")
        self.failed += [{"source": task.source, "table": task.table, "row": rows[i].as_py()} for i in failed]

    def _redacted(self, text: str, findings: Sequence[Finding], context: Context | None) -> str:
        self.labels.update(finding.label for finding in findings)
        return redact_text(text, findings, self.policy, context) if findings else text

    def _practices(self, chunk: Chunk) -> list[str | None] | None:
        if not self.key_per_practice:
            return None
        column = self.reader.profilers[0].mapping.tables[chunk.table].practice
        if column is None:
            raise ViginoteError(
                f"{chunk.source}, table {chunk.table}: no practice column for a key per practice; "
                "name it in the mapping (role: practice)"
            )
        values: list[str | None] = chunk.rows.column(column).to_pylist()
        return values

    def _typed_edits(self, chunk: Chunk, practices: list[str | None] | None) -> dict[str, dict[int, str]]:
        mapping = self.reader.profilers[0].mapping.tables[chunk.table]
        edits: dict[str, dict[int, str]] = {}
        identities = identities_of(chunk.rows, mapping, range(chunk.rows.num_rows)).to_pylist()
        contexts = [
            self._context(identity, practices[row] if practices else None)
            for row, identity in enumerate(identities)
        ]
        for name, label in _typed(mapping, self.reader.choice.columns):
            values = chunk.rows.column(name).to_pylist()
            edits[name] = {
                row: self._redacted(value, [Finding(0, len(value), label, 1.0, "column")], contexts[row])
                for row, value in enumerate(values)
                if value
            }
        return edits

    def _context(self, identity: str | None, practice: str | None) -> Context | None:
        if self.keys is None:
            return None
        person = _person(identity)
        return Context(self.keys, practice, person) if practice else Context(self.keys, person=person)

    def _tell(self) -> None:
        if self.progress is not None:
            self.progress(self.reader.progress(self.labels.total(), self.started))

    def summary(self) -> Summary:
        """What was done; `typed_columns`: those that were redacted as a whole, or stay as they are."""
        findings = {"total": self.labels.total(), "by_label": dict(sorted(self.labels.items()))}
        summary = self.reader.summary(findings, self.failed, self.started)
        tables = self.reader.profilers[0].mapping.tables
        columns = [f"{name}.{column}" for name in tables for column, _ in _typed(tables[name], None)]
        summary.content["typed_columns"] = {"redacted": self.typed_columns, "columns": columns}
        return summary


def _typed(mapping: TableMapping, columns: Collection[str] | None) -> list[tuple[str, str]]:
    """The columns of a table that hold an identifier throughout, with its label."""
    roles = {name: column.role for name, column in mapping.columns.items() if wanted(name, mapping, columns)}
    return [(name, _TYPED[role]) for name, role in roles.items() if role in _TYPED]


def _person(row: str | None) -> str | None:
    """What names the patient of a row in the same way in every record: NIR, patient number, or name.

    However it is spelt there, and the NIR with its key or without. `row`: what it says of its patient.
    """
    identity = identity_of(row)
    if identity is None:
        return None
    if identity.nir:
        return canonical(identity.nir)[:_NIR_DIGITS]
    name = [*identity.last_names, *identity.first_names, str(identity.birth_date or "")]
    return canonical("".join(identity.patient_ids or name)) or None


def with_edits(rows: pa.RecordBatch, edits: dict[str, dict[int, str]]) -> pa.RecordBatch:
    """`rows` with some cells replaced: column -> row -> value."""
    columns = []
    for name, column in zip(rows.schema.names, rows.columns, strict=True):
        values = column.to_pylist() if name in edits else []
        for row, value in edits.get(name, {}).items():
            values[row] = value
        columns.append(pa.array(values, pa.string()) if name in edits else column)
    return pa.RecordBatch.from_arrays(columns, names=rows.schema.names)


def restore(
    location: str | Path, destination: str | Path, keys: Keys, *, choice: Choice | None = None
) -> int:
    """Write a copy of a redacted source in which every encrypted part is open again; how many cells changed.

    Raises ViginoteError where a key is wrong, a token was changed or something cannot be read.
    """
    source = (choice or Choice()).open(str(location))
    require_fitting(source, destination)
    changed = 0

    def opened(chunk: Chunk) -> pa.RecordBatch:
        nonlocal changed
        edits: dict[str, dict[int, str]] = {}
        for name, column in zip(chunk.rows.schema.names, chunk.rows.columns, strict=True):
            for row, value in enumerate(column.to_pylist()):
                if value and "[" in value and (new := restore_text(value, keys)) != value:
                    edits.setdefault(name, {})[row] = new
                    changed += 1
        return with_edits(chunk.rows, edits)

    def check() -> None:
        for loss in source.coverage.losses:
            if loss.rows:
                raise ViginoteError(f"{loss.place}: {loss.reason}; the copy would lack it: mend it")
            if loss.reason == UNHELD:
                raise ViginoteError(
                    f"{loss.place}: {loss.reason}; convert the file to UTF-8 and restore that"
                )

    source.rewrite(destination, opened, check)
    return changed
