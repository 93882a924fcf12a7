"""Known towns behind a preposition, or before the date of a signature."""

import re
from collections.abc import Iterator

from viginote.names.lexicon import CAPITAL, Lexicon, Span
from viginote.text import fold

_LETTERS = r"[^\W\d_]{1,40}"
# It begins with one class of letters, through which a search skips fast.
_AT_TOWN = re.compile(
    r"[àÀHhVvPpSsRrCcDd](?<!\w.)(?:(?:(?<=[àÀ])|abite|ers|ille de|uis|ur|égion de|rès de|ôté de|omicile de) "
    r"|(?:rès|ôté|égion|ille) d['’])"
    rf"(?P<one>{CAPITAL}{_LETTERS}(?:-{_LETTERS}){{0,4}})( {CAPITAL}{_LETTERS})?"
)
#: "Béthune, 14.09.2023": the place of a signature, before a date.
_DATE_AFTER = re.compile(r", (?:le )?\d{1,2}[ ./-]")
_DATED_TOWN = re.compile(rf"(?:^|\n|[.;] )(?P<one>{CAPITAL}{_LETTERS}(?:-{_LETTERS}){{0,4}})\Z")
_LONGEST_TOWN = 50


def towns(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Known towns with a capital after "à" or a word of living or coming from there, or before a date."""

    def is_town(span: Span) -> bool:
        name = fold(text[slice(*span)])
        return lexicon.is_town(name) and not lexicon.is_common(name) and not lexicon.is_first(name)

    for town in _AT_TOWN.finditer(text):
        start = town.start("one")
        yield from list(filter(is_town, ((start, town.end()), (start, town.end("one")))))[:1]
    for date in _DATE_AFTER.finditer(text):
        if place := _DATED_TOWN.search(text, max(0, date.start() - _LONGEST_TOWN), date.start()):
            yield from filter(is_town, (place.span("one"),))
