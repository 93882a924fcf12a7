"""Words that a printed letter parts at the end of a line: "dépres-" and "sion", read as one.

A hyphen stays where it is that of a compound: "belle-" and "mère", "dit-" and "elle".
"""

import re

from viginote.shown.steps import Shown, replaced

#: The hyphen of a word parted at a line's end, before its other piece; and the piece before it.
_PARTED = re.compile(
    r"[-\u2010\u00ad](?<=[^\W\d_][a-zà-ÿœ].)(?P<end>[ \t]*\r?\n[ \t]*)(?=(?P<second>[a-zà-ÿœ]{2,}))"
)
_PIECE = re.compile(r"(?<![^\W\d_])[^\W\d_]+\Z")
_LONGEST = 30
#: First and second pieces of compounds, which keep their hyphen.
_FIRST = re.compile(
    r"arrière|avant|après|be(?:au|lle)x?s?|ce(?:ux|l(?:le|ui)s?)|compte|contre|demi|deux|dix|elles?|eux|faux|garde|grande?s?"
    r"|lui|non|nous|petite?s?|peut|porte|post|quasi|quatre|rendez|semi|soi|soixante|sous|tout|trente|vice|vingt|vous"
)
_FORMER = re.compile(
    r"ami|beau|belle|compagn|concubin|conjoint|cop[ai]|d[ée]tenu|[ée]pou|femme|fumeu|mari|toxico|usag"
)
_SECOND = re.compile(r"(?:ce|ci|elles?|ils?|je|l[aàe]|les|leur|lui|moi|mêmes?|nous|on|toi|tu|vous)\b")


def rejoined(text: str) -> Shown:
    """`text` with the words whole that the ends of lines part.

    >>> rejoined("une dépres-\\nsion de sa belle-\\nmère").text
    'une dépression de sa belle-mère'
    """
    if "\n" not in text:
        return Shown(text)
    return replaced(text, (_change(parted) for parted in _PARTED.finditer(text)))


def _change(parted: re.Match[str]) -> tuple[int, int, str]:
    """What is taken out: the line's end, and the hyphen but of a compound."""
    piece = _PIECE.search(parted.string, max(0, parted.start() - _LONGEST), parted.start())
    first = piece[0] if piece else ""
    is_compound = (
        _FIRST.fullmatch(first) is not None
        or _SECOND.match(parted.string, parted.end()) is not None
        or (first == "ex" and _FORMER.match(parted["second"]) is not None)
    )
    return parted.start("end") if is_compound else parted.start(), parted.end(), ""
