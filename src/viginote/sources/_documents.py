"""Clinical documents and messages: texts inside a structure, and the patient that a header names.

Each text becomes a row: its path, the text, and the document's patient. A text stands in a container (a
JSON string, an XML text node, a field, base64 data), perhaps with others; rewriting a text rewrites its
container and leaves every other byte as it was.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from viginote.sources._stream import Rows, Span, changes, splice
from viginote.sources._values import whole
from viginote.sources.base import text_batch

#: Columns of every table of documents. Their names are those that the profile knows roles of.
PATH, TEXT = "path", "text"
PATIENT = (
    "patient_id", "nom", "prenom", "date_naissance", "nir", "telephone", "email", "adresse",
    "code_postal", "ville",
)  # fmt: skip
#: The table of patients whom an export describes, whether or not a text is about them, and what more it has.
PEOPLE = "patients"
_OF_PEOPLE = (*PATIENT, "sexe", "date_deces")

_GATHERED_BYTES = 1024 * 1024
#: OIDs of the national health identity (INS): NIR, provisional number, and their test twins.
INS_OIDS = frozenset(f"1.2.250.1.213.1.4.{n}" for n in (8, 9, 10, 11))


@dataclass(slots=True)
class Part:
    """One text of a container: `start` to `end` of its inner string, before unescaping."""

    path: str
    text: str | None  # None where nothing is told but whom the document is about
    start: int
    end: int
    encode: Callable[[str], str] = str


@dataclass(slots=True)
class Container:
    """A stretch of raw bytes that holds texts: `inner` is what it says, `encode` writes that back.

    `patient`: what the document says of whom it is about.
    """

    span: Span
    inner: str
    encode: Callable[[str], bytes]
    parts: list[Part] = field(default_factory=list)
    patient: dict[str, str | None] = field(default_factory=dict)


def _held(value: str | None) -> str | None:
    return None if value is None else whole(value)


class DocumentRows(Rows):
    """The texts of documents or messages that follow each other."""

    def __init__(
        self, raw: bytes, table: str, containers: Sequence[Container], patient: Sequence[str] = PATIENT
    ) -> None:
        self.raw, self.table = raw, table
        self._containers = containers
        parts = [(part, container.patient) for container in containers for part in container.parts]
        columns: list[Sequence[str | None]] = [
            [whole(p.path) for p, _ in parts],
            [p.text for p, _ in parts],
        ]
        columns += [[_held(known.get(name)) for _, known in parts] for name in patient]
        self.batch = text_batch([PATH, TEXT, *patient], columns)

    def spans(self, row: int) -> Sequence[Span | None]:
        return [None] * self.batch.num_columns

    def spell(self, value: str | None, old: bytes) -> bytes:
        return old

    def rewritten(self, new: pa.RecordBatch) -> bytes:
        texts = {
            row: value or ""
            for row, cells in changes(self.batch, new).items()
            for column, value in cells
            if column == 1
        }
        edits: list[tuple[int, int, bytes]] = []
        row = 0
        for container in self._containers:
            changed = [
                (part.start, part.end, part.encode(texts[row + i]))
                for i, part in enumerate(container.parts)
                if row + i in texts and part.text is not None
            ]
            row += len(container.parts)
            if changed:
                inner = container.inner
                for start, end, text in reversed(changed):
                    inner = inner[:start] + text + inner[end:]
                edits.append((*container.span, container.encode(inner)))
        return splice(self.raw, edits)


class Gathered:
    """Small documents put together, so that a batch is not made for each."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._raw: list[bytes] = []
        self._size = 0
        self._containers: list[Container] = []
        self._people: list[Container] = []

    def describe(self, patients: Iterable[dict[str, str | None]]) -> None:
        """Take in patients whom a document describes, whether or not it has a text of them."""
        described = [
            Container((0, 0), "", str.encode, [Part("", None, 0, 0)], patient) for patient in patients
        ]
        self._people += [container for container in described if any(container.patient.values())]

    def add(self, raw: bytes, containers: Sequence[Container]) -> Iterator[bytes | Rows]:
        """Take in a document, whose containers' spans count from its start. Rows, when there are enough."""
        self.describe(container.patient for container in containers if not container.parts)
        for container in containers:
            start, end = container.span
            container.span = (start + self._size, end + self._size)
            self._containers.append(container)
        self._raw.append(raw)
        self._size += len(raw)
        if self._size >= _GATHERED_BYTES:
            yield from self.flush()

    def flush(self) -> Iterator[bytes | Rows]:
        """What is left."""
        raw = b"".join(self._raw)
        if any(container.parts for container in self._containers):
            yield DocumentRows(raw, self._table, self._containers)
        elif raw:
            yield raw
        if self._people:
            yield DocumentRows(b"", PEOPLE, self._people, _OF_PEOPLE)
            self._people = []
        self._raw, self._size, self._containers = [], 0, []


