"""From notes to findings of people and places: the gate, the model on many notes, each note's reading."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from viginote.findings import Finding
from viginote.names.gate import Gate
from viginote.names.lexicon import Lexicon, Span
from viginote.names.loading import load_tagger
from viginote.names.reading import Tag, read
from viginote.names.ruled import believed
from viginote.text import Note

if TYPE_CHECKING:
    from viginote.names.tagger import NameTagger
    from viginote.names.tokens import Spans

#: What the model sees in one note.
Tagged = list[Tag]
#: Notes say the same words over and over: an answer is kept, in memory alone.
_remembered = lru_cache(maxsize=20_000)
_BATCH = 6000  # tokens a run of the network


class NameFinder:
    """Finds people and places. Loads the model when first used; one instance serves any number of notes."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._ready: tuple[NameTagger, Gate, Lexicon] | None = None

    def tag(self, notes: Sequence[Note]) -> list[Tagged]:
        """What the model sees in every note, in order: the network runs over many notes at once."""
        tagger, gate, _ = self._load()
        return _tag(tagger, notes, [gate.open_parts(note) for note in notes])

    def find(self, note: Note, identifiers: Sequence[Finding], tagged: Tagged) -> list[Finding]:
        """What a note holds: PERSON, CITY, HOSPITAL, ADDRESS, EMPLOYER, BIRTH_DATE (year behind a name).

        `identifiers` holds what rules found in the note: nothing is looked for inside those spans. `tagged`
        is what the model sees in it. Findings may overlap (a title rule and the model): resolution decides.
        """
        return self.find_all([note], [identifiers], [tagged])[0]

    def find_all(
        self, notes: Sequence[Note], identifiers: Sequence[Sequence[Finding]], tagged: Sequence[Tagged]
    ) -> list[list[Finding]]:
        """The same for each of many notes."""
        tagger, _, lexicon = self._load()
        return read(notes, identifiers, tagged, lexicon, tagger.share_right)

    def believed(self, notes: Sequence[Note], ruled: Sequence[Sequence[Finding]]) -> list[list[Finding]]:
        """What rules found in each note, less what the word sets say is no place."""
        _, _, lexicon = self._load()
        return [list(believed(note, found, lexicon)) for note, found in zip(notes, ruled, strict=True)]

    def _load(self) -> "tuple[NameTagger, Gate, Lexicon]":
        if self._ready is None:
            tagger = load_tagger(self._folder)
            self._ready = (tagger, Gate(tagger.filters), _lexicon(tagger))
        return self._ready


def _lexicon(tagger: "NameTagger") -> Lexicon:
    first, last, common, city = (tagger.filters[name] for name in ("first", "last", "common", "city"))

    def is_known(known: "Callable[[str], bool]") -> Callable[[str], bool]:
        return _remembered(
            lambda folded: known(folded) or any(known(p) for p in re.split(r"[-' .]", folded) if len(p) > 2)
        )

    def is_ordinary(folded: str) -> bool:
        if folded in common:
            return True
        stem = folded.removesuffix("s").removesuffix("e")
        inflected = len(stem) > 4 and stem != folded and (stem in common or f"{stem}e" in common)
        return inflected and folded not in first and folded not in last

    return Lexicon(
        is_name=is_known(lambda w: w in first or w in last),
        is_whole_name=lambda w: w in first or w in last,
        is_first=is_known(first.__contains__),
        is_last=is_known(last.__contains__),
        is_common=_remembered(is_ordinary),
        is_town=_remembered(city.__contains__),
    )


def _tag(tagger: "NameTagger", notes: Sequence[Note], parts: Sequence[Sequence[Span]]) -> list[Tagged]:
    """What the model finds in the open parts of every note: start, end, label, score."""
    from viginote.names.tokens import spans

    found: list[Tagged] = [[] for _ in notes]
    waiting: list[tuple[int, Spans]] = []
    tokens = 0
    for i, note in enumerate(notes):
        for start, end in parts[i]:
            places = spans(note.text, start, end)
            waiting.append((i, places))
            tokens += len(places)
            if tokens >= _BATCH:
                _run(tagger, notes, waiting, found)
                waiting, tokens = [], 0
    _run(tagger, notes, waiting, found)
    return found


def _run(
    tagger: "NameTagger",
    notes: Sequence[Note],
    waiting: "Sequence[tuple[int, Spans]]",
    found: list[Tagged],
) -> None:
    words = [[notes[i].text[a:b] for a, b in places] for i, places in waiting]
    for (i, places), entities in zip(waiting, tagger.entities(words), strict=True):
        found[i] += [(places[e.start][0], places[e.end - 1][1], e.label, e.score) for e in entities]
