"""NIR: the French social-security number, and the national health identity (INS) that carries it.

Thirteen digits - sex, year and month of birth, department and commune of birth, order in the register -
and a key of two.
Months above 12 stand for an unknown or foreign civil status; sexes 3, 4, 7, 8 for provisional numbers.
The INS is the same number with an OID (1.2.250.1.213.1.4.8 for a NIR, .9 for a provisional NIA).

>>> compact("1 85 05 78 006 084 91")
'185057800608491'
>>> validate("1 85 05 78 006 084 91"), validate("1 85 05 78 006 084 36"), validate("2 94 03 2A 004 017 27")
(True, False, True)

Issuer: INSEE. Source: décret n° 82-103 of 22 January 1982; référentiel INS of the Agence du numérique en
santé.
A number whose key is wrong is still somebody's number, mistyped: it is found where its shape or a label is
plain.
"""

import re
from collections.abc import Iterator

from viginote.anchors import holds_any
from viginote.checks import CORSICA, nir_key
from viginote.french.numbers import DICTATED
from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import PARTED, Hit, Rule, Search, at_numbers, before, digits_of, number_starts
from viginote.regex import regex
from viginote.text import Note, fold

_S = r"[ .\-_/|]?\n?[ ]?"
_NUMBER = regex(
    rf"[1-478](?<![0-9].)(?<![0-9][.,/].){_S}[0-9]{_S}[0-9]{_S}[0-9]{_S}[0-9]{_S}[0-9]{_S}[0-9ab]"
    rf"(?:{_S}[0-9]){{4,6}}(?:{_S}[0-9]{_S}[0-9])?(?![0-9]|[.,/][0-9])"
)
_GROUPED = regex(
    r"[1-478]\D{1,2}\d\d\D{1,2}\d\d\D{1,2}(?:\d\d|\d[ab])\D{1,2}\d{2,3}\D{1,2}\d{3}(?:\D{1,2}\d\d?)?"
)
#: Thirteen digits or fifteen in groups of no rule: "1910659606 024 18", "190 02 75 118 334 27".
_UNEVEN = regex(
    r"[12](?<![0-9a-z].)(?<![0-9][ .,/\-].)[0-9]{2,12}(?: [0-9]{2,8}){1,5}(?![0-9a-z]|[.,/]?[0-9])"
)
#: Without its key and the end of its order: "2 84 03 88 160".
_SHORTENED = regex(
    r"[12](?<![0-9a-z].)(?<![0-9][ .,/\-].) [0-9]{2} (?:0[1-9]|1[0-2]) (?:[0-9]{2}|2[ab]) [0-9]{3}"
    r"(?: [0-9]{1,2})?(?![0-9a-z]|[ .,/\-]{1,2}[0-9])"
)
#: With letters that were read for digits: "1 95 0q 93 497 s14 08".
_LIKE_DIGIT, _LETTER = "[0-9oilszbgq]", regex("[a-z]")
_MISREAD = regex(
    rf"[12](?<![0-9a-z].)(?<![0-9][ .,/\-].)[ .\-]?{_LIKE_DIGIT}{{2}}[ .\-]?{_LIKE_DIGIT}{{2}}[ .\-]?"
    rf"{_LIKE_DIGIT}{{2}}(?:[ .\-]?{_LIKE_DIGIT}{{3}}){{2}}(?:[ .\-]?{_LIKE_DIGIT}{{2}})?"
    r"(?![0-9a-z]|[ .\-]?[0-9])"
)
_LEAST_READ = 9
_SINGLES = regex(r"[1-478](?<![0-9].)(?<![0-9] .)(?: [0-9ab]){12,14}(?! ?[0-9])")

