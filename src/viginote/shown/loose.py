"""Accents that are characters of their own, as PDF files and macOS write them, and what nobody sees."""

import re
import unicodedata

from viginote.shown.steps import Shown

#: An accent that is a character of its own (Unicode's decomposed form). What is not seen: joiners and marks
#: of direction, which come with what is copied from a page or a telephone.
_ACCENT, _UNSEEN = "\u0300-\u036f", "\u200c-\u200f\u202a-\u202e\u2060-\u2069"
_LOOSE = re.compile(f"[{_ACCENT}{_UNSEEN}]")
#: A letter with its loose accents, or what is not seen.
_JOINED = re.compile(rf"([^\W\d_][{_ACCENT}]+)|[{_UNSEEN}]+")


def joined(text: str) -> Shown:
    """`text` with its accents on their letters, and without what is not seen.

    >>> joined("e\u0301te\u0301").text
    'été'
    """
    if text.isascii() or not _LOOSE.search(text):
        return Shown(text)
    parts: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _JOINED.finditer(text):
        letter = unicodedata.normalize("NFC", match[1] or "")
        parts += text[at : match.start()], letter
        offsets += range(at, match.start())
        # An accent that no letter is made with stands behind its letter, and ends where that ends.
        offsets += [match.start(), *[match.end()] * (len(letter) - 1)] if letter else []
        at = match.end()
    if not at:
        return Shown(text)
    return Shown("".join([*parts, text[at:]]), [*offsets, *range(at, len(text) + 1)])
