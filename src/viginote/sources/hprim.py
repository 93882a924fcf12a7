"""HPRIM Médecin: letters and results as text, under twelve lines that name the patient.

Lines: 1 the sender's number of the patient, 2 name, 3 first name, 4 and 5 address, 6 postcode and town,
7 birth date, 8 NIR, 9 code, 10 date, 11 sender, 12 receiver; then the text, results between `****LAB****`
and `****FIN****`, and `****FINFICHIER****`. Source: HPRIM Médecin 2.0, norme d'échange de résultats.
"""

import re
from collections.abc import Iterator

from viginote.sources._documents import PATH, Container, Gathered, Part, address_text
from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._stream import Buffer, Rows, StreamSource
from viginote.sources.base import MAX_RECORD_BYTES, FileCoverage
from viginote.sources.format import Format, Head, Options

_HEADER_LINES = 12
_END = re.compile(rb"^\*{4}FIN\*{4}[ \t]*(?:\r?\n|\Z)", re.M)
_LAB = re.compile(r"^\*{4}(?:LAB|FIN)", re.M)
_TOWN = re.compile(r"\s*(\d{5})?\s*(.*)")
_DATE = re.compile(r"\d{2}/\d{2}/(?:\d{4}|\d{2})")


class HprimSource(StreamSource):
    """A file of letters or results: one table, a row for each."""

    format = "hprim"
    table = "letters"
    located_by = PATH

    def __init__(self, input_file: InputFile, options: Options) -> None:
        super().__init__(input_file, encoding=options.encoding)

    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        number = 0
        letters = Gathered(self.table)
        while buffer.data or buffer.more_small():
            end = _END.search(buffer.data)
            if end is not None and end[0][-1:] != b"\n" and buffer.more_small():
                continue  # its line end may come yet
            if end is None and len(buffer.data) < MAX_RECORD_BYTES and buffer.more_small():
                continue
            offset = buffer.offset
            raw = buffer.drop(end.end() if end else len(buffer.data))
            text = decoder.utf8(raw, offset).decode()
            number += 1
            if end is None and text.strip() and not text.lstrip().startswith("****FINFICHIER"):
                file.lose(f"letter {number}", "letter cut short: its end mark ****FIN**** is missing")
            yield from letters.add(raw, letter(raw, text, number, decoder))
        yield from letters.flush()


def letter(raw: bytes, text: str, number: int, decoder: Decoder) -> list[Container]:
    """The texts of one letter; none where there are none."""
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[:_HEADER_LINES])
    marks = _LAB.search(text, min(start, len(text)))
    end = marks.start() if marks else len(text)
    parts = []
    if text[start:end].strip():
        parts.append(Part(f"{number}.text", text[start:end], start, end, _kept_lines))
    parts += _comments(text, end, number)
    if not parts:
        return []
    patient = patient_of([line.strip() for line in lines[:_HEADER_LINES]])
    return [Container((0, len(raw)), text, decoder.encode, parts, patient)]


def _comments(text: str, start: int, number: int) -> Iterator[Part]:
    """The comment lines of results: `COM|text`, `TEX|text`."""
    for index, match in enumerate(re.finditer(r"^(?:COM|TEX)\|([^\r\n]+)", text[start:], re.M), 1):
        begin, end = match.span(1)
        yield Part(f"{number}.comment[{index}]", match[1], start + begin, start + end, _one_line)


def _kept_lines(text: str) -> str:
    """A text whose lines cannot be taken for marks."""
    return re.sub(r"^\*{4}", " ****", text, flags=re.M)


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def patient_of(lines: list[str]) -> dict[str, str | None]:
    """The patient that the header names."""
    filled = [*lines, *[""] * (_HEADER_LINES - len(lines))]
    town = _TOWN.match(filled[5])
    return {
        "patient_id": filled[0] or None,
        "nom": filled[1] or None,
        "prenom": filled[2] or None,
        "date_naissance": filled[6] or None,
        "nir": filled[7].replace(" ", "") or None,
        "adresse": address_text(filled[3:5]),
        "code_postal": town[1] if town else None,
        "ville": (town[2].strip() or None) if town else None,
    }


def _recognise(head: Head) -> float:
    lines = [line.strip() for line in head.text.split("\n")[: _HEADER_LINES + 1]]
    if head.binary or len(lines) <= _HEADER_LINES:
        return 0.0
    dated = bool(_DATE.fullmatch(lines[6])) and bool(_DATE.fullmatch(lines[9]))
    return 0.9 if dated else 0.6 if "****FIN****" in head.text else 0.0


FORMAT = Format("hprim", (".hpr", ".hpm"), _recognise, HprimSource)
