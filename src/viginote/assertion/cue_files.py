"""The cue files: reviewed data under `cues/`, read line by line.

A cue is written as it stands in a folded note (lower case, no accents) in a small language:

- `[a|b|]` one of the alternatives, an empty one included; also inside a word: `negati[f|ve]`;
- `~` the ending of a participle or adjective in any gender and number: `refuse~`, `perdu~`;
- `$` the ending of a verb in -er, third person of the tenses that notes are told in: `ni$`, `suspect$`;
- `@` a year (19xx or 20xx), `%` a year of two digits, `#` a number of one to three digits, `*` any word,
  `^` an infinitive;
- a space is any white space, a line break included; an apostrophe may be left out for one;
- the first word that hurried people shorten may stand shortened (`depuis`, `dep`), but in pseudo-cues and
  relatives.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

#: Feminine and plural of a participle or adjective; present, imperfect, past historic, present participle.
_ENDINGS = {"~": ("", "e", "s", "es"), "$": ("e", "ent", "ait", "aient", "a", "erent", "ant")}
_ASSERTING = ("negated", "hypothetical", "history", "family", "affirmed", "positive", "tests")


def rows(name: str) -> Iterator[list[str]]:
    """The lines of `cues/{name}.tsv` as lists of fields, the heading left out."""
    text = files("viginote.assertion").joinpath("cues", f"{name}.tsv").read_text("utf-8")
    for line in text.splitlines()[1:]:
        yield line.split("\t")


@cache
def word_sets() -> dict[str, frozenset[str]]:
    """The named sets of folded words of `words.tsv`, those that hold a `~` or `$` in every form, and
    shortened too."""
    sets = {name: _inflect(words.split()) for name, words, _reason in rows("words")}
    return {
        name: frozenset(words).union(*(_SHORTENED.get(word, ()) for word in words))
        for name, words in sets.items()
    }


def any_of(*names: str) -> str:
    """A pattern for any word of these sets.

    >>> any_of("siblings", "uncles")
    '(?:frere|oncle|soeur|tante|sœur)'
    """
    words = frozenset[str]().union(*(word_sets()[name] for name in names))
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


#: The next word, figure or sign of a wording, after a space, an apostrophe or neither.
_STEP = re.compile(r"( +|' *|)([^\W\d_]+|[^\s']|)")


def _steps(pattern: str) -> Iterator[tuple[str, str]]:
    """What the wordings of a pattern begin with, each with the pattern of what follows (see `Row.steps`)."""
    literal, bracket, rest = pattern.partition("[")
    forms = _inflect([literal])
    step = _STEP.match(literal)
    assert step is not None  # it may be empty
    if len(forms) > 1:
        for form in forms:
            yield from _steps(form + bracket + rest)
    elif bracket and step.end() == len(literal):
        group, _, rest = rest.partition("]")
        for word in _inflect(group.split("|")):
            yield from _steps(literal + word + rest)
    else:
        yield (step[1][:1] + step[2]).rstrip(), literal[step.end() :] + bracket + rest


def _inflect(words: list[str]) -> list[str]:
    """The words, those that hold a `~` or `$` in every form."""
    forms = []
    for word in words:
        sign = next((sign for sign in _ENDINGS if sign in word), "")
        forms += [word.replace(sign, ending) for ending in _ENDINGS[sign]] if sign else [word]
    return forms


#: Words of cues, and of `words.tsv`, as hurried people shorten them.
_SHORTENED = {
    "depuis": ("dep", "dp", "dps"),
    "dans": ("ds",),
    "pendant": ("pdt",),
    "chez": ("ch",),
    "avec": ("ac",),
    "pour": ("pr",),
    "jamais": ("jms",),
    "toujours": ("tjs", "tjrs"),
    "demande": ("dde",),
    "temps": ("tps",),
    "tout": ("tt",),
    "toute": ("tte",),
    "toutes": ("ttes",),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of a cue file says of all its wordings.

    `kind`: an assertion, "pseudo" or "stop" (ends the reach of the cues around it) or "kin" (a relative).
    `side`: where the cue stands seen from the mention: "before", "after" or "both". `reach`: how far it
    goes, a name of `scope`. `traits`, `barred`: what the mention must and must not be (a category or a
    nature); empty `traits` means any.
    """

    kind: str
    side: str = "both"
    reach: str = ""
    traits: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()

    def suits(self, traits: frozenset[str]) -> bool:
        """Whether its cues may speak of a mention with these traits."""
        return self.barred.isdisjoint(traits) and (not self.traits or not self.traits.isdisjoint(traits))


def _asserting(kind: str, side: str, reach: str, traits: str) -> Line:
    wanted = frozenset(t for t in traits.split() if t[0] not in "!*")
    barred = frozenset(t[1:] for t in traits.split() if t[0] == "!")
    return Line(kind, side, reach, wanted, barred)


class Row(NamedTuple):
    """A line of a cue file, or what is left of it after some words: `pattern`.

    `in_full`: whether none of its words is looked for shortened.
    """

    line: Line
    pattern: str
    in_full: bool = False

    def steps(self) -> Iterator[tuple[str, "Row"]]:
        """What its wordings can begin with, each with what is left of the line after it.

        A step is a word, a figure, a sign or a symbol, after the space or apostrophe that stands before it;
        an apostrophe alone where it ends a wording; empty where a wording has ended. A line may have half a
        million wordings: so none is made out before a note asks for it.

        >>> [(step, row.pattern) for step, row in Row(Line("negated"), "[non|] d'emblee").steps()]
        [('non', " d'emblee"), (' d', "'emblee")]
        >>> [step for step, _ in Row(Line("negated"), "[nie~|depuis|jusqu'] hier").steps()]
        ['nie', 'niee', 'nies', 'niees', 'depuis', 'dep', 'dp', 'dps', 'jusqu']
        """
        for step, rest in _steps(self.pattern):
            word = step.lstrip()
            short = () if self.in_full else _SHORTENED.get(word, ())
            left = Row(self.line, rest, self.in_full or bool(short))
            yield step, left
            for form in short:
                yield step.replace(word, form), left


def read_all() -> Iterator[Row]:
    """Every line of the cue files."""
    for kind in _ASSERTING:
        for pattern, side, reach, traits, _reason in rows(kind):
            yield Row(_asserting(kind, side, reach, traits), pattern)
    for pattern, side, _reason in rows("stops"):
        yield Row(Line("stop", side), pattern)
    for kind in ("pseudo", "kin"):
        for pattern, _reason in rows(kind):
            yield Row(Line(kind), pattern, in_full=True)
