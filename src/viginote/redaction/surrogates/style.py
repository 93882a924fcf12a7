"""The look of a value: capitals, and separators between its characters."""

import unicodedata
from collections.abc import Iterator


def cased_like(original: str, word: str) -> str:
    """`word` in the case of `original`: capitals (without accents where it has none), lower, or as it is."""
    if len(original) > 1 and original.isupper():
        return plain(word).upper() if original.isascii() else word.upper()
    return word.lower() if original.islower() else word


def plain(word: str) -> str:
    """The word without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def poured(original: str, characters: str) -> str:
    """`characters` poured into the letters and digits of `original`, whose other characters stay.

    `characters` has as many as `original` has letters and digits.
    """
    source: Iterator[str] = iter(characters)
    return "".join(next(source) if char.isalnum() else char for char in original)


def alphanumerics(value: str) -> str:
    """The letters and digits of a value alone."""
    return "".join(char for char in value if char.isalnum())
