"""French words of the calendar, and the numbers written out in words, as they stand in folded text."""

from datetime import date

from viginote.regex import regex
from viginote.text import words

#: The months by their names and usual abbreviations, and slips of the pen; then, for translated notes, as
#: English, German, Dutch, Nordic, Spanish, Italian, Portuguese, Turkish and Polish have them.
_NAMES = (
    "janvier janv jan janvie january januar janner januari enero gennaio janeiro ocak stycznia",
    "fevrier fevr fev fevier fevirer february feb februar februari febrero febbraio fevereiro subat lutego",
    "mars mrs march marz maart marts marzo mart marca",
    "avril avr april apr abril aprile nisan kwietnia",
    "mai may mei maggio maio mayis mayıs maja",
    "juin june jun juni junio giugno junho haziran czerwca",
    "juillet juil juill jul juilet july juli julio luglio julho temmuz lipca",
    "aout aou august aug augustus augusti agosto agustos sierpnia",
    "septembre sept sep septmbre september septiembre setiembre settembre setembro eylul wrzesnia",
    "octobre oct octbre october oktober octubre ottobre outubro ekim pazdziernika",
    "novembre nov novmbre november noviembre novembro kasim kasım listopada",
    "decembre dec decmbre december dezember desember diciembre dicembre dezembro aralik aralık grudnia",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
#: Their names as alternatives of a pattern, the longest first.
ANY_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
#: Month words that are nothing else in French and may stand without a day or a year beside them.
FULL_MONTHS = frozenset(names.split()[0] for names in _NAMES)
#: The same in other languages, less what is a name or a word as well ("Julio", "August", "Marco").
FOREIGN_MONTHS = frozenset(
    words(
        "january januar januari enero gennaio janeiro february februar februari febrero febbraio fevereiro "
        "maart augustus agosto september septiembre setiembre settembre setembro october oktober octubre "
        "ottobre outubro november noviembre novembro december dezember desember diciembre dicembre dezembro"
    )
)
WEEKDAY = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"

_UNITS = words(
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_NUMBERS = {word: i for i, word in enumerate(_UNITS)} | {
    "premier": 1, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90, "cent": 100, "mille": 1000,
}  # fmt: skip

_WORD = f"(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})s?"
#: A day of the month in words: "premier", "vingt-six", "trente et un".
DAY_WORDS = rf"(?:{_WORD}(?:[ -](?:et[ -])?{_WORD}){{0,2}})"
#: A year in words: "deux mille dix-sept", "mille neuf cent quatre-vingt 2".
YEAR_WORDS = (
    r"(?:deux[ -]?milles?|mill?e?[ -]+neuf[ -]+cents?|dix[ -]neuf[ -]cents?)"
    rf"(?:[ -](?:et[ -])?(?:{_WORD}|[0-9]{{1,2}}(?![0-9]))){{0,4}}"
)

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
    return _NUMBERS.get(token, _NUMBERS.get(token.removesuffix("s")))


def full_year(year: str) -> int:
    """A year of 2 or 4 digits as 4 digits; two digits stand for 1930 to 2029.

    >>> full_year("54"), full_year("19"), full_year("1954")
    (1954, 2019, 1954)
    """
    value = int(year)
    if len(year) > 2:
        return value
    return value + (2000 if value < 30 else 1900)


def is_day(day: int, month: int, year: int = 2000) -> bool:
    """Whether the day exists; without a year 29 February does."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
