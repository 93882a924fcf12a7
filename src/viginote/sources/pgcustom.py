"""PostgreSQL's custom, tar and directory dumps, turned into plain SQL by `pg_restore` as they are read."""

import shutil
import subprocess
from pathlib import Path
from typing import BinaryIO, cast

from viginote.errors import ViginoteError
from viginote.sources._files import InputFile, printable
from viginote.sources.base import FileCoverage, Replace, Source
from viginote.sources.format import Format, Head, Options
from viginote.sources.pgdump import PgDumpSource

#: The table of contents that tar and directory dumps begin with.
_CONTENTS = "toc.dat"


class _Restored:
    """What pg_restore prints. A failure at its end is told as damaged data; nothing at all is refused."""

    def __init__(self, path: Path) -> None:
        self._name = printable(str(path))
        program = shutil.which("pg_restore")
        if program is None:
            raise ViginoteError(
                f"{self._name}: a dump of this format needs pg_restore, which is not here; install the "
                "PostgreSQL client programs, or make a plain dump (pg_dump -Fp)"
            )
        self._process = subprocess.Popen(
            [program, "-f", "-", str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )
        self.closed = False
        self._told = False
        self._began = False

    def read(self, size: int = -1) -> bytes:
        assert self._process.stdout is not None
        data = self._process.stdout.read(size)
        if not data and size and self._process.wait() != 0 and not self._told:
            self._told = True
            if not self._began:
                raise ViginoteError(
                    f"{self._name}: pg_restore reads nothing of this dump: damaged, cut short, or of a newer "
                    "PostgreSQL; fetch it again, or install newer client programs"
                )
            raise EOFError
        self._began = self._began or bool(data)
        return data

    def close(self) -> None:
        self.closed = True
        assert self._process.stdout is not None
        self._process.kill()
        self._process.stdout.close()
        self._process.wait()

    def __enter__(self) -> "_Restored":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class PgCustomSource(PgDumpSource):
    """A dump of `pg_dump -Fc`, `-Ft` or `-Fd`. Read only: a redacted copy is made from a plain dump."""

    rewritable = False

    def __init__(self, path: Path, options: Options) -> None:
        super().__init__(InputFile(str(path), lambda: cast(BinaryIO, _Restored(path))), options)
        self.format = "pg_dump custom"

    def _finish(self, file: FileCoverage) -> None:
        """Hash the dump itself, not what pg_restore made of it."""
        if self.input.path.is_file():
            from viginote.sources.parquet import hash_file

            file.sha256, file.bytes = hash_file(self.input.path)

    def _write(self, path: Path, replace: Replace) -> None:
        raise ViginoteError(
            f"{self.location}: a custom dump is only read; make it plain first "
            f"(pg_restore -f plain.sql {self.location}) and redact that"
        )


def is_directory_dump(path: Path) -> bool:
    """Whether a folder is a dump of `pg_dump -Fd`."""
    return (path / _CONTENTS).is_file()


def _open(file: InputFile, options: Options) -> Source:
    if not file.on_disk or file.compression:
        raise ViginoteError(f"{file.name}: a custom dump is read from a plain file; unpack it first")
    return PgCustomSource(file.path, options)


def _recognise(head: Head) -> float:
    return 1.0 if head.raw.startswith((b"PGDMP", _CONTENTS.encode() + b"\0")) else 0.0


FORMAT = Format("pg_dump custom", (".dump", ".backup"), _recognise, _open)
