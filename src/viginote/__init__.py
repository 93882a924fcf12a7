"""viginote: find what a French clinical note gives away, redact it, measure exposure after a leak.

>>> from viginote import Scanner
>>> Scanner().scan("Patient VIH+").findings[0].label
'hiv'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from viginote.findings import Explanation, Finding, Identity, ScanResult
    from viginote.redaction import Policy
    from viginote.scanner import Scanner

__all__ = ["Explanation", "Finding", "Identity", "Policy", "ScanResult", "Scanner"]
__version__ = "0.1.0"

_ROOMS = {
    "Explanation": "findings",
    "Finding": "findings",
    "Identity": "findings",
    "ScanResult": "findings",
    "Policy": "redaction",
    "Scanner": "scanner",
}


def __getattr__(name: str) -> Any:
    """Opens the room of a public name when it is first asked for: `import viginote` itself stays quick."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
