"""Dates in figures that count by themselves: 12/03/2019, 12.03.19, 2019-03-12, 03/2019, 12.III.2019."""

import re
from collections.abc import Iterator
from itertools import chain

from viginote.french.calendar import full_year, is_day
from viginote.identifiers._base import LONG, NUMBERED, PARTED, Hit, at_numbers, before, digits_of
from viginote.identifiers.dates.cues import (
    ARTICLE,
    CLASSIFICATION,
    EVENT,
    FIRST_DIGIT,
    LAST_SCORE,
    LINE_START,
    MONTH_CUE,
    SCALE_BEFORE,
    UNIT_AFTER,
)
from viginote.identifiers.dates.forms import BOXES, DMY, DMY_SPACES, ISO, MY, is_date
from viginote.regex import regex

#: "02 12 23 19:50": blanks alone, where an hour follows.
_DMY_TIMED = regex(
    rf"({FIRST_DIGIT}(?<![0-9][.,/ ].)[0-9]) ([0-9]{{2}}) ([0-9]{{2}})(?= [0-2]?[0-9] ?[:h][0-9]{{2}})"
)
_ISO_COMPACT = regex(
    r"((?:19|20)[0-9]{2})(?<![0-9.,/+\-][0-9]{4})([01][0-9])([0-3][0-9])"
    # the hour of a message between systems: "20240117103000"
    r"(?:[01][0-9][0-5][0-9](?:[0-5][0-9])?|2[0-3][0-5][0-9](?:[0-5][0-9])?)?(?![0-9]|[.,/][0-9])"
)
_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_AHEAD = regex(r"[0-9] ?[ ./\-] ?[ivx]{1,4}(?![a-z])")
#: A month in Roman figures: "19.VII.2023", "3/XII/98", "19 VII 2023".
_ROMAN = regex(
    rf"({FIRST_DIGIT}(?<![0-9][.,/\-].)[0-9]?)"
    r"(?: ?([./\-]) ?(x|xi{1,2}|i[vx]|vi{0,3}|i{1,3}) ?\2 ?((?:19|20)?[0-9]{2})"
    r"| (x|xi{1,2}|i[vx]|vi{0,3}|i{2,3}) ((?:19|20)[0-9]{2}))(?![0-9]|[./,\-][0-9])"
)
#: "le 3 II 21", "RCP du 18 II.", "28/VII": with a short year or none, where nothing else stands so.
_ROMAN_SHORT = regex(
    rf"({FIRST_DIGIT}(?<![0-9][.,/\-].)[0-9]?)(?= [ivx])"
    r"(?:(?<=\b(?:le|du|au) [0-9])|(?<=\b(?:le|du|au) [0-9]{2})|(?<=\([0-9])"
    r"|(?<=\([0-9]{2})) (xi{1,2}|i[vx]|vi{0,3}|i{2,3})(?: ([0-9]{2}))?(?= ?(?:[,;.)\n]|\Z))"
)
_ROMAN_STROKED = regex(
    rf"({FIRST_DIGIT}(?<![0-9][.,/\-].)[0-9]?)[/.\-](xi{{1,2}}|i[vx]|vi{{1,3}}|i{{2,3}}"
    r"|[vx](?<=\ble [0-9]..)|[vx](?<=\ble [0-9]{2}..))"
    rf"(?= ?(?:[,;:.)\n]|\Z)| [0-9]{{1,2}} ?h)"
)
_LAST_GRADE = 6  # in Roman figures: of murmurs, segments, heart block and the like
#: A month behind its year, as exports sort them: "2021-03", "2021/11".
_YM = regex(r"((?:19|20)[0-9]{2})(?<![0-9.,/+\-][0-9]{4})[\-/](0[1-9]|1[0-2])(?![0-9a-z]|[.,/\-][0-9])")
#: March as exports abbreviate it, which is Tuesday elsewhere: "03MAR2021", "03-MAR-21".
_MARCH = regex(rf"({FIRST_DIGIT}[0-9]?)([ .\-/]?)mar\2((?:19|20)?[0-9]{{2}})(?![0-9a-z/])")
_LAB_BEFORE = regex(
    r"\b(?:inr|tp|ph|v|version|ver|oid|ip|n°|art|article|chapitre|§|tsh|crp|hb|k|na)[ .:=]*\Z"
)
_ID_BEFORE = regex(
    rf"\b(?:{NUMBERED}|numero|num|identifi\w*"
    r"|(?:tel|fax|telephone|portable|mobile|poste|gsm|bip)\.?)[ :.°n]*\Z|n[°o] ?\Z"
)
_NUMBER_BEFORE = regex(
    r"(?:n°|[a-z0-9][\-/]|\b(?:num(?:ero)?|protocole|norme|etude|article|decret|loi|du)) ?\Z"
)
#: A batch is no date although its number may be written as one.
_BATCH = regex(r"\b(?:lots?|series?|sn|batch|plaque|kit|n° de lot|n° de serie)[ :.]*(?:n°|n)?[ :]*\Z")
_DOSE_AFTER = regex(
    r" ?(?:gouttes?|gttes?|gtt|cps?|cprs?|comprimes?|gel|gelules?|sachets?|unites?|u\b|bouffees?|cuilleres?"
    r"|amp|ampoules?|doses?|ml|mg|ui)(?![a-z])"
)
_EVENT_BEFORE = regex(rf"\b{EVENT} \Z")
_GLUE = (".", ",", "/", "+", "-")  # what ties a run of digits to one before it
_LAST_DAY = 31  # two figures beyond it are a year, whatever stands before
_LAST_MONTH = 12


