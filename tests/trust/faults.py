"""Faults to inject into a command: each function, called before the command, makes something fail."""

import os
import signal
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from viginote.batch import checkpoint, redacting, run
from viginote.batch.work import ScannerLike
from viginote.exposure import door
from viginote.findings import Identity, ScanResult
from viginote.scanner import Scanner
from viginote.sources._encoding import Decoder


class DyingScanner:
    """Ends its process without a word, as the system does when memory runs out."""

    def scan_many(
        self, texts: Iterable[str], known: Iterable[Identity | None] | None = None
    ) -> Iterator[ScanResult]:
        os.kill(os.getpid(), signal.SIGKILL)
        yield from ()


def dying_scanner(settings: object) -> ScannerLike:
    """In place of `batch.default_scanner`, importable by a worker process."""
    return DyingScanner()


def _set(owner: object, name: str, value: object) -> None:
    setattr(owner, name, value)


def scanner_quotes_the_note() -> None:
    """The scanner chokes on every note and says on which."""

    def fail(self: Scanner, texts: Iterable[str], **_: object) -> NoReturn:
        raise RuntimeError(f"cannot handle {list(texts)}")

    _set(Scanner, "scan_many", fail)


def scanner_out_of_memory() -> None:
    """The scanner finds no memory, and says for which note."""

    def fail(self: Scanner, texts: Iterable[str], **_: object) -> NoReturn:
        raise MemoryError(*texts)

    _set(Scanner, "scan_many", fail)


def reader_quotes_the_line() -> None:
    """The reader chokes on the first block and quotes it."""

    def fail(self: Decoder, block: bytes, offset: int) -> NoReturn:
        raise ValueError(block)

    _set(Decoder, "utf8", fail)


def worker_killed() -> None:
    """Every worker process is killed at its first task."""
    for room in (run, redacting):
        _set(room, "default_scanner", dying_scanner)


def killed_after_the_first_save() -> None:
    """The whole command is killed when a checkpoint was written."""
    save = checkpoint.Checkpoint.save

    def save_and_die(self: checkpoint.Checkpoint) -> None:
        save(self)
        os.kill(os.getpid(), signal.SIGKILL)

    _set(checkpoint.Checkpoint, "save", save_and_die)


def interrupted() -> None:
    """Somebody presses Ctrl-C while the first notes are scanned."""

    def fail(self: Scanner, texts: Iterable[str], **_: object) -> NoReturn:
        raise KeyboardInterrupt

    _set(Scanner, "scan_many", fail)


def interrupted_beside_workers() -> None:
    """Somebody presses Ctrl-C when the first task is done: the terminal tells the command and its workers."""
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    add = checkpoint.Checkpoint.add

    def add_and_press(self: checkpoint.Checkpoint, *task: Any) -> None:
        add(self, *task)
        os.killpg(0, signal.SIGINT)

    _set(checkpoint.Checkpoint, "add", add_and_press)


def killed_while_counting() -> None:
    """The whole command is killed when the records are hashed and stored."""

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    _set(door, "count_people", die)


def prints_the_note() -> None:
    """No fault of viginote's but a proof of this test: a value is printed and written, and must be found."""
    scan_many = Scanner.scan_many

    def leak(self: Scanner, texts: Iterable[str], **options: Any) -> Iterator[ScanResult]:
        texts = list(texts)
        os.write(2, texts[0].upper().encode())
        return scan_many(self, texts, **options)

    _set(Scanner, "scan_many", leak)
