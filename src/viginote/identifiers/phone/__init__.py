"""Telephone and fax numbers: France and overseas, its neighbours, the Maghreb, and short internal ones.

Ten digits beginning with 0 in France (01 to 05 by region, 06 and 07 mobile, 08 special, 09 internet), nine
behind +33; overseas +262, +508, +590, +594, +596, +687, +689. Digits in groups of any size that any sign
parts, some of them masked, in words, or read as letters by character recognition. Short numbers (a hospital's
internal lines) count beside a word such as "poste" or "joignable au", or beside whom they reach.

>>> compact("+33 (0)1 42 16 00 00"), compact("O1.42.15.23.35"), compact("poste 4512")
('+33142160000', '+33142152335', '4512')
>>> validate("01 42 16 00 00"), validate("12/03/54"), validate("+32 475 12 34 56")
(True, False, True)

Issuer: ARCEP. Source: plan national de numérotation (décision ARCEP 2018-0881); ITU-T E.164.
"""

import re

from viginote.identifiers._base import Rule, Search, digits_of
from viginote.identifiers.phone.abroad import abroad
from viginote.identifiers.phone.damaged import damaged, spelt
from viginote.identifiers.phone.internal import beside_cue, columns, pagers, reached
from viginote.identifiers.phone.lines import (
    before_owner,
    directories,
    lines,
    meanings,
    short_lines,
    spoken,
)
from viginote.identifiers.phone.short import emergencies, short_numbers
from viginote.identifiers.phone.whole import whole
from viginote.text import fold

__all__ = ["RECOGNIZER", "compact", "validate"]

_INTERNAL_RUN = 4  # digits of an internal number, pagers aside


def compact(value: str) -> str:
    """The number as E.164 where it is a French or international one, else its digits alone."""
    folded = fold(value).strip()
    digits = digits_of(re.sub(r"o(?=[0-9 .\-])", "0", folded.replace("(0)", "")))
    if folded.startswith(("+", "(+", "00")):
        return "+" + digits.removeprefix("00")
    if len(digits) == 10 and digits[0] == "0":
        return "+33" + digits[1:]
    return digits


def validate(value: str) -> bool:
    """Whether `value` is a possible number of its country (libphonenumber's metadata); France by default."""
    import phonenumbers

    try:
        number = phonenumbers.parse(compact(value), "FR")
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(number))


_OF_LINES = (
    *(
        whole,
        abroad,
        damaged,
        short_numbers,
        lines,
        spoken,
        before_owner,
        meanings,
        directories,
        beside_cue,
        reached,
        columns,
    ),
)
RECOGNIZER = Rule(
    "phone",
    "PHONE",
    Search.folded(spelt, digits=0),
    Search.folded(emergencies),
    Search.folded(short_lines),
    Search.folded(pagers),
    *(Search.folded(search, digits=_INTERNAL_RUN) for search in _OF_LINES),
)
