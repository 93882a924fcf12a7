"""Words of the calendar, and the days that it has."""

import re
from datetime import date

from viginote.text import fold, words

#: The months as French writes them, in whole and short.
MONTH_NAMES = words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
SHORT_MONTHS = words("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.")
#: What a month begins with in folded text, whole or short: alternatives of a pattern.
MONTH_STEM = "janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec"
#: In folded text: the months, their abbreviations, and slips of the pen; then, for translated notes, as
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
#: A name as well, without its cedilla: "3 de março de 2022".
PORTUGUESE_MARCH = r"(?<=[0-9] de )marco(?= de )"
MONTHS["marco"] = 3
#: In a cell of its own, as databases write dates (`12-MAR-80`), a word more is a month.
CELL_MONTHS = MONTHS | {"mar": 3}
#: Time since 1970 in a cell, in seconds, or beyond the year 2100 in milliseconds.
SINCE_1970 = re.compile(r"-[0-9]{5,13}|[0-9]{9,13}")
_LAST_SECOND = 4_102_444_800
#: Month words that are nothing else in French and may stand without a day or a year beside them.
FULL_MONTHS = frozenset(map(fold, MONTH_NAMES))
#: The same in other languages, less what is a name or a word as well ("Julio", "August", "Marco").
FOREIGN_MONTHS = frozenset(
    words(
        "january januar januari enero gennaio janeiro february februar februari febrero febbraio fevereiro "
        "maart augustus agosto september septiembre setiembre settembre setembro october oktober octubre "
        "ottobre outubro november noviembre novembro december dezember desember diciembre dicembre dezembro"
    )
)
WEEKDAYS = words("lundi mardi mercredi jeudi vendredi samedi dimanche")
WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"


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


def ticks_a_second(since_1970: int) -> int:
    """Of a time since 1970: 1 where it is in seconds, 1000 where in milliseconds."""
    return 1 if abs(since_1970) < _LAST_SECOND else 1000
