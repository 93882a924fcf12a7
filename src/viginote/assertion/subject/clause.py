"""A relative who is the subject of a clause: how far it goes, and whether the patient comes back in it."""

import re

from viginote.assertion.cue_files import any_of, word_sets
from viginote.assertion.cues import Clue
from viginote.assertion.patient import Gender
from viginote.assertion.relatives import EITHER
from viginote.assertion.subject.place import (
    IN_BRACKET,
    PATIENT_AGAIN,
    SEPARATOR,
    SPEECH,
    TOKEN,
    Place,
    gender_of,
)

#: "sa mère l'accompagne": what follows is the patient's.
_ACTS_ON_PATIENT = re.compile(r"\s+(?:l'|lui\s|la\s|le\s)")
#: What a speaker says of himself: "la mère dit prendre", "le père déclare ne pas boire".
_OF_ONESELF = re.compile(
    r"\bse (?:dit|declare|decrit|definit|reconnait|sait)\b"
    r"|\b(?:ne pas|ne plus|avoir|etre|prendre|consommer|boire|fumer|souffrir)\b"
)
#: "la mère dit boire": a mention that is what the speaker does.
_DOING = re.compile(
    r"\b(?:dit|declare|reconnait|affirme|assure) (?:encore |toujours |aussi )?(?:boire|fumer|consommer)\b"
)
#: Between a relative and a pronoun: a clause in which the pronoun may be the patient.
_CLAUSE = re.compile(r"[:«\"(]|\b(?:car|parce|que|qu|comme|puisqu|dont|si|s)\b")
#: "père fumeur mais ne boit pas d'alcool", "mère épuisée mais pas dépressive": no new subject.
_TURN = re.compile(
    r"mais\s(?:(?:pas|plus|jamais|non|aussi|encore|toujours|surtout|tres|parfois)\s)*"
    r"(?:n[e']\s?)?(?P<does>(?:boi|fum|consomm|pren|sniff)\w+\b[^,;:.]{0,20})?$"
)
#: What a mention is by nature that is said of the subject, whatever stands before it.
_SAID_OF_SUBJECT = frozenset({"person", "verb"})
_PRONOUNS: dict[Gender, str] = {"f": "elle", "m": "il"}
#: A relative with an article or possessive opens a full sentence, and is its subject to the end.
_OPENS_SENTENCE = re.compile(r"\W*(?:le|la|les|l'|sa|son|ses|leurs?|un|une|deux)\s*")
#: "Mère 31 ans, groupe A+, syphilis négative": a profile of hers.
_AGE_FOLLOWS = re.compile(r"\s\d\d ans\b")
#: What follows an apposition: "sa sœur, bipolaire, vit", "sa sœur, bipolaire elle aussi".
_SET_APART = re.compile(r"\s*,|\s(?:elle|lui)(?: aussi|-meme)\b")
#: "l'époux est sans emploi et les dettes s'accumulent".
_NEW_SUBJECT = re.compile(r" est [^,;]{3,40} et (?:les? |la |l')$")
#: "un partenaire de longue date, Paul, qui est": a clause that goes on about the relative.
_RELATIVE_CLAUSE = re.compile(r",\s*(?:qui|dont)\b[^,]*$")
#: After the relative: what makes it the subject of what follows a comma, too.
_PREDICATES = word_sets()["predicates"]
#: Words that carry a relative's clause on over a comma: "mère bipolaire, suivie au CMP".
_CONTINUES = re.compile(rf"\s*(?:et\s+)?(?:{any_of('continuing')}|porteu\w*|ainsi que)\b")


def covers(place: Place, clue: Clue, gap: str) -> bool:
    """Whether the relative is the subject up to the mention; `gap`: the words from it to the mention."""
    if _ACTS_ON_PATIENT.match(gap):
        return False
    words = TOKEN.findall(gap)[:4]
    of_oneself = _OF_ONESELF.search(gap) or _DOING.search(place.text, clue.end, place.end)
    speaks = not SPEECH.isdisjoint(words) and "ete" not in words and of_oneself is None
    return not speaks and not _comes_back(place, clue, gap) and _is_subject(place, clue, gap)


def _comes_back(place: Place, clue: Clue, gap: str) -> bool:
    """Whether the patient comes back in `gap`, but by a pronoun that goes on about the relative."""
    own = gender_of(clue.senses.kin or "")
    goes_on = (place.gender not in (None, own) or _opens(place, clue)) and not _CLAUSE.search(gap)
    pronoun = _PRONOUNS[own] if goes_on and clue.senses.kin not in EITHER else ""
    return any(
        match[0] != pronoun and not _turns(place, gap, match.start()) for match in PATIENT_AGAIN.finditer(gap)
    )


def _turns(place: Place, gap: str, at: int) -> bool:
    """Whether a "mais" at `at` turns to something else that the relative is or does."""
    turn = _TURN.match(gap, at)
    return turn is not None and (turn["does"] is not None or not _SAID_OF_SUBJECT.isdisjoint(place.traits))


def _is_subject(place: Place, clue: Clue, gap: str) -> bool:
    """Whether the relative is still the subject after `gap`, the words up to the mention."""
    if gap.strip() == "," and "person" in place.traits:
        return _opens(place, clue) or _SET_APART.match(place.text, place.end) is not None
    if _NEW_SUBJECT.search(gap):
        return False
    gap = IN_BRACKET.sub("", gap)
    if not SEPARATOR.search(gap) or gap.lstrip().startswith(":") or _RELATIVE_CLAUSE.search(gap):
        return True
    if _opens(place, clue):
        return True
    first, *others = SEPARATOR.split(gap)
    told = "\x01" in SEPARATOR.split(place.masked[clue.end : place.start])[0]
    told = told or not first.strip() or not _PREDICATES.isdisjoint(TOKEN.findall(first))
    others[-1] += place.text[place.start : place.end]  # "père alcoolique, incarcéré"
    return told and all(_CONTINUES.match(o) for o in others)


def _opens(place: Place, clue: Clue) -> bool:
    """Whether the relative opens the sentence, or what follows its last colon."""
    after_colon = place.text.rfind(":", 0, clue.start) + 1
    if _AGE_FOLLOWS.match(place.text, clue.end):
        return place.text[after_colon : clue.start].strip() == ""
    return _OPENS_SENTENCE.fullmatch(place.text, after_colon, clue.start) is not None
