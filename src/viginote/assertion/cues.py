"""The cues that a note holds: the cue files as a trie of words, grown where notes go along it.

Where cues overlap the leftmost wins, then the longest: a pseudo-cue ("non controle") shields the cue that
it begins with ("non").
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from viginote.assertion.cue_files import Line, Row, read_all

#: An infinitive by its ending; not the nouns and adjectives that end alike.
_INFINITIVE = (
    r"(?!(?:foyer|loyer|cancer|danger|hiver|amer|cher|loisir|plaisir|desir|nadir|tir|avenir|devenir|souvenir"
    r"|leger|gaucher|usager|passager|etranger|menager|boulanger|boucher|berger|leader|dealer|scanner|\w*scanner|doppler|holter|laser|master|blister|diner|ulcer|hyper|super)\b)"
    r"(?:\w{1,12}[^\Wi]er|\w{0,10}(?:f|d|oubl|init|negoc|soc|prec|merc|tr)ier|\w{1,12}[^\Wo]ir"
    r"|(?:re|pre)?voir|(?:re|per|con)cevoir"
    r"|\w{0,5}(?:mettre|prendre|faire|dire|crire|joindre|duire|tendre|suivre|clure|soudre|craindre))"
)
#: "en 98": two digits that no unit follows.
_SHORT_YEAR = r"(?:[089]\d|1\d|2[0-6])(?!\s?(?:[hjmsx%]|an|[.,/]?\d))"
#: What the symbols of the cue files stand for in a note.
_SYMBOLS = {
    "@": r"(?:19|20)\d\d",
    "#": r"\d{1,3}(?:[.,]\d)?(?!\d)",
    "%": _SHORT_YEAR,
    "'": r"(?:'\s?|\s)",
    "*": r"\w{1,16}(?!\w)",
    "^": _INFINITIVE + r"(?!\w)",
    " ": r"\s{1,3}",
}
#: How they are told to a reader, who is never told what stands in the note.
_TOLD = str.maketrans({"@": "<year>", "%": "<year>", "#": "<number>", "*": "<word>", "^": "<verb>"})
#: How many words, whether they begin cues or not, and cues as notes hold them are remembered.
_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Cue(Line):
    """One wording of a line of a cue file, expanded: `text`."""

    text: str = field(kw_only=True)

    @classmethod
    def of(cls, line: Line, text: str) -> "Cue":
        return cls(line.kind, line.side, line.reach, line.traits, line.barred, text=text)

    @property
    def told(self) -> str:
        """The wording for a reader.

        >>> Cue("history", text="en @").told
        'en <year>'
        """
        return self.text.translate(_TOLD)


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
    def is_pseudo(self) -> bool:
        """Whether the words only look like a cue: "non controle"."""
        return self.bits == _PSEUDO.bits

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


class Clue(NamedTuple):
    """A cue met in a note, with its offsets."""

    start: int
    end: int
    senses: Senses


#: A word or a sign after a space, which a colon may lack, an apostrophe or neither.
_WORD = {
    before: re.compile(rf"{between}([^\W\d_]+|[^\w\s])")
    for before, between in ((" ", rf"(?:{_SYMBOLS[' ']}|(?=:))"), ("'", _SYMBOLS["'"]), ("", ""))
}
_GOES_ON = re.compile(r"\w")


@cache
def _open(step: str) -> re.Pattern[str]:
    """The pattern of a step that ends with a symbol or a figure."""
    return re.compile("".join(_SYMBOLS.get(char, char) for char in step))


def _is_word(step: str) -> bool:
    """Whether a step ends with a word, or a sign, that stands for itself."""
    return not (step[-1] in _SYMBOLS or step[-1].isdigit())


class _Node:
    """All cues that begin with `text`, in a trie of steps (see `Row.steps`); it grows as notes ask for more.

    To grow all of it at once takes longer than all else that a first finding waits for.
    """

    def __init__(self, text: str, rows: list[Row]) -> None:
        self._text = text
        self._rows = rows

    def longest(self, folded: str, at: int, end: int) -> tuple[int, "_Node"] | None:
        """The longest cue that goes on at `at`, after where it ends.

        A word spelt out wins over one left open.
        """
        for pattern, nodes in self._words:
            step = pattern.match(folded, at, end)
            if step and (node := nodes.get(step[1])) and (found := node.longest(folded, step.end(), end)):
                return found
        for pattern, node in self._symbols:
            step = pattern.match(folded, at, end)
            if step and (found := node.longest(folded, step.end(), end)):
                return found
        if "" in self._left and not (self._ends_word and _GOES_ON.match(folded, at, end)):
            return at, self
        return None

    def senses(self, found: str) -> Senses:
        """What the cue that ends here can mean, in a note that holds it as `found`."""
        own = self.own_senses
        return own if own.before or not own.after else _completed(self, found)

    @cached_property
    def own_senses(self) -> Senses:
        """What its lines say."""
        return _sort(Cue.of(row.line, self._text) for row in self._left[""])

    @cached_property
    def nodes(self) -> dict[str, "_Node"]:
        """Those that come next, by their step."""
        return {step: _Node(self._text + step, rows) for step, rows in self._left.items() if step}

    @cached_property
    def _left(self) -> dict[str, list[Row]]:
        """What is left of the lines after each next step, "" where a cue ends here."""
        left: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows:
            for step, rest in row.steps():
                left[step if self._text else step.lstrip()].append(rest)
        return left

    @cached_property
    def _words(self) -> list[tuple[re.Pattern[str], dict[str, "_Node"]]]:
        words: dict[str, dict[str, _Node]] = defaultdict(dict)
        for step, node in self.nodes.items():
            if _is_word(step):
                before = step[0] if step[0] in _WORD else ""
                words[before][step.removeprefix(before)] = node
        return [(_WORD[before], nodes) for before, nodes in words.items()]

    @cached_property
    def _symbols(self) -> list[tuple[re.Pattern[str], "_Node"]]:
        """Figures first, then open words, then the apostrophe that ends a cue."""
        steps = [step for step in self.nodes if not _is_word(step)]
        return [(_open(step), self.nodes[step]) for step in sorted(steps, key=lambda s: "*^'".find(s[-1]))]

    @cached_property
    def _ends_word(self) -> bool:
        return self._text[-1].isalnum() or self._text[-1] in "@#%*^"


#: Where a word begins after the first.
_WORD_START = re.compile(r"(?<=[ '])[^\W\d_]")


@lru_cache(_REMEMBERED)
def _completed(cue: _Node, found: str) -> Senses:
    """What a cue for what stands before it can mean with the cue that its words end with.

    It leaves what follows to that cue: "n'existait pas" after a mention, and "pas" before the next.
    """
    for word in _WORD_START.finditer(found):
        clue = next(find(found, word.start(), len(found)), None)
        if clue and clue.senses.before and clue.senses.before[0].text == found[word.start() :]:
            return replace(cue.own_senses, before=clue.senses.before)
    return cue.own_senses


@cache
def _root() -> _Node:
    return _Node("", [*read_all()])


@cache
def _start() -> re.Pattern[str]:
    """Where a cue may begin: at a word, before a number, at the signs that some begin with."""
    signs = "".join(step for step in _root().nodes if _is_word(step) and not step.isalpha())
    return re.compile(rf"(?<!\w)[^\W\d_]+|(?<![\w/.,])(?=\d)|[{re.escape(signs)}]")


@lru_cache(_REMEMBERED)
def _begun(head: str) -> tuple[_Node, ...]:
    """The cues that begin with a word or a sign, or before a number (""), those that spell it out first."""
    if not head:
        return (_root(),)
    steps = (head, "^") if _open("^").fullmatch(head) else (head,)
    return tuple(node for step in steps if (node := _root().nodes.get(step)))


def find(folded: str, start: int, end: int) -> Iterator[Clue]:
    """The clues of `folded[start:end]` from left to right; they do not overlap."""
    at = start
    for place in _start().finditer(folded, start, end):
        nodes = _begun(place[0])
        if not nodes or place.start() < at:
            continue
        for node in nodes:
            if found := node.longest(folded, place.end(), end):
                at, cue = _gone_on(folded, place.start(), end, found)
                yield Clue(place.start(), at, cue.senses(folded[place.start() : at]))
                break


#: Words that a cue ends with and a pseudo-cue may begin with.
_DENYING = (" pas", " plus", " jamais")


def _gone_on(folded: str, start: int, end: int, found: tuple[int, _Node]) -> tuple[int, _Node]:
    """The pseudo-cue that goes on from the last word of a cue, if any: "ne note | pas d'amélioration"."""
    at, cue = found
    if not folded.endswith(_DENYING, start, at):
        return found
    denies = all(sense.kind in ("negated", "history") for sense in cue.own_senses.before)
    for node in _begun(folded[folded.rindex(" ", start, at) + 1 : at]) if denies else ():
        longer = node.longest(folded, at, end)
        if longer and longer[0] > at and longer[1].own_senses.is_pseudo:
            return longer
    return found


#: What a pseudo-cue means: nothing.
_PSEUDO = Senses()


@lru_cache(maxsize=4096)
def within(words: str) -> tuple[Clue, ...]:
    """The clues inside the words of a mention, counted from its start."""
    return tuple(find(words, 0, len(words)))
