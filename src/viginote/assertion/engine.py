"""Mentions in, findings out: for each mention the cues that reach it, and the assertion that wins."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from viginote.assertion import cues, patient, scope, sentences, subject
from viginote.assertion.cue_files import word_sets
from viginote.assertion.cues import Clue, Cue
from viginote.assertion.natures import natures
from viginote.findings import Explanation, Finding
from viginote.sensitive.mention import Mention
from viginote.taxonomy import Assertion, Means
from viginote.text import Note

#: A mention with two values takes the first that fits (see `taxonomy.Assertion`).
_PRECEDENCE = {"negated": 0, "hypothetical": 1, "tests": 1, "history": 2}
_TESTED = frozenset({"hiv", "sti_hepatitis"})
#: Categories whose members stand in one line of a form with one answer: "tabac, alcool : 0".
_FORM_ITEMS = _TESTED | {"substance_use"}
#: Violence is past unless said to be new where it is an act ("viol") or told in the imperfect ("frappait").
_PAST = frozenset({"event", "past"})
#: How many clues on either side of a mention are looked at: bounds the work on a note full of cues.
_MOST_CLUES = 24
#: How much of what follows a cue is looked at, in characters.
_REST = 240
#: Within how many characters a cue that goes ahead must meet a mention.
_AHEAD = 40
#: The assertion behind the kinds of cues that are none themselves.
_MEANS = {"positive": Assertion.AFFIRMED, "tests": Assertion.HYPOTHETICAL}
#: Reaches of cues that yield where something near the mention says that it is there.
_YIELDING = frozenset({"weak", "open"})


class _Hit(NamedTuple):
    """A cue that reaches a mention.

    `carried`: through an enumeration, so that a cue of its own beats it. `inside`: among the mention's words.
    """

    cue: Cue
    before: bool
    carried: bool = False
    inside: bool = False


@dataclass(slots=True)
class _Case:
    """A mention under examination."""

    mention: Mention
    start: int
    end: int
    traits: frozenset[str]
    hits: list[_Hit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence: where it starts, its folded text, the same with the mentions masked, clues, cases.

    `led`: the cues that what introduces it says of each item of a list. `before`, `gender`: see `Place`.
    """

    start: int
    text: str
    masked: str
    clues: list[Clue]
    cases: list[_Case]
    led: tuple[Cue, ...]
    before: str
    gender: patient.Gender | None


