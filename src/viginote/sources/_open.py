"""From a location to its source: what is there, and which format it has."""

import codecs
import os
from pathlib import Path

from viginote.errors import ViginoteError
from viginote.sources._files import InputFile, StandardInput
from viginote.sources._folder import FolderSource
from viginote.sources.base import Source
from viginote.sources.format import Options, formats, head_of, recognise
from viginote.sources.pgcustom import PgCustomSource, is_directory_dump


def open_location(location: str, options: Options) -> Source:
    """The source of a path or of standard input (`-`)."""
    if location == "-":
        return open_file(StandardInput(), options)
    if "://" in location:
        from viginote.sources._database import DatabaseSource

        return DatabaseSource(location)
    path = Path(location)
    _require_readable(path)
    if is_directory_dump(path):
        return PgCustomSource(str(path), options)
    if path.is_dir():
        return FolderSource(str(path), options)
    return open_file(InputFile(str(path)), options)


def open_file(file: InputFile, options: Options, depth: int = 0) -> Source:
    """The source of one file, its format found out by content, then by name."""
    if not file.head:
        if file.damaged:
            raise ViginoteError(f"{file.name}: {file.damaged} at its first byte; fetch it again")
        raise ViginoteError(f"{file.name}: the file is empty; there is nothing to read")
    if file.head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise ViginoteError(
            f"{file.name}: UTF-32 is not read; make it UTF-8 first: iconv -f utf-32 -t utf-8 FILE > NEW"
        )
    format = recognise(head_of(file, options.encoding))
    if format is None:
        known = ", ".join(f.name for f in formats())
        raise ViginoteError(f"{file.name}: unknown format; viginote reads {known}, compressed or not")
    return format.open(file, options, depth) if format.name == "archive" else format.open(file, options)


def _require_readable(path: Path) -> None:
    if not path.exists():
        raise ViginoteError(f"{path}: no such file or folder; check the path")
    if not os.access(path, os.R_OK):
        raise ViginoteError(f"{path}: no right to read it; check its permissions")
