"""Who is spoken of: the patient, unless a relative, partner or stranger is the subject of the words.

A relative named after a preposition ("adressé par sa mère", "vit avec son fils,") is no subject, except of
the words that touch it ("vit avec son fils schizophrène"). A parent "of three children" is the patient.

Looked at in this order, each in its module: `within` the mention, `before` it (where the relative is a
`complement` or the subject of a `clause`), `after` it, in the sentence above by a `pronoun`, the heading.
"""

import re

from viginote.assertion.cue_files import any_of
from viginote.assertion.relatives import PARENT_OF, names_patient, names_threads
from viginote.assertion.subject import after, before, pronoun, within
from viginote.assertion.subject.place import BACK_TO_PATIENT, Place, Relative

__all__ = ["Place", "Relative", "is_of_patient", "of"]

#: Lived by the patient though a relative is named in it.
_PATIENTS_OWN = frozenset(["family_social", "own"])
#: "adressé par sa mère, dépression": who brings the patient is not whom the next words are about.
_BROUGHT_BY = re.compile(rf"\b{any_of('brought')} (?:par|de) (?:sa |son |ses |l[ae] |l'|les )?\w+,\s$")
#: What follows a verb: "pas encore sa", "l'".
_OWN = r"(?:(?:pas|encore|jamais|mal|bien|toujours|pour) )*(?:(?:s(?:a|on|es)|l[ae]s?|cet(?:te)?|ce)\s|l')$"
#: "sa mère n'est pas informée de sa contraception", "que son mari apprenne sa séropositivité": what they
#: hear of is the patient's.
_HEARS_OF = re.compile(
    r"\b(?:(?:informe|prevenu|averti)e?s?|au courant) (?:de |du |des |d'|pour )(?:(?:\w+\s)|l')?$"
    rf"|\b(?:apprenn\w+|sache\w*|decouvre(?:nt)?|ignor\w+|connai\w+) {_OWN}"
)
#: "ses parents n'acceptent pas son homosexualité": whose coming out it was.
_TAKES_ILL = re.compile(rf"\b(?:accept|refus|rejet|support|toler|desapprouv|compren)\w* {_OWN}")
#: How far (characters) before the mention the one is looked for who brings the patient, or hears of it.
_NEAR = 40


def of(place: Place) -> Relative | None:
    """Who else than the patient the mention is said of; None for the patient."""
    if not _PATIENTS_OWN.isdisjoint(place.traits) and "standing" not in place.traits:
        return None
    if named := within.relative(place):
        return named
    is_named, relative = (False, None) if _is_heard_of(place) else before.relative(place)
    if is_named:
        return relative
    if named := after.relative(place) or pronoun.relative(place):
        return named
    return None if BACK_TO_PATIENT.search(place.text[: place.start]) else _above(place)


def _above(place: Place) -> Relative | None:
    """The relative whom the heading tells of, or the words that the line opens with."""
    if place.heading:
        return Relative("family", place.heading)
    if place.told_of and "violence" not in place.traits:
        return Relative(place.told_of, place.told_of)
    return None


def _is_heard_of(place: Place) -> bool:
    near = max(0, place.start - _NEAR)
    if _HEARS_OF.search(place.text, near, place.start):
        return True
    came_out = "sexual_orientation" in place.traits
    return came_out and _TAKES_ILL.search(place.text, near, place.start) is not None


def is_of_patient(place: Place) -> bool:
    """Whether the words before the mention name a relative of whom it is not said.

    The patient may be called a parent ("père de 3 enfants") or be brought by one, who may also hear of what
    the patient has; and "fils" may be threads.
    """
    near = max(0, place.start - _NEAR)
    brought = _BROUGHT_BY.search(place.text, near, place.start) is not None
    if brought or _is_heard_of(place) or names_threads(place.text, place.start) or before.is_aside(place):
        return True
    return any(
        clue.senses.kin is not None
        and PARENT_OF.match(place.text, clue.end) is not None
        and names_patient(place.text, clue, clue.senses.kin)
        for clue in place.clues
        if clue.end <= place.start
    )