#: A sentence with the heading that it stands under and the numbers of its mentions.
_Staged = tuple[_Scene, str | None, list[int]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules make of a note.

    `findings`: one for each mention, with its assertion and its explanation. `signs`: for each mention, which
    kinds of cues reach it, as bits (see `SIGNS`). `of_patient`: the numbers of the mentions before which what
    looks like a relative is not spoken of ("père de 3 enfants", "fils du stérilet"). `clues`: those of all
    sentences that hold a mention, with their offsets in the note, in order.
    """

    findings: list[Finding]
    signs: list[int]
    of_patient: frozenset[int]
    clues: list[Clue]


def read(note: Note, mentions: Sequence[Mention]) -> Reading:
    """The note read by rules. Raises nothing: any mentions, in any order, may overlap."""
    return read_all([note], [mentions])[0]


def read_all(notes: Sequence[Note], mentions: Sequence[Sequence[Mention]]) -> list[Reading]:
    """The same for each of many notes: step by step, so that its patterns stay in the processor's cache."""
    scenes = [list(_scenes(note, of_note)) for note, of_note in zip(notes, mentions, strict=True)]
    for of_note in scenes:
        for scene, _, _ in of_note:
            _examine(scene)
    return [_judged(of_note, len(told)) for of_note, told in zip(scenes, mentions, strict=True)]


def _judged(scenes: Sequence[_Staged], count: int) -> Reading:
    """What is said of the mentions, so many, of the scenes of a note."""
    verdicts: dict[int, tuple[Finding, int]] = {}
    clues: list[Clue] = []
    of_patient: set[int] = set()
    for scene, heading, numbers in scenes:
        clues += (Clue(scene.start + c.start, scene.start + c.end, c.senses) for c in scene.clues)
        for number, case in zip(numbers, scene.cases, strict=True):
            said = scene.text, scene.masked, scene.clues, case.start, case.end, case.traits
            place = subject.Place(*said, scene.before, scene.gender)
            verdicts[number] = _finding(case, scene, subject.of(place, heading)), _signs(case)
            if subject.is_of_patient(place):
                of_patient.add(number)
    told = [verdicts[i] for i in range(count)]
    findings, signs = [finding for finding, _ in told], [signs for _, signs in told]
    return Reading(findings, signs, frozenset(of_patient), clues)


def qualify(note: Note, mentions: Sequence[Mention]) -> list[Finding]:
    """The mentions as findings with their assertion and its explanation, in the order given."""
    return read(note, mentions).findings


#: How many bits the signs of a mention take: each kind of cue before it, behind it, and carried to it.
SIGNS = 3 * len(cues.KINDS)


def _signs(case: _Case) -> int:
    bits = 0
    for hit in case.hits:
        group = 2 if hit.carried else 0 if hit.before else 1
        bits |= 1 << (group * len(cues.KINDS) + cues.KINDS.index(hit.cue.kind))
    return bits


def _scenes(note: Note, mentions: Sequence[Mention]) -> Iterator[_Staged]:
    """The sentences that hold a mention, each with its heading and the numbers of its mentions."""
    starts = sentences.bounds(note.folded, note.text) if mentions else []
    headed = "fam" in note.folded if mentions else False
    gender = patient.gender(note.folded) if mentions else None
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].end))
    for (start, end), group in groupby(order, lambda i: sentences.around(starts, mentions[i].start)):
        numbers = list(group)
        heading = subject.section(note.folded, start) if headed else None
        last = max(mentions[i].end for i in numbers)
        # Where a mention runs over the end of its line, the answer stands behind it.
        behind = min(last + _REST, sentences.around(starts, last - 1)[1]) if last > end else end
        yield _scene(note, mentions, numbers, (start, behind), gender), heading, numbers


def _scene(
    note: Note,
    mentions: Sequence[Mention],
    numbers: list[int],
    bounds: tuple[int, int],
    gender: patient.Gender | None,
) -> _Scene:
    start, end = bounds
    text = note.folded[start:end]
    cases = [_case(mentions[i], start, text) for i in numbers]
    masked = _mask(text, cases)
    clues = [*cues.find(masked, 0, len(masked))]
    for case in cases:
        inside = cues.within(text[case.start : case.end])
        clues += (Clue(case.start + c.start, case.start + c.end, c.senses) for c in inside)
    clues.sort(key=lambda clue: clue.start)
    led = _led(sentences.lead_in(note.folded, start))
    before = note.folded[max(0, start - subject.FAR_ABOVE) : start]
    return _Scene(start, text, masked, clues, cases, led, before, gender)


def _led(lead_in: str) -> tuple[Cue, ...]:
    """The cues that end what introduces a list and reach through it: "Conduite à tenir :"."""
    *_, last = (None, *cues.find(lead_in, 0, len(lead_in)))
    if last is None or last.end < len(lead_in.rstrip(" :")):
        return ()
    return tuple(cue for cue in last.senses.before if cue.reach in scope.GOES_THROUGH)


def _case(mention: Mention, offset: int, text: str) -> _Case:
    start, end = mention.start - offset, mention.end - offset
    drug = {"drug"} if mention.detector.endswith(f":{Means.DRUG}") else set()
    return _Case(mention, start, end, natures(text[start:end]) | {mention.category} | drug)


def _mask(text: str, cases: list[_Case]) -> str:
    """The text with each mention blotted out, so that its words are no cue for others."""
    pieces = []
    at = 0
    for case in cases:
        if case.end > at:
            pieces += [text[at : case.start], "\x01" * (case.end - max(at, case.start))]
            at = case.end
    return "".join([*pieces, text[at:]])


