"""Patterns of hiv: undetectable = untransmittable."""

import re

from viginote.sensitive.patterns._base import Pattern

PATTERNS = (
    Pattern(
        "indétectable = intransmissible",
        ("i=i", "i = i", "u=u", "u = u"),
        re.compile(r"(?:i[ ]?=[ ]?i|u[ ]?=[ ]?u)(?![a-z0-9])"),
    ),
)
