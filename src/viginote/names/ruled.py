"""What rules took for a place by its form alone, doubted by the word sets, which rules do not have.

A capital tells a name only where other words have none. In a line of capitals "LIPASE 10200 BILI 30" has the
form of a postal code and its town, "MATERNITE PREVENUE" that of a site; "Dialyse le 12/03/22" has everywhere
that of a letter's head.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from viginote.findings import Finding
from viginote.identifiers import postcode
from viginote.identifiers._places import after_gap, town_end
from viginote.identifiers.address.ways import SHORT_WAY
from viginote.identifiers.city.beside import BEHIND_CODE
from viginote.identifiers.city.forms import DATED
from viginote.identifiers.employer import SCHOOL
from viginote.identifiers.hospital.care import is_of_care
from viginote.identifiers.hospital.named import TYPE_AND_NAME
from viginote.identifiers.hospital.names import KNOWN_SITE
from viginote.names.excuses import names_nobody
from viginote.names.lexicon import Lexicon, is_acronym
from viginote.names.lists import entries
from viginote.names.town_names import spelt
from viginote.text import Note, fold, words

_WORD = re.compile(r"[^\W\d_]+")
#: Behind what a postal code stands that heads its phrase or goes on with an address.
_HEADS = re.compile(r"(?:\A|[\n,;:.(|/–-] ?|\b(?:a|au|sur|dans|vers|de|habite|vit|demeurant|domicilie) )\Z")
_WORD_BEFORE = re.compile(r"[a-z]+(?= ?\Z)")
_CODE_BEFORE = re.compile(r"[0-9]{2} ?[0-9]{3}\W{0,4}\Z")
_LONGEST_BEFORE = 16  # letters of what a code stands behind, and of a code before its town
_SHORTEST_TOWN = 4  # letters: no shorter one is unknown
#: What ties a name to the type of a site, where it is no part of the type ("maison de retraite").
_LINKS = frozenset(words("de du des d le la les l saint sainte st ste notre"))
#: Said of a site: how it is, what is done there, when. Participles are told by their verbs.
_SAID = re.compile(
    r"plein\w*|complet|disponibles?|mise?s?|ouverte?s?|demain|hier|matin|soir|midi"
    r"|[a-z]{3,}(?:[st]ions?|ements?|antes?|[nu]el(?:le)?s?|enue?s?)"
)
_PARTICIPLES = (re.compile("(?:in)?([a-z]{3,}?)ee?s?"), "er"), (re.compile("([a-z]{2,}?)ie?s?"), "ir")
_ACCENTED = re.compile("[éÉ][eE]?[sS]?$")


def believed(note: Note, findings: Sequence[Finding], lexicon: Lexicon) -> Iterator[Finding]:
    """Those of a note's findings by rules that the word sets do not contradict."""
    for finding in findings:
        is_doubtful = _DOUBTS.get(finding.explain.reason)
        if is_doubtful is None or not is_doubtful(note, finding, lexicon):
            yield finding


def _is_amount(note: Note, code: Finding, lexicon: Lexicon) -> bool:
    """Whether five digits inside a phrase stand before words alone: "ZYMAD 80000 AMPOULE"."""
    town = after_gap(note.text, code.end)
    return _is_counted(note, code.start, note.text[town : town_end(note.text, town)], lexicon)


def _is_behind_amount(note: Note, town: Finding, lexicon: Lexicon) -> bool:
    """The same of the words themselves."""
    code = _CODE_BEFORE.search(note.folded, max(0, town.start - _LONGEST_BEFORE), town.start)
    return code is not None and _is_counted(note, code.start(), note.text[town.start : town.end], lexicon)


def _is_counted(note: Note, code: int, town: str, lexicon: Lexicon) -> bool:
    left = note.folded[max(0, code - _LONGEST_BEFORE) : code]
    if _HEADS.search(left) or not _is_no_town(town, lexicon):
        return False
    # Who lives there, or the state: "Mme DURAND 12000", "Washington 98104".
    before = _WORD_BEFORE.search(left)
    return (
        before is None
        or lexicon.is_common(before[0])
        or not (lexicon.is_name(before[0]) or lexicon.is_town(before[0]))
    )


def _is_no_town(name: str, lexicon: Lexicon) -> bool:
    """Whether no list of towns has a name, and all its words are of the language or abbreviations."""
    parts = _WORD.findall(name)
    ordinary = all(
        len(part) < _SHORTEST_TOWN or lexicon.is_common(fold(part)) or names_nobody(part) for part in parts
    )
    return bool(parts) and ordinary and not lexicon.is_town(spelt(fold(name)))


def _is_dated_word(note: Note, town: Finding, lexicon: Lexicon) -> bool:
    """Whether words alone stand before a date: "Dialyse le 12/03/22"."""
    return _is_no_town(note.text[town.start : town.end], lexicon)


def _is_said_of_site(note: Note, site: Finding, lexicon: Lexicon) -> bool:
    """Whether the words behind the type of a site say something of it: "CLINIQUE RASSURANTE", "SSR Accepté".

    A link ("des", "saint") makes a name of any words; so do those of a known site or town.
    """
    value = note.text[site.start : site.end]
    all_words = _WORD.findall(value)[1:]
    named = [word for word in all_words if not is_of_care(fold(word))]
    if not named or KNOWN_SITE.search(fold(value)):
        return False
    if any(fold(word) in _LINKS and not is_of_care(fold(behind)) for word, behind in pairwise(all_words)):
        return False
    first, *more = map(fold, named)
    said = _is_said(first, lexicon) if value.isupper() else _is_participle(first, named[0], lexicon)
    return said and all(_is_word(word, lexicon) for word in more)


def _is_said(word: str, lexicon: Lexicon) -> bool:
    if word in entries("never_names"):
        return True
    return lexicon.is_common(word) and (_SAID.fullmatch(word) is not None or _has_verb(word, lexicon))


def _is_participle(word: str, written: str, lexicon: Lexicon) -> bool:
    return _ACCENTED.search(written) is not None and _has_verb(word, lexicon)


def _has_verb(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is a participle by its verb: "fermee" by "fermer", "inchangee" by "changer"."""
    forms = ((pattern.fullmatch(word), ending) for pattern, ending in _PARTICIPLES)
    return any(form and lexicon.is_common(form[1] + ending) for form, ending in forms)


def _is_word(word: str, lexicon: Lexicon) -> bool:
    return lexicon.is_common(word) or is_acronym(word.upper()) or word in entries("never_names")


def _is_with(note: Note, way: Finding, lexicon: Lexicon) -> bool:
    """Whether words, a drug or a first name stand behind "av.", and no street: "av. Doliprane", "av. le"."""
    _, first, *more = _WORD.findall(note.folded[way.start : way.end])
    if first in _LINKS:
        return not more
    called = lexicon.is_first(first) and not lexicon.is_last(first)
    return called or (lexicon.is_common(first) and first not in _ON_PLATES)


#: Words of the language that avenues are named after, without a link in hurried lines.
_ON_PLATES = entries("surname_words") | frozenset(
    words("republique gare liberte mairie resistance victoire paix europe verdun plage maine mer")
)
#: By the reason of the rule.
_DOUBTS: dict[str, Callable[[Note, Finding, Lexicon], bool]] = {
    postcode.TOWN_AFTER: _is_amount,
    BEHIND_CODE: _is_behind_amount,
    DATED: _is_dated_word,
    TYPE_AND_NAME: _is_said_of_site,
    SCHOOL: _is_said_of_site,
    SHORT_WAY: _is_with,
}
