"""One pass of an Aho-Corasick automaton over the reading of a note.

The automaton holds the terms of all categories, the traps and the cues of the ambiguous words, so the cost
of a note grows with its length and its hits, not with the lexicons.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from viginote.sensitive.lexicons import TRAP, Entry
from viginote.sensitive.mention import Mention
from viginote.sensitive.reading import Reading
from viginote.sensitive.senses import Sense, load_senses
from viginote.sensitive.terms import expand, forms, key
from viginote.text import Note

DETECTOR = "lexicon"
#: A form with fewer letters than this is compared letter by letter: its typos are other words.
_TOLERANT_FROM = 7
# What may not stand inside a term: the end of a clause.
_BREAK = re.compile(r"[.,;:!?()\[\]<>|=]|\n\s*\n")
_SEPARATORS = re.compile(r"[\s\-'_]+")
_TITLE_BEFORE = re.compile(r"(?:^|[^a-z])(?:m\.?|mm\.?|mr\.?|mme\.?|mlle\.?|dr\.?|pr\.?|madame|monsieur|docteur"
                           r"|mademoiselle|professeur)[ ]$")  # fmt: skip
_TITLE_LENGTH = 13


@dataclass(frozen=True, slots=True)
class _Form:
    """An entry in one of its forms. `strict`: the folded form that a short or exact term must equal."""

    entry: Entry
    spelling: str
    strict: str | None


@dataclass(slots=True)
class _Node:
    """What stands at the end of a key: its forms, and the senses to which it is a cue."""

    length: int
    forms: list[_Form]
    cues: list[tuple[str, bool, str]]


#: Cues of a sense in the note: (place of its start, its end, speaks for), by sense, in order.
Cues = dict[str, list[tuple[int, int, bool, str]]]


class Matcher:
    """The automaton of a set of entries. Building it takes a fraction of a second; it is then read-only."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._senses = load_senses()
        nodes: dict[str, _Node] = {}
        for entry in entries:
            for spelling in expand(entry.term):
                for form in dict.fromkeys(forms(spelling, inflect=not entry.exact)):
                    node = _node(nodes, key(form))
                    strict = form if entry.exact or _letters(form) < _TOLERANT_FROM else None
                    node.forms.append(_Form(entry, spelling, strict))
        for sense in self._senses.values():
            for cue, positive, side in sense.cues:
                for spelling in expand(cue):
                    for form in dict.fromkeys(forms(spelling)):
                        _node(nodes, key(form)).cues.append((sense.name, positive, side))
        self._automaton = ahocorasick.Automaton()
        for text, node in nodes.items():
            self._automaton.add_word(f" {text} ", node)
        self._automaton.make_automaton()

    def find(self, note: Note) -> list[tuple[Mention, Entry]]:
        """Every mention of the note with its entry, traps taken away, ambiguity decided; may overlap."""
        reading = Reading(note)
        hits: list[tuple[int, int, _Form]] = []
        traps: list[tuple[int, int, str | None]] = []
        cues: Cues = defaultdict(list)
        for last, node in self._automaton.iter(reading.text):
            first = last - node.length
            for name, positive, side in node.cues:
                cues[name].append((first, last, positive, side))
            for form in node.forms:
                hits.append((first, last, form))
        found: list[tuple[Mention, Entry]] = []
        for first, last, form in hits:
            start, end = reading.place(first), reading.place(last)
            entry = form.entry
            if not _stands(note, start, end, form):
                continue
            if entry.category == TRAP:
                traps.append((start, end, entry.only))
            elif entry.sense is None or self._sensitive(note, first, last, start, end, entry.sense, cues):
                mention = Mention(
                    start, end, entry.category, form.spelling, entry.score, DETECTOR, entry.assertion
                )
                found.append((mention, entry))
        return list(_outside(found, traps))

    def _sensitive(
        self, note: Note, first: int, last: int, start: int, end: int, name: str, cues: Cues
    ) -> bool:
        sense = self._senses[name]
        verdict = _nearest(cues.get(name, []), first, last, sense)
        if verdict is not None:
            return verdict
        if sense.default == "capitals":
            return note.text[start:end].isupper() and not note.text.isupper()
        return sense.default == "yes"


def _letters(form: str) -> int:
    return len(_SEPARATORS.sub("", form))


def _node(nodes: dict[str, _Node], text: str) -> _Node:
    node = nodes.get(text)
    if node is None:
        node = nodes[text] = _Node(len(text), [], [])
    return node


def _stands(note: Note, start: int, end: int, form: _Form) -> bool:
    """Whether the hit is the term in this note: spelling, case, no clause end inside, not a person's name."""
    folded = note.folded[start:end]
    if form.strict is not None:
        plain = _SEPARATORS.sub(" ", folded)
        wanted = _SEPARATORS.sub(" ", form.strict)
        if plain not in (wanted, wanted + "s", wanted + "x") and plain.replace(".", "") != wanted:
            return False
    elif _BREAK.search(folded):
        return False
    surface = note.text[start:end]
    if form.entry.case and surface != form.spelling and not surface.isupper():
        return False
    return not _is_name(note, start, surface)


def _is_name(note: Note, start: int, surface: str) -> bool:
    """A capitalised word after a title is somebody's name (Mme Gay, Dr Joint)."""
    if not surface[0].isupper() or " " in surface:
        return False
    return _TITLE_BEFORE.search(note.folded, max(0, start - _TITLE_LENGTH), start) is not None


def _nearest(cues: list[tuple[int, int, bool, str]], first: int, last: int, sense: Sense) -> bool | None:
    """What the cue nearest to the span [first, last) says, or None if none is within reach."""
    best, verdict = sense.reach + 1, None
    index = bisect_left(cues, (first - sense.reach - _LONGEST_CUE,))
    for begin, end, positive, side in cues[index:]:
        if begin > last + sense.reach:
            break
        before, after = first - end, begin - last
        if (side == "<" and before < 0) or (side == ">" and after < 0) or (before < 0 and after < 0):
            continue
        distance = max(before, after)
        if distance < best or (distance == best and not positive):
            best, verdict = distance, positive
    return verdict


_LONGEST_CUE = 60


def _outside(
    found: list[tuple[Mention, Entry]], traps: list[tuple[int, int, str | None]]
) -> Iterator[tuple[Mention, Entry]]:
    """The mentions that no trap of their category contains."""
    traps.sort(key=lambda trap: (trap[0], trap[1]))
    longest = max((end - start for start, end, _ in traps), default=0)
    for mention, entry in found:
        index = bisect_left(traps, (mention.start - longest,))
        for start, end, only in traps[index:]:
            if start > mention.start:
                yield mention, entry
                break
            if end >= mention.end and only in (None, mention.category):
                break
        else:
            yield mention, entry
