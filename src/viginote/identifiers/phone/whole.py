"""Numbers of France that their own form tells, with their extensions and further lines."""

import re
from collections.abc import Iterator
from itertools import pairwise

from viginote.identifiers import dates
from viginote.identifiers._base import NUMBERED, Hit, at_numbers, before, digits_of
from viginote.regex import regex

_S = r"[ .\-_/•·]{0,5}\n?"  # " .. " where a copy is hard to read

_NATIONAL = regex(rf"0(?<![0-9].)(?<![0-9][.,/].){_S}[1-9](?:{_S}[0-9]){{8}}(?![0-9]|[.,/][0-9]{{3}})")
#: A second number behind a stroke: "06 39 98 12 34/05 61 91 22 33".
_SECOND = regex(rf"/(?P<number>0{_S}[1-9](?:{_S}[0-9]){{8}})(?![0-9])")
#: What may follow ten digits: an extension ("p. 318"), or the last pairs of further lines ("/41/42").
_EXTENSION = regex(
    r",? ?(?:\(?(?:p\.?|postes?|ext\.?|int\.?|dect|bip|#) ?:?|\((?=[0-9]{4,5}\)))"
    r" ?([0-9]-[0-9]{4}|[0-9]{1,2} [0-9]{3}|[0-9]{2,5}|(?<=poste )[0-9])(?![0-9/])"
    r"| ?/ ?([0-9] [0-9]{2} [0-9]{2}|[0-9]{2} [0-9]{2,3}|[0-9]{4,5})(?![0-9]|[ .,/\-][0-9])"
)
_LAST_PAIR = regex(
    r"(?: ?/ ?|, ?-| - (?=[0-9]{2} ?(?:[.,;)]|\n|\Z)))"
    r"([0-9]{2})(?![0-9a-z%]|[.,][0-9]| ?(?:[0-9]|h|ans)|/[0-9]{3})"
)
_DASHED = regex(r" - ([0-9]{3,4})(?= ?(?:[,;.)](?![0-9])|\n|\Z))")
_UP_TO = regex(r" (?:a|ou) ([0-9]{2})(?= ?(?:[,;.()\n]|\Z))(?![.,][0-9])")
#: Five pairs that one sign of any kind parts, or commas and stops: "06:12:34:56:78", "06,12,34,56.78".
_ODDLY_PARTED = regex(
    r"0(?<![a-z0-9].)(?<![0-9][^\w ].)[1-9](?:([,;:*'|~=+])[0-9]{2}(?:\1[0-9]{2}){3}|(?:[,.][0-9]{2}){4})"
    r"(?![0-9a-z]|[^\w ][0-9a-f])"
)
#: "(04)77001234", "(0)4 76 12 34 56", "04 (76) 12 34 56", and mobiles in groups of any size: "06 399 81234".
_PREFIXED = regex(
    r"(?:\((?:0[1-9]\)|0\) ?[1-9])|\[0[1-9]\])[ .\-]?[0-9]{2}(?:[ .\-]?[0-9]{2}){3}(?![0-9])"
    r"|0(?<![a-z0-9].)[1-9] ?\([0-9]{2}\)(?:[ .\-]?[0-9]{2}){3}(?![0-9])"
    r"|\(0\) ?[1-9][0-9]{2}(?:[ .][0-9]{3}){2}(?![0-9])"
    # the last pair, which differs from line to line: "02 40 44 55 (66)"
    r"|0(?<![a-z0-9].)[1-9](?:[ .\-][0-9]{2}){3} ?\([0-9]{2}(?:\)|(?= ou ))"
    r"|0(?<![a-z0-9].)(?<![0-9][.,/ ].)[67][ .\-][0-9]{2,5}[ .\-][0-9]{2,5}"
    r"(?:[ .\-][0-9]{2,3})?(?![0-9]|[ .\-][0-9])"
)
#: A pair is missing, or left out on purpose: "02 98 69 00", "0696 41 00".
_CUT_OFF = regex(
    r"0(?<![a-z0-9].)(?<![0-9][ .,/\-].)[1-79]"
    r"(?:([ .\-/])[0-9]{2}(?:\1[0-9]{2}){2}|[0-9]{2} [0-9]{2} [0-9]{2})"
    r"(?![0-9a-z%]|[ .,/:\-][0-9]| (?:[mµk]?g|ml|ui|[mc]m|h)\b)"
)
#: Eight to ten digits from 0 in groups of any size: "0688 11 9 4 42", "04 42 84 70 0", "06 . 18 . 22 . 90".
_LOOSE = regex(
    r"0(?<![a-z0-9+].)(?<![0-9][ .,/:\-].)(?=[0-9 .\-/]{9})"
    r"(?:[1-9](?:(?: ?[.\-] ?|/| {0,2})[0-9]){6,8}|(?P<parted>[ .\-/][1-9](?:[ .\-/]?[0-9]){8}))"
    r"(?![0-9a-z%]|[ .,/:\-][0-9]| ?(?:[mµk]?g|ml|ui|[mc]m|h|copies)\b)"
)
_FOUR_PAIRS = regex(r"[0-9]{2}([ .\-])[0-9]{2}(?:\1[0-9]{2}){2}")
#: Who is called, or that somebody calls, a few words before.
CALLING = regex(
    r"\b(?:tel\w*|t ?:|fax\w*|port\.?|portable|fixe|mobile|gsm|sms|ligne|standard|bureau|numero"
    r"|joindre|joignable|contact\w*|appel\w*|rappel\w*|preven\w*|confirme|reponse|repond\w*|secretaire|secretariat|cadre"
    r"|infirmiere?|medecin|pere|mere|mari|epouse|fille|fils|soeur|frere|parents?|voisine?|oncle|tante|neveu"
    r"|niece|cousine?|tu(?:teur|trice)|proche|conjointe?|compagn(?:e|on)|amie?|cabinet|messages?)\b[^.;\n]{0,30}\Z"
)
#: Without its zero, where somebody is called unless it is a mobile's: "6.20.20.20.20".
_NO_ZERO = regex(
    r"[1-79](?<![a-z0-9].)(?<![0-9][ .,/:\-].)(?<![+(].)([ .\-])[0-9]{2}(?:\1[0-9]{2}){3}"
    r"(?![0-9a-z%]|[ .,/:\-][0-9])"
)
_SET_APART = regex(r"(?:\A|\n|[,:(/–—-] ?|\b[al]u? )\Z|\ble \Z")
_DIGITS_LEFT_OUT = regex(r" ?(?:\.\.|…|xx|oo)")
#: Hours of a plan and values of a blood test are listed in pairs of figures, too.
VALUES_BEFORE = regex(
    r"\b(?:glyc\w*|dextro\w*|tropo\w*|diurese\w*|pouls|ta|fc|temp\w*|capillaires?|mesures?|valeurs?|dos(?:es?|ages?))\b[^.;\n]*\Z"
    r"|n° ?\Z"
)
_TWO_HOURS = regex(r"(?:[01][0-9]|2[0-4])[ .\-]?[0-5][0-9][ .\-]?(?:[01][0-9]|2[0-4])[ .\-]?[0-5][0-9]")
_BRACKETED = regex(r"\([0-9]{2,4}\)[ \-.]{0,2}[0-9]{2,4}[ \-.][0-9]{2,4}(?:[ \-.][0-9]{2,4}){0,3}(?![0-9])")

