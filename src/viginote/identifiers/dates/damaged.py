"""Dates of which the end of the year is missing, or that odd signs part."""

from collections.abc import Iterator

from viginote.french.calendar import full_year, is_day
from viginote.identifiers._base import PARTED, Hit, at_numbers
from viginote.identifiers.dates.cues import FIRST_DIGIT
from viginote.identifiers.dates.forms import is_date
from viginote.regex import regex

#: A year that was cut off, or of which a figure is unknown: "13/02/202", "13/02/2?".
_CUT_OFF = regex(
    rf"({FIRST_DIGIT}(?<![0-9][.,/].)[0-9]?)/([0-9]{{2}})/(?:20[0-9](?![0-9?])|[0-9?]{{0,3}}\?)(?![0-9])"
)
#: What else parts a date behind its article: "le 13,02,22", "du 13;02;2022".
_ODDLY_PARTED = regex(
    rf"({FIRST_DIGIT}(?<=\b(?:le|du|au) .)[0-9])([,;:'])([0-9]{{2}})\2((?:19|20)[0-9]{{2}}|(?<!:)[0-9]{{2}})"
    r"(?![0-9]|[^\w ][0-9])"
)


def damaged(folded: str) -> Iterator[Hit]:
    """Full dates without the end of their year, or parted by other signs."""
    for m in at_numbers(folded, _CUT_OFF, PARTED) if "?" in folded or "/20" in folded else ():
        if is_day(int(m[1]), int(m[2])):
            yield Hit(m.start(), m.end(), 0.85, "date with its year cut off")
    for m in at_numbers(folded, _ODDLY_PARTED, PARTED):
        if is_date(int(m[1]), int(m[3]), full_year(m[4])):
            yield Hit(m.start(), m.end(), 0.85, "date behind its article")
