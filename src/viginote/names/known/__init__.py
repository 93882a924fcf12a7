"""The record's own identity wherever it stands in its note: names, birth date, NIR, phones, address, numbers.

The record says who its patient is, so the note is searched for exactly that, in any case, accent, spacing,
order or hyphenation, with the usual abbreviations ("J.-P." for Jean-Pierre, "M. D.", "St" for Saint) and, in
names of six letters and more, one slip of the pen. A name that is an ordinary word as well ("Petit", "Rose")
counts only beside a title or another of the record's names, or capitalised inside a sentence.

>>> from viginote.findings import Identity
>>> identity = Identity(last_names=["Le Gall"], first_names=["Jean-Pierre"], birth_date="1954-03-12")
>>> text = "vu ce jour M. LEGALL J.-P., né le 12 mars 1954"
>>> [text[f.start : f.end] for f in find(Note(text), identity)]
['LEGALL J.-P.', '12 mars 1954']

Source of the traits: Référentiel national d'identitovigilance (names, birth date, sex, birth place, INS).
"""

from collections.abc import Iterable

from viginote.findings import Finding, Identity
from viginote.names.known._base import DETECTOR, finding
from viginote.names.known.numbers import numbers
from viginote.names.known.people import people
from viginote.names.known.places import places
from viginote.text import Note

__all__ = ["DETECTOR", "find"]


def find(note: Note, identity: Identity) -> list[Finding]:
    """What `identity` says of the patient, wherever it stands in `note`, none of a label overlapping."""
    found: list[Finding] = []
    for hits in (people(note, identity), numbers(note, identity), places(note, identity)):
        found += hits
    return _disjoint(found)


def _disjoint(found: Iterable[Finding]) -> list[Finding]:
    """One finding for those of a label that overlap, or names a space apart: the best score."""
    merged: list[Finding] = []
    for f in sorted(found, key=lambda f: (f.label, f.start, -f.end)):
        last = merged[-1] if merged else None
        reach = 2 if f.label == "PERSON" else 0
        if last and last.label == f.label and f.start < last.end + reach:
            best = max(last, f, key=lambda x: x.score)
            merged[-1] = finding(last.start, max(last.end, f.end), f.label, best.score, best.explain.reason)
        else:
            merged.append(f)
    return sorted(merged, key=lambda f: (f.start, f.end))
