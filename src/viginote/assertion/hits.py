"""Which cues reach a mention by themselves: from before it, from behind it, from among its own words."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from viginote.assertion import either_side, inside, relatives, scope
from viginote.assertion.cue_files import word_sets
from viginote.assertion.cues import Clue, Cue
from viginote.assertion.scenes import Case, Hit, Scene

_WORDS = word_sets()
#: How many clues on either side of a mention are looked at: bounds the work on a note full of cues.
_MOST_CLUES = 24
#: The kinds of cues that are the result of a test.
RESULTS = frozenset({"negated", "positive"})
#: What words begin with after which a date says since when, not when it was over.
_SINCE = tuple(_WORDS["since"])
#: That a test was done leaves room for its result further on.
_DONE = _WORDS["done_tests"]
#: What may stand between a pseudo-cue and the mention that it shields.
_BESIDE, _FARTHEST_SHIELD = 2, 24
_NEAR = re.compile(r"(?: {1,2}[a-z]{1,8}[ '])?(?:[a-z]{1,4}[ ']| )*")
#: What a date is written with in a cue.
_DATES = frozenset("@%#")


def examine(scene: Scene) -> None:
    """Fill the hits of every case of the scene."""
    ends = [clue.end for clue in scene.clues]
    for case in scene.cases:
        if relatives.names_threads(scene.text, case.start):
            continue
        upto = bisect_left(ends, case.start + 1)
        case.hits += _before(scene, case, upto)
        case.hits += _led(scene, case, upto)
        if any(hit.cue.kind == "tests" for hit in case.hits):
            case.traits |= {"tested"}
        case.hits += _after(scene, case, bisect_left(ends, case.end + 1))
        case.hits += inside.hits(scene, case)


def is_shielded(masked: str, case: Case, pseudo: Iterable[Clue]) -> bool:
    """Whether one of the pseudo-cues stands right behind the mention, or a few small words before it."""
    return any(
        0 <= clue.start - case.end <= _BESIDE
        or (0 <= case.start - clue.end <= _FARTHEST_SHIELD and _NEAR.fullmatch(masked, clue.end, case.start))
        for clue in pseudo
    )


def _before(scene: Scene, case: Case, upto: int) -> Iterator[Hit]:
    answered = stopped = False
    apart = scope.set_apart(scene.masked, case.start)
    is_bare = scope.is_bare(scene.masked[case.end : case.end + scope.REST])
    for clue in reversed(scene.clues[max(0, upto - _MOST_CLUES) : upto]):
        if clue.start in apart:
            continue
        if clue.senses.is_stop or case.start - clue.end > scope.FARTHEST:
            return
        suited = [cue for cue in clue.senses.before if cue.suits(case.traits)]
        suited = [cue for cue in suited if not (answered and cue.kind == "tests")]
        suited = [cue for cue in suited if not stopped or cue.reach in scope.UNSTOPPED or cue.text[-1] == ":"]
        if suited and not scope.opens_item(scene.text, clue.start):
            suited = [cue for cue in suited if cue.reach not in scope.OPENERS]
        answered, stopped = answered or _is_result(clue), stopped or clue.senses.stops_before
        if not suited or either_side.answers_previous(scene, clue, case):
            continue
        gap = scene.masked[clue.end : case.start]
        if "," in gap and not scope.passes_comma(scene.text, clue.start, gap):
            suited = [cue for cue in suited if cue.reach != "dated"]
        suited = [cue for cue in suited if is_bare or cue.reach != "denied"]
        for cue in suited:
            if scope.reaches_forward(cue.reach, gap):
                yield Hit(cue, True, scope.is_carried(cue.reach, gap))
                break


def _led(scene: Scene, case: Case, upto: int) -> list[Hit]:
    """What introduces the list says it of each item, up to words that cues do not reach over."""
    if not scene.led or any(clue.senses.stops_before for clue in scene.clues[:upto]):
        return []
    return [Hit(cue, True, carried=True) for cue in scene.led if cue.suits(case.traits)]


def _is_result(clue: Clue) -> bool:
    return any(cue.kind in RESULTS for cue in clue.senses.after)


def _after(scene: Scene, case: Case, since: int) -> Iterator[Hit]:
    decided = lasts = False
    for clue in scene.clues[since : since + _MOST_CLUES]:
        if clue.start - case.end > scope.FARTHEST:
            return
        gap, rest = scene.masked[case.end : clue.start], scene.masked[clue.end : clue.end + scope.REST]
        suited = [cue for cue in clue.senses.after if cue.suits(case.traits)]
        if suited and clue.start >= case.end and not either_side.goes_ahead(scene, clue, gap):
            cue = _reaching_back(suited, gap, rest, decided)
            if cue and not (lasts and cue.kind == "history" and not _DATES.isdisjoint(cue.text)):
                decided, lasts = decided or cue.text not in _DONE, lasts or cue.text.startswith(_SINCE)
                yield Hit(cue, False)
        if clue.senses.stops_after:
            return


def _reaching_back(suited: list[Cue], gap: str, rest: str, decided: bool) -> Cue | None:
    """The first of the cues that reaches back over `gap`; an open one only where nothing was decided."""
    for cue in suited:
        far = cue.reach == "open"
        if not (decided if far else "\x01" in gap) and scope.reaches_back(cue.reach, gap, rest):
            return cue
    return None