def _examine(scene: _Scene) -> None:
    """Fill the hits of every case: cues that reach it by themselves, then those of its enumeration."""
    ends = [clue.end for clue in scene.clues]
    for case in scene.cases:
        if subject.names_threads(scene.text, case.start):
            continue
        upto = bisect_left(ends, case.start + 1)
        case.hits += _hits_before(scene, case, upto)
        if scene.led and not any(clue.senses.stops_before for clue in scene.clues[:upto]):
            case.hits += [_Hit(cue, True, carried=True) for cue in scene.led if cue.suits(case.traits)]
        if any(hit.cue.kind == "tests" for hit in case.hits):
            case.traits |= {"tested"}
        case.hits += _hits_after(scene, case, bisect_left(ends, case.end + 1))
        case.hits += _hits_inside(scene, case)
    _carry_on(scene)
    _carry_back(scene)


#: After a two-sided cue, what makes it govern the words that follow: "addiction possible au tramadol".
_GOVERNS = re.compile(r"\s(?:aux?|a|de|du|des|en(?!\s\d))\s|\sd'")
#: A cue that ends with what governs: "psychiatrique : négatif pour anxiété".
_ENDS_GOVERNING = (" pour", " contre")
#: "ne boit pas alcool": the verb, a mention itself, governs the words after it.
_DENIED_VERB = re.compile(r"\b(?:ne |n')\x01+ $")


def _governs(scene: _Scene, clue: Clue) -> bool:
    """Whether a cue that can stand on either side speaks of what follows, a mention before it or not."""
    if _GOVERNS.match(scene.masked, clue.end) or _DENIED_VERB.search(scene.masked, 0, clue.start):
        return True
    return scene.masked.endswith(_ENDS_GOVERNING, 0, clue.end)


def _answers_previous(scene: _Scene, clue: Clue, case: _Case) -> bool:
    """Whether a cue that can stand on either side belongs to the mention right before it."""
    compares = any(cue.reach == "glued" and cue.kind == "hypothetical" for cue in clue.senses.before)
    if not clue.senses.after or compares or "person" in case.traits or _governs(scene, clue):
        return False
    return scene.masked[max(0, clue.start - 5) : clue.start].rstrip(" :=(").endswith("\x01")


#: After a cue set off by a comma, a thing of its own: "tabac, probable bronchite", "Effexor, arrêt Seroplex".
_NEXT = re.compile(
    r"\s(?:(?:(?:l[ae]s?|une?|s[ae]s?|son|toute?)\s|l')?\x01|(?!(?:depuis|pour|apres|avant|dans|chez|selon|avec|lors|puis|mais|mois|semaines?|jours?|heures?)\b)[^\W\d_]{4,})"
)
#: After these a date says since when, not when it was over.
_SINCE = re.compile(
    r"depuis|pose|porte|etabli|debut|diagnosti|decouv|depist|connu|evoluant|instaur|introdui|repris|commenc"
    r"|majore|augment"
)
_DATED = re.compile(r"[@%#]")


def _goes_ahead(scene: _Scene, clue: Clue, gap: str) -> bool:
    """Whether a cue that can stand on either side governs the words after it: "tabac, a arrêté l'alcool"."""
    if clue.senses.before and "," in gap and _NEXT.match(scene.masked, clue.end):
        return True
    if not clue.senses.before or _GOVERNS.match(scene.masked, clue.end) is None:
        return False
    if "," not in gap and "\x01" not in scene.masked[clue.end : clue.end + _AHEAD]:
        return False
    return "," in gap or any(c.kind == "history" and c.reach != "dated" for c in clue.senses.before)


_RESULTS = frozenset({"negated", "positive"})


def _is_result(clue: Clue) -> bool:
    return any(cue.kind in _RESULTS for cue in clue.senses.after)


