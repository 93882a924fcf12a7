"""Who is spoken of: the patient, unless a relative, partner or stranger is the subject of the words.

A relative named after a preposition ("adressé par sa mère", "vit avec son fils,") is no subject, except of
the words that touch it ("vit avec son fils schizophrène"). A parent "of three children" is the patient.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from viginote.assertion.cue_files import word_sets
from viginote.assertion.cues import Clue, Cue, find
from viginote.assertion.patient import Gender
from viginote.assertion.relatives import (
    EITHER,
    OF_PATIENT,
    PARENT_OF,
    is_complement,
    names_patient,
    names_threads,
)


@dataclass(frozen=True, slots=True)
class Relative:
    """Who the mention is about, and the cue that says so."""

    who: str
    cue: str


class Place(NamedTuple):
    """A mention in its sentence. `masked` is the folded `text` with every mention blotted out.

    `heading`, `before`, `gender`: see `scenes.Scene`.
    """

    text: str
    masked: str
    clues: list[Clue]
    start: int
    end: int
    traits: frozenset[str]
    heading: str | None
    before: str
    gender: Gender | None


_WORDS = word_sets()


#: "mère d'un garçon autiste", "père de 2 enfants autistes": the child, where the two agree in number.
_CHILD_OF_PATIENT = re.compile(
    r"\b(?:mere|pere|maman|papa|parents?) (?:de |d')(?:\w+ )?(?:(?:petit|jeune|grand)e?s? )?"
    r"(?:(?:garcon|fille|fils|enfant|ado|adolescent|adolescente|bebe)|(?P<several>garcons|filles|enfants|ados"
    r"|adolescents|jumeaux|jumelles)) (?:de \d+ ans )?$"
)
_PLURAL = re.compile(r"(?<!tran)[sx]$")

#: The patient comes back: the relative's scope ends here.
_PATIENT = re.compile(
    r"\b(?:patiente?s?|pte?|malade|il|elle|lui(?!-)|monsieur|madame|mme|mr|lui-meme|elle-meme|personnellement"
    r"|l'interessee?|notre|consulte|vue? ce jour|adressee?|hospitalisee? pour|mais|par contre|en revanche"
    r"|personnels?|perso|motif|refuse|demande|souhaite)\b"
)
#: A complement that the words go on about: "par son beau-père, lequel buvait", "sa mère, elle-même suivie".
#: A pronoun or possessive points back to the patient: "qui la trouve triste", "qui ignorent son IVG".
_GOES_ON = re.compile(
    r"^\s?,?\s(?:(?P<self>elle|lui)-meme\s|(?:qui|lequel|laquelle)\s(?!l[ae]\s|l'|l(?:ui|es)\s|[mn]'|[mn]e\s|nous\s))"
    r"(?!.*\bs(?:on|a|es)\s$)[^,;:()]*$"
)
_FEMININE = re.compile(
    r".*(?:(?<!per)(?<!frer)(?<!oncl)(?<!collegu)(?<!partenair)(?<!camarad)e|maman|bru|s(?:oe|œ)ur)"
)
#: The relative's name set apart: "sa compagne, Mme N., est", "le père, Paul, en détention".
_ASIDE = re.compile(r"^\s*,(?!\s*(?:il|elle|l[ea] patiente?)\b)[^,;:.]{1,40}\.?[^,;:.]{0,30},")
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
#: The patient comes back after the heading of a family history.
_BACK_TO_PATIENT = re.compile(
    r"\b(?:personnels?|perso|patiente?s?|il|elle|lui-meme|elle-meme|a ete|admise?|consulta\w*|consulte"
    r"|adressee?|presente|presentait)\b"
)
#: A relative who is told by another: the first one is meant.
_KIN_OF_KIN = re.compile(
    r"\b(?:pere|mere|frere|soeur|sœur|fils|fille|enfants?|oncle|tante|parents?|mari|conjoint|ami|amie|voisine?)s?"
    r"(?: (?:de l'|des |d'|du |de (?:son |sa |ses |la |leurs? )?)(?:une? |autre )?|\s)$"
)
_SEPARATOR = re.compile(r"[,;/|)→]|[-=]>|\s-\s")
#: After the relative: what makes it the subject of what follows a comma, too.
_PREDICATES = _WORDS["predicates"]
#: Partners: what they do, they do to the patient.
_PARTNERS = _WORDS["partners"]
#: "un partenaire de longue date, Paul, qui est": a clause that goes on about the relative.
_RELATIVE_CLAUSE = re.compile(r",\s*(?:qui|dont)\b[^,]*$")
#: A relative with an article or possessive opens a full sentence, and is its subject to the end.
_OPENS_SENTENCE = re.compile(r"\W*(?:le|la|les|l'|sa|son|ses|leurs?|un|une|deux)\s*")
#: "Mère 31 ans, groupe A+, syphilis négative": a profile of hers.
_AGE_FOLLOWS = re.compile(r"\s\d\d ans\b")
#: What a bracket still open lists of the relative: "partenaire négatif (VIH, VHC)".
_IN_BRACKET = re.compile(r"\([^()]*$")
#: Words that carry a relative's clause on over a comma: "mère bipolaire, suivie au CMP".
_CONTINUES = re.compile(
    r"\s*(?:et\s+)?(?:suivie?s?|traitee?s?|sous|hospitalisee?s?|qui|dont|decedee?s?|dcd|sevree?s?|internee?s?"
    r"|connue?s?|stabilisee?s?|atteinte?s?|porteu\w*|victime|morte?|egalement|ainsi que|aussi|scolarisee?s?"
    r"|placee?s?|incarceree?s?|operee?s?|elle-meme|lui-meme|ancien(?:ne)?)\b"
)
#: What follows an apposition: "sa sœur, bipolaire, vit", "sa sœur, bipolaire elle aussi".
_SET_APART = re.compile(r"\s*,|\s(?:elle|lui)(?: aussi|-meme)\b")
#: "l'époux est sans emploi et les dettes s'accumulent".
_NEW_SUBJECT = re.compile(r" est [^,;]{3,40} et (?:les? |la |l')$")
#: "sa mère l'accompagne": what follows is the patient's.
_ACTS_ON_PATIENT = re.compile(r"\s+(?:l'|lui\s|la\s|le\s)")
#: What a speaker says of himself: "la mère dit prendre", "le père déclare ne pas boire".
_OF_ONESELF = re.compile(
    r"\bse (?:dit|declare|decrit|definit|reconnait|sait)\b"
    r"|\b(?:ne pas|ne plus|avoir|etre|prendre|consommer|boire|fumer|souffrir)\b"
)
#: What may stand between a complement and the words that touch it.
_TOUCHING = _WORDS["touching"]
#: What tells which relative: "oncle maternel", "fils de 15 ans".
_OF_SUCH = re.compile(r"^\s(?:(?:maternel|paternel)(?:le)?|(?:agee? )?de \d+ ans)\b")
#: A mention that names the patient: "sœur présente, patient bipolaire".
_OF_THE_PATIENT = re.compile(r"(?:patiente?|pte?|malade)s? ")
#: Another mention right after the relative: "parents syriens réfugiés".
_SAID_TOO = re.compile(r"^\s\x01+(?:\set)?(?=\s$)")
#: What a bracket after a partner tells of the couple: "mariée à une femme (couple lesbien)".
_OF_TWO = frozenset({"sex_life", "sexual_orientation"})
#: They need a verb or a participle before them to speak of the complement: "fils suivi pour schizophrénie".
_LOOSE = _WORDS["loose"]
#: Verbs that make the relative the speaker: "sa mère dit qu'il boit".
_SPEECH = _WORDS["speech"]
_TOKEN = re.compile(r"[^\W\d_]+|[^\w\s'.\-]")
#: "alcoolisme du père", "schizophrénie chez un oncle", "suicide (frère)".
_BELONGS = re.compile(
    r"\+*\s*(?:(?:est|sont|etait|etaient)\s+\w{3,12}\s+)?"
    r"(?:(?:connue?s?|averee?s?|severes?|chroniques?|traitee?s?|positi(?:f|ve)s?|assumee?s?|suspectee?s?|notee?s?|retrouvee?s?|quotidien(?:ne)?|reguli(?:er|ere)|anciens?|anciennes?)\s+)?"
    r"(?:[(:]|(?:chez|ch|du|des|de|cote|d'|de l')(?![^\W\d_]{2}(?<!'))\s*)\s*"
    r"(?:(?:la|le|les|l'|sa|son|ses|un|une|leur|deux|plusieurs|du|de|defunte?|future?|jeune|ancienne?|grande?|petite?|meilleure?|premiere?|propre|autre)\s*)*"
)
#: "cannabis : père au courant": the relative knows.
_IS_TOLD = re.compile(
    r"\s+(?:pas |non |ne |n'est pas )?"
    r"(?:au courant|informee?|prevenue?|avertie?|sait|savent|ignore|inquiete?|presente?)\b"
)
#: "solvants inhalés par le frère": who took it.
_TAKEN_BY = re.compile(
    r"(?:\s*(?:inhale|fume|sniffe|consomme|pris|bu|injecte|avale|utilise|deale)e?s?)?\s+par\s+"
    r"(?:(?:la|le|les|sa|son|ses|un|une|leurs?)\s+|l')?(?:(?:grande?|petite?|jeune)\s+)?"
)
#: "VHC mère +", "sérologie conjoint à faire": a result or plan after the relative's test.
_IS_RESULT = re.compile(r"\s*:?\s*(?:[-+]|neg|pos|ok\b|nl\b|a faire\b|en cours\b|inconnue?\b|demandee?\b)")
#: "alcoolisme père, TS frère": a family's troubles, told without a word between.
_ITEM_ENDS = re.compile(r"\s*(?:$|[,;.)/\n])")
_TOLD_SHORTLY = frozenset({"psychiatry", "substance_use", "genetic"})
_POSSESSIVE_END = re.compile(r"\b(?:sa|son|ses|leurs?)$")
#: What may stand between a mention and "dans la fratrie".
_STATED = re.compile(
    r"[\s(]*(?:du\s)?(?:(?:connu|avere|retrouve|note|signale|decrit|suspecte|traite)e?s?\s*)?"
)
#: A mention that names the relative itself: "né de mère séropositive", "père gay".
_NAMES_RELATIVE = re.compile(
    r"(?:nee?\s+d'une\s+|nee?\s+de\s+)?(?:(?:fils|mari)(?=\s+en\s)|mere(?!\s+porteuse$)|pere|parents|(?:demi-)?(?:frere|soeur|sœur)|oncle|tante"
    r"|grand[- ](?:mere|pere)|cousine?|(?:fils|conjointe?|compagn(?:on|e)|epou(?:x|se)|partenaire"
    r"|(?<=belle-)fille)(?!\s(?:d[eu']|masculin|feminin)))\s+(?=\w)"
)
#: "père violent", "sa femme le trompe": the relative's doing, and no partner's violence.
_DOES_IT = re.compile(
    r"(?:l[ae] |son |sa )?(?:(?:(?:beau-)?pere|(?:belle-)?mere|(?:demi-)?(?:frere|soeur|sœur)|fils|oncle)"
    r"\s(?=violente?s?\b)|(?:mari|femme|conjointe?|compagn(?:on|e)|epou(?:x|se)|copine?|ex)"
    r"\s(?=(?:l[ae] |l')?(?:tromp|infidel)))"
)
#: What two parents do to each other their child lives.
_PARTED = re.compile(r"divorc|separ|conflit")
#: Lived by the patient though a relative is named in it.
_PATIENTS_OWN = frozenset(["family_social", "own"])
#: A relative named after them is who does it to the patient, or helps: "tutelle de sa mère".
_NEVER_AFTER = frozenset({"violence", "disability_protection", "family_social"})
#: A relative who is violent does it to the patient; one who is a victim suffers it.
_SUFFERS = re.compile(
    r"\b(?:mise? en (?:examen|cause)|jugee?s?|condamnee?s?|incarceree?s?|poursuivie?s?|arretee?s?)\b"
    r"(?!.*\b(?:sur|contre|envers) (?:elle|lui|l[ae] patiente?|madame|monsieur|sa|son|ses)\b)"
    r"|\b(?:se fait|se faisait|se font|victimes?|violee?s?|battue?s?|agresse\w*|abuse\w*|subi\w*|harcele\w*"
    r"|tue(?:e|s|es)?)\b"
)
#: "beau-père violent, l'a frappée".
_ON_PATIENT = re.compile(r"[\s,]*(?:qui )?(?:l'|la |le |lui |(?:avec|envers|contre) (?:elle|lui)\b)")
#: Only these are taken by somebody.
_TAKERS = frozenset({"substance_use", "drug"})
#: A pronoun that a sentence begins with; no "il y a", "il faut".
_SUBJECT = re.compile(
    r"[\W\d]*(?:(?P<m>il(?! (?:n')?(?:y|en|faut|fallait|faudra|existe|existait|s'agit|s'agissait|convient"
    r"|reste|semble|semblait|parait|est (?:note|decide|propose|convenu|possible|probable|a noter))\b)"
    r"|celui-ci|ce dernier)|(?P<f>elle|celle-ci|cette derniere))\b"
)
#: Words for more than one relative.
_SEVERAL = re.compile(r".*(?<!fil)s")
#: After a pronoun, somebody else who may be meant by the words that follow, or another clause.
_OTHERS = re.compile(r":|\b(?:patiente?|malade|monsieur|madame|mme|mr|notre|elle|il)\b")
#: Between a relative and a pronoun: a clause in which the pronoun may be the patient.
_CLAUSE = re.compile(r"[:«\"(]|\b(?:car|parce|que|qu|comme|puisqu|dont|si|s)\b")
_PRONOUNS: dict[Gender, str] = {"f": "elle", "m": "il"}
#: How far (characters) a relative is looked for, before and after the mention.
_FAR_BEFORE, _FAR_AFTER = 160, 40


#: "adressé par sa mère, dépression": who brings the patient is not whom the next words are about.
_BROUGHT_BY = re.compile(
    r"\b(?:adresse|amene|accompagne|envoye|conduit|oriente)(?:e|s|es)? (?:par|de) "
    r"(?:sa |son |ses |l[ae] |l'|les )?\w+,\s$"
)


def is_of_patient(place: Place) -> bool:
    """Whether the words before the mention name a relative of whom it is not said.

    The patient may be called a parent ("père de 3 enfants") or be brought by one, and "fils" may be threads.
    """
    near = max(0, place.start - _FAR_AFTER)
    if names_threads(place.text, place.start) or _BROUGHT_BY.search(place.text, near, place.start):
        return True
    return any(
        clue.senses.kin is not None
        and PARENT_OF.match(place.text, clue.end) is not None
        and names_patient(place.text, clue, clue.senses.kin)
        for clue in place.clues
        if clue.end <= place.start
    )


def of(place: Place) -> Relative | None:
    """Who else than the patient the mention is said of; None for the patient."""
    if not _PATIENTS_OWN.isdisjoint(place.traits) and "standing" not in place.traits:
        return None
    inside = _inside(place)
    if inside:
        return inside
    child = _CHILD_OF_PATIENT.search(place.text, 0, place.start) if "person" in place.traits else None
    if child and bool(child["several"]) == bool(_PLURAL.search(place.text, 0, place.end)):
        return Relative("enfant", "enfant")  # the words matched may hold a name
    found, relative = _before(place)
    if found:
        return relative
    relative = _after(place) or _carried(place)
    if relative is None and place.heading and not _BACK_TO_PATIENT.search(place.text[: place.start]):
        return Relative("family", place.heading)
    return relative


def _inside(place: Place) -> Relative | None:
    """The relative that the mention itself begins with."""
    named = _NAMES_RELATIVE.match(place.text, place.start, place.end)
    if not {"violence", "sex_life"}.isdisjoint(place.traits):
        named = _DOES_IT.match(place.text, place.start, place.end)
    if named is None or PARENT_OF.match(place.text, named.end() - 1):
        return None
    return Relative(named.group().strip(), named.group().strip())


def _touches(gap: str) -> bool:
    """Whether what stands between a complement and the mention binds the two."""
    tokens = _TOKEN.findall(_OF_SUCH.sub("", _SAID_TOO.sub("", gap)))
    return all(t in _TOUCHING for t in tokens) and (not tokens or tokens[0] not in _LOOSE)


def _covers(place: Place, clue: Clue) -> bool:
    """Whether a relative named before the mention is the one it is said of."""
    suffered = "violence" not in place.traits or _lives_violence(place, clue)
    if _OF_THE_PATIENT.match(place.text, place.start) or not suffered:
        return False
    gap = _ASIDE.sub(" ", OF_PATIENT.sub("", place.text[clue.end : place.start]))
    listed = _IN_BRACKET.fullmatch(gap.strip()) is not None
    if listed and not _OF_TWO.isdisjoint(place.traits):
        return False
    if is_complement(place.text, clue) and not _FOUND_IN.search(place.text, 0, clue.start):
        bound = listed or _touches(place.masked[clue.end : place.start]) or _died_of_it(place, clue, gap)
        return bound or _goes_on(place, clue) or _is_found_in(place, clue, gap)
    if _ACTS_ON_PATIENT.match(gap):
        return False
    words = _TOKEN.findall(gap)[:4]
    speaks = not _SPEECH.isdisjoint(words) and "ete" not in words and not _OF_ONESELF.search(gap)
    return not speaks and not _comes_back(place, clue, gap) and _is_subject(place, clue, gap)


def _comes_back(place: Place, clue: Clue, gap: str) -> bool:
    """Whether the patient comes back in `gap`, but by a pronoun that goes on about the relative."""
    own = _gender_of(clue.senses.kin or "")
    goes_on = (place.gender not in (None, own) or _opens(place, clue)) and not _CLAUSE.search(gap)
    pronoun = _PRONOUNS[own] if goes_on and clue.senses.kin not in EITHER else ""
    return any(match[0] != pronoun for match in _PATIENT.finditer(gap))


def _gender_of(kin: str) -> Gender:
    return "f" if _FEMININE.fullmatch(kin) else "m"


def _lives_violence(place: Place, clue: Clue) -> bool:
    """Whether a relative suffers violence, is tried for it, or, no partner, is said to be violent."""
    if _SUFFERS.search(place.text, clue.end, place.end):
        return True
    outside = clue.senses.kin not in _PARTNERS and not _ON_PATIENT.match(place.text, place.end)
    return "person" in place.traits and outside


def _goes_on(place: Place, clue: Clue) -> bool:
    """Whether a clause about the complement leads up to the mention, and tells no speech of theirs."""
    gap = place.text[clue.end : place.start]
    clause = _GOES_ON.match(gap)
    if clause is None or not _SPEECH.isdisjoint(_TOKEN.findall(gap)[:4]):
        return False
    agrees = (clause["self"] == "elle") == (_FEMININE.fullmatch(clue.senses.kin or "") is not None)
    return clause["self"] is None or agrees


def _is_found_in(place: Place, clue: Clue, gap: str) -> bool:
    """Whether what follows a complement is told of it: "chez sa nièce : BRCA2"."""
    told = _IN_RELATIVE.search(place.text, 0, clue.start) is not None and _FOUND.match(gap) is not None
    return told and _PATIENT.search(gap) is None


def _died_of_it(place: Place, clue: Clue, gap: str) -> bool:
    return _MOURNED.search(place.text, 0, clue.start) is not None and _DIED.match(gap) is not None


def _opens(place: Place, clue: Clue) -> bool:
    """Whether the relative opens the sentence, or what follows its last colon."""
    after_colon = place.text.rfind(":", 0, clue.start) + 1
    if _AGE_FOLLOWS.match(place.text, clue.end):
        return place.text[after_colon : clue.start].strip() == ""
    return _OPENS_SENTENCE.fullmatch(place.text, after_colon, clue.start) is not None


def _is_subject(place: Place, clue: Clue, gap: str) -> bool:
    """Whether the relative is still the subject after `gap`, the words up to the mention."""
    if gap.strip() == "," and "person" in place.traits:
        return _opens(place, clue) or _SET_APART.match(place.text, place.end) is not None
    if _NEW_SUBJECT.search(gap):
        return False
    gap = _IN_BRACKET.sub("", gap)
    if not _SEPARATOR.search(gap) or gap.lstrip().startswith(":") or _RELATIVE_CLAUSE.search(gap):
        return True
    if _opens(place, clue):
        return True
    first, *others = _SEPARATOR.split(gap)
    told = "\x01" in _SEPARATOR.split(place.masked[clue.end : place.start])[0]
    told = told or not first.strip() or not _PREDICATES.isdisjoint(_TOKEN.findall(first))
    others[-1] += place.text[place.start : place.end]  # "père alcoolique, incarcéré"
    return told and all(_CONTINUES.match(o) for o in others)


#: "dans la fratrie, une trisomie 21".
_COMMA_AND_ARTICLE = re.compile(r"^\s?,\s(?=(?:une?|deux|trois|plusieurs|des)\s)")


def _suited(cues: tuple[Cue, ...], traits: frozenset[str]) -> Cue | None:
    return next((cue for cue in cues if cue.suits(traits)), None)


def _reaches(place: Place, cue: Cue, clue: Clue) -> bool:
    gap = place.text[clue.end : place.start]
    if cue.reach == "near":
        gap = _COMMA_AND_ARTICLE.sub(" ", gap)
        close = len(gap.split()) <= 3 and not _SEPARATOR.search(gap)
        return close and not is_complement(place.text, clue)
    if cue.reach == "item":
        return not _SEPARATOR.search(gap)
    return _BACK_TO_PATIENT.search(gap) is None


def _kin(place: Place, clue: Clue) -> str | None:
    """The relative that a clue names; none where "fils" beside contraception are threads."""
    kin = clue.senses.kin
    return None if kin == "fils" and "reproductive" in place.traits else kin


def _before(place: Place) -> tuple[bool, Relative | None]:
    """The relative before the mention. The flag is true where one is named, whether it covers it or not."""
    stopped = False
    for clue in reversed(place.clues):
        senses = clue.senses
        if clue.end > place.start or not (senses.is_stop or senses.kin or senses.family_before):
            continue
        if clue.end < place.start - _FAR_BEFORE:
            break
        stopped = stopped or senses.is_stop
        cue = _suited(senses.family_before, place.traits)
        if cue and not stopped and _reaches(place, cue, clue):
            return True, Relative("family", cue.text)
        kin = _kin(place, clue)
        if kin is None:
            continue
        if names_patient(place.text, clue, kin):
            if _KIN_OF_KIN.search(place.text, 0, clue.start):
                continue  # "le père de l'enfant", "frère jumeau": the other one is meant
            return True, None
        couple = kin == "parents" or kin in _PARTNERS
        parted = couple and _PARTED.search(place.text, place.start, place.end)
        if not parted and _covers(place, clue):
            return True, Relative(kin, kin)
    return False, None


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


def _after(place: Place) -> Relative | None:
    if not _NEVER_AFTER.isdisjoint(place.traits):
        return None
    for clue in place.clues:
        if clue.start < place.end:
            continue
        if clue.start > place.end + _FAR_AFTER:
            break
        gap, kin = place.masked[place.end : clue.start], _kin(place, clue)
        if kin and gap == " " and _follows_shortly(place, clue, kin):
            return Relative(kin, kin)
        cue = _suited(clue.senses.family_after, place.traits)
        if cue and _STATED.fullmatch(gap):
            return Relative("family", cue.text)
        words = place.text[place.end : clue.start]
        taken = not _TAKERS.isdisjoint(place.traits) and _TAKEN_BY.fullmatch(words)
        belongs = taken or (_BELONGS.fullmatch(gap) and not _IS_TOLD.match(place.text, clue.end))
        if kin and belongs and not names_patient(place.text, clue, kin):
            return Relative(kin, kin)
    return None


def _carried(place: Place) -> Relative | None:
    """The relative of whom this sentence goes on to tell, by a pronoun that cannot be the patient.

    "Mme D. vit avec son frère. Il est schizophrène."
    """
    if place.gender is None or "violence" in place.traits:
        return None
    pronoun = _SUBJECT.match(place.text, 0, place.start)
    if pronoun is None or pronoun[place.gender] or _OTHERS.search(place.text, pronoun.end(), place.start):
        return None
    for clue in reversed([*find(place.before, 0, len(place.before))]):
        kin = clue.senses.kin
        if kin is None or kin in EITHER or _SEVERAL.fullmatch(kin) or _gender_of(kin) == place.gender:
            continue
        if not names_patient(place.before, clue, kin):
            return Relative(kin, kin)
    return None
