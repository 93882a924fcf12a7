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
    r"\\'(?P<byte>[0-9A-Fa-f]{2})|\\u(?P<code>-?\d{1,5}) ?"
    r"|\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\(?P<sign>[^a-z'])|(?P<open>\{)|(?P<close>\})"
    r"|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\"
)
#: A character that stands beside `\u` for readers without Unicode.
_RTF_FALLBACK = re.compile(r"\\'[0-9A-Fa-f]{2}|[^\\{}\r\n]")
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

#: A tag that says how text looks. One that names something (`href`, `alt`) is left to the scan, and so is
#: what stands in a comment or a script.
_TAG = re.compile(
    r"<!--|-->|</?(?P<block>style|script)\b[^<>]*>"
    r"|</?(?P<name>[a-z][a-z0-9:]{0,15})(?:\s+(?:style|class|lang|dir|align|valign|face|color|size|width|height|"
    r"border|bgcolor|cellpadding|cellspacing|colspan|rowspan)=(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>\"']+))*\s*/?>"
    r"|(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,31}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});)",
    re.I,
)
#: What stands in a style sheet: it holds braces, else it is left to the scan as well.
_STYLES = re.compile(r"[^<]*+(?=</style\b)", re.I)
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
    if _is_rtf(text):
        return _put_together(_rtf(text), text)
    if _is_html(text):
        return _put_together(_html(text), text)
    return Shown(text)


def _is_rtf(text: str) -> bool:
    return text.lstrip().startswith(_RTF)


def _is_html(text: str) -> bool:
    return ("<" in text or "&" in text) and _HTML.search(text) is not None


def spelled(value: str, text: str) -> str:
    r"""`value` as it is written in a text with the markup of `text`.

    >>> spelled("Zoé <b>", r"{\rtf1 Anne}"), spelled("Zoé <b>", "<p>Anne</p>")
    ('Zo\\u233? <b>', 'Zoé &lt;b&gt;')
    """
    if _is_rtf(text):
        return "".join(map(_in_rtf, value))
    if _is_html(text):
        return html.escape(value, quote=False)
    return value


def _in_rtf(character: str) -> str:
    if character in "\\{}":
        return f"\\{character}"
    if character.isascii():
        return character
    units = character.encode("utf-16-le")
    numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(f"\\u{number}?" for number in numbers)


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
        position = match.end()
        if match["entity"]:
            yield character, match.start(), False
            continue
        yield " " if (match["name"] or "").lower() in _INLINE else "\n", match.start(), True
        if (match["block"] or "").lower() == "style":
            styles = _STYLES.match(text, position)
            position = styles.end() if styles and "{" in styles[0] else position
    yield text[position:], position, False


def _rtf(text: str) -> Iterator[_Piece]:
    codec = _codec(text)
    depth, apart = 0, 0
    fallbacks = [1]  # for each open group, how many characters stand for one of Unicode (`\uc`)
    position = 0
    while match := _RTF_TOKEN.match(text, position):
        start, position = match.span()
        if match["open"]:
            fallbacks.append(fallbacks[-1])
        elif match["close"] and len(fallbacks) > 1:
            fallbacks.pop()
        depth += bool(match["open"]) - bool(match["close"])
        if match["open"] and not apart and _RTF_APART.match(text, start):
            apart = depth
        elif apart:
            apart = 0 if depth < apart else apart
        elif match["text"]:
            yield match["text"], start, False
        elif match["word"] == "uc":
            fallbacks[-1] = int(match["number"] or 1)
            continue
        elif character := _rtf_character(match, codec):
            yield character, start, False
            if match["code"]:
                position = _behind_fallback(text, position, fallbacks[-1])
            continue
        if not apart and match[0].isspace():  # lines are broken anywhere
            continue
        if not match["text"] or apart:
            yield "\n" if match["word"] in _RTF_BREAKS and not apart else " ", start, True


def _behind_fallback(text: str, position: int, characters: int) -> int:
    while characters > 0 and (fallback := _RTF_FALLBACK.match(text, position)):
        position, characters = fallback.end(), characters - 1
    return position


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
