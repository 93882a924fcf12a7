"""Where a note holds what rules look for: one pass of one automaton for the rules of all rooms.

A rule names its anchors, words or beginnings of words without which it has nothing to find, and its patterns
are tried there and nowhere else. Anchors are constants of a module, known by their identity; they join the
automaton when their rule first runs.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from threading import Lock
from typing import NamedTuple

import ahocorasick

from viginote.text import Kept


class _Places(NamedTuple):
    """Where a note holds anchors, by group: as beginnings of words; behind a figure, or signs behind any."""

    starts: dict[int, list[int]]
    glued: dict[int, list[int]]


#: Groups of anchors by their identity.
_Groups = dict[int, Collection[str]]


class _Index:
    """The anchors of all rules that ran so far, in one automaton, and where the last notes hold them.

    The automaton in use is replaced, never changed, so that threads may search while another adds.
    """

    def __init__(self) -> None:
        #: The groups that the automaton looks for, and what it finds.
        self.state: tuple[_Groups, Kept[_Places]] = {}, Kept(partial(_search, ahocorasick.Automaton()))
        self._lock = Lock()

    def places(self, folded: str, anchors: Collection[str]) -> _Places:
        """What the note holds of all anchors that are known, those asked for among them."""
        if id(anchors) not in self.state[0]:
            self.add(anchors)
        return self.state[1][folded]

    def add(self, *asked: Collection[str]) -> None:
        with self._lock:
            groups = {**self.state[0], **{id(anchors): anchors for anchors in asked}}
            owners: dict[str, list[int]] = {}
            for group, its_anchors in groups.items():
                for anchor in its_anchors:
                    owners.setdefault(anchor, []).append(group)
            automaton = ahocorasick.Automaton()
            for anchor, of_anchor in owners.items():
                automaton.add_word(anchor, (len(anchor) - 1, tuple(of_anchor)))
            automaton.make_automaton()
            self.state = groups, Kept(partial(_search, automaton))


def _search(automaton: ahocorasick.Automaton, folded: str) -> _Places:
    """What a note holds."""
    places = _Places({}, {})
    for last, (back, groups) in automaton.iter(folded):
        at = last - back
        before = folded[at - 1] if at else " "
        if not before.isalnum():
            of_kind = places.starts
        elif before.isalpha() and folded[at].isalpha():
            continue
        else:
            of_kind = places.glued
        for group in groups:
            of_kind.setdefault(group, []).append(at)
    return places


_INDEX = _Index()


def unnested(words: Iterable[str]) -> tuple[str, ...]:
    """The words less those that begin with another one of them.

    >>> unnested(["orange", "ora", "edf", "edf gdf"])
    ('edf', 'ora')
    """
    kept: list[str] = []
    for word in sorted(set(words)):
        if not (kept and word.startswith(kept[-1])):
            kept.append(word)
    return tuple(kept)


def word_starts(folded: str, anchors: Collection[str]) -> Sequence[int]:
    """Where a word begins with one of `anchors`, none of which begins another, in order."""
    groups, found = _INDEX.state
    # Asked some eighty times a note, nearly always in vain: here is no call to spare.
    places = found[folded] if id(anchors) in groups else _INDEX.places(folded, anchors)
    return places.starts.get(id(anchors), ())


def matches(
    folded: str, anchors: Collection[str], pattern: re.Pattern[str], text: str | None = None
) -> Sequence[re.Match[str]]:
    """The matches of `pattern` in `text` (the folded one if none) at the words that begin with `anchors`."""
    starts = word_starts(folded, anchors)
    if not starts:
        return ()
    text = folded if text is None else text
    return [m for at in starts if (m := pattern.match(text, at))]


def holds_any(folded: str, anchors: Collection[str]) -> bool:
    """Whether one of `anchors` stands in the note; one that begins with a letter, behind no other letter."""
    places = _INDEX.places(folded, anchors)
    return id(anchors) in places.starts or id(anchors) in places.glued


class Groups:
    """Many groups of anchors, asked about together."""

    def __init__(self, groups: Sequence[Collection[str]]) -> None:
        self._first = groups[0]
        self._numbers: dict[int, list[int]] = {}
        for number, anchors in enumerate(groups):
            self._numbers.setdefault(id(anchors), []).append(number)
        _INDEX.add(*groups)

    def held(self, folded: str) -> list[int]:
        """Of which groups one stands in the note, by their numbers, in order; see `holds_any`."""
        places = _INDEX.places(folded, self._first)
        numbers = self._numbers
        found = {group for of_kind in places for group in of_kind if group in numbers}
        return sorted(number for group in found for number in numbers[group])


def stands(folded: str, anchors: Collection[str]) -> Sequence[int]:
    """Where one of `anchors` stands in the note, in order; see `holds_any`."""
    places = _INDEX.places(folded, anchors)
    starts, glued = places.starts.get(id(anchors), ()), places.glued.get(id(anchors), ())
    return sorted((*starts, *glued)) if glued else starts
