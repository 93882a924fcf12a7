"""Report: exposure.json as one self-contained page."""

from typing import TYPE_CHECKING

from viginote.doors import opening

if TYPE_CHECKING:
    from viginote.report.page import render, write
else:
    __getattr__ = opening(__name__, {"render": "page", "write": "page"})

__all__ = ["render", "write"]
