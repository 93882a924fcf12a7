"""Opening a file for reading, whatever it is compressed with, and writing one in its likeness.

Compression is known by content, never by name. The bytes as they lie on the disk are hashed on their way
through. A compressed file that is damaged or cut short is read as far as it goes and the rest counted.
"""

import bz2
import gzip
import hashlib
import io
import lzma
import re
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from viginote.errors import ViginoteError, system_reason
from viginote.sources.base import FileCoverage

HEAD_BYTES = 64 * 1024
#: Compressed bytes taken at a time: damage costs no more than what they hold.
_PACKED_BYTES = 64 * 1024
_UNPACKED_BYTES = 256 * 1024
#: The same for zstd, whose unpacking gives out all that it was given at once: 4 bytes may hold 128 KiB.
_ZSTD_BYTES = 4 * 1024
#: A stream may grow by this factor beyond its first bytes before it is taken for a decompression bomb.
#: Plain SQL compresses 5 to 50 times, a bomb a thousand times and more.
BOMB_RATIO = 300
BOMB_FLOOR = 256 * 1024 * 1024
#: Why a zip file that would is not read.
BOMB = f"would grow more than {BOMB_RATIO} times when unpacked: not read"

_MAGIC = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"))
SUFFIXES = {".gz": "gzip", ".tgz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DAMAGED = "data damaged or cut short"
#: What decompressors and archives raise over damaged data.
_UNPACKING = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError)
DAMAGE = (*_UNPACKING, OSError)
#: What the directory of a zip file raises: damage, a version from the future, a name that does not decode.
ZIP_DAMAGE = (zipfile.BadZipFile, OSError, NotImplementedError, ValueError)


class _ZstdStream:
    """Zstandard frames one after the other. Unlike the package's own reader it tells a frame cut short."""

    def __init__(self, raw: Any) -> None:
        try:
            import zstandard
        except ImportError:
            raise ViginoteError(
                "reading zstd needs the package zstandard; run: pip install zstandard"
            ) from None
        self._new: Callable[[], Any] = zstandard.ZstdDecompressor().decompressobj
        self._raw = raw
        self._frame: Any = None

    def read1(self, size: int) -> bytes:
        while True:
            packed = self._frame.unused_data if self._frame is not None and self._frame.eof else b""
            packed = packed or self._raw.read(_ZSTD_BYTES)
            if not packed:
                if self._frame is not None and not self._frame.eof:
                    raise EOFError
                return b""
            if self._frame is None or self._frame.eof:
                self._frame = self._new()
            if data := self._frame.decompress(packed):
                return bytes(data)


def _zstd_writer(raw: BinaryIO) -> BinaryIO:
    import zstandard

    return cast(BinaryIO, zstandard.ZstdCompressor().stream_writer(raw, closefd=False))


_READERS: dict[str, Callable[[Any], Any]] = {
    "gzip": lambda raw: gzip.GzipFile(fileobj=raw, mode="rb"),
    "bzip2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
    "zstd": _ZstdStream,
}
_WRITERS: dict[str, Callable[[Any], Any]] = {
    "gzip": lambda raw: gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0, compresslevel=6),
    "bzip2": lambda raw: bz2.BZ2File(raw, "wb"),
    "xz": lambda raw: lzma.LZMAFile(raw, "wb"),  # noqa: SIM115 (compressed_output closes it)
    "zstd": _zstd_writer,
}


class _Hashed:
    """A raw stream that hashes and counts what passes."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._hash = hashlib.sha256()
        self.bytes = 0

    def read(self, size: int = -1) -> bytes:
        data = self._raw.read(size)
        self._hash.update(data)
        self.bytes += len(data)
        return data

    def hexdigest(self) -> str | None:
        """Of all that there is; None where the disk does not give it, which was counted where it was read."""
        try:
            with suppress(*_UNPACKING):
                while self.read(1 << 20):
                    pass
        except OSError:
            return None
        return self._hash.hexdigest()

    # What decompressors ask of a file object.
    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        self._raw.close()

    @property
    def closed(self) -> bool:
        return self._raw.closed


class Reading:
    """A decompressed stream whose damage is counted in `file`, never raised."""

    def __init__(self, raw: BinaryIO, compression: str | None, file: FileCoverage) -> None:
        self._hashed = _Hashed(raw)
        self._file = file
        self._compression = compression
        self._stream: Any = _READERS[compression](self._hashed) if compression else self._hashed
        self._produced = 0
        self._rest = b""

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes unless the end, or damage, comes first."""
        parts = [self._rest]
        missing = size - len(self._rest)
        while missing > 0:
            part = self._part(missing)
            if not part:
                break
            parts.append(part)
            missing -= len(part)
        data = b"".join(parts)
        self._rest = data[size:]
        return data[:size] if self._rest else data

    def _part(self, size: int) -> bytes:
        """Some more bytes: what was unpacked before damage is not lost with what comes after it."""
        try:
            if self._compression:
                part = cast(bytes, self._stream.read1(min(size, _UNPACKED_BYTES)))
            else:
                part = cast(bytes, self._stream.read(size))
        except DAMAGE as error:
            if isinstance(error, OSError) and not self._compression:
                return self._end(f"cannot be read on ({system_reason(error)})")
            return self._end(f"compressed {_DAMAGED}" if self._compression else _DAMAGED)
        except Exception as error:  # zstandard is optional, so its error cannot be named here
            if type(error).__name__ != "ZstdError":
                raise
            return self._end(f"compressed {_DAMAGED}")
        self._produced += len(part)
        self._file.bytes = self._hashed.bytes
        if self._compression and self._produced > max(BOMB_FLOOR, BOMB_RATIO * self._hashed.bytes):
            return self._end(f"grows more than {BOMB_RATIO} times when decompressed: reading stopped")
        return part

    def _end(self, reason: str) -> bytes:
        place = "decompressed data" if self._compression else "file"
        self._file.lose(f"byte {self._produced} of the {place}", reason)
        self._stream = io.BytesIO()
        self._compression = None
        self._hashed.hexdigest()
        return b""

    def finish(self) -> None:
        """Read what is left, close, and note hash and size."""
        self._file.sha256 = self._hashed.hexdigest()
        self._file.bytes = self._hashed.bytes
        self._hashed.close()


