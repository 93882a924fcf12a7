"""Results: the figure that a laboratory gives for a test is put into the sign of a no or of a yes.

"VIH 0,12 (N < 1,00)" and "cannabis urinaire < 50 ng/ml" become a no, "AgHBs 250 S/CO (négatif si < 1)" a yes.
"""

import re
from collections.abc import Iterable

from viginote.assertion.forms import BEHIND
from viginote.assertion.natures import TESTED

#: What is told as a multiple of its bound.
_RATIO = r"(?:index|indice|ratio|s ?/ ?co|coi)(?!\w)"
#: What may stand between a test and its figure: how it was done, in what.
_MANNER = (
    r"(?:a|de|est|etait|dosee?|mesuree?|controlee?|estimee?|evaluee?|revenue?|sang|sanguine?|urines?"
    r"|urinaires?|salivaires?|seriques?|plasmatiques?|u|ur|1?\s?[+/]\s?2"
    r"|(?:\+\s?)?(?:a[cg](?:\s?\+\s?a[cg])?|p24)|ig[gm]|totaux|combo|elisa|test|resultat"
    r"|valeur|taux|titre|ce jour)(?!\w)"
)
_GAP = re.compile(rf"(?:(?<!\w)(?:{_MANNER}|(?P<ratio>{_RATIO}))|[\s:=(|/)])+")
_NUMBER = r"(?:\d{1,3}(?: \d{3})+|\d+(?:[.,]\d+)?)(?![.,/]?\d)"
_CONTENT = r"(?:[nmuµμ]|mc)?g ?/ ?[cmd]?l(?!\w)"
_UNIT = rf"(?:\s*(?:(?P<content>{_CONTENT})|(?P<multiple>{_RATIO})|m?ui(?: ?/ ?m?l)?(?!\w)|%)|(?!\w))"
_BELOW, _ABOVE = r"(?:<=?|≤|inf(?:erieure?)?\.? a )\s?", r"(?:>=?|≥|sup(?:erieure?)?\.? a )\s?"
_VALUE = re.compile(rf"(?:(?P<below>{_BELOW})|{_ABOVE})?(?P<value>{_NUMBER}){_UNIT}")
#: The bound of what is normal: "N < 1,00", "seuil 50", "négatif si inférieur à 1", "[norme 0 - 0,9]".
_BOUND = re.compile(
    r"[\s(\[;,|]*(?:(?:n|nle?|normale?s?|normes?|v[rn]|ref(?:erence)?"
    rf"|valeurs? (?:de reference|usuelles?|normales?)|seuil(?: de \w+)?|cut-?off|{_RATIO})[\s:=]*"
    rf"(?:{_BELOW}|{_NUMBER}\s?(?:-|a)\s?)?"
    rf"|(?:neg(?:ati[fv]e?)?(?: si)?[\s:=]*)?{_BELOW}|pos(?:iti[fv]e?)?(?: si)?[\s:=]*{_ABOVE})"
    rf"(?P<bound>{_NUMBER}){_UNIT}[)\]]*"
)
#: Nothing more is said of the figure, such as what is counted in it.
_ENDS = re.compile(r"\s*(?:$|[,;:.)|\n\x01]|\s\s)")


def read(masked: str, mentions: Iterable[tuple[int, frozenset[str]]]) -> str:
    """The sentence, its mentions blotted out, with signs in the place of the figures that tell a result.

    As long as it was. `mentions`: where each ends, and its traits.

    >>> read("\\x01\\x01\\x01 0,12 (n < 1,00), alcool", [(3, frozenset({"hiv"}))])
    '\\x01\\x01\\x01□               , alcool'
    """
    for end, traits in mentions:
        if _may_tell(traits) and (result := _result(masked, end, traits)):
            is_there, upto = result
            masked = masked[:end] + BEHIND[is_there].ljust(upto - end) + masked[upto:]
    return masked


def _may_tell(traits: frozenset[str]) -> bool:
    """Whether a figure can say if there is what is mentioned: not the dose of a drug nor a viral load."""
    tells = not traits.isdisjoint(TESTED | {"substance_use"}) and "drug" not in traits
    return tells and not traits >= {"hiv", "measure"}


def _result(masked: str, at: int, traits: frozenset[str]) -> tuple[bool, int] | None:
    """Whether the figure after a mention says that it is there, and where it ends, or None."""
    gap = _GAP.match(masked, at)
    value = _VALUE.match(masked, gap.end()) if gap else None
    if gap is None or value is None:
        return None
    number, is_below = _number(value["value"]), value["below"] is not None
    if bound := _BOUND.match(masked, value.end()):
        limit = _number(bound["bound"])
        return number > limit or (number == limit and not is_below), bound.end()
    if gap["ratio"] or value["multiple"]:
        return number >= 1, value.end()
    if value["content"]:
        is_none = is_below or not number
    else:
        is_ended = _ENDS.match(masked, value.end()) is not None and not traits.isdisjoint(TESTED)
        # "VIH < 20" is a viral load, "TPHA < 80" no titre.
        is_none = is_ended and (number < 1 or (is_below and (number == 1 or "hiv" not in traits)))
    return (False, value.end()) if is_none else None


def _number(figure: str) -> float:
    return float(figure.replace(" ", "").replace(",", "."))
