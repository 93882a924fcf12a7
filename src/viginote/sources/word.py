"""Word and OpenDocument texts (.docx, .odt), read only: one file, one note.

Its note is what the page shows, headers and footers first, since letters name their patient there, then
footnotes, comments, what was deleted with changes tracked, title and author.
"""

import re
import zipfile
from collections.abc import Iterator
from enum import Enum, auto
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from viginote.errors import ViginoteError
from viginote.sources._files import BOMB, DAMAGE, ZIP_DAMAGE, InputFile, is_bomb
from viginote.sources.base import MAX_RECORD_BYTES, Chunk, Coverage, FileCoverage, Source, text_batch
from viginote.sources.format import Format, Head, Options
from viginote.sources.parquet import hash_file
from viginote.sources.text import TEXT

#: The parts that hold text, in the order in which they are read.
_PARTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"word/header\d*\.xml|styles\.xml",
        r"word/document\.xml|content\.xml",
        r"word/footer\d*\.xml",
        r"word/(?:footnotes|endnotes|comments)\.xml",
        r"docProps/core\.xml|meta\.xml",
    )
)
#: What stands in the file and is no text.
_PICTURES = ("word/media/", "word/embeddings/", "Pictures/", "Object ")
#: Names of elements, without their namespace: that end a line, that stand for a sign, that hold text alone.
_LINES = frozenset(
    ("p", "h", "tr", "table-row", "title", "subject", "description", "creator", "initial-creator")
)
_SIGNS = {"tab": "\t", "tc": "\t", "table-cell": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " "}
_TEXTS = frozenset(("t", "delText", "title", "subject", "description", "creator", "initial-creator"))
#: In an OpenDocument text a paragraph holds text and elements side by side.
_PARAGRAPHS, _OPEN_DOCUMENT = frozenset(("p", "h")), "{urn:oasis"
#: Elements whose words are not the document's: field codes, and what older programs are shown instead.
_NO_TEXT = frozenset(("instrText", "Fallback"))
#: How such a file begins: with the type of an OpenDocument text, or any part of a Word document.
_STARTS = (
    re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.DOTALL),
    re.compile(
        rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/\.rels|docProps/)"
        rb".*PK\x03\x04.{26}word/(?:document\.xml|_rels/)",
        re.DOTALL,
    ),
)
_BLANK_LINES = re.compile(r"\n{3,}")


class _Step(Enum):
    """What is done with an element: its own text, what ends it, the text behind it."""

    OPEN = auto()
    CLOSE = auto()
    TAIL = auto()


class WordSource(Source):
    """One document."""

    rewritable = False
    rewritable_as = "save it as .txt or .rtf"

    def __init__(self, input_file: InputFile, options: Options) -> None:
        self.location = input_file.name
        self._input = input_file
        self.coverage = Coverage()

    def chunks(self) -> Iterator[Chunk]:
        file = FileCoverage(self.location, FORMAT.name)
        self.coverage = Coverage([file])
        try:
            with zipfile.ZipFile(self._input.seekable()) as parts:
                text = "\n".join(self._texts(parts, file))
        except (*DAMAGE, *ZIP_DAMAGE):
            raise ViginoteError(
                f"{self.location}: damaged document (its parts cannot be read); open it and save it again"
            ) from None
        if self._input.on_disk:
            file.sha256, file.bytes = hash_file(self._input.path)
        if text.strip():
            file.rows = 1
            yield Chunk(self.location, "notes", 1, text_batch([TEXT], [[text]]))

    def _texts(self, parts: zipfile.ZipFile, file: FileCoverage) -> Iterator[str]:
        members = parts.infolist()
        if any(map(is_bomb, members)):
            raise ViginoteError(f"{self.location}: {BOMB}")
        for pattern in _PARTS:
            for member in sorted(members, key=lambda m: m.filename):
                if not pattern.fullmatch(member.filename):
                    continue
                if member.file_size > MAX_RECORD_BYTES:
                    limit = MAX_RECORD_BYTES // 2**20
                    file.lose(member.filename, f"part of a document longer than {limit} MB: left out", rows=1)
                    continue
                with parts.open(member) as part:
                    yield self._text(part, member.filename, file)
        if pictures := sum(m.filename.startswith(_PICTURES) for m in members):
            file.lose("", "picture or object in a document, not read", count=pictures)

    def _text(self, part: IO[bytes], name: str, file: FileCoverage) -> str:
        """The text of a part, as far as it is whole."""
        root: Element | None = None
        try:
            for _, element in iterparse(part, ("start",), forbid_dtd=True):
                root = element if root is None else root
        except DefusedXmlException:  # no program writes a document type, in which entities are defined
            file.lose(name, "part of a document with a document type, not read", rows=1)
            return ""
        except (ParseError, *DAMAGE, *ZIP_DAMAGE):
            file.lose(name, "part of a document damaged or cut short: the rest was not read", rows=1)
        return "" if root is None else _BLANK_LINES.sub("\n\n", "".join(_said(root))).strip()


def _said(root: Element) -> Iterator[str]:
    """What the elements say, in their order, however deep they are nested."""
    todo: list[tuple[_Step, Element, bool]] = [(_Step.OPEN, root, False)]
    while todo:
        step, element, inside = todo.pop()
        space, _, tag = element.tag.rpartition("}")
        if step is _Step.TAIL:
            yield (element.tail or "") if inside else ""
        elif step is _Step.CLOSE:
            yield "\n" if tag in _LINES else ""
        elif tag not in _NO_TEXT:
            inside = inside or tag in _TEXTS or (tag in _PARAGRAPHS and space.startswith(_OPEN_DOCUMENT))
            yield _SIGNS.get(tag, "") + ((element.text or "") if inside else "")
            todo.append((_Step.CLOSE, element, inside))
            for child in reversed(element):
                todo += (_Step.TAIL, child, inside), (_Step.OPEN, child, inside)


def _recognise(head: Head) -> float:
    return 1.0 if any(start.match(head.raw) for start in _STARTS) else 0.0


FORMAT = Format("word", (".docx", ".docm", ".odt"), _recognise, WordSource)
