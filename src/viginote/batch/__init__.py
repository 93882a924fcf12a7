"""Batch: a scan or a redaction of whole sources, and what their columns hold."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from viginote.batch.mapping import ColumnRole, Mapping, Role, TableMapping
    from viginote.batch.profiling import profile
    from viginote.batch.redacting import redact, restore
    from viginote.batch.run import Choice, Progress, Summary, scan
    from viginote.batch.sarif import write_sarif

__all__ = [
    "Choice", "ColumnRole", "Mapping", "Progress", "Role", "Summary", "TableMapping",
    "profile", "redact", "restore", "scan", "write_sarif",
]  # fmt: skip

_ROOMS = {
    "Choice": "run",
    "ColumnRole": "mapping",
    "Mapping": "mapping",
    "Progress": "run",
    "Role": "mapping",
    "Summary": "run",
    "TableMapping": "mapping",
    "profile": "profiling",
    "redact": "redacting",
    "restore": "redacting",
    "scan": "run",
    "write_sarif": "sarif",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ROOMS[name]}"), name)
