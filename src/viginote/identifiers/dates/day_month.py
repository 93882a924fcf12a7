"""A day and a month without a year, or a month and a short year, beside what makes them dates."""

import re
from collections.abc import Iterator
from itertools import chain

from viginote.french.calendar import is_day
from viginote.identifiers._base import LONG, PARTED, Hit, at_numbers, before
from viginote.identifiers.dates.cues import (
    DIASTOLIC,
    EVENT,
    FIRST_DIGIT,
    LAST_SCORE,
    LINE_START,
    NEXT,
    PART_AFTER,
    SCALE_AFTER,
    SCALE_BEFORE,
    SINCE,
)
from viginote.regex import regex

_DM = regex(
    rf"({FIRST_DIGIT}(?<![0-9][.,/\-].)[0-9]?) ?([/.]) ?([0-9]{{1,2}})"
    r"(?!\.[0-9]| ?[/|] ?[0-9](?![0-9]?h)|,[0-9](?![0-9]?/)|[0-9%°a-z])"
)
_MYY = regex(
    r"([01](?<![0-9].)(?<![0-9][.,/\-].)[0-9])/((?:1[3-9]|[23][0-9]))"
    r"(?![0-9a-z%°]|\.[0-9]| ?[/,|] ?[0-9])"
)
_DM_DASHED = regex(r"([0-9](?<= .)(?:(?<=[0-3])[0-9])?)([\- ])([01]?[0-9])(?![0-9a-z%°]|[.,/\-][0-9])")
_DM_ARTICLE = regex(
    r"\b(?:le|du|jusqu'au|du [0-9]{1,2}-[0-9]{1,2} au"
    r"|(?:rdv|cs|ddr|dpa|revoir|controle|proposer|revient|revenir|reviendra) ?[:=]?) \Z"
)
#: Said as it is read: "le 28 du 8", "le 12 du 8 2019".
_SAID = regex(
    rf"({FIRST_DIGIT}(?<![0-9.,/] .)[0-9]?) du ([01]?[0-9])"
    r"(?:(?: du |[ /]){1,2}((?:19|20)[0-9]{2}|[0-9]{2}))?"
    r"(?![0-9a-z%°]|[.,/:\-][0-9]| ?(?:h|mg|ml|ans)\b)"
)
#: As Americans write it, the month first: "RDV 11/29", "suivi Dr Haddad 4/17 10 h".
_MONTH_DAY = regex(
    rf"({FIRST_DIGIT}(?<![0-9][.,/\-].)[0-9]?)/([0-9]{{2}})(?! ?[/|] ?[0-9]|\.[0-9]|,[0-9]|[0-9%°a-z])"
)
_TOLD = regex(r"\b(?:le|on) \Z")
_FIRST = regex(r"1(?<![0-9].)er ?[/.\-] ?([01]?[0-9])(?: ?[/.\-] ?(?:20)?[0-9]{2})?(?![0-9])")
_DMY_GLUED = regex(
    r"([0-3](?<= .)[0-9])( ?)([01][0-9])\2([0-9]{2})"
    r"(?![0-9a-z%°]|[.,/\-][0-9]| [0-9]| ?(?:mm|mg|ml|g|ui|euros|€)\b)"
)
_DMY_ARTICLE = regex(
    r"\b(?:le|du|au|(?:ddr|date(?: (?:de |du |d')?(?:l'|la )?[a-z]{1,14}\.?)?|rdv|vue?|edite"
    r"|imprime|fait|debut|fin) ?:?) \Z"
)
_DM_STRONG = regex(
    rf"(?:\b(?:le|du|depuis le|jusqu'au|des le|au|{EVENT}[ :.]*(?:le |du )?)"
    r"|(?:\b|\()(?:c[0-9]{1,2} ?)?(?:c|d|j|m|s|cure|cycle|seance) ?[0-9]{1,2} ?[:=]?(?: le)?"
    r"|\bj ?\+? ?[0-9]{1,2} ?[=(]"
    r"|\bderni(?:er|ere)s? [a-z]{3,12} ?:|\b[es] ?[:.=]"
    # the day before shares the month: "le 12 ou 13/1"
    r"|\b(?:les?|du|entre le) [0-9]{1,2}(?: (?:et|ou|au|puis|a) (?:le )?|, ?| ?[-&] ?)) ?\Z"
)
#: The same words with more between them and the date: "vue aux urgences 19/3", "Cs Dr Santini 05/10".
_DM_NEAR = regex(
    rf"\b{EVENT}"
    r"(?: (?!tas?\b|pas?\b|tension)(?:a|[a-z'\-]{2,14})){1,4} \Z"
)
_SAID_CUE = regex(r"(?:\b(?:le|au|des|nee?|ddn|rdv|et|ou|ce)[ :]|[(:–—-] ?)\Z")
_LAST_MONTH = 12
#: What is counted out of any number: nodes, cores, sessions, items.
_COUNTED_NEAR = regex(
    r"\b(?:ganglion\w*|gg|gl|curage|adp|carottes?|biopsies?|fragments?|seances?|cures?|items?|criteres?|points?"
    r"|dents?|articulations?|fractions?|jours?|lits?|pages?|score|total|echelle|sur|av|acuite|envahis?|schober"
    r"|metasta\w+|n\+?|pn[0-9]?|braden|g8|act)(?: [a-z.'\-]{1,16}){0,4}[ :(]*\Z"
)
_OUT_OF = frozenset({14, 15, 16, 18, 20, 21, 24, 27, 28, 30})  # what scales go up to
_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5)})
_PHRASE_END = regex(
    r" ?(?:[,;:.)\n]|\Z|-|c[0-9]|(?:a|vers|des) ?[0-9]{1,2} ?(?:h|:)|[0-9]{1,2} ?h"
    r"|(?:par|avec|pour|chez|puis|matin|soir|apres-midi|ok)\b)"
)
_TIME_AFTER = regex(r" (?:a |vers )?[0-9]{1,2} ?h(?![a-z])")
#: "05.06 16:42", as laboratories print it.
_CLOCK_AFTER = regex(r" (?:[01][0-9]|2[0-3]):[0-5][0-9](?![0-9:])")
_ENTRY_AFTER = regex(
    r" ?(?:-|:(?![0-9])) ?[a-z]| (?:nuit|matin|soir|jour|visite|cs|vue?|ta|temp|poids|selles|diurese|ide)\b"
)
_WHO_AFTER = regex(r" (?:m|mr|mme|mlle|monsieur|madame|dr|docteur|pt|pte|patiente?)\.? [a-z]")
_SIGNS = ("=", "+", ">", "<")  # what ties two numbers to a sum or a bound
#: A test, right before the day of its result: "ECBU 13/2 E. coli".
_LAB_BEFORE = regex(
    r"\b(?:ecbu|bu|hemoc\w*|nfs|crp|iono|pcr|serologies?|prelev\w*|biologie|coproculture|mammo|fcv|rp|asp) \Z"
)
_TENTH = 10  # scores are out of ten
_NO_SCALE = 11  # nothing is scored out of eleven
_LAST_PRESSURE = 22  # a day after that is no blood pressure in centimetres of mercury


