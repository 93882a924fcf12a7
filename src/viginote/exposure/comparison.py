"""What a redaction saves: the same figures of the original and of its redacted copy, side by side."""

from collections.abc import Sequence
from typing import Any

#: The figures that a redaction may lower, by the path to them in exposure.json.
_FIGURES = {
    "people": ("people", "best"),
    "people_sensitive": ("sensitive", "people", "best"),
    "people_sensitive_named": ("sensitive", "linked_to", "full_identity"),
    "notes_with_any_category": ("sensitive", "notes", "with_any_category"),
    "notes_naming_a_person": ("sensitive", "third_parties", "notes"),
    "severity": ("severity", "score"),
}


def compare(original: dict[str, Any], copy: dict[str, Any], places: Sequence[str]) -> dict[str, Any]:
    """The figures of both, and what is left of the first in the second. `places`: where the copy lies."""
    return {
        "with": list(places),
        "figures": {
            name: {"original": _at(original, path), "redacted": _at(copy, path)}
            for name, path in _FIGURES.items()
        },
        "complete": copy["coverage"]["complete"],
    }


def _at(exposure: dict[str, Any], path: Sequence[str]) -> int | float:
    value: Any = exposure
    for key in path:
        value = value[key]
    number: int | float = value
    return number
