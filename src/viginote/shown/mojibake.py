"""Mojibake: UTF-8 that was read as Windows-1252 and written again (`Ã©` for `é`), put right."""

import re

from viginote.shown.steps import Shown, replaced

_FOLLOWING = "[\u0080-\u00bfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]"
# The first character of a two- or three-byte sequence read as cp1252, with one of those that can follow; and
# what is left of "à" where its hard space was made a plain one or was cut off.
# It begins with one class of characters, through which a search skips fast.
_BROKEN = re.compile(
    rf"[ÂÃÅâï](?:{_FOLLOWING}{_FOLLOWING}?|(?P<grave>(?<=Ã)(?<![A-ZÀ-ÖØ-Þ]Ã)(?: (?= )|(?!\S))))"
)


def repaired(text: str) -> Shown:
    """`text` with broken sequences put right.

    >>> repaired("sÃ©ropositif").text
    'séropositif'
    """
    if text.isascii() or not _BROKEN.search(text):
        return Shown(text)
    return replaced(text, filter(None, map(_whole, _BROKEN.finditer(text))))


def _whole(match: re.Match[str]) -> tuple[int, int, str] | None:
    """Where a broken sequence lies, and what character it stands for, tried at three bytes, then at two."""
    if match["grave"] is not None:
        return *match.span(), "à"
    for length in (3, 2):
        broken = match[0][:length]
        if len(broken) == length and (fixed := _decoded(broken)) is not None:
            return match.start(), match.start() + length, fixed
    return None


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
