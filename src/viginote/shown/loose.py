"""Accents that are characters of their own, letters drawn as one (both as in PDF), what nobody sees."""

import re
import unicodedata

from viginote.shown.steps import Shown, replaced

#: An accent that is a character of its own (Unicode's decomposed form). What is not seen: joiners and marks
#: of direction, which come with what is copied from a page or a telephone. Letters drawn as one: fi, ffl, st.
_ACCENT, _UNSEEN = "\u0300-\u036f", "\u200c-\u200f\u202a-\u202e\u2060-\u2069"
_LIGATURE = "\ufb00-\ufb06"
_LOOSE = re.compile(f"[{_ACCENT}{_UNSEEN}{_LIGATURE}]")
#: A letter with its loose accents, a ligature, or what is not seen.
_JOINED = re.compile(rf"([^\W\d_][{_ACCENT}]+)|([{_LIGATURE}])|[{_UNSEEN}]+")


def joined(text: str) -> Shown:
    """`text` with its accents on their letters, its ligatures as letters, and without what is not seen.

    >>> joined("e\u0301te\u0301").text, joined("con\ufb02it").text
    ('été', 'conflit')
    """
    if text.isascii() or not _LOOSE.search(text):
        return Shown(text)
    return replaced(text, ((*match.span(), _letter(match)) for match in _JOINED.finditer(text)))


def _letter(found: re.Match[str]) -> str:
    """A letter with its accents, those that make no letter with it behind it; nothing for what is unseen."""
    return unicodedata.normalize("NFC", found[1] or "") + unicodedata.normalize("NFKC", found[2] or "")
