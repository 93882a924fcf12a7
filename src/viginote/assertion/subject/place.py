"""Where a mention stands, and what is asked of a relative named near it."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from viginote.assertion.cue_files import word_sets
from viginote.assertion.cues import Clue, Cue
from viginote.assertion.patient import Gender

_WORDS = word_sets()
#: Partners: what they do, they do to the patient.
PARTNERS = _WORDS["partners"] | {"son ex"}
#: Verbs that make the relative the speaker: "sa mère dit qu'il boit".
SPEECH = _WORDS["speech"]
#: Words for a relative end in -e where they mean a woman, but for these.
_MEN, _WOMEN = _WORDS["men"], _WORDS["women"]
_NAMING = re.compile(r"([^\W\d_]+)(?: d'enfance)?$")
#: What parts the items of a sentence.
SEPARATOR = re.compile(r"[,;/|)→]|[-=]>|\s-\s")
#: A word, or a sign that parts words.
TOKEN = re.compile(r"[^\W\d_]+|[^\w\s'.\-]")
#: What a bracket still open lists of the relative: "partenaire négatif (VIH, VHC)".
IN_BRACKET = re.compile(r"\([^()]*$")
#: The patient comes back: the relative's scope ends here.
PATIENT_AGAIN = re.compile(
    r"\b(?:patiente?s?|pte?|malade|il|elle|lui(?!-)|monsieur|madame|mme|mr|lui-meme|elle-meme|personnellement"
    r"|l'interessee?|notre|consulte|vue? ce jour|adressee?|hospitalisee? pour|mais|par contre|en revanche"
    r"|personnels?|perso|motif|refuse|demande|souhaite)\b"
)
#: The patient comes back after the heading of a family history.
BACK_TO_PATIENT = re.compile(
    r"\b(?:personnels?|perso|patiente?s?|il|elle|lui-meme|elle-meme|a ete|admise?|consulta\w*|consulte"
    r"|adressee?|presente|presentait)\b"
)


@dataclass(frozen=True, slots=True)
class Relative:
    """Who the mention is about, and the cue that says so."""

    who: str
    cue: str


class Place(NamedTuple):
    """A mention in its sentence. `masked` is the folded `text` with every mention blotted out.

    `heading`, `told_of`, `before`, `gender`: see `scenes.Scene`.
    """

    text: str
    masked: str
    clues: list[Clue]
    start: int
    end: int
    traits: frozenset[str]
    heading: str | None
    told_of: str | None
    before: str
    gender: Gender | None


def kin_of(place: Place, clue: Clue) -> str | None:
    """The relative that a clue names; none where "fils" beside contraception are threads."""
    kin = clue.senses.kin
    return None if kin == "fils" and "reproductive" in place.traits else kin


def gender_of(kin: str) -> Gender:
    """The gender of the word for a relative."""
    naming = _NAMING.search(kin)
    word = naming[1] if naming else ""
    return "f" if word in _WOMEN or (word.endswith("e") and word not in _MEN) else "m"


def suited(cues: tuple[Cue, ...], traits: frozenset[str]) -> Cue | None:
    """The first of the cues that may speak of a mention with these traits."""
    return next((cue for cue in cues if cue.suits(traits)), None)
