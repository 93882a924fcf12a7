"""The table of all that the lexicons hold, word after word: terms, traps and the cues of ambiguous words.

The lexicons allow some 150,000 forms, and a note holds a few of them. So only the words of the forms are
gathered at once; which words follow one another is made out when a note first holds those before.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, partial
from typing import NamedTuple

from viginote.sensitive.lexicons import TRAP, Entry
from viginote.sensitive.senses import Sense
from viginote.sensitive.shorthand import short_words, shortened_slots
from viginote.sensitive.spelling import SHORTEST
from viginote.sensitive.terms import (
    fewest_letters,
    letters,
    openings,
    slot_forms,
    slot_readings,
    slots,
    words_of,
)

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

    of: Entry | Sequence[_Told]
    slots: tuple[str, ...]
    spelling: str = ""
    form: str = ""
    words: tuple[str, ...] = ()

    @property
    def _inflect(self) -> bool:
        return not (isinstance(self.of, Entry) and self.of.exact)

    def next_words(self) -> set[str]:
        """The words that may come next, "" among them where the term may end."""
        if self.words:
            return {self.words[0]}
        found: set[str] = set()
        for text in self.slots:
            readings = slot_readings(text, self._inflect)
            found.update(readings)
            if "" not in readings:
                return found - {""}
        return found | {""}

    def after(self, word: str) -> Iterator["_Begun"]:
        """The term read by a word further, in all ways in which that word may come; by "", at its end."""
        if self.words:
            if self.words[0] == word:
                yield self._replace(words=self.words[1:])
        elif self.slots:
            readings = slot_readings(self.slots[0], self._inflect)
            for spelling, form, words in readings.get(word) or readings.get("", ()):
                said = " ".join(filter(None, (self.spelling, spelling)))
                folded = " ".join(filter(None, (self.form, form)))
                yield from _Begun(self.of, self.slots[1:], said, folded, words).after(word)
        elif not word:
            yield self


#: A term of an entry of which nothing was read yet stands there as the entry: few of all are ever read.
_Term = _Begun | Entry


def _begun(term: _Term) -> _Begun:
    """The term, that of an entry in its short forms too."""
    return _Begun(term, tuple(shortened_slots(term.term))) if isinstance(term, Entry) else term


class Node:
    """What stands at the end of some words: their forms, the senses to which they are a cue, longer keys."""

    __slots__ = ("cues", "following", "forms")

    def __init__(self, begun: Iterable[_Begun]) -> None:
        #: By every further word, the node that it leads to, or the terms of which `after` makes it.
        self.following: dict[str, Node | list[_Term]] = {}
        ended: list[_Begun] = []
        for term in begun:
            words = term.next_words()
            if "" in words:
                ended += term.after("")
            self.add(term, words - {""})
        self.forms = _forms(ended)
        self.cues = _cues(ended)

    def add(self, term: _Term, words: Iterable[str]) -> None:
        """Put a term that goes on with one of `words`; no node may have been made of those."""
        for word in words:
            terms = self.following.setdefault(word, [])
            assert isinstance(terms, list)
            terms.append(term)

    def after(self, word: str) -> "Node | None":
        """The node that a further word leads to: made when first asked for, by any thread the same."""
        found = self.following.get(word)
        if isinstance(found, list):
            found = self.following[word] = Node(then for term in found for then in _begun(term).after(word))
        return found


def _forms(ended: Iterable[_Begun]) -> tuple[Form, ...]:
    """The forms of entries; of those that an entry has more than once, the first spelling."""
    found: dict[tuple[int, str | None], Form] = {}
    for term in ended:
        if isinstance(term.of, Entry):
            strict = (
                term.form if term.of.exact or term.of.weak or letters(term.form) < _TOLERANT_FROM else None
            )
            found.setdefault((id(term.of), strict), Form(term.of, term.spelling, strict))
    return tuple(found.values())


def _cues(ended: Iterable[_Begun]) -> dict[str, list[Cue]]:
    found: dict[str, list[Cue]] = defaultdict(list)
    for term in ended:
        if not isinstance(term.of, Entry):
            strict = term.form if len(term.form) <= _SHORT_CUE and _DOUBLE.search(term.form) else None
            for sense, positive, side in term.of:
                found[sense].append((positive, side, strict))
    return dict(found)


class Table:
    """`root`: where all terms begin. `known`: all their words, and all short forms; `meant`: those that a
    typo may hide.
    """

    def __init__(self, entries: Iterable[Entry], senses: Iterable[Sense]) -> None:
        self.root = Node(())
        inflected: set[str] = set()  # slots, as those of the next two
        exact: set[str] = set()
        tolerant: set[str] = set()
        meant: set[str] = set()
        begin, begin_exact = cache(openings), cache(partial(openings, inflect=False))
        fewest = cache(fewest_letters)
        for entry in entries:
            texts = slots(entry.term)
            if entry.exact:
                exact.update(texts)
                self.root.add(_Begun(entry, texts), _first(map(begin_exact, texts)))
                continue
            inflected.update(texts)
            if entry.case:
                self.root.add(_Begun(entry, texts), _first(map(begin, texts)))
            else:
                self.root.add(entry, _first(map(begin, shortened_slots(entry.term))))
            if not entry.weak and entry.category != TRAP:
                if sum(map(fewest, texts)) >= _TOLERANT_FROM:
                    tolerant.update(texts)
                else:
                    meant |= _meant(texts)
        for cue, told in _told(senses).items():
            texts = slots(cue)
            inflected.update(texts)
            self.root.add(_Begun(told, texts), _first(map(begin, texts)))
        self.known = words_of(inflected) | words_of(exact, inflect=False) | short_words()
        self.meant = {word for word in meant | words_of(tolerant) if len(word) >= SHORTEST}


def _told(senses: Iterable[Sense]) -> Mapping[str, Sequence[_Told]]:
    """What each cue tells of all senses to which it is one."""
    found: dict[str, list[_Told]] = defaultdict(list)
    for sense in senses:
        for cue, positive, side in sense.cues:
            found[cue].append((sense.name, positive, side))
    return found


def _first(of_slots: Iterable[Set[str]]) -> set[str]:
    """The words with which a term may begin, by the openings of its slots."""
    first: set[str] = set()
    for opening in of_slots:
        first |= opening
        if "" not in opening:
            break
    return first - {""}


def _meant(texts: Sequence[str]) -> set[str]:
    """The words of a term some of whose forms are too short: those in a form that is long enough."""
    forms = [[(letters(form), key) for form, key in slot_forms(text)] for text in texts]
    longest = [max(count for count, _ in of_slot) for of_slot in forms]
    return {
        word
        for of_slot, most in zip(forms, longest, strict=True)
        for count, key in of_slot
        if sum(longest) - most + count >= _TOLERANT_FROM
        for word in key.split()
    }
