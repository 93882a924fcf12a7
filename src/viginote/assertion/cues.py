"""The cues that a note holds: the cue files, compiled into patterns by what cues begin with.

Where cues overlap the leftmost wins, then the longest: a pseudo-cue ("non controle") shields the cue that
it begins with ("non").
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from viginote.assertion.cue_files import Line, Row, head_of, read_all

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d)?")
_SPACES = re.compile(r"\s+")
#: An infinitive by its ending; not the nouns and adjectives that end alike.
_INFINITIVE = (
    r"(?!(?:foyer|loyer|cancer|danger|hiver|amer|cher|loisir|plaisir|desir|nadir|tir|avenir|devenir|souvenir"
    r"|leader|dealer|scanner|\w*scanner|doppler|holter|laser|master|blister|diner|ulcer|hyper|super)\b)"
    r"(?:\w{1,12}[^\Wi]er|\w{0,10}(?:f|d|oubl|init|negoc|soc|prec|merc|tr)ier|\w{1,12}[^\Wo]ir"
    r"|(?:re|pre)?voir|(?:re|per|con)cevoir"
    r"|\w{0,5}(?:mettre|prendre|faire|dire|crire|joindre|duire|tendre|suivre|clure|soudre|craindre))"
)
#: "en 98": two digits that no unit follows.
_SHORT_YEAR = r"(?:[089]\d|1\d|2[0-6])(?!\s?(?:[hjmsx%]|an|[.,/]?\d))"
#: "pas d alcool": an apostrophe left out.
_ELIDED = re.compile(r"(?<!\w)([cdjlmnst]|(?:jus|lors|puis|quel|)qu|aujourd)(?:'\s?|\s)")
#: What stands for itself in the compiled pattern only after translation.
_SYMBOLS = {
    "@": r"(?:19|20)\d\d",
    "#": r"\d{1,3}(?:[.,]\d)?",
    "%": _SHORT_YEAR,
    "*": r"\w{1,16}",
    "^": _INFINITIVE,
    " ": r"\s{1,3}",
    "'": r"(?:'\s?|\s)",
}
#: How many first words of cues, or words that begin none, are remembered.
_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Cue(Line):
    """One wording of a line of a cue file, expanded: `text`."""

    text: str = field(kw_only=True)

    @classmethod
    def of(cls, line: Line, text: str) -> "Cue":
        return cls(line.kind, line.side, line.reach, line.traits, line.barred, text=text)


#: Kinds of cues that decide an assertion of the patient.
KINDS = ("negated", "hypothetical", "history", "affirmed", "positive", "tests")
_DECIDING = frozenset(KINDS)
#: How many bits tell what a clue can mean.
SENSES = 2 * len(KINDS) + 6


@dataclass(frozen=True, slots=True)
class Senses:
    """What the words of a clue can mean, sorted by what is asked of them.

    `before`, `after`: the cues that decide an assertion of a mention that stands after, or before, them.
    `family_before`, `family_after`: the same for cues of family. `kin`: the relative named. `stops_before`,
    `stops_after`: whether cues reach no further, on that side of the mention. `is_stop`: on both. `bits`: all
    of it in short, `SENSES` bits, the last of them set for every clue.
    """

    before: tuple[Cue, ...] = ()
    after: tuple[Cue, ...] = ()
    family_before: tuple[Cue, ...] = ()
    family_after: tuple[Cue, ...] = ()
    kin: str | None = None
    stops_before: bool = False
    stops_after: bool = False
    bits: int = field(init=False)

    def __post_init__(self) -> None:
        told = [any(cue.kind == kind for cue in side) for side in (self.before, self.after) for kind in KINDS]
        told += [bool(self.family_before), bool(self.family_after), self.kin is not None]
        told += [self.stops_before, self.stops_after, True]
        object.__setattr__(self, "bits", sum(1 << bit for bit, is_set in enumerate(told) if is_set))

    @property
    def is_stop(self) -> bool:
        return self.stops_before and self.stops_after


def _sort(cues: Iterable[Cue]) -> Senses:
    cues = tuple(cues)

    def on(side: str, kinds: frozenset[str]) -> tuple[Cue, ...]:
        return tuple(c for c in cues if c.kind in kinds and c.side in ("both", side))

    family, stop = frozenset(["family"]), frozenset(["stop"])
    return Senses(
        before=on("before", _DECIDING),
        after=on("after", _DECIDING),
        family_before=on("before", family),
        family_after=on("after", family),
        kin=next((c.text for c in cues if c.kind == "kin"), None),
        stops_before=bool(on("before", stop)),
        stops_after=bool(on("after", stop)),
    )


_NOTHING = Senses()


class Clue(NamedTuple):
    """A cue met in a note, with its offsets."""

    start: int
    end: int
    senses: Senses


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
    # The open word last, so that a cue spelt out wins over one that leaves the word open.
    chars = sorted((c for c in node if c != _END), key=lambda c: (c == "*", c == "^"))
    branches = [_SYMBOLS.get(c, re.escape(c)) + _pattern(node[c], c) for c in chars]
    if _END not in node:
        return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    stop = r"(?!\w)" if last.isalnum() or last in "@#%*^" else ""
    return f"(?:{'|'.join([*branches, stop])})" if branches else stop


#: Where a cue may begin: at a word, a number or a sign.
_START = re.compile(r"(?<!\w)[^\W\d_]+|(?<![\w/.,])\d|[^\w\s]")
_OPEN_WORD = re.compile(_INFINITIVE)


#: Where a word begins after the first.
_WORD_START = re.compile(r"(?<=[ '])[^\W\d_]")


#: Wordings, each with the lines that it is of.
_Lines = dict[str, tuple[Line, ...]]
#: The head of the wordings that leave their first word open.
_OPEN = "^"
#: What in a wording stands for many words or figures.
_LEFT_OPEN = frozenset("*%^")


class _Lexicon:
    """All cues, by what they begin with; wordings, patterns, senses are made when a note first asks for them.

    Making all at once takes longer than all else that a first finding waits for.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            for head in row.heads():
                self._rows[head].append(row)
        self._lines = lru_cache(_REMEMBERED)(self._lines_of)
        #: By what begins a cue in a note, a word, a digit or a sign.
        self.patterns = _Patterns(self._pattern)
        self._known: dict[str, Senses] = {}

    def _lines_of(self, head: str) -> _Lines:
        """The wordings that begin so."""
        found: _Lines = {}
        for row in self._rows.get(head, ()):
            for text in row.wordings_of(head):
                found[text] = (*found.get(text, ()), row.line)
        return found

    def _pattern(self, head: str) -> "re.Pattern[str] | _Fork | None":
        """The cues that begin so, as one pattern that finds the longest; None where there are none."""
        if head.isdigit():
            return self.patterns["#"]
        texts = [*self._lines(head)] if head != _OPEN else []
        if _OPEN_WORD.fullmatch(head):
            if not texts:
                return self._open_pattern
            texts += self._lines(_OPEN)  # they stand behind every word spelt out
        if not texts:
            return None
        return _Fork(head, texts) if len(texts) >= _MANY and head.isalpha() else _compiled(texts)

    @cached_property
    def _open_pattern(self) -> re.Pattern[str]:
        return _compiled(self._lines(_OPEN))

    def senses(self, found: str) -> Senses:
        """What the words found can mean, white space and digits brought back to the lexicon's wording.

        A cue that speaks only of what stands before it leaves what follows to the cue that it ends with:
        "n'existait pas" after a mention, and "pas" before the next.
        """
        if found not in self._known:
            own = self._own_senses(found)
            self._known[found] = own if own.before or not own.after else self._completed(own, found)
        return self._known[found]

    def _completed(self, own: Senses, found: str) -> Senses:
        for word in _WORD_START.finditer(found):
            ending = self._of(found[word.start() :])
            if ending and ending.before:
                return replace(own, before=ending.before)
        return own

    def _own_senses(self, found: str) -> Senses:
        plain = _ELIDED.sub(r"\1'", _SPACES.sub(" ", found))
        numbered = _NUMBER.sub("#", _YEAR.sub("@", plain))
        return self._of(found) or self._of(plain) or self._of(numbered) or self._open_senses(found)

    def _of(self, text: str) -> Senses | None:
        """What a wording of the lexicon can mean."""
        lines = self._lines(head_of(text)).get(text)
        return None if lines is None else _sort(Cue.of(line, text) for line in lines)

    def _open_senses(self, found: str) -> Senses:
        texts = (*self._lines(head_of(found)), *self._lines(_OPEN))
        fitting = (t for t in texts if not _LEFT_OPEN.isdisjoint(t) and _opening(t).fullmatch(found))
        return next(filter(None, map(self._of, fitting)), _NOTHING)


