"""A day and a month without a year, or a month and a short year, beside what makes them dates."""

import re
from collections.abc import Iterator

from viginote.identifiers._base import Hit, at_numbers, before
from viginote.identifiers._calendar import is_day
from viginote.identifiers.dates.cues import FIRST_DIGIT, LINE_START, SCALE_AFTER, SCALE_BEFORE, SINCE

_DM = re.compile(
    rf"({FIRST_DIGIT}(?<![0-9][.,/\-].)[0-9]?) ?([/.]) ?([0-9]{{1,2}})"
    r"(?!\.[0-9]| ?[/,|] ?[0-9]|[0-9%°a-z])"
)
_MYY = re.compile(
    r"([01](?<![0-9].)(?<![0-9][.,/\-].)[0-9])/((?:1[3-9]|[23][0-9]))"
    r"(?![0-9a-z%°]|\.[0-9]| ?[/,|] ?[0-9])"
)
_DM_DASHED = re.compile(r"([0-9](?<= .)(?:(?<=[0-3])[0-9])?)([\- ])([01]?[0-9])(?![0-9a-z%°]|[.,/\-][0-9])")
_DM_ARTICLE = re.compile(r"\b(?:le|du|jusqu'au) \Z")
_FIRST = re.compile(r"1(?<![0-9].)er ?[/.\-] ?([01]?[0-9])(?: ?[/.\-] ?(?:20)?[0-9]{2})?(?![0-9])")
_DMY_GLUED = re.compile(
    r"([0-3](?<= .)[0-9])( ?)([01][0-9])\2([0-9]{2})"
    r"(?![0-9a-z%°]|[.,/\-][0-9]| [0-9]| ?(?:mm|mg|ml|g|ui|euros|€)\b)"
)
_DMY_ARTICLE = re.compile(r"\b(?:le|du|au|(?:ddr|date|rdv|vue?|edite|imprime|fait|debut|fin) ?:?) \Z")
#: Words of meetings, examinations and events, which have their day.
_EVENT = (
    r"(?:rdv|rendez-vous|cs|consult\w*|vue?|revue?|hospit\w*|entree"
    r"|sortie|date|irm|tdm|scanner|bilan|controle|debut|dernier|fin|arret|reprise|pose|rcp|staff|echo|tep"
    r"|pet|ecg|eeg|fibro|colo|oper\w*|chir\w*|prevue?|programmee?|vaccin\w*|biopsie|ponction"
    r"|transfusion|ddr|dpa|accouch\w*|j0|appel\w*|revoir|resultats?|relance\w*|departs?|retours?|avant"
    r"|apres|depuis|livraison|naissance|visite|passage|injection|reunion|intervention|ablation"
    r"|urgences|transfer\w*|courrier|recue?|dicte|frappe|tape|relu|signe|reporte\w*|decale\w*|annule\w*"
    r"|deplace\w*|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)"
)
_DM_STRONG = re.compile(
    rf"(?:\b(?:le|du|depuis le|jusqu'au|des le|au|{_EVENT}[ :.]*(?:le |du )?)"
    r"|(?:\b|\()(?:c|d|j|m|s|cure|cycle|seance) ?[0-9]{1,2} ?[:=]?(?: le)?) ?\Z"
)
#: The same words with more between them and the date: "vue aux urgences 19/3", "Cs Dr Santini 05/10".
_DM_NEAR = re.compile(rf"\b{_EVENT}(?: (?!tas?\b|pas?\b|tension)[a-z'\-]{{2,14}}){{1,4}} \Z")
_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5)})
_PHRASE_END = re.compile(
    r" ?(?:[,;:.)\n]|\Z|-|c[0-9]|(?:a|vers|des) ?[0-9]{1,2} ?(?:h|:)|[0-9]{1,2} ?h"
    r"|(?:par|avec|pour|chez|puis|matin|soir|apres-midi|ok)\b)"
)
_TIME_AFTER = re.compile(r" (?:a |vers )?[0-9]{1,2} ?h(?![a-z])")
_WHO_AFTER = re.compile(r" (?:m|mr|mme|mlle|monsieur|madame|dr|docteur|pt|pte|patiente?)\.? [a-z]")
_SIGNS = ("=", "+", ">", "<")  # what ties two numbers to a sum or a bound
_NO_SCALE = 11  # nothing is scored out of eleven
_LAST_PRESSURE = 22  # a day after that is no blood pressure in centimetres of mercury


