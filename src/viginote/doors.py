"""Packages whose modules are loaded when a name of theirs is first asked for: importing them is quick."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def opening(package: str, rooms: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package: each public name of `rooms` with the module that holds it.

    A name that is another one there stands behind a dot: `{"apply_audit": "review.apply"}`.
    """

    def opened(name: str) -> Any:
        if name not in rooms:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, _, inside = rooms[name].partition(".")
        return getattr(import_module(f"{package}.{module}"), inside or name)

    return opened
