"""Lines that software wrapped at a width, as old programs, e-mails and printed letters are: read as one.

Of a wrapped line the next word would not have fitted into the width, whatever it is. That words go on in
small letters behind such lines, and hardly ever behind shorter ones, tells that a text was wrapped, and how
widely.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from viginote.shown.steps import Shown, replaced

#: A text was wrapped at a width between these, so many of its lines at least showing it.
_NARROWEST, _WIDEST, _FEWEST = 40, 200, 2
#: A line break with the blanks around it, and the word behind it.
_BREAK = re.compile(r"[ \t]*\r?\n[ \t]*(?=(\S+))")
#: A line of its own: an item of a list, a row of a table, what is underlined, a field that is told.
_OWN_LINE = re.compile(r"[-–—•*·>+=_#|☐☑☒]|\d{1,2}[.)](?!\d)|[A-Za-z][.)]$")
_ENDS = ".;!?|"


class _Break(NamedTuple):
    """A line break: where it stands, how long the line is, with the next word as well, what begins behind."""

    start: int
    end: int
    line: int
    fitting: int
    word: str


def unwrapped(text: str) -> Shown:
    """`text` with the breaks of wrapped lines read as blanks."""
    if text.count("\n") <= _FEWEST:
        return Shown(text)
    breaks = [*_breaks(text)]
    full = _full(breaks)
    if not full:
        return Shown(text)
    # No line is longer than the width, and with the next word each full one would be.
    longest, shortest_over = max(b.line for b in full), min(b.fitting for b in full)
    wrapped = (b for b in breaks if b.line < shortest_over and b.fitting > longest and not _ends(text, b))
    return replaced(text, ((b.start, b.end, "" if _is_hyphened(text, b) else " ") for b in wrapped))


def _breaks(text: str) -> Iterator[_Break]:
    """The breaks between two lines that are not empty."""
    for match in _BREAK.finditer(text):
        line = match.start() - (text.rfind("\n", 0, match.start()) + 1)
        if line > 0:
            yield _Break(*match.span(), line, line + 1 + len(match[1]), match[1])


def _full(breaks: list[_Break]) -> list[_Break]:
    """The breaks behind which words go on in small letters, since no more fitted; none where few are so."""
    going_on = [b for b in breaks if b.word[0].islower() and b.line <= _WIDEST]
    width = max((b.line for b in going_on), default=0)
    full = [b for b in going_on if width < b.fitting]
    is_wrapped = width >= _NARROWEST and len(full) >= _FEWEST and len(full) >= 2 * (len(going_on) - len(full))
    return full if is_wrapped else []


def _ends(text: str, at: _Break) -> bool:
    """Whether a sentence ends before the break, a parted word goes on behind it, or a line of its own."""
    is_parted = at.word[0].islower() and _is_hyphened(text, at)  # `hyphened` reads it as one
    return is_parted or text[at.start - 1] in _ENDS or _OWN_LINE.match(at.word) is not None


def _is_hyphened(text: str, at: _Break) -> bool:
    """Whether a word with a hyphen was parted: "Jean-" and "Pierre"."""
    return text[at.start - 1] == "-" and text[at.start - 2 : at.start - 1].isalpha()
