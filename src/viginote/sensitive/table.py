"""The table of all that the lexicons hold, word after word: terms, traps and the cues of ambiguous words.

The lexicons allow some 150,000 forms, and a note holds a few of them. So only the words of the forms are
gathered at once; the forms themselves are made when a note first holds the word with which they begin.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from viginote.sensitive.lexicons import TRAP, Entry
from viginote.sensitive.senses import Sense
from viginote.sensitive.terms import Slot, expand, letters, readings, slots

#: A form with fewer letters than this is compared letter by letter: its typos are other words.
_TOLERANT_FROM = 7
#: Letters that a cue has at most whose double letter counts.
_SHORT_CUE = 4
_DOUBLE = re.compile(r"(.)\1")


@dataclass(slots=True)
class Form:
    """An entry in one of its forms. `strict`: the folded form that a short or exact term must equal."""

    entry: Entry
    spelling: str
    strict: str | None


#: Whether it speaks for the sense, the side on which it must stand ("<", ">" or ""), and the folded form
#: that it must equal, for a short one that would read as another word without its double letter (ETT, et).
Cue = tuple[bool, str, str | None]


@dataclass(slots=True)
class Node:
    """What stands at the end of some words: their forms, the senses to which they are a cue, longer keys."""

    forms: tuple[Form, ...] = ()
    cues: dict[str, list[Cue]] = field(default_factory=dict)
    following: dict[str, "Node"] = field(default_factory=dict)

    def at(self, words: Iterable[str]) -> "Node":
        """The node that further words lead to, made if there is none."""
        node = self
        for word in words:
            if word not in node.following:
                node.following[word] = Node()
            node = node.following[word]
        return node

    def add(self, form: Form) -> None:
        """Put a form, unless the same entry stands here already."""
        if not any(form.entry is other.entry and form.strict == other.strict for other in self.forms):
            self.forms += (form,)


@dataclass
class Opening:
    """A word with which forms begin, the entries that have such forms, and the cues with their sense."""

    word: str
    entries: list[Entry] = field(default_factory=list)
    cues: list[tuple[str, str, bool, str]] = field(default_factory=list)

    @cached_property
    def node(self) -> Node:
        """The forms that begin with the word: made when first asked for, by any thread the same."""
        root = Node()
        for entry in self.entries:
            for spelling, form, key in _forms(entry.term, self.word, inflect=not entry.exact):
                strict = form if entry.exact or letters(form) < _TOLERANT_FROM else None
                root.at(key[1:]).add(Form(entry, spelling, strict))
        for sense, cue, positive, side in self.cues:
            for _, form, key in _forms(cue, self.word):
                strict = form if len(form) <= _SHORT_CUE and _DOUBLE.search(form) else None
                root.at(key[1:]).cues.setdefault(sense, []).append((positive, side, strict))
        return root


class Table(dict[str, Opening]):
    """The openings of all forms, by their word. `known`: every word; `meant`: those that a typo may hide."""

    def __init__(self, entries: Iterable[Entry], senses: Iterable[Sense]) -> None:
        super().__init__()
        self.known: set[str] = set()
        self.meant: set[str] = set()
        for entry in entries:
            its_slots = list(slots(entry.term, inflect=not entry.exact))
            for opening in self._openings(its_slots):
                opening.entries.append(entry)
            if not entry.exact and entry.category != TRAP:
                self.meant.update(*_meant(entry.term, its_slots))
        for sense in senses:
            for cue, positive, side in sense.cues:
                for opening in self._openings(list(slots(cue))):
                    opening.cues.append((sense.name, cue, positive, side))

    def _openings(self, of_term: Sequence[Slot]) -> Iterator[Opening]:
        self.known.update(*(slot.words for slot in of_term))
        for word in _first(of_term):
            if word not in self:
                self[word] = Opening(word)
            yield self[word]


def _first(of_term: Iterable[Slot]) -> set[str]:
    """The words with which a term may begin."""
    first: set[str] = set()
    for slot in of_term:
        first |= slot.first
        if not slot.is_optional:
            break
    return first


def _forms(term: str, first: str, *, inflect: bool = True) -> Iterator[tuple[str, str, list[str]]]:
    """The forms of a term that begin with a word: spelling, folded form, key word by word."""
    for spelling in expand(term):
        if first in _first(slots(spelling, inflect=inflect)):
            for form, key in readings(spelling, inflect=inflect):
                words = key.split(" ")
                if words[0] == first:
                    yield spelling, form, words


def _meant(term: str, of_term: Sequence[Slot]) -> Iterable[Iterable[str]]:
    """The words of the forms of a term that may be misspelt."""
    if sum(slot.letters for slot in of_term) >= _TOLERANT_FROM:
        return (slot.words for slot in of_term)
    made = (form for spelling in expand(term) for form in readings(spelling))
    return (key.split() for form, key in made if letters(form) >= _TOLERANT_FROM)