ID_BEFORE = regex(rf"\b(?:{NUMBERED}|article)[ :.°n]*\Z")
_OF_PATIENT = regex(r"\bpatiente? ?:? ?\Z")  # it may be whose phone it is
_SHORT_DATE = regex(r"(?<= [0-9]{2})/[0-9]{2}(?![0-9])")  # "05/21 06/21 01/22": vaccinations
_IN_CODE = regex(r"[a-z]{2}[0-9]")
_PAIRS, _BROKEN = 5, 6
_GAPS = regex(r"[^0-9]+")
_NUMBERS = regex(r"[0-9]+")
#: How digits are grouped by those who write phones, beside pairs: Swiss, special and older French habits.
_GROUPINGS = frozenset(
    {
        (3, 3, 2, 2),
        (3, 3, 4),
        (2, 3, 3, 2),
        (2, 3, 2, 3),
        (2, 4, 4),
        (1, 3, 2, 2, 2),
        (4, 3, 3),
        (1, 3, 3, 3),
        (4, 6),
        (4, 2, 2, 2),
        (3, 7),
        (2, 8),
        (1, 9),
        (10,),
    }
)


def whole(folded: str) -> Iterator[Hit]:
    """Numbers of France that their own form tells, whatever parts their digits."""
    at = 0
    while m := _NATIONAL.search(folded, at):
        at = m.start() + 1
        if hit := _national(folded, m.start(), m.end()):
            at = m.end()
            yield hit
            yield from goes_on(folded, m.end(), hit.score)
            if second := _SECOND.match(folded, m.end()):
                yield Hit(second.start("number"), second.end(), hit.score, "second number behind a stroke")
    for m in _ODDLY_PARTED.finditer(folded):
        if not is_series(m[0]):
            yield Hit(m.start(), m.end(), 0.85, "ten digits in pairs")
    for m in _PREFIXED.finditer(folded):
        dated = dates.validate(m[0][:10])  # "06.03.2023 08"
        if len(digits_of(m[0])) == 10 and not (dated or ID_BEFORE.search(before(folded, m.start(), 24))):
            yield Hit(m.start(), m.end(), 0.85, "ten digits with their prefix")
    for m in _CUT_OFF.finditer(folded):
        other = dates.validate(m[0]) or is_series(m[0]) or ID_BEFORE.search(before(folded, m.start(), 24))
        if not other and _is_called(folded, m):
            yield Hit(m.start(), m.end(), 0.8, "eight digits in pairs")
    yield from _loosely(folded)
    yield from _without_zero(folded)
    for m in _BRACKETED.finditer(folded):
        if 9 <= len(digits_of(m[0])) <= 13:
            yield Hit(m.start(), m.end(), 0.85, "area code in brackets")


