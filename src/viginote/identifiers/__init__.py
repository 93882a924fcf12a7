"""Identifiers that a rule can find: one module each, discovered, never listed.

Every public module of this package describes one identifier and exposes

- `RECOGNIZER`: an object with `.name`, `.label`, `.searches` and `.find(note) -> Iterator[Finding]`;
- `validate(value) -> bool` and `compact(value) -> str` where a value has a form that can be checked.

Modules whose name begins with an underscore hold what several of them share.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from viginote.anchors import Groups
from viginote.findings import Finding
from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import Recognizer, longest_run
from viginote.identifiers._mending import mend
from viginote.text import Note


@cache
def recognizers() -> tuple[Recognizer, ...]:
    """All recognizers of the package, in the order of their names."""
    names = sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_"))
    return tuple(import_module(f"{__name__}.{name}").RECOGNIZER for name in names)


def find(note: Note) -> list[Finding]:
    """All identifiers that a rule finds in `note`, or in its copy without damage (see _mending).

    They may overlap one another: resolution decides, by score, then by length.
    """
    return find_all([note])[0]


def find_all(notes: Sequence[Note]) -> list[list[Finding]]:
    """The same for each of many notes."""
    copies = [(at, mended) for at, note in enumerate(notes) if (mended := mend(note))]
    found = _found([*notes, *(mended.note for _, mended in copies)])
    for (at, mended), of_copy in zip(copies, found[len(notes) :], strict=True):
        for finding in of_copy:
            start, end = mended.span(finding.start, finding.end)
            found[at].append(replace(finding, start=start, end=end))
    return found[: len(notes)]


@cache
def _anchors() -> Groups:
    """The anchors of all patterns of all rules, which notes are searched for at once."""
    recognizers()
    return Groups(Anchored.made)


def _found(notes: Sequence[Note]) -> list[list[Finding]]:
    """What the rules find in each text: search by search, whose patterns stay in the processor's cache."""
    found: list[list[Finding]] = [[] for _ in notes]
    runs = [longest_run(note.folded) for note in notes]
    holding: defaultdict[int, list[int]] = defaultdict(list)  # by the number of a pattern, the texts
    for at, note in enumerate(notes):
        for number in _anchors().held(note.folded):
            holding[number].append(at)
    for recognizer in recognizers():
        for search in recognizer.searches:
            held = {at for number in search.needs for at in holding[number]}
            for at in held if search.needs else range(len(notes)):
                if search.digits <= runs[at]:
                    found[at].extend(map(recognizer.finding, search.hits(notes[at])))
    return found
