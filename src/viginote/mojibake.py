"""Mojibake: UTF-8 that was read as Windows-1252 and written again (`Ã©` for `é`), put right.

Behind a cheap gate, since few texts need it. Offsets into the repaired text are led back to the text as
stored, so that findings always point into what the source holds.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_FOLLOWING = "[\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]"
# The first character of a two- or three-byte sequence read as cp1252, with one of those that can follow; and
# what is left of "à" where its hard space was made a plain one or was cut off.
# It begins with one class of characters, through which a search skips fast.
_BROKEN = re.compile(
    rf"[ÂÃÅâï](?:{_FOLLOWING}{_FOLLOWING}?|(?P<grave>(?<=Ã)(?<![A-ZÀ-ÖØ-Þ]Ã)(?: (?= )|(?!\S))))"
)


class Repaired(NamedTuple):
    """A text put right. `offsets`: for each position in it, end included, as stored; None: the same."""

    text: str
    offsets: Sequence[int] | None = None


def repair(text: str) -> Repaired:
    """`text` with broken sequences put right, those that were broken twice too.

    >>> repair("sÃ©ropositif").text, repair("sÃƒÂ©ropositif").text
    ('séropositif', 'séropositif')
    """
    if text.isascii():
        return Repaired(text)
    once = _repair(text)
    if once.offsets is None:
        return once
    twice = _repair(once.text)
    if twice.offsets is None:
        return once
    return Repaired(twice.text, [once.offsets[offset] for offset in twice.offsets])


def _repair(text: str) -> Repaired:
    if not _BROKEN.search(text):
        return Repaired(text)
    parts: list[str] = []
    offsets: list[int] = []
    position = 0
    for match in _BROKEN.finditer(text):
        start, end, whole = _whole(match)
        if whole is None or start < position:
            continue
        parts += text[position:start], whole
        offsets += range(position, start)
        offsets += [start] * len(whole)
        position = end
    if not parts:
        return Repaired(text)
    parts.append(text[position:])
    offsets += range(position, len(text) + 1)
    return Repaired("".join(parts), offsets)


def _whole(match: re.Match[str]) -> tuple[int, int, str | None]:
    """The character that a broken sequence stands for, tried at three bytes, then at two."""
    if match["grave"] is not None:
        return *match.span(), "à"
    for length in (3, 2):
        broken = match[0][:length]
        if len(broken) == length and (fixed := _decoded(broken)) is not None:
            return match.start(), match.start() + length, fixed
    return match.start(), match.end(), None


def _decoded(broken: str) -> str | None:
    raw = bytearray()
    for char in broken:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            raw.append(ord(char))
    try:
        fixed = raw.decode()
    except UnicodeDecodeError:
        return None
    return fixed if len(fixed) == 1 else None
