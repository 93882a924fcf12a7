"""Where a note holds what rules look for: one pass of one automaton for the rules of all rooms.

A rule names its anchors, words or beginnings of words without which it has nothing to find, and its patterns
are tried there and nowhere else. Anchors are constants of a module, known by their identity; they join the
automaton when their rule first runs.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import ahocorasick


class _Places(NamedTuple):
    """What a note holds, by group of anchors: where words begin with one; whether one stands behind no letter."""

    starts: dict[int, list[int]]
    held: set[int]


class _Index:
    """The anchors of all rules that ran so far, in one automaton.

    The automaton in use is replaced, never changed, so that threads may search while another adds.
    """

    def __init__(self) -> None:
        self._groups: dict[int, Collection[str]] = {}
        self._automaton: ahocorasick.Automaton | None = None
        self._lock = Lock()

    def holds(self, anchors: Collection[str]) -> bool:
        return id(anchors) in self._groups

    def add(self, anchors: Collection[str]) -> None:
        with self._lock:
            self._groups[id(anchors)] = anchors
            owners: dict[str, list[int]] = {}
            for group, its_anchors in self._groups.items():
                for anchor in its_anchors:
                    owners.setdefault(anchor, []).append(group)
            automaton = ahocorasick.Automaton()
            for anchor, groups in owners.items():
                automaton.add_word(anchor, (len(anchor) - 1, tuple(groups)))
            automaton.make_automaton()
            self._automaton = automaton

    def places(self, folded: str) -> _Places:
        places = _Places({}, set())
        for last, (back, groups) in self._automaton.iter(folded) if self._automaton else ():
            at = last - back
            before = folded[at - 1] if at else " "
            if not (before.isalpha() and folded[at].isalpha()):
                places.held.update(groups)
            if not before.isalnum():
                for group in groups:
                    places.starts.setdefault(group, []).append(at)
        return places


_INDEX = _Index()


@lru_cache(maxsize=1)
def _places(folded: str) -> _Places:
    return _INDEX.places(folded)


def _places_for(folded: str, anchors: Collection[str]) -> _Places:
    if not _INDEX.holds(anchors):
        _INDEX.add(anchors)
        _places.cache_clear()
    return _places(folded)


def word_starts(folded: str, anchors: Collection[str]) -> Collection[int]:
    """Where a word begins with one of `anchors`, none of which begins another, in order."""
    return _places_for(folded, anchors).starts.get(id(anchors), ())


def matches(folded: str, anchors: Collection[str], pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of `pattern` at the words that begin with one of `anchors`."""
    for at in word_starts(folded, anchors):
        if m := pattern.match(folded, at):
            yield m


def holds_any(folded: str, anchors: Collection[str]) -> bool:
    """Whether one of `anchors` stands in the note; one that begins with a letter, behind no other letter."""
    return id(anchors) in _places_for(folded, anchors).held
