"""Titles: where a name stands behind one, and what looks like one and is another word."""

import re
from collections.abc import Iterator

from viginote.names.lexicon import CAPITAL
from viginote.text import Kept, fold

#: Titles, on folded text. Those in `_SHORT_TITLES` are other words too and keep their case.
_TITLE = re.compile(
    r"(?:(?:monsieur|madame|mademoiselle|docteure?|professeure?|maitre)[ ]{1,2}"
    r"|(?:mmes?|mlles?|melle|dres?|drs?|mrs?|ms|mdm|prof(?! d(?:'|e |es ))|mm|me|m|pre|prs?)"
    r"(?:\.[ ]?|[ ]{1,2}))"
    r"(?=[^\W\d_])"
)
#: A title that lost its blank: "DrMontagne", "MmeDUPONT".
GLUED_TITLE = re.compile(rf"[DM](?<!\w.)(?:(?<=D)r|(?<=M)(?:me|lle|r))(?={CAPITAL}[^\W\d_]{{2}})")
#: An office between the title and the name: "M. le juge d'instruction Lacombe", "Mme la présidente Ève Roy".
OFFICE = re.compile(
    r"(?i:l[ea] (?:vice-)?(?:juge|pr[ée]sident|direct|maire|procureur|substitut|pr[ée]fet|ministre|principal"
    r"|proviseur|commissaire|b[âa]tonnier|doyen|m[ée]decin|docteur|professeur|conseill|inspect|cadre|chef"
    r"|d[ée]put|s[ée]nat|adjoint|responsable|greffi|secr[ée]taire)\w*"
    rf"(?:[ -](?:d'|d[eu]s? |de la |de l'|en )?[\w'-]+)??) (?={CAPITAL})"
)
#: "J. Dumoutier, M.D., Ph.D."
_DEGREE = re.compile(r"M\.D\b\.?(?:, Ph|,|$)")
_SHORT_TITLES = {
    "m": ("M", "m."),
    "mm": ("MM",),
    "me": ("Me",),
    "pr": ("Pr", "PR.", "pr."),
    "prs": ("Prs",),
    "dre": ("Dre", "DRE"),
    "ms": ("Ms",),
    "mdm": ("Mdm",),
    "pre": ("Pre",),
}


def titles(text: str) -> dict[int, None]:
    """Where the word after each title begins, in the order found."""
    return _TITLES[text]


_TITLES = Kept(lambda text: dict.fromkeys(_titles(text, fold(text))))


def _titles(text: str, folded: str) -> Iterator[int]:
    for glued in GLUED_TITLE.finditer(text):
        yield glued.end()
    for title in _TITLE.finditer(folded):
        if not inside_word(folded, title.start()) and _is_title(text, *title.span()):
            yield title.end()


def stands_title(text: str, folded: str, at: int, longer_than: int) -> bool:
    """Whether a title stands at `at`, so that the name is bound by that one.

    After another title "M." may be an initial ("Dr M. Leroy"): only longer ones count there.
    """
    title = _TITLE.match(folded, at)
    return title is not None and len(title[0]) > longer_than and _is_title(text, *title.span())


def _is_title(text: str, start: int, end: int) -> bool:
    """Whether a title that is another word too is written as a title: "M. D", but not "45 m." or "me dit"."""
    written = text[start:end].rstrip()
    if _DEGREE.match(text, start):
        return False
    forms = _SHORT_TITLES.get(fold(written).rstrip("."))
    if forms is None:
        return True
    if text[start - 1 : start] == "-" and text[start - 2 : start - 1].isupper():  # "BLSE CTX-M. Résistant"
        return False
    if text.find("\t", start, end) >= 0:  # a cell of a table: "M" is a sex there
        return False
    after_number = start > 1 and text[start - 1] == " " and text[start - 2].isdigit()
    return not after_number and (written in forms or written.rstrip(".") in forms)


def inside_word(folded: str, at: int) -> bool:
    return at > 0 and (folded[at - 1].isalnum() or folded[at - 1] in "_@")