def month_short_year(folded: str) -> Iterator[Hit]:
    """Month and two figures of the year, which no day and month can be: "02/22"."""
    for m in at_numbers(folded, _MYY, PARTED):
        left = before(folded, m.start(), 24)
        since = SINCE.search(left) is not None  # "en" is a preposition here, not a scale
        if SCALE_AFTER.match(folded, m.end()) or (not since and SCALE_BEFORE.search(left)):
            continue
        if m[1][0] == "0" or since or _DM_STRONG.search(left):
            yield Hit(m.start(), m.end(), 0.75, "month and short year")


def day_month(folded: str) -> Iterator[Hit]:
    """A day and a month that a cue, an hour, the size of the day or a date beside makes a date: "le 2/8"."""
    months: set[int] = set()
    pending: list[re.Match[str]] = []
    for m in at_numbers(folded, _DM, PARTED):
        day, month = int(m[1]), int(m[3])
        left = before(folded, m.start(), 24)
        if not (1 <= day <= 31 and 1 <= month <= 12 and is_day(day, month)) or _is_scaled(folded, m, left):
            continue
        if hit := _day_month(folded, m, left):
            months.add(month)
            yield hit
        elif m[2] == "/" and not left.endswith(_SIGNS) and (_is_padded(m) or _is_no_measure(day, month)):
            pending.append(m)
    for m in pending:
        if int(m[3]) in months:
            yield Hit(m.start(), m.end(), 0.7, "day of a month that another date names")


def _is_scaled(folded: str, m: re.Match[str], left: str) -> bool:
    """Whether a unit, a part of the body or the name of a scale stands beside."""
    part_of = int(m[1]) > LAST_SCORE and PART_AFTER.match(folded, m.end())
    return (not part_of and SCALE_AFTER.match(folded, m.end()) is not None) or bool(SCALE_BEFORE.search(left))


def _is_padded(m: re.Match[str]) -> bool:
    return "0" in (m[1][0], m[3][0])


def _is_no_measure(day: int, month: int) -> bool:
    """Whether the pair is neither a score nor a blood pressure in centimetres of mercury."""
    return day > LAST_SCORE and month not in DIASTOLIC


