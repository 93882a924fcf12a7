"""What a mention says of itself: it begins with "ex-" or "sort de", ends with "refusée", holds "20 PA"."""

from collections.abc import Iterator

from viginote.assertion import cues
from viginote.assertion.cue_files import word_sets
from viginote.assertion.cues import Cue
from viginote.assertion.scenes import Case, Hit, Scene

_WORDS = word_sets()
#: What the patient lacks ("pas de papiers", "mariage non consommé") or dares not is told, not denied.
_LACKS = frozenset(
    {"family_social", "origin_belief", "sexual_orientation", "psychiatry", "violence", "function"}
)


def hits(scene: Scene, case: Case) -> Iterator[Hit]:
    """The cues among the words of the mention that decide it."""
    words = scene.text[case.start : case.end]
    length = len(words)
    for clue in cues.within(words):
        for cue in clue.senses.before if clue.start == 0 else ():
            if _opens_mention(cue, case) and cue.suits(case.traits):
                yield Hit(cue, True, inside=True)
        closes = clue.end == length and (clue.start > 0 or _stands_alone(case, words))
        for cue in clue.senses.after:
            told = closes and not _is_lack(cue, case)
            if (told or cue.kind == "affirmed") and cue.suits(case.traits) and _tells(cue):
                yield Hit(cue, False, inside=True)


def _opens_mention(cue: Cue, case: Case) -> bool:
    """Whether a cue that a mention begins with decides it: "risque de rechute", "sort de prison"."""
    if _is_lack(cue, case):
        return False
    first = cue.text.split()[0]
    return cue.text in _WORDS["inside"] or first in _WORDS.get(f"inside_{cue.kind}", ())


def _is_lack(cue: Cue, case: Case) -> bool:
    """Whether a denying cue inside a mention is what the mention is about: "absence d'entourage"."""
    return cue.kind == "negated" and not case.traits.isdisjoint(_LACKS)


def _stands_alone(case: Case, words: str) -> bool:
    """Whether a mention that is a cue and nothing else decides itself: "sevré", not "levée d'écrou"."""
    return " " not in words and "weaning" not in case.traits


def _tells(cue: Cue) -> bool:
    """Whether a cue inside a mention says more than the mention's name: not "suivi" in "suivi psy"."""
    return cue.text not in _WORDS["followed"]
