"""Accented letters that an export could not write and left as question marks: "d?pression", "incarc?r?".

Which letter it was is told by those around it where it was none of é, è, ê, ë, by far the most frequent ones,
which all fold to the same. A question mark behind a word is such a letter only where others stand inside
words.
"""

import re

from viginote.shown.steps import Shown, replaced

_LOST = "?\ufffd"
#: A word with lost letters; no address of a page, whose parameters begin with a question mark.
_WORD = re.compile(rf"(?<![\w/=&{_LOST}.])[^\W\d_{_LOST}]*(?:[{_LOST}][^\W\d_]*)+(?![\w/=&{_LOST}])")
#: Inside a word, and no answer to a question: "tabac?oui".
_ANSWER = re.compile(r"oui|non|nsp|ras|si", re.I)
_INSIDE = re.compile(rf"[^\W\d_][{_LOST}](?=[^\W\d_])(?!(?:{_ANSWER.pattern})\b)", re.I)
#: So many of them tell that a question mark behind a word is a letter too.
_DAMAGED = 2
#: No word is longer: keeps the work on a text without blanks linear.
_LONGEST = 60
#: What stands before and behind letters other than e, folded.
_OTHERS = (
    (
        "ô",
        r"\bh|\bc|contr|sympt|dipl|\bt|\br|\bdr|\bimp|fant|ant|cl",
        r"pital|les?\b|mes?\b|t.|l.e|ler|ture|nes?\b",
    ),
    (
        "ç",
        r"gar|fran|fa|le|re|per|con|soup|lan|pla|rempla|balan|effa|for|gla|commen",
        r"on|ais|u\b|ue|us|ait|ant|oi",
    ),
    ("î", r"ma|na|conna|para|dispara|appara|bo|fra|cha|entra|tra", r"tre|t\b|te|ch|n"),
    ("û", r"br|co|ao|s|go|d", r"l|t\b|ts|ter|r\b|tu"),
    ("â", r"\A|g|b|ch|t|m|gr|pl", r"g[e?\ufffd]|t.?\b|teau|tim|che|le\b|tre"),
    ("ï", r"na|ma|ha|co|h.ro|coca|mo|la|tha|ja|.go", r"f|ve|s\b|ne|r|nc|d|eul|que|ste|sme|l"),
)
_LETTERS = tuple(
    (letter, re.compile(rf"(?:{before})\Z", re.I), re.compile(after, re.I))
    for letter, before, after in _OTHERS
)


def restored(text: str) -> Shown:
    """`text` with the letters that it lost."""
    if "?" not in text and "\ufffd" not in text:
        return Shown(text)
    inside = len(_INSIDE.findall(text))
    if not inside and "\ufffd" not in text:
        return Shown(text)
    changes = (c for word in _WORD.finditer(text) for c in _changes(word, inside >= _DAMAGED))
    return replaced(text, changes)


def _changes(word: re.Match[str], damaged: bool) -> list[tuple[int, int, str]]:
    """The lost letters of a word. `damaged`: whether a question mark behind a word may be one."""
    changes = []
    whole = word[0] if len(word[0]) <= _LONGEST else ""
    for lost in re.finditer(f"[{_LOST}]", whole):
        before, after = whole[: lost.start()], whole[lost.end() :]
        if lost[0] == "?" and not _is_letter(before, after, damaged):
            continue
        letter = _letter(before, after)
        at = word.start() + lost.start()
        changes.append((at, at + 1, letter.upper() if (before + after).isupper() else letter))
    return changes


def _is_letter(before: str, after: str, damaged: bool) -> bool:
    """Whether a question mark stands for a letter: inside a word, or behind a small one, or before one."""
    if after:
        return not _ANSWER.fullmatch(after) and (before != "" or damaged)
    is_small = before == "n" or (len(before) > 1 and before[-1].islower())
    return _LOST[0] in before or (damaged and is_small)


def _letter(before: str, after: str) -> str:
    return next(
        (letter for letter, left, right in _LETTERS if left.search(before) and right.match(after)), "é"
    )
