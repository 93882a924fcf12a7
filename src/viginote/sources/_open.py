"""From a location to its source: what is there, and which format it has."""

import codecs
import os
import re
from pathlib import Path

from viginote.errors import ViginoteError
from viginote.sources._composite import CompositeSource
from viginote.sources._files import InputFile, StandardInput
from viginote.sources._folder import FolderSource
from viginote.sources.base import Source
from viginote.sources.csv import FORMAT as CSV
from viginote.sources.format import Options, formats, head_of, recognise
from viginote.sources.mysqltab import rows_beside_sql
from viginote.sources.pgcustom import PgCustomSource, is_directory_dump
from viginote.sources.text import ENCODED_MAIL
from viginote.sources.text import FORMAT as TEXT

_TO_UTF8 = "make it UTF-8 first: iconv -f utf-32 -t utf-8 FILE > NEW"
_UNPACK = "unpack it first"
_TO_PARQUET = "write it as Parquet or CSV first"
_TO_PLAIN = "load it where it came from and export plain SQL or CSV"
#: What is known and not read, by how it begins: what it is, and what helps.
_NOT_READ = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office file before 2007 (.doc, .xls, .msg)",
     "save it as .txt, .csv or .xlsx"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip", _UNPACK),
    (b"Rar!\x1a\x07", "RAR", _UNPACK),
    (b"\x1f\x9d", "compress (.Z)", _UNPACK),
    (b"\x04\x22\x4d\x18", "LZ4", _UNPACK),
    (b"-----BEGIN PGP MESSAGE", "an encrypted PGP message", "decrypt it first"),
    (b"ARROW1\0\0", "Arrow (Feather)", _TO_PARQUET),
    (b"Obj\x01", "Avro", _TO_PARQUET),
    (b"TAPE\0\0", "a backup of SQL Server", _TO_PLAIN),
    (b"\x03\0\x03EXPORT:V", "a dump of Oracle (exp)", _TO_PLAIN),
    (b"\0\x01\0\0Standard ", "an Access database", _TO_PLAIN),
    (codecs.BOM_UTF32_LE, "UTF-32", _TO_UTF8),
    (codecs.BOM_UTF32_BE, "UTF-32", _TO_UTF8),
)  # fmt: skip
_SLIDES = re.compile(rb"PK\x03\x04.{26}ppt/", re.DOTALL)
#: The first member of other documents that are zip files, which names their type.
_DOCUMENT = re.compile(
    rb"PK\x03\x04.{26}mimetypeapplication/(?:vnd\.oasis\.opendocument(?!\.text)|epub)", re.DOTALL
)


def open_location(location: str, options: Options) -> Source:
    """The source of a path or of standard input (`-`)."""
    if location == "-":
        return open_file(StandardInput(), options)
    if "://" in location:
        from viginote.sources._database import DatabaseSource

        return DatabaseSource(location)
    path = Path(location)
    if not path.exists() and (archive := next((p for p in path.parents if p.is_file()), None)):
        return _member(open_location(str(archive), options), path.relative_to(archive).as_posix())
    _require_readable(path)
    if is_directory_dump(path):
        return PgCustomSource(path, options)
    if path.is_dir():
        return FolderSource(str(path), options)
    return open_file(InputFile(str(path)), options)


def _member(archive: Source, name: str) -> Source:
    """An archive of which one file or folder inside is read alone."""
    if not isinstance(archive, CompositeSource):
        raise ViginoteError(f"{archive.location}/{name}: {archive.location} is no archive; check the path")
    archive.member, archive.rewritable = name, False
    return archive


def open_file(file: InputFile, options: Options, depth: int = 0) -> Source:
    """The source of one file, its format found out by content, then by name."""
    if not file.head:
        if file.damaged:
            raise ViginoteError(f"{file.name}: {file.damaged} at its first byte; fetch it again")
        raise ViginoteError(f"{file.name}: the file is empty; there is nothing to read")
    _require_known(file)
    if rows := rows_beside_sql(file, options):
        return rows
    format = recognise(head_of(file, options.encoding))
    if format == TEXT and not depth and (options.delimiter or options.header is not None):
        format = CSV  # who tells its delimiter or its header calls this one file a table
    if format is None:
        known = ", ".join(f.name for f in formats())
        raise ViginoteError(f"{file.name}: unknown format; viginote reads {known}, compressed or not")
    if format == TEXT and ENCODED_MAIL.search(file.head):
        raise ViginoteError(
            f"{file.name}: an e-mail with encoded parts is not read; save its text and attachments first"
        )
    source = format.open(file, options, depth) if format.name == "archive" else format.open(file, options)
    source.suffixes = source.suffixes or format.suffixes
    source.compression = file.compression
    return source


def _require_readable(path: Path) -> None:
    if not path.exists():
        raise ViginoteError(f"{path}: no such file or folder; check the path")
    if not os.access(path, os.R_OK):
        raise ViginoteError(f"{path}: no right to read it; check its permissions")


def _require_known(file: InputFile) -> None:
    """Refuse what would be taken for something else, or for text, and then be read in part."""
    for start, kind, remedy in _NOT_READ:
        if file.head.startswith(start):
            raise ViginoteError(f"{file.name}: {kind} is not read; {remedy}")
    if b"[Content_Types].xml" in file.head and _SLIDES.search(file.head):
        raise ViginoteError(
            f"{file.name}: a PowerPoint file is not read; "
            "make it text first: soffice --headless --convert-to txt FILE"
        )
    if _DOCUMENT.match(file.head):
        raise ViginoteError(
            f"{file.name}: an OpenDocument file other than a text (.ods, .odp) or an EPUB is not read; "
            "save it as .csv or .txt: soffice --headless --convert-to csv FILE"
        )
