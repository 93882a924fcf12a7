"""Dates: any absolute date with at least a month, or a year used as a date.

French notes write the day first (12/03/2019, 12.03.19, 12 mars 2019, "le 2/8"), ISO 8601 stands in
exports (2019-03-12), forms hold one digit a box (1 2 0 3 2 0 1 9) and letters spell them out
("douze mars deux mille dix-neuf"). What looks alike and is none: blood pressures (12/8), scores (8/10),
fractions (2/3), lab values (INR 2.10.21), OIDs and versions, quantities of four figures (2000 mg).
So the full forms count by themselves, the partial ones only beside a word that makes them a date.

>>> compact("12 mars 2019"), compact("12.03.19"), compact("vingt-six février 2012"), compact("mars 2019")
('2019-03-12', '2019-03-12', '2012-02-26', '2019-03')
>>> validate("31/02/2019"), validate("12/8")
(False, False)

Source of the day-first order: NF Z69-200 and usage; of the ISO form: ISO 8601-1:2019.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from viginote.identifiers._base import Hit, Rule, Search, longest_run
from viginote.identifiers.dates.apart import apart
from viginote.identifiers.dates.calendars import calendars
from viginote.identifiers.dates.damaged import damaged
from viginote.identifiers.dates.day_month import (
    dashed,
    day_month,
    first_of_month,
    month_day,
    month_short_year,
    said,
)
from viginote.identifiers.dates.figures import boxes, day_month_year, iso, month_year, roman
from viginote.identifiers.dates.forms import compact, validate
from viginote.identifiers.dates.in_words import IN_WORDS, months, written_years
from viginote.identifiers.dates.lists import days_before, entries, rosters
from viginote.identifiers.dates.years import short_years, years

__all__ = ["RECOGNIZER", "compact", "spans", "validate"]

#: Reasons of the dates that may share their month with the days listed before them.
_CHAINED = frozenset(
    {IN_WORDS, "day, month and year", "day and month after a cue", "day and month with a leading zero"}
)


#: The searches by the run of digits without which they find nothing.
_SEARCHES: dict[int, tuple[Callable[[str], Iterable[Hit]], ...]] = {
    0: (months, written_years),
    1: (
        *(day_month, month_day, said, first_of_month, dashed, apart, month_short_year, rosters, entries),
        *(roman, damaged, short_years, calendars),
    ),
    4: (day_month_year, iso, boxes, month_year, years),
}


def spans(folded: str) -> Iterator[Hit]:
    """All dates of a folded text; they may overlap, and resolution keeps the best."""
    run = longest_run(folded)
    for digits, searches in _SEARCHES.items():
        for search in searches if digits <= run else ():
            yield from _chained(search, folded)


def _chained(search: Callable[[str], Iterable[Hit]], folded: str) -> Iterator[Hit]:
    """What a search finds, with the days listed before that share its month."""
    for hit in search(folded):
        yield hit
        if hit.reason in _CHAINED:
            yield from days_before(folded, hit)


RECOGNIZER = Rule(
    "dates",
    "DATE",
    *(
        Search.folded(partial(_chained, search), digits)
        for digits, searches in _SEARCHES.items()
        for search in searches
    ),
)
