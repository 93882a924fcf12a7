"""The word lists of this room: reviewed data, one folded word a line (data/*.txt)."""

from functools import cache
from importlib.resources import files


@cache
def entries(name: str) -> frozenset[str]:
    """The words of `data/<name>.txt`; lines that begin with # are comments."""
    text = (files("viginote.names") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
