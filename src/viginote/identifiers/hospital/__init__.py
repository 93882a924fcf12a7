"""Care sites by their type word and name: CH de Roubaix, clinique Pasteur, CSAPA Horizon.

The type word alone names nobody ("adressé au CHU", "hôpital de jour", "examen clinique"), so a capitalised
name must
follow it. Sites named without any type word are the model's business (room `names`).

>>> validate("CHU de Lille"), validate("hôpital de jour"), validate("clinique Pasteur")
(True, False, True)

Source: FINESS, nomenclature des catégories d'établissements.
"""

import re
from collections.abc import Iterator

from viginote.identifiers._base import UPPER, Hit, Rule, Search
from viginote.identifiers.hospital.brands import brands, stays
from viginote.identifiers.hospital.foreign import compounds, types_before, types_behind
from viginote.identifiers.hospital.known import known
from viginote.identifiers.hospital.loose import by_letters, loose
from viginote.identifiers.hospital.lower import lower_case
from viginote.identifiers.hospital.phrases import phrases
from viginote.identifiers.hospital.typed import acronyms, type_words
from viginote.regex import regex
from viginote.text import Note

__all__ = ["RECOGNIZER", "compact", "validate"]

#: From the blank behind the first capital on.
_SPACED_OUT = regex(rf" (?<={UPPER} )(?<!\w. ){UPPER}(?: {{1,3}}{UPPER}){{3,60}}(?!\w)")


def _spaced_out(note: Note) -> Iterator[Hit]:
    """Heads of letters in spaced capitals: "C H U  D E  L A  B A I E"."""
    for run in _SPACED_OUT.finditer(note.text):
        start = run.start() - 1
        words = re.split(r" {2,}", note.text[start : run.end()])
        joined = " ".join(word.replace(" ", "") for word in words)
        if len(words) > 1 and validate(joined):
            yield Hit(start, run.end(), 0.9, "type of site and its name, in spaced capitals")


def compact(value: str) -> str:
    """The name in upper case with single spaces."""
    return " ".join(value.upper().split())


def validate(value: str) -> bool:
    """Whether `value` as a whole is a type of care site followed by a name."""
    return any(hit.start == 0 and hit.end == len(value) for hit in RECOGNIZER.find(Note(value)))


_SEARCHES = (
    acronyms,
    type_words,
    brands,
    stays,
    loose,
    phrases,
    lower_case,
    known,
    by_letters,
    types_behind,
    types_before,
    compounds,
)
RECOGNIZER = Rule(
    "hospital",
    "HOSPITAL",
    *(Search.both(search, digits=0) for search in _SEARCHES),
    Search(_spaced_out, digits=0),
)
