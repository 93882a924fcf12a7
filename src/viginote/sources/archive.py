"""Zip and tar archives, compressed or not: every member read in place, nothing unpacked to the disk.

Bounds: a member that would grow more than a set factor is not read, nor are archives nested too deep.
"""

import io
import re
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from viginote.errors import ViginoteError
from viginote.sources._composite import MAX_DEPTH, Child, CompositeSource
from viginote.sources._files import (
    BOMB,
    DAMAGE,
    HEAD_BYTES,
    ZIP_DAMAGE,
    InputFile,
    Joined,
    compressed_output,
    is_bomb,
    printable,
)
from viginote.sources.base import Coverage, FileCoverage, Replace, Source
from viginote.sources.format import Format, Head, Options

_SEPARATOR = re.compile(r"[/\\]")
_HARMLESS = {"": "_", ".": "_", "..": "__"}
_UNSAFE = frozenset(_HARMLESS)
_TAR_BLOCK = 64 * 1024
_TAR_MAGIC, _TAR_AT = b"ustar", 257


class ZipSource(CompositeSource):
    """The members of a zip file."""

    format = "zip"
    suffixes = (".zip",)

    def __init__(self, input_file: InputFile, options: Options, depth: int = 0) -> None:
        super().__init__(input_file.name, options, depth)
        self.input = input_file
        if input_file.compression:
            raise ViginoteError(f"{self.location}: a zip file inside another compression; unpack it first")

    def _open(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self.input.seekable())
        except ZIP_DAMAGE:
            raise ViginoteError(
                f"{self.location}: damaged zip file (its directory cannot be read); fetch it again"
            ) from None

    def children(self) -> Iterator[Child]:
        with self._open() as archive:
            for info in archive.infolist():
                if not info.filename.endswith("/"):  # is_dir() breaks where a damaged directory holds no name
                    yield self._child(archive, info)

    def _child(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Child:
        name = printable(info.filename)
        if info.flag_bits & 1:
            return Child(name, None, "member encrypted: not read")
        if is_bomb(info):
            return Child(name, None, BOMB)
        try:
            file = InputFile(f"{self.location}/{name}", lambda: cast(BinaryIO, archive.open(info)))
        except (*DAMAGE, NotImplementedError, ViginoteError):
            return Child(name, None, "member damaged or packed in an unknown way: not read")
        return self.opened(name, file)

    def _write(self, path: Path, replace: Replace) -> None:
        self.coverage = Coverage()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for child in self.rewritable_children():
                with _member_copy(self, child, path, replace) as copy:
                    if copy is not None:
                        out.write(copy, contained(child.name))


def contained(name: str) -> str:
    r"""A member's name, changed where unpacking it might leave the folder that it is unpacked to.

    >>> contained("lettres/2019/a.txt"), contained("../../etc/a.txt"), contained(r"C:\a.txt")
    ('lettres/2019/a.txt', '__/__/etc/a.txt', 'C_/a.txt')
    """
    parts = _SEPARATOR.split(name)
    if not _UNSAFE.isdisjoint(parts) or ":" in name or len(parts) > name.count("/") + 1:
        parts = [_HARMLESS.get(part, part.replace(":", "_")) for part in parts]
    return "/".join(parts)


@contextmanager
def _member_copy(
    source: CompositeSource, child: Child, beside: Path, replace: Replace
) -> Iterator[Path | None]:
    """A member's rewritten copy for as long as it is packed; None where it cannot be read."""
    copy = beside.with_name(f"{beside.name}.member")
    try:
        yield copy if source.rewrite_child(child, copy, replace) else None
    finally:
        copy.unlink(missing_ok=True)


class _MemberFile(InputFile):
    """A member that can be read once, front to back; its head is kept."""

    def __init__(self, name: str, stream: IO[bytes]) -> None:
        self._kept = stream.read(HEAD_BYTES)
        self._stream = stream
        self._armed = False
        super().__init__(name, self._replayed)
        self._armed = True

    def _replayed(self) -> BinaryIO:
        if not self._armed:
            return io.BytesIO(self._kept)
        return cast(BinaryIO, Joined(self._kept, cast(BinaryIO, self._stream)))


class _TarHeader(tarfile.TarInfo):
    """A header of a tar file. One that is damaged, cut or missing is told wherever it stands.

    After the first member the package takes it for the end of the archive, which a block of zeros alone is.
    """

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> "_TarHeader":
        try:
            return super().fromtarfile(archive)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # unknown to the stubs alone
            raise
        except tarfile.HeaderError:
            raise tarfile.ReadError from None


class TarSource(CompositeSource):
    """The members of a tar file, front to back."""

    format = "tar"
    suffixes = (".tar",)

    def __init__(self, input_file: InputFile, options: Options, depth: int = 0) -> None:
        super().__init__(input_file.name, options, depth)
        self.input = input_file

    def children(self) -> Iterator[Child]:
        file = FileCoverage(self.location, "tar")
        self.coverage.files.append(file)
        reading = self.input.open(file)
        try:
            with tarfile.open(fileobj=cast(IO[bytes], reading), mode="r|", tarinfo=_TarHeader) as archive:
                for info in archive:
                    stream = archive.extractfile(info) if info.isfile() else None
                    if stream is not None:
                        name = printable(info.name)
                        yield self.opened(name, _MemberFile(f"{self.location}/{name}", stream))
                _require_zeros(archive)
        except (tarfile.TarError, EOFError):
            file.lose("", "tar file damaged or cut short: the rest was not read", rows=1)
        reading.finish()

    def _write(self, path: Path, replace: Replace) -> None:
        self.coverage = Coverage()
        with (
            compressed_output(path, self.input.compression) as stream,
            tarfile.open(fileobj=stream, mode="w|") as out,
        ):
            for child in self.rewritable_children():
                with _member_copy(self, child, path, replace) as copy:
                    if copy is None:
                        continue
                    info = tarfile.TarInfo(contained(child.name))
                    info.size, info.mode = copy.stat().st_size, 0o600
                    with copy.open("rb") as member:
                        out.addfile(info, member)


def _require_zeros(archive: tarfile.TarFile) -> None:
    """Refuse what follows the end of an archive, such as another one: nobody reads it."""
    while block := cast(IO[bytes], archive.fileobj).read(_TAR_BLOCK):
        if block.strip(b"\0"):
            raise tarfile.ReadError


def _recognise(head: Head) -> float:
    if head.raw.startswith(b"PK\x03\x04"):
        return 0.9
    return 0.9 if head.raw[_TAR_AT : _TAR_AT + len(_TAR_MAGIC)] == _TAR_MAGIC else 0.0


def _open(file: InputFile, options: Options, depth: int = 0) -> Source:
    if depth >= MAX_DEPTH:
        raise ViginoteError(f"{file.name}: archive inside {depth} others: not read; unpack it first")
    kind = ZipSource if file.head.startswith(b"PK") else TarSource
    return kind(file, options, depth)


FORMAT = Format("archive", (".zip", ".tar"), _recognise, _open)
