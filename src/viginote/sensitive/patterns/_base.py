"""What a pattern is: a regular expression over the folded note, for what no list of terms can hold.

And the pieces that patterns of several categories are made of.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from viginote.french.numbers import spelt
from viginote.taxonomy import Means
from viginote.text import Note, words

# What follows the result of a scale; anything else makes of the number a dose, a delay or a gas.
NO_UNIT = (
    r"(?![.,]\d|[ ]?(?:jours?|j|sem|semaines?|mois|ans?|h|x|fois|mg|g|ml|mm|cm|kpa|mmhg|%|/min)(?![a-z]))"
)
RESULT = (
    r"[ ]?(?:score |total |[:=,]|a |de |est a |(?:est |etait )?(?:evalue|estime|cote|chiffre|mesure)e?s? a )?"
    r"[ ]?"
)
BOUNDARY = r"(?![a-z0-9])"


def any_of(text: str) -> str:
    """One of the words of `text`; a space inside one is written "_"."""
    return "(?:" + "|".join(word.replace("_", "[ ]") for word in words(text)) + ")"


def up_to(most: int) -> str:
    """Up to so many words of the same clause."""
    return rf"(?:[ ][a-z0-9'œ-]{{1,16}}){{0,{most}}}?"


KIN = r"(?:(?:ex|beau|beaux|belle|grand|grands|demi|petit|petits|petite)[ -])?" + any_of("""
    dernier derniere aine ainee cadet cadette benjamin maris? epoux conjointe?s? concubine?s?
    compagnons? compagnes? copains? copines? petite?_amie?s? mecs? femmes? epouses? peres? meres? fils
    filles? freres? soeurs? sœurs? parents? enfants? oncles? tantes? cousine?s? neveux? nieces? papa
    maman tonton ex fratrie famille
    """)
DETERMINER = r"(?:son |sa |ses |le |la |les |l'|un |une |des |deux |trois |plusieurs |leur |mon |ma |mes )"
#: As many as live in a room, and as long as a sentence lasts.
NUMBER = rf"(?:\d{{1,2}}|{spelt(range(1, 31))})"


def stems(text: str) -> tuple[str, ...]:
    """The words of `text` as triggers; a space inside one is written "_"."""
    return tuple(word.replace("_", " ") for word in words(text))


_DENIES = "nie nient niait nia denie dement"
#: What stands before a thing that somebody denies ("nie toute consommation", "nient voix, idées noires"), and
#: the triggers of a pattern that begins with it.
DENIED = any_of(_DENIES) + (
    r"[ ](?:(?:toute?s?|tous|autres?|les?|la|des?|du|avoir|prise|usage|histoire|antecedents?|actuellement)[ ]"
    r"|d'|l'){0,3}"
)
DENIED_TRIGGERS = stems(_DENIES)


@dataclass(frozen=True, slots=True)
class Pattern:
    """`regex` over the folded note. `excused`: tells a match that means something else.

    `triggers`: words of which a note holds one where the expression may match. `lead`: how many characters
    before one of them a match may begin, 0 where each begins with one; None, anywhere in the note.
    Where the expression has a group named "said", that group is the mention and the rest its context.
    """

    term: str
    triggers: tuple[str, ...]
    regex: re.Pattern[str]
    score: float = 0.93
    means: Means | None = None
    lead: int | None = None
    excused: Callable[[Note, re.Match[str]], bool] | None = None
