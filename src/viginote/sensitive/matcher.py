"""One pass over the words of a note's reading, through the table of all that the lexicons hold.

The cost of a note grows with its length and its hits, not with the lexicons.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from viginote.sensitive.lexicons import TRAP, Entry
from viginote.sensitive.mention import Mention
from viginote.sensitive.reading import Reader, Reading
from viginote.sensitive.senses import Sense, load_senses
from viginote.sensitive.spelling import Speller
from viginote.sensitive.table import Form, Node, Table
from viginote.sensitive.terms import SEPARATORS
from viginote.sensitive.traps import Trap, Traps
from viginote.text import Note

DETECTOR = "lexicon"
#: Characters of a note that is a remark of a line or two, where each word counts.
_SHORT_NOTE = 200
#: Share of the words read as typos that are expected to be ones.
_MISSPELT_SHARE = 0.9
#: Characters that the longest cue may have.
_LONGEST_CUE = 60
#: How many comparisons of short terms are remembered.
_REMEMBERED = 10_000
#: A term may be stretched by spaces, to so many times its length and no further.
_STRETCHED = 3
# A cue for the harmless sense speaks of its own sentence only.
_SENTENCE_END = re.compile(r"[.;!?](?=\s)|\n")
# What stands before a word that has a capital for its place.
_SENTENCE_BEGINS = re.compile(r"(?:^|[^\w\s,'’-])\s*$|\n\s*$")
# What may not stand inside a term: the end of a clause.
_BREAK = re.compile(r"[.,;:!?()\[\]<>|=]|\n\s*\n")
# Dots in two letters are rather a person's initials.
_SHORTEST_DOTTED = 2
# A short word may be the first half of another: hétéro-agressif, toxico-nutritionnel.
_GOES_ON = re.compile(r"-[a-z]")
# A value with a unit of measurement, right after the word.
_MEASURED = re.compile(
    r"[ ]?(?:[:=~<>][ ]?|(?:a|de)[ ])?\d+(?:[.,]\d+)?[ ]?"
    r"(?:%|°|\"|(?:s|sec|secondes?|mn|min|minutes?|mm|cm|[num]?g|[mp]mol|m?ui|u)(?:/\w+)?(?![a-z]))"
)
# What stands before the name of a person or of a street.
_NAME_BEFORE = re.compile(
    r"(?:^|[^a-z])(?:(?:m\.?|mm\.?|mr\.?|mme\.?|mlle\.?|dr\.?|pr\.?|madame|monsieur|docteur"
    r"|mademoiselle|professeur)[ ]"
    r"|(?:rue|avenue|boulevard|place|allee|impasse|chemin|quai)[ ](?:de la |de l'|des |du |de |d')?)$"
)
_NAME_BEFORE_LENGTH = 22
# The next word of two letters or more, on the same line.
_WORD_BEFORE = re.compile(r"([^\W\d_]{2,})(?:[^\w\n]|\b[^\W\d_]\b)*$")
_WORD_AFTER = re.compile(r"(?:[^\w\n]|\b[^\W\d_]\b)*([^\W\d_]{2,})")
_NEXT_WORD = 30


#: The words of a note that make a key, from the first number up to the last, left out, and what stands there.
_Hit = tuple[int, int, Node]
#: Start and end of something in the reading, in columns.
_Columns = tuple[int, int]
#: A category, and where something of it stands.
_Place = tuple[str, int, int]


class Matcher:
    """Searches notes for a set of entries. One serves any number of threads."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._senses = load_senses()
        self._table = Table(entries, self._senses.values())
        self.speller = Speller(self._table.known, self._table.meant)
        self._reader = Reader(self.speller)

    def find(self, note: Note) -> tuple[list[Mention], list[Mention], Traps]:
        """The mentions of the note, traps taken away, ambiguity decided, apart from them those by weak
        terms, and the traps; they may still overlap.
        """
        reading = Reading(note, self._reader)
        hits = self._hits(reading.words)
        trapped: list[Trap] = []
        found: list[_Candidate] = []
        for first, last, node in hits:
            if not node.forms:
                continue
            start, end = reading.span(first, last)
            for form in node.forms:
                if not _stands(note, start, end, form):
                    continue
                if form.entry.category == TRAP:
                    trapped.append((start, end, form.entry.only))
                    continue
                typos = reading.corrected(first, last)
                if any(_is_rather_a_name(note.text, *typo, form) for typo in typos):
                    continue
                columns = _columns(reading, first, last)
                found.append(_Candidate(*columns, start, end, form, bool(typos)))
        traps = Traps(trapped)
        free = [c for c in found if not traps.hold(c.start, c.end, c.form.entry.category)]
        sure, refused = self._decided(reading, hits, [c for c in free if not c.form.entry.weak])
        weak = (c for c in free if c.form.entry.weak and not c.misspelt and c.place not in refused)
        return [c.mention() for c in sure], [c.mention() for c in weak], traps

    def _hits(self, words: Sequence[str]) -> list[_Hit]:
        """Every key that the words hold."""
        root = self._table.root
        found: list[_Hit] = []
        for first, begins in enumerate(map(root.following.get, words)):
            if begins is None:
                continue
            node = root.after(words[first])
            last = first + 1
            while node is not None:
                if node.forms or node.cues:
                    found.append((first, last, node))
                # Few keys go on with the word that follows: that is asked without a call.
                if last == len(words) or words[last] not in node.following:
                    break
                node = node.after(words[last])
                last += 1
        return found

    def _decided(
        self, reading: Reading, hits: Sequence[_Hit], free: Iterable["_Candidate"]
    ) -> tuple[list["_Candidate"], set["_Place"]]:
        """The candidates that stand in their sensitive sense, and the places of those against which a cue
        speaks.

        Those that have it unless something speaks against it come first: near the others, a mention of
        their own category is a cue.
        """
        sure: list[_Candidate] = []
        refused: set[_Place] = set()
        doubtful: list[tuple[_Candidate, Sense]] = []
        kin: dict[str, list[_Columns]] = defaultdict(list)
        for candidate in free:
            sense = self._sense(candidate)
            said = None if sense is None else _said(reading, hits, candidate, sense)
            if said is False:
                refused.add(candidate.place)
            elif sense is None or sense.default == "yes":
                kin[candidate.form.entry.category].append((candidate.first, candidate.last))
                sure.append(candidate)
            elif said:
                sure.append(candidate)
            else:
                doubtful.append((candidate, sense))
        for places in kin.values():
            places.sort()
        for candidate, sense in doubtful:
            if _is_akin(candidate, sense, kin[candidate.form.entry.category]) or _by_default(
                reading, candidate, sense
            ):
                sure.append(candidate)
        return sure, refused

    def _sense(self, candidate: "_Candidate") -> Sense | None:
        name = candidate.form.entry.sense
        return None if name is None else self._senses[name]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A term that stands in the note: its columns in the reading (`first`, `last`), its place in the note."""

    first: int
    last: int
    start: int
    end: int
    form: Form
    misspelt: bool

    @property
    def place(self) -> _Place:
        return self.form.entry.category, self.first, self.last

    def distance(self, place: _Columns) -> int:
        """How many columns lie between the candidate and a place; below 0 where they overlap."""
        return max(self.first - place[1], place[0] - self.last)

    def mention(self) -> Mention:
        entry = self.form.entry
        score = entry.score * _MISSPELT_SHARE if self.misspelt else entry.score
        detector = f"{DETECTOR}:{entry.means}" if entry.means else DETECTOR
        return Mention(
            self.start,
            self.end,
            entry.category,
            self.form.spelling,
            score,
            detector,
            entry.assertion,
            self.misspelt,
            entry.own,
        )


def _columns(reading: Reading, first: int, last: int) -> _Columns:
    """Start and end in the reading of the words from number `first` up to `last`, left out."""
    return reading.columns[first], reading.columns[last] - 1


def _stands(note: Note, start: int, end: int, form: Form) -> bool:
    """Whether the hit is the term in this note: spelling, case, no clause end inside, not a person's name."""
    if end - start > _STRETCHED * len(form.spelling):
        return False
    folded = note.folded[start:end]
    if form.strict is not None:
        if not _as_wanted(folded, form, form.strict) or (
            form.entry.term.islower() and _GOES_ON.match(note.folded, end)
        ):
            return False
    elif _BREAK.search(folded):
        return False
    surface = note.text[start:end]
    if not _has_its_capitals(note.text, start, end, form):
        return False
    return form.spelling.isupper() or not _is_name(note, start, surface)


