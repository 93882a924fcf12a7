"""Exposure: people, sensitive content, practices, severity, re-identification and what has to be told."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from viginote.exposure.door import check, measure, schema
    from viginote.exposure.margins import Quality
    from viginote.exposure.severity import Circumstances, Recipients

__all__ = ["Circumstances", "Quality", "Recipients", "check", "measure", "schema"]

_ROOMS = {
    "Circumstances": "severity",
    "Quality": "margins",
    "Recipients": "severity",
    "check": "door",
    "measure": "door",
    "schema": "door",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