def _hits_before(scene: _Scene, case: _Case, upto: int) -> Iterator[_Hit]:
    answered = stopped = False
    for clue in reversed(scene.clues[max(0, upto - _MOST_CLUES) : upto]):
        if clue.senses.is_stop or case.start - clue.end > scope.FARTHEST:
            return
        suited = [cue for cue in clue.senses.before if cue.suits(case.traits)]
        suited = [cue for cue in suited if not (answered and cue.kind == "tests")]
        suited = [cue for cue in suited if not stopped or cue.reach in scope.UNSTOPPED or cue.text[-1] == ":"]
        if suited and not scope.opens_item(scene.text, clue.start):
            suited = [cue for cue in suited if cue.reach not in scope.OPENERS]
        answered, stopped = answered or _is_result(clue), stopped or clue.senses.stops_before
        if not suited or _answers_previous(scene, clue, case):
            continue
        gap = scene.masked[clue.end : case.start]
        for cue in suited:
            if scope.reaches_forward(cue.reach, gap):
                yield _Hit(cue, True, scope.is_carried(gap) and cue.reach != "open")
                break


def _hits_after(scene: _Scene, case: _Case, since: int) -> Iterator[_Hit]:
    decided = lasts = False
    done = word_sets()["done_tests"]
    for clue in scene.clues[since : since + _MOST_CLUES]:
        if clue.start - case.end > scope.FARTHEST:
            return
        gap, rest = scene.masked[case.end : clue.start], scene.masked[clue.end : clue.end + _REST]
        suited = [cue for cue in clue.senses.after if cue.suits(case.traits)]
        if suited and clue.start >= case.end and not _goes_ahead(scene, clue, gap):
            cue = _reaching_back(suited, gap, rest, decided)
            if cue and not (lasts and cue.kind == "history" and _DATED.search(cue.text)):
                decided, lasts = (
                    decided or cue.text not in done,
                    lasts or _SINCE.match(cue.text) is not None,
                )
                yield _Hit(cue, False)
        if clue.senses.stops_after:
            return


def _reaching_back(suited: list[Cue], gap: str, rest: str, decided: bool) -> Cue | None:
    """The first of the cues that reaches back over `gap`; an open one only where nothing was decided."""
    for cue in suited:
        far = cue.reach == "open"
        if not (decided if far else "\x01" in gap) and scope.reaches_back(cue.reach, gap, rest):
            return cue
    return None


def _hits_inside(scene: _Scene, case: _Case) -> Iterator[_Hit]:
    """What a mention says of itself: begins with "ex-" or "sort de", ends with "refusée", holds "20 PA"."""
    words = scene.text[case.start : case.end]
    length = len(words)
    for clue in cues.within(words):
        for cue in clue.senses.before if clue.start == 0 else ():
            if _opens_mention(cue, case) and cue.suits(case.traits):
                yield _Hit(cue, True, inside=True)
        closes = clue.end == length and (clue.start > 0 or _stands_alone(case, words))
        for cue in clue.senses.after:
            told = closes and not _is_lack(cue, case)
            if (told or cue.kind == "affirmed") and cue.suits(case.traits) and _tells(cue):
                yield _Hit(cue, False, inside=True)


def _stands_alone(case: _Case, words: str) -> bool:
    """Whether a mention that is a cue and nothing else decides itself: "sevré", not "levée d'écrou"."""
    return " " not in words and "weaning" not in case.traits


def _tells(cue: Cue) -> bool:
    """Whether a cue inside a mention says more than the mention's name: not "suivi" in "suivi psy"."""
    return cue.text not in word_sets()["followed"]


#: What the patient lacks ("pas de papiers", "mariage non consommé") or dares not is told, not denied.
_LACKS = frozenset(
    {"family_social", "origin_belief", "sexual_orientation", "psychiatry", "violence", "function"}
)


