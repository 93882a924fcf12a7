"""Report: exposure.json as one self-contained page."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from viginote.report.page import render, write

__all__ = ["render", "write"]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.page"), name)
