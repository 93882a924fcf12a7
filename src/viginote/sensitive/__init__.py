"""Sensitive mentions: what a note says that must not be known.

`find` returns the mentions of every category, ambiguous words decided by their context. What is said of
them (negated, of the family, past) is the assertion room's work.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from viginote import collector
from viginote.sensitive import codes, extent, patterns
from viginote.sensitive.lexicons import LexiconError, read_all
from viginote.sensitive.matcher import Matcher
from viginote.sensitive.mention import Mention
from viginote.text import Note

__all__ = ["LexiconError", "Lexicons", "Mention", "find"]


class Lexicons:
    """A set of lexicons ready to search with: the shipped ones, and a user's own."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    @classmethod
    def load(cls, extra: Iterable[str | Path] = ()) -> "Lexicons":
        """The shipped lexicons and those of `extra` (YAML or CSV files of category, term, reason, flags).

        Raises LexiconError, naming file, line, reason and remedy, for a file that cannot be used.
        """
        with collector.paused():
            return cls(Matcher(read_all(extra)))

    def find(self, note: Note) -> list[Mention]:
        """The mentions of a note, sorted by start; those of one category do not overlap."""
        found = self._matcher.find(note)
        found += patterns.find(note)
        found += codes.find(note)
        return extent.settle(note, found)


@cache
def _shipped() -> Lexicons:
    return Lexicons.load()


def find(note: Note, lexicons: Lexicons | None = None) -> list[Mention]:
    """The mentions of `note`, sorted by start; `lexicons` default to the shipped ones, built on first use."""
    return (_shipped() if lexicons is None else lexicons).find(note)
