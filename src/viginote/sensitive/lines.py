"""The lines of the files in `lexicons`, which all parts of the room read in the same way."""

from collections.abc import Iterator
from importlib.resources import files


def numbered(name: str) -> Iterator[tuple[int, str]]:
    """The lines of a shipped file that are no comment, each with its number."""
    text = (files(__package__) / "lexicons" / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            yield number, line


def lines(name: str) -> Iterator[str]:
    """The same without their numbers."""
    return (line for _, line in numbered(name))
