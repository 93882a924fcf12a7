"""Months in words, with the day and the year beside them, and years in words."""

import re
from collections.abc import Iterator

from viginote.french.calendar import ANY_MONTH, FOREIGN_MONTHS, FULL_MONTHS
from viginote.french.numbers import DAY_WORDS, YEAR_WORDS, number, spelt, tens_from
from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import PARTED, Hit, at_numbers, before
from viginote.identifiers.dates.cues import MONTH_CUE, PART_OF_YEAR, SINCE, YEAR_CUE
from viginote.identifiers.dates.forms import DAY_BEFORE, MONTH, YEAR_AFTER, day_before
from viginote.regex import regex
from viginote.text import words

_DAY_YEAR_AFTER = regex(r"\.? ?([0-3]?[0-9])(?:st|nd|rd|th)?(?: ?, ?| )((?:19|20)[0-9]{2})(?![0-9])")
_DAY_AFTER = regex(r" [0-3]?[0-9](?:st|nd|rd|th)(?![a-z])")
_YEAR_BEFORE = regex(r"(?<![0-9.,/])((?:19|20)[0-9]{2}) \Z")
_ISSUE_AFTER = regex(r"[. ]{0,2}(?:[0-9]{1,2} ?)?[;(][0-9]")  # a journal's "2010 Jan 21;115(3)"
_DAY_AND_MONTH = regex(rf"(?:(?<![a-z]){DAY_WORDS}|(?<![0-9])[0-3]?[0-9]) [01]?[0-9] \Z")
_MONTH_AND_YEAR = regex(r"[0-9](?<=[a-z] .)[0-9]? (?:19|20)[0-9]{2}(?![0-9])")
_YEAR_IN_WORDS = regex(YEAR_WORDS)
_NEXT_TIME = regex(r"\b(?:prochaine?s?|derni(?:er|ere)s?) (?:[a-z0-9'\-]{2,14} ){1,3}\Z")
#: "du 22 au 26 avril": without a year the stretch is one date.
_STRETCH = regex(r"\b(?:du|entre le) ([0-3]?[0-9])(?: ?er)? (?:au|et le) \Z")
#: "la 2e quinzaine de mars 2024", "le 3ème jour d'octobre 2024".
_PART_OF_MONTH = regex(
    r"(?:(?<![0-9.,/])[0-9]{1,2} ?(?:er|ere|e|eme)|(?<![a-z])(?:premier|[a-z\-]{3,22}ieme))"
    r" (?:jour|semaine|quinzaine|moitie|week-end|[a-z]{3,5}di) (?:du mois )?(?:de |d')\Z"
)
_MONTH_BEFORE = regex(rf"(?<![a-z])({ANY_MONTH})\.? ?(?:-|/|a|et|ou|au) ?\Z")
_PHRASE_END = regex(r" ?(?:[,;.)?!\n]|:(?![0-9])|\Z)")
#: Months that are other words too: two figures behind them are a year at the end of a phrase alone.
_OTHER_WORDS = frozenset(("mai", "mars", "sept", "sep", "may", "march", "mrs", "mei", "julio"))
#: Months that are no other word; a person may bear their name.
_ONLY_MONTHS = FULL_MONTHS - {"mars", "mai"} | FOREIGN_MONTHS
_NAME_BEFORE = regex(r"\b(?:m|mr|mme|mlle|dr|pr|me|monsieur|madame|docteur|nom|prenom|rue)\.?[ :]*\Z")
_SHORT_MONTHS = frozenset(words("jan janv fev fevr juil sept oct nov dec mars mai"))
_NO_ACRONYMS = frozenset(("janv", "fevr", "juil", "sept"))  # as "OCT" and "DEC" are
_TIME = r"en|depuis|dep|debut|fin|mi|courant|des|vers|pour|jusqu'en|jusque"
_SHORT_MONTH_CUE = regex(
    rf"\b(?:{_TIME}"
    r"|(?:rdv|rv|revoir|terme|controle|suite|bilan|prochaine?|cure|rcp|cs|irm|ordos?)[ :]?)[ -]\Z"
)
#: Short months that are examinations and lists, too: "contrôle OCT", "bilan DEC".
_EXAMINATIONS = frozenset(("oct", "dec"))
_TIME_CUE = regex(rf"\b(?:{_TIME})[ -]\Z")
#: Months that may stand between commas: no acronyms, and no other words.
_APART = frozenset(words("janv fev fevr"))
_APART_BEFORE = regex(r"[a-z)], \Z")
_LISTED_BEFORE = regex(rf"(?<![a-z])(?:{'|'.join(sorted(FULL_MONTHS))}) (?:puis|et|ou|a|,) \Z")
_CLOSED = regex(r"\.?\)")
#: Behind a month and two figures that are its year: "en mars 09 par".
_GOES_ON = regex(r" (?:par|pr|chez|au?|aux|puis|pour|avec|sous) ")
#: The number seventeen ends as a short month does.
_WHOLE_YEAR = regex(r" (?:19|20)[0-9]{2}(?![0-9])")
_SEVENTEEN = regex(r"(?<![a-z])dix[ -]\Z")
#: A year of the last century without it, in words: "opérée en quatre-vingt-douze".
_SHORT_YEAR_IN_WORDS = Anchored(
    rf"((?:{tens_from(40)})[a-z]*(?:[ -][a-z]+){{0,3}}?)"
    r"(?= ?[,;.)\n]| (?:puis|et|a|au|pour|par|chez)\b|\Z)"
)
_SHORT_YEAR_BEHIND = regex(rf" ({DAY_WORDS}(?:-[a-z]{{2,5}})?)(?= ?(?:[,;.)\n]|\Z)| (?:a|au)\b)")
_SPELT_YEARS = range(20, 100)
#: Dictated in words: "le six du six", "né le huit deux quarante", "trois, trois, mille neuf cent trente-six".
_MONTH_WORDS = f"(?:{spelt(range(1, 13))})"
_DICTATED = Anchored(
    rf"(?:le|du) ({DAY_WORDS} du {_MONTH_WORDS}(?![a-z])(?:[ ,]{{1,2}}{YEAR_WORDS})?"
    rf"|{DAY_WORDS}[ ,]{{1,2}}{_MONTH_WORDS}[ ,]{{1,2}}(?:{YEAR_WORDS}"
    rf"|(?:{tens_from(20)})s?(?:[ -](?:et[ -])?{_MONTH_WORDS}|[ -](?:{spelt(range(13, 17))})){{0,2}}))"
    r"(?![a-z'\-])"
)
_FIRST_SHORT_YEAR, _LAST_SHORT_YEAR = 40, 99
IN_WORDS = "month in words"


