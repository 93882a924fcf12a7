"""What an interrupted scan leaves behind, so that the same command goes on where it stopped.

Two files beside the output: findings so far, as Arrow streams one after the other, and a small JSON file
that says how many tasks are in them and up to which byte. Neither holds a scanned value. Tasks are cut
from the source in the same way each time, so a task's number says what was read; a keyed digest of what was
read tells a source that has changed since.
"""

import fcntl
import hashlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from viginote.errors import ViginoteError


class Checkpoint:
    """Findings written as they come. `done`: tasks already in them when the scan was begun again."""

    def __init__(
        self, folder: Path, identity: dict[str, Any], key: bytes = b"", *, restart: bool = False
    ) -> None:
        self._key = key
        self._digest = self._skipped = self._begun = ""
        self._state = folder / ".scan-state.json"
        self._partial = folder / ".scan-findings.arrow"
        self._identity = identity
        self.done = 0
        self.failed: list[dict[str, Any]] = []
        size = 0
        descriptor = os.open(self._partial, os.O_RDWR | os.O_CREAT, 0o600)
        self._stream = os.fdopen(descriptor, "r+b")
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)  # ends with the process, however it ends
        except BlockingIOError:
            self._stream.close()
            raise ViginoteError(
                f"{folder}: another scan is writing there; wait for its end, or choose another output folder"
            ) from None
        if self._state.exists() and not restart:
            state = self._read()
            self.done, size, self.failed = state["tasks"], state["bytes"], state["failed"]
            self._digest = self._begun = state["digest"]
        self._stream.truncate(size)
        self._stream.seek(size)
        self._tasks = self.done

    def _read(self) -> dict[str, Any]:
        try:
            state: dict[str, Any] = json.loads(self._state.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise ViginoteError(
                f"{self._state}: damaged checkpoint; begin again with --restart or another output folder"
            ) from None
        changed = [k for k, v in self._identity.items() if state["identity"].get(k) != v]
        if changed:
            raise self._unfit(", ".join(changed))
        return state

    def skip(self, cells: pa.RecordBatch) -> None:
        """Take note of a task that is done already."""
        self._skipped = self._chained(self._skipped, cells)

    def check_skipped(self) -> None:
        """Refuse to go on where the tasks that are done already are no longer what they were."""
        if self._skipped != self._begun:
            raise self._unfit("what is in the source")

    def _unfit(self, changed: str) -> ViginoteError:
        return ViginoteError(
            f"{self._state.parent}: an interrupted scan lies here, and since then this has changed: "
            f"{changed}; begin again with --restart or another output folder"
        )

    def _chained(self, digest: str, cells: pa.RecordBatch) -> str:
        whole = hashlib.blake2b(digest.encode(), digest_size=16, key=self._key)
        for column in cells.columns:
            whole.update(repr(column.to_pylist()).encode())
        return whole.hexdigest()

    def add(self, cells: pa.RecordBatch, findings: pa.RecordBatch | None) -> None:
        """Write the findings of one task."""
        self._digest = self._chained(self._digest, cells)
        if findings is not None and findings.num_rows:
            sink = io.BytesIO()
            with pa.ipc.new_stream(sink, findings.schema) as writer:
                writer.write_batch(findings)
            self._stream.write(sink.getbuffer())
        self._tasks += 1

    def save(self) -> None:
        """Make what was added so far count."""
        self._stream.flush()
        state = {
            "identity": self._identity,
            "tasks": self._tasks,
            "digest": self._digest,
            "bytes": self._stream.tell(),
            "failed": self.failed,
        }
        temporary = self._state.with_suffix(".new")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(state, stream)
        temporary.replace(self._state)

    def findings(self) -> Iterator[pa.RecordBatch]:
        """All findings, in order."""
        self._stream.flush()
        with self._partial.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            while stream.tell() < size:
                with pa.ipc.open_stream(stream) as reader:
                    yield from reader

    def close(self) -> None:
        self._stream.close()

    def remove(self) -> None:
        """Clear away what a finished scan no longer needs."""
        self.close()
        self._state.unlink(missing_ok=True)
        self._partial.unlink(missing_ok=True)
