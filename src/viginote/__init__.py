"""viginote: find what a French clinical note gives away, redact it, measure exposure after a leak.

>>> from viginote import Scanner
>>> Scanner().scan("Patient VIH+").findings[0].label
'hiv'
"""

from typing import TYPE_CHECKING

from viginote.doors import opening

if TYPE_CHECKING:
    from viginote.findings import Explanation, Finding, Identity, ScanResult
    from viginote.redaction import Policy
    from viginote.scanner import Scanner
else:  # a type checker knows the names above, and no other
    __getattr__ = opening(
        __name__,
        {
            "Explanation": "findings",
            "Finding": "findings",
            "Identity": "findings",
            "ScanResult": "findings",
            "Policy": "redaction",
            "Scanner": "scanner",
        },
    )

__all__ = ["Explanation", "Finding", "Identity", "Policy", "ScanResult", "Scanner"]
__version__ = "0.1.0"