def _day_month(folded: str, m: re.Match[str], left: str) -> Hit | None:
    """The day and month `m` if what stands around it makes it a date."""
    day, month, score, reason = int(m[1]), int(m[3]), 0.0, ""
    computed = left.endswith(_SIGNS) or (day, month) == (24, 7)  # "24/7" is always
    if day <= month == _TENTH and _is_out_of_ten(folded, m.end(), left):
        pass
    elif _DM_STRONG.search(left):
        fraction = (day, month) in _FRACTIONS and not (_is_padded(m) or _PHRASE_END.match(folded, m.end()))
        told = left.endswith("le ") and _PHRASE_END.match(folded, m.end()) is not None
        decimal = m[2] == "." and len(m[3]) == 1 and (". " in m[0] or (day <= LAST_SCORE and not told))
        score, reason = (0.0, "") if fraction or decimal else (0.85, "day and month after a cue")
    elif m[2] == ".":
        if _is_padded(m) and _CLOCK_AFTER.match(folded, m.end()):
            score, reason = 0.8, "day and month before an hour"
    elif _is_near(before(folded, m.start(), 60), day, month) and _PHRASE_END.match(folded, m.end()):
        score, reason = 0.75, "day and month near a cue"
    elif _is_no_measure(day, month) and (_LAB_BEFORE.search(left) or _in_brackets(folded, m, left)):
        score, reason = 0.75, "day and month of a result"
    elif _TIME_AFTER.match(folded, m.end()) or day > _LAST_PRESSURE:
        if not computed and (day, month) not in _FRACTIONS:
            score, reason = 0.8, "day and month that no measure is"
    elif LINE_START.search(left) and _heads_entry(folded, m.end(), (day, month)):
        score, reason = 0.8, "day and month at the head of an entry"
    elif _is_padded(m) and month != 10 and not computed:
        score, reason = 0.7, "day and month with a leading zero"
    return Hit(m.start(), m.end(), score, reason) if reason else None


def _is_out_of_ten(folded: str, end: int, left: str) -> bool:
    """Whether what may be a day of October is a score: "vue 10/10", "Oxynorm 5 mg, 3/10 à 22h"."""
    return left.endswith("vue ") or (not left[-2:-1].isalpha() and _TIME_AFTER.match(folded, end) is not None)


def _in_brackets(folded: str, m: re.Match[str], left: str) -> bool:
    return left.endswith("(") and folded.startswith(")", m.end())


def _heads_entry(folded: str, end: int, pair: tuple[int, int]) -> bool:
    """Whether a name follows, or what entries of a day begin with."""
    noted = pair not in _FRACTIONS and _ENTRY_AFTER.match(folded, end) is not None
    return noted or _WHO_AFTER.match(folded, end) is not None


def _is_near(left: str, day: int, month: int) -> bool:
    """Whether words of a meeting stand before what no score is: more than its scale, or out of eleven."""
    return (day > month or month == _NO_SCALE) and _DM_NEAR.search(left) is not None


def month_day(folded: str) -> Iterator[Hit]:
    """Months and days in the American order, beside an event and where a phrase ends or an hour follows."""
    for m in at_numbers(folded, _MONTH_DAY, PARTED):
        month, day = int(m[1]), int(m[2])
        if day <= _LAST_MONTH or not is_day(day, month):
            continue
        left = before(folded, m.start(), 60)
        told = _TOLD.search(left) or _TIME_AFTER.match(folded, m.end()) or folded.startswith(" au ", m.end())
        near = day not in _OUT_OF and not _COUNTED_NEAR.search(left)
        cued = near or NEXT.search(left) or _DM_STRONG.search(left[-24:])
        if (told or _PHRASE_END.match(folded, m.end())) and cued and not _is_scaled(folded, m, left[-24:]):
            yield Hit(m.start(), m.end(), 0.75, "month and day near a cue")


def said(folded: str) -> Iterator[Hit]:
    """Days and months in figures with "du" between them, behind an article or before their year."""
    for m in at_numbers(folded, _SAID):
        articled = _SAID_CUE.search(before(folded, m.start(), 16)) is not None
        if is_day(int(m[1]), int(m[2])) and (articled or len(m[3] or "") > len("19")):
            yield Hit(m.start(), m.end(), 0.85, "day and month as they are said")


def first_of_month(folded: str) -> Iterator[Hit]:
    """The first of a month in figures: "1er/03", "1er.4.24"."""
    for m in _FIRST.finditer(folded):
        if 1 <= int(m[1]) <= 12:
            yield Hit(m.start(), m.end(), 0.9, "first of a month")


def dashed(folded: str) -> Iterator[Hit]:
    """Days and months that a dash, a blank or nothing parts, behind an article: "le 15-2", "le 030924"."""
    for m in chain(at_numbers(folded, _DMY_GLUED, PARTED), at_numbers(folded, _DMY_GLUED, LONG)):
        articled = _DMY_ARTICLE.search(before(folded, m.start(), 28))
        if articled and is_day(int(m[1]), int(m[3]), 2000 + int(m[4])):
            yield Hit(m.start(1), m.end(4), 0.8, "day, month and year after an article")
    for m in at_numbers(folded, _DM_DASHED, PARTED):
        articled = _DM_ARTICLE.search(before(folded, m.start(), 12))
        dated = is_day(int(m[1]), int(m[3]), 2020) and not SCALE_AFTER.match(folded, m.end())
        if articled and dated and (m[2] == "-" or _PHRASE_END.match(folded, m.end())):
            yield Hit(m.start(1), m.end(3), 0.75, "day and month after an article")