def _is_lack(cue: Cue, case: _Case) -> bool:
    """Whether a denying cue inside a mention is what the mention is about: "absence d'entourage"."""
    return cue.kind == "negated" and not case.traits.isdisjoint(_LACKS)


def _opens_mention(cue: Cue, case: _Case) -> bool:
    """Whether a cue that a mention begins with decides it: "risque de rechute", "sort de prison"."""
    if _is_lack(cue, case):
        return False
    sets = word_sets()
    first = cue.text.split()[0]
    return cue.text in sets["inside"] or first in sets.get(f"inside_{cue.kind}", ())


def _are_linked(scene: _Scene, left: _Case, right: _Case) -> bool:
    """Whether two neighbours are members of one enumeration of like things."""
    categories = {left.mention.category, right.mention.category}
    alike = all((nature in left.traits) == (nature in right.traits) for nature in ("person", "drug"))
    related = len(categories) == 1 or categories <= _TESTED
    return related and alike and scope.links(scene.masked[left.end : right.start])


def _names_again(scene: _Scene, left: _Case, right: _Case) -> bool:
    """Whether a mention in brackets names the one before it: "antidépresseur stoppé (Prozac)"."""
    gap = scene.masked[left.end : right.start]
    opens = len(gap) < _AHEAD + 20 and _BRACKET.search(gap) is not None
    return opens and left.mention.category == right.mention.category


#: A bracket just opened, or one that tells how much: "IMV (20 Lexomil)".
_BRACKET = re.compile(r"\(\s*(?:\d+\s?(?:x|cp|cps|comprimes?(?: de)?|mg|g)?\s*)?$")
#: "VIH neg, VHC idem".
_IDEM = re.compile(r"[\s:(]{1,3}idem\b")
#: "le VIH était négatif, de même que l'hépatite C".
_LIKEWISE = re.compile(
    r"[\s,](?:de meme que|tout comme|ainsi que|comme|a l'instar (?:du|de))\s"
    r"(?:(?:cel(?:le|ui)|tests?|recherche|serologie|la|le|les|du|de|d'une?|une?)\s|l'|d')*$"
)
#: "alcool et héroïne : plus de consommation": the mention after the colon stands for those before it.
_ANSWERED_BY = re.compile(r"\s*:\s*(?:pas|plus|aucune?|jamais|absence|arret|nie)\b[^,;.\x01]{0,20}")


#: "crack : dernière conso il y a 4 ans": the last use tells of all.
_LAST = re.compile(r"[ ]?[:,(] (?=derni)")


def _is_answer(scene: _Scene, left: _Case, right: _Case) -> bool:
    gap = scene.masked[left.end : right.start]
    answered = _ANSWERED_BY.fullmatch(gap) or _LAST.match(scene.text, left.end, right.start + len("derni"))
    return left.mention.category == right.mention.category and answered is not None


def _speaks_for_itself(case: _Case) -> bool:
    return any(not hit.before for hit in case.hits)


def _is_same(scene: _Scene, left: _Case, right: _Case) -> bool:
    """Whether the same is said of a mention as of the one before it."""
    likewise = _LIKEWISE.search(scene.masked, left.end, right.start) or _IDEM.match(scene.masked, right.end)
    return likewise is not None or _names_again(scene, left, right)


def _carry_on(scene: _Scene) -> None:
    """Cues before the first member of an enumeration go on to those that have no cue of their own."""
    for left, right in zip(scene.cases, scene.cases[1:], strict=False):
        gap = scene.masked[left.end : right.start]
        if not right.hits and _is_same(scene, left, right):
            right.hits += [h for h in left.hits if h.cue.suits(right.traits)]
        rest = scene.masked[right.end : right.end + _REST]
        member = _are_linked(scene, left, right) and scope.is_member(gap, rest)
        if member and not _speaks_for_itself(right):
            right.hits += [
                _Hit(h.cue, True, carried=True)
                for h in left.hits
                if h.before
                and not h.inside
                and h.cue.reach in scope.GOES_THROUGH
                and h.cue.suits(right.traits)
            ]


