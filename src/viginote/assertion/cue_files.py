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
from functools import cache, cached_property
from importlib.resources import files
from itertools import product

_ALTERNATIVES = re.compile(r"\[([^\]]*)\]")
_LETTERS = re.compile(r"[^\W\d_]+")
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
    """The named sets of folded words of `words.tsv`."""
    return {name: frozenset(words.split()) for name, words, _reason in rows("words")}


def expand(pattern: str) -> Iterator[str]:
    """Every plain wording of a cue pattern.

    >>> sorted(expand("pas [de|d'|]"))
    ['pas', "pas d'", 'pas de']
    >>> sorted(expand("[nie~|tu] hier"))
    ['nie hier', 'niee hier', 'niees hier', 'nies hier', 'tu hier']
    """
    pieces = _ALTERNATIVES.split(pattern)
    choices = [_inflect(piece.split("|") if i % 2 else [piece]) for i, piece in enumerate(pieces)]
    return (" ".join("".join(words).split()).replace("' ", "'") for words in product(*choices))


def _inflect(words: list[str]) -> list[str]:
    """The words, those that hold a `~` or `$` in every form."""
    forms = []
    for word in words:
        sign = next((sign for sign in _ENDINGS if sign in word), "")
        forms += [word.replace(sign, ending) for ending in _ENDINGS[sign]] if sign else [word]
    return forms


#: Words of cues as hurried people shorten them.
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
}


def _wordings(pattern: str) -> Iterator[str]:
    """Every wording of a pattern, then the same with its first word that is often shortened so."""
    for text in expand(pattern):
        yield text
        words = text.split(" ")
        at = next((i for i, word in enumerate(words) if word in _SHORTENED), None)
        if at is not None:
            for short in _SHORTENED[words[at]]:
                yield " ".join([*words[:at], short, *words[at + 1 :]])


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


def head_of(text: str) -> str:
    """What the cues that begin as `text` does have in common: its first word, a digit, or a sign."""
    if text[0].isdigit() or text[0] in "@#%":
        return "#"
    word = _LETTERS.match(text)
    return word[0] if word else text[0]


#: Kinds of cues whose words are never looked for shortened.
_IN_FULL = frozenset({"pseudo", "kin"})
#: Up to where a pattern may be cut: the spaces outside all alternatives, and its end.
_CUT = re.compile(r"(?:[^\[\] ]|\[[^\]]*\])+")


@dataclass(frozen=True)
class Row:
    """A line of a cue file."""

    line: Line
    pattern: str

    def wordings(self) -> Iterator[str]:
        """All its wordings."""
        return self._wordings_of(self.pattern)

    def heads(self) -> set[str]:
        """What its wordings begin with (see `head_of`), without making out more of them than that needs."""
        return {head for heads, _ in self._parts for head in heads}

    def wordings_of(self, head: str) -> Iterator[str]:
        """Its wordings that begin so: a line may have half a million in all."""
        for heads, pattern in self._parts:
            if head in heads:
                yield from (text for text in self._wordings_of(pattern) if head_of(text) == head)

    @cached_property
    def _parts(self) -> list[tuple[set[str], str]]:
        """The pattern for each of the alternatives that it begins with, if any, and what that begins with."""
        opening = _ALTERNATIVES.match(self.pattern)
        rest = self.pattern[opening.end() :] if opening else ""
        parts = [f"[{first}]{rest}" for first in opening[1].split("|")] if opening else [self.pattern]
        return [({head_of(text) for text in self._wordings_of(_beginning(part))}, part) for part in parts]

    def _wordings_of(self, pattern: str) -> Iterator[str]:
        return expand(pattern) if self.line.kind in _IN_FULL else _wordings(pattern)


def _beginning(pattern: str) -> str:
    """The shortest beginning of the pattern, up to a space, that leaves no wording empty."""
    cuts = (pattern[: cut.end()] for cut in _CUT.finditer(pattern))
    return next(beginning for beginning in cuts if all(expand(beginning)))


def read_all() -> Iterator[Row]:
    """Every line of the cue files."""
    for kind in _ASSERTING:
        for pattern, side, reach, traits, _reason in rows(kind):
            yield Row(_asserting(kind, side, reach, traits), pattern)
    for pattern, side, _reason in rows("stops"):
        yield Row(Line("stop", side), pattern)
    for kind in ("pseudo", "kin"):
        for pattern, _reason in rows(kind):
            yield Row(Line(kind), pattern)