def is_series(groups: str) -> bool:
    """Whether three groups of digits at least go up by one step, as hours, days and doses do.

    >>> is_series("06,12,18,24,30"), is_series("5 10 15"), is_series("06 12 34"), is_series("44 71")
    (True, True, False, False)
    """
    steps = [later - earlier for earlier, later in pairwise(map(int, _NUMBERS.findall(groups)))]
    return len(steps) > 1 and len(set(steps)) == 1


def _is_called(folded: str, pairs: re.Match[str]) -> bool:
    """Whether four pairs of figures, which hours and values are too, stand where a phone does."""
    left = before(folded, pairs.start(), 40)
    if VALUES_BEFORE.search(left):
        return False
    if CALLING.search(left):
        return True
    if _TWO_HOURS.fullmatch(pairs[0]):
        return False
    return bool(_SET_APART.search(left) or _DIGITS_LEFT_OUT.match(folded, pairs.end()))


def _loosely(folded: str) -> Iterator[Hit]:
    """Eight to ten digits in groups that neither hours, values nor dates have."""
    for m in at_numbers(folded, _LOOSE):
        left = before(folded, m.start(), 40)
        regular = m[0].isdigit() or _FOUR_PAIRS.fullmatch(m[0])
        dated = any(dates.validate(m[0][:end]) for end in (10, 8, 7, None))  # "06.10.2024 28"
        other = dated or is_series(m[0]) or ID_BEFORE.search(left) or VALUES_BEFORE.search(left)
        if not (regular or other) and (not m["parted"] or CALLING.search(left)):
            yield Hit(m.start(), m.end(), 0.75, "digits of a phone in loose groups")


def _without_zero(folded: str) -> Iterator[Hit]:
    for m in at_numbers(folded, _NO_ZERO):
        left = before(folded, m.start(), 40)
        told = m[0][0] in "67" or (CALLING.search(left) and not VALUES_BEFORE.search(left))
        if told and not (is_series(m[0]) or ID_BEFORE.search(left)):
            yield Hit(m.start(), m.end(), 0.75, "phone without its zero")


def goes_on(folded: str, end: int, score: float) -> Iterator[Hit]:
    """The extension behind a number, or the last pairs of its further lines."""
    if more := _EXTENSION.match(folded, end):
        yield Hit(*more.span(more.lastindex or 1), score, "extension")
        return
    if more := _DASHED.match(folded, end) or _UP_TO.match(folded, end):
        yield Hit(more.start(1), more.end(1), score, "extension, or last pair of a further line")
    while more := _LAST_PAIR.match(folded, end):
        yield Hit(more.start(1), more.end(1), score, "last pair of a further line")
        end = more.end()


def _national(folded: str, start: int, end: int) -> Hit | None:
    """The ten digits `start:end` if their groups are those of a phone, and no date or other number."""
    raw = folded[start:end]
    left = before(folded, start, 24)
    dated = "/" in raw[-10:] and (dates.validate(raw[-10:]) or _SHORT_DATE.match(folded, end))
    groups = tuple(len(g) for g in _NUMBERS.findall(raw))
    if dated or (ID_BEFORE.search(left) and not (_OF_PATIENT.search(left) and groups == (2,) * _PAIRS)):
        return None
    if groups == (10,):
        glued = left[-1:].isalnum() or _IN_CODE.match(folded, end)
        hit = Hit(start, end, 0.93 if raw[1] in "67" else 0.85, "ten digits of a phone")
        return None if glued else hit
    if len(groups) == _BROKEN and 1 in groups:  # "05 36 49 1 2 77": a pair came apart
        at = groups.index(1)
        groups = (*groups[:at], groups[at] + groups[at + 1], *groups[at + 2 :])
    if len(groups) > 7 and ((left.endswith(" ") and left[-2:-1].isdigit()) or "\n" in raw):
        return None
    pairs = (
        all(n % 2 == 0 for n in groups)
        or groups == (1,) * 10
        or (groups[0] == 2 and max(groups) == 2)
        or (groups[0] == 1 and groups[1:] == (1, 2, 2, 2, 2))
    )
    if left[-1:].isalpha() and len(groups) < _PAIRS:
        return None
    signs = {"".join(gap.split()) for gap in _GAPS.findall(raw)}
    dated = dates.validate(raw[:10]) and not (len(groups) == _PAIRS and len(signs) == 1)
    if not (pairs or groups in _GROUPINGS) or dated:
        return None
    return Hit(start, end, 0.97 if len(groups) == _PAIRS else 0.9, "ten digits in groups")
