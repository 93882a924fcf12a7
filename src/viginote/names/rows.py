"""Names in tables: the cells under a heading that says name, the parts of a name that ^ joins."""

import re
from collections.abc import Iterator

from viginote.names.lexicon import CAPITAL, Lexicon, Span
from viginote.names.lists import entries
from viginote.text import fold

#: What may part the cells of a row, and how many cells a heading has at least.
_CELLS = {";": 2, "\t": 2, "|": 2, ",": 3}
_HEADING = re.compile(
    r"(?:n(?:o|0)ms?(?: (?:de naissance|de famille|d'usage|usuel|marital))?|prenoms?"
    r"|n(?:o|0)m(?: et |/|-|, | )prenom|prenom(?: et |/|-|, | )nom|(?:nom |nom du |nom de la )?patiente?s?"
    r"|identite|resident[es]?s?|beneficiaires?|salarie[es]?s?|medecins?|praticiens?|operateurs?|chirurgiens?"
    r"|internes?|astreintes?|de garde|agents?|mt|med(?:ecin)? traitant|ide|referente?s?)"
)
#: Words of a heading, without which no table is looked for.
_WORDS = (
    "nom", "n0m", "patient", "identite", "resident", "benef", "salari", "medecin", "praticien",
    "operateur", "chirurgien", "interne", "astreinte", "garde", "agent", "traitant", "referent",
)  # fmt: skip
#: "NOM" and "PRENOM" hold nothing but names; under the others stand notes as well.
_ONLY_NAMES = ("nom", "n0m", "pre")
_NAME = re.compile(
    rf"(?!\d)(?:{CAPITAL}\.(?:-?{CAPITAL}\.)? ?)?[^\W\d_][\w'-]+(?:[ -][^\W\d_][\w'-]*\.?){{0,3}}"
)
_LONGEST_LABEL = 4  # words
#: "BEC^GINETTE", as messages between machines write a name.
_JOINED = re.compile(
    rf"(?<![\w^])({CAPITAL}[^\W\d_]+(?:[ '-][^\W\d_]+)*)\^({CAPITAL}[^\W\d_]+(?:['-][^\W\d_]+)*)(?![\w'-])"
)


def in_columns(text: str, folded: str, lexicon: Lexicon) -> Iterator[Span]:
    """The cells of a table that stand under a heading such as "nom", "patient" or "médecin"."""
    if "\n" not in text or not any(word in folded for word in _WORDS):
        return
    columns: dict[int, bool] = {}
    part = ""
    start = 0
    for line in text.split("\n"):
        if part and columns and part in line:
            yield from _under(text, start, line.split(part), columns, lexicon)
        else:
            part, columns = _heading(line)
        start += len(line) + 1


def _heading(line: str) -> tuple[str, dict[int, bool]]:
    """What parts the cells of a heading, and which of its columns hold names: nothing else, or notes."""
    for part, fewest in _CELLS.items():
        cells = line.split(part)
        if len(cells) >= fewest and all(map(_is_label, cells)):
            labels = [fold(cell).strip() for cell in cells]
            named = {i: c.startswith(_ONLY_NAMES) for i, c in enumerate(labels) if _HEADING.fullmatch(c)}
            if named:
                return part, named
    return "", {}


def _is_label(cell: str) -> bool:
    return len(cell.split()) <= _LONGEST_LABEL and not any(map(str.isdigit, cell))


def _under(
    text: str, start: int, cells: list[str], columns: dict[int, bool], lexicon: Lexicon
) -> Iterator[Span]:
    for number, cell in enumerate(cells):
        name = _NAME.fullmatch(text, *_stripped(start, cell)) if number in columns else None
        if name and _may_be_name(name[0], columns[number], lexicon):
            yield name.span()
        start += len(cell) + 1


def _stripped(start: int, cell: str) -> Span:
    return start + len(cell) - len(cell.lstrip()), start + len(cell.rstrip())


def _may_be_name(cell: str, only: bool, lexicon: Lexicon) -> bool:
    """Whether a cell is no note such as "annulé" or "libre": a capital or no word of the language."""
    words = [w for w in re.split(r"[ .]+", fold(cell)) if w]
    if any(w in entries("never_names") and w not in entries("particles") for w in words):
        return False
    known = [w for w in words if lexicon.is_name(w)]
    ordinary = all(map(lexicon.is_common, words))
    if only:
        return not ordinary or (cell[0].isupper() and len(known) == len(words))
    return bool(known) and cell[0].isupper() and not ordinary


def joined_by_signs(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Surname and first name that ^ joins, one of which is known."""
    for name in _JOINED.finditer(text) if "^" in text else ():
        if lexicon.is_name(fold(name[1])) or lexicon.is_first(fold(name[2])):
            yield name.span(1)
            yield name.span(2)
