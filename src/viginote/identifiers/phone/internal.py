"""Internal lines, extensions and pagers, and any number beside a word for a phone."""

from collections.abc import Iterator

from viginote.identifiers import dates
from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import Hit, at_numbers, digits_of
from viginote.identifiers.phone.damaged import masked_after, pairs_after
from viginote.identifiers.phone.lines import further
from viginote.identifiers.phone.whole import is_series
from viginote.regex import regex

_INTERNAL = regex(r"poste|bip|dect|ligne")
_INTERNAL_PAIR = regex(r"([0-9]{4,6})/[0-9]{4,6}\Z")
#: Eight digits, as before 1996, that somebody is to call: "appeler Mado 43 77 12 09", "au 47 22 18 36".
_EIGHT = Anchored(
    r"(?:r?appel\w*|joindre|contacter|composer|tel|ligne|numero|suivi de)(?: [a-z'.\-]{1,14}){0,3} "
    r"([0-9]{2}([ .])[0-9]{2}(?:\2[0-9]{2}){2})(?![0-9a-z]|[ .,/\-][0-9])"
)
_EIGHT_BEHIND_AU = regex(r"[2-9](?<=\bau .)[0-9]([ .])[0-9]{2}(?:\1[0-9]{2}){2}(?![0-9a-z]|[ .,/\-][0-9])")
#: "joindre l'interne (Agathe) au 66 214": an internal number behind whom it reaches.
_REACHED = Anchored(
    r"(?:joindre|joignable|contacter|r?appeler|biper|faire le|composer|prevenir|signaler|jointe?|appele)"
    r"[^.;\n0-9]{1,40}? (?:(?:au|le) ([0-9]{2,3}[ .]?[0-9]{2,3})|au ([0-9](?:[ .\-]{0,2}[0-9]){6,10}))"
    r"(?![0-9a-z]|[ .,/:\-][0-9]| ?(?:h|mg|ans|ml|%|jours?)\b)"
)
#: Two or three digits right behind their word: "bip 88", "poste 31", "tél. bloc 341".
_TWO_OR_THREE = Anchored(
    r"(?:poste|bip|dect|bleep|pager|tel\.?(?: (?:bloc|poste|int(?:erne)?"
    r"|service))) ?(?:n° ?)?:? ?([0-9]{2,3})"
    r"(?![0-9a-z]|[.,/:\-][0-9]| [0-9]| ?(?:ans|mois|jours?|h|fois|lits?|[mc]m|kg|%)(?![a-z]))"
)
#: "Océane au 7755.", "avis au 26 118", "faire le 54 12": four or five digits that end their phrase.
_BEHIND_AU = regex(
    r"[2-9](?:(?<=[a-z0-9)] au .)|(?<=(?:faire|ander) le .))"
    r"(?:[0-9]{3}|[0-9][ .][0-9]{3}|[0-9][ .](?!0)[0-9]{2}|(?:[ .][0-9]{2}){2})"
    r"(?= ?(?:[.;()\n](?![0-9])|,(?![0-9])|\Z| (?:pour|si|avant|des)\b))"
)
#: A column of internal numbers: the cell that heads it, and what a cell of it holds.
_COLUMN = regex(r"(?:n° ?)?(?:poste|tel(?:ephone)?|bip|dect|ligne|interne|fax)\.?s?")
_COLUMN_CELL = regex(r"[0-9]{3,6}")
_PAGER = Anchored(
    r"(?:(?:bip|dect|bleep|pager)s?(?:(?: (?:d[eu]|de la|de l'))? ?[a-z]{2,12})?|int"
    r"|interne de garde)(?:[ .:°=]{1,3}| #)"
    r"([0-9]{2} [0-9]{3}|(?:[0-9] )?[0-9]{2} [0-9]{2}|[0-9]{3,5})(?![0-9a-z]|[.,/:\-][0-9]| [0-9])"
    r"|local ([0-9]{4,5})(?= ?[.,;)\n]|\Z)"  # as Canadians call an extension
    r"|contact(?: [a-z]{2,14}){1,4} ((?!19|20)[0-9]{4,5})(?![0-9a-z]|[.,/:\-][0-9]| [0-9])"
)
#: The diameter of a fetus' head has the letters of a pager.
_BIPARIETAL = regex(r" ?(?:mm|,? ?(?:pc|pa|dat|lf|fl|fe|pfa|co)\b)")
#: Its word behind it: "61 33 DECT", "(7712 poste)".
_BEFORE_WORD = regex(r"[2-9](?<![0-9a-z].)(?<![0-9][ .,/:\-].)[0-9] ?[0-9]{2,3}(?= (?:dect|bip)\b)")
_LONGEST_LINE = 6  # digits
_CELL_SIGNS = ("|", "\t", ";")
_CUE = Anchored(
    r"(?:tel(?:e(?:phone|copie|copieur|phonique(?:ment)?|fono?o?n?e?|movil)|s)?|handy|natel|movil|celular"
    r"|cell?(?:ulaire)?\.?(?= ?:? ?[0-9+(])|portables?|port|mobile|gsm|fax\w*|poste"
    r"|joignables?|joindre|contact(?:er|ez)?|standard|r?appel(?:s|er|ez|e)?(?:[- ]moi)?|bips?|dects?"
    r"|numero(?: de bureau| suivant| direct| interne)?|ligne directe|secretariat|phone|tph|whatsapp"
    r"|urgences?|garde|astreinte|accueil|domicile|dom|bureau)(?![a-z])"
)
_CUED = regex(
    r"(?:[12](?= ?:))?"
    r"(?:[ .:=°\-]|n°|au|a|le|du|de|l'|suivant|numero|direct|fixe|portable|perso(?:nnel)?|pro(?:fessionnel)?"
    r"|patient|mere|pere|fils|fille|soeur|frere|conjointe?|epou(?:x|se)|mari|femme|voisine?|maison|travail"
    r"|domicile|secretariat|service|medecin|ide|bureau|interne|poste|\((?![0-9+])|\)){0,8}"
    r"((?:\+|\()?[0-9](?:(?:[ .\-_/)]{0,2}| ?\((?=[0-9]{1,3}\)))[0-9]){3,13})"
    r"(?![0-9]|[a-z]{2}|[.,/:][0-9]| ?(?:ans|mg|ml|h|/|%|€))"
)
_STRONG_CUE = regex(
    r"tel|handy|natel|movil|fax|phone|poste|joignable|standard|bip|dect|portable|mobile|gsm|appel|ligne"
    r"|numero de b"
)


