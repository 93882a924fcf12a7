"""Places that rules tell: known towns behind a preposition or before a date, sites where somebody is sent."""

import re
from collections.abc import Iterator

from viginote.anchors import matches
from viginote.names.lexicon import CAPITAL, Lexicon, Span
from viginote.names.lists import entries
from viginote.text import fold

_LETTERS = r"[^\W\d_]{1,40}"
_AT_TOWN = re.compile(
    r"(?:(?:[àÀ]|[Hh]abite|[Vv]ers|[Vv]ille de|[Pp]uis|[Ss]ur|[Rr]égion de|[Pp]rès de|[Cc]ôté de"
    r"|[Dd]omicile de) "
    r"|(?:[Pp]rès|[Cc]ôté|[Rr]égion|[Vv]ille) d')"
    rf"(?P<one>{CAPITAL}{_LETTERS}(?:-{_LETTERS}){{0,4}})( {CAPITAL}{_LETTERS})?"
)
_AT_TOWN_STEMS = (
    *("a ", "habite ", "vers ", "ville d", "puis ", "sur ", "region d", "pres d", "cote d", "domicile de "),
)
#: "Béthune, 14.09.2023": the place of a signature, before a date.
_DATE_AFTER = re.compile(r", (?:le )?\d{1,2}[ ./-]")
_DATED_TOWN = re.compile(rf"(?:^|\n|[.;] )(?P<one>{CAPITAL}{_LETTERS}(?:-{_LETTERS}){{0,4}})\Z")
_LONGEST_TOWN = 50
_LIVES = ("Domicile", "Habite", "domicile", "habite")
#: Who is admitted or sent somewhere that is no town: a site by its name alone, "admis à Esquirol".
_SENT = re.compile(
    rf"(?:[Aa]dmise?|[Tt]ransf[ée]r[ée]e?|[Tt]ransfert|[Hh]ospitalis[ée]e?|[Rr]apatri[ée]e?|[Mm]ut[ée]e?)"
    rf" (?:à|vers|sur) (?P<name>(?:l[ea] )?{CAPITAL}[^\W\d_]{{3,}}"
    rf"(?:[ -]{CAPITAL}[^\W\d_]+){{0,2}})(?![\w'-])"
)
_SENT_STEMS = ("admis", "transfer", "hospitalis", "rapatri", "mute")
_WORD = re.compile(r"[^\W\d_]{2,}")


def towns(text: str, folded: str, lexicon: Lexicon) -> Iterator[Span]:
    """Known towns with a capital after "à" or a word of living or coming from there, or before a date."""

    def is_town(span: Span) -> bool:
        name = fold(text[slice(*span)])
        return lexicon.is_town(name) and not lexicon.is_common(name) and not lexicon.is_first(name)

    def is_home(town: re.Match[str]) -> bool:
        """Whether an ordinary word ("Guéret") is a town since somebody lives there."""
        return town[0].startswith(_LIVES) and lexicon.is_town(fold(town["one"]))

    for town in matches(folded, _AT_TOWN_STEMS, _AT_TOWN, text):
        start = town.start("one")
        found = list(filter(is_town, ((start, town.end()), (start, town.end("one")))))[:1]
        yield from found or ([town.span("one")] if is_home(town) else [])
    for date in _DATE_AFTER.finditer(text):
        if place := _DATED_TOWN.search(text, max(0, date.start() - _LONGEST_TOWN), date.start()):
            yield from filter(is_town, (place.span("one"),))


def sites(text: str, folded: str, lexicon: Lexicon) -> Iterator[Span]:
    """Names with a capital that are no town and no word, where somebody was admitted or sent."""
    for sent in matches(folded, _SENT_STEMS, _SENT, text):
        name = fold(sent["name"])
        words = _WORD.findall(name)
        ordinary = all(map(lexicon.is_common, words)) or words[-1] in entries("never_names")
        if not ordinary and not lexicon.is_town(name):
            yield sent.span("name")
