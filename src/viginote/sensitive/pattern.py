"""What a pattern is: a regular expression over the folded note, for what no list of terms can hold."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from viginote.taxonomy import Means
from viginote.text import Note, words

# What follows the result of a scale; anything else makes of the number a dose, a delay or a gas.
NO_UNIT = (
    r"(?![.,]\d|[ ]?(?:jours?|j|sem|semaines?|mois|ans?|h|x|fois|mg|g|ml|mm|cm|kpa|mmhg|%|/min)(?![a-z]))"
)
RESULT = r"[ ]?(?:score |total |[:=,]|a |de |est a )?[ ]?"


def stems(text: str) -> tuple[str, ...]:
    """The words of `text` as triggers; a space inside one is written "_"."""
    return tuple(word.replace("_", " ") for word in words(text))


@dataclass(frozen=True, slots=True)
class Pattern:
    """`regex` over the folded note. `excused`: tells a match that means something else.

    `triggers`: words of which a note holds one where the expression may match. `lead`: how many characters
    before one of them a match may begin, 0 where each begins with one; None, anywhere in the note.
    Where the expression has a group named "said", that group is the mention and the rest its context.
    """

    category: str
    term: str
    triggers: tuple[str, ...]
    regex: re.Pattern[str]
    score: float = 0.93
    means: Means | None = None
    lead: int | None = None
    excused: Callable[[Note, re.Match[str]], bool] | None = None
