"""Dates that copying or character recognition damaged: digits read as letters, blanks inside, cut off."""

import re
from collections.abc import Iterator
from itertools import chain

from viginote.identifiers._base import MISREAD_DIGIT, Hit, at_numbers, before, is_misread, undamaged
from viginote.identifiers._calendar import FULL_MONTHS, full_year, is_day
from viginote.identifiers.dates.cues import FIRST_DIGIT
from viginote.identifiers.dates.forms import is_date, validate

#: What follows a day whose digits were read as letters: "lO/O3/2O19".
_DAMAGED = re.compile(rf"([/.\-])[01oil]?{MISREAD_DIGIT}\1(?:[12lz][09o]{MISREAD_DIGIT}{{2}})(?![a-z0-9])")
_DAMAGED_SHORT = re.compile(rf"([/.\-])[01oil]{MISREAD_DIGIT}\1[0-9oil][0-9o](?![a-z0-9]|[/.\-][0-9])")
#: A month and its year, a date behind its article, with letters for digits: "O6/2O24", "le 6 o1 2O26".
_DAMAGED_MONTH = re.compile(rf"/(?<={MISREAD_DIGIT}.)[2z][0o]{MISREAD_DIGIT}{{2}}(?![a-z0-9/])")
_MONTH_BEFORE = re.compile(rf"(?<![a-z0-9/.])[01oil]{MISREAD_DIGIT}\Z")
_DAMAGED_SPACED = re.compile(rf"[2z](?<={MISREAD_DIGIT} .)[0o]{MISREAD_DIGIT}{{2}}(?![a-z0-9])")
_DAY_AND_MONTH_BEFORE = re.compile(rf"\b(?:le|du) ([0-3oilz]?{MISREAD_DIGIT}) ([01oil]{MISREAD_DIGIT}) \Z")
#: A date that blanks or a line's end came into: "13/0 2/2022", "1 3/02/2022", "13/02/\n2022".
_BROKEN = re.compile(
    r"[0-3](?<![0-9a-z].)(?<![0-9][.,/ ].) ?[0-9] ?([/.]) ?[01] ?[0-9] ?\1[ \n]?[12] ?[09] ?[0-9] ?[0-9]"
    r"(?![0-9a-z]|[./,][0-9]| [0-9])"
)
#: A year that was cut off, or of which a figure is unknown: "13/02/202", "13/02/2?".
_CUT_OFF = re.compile(
    rf"({FIRST_DIGIT}(?<![0-9][.,/].)[0-9]?)/([0-9]{{2}})/(?:20[0-9](?![0-9?])|[0-9?]{{0,3}}\?)(?![0-9])"
)
#: What else parts a date behind its article: "le 13,02,22", "du 13;02;2022".
_ODDLY_PARTED = re.compile(
    rf"({FIRST_DIGIT}(?<=\b(?:le|du|au) .)[0-9])([,;:'])([0-9]{{2}})\2((?:19|20)[0-9]{{2}}|(?<!:)[0-9]{{2}})"
    r"(?![0-9]|[^\w ][0-9])"
)
_DAMAGED_DAY = re.compile(rf"(?<![a-z0-9])[0-3oilz]?{MISREAD_DIGIT}\Z")
#: Letters that character recognition takes for one another, and for figures.
_MISREAD = {"i": "[il1]", "l": "[il1]", "o": "[o0]"}
#: A whole date with letters and figures mixed up or blanks inside, from the blank behind its day: "l2 avriI
#: 2O22", "13 févr ier 2022".
_DAMAGED_IN_WORDS = re.compile(
    r" (?<=[0-9ilozsb] ) ?("
    + "|".join(" ?".join(_MISREAD.get(letter, letter) for letter in m) for m in sorted(FULL_MONTHS))
    + r") {1,2}([12l] ?[09o] ?[0-9ilozsb] ?[0-9ilozsb])(?![a-z0-9])"
)


def broken(folded: str) -> Iterator[Hit]:
    """Full dates with blanks inside, without the end of their year, or parted by other signs."""
    for m in at_numbers(folded, _BROKEN):
        whole = "".join(m[0].split())
        if whole != m[0] and validate(whole):
            yield Hit(m.start(), m.end(), 0.96, "date with blanks inside")
    for m in at_numbers(folded, _CUT_OFF) if "?" in folded or "/20" in folded else ():
        if is_day(int(m[1]), int(m[2])):
            yield Hit(m.start(), m.end(), 0.85, "date with its year cut off")
    for m in at_numbers(folded, _ODDLY_PARTED):
        if is_date(int(m[1]), int(m[3]), full_year(m[4])):
            yield Hit(m.start(), m.end(), 0.85, "date behind its article")


def damaged(folded: str) -> Iterator[Hit]:
    """Full dates and months of a year with digits read as letters; nearly half of the digits are whole."""
    for m in chain(_DAMAGED.finditer(folded), _DAMAGED_SHORT.finditer(folded)):
        day = _DAMAGED_DAY.search(before(folded, m.start(), 3))
        raw = day[0] + m[0] if day else ""
        if _is_altered(raw, 3):
            yield Hit(m.end() - len(raw), m.end(), 0.9, "date with digits read as letters")
    for m in _DAMAGED_MONTH.finditer(folded):
        month = _MONTH_BEFORE.search(before(folded, m.start(), 3))
        if month and _is_altered(month[0] + m[0], 4):
            yield Hit(m.start() - 2, m.end(), 0.85, "month and year with digits read as letters")
    for m in _DAMAGED_SPACED.finditer(folded):
        left = before(folded, m.start(), 9)
        day = _DAY_AND_MONTH_BEFORE.search(left)
        if day and _is_altered(f"{day[1]}/{day[2]}/{m[0]}", 3):
            yield Hit(m.start() - len(left) + day.start(1), m.end(), 0.9, "date with digits read as letters")


def damaged_months(folded: str) -> Iterator[Hit]:
    """Dates whose month is a word, with letters and figures read for one another: "l2 avriI 2O22"."""
    for m in _DAMAGED_IN_WORDS.finditer(folded):
        day = _DAMAGED_DAY.search(before(folded, m.start(), 3))
        if day is None:
            continue
        whole = day[0].isdigit() and m[2].isdigit() and m[1] in FULL_MONTHS
        if (
            not whole
            and 1 <= int(undamaged(day[0])) <= 31
            and 1900 <= int(undamaged(m[2].replace(" ", ""))) <= 2099
        ):
            yield Hit(m.start() - len(day[0]), m.end(), 0.96, "month in words, damaged")


def _is_altered(value: str, least: int) -> bool:
    """Whether `value`, `least` of its digits whole, is a date once its letters are read as digits."""
    return is_misread(value, least) and validate(undamaged(value))
