"""Names in text that lost its blanks: behind a glued title, before a glued "née"."""

import re
from collections.abc import Iterator

from viginote.names.lexicon import CAPITAL, Lexicon, Span
from viginote.text import fold

#: "enrhumatologieDrIbanezpour".
_TITLED = re.compile(rf"[DMP](?<=[a-zà-ÿ0-9].)(?:(?<=[DP])r|(?<=M)(?:me|lle))({CAPITAL}[a-zà-ÿ]{{3,}})")
#: "TEL0612345678MADAMEROSSIGNOLRAPPELER", "madamelefebvreaappelé".
_TITLED_IN_FULL = re.compile(r"(?i:madame|monsieur|mademoiselle)([^\W\d_]{4,})")
#: "GARCINYolandenée03/02/1951", "MOREAULucné le 3/2/51".
_BORN = re.compile(r"n(?<=[a-zà-ÿ].)[ée]e? ?(?:le ?)?(?=[0-9]{1,2}[/.-])")
_BEFORE_BORN = re.compile(rf"({CAPITAL}*)({CAPITAL}[a-zà-ÿ]+)\Z")
_SHORTEST = 4
_REACH = 60  # characters before "née"


def glued_names(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Known names at the ends of a run of letters, where a title or "née" is part of the run."""
    for titled in (*_TITLED.finditer(text), *_TITLED_IN_FULL.finditer(text)):
        if length := _longest(fold(titled[1]), lexicon):
            yield titled.start(1), titled.start(1) + length
    for born in _BORN.finditer(text):
        run = _BEFORE_BORN.search(text, max(0, born.start() - _REACH), born.start())
        if run and lexicon.is_first(fold(run[2])):
            yield run.span(2)
            capitals = fold(run[1])
            starts = range(len(capitals) - _SHORTEST + 1)
            if at := next((i for i in starts if lexicon.is_whole_name(capitals[i:])), None):
                yield run.start(1) + at, run.end(1)


def _longest(folded: str, lexicon: Lexicon) -> int:
    """The length of the longest known name with which a run begins; 0 if none."""
    lengths = range(len(folded), _SHORTEST - 1, -1)
    return next((n for n in lengths if lexicon.is_whole_name(folded[:n])), 0)
