"""Sensitive mentions: what a note says that must not be known.

`find` returns the mentions of every category, ambiguous words decided by their context. What is said of
them (negated, of the family, past) is the assertion room's work.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from viginote import collector
from viginote.sensitive import acronyms, codes, extent, patterns
from viginote.sensitive.lexicons import TRAP, LexiconError, read_all
from viginote.sensitive.matcher import Matcher
from viginote.sensitive.mention import Mention
from viginote.sensitive.traps import Traps
from viginote.text import Note

__all__ = ["Found", "LexiconError", "Lexicons", "Mention", "find", "search"]


class Found(NamedTuple):
    """The mentions of a note, sorted by start, those of one category without overlap.

    `sure`: by their own words. `doubtful`: by their context, if it says so; none overlaps a sure one of its
    category. `traps`: where the words mean something else, whoever takes them for a mention.
    """

    sure: list[Mention]
    doubtful: list[Mention]
    traps: Traps = Traps()


class Lexicons:
    """A set of lexicons ready to search with: the shipped ones, and a user's own."""

    def __init__(self, matcher: Matcher, categories: frozenset[str]) -> None:
        self._matcher = matcher
        self.categories = categories

    @classmethod
    def load(cls, extra: Iterable[str | Path] = ()) -> "Lexicons":
        """The shipped lexicons and those of `extra` (YAML or CSV files of category, term, reason, flags).

        The shipped ones alone are built once. Raises LexiconError, naming file, line, reason and remedy, for
        a file that cannot be used.
        """
        extra = [*extra]
        return cls._of(extra) if extra else _shipped()

    @classmethod
    def _of(cls, extra: Iterable[str | Path]) -> "Lexicons":
        with collector.paused(lasting=True):
            entries = read_all(extra)
            return cls(Matcher(entries), frozenset(entry.category for entry in entries) - {TRAP})

    def search(self, notes: Sequence[Note]) -> list[Found]:
        """The mentions of each note, the sure and the doubtful ones.

        Step by step over all notes, so that the tables of a step stay in the processor's cache.
        """
        found = [self._matcher.find(note) for note in notes]
        for search in (patterns.find, codes.find):
            for note, (sure, _, _) in zip(notes, found, strict=True):
                sure.extend(search(note))
        return [_settled(note, *of_note) for note, of_note in zip(notes, found, strict=True)]


def _settled(note: Note, sure: list[Mention], doubtful: list[Mention], traps: Traps) -> Found:
    settled = extent.settle(note, list(acronyms.not_spelt_otherwise(note, sure)))
    return Found(settled, extent.settle(note, [*extent.beside(settled, doubtful)]), traps)


@cache
def _shipped() -> Lexicons:
    return Lexicons._of(())


def search(note: Note, lexicons: Lexicons | None = None) -> Found:
    """The mentions of `note`; `lexicons` default to the shipped ones, built on first use."""
    return search_all([note], lexicons)[0]


def search_all(notes: Sequence[Note], lexicons: Lexicons | None = None) -> list[Found]:
    """The mentions of each note; see `search`."""
    return (_shipped() if lexicons is None else lexicons).search(notes)


def find(note: Note, lexicons: Lexicons | None = None) -> list[Mention]:
    """The sure mentions of `note` alone."""
    return search(note, lexicons).sure
