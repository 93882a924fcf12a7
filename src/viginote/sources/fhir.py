"""FHIR R4 in JSON: resources, Bundles and NDJSON. https://hl7.org/fhir/R4/

Read by walking the JSON, not by validating it: an export with an unknown field is still an export. The
narrative of a resource is scanned, and what else reads like text; the Patient resource that it refers to, in
the same file or in an earlier one of the folder, names the record's patient. Patients have a table of their
own, with a text or without.
"""

import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from viginote.sources._attached import base64_part
from viginote.sources._documents import (
    PATH,
    Container,
    Gathered,
    Part,
    xml_parts,
)
from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._json import json_literal, leaf_spans, loads, named, whole_elements
from viginote.sources._patients import Patient, Patients
from viginote.sources._stream import Buffer, Rows, Span, StreamSource
from viginote.sources.base import MAX_RECORD_BYTES, FileCoverage
from viginote.sources.format import Format, Head, Options

#: Elements that hold words of a person, by the last part of their path.
_NARRATIVE = frozenset(
    [
        "div",
        "text",
        "display",
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
#: Resources about who, not what, and their elements that are typed throughout.
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
_TYPED = frozenset(["name", "alias", "identifier", "telecom", "address", "contact", "qualification"])
_FIRST = re.compile(r"[.\[]")  # behind the first step of a path
#: A string elsewhere that has this many words is text too.
_WORDS = 4
_RESOURCE = re.compile(r'"resourceType"\s*:\s*"[A-Z][a-z]+[A-Za-z]*"')
#: A Bundle longer than this is read entry after entry: as a whole it takes 40 times its length in memory.
_HELD_BYTES = 8 * 1024 * 1024
_ENTRIES = re.compile(rb'"entry"\s*:\s*\[')


class FhirSource(StreamSource):
    """A FHIR file: a row for each text, and in a table of their own one for each patient."""

    format = "fhir"
    table = "resources"
    located_by = PATH

    def __init__(self, input_file: InputFile, options: Options) -> None:
        super().__init__(input_file, encoding=options.encoding)
        self._patients = options.patients

    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        reader = _Reader(self.table, self._patients, decoder, file)
        buffer.more()
        if buffer.data.startswith(b"\xef\xbb\xbf"):
            yield buffer.drop(3)
        if _is_json(buffer.data.partition(b"\n")[0]):
            yield from _lines(buffer, reader, file)
        else:
            yield from _document(buffer, reader, decoder)
        yield from reader.flush()


def _lines(buffer: Buffer, reader: "_Reader", file: FileCoverage) -> Iterator["bytes | Rows"]:
    """A resource a line."""
    while buffer.data or buffer.more():
        end = len(buffer.data) if buffer.ended else buffer.data.rfind(b"\n") + 1
        if end:
            offset = buffer.offset
            for line in buffer.drop(end).splitlines(keepends=True):
                yield from reader.read(line, offset)
                offset += len(line)
        elif len(buffer.data) < MAX_RECORD_BYTES:
            buffer.more()
        else:
            file.lose(
                f"byte {buffer.offset}",
                f"record longer than {MAX_RECORD_BYTES // 2**20} MB: left out",
                rows=1,
            )
            buffer.skip_line()


def _document(buffer: Buffer, reader: "_Reader", decoder: Decoder) -> Iterator["bytes | Rows"]:
    """One resource or Bundle, over several lines or not; of a Bundle that is long, entry after entry."""
    while len(buffer.data) < _HELD_BYTES and buffer.more():
        pass
    entries = None if buffer.ended else _ENTRIES.search(buffer.data)
    if entries is None:
        while len(buffer.data) < MAX_RECORD_BYTES and buffer.more():
            pass
        offset = buffer.offset
        yield from reader.read(buffer.drop(len(buffer.data)), offset)
        while buffer.more():
            buffer.drop(len(buffer.data))
        return
    yield from reader.keep(buffer.drop(entries.end()))
    number = 0
    while True:
        records, places = whole_elements(buffer.data, buffer.ended, decoder.settled(buffer.data))
        last = 0
        for (start, end), entry in zip(places, records, strict=True):
            yield from reader.keep(buffer.data[last:start])
            yield from reader.read_entry(entry, buffer.data[start:end], number)
            number, last = number + 1, end
        buffer.drop(last)
        if not records and (len(buffer.data) >= MAX_RECORD_BYTES or not buffer.more()):
            break
    yield from reader.end(buffer)


class _Reader:
    """Reads resource after resource, and remembers the patients it has met."""

    def __init__(self, table: str, patients: Patients, decoder: Decoder, file: FileCoverage) -> None:
        self._decoder, self._file, self._patients = decoder, file, patients
        self._gathered = Gathered(table)
        self._number = 0

    def keep(self, raw: bytes) -> Iterator["bytes | Rows"]:
        """Bytes without texts, as they are."""
        yield from self._gathered.add(raw, [])

    def flush(self) -> Iterator["bytes | Rows"]:
        yield from self._gathered.flush()

    def read(self, raw: bytes, offset: int) -> Iterator["bytes | Rows"]:
        """The pieces of one resource, or of a Bundle."""
        self._number += 1
        try:
            resource = loads(self._decoder.utf8(raw, offset)) if raw.strip() else None
        except (ValueError, RecursionError):
            self._lose(offset)
            return
        if not isinstance(resource, dict):
            yield from self.keep(raw)
            return
        found = self._patients.add(resource)
        self._gathered.describe(found)
        only = found[0] if len(found) == 1 else {}
        if resource.get("resourceType") == "Bundle":
            containers = []
            for index, entry in enumerate(resource.get("entry") or []):
                containers += self._texts(entry, f"entry[{index}].", only)
            yield from self._located(raw, containers, "")
        else:
            texts = self._texts({"resource": resource}, "", {})
            own = [(path.removeprefix("resource."), value, patient) for path, value, patient in texts]
            yield from self._located(raw, own, f"{self._number}.")

    def read_entry(self, entry: Any, raw: bytes, number: int) -> Iterator["bytes | Rows"]:
        """The pieces of one entry of a Bundle that is too long to be held."""
        if isinstance(entry, dict):
            self._gathered.describe(self._patients.add({"entry": [entry]}))
        yield from self._located(raw, self._texts(entry, "", {}), f"entry[{number}].")

    def end(self, buffer: Buffer) -> Iterator["bytes | Rows"]:
        """What follows the last entry of such a Bundle."""
        if buffer.ended and buffer.data.lstrip().startswith(b"]"):
            yield from self.keep(buffer.drop(len(buffer.data)))
            return
        self._lose(buffer.offset)
        while buffer.data or buffer.more():
            buffer.drop(len(buffer.data))
        yield from self.keep(b"]}\n")

    def _lose(self, offset: int) -> None:
        self._file.lose(f"byte {offset}", "JSON resource damaged, cut short or too large: left out", rows=1)

    def _texts(self, entry: Any, prefix: str, default: Patient) -> list[tuple[str, str, Patient]]:
        """Path, text and patient of what is to be scanned in an entry."""
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict):
            return []
        typed = _TYPED if resource.get("resourceType") in _ADMINISTRATIVE else ()
        named = self._patients.of(resource)
        patient = default if named is None else named
        return [
            (f"{prefix}resource.{path}", value, patient)
            for path, value in _strings(resource, "")
            if _FIRST.split(path, maxsplit=1)[0] not in typed
        ]

    def _located(
        self, raw: bytes, texts: Sequence[tuple[str, str, Patient]], prefix: str
    ) -> Iterator["bytes | Rows"]:
        """The texts of `raw` with where they stand in it; `prefix` goes before their paths."""
        spans = leaf_spans(raw, self._decoder) if texts else {}
        containers = []
        for path, value, patient in texts:
            span = spans[path]
            container = self._container(prefix + path, value, span, raw[slice(*span)])
            container.patient = patient
            if container.parts:
                containers.append(container)
        containers.sort(key=lambda container: container.span)
        yield from self._gathered.add(raw, containers)

    def _container(self, path: str, value: str, span: Span, old: bytes) -> Container:
        clean = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value)
        container = Container(span, clean, partial(json_literal, old=old, decoder=self._decoder))
        if path.endswith(".div"):
            container.parts = xml_parts(clean, path)
        elif path.endswith(".data"):
            container.parts = list(base64_part(clean, 0, path, self._file))
        else:
            container.parts = [Part(path, clean, 0, len(clean))]
        return container


def _strings(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for number, (key, item) in enumerate(value.items(), 1):
            name = named(key, number)
            yield from _strings(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, f"{path}[{index}]")
    elif isinstance(value, str) and _is_text(path, value):
        yield path, value


def _is_text(path: str, value: str) -> bool:
    name = path.rpartition(".")[2].partition("[")[0]
    if name == "data":
        return True
    if name in ("system", "url", "reference", "contentType", "fullUrl", "id"):
        return False
    return name in _NARRATIVE or len(value.split()) >= _WORDS


def _is_json(raw: bytes) -> bool:
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