_LABEL = Anchored(
    r"(?:n(?:ir|ss|ia)|ins(?:-?(?:c|nir|a))?|matricule|n[°o]? ?(?:de )?ss|num(?:ero)?\.? ?(?:de )?ss|s\.s\."
    r"|secu(?:rite)?|(?:n[°o]?|num(?:ero)?\.?) ?(?:d')?(?:assure|insee|immatriculation)|immatriculation"
    r"|assuree?|num_?secu|n[°0] ?ss|immat(?:ric)?\.?(?: ss)?|ass\.|carte vitale)"
    r"(?![a-z])(?: ?\(e\))?(?: social[e]?s?)?"
)
_VALUE = regex(
    rf"(?:[ :=.\-#°]|\(.{{0,40}}?\)|de la patiente?|du patient|social[e]?|ins|nir|n[°o]|est|le|\n){{0,6}}"
    rf"([0-9](?:{_S}[0-9ab]){{7,16}}(?<=[0-9]))(?![a-z0-9]|[.,/][0-9])"
)
#: The head of a number whose rest is missing or hidden: "NIR 2 87 05 75", "1 85 05 78 xxx xxx".
_HEAD = (
    r"[12378][ .\-]?[0-9]{2}[ .\-]?(?:0[1-9]|1[0-2])(?:[ .\-]?(?:[0-9]{2}|2[ab])(?:[ .\-]?[0-9]{1,3}){0,2})?"
)
_CUT = regex(rf"[ :=n°]{{0,6}}(?P<head>{_HEAD}) ?(?=[.,;)(\n]|\Z|-|x|\?|_|…|\*| [a-z])(?![.,][0-9])")
_HIDDEN = regex(
    r"[12](?<![0-9a-z].)(?<![0-9][ .,/\-].)[ .\-][0-9]{2}[ .\-](?:0[1-9]|1[0-2])"
    r"(?:[ .\-][0-9]{2}(?:[ .\-][0-9]{3}){0,2})?(?= ?(?:x{2,}|\?{2,}|_{2,}|…|\.{3}|\*{2,}))"
)
#: Dictated: "deux cinquante-deux zéro huit trente-trois zéro soixante-trois cent quatorze clé vingt-deux".
_SPELT_PART = rf"(?!mille){DICTATED}"  # no part of it has thousands
_SPELT = Anchored(
    rf"(?:un|deux)(?:[ ,\-]{{1,2}}{_SPELT_PART}){{8,24}}"
    rf"(?:[ ,]{{1,2}}cle(?:[ \-]{_SPELT_PART}){{1,4}})?"
)
_KEY_WORD = regex(r"(?:[ ,(]{0,2}cle[f]?[ :]{0,3}| ?/ ?)[0-9]{2}(?![0-9]|/)")
_OID = regex(r".{0,40}?1\.2\.250\.1\.213\.1\.4\.(?:8|9|10|11)", re.DOTALL)
_LETTERS = str.maketrans("oil", "011")
_SEPARATORS = {ord(c): None for c in " .-_/|\n"}
#: What hides the rest of a number.
_FILLINGS = ("xx", "??", "__", "…", "...", "**")
_LEAST_CUT = 7  # sex, year, month, department
#: Labels of other numbers too.
_ALSO_OTHERS = ("ins", "matricule", "immatriculation", "assure", "n° assure", "n° d'immat", "nia")


def _find(note: Note) -> Iterator[Hit]:
    folded = note.folded
    yield from _unlabelled(folded)
    for m in at_numbers(folded, _SINGLES, PARTED):
        if len(set(m[0])) > 5 and "1 2 3 4 5" not in m[0]:
            yield Hit(m.start(), m.end(), 0.93, "digit by digit as a NIR")
    for m in at_numbers(folded, _UNEVEN):
        value = compact(m[0])
        if len(value) in (13, 15) and 1 <= int(value[3:5]) <= 12 and _plausible(value):
            yield Hit(m.start(), _with_key(folded, m.end()), 0.8, "digits of a NIR in uneven groups")
    for m in at_numbers(folded, _SHORTENED, PARTED):
        yield Hit(*m.span(), 0.75, "groups of a NIR, cut off")
    for m in at_numbers(folded, _MISREAD):
        if _LETTER.search(m[0]) and len(digits_of(m[0])) >= _LEAST_READ:
            yield Hit(*m.span(), 0.9, "groups of a NIR, some digits read as letters")
    for m in at_numbers(folded, _HIDDEN) if holds_any(folded, _FILLINGS) else ():
        yield Hit(*m.span(), 0.9, "head of a NIR before signs for the rest")
    for label in _LABEL.matches(folded):
        if number := _VALUE.match(folded, label.end()):
            value = compact(number[1])
            if len(value) >= 9:
                valid = validate(value)
                yield Hit(
                    number.start(1),
                    _with_key(folded, number.end(1)),
                    0.99 if valid else 0.95,
                    "key valid" if valid else "label before",
                )
                continue
        cut = None if label[0].startswith(_ALSO_OTHERS) else _CUT.match(folded, label.end())
        if cut and len(digits_of(cut["head"])) >= _LEAST_CUT:
            yield Hit(*cut.span("head"), 0.9, "label before, cut off")


