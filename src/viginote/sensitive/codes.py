"""ICD-10 codes (CIM-10 FR, WHO/ATIH) that give a category away: F32.1, F321, B24, Z21, X78 ..."""

import re
from collections.abc import Iterator
from functools import cache

from viginote.sensitive.lines import lines
from viginote.sensitive.mention import Mention
from viginote.text import Note

DETECTOR = "icd10"
_SCORE = 0.95
_BARE_SCORE = 0.85
#: In small letters only where nothing else is written so: with its point, and no temperature (t38.5).
_CODE = re.compile(
    r"[A-Zfz](?<![A-Za-z0-9.,*-].)[0-9]{2}(?:(?<=[A-Z]..)(?:\.?[0-9]{1,2})?|\.[0-9]{1,2})"
    r"(?![A-Za-z0-9*]|[.,-][0-9]|-[A-Za-z])"
)
# Three characters alone may also be a room, a bed, a catheter size, an exon, a vitamin.
_PLACE_BEFORE = re.compile(
    r"(?:chambres?|chb|ch|lit|box|salle|bureau|porte|bat|batiment|sonde|charriere|drain|bloc|secteur|poste"
    r"|exon|gene|hla|vitamine|vit|niveau|disque|vertebre|article|ligne|case|page|fig|figure|photo|filtre"
    r"|lait|therapeutique|unite|service|etage|aile|hall|cellule|quartier|division|place|parcelle|lot|appt|apt"
    r"|appartement|escalier|entree|table|siege|zone)\.?[ ]?$"
)
_LOOK_BACK = 14
# Where both stand in one note, they are the milks of a malnourished child.
_MILKS = frozenset({"F75", "F100"})


def _span(code: str) -> tuple[str, str]:
    """First and last code of a range, as comparable strings: "F20-F51" -> ("F20", "F51~")."""
    first, _, last = code.partition("-")
    return first.replace(".", ""), (last or first).replace(".", "") + "~"


@cache
def _ranges() -> dict[str, list[tuple[str, str, str]]]:
    """By first letter: (first, last, category), narrow ranges before wide ones."""
    ranges: dict[str, list[tuple[str, str, str]]] = {}
    for line in lines("codes.tsv"):
        code, category, _ = line.split("\t")
        ranges.setdefault(code[0], []).append((*_span(code), category))
    for of_letter in ranges.values():
        of_letter.sort(key=lambda r: (-len(r[0]), r[1] > r[0] + "~"))
    return ranges


def category_of(code: str) -> str | None:
    """The category of an ICD-10 code, with or without dot; None if it gives none away.

    >>> category_of("F32.1"), category_of("F03"), category_of("Z650")
    ('psychiatry', None, 'judicial')
    """
    plain = code.replace(".", "")
    for first, last, category in _ranges().get(plain[:1], ()):
        if first <= plain <= last:
            return category
    return None


def find(note: Note) -> Iterator[Mention]:
    """The mentions made by an ICD-10 code."""
    codes = list(_CODE.finditer(note.text))
    fed = {match[0] for match in codes} >= _MILKS
    for match in codes:
        category = category_of(match[0].upper())
        if category is None or (fed and match[0] in _MILKS):
            continue
        start, bare = match.start(), len(match[0]) == len("F20")
        if "." not in match[0] and _PLACE_BEFORE.search(note.folded, max(0, start - _LOOK_BACK), start):
            continue
        yield Mention(start, match.end(), category, match[0], _BARE_SCORE if bare else _SCORE, DETECTOR)
