"""Street addresses: number, type and name of the way, with complements before or after.

French addresses put the number first ("12 bis rue des Lilas", "47-83 Boulevard de l'Hôpital"); notes
abbreviate the
type of way, misspell it, spell the number out, leave it away, or give only a lieu-dit, a residence or a BP.

>>> [text for text in ("12 bis rue des Lilas", "3, av. du Gal Foch", "voie veineuse") if validate(text)]
['12 bis rue des Lilas', '3, av. du Gal Foch']

Source: norme AFNOR NF Z10-011 (January 2013), lines 2 to 5 of a postal address.
"""

from collections.abc import Iterator

from viginote.identifiers._base import Hit, Rule, Search
from viginote.identifiers.address.abroad import abroad
from viginote.identifiers.address.places import places
from viginote.identifiers.address.ways import ways
from viginote.text import Note, once

__all__ = ["RECOGNIZER", "hits", "validate"]


@once
def hits(note: Note) -> Iterator[Hit]:
    """The addresses of `note`; kept for the towns that stand after them."""
    yield from ways(note.text, note.folded)
    yield from places(note.text, note.folded)
    yield from abroad(note.text, note.folded)


def validate(value: str) -> bool:
    """Whether `value` as a whole reads as a street address with a number."""
    return any(hit.start == 0 and hit.end == len(value) for hit in hits(Note(value)))


RECOGNIZER = Rule("address", "ADDRESS", Search(hits, digits=0))