def _has_its_capitals(text: str, start: int, end: int, form: Form) -> bool:
    """Whether capitals stand as the term wants them, and say something where they stand."""
    surface = text[start:end]
    if form.spelling.isupper() and surface[-1] == "S" and len(surface) == len(form.spelling) + 1:
        return False  # The plural of an acronym has a small s: CSS is not in CSSS.
    if form.entry.case and surface != form.spelling and not surface.isupper():
        return False
    return not (form.entry.word and _among_capitals(text, start, end))


def _among_capitals(text: str, start: int, end: int) -> bool:
    """Whether the words next to a place are in capitals, so that capitals say nothing there."""
    before = _WORD_BEFORE.search(text, max(0, start - _NEXT_WORD), start)
    after = _WORD_AFTER.match(text, end, end + _NEXT_WORD)
    words = [match[1] for match in (before, after) if match]
    return bool(words) and all(word.isupper() for word in words)


def _as_wanted(folded: str, form: Form, strict: str) -> bool:
    """Whether a short term stands there as its form wants it: "exilée" is a form of "exilé"."""
    if _equal(folded, strict):
        return True
    return not form.entry.exact and form.spelling.endswith("é") and _equal(folded, strict + "e")


@lru_cache(_REMEMBERED)
def _equal(folded: str, wanted: str) -> bool:
    """Whether a short term stands there as wanted, but for separators, a plural and an acronym's dots."""
    plain, wanted = SEPARATORS.sub(" ", folded), SEPARATORS.sub(" ", wanted)
    if plain in (wanted, wanted + "s"):
        return True
    return len(wanted) > _SHORTEST_DOTTED and plain.replace(".", "") == wanted


