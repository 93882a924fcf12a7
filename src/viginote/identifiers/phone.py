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
from dataclasses import replace

from viginote.anchors import matches
from viginote.identifiers import dates
from viginote.identifiers._base import OCR_LETTERS, Hit, Rule, before, digits_of, longest_run, undamaged
from viginote.text import Note, fold

_S = r"[ .\-_/•·]{0,3}\n?"
_ZERO = r"[0o]"

_NATIONAL = re.compile(
    rf"[0o](?<![a-z0-9].)(?<![0-9][.,/].){_S}[1-9](?:{_S}[0-9o]){{8}}(?![0-9]|[.,/][0-9]{{3}}"
    rf"|[a-z]{{2}}[0-9])"
)
#: A second number behind a stroke: "06 39 98 12 34/05 61 91 22 33".
_SECOND = re.compile(rf"/(?P<number>{_ZERO}{_S}[1-9](?:{_S}[0-9o]){{8}})(?![0-9])")
#: What may follow ten digits: an extension ("p. 318"), or the last pair of a second line (" / 20").
_EXTENSION = re.compile(
    r",? ?(?:p\.|poste|ext\.?|int\.?) ?[0-9]{2,5}(?![0-9])| ?/ ?[0-9]{2}(?![0-9a-z/.,%]| ?(?:/|[0-9]|h|ans))"
)
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
#: Short public numbers (3xxx, 116 xxx) count where somebody calls or hands them over, as figures do not.
_SHORT = re.compile(
    r"(?:3(?<![0-9].)(?<![0-9][.,/].)(?<![0-9] .)[0-9] ?[0-9]{2}|116 ?[01][0-9]{2})(?![0-9a-z]|[.,/:\-][0-9])"
)
_SHORT_CUE = re.compile(
    r"\b(?:(?:au|le|du) n°|numeros?(?: (?:vert|d'appel|national|d'urgence|court))?|appel\w*|composer"
    r"|contacter"
    r"|joindre|ligne|lignes? d'ecoute|plateforme|tel|telephon\w+|vers|via)"
    r"(?: (?:le|la|au|du|de|d'urgence|vert|numero))*[ :.°]*\Z"
)
_HANDED_OVER = re.compile(
    r" ?\)? ?(?:\([a-z ]{3,30}\) )?(?:a ete |ont ete )?(?:re)?(?:donnee?s?|transmis|remis|communiques?"
    r"|fournis?|expliques?|rappeles?|indiques?|laisses?|proposes?|contacte|appele|disponible|joignable"
    r"|24 ?h|h24|en cas de|si (?:besoin|crise|urgence|idees))(?![a-z])"
)
#: Suicide, violence, abuse, harassment, tobacco, doctors on call, pharmacies, missing children...
_HELPLINES = frozenset(
    [
        *("3114", "3919", "3977", "3018", "3020", "3624", "3646", "3949", "3939", "3237", "3989", "3960"),
        *("3975", "3920", "3631", "116117", "116006", "116111", "116000"),
    ]
)
_ARTICLE = re.compile(r"\b(?:le|au|du|les) \Z")
_QUANTITY_AFTER = re.compile(
    r" ?(?:[mµk]?g\b|ml|l\b|/|%|ui|mm|cm|gb|g/|u\b|kcal|ans\b|euros?|€|elements?|jours?)"
)
_SPELT_DIGITS = (
    "zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt"
    "|trente"
    "|quarante|cinquante|soixante|cents?|et|mille"
)
_SPELT = re.compile(
    rf"zero[ ,\-]{{1,2}}(?:{_SPELT_DIGITS})(?:[ ,.\-]{{1,3}}(?:{_SPELT_DIGITS})(?![a-z])){{3,16}}(?![a-z])"
)
_INTERNAL = re.compile(r"poste|bip|dect|ligne")
_INTERNAL_PAIR = re.compile(r"([0-9]{4,6})/[0-9]{4,6}\Z")
#: "joindre l'interne (Agathe) au 66 214": an internal number behind whom it reaches.
_REACHED = re.compile(
    r"\b(?:joindre|joignable|contacter|(?:r?ap)peler|biper|faire le|composer)[^.;\n0-9]{1,40}? (?:au|le) "
    r"([0-9]{2,3}[ .]?[0-9]{2,3})(?![0-9a-z]|[ .,/:\-][0-9]| ?(?:h|mg|ans|ml|%|jours?)\b)"
)
#: A column of internal numbers: the cell that heads it, and what a cell of it holds.
_COLUMN = re.compile(r"(?:n° ?)?(?:poste|tel(?:ephone)?|bip|dect|ligne|interne|fax)\.?s?")
_COLUMN_CELL = re.compile(r"[0-9]{3,6}")
_PAGER = re.compile(
    r"\b(?:(?:bip|dect)(?:(?: (?:d[eu]|de la|de l'))? ?[a-z]{2,12})?|int|interne de garde)[ .:°]{1,3}"
    r"([0-9]{2} [0-9]{3}|[0-9]{3,5})(?![0-9a-z]|[.,/:\-][0-9]| [0-9])"
    r"|\bcontact(?: [a-z]{2,14}){1,4} ((?!19|20)[0-9]{4,5})(?![0-9a-z]|[.,/:\-][0-9]| [0-9])"
)
_CELL_SIGNS = ("|", "\t", ";")
_ANOTHER = re.compile(
    r"(?: ?/ ?| ou (?:le |au )?| et (?:le |au )?| puis |, [a-z]{2,14} )([0-9]{4,6})"
    r"(?![0-9a-z]|[.,/:][0-9]| ?(?:h|mg|ans|ml))"
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
    r"|contact(?:er|ez)?|standard|r?appel(?:er|ez|e)(?:[- ]moi)?|bip|dect|numero(?: de bureau| suivant"
    r"| direct| interne)?"
    r"|ligne directe|secretariat|phone|tph|whatsapp|urgences?|garde|astreinte|accueil|domicile|dom"
    r"|bureau)(?![a-z])"
)
_CUED = re.compile(
    r"(?:[ .:=°\-]|n°|au|a|le|du|de|l'|suivant|numero|direct|fixe|portable|perso(?:nnel)?|pro(?:fessionnel)?"
    r"|patient|mere|pere|fils|fille|soeur|frere|conjointe?|epou(?:x|se)|mari|femme|voisine?|maison|travail"
    r"|domicile|secretariat|service|medecin|ide|bureau|interne|poste|\((?![0-9+])|\)){0,8}"
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
    "tph",
    "garde",
    "astreinte",
    "accueil",
    "whatsapp",
    "urgence",
    "dom",
    "bureau",
]


