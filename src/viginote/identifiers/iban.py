"""IBAN, and the French RIB inside it.

Two letters of the country, two check digits, up to thirty characters of the account (27 in all in France). A
RIB is bank (5), branch (5), account (11) and a key of two.

>>> validate("FR14 2004 1010 0505 0001 3M02 606"), validate("FR15 2004 1010 0505 0001 3M02 606")
(True, False)
>>> validate("20041 01005 0500013M026 06"), compact("fr14 2004 1010 0505 0001 3m02 606")
(True, 'FR1420041010050500013M02606')

Issuer: the account's bank. Source: ISO 13616-1:2020; CFONB, le relevé d'identité bancaire.
"""

import re
from collections.abc import Iterator

from viginote.checks import is_iban, rib_key
from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import (
    JOINED,
    LONG,
    Hit,
    Rule,
    Search,
    at_numbers,
    before,
    compact,
    longest_run,
)
from viginote.regex import regex
from viginote.text import Note

_IBAN = regex(r"[0-9](?<=[a-z][a-z].)(?<![a-z0-9]...)[0-9](?:[ .\-]?[a-z0-9]){11,30}(?![a-z0-9])")
_RIB = regex(r"[0-9](?<![a-z0-9].)[0-9]{4}[ \-|]?[0-9]{5}[ \-|]?[a-z0-9]{11}[ \-|]?[0-9]{2}(?![a-z0-9])")
#: A RIB whose parts have labels: "Code banque 30004 Code guichet 00123 N° de compte 00001234567 Clé 89".
_LABELLED = Anchored(
    r"(?:code )?banque[ :]{1,3}(?P<bank>[0-9]{5})(?![0-9])\W{1,4}(?:code )?guichet[ :]{1,3}"
    r"(?P<branch>[0-9]{5})(?![0-9])\W{1,4}(?:(?:n°|numero) ?(?:de )?)?compte[ :]{1,3}"
    r"(?P<account>[0-9a-z]{11})(?![0-9a-z])"
    r"(?:\W{1,4}cle(?: rib)?[ :]{1,3}(?P<key>[0-9]{2})(?![0-9]))?"
)
_CUE = regex(r"\b(?:iban|rib|ccp|compte|bancaires?|virement)\b[^0-9]{0,20}\Z")
_FRENCH_LENGTH = 27
_LEAST_DIGITS = 10  # of any country's IBAN: "CA125 était normal" has fewer


def _find(note: Note) -> Iterator[Hit]:
    folded = note.folded
    for m in at_numbers(folded, _IBAN, JOINED):
        start = m.start() - 2
        if french := _french_end(folded, start, m.end()):
            valid = validate(folded[start:french])
            yield Hit(start, french, 0.99, "check digits valid" if valid else "shape of an IBAN")
        elif end := _valid_end(folded, start, m.end()):
            yield Hit(start, end, 0.99, "check digits valid")
        elif _CUE.search(before(folded, start, 30)):
            yield Hit(start, m.end(), 0.9, "shape of an IBAN")
    for m in _LABELLED.matches(folded):
        for part in filter(m.group, ("bank", "branch", "account", "key")):
            yield Hit(*m.span(part), 0.97, "part of a RIB behind its label")
    for m in at_numbers(folded, _RIB, LONG) if longest_run(folded) >= 7 else ():
        valid = validate(m[0])
        if valid or _CUE.search(before(folded, m.start(), 30)):
            yield Hit(
                m.start(), m.end(), 0.98 if valid else 0.85, "key valid" if valid else "word for it before"
            )


def _valid_end(folded: str, start: int, end: int) -> int:
    """The end of the longest valid IBAN from `start`: words after it may look like its last groups."""
    for stop in range(end, start + 14, -1):
        if (
            folded[stop - 1].isalnum()
            and not folded[stop : stop + 1].isalnum()
            and validate(folded[start:stop])
        ):
            return stop
    return 0


def _french_end(folded: str, start: int, end: int) -> int:
    """Where the 27 signs of a French IBAN end; 0 when others follow at once or none begins there."""
    signs = [i for i in range(start, end) if folded[i].isalnum()][:_FRENCH_LENGTH]
    if not folded.startswith("fr", start) or len(signs) < _FRENCH_LENGTH:
        return 0
    stop = signs[-1] + 1
    return 0 if folded[stop : stop + 1].isalnum() else stop


def validate(value: str) -> bool:
    """Whether the check digits of an IBAN, or the key of a RIB, are right."""
    number = compact(value)
    if re.fullmatch(r"[0-9]{10}[0-9A-Z]{11}[0-9]{2}", number):
        return number[-2:] == rib_key(number[:-2])
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", number):
        return False
    if sum(c.isdigit() for c in number) < _LEAST_DIGITS:
        return False
    return is_iban(number)


RECOGNIZER = Rule("iban", "IBAN", Search(_find))
