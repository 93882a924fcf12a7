"""FHIR R4 in JSON: resources, Bundles and NDJSON. https://hl7.org/fhir/R4/

Read by walking the JSON, not by validating it: an export with an unknown field is still an export. The
narrative of a resource is scanned; the Patient resource of the same file names the record's patient.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from viginote.sources._documents import (
    INS_OIDS,
    PATH,
    Container,
    DocumentRows,
    Part,
    address_text,
    decoded_base64,
    encoded_base64,
    xml_parts,
)
from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._json import json_literal, leaf_spans, loads
from viginote.sources._stream import Buffer, Rows, Span, StreamSource
from viginote.sources.base import MAX_RECORD_BYTES, FileCoverage
from viginote.sources.format import Format, Head, Options

#: Elements that hold words of a person, by the last part of their path.
_NARRATIVE = frozenset(
    [
        "div",
        "text",
        "valueString",
        "valueMarkdown",
        "contentString",
        "conclusion",
        "description",
        "comment",
        "instruction",
        "summary",
        "patientInstruction",
        "note",
        "title",
        "unstructured",
        "clinicalImpression",
        "reason",
        "content",
    ]
)
#: Resources about who, not what: typed throughout.
_ADMINISTRATIVE = frozenset(
    [
        "Patient",
        "RelatedPerson",
        "Person",
        "Practitioner",
        "PractitionerRole",
        "Organization",
        "Location",
        "Device",
        "Endpoint",
    ]
)
#: A string elsewhere that has this many words is text too.
_WORDS = 4
_RESOURCE = re.compile(r'"resourceType"\s*:\s*"[A-Z][a-z]+[A-Za-z]*"')
_TEXT_TYPES = ("text/", "application/xml", "application/xhtml", "")


class FhirSource(StreamSource):
    """A FHIR file: one table, a row for each text."""

    format = "fhir"
    table = "resources"
    located_by = PATH

    def __init__(self, input_file: InputFile, options: Options) -> None:
        super().__init__(input_file, encoding=options.encoding)

    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        reader = _Reader(self.table, decoder, file)
        buffer.more()
        if buffer.data.startswith(b"\xef\xbb\xbf"):
            yield buffer.drop(3)
        while buffer.data or buffer.more():
            raw = self._document(buffer)
            yield from reader.read(raw, buffer.offset - len(raw))

    def _document(self, buffer: Buffer) -> bytes:
        """The next line that is a whole JSON value, or all that is left."""
        scanned = 0
        while True:
            end = buffer.data.find(b"\n", scanned) + 1
            if end and _is_json(buffer.data[:end]):
                return buffer.drop(end)
            if scanned == 0 and end and buffer.data[:end].strip() not in (b"{", b"") and buffer.offset:
                return buffer.drop(end)  # a damaged line among lines
            if len(buffer.data) >= MAX_RECORD_BYTES or not buffer.more():
                return buffer.drop(len(buffer.data))
            scanned = len(buffer.data) if not end else 0
            if end:
                while len(buffer.data) < MAX_RECORD_BYTES and buffer.more():
                    pass
                return buffer.drop(len(buffer.data))


Patient = dict[str, str | None]


class _Reader:
    """Reads resource after resource, and remembers the patients it has met."""

    def __init__(self, table: str, decoder: Decoder, file: FileCoverage) -> None:
        self._table, self._decoder, self._file = table, decoder, file
        self._patients: dict[str, Patient] = {}
        self._number = 0

    def read(self, raw: bytes, offset: int) -> Iterator["bytes | Rows"]:
        """The pieces of one resource, or of a Bundle."""
        self._number += 1
        try:
            resource = loads(self._decoder.utf8(raw, offset)) if raw.strip() else None
        except (ValueError, RecursionError):
            self._file.lose(
                f"byte {offset}", "JSON resource damaged, cut short or too large: left out", rows=1
            )
            return
        if not isinstance(resource, dict):
            yield raw
            return
        self._patients.update(_patients(resource))
        spans = leaf_spans(raw, self._decoder)
        prefix = "" if resource.get("resourceType") == "Bundle" else f"{self._number}."
        found = []
        for path, value, patient in _texts(resource, prefix, self._patients):
            span = spans[path.removeprefix(prefix)]
            container = self._container(path, value, span, raw[slice(*span)])
            if container.parts:
                found.append((container, self._patients.get(patient, {})))
        yield from self._rows(raw, found)

    def _container(self, path: str, value: str, span: Span, old: bytes) -> Container:
        clean = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)
        container = Container(span, clean, partial(json_literal, old=old, decoder=self._decoder))
        if path.endswith(".div"):
            container.parts = xml_parts(clean, path)
        elif not path.endswith(".data"):
            container.parts = [Part(path, clean, 0, len(clean))]
        elif (text := decoded_base64(clean)) is not None:
            container.parts = [Part(path, text, 0, len(clean), encoded_base64)]
        else:
            self._file.lose(path, "attachment that is no text (PDF, RTF, image): not read")
        return container

    def _rows(self, raw: bytes, found: list[tuple[Container, Patient]]) -> Iterator["bytes | Rows"]:
        """`raw` cut after each text, each part with the patient that its text is about."""
        found.sort(key=lambda pair: pair[0].span)
        begin = 0
        for container, patient in found:
            start, end = container.span
            container.span = (start - begin, end - begin)
            yield DocumentRows(raw[begin:end], self._table, [container], patient)
            begin = end
        yield raw[begin:]


def _texts(
    resource: dict[str, Any], prefix: str, patients: dict[str, dict[str, str | None]]
) -> Iterator[tuple[str, str, str]]:
    """Path, text and patient key of what is to be scanned."""
    if resource.get("resourceType") != "Bundle":
        yield from _of_resource(resource, prefix, _patient_key(resource, patients))
        return
    for index, entry in enumerate(resource.get("entry") or []):
        inner = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(inner, dict):
            key = _patient_key(inner, patients)
            yield from _of_resource(inner, f"{prefix}entry[{index}].resource.", key)


def _of_resource(resource: dict[str, Any], prefix: str, key: str) -> Iterator[tuple[str, str, str]]:
    if resource.get("resourceType") not in _ADMINISTRATIVE:
        for path, value in _strings(resource, "", None):
            yield prefix + path, value, key


def _strings(value: Any, path: str, parent: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _strings(item, f"{path}.{name}" if path else name, value)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, f"{path}[{index}]", parent)
    elif isinstance(value, str) and parent is not None and _is_text(path, value, parent):
        yield path, value


def _is_text(path: str, value: str, parent: dict[str, Any]) -> bool:
    name = path.rpartition(".")[2].partition("[")[0]
    if name == "data":
        return str(parent.get("contentType", "")).startswith(_TEXT_TYPES)
    if name in ("system", "url", "reference", "contentType", "fullUrl", "id"):
        return False
    return name in _NARRATIVE or len(value.split()) >= _WORDS


def _patients(resource: dict[str, Any]) -> dict[str, dict[str, str | None]]:
    """The patients of a resource or Bundle, by the references that may name them."""
    entries: Sequence[Any] = resource.get("entry") or [{"resource": resource}]
    found: dict[str, dict[str, str | None]] = {}
    for entry in entries:
        patient = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(patient, dict) and patient.get("resourceType") == "Patient":
            identity = _identity(patient)
            for key in (f"Patient/{patient.get('id')}", entry.get("fullUrl")):
                if isinstance(key, str):
                    found[key] = identity
    return found


def _identity(patient: dict[str, Any]) -> dict[str, str | None]:
    names = _dicts(patient.get("name"))
    numbers = _dicts(patient.get("identifier"))
    nir = next((n.get("value") for n in numbers if _oid(n) in INS_OIDS), None)
    other = next((n.get("value") for n in numbers if _oid(n) not in INS_OIDS), None)
    telecom = _dicts(patient.get("telecom"))
    address = next(iter(_dicts(patient.get("address"))), {})
    return {
        "patient_id": _string(other),
        "nom": " ".join(dict.fromkeys(filter(None, (_string(n.get("family")) for n in names)))) or None,
        "prenom": " ".join(g for n in names[:1] for g in n.get("given") or [] if isinstance(g, str)) or None,
        "date_naissance": _string(patient.get("birthDate")),
        "nir": _string(nir),
        "telephone": next(
            (_string(t.get("value")) for t in telecom if t.get("system") in ("phone", "sms")), None
        ),
        "email": next((_string(t.get("value")) for t in telecom if t.get("system") == "email"), None),
        "adresse": address_text([line for line in address.get("line") or [] if isinstance(line, str)]),
        "code_postal": _string(address.get("postalCode")),
        "ville": _string(address.get("city")),
    }


def _oid(identifier: dict[str, Any]) -> str:
    return str(identifier.get("system", "")).removeprefix("urn:oid:")


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _patient_key(resource: dict[str, Any], patients: dict[str, dict[str, str | None]]) -> str:
    """The reference of the patient a resource is about; the only patient of a Bundle where it names none."""
    for name in ("subject", "patient", "beneficiary", "for"):
        reference = resource.get(name)
        if isinstance(reference, dict) and isinstance(reference.get("reference"), str):
            return str(reference["reference"])
    return next(iter(patients)) if len({id(p) for p in patients.values()}) == 1 else ""


def _is_json(raw: bytes) -> bool:
    if not raw.strip():
        return True
    try:
        json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return True


def _recognise(head: Head) -> float:
    start = head.text.lstrip()
    if head.binary or not start.startswith("{"):
        return 0.0
    return 0.95 if _RESOURCE.search(head.text[:5000]) else 0.0


FORMAT = Format("fhir", (".json", ".ndjson"), _recognise, FhirSource)