def months(folded: str) -> Iterator[Hit]:
    """Months in words with what stands beside them; alone only behind a preposition."""
    for m in MONTH.matches_glued(folded):
        left = before(folded, m.start(), 32)
        if m[0] == "sept" and _SEVENTEEN.search(left) and not _WHOLE_YEAR.match(folded, m.end()):
            continue
        american = _DAY_YEAR_AFTER.match(folded, m.end())
        if day := day_before(left):
            yield _with_day(folded, m, day)
        elif american:
            yield Hit(m.start(), american.end(), 0.95, "month, day and year")
        elif american := _DAY_AFTER.match(folded, m.end()):
            yield Hit(m.start(), american.end(), 0.9, "month and day")
        elif (year := YEAR_AFTER.match(folded, m.end())) and not _is_no_year(folded, m[0], year, left):
            score = 0.93 if year[1] or year[3] else 0.7
            part = _part_of_year(left) or _part_of_month(left)
            yield Hit(m.start() - part, year.end(), score, IN_WORDS)
            if other := _MONTH_BEFORE.search(left):
                shift = m.start() - len(left)
                yield Hit(shift + other.start(1), shift + other.end(1), 0.85, "month of a range")
        elif (other_year := _YEAR_BEFORE.search(left)) and not _ISSUE_AFTER.match(folded, m.end()):
            yield Hit(m.start() - (len(left) - other_year.start()), m.end(), 0.8, "year and month")
        elif _is_told(m[0], left) or _NEXT_TIME.search(left):
            yield Hit(m.start() - _part_of_year(left), m.end(), 0.75, "month after a preposition")
        elif reason := _standing(folded, m, left):
            yield Hit(m.start() - _part_of_year(left), m.end(), 0.7, reason)
        elif m[0] in _ONLY_MONTHS and not _NAME_BEFORE.search(left):
            yield Hit(m.start(), m.end(), 0.65, "word that is a month and nothing else")


