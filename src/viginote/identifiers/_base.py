"""What the identifiers share: the form of a recognizer, character classes, and looking around a span."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from viginote.findings import Explanation, Finding
from viginote.identifiers._anchored import needed
from viginote.regex import regex
from viginote.text import Kept, Note, fold

_EXTENDED = "".join(c for c in map(chr, (*range(0x100, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
#: One upper-case letter, and one letter, of the alphabets that names are written in from Lisbon to Hanoi.
UPPER = f"[A-ZÀ-ÖØ-Þ{_EXTENDED}]"
LETTER = "[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]"
#: A word with a capital, as names are written: "O'Neill", "Saint-Denis".
CAPITALISED = rf"{UPPER}(?:{LETTER}|['’](?={LETTER}))+(?:-{LETTER}+)*"

#: Where a phrase ends, spaces aside.
PHRASE_END = regex(r" ?(?:[.,;()\n]|\Z)")

_SEPARATED = r"[ .,;:*?#'~=+\-_/|()•·\n]{0,3}"
_RUNS = tuple(
    (count, regex(rf"[0-9](?:{_SEPARATED}[0-9oilsz]){{{count - 1}}}" if count > 1 else "[0-9]"))
    for count in (7, 4, 1)
)


class Recognizer(Protocol):
    """What every identifier module exposes as `RECOGNIZER`."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def searches(self) -> "Sequence[Search]":
        """What `find` does, in parts, for those who search many notes at once."""
        ...

    def find(self, note: Note) -> Iterator[Finding]: ...
    def finding(self, hit: "Hit") -> Finding: ...


class Hit(NamedTuple):
    """A span that a rule found: `score` is the share of such hits expected to be right."""

    start: int
    end: int
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Search:
    """A function that yields the hits of a note.

    `digits`: the run of digits (0, 1, 4 or 7, separators aside) without which there is nothing to find.
    """

    hits: Callable[[Note], Iterable[Hit]]
    digits: int = 1
    #: The numbers of the patterns of which one must find an anchor; none where it may do without.
    needs: frozenset[int] = frozenset()

    @classmethod
    def of(cls, search: Callable[[Note], Iterable[Hit]], digits: int = 1) -> "Search":
        """Of a function that reads the note."""
        return cls(search, digits, needed(search))

    @classmethod
    def folded(cls, search: Callable[[str], Iterable[Hit]], digits: int = 1) -> "Search":
        """Of a function that reads the folded text alone."""
        return cls(lambda note: search(note.folded), digits, needed(search))

    @classmethod
    def both(cls, search: Callable[[str, str], Iterable[Hit]], digits: int = 1) -> "Search":
        """Of a function that reads the text and the folded text."""
        return cls(lambda note: search(note.text, note.folded), digits, needed(search))


class Rule:
    """A recognizer made of one search or several."""

    def __init__(self, name: str, label: str, *searches: Search) -> None:
        self.name, self.label, self.searches = name, label, searches
        self._detector = f"rule:{name}"

    def find(self, note: Note) -> Iterator[Finding]:
        run = longest_run(note.folded)
        searches = (search for search in self.searches if search.digits <= run)
        return (self.finding(hit) for search in searches for hit in search.hits(note))

    def finding(self, hit: Hit) -> Finding:
        explain = Explanation(reason=hit.reason)
        return Finding(hit.start, hit.end, self.label, hit.score, self._detector, explain=explain)


def longest_run(folded: str) -> int:
    """How long a run of digits the text holds, separators aside, as one of 7 (or more), 4, 1 and 0.

    >>> [longest_run(t) for t in ("sans", "45 ans", "en 2019", "06 12 34 56 78")]
    [0, 1, 4, 7]
    """
    return _LONGEST[folded]


_LONGEST = Kept(
    lambda folded: next((count for count, pattern in _RUNS if pattern.search(folded)), 0),
)


#: Kinds of numbers: all of them; those of two figures at most that a sign parts from the next, as a day is
#: parted from its month; those of four figures at least; those right behind a letter.
NUMBERS, PARTED, LONG, JOINED = range(4)
_NUMBER, _PART = regex(r"[0-9]+"), regex(r"[ /.\-|_\\,;:'x]{1,5}[0-9]")


def _by_kind(folded: str) -> tuple[list[int], ...]:
    """Where the numbers of each kind begin."""
    starts: tuple[list[int], ...] = [], [], [], []
    for m in _NUMBER.finditer(folded):
        start, end = m.span()
        starts[NUMBERS].append(start)
        if end - start <= len("31") and _PART.match(folded, end):
            starts[PARTED].append(start)
        elif end - start >= len("2020"):
            starts[LONG].append(start)
        if start and folded[start - 1].isalpha():
            starts[JOINED].append(start)
    return starts


_STARTS = Kept(_by_kind)


def number_starts(folded: str, kind: int = NUMBERS) -> list[int]:
    """Where the numbers of a kind begin."""
    return _STARTS[folded][kind]


def at_numbers(
    folded: str, pattern: re.Pattern[str], kind: int = NUMBERS, text: str | None = None
) -> Sequence[re.Match[str]]:
    """The matches of a pattern that begins with the first digit of a number of a kind; they do not overlap.

    In `text`, the folded one if none.
    """
    starts = _STARTS[folded][kind]
    if not starts:  # asked some fifty times a note, mostly in vain
        return ()
    text = folded if text is None else text
    found: list[re.Match[str]] = []
    end = 0
    for at in starts:
        if at >= end and (m := pattern.match(text, at)):
            found.append(m)
            end = m.end()
    return found


def digits_of(value: str) -> str:
    """The ASCII digits of `value`, in order.

    >>> digits_of("01.42-16")
    '014216'
    """
    return "".join(c for c in value if "0" <= c <= "9")


def compact(value: str) -> str:
    """The letters and digits of `value` in upper case, nothing else."""
    return "".join(c for c in fold(value).upper() if c.isascii() and c.isalnum())


#: What bears a number that is neither a phone's nor a date, in folded text: alternatives of a pattern.
NUMBERED = (
    "ipp|ip|nip|nda|iep|id|dossier|patiente?|visite|sejour|rpps|adeli|finess|nir|siret|siren|identifiant"
    "|matricule|sn|lot|insee|ref"
)


def before(folded: str, start: int, width: int) -> str:
    """The `width` characters before `start`, fewer at the beginning of the note."""
    return folded[max(0, start - width) : start]
