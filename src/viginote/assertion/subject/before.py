"""A relative named before the mention, in its sentence."""

import re

from viginote.assertion.cue_files import any_of
from viginote.assertion.cues import Clue, Cue
from viginote.assertion.relatives import OF_PATIENT, is_complement, names_patient
from viginote.assertion.subject import clause, complement
from viginote.assertion.subject.place import (
    BACK_TO_PATIENT,
    IN_BRACKET,
    PARTNERS,
    SEPARATOR,
    Place,
    Relative,
    kin_of,
    suited,
)

#: How far (characters) before the mention a relative is looked for.
_FAR = 160
#: A relative who is told by another: the first one is meant.
_KIN_OF_KIN = re.compile(
    rf"\b(?:{any_of('parents', 'siblings', 'uncles')}"
    r"|fils|fille|enfant|parent|mari|conjoint|amie?|voisine?)s?"
    r"(?: (?:de l'|des |d'|du |de (?:son |sa |ses |la |leurs? )?)(?:une? |autre )?|\s)$"
)
#: What two parents do to each other their child lives.
_PARTED = re.compile(r"divorc|separ|conflit")
#: "dans la fratrie, une trisomie 21".
_COMMA_AND_ARTICLE = re.compile(r"^\s?,\s(?=(?:une?|deux|trois|plusieurs|des)\s)")
#: A mention that names the patient: "sœur présente, patient bipolaire".
_OF_THE_PATIENT = re.compile(r"(?:patiente?|pte?|malade)s? ")
#: The relative's name set apart: "sa compagne, Mme N., est", "le père, Paul, en détention".
_ASIDE = re.compile(r"^\s*,(?!\s*(?:il|elle|l[ea] patiente?)\b)[^,;:.]{1,40}\.?[^,;:.]{0,30},")
#: Before a relative who is there with the patient, or tells of him or her.
_ASIDE_OF = re.compile(
    r"\b(?:(?:adresse|amene|accompagne|conduit|envoye|suivi|vu|signale|alerte|soutenu|aide|entoure|heberge|recu)\w{0,3}"
    r" (?:ce jour )?(?:par|de)|(?:vit|vivait|vivant|habite|habitait|venue?s?|vient|vue?|logee?) (?:avec|chez)"
    r"|selon|d'apres|dixit|(?:appels?|sms|mail|message|courrier|demande|accord|presence|avis|initiative)"
    r"(?: tel\w*)? d[eu]|(?:mesentente|conflits?|dispute\w*|relations?|lien) (?:avec|entre)"
    r"|occup\w+ (?:de|du)|inquieter|rassurer|cacher? a)"
    r"\s?(?:(?:sa|son|ses|la|le|les|leurs?|une?|des|de la)\s|l')?$"
)
#: The patient is named again right before the mention: "mère diabétique, lui alcoolique".
_PATIENT_BESIDE = re.compile(
    r"\b(?:patiente?|pte?|lui|lui-meme|elle-meme|monsieur|madame) (?:a |avec |a une? )?$"
)
#: How far (characters) before a relative such words begin.
_NEAR = 40
#: What a bracket after a partner tells of the couple: "mariée à une femme (couple lesbien)".
_OF_TWO = frozenset({"sex_life", "sexual_orientation"})
#: What a relative has, told without a word between.
_AILING = re.compile(rf"\s(?:{any_of('ailing')}\s)+")
#: A drug that is taken; and how near (characters) behind the mention must stand what says that it is there.
_UNDER, _TOUCHING = " sous ", 3
#: A relative who is violent does it to the patient; one who is a victim suffers it.
_SUFFERS = re.compile(
    rf"\b(?:mise? en (?:examen|cause)|{any_of('tried')})\b"
    r"(?!.*\b(?:sur|contre|envers) (?:elle|lui|l[ae] patiente?|madame|monsieur|sa|son|ses)\b)"
    r"|\b(?:se fait|se faisait|se font|victimes?|violee?s?|battue?s?|agresse\w*|abuse\w*|subi\w*|harcele\w*"
    r"|tue(?:e|s|es)?)\b"
)
#: "le père, incarcéré, la frappait".
_TO_PATIENT = re.compile(r"(?:l'|la |le |lui )")
#: "beau-père violent, l'a frappée".
_ON_PATIENT = re.compile(r"[\s,]*(?:qui )?(?:l'|la |le |lui |(?:avec|envers|contre) (?:elle|lui)\b)")


