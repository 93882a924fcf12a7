"""Where a name can stand: the parts of a note that are worth the network's time.

A line, or a sentence of a long line, passes when it holds a capitalised word that is not an ordinary one, a
title, a word of an address, a first name in lower case, or a rare word beside a cue or in a terse line. Words
are judged once each; the rest is a look-up per word.
"""

import re
from collections.abc import Mapping

from viginote.names.filters import WordFilter
from viginote.text import Note, fold

_SEGMENT = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"(?<=[a-zà-ÿ0-9)%][.!?;]) +")
_LONG = 160  # characters above which a line is cut into sentences
_TERSE = 12  # words up to which a rare word in lower case is reason enough
_CACHED = 1_000_000

_STRIP = "\"'’«»“”()[]{}<>.,;:!?*+=/|_-#&~•…"
_TITLES = frozenset(
    ["m", "mm", "mr", "mrs", "mme", "mmes", "mlle", "mlles", "melle", "dr", "drs", "pr", "prof", "me", "monsieur", "madame", "mademoiselle", "docteur", "professeur", "maitre", "mgr", "nom", "prenom", "nee", "ne", "epouse", "veuve", "vve", "ep", "signe", "signee", "interne", "externe", "ide"]
)
_ADDRESS = frozenset(
    ["rue", "avenue", "av", "ave", "boulevard", "bd", "bld", "bvd", "allee", "allees", "impasse", "chemin", "quai", "cours", "square", "residence", "lieu-dit", "lieudit", "hameau", "lotissement", "faubourg", "esplanade", "rte", "route", "place"]
)
_CUES = frozenset(
    ["fils", "fille", "filles", "frere", "soeur", "sœur", "pere", "mere", "mari", "femme", "epoux", "epouse", "conjoint", "conjointe", "compagnon", "compagne", "ami", "amie", "enfant", "enfants", "bebe", "petit", "petite", "maman", "papa", "oncle", "tante", "neveu", "niece", "cousin", "cousine", "gendre", "belle-fille", "beau-frere", "voisin", "voisine", "tuteur", "tutrice", "chez", "par", "avec", "vu", "vue", "appel", "appeler", "rappeler", "rdv", "avis", "tel", "dit", "surnomme", "famille", "patient", "patiente", "a", "hopital", "chu", "ch", "chi", "ehpad", "csapa", "cmp", "clinique", "centre", "foyer", "ecole", "college", "lycee", "habite", "vit", "ville", "kine", "psy", "chir", "cardio", "dermato", "juge", "avocat", "infirmiere", "infirmier", "sage-femme"]
)

_DULL, _RARE, _CUE, _HOT = range(4)


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
        if folded in _TITLES or folded in _ADDRESS:
            return _HOT
        if not word[0].isalpha():
            return max((self._judge(p) for p in re.findall(r"[^\W\d_]{3,}", word)), default=_DULL)
        first, common = self._is(folded, "first"), self._is(folded, "common")
        if word[0].isupper():
            return _DULL if common and not first else _HOT
        if first and not common:
            return _HOT
        if folded in _CUES:
            return _CUE
        return _DULL if common else _RARE

    def _is(self, folded: str, name: str) -> bool:
        """Whether a word, or for compounds and elisions its last part, is in a set."""
        known = self._filters[name]
        return folded in known or re.split(r"[-'./]", folded)[-1] in known


class Gate:
    """Decides with the tagger's own word sets."""

    def __init__(self, filters: Mapping[str, WordFilter]) -> None:
        self._kinds = _Kinds(filters)

    def passes(self, segment: str) -> bool:
        """Whether a name can stand in `segment`."""
        kinds = self._kinds
        words = segment.split()
        seen = {kinds[word] for word in words}
        if _HOT in seen:
            return True
        return _RARE in seen and (_CUE in seen or len(words) <= _TERSE)

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
                found.append((start, cut.start()))
                start = cut.end()
        found.append((start, end))
    return found
