"""Surnames in the slots of office lines: behind the number of a room, before an age or a file number, before
what somebody does, in a roll under its heading.

Nothing but the place says that they are names, so that only known surnames count, and of the words of the
language those that many people bear.
"""

import re
from collections.abc import Iterator
from itertools import chain

from viginote.anchors import matches
from viginote.names.excuses import names_nobody
from viginote.names.lexicon import CAPITAL, Lexicon, Span
from viginote.names.lists import entries
from viginote.names.titles import titles
from viginote.text import fold, words

_SURNAME = rf"(?P<name>{CAPITAL}[^\W\d_]+(?:[-']{CAPITAL}[^\W\d_]+)?)(?![\w'-])"
#: What goes on behind a name, not behind an adjective: "Lit 4 Moineau : K 3,1", but not "8h Petit déjeuner".
_CLOSED = r"(?= ?(?:$|[\n,;:/|(→=+•\d-]))"
_NUMBERED = re.compile(
    r"(?:(?i:chambre|chb|ch|lit|box|cellule|bip|poste|ligne|cas(?:ier)?|ecrou|bon|facture|dossier|colis|ipp|nip)"
    r"(?: n[°o]|\.)? ?\d[\d/.-]{0,9}[A-Z]?(?: [FPGD])?)(?: ?[:=/–-] | ?: ?| )"
    rf"{_SURNAME}{_CLOSED}"
)
_NUMBERED_STEMS = words(
    "chambre chb ch lit box cellule bip poste ligne cas ecrou bon facture dossier colis ipp nip"
)
#: A line or an item that a name opens, and what is said of it: an age, a file number, a deed, its word again.
_OPENING = re.compile(
    rf"(?m:^)(?:[•*–-] ?|\d{{1,2}}[.)] ?)?{_SURNAME}"
    r"(?:, \d{1,3} ?(?:ans?|a|mois|sem|jours?|j)(?!\w)|,? ?\(?(?:IPP|NIP|NDA|DDN)\b| \((?:ch|lit|box)\b"
    r"|,? (?:ch|lit|box)\.? ?\d"
    r"|, (?i:(?P=name))(?!\w)| (?P<deed>(?:n'est |n'a |est |a |ne |s')?[^\W\d_]+)(?!\w))"
)
#: What is done with somebody at an hour: "8h10 RX Lemonnier, 8h40 bloc Fouquet".
_TIMED = re.compile(
    r"\d(?<![\w:,.].)\d? ?(?:h(?: ?[0-5]\d)?|:[0-5]\d)(?: ?[:–-])? (?:[^\W\d_]{2,12} ){0,2}?"
    rf"{_SURNAME}{_CLOSED}"
)
_LOWER = re.compile(rf"(?P<name>[a-zà-ÿ]{{3,}})(?![\w'-]){_CLOSED}")
#: "Toilettes : Brun, Chasseur", "Insulines : Bellien 12 UI, Codoul 8 UI".
_ROLLS = (
    "toilettes", "insulines", "bains", "bilans", "a peser", "regimes", "astreintes", "gardes", "equipe",
    "tournee", "liste rouge", "liste d'attente", "en attente", "dossiers sortis", "dossiers a", "sorties",
    "entrees", "transferts", "a rappeler", "a revoir", "a voir", "rdv", "visites", "glycemies", "pesees",
    "pansements", "programme", "bloc", "presents", "presentes", "absents", "absentes", "excuses", "excusees",
    "stagiaires", "internes", "externes", "residents", "eleves", "douches", "levers", "couchers", "kine",
    "repas", "isolements", "sortants", "sortantes", "entrants", "entrantes",
)  # fmt: skip
_ROLL = re.compile(rf"(?:{'|'.join(_ROLLS)})(?: [a-z0-9]+){{0,2}} ?: ?(?=[^\W\d_]|\d[.)])")
_LISTING = re.compile(r"(?:[^\n.]|(?<=\d)\.)+")
_PART = re.compile(r"(?:[,;/]|(?<= )–(?= )|(?<= )(?=\d[.)])) ?")
_ITEM = re.compile(rf"(?:\d{{1,2}}[.)] ?)?{_SURNAME}")
_FEWEST = 2  # items of a roll


def in_slots(text: str, folded: str, lexicon: Lexicon) -> Iterator[Span]:
    """Known surnames where a line names somebody, and those in lower case behind a title that are words."""
    numbered = matches(folded, _NUMBERED_STEMS, _NUMBERED, text)
    for slot in chain(numbered, _openings(text), _TIMED.finditer(text)):
        if _may_be_surname(slot["name"], lexicon):
            yield slot.span("name")
    for title in titles(text):
        name = _LOWER.match(text, title)
        if name and fold(name["name"]) in entries("surname_words"):
            yield name.span("name")
    rolls = matches(folded, _ROLLS, _ROLL)
    for number, roll in enumerate(rolls, 1):
        end = rolls[number].start() if number < len(rolls) else len(text)
        yield from _enrolled(text, roll.end(), end, lexicon)


def _openings(text: str) -> Iterator[re.Match[str]]:
    """Names that open a line, less those of which no deed is told."""
    for line in _OPENING.finditer(text):
        deed = line["deed"]
        if deed is None or fold(deed) in entries("deeds"):
            yield line


def _enrolled(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Span]:
    """The surnames that begin the items of a list, up to the next one at most, where all begin with one."""
    listing = _LISTING.match(text, start, end)
    end = listing.end() if listing else start
    parts = [start, *(part.end() for part in _PART.finditer(text, start + 1, end) if part.end() < end)]
    items = [_ITEM.match(text, at, end) for at in parts]
    names = [item for item in items if item and _may_be_surname(item["name"], lexicon)]
    if len(names) == len(parts) >= _FEWEST:
        yield from (name.span("name") for name in names)


def _may_be_surname(word: str, lexicon: Lexicon) -> bool:
    folded = fold(word)
    if names_nobody(word) or not lexicon.is_last(folded):
        return False
    return folded in entries("surname_words") if lexicon.is_common(folded) else not lexicon.is_first(folded)
