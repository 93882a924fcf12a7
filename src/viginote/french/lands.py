"""Countries, states, provinces and regions abroad: where somebody comes from, but no town."""

from functools import cache
from importlib.resources import files


@cache
def lands() -> frozenset[str]:
    """Their names, folded, in French and as they are written there (lands.txt)."""
    text = (files("viginote.french") / "lands.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
