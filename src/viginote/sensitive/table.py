"""The table of all that the lexicons hold, word after word: terms, traps and the cues of ambiguous words.

The lexicons allow some 150,000 forms, and a note holds a few of them. So only the words of the forms are
gathered at once; which words follow one another is made out when a note first holds those before.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from viginote.sensitive.lexicons import TRAP, Entry
from viginote.sensitive.senses import Sense
from viginote.sensitive.spelling import SHORTEST
from viginote.sensitive.terms import Slot, letters, slot, slot_readings, slots

#: A form with fewer letters than this is compared letter by letter: its typos are other words.
_TOLERANT_FROM = 7
#: Letters that a cue has at most whose double letter counts.
_SHORT_CUE = 4
_DOUBLE = re.compile(r"(.)\1")


class Form(NamedTuple):
    """An entry in one of its forms. `strict`: the folded form that a short or exact term must equal."""

    entry: Entry
    spelling: str
    strict: str | None


#: Whether it speaks for the sense, the side on which it must stand ("<", ">" or ""), and the folded form
#: that it must equal, for a short one that would read as another word without its double letter (ETT, et).
Cue = tuple[bool, str, str | None]
#: A cue as its sense has it: the name of the sense, whether it speaks for it, the side.
_Told = tuple[str, bool, str]


class _Begun(NamedTuple):
    """A term, of an entry or of a cue, as far as it was read.

    `spelling`, `form`: of the slots so far. `words`: those still to come of the last one. `slots`: those
    still to come.
    """

    of: Entry | _Told
    slots: tuple[str, ...]
    spelling: str = ""
    form: str = ""
    words: tuple[str, ...] = ()

    @property
    def inflect(self) -> bool:
        return not (isinstance(self.of, Entry) and self.of.exact)

    def further(self) -> Iterator[tuple[str, "_Begun"]]:
        """The term read by a word further, with each word that may come, and with "" where it may end."""
        if self.words:
            yield self.words[0], self._replace(words=self.words[1:])
        elif not self.slots:
            yield "", self
        else:
            for spelling, form, words in slot_readings(self.slots[0], self.inflect):
                said = " ".join(filter(None, (self.spelling, spelling)))
                folded = " ".join(filter(None, (self.form, form)))
                yield from _Begun(self.of, self.slots[1:], said, folded, words).further()


class Node:
    """What stands at the end of some words: their forms, the senses to which they are a cue, longer keys."""

    __slots__ = ("_following", "cues", "forms")

    def __init__(self, begun: Iterable[_Begun]) -> None:
        following: dict[str, list[_Begun]] = defaultdict(list)
        for term in begun:
            for word, then in term.further():
                following[word].append(then)
        ended = following.pop("", [])
        self.forms = _forms(ended)
        self.cues = _cues(ended)
        self._following: dict[str, list[_Begun] | Node] = {**following}

    def after(self, word: str) -> "Node | None":
        """The node that a further word leads to: made when first asked for, by any thread the same."""
        found = self._following.get(word)
        if isinstance(found, list):
            found = self._following[word] = Node(found)
        return found


def _forms(ended: Iterable[_Begun]) -> tuple[Form, ...]:
    """The forms of entries; of those that an entry has more than once, the first spelling."""
    found: dict[tuple[int, str | None], Form] = {}
    for term in ended:
        if isinstance(term.of, Entry):
            strict = term.form if term.of.exact or letters(term.form) < _TOLERANT_FROM else None
            found.setdefault((id(term.of), strict), Form(term.of, term.spelling, strict))
    return tuple(found.values())


def _cues(ended: Iterable[_Begun]) -> dict[str, list[Cue]]:
    found: dict[str, list[Cue]] = defaultdict(list)
    for term in ended:
        if not isinstance(term.of, Entry):
            sense, positive, side = term.of
            strict = term.form if len(term.form) <= _SHORT_CUE and _DOUBLE.search(term.form) else None
            found[sense].append((positive, side, strict))
    return dict(found)


@dataclass
class Opening:
    """A word with which terms begin, and those that may."""

    word: str
    terms: list[_Begun] = field(default_factory=list)

    @cached_property
    def node(self) -> Node:
        """What the word leads to: made when first asked for, by any thread the same."""
        return Node(then for term in self.terms for word, then in term.further() if word == self.word)


class Table(dict[str, Opening]):
    """The openings of all forms, by their word. `known`: all words; `meant`: those that a typo may hide."""

    def __init__(self, entries: Iterable[Entry], senses: Iterable[Sense]) -> None:
        super().__init__()
        self.known: set[str] = set()
        self.meant: set[str] = set()
        for entry in entries:
            begun, in_short = self._add(entry, entry.term, not entry.exact)
            if not entry.exact and entry.category != TRAP:
                self.meant.update(_meant(begun, in_short))
        for sense in senses:
            for cue, positive, side in sense.cues:
                self._add((sense.name, positive, side), cue)

    def _add(self, of: Entry | _Told, term: str, inflect: bool = True) -> tuple[_Begun, list[Slot]]:
        """Put a term at every word with which it may begin; the term, and its slots in short."""
        begun = _Begun(of, slots(term))
        in_short = [slot(text, inflect) for text in begun.slots]
        self.known.update(*[of_slot.words for of_slot in in_short])
        for word in _first(in_short):
            self[word].terms.append(begun)
        return begun, in_short

    def __missing__(self, word: str) -> Opening:
        opening = self[word] = Opening(word)
        return opening


def _first(of_term: Iterable[Slot]) -> set[str]:
    """The words with which a term may begin."""
    first: set[str] = set()
    for of_slot in of_term:
        first |= of_slot.first
        if not of_slot.is_optional:
            break
    return first


def _meant(begun: _Begun, of_term: Sequence[Slot]) -> Iterable[str]:
    """The long words of the forms of an inflected term that may be misspelt."""
    long = {word for of_slot in of_term for word in of_slot.words if len(word) >= SHORTEST}
    if not long or sum(of_slot.letters for of_slot in of_term) >= _TOLERANT_FROM:
        return long
    # Some forms are too short: a word counts where the longest form with it is not.
    counted = [
        [(letters(reading.form), reading.words) for reading in slot_readings(text, True)]
        for text in begun.slots
    ]
    longest = [max(count for count, _ in ways) for ways in counted]
    return long.intersection(
        word
        for ways, most in zip(counted, longest, strict=True)
        for count, words in ways
        if sum(longest) - most + count >= _TOLERANT_FROM
        for word in words
    )