def _is_told(month: str, left: str) -> bool:
    """Whether what stands before a whole name of a month makes it one: "en mars", "eind maart"."""
    if month in FULL_MONTHS:
        return MONTH_CUE.search(left) is not None
    return month in FOREIGN_MONTHS and (MONTH_CUE.search(left) or PART_OF_YEAR.search(left)) is not None


def _standing(folded: str, month: re.Match[str], left: str) -> str:
    """Why a month alone is one: behind another, in brackets, at the end of a phrase; "" if it is none."""
    name = month[0]
    if name in FULL_MONTHS and _LISTED_BEFORE.search(left):
        return "month behind another one"
    if name in _NO_ACRONYMS and left.endswith("(") and _CLOSED.match(folded, month.end()):
        return "short month in brackets"
    if _PHRASE_END.match(folded, month.end()):
        cue = _TIME_CUE if name in _EXAMINATIONS else _SHORT_MONTH_CUE
        if name in _SHORT_MONTHS and cue.search(left):
            return "short month after a preposition"
        if name in _APART and _APART_BEFORE.search(left):
            return "short month that makes a phrase"
    return ""


def _is_no_year(folded: str, month: str, year: re.Match[str], left: str) -> bool:
    """Whether two figures behind a month that is another word too are none: no phrase ends behind them."""
    goes_on = _TIME_CUE.search(left) and _GOES_ON.match(folded, year.end())
    ends = _PHRASE_END.match(folded, year.end()) or goes_on
    return bool(year[2]) and month in _OTHER_WORDS and not ends


def _with_day(folded: str, month: re.Match[str], day: int) -> Hit:
    """The date of a month with a day of `day` characters before it, and its year if one follows."""
    if year := YEAR_AFTER.match(folded, month.end()):
        return Hit(month.start() - day, year.end(), 0.95, IN_WORDS)
    if stretch := _STRETCH.search(before(folded, month.start() - day, 24)):
        day += stretch.end() - stretch.start(1)
    return Hit(month.start() - day, _short_year(folded, month, day) or _dot(folded, month), 0.9, IN_WORDS)


def _short_year(folded: str, month: re.Match[str], day: int) -> int:
    """Where a year of two figures in words ends behind a day in words ("trois mars vingt-deux"); else 0."""
    year = _SHORT_YEAR_BEHIND.match(folded, month.end()) if folded[month.start() - day].isalpha() else None
    return year.end() if year and (number(year[1]) or 0) in _SPELT_YEARS else 0


def _part_of_year(left: str) -> int:
    """How many characters at the end of `left` name a part of the year: "début ", "été "."""
    part = PART_OF_YEAR.search(left)
    return len(left) - part.start() if part else 0


def _part_of_month(left: str) -> int:
    """How many characters at the end of `left` name a part of the month: "2e quinzaine de "."""
    part = _PART_OF_MONTH.search(left)
    return len(left) - part.start() if part else 0


def _dot(folded: str, month: re.Match[str]) -> int:
    """The end of a month word with the dot of its abbreviation."""
    return month.end() + (month[0] not in FULL_MONTHS and folded.startswith(". ", month.end()))


def written_years(folded: str) -> Iterator[Hit]:
    """Years in words behind a cue, and days whose month and year stand in figures: "le six 09 2014"."""
    for m in _YEAR_IN_WORDS.finditer(folded) if "mill" in folded or " cent" in folded else ():
        left = before(folded, m.start(), 24)
        year = number(m[0]) or 0
        if YEAR_CUE.search(left.rstrip(" (") + " ") and 1900 <= year <= 2100:
            yield Hit(m.start(), m.end(), 0.85, "year in words")
        elif day := _DAY_AND_MONTH.search(left):
            yield Hit(m.start() - (len(left) - day.start()), m.end(), 0.85, IN_WORDS)
    for m in _SHORT_YEAR_IN_WORDS.matches(folded):
        dated = _FIRST_SHORT_YEAR <= (number(m[1]) or 0) <= _LAST_SHORT_YEAR
        if dated and SINCE.search(before(folded, m.start(), 8)):
            yield Hit(*m.span(1), 0.75, "year in words")
    for m in _DICTATED.matches(folded):
        yield Hit(*m.span(1), 0.85, "day and month in words")
    for m in at_numbers(folded, _MONTH_AND_YEAR, PARTED):
        left = before(folded, m.start(), 24)
        if day := DAY_BEFORE.search(left):
            yield Hit(m.start() - (len(left) - day.start()), m.end(), 0.85, IN_WORDS)
