"""Exposure: people, sensitive content, practices, severity, re-identification and what has to be told."""

from typing import TYPE_CHECKING

from viginote.doors import opening

if TYPE_CHECKING:
    from viginote.exposure.audit import draw as draw_audit
    from viginote.exposure.door import check, measure, schema
    from viginote.exposure.margins import Quality
    from viginote.exposure.review import apply as apply_audit
    from viginote.exposure.severity import Circumstances, Loss, Recipients
else:
    __getattr__ = opening(
        __name__,
        {
            "apply_audit": "review.apply",
            "draw_audit": "audit.draw",
            "Circumstances": "severity",
            "Quality": "margins",
            "Loss": "severity",
            "Recipients": "severity",
            "check": "door",
            "measure": "door",
            "schema": "door",
        },
    )

__all__ = [
    "Circumstances", "Loss", "Quality", "Recipients", "apply_audit", "check", "draw_audit", "measure",
    "schema",
]  # fmt: skip
