"""A relative named by the mention itself, or described by it: "père gay", "mère d'un garçon autiste"."""

import re

from viginote.assertion.cue_files import any_of
from viginote.assertion.relatives import PARENT_OF
from viginote.assertion.subject.place import Place, Relative

_PARENT, _SIBLING, _UNCLE, _SPOUSE = map(any_of, ("parents", "siblings", "uncles", "spouses"))
#: A mention that names the relative itself: "né de mère séropositive", "père gay".
_NAMES_RELATIVE = re.compile(
    r"(?:nee?\s+d'une\s+|nee?\s+de\s+)?"
    rf"(?:(?:fils|mari)(?=\s+en\s)|(?!mere\s+porteuse$){_PARENT}|parents|(?:demi-)?{_SIBLING}|{_UNCLE}"
    rf"|grand[- ]{_PARENT}|cousine?"
    rf"|(?:fils|{_SPOUSE}|partenaire|(?<=belle-)fille)(?!\s(?:d[eu']|masculin|feminin)))\s+(?=\w)"
)
#: "père violent", "sa femme le trompe": the relative's doing, and no partner's violence.
_DOES_IT = re.compile(
    r"(?:l[ae] |son |sa )?"
    rf"(?:(?:(?:beau-)?pere|(?:belle-)?mere|(?:demi-)?{_SIBLING}|fils|oncle)\s(?=violente?s?\b)"
    rf"|(?:mari|femme|{_SPOUSE}|copine?|ex)\s(?=(?:l[ae] |l')?(?:tromp|infidel)))"
)
#: "mère d'un garçon autiste", "père de 2 enfants autistes": the child, where the two agree in number.
_CHILD_OF_PATIENT = re.compile(
    rf"\b(?:{any_of('parents', 'parents_called')}|parents?) "
    r"(?:de |d')(?:\w+ )?(?:(?:petit|jeune|grand)e?s? )?"
    rf"(?:{any_of('child')}|(?P<several>{any_of('children')})) (?:de \d+ ans )?$"
)
_PLURAL = re.compile(r"(?<!tran)[sx]$")


def relative(place: Place) -> Relative | None:
    """The relative that the mention begins with, or the patient's child whom it describes."""
    return _named(place) or _child(place)


def _named(place: Place) -> Relative | None:
    """The relative that the mention itself begins with."""
    named = _NAMES_RELATIVE.match(place.text, place.start, place.end)
    if not {"violence", "sex_life"}.isdisjoint(place.traits):
        named = _DOES_IT.match(place.text, place.start, place.end)
    if named is None or PARENT_OF.match(place.text, named.end() - 1):
        return None
    return Relative(named.group().strip(), named.group().strip())


def _child(place: Place) -> Relative | None:
    """The child of a patient who is called its parent."""
    child = _CHILD_OF_PATIENT.search(place.text, 0, place.start) if "person" in place.traits else None
    if child and bool(child["several"]) == bool(_PLURAL.search(place.text, 0, place.end)):
        return Relative("enfant", "enfant")  # the words matched may hold a name
    return None
