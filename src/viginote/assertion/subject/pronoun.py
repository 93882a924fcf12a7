"""Somebody else by a pronoun that cannot be the patient: a relative of the sentence before, or "lui"."""

import re

from viginote.assertion.cues import find
from viginote.assertion.relatives import EITHER, names_patient
from viginote.assertion.subject.place import Place, Relative, gender_of

#: A pronoun that a sentence begins with; no "il y a", "il faut".
_SUBJECT = re.compile(
    r"[\W\d]*(?:(?P<m>il(?! (?:n')?(?:y|en|faut|fallait|faudra|existe|existait|s'agit|s'agissait|convient"
    r"|reste|semble|semblait|parait|est (?:note|decide|propose|convenu|possible|probable|a noter))\b)"
    r"|celui-ci|ce dernier)|(?P<f>elle|celle-ci|cette derniere))\b"
)
#: "couple sérodifférent, lui VIH+", "Lui : tabac 20/j": a man, stressed, who opens an item.
_HE = re.compile(r"(?:^|[,;.(])\W*lui(?: :[^.;:]*|(?: est)?)\s$")
#: After a pronoun, by its gender, somebody else who may be meant by the words that follow, or another clause.
_OTHERS: dict[str | None, re.Pattern[str]] = {
    gender: re.compile(rf":|\b(?:patiente?|malade|monsieur|madame|mme|mr|notre|{other})\b")
    for gender, other in (("f", "il"), ("m", "elle"))
}
#: Words for more than one relative.
_SEVERAL = re.compile(r".*(?<!fil)s")


def relative(place: Place) -> Relative | None:
    """The relative of whom this sentence goes on to tell, by a pronoun that cannot be the patient.

    "Mme D. vit avec son frère. Il est schizophrène."
    """
    if place.gender is None or "violence" in place.traits:
        return None
    if place.gender == "f" and _HE.search(place.text, 0, place.start):
        return Relative("lui", "lui")
    pronoun = _SUBJECT.match(place.text, 0, place.start)
    if pronoun is None or pronoun[place.gender]:
        return None
    if _OTHERS[pronoun.lastgroup].search(place.text, pronoun.end(), place.start):
        return None
    for clue in reversed([*find(place.before, 0, len(place.before))]):
        kin = clue.senses.kin
        if kin is None or kin in EITHER or _SEVERAL.fullmatch(kin) or gender_of(kin) == place.gender:
            continue
        if not names_patient(place.before, clue, kin):
            return Relative(kin, kin)
    return None