def month_short_year(folded: str) -> Iterator[Hit]:
    """Month and two figures of the year, which no day and month can be: "02/22"."""
    for m in at_numbers(folded, _MYY):
        left = before(folded, m.start(), 24)
        since = SINCE.search(left) is not None  # "en" is a preposition here, not a scale
        if SCALE_AFTER.match(folded, m.end()) or (not since and SCALE_BEFORE.search(left)):
            continue
        if m[1][0] == "0" or since or _DM_STRONG.search(left):
            yield Hit(m.start(), m.end(), 0.75, "month and short year")


def day_month(folded: str) -> Iterator[Hit]:
    """A day and a month that a cue, an hour or the size of the day makes a date: "le 2/8", "25/3"."""
    for m in at_numbers(folded, _DM):
        day, sep, month = m.groups()
        pair = int(day), int(month)
        if not (1 <= pair[0] <= 31 and 1 <= pair[1] <= 12 and is_day(*pair)):
            continue
        left = before(folded, m.start(), 24)
        if SCALE_AFTER.match(folded, m.end()) or SCALE_BEFORE.search(left):
            continue
        padded = month[0] == "0" or day[0] == "0"
        computed = left.endswith(_SIGNS) or pair == (24, 7)  # "24/7" is always
        if _DM_STRONG.search(left):
            fraction = pair in _FRACTIONS and not padded and not _PHRASE_END.match(folded, m.end())
            if not (fraction or (sep == "." and len(month) == 1)):
                yield Hit(m.start(), m.end(), 0.85, "day and month after a cue")
        elif sep == ".":
            continue
        elif _is_near(before(folded, m.start(), 60), *pair) and _PHRASE_END.match(folded, m.end()):
            yield Hit(m.start(), m.end(), 0.75, "day and month near a cue")
        elif _TIME_AFTER.match(folded, m.end()) or pair[0] > _LAST_PRESSURE:
            if not computed and pair not in _FRACTIONS:
                yield Hit(m.start(), m.end(), 0.8, "day and month that no measure is")
        elif LINE_START.search(left) and _WHO_AFTER.match(folded, m.end()):
            yield Hit(m.start(), m.end(), 0.8, "day and month at the head of an entry")
        elif padded and pair[1] != 10 and not computed:
            yield Hit(m.start(), m.end(), 0.7, "day and month with a leading zero")


def _is_near(left: str, day: int, month: int) -> bool:
    """Whether words of a meeting stand before what no score is: more than its scale, or out of eleven."""
    return (day > month or month == _NO_SCALE) and _DM_NEAR.search(left) is not None


def first_of_month(folded: str) -> Iterator[Hit]:
    """The first of a month in figures: "1er/03", "1er.4.24"."""
    for m in at_numbers(folded, _FIRST):
        if 1 <= int(m[1]) <= 12:
            yield Hit(m.start(), m.end(), 0.9, "first of a month")


def dashed(folded: str) -> Iterator[Hit]:
    """Days and months that a dash, a blank or nothing parts, behind an article: "le 15-2", "le 030924"."""
    for m in at_numbers(folded, _DMY_GLUED):
        articled = _DMY_ARTICLE.search(before(folded, m.start(), 12))
        if articled and is_day(int(m[1]), int(m[3]), 2000 + int(m[4])):
            yield Hit(m.start(1), m.end(4), 0.8, "day, month and year after an article")
    for m in at_numbers(folded, _DM_DASHED):
        articled = _DM_ARTICLE.search(before(folded, m.start(), 12))
        dated = is_day(int(m[1]), int(m[3]), 2020) and not SCALE_AFTER.match(folded, m.end())
        if articled and dated and (m[2] == "-" or _PHRASE_END.match(folded, m.end())):
            yield Hit(m.start(1), m.end(3), 0.75, "day and month after an article")
