"""The cue lexicon: reviewed data files under `cues/`, compiled once into one pattern.

A cue is written as it stands in a folded note (lower case, no accents) in a small language:

- `[a|b|]` one of the alternatives, an empty one included; also inside a word: `negati[f|ve]`;
- `@` a year (19xx or 20xx), `#` a number of one to three digits;
- a space is any white space, a line break included.

Where cues overlap the leftmost wins, then the longest: a pseudo-cue ("non controle") shields the cue that
it begins with ("non").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

_ALTERNATIVES = re.compile(r"\[([^\]]*)\]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d)?")
_SPACES = re.compile(r"\s+")
#: What stands for itself in the compiled pattern only after translation.
_SYMBOLS = {"@": r"(?:19|20)\d\d", "#": r"\d{1,3}(?:[.,]\d)?", " ": r"\s{1,3}"}
_ASSERTING = ("negated", "hypothetical", "history", "family", "affirmed", "positive", "tests")


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of a cue file, expanded.

    `kind`: an assertion, "pseudo" or "stop" (ends the reach of the cues around it) or "kin" (a relative).
    `side`: where the cue stands seen from the mention: "before", "after" or "both". `reach`: how far it
    goes, a name of `scope`. `traits`, `barred`: what the mention must and must not be (a category or a
    nature); empty `traits` means any.
    """

    text: str
    kind: str
    side: str = "both"
    reach: str = ""
    traits: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()

    def suits(self, traits: frozenset[str]) -> bool:
        """Whether the cue may speak of a mention with these traits."""
        return self.barred.isdisjoint(traits) and (not self.traits or not self.traits.isdisjoint(traits))


@dataclass(frozen=True, slots=True)
class Clue:
    """A cue met in a note, with its offsets. `cues` holds one entry for each sense of the words."""

    start: int
    end: int
    cues: tuple[Cue, ...]


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
    """
    pieces = _ALTERNATIVES.split(pattern)
    choices = [piece.split("|") if i % 2 else [piece] for i, piece in enumerate(pieces)]
    return (" ".join("".join(words).split()).replace("' ", "'") for words in product(*choices))


def _read_asserting(kind: str) -> Iterator[Cue]:
    for pattern, side, reach, traits, _reason in rows(kind):
        wanted = frozenset(t for t in traits.split() if t[0] not in "!*")
        barred = frozenset(t[1:] for t in traits.split() if t[0] == "!")
        for text in expand(pattern):
            yield Cue(text, kind, side, reach, wanted, barred)


def _read_all() -> Iterator[Cue]:
    for kind in _ASSERTING:
        yield from _read_asserting(kind)
    for pattern, side, _reason in rows("stops"):
        yield from (Cue(text, "stop", side) for text in expand(pattern))
    for kind, name in (("pseudo", "pseudo"), ("kin", "kin")):
        for pattern, _reason in rows(name):
            yield from (Cue(text, kind) for text in expand(pattern))


_Trie = dict[str, "_Trie"]
_END = ""


def _trie(words: Iterable[str]) -> _Trie:
    root: _Trie = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[_END] = {}
    return root


def _pattern(node: _Trie, last: str = "") -> str:
    """The trie as a pattern without repetition, longest wording first: it never backtracks far."""
    branches = [_SYMBOLS.get(c, re.escape(c)) + _pattern(child, c) for c, child in node.items() if c != _END]
    if _END not in node:
        return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    stop = r"(?!\w)" if last.isalnum() or last in "@#" else ""
    return f"(?:{'|'.join([*branches, stop])})" if branches else stop


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, tuple[Cue, ...]]]:
    table: dict[str, tuple[Cue, ...]] = {}
    for cue in _read_all():
        table[cue.text] = (*table.get(cue.text, ()), cue)
    words = _pattern(_trie(t for t in table if t[0].isalpha()))
    numbers = _pattern(_trie(t for t in table if t[0].isdigit() or t[0] in "@#"))
    signs = _pattern(_trie(t for t in table if not (t[0].isalnum() or t[0] in "@#")))
    pattern = rf"(?<!\w)(?=[^\W\d_]){words}|(?<![\w/.,])(?=\d){numbers}|(?=[^\w\s]){signs}"
    return re.compile(pattern), table


def _senses(found: str, table: dict[str, tuple[Cue, ...]]) -> tuple[Cue, ...]:
    """The cues behind the words found, white space and digits brought back to the lexicon's wording."""
    senses = table.get(found)
    if senses is None:
        plain = _SPACES.sub(" ", found)
        senses = table.get(plain) or table.get(_NUMBER.sub("#", _YEAR.sub("@", plain)), ())
    return senses


def find(folded: str, start: int, end: int) -> Iterator[Clue]:
    """The clues of `folded[start:end]` from left to right; they do not overlap."""
    pattern, table = _lexicon()
    for match in pattern.finditer(folded, start, end):
        yield Clue(match.start(), match.end(), _senses(match.group(), table))
