"""Dates that stand by themselves in a phrase, with no article: "Infirmière, 22-12.", "Appel 5.3."."""

import re
from collections.abc import Iterator

from viginote.french.calendar import full_year, is_day
from viginote.identifiers._base import PARTED, PHRASE_END, Hit, at_numbers, before
from viginote.identifiers.dates.cues import EVENT, FIRST_DIGIT, LAST_SCORE, NEXT, SCALE_AFTER, SCALE_BEFORE
from viginote.identifiers.dates.forms import is_date
from viginote.regex import regex

_DAY_MONTH = regex(rf"({FIRST_DIGIT}(?<![a-z.,/\-].)[0-9]?)([/.\-])([01]?[0-9])(?![0-9a-z%°]|[.,/\-][0-9])")
#: "8 6 21", "07  11  2012": blanks part the three.
_SPACED = regex(
    rf"({FIRST_DIGIT}(?<![a-z.,/\-].)[0-9]?) {{1,3}}([01]?[0-9]) {{1,3}}((?:19|20)?[0-9]{{2}})"
    r"(?=  | ?(?:[,.;)\n]|\Z))"
)
#: Where a phrase begins, no number before it: values are listed so.
_PHRASE_START = regex(r"(?:\A|\n|(?<![0-9])[.;,(>|/] ?)\Z")
_VALUES_BEFORE = regex(r", ?\Z")  # a decimal stands so behind what it measures
#: What is measured, in the same sentence: pressures, weights, blood.
_MEASURED = regex(
    r"\b(?:ta[sd]?|pa[dm]?|pas(?=,)|tension|pression|eva|diurese|drains?|redons?|prises?|doses?"
    r"|[a-z]{3,}(?:ases?|emies?|uries?|cytes?)|hb|hemoglobine|glyc\w*|dextro\w*|hba1c|crp|inr|tp|poids|taille"
    r"|imc|temp\w*|creat\w*|uree|ferritine|psa|tsh|bnp|fevg|vgm|leuco\w*|pnn|plaq\w*|score\w*|cot\w+"
    r"|schober|perimetre)\b"
    r"[^.;\n]*[.;]? ?\Z"
)
_NEAR = regex(rf"\b{EVENT}(?: (?!tas?\b|pas?\b|tension)[a-z'.\-]{{2,14}}){{0,3}}[ :]{{1,2}}\Z")
_LAST_DAY = 31  # two figures beyond it are a year, and no dose
_SCORED_MONTHS = range(5, 11)  # what stands behind the stroke of a blood pressure or a score out of ten
_PRESSURES = range(7, 23), range(4, 13)  # in centimetres of mercury, before and behind its stroke
_NO_SCALE = 11  # nothing is scored out of eleven


def apart(folded: str) -> Iterator[Hit]:
    """Days and months that make a phrase, or end one behind what comes next; whole dates parted by blanks."""
    for m in at_numbers(folded, _DAY_MONTH, PARTED):
        left = before(folded, m.start(), 60)
        scored = SCALE_BEFORE.search(left) or SCALE_AFTER.match(folded, m.end()) or _MEASURED.search(left)
        if int(m[1]) and int(m[3]) and is_day(int(m[1]), int(m[3])) and not scored:
            yield from _alone(folded, m, left)
    for m in at_numbers(folded, _SPACED, PARTED):
        day, month, year = int(m[1]), int(m[2]), full_year(m[3])
        left = before(folded, m.start(), 60)
        whole = len(m[3]) > 2 or (
            _PHRASE_START.search(left) and not _is_dose(m) and not _MEASURED.search(left)
        )
        if whole and not left.rstrip()[-1:].isdigit() and is_date(day, month, year):
            yield Hit(m.start(), m.end(), 0.8, "day, month and year parted by blanks")


def _is_dose(m: re.Match[str]) -> bool:
    """Whether three numbers of two figures at most may be what is given or drained thrice a day."""
    day, month, year = int(m[1]), int(m[2]), int(m[3])
    padded = len(m[1]) == len(m[2]) == 2 and day > LAST_SCORE
    rounded = day == month or day % 5 == month % 5 == year % 5 == 0
    return rounded or not (padded or year > _LAST_DAY)


def _is_no_measure(day: int, sign: str, month: int) -> bool:
    """Whether the two that make a phrase are neither a score, a blood pressure nor a decimal."""
    if sign != "/":
        return sign == "-" or day > LAST_SCORE
    if day > LAST_SCORE and month not in _SCORED_MONTHS:
        return True
    return month == _NO_SCALE or (day > month and not (day in _PRESSURES[0] and month in _PRESSURES[1]))


def _alone(folded: str, m: re.Match[str], left: str) -> Iterator[Hit]:
    """The day and month `m`, if neither a measure nor a score could stand so."""
    day, sign, month = int(m[1]), m[2], int(m[3])
    ends = PHRASE_END.match(folded, m.end()) is not None
    padded = sign != "/" and len(m[1]) == len(m[3]) == 2
    decimal = sign == "." and not padded and _VALUES_BEFORE.search(left)
    counted = sign == "-" and not padded and left.endswith("(")  # a range
    begins = _PHRASE_START.search(left) is not None and not (decimal or counted)
    if padded and ((begins and ends) or _NEAR.search(left)):
        yield Hit(m.start(), m.end(), 0.75, "day and month of two figures each")
    elif begins and ends and _is_no_measure(day, sign, month):
        yield Hit(m.start(), m.end(), 0.75, "day and month that make a phrase")
    elif ends and NEXT.search(left):
        yield Hit(m.start(), m.end(), 0.75, "day and month of what comes next")
