"""Numbers without a word for what they are, by their form or their place, and damaged ones."""

import re
from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import LONG, Hit, at_numbers, before, longest_run
from viginote.identifiers.patient_id.references import NOT_OF_A_PERSON
from viginote.identifiers.patient_id.values import is_time
from viginote.regex import regex

_BARE = regex(
    r"[0-9](?<![a-z0-9].)(?<![0-9][.,/].)[0-9]{6,11}(?![a-z0-9]|[.,/][0-9]| ?(?:/|%|[mµu]?(?:g|ui|l)\b"
    r"|copies|elements|€))"
)
_HEADER = regex(
    r"(?:\||;|\b(?:h|f|m) ?[|;]|[0-9]{4} ?[|;,]|ans\) ?[|;]?) ?\Z"  # a cell, a sex, a date or an age before
)
_CELL_AFTER = regex(r" ?[|;]")
_OTHER_NUMBER = regex(
    r"(?:\b(?:rpps|adeli|finess|tel|telephone|fax|port|portable|siret|siren|lot|sn|ref|n° serie|cerfa|am"
    r"|insee|code|s[iy]g[iy]cop|profil|inc|ticket|article|art|au|chambre|ch|salle|porte|box|lit|bureau|factures?)"
    r"\.?[ :.°n]*|[+=<>±*])\Z"
)
#: "IP0077123", "24H01458", "EX24-4578", "2024-04578": capitals and a long number, or a year and a number.
_CODED = regex(
    r"(?<![\w\-/.@])(?:(?!NCT|REF|LOT|SN|CE|ISO|COVID|SARS|DM|INC|IPP|NIP|NDA|IEP)[A-Z]{1,3}[0-9]{6,10}"
    r"|[012][0-9][A-Z]{1,2}[0-9]{4,7}|[A-Z]{1,4}-?[012][0-9][-.][0-9]{3,7}|[A-Z]{2,4}-[0-9]{5,8}"
    # "DV-31-0098", "K-12/0933", "B. 24.18820"
    # "P24.00871", "A/24/0113", "24-BX-0117", "22B-4478"
    r"|[A-Z]{1,5}[0-9]{2,4}(?:[-/][0-9]{3,7}|\.[0-9]{4,7})|[A-Z]{1,4}/[0-9]{2}/[0-9]{3,6}"
    r"|(?:20)?[0-9]{2}[-/.](?![IVX]+[-/.])[A-Z]{1,4}[-/.]?[0-9]{3,7}|[0-9]{2,3}[A-Z]{1,2}[-/][0-9]{3,7}"
    r"|[A-Z]{1,4}-(?=[0-9]{3}|[0-9]{2}.[0-9]{3})[0-9]{2,4}[-/][0-9]{2,5}|[A-Z]{2,6}-[0-9]{2}-[0-9]{3,6}"
    r"|[A-Z][0-9]{5,6}-[A-Z]|(?![FDBILPE]-)[A-Z]-[0-9]{5,6}|[A-Z]{1,3}[0-9]?-[0-9]{4,5}-[0-9A-Z]{1,4}"
    # "PV-4418", "C-441", "GA-M-20-077"; no tumour marker, no milk, no sclerosing agent, iodine or insulin
    r"|(?!CA-125|CA-15|F-1|I-1[23]|U-[1-5]00|P-450|CYP-|FK-|KT-|GIF-|VAC-|OK-|SHA-|CD-|OXA-|CTX-|SARS|CURB|DSM|ISO|IL-|TNF|HLA|XN-|MX-|GE-)"
    r"[A-Z]{1,4}-[0-9]{3,4}(?! [A-Z][a-z])"
    r"|[A-Z]{1,4}-[A-Z]{1,3}-[0-9]{2}-[0-9]{2,5}"
    r"|[A-Z]\. ?[012][0-9]\.[0-9]{3,6}|(?:20)?[012][0-9][-/][0-9]{4,7})"
    r"(?![\w\-/@]|[.,][0-9]| ?(?:%|[mµ]?g|ml|UI|mm|cm|h)\b)"
)
#: A number beside a capital or a sign, as in such a code.
_CODE_LIKE = regex(r"[0-9](?:(?<=[A-Z\-/.].)|(?<=\. .)|[0-9]*[A-Z\-/.])")
_CAPITALS = regex(r"(?<![\w\-/.@])(?:[A-Z]{1,4}-)?[A-Z]{1,5}(?:[-/]|\. ?)?\Z")
_MOST_CAPITALS = 12
#: What ties a number to something that decides what it is, and what counts.
_JOINED_BEFORE = ("-", "/", "n° ", "n°", "=", "x", "de ", "a ")
_LEAST_HEADER = 8  # digits of a number in a header
_CODE_BEFORE = regex(r"\bcode ?:? ?\Z")
_HASH = regex(r"(?<![\w&#])# ?([0-9]{5,10})(?![\w\-.,/])")
#: "Mme P. (4457812)": a long number in brackets behind a name.
_IN_BRACKETS = Anchored(
    r"(?:mme|mr?|mlle|monsieur|madame|patiente?|nom)[ .][^()\n,;:]{1,39}\(([0-9]{6,12})\)"
)


