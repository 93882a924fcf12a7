"""Towns where a rule can tell them: after a postal code, after an address, after "habite à" and "né à".

Towns told by nothing but their name are the model's business (room `names`).

>>> validate("Ivry-sur-Seine"), validate("PARIS CEDEX 14"), validate("domicile")
(True, True, False)

Source: Code officiel géographique (INSEE) for how communes are spelt; La Poste for CEDEX.
"""

import re

from viginote.identifiers._base import Rule, Search
from viginote.identifiers.city.beside import beside_codes, beside_streets
from viginote.identifiers.city.cues import after_words
from viginote.identifiers.city.forms import by_form, by_spelling
from viginote.identifiers.city.town import is_town as validate

__all__ = ["RECOGNIZER", "compact", "validate"]


def compact(value: str) -> str:
    """The town without CEDEX and its number, in upper case with single spaces."""
    return re.sub(r"\s+CEDEX(?:\s*[0-9]+)?\Z", "", " ".join(value.upper().split()))


_SEARCHES = (beside_codes, beside_streets, after_words, by_form, by_spelling)
RECOGNIZER = Rule("city", "CITY", *(Search.of(search, digits=0) for search in _SEARCHES))
