"""The forms of a whole date, and its value: what `validate` and `compact` read, and the searches look for."""

from viginote.french.calendar import ANY_MONTH, MONTHS, PORTUGUESE_MARCH, full_year, is_day
from viginote.french.numbers import DAY_WORDS, YEAR_WORDS, number
from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import digits_of
from viginote.identifiers.dates.cues import FIRST_DIGIT
from viginote.regex import regex
from viginote.text import fold

DMY = regex(
    rf"({FIRST_DIGIT}(?<![0-9][.,/].)[0-9]?)"
    r"[ ]{0,2}([/.\-|_\\])[ ]{0,2}([0-9]{1,2})[ ]{0,2}[/.\-|_\\][ ]{0,2}([0-9]{4}|[0-9]{2})"
    r"(?![0-9]|[/.,][0-9]| ?[cm]m\b|(?<=[ \-][0-9]{2}) ?h(?![a-z]))"
)
DMY_SPACES = regex(
    rf"({FIRST_DIGIT}(?<![0-9][.,/ ].)[0-9]?) ([0-9]{{1,2}}) ((?:19|20)[0-9]{{2}})(?![0-9]|[/.,][0-9])"
)
ISO = regex(  # up to 2199: shifted dates of research data
    r"((?:19|2[01])[0-9]{2})(?<![0-9]{5})(?<![.,][0-9]{4})"
    r" ?([/.\-]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})(?![0-9]|[/.,][0-9])"
)
BOXES = regex(
    r"([0-3] ?[0-9] ?[0-3] ?[0-9] ?(?:1 ?9|2 ?0) ?[0-9] ?[0-9]"  # one digit a box
    r"|[0-3] [0-9] ?/ ?[01] [0-9] ?/ ?(?:1 9|2 0) [0-9] [0-9])"
    r"(?![0-9]|[.,/][0-9]| [0-9](?![0-9]))"
)
MY = regex(
    rf"({FIRST_DIGIT}(?<![0-9][.,/\-].)[0-9]?)( ?[/.\-] ?| |x)((?:19|20)[0-9]{{2}})(?![0-9]|[/.,\-][0-9])"
)
MONTH = Anchored(rf"(?<![a-z])(?:{ANY_MONTH}|{PORTUGUESE_MARCH})(?![a-z])")
DAY_BEFORE = regex(
    rf"(?<![0-9,./:])(?<!(?<![a-z])[cdj])(?:([0-3]?[0-9])(?: ?er| ?ere|st|nd|rd|th)?|(?<![a-z])({DAY_WORDS}))"
    # "le 3 du mois d'août", "25 de enero"
    r"(?:[ ,./\-]{0,3}|(?<=\b(?:le|du|au) [0-9]{2})\n| (?:du mois )?d(?:e |'))\Z"
)
YEAR_AFTER = regex(
    rf"(?:[.,]?[ ,\-/]{{0,3}}| del? (?=[12]))(?:((?:19|2[01])[0-9]{{2}})(?![0-9])"
    rf"|(?:'|(?<=[ .,/\-]))([0-9]{{2}})(?![0-9/%]|[.,;:][0-9]| ?(?:h|heures?|mg|ans?|mm|cm|m?l|k?g|j"
    rf"|jours?|sem|semaines?|mois|min|minutes?|x|fois|points?|seances?|cp|comprimes?)\b)|({YEAR_WORDS}))"
)


def day_before(left: str) -> int:
    """How many characters at the end of `left` are the day that belongs to the month after it."""
    m = DAY_BEFORE.search(left)
    if not m:
        return 0
    day = int(m[1]) if m[1] else number(m[2])
    return len(left) - m.start() if day is not None and 1 <= day <= 31 else 0


def is_date(day: int, month: int, year: int) -> bool:
    """Whether the day exists, in a year that a note may speak of."""
    return 1800 <= year <= 2199 and is_day(day, month, year)


def validate(value: str) -> bool:
    """Whether `value` as a whole is a date that exists, with a month at least."""
    return _parse(value) is not None


def compact(value: str) -> str:
    """The date as ISO 8601 (yyyy-mm-dd or yyyy-mm); "" when `value` is not one."""
    parsed = _parse(value)
    if parsed is None:
        return ""
    year, month, day = parsed
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _parse(value: str) -> tuple[int, int, int] | None:
    """(year, month, day) of a whole date, day 0 when it has none; None when it is not one."""
    folded = fold(value).strip()
    for read in (_parse_numeric, _parse_words):
        if parsed := read(folded):
            year, month, day = parsed
            return parsed if is_date(day or 1, month, year) else None
    return None


def _parse_numeric(folded: str) -> tuple[int, int, int] | None:
    if m := DMY.fullmatch(folded):
        return full_year(m[4]), int(m[3]), int(m[1])
    if m := DMY_SPACES.fullmatch(folded):
        return int(m[3]), int(m[2]), int(m[1])
    if m := ISO.fullmatch(folded):
        return int(m[1]), int(m[3]), int(m[4])
    if m := BOXES.fullmatch(folded):
        digits = digits_of(m[1])
        return int(digits[4:]), int(digits[2:4]), int(digits[:2])
    if m := MY.fullmatch(folded):
        return int(m[3]), int(m[1]), 0
    return None


def _parse_words(folded: str) -> tuple[int, int, int] | None:
    for m in MONTH.pattern.finditer(folded):
        year = YEAR_AFTER.match(folded, m.end())
        left = folded[: m.start()]
        if year and year.end() == len(folded) and len(left) < 32:
            length = day_before(left)
            if length != len(left):
                continue
            day = number(left) if left else 0
            written = number(year[3]) if year[3] else full_year(year[1] or year[2])
            return (written or 0, MONTHS[m[0]], day or 0) if written else None
    return None
