"""What is said of one member of an enumeration and goes for others: "VIH neg, VHC idem"."""

import re

from viginote.assertion import scope
from viginote.assertion.cues import Cue
from viginote.assertion.hits import RESULTS
from viginote.assertion.natures import TESTED
from viginote.assertion.scenes import Case, Hit, Scene

#: Categories whose members stand in one line of a form with one answer: "tabac, alcool : 0".
_FORM_ITEMS = TESTED | {"substance_use"}


def carry(scene: Scene) -> None:
    """Add to the hits of every case those that its neighbours hand on."""
    _carry_on(scene)
    _carry_back(scene)


def _carry_on(scene: Scene) -> None:
    """Cues before the first member of an enumeration go on to those that have no cue of their own."""
    for left, right in zip(scene.cases, scene.cases[1:], strict=False):
        gap = scene.masked[left.end : right.start]
        if not right.hits and _is_same(scene, left, right):
            right.hits += [h for h in left.hits if h.cue.suits(right.traits)]
        if not right.hits and _is_reason(scene, left, right):
            right.hits += [h for h in left.hits if h.cue.kind == "history" and not h.before]
        if not right.hits and _is_treatment(scene, left, right):
            right.hits += [h for h in left.hits if h.cue.kind == "history"]
        rest = scene.masked[right.end : right.end + scope.REST]
        member = _are_linked(scene, left, right) and scope.is_member(gap, rest)
        if member and not _speaks_for_itself(right):
            right.hits += [
                Hit(h.cue, True, carried=True)
                for h in left.hits
                if h.before
                and not h.inside
                and h.cue.reach in scope.GOES_THROUGH
                and h.cue.suits(right.traits)
            ]


def _carry_back(scene: Scene) -> None:
    """A result after the last member of an enumeration answers for those before it."""
    for left, right in zip(scene.cases[-2::-1], scene.cases[:0:-1], strict=False):
        if not left.hits and _is_answer(scene, left, right):
            left.hits += [h._replace(before=False) for h in right.hits if h.cue.suits(left.traits)]
        gap = scene.masked[left.end : right.start]
        if not _speaks_for_itself(left) and _are_linked(scene, left, right):
            left.hits += [
                Hit(h.cue, False, carried=True)
                for h in right.hits
                if not (h.before or h.inside) and _answers_for(h.cue, left, gap) and h.cue.suits(left.traits)
            ]


def _speaks_for_itself(case: Case) -> bool:
    return any(not hit.before for hit in case.hits)


def _are_linked(scene: Scene, left: Case, right: Case) -> bool:
    """Whether two neighbours are members of one enumeration of like things."""
    categories = {left.mention.category, right.mention.category}
    closed = _CLOSED.match(scene.masked, right.end) is not None
    alike = all((nature in left.traits) == (nature in right.traits) for nature in ("person", "drug"))
    alike = alike or (closed and categories == _ADJECTIVES)
    related = closed or len(categories) == 1 or categories <= TESTED
    return related and alike and scope.links(scene.masked[left.end : right.start])


#: "ou" before its last member ties a list of unlike things: "sans TS, alcoolisme ou garde à vue".
_CLOSED = re.compile(r"(?:\s?,\s\x01+)*,?\s(?:ou|ni)\s(?:de\s|d'|une?\s)?\x01")
#: Where words for a person may qualify a noun: "pas de trouble dépressif, anxieux ou psychotique".
_ADJECTIVES = {"psychiatry"}
#: How near (characters) a mention is that a bracket names again.
_NEAR = 60
#: A bracket just opened, or one that tells how much: "IMV (20 Lexomil)".
_BRACKET = re.compile(r"\(\s*(?:\d+\s?(?:x|cp|cps|comprimes?(?: de)?|mg|g)?\s*)?$")
#: "VIH neg, VHC idem".
_IDEM = re.compile(r"[\s:(]{1,3}idem\b")
#: "le VIH était négatif, de même que l'hépatite C".
_LIKEWISE = re.compile(
    r"[\s,](?:de meme que|tout comme|ainsi que|comme|a l'instar (?:du|de))\s"
    r"(?:(?:cel(?:le|ui)|tests?|recherche|serologie|la|le|les|du|de|d'une?|une?)\s|l'|d')*$"
)


def _is_same(scene: Scene, left: Case, right: Case) -> bool:
    """Whether the same is said of a mention as of the one before it."""
    likewise = _LIKEWISE.search(scene.masked, left.end, right.start) or _IDEM.match(scene.masked, right.end)
    return likewise is not None or _names_again(scene, left, right)


def _names_again(scene: Scene, left: Case, right: Case) -> bool:
    """Whether a mention in brackets names the one before it: "antidépresseur stoppé (Prozac)"."""
    gap = scene.masked[left.end : right.start]
    opens = len(gap) < _NEAR and _BRACKET.search(gap) is not None
    return opens and left.mention.category == right.mention.category


#: "suivie au CMP dans l'enfance pour une énurésie": why, so long ago as it was done.
_REASON = re.compile(r"[^,;:()\x01]*\bpour\s(?:(?:des|une?|l[ae]|s(?:a|on|es)|troubles?|episode)\s|l')*$")


def _is_reason(scene: Scene, left: Case, right: Case) -> bool:
    """Whether a mention, no lasting condition, is why was done what the one before it tells."""
    if "care" not in left.traits or "lasting" in right.traits:
        return False
    return _REASON.match(scene.masked, left.end, right.start) is not None


#: "une dépression en 2012 ayant nécessité un antidépresseur": care as long ago as what it was for.
_TREATED = re.compile(
    r"[^;:()\x01]{0,30}?(?:\s(?:traite|soigne)e?s?\s(?:par|avec)|,?\s(?:et\s)?ayant\s(?:\w+\s)?"
    r"(?:justifie|necessite|motive|conduit|entraine|requis|impose|amene))\b[^,;:()\x01]{0,40}$"
)


def _is_treatment(scene: Scene, left: Case, right: Case) -> bool:
    """Whether a mention is how the one before it was treated."""
    if right.traits.isdisjoint({"care", "drug"}) or left.mention.category != right.mention.category:
        return False
    return _TREATED.match(scene.masked, left.end, right.start) is not None


#: "alcool et héroïne : plus de consommation": the mention after the colon stands for those before it.
_ANSWERED_BY = re.compile(r"\s*:\s*(?:pas|plus|aucune?|jamais|absence|arret|nie)\b[^,;.\x01]{0,20}")
#: "crack : dernière conso il y a 4 ans": the last use tells of all.
_LAST = re.compile(r"[ ]?[:,(] (?=derni)")
#: "de cocaïne et d'amphétamines": two of one search, so one result for both.
_BOTH = re.compile(r"\s(?:et|ou)\s(?:de\s|des\s|du\s|d')$")


def _is_answer(scene: Scene, left: Case, right: Case) -> bool:
    gap = scene.masked[left.end : right.start]
    answered = _ANSWERED_BY.fullmatch(gap) or _LAST.match(scene.text, left.end, right.start + len("derni"))
    return left.mention.category == right.mention.category and answered is not None


def _answers_for(cue: Cue, case: Case, gap: str) -> bool:
    """Whether a cue after an enumeration also answers for an earlier member of it, `gap` before the next."""
    if cue.reach == "list" or case.mention.category not in _FORM_ITEMS:
        return cue.reach == "list"
    return cue.reach in scope.FILLED_IN or (cue.kind in RESULTS and _BOTH.search(gap) is not None)
