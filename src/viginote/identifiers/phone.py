"""Telephone and fax numbers: France and overseas, its neighbours, the Maghreb, and short internal ones.

Ten digits beginning with 0 in France (01 to 05 by region, 06 and 07 mobile, 08 special, 09 internet), nine
after
+33; overseas +262, +508, +590, +594, +596, +687, +689. Any separator, one in two digits or elsewhere, OCR's
letter O.
Short numbers (a hospital's internal lines) count only beside a word such as "poste" or "joignable au".

>>> compact("+33 (0)1 42 16 00 00"), compact("O1.42.15.23.35"), compact("poste 4512")
('+33142160000', '+33142152335', '4512')
>>> validate("01 42 16 00 00"), validate("12/03/54"), validate("+32 475 12 34 56")
(True, False, True)

Issuer: ARCEP. Source: plan national de numérotation (décision ARCEP 2018-0881); ITU-T E.164.
"""

import re
from collections.abc import Iterator

from viginote.identifiers import dates
from viginote.identifiers._base import Hit, Rule, before, digits_of, matches
from viginote.text import Note, fold

_S = r"[ .\-_/]{0,3}\n?"
_ZERO = r"[0o]"

_NATIONAL = re.compile(
    rf"[0o](?<![a-z0-9].)(?<![0-9][.,/].){_S}[1-9](?:{_S}[0-9o]){{8}}(?![0-9]|[.,/][0-9]{{3}}"
    rf"|[a-z]{{2}}[0-9])"
)
_INTERNATIONAL = re.compile(
    r"[+(0](?<![0-9].)\+?0?\(?(?:\+|00)? ?"
    r"(33|32|41|352|377|376|49|44|34|39|351|31|43|30|40|48|90|212|213|216|218|20|961|972|221|223|224|225"
    r"|226|228|229|237"
    r"|241|242|243|261|269|230|262|508|590|594|596|681|687|689|1|7|86|55)\)?"
    r"((?:[ .\-/]{0,2}(?:\(0\) ?)?[0-9]){6,11})(?![0-9])"
)
_BRACKETED = re.compile(
    r"\([0-9]{2,4}\)[ \-.]{0,2}[0-9]{2,4}[ \-.][0-9]{2,4}(?:[ \-.][0-9]{2,4}){0,3}(?![0-9])"
)

_CUE = re.compile(
    r"(?:tel(?:e(?:phone|copie|copieur|phonique(?:ment)?)|s)?|portables?|port|mobile|gsm|fax\w*|poste"
    r"|joignables?|joindre"
    r"|contact(?:er|ez)?|standard|r?appel(?:er|ez|e)|bip|dect|numero(?: de bureau| suivant| direct| interne)?"
    r"|ligne directe|secretariat|phone|whatsapp|urgences?|domicile|dom|bureau)(?![a-z])"
)
_CUED = re.compile(
    r"(?:[ .:=°\-]|n°|au|a|le|du|de|l'|suivant|numero|direct|fixe|portable|perso(?:nnel)?|pro(?:fessionnel)?"
    r"|patient|mere|pere|fils|fille|bureau|interne|poste|\((?![0-9+])|\)){0,8}"
    r"((?:\+|\()?[0-9o](?:[ .\-_/()]{0,2}(?:[0-9]|o(?=[0-9. \-][0-9]))){3,13})(?![0-9]|[a-z]{2}"
    r"|[.,/:][0-9]| ?(?:ans|mg|ml|h|/|%|€))"
)
_STRONG_CUE = re.compile(
    r"tel|fax|phone|poste|joignable|standard|bip|dect|portable|mobile|gsm|appel|ligne|numero de b"
)
_ID_BEFORE = re.compile(
    r"\b(?:ipp|ip|nip|nda|iep|id|dossier|patiente?|visite|sejour|rpps|adeli|finess|nir|siret|siren"
    r"|identifiant|sn|lot|insee)"
    r"[ :.°n]*\Z"
)
_GROUPS = re.compile(r"[0-9o]+")
#: How digits are grouped by those who write phones, beside pairs: Swiss, special and older French habits.
_GROUPINGS = frozenset(
    {(3, 3, 2, 2), (4, 3, 3), (1, 3, 3, 3), (4, 6), (4, 2, 2, 2), (3, 7), (2, 8), (1, 9), (10,)}
)
_CUE_STEMS = [
    "tel",
    "port",
    "mobile",
    "gsm",
    "fax",
    "poste",
    "joi",
    "contact",
    "standard",
    "rappel",
    "appel",
    "bip",
    "dect",
    "numero",
    "ligne",
    "secretariat",
    "phone",
    "whatsapp",
    "urgence",
    "dom",
    "bureau",
]


