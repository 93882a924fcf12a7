"""Patterns of hiv: undetectable = untransmittable."""

from viginote.regex import regex
from viginote.sensitive.patterns._base import Pattern

PATTERNS = (
    Pattern(
        "indétectable = intransmissible",
        ("i=i", "i = i", "u=u", "u = u"),
        regex(r"(?:i[ ]?=[ ]?i|u[ ]?=[ ]?u)(?![a-z0-9])"),
    ),
)
