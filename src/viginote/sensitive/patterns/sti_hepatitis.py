"""Patterns of sti_hepatitis: hepatitis and its serologies, in series."""

import re

from viginote.regex import regex
from viginote.sensitive.patterns._base import Pattern
from viginote.taxonomy import Means
from viginote.text import Note

_TYPES = r"(?P<types>[a-e](?:[ ]?(?:,|/|et|ou|-|\+|&)[ ]?[a-e](?![a-z0-9])){0,4})"


def _no_b_nor_c(note: Note, match: re.Match[str]) -> bool:
    return not set("bc") & set(match["types"])


PATTERNS = (
    Pattern(
        "hépatite B, C",
        ("hepatite",),
        regex(rf"hepatites?(?:[ ]virales?)?[ ]?(?:\([ ]?)?{_TYPES}(?![a-z0-9'])"),
        excused=_no_b_nor_c,
    ),
    Pattern(
        "sérologies B et C",
        ("serolog", "virale"),
        regex(
            rf"(?:serologies?|marqueurs?)[ ](?:virales?|viraux|des hepatites)[ ]?"
            rf"(?:de l'|pour |du |de )?(?:\([ ]?)?{_TYPES}(?![a-z0-9'])"
        ),
        means=Means.TEST,
        excused=_no_b_nor_c,
    ),
)
