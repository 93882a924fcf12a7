"""PDF files, read only: one file, one note.

Its note is what the pages show, in the order of the file; then what was typed into or onto them (fields of
forms, remarks); then the outline, which names the patients of letters put together, and the title, author,
subject and keywords.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from viginote.sources._paper import PaperSource, UnreadableError, closed_up
from viginote.sources.base import MAX_RECORD_BYTES, FileCoverage
from viginote.sources.format import Format, Head

#: How a file begins, also behind what a printer's driver puts before it.
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\x1b%-12345X\s*(?:@PJL[^\n]*\n)*)?%PDF-")
#: Fewer words beside a picture are a stamp on a scanned page, a fax's head, not its text.
_FEW_WORDS = 25
#: A page of so many words, none of them among those that any French or English text has, is in another
#: language, or its font does not say which letters it draws, so that others are read.
_MANY_WORDS = 50
_EVERYDAY = re.compile(
    r"\b(?:de|du|des|d|le|la|les|l|et|en|à|au|par|pour|une?|est|avec|date|non|the|of|and|to|in)\b", re.I
)
_WORD = re.compile(r"[^\W\d_]+")
#: Instructions of pages that a document may have: a few thousand draw a page, a bomb draws one for ever.
_MOST_STEPS = 5_000_000
#: Instructions that leave ink (ISO 32000-2, 8.5.3, 8.8, 8.9), as pypdf names them.
_INK = frozenset(b"S s f F f* B B* b b* sh Do EI".split()) | {b"INLINE IMAGE"}
#: Forms drawn inside forms are looked through for pictures this deep.
_DEEPEST = 5
_DAMAGED_BESIDE = "form, remark, outline, title or attached file of a PDF damaged: not read"
#: What the box of a form says of itself when it is ticked, where its author gave it no word.
_TICKED = {"/Yes": "oui", "/On": "oui"}
#: What pypdf tells where it leaves out what a page draws; of other damage it says what it made of it.
_LEFT_OUT = re.compile(
    r"Impossible to decode XForm|Exceeded |Error -\d+ while decompressing|Page contents are not"
    r"|Invalid stream|The file might be truncated"
    r"|.*(?:Output will be incomplete|some object may be missing|skipping the entry)"
)


class _TooLongError(Exception):
    """A document has more on it than any that is meant to be read."""


class _Hand:
    """What is asked at each instruction of a page: whether it leaves ink, and whether there were too many."""

    def __init__(self) -> None:
        self.steps, self.characters, self.inked = 0, 0, False

    def __call__(self, operator: bytes, *_: object) -> None:
        self.steps += 1
        self.inked = self.inked or operator in _INK
        if self.steps > _MOST_STEPS or self.characters > MAX_RECORD_BYTES:
            raise _TooLongError


class _Unheard(logging.Handler):
    """Keeps what pypdf tells of a document, which quotes it, from any log; counts what it leaves out."""

    left_out = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.left_out += _LEFT_OUT.match(str(record.msg)) is not None


@contextmanager
def _unheard() -> Iterator[_Unheard]:
    logger, handler = logging.getLogger("pypdf"), _Unheard()
    before, level = (logger.handlers, logger.propagate), logger.level
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.WARNING)
    try:
        yield handler
    finally:
        logger.handlers, logger.propagate = before
        logger.setLevel(level)


def text_of(document: Path | BytesIO, file: FileCoverage, place: str) -> str:
    """The text of a document; what of it cannot be read is counted in `file`, under `place`."""
    from pypdf import PdfReader

    with _unheard() as told:
        try:
            reader = PdfReader(document)
            locked = reader.is_encrypted and not reader.decrypt("")
            pages = 0 if locked else len(reader.pages)
        except Exception:  # over damaged files pypdf raises errors of any kind
            raise UnreadableError("damaged PDF; open it and print it to a new one") from None
        if locked:
            raise UnreadableError(
                "PDF locked by a password; unlock it: qpdf --decrypt --password=... FILE NEW"
            )
        text = "\n\n".join(_texts(reader, pages, file, place))
        if told.left_out:
            file.lose(place, "part of a PDF damaged or drawn too often: not read", count=told.left_out)
    return closed_up(text)


def _texts(reader: Any, pages: int, file: FileCoverage, place: str) -> Iterator[str]:
    """The texts of the pages, and those beside them."""
    hand = _Hand()
    for number in range(pages):
        where = f"{place} page {number + 1}".lstrip()
        try:
            page = reader.pages[number]
            text = _page(page, hand, file, where)
        except _TooLongError:
            reason = "page of a PDF too long to be one note, not read; split it"
            file.lose(where, reason, count=pages - number, rows=1)
            break
        except Exception:  # as above: of one page alone
            file.lose(where, "page of a PDF damaged: not read", rows=1)
            continue
        yield text
        yield from _beside(partial(_remarks, page), file, where)
    for read in (_fields, _outline, _described):
        yield from _beside(partial(read, reader), file, place)
    _count_unread(reader, file, place)


def _page(page: Any, hand: _Hand, file: FileCoverage, where: str) -> str:
    """What a page shows; counted where that is a picture."""
    hand.inked, before = False, hand.steps
    text: str = page.extract_text(visitor_operand_before=hand)
    hand.characters += len(text)
    if hand.steps == before and not _is_blank(page):
        raise ValueError("content that is none")
    words = _WORD.findall(text)
    if hand.inked and (
        not text.strip() or (len(words) < _FEW_WORDS and _has_picture(page.get("/Resources")))
    ):
        reason = "page of a PDF that is a picture, not read; make it text first: ocrmypdf FILE NEW"
        file.lose(where, reason, rows=1)
    elif len(words) >= _MANY_WORDS and not _EVERYDAY.search(text):
        file.lose(where, "page of a PDF in no language or letters that are known: read as it stands")
    return text


def _is_blank(page: Any) -> bool:
    """Whether a page has nothing on it, and not something that cannot be read."""
    content = page.get_contents() if "/Contents" in page else None
    return "/Contents" not in page or (content is not None and not content.get_data().strip())


def _has_picture(resources: Any, depth: int = 0) -> bool:
    """Whether what a page may draw holds a picture."""
    drawn = (resources.get_object() if resources is not None else {}).get("/XObject")
    for each in (drawn.get_object() if drawn is not None else {}).values():
        item = each.get_object()
        if item.get("/Subtype") == "/Image":
            return True
        if depth < _DEEPEST and _has_picture(item.get("/Resources"), depth + 1):
            return True
    return False


def _beside(read: Callable[[], Iterable[str]], file: FileCoverage, where: str) -> Iterator[str]:
    """The lines that `read` gives; damage there costs these alone."""
    lines: list[str] = []
    try:
        lines.extend(line for line in read() if line.strip())
    except Exception:  # as above
        file.lose(where, _DAMAGED_BESIDE)
    if lines:
        yield "\n".join(lines)


def _remarks(page: Any) -> Iterator[str]:
    for item in page.annotations or ():
        yield str(item.get_object().get("/Contents") or "")


def _fields(reader: Any) -> Iterator[str]:
    """Fields of a form, each behind what the page shows for its name."""
    for name, field in (reader.get_fields() or {}).items():
        value = field.get("/V")
        label = field.get("/TU") or name.rpartition(".")[2]
        for each in value if isinstance(value, list) else [value]:
            if each and each != "/Off":
                yield f"{label} : {str(_TICKED.get(each, each)).removeprefix('/')}"


def _outline(reader: Any) -> Iterator[str]:
    todo = [reader.outline]
    while todo:
        item = todo.pop()
        if isinstance(item, list):
            todo.extend(reversed(item))
        else:
            yield str(item.title or "")


def _described(reader: Any) -> Iterator[str]:
    told = reader.metadata or {}
    for key in ("/Title", "/Author", "/Subject", "/Keywords"):
        yield str(told.get(key) or "")


def _count_unread(reader: Any, file: FileCoverage, place: str) -> None:
    """What a document holds beside its pages and is not read."""
    try:
        attached = sum(1 for _ in reader.attachment_list)
        form = reader.root_object["/AcroForm"].get_object() if "/AcroForm" in reader.root_object else {}
        is_foreign = "/XFA" in form and not form.get("/Fields")
    except Exception:  # as above
        file.lose(place, _DAMAGED_BESIDE)
        return
    if attached:
        file.lose(place, "file attached to a PDF, not read", count=attached)
    if is_foreign:
        reason = "form of a PDF that Adobe's reader alone shows (XFA), not read; print it to a new PDF"
        file.lose(place, reason, rows=1)


def is_document(start: bytes) -> bool:
    """Whether a file that begins so is a PDF."""
    return _START.match(start) is not None


def _recognise(head: Head) -> float:
    return 1.0 if is_document(head.raw) else 0.0


FORMAT = Format("pdf", (".pdf",), _recognise, partial(PaperSource, "pdf", text_of))
