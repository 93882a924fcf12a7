"""CDA R2 documents, level 1 (a body in base64) and level 3 (sections of narrative).

Source: HL7 CDA R2; CI-SIS, volet Structuration minimale de documents de santé. The header names the
patient; the texts of title, sections and a textual body are scanned, what codes of sections say in words
(`displayName`), and comments anywhere, each under its element's path.
"""

import re
from collections.abc import Iterator, Sequence

from viginote.sources._attached import base64_part
from viginote.sources._documents import (
    COMMENT,
    INS_OIDS,
    PATH,
    Container,
    DocumentRows,
    Element,
    Node,
    Part,
    address_text,
    attribute_parts,
    walk_xml,
    xml_path,
)
from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._stream import Buffer, Rows, StreamSource
from viginote.sources.base import FileCoverage
from viginote.sources.format import Format, Head, Options

_MAX_DOCUMENT = 64 * 1024 * 1024
_ROOT = "ClinicalDocument"
_HEAD_TEXTS = frozenset({"title", "reasonCode"})
_SECTION_TEXTS = frozenset({"title", "originalText", "value"})


class CdaSource(StreamSource):
    """One CDA document."""

    format = "cda"
    table = "document"
    located_by = PATH

    def __init__(self, input_file: InputFile, options: Options) -> None:
        super().__init__(input_file, encoding=options.encoding)

    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        while len(buffer.data) < _MAX_DOCUMENT and buffer.more():
            pass
        if len(buffer.data) >= _MAX_DOCUMENT:
            file.lose("", f"document larger than {_MAX_DOCUMENT // 2**20} MB: not read", rows=1)
            while buffer.more():
                buffer.drop(len(buffer.data))
            return
        raw = buffer.drop(len(buffer.data))
        text = decoder.utf8(raw, 0).decode()
        if not _is_closed(text):
            file.lose("end", "XML document cut short: read as far as it goes")
        patient: dict[str, str | None] = {}
        parts = list(self.parts(text, patient, file))
        if parts:
            container = Container((0, len(raw)), text, decoder.encode, parts, patient)
            yield DocumentRows(raw, self.table, [container])
        else:
            yield raw

    def parts(self, text: str, patient: dict[str, str | None], file: FileCoverage) -> Iterator[Part]:
        """The texts of a document; its patient's data go to `patient`."""
        header = _Patient(patient)
        for node in walk_xml(text):
            names = node.names
            if names[-1:] == [COMMENT] and node.text is not None:
                yield Part(xml_path(node.path), node.text, node.start, node.end, node.encode)
                continue
            if _ROOT not in names:
                continue
            top = names.index(_ROOT)  # a self-presenting document lies inside the style sheet that shows it
            names = names[top:]
            if "recordTarget" in names:
                header.take(node, names)
            elif node.text is None and "section" in names:
                attributes = attribute_parts(text, node, top + 1)
                yield from (part for part in attributes if part.path.endswith(".@displayName"))
            elif node.text is not None and _is_narrative(names):
                yield from _part(node, names, xml_path(node.path, top + 1), file)
        header.finish()


def _is_closed(text: str) -> bool:
    """Whether the outermost element of a document is closed: that of one which is cut short is not."""
    root = next((node for node in walk_xml(text) if node.text is None), None)
    if root is None:
        return False
    end = rf"</(?:[\w.-]+:)?{re.escape(root.path[0].name)}\s*>"
    return text[: root.end].endswith("/>") or re.search(end, text) is not None


def _is_narrative(names: Sequence[str]) -> bool:
    if len(names) < 2:
        return False
    if "section" in names:
        inside = names[names.index("section") + 1 :]
        return "text" in inside or (inside != [] and inside[-1] in _SECTION_TEXTS)
    return names[1] in _HEAD_TEXTS or "nonXMLBody" in names


def _part(node: Node, names: Sequence[str], path: str, file: FileCoverage) -> Iterator[Part]:
    assert node.text is not None
    element = node.path[-1]
    if element.attributes.get("representation") == "B64":
        yield from base64_part(node.text, node.start, path, file)
    elif "observationMedia" not in names:
        yield Part(path, node.text, node.start, node.end, node.encode)


class _Patient:
    """Gathers the patient of a header: recordTarget/patientRole."""

    def __init__(self, found: dict[str, str | None]) -> None:
        self._found = found
        self._last: list[str] = []
        self._first: list[str] = []
        self._lines: list[str] = []

    def take(self, node: Node, names: Sequence[str]) -> None:
        """One node of the header."""
        if "guardian" in names or "providerOrganization" in names:
            return
        element = node.path[-1]
        if node.text is None:
            self._attributes(element, names)
        elif "name" in names and "patient" in names:
            self._name(element.name, node.text.strip())
        elif "addr" in names and "birthplace" not in names:
            self._address(element.name, node.text.strip())

    def _attributes(self, element: Element, names: Sequence[str]) -> None:
        value = element.attributes
        if element.name == "id" and names[-2:-1] == ["patientRole"] and "extension" in value:
            key = "nir" if value.get("root") in INS_OIDS else "patient_id"
            self._found.setdefault(key, value["extension"])
        elif element.name == "birthTime" and "value" in value:
            self._found.setdefault("date_naissance", value["value"][:8])
        elif element.name == "telecom" and ":" in value.get("value", ""):
            scheme, _, rest = value["value"].partition(":")
            self._found.setdefault("email" if scheme == "mailto" else "telephone", rest)

    def _name(self, element: str, text: str) -> None:
        if element == "family" and text not in self._last:
            self._last.append(text)
        elif element == "given" and text not in self._first:
            self._first.append(text)

    def _address(self, element: str, text: str) -> None:
        if element == "postalCode":
            self._found.setdefault("code_postal", text)
        elif element == "city":
            self._found.setdefault("ville", text)
        elif element in (
            "streetAddressLine",
            "houseNumber",
            "streetName",
            "streetNameType",
            "additionalLocator",
        ):
            self._lines.append(text)

    def finish(self) -> None:
        """Put together what came in pieces."""
        self._found["nom"] = " ".join(self._last) or None
        self._found["prenom"] = " ".join(self._first) or None
        self._found["adresse"] = address_text(self._lines)


def _recognise(head: Head) -> float:
    return 0.95 if _ROOT in head.text[:20_000] and "<" in head.text[:200] else 0.0


FORMAT = Format("cda", (".xml",), _recognise, CdaSource)
