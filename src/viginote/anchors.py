"""Where a note holds what rules look for: one pass of one automaton for the rules of all rooms.

A rule names its anchors, words or beginnings of words without which it has nothing to find, and its patterns
are tried there and nowhere else. Anchors are constants of a module, known by their identity; they join the
automaton when their rule first runs.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from threading import Lock
from typing import NamedTuple

import ahocorasick

#: Notes whose places are kept, in memory alone, for the rules of the next rooms; letters of the longest.
_KEPT, _LONGEST_KEPT = 512, 20_000


class _Places(NamedTuple):
    """Where a note holds anchors, by group: as beginnings of words; behind a figure, or signs behind any."""

    starts: dict[int, list[int]]
    glued: dict[int, list[int]]


class _Index:
    """The anchors of all rules that ran so far, in one automaton, and where the last notes hold them.

    The automaton in use is replaced, never changed, so that threads may search while another adds.
    """

    def __init__(self) -> None:
        self._groups: dict[int, Collection[str]] = {}
        #: The automaton, and by folded text what it found in the notes that are kept.
        self._state: tuple[ahocorasick.Automaton, dict[str, _Places]] = ahocorasick.Automaton(), {}
        self._last = "", self._state, _Places({}, {})
        self._lock = Lock()

    def places(self, folded: str, *asked: Collection[str]) -> _Places:
        """What the note holds of all anchors that are known, those asked for among them."""
        for anchors in asked:
            if id(anchors) not in self._groups:
                self._add(asked)
        of, state, places = self._last
        if of is not folded or state is not self._state:
            state = self._state
            places = _searched(folded, *state)
            self._last = folded, state, places
        return places

    def _add(self, asked: Iterable[Collection[str]]) -> None:
        with self._lock:
            groups = {**self._groups, **{id(anchors): anchors for anchors in asked}}
            owners: dict[str, list[int]] = {}
            for group, its_anchors in groups.items():
                for anchor in its_anchors:
                    owners.setdefault(anchor, []).append(group)
            automaton = ahocorasick.Automaton()
            for anchor, of_anchor in owners.items():
                automaton.add_word(anchor, (len(anchor) - 1, tuple(of_anchor)))
            automaton.make_automaton()
            self._state = automaton, {}
            self._groups = groups


def _searched(folded: str, automaton: ahocorasick.Automaton, kept: dict[str, _Places]) -> _Places:
    """What a note holds, from those kept or by a search of it."""
    if folded in kept:
        return kept[folded]
    if len(kept) >= _KEPT:
        kept.clear()
    places = _search(folded, automaton)
    if len(folded) <= _LONGEST_KEPT:
        kept[folded] = places
    return places


def _search(folded: str, automaton: ahocorasick.Automaton) -> _Places:
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
    return _INDEX.places(folded, anchors).starts.get(id(anchors), ())


def matches(
    folded: str, anchors: Collection[str], pattern: re.Pattern[str], text: str | None = None
) -> Sequence[re.Match[str]]:
    """The matches of `pattern` in `text` (the folded one if none) at the words that begin with `anchors`."""
    starts = _INDEX.places(folded, anchors).starts.get(id(anchors))
    text = folded if text is None else text
    return [m for at in starts if (m := pattern.match(text, at))] if starts else ()


def holds_any(folded: str, anchors: Collection[str]) -> bool:
    """Whether one of `anchors` stands in the note; one that begins with a letter, behind no other letter."""
    places = _INDEX.places(folded, anchors)
    return id(anchors) in places.starts or id(anchors) in places.glued


def held(folded: str, groups: Sequence[Collection[str]]) -> list[int]:
    """Of which groups of anchors one stands in the note, by their numbers, in order; see `holds_any`."""
    places = _INDEX.places(folded, *groups)
    found = places.starts.keys() | places.glued.keys()
    return [number for number, anchors in enumerate(groups) if id(anchors) in found]


def stands(folded: str, anchors: Collection[str]) -> Sequence[int]:
    """Where one of `anchors` stands in the note, in order; see `holds_any`."""
    places = _INDEX.places(folded, anchors)
    starts, glued = places.starts.get(id(anchors), ()), places.glued.get(id(anchors), ())
    return sorted((*starts, *glued)) if glued else starts