def relative(place: Place) -> tuple[bool, Relative | None]:
    """The relative before the mention. The flag is true where one is named, whether it covers it or not."""
    stopped = False
    for clue in reversed(place.clues):
        senses = clue.senses
        if clue.end > place.start or not (senses.is_stop or senses.kin or senses.family_before):
            continue
        if clue.end < place.start - _FAR:
            break
        stopped = stopped or senses.is_stop
        cue = suited(senses.family_before, place.traits)
        if cue and not stopped and _reaches(place, cue, clue):
            return True, Relative("family", cue.text)
        kin = kin_of(place, clue)
        if kin is None:
            continue
        if names_patient(place.text, clue, kin):
            if _KIN_OF_KIN.search(place.text, 0, clue.start):
                continue  # "le père de l'enfant", "frère jumeau": the other one is meant
            return True, None
        couple = kin == "parents" or kin in PARTNERS
        parted = couple and _PARTED.search(place.text, place.start, place.end)
        if not parted and _covers(place, clue):
            return True, Relative(kin, kin)
    return False, None


def is_aside(place: Place) -> bool:
    """Whether the last relative named before the mention brings, accompanies or speaks, and no more.

    What a comma sets beside them may be theirs where it names a person: "vit avec sa fille, fumeuse".
    """
    for clue in reversed(place.clues):
        if clue.end <= place.start and clue.senses.kin and kin_of(place, clue):
            gap = place.text[clue.end : place.start]
            if _PATIENT_BESIDE.search(gap):
                return True
            beside = gap.strip() == "," and "person" in place.traits
            aside = len(gap) < _FAR and _ASIDE_OF.search(place.text, max(0, clue.start - _NEAR), clue.start)
            return aside is not None and not beside and not complement.covers(place, clue, gap)
    return False


def _reaches(place: Place, cue: Cue, clue: Clue) -> bool:
    """Whether a cue of family before the mention goes as far as it."""
    gap = place.text[clue.end : place.start]
    if cue.reach == "near":
        gap = _COMMA_AND_ARTICLE.sub(" ", gap)
        close = len(gap.split()) <= 3 and not SEPARATOR.search(gap)
        return close and not is_complement(place.text, clue)
    if cue.reach == "item":
        return not SEPARATOR.search(gap)
    return BACK_TO_PATIENT.search(gap) is None


def _covers(place: Place, clue: Clue) -> bool:
    """Whether a relative named before the mention is the one it is said of."""
    suffered = "violence" not in place.traits or _lives_violence(place, clue)
    if _OF_THE_PATIENT.match(place.text, place.start) or not suffered:
        return False
    gap = _ASIDE.sub(" ", OF_PATIENT.sub("", place.text[clue.end : place.start]))
    listed = IN_BRACKET.fullmatch(gap.strip()) is not None
    if listed and not _OF_TWO.isdisjoint(place.traits):
        return False
    if is_complement(place.text, clue) and not complement.is_found_in(place, clue):
        return listed or complement.covers(place, clue, gap)
    return not _is_another(place, gap) and clause.covers(place, clue, gap)


def _is_another(place: Place, gap: str) -> bool:
    """Whether the relative has something already, and the patient's use follows: "mère HTA tabac 20 PA"."""
    if _AILING.match(gap) is None or SEPARATOR.search(gap):
        return False
    if place.text.endswith(_UNDER, 0, place.start):
        return True
    behind = (clue for clue in place.clues if place.start < clue.start < place.end + _TOUCHING)
    found = (suited(clue.senses.after, place.traits) for clue in behind)
    return any(cue is not None and cue.kind == "affirmed" for cue in found)


def _lives_violence(place: Place, clue: Clue) -> bool:
    """Whether a relative suffers violence, is tried for it, or, no partner, is said to be violent."""
    if _TO_PATIENT.match(place.text, place.start):
        return False
    if _SUFFERS.search(place.text, clue.end, place.end):
        return True
    outside = clue.senses.kin not in PARTNERS and not _ON_PATIENT.match(place.text, place.end)
    return "person" in place.traits and outside
