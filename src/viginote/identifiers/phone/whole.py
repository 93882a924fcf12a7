"""Numbers that their own form tells: France, abroad, North America, an area code in brackets, in words."""

import re
from collections.abc import Iterator

from viginote.identifiers import dates
from viginote.identifiers._base import OCR_LETTERS, Hit, before, digits_of, undamaged

_S = r"[ .\-_/•·]{0,3}\n?"
_ZERO = r"[0o]"

_NATIONAL = re.compile(
    rf"[0o](?<![a-z0-9].)(?<![0-9][.,/].){_S}[1-9](?:{_S}[0-9o]){{8}}(?![0-9]|[.,/][0-9]{{3}}"
    rf"|[a-z]{{2}}[0-9])"
)
#: A second number behind a stroke: "06 39 98 12 34/05 61 91 22 33".
_SECOND = re.compile(rf"/(?P<number>{_ZERO}{_S}[1-9](?:{_S}[0-9o]){{8}})(?![0-9])")
#: What may follow ten digits: an extension ("p. 318"), or the last pairs of further lines ("/41/42").
_EXTENSION = re.compile(r",? ?\(?(?:p\.|postes?|ext\.?|int\.?) ?:?([0-9]{2,5})(?![0-9])")
_LAST_PAIR = re.compile(r" ?/ ?([0-9]{2})(?![0-9a-z%]|[.,][0-9]| ?(?:[0-9]|h|ans)|/[0-9]{3})")
_UP_TO = re.compile(r" (?:a|ou) ([0-9]{2})(?= ?(?:[,;.)\n]|\Z))(?![.,][0-9])")
#: Five pairs, some digits read as letters: "O6 39 98 4l 02".
_DAMAGED = re.compile(
    rf"[0o](?<![a-z0-9].)[1-9{OCR_LETTERS}](?:[ .\-/_]{{1,2}}[0-9{OCR_LETTERS}]{{2}}){{4}}(?![a-z0-9])"
)
_DAMAGED_AFTER_CUE = re.compile(
    rf"[ .:=°]{{0,4}}([0o][1-9{OCR_LETTERS}](?:[ .\-/_]{{0,2}}[0-9{OCR_LETTERS}]){{8}})(?![a-z0-9])"
)
_LEAST_DIGITS = 6
#: Five pairs behind a word for a phone, whatever parts them: "tél 04,77,00,12,34".
_PAIRS = re.compile(r"[ .:=°]{0,4}(0[1-9](?:[^\w\n]{1,3}[0-9]{2}){4})(?![0-9])")
#: "(04)77001234", and mobiles in groups of any size: "06 399 81234".
_PREFIXED = re.compile(
    r"\(0[1-9]\)[ .\-]?[0-9]{2}(?:[ .\-]?[0-9]{2}){3}(?![0-9])"
    r"|0(?<![a-z0-9].)(?<![0-9][.,/ ].)[67][ .\-][0-9]{2,5}[ .\-][0-9]{2,5}"
    r"(?:[ .\-][0-9]{2,3})?(?![0-9]|[ .\-][0-9])"
)
#: North American numbers, as translated notes keep them.
_AMERICAN = re.compile(
    r"[2-9](?<![0-9a-z].)(?<![0-9][.\-/].)[0-9]{2}([.\-])[0-9]{3}\1[0-9]{4}(?![0-9a-z]|[.\-/][0-9])"
)
_SPELT_DIGITS = (
    "zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt"
    "|trente"
    "|quarante|cinquante|soixante|cents?|et|mille"
)
_SPELT = re.compile(
    rf"zero[ ,\-]{{1,2}}(?:{_SPELT_DIGITS})(?:[ ,.\-]{{1,3}}(?:{_SPELT_DIGITS})(?![a-z])){{3,16}}(?![a-z])"
)
#: Country codes (ITU-T E.164): what "00" must be followed by; behind "+" any will do.
_COUNTRY = (
    r"33|32|41|352|377|376|49|44|34|39|35[0-9]|31|43|30|40|45|46|47|48|36|385|386|420|421|380|90|212|213|216"
    r"|218|20|961|972|221|223|224|225|226|228|229|237|241|242|243|261|269|230|262|508|590|594|596|681|687"
    r"|689|1|7|86|55"
)
_INTERNATIONAL = re.compile(
    rf"[+(0](?<![0-9].)\+?0?\(?(?:\+|00)? ?({_COUNTRY})\)?"
    r"((?:[ .\-/]{0,2}(?:\(0\) ?)?[0-9]){6,11})(?![0-9])"
)
_PLUS = re.compile(
    r"\+(?<![0-9a-z(].)(?:[1-9][0-9]{0,2})(?!\.[0-9] )(?:(?:[ .\-/()]{1,2}[0-9]{1,4}){2,5}|[0-9]{8,12})"
    r"(?![0-9]|[.,][0-9])"
)
_LEAST_ABROAD = 9  # digits of a number with any country code
#: In a text without blanks.
_GLUED = re.compile(r"[ltxe](?<=tel|ort|fax|ile)[.:]?(0[1-9](?:[.\-]?[0-9]{2}){4})(?![0-9])")
_INITIAL = re.compile(r"[tf](?<![a-z0-9].)(0[1-9][0-9]{8})(?![0-9])")
_BRACKETED = re.compile(
    r"\([0-9]{2,4}\)[ \-.]{0,2}[0-9]{2,4}[ \-.][0-9]{2,4}(?:[ \-.][0-9]{2,4}){0,3}(?![0-9])"
)

