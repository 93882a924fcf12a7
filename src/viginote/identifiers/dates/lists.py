"""Days in a row: duty lists, and the days that share the month of the last one."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby, pairwise

from viginote.french.calendar import is_day
from viginote.identifiers._base import PARTED, Hit, at_numbers, before
from viginote.identifiers.dates.cues import (
    DIASTOLIC,
    LAST_SCORE,
    LINE_START,
    SCALE_AFTER,
    SCALE_BEFORE,
    SYSTOLIC,
)
from viginote.regex import regex

#: What days and months are listed under: duty lists, plannings, cures.
_ROSTER = regex(
    r"\b(?:gardes?|astreintes?|plannings?|roulements?|permanences?|presences?|calendrier|agenda|tournees?"
    r"|vacations?|rdv|rendez-vous|seances?|cures?|remplacements?|absences?|conges?|repos|dates|passages?"
    r"|visites?|injections?|consultations?|pansements?|prelevements?|bilans?|infiltrations?|dialyses?"
    r"|transfusions?)(?![a-z])"
)
_ITEM = regex(r"(?<![0-9.,/\-])([0-3]?[0-9])/([01]?[0-9])(?![0-9a-z%°]|[.,/\-][0-9])")
#: What goes on behind the day of an entry: "6/2 refus de toilette", "7/2 : apyrétique".
_TOLD = regex(
    r"(?: ?(?:-|:(?![0-9])) ?| )(?!(?:cp|comp|sach|amp|gel|dose|verre|bol|pat|flac)[a-z]*\b)(?:a )?[a-z]{2}"
)
_PHRASE_START = regex(r"[.;!?] \Z")
_LONGEST_PAUSE = 45  # days between two entries
_YEAR = 372  # days, of twelve months of 31
_ROSTER_REACH = 30  # characters between the word and the first item
_PHRASE_BREAK = regex(r"\n|\. ")
_LIST_BEFORE = regex(
    r"(?<![0-9.,/:])(?<!-[0-9]-)(?<!-[0-9]{2}-)([0-3]?[0-9](?: ?[/.] ?[0-1]?[0-9])?)(?: ?er)?"
    r"(?:,? (?:au|a|et|ou|&) (?:le |au )?| ?- ?| ?, ?)\Z"
)
_LIST_OPENS = regex(r"(?:\b(?:du|le|les|des|entre|de|et|au|a|,)|[,(:]) ?(?:entre )?\Z")


def rosters(folded: str) -> Iterator[Hit]:
    """Days and months of a list: "Gardes : 05/10 X ; 06/10 Y ; 12/10 Z".

    Two at least in a phrase that a word for such a list opens, or three of one month in rising order with a
    day that no score reaches.
    """
    found = [m for m in at_numbers(folded, _ITEM, PARTED) if _is_item(folded, m)]
    if len(found) < 2:
        return
    starts = [0, *(m.end() for m in _PHRASE_BREAK.finditer(folded))]
    for start, group in groupby(found, lambda m: starts[bisect_right(starts, m.start()) - 1]):
        items = list(group)
        if len(items) < 2:
            continue
        days = [int(m[1]) for m in items]
        rising = (
            len(items) > 2
            and len({m[2] for m in items}) == 1
            and days == sorted(set(days))
            and days[-1] > LAST_SCORE
        )
        first = items[0].start()
        if rising or _ROSTER.search(folded, max(start, first - _ROSTER_REACH), first):
            for m in items:
                yield Hit(m.start(), m.end(), 0.8, "day and month of a list")


def entries(folded: str) -> Iterator[Hit]:
    """Days that open what is noted of them, one after the other: "6/2 refus\\n7/2 calme".

    Two lines at least, or three phrases. Not all may be measures: shares of a whole, or blood pressures.
    """
    found = [m for m in at_numbers(folded, _ITEM, PARTED) if _TOLD.match(folded, m.end())]
    opening: list[re.Match[str]] = []
    lines = 0
    for m in found:
        left = before(folded, m.start(), 24)
        heads = LINE_START.search(left) is not None
        if (heads or _PHRASE_START.search(left)) and _is_item(folded, m):
            opening.append(m)
            lines += heads
    measured = all(map(_is_share, opening)) or all(map(_is_pressure, opening))
    if (lines > 1 or len(opening) > 2) and not measured and _follow(opening):
        for m in opening:
            yield Hit(m.start(), m.end(), 0.8, "day and month of an entry")


def _is_share(m: re.Match[str]) -> bool:
    return int(m[1]) <= int(m[2])


def _is_pressure(m: re.Match[str]) -> bool:
    return int(m[1]) in SYSTOLIC and int(m[2]) in DIASTOLIC


def _follow(days: list[re.Match[str]]) -> bool:
    """Whether each day is later than the one before by some weeks at most, or each earlier."""
    numbers = [int(m[2]) * 31 + int(m[1]) for m in days]
    pauses = [(b - a) % _YEAR for a, b in pairwise(numbers)]
    return all(0 < p <= _LONGEST_PAUSE for p in pauses) or all(
        0 < _YEAR - p <= _LONGEST_PAUSE for p in pauses
    )


def _is_item(folded: str, m: re.Match[str]) -> bool:
    return (
        is_day(int(m[1]), int(m[2]), 2020)
        and not SCALE_AFTER.match(folded, m.end())
        and not SCALE_BEFORE.search(before(folded, m.start(), 24))
    )


def days_before(folded: str, last: Hit) -> Iterator[Hit]:
    """The days that share the month of the date `last`: "les 3, 4 et 5 mars"; "3 au 5 mars" is one date."""
    start = last.start
    for _ in range(6):
        left = before(folded, start, 24)
        m = _LIST_BEFORE.search(left)
        if not m or not 1 <= int(re.split(r"\D", m[1])[0]) <= 31:
            return
        ranges = start == last.start and m[1].isdigit() and m[0].split()[-1] == "au"
        if not (ranges or _LIST_OPENS.search(left[: m.start()])):
            return
        shift = start - len(left)
        end = last.end if ranges else shift + m.end(1)
        yield Hit(shift + m.start(1), end, last.score if ranges else 0.85, "day of a range")
        start = shift + m.start(1)
