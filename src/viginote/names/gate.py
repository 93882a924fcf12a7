"""Where a name can stand: the parts of a note that are worth the network's time.

A line, or a sentence of a long line, passes when it holds a capitalised word that is not an ordinary one, a
title, a word of an address, a first name in lower case, a capitalised or rare word behind a cue, or a rare
word in a terse line. Words are judged once each; the rest is a look-up per word.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from viginote.names.filters import WordFilter
from viginote.names.lists import entries
from viginote.text import Note, fold

_SEGMENT = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?;](?<=[a-zà-ÿ0-9)%].)(?P<gap> +)")
_ABBREVIATION = re.compile(r"(?i)\b(?:mm?|mme|mlle|mr|dr|pr|prof|st|ste|av|bd|ep|[a-z])\.$")
_LONG = 160  # characters above which a line is cut into sentences
_TERSE = 7  # words up to which a rare word in lower case is reason enough
_CACHED = 1_000_000
_GLUED = re.compile(r"(?i:mr|mme|mlle|dr|pr|prof)\.(?=[^\W\d_])")  # "Dr.Bonhomme"
_JOINTS = re.compile(r"[-'./]")
_LETTERS = re.compile(r"[^\W\d_]{3,}")

_STRIP = "\"'«»“”()[]{}<>.,;:!?*+=/|_-#&~•…"
_CAPITAL_TITLES = frozenset(("M", "MM", "Me", "Mgr"))
_SHORT = 5  # letters up to which capitals are an acronym unless something says otherwise

_DULL, _MAYBE, _RARE, _CUE, _HOT = range(5)


def _from_letter(word: str) -> str:
    """`word` from its first letter: to a pattern, signs such as "①" and "¹" are letters too."""
    return next((word[i:] for i, c in enumerate(word) if c.isalpha()), "")


class _Kinds(dict[str, int]):
    """What each word as written says: filled as words are met."""

    def __init__(self, filters: Mapping[str, WordFilter]) -> None:
        super().__init__()
        self._filters = filters
        self._certain = entries("gate_titles") | entries("gate_addresses") | entries("gate_sites")
        self._cues = entries("gate_cues")
        self._ordinary = entries("gate_ordinary")

    def __missing__(self, raw: str) -> int:
        kind = self._judge(raw.strip(_STRIP))
        if len(self) >= _CACHED:
            self.clear()
        self[raw] = kind
        return kind

    def _judge(self, word: str) -> int:
        folded = fold(word)
        if folded in self._certain or word in _CAPITAL_TITLES or _GLUED.match(word):
            return _HOT
        if not word[:1].isalpha():
            return max((self._judge(_from_letter(p)) for p in _LETTERS.findall(word)), default=_DULL)
        return self._judge_capital(word, folded) if word[0].isupper() else self._judge_lower(folded)

    def _judge_lower(self, folded: str) -> int:
        common = self._is(folded, "common")
        if not common and self._is(folded, "first"):
            return _HOT
        if folded in self._cues:
            return _CUE
        return _DULL if common or len(folded) < 3 else _RARE

    def _judge_capital(self, word: str, folded: str) -> int:
        if len(word) == 1 or folded in self._ordinary:
            return _DULL
        common, first = self._is(folded, "common"), self._is(folded, "first")
        if common:
            return _HOT if first else _CUE if folded in self._cues else _MAYBE
        if len(word) <= _SHORT and (word.isupper() or not word.isalpha()):
            return _HOT if first or self._is(folded, "last") else _RARE
        return _HOT

    def _is(self, folded: str, name: str) -> bool:
        """Whether a word is in a set: a compound is ordinary if all its parts are, a name if one is."""
        known = self._filters[name]
        if folded in known:
            return True
        parts = [p for p in _JOINTS.split(folded) if len(p) > 1]
        return len(parts) > 0 and (all if name == "common" else any)(p in known for p in parts)


class Gate:
    """Decides with the tagger's own word sets."""

    def __init__(self, filters: Mapping[str, WordFilter]) -> None:
        self._kinds = _Kinds(filters)

    def passes(self, segment: str) -> bool:
        """Whether a name can stand in `segment`."""
        kinds = self._kinds
        seen = [kinds[word] for word in segment.split()]
        if _HOT in seen:
            return True
        if _RARE in seen and len(seen) <= _TERSE:
            return True
        return _CUE in seen and any(a == _CUE and b in (_MAYBE, _RARE) for a, b in pairwise(seen))

    def open_parts(self, note: Note) -> list[tuple[int, int]]:
        """The parts of a note that pass, neighbours joined, as offsets."""
        parts: list[tuple[int, int]] = []
        last = -2
        for i, (start, end) in enumerate(_segments(note.text)):
            if self.passes(note.text[start:end]):
                if last == i - 1:
                    parts[-1] = (parts[-1][0], end)
                else:
                    parts.append((start, end))
                last = i
        return parts


def _segments(text: str) -> list[tuple[int, int]]:
    """Lines, long ones cut into sentences."""
    found = []
    for line in _SEGMENT.finditer(text):
        start, end = line.span()
        if end - start > _LONG:
            for cut in _SENTENCE_END.finditer(text, start, end):
                end_of_sentence = cut.start("gap")
                if not _ABBREVIATION.search(text, max(start, end_of_sentence - 6), end_of_sentence):
                    found.append((start, end_of_sentence))
                    start = cut.end()
        found.append((start, end))
    return found
