"""Which of the cues that reach a mention wins, and the finding that tells of it."""

from typing import NamedTuple

from viginote.assertion.cue_files import word_sets
from viginote.assertion.cues import Cue
from viginote.assertion.natures import TESTED
from viginote.assertion.scenes import Case, Hit, Scene
from viginote.assertion.subject import Relative
from viginote.findings import Explanation, Finding
from viginote.taxonomy import Assertion

#: That a test was done: denied, it has no result.
_DONE = word_sets()["done_tests"]
#: A mention with two values takes the first that fits (see `taxonomy.Assertion`).
_PRECEDENCE = {"negated": 0, "hypothetical": 1, "tests": 1, "history": 2}
#: The assertion behind the kinds of cues that are none themselves.
_MEANS = {"positive": Assertion.AFFIRMED, "tests": Assertion.HYPOTHETICAL}
#: Violence is past unless said to be new where it is an act ("viol") or told in the imperfect ("frappait").
_PAST = frozenset({"event", "past"})
_HABIT = frozenset({"verb", "past"})
#: Reaches of cues that yield where something near the mention says that it is there.
_YIELDING = frozenset({"weak", "open"})


class _Verdict(NamedTuple):
    """What is said of a mention, why, and of whom."""

    assertion: Assertion
    reason: str
    cue: str | None = None
    who: str = "patient"


def finding(case: Case, scene: Scene, relative: Relative | None) -> Finding:
    """The mention as a finding; `relative`: who else than the patient it is said of."""
    mention, verdict = case.mention, _verdict(case, scene, relative)
    return Finding(
        mention.start,
        mention.end,
        mention.category,
        mention.score,
        mention.detector,
        verdict.assertion,
        Explanation(reason=verdict.reason, term=mention.term, cue=verdict.cue, subject=verdict.who),
    )


def _verdict(case: Case, scene: Scene, relative: Relative | None) -> _Verdict:
    if relative is not None:
        return _Verdict(Assertion.FAMILY, "said of somebody else", relative.cue, relative.who)
    preset, cue = case.mention.assertion, _winner(case)
    if preset is not None and not _is_vaccine_to_come(case, scene, cue):
        return _Verdict(preset, "the term itself decides")
    if (cue is None or cue.kind == "affirmed") and _is_former_habit(case, scene):
        return _Verdict(Assertion.HISTORY, "told in the imperfect")
    if cue is not None:
        return _Verdict(_MEANS.get(cue.kind) or Assertion(cue.kind), "cue in scope", cue.told)
    return _by_nature(case)


def _by_nature(case: Case) -> _Verdict:
    """What a mention says that no cue reaches."""
    if "test" in case.traits and case.mention.category in TESTED:
        return _Verdict(Assertion.HYPOTHETICAL, "a test without a result")
    if "violence" in case.traits and not _PAST.isdisjoint(case.traits):
        return _Verdict(Assertion.HISTORY, "an act without a sign of the present")
    return _Verdict(Assertion.AFFIRMED, "no cue")


def _is_vaccine_to_come(case: Case, scene: Scene, cue: Cue | None) -> bool:
    """Whether a vaccination, which denies the infection, is not done yet."""
    vaccine = scene.text.startswith("vacc", case.start)
    return vaccine and cue is not None and cue.kind == "hypothetical"


def _is_former_habit(case: Case, scene: Scene) -> bool:
    """Whether a verb in the imperfect, nobody named before it, opens a sentence: "fumait 1 paquet/j"."""
    return case.traits >= _HABIT and scene.text[: case.start].strip(" -*•>\n") == ""


def _winner(case: Case) -> Cue | None:
    own = [h for h in case.hits if h.cue.kind in ("affirmed", "positive") and not h.carried]
    undone = any(
        not h.before and h.cue.kind == "hypothetical" and h.cue.text.split()[-1] in _DONE for h in case.hits
    )
    left = [
        h.cue
        for h in case.hits
        if h.cue.kind in _PRECEDENCE and not _yields(h, own) and not (undone and _denies(h))
    ]
    if left:
        return min(left, key=lambda cue: _PRECEDENCE[cue.kind])
    return own[0].cue if own else None


def _denies(hit: Hit) -> bool:
    """Whether a denial stands before a test: "pas de sérologie faite" leaves open what it would have told."""
    return hit.cue.kind == "negated" and hit.before


def _yields(hit: Hit, own: list[Hit]) -> bool:
    """Whether a cue gives way to words near the mention that say that it is there."""
    if not own or hit.cue.reach in ("near", "glued"):
        return False
    if any(h.cue.kind == "positive" for h in own):
        return hit.carried or (hit.cue.kind != "negated" and (hit.before or hit.cue.kind != "history"))
    return (
        hit.carried or hit.cue.kind == "tests" or (hit.cue.kind == "history" and hit.cue.reach in _YIELDING)
    )