def _find(note: Note) -> Iterator[Hit]:
    folded = note.folded
    if "zero" in folded:
        for m in _SPELT.finditer(folded):
            yield Hit(m.start(), m.end(), 0.9, "digits of a phone in words")
    if longest_run(folded) < 4:
        return
    for search in (_whole, _damaged, _short_numbers, _beside_cue, _reached, _columns):
        yield from search(folded)


def _whole(folded: str) -> Iterator[Hit]:
    """Numbers that their own form tells: France, abroad, North America, an area code in brackets."""
    for m in _NATIONAL.finditer(folded):
        if hit := _national(folded, m.start(), m.end()):
            if more := _EXTENSION.match(folded, m.end()):
                hit = replace(hit, end=more.end())
            yield hit
            if second := _SECOND.match(folded, m.end()):
                yield Hit(second.start("number"), second.end(), hit.score, "second number behind a stroke")
    for m in _INTERNATIONAL.finditer(folded):
        if hit := _international(m):
            yield hit
    for m in _AMERICAN.finditer(folded):
        if not _ID_BEFORE.search(before(folded, m.start(), 24)):
            yield Hit(m.start(), m.end(), 0.8, "North American groups")
    for m in _PREFIXED.finditer(folded):
        if len(digits_of(m[0])) == 10 and not _ID_BEFORE.search(before(folded, m.start(), 24)):
            yield Hit(m.start(), m.end(), 0.85, "ten digits with their prefix")
    for m in _BRACKETED.finditer(folded):
        if 9 <= len(digits_of(m[0])) <= 13:
            yield Hit(m.start(), m.end(), 0.85, "area code in brackets")