def day_month_year(folded: str) -> Iterator[Hit]:
    """Day, month and year in figures, whatever parts them; month first where only that makes a day."""
    for m in at_numbers(folded, DMY, PARTED):
        _, sep, _, year = m.groups()
        if _exists(m) and not (_is_hyphened(folded, m) or (len(year) == 2 and _is_measure(folded, m))):
            score = 0.95 if len(year) == 4 or sep == "/" else 0.85
            yield Hit(m.start(), m.end(), score, "day, month and year")
        elif _is_impossible(folded, m):
            yield Hit(m.start(), m.end(), 0.8, "day that no calendar has")
    for m in at_numbers(folded, _DMY_TIMED, PARTED):
        if is_date(int(m[1]), int(m[2]), full_year(m[3])):
            yield Hit(m.start(), m.end(), 0.85, "day, month and year before an hour")
    for m in at_numbers(folded, _MARCH) if "mar" in folded else ():
        if is_date(int(m[1]), 3, full_year(m[3])):
            yield Hit(m.start(), m.end(), 0.9, "day, month and year")
    for m in at_numbers(folded, DMY_SPACES, PARTED):
        day, month, year = map(int, m.groups())
        if is_date(day, month, year) and not UNIT_AFTER.match(folded, m.end()):
            yield Hit(m.start(), m.end(), 0.75, "day, month and year")


def _exists(m: re.Match[str]) -> bool:
    """Whether the match of DMY is a day of the calendar, day first or as Americans write it."""
    day, sep, month, year = m.groups()
    if is_date(int(day), int(month), full_year(year)):
        return True
    american = sep in "/-" and int(month) > LAST_SCORE
    return american and is_date(int(month), int(day), full_year(year))


def _is_impossible(folded: str, m: re.Match[str]) -> bool:
    """Whether the match of DMY is no day, as an unknown one or a slip is: "00/00/1938", "le 31/06/18"."""
    day, sep, month, year = m.groups()
    formed = int(day) <= _LAST_DAY and int(month) <= _LAST_MONTH and not _exists(m)
    if len(year) == len("1938"):
        whole = len(day) == len(month) or sep == "/"
        return formed and whole and "1900" <= year <= "2040" and not _is_hyphened(folded, m)
    return formed and sep == "/" and ARTICLE.search(before(folded, m.start(), 8)) is not None


def _is_hyphened(folded: str, m: re.Match[str]) -> bool:
    """Whether the match goes on a number that dashes part."""
    left = before(folded, m.start(), 2)
    return m[2] == "-" and left.endswith("-") and left[-2:-1].isdigit()