#: So many cues that begin alike are compiled as notes ask for them.
_MANY = 50
#: The word that comes next, where a wording may have one and where a note has one.
_NEXT_IN_WORDING = re.compile(r"[ ']([^\W\d_]+)(?![^\W\d_]|[*^])")
_NEXT = re.compile(r"(?:\s{1,3}|'\s?)([^\W\d_]+)")


class _Fork:
    """Many cues with one first word: those of each next word are compiled when a note first has it there."""

    def __init__(self, head: str, texts: Iterable[str]) -> None:
        self._length = len(head)
        #: By the next word that they ask for, "" where they ask for none.
        self._texts: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            following = _NEXT_IN_WORDING.match(text, len(head)) if text.startswith(head) else None
            self._texts[following[1] if following else ""].append(text)
        self._patterns: dict[str, re.Pattern[str]] = {}

    def match(self, folded: str, start: int, end: int) -> re.Match[str] | None:
        """The longest cue at `start`: one that asks for the next word wins over one that leaves it open."""
        following = _NEXT.match(folded, start + self._length, end)
        found = self._match(following[1], folded, start, end) if following else None
        return found or self._match("", folded, start, end)

    def _match(self, word: str, folded: str, start: int, end: int) -> re.Match[str] | None:
        if word not in self._texts:
            return None
        if word not in self._patterns:
            self._patterns[word] = _compiled(self._texts[word])
        return self._patterns[word].match(folded, start, end)