def _is_name(note: Note, start: int, surface: str) -> bool:
    """A capitalised word after a title or a kind of street is a name (Mme Gay, rue de la Prison)."""
    if not surface[0].isupper() or " " in surface:
        return False
    return _NAME_BEFORE.search(note.folded, max(0, start - _NAME_BEFORE_LENGTH), start) is not None


def _is_rather_a_name(text: str, start: int, end: int, form: Form) -> bool:
    """Whether a word that lies near one of a term is rather a name: it has a capital within a sentence, where
    the term has none (Bolivie, bolivien).
    """
    return (
        text[start:end].istitle()
        and form.spelling.islower()
        and _SENTENCE_BEGINS.search(text, max(0, start - _NEXT_WORD), start) is None
    )


def _said(reading: Reading, hits: Sequence[_Hit], candidate: _Candidate, sense: Sense) -> bool | None:
    """Whether a candidate has the sensitive sense, by a value after it or the nearest cue, if any."""
    if sense.measured is not None and _MEASURED.match(reading.note.folded, candidate.end):
        return sense.measured
    return _nearest(reading, hits, candidate, sense)


def _is_akin(candidate: _Candidate, sense: Sense, kin: Sequence[_Columns]) -> bool:
    """Whether one of the undoubted mentions of its category, in order, stands near a candidate."""
    first = bisect_left(kin, (candidate.first - sense.kin - _LONGEST_CUE,))
    last = bisect_left(kin, (candidate.last + sense.kin + 1,))
    return any(0 <= candidate.distance(place) <= sense.kin for place in kin[first:last])


def _by_default(reading: Reading, candidate: _Candidate, sense: Sense) -> bool:
    """Whether a candidate has the sensitive sense where nothing near it decides."""
    if sense.default == "capitals":
        return reading.note.text[candidate.start : candidate.end].isupper()
    return sense.default == "short" and len(reading.note.text) < _SHORT_NOTE


def _nearest(reading: Reading, hits: Sequence[_Hit], candidate: _Candidate, sense: Sense) -> bool | None:
    """What the nearest cue says, of two as near the one that speaks against; None if there is none."""
    best, verdict = sense.reach, None
    for first, last, node in _around(reading, hits, candidate, sense.reach):
        if sense.name not in node.cues:
            continue
        place = _columns(reading, first, last)
        distance = candidate.distance(place)
        for positive, side, strict in node.cues[sense.name]:
            if not 0 <= distance <= best or (distance == best and positive and verdict is not None):
                continue
            if side and (side == "<") != (place[0] < candidate.first):
                continue
            start, end = reading.span(first, last)
            if strict is not None and reading.note.folded[start:end] != strict:
                continue
            between = (end, candidate.start) if end <= candidate.start else (candidate.end, start)
            if positive or not _SENTENCE_END.search(reading.note.folded, *between):
                best, verdict = distance, positive
    return verdict


def _around(reading: Reading, hits: Sequence[_Hit], candidate: _Candidate, reach: int) -> Sequence[_Hit]:
    """The hits that may be within reach of the candidate."""
    first = bisect_left(reading.columns, candidate.first - reach - _LONGEST_CUE)
    last = bisect_right(reading.columns, candidate.last + reach)
    return hits[bisect_left(hits, (first,)) : bisect_left(hits, (last,))]
