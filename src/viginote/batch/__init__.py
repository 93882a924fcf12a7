"""Batch: a scan or a redaction of whole sources, and what their columns hold."""

from typing import TYPE_CHECKING

from viginote.doors import opening

if TYPE_CHECKING:
    from viginote.batch.mapping import ColumnRole, Mapping, Role, TableMapping
    from viginote.batch.profiling import profile
    from viginote.batch.redacting import redact, restore
    from viginote.batch.run import Choice, Progress, Summary, scan
    from viginote.batch.sarif import write_sarif
else:
    __getattr__ = opening(
        __name__,
        {
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
        },
    )

__all__ = [
    "Choice", "ColumnRole", "Mapping", "Progress", "Role", "Summary", "TableMapping",
    "profile", "redact", "restore", "scan", "write_sarif",
]  # fmt: skip