_XML = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<!(?:[^<>\[]|\[[^\]]*(?:\]|\Z))*+(?:>|\Z|(?=<))"
    r"|<(?P<close>/)?(?P<name>[\w:.-]+)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(?P<empty>/)?>|(?P<text>[^<]+|<)",
    re.DOTALL,
)
#: Elements nested deeper than this keep the path of the last one counted.
_DEEPEST = 200
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NAMESPACE = re.compile(r"xmlns(?::|\Z)|\w+:(?:schema|noNamespaceSchema)Location\Z")


@dataclass(slots=True)
class Element:
    """An open element on the way down. `index` counts brothers of the same name from 1."""

    name: str
    attributes: dict[str, str]
    index: int
    children: dict[str, int] = field(default_factory=dict)


def escape_xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escape_attribute(text: str) -> str:
    """Between quotes of either kind; a line break that is not spelled out would be read as a blank."""
    return escape_xml(text).replace('"', "&quot;").replace("'", "&apos;").replace("\n", "&#10;")


def _escape_cdata(text: str) -> str:
    return text.replace("]]>", "]]]]><![CDATA[>")


def _escape_comment(text: str) -> str:
    """Two hyphens, as a token may have them, end a comment; `walk_xml` undoes this."""
    return re.sub(r"-(?=-|\Z)", _HYPHEN, text)


#: The name of a comment among the elements of a path.
COMMENT = "comment()"
_HYPHEN = "&#45;"


@dataclass(frozen=True, slots=True)
class Node:
    """An opening tag (`text` None), a text or a comment, with the open elements above it.

    `encode`: how a text is written where this one stands.
    """

    path: Sequence[Element]
    text: str | None
    start: int
    end: int
    encode: Callable[[str], str] = escape_xml

    @property
    def names(self) -> list[str]:
        return [element.name for element in self.path]


def walk_xml(text: str) -> Iterator[Node]:
    """The elements, texts and comments of an XML document or fragment, in order.

    A tokenizer, not a parser: entities are never defined or expanded beyond the named characters, nothing
    is fetched, and damage ends an element early instead of ending the reading.
    """
    stack: list[Element] = []
    roots: dict[str, int] = {}
    begin: int | None = None  # of the text that the stretch before this match belongs to
    for match in _XML.finditer(text):
        if match["text"]:
            begin = match.start() if begin is None else begin
            continue
        if begin is not None:
            yield from _text_node(stack, text, begin, match.start())
            begin = None
        if match["name"]:
            name = match["name"].rpartition(":")[2]
            if match["close"]:
                if any(element.name == name for element in stack):
                    while stack.pop().name != name:
                        pass
                continue
            counts = stack[-1].children if stack else roots
            counts[name] = counts.get(name, 0) + 1
            attributes = {k: html.unescape(a or b) for k, a, b in _ATTRIBUTE.findall(match["attributes"])}
            if len(stack) < _DEEPEST:
                stack.append(Element(name, attributes, counts[name]))
            yield Node(tuple(stack), None, *match.span())
            if stack[-1].name == name and (match["empty"] or name in ("br", "hr", "img")):
                stack.pop()
        elif match["cdata"] and not match["cdata"].isspace():
            yield Node(tuple(stack), match["cdata"], *match.span("cdata"), _escape_cdata)
        elif match["comment"] and not match["comment"].isspace():
            counts = stack[-1].children if stack else roots
            counts[COMMENT] = counts.get(COMMENT, 0) + 1
            path = (*stack, Element(COMMENT, {}, counts[COMMENT]))
            said = match["comment"].replace(_HYPHEN, "-")
            yield Node(path, said, *match.span("comment"), _escape_comment)
    if begin is not None:
        yield from _text_node(stack, text, begin, len(text))


def _text_node(stack: Sequence[Element], text: str, start: int, end: int) -> Iterator[Node]:
    """A text between tags, unless it is blank. Stray angle brackets are part of it."""
    content = text[start:end]
    if not content.isspace():
        yield Node(tuple(stack), html.unescape(content), start, end)


def xml_path(path: Sequence[Element], below: int = 0) -> str:
    """`section[2].text.paragraph[1]`: the elements from number `below` on, an index for later brothers."""
    return ".".join(e.name if e.index == 1 else f"{e.name}[{e.index}]" for e in path[below:])


def xml_parts(text: str, prefix: str) -> list[Part]:
    """The texts of an XHTML fragment."""
    return [
        Part(f"{prefix}.{xml_path(node.path)}", node.text, node.start, node.end, node.encode)
        for node in walk_xml(text)
        if node.text is not None
    ]  # fmt: skip


def attribute_parts(text: str, node: Node, below: int = 0) -> Iterator[Part]:
    """The texts of an opening tag's attributes, but for addresses of namespaces and schemas."""
    path = xml_path(node.path, below)
    for match in _ATTRIBUTE.finditer(text, node.start, node.end):
        quoted = 2 if match[2] is not None else 3
        value = html.unescape(match[quoted])
        if value.strip() and not _NAMESPACE.match(match[1]):
            name = match[1].rpartition(":")[2]
            yield Part(f"{path}.@{name}", value, *match.span(quoted), _escape_attribute)


def address_text(parts: Sequence[str]) -> str | None:
    """Lines of an address as one."""
    return " ".join(part.strip() for part in parts if part.strip()) or None
