"""People and places by model and context: the gate, the tagger, title rules, propagation, known identity.

`NameFinder` is the door; importing this package loads neither spaCy nor the model.
"""

from typing import TYPE_CHECKING

from viginote.doors import opening

if TYPE_CHECKING:
    from viginote.names.finder import NameFinder
else:
    __getattr__ = opening(__name__, {"NameFinder": "finder"})

__all__ = ["NameFinder"]
