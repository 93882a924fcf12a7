"""Exposure: people, sensitive content, practices, severity, re-identification and what has to be told."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from viginote.exposure.audit import draw as draw_audit
    from viginote.exposure.door import check, measure, schema
    from viginote.exposure.margins import Quality
    from viginote.exposure.review import apply as apply_audit
    from viginote.exposure.severity import Circumstances, Loss, Recipients

__all__ = [
    "Circumstances", "Loss", "Quality", "Recipients", "apply_audit", "check", "draw_audit", "measure",
    "schema",
]  # fmt: skip

_ROOMS = {
    "apply_audit": "review.apply",
    "draw_audit": "audit.draw",
    "Circumstances": "severity",
    "Quality": "margins",
    "Loss": "severity",
    "Recipients": "severity",
    "check": "door",
    "measure": "door",
    "schema": "door",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, inside = _ROOMS[name].partition(".")
    return getattr(import_module(f"{__name__}.{module}"), inside or name)