def _is_measure(folded: str, m: re.Match[str]) -> bool:
    """Whether three numbers of two figures are a batch, a dose, a lab value, a score or another number."""
    sep, month, year = m[2], m[3], m[4]
    left = before(folded, m.start(), 16)
    if _BATCH.search(left) or _DOSE_AFTER.match(folded, m.end()) or UNIT_AFTER.match(folded, m.end()):
        return True
    if sep in ".-|":
        loose = (
            sep != "-"
            and len(month) == 1
            and int(year) <= _LAST_DAY
            and int(m[1]) <= LAST_SCORE
            and not (ARTICLE.search(left) or LINE_START.search(left) or _EVENT_BEFORE.search(left))
        )
        if loose or _LAB_BEFORE.search(left):
            return True
    named = not (sep == "/" and left.endswith("en "))  # "en" is a preposition more often than a scale
    scored = named and int(year) <= _LAST_DAY and SCALE_BEFORE.search(left) is not None
    return scored or (sep == "-" and folded.startswith("-", m.end()))


def iso(folded: str) -> Iterator[Hit]:
    """Dates as ISO 8601 writes them, with or without dashes."""
    for m in at_numbers(folded, ISO, LONG):
        year, _, month, day = m.groups()
        if is_day(int(day), int(month), int(year)):
            yield Hit(m.start(), m.end(), 0.95, "ISO date")
    for m in at_numbers(folded, _ISO_COMPACT, LONG):
        if is_day(int(m[3]), int(m[2]), int(m[1])) and not _ID_BEFORE.search(before(folded, m.start(), 16)):
            yield Hit(m.start(), m.end(), 0.75, "eight digits of a date")


def boxes(folded: str) -> Iterator[Hit]:
    """Eight digits, day first, in a run or one a box of a form."""
    for m in at_numbers(folded, BOXES):
        left = before(folded, m.start(), 16)
        if left[-1:].isdigit() or (left.endswith(" ") and left[-2:-1].isdigit()) or left.endswith(_GLUE):
            continue
        digits = digits_of(m[1])
        day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
        spaced = len(m[1]) >= 12
        dated = is_day(day, month, year) if day and month else False
        american = spaced and not dated and bool(day and month) and is_day(month, day, year)
        if not (dated or american) or not 1900 <= year <= 2099 or _ID_BEFORE.search(left):
            continue
        if UNIT_AFTER.match(folded, m.end()):
            continue
        yield Hit(m.start(), m.end(), 0.9 if spaced else 0.7, "eight digits of a date")


def month_year(folded: str) -> Iterator[Hit]:
    """A month and its year, in either order: "03/2019", "2019-03"."""
    for m in at_numbers(folded, MY, PARTED):
        month, sep, _year = m.groups()
        left = before(folded, m.start(), 16)
        if sep == "x":
            if ARTICLE.search(left) and int(month) <= 31:
                yield Hit(m.start(), m.end(), 0.7, "date with a damaged separator")
            continue
        if not 1 <= int(month) <= 12 or _LAB_BEFORE.search(left) or UNIT_AFTER.match(folded, m.end()):
            continue
        if sep == " " and not (len(month) == 2 and MONTH_CUE.search(left)):
            continue
        if sep.strip() in {".", "-"} and not (len(month) == 2 or MONTH_CUE.search(left)):
            continue
        yield Hit(m.start(), m.end(), 0.85, "month and year")
    for m in at_numbers(folded, _YM, LONG):
        left = before(folded, m.start(), 24)
        if not (_ID_BEFORE.search(left) or CLASSIFICATION.search(left) or _NUMBER_BEFORE.search(left)):
            yield Hit(m.start(), m.end(), 0.93, "year and month")


def roman(folded: str) -> Iterator[Hit]:
    """Dates whose month stands in Roman figures."""
    if not _ROMAN_AHEAD.search(folded):
        return
    for m in at_numbers(folded, _ROMAN):
        month, year = (m[3], m[4]) if m[2] else (m[5], m[6])
        if is_date(int(m[1]), _ROMAN_MONTHS.index(month) + 1, full_year(year)):
            yield Hit(m.start(), m.end(), 0.9 if len(year) == 4 else 0.8, "month in Roman figures")
    for m in chain(at_numbers(folded, _ROMAN_SHORT), at_numbers(folded, _ROMAN_STROKED)):
        day, month = int(m[1]), _ROMAN_MONTHS.index(m[2]) + 1
        dated = before(folded, m.start(), 3) == "le " or (m.re is _ROMAN_SHORT and m[3])
        graded = not dated and day <= LAST_SCORE and month <= _LAST_GRADE
        if day and is_day(day, month) and not graded:
            yield Hit(m.start(), m.end(), 0.75, "month in Roman figures")