def _compiled(texts: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_pattern(_trie(texts)))


@cache
def _opening(text: str) -> re.Pattern[str]:
    """The pattern of a wording that leaves words open."""
    return re.compile("".join(_SYMBOLS.get(c, re.escape(c)) for c in text))


#: The cues that begin alike; none where no cue begins so.
_Pattern = re.Pattern[str] | _Fork | None


class _Patterns(dict[str, _Pattern]):
    """The patterns of cues, each made when a note first holds what it begins with."""

    def __init__(self, make: Callable[[str], _Pattern]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, head: str) -> _Pattern:
        if len(self) >= _REMEMBERED:
            self.clear()
        pattern = self[head] = self._make(head)
        return pattern


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon(read_all())


def find(folded: str, start: int, end: int) -> Iterator[Clue]:
    """The clues of `folded[start:end]` from left to right; they do not overlap."""
    lexicon = _lexicon()
    at = start
    for place in _START.finditer(folded, start, end):
        pattern = lexicon.patterns[place[0]]
        if pattern is None or place.start() < at:
            continue
        if match := pattern.match(folded, place.start(), end):
            yield Clue(*match.span(), lexicon.senses(match[0]))
            at = match.end()


@lru_cache(maxsize=4096)
def within(words: str) -> tuple[Clue, ...]:
    """The clues inside the words of a mention, counted from its start."""
    return tuple(find(words, 0, len(words)))