def beside_cue(folded: str) -> Iterator[Hit]:
    """Numbers right behind a word for a phone, masked ones too; short ones behind some of the words only."""
    for cue in _CUE.matches(folded):
        found = (search(folded, cue.end()) for search in (pairs_after, masked_after))
        if whole := next(filter(None, found), None):
            yield whole
            continue
        m = _CUED.match(folded, cue.end())
        if not m:
            continue
        internal = _INTERNAL.match(cue[0]) is not None
        end = m.end()
        if internal and (stroke := _INTERNAL_PAIR.match(m[1])):
            end = m.start(1) + stroke.end(1)
        value = folded[m.start(1) : end]
        digits = digits_of(value)
        strong = _STRONG_CUE.match(cue[0]) is not None
        if len(digits) < 8 and not strong:
            continue
        if dates.validate(value) or (len(digits) == 4 and digits[:2] in ("19", "20") and cue[0] != "poste"):
            continue
        yield Hit(m.start(1), end, 0.93 if strong else 0.8, "word for a phone before")
        if internal and len(digits) <= _LONGEST_LINE:
            yield from further(folded, value, end)


def reached(folded: str) -> Iterator[Hit]:
    """Internal numbers behind a pager's name, or behind whom they reach; a second one may follow."""
    for m in _PAGER.matches(folded):
        group = m.lastindex or 1
        if m[0].startswith("bip") and _BIPARIETAL.match(folded, m.end()):
            continue
        yield Hit(m.start(group), m.end(group), 0.85, "pager or internal line")
    for m in _EIGHT.matches(folded):
        if not dates.validate(m[1]):
            yield Hit(*m.span(1), 0.8, "eight digits after a word for calling")
    for m in at_numbers(folded, _EIGHT_BEHIND_AU):
        yield Hit(m.start(), m.end(), 0.8, "eight digits after a word for calling")
    for m in at_numbers(folded, _BEFORE_WORD):
        yield Hit(*m.span(), 0.8, "pager or internal line")
    for m in at_numbers(folded, _BEHIND_AU):
        if not (m[0].startswith("20") or dates.validate(m[0])):
            yield Hit(*m.span(), 0.75, "internal line behind its article")
    for m in _REACHED.matches(folded):
        if m[2] is None:
            yield Hit(*m.span(1), 0.85, "internal number after a word for calling")
            yield from further(folded, m[1], m.end())
        elif not (dates.validate(m[2]) or is_series(m[2])):
            yield Hit(*m.span(2), 0.8, "number after a word for calling")


@needs(_TWO_OR_THREE)
def pagers(folded: str) -> Iterator[Hit]:
    """Pagers and extensions of two or three digits right behind their word."""
    for m in _TWO_OR_THREE.matches(folded):
        if not (m[0].startswith("bip") and _BIPARIETAL.match(folded, m.end())):
            yield Hit(*m.span(1), 0.8, "pager or internal line")


def columns(folded: str) -> Iterator[Hit]:
    """The internal numbers of a table, by the heading of their column."""
    sign = next((sign for sign in _CELL_SIGNS if folded.count(sign) > 1), None)
    of_phones: set[int] = set()
    at = 0
    for line in folded.split("\n") if sign else ():
        cells = line.split(sign)
        headed = {i for i, cell in enumerate(cells) if _COLUMN.fullmatch(cell.strip())}
        of_phones = headed or (of_phones if len(cells) > 1 else set())
        start = at
        for i, cell in enumerate(cells):
            if i in of_phones and (number := _COLUMN_CELL.fullmatch(cell.strip())):
                shift = start + cell.index(number[0])
                yield Hit(shift, shift + len(number[0]), 0.9, "column of phones")
            start += len(cell) + 1
        at += len(line) + 1
