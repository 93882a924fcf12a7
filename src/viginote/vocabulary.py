"""A user's own words: names to find always, and terms never to flag as an identifier.

File format, both kinds: UTF-8 text, one entry a line, blank lines and lines that begin with `#` ignored.
Matching ignores case and accents, and takes whole words only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viginote.errors import ViginoteError
from viginote.findings import Explanation, Finding
from viginote.text import Note, fold


@dataclass(frozen=True)
class Vocabulary:
    """Names to find (an automaton, or None) and the folded terms to allow."""

    names: Any
    allowed: frozenset[str]

    @classmethod
    def load(cls, names: Iterable[Path], allow: Iterable[Path]) -> "Vocabulary":
        """Raises ViginoteError where a file cannot be read as UTF-8 text."""
        return cls(_automaton(_entries(names)), frozenset(_entries(allow)))

    def find(self, note: Note) -> Iterator[Finding]:
        """A PERSON finding wherever a name of the user's list stands as a whole word."""
        if self.names is None:
            return
        text = note.folded
        for last, length in self.names.iter(text):
            start, end = last + 1 - length, last + 1
            if _is_edge(text, start) and _is_edge(text, end):
                yield Finding(
                    start, end, "PERSON", 0.99, "own names", explain=Explanation("name of the user's list")
                )

    def allows(self, note: Note, finding: Finding) -> bool:
        """Whether the user said never to flag this text as an identifier."""
        return bool(self.allowed) and note.folded[finding.start : finding.end] in self.allowed


def _entries(paths: Iterable[Path]) -> set[str]:
    return {entry for path in paths for entry in _lines(path)}


def _lines(path: Path) -> Iterator[str]:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ViginoteError(
            f"{path}: {error.strerror}; give a readable text file, one entry a line"
        ) from None
    except UnicodeDecodeError as error:
        raise ViginoteError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    for line in content.splitlines():
        entry = " ".join(fold(line).split())
        if entry and not entry.startswith("#"):
            yield entry


def _automaton(entries: set[str]) -> Any:
    if not entries:
        return None
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for entry in entries:
        automaton.add_word(entry, len(entry))
    automaton.make_automaton()
    return automaton


def _is_edge(text: str, at: int) -> bool:
    """Whether no word runs across position `at`."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())
