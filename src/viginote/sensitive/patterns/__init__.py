"""What needs a pattern rather than a term: one module for each category that has some, discovered.

Of a term the words stand side by side; of a pattern other words or figures stand between them ("condamné en
2009 à deux ans pour vol", "20 PA"). Each runs only over a note that holds one of its triggers, most of them
near it alone. All are linear: every repetition is bounded or runs over characters that what follows cannot
match.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from viginote.anchors import Groups, stands
from viginote.regex import regex
from viginote.sensitive.mention import Mention
from viginote.sensitive.patterns._base import Pattern
from viginote.text import Note

DETECTOR = "pattern"


def _by_category() -> Iterator[tuple[str, Pattern]]:
    """Every pattern with its category, which is the name of its module."""
    for category in sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_")):
        for pattern in import_module(f"{__name__}.{category}").PATTERNS:
            yield category, pattern


_ALL = tuple(_by_category())
_TRIGGERS = Groups([pattern.triggers for _, pattern in _ALL])
#: The first character of a word or a number.
_START = regex(r"(?<![^\W_])[^\W_]")


def _found(pattern: Pattern, folded: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern, tried where its triggers let them begin, at each place once."""
    if pattern.lead is None:
        yield from pattern.regex.finditer(folded)
        return
    tried = 0
    for at in stands(folded, pattern.triggers):
        for start in _START.finditer(folded, max(tried, at - pattern.lead), at + 1):
            match = pattern.regex.match(folded, start.start()) if start.start() >= tried else None
            if match is not None:
                yield match
                tried = match.end()
        tried = max(tried, at + 1)


def _inside_word(folded: str, start: int) -> bool:
    """Whether the match begins within a word or a number."""
    return start > 0 and (
        folded[start - 1].isalnum() or (folded[start - 1] in "/.,-" and folded[start].isdigit())
    )


def find(note: Note) -> Iterator[Mention]:
    """The mentions made by a pattern."""
    folded = note.folded
    for number in _TRIGGERS.held(folded):
        category, pattern = _ALL[number]
        for match in _found(pattern, folded):
            if _inside_word(folded, match.start()):
                continue
            if pattern.excused is None or not pattern.excused(note, match):
                detector = f"{DETECTOR}:{pattern.means}" if pattern.means else DETECTOR
                start, end = match.span("said" if "said" in pattern.regex.groupindex else 0)
                yield Mention(start, end, category, pattern.term, pattern.score, detector)