def _carry_back(scene: _Scene) -> None:
    """A result after the last member of an enumeration answers for those before it."""
    for left, right in zip(scene.cases[-2::-1], scene.cases[:0:-1], strict=False):
        if not left.hits and _is_answer(scene, left, right):
            left.hits += [h._replace(before=False) for h in right.hits if h.cue.suits(left.traits)]
        gap = scene.masked[left.end : right.start]
        if not _speaks_for_itself(left) and _are_linked(scene, left, right):
            left.hits += [
                _Hit(h.cue, False, carried=True)
                for h in right.hits
                if not (h.before or h.inside) and _answers_for(h.cue, left, gap) and h.cue.suits(left.traits)
            ]


#: "de cocaïne et d'amphétamines": two of one search, so one result for both.
_BOTH = re.compile(r"\s(?:et|ou)\s(?:de\s|des\s|du\s|d')$")


def _answers_for(cue: Cue, case: _Case, gap: str) -> bool:
    """Whether a cue after an enumeration also answers for an earlier member of it, `gap` before the next."""
    if cue.reach == "list" or case.mention.category not in _FORM_ITEMS:
        return cue.reach == "list"
    return cue.reach in scope.FILLED_IN or (cue.kind in _RESULTS and _BOTH.search(gap) is not None)


def _yields(hit: _Hit, own: list[_Hit]) -> bool:
    """Whether a cue gives way to words near the mention that say that it is there."""
    if not own or hit.cue.reach in ("near", "glued"):
        return False
    if any(h.cue.kind == "positive" for h in own):
        return hit.carried or (hit.cue.kind != "negated" and (hit.before or hit.cue.kind != "history"))
    return (
        hit.carried or hit.cue.kind == "tests" or (hit.cue.kind == "history" and hit.cue.reach in _YIELDING)
    )


def _winner(case: _Case) -> Cue | None:
    own = [h for h in case.hits if h.cue.kind in ("affirmed", "positive") and not h.carried]
    left = [h.cue for h in case.hits if h.cue.kind in _PRECEDENCE and not _yields(h, own)]
    if left:
        return min(left, key=lambda cue: _PRECEDENCE[cue.kind])
    return own[0].cue if own else None


def _finding(case: _Case, scene: _Scene, relative: subject.Relative | None) -> Finding:
    mention = case.mention
    cue = _winner(case)
    if relative is not None:
        return _as_finding(mention, Assertion.FAMILY, "said of somebody else", relative.cue, relative.who)
    if mention.assertion is not None and not _is_vaccine_to_come(case, scene, cue):
        return _as_finding(mention, mention.assertion, "the term itself decides", None, "patient")
    if cue is None and "test" in case.traits and mention.category in _TESTED:
        return _as_finding(mention, Assertion.HYPOTHETICAL, "a test without a result", None, "patient")
    if cue is None and "violence" in case.traits and not _PAST.isdisjoint(case.traits):
        return _as_finding(
            mention, Assertion.HISTORY, "an act without a sign of the present", None, "patient"
        )
    if cue is None:
        return _as_finding(mention, Assertion.AFFIRMED, "no cue", None, "patient")
    return _as_finding(
        mention, _MEANS.get(cue.kind) or Assertion(cue.kind), "cue in scope", cue.text, "patient"
    )


def _is_vaccine_to_come(case: _Case, scene: _Scene, cue: Cue | None) -> bool:
    """Whether a vaccination, which denies the infection, is not done yet."""
    vaccine = scene.text.startswith("vacc", case.start)
    return vaccine and cue is not None and cue.kind == "hypothetical"


def _as_finding(mention: Mention, assertion: Assertion, reason: str, cue: str | None, who: str) -> Finding:
    explain = Explanation(reason=reason, term=mention.term, cue=cue, subject=who)
    return Finding(
        mention.start, mention.end, mention.category, mention.score, mention.detector, assertion, explain
    )
