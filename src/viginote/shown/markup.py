r"""Notes as editors store them, RTF or HTML, made plain for the scan: `s\'e9ropositif`, `s&eacute;ropositif`.

What is markup becomes one blank or line break, so that redaction can leave it where it stands.
"""

import codecs
import html
import re
from collections.abc import Iterator

from viginote.shown.steps import Shown

_RTF = r"{\rtf"
_RTF_TOKEN = re.compile(
    r"\\'(?P<byte>[0-9A-Fa-f]{2})|\\u(?P<code>-?\d{1,5}) ?(?:\\'[0-9A-Fa-f]{2}|[^\\{}\r\n])?"
    r"|\\(?P<word>[a-z]{1,32})(?:-?\d{1,10})? ?|\\(?P<sign>[^a-z'])|(?P<open>\{)|(?P<close>\})|[\r\n]+"
    r"|(?P<text>[^\\{}\r\n]+)|\\"
)
#: Groups that hold no text of the note.
_RTF_APART = re.compile(
    r"\{(?:\\\*)?\\(?:fonttbl|colortbl|stylesheet|generator|listtable|listoverridetable|rsidtbl|themedata|"
    r"colorschememapping|latentstyles|datastore|xmlnstbl|mmathPr|pict|objdata)\b"
)
_RTF_CODEPAGE = re.compile(r"\\ansicpg(\d{3,5})")
_RTF_WORDS = {
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "endash": "–", "emdash": "—",
    "bullet": "•", "tab": "\t", "cell": "\t",
}  # fmt: skip
_RTF_SIGNS = {"~": "\xa0", "_": "-", "\\": "\\", "{": "{", "}": "}"}
_RTF_BREAKS = frozenset({"par", "line", "sect", "page", "row", "pard"})

#: A tag that says how text looks. One that names something (`href`, `alt`) is left to the scan.
_TAG = re.compile(
    r"<(?P<hidden>style|script)\b[^<>]*>.*?</(?P=hidden)\s*>|<!--.*?-->"
    r"|</?(?P<name>[a-z][a-z0-9:]{0,15})(?:\s+(?:style|class|lang|dir|align|valign|face|color|size|width|height|"
    r"border|bgcolor|cellpadding|cellspacing|colspan|rowspan)=(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>\"']+))*\s*/?>"
    r"|(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,31}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});)",
    re.DOTALL | re.I,
)
_HTML = re.compile(
    r"</?(?:p|div|br|span|b|i|u|strong|em|table|t[rdh]|li|[uo]l|font|h[1-6]|html|body)(?:\s[^<>]*)?/?>"
    r"|&(?:[A-Za-z][A-Za-z0-9]{1,31}|\#\d{1,7});",
    re.I,
)
_INLINE = frozenset({"b", "i", "u", "s", "em", "strong", "span", "font", "sub", "sup", "small", "big", "a"})

#: Plain text, where it stands as given, and whether it is markup.
_Piece = tuple[str, int, bool]


def without_markup(text: str) -> Shown:
    r"""`text` without its markup.

    >>> without_markup(r"{\rtf1\ansi s\'e9ropositif}").text.strip()
    'séropositif'
    >>> without_markup("s&eacute;ropositif<br>2010").text
    'séropositif\n2010'
    """
    if text.lstrip().startswith(_RTF):
        return _put_together(_rtf(text), text)
    if ("<" in text or "&" in text) and _HTML.search(text):
        return _put_together(_html(text), text)
    return Shown(text)


def _put_together(pieces: Iterator[_Piece], text: str) -> Shown:
    parts: list[str] = []
    offsets: list[int] = []
    marks: list[int] = []
    for part, start, mark in pieces:
        if not part:
            continue
        if mark and marks and marks[-1] == len(offsets) - 1:  # markup after markup
            parts[-1] = "\n" if part == "\n" else parts[-1]
            continue
        if mark:
            marks.append(len(offsets))
        parts.append(part)
        offsets += range(start, start + len(part))
    offsets.append(len(text))
    return Shown("".join(parts), offsets, marks)


def _html(text: str) -> Iterator[_Piece]:
    position = 0
    for match in _TAG.finditer(text):
        if match["entity"] and len(character := html.unescape(match[0])) != 1:
            continue
        yield text[position : match.start()], position, False
        if match["entity"]:
            yield character, match.start(), False
        else:
            yield " " if (match["name"] or "").lower() in _INLINE else "\n", match.start(), True
        position = match.end()
    yield text[position:], position, False


def _rtf(text: str) -> Iterator[_Piece]:
    codec = _codec(text)
    depth, apart = 0, 0
    position = 0
    while match := _RTF_TOKEN.match(text, position):
        start, position = match.span()
        depth += bool(match["open"]) - bool(match["close"])
        if match["open"] and not apart and _RTF_APART.match(text, start):
            apart = depth
        elif apart:
            apart = 0 if depth < apart else apart
        elif match["text"]:
            yield match["text"], start, False
        elif character := _rtf_character(match, codec):
            yield character, start, False
            continue
        if not apart and match[0].isspace():  # lines are broken anywhere
            continue
        if not match["text"] or apart:
            yield "\n" if match["word"] in _RTF_BREAKS and not apart else " ", start, True


def _rtf_character(match: re.Match[str], codec: str) -> str:
    """The character that a token stands for; empty for what is markup."""
    if match["byte"]:
        return bytes.fromhex(match["byte"]).decode(codec, "replace")[:1]
    if match["code"]:
        code = int(match["code"]) & 0xFFFF
        return chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
    return _RTF_SIGNS.get(match["sign"] or "", "") or _RTF_WORDS.get(match["word"] or "", "")


def _codec(text: str) -> str:
    declared = _RTF_CODEPAGE.search(text)
    try:
        return codecs.lookup(f"cp{declared[1]}").name if declared else "cp1252"
    except LookupError:
        return "cp1252"