def printable(name: str) -> str:
    """A file's name as text that can be shown, replaced what is no UTF-8 in it or would steer a terminal.

    >>> printable("a\\x1b[31m\\n.csv")
    'a�[31m�.csv'
    """
    return _CONTROL.sub("\ufffd", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def is_bomb(part: zipfile.ZipInfo) -> bool:
    """Whether a part of a zip file would grow out of all bounds when unpacked."""
    return part.file_size > max(BOMB_FLOOR, BOMB_RATIO * part.compress_size)


class InputFile:
    """One file to read. `name` is its display name, `inner_name` the same without a compression suffix.

    `head` holds its first bytes, decompressed; `damaged` is the reason why they end early, or empty.
    """

    def __init__(self, path: str, opener: Callable[[], BinaryIO] | None = None) -> None:
        self.name = printable(path)
        self.path = Path(path)
        self._opener = opener or self._open_path
        self.on_disk = opener is None
        self.compression = self._compression()
        suffix = Path(path).suffix.lower()
        self.inner_name = path[: -len(suffix)] if SUFFIXES.get(suffix) else path
        self.damaged = ""
        self.head = self._head()

    def _open_path(self) -> BinaryIO:
        if self.path.exists() and not self.path.is_file():
            raise ViginoteError(
                f"{self.name}: a pipe, socket or device, not a file; pipe its content to standard input ('-')"
            )
        return self.path.open("rb")

    def _open_raw(self) -> BinaryIO:
        try:
            return self._opener()
        except OSError as error:
            raise ViginoteError(f"{self.name}: cannot be opened ({system_reason(error)})") from None

    def _compression(self) -> str | None:
        with self._open_raw() as raw:
            try:
                start = raw.read(6)
            except OSError as error:
                raise ViginoteError(f"{self.name}: cannot be read ({system_reason(error)})") from None
        return next((name for magic, name in _MAGIC if start.startswith(magic)), None)

    def _head(self) -> bytes:
        file = FileCoverage(self.name)
        reading = Reading(self._open_raw(), self.compression, file)
        try:
            return reading.read(HEAD_BYTES)
        finally:
            reading._hashed.close()
            self.damaged = file.losses[0].reason if file.losses else ""

    def content(self, limit: int = BOMB_FLOOR) -> bytes:
        """All its bytes, for small files that must be read out of order. ViginoteError beyond `limit`."""
        reading = self.open(FileCoverage(self.name))
        content = reading.read(limit + 1)
        if len(content) > limit:
            raise ViginoteError(f"{self.name}: too large to be read inside another file; unpack it first")
        return content

    def seekable(self) -> Path | io.BytesIO:
        """It, for what must be read out of order: where it lies, or its bytes. As `content` raises."""
        return self.path if self.on_disk else io.BytesIO(self.content())

    def open(self, file: FileCoverage) -> Reading:
        """The decompressed bytes from the start; losses, hash and size go to `file`."""
        return Reading(self._open_raw(), self.compression, file)


class StandardInput(InputFile):
    """Standard input: its head is kept and given again; it can be read once only."""

    def __init__(self) -> None:
        self._kept = sys.stdin.buffer.read(HEAD_BYTES)
        self._used = False
        super().__init__("-", self._replayed)
        self.inner_name = "standard input"
        self._armed = True

    def _replayed(self) -> BinaryIO:
        if not getattr(self, "_armed", False):
            return io.BytesIO(self._kept)
        if self._used:
            raise ViginoteError("standard input can be read only once; write it to a file first")
        self._used = True
        return cast(BinaryIO, Joined(self._kept, sys.stdin.buffer))


class Joined:
    """Kept bytes, then the rest of a stream."""

    closed = False

    def __init__(self, kept: bytes, rest: BinaryIO) -> None:
        self._kept = kept
        self._rest = rest

    def read(self, size: int = -1) -> bytes:
        if self._kept:
            size = len(self._kept) if size < 0 else size
            data, self._kept = self._kept[:size], self._kept[size:]
            return data
        # Little at a time: a tar member cut short loses no more than what was asked for.
        return self._rest.read(_PACKED_BYTES if size < 0 else min(size, _PACKED_BYTES))

    def close(self) -> None:
        self.closed = True


@contextmanager
def compressed_output(path: Path, compression: str | None) -> Iterator[BinaryIO]:
    """A binary stream that writes `path` under `compression`."""
    with path.open("wb") as raw:
        if compression is None:
            yield raw
            return
        stream = _WRITERS[compression](raw)
        try:
            yield stream
        finally:
            stream.close()
