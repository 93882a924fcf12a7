"""People and places by model and context: the gate, the tagger, title rules, propagation, known identity.

`NameFinder` is the door; importing this package loads neither spaCy nor the model.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from viginote.names.finder import NameFinder

__all__ = ["NameFinder"]


def __getattr__(name: str) -> Any:
    if name == "NameFinder":
        from viginote.names.finder import NameFinder

        return NameFinder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
