"""Accented letters that were read as another code page has them, or that stand as escapes of a program.

A letter of DOS (`d‚pression`), of Windows read as DOS (`dÚpression`) or of an old Macintosh (`dŽpression`)
gives itself away inside words, where the character that stands for it never does; escapes
(`d\\u00e9pression`, `d=C3=A9pression`, `d=E9pression`, `d%C3%A9pression`) by their form.
"""

import re

from viginote.shown.steps import Shown, replaced

_LETTERS = "éèêëàâçôîïûùÉÈÊÀÇ"
#: The letters that tell, and the characters that stand in a text for themselves as well.
_TELLING, _SIGNS = "éèêç", "…“”‘–—‹•·€™´¨¯¹"
#: What a text was written in, and as what it was read.
_PAGES = (("cp850", "cp1252"), ("cp1252", "cp850"), ("mac_roman", "cp1252"))
#: So many inside words tell that all beside letters are such letters.
_FEWEST = 2
#: A letter of Latin-1 as e-mails quote it; before a digit it is part of a code ("=F41").
_QUOTED = "(?:C[0789A]|E[0-9A-F]|F[49B])"
_ESCAPE = re.compile(
    r"\\u00([c-f][0-9a-f])|\\x([c-f][0-9a-f])|=C3=([89AB][0-9A-F])|%C3%([89AB][0-9A-F])"
    rf"|(?-i:(?<=[A-Za-z'])=({_QUOTED})(?!\d)|(?<![\w=])=({_QUOTED})(?=[a-z]|(?<=[CE]0)\s))"
    r"|=\r?\n",
    re.I,
)
#: Which groups of it hold the second byte of UTF-8.
_UTF8 = (3, 4)
_LATIN = re.compile(rf"[A-Za-z']={_QUOTED}(?!\d)")
_ESCAPED = ("\\u00", "\\x", "=C3=", "%C3%", "\\U00", "\\X", "=c3=", "%c3%")


def _misread(written: str, read: str) -> dict[str, str]:
    """The letters of one page by the characters that another one has in their places."""
    pairs = ((letter, letter.encode(written).decode(read, "replace")) for letter in _LETTERS)
    return {char: letter for letter, char in pairs if char not in (letter, "\ufffd", *_LETTERS)}


def _patterns(table: dict[str, str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells of a page inside small words; and its letters, signs only where they part a word."""
    telling = "".join(char for char, letter in table.items() if letter in _TELLING and char not in _SIGNS)
    sure = "".join(re.escape(char) for char in table if char not in _SIGNS)
    unsure = "".join(re.escape(char) for char in table if char in _SIGNS)
    inside = rf"(?<=[a-z{sure}])[{unsure}](?=[a-z{sure}])"
    beside = rf"(?<=[A-Za-z{sure}])[{sure}]|[{sure}](?=[a-z{sure}])"
    return re.compile(rf"(?<=[a-z])[{telling}](?=[a-z])"), re.compile(f"{beside}|{inside}")


_TABLES = tuple((table, *_patterns(table)) for table in (_misread(*pages) for pages in _PAGES))


def reread(text: str) -> Shown:
    """`text` with the letters that were meant.

    >>> reread("d‚pression s‚vŠre").text, reread("d\\\\u00e9pression").text
    ('dépression sévère', 'dépression')
    """
    if any(sign in text for sign in _ESCAPED) or ("=" in text and len(_LATIN.findall(text)) >= _FEWEST):
        return replaced(text, ((*m.span(), _unescaped(m)) for m in _ESCAPE.finditer(text)))
    if text.isascii():
        return Shown(text)
    counts = [len(inside.findall(text)) for _, inside, _ in _TABLES]
    if max(counts) < _FEWEST:
        return Shown(text)
    table, _, beside = _TABLES[counts.index(max(counts))]
    return replaced(text, ((*m.span(), table[m[0]]) for m in beside.finditer(text)))


def _unescaped(match: re.Match[str]) -> str:
    """The letter of an escape; nothing for the line break with which an e-mail quotes none."""
    if match.lastindex is None:
        return ""
    byte = int(match[match.lastindex], 16)
    return bytes((0xC3, byte)).decode() if match.lastindex in _UTF8 else chr(byte)
