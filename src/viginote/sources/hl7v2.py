"""HL7 v2 messages (ORU, MDM, ADT) and HPRIM Santé, which writes its messages in the same way.

Segments end with a carriage return, fields are cut by the character after the segment's name, and escapes
stand between backslashes. https://www.hl7.eu/HL7v2x/v251/std251/ch02.html; HPRIM Santé 2.4. Scanned are
OBX-5, NTE-3, what diagnoses (DG1), procedures (PR1), allergies (AL1, IAM), problems (PRB), stays (PV2),
requests (OBR, ORC), prescriptions (RXO, RXE) and appointments (SCH) say in words, HPRIM's comments (C-3), and
every field with a word in a segment of the house (Z..), which nobody else knows; PID or P names the patient.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from viginote.sources._attached import base64_part
from viginote.sources._documents import (
    INS_OIDS,
    PATH,
    Container,
    Gathered,
    Part,
    address_text,
)
from viginote.sources._encoding import Decoder, check
from viginote.sources._files import InputFile
from viginote.sources._stream import Buffer, Rows, StreamSource, messages
from viginote.sources.base import FileCoverage
from viginote.sources.format import Format, Head, Options

_BOUNDARY = re.compile(rb"(?<=[\r\n])(?:\x0b)?(?=MSH.|H\|)")
#: How long a boundary and what it looks at may be.
_BOUNDARY_BYTES = 8
_SEGMENT = re.compile(r"[^\r\n]+")
#: Types of OBX-5 that are read whatever they hold; the others, numbers and dates most of them, with a word.
_TEXT_TYPES = frozenset({"TX", "FT", "ST", "CE", "CWE", ""})
_CHARSETS = {"UNICODE UTF-8": "utf-8", "8859/1": "cp1252", "8859/15": "iso8859-15", "UNICODE": "utf-16-le"}
_ESCAPE = re.compile(r"\\([^\\\r\n]{1,20})\\")
#: What begins and ends a file and a batch of messages.
_BATCH = frozenset({"FHS", "BHS", "BTS", "FTS"})
_HEADS = frozenset({"MSH", "FHS", "BHS"})
#: Fields that hold text: segment -> field numbers (of HL7 and of HPRIM).
_TEXT_FIELDS = {
    "OBX": (5,), "NTE": (3,), "C": (3,), "DG1": (3, 4), "AL1": (3, 5), "OBR": (13, 31), "PR1": (3, 4),
    "IAM": (3, 5), "PRB": (3,), "PV2": (3, 12), "ORC": (16,), "RXO": (6, 7), "RXE": (7, 21), "SCH": (6, 7),
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{2}")


class Hl7Source(StreamSource):
    """A file of messages: a row for each text, and in another table one for each message without any."""

    format = "hl7v2"
    table = "messages"
    located_by = PATH

    def __init__(self, input_file: InputFile, options: Options) -> None:
        super().__init__(input_file, encoding=options.encoding)

    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        told = Gathered(self.table)
        for number, offset, raw in messages(buffer, _BOUNDARY, _BOUNDARY_BYTES, file):
            containers = self._message(raw, offset, number, decoder, file)
            if containers is not None:
                yield from told.add(raw, containers)
        yield from told.flush()

    def _message(
        self, raw: bytes, offset: int, number: int, decoder: Decoder, file: FileCoverage
    ) -> list[Container] | None:
        """The texts and the patient of a message; None for what is no message."""
        self._declared_encoding(raw, decoder)
        text = decoder.utf8(raw, offset).decode()
        message = Message(text)
        if message.segments and all(segment.name in _BATCH for segment in message.segments):
            return []
        if not message.segments or message.segments[0].name not in ("MSH", "H"):
            file.lose(f"message {number}", "text outside a message (no MSH or H segment): left out", rows=1)
            return None
        parts = list(_parts(message, number, file))
        return [Container((0, len(raw)), text, decoder.encode, parts, patient_of(message))]

    def _declared_encoding(self, raw: bytes, decoder: Decoder) -> None:
        """MSH-18, where nothing else was said."""
        if decoder.encoding is None and not self.given_encoding and raw.lstrip(b"\x0b").startswith(b"MSH"):
            fields = re.split(rb"[\r\n]", raw, maxsplit=1)[0].split(raw.lstrip(b"\x0b")[3:4])
            declared = fields[17].decode("ascii", "replace") if len(fields) > 17 else ""
            if declared in _CHARSETS:
                decoder.encoding = check(_CHARSETS[declared])


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment's name and the spans of its fields in the message; field 0 is the name."""

    name: str
    fields: Sequence[tuple[int, int]]


