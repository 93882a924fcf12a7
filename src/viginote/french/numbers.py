"""Numbers in words, as they stand in folded text."""

from collections.abc import Iterable

from viginote.regex import regex
from viginote.text import words

_UNITS = words(
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_TENS = words("vingt trente quarante cinquante soixante")
_REGIONAL_TENS = {"septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
#: The words that numbers are made of.
VALUES = (
    {word: number for number, word in enumerate(_UNITS)}
    | {"premier": 1}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | _REGIONAL_TENS
    | {"cent": 100, "mille": 1000}
)


def _name(number: int) -> str:
    if number < len(_UNITS):
        return _UNITS[number]
    if number >= 80:
        return f"quatre-vingt-{_name(number - 80)}" if number > 80 else "quatre-vingts"
    tens = "dix" if number < 20 else _TENS[min(number // 10, 6) - 2]
    rest = number - VALUES[tens]
    return f"{tens}{' et ' if rest in (1, 11) else '-'}{_name(rest)}" if rest else tens


#: The numbers below a hundred, each at its place.
NAMES = tuple(map(_name, range(100)))


def spelt(numbers: Iterable[int]) -> str:
    """The names of numbers as alternatives of a pattern.

    >>> spelt(range(16, 23))
    'seize|dix-sept|dix-huit|dix-neuf|vingt|vingt et un|vingt-deux'
    """
    return "|".join(NAMES[number] for number in numbers)


def tens_from(first: int) -> str:
    """The words that open the tens from `first` on, as alternatives of a pattern.

    >>> tens_from(50)
    'cinquante|soixante|septante|huitante|octante|nonante|quatre-vingt'
    """
    return "|".join((spelt(range(first, 70, 10)), *_REGIONAL_TENS, "quatre-vingt"))


_WORD = f"(?:{'|'.join(sorted(VALUES, key=len, reverse=True))})s?"
#: A day of the month in words: "premier", "vingt-six", "trente et un".
DAY_WORDS = rf"(?:{_WORD}(?:[ -](?:et[ -])?{_WORD}){{0,2}})"
#: A year in words: "deux mille dix-sept", "mille neuf cent quatre-vingt 2".
YEAR_WORDS = (
    r"(?:deux[ -]?milles?|mill?e?[ -]+neuf[ -]+cents?|dix[ -]neuf[ -]cents?)"
    rf"(?:[ -](?:et[ -])?(?:{_WORD}|[0-9]{{1,2}}(?![0-9]))){{0,4}}"
)
#: A word of a number that is dictated: "zéro six douze", "deux cent quarante et une", "double zéro".
DICTATED = rf"(?:{_WORD}|une|et|double)(?![a-z])"

_TOKEN = regex(r"[a-z]+|[0-9]+")


def number(words: str) -> int | None:
    """The number that folded French words (or digits) spell, or None when they spell none.

    >>> number("vingt-six"), number("quatre-vingt-dix-sept"), number("deux mille dix sept"), number("bleu")
    (26, 97, 2017, None)
    """
    total = group = 0
    tokens = _TOKEN.findall(words)
    for word in tokens:
        if word == "et":
            continue
        value = int(word) if word.isdigit() else _word_value(word)
        if value is None:
            return None
        if value == 1000:
            total, group = total + max(group, 1) * 1000, 0
        elif value == 100 or (value == 20 and group % 100 == 4):
            group = max(group, 1) * value
        else:
            group += value
    return total + group if tokens else None


def _word_value(token: str) -> int | None:
    return VALUES.get(token, VALUES.get(token.removesuffix("s")))
