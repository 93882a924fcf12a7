"""Patterns of hiv: undetectable = untransmittable, and T4 cells by their number."""

import re

from viginote.anchors import holds_any
from viginote.regex import regex
from viginote.sensitive.patterns._base import Pattern
from viginote.taxonomy import Means
from viginote.text import Note

#: T4 as the hormone, a vertebra or a stage; "t3" stands beside each of them.
_OTHER_T4 = ("tsh", "thyr", "t3", "vertebr", "rachis", "fracture", "dorsal", "tumeur", "n0", "n1", "n2", "m0")


def _no_cells(note: Note, match: re.Match[str]) -> bool:
    return holds_any(note.folded, _OTHER_T4)


PATTERNS = (
    Pattern(
        "indétectable = intransmissible",
        ("i=i", "i = i", "u=u", "u = u"),
        regex(r"(?:i[ ]?=[ ]?i|u[ ]?=[ ]?u)(?![a-z0-9])"),
    ),
    Pattern(
        "T4 en nombre",
        ("t4",),
        regex(
            r"t4[ ]?(?:a |[:=] ?)?(?:[5-9]\d|1?\d{3})"
            r"(?![a-z0-9.,/]|[ ]?(?:[pn]mol|[nmuµ]?g|ml|h|ms|cm|mm)(?![a-z]))"
        ),
        lead=0,
        score=0.85,
        means=Means.TEST,
        excused=_no_cells,
    ),
)