class Message:
    """A message cut into segments and fields."""

    def __init__(self, text: str) -> None:
        self.text = text
        start = text.lstrip("\x0b\r\n \ufeff")
        head = 3 if start[:3] in _HEADS else 1
        separators = (start[head : head + 5] + "|^~\\&")[:5]
        self.field, self.component, self.repetition = separators[0], separators[1], separators[2]
        self.escape, self.sub = (separators[3], separators[4]) if head == 3 else ("\\", "&")
        self.segments = [self._segment(match) for match in _SEGMENT.finditer(text)]

    def _segment(self, match: re.Match[str]) -> Segment:
        start = match.start() + (1 if match[0][:1] in "\x0b\ufeff" else 0)
        fields = []
        for value in self.text[start : match.end()].split(self.field):
            fields.append((start, start + len(value)))
            start += len(value) + 1
        return Segment(self.text[slice(*fields[0])].strip("\x1c"), fields)

    def value(self, segment: Segment, number: int) -> str:
        """The text of a field, escapes and all; empty where there is none."""
        return self.text[slice(*segment.fields[number])] if number < len(segment.fields) else ""

    def components(self, value: str) -> list[list[str]]:
        """Repetitions of a field, each as its components, unescaped."""
        return [[self.unescape(c) for c in r.split(self.component)] for r in value.split(self.repetition)]

    def unescape(self, value: str) -> str:
        return _ESCAPE.sub(self._resolved, value) if "\\" in value else value

    def _resolved(self, match: re.Match[str]) -> str:
        code = match[1]
        plain = {
            "F": self.field,
            "S": self.component,
            "R": self.repetition,
            "T": self.sub,
            "E": "\\",
            ".br": "\n",
        }
        if code.startswith((".br", ".sp")):
            return "\n"
        return plain.get(code, "" if code in ("H", "N") or code.startswith(".") else match[0])

    def escaped(self, old: str) -> Callable[[str], str]:
        """A function that escapes what is put in place of `old`; separators that stood there bare stay."""
        table: dict[str, str | int | None] = {
            "\\": "\\E\\",
            "\n": "\\.br\\",
            "\r": "\\.br\\",
            self.field: "\\F\\",
        }
        for separator, code in ((self.component, "S"), (self.repetition, "R"), (self.sub, "T")):
            if separator not in old:
                table[separator] = f"\\{code}\\"
        return lambda new: new.translate(str.maketrans(table))


def _parts(message: Message, number: int, file: FileCoverage) -> Iterator[Part]:
    counts: dict[str, int] = {}
    for segment in message.segments:
        counts[segment.name] = counts.get(segment.name, 0) + 1
        for field in _text_fields(message, segment):
            if message.value(segment, field):
                path = f"{number}.{segment.name}[{counts[segment.name]}].{field}"
                yield from _part(message, segment, field, path, file)


def _text_fields(message: Message, segment: Segment) -> Sequence[int]:
    """The numbers of the fields that hold text."""
    if segment.name.startswith("Z"):
        fields = range(1, len(segment.fields))
        return [field for field in fields if _WORD.search(message.value(segment, field))]
    return _TEXT_FIELDS.get(segment.name, ())


def _part(message: Message, segment: Segment, field: int, path: str, file: FileCoverage) -> Iterator[Part]:
    start, end = segment.fields[field]
    value = message.text[start:end]
    kind = message.value(segment, 2) if segment.name == "OBX" else ""
    if kind in ("ED", "RP"):
        yield from _data(message, start, value, path, file)
    elif kind in _TEXT_TYPES or _WORD.search(value):
        yield Part(path, message.unescape(value), start, end, message.escaped(value))


def _data(message: Message, start: int, value: str, path: str, file: FileCoverage) -> Iterator[Part]:
    """Encapsulated data: source ^ type ^ subtype ^ encoding ^ data."""
    components = value.split(message.component)
    if len(components) < 5:
        return
    begin = start + len(message.component.join(components[:4])) + 1
    end = start + len(value)
    data = value[begin - start :]
    if components[3].upper() == "A":  # text as it stands, with separators that nobody escaped
        yield Part(path, message.unescape(data), begin, end, message.escaped(data))
    elif components[3].lower() == "base64":
        yield from base64_part(components[4], begin, path, file)
    else:
        file.lose(path, "attached file damaged or not in base64: not read")


def patient_of(message: Message) -> dict[str, str | None]:
    """Whom a message is about: PID of HL7, P of HPRIM."""
    for segment in message.segments:
        if segment.name == "PID":
            return _pid(message, segment)
        if segment.name == "P":
            return _p(message, segment)
    return {}


def _pid(message: Message, segment: Segment) -> dict[str, str | None]:
    ids = message.components(message.value(segment, 3))
    nir = next(
        (i[0] for i in ids if any(part in INS_OIDS for c in i[3:4] for part in c.split(message.sub))), None
    )
    other = next((i[0] for i in ids if i[0] and i[0] != nir), None)
    names = message.components(message.value(segment, 5))
    address = message.components(message.value(segment, 11))[0] + [""] * 5
    phones = message.components(message.value(segment, 13))
    return {
        "patient_id": other,
        "nom": " ".join(dict.fromkeys(n[0].split(message.sub)[0] for n in names if n[0])) or None,
        "prenom": next((n[1] for n in names if len(n) > 1 and n[1]), None),
        "date_naissance": message.value(segment, 7)[:8] or None,
        "nir": nir,
        "telephone": next((p[0] or "".join(p[11:12]) for p in phones if p[0] or p[11:12]), None),
        "email": next((p[3] for p in phones if len(p) > 3 and "@" in p[3]), None),
        "adresse": address_text(address[:2]),
        "code_postal": address[4] or None,
        "ville": address[2] or None,
        "sexe": message.value(segment, 8) or None,
        "date_deces": message.value(segment, 29)[:8] or None,
    }


def _p(message: Message, segment: Segment) -> dict[str, str | None]:
    """HPRIM's patient. Writers cut components with `~` or with `^`, whatever the header declares."""

    def components(number: int) -> list[str]:
        return [*re.split(r"[~^]", message.value(segment, number)), "", "", "", "", ""]

    name, address = components(5), components(10)
    return {
        "patient_id": components(2)[0] or None,
        "nom": name[0] or None,
        "prenom": name[1] or None,
        "date_naissance": message.value(segment, 7)[:8] or None,
        "telephone": components(12)[0] or None,
        "adresse": address_text(address[:2]),
        "code_postal": address[4] or None,
        "ville": address[2] or None,
    }


def _recognise(head: Head) -> float:
    start = head.text.lstrip("\x0b\r\n ")
    return 0.95 if re.match(r"MSH[^\w\s]..|(?:FHS|BHS)\||H\|[~^&\\]{3,4}\|", start) else 0.0


FORMAT = Format("hl7v2", (".hl7", ".er7", ".hpr"), _recognise, Hl7Source)
