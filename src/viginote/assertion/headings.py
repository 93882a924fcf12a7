"""What stands above a sentence and speaks of it: the heading of a family history, what introduces a list."""

import re

from viginote.assertion import cues
from viginote.assertion.relatives import EITHER

#: How far above a line (characters) its heading may stand.
_ABOVE = 400
#: The mark that an item of a list opens with.
_MARK = re.compile(r"[ \t]*(?:[-*>+]|\d{1,2}[.)/])")
#: The heading of a family history alone on its line.
_FAMILY_HEADING = re.compile(
    r"[\s\-*#=>\d.)]*(?:(?:atcds?|antecedents?|histoire|heredite)\s+)?"
    r"fam(?:il(?:iaux|iale|ial|les?)?)?\.?\s*:?\s*"
)
_ANY_HEADING = re.compile(r"[^:]{3,40}:\s*$|\s*$")


def _lines_before(folded: str, at: int) -> list[str]:
    """The whole lines above the one at `at`, the nearest first, of the last `_ABOVE` characters."""
    start = max(0, at - _ABOVE)
    lines = folded[start:at].split("\n")[:-1]
    return lines[::-1] if start == 0 else lines[:0:-1]


#: What a line opens with that tells of a relative to its end: "Père : 40 ans, maçon. Sevré."
_OF_RELATIVE = re.compile(
    r"[\s\-*•>]*(?:l[ae] |s(?:a|on) |l')?(?P<who>[^:\n.;,]{3,40}?)\s?:[^:\n.;]{1,40}\b\d\d ans\b"
)
#: The patient is named: what follows is no longer told of the relative.
_PATIENT = re.compile(
    r"\b(?:patiente?|pte?|malade|(?:l'|cet )enfant|bebe|nouveau-nee?|nourrisson|madame|monsieur|mme|mr"
    r"|interessee?)\b"
)


def told_of(folded: str, at: int) -> str | None:
    """The relative whom the line of the sentence at `at` opens with, if it goes on to tell of them."""
    low = max(0, at - _ABOVE)
    start = folded.rfind("\n", low, at) + 1
    if start == at or (start == 0 and low > 0):
        return None
    opening = _OF_RELATIVE.match(folded, start, at)
    if opening is None or _PATIENT.search(folded, opening.end(), at):
        return None
    clue = next(cues.find(folded, opening.start("who"), opening.end("who")), None)
    if clue is None or clue.start != opening.start("who") or clue.senses.kin in EITHER:
        return None
    return clue.senses.kin


def family_history(folded: str, at: int) -> str | None:
    """The heading of a family history that the line at `at` stands under, if any."""
    if "fam" not in folded[max(0, at - _ABOVE) : at]:  # seldom, and quick to tell
        return None
    for line in _lines_before(folded, at):
        if _FAMILY_HEADING.fullmatch(line):
            return "atcd familiaux"
        if _ANY_HEADING.match(line):
            return None
    return None


def lead_in(folded: str, at: int) -> str:
    """What introduces the list of which an item begins at `at`, up to its colon; empty where there is none.

    The items stand in lines of their own, each with a mark, or are set apart by semicolons.
    """
    if folded[at - 1 : at] == ";":
        before = folded[max(0, at - _ABOVE) : at]
        before = before[max(before.rfind("\n"), before.rfind(". ")) + 1 :]
        return before[: before.rfind(":") + 1]
    if folded[at - 1 : at] != "\n" or _MARK.match(folded, at) is None:
        return ""
    for line in _lines_before(folded, at):
        if line.rstrip().endswith(":"):
            return line.rstrip()
        if line.strip() and _MARK.match(line) is None:
            return ""
    return ""
