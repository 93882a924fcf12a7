"""The numbers of the record, its birth date and its e-mail addresses, in any spacing."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from viginote.findings import Finding, Identity
from viginote.identifiers import dates, email, nir
from viginote.names.known._base import finding
from viginote.text import Note, fold

_LONGEST_GAP = 4  # characters between two figures of a number


def numbers(note: Note, identity: Identity) -> Iterator[Finding]:
    """NIR, phones, patient numbers, postcode, birth date and e-mails of the record in the note."""
    if identity.birth_date:
        yield from _birth_dates(note, identity.birth_date)
    keys = list(_keys(identity))
    if keys:
        squeezed = [(i, c) for i, c in enumerate(note.folded) if c.isalnum()]
        stream = "".join(c for _, c in squeezed)
        for key, label in keys:
            for start, end in _spread(note.folded, squeezed, stream, key):
                yield finding(_with_prefix(note.text, start), end, label, 0.98, "number of the record")
    for address in identity.emails:
        yield from _emails(note, str(address))


def _keys(identity: Identity) -> Iterator[tuple[str, str]]:
    """The characters to look for, separators aside, with their label."""
    if identity.nir and len(number := nir.compact(identity.nir).lower()) >= 13:
        yield from ((number, "NIR"), (number[:13], "NIR"))
    for phone in identity.phones:
        digits = "".join(c for c in str(phone) if c.isdigit())
        national = re.sub(r"\A(?:0033|33)0?|\A0", "", digits)
        if len(national) == 9:
            yield from ((f"{prefix}{national}", "PHONE") for prefix in ("00330", "0033", "330", "33", "0"))
        elif len(digits) >= 6:
            yield digits, "PHONE"
    for number in identity.patient_ids:
        plain = "".join(c for c in fold(str(number)) if c.isalnum())
        for key in dict.fromkeys((plain, plain.lstrip("0"))):
            if len(key) >= 5:
                yield key, "PATIENT_ID"
    if identity.postcode and len(code := "".join(c for c in str(identity.postcode) if c.isdigit())) >= 4:
        yield code, "POSTCODE"


def _spread(
    folded: str, squeezed: Sequence[tuple[int, str]], stream: str, key: str
) -> Iterator[tuple[int, int]]:
    """Where the characters of `key` stand one after the other with nothing but separators between."""
    at = stream.find(key)
    while at >= 0:
        places = [i for i, _ in squeezed[at : at + len(key)]]
        start, end = places[0], places[-1] + 1
        close = all(b - a <= _LONGEST_GAP for a, b in pairwise(places))
        whole = not (folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum())
        if close and whole:
            yield start, end
        at = stream.find(key, at + 1)


def _with_prefix(text: str, start: int) -> int:
    """The start with the "+" or the bracket of an international number."""
    while start and text[start - 1] in "+(":
        start -= 1
    return start


def _birth_dates(note: Note, birth: date | str) -> Iterator[Finding]:
    iso = birth.isoformat()[:10] if isinstance(birth, date) else str(birth)[:10]
    iso = iso if re.fullmatch(r"\d{4}-\d\d-\d\d", iso) else dates.compact(str(birth))
    if len(iso) != 10:
        return
    year, month, day = iso.split("-")
    for hit in dates.spans(note.folded):
        if dates.compact(note.text[hit.start : hit.end]) == iso:
            yield finding(hit.start, hit.end, "BIRTH_DATE", 0.98, "birth date of the record")
    for m in re.finditer(rf"(?<![0-9])(?:{day}{month}{year[2:]}|{day}{month}{year})(?![0-9])", note.folded):
        yield finding(m.start(), m.end(), "BIRTH_DATE", 0.95, "birth date of the record")


def _emails(note: Note, address: str) -> Iterator[Finding]:
    wanted = email.compact(address)
    for hit in email.RECOGNIZER.find(note):
        if email.compact(note.text[hit.start : hit.end]) == wanted:
            yield finding(hit.start, hit.end, "EMAIL", 0.99, "e-mail of the record")
