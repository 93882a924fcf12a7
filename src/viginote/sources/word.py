"""Word and OpenDocument texts (.docx, .odt), read only: one file, one note.

Its note is what the page shows, headers and footers first, since letters name their patient there, then
footnotes, comments, what was deleted with changes tracked, title and author.
"""

import re
import zipfile
from collections.abc import Iterator
from enum import Enum, auto
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from viginote.sources._files import BOMB, DAMAGE, ZIP_DAMAGE, is_bomb
from viginote.sources._paper import PaperSource, UnreadableError, closed_up
from viginote.sources.base import MAX_RECORD_BYTES, FileCoverage
from viginote.sources.format import Format, Head

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


class _Step(Enum):
    """What is done with an element: its own text, what ends it, the text behind it."""

    OPEN = auto()
    CLOSE = auto()
    TAIL = auto()


def text_of(document: Path | BytesIO, file: FileCoverage, place: str) -> str:
    """The text of a document; what of it cannot be read is counted in `file`, under `place`."""
    try:
        with zipfile.ZipFile(document) as parts:
            return "\n".join(_texts(parts, file, place))
    except (*DAMAGE, *ZIP_DAMAGE):
        raise UnreadableError(
            "damaged document (its parts cannot be read); open it and save it again"
        ) from None


def _texts(parts: zipfile.ZipFile, file: FileCoverage, place: str) -> Iterator[str]:
    members = parts.infolist()
    if any(map(is_bomb, members)):
        raise UnreadableError(BOMB)
    for pattern in _PARTS:
        for member in sorted(members, key=lambda m: m.filename):
            if not pattern.fullmatch(member.filename):
                continue
            where = f"{place} {member.filename}".lstrip()
            if member.file_size > MAX_RECORD_BYTES:
                limit = MAX_RECORD_BYTES // 2**20
                file.lose(where, f"part of a document longer than {limit} MB: left out", rows=1)
                continue
            with parts.open(member) as part:
                yield _text(part, where, file)
    if pictures := sum(m.filename.startswith(_PICTURES) for m in members):
        file.lose(place, "picture or object in a document, not read", count=pictures)


def _text(part: IO[bytes], where: str, file: FileCoverage) -> str:
    """The text of a part, as far as it is whole."""
    root: Element | None = None
    try:
        for _, element in iterparse(part, ("start",), forbid_dtd=True):
            root = element if root is None else root
    except DefusedXmlException:  # no program writes a document type, in which entities are defined
        file.lose(where, "part of a document with a document type, not read", rows=1)
        return ""
    except (ParseError, *DAMAGE, *ZIP_DAMAGE):
        file.lose(where, "part of a document damaged or cut short: the rest was not read", rows=1)
    return "" if root is None else closed_up("".join(_said(root)))


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


def is_document(start: bytes) -> bool:
    """Whether a file that begins so is such a document."""
    return any(pattern.match(start) for pattern in _STARTS)


def _recognise(head: Head) -> float:
    return 1.0 if is_document(head.raw) else 0.0


FORMAT = Format("word", (".docx", ".docm", ".odt"), _recognise, partial(PaperSource, "word", text_of))