#: A registered letter, as the post numbers them: "1A 099 881 2231 7".
_LONG_RUN = 7  # of digits: what its number has
_REGISTERED = regex(r"[0-9](?<!\w.)[A-Z] ?[0-9]{3} ?[0-9]{3} ?[0-9]{4} ?[0-9](?!\w)")


def bare(text: str, folded: str) -> Iterator[Hit]:
    """Long numbers, in a header or of 10 or 11 digits, and codes of capitals and digits."""
    for m in at_numbers(folded, _BARE, LONG):
        left = before(folded, m.start(), 16)
        if _OTHER_NUMBER.search(left):
            continue
        if len(m[0]) < _LEAST_HEADER:
            if _is_long(folded, m):
                yield Hit(m.start(), m.end(), 0.6, "long number")
        elif _HEADER.search(left) or _CELL_AFTER.match(folded, m.end()):
            yield Hit(m.start(), m.end(), 0.86, "long number in a header")
        elif len(m[0]) in (10, 11) and len(set(m[0])) > 2:
            yield Hit(m.start(), m.end(), 0.7, "long number")
        elif len(m[0]) == _LEAST_HEADER + 1 and _is_long(folded, m):
            yield Hit(m.start(), m.end(), 0.6, "long number")
    for m in _IN_BRACKETS.matches(folded):
        yield Hit(*m.span(1), 0.8, "long number in brackets behind a name")
    for m in at_numbers(folded, _REGISTERED, text=text) if longest_run(folded) >= _LONG_RUN else ():
        yield Hit(m.start(), m.end(), 0.9, "number of a registered letter")
    for m in _HASH.finditer(text) if "#" in text else ():
        yield Hit(m.start(1), m.end(1), 0.75, "number behind a hash")
    for m in _codes(text, folded):
        left = before(folded, m.start(), 60)
        other = _OTHER_NUMBER.search(left) and not (m[0][0].isalpha() and _CODE_BEFORE.search(left))
        if not (is_time(m[0]) or other or NOT_OF_A_PERSON.search(left)):
            yield Hit(m.start(), m.end(), 0.7, "code")


def _is_long(folded: str, m: re.Match[str]) -> bool:
    """Whether a number by itself is too long for what notes count and measure, and no thing's."""
    left = before(folded, m.start(), 60)
    joined = left.endswith(_JOINED_BEFORE) or folded.startswith(("-", "/"), m.end())
    return not (joined or m[0].endswith("00") or is_time(m[0]) or NOT_OF_A_PERSON.search(left))


def _codes(text: str, folded: str) -> Iterator[re.Match[str]]:
    for at in (m.start() for m in at_numbers(folded, _CODE_LIKE, text=text)):
        capitals = _CAPITALS.search(text, max(0, at - _MOST_CAPITALS), at)
        if m := _CODED.match(text, capitals.start() if capitals else at):
            yield m
