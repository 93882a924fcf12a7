"""A cue that can stand on either side of a mention: does it speak of the one before it or of what follows?

"tabac non, alcool": of the tobacco. "tabac, a arrêté l'alcool": of the alcohol.
"""

import re

from viginote.assertion.cue_files import any_of
from viginote.assertion.cues import Clue
from viginote.assertion.scenes import Case, Scene

#: After a two-sided cue, what makes it govern the words that follow: "addiction possible au tramadol".
_GOVERNS = re.compile(r"\s(?:aux?|a|de|du|des|en(?!\s\d))\s|\sd'")
#: A cue that ends with what governs: "psychiatrique : négatif pour anxiété".
_ENDS_GOVERNING = (" pour", " contre")
#: "ne boit pas alcool": the verb, a mention itself, governs the words after it.
_DENIED_VERB = re.compile(r"\b(?:ne |n')\x01+ $")
#: After a cue set off by a comma, a thing of its own: "tabac, probable bronchite", "Effexor, arrêt Seroplex".
_NEXT = re.compile(
    r"\s(?:(?:(?:l[ae]s?|une?|s[ae]s?|son|toute?)\s|l')?\x01"
    rf"|(?!{any_of('no_thing')}\b)[^\W\d_]{{4,}})"
)
#: Within how many characters a cue that goes ahead must meet a mention.
_AHEAD = 40


def answers_previous(scene: Scene, clue: Clue, case: Case) -> bool:
    """Whether a cue that can stand on either side belongs to the mention right before it."""
    compares = any(cue.reach == "glued" and cue.kind == "hypothetical" for cue in clue.senses.before)
    if not clue.senses.after or compares or "person" in case.traits or _governs(scene, clue):
        return False
    return scene.masked[max(0, clue.start - 5) : clue.start].rstrip(" :=(").endswith("\x01")


def goes_ahead(scene: Scene, clue: Clue, gap: str) -> bool:
    """Whether a cue that can stand on either side governs the words after it: "tabac, a arrêté l'alcool"."""
    if clue.senses.before and "," in gap and _NEXT.match(scene.masked, clue.end):
        return True
    if not clue.senses.before or _GOVERNS.match(scene.masked, clue.end) is None:
        return False
    if "," not in gap and "\x01" not in scene.masked[clue.end : clue.end + _AHEAD]:
        return False
    return "," in gap or any(c.kind == "history" and c.reach != "dated" for c in clue.senses.before)


def _governs(scene: Scene, clue: Clue) -> bool:
    """Whether a cue that can stand on either side speaks of what follows, a mention before it or not."""
    if _GOVERNS.match(scene.masked, clue.end) or _DENIED_VERB.search(scene.masked, 0, clue.start):
        return True
    return scene.masked.endswith(_ENDS_GOVERNING, 0, clue.end)
