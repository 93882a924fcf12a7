"""A relative who is the complement of a preposition or verb: "vit avec son fils schizophrène".

What touches it is said of it, and so is a clause that goes on about it; all else is the patient's.
"""

import re

from viginote.assertion.cue_files import word_sets
from viginote.assertion.cues import Clue
from viginote.assertion.patient import Gender
from viginote.assertion.subject.place import PATIENT_AGAIN, SPEECH, TOKEN, Place, gender_of

_WORDS = word_sets()
#: What may stand between a complement and the words that touch it.
_TOUCHING = _WORDS["touching"]
#: They need a verb or a participle before them to speak of the complement: "fils suivi pour schizophrénie".
_LOOSE = _WORDS["loose"]
#: What tells which relative: "oncle maternel", "fils de 15 ans".
_OF_SUCH = re.compile(r"^\s(?:(?:maternel|paternel)(?:le)?|(?:agee? )?de \d+ ans)\b")
#: Another mention right after the relative: "parents syriens réfugiés".
_SAID_TOO = re.compile(r"^\s\x01+(?:\set)?(?=\s$)")
#: A complement that the words go on about: "par son beau-père, lequel buvait", "sa mère, elle-même suivie".
#: A pronoun or possessive points back to the patient: "qui la trouve triste", "qui ignorent son IVG".
_GOES_ON = re.compile(
    r"^\s?,?\s(?:(?P<self>elle|lui)-meme\s|(?:qui|lequel|laquelle)\s(?!l[ae]\s|l'|l(?:ui|es)\s|[mn]'|[mn]e\s|nous\s))"
    r"(?!.*\bs(?:on|a|es)\s$)[^,;:()]*$"
)
#: "chez sa nièce : BRCA2", "on note, chez l'aïeule, un délire": what follows is found in the relative.
_IN_RELATIVE = re.compile(r"(?:^|[.;:,(/\n-]\s*)chez (?:[\w']{1,4} ?){0,2}$")
_FOUND = re.compile(
    r"^(?: [mp]aternel(?:le)?| de \d+ ans)?\s?"
    r"(?::|,(?=\s(?:une?|des|deux|plusieurs|pas|ni|aucune?|\d+)\b))[^;.(]*$"
)
#: "on note chez son père": the relative is the subject.
_FOUND_IN = re.compile(
    r"\b(?:not\w+|retrouv\w+|connue?s?|exist\w+|notion|antecedents?|atcd|revel\w+|decouv\w+|diagnosti\w+|depist\w+"
    r"|objectiv\w+|mis(?:e|es)? en evidence) [\w' ]{0,20}chez (?:[\w']{1,4} ?){0,2}$"
)
#: "la mort du frère par overdose": the relative died of it.
_MOURNED = re.compile(r"\b(?:mort|deces|deuil|perte) (?:de |du |d')(?:sa |son |la |un |une |l')?$")
_DIED = re.compile(r"\s+(?:par|d'une?|dans)\b")
#: The word before "-même", by the gender of the relative.
_SELF: dict[Gender, str] = {"f": "elle", "m": "lui"}


def is_found_in(place: Place, clue: Clue) -> bool:
    """Whether the complement is one in form alone: "on note chez son père"."""
    return _FOUND_IN.search(place.text, 0, clue.start) is not None


def covers(place: Place, clue: Clue, gap: str) -> bool:
    """Whether the mention is said of the complement; `gap`: the words from it to the mention."""
    return (
        _touches(place.masked[clue.end : place.start])
        or _died_of_it(place, clue, gap)
        or _goes_on(place, clue)
        or _is_told(place, clue, gap)
    )


def _touches(gap: str) -> bool:
    """Whether what stands between a complement and the mention binds the two."""
    tokens = TOKEN.findall(_OF_SUCH.sub("", _SAID_TOO.sub("", gap)))
    return all(t in _TOUCHING for t in tokens) and (not tokens or tokens[0] not in _LOOSE)


def _died_of_it(place: Place, clue: Clue, gap: str) -> bool:
    return _MOURNED.search(place.text, 0, clue.start) is not None and _DIED.match(gap) is not None


def _goes_on(place: Place, clue: Clue) -> bool:
    """Whether a clause about the complement leads up to the mention, and tells no speech of theirs."""
    gap = place.text[clue.end : place.start]
    clause = _GOES_ON.match(gap)
    if clause is None or not SPEECH.isdisjoint(TOKEN.findall(gap)[:4]):
        return False
    return clause["self"] in (None, _SELF[gender_of(clue.senses.kin or "")])


def _is_told(place: Place, clue: Clue, gap: str) -> bool:
    """Whether what follows a complement is told of it: "chez sa nièce : BRCA2"."""
    told = _IN_RELATIVE.search(place.text, 0, clue.start) is not None and _FOUND.match(gap) is not None
    return told and PATIENT_AGAIN.search(gap) is None
