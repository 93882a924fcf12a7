"""Identifiers that a rule can find: one module each, discovered, never listed.

Every public module of this package describes one identifier and exposes

- `RECOGNIZER`: an object with `.name`, `.label`, `.digits` and `.find(note) -> Iterator[Finding]`;
- `validate(value) -> bool` and `compact(value) -> str` where a value has a form that can be checked.

Modules whose name begins with an underscore hold what several of them share.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from viginote.findings import Finding
from viginote.identifiers._base import Recognizer, longest_run
from viginote.text import Note


@cache
def recognizers() -> tuple[Recognizer, ...]:
    """All recognizers of the package, in the order of their names."""
    names = sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_"))
    return tuple(import_module(f"{__name__}.{name}").RECOGNIZER for name in names)


def find(note: Note) -> list[Finding]:
    """All identifiers that a rule finds in `note`.

    They may overlap one another: resolution decides, by score, then by length.
    """
    return find_all([note])[0]


def find_all(notes: Sequence[Note]) -> list[list[Finding]]:
    """The same for each of many notes: rule by rule, whose patterns stay in the processor's cache."""
    runs = [longest_run(note.folded) for note in notes]
    found: list[list[Finding]] = [[] for _ in notes]
    for recognizer in recognizers():
        for note, run, of_note in zip(notes, runs, found, strict=True):
            if recognizer.digits <= run:
                of_note.extend(recognizer.find(note))
    return found
