"""A relative named right after the mention: "alcoolisme du père", "suicide (frère)", "VHC mère +"."""

import re

from viginote.assertion.cue_files import any_of
from viginote.assertion.cues import Clue
from viginote.assertion.relatives import EITHER, names_patient
from viginote.assertion.subject.place import Place, Relative, kin_of, suited

#: How far (characters) after the mention a relative is looked for.
_FAR = 40
#: A relative named after them is who does it to the patient, or helps: "tutelle de sa mère".
_NEVER_AFTER = frozenset({"violence", "disability_protection", "family_social"})
#: What a child or sibling named after it is in: "divorce de sa fille", unlike "garde de sa fille".
_STATE = re.compile(
    r"(?:le |son )?(?:divorce|separation|licenciement|chomage|expulsion|surendettement|faillite)\b"
)
_NEXT_OF_KIN = re.compile(rf"{any_of('child', 'children', 'siblings')}s?")
#: What may stand between a mention and "dans la fratrie".
_STATED = re.compile(rf"[\s(]*(?:du\s)?(?:{any_of('noted')}\s*)?")
#: Only these are taken by somebody.
_TAKERS = frozenset({"substance_use", "drug"})
#: "solvants inhalés par le frère": who took it.
_TAKEN_BY = re.compile(
    rf"(?:\s*{any_of('taken')})?\s+par\s+"
    r"(?:(?:la|le|les|sa|son|ses|un|une|leurs?)\s+|l')?(?:(?:grande?|petite?|jeune)\s+)?"
)
#: "prend la pilule de sa cousine": who takes it.
_TOOK = re.compile(r"\b(?:prend|prenait|pris|avale|vole|emprunte|pique)\s(?:\w+\s|l'){0,3}$")
#: "alcoolisme du père", "schizophrénie chez un oncle", "suicide (frère)".
_BELONGS = re.compile(
    r"\+*\s*(?:(?:est|sont|etait|etaient)\s+\w{3,12}\s+)?"
    rf"(?:{any_of('described')}\s+)?"
    r"(?:[(:]|(?:chez|ch|du|des|de|cote|d'|de l')(?![^\W\d_]{2}(?<!'))\s*)\s*"
    rf"(?:(?:l'|{any_of('which_one')})\s*)*"
)
#: "cannabis : père au courant": the relative knows.
_IS_TOLD = re.compile(
    r"\s+(?:pas |non |ne |n'est pas )?"
    r"(?:au courant|informee?|prevenue?|avertie?|sait|savent|ignore|inquiete?|presente?)\b"
)
_TOLD_SHORTLY = frozenset({"psychiatry", "substance_use", "genetic"})
#: "VHC mère +", "sérologie conjoint à faire", "tabac mère 10/j": a result, a plan or how much of it.
_IS_RESULT = re.compile(
    r"\s*:?\s*(?:[-+]|neg|pos|ok\b|nl\b|a faire\b|en cours\b|inconnue?\b|demandee?\b"
    r"|\d+\s?(?:cig\w*|clopes?\b|pa\b|paq\w*|verres?\b|joints?\b|/\s?j))"
)
#: "alcoolisme père, TS frère 2010": a family's troubles, told without a word between.
_ITEM_ENDS = re.compile(r"\s*(?:(?:en )?(?:19|20)\d\d\s*)?(?:$|[,;.)/\n])")
_POSSESSIVE_END = re.compile(r"\b(?:sa|son|ses|leurs?)$")


def relative(place: Place) -> Relative | None:
    """The relative right after the mention to whom it belongs."""
    state = _STATE.match(place.text, place.start) is not None
    if (not _NEVER_AFTER.isdisjoint(place.traits) and not state) or _took_it(place):
        return None
    for clue in place.clues:
        if clue.start < place.end:
            continue
        if clue.start > place.end + _FAR:
            break
        gap, kin = place.masked[place.end : clue.start], kin_of(place, clue)
        if kin and gap == " " and _follows_shortly(place, clue, kin):
            return Relative(kin, kin)
        cue = suited(clue.senses.family_after, place.traits)
        if cue and _STATED.fullmatch(gap):
            return Relative("family", cue.text)
        words = place.text[place.end : clue.start]
        taken = not _TAKERS.isdisjoint(place.traits) and _TAKEN_BY.fullmatch(words)
        belongs = taken or (_BELONGS.fullmatch(gap) and not _IS_TOLD.match(place.text, clue.end))
        if state and (kin is None or _NEXT_OF_KIN.fullmatch(kin) is None):
            continue
        if kin and belongs and not names_patient(place.text, clue, kin):
            return Relative(kin, kin)
    return None


def _took_it(place: Place) -> bool:
    """Whether the patient takes the drug, which may be the relative's."""
    near = max(0, place.start - _FAR)
    return "drug" in place.traits and _TOOK.search(place.text, near, place.start) is not None


def _follows_shortly(place: Place, clue: Clue, kin: str) -> bool:
    """Whether a relative right behind the mention owns it: a result follows, or the item ends."""
    if _IS_RESULT.match(place.masked, clue.end):
        return True
    alone = kin not in EITHER and _POSSESSIVE_END.search(place.text, 0, place.end) is None
    return (
        alone
        and not _TOLD_SHORTLY.isdisjoint(place.traits)
        and _ITEM_ENDS.match(place.masked, clue.end) is not None
    )
