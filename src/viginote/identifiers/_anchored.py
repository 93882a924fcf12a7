"""Patterns that begin with one of some words, tried where the note holds such a word and nowhere else.

The words are read from the pattern itself, so that none is written down twice.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

# How the standard library reads a pattern: private to it, and the same since Python 1.6.
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, ClassVar, NamedTuple, TypeVar

from viginote.anchors import matches, stands, unnested, word_starts
from viginote.regex import regex
from viginote.text import fold

_LONGEST = 7  # letters of a beginning: more tell no more words apart
_MOST = 1000  # beginnings of one pattern
_ENOUGH = 3  # letters of one to which none are added where that would make more


class Anchored:
    """A pattern, and the beginnings of the words that it may begin with."""

    #: The anchors of all patterns, by their numbers.
    made: ClassVar[list[Collection[str]]] = []

    def __init__(self, pattern: str) -> None:
        self.pattern = regex(pattern)
        self.anchors = beginnings(pattern)
        self.number = len(self.made)
        self.made.append(self.anchors)

    def matches(self, folded: str, text: str | None = None) -> Sequence[re.Match[str]]:
        """The matches in `text` (the folded one if none) at the words that begin as the pattern does."""
        # Mostly in vain, which is told at once.
        return matches(folded, self.anchors, self.pattern, text) if word_starts(folded, self.anchors) else ()

    def matches_glued(self, folded: str) -> Iterator[re.Match[str]]:
        """The same in the folded text, those right behind a figure included."""
        return filter(None, (self.pattern.match(folded, at) for at in stands(folded, self.anchors)))


_Search = TypeVar("_Search", bound=Callable[..., Any])
_NEEDED: dict[Callable[..., Any], frozenset[int]] = {}


def needs(*patterns: Anchored) -> Callable[[_Search], _Search]:
    """Marks a search that finds nothing in a note that holds no anchor of `patterns`."""

    def marked(search: _Search) -> _Search:
        _NEEDED[search] = frozenset(pattern.number for pattern in patterns)
        return search

    return marked


def needed(search: Callable[..., Any]) -> frozenset[int]:
    """The numbers of the patterns of which a search needs one; none if it may do without."""
    return _NEEDED.get(search, frozenset())


class _Heads(NamedTuple):
    """What a match may begin with: `whole` when what comes next in the pattern follows at once, or `cut`."""

    whole: set[str]
    cut: set[str]


def beginnings(pattern: str) -> tuple[str, ...]:
    """What the matches of `pattern` may begin with, in folded letters; none begins with another.

    >>> beginnings(r"(?:r?appel\\w*|joint[es]?) au (?=[0-9])")
    ('appel', 'joint a', 'jointe ', 'joints ', 'rappel')
    """
    found = unnested(map(fold, set().union(*_heads(_parser.parse(pattern)))))
    if not found[0]:
        raise ValueError(f"a pattern that begins with no word: {pattern[:40]}")
    return found


def _heads(parts: Iterable[tuple[Any, Any]]) -> _Heads:
    """The heads of a sequence."""
    whole: set[str] = {""}
    cut: set[str] = set()
    for sign, argument in parts:
        if not whole:
            break
        following = _heads_of(sign, argument)
        count = (len(whole) + len(cut)) * (len(following.whole) + len(following.cut))
        longest = _LONGEST if count <= _MOST else _ENOUGH
        if long := {head for head in whole if len(head) >= longest}:
            whole, cut = whole - long, cut | long
        cut = cut.union(_longer(whole, following.cut))
        whole = set(_longer(whole, following.whole))
    return _Heads(whole, cut)


def _longer(heads: set[str], following: set[str]) -> Iterator[str]:
    """Each of the heads with each of those that follow it."""
    return ((head + text)[:_LONGEST] for head in heads for text in following)


def _heads_of(sign: Any, argument: Any) -> _Heads:
    """The heads of one part of a pattern; of what it cannot tell an empty one, cut off."""
    whole: set[str] = set()
    cut: set[str] = set()
    if sign is signs.LITERAL:
        whole = {chr(argument)}
    elif sign is signs.IN and all(kind is signs.LITERAL for kind, _ in argument):
        whole = {chr(code) for _, code in argument}
    elif sign in (signs.AT, signs.ASSERT, signs.ASSERT_NOT):
        whole = {""}
    elif sign is signs.SUBPATTERN:
        return _heads(argument[-1])
    elif sign is signs.BRANCH:
        for of_branch in map(_heads, argument[1]):
            whole |= of_branch.whole
            cut |= of_branch.cut
    elif sign in (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT):
        least, most, repeated = argument
        whole, cut = _heads(repeated)
        if most > 1:
            whole, cut = set(), whole | cut
        if not least:
            whole.add("")
    else:
        cut = {""}
    return _Heads(whole, cut)