_ID_BEFORE = re.compile(
    r"\b(?:ipp|ip|nip|nda|iep|id|dossier|patiente?|visite|sejour|rpps|adeli|finess|nir|siret|siren"
    r"|identifiant|sn|lot|insee)"
    r"[ :.°n]*\Z"
)
_BROKEN = 6
_GROUPS = re.compile(r"[0-9o]+")
#: How digits are grouped by those who write phones, beside pairs: Swiss, special and older French habits.
_GROUPINGS = frozenset(
    {
        (3, 3, 2, 2),
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
    """Numbers that their own form tells: France, abroad, North America, an area code in brackets."""
    for m in _NATIONAL.finditer(folded):
        if hit := _national(folded, m.start(), m.end()):
            yield hit
            yield from _goes_on(folded, m.end(), hit.score)
            if second := _SECOND.match(folded, m.end()):
                yield Hit(second.start("number"), second.end(), hit.score, "second number behind a stroke")
    yield from _abroad(folded)
    yield from _glued(folded)
    for m in _AMERICAN.finditer(folded):
        if not _ID_BEFORE.search(before(folded, m.start(), 24)):
            yield Hit(m.start(), m.end(), 0.8, "North American groups")
    for m in _PREFIXED.finditer(folded):
        dated = dates.validate(m[0][:10])  # "06.03.2023 08"
        if len(digits_of(m[0])) == 10 and not (dated or _ID_BEFORE.search(before(folded, m.start(), 24))):
            yield Hit(m.start(), m.end(), 0.85, "ten digits with their prefix")
    for m in _BRACKETED.finditer(folded):
        if 9 <= len(digits_of(m[0])) <= 13:
            yield Hit(m.start(), m.end(), 0.85, "area code in brackets")


def _glued(folded: str) -> Iterator[Hit]:
    """Numbers stuck to their label in a text without blanks: "tel0639981234"."""
    for pattern in (_GLUED, _INITIAL):
        for m in pattern.finditer(folded):
            yield Hit(*m.span(1), 0.9, "label stuck to it")


def _abroad(folded: str) -> Iterator[Hit]:
    for m in _INTERNATIONAL.finditer(folded):
        if hit := _international(m):
            yield hit
    for m in _PLUS.finditer(folded):
        if len(digits_of(m[0])) >= _LEAST_ABROAD:
            yield Hit(m.start(), m.end(), 0.95, "country code behind a plus")


def _goes_on(folded: str, end: int, score: float) -> Iterator[Hit]:
    """The extension behind a number, or the last pairs of its further lines."""
    if more := _EXTENSION.match(folded, end):
        yield Hit(more.start(1), more.end(1), score, "extension")
        return
    if more := _UP_TO.match(folded, end):
        yield Hit(more.start(1), more.end(1), score, "last pair of a further line")
    while more := _LAST_PAIR.match(folded, end):
        yield Hit(more.start(1), more.end(1), score, "last pair of a further line")
        end = more.end()


def spelt(folded: str) -> Iterator[Hit]:
    for m in _SPELT.finditer(folded) if "zero" in folded else ():
        yield Hit(m.start(), m.end(), 0.9, "digits of a phone in words")


def damaged(folded: str) -> Iterator[Hit]:
    for m in _DAMAGED.finditer(folded):
        if _is_damaged(m[0]):
            yield Hit(m.start(), m.end(), 0.9, "ten digits in groups, some read as letters")


def _national(folded: str, start: int, end: int) -> Hit | None:
    raw = folded[start:end]
    left = before(folded, start, 24)
    if _ID_BEFORE.search(left):
        return None
    groups = tuple(len(g) for g in _GROUPS.findall(raw))
    if groups == (10,):
        if "o" in raw:
            return None
        return Hit(start, end, 0.93 if raw[1] in "67" else 0.85, "ten digits of a phone")
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
    if not (pairs or groups in _GROUPINGS) or dates.validate(raw[:10]):
        return None
    return Hit(start, end, 0.97 if len(groups) == 5 else 0.9, "ten digits in groups")


def _international(m: re.Match[str]) -> Hit | None:
    """A number with its country code, which "+", "00" or brackets announce."""
    raw = m[0]
    announced = raw.startswith("+") or raw.startswith("00") or raw.startswith(("(+", "(00"))
    announced = announced or (raw.startswith("(") and ")" in raw[:7])
    count = len(digits_of(m[2]))
    if not announced or (
        count < (6 if m[1] in ("687", "508", "681") else 8) and not (m[1] == "352" and count >= 6)
    ):
        return None
    if raw.startswith("00") and count > 10:
        return None
    return Hit(m.start(), m.end(), 0.97 if raw.startswith("+") else 0.9, "country code")


def damaged_after(folded: str, at: int) -> Hit | None:
    """The damaged number, of any separators, right behind a word for a phone that ends at `at`."""
    m = _DAMAGED_AFTER_CUE.match(folded, at)
    return Hit(*m.span(1), 0.93, "word for a phone before") if m and _is_damaged(m[1]) else None


def pairs_after(folded: str, at: int) -> Hit | None:
    """Five pairs, whatever parts them, right behind a word for a phone that ends at `at`."""
    m = _PAIRS.match(folded, at)
    return Hit(*m.span(1), 0.95, "word for a phone before") if m else None


def _is_damaged(value: str) -> bool:
    """Whether ten digits are a phone once the letters among them are read as the digits they stand for."""
    digits = digits_of(undamaged(value))
    return (
        any(c.isalpha() for c in value)
        and len(digits_of(value)) >= _LEAST_DIGITS
        and len(digits) == 10
        and digits[0] == "0" != digits[1]
    )
