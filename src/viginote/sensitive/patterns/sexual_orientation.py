"""Patterns of sexual_orientation: a spouse or a partner of the same sex."""

import re

from viginote.regex import regex
from viginote.sensitive.patterns._base import Pattern
from viginote.text import Note

_SAID_OF_A_MAN = regex(r"(?<![a-z])(?:m\.|mr|monsieur|patient|homme|il)(?![a-z])")
# ", elle," takes up a noun of the sentence: "la mémoire, elle, est stable".
_SAID_OF_A_WOMAN = regex(r"(?<![a-z])(?:mme|madame|mlle|patiente|femme de|femme agee|elle(?!,))(?![a-z])")
# Neither "M." nor an initial ends a sentence.
_SENTENCE_END = regex(r"(?<!\b[a-z])[.;!?](?=\s)|\n")
#: Characters that are looked at: of the sentence before the spouse, and of the text on either side.
_SENTENCE, _AROUND = 200, 1000
# Another of whom the spouse may be: "son fils et sa femme", "M. Petit, son mari".
_ANOTHER = regex(
    r"(?:fils|fille|frere|soeur|s\u0153ur|pere|mere|oncle|tante|ami|amie|voisine?|neveu|niece|cousine?|medecin"
    r"|docteur|dr|collegue|enfants?|parents?|infirmiere?|patron|maire|mari|epoux|conjoint|chauffeur"
    r"|conducteur|gardien)(?![a-z])|,[ ]?$"
)
# What a spouse does to the patient: "son épouse le trouve gai", "son mari qui la soutient".
_DONE_TO_HIM, _DONE_TO_HER = (regex(rf"[ ](?:qui[ ])?(?:ne[ ])?{whom}[ ]") for whom in ("le", "la"))
#: Relatives by their sex.
_MEN = regex(r"(?<![a-z])(?:pere|papa|fils|freres?|oncle|neveu|cousin|gendre|beau-[a-z]+|garcon)(?![a-z])")
_WOMEN = regex(
    r"(?<![a-z])(?:mere|maman|filles?|s(?:oe|œ)urs?|tante|niece|cousine|bru|belle-[a-z]+)(?![a-z])"
)


def _not_of_the_same_sex(note: Note, match: re.Match[str]) -> bool:
    """Unless the text around speaks of one sex, and the sentence names no other before the spouse.

    Where the patient is named in another sentence, the text around has no relative of the other sex either.
    """
    of_him = match["his"] is not None
    alike, other = (_SAID_OF_A_MAN, _SAID_OF_A_WOMAN) if of_him else (_SAID_OF_A_WOMAN, _SAID_OF_A_MAN)
    before = note.folded[max(0, match.start() - _AROUND) : match.start()]
    after = note.folded[match.end() : match.end() + _AROUND]
    sentence = _SENTENCE_END.split(before[-_SENTENCE:])[-1]
    done_to_other = _DONE_TO_HER if of_him else _DONE_TO_HIM
    if any(map(other.search, (before, after))) or done_to_other.match(after) or _ANOTHER.search(sentence):
        return True
    if alike.search(sentence):
        return False
    relatives = _WOMEN if of_him else _MEN
    return any(map(relatives.search, (before, after))) or not any(map(alike.search, (before, after)))


_MALE = regex(_SAID_OF_A_MAN.pattern + r"|(?<![a-z])(?:marie|divorce|veuf|pacse)(?![a-z])")
_FEMALE = regex(_SAID_OF_A_WOMAN.pattern + r"|(?<![a-z])(?:mariee|divorcee|veuve|pacsee)(?![a-z])")
#: Characters on either side in which the sex of the one who is told of is looked for.
_NEAR = 200


def _not_of_own_sex(note: Note, match: re.Match[str]) -> bool:
    """Unless the text around speaks of one sex only, that of the partner named."""
    alike, other = (_MALE, _FEMALE) if match["man"] is not None else (_FEMALE, _MALE)
    before = note.folded[max(0, match.start() - _NEAR) : match.start()]
    after = note.folded[match.end() : match.end() + _NEAR]
    return any(map(other.search, (before, after))) or not any(map(alike.search, (before, after)))


PATTERNS = (
    Pattern(
        "conjoint du même sexe",
        (
            "son mari",
            "son epoux",
            "son compagnon",
            "petit ami",
            "son copain",
            "sa copine",
            "sa femme",
            "son epouse",
            "sa compagne",
            "sa conjointe",
            "sa petite",
            "petit copain",
            "petite amie",
            "petite copine",
            "sa future",
        ),
        regex(
            r"(?:(?P<his>son (?:mari|epoux|compagnon|copain)|(?:son|un) petit (?:ami|copain))"
            r"|(?:sa (?:future )?(?:femme|compagne|conjointe|copine|epouse)|son epouse"
            r"|(?:sa|une) petite (?:amie|copine)))(?![a-z])"
        ),
        score=0.7,
        excused=_not_of_the_same_sex,
    ),
    Pattern(
        "partenaire du même sexe",
        ("avec un", "avec des", "avec d'autres", "avec plusieurs", "amoureu"),
        regex(
            r"(?:(?:aventures?|histoires?|liaisons?|relations?|flirts?|experiences?|rapports?|couche|couchait|sort"
            r"|sortait|vit|vivait|en couple|en menage|sa vie|installee?|emmenagee?)"
            r"(?:[ ][a-z'-]{2,14}){0,4}[ ]avec[ ]"
            r"|amoureu(?:x|se)[ ]d')"
            r"(?:(?P<man>(?:un|des|d'autres|plusieurs)[ ](?:hommes?|garcons?|mecs?))"
            r"|(?:une|des|d'autres|plusieurs)[ ](?:femmes?|filles?|nanas?|meufs?))(?![a-z])"
        ),
        lead=80,
        score=0.8,
        excused=_not_of_own_sex,
    ),
)