@needs(_SPELT)
def _spelt(folded: str) -> Iterator[Hit]:
    """Numbers dictated in words, from the sex on."""
    for m in _SPELT.matches(folded):
        yield Hit(*m.span(), 0.85, "digits of a NIR in words")


def _unlabelled(folded: str) -> Iterator[Hit]:
    """Numbers by their shape. Where one is refused the search goes on at its next group."""
    end = 0
    for at in number_starts(folded):
        number = _NUMBER.match(folded, at) if at >= end else None
        if number and (hit := _judged(folded, *number.span())):
            end = number.end()
            yield hit._replace(end=_with_key(folded, hit.end))


def _with_key(folded: str, end: int) -> int:
    """The end of a number whose key is written apart: "... 084 clé 91"."""
    m = _KEY_WORD.match(folded, end)
    return m.end() if m else end


def _judged(folded: str, start: int, end: int) -> Hit | None:
    """A number by its shape and key alone; its last digits may belong to what follows."""
    raw = folded[start:end]
    value = raw.translate(_SEPARATORS)
    if len(value) == 15 and _is_valid(value):
        return Hit(start, end, 0.99, "key valid")
    if "\n" in raw.strip() and not _GROUPED.fullmatch(raw):
        return None
    if _OID.match(folded, end):
        return Hit(start, end, 0.97, "health identity OID after")
    if _GROUPED.fullmatch(raw):
        return Hit(start, end, 0.95 if _plausible(value) else 0.85, "grouped as a NIR")
    if raw == value and len(value) in (13, 15) and _plausible(value) and before(folded, start, 1) not in "+-":
        return Hit(start, end, 0.85 if len(value) == 15 else 0.75, "shape of a NIR")
    return None


def _plausible(value: str) -> bool:
    """Whether sex, month and department are ones that INSEE gives."""
    month, department = int(value[3:5]), value[5:7]
    return (
        value[0] in "123478"
        and (1 <= month <= 12 or 20 <= month <= 42 or 50 <= month <= 99)
        and department not in ("00", "96")
    )


def compact(value: str) -> str:
    """The 13 or 15 characters without separators; letters that OCR reads for digits are put right."""
    kept = [c for c in fold(value).translate(_LETTERS) if c in "0123456789ab"]
    return "".join(kept).upper()


def validate(value: str) -> bool:
    """Whether `value` is a NIR: plausible parts and, with its 15 characters, a right key."""
    return _is_valid(compact(value).lower())


def _is_valid(number: str) -> bool:
    """The same of a number that is compact already, in lower case."""
    department = number[5:7].upper()
    plain = number[:5] + CORSICA.get(department, department) + number[7:]
    if (
        len(number) not in (13, 15)
        or not (plain.isascii() and plain.isdigit())
        or not (department in CORSICA or _plausible(number))
    ):
        return False
    return len(number) == 13 or int(plain[13:]) == nir_key(int(plain[:13]))


#: Four digits in a run, not seven: a letter stands amid the number of a Corsican.
RECOGNIZER = Rule("nir", "NIR", Search(_find, digits=4), Search.folded(_spelt, digits=0))
