"""The cue lexicon: reviewed data files under `cues/`, compiled into patterns by what cues begin with.

A cue is written as it stands in a folded note (lower case, no accents) in a small language:

- `[a|b|]` one of the alternatives, an empty one included; also inside a word: `negati[f|ve]`;
- `~` the ending of a participle or adjective in any gender and number: `refuse~`, `perdu~`;
- `$` the ending of a verb in -er, third person of the tenses that notes are told in: `ni$`, `suspect$`;
- `@` a year (19xx or 20xx), `%` a year of two digits, `#` a number of one to three digits, `*` any word,
  `^` an infinitive;
- a space is any white space, a line break included; an apostrophe may be left out for one;
- the first word that hurried people shorten may stand shortened (`depuis`, `dep`), but in pseudo-cues and
  relatives.

Where cues overlap the leftmost wins, then the longest: a pseudo-cue ("non controle") shields the cue that
it begins with ("non").
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

_ALTERNATIVES = re.compile(r"\[([^\]]*)\]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d)?")
_SPACES = re.compile(r"\s+")
#: Feminine and plural of a participle or adjective; present, imperfect, past historic, present participle.
_ENDINGS = {"~": ("", "e", "s", "es"), "$": ("e", "ent", "ait", "aient", "a", "erent", "ant")}
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


#: Kinds of cues that decide an assertion of the patient.
_DECIDING = frozenset(["negated", "hypothetical", "history", "affirmed", "positive", "tests"])


@dataclass(frozen=True, slots=True)
class Senses:
    """What the words of a clue can mean, sorted by what is asked of them.

    `before`, `after`: the cues that decide an assertion of a mention that stands after, or before, them.
    `family_before`, `family_after`: the same for cues of family. `kin`: the relative named. `stops_before`,
    `stops_after`: whether cues reach no further, on that side of the mention. `is_stop`: on both.
    """

    before: tuple[Cue, ...] = ()
    after: tuple[Cue, ...] = ()
    family_before: tuple[Cue, ...] = ()
    family_after: tuple[Cue, ...] = ()
    kin: str | None = None
    stops_before: bool = False
    stops_after: bool = False

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


class Line(NamedTuple):
    """What a line of a cue file says of all its wordings: the fields of `Cue`, less the text."""

    kind: str
    side: str = "both"
    reach: str = ""
    traits: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()


def _asserting(kind: str, side: str, reach: str, traits: str) -> Line:
    wanted = frozenset(t for t in traits.split() if t[0] not in "!*")
    barred = frozenset(t[1:] for t in traits.split() if t[0] == "!")
    return Line(kind, side, reach, wanted, barred)


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
        """What its wordings begin with (see `_head`), without making out more of them than that needs."""
        return {_head(text) for text in self._wordings_of(self._beginning())}

    @cached_property
    def by_head(self) -> dict[str, list[str]]:
        """All its wordings, by what they begin with."""
        found: dict[str, list[str]] = defaultdict(list)
        for text in self.wordings():
            found[_head(text)].append(text)
        return dict(found)

    def _beginning(self) -> str:
        """The shortest beginning of the pattern, up to a space, that leaves no wording empty."""
        cuts = (self.pattern[: cut.end()] for cut in _CUT.finditer(self.pattern))
        return next(beginning for beginning in cuts if all(expand(beginning)))

    def _wordings_of(self, pattern: str) -> Iterator[str]:
        return expand(pattern) if self.line.kind in _IN_FULL else _wordings(pattern)


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
_LETTERS = re.compile(r"[^\W\d_]+")
_OPEN_WORD = re.compile(_INFINITIVE)


def _head(text: str) -> str:
    """What the cues that begin as `text` does have in common: its first word, a digit, or a sign."""
    if text[0].isdigit() or text[0] in "@#%":
        return "#"
    word = _LETTERS.match(text)
    return word[0] if word else text[0]


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
        self.pattern = lru_cache(_REMEMBERED)(self._pattern)
        self._known: dict[str, Senses] = {}

    def _lines_of(self, head: str) -> _Lines:
        """The wordings that begin so."""
        found: _Lines = {}
        for row in self._rows.get(head, ()):
            for text in row.by_head[head]:
                found[text] = (*found.get(text, ()), row.line)
        return found

    def _pattern(self, head: str) -> "re.Pattern[str] | _Fork | None":
        """The cues that begin so, as one pattern that finds the longest; None where there are none."""
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
        lines = self._lines(_head(text)).get(text)
        return None if lines is None else _sort(Cue(text, *line) for line in lines)

    def _open_senses(self, found: str) -> Senses:
        texts = (*self._lines(_head(found)), *self._lines(_OPEN))
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


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon(read_all())


def find(folded: str, start: int, end: int) -> Iterator[Clue]:
    """The clues of `folded[start:end]` from left to right; they do not overlap."""
    lexicon = _lexicon()
    at = start
    for place in _START.finditer(folded, start, end):
        if place.start() < at:
            continue
        pattern = lexicon.pattern("#" if place[0].isdigit() else place[0])
        if pattern and (match := pattern.match(folded, place.start(), end)):
            yield Clue(*match.span(), lexicon.senses(match[0]))
            at = match.end()


@lru_cache(maxsize=4096)
def within(words: str) -> tuple[Clue, ...]:
    """The clues inside the words of a mention, counted from its start."""
    return tuple(find(words, 0, len(words)))
