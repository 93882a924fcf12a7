"""Dates shifted by one secret number of days per person: how far apart two dates lie stays true.

The shift is 53 to 260 whole weeks into the past: the weekday stays right, no date falls into the future,
and neither a month nor a year can come out as it went in. The way a date is written stays.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from viginote.french.calendar import (
    FULL_MONTHS,
    MONTH_NAMES,
    SHORT_MONTHS,
    SINCE_1970,
    WEEKDAY,
    ticks_a_second,
)
from viginote.french.numbers import NAMES
from viginote.redaction.surrogates.draw import Draw
from viginote.redaction.surrogates.style import cased_like
from viginote.text import fold, words

_FEWEST_WEEKS, _MOST_WEEKS = 53, 260

#: What is written back in French: months of other languages are left to the placeholder.
_SPELLINGS = {
    **{fold(name): number for number, name in enumerate(MONTH_NAMES, 1)},
    **{fold(name).rstrip("."): number for number, name in enumerate(SHORT_MONTHS, 1)},
    "jan": 1, "fev": 2, "fevr": 2, "mar": 3, "jun": 6, "jul": 7, "juill": 7, "aou": 8, "sep": 9,
}  # fmt: skip
_DAY_NUMBERS = {
    **{NAMES[day]: day for day in range(1, 32)},
    **{NAMES[day].replace("-", " "): day for day in range(1, 32)},
    "premier": 1, "vingt-et-un": 21, "trente-et-un": 31,
}  # fmt: skip

_MONTH = "|".join(sorted(_SPELLINGS, key=len, reverse=True))
_DAY_WORD = "|".join(sorted(_DAY_NUMBERS, key=len, reverse=True))
_DAY, _MON = "0?[1-9]|[12][0-9]|3[01]", "0?[1-9]|1[0-2]"
_TWO_DAY, _TWO_MON = "0[1-9]|[12][0-9]|3[01]", "0[1-9]|1[0-2]"
_YEAR = "(?:1[89]|2[01])[0-9]{2}"
# Alternatives in order of precision, on folded text. A group's first letter is its role: d(ay), w(ord for a
# day), m(onth), y(ear), s(eparator).
_DATE = re.compile(
    rf"""(?<![0-9a-z])(?:
      (?P<y1>{_YEAR})(?P<s1>[-/. ]?)(?P<m1>{_TWO_MON})(?P=s1)(?P<d1>{_TWO_DAY})
    | (?P<d2>{_DAY})\s?[-/.,_ ]\s?(?P<m2>{_MON})\s?[-/.,_ ]\s?(?P<y2>{_YEAR}|[0-9]{{2}})
    | (?P<d3>{_TWO_DAY})(?P<m3>{_TWO_MON})(?P<y3>{_YEAR}|[0-9]{{2}})
    | (?:(?P<d4>(?:{_DAY})(?:\s?er)?)|(?P<w4>{_DAY_WORD}))?[\s.,/-]{{0,3}}(?P<m4>(?:{_MONTH})(?![a-z])\.?)
      (?:[\s.,/-]{{0,3}}(?P<y4>{_YEAR}|[0-9]{{2}}))?
    | (?P<m5>{_MON})\s?[-/. ]\s?(?P<y5>{_YEAR})
    | (?P<d6>{_DAY})\s?[-/.]\s?(?P<m6>{_MON})
    | (?P<m7>{_MON})\s?[-/.]\s?(?P<y7>[3-9][0-9])
    | (?P<y8>{_YEAR})
    )(?![0-9])""",
    re.VERBOSE,
)
_TIME = r"t?[0-9]{1,2} ?[h:](?: ?[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?)?(?:z|[-+][0-9]{2}:?[0-9]{2})?"
# What may stand beside dates in a span and says nothing by itself: small words, weekdays, a time of day.
_PLAIN_WORDS = re.compile(
    rf"[\W_]*(?:(?:{_TIME}|(?:le|la|du|au|de|a|en|et|depuis|ne|nee"
    rf"|{WEEKDAY}|debut|fin|mi|courant|annee|ddn))(?![a-z0-9])[\W_]*)*"
)
#: As Oracle writes a date: `12-MAR-80`.
_ORACLE = re.compile(r"([0-9]{1,2})-([a-z]{3})-([0-9]{4}|[0-9]{2})")
_ORACLE_MONTHS = words("jan feb mar apr may jun jul aug sep oct nov dec")
_PIVOT = 30  # two-digit years up to this one are 20xx
_MIDDLE_DAY, _MIDDLE_MONTH, _ANY_YEAR = 15, 7, 2001  # for what a date does not say


def shifted(draw: Draw, value: str, person: str) -> str | None:
    """The date in `value`, shifted for `person`, written as before. None when it holds anything else."""
    weeks = _FEWEST_WEEKS + draw.number("shift", person, _MOST_WEEKS - _FEWEST_WEEKS + 1)
    if SINCE_1970.fullmatch(value):
        seconds = int(timedelta(weeks=weeks).total_seconds())
        return str(int(value) - seconds * ticks_a_second(int(value)))
    folded = fold(value)
    if (oracle := _ORACLE.fullmatch(folded)) and oracle[2] in _ORACLE_MONTHS:
        return _shifted_oracle(draw, value, oracle, person)
    pieces: list[str] = []
    done = 0
    for match in _DATE.finditer(folded):
        moved = _moved(match, timedelta(weeks=-weeks))
        if moved is None or not _PLAIN_WORDS.fullmatch(folded, done, match.start()):
            return None
        for span, piece in moved:
            pieces += value[done : span[0]], _cased(value[slice(*span)], piece)
            done = span[1]
    if not pieces or not _PLAIN_WORDS.fullmatch(folded, done):
        return None
    return "".join((*pieces, value[done:]))


def _shifted_oracle(draw: Draw, value: str, match: re.Match[str], person: str) -> str | None:
    numbers = shifted(draw, f"{match[1]}-{_ORACLE_MONTHS.index(match[2]) + 1}-{match[3]}", person)
    if numbers is None:
        return None
    day, month, year = numbers.split("-")
    return f"{day}-{cased_like(value[slice(*match.span(2))], _ORACLE_MONTHS[int(month) - 1])}-{year}"


def _cased(old: str, piece: str) -> str:
    return cased_like(old, piece.capitalize() if old[:1].isupper() else piece)


def _moved(match: re.Match[str], shift: timedelta) -> list[tuple[tuple[int, int], str]] | None:
    """The parts of a date with their spans, shifted and written as they were. None: no such date."""
    parts = {name[0]: (match.span(name), text) for name, text in match.groupdict().items() if text}
    parts.pop("s", None)
    try:
        moved = _read({role: text for role, (_, text) in parts.items()}) + shift
    except (ValueError, OverflowError):
        return None
    in_words = "m" in parts and not parts["m"][1].isdigit()
    written = [(span, _WRITE[role](text, moved, in_words)) for role, (span, text) in parts.items()]
    return sorted(written)


def _read(parts: dict[str, str]) -> date:
    day = int(parts["d"].rstrip("er ")) if "d" in parts else _DAY_NUMBERS.get(parts.get("w", ""), _MIDDLE_DAY)
    month = parts.get("m")
    year = parts.get("y")
    return date(
        _ANY_YEAR if year is None else _century(int(year)) if len(year) == 2 else int(year),
        _MIDDLE_MONTH if month is None else int(month) if month.isdigit() else _SPELLINGS[month.rstrip(".")],
        day,
    )


def _century(year: int) -> int:
    return year + (2000 if year <= _PIVOT else 1900)


def _write_day(old: str, moved: date, in_words: bool) -> str:
    if in_words and not old.startswith("0"):
        return "1er" if moved.day == 1 else str(moved.day)
    return f"{moved.day:02d}" if len(old) == 2 else str(moved.day)


def _write_day_word(old: str, moved: date, in_words: bool) -> str:
    return "premier" if moved.day == 1 else NAMES[moved.day]


def _write_month(old: str, moved: date, in_words: bool) -> str:
    if not in_words:
        return f"{moved.month:02d}" if len(old) == 2 else str(moved.month)
    if old.rstrip(".") in FULL_MONTHS:
        return MONTH_NAMES[moved.month - 1] + "." * old.endswith(".")
    short = SHORT_MONTHS[moved.month - 1]
    return short if old.endswith(".") else short.rstrip(".")


def _write_year(old: str, moved: date, in_words: bool) -> str:
    return f"{moved.year % 100:02d}" if len(old) == 2 else str(moved.year)


_WRITE: dict[str, Callable[[str, date, bool], str]] = {
    "d": _write_day,
    "w": _write_day_word,
    "m": _write_month,
    "y": _write_year,
}
