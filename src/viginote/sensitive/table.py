"""The table of all that the lexicons hold, word after word: terms, traps and the cues of ambiguous words.

The lexicons allow some 150,000 forms, and a note holds a few of them. So only the words of the forms are
gathered at once; which words follow one another is made out when a note first holds those before.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from viginote.sensitive.lexicons import TRAP, Entry
from viginote.sensitive.senses import Sense
from viginote.sensitive.shorthand import short_words, shortened_slots
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


class _Unread(NamedTuple):
    """A term of an entry of which nothing was read yet, in its short forms too: few of all are ever read."""

    of: Entry
    term: str

    def after(self, word: str) -> Iterator[_Begun]:
        return _Begun(self.of, tuple(shortened_slots(self.term))).after(word)


class Node:
    """What stands at the end of some words: their forms, the senses to which they are a cue, longer keys."""

    __slots__ = ("cues", "following", "forms")

    def __init__(self, begun: Iterable[_Begun]) -> None:
        #: By every further word, the node that it leads to, or the terms of which `after` makes it.
        self.following: dict[str, Node | list[_Begun | _Unread]] = {}
        ended: list[_Begun] = []
        for term in begun:
            words = term.next_words()
            if "" in words:
                ended += term.after("")
            self.add(term, words - {""})
        self.forms = _forms(ended)
        self.cues = _cues(ended)

    def add(self, term: _Begun | _Unread, words: Iterable[str]) -> None:
        """Put a term that goes on with one of `words`; no node may have been made of those."""
        for word in words:
            terms = self.following.setdefault(word, [])
            assert isinstance(terms, list)
            terms.append(term)

    def after(self, word: str) -> "Node | None":
        """The node that a further word leads to: made when first asked for, by any thread the same."""
        found = self.following.get(word)
        if isinstance(found, list):
            found = self.following[word] = Node(then for term in found for then in term.after(word))
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
            sense, positive, side = term.of
            strict = term.form if len(term.form) <= _SHORT_CUE and _DOUBLE.search(term.form) else None
            found[sense].append((positive, side, strict))
    return dict(found)


class Table:
    """`root`: where all terms begin. `known`: all their words, and all short forms; `meant`: those that a
    typo may hide.
    """

    def __init__(self, entries: Iterable[Entry], senses: Iterable[Sense]) -> None:
        self.known: set[str] = set(short_words())
        self.meant: set[str] = set()
        self.root = Node(())
        for entry in entries:
            in_short = self._add(entry, entry.term, not entry.exact)
            if not (entry.exact or entry.weak) and entry.category != TRAP:
                self.meant.update(_meant(slots(entry.term), in_short))
        for sense in senses:
            for cue, positive, side in sense.cues:
                self._add((sense.name, positive, side), cue)

    def _add(self, of: Entry | _Told, term: str, inflect: bool = True) -> list[Slot]:
        """Put a term at every word with which it may begin; its slots in short, as they are written out."""
        texts = slots(term)
        in_short = [slot(text, inflect) for text in texts]
        self.known.update(*[of_slot.words for of_slot in in_short])
        if isinstance(of, Entry) and not (of.exact or of.case):
            self.root.add(_Unread(of, term), _first(slot(text, inflect) for text in shortened_slots(term)))
        else:
            self.root.add(_Begun(of, texts), _first(in_short))
        return in_short


def _first(of_term: Iterable[Slot]) -> set[str]:
    """The words with which a term may begin."""
    first: set[str] = set()
    for of_slot in of_term:
        first |= of_slot.first
        if not of_slot.is_optional:
            break
    return first


def _meant(texts: Sequence[str], of_term: Sequence[Slot]) -> Iterable[str]:
    """The long words of the forms of an inflected term that may be misspelt. `texts`: its slots."""
    long = {word for of_slot in of_term for word in of_slot.words if len(word) >= SHORTEST}
    if not long or sum(of_slot.letters for of_slot in of_term) >= _TOLERANT_FROM:
        return long
    # Some forms are too short: a word counts where the longest form with it is not.
    counted = [
        [(letters(form), words) for _, form, words in chain(*slot_readings(text, True).values())]
        for text in texts
    ]
    longest = [max(count for count, _ in ways) for ways in counted]
    return long.intersection(
        word
        for ways, most in zip(counted, longest, strict=True)
        for count, words in ways
        if sum(longest) - most + count >= _TOLERANT_FROM
        for word in words
    )