def _find(note: Note) -> Iterator[Hit]:
    folded = note.folded
    for m in _NATIONAL.finditer(folded):
        if hit := _national(folded, m.start(), m.end()):
            yield hit
    for m in _INTERNATIONAL.finditer(folded):
        if hit := _international(m):
            yield hit
    for m in _BRACKETED.finditer(folded):
        if 9 <= len(digits_of(m[0])) <= 13:
            yield Hit(m.start(), m.end(), 0.85, "area code in brackets")
    yield from _beside_cue(folded)


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
    if len(groups) > 7 and ((left.endswith(" ") and left[-2:-1].isdigit()) or "\n" in raw):
        return None
    pairs = (
        all(n % 2 == 0 for n in groups)
        or groups == (1,) * 10
        or (groups[0] == 1 and groups[1:] == (1, 2, 2, 2, 2))
    )
    if not (pairs or groups in _GROUPINGS) or dates.validate(raw[:10]):
        return None
    return Hit(start, end, 0.97 if len(groups) == 5 else 0.9, "ten digits in groups")


def _international(m: re.Match[str]) -> Hit | None:
    """A number with its country code, which "+", "00" or brackets announce."""
    raw = m[0]
    announced = raw.startswith("+") or raw.startswith("00") or (raw.startswith("(") and ")" in raw[:7])
    count = len(digits_of(m[2]))
    if not announced or (
        count < (6 if m[1] in ("687", "508", "681") else 8) and not (m[1] == "352" and count >= 6)
    ):
        return None
    if raw.startswith("00") and count > 10:
        return None
    return Hit(m.start(), m.end(), 0.97 if raw.startswith("+") else 0.9, "country code")


def _beside_cue(folded: str) -> Iterator[Hit]:
    for cue in matches(folded, _CUE_STEMS, _CUE):
        m = _CUED.match(folded, cue.end())
        if not m:
            continue
        digits = digits_of(m[1].replace("o", "0"))
        strong = _STRONG_CUE.match(cue[0]) is not None
        if len(digits) < 8 and not strong:
            continue
        if dates.validate(m[1]) or (len(digits) == 4 and digits[:2] in ("19", "20") and cue[0] != "poste"):
            continue
        yield Hit(m.start(1), m.end(1), 0.93 if strong else 0.8, "word for a phone before")


def compact(value: str) -> str:
    """The number as E.164 where it is a French or international one, else its digits alone."""
    folded = fold(value).strip()
    digits = digits_of(re.sub(r"o(?=[0-9 .\-])", "0", folded.replace("(0)", "")))
    if folded.startswith(("+", "(+", "00")):
        return "+" + digits.removeprefix("00")
    if len(digits) == 10 and digits[0] == "0":
        return "+33" + digits[1:]
    return digits


def validate(value: str) -> bool:
    """Whether `value` is a possible number of its country (libphonenumber's metadata); France by default."""
    import phonenumbers

    try:
        number = phonenumbers.parse(compact(value), "FR")
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(number))


RECOGNIZER = Rule("phone", "PHONE", _find, digits=4)