def _damaged(folded: str) -> Iterator[Hit]:
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


def _beside_cue(folded: str) -> Iterator[Hit]:
    for cue in matches(folded, _CUE_STEMS, _CUE):
        if (damaged := _DAMAGED_AFTER_CUE.match(folded, cue.end())) and _is_damaged(damaged[1]):
            yield Hit(damaged.start(1), damaged.end(1), 0.93, "word for a phone before")
            continue
        if pairs := _PAIRS.match(folded, cue.end()):
            yield Hit(pairs.start(1), pairs.end(1), 0.95, "word for a phone before")
            continue
        m = _CUED.match(folded, cue.end())
        if not m:
            continue
        internal = _INTERNAL.match(cue[0]) is not None
        end = m.end()
        if internal and (stroke := _INTERNAL_PAIR.match(m[1])):
            end = m.start(1) + stroke.end(1)
        value = folded[m.start(1) : end]
        digits = digits_of(value.replace("o", "0"))
        strong = _STRONG_CUE.match(cue[0]) is not None
        if len(digits) < 8 and not strong:
            continue
        if dates.validate(value) or (len(digits) == 4 and digits[:2] in ("19", "20") and cue[0] != "poste"):
            continue
        yield Hit(m.start(1), end, 0.93 if strong else 0.8, "word for a phone before")
        if internal and len(digits) <= 6 and (other := _ANOTHER.match(folded, end)):
            yield Hit(other.start(1), other.end(1), 0.85, "second internal number")


def _reached(folded: str) -> Iterator[Hit]:
    """Internal numbers behind a pager's name, or behind whom they reach; a second one may follow."""
    for m in _PAGER.finditer(folded):
        group = m.lastindex or 1
        yield Hit(m.start(group), m.end(group), 0.85, "pager or internal line")
    for m in _REACHED.finditer(folded):
        yield Hit(m.start(1), m.end(1), 0.85, "internal number after a word for calling")
        if other := _ANOTHER.match(folded, m.end()):
            yield Hit(other.start(1), other.end(1), 0.8, "second internal number")


def _columns(folded: str) -> Iterator[Hit]:
    """The internal numbers of a table, by the heading of their column."""
    sign = next((sign for sign in _CELL_SIGNS if folded.count(sign) > 1), None)
    columns: set[int] = set()
    at = 0
    for line in folded.split("\n") if sign else ():
        cells = line.split(sign)
        headed = {i for i, cell in enumerate(cells) if _COLUMN.fullmatch(cell.strip())}
        columns = headed or (columns if len(cells) > 1 else set())
        start = at
        for i, cell in enumerate(cells):
            if i in columns and (number := _COLUMN_CELL.fullmatch(cell.strip())):
                shift = start + cell.index(number[0])
                yield Hit(shift, shift + len(number[0]), 0.9, "column of phones")
            start += len(cell) + 1
        at += len(line) + 1


def _is_damaged(value: str) -> bool:
    """Whether ten digits are a phone once the letters among them are read as the digits they stand for."""
    digits = digits_of(undamaged(value))
    return (
        any(c.isalpha() for c in value)
        and len(digits_of(value)) >= _LEAST_DIGITS
        and len(digits) == 10
        and digits[0] == "0" != digits[1]
    )


def _short_numbers(folded: str) -> Iterator[Hit]:
    """Short public numbers that are called, handed over, or known and spoken of with their article."""
    for m in _SHORT.finditer(folded):
        if _QUANTITY_AFTER.match(folded, m.end()):
            continue
        left = before(folded, m.start(), 40)
        helpline = digits_of(m[0]) in _HELPLINES
        if _SHORT_CUE.search(left) or (helpline and left.endswith("n° ")):
            yield Hit(m.start(), m.end(), 0.9, "short number after a word for calling")
        elif helpline and (_ARTICLE.search(left) or _HANDED_OVER.match(folded, m.end())):
            yield Hit(m.start(), m.end(), 0.85, "helpline")


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


RECOGNIZER = Rule("phone", "PHONE", _find, digits=0)
