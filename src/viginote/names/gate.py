"""Where a name can stand: the parts of a note that are worth the network's time.

A line, or a sentence of a long line, passes when it holds a capitalised word that is not an ordinary one, a
title, a word of an address, a first name in lower case, or a rare word beside a cue or in a terse line. Words
are judged once each; the rest is a look-up per word.
"""

import re
from collections.abc import Mapping
from itertools import pairwise

from viginote.names.filters import WordFilter
from viginote.text import Note, fold

_SEGMENT = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"(?<=[a-zà-ÿ0-9)%][.!?;]) +")
_ABBREVIATION = re.compile(r"(?i)\b(?:mm?|mme|mlle|mr|dr|pr|prof|st|ste|av|bd|ep|[a-z])\.$")
_LONG = 160  # characters above which a line is cut into sentences
_TERSE = 7  # words up to which a rare word in lower case is reason enough
_CACHED = 1_000_000
_JOINTS = re.compile(r"[-'./]")
_LETTERS = re.compile(r"[^\W\d_]{3,}")

_STRIP = "\"'’«»“”()[]{}<>.,;:!?*+=/|_-#&~•…"
_TITLES = frozenset(
    "mr mrs mme mmes mlle mlles melle dr drs pr prof monsieur madame mademoiselle docteur professeur maitre nom prenom"
    " prenoms veuve vve ide".split()
)
_CAPITAL_TITLES = frozenset(("M", "MM", "Me", "Mgr"))
_ADDRESS = frozenset(
    "rue avenue av ave boulevard bd bld bvd allee allees impasse chemin quai residence lieu-dit lieudit hameau"
    " lotissement faubourg esplanade rte".split()
)
#: Words before a name, that are common without one.
_CUES = frozenset(
    "fils fille filles frere soeur sœur pere mere mari femme epoux epouse conjoint conjointe compagnon compagne ami amie"
    " enfant enfants bebe petit petite maman papa oncle tante neveu niece cousin cousine gendre belle-fille beau-frere"
    " voisin voisine tuteur tutrice chez par avec vu vue appel appeler rappeler rdv avis tel dit surnomme famille nee ep"
    " patient patiente a de hopital chu ch chi ehpad csapa cmp clinique centre foyer ecole college lycee habite vit ville"
    " kine psy chir cardio dermato juge avocat infirmiere infirmier sage-femme interne externe signe cours place route"
    " labo pharmacie institut cabinet".split()
)
#: Ordinary first words of sentences that first-name lists hold too.
_ORDINARY = frozenset("a elle son sa il on le la les un une de des en par pour avril mai juste noel".split())
_SHORT = 5  # letters up to which capitals are an acronym unless something says otherwise

_DULL, _RARE, _CUE, _HOT = range(4)


def _from_letter(word: str) -> str:
    """`word` from its first letter: to a pattern, signs such as "①" and "¹" are letters too."""
    return next((word[i:] for i, c in enumerate(word) if c.isalpha()), "")


class _Kinds(dict[str, int]):
    """What each word as written says: filled as words are met."""

    def __init__(self, filters: Mapping[str, WordFilter]) -> None:
        super().__init__()
        self._filters = filters

    def __missing__(self, raw: str) -> int:
        kind = self._judge(raw.strip(_STRIP))
        if len(self) >= _CACHED:
            self.clear()
        self[raw] = kind
        return kind

    def _judge(self, word: str) -> int:
        if not word:
            return _DULL
        folded = fold(word)
        if folded in _TITLES or folded in _ADDRESS or word in _CAPITAL_TITLES:
            return _HOT
        if not word[0].isalpha():
            return max((self._judge(_from_letter(p)) for p in _LETTERS.findall(word)), default=_DULL)
        if word[0].isupper():
            return self._judge_capital(word, folded)
        first, common = self._is(folded, "first"), self._is(folded, "common")
        if first and not common:
            return _HOT
        if folded in _CUES:
            return _CUE
        return _DULL if common or len(word) < 3 else _RARE

    def _judge_capital(self, word: str, folded: str) -> int:
        if len(word) == 1 or folded in _ORDINARY:
            return _DULL
        common, first = self._is(folded, "common"), self._is(folded, "first")
        if common:
            return _HOT if first else _CUE if folded in _CUES else _DULL
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
        if _RARE not in seen:
            return False
        return len(seen) <= _TERSE or any(a == _CUE and b == _RARE for a, b in pairwise(seen))

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
                if not _ABBREVIATION.search(text, max(start, cut.start() - 6), cut.start()):
                    found.append((start, cut.start()))
                    start = cut.end()
        found.append((start, end))
    return found
