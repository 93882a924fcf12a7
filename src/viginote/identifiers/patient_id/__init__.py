"""Numbers that a hospital or a practice gives to a patient, a stay or a file: IPP, NDA, dossier...

There is no national format: 4 to 16 digits, often with letters or separators, so what counts is the word
before ("IPP :", "n° de dossier", "séjour n°"), or the place in a header line ("| 10/05/86 | 9056297478 |").

>>> compact("80-1234 5678"), validate("8012345678"), validate("2003H847569"), validate("12/03/1954")
('8012345678', True, True, False)

Source: Référentiel national d'identitovigilance (the IPP identifies a patient within one establishment).
"""

from collections.abc import Callable, Iterable, Iterator

from viginote.identifiers import dates
from viginote.identifiers._base import Hit, Rule, Search, compact
from viginote.identifiers.patient_id.abroad import abroad
from viginote.identifiers.patient_id.bare import bare
from viginote.identifiers.patient_id.labelled import labelled
from viginote.identifiers.patient_id.references import references
from viginote.identifiers.patient_id.things import further, things

__all__ = ["RECOGNIZER", "compact", "validate"]


def _with_further(search: Callable[[str, str], Iterable[Hit]]) -> Search:
    """A search, with the numbers that go on behind each one that it finds."""

    def found(text: str, folded: str) -> Iterator[Hit]:
        for hit in search(text, folded):
            yield hit
            yield from further(text, folded, hit)

    return Search.both(found)


def validate(value: str) -> bool:
    """Whether `value` may be such a number: 5 to 16 letters and digits, mostly digits, and no date."""
    number = compact(value)
    digits = sum(c.isdigit() for c in number)
    return 5 <= len(number) <= 16 and digits >= len(number) - 4 and not dates.validate(value)


RECOGNIZER = Rule(
    "patient_id", "PATIENT_ID", *map(_with_further, (labelled, references, bare, things, abroad))
)
