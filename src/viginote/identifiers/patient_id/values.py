"""How the number of a file is spelt, and what looks like one without being one."""

from viginote.identifiers import dates
from viginote.identifiers._base import compact
from viginote.regex import regex
from viginote.text import fold

_PIECE = r"[a-z]{0,4}[0-9]{1,16}(?:[a-z]{1,3}[0-9]{1,12})?(?:[a-z](?![a-z]))?"
#: Pieces of digits with letters around them, joined by signs; digits joined by blanks; a last letter:
#: "2024/114587", "24H0145-A2", "CB/MT/45127", "8 001 234 567", "12 345 B".
VALUE = (
    rf"(?:[a-z]{{1,4}}[\-/]|[a-z]\.(?=[0-9]{{3}})){{0,2}}{_PIECE}"
    rf"(?:[\-/_](?:[a-z]{{1,4}}-)?{_PIECE}|[. ][0-9]{{1,12}}){{0,6}}"
    r"(?:[\-/][a-z]{1,3}(?![a-z0-9])| (?:bis|ter|quater)(?![a-z])| [a-z](?= ?[,.;)\n]| ?\Z| - ))?"
)
#: What ends a number: no further sign, no unit. Text without blanks may run on.
END = (
    r"(?:(?=[a-z]{4})|(?![a-z0-9]|[.,/][0-9]|[ ]?[%€]| ?/ ?mm| ?(?:mm3?|[mµk]?g|ml|[mk]?ui|cm|euros?"
    r"|elements?|ans|mois|jours?|heures|lots?|patients|cas|fois|copies|leuco\w*|g[br])(?![a-z])))"
)
#: An hour, years: "12h30", "2019-2020".
_TIME = regex(
    r"[0-9]{1,2} ?h ?[0-9]{0,2}(?:[\-/ ]+[0-9]{1,2} ?h ?[0-9]{0,2})?"
    r"|(?:19|20)[0-9]{2}[\-/ ](?:19|20)[0-9]{2}"
)
#: The hour behind a day, whose minutes a colon parts off: "20/06/2025 04:41".
_WITH_HOUR = regex(r"(?P<day>[0-9]{1,4}[/.\-][0-9]{1,2}[/.\-][0-9]{2,4}) [0-2]?[0-9]")
#: Days of a cure, visits of a study, vertebrae ("J1-J15", "L4L5"), counts, measures, years, days of a month.
_COUNT = regex(
    r"[a-z]{1,2}[0-9]{1,2}[\-/ ]?[a-z]{1,2}[0-9]{1,2}|[0-9]{1,3}(?:[\-/ ][0-9]{1,3}|(?: [0-9]{3}){2})[a-z]?"
    r"|[0-9 .]+[cgjlx]|[0-9]{1,2}[a-z]{1,3}(?: [0-9]+)?|[0-9 .]+/[a-z]{1,3}3?|(?:19|20)[0-9]{2}"
    r"|.*[/.\-][01]?[0-9]/(?:(?:19|20)[0-9]{2}|[0-9]{2})"
)
_TELEPHONE = regex(r"0[1-9](?:[ .\-][0-9]{2}){4}")
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})"
_ADDRESS = regex(rf"{_OCTET}(?:\.{_OCTET}){{3}}")  # of a computer
_LETTERS_LAST = regex(r"[\-/ ](?!(?:bis|ter)\Z)[a-z]{1,3}\Z")
_YEAR = regex("(?:19|20)[0-9]{2}")
_SIGNS = regex(r" |(?<![a-z])\.")


def is_time(value: str) -> bool:
    """Whether the folded `value` is a date, an hour, or years."""
    timed = _WITH_HOUR.fullmatch(value)
    return dates.validate(timed["day"] if timed else value) or _TIME.fullmatch(value) is not None


def is_year(value: str) -> bool:
    """Whether the folded `value` is the number of a year that people live in."""
    return _YEAR.fullmatch(value) is not None


def end_of(text: str, start: int, end: int) -> int:
    """Where the number at `start:end` ends: letters that are no capitals behind its last sign are a word."""
    last = _LETTERS_LAST.search(fold(text[start:end]))
    return start + last.start() if last and not text[start:end][last.start() + 1 :].isupper() else end


def is_number(value: str, least: int, *, least_spaced: int = 6, marked: bool = True) -> bool:
    """Whether the folded `value` may be the number of a file: long enough, no date and no hour.

    `least`: letters and digits that it must have; `least_spaced`: where blanks or dots separate them.
    `marked`: something says that it is a number; a noun alone may have a count behind it.
    """
    number = compact(value)
    digits = sum(map(str.isdigit, number))
    spaced = _SIGNS.search(value) is not None
    return (
        max(3, len(number) - 8) <= digits
        and len(number) >= (max(least, least_spaced) if spaced else least)
        and not is_time(value)
        and not value.startswith("nct")  # a study
        and not (_TELEPHONE.fullmatch(value) or _ADDRESS.fullmatch(value))
        and (marked or not _COUNT.fullmatch(value))
    )


def counts_nobody(noun: str, value: str) -> bool:
    """Whether figures alone number a bill, or the seal of a trolley: "facture 2023-0044", "scellé 4412".

    >>> counts_nobody("facture", "2023-0044"), counts_nobody("facture", "f2023-0044")
    (True, False)
    """
    if "facture" in noun:
        return not any(map(str.isalpha, value))
    return "scelle" in noun and not is_mixed(value)


def is_mixed(value: str) -> bool:
    """Whether letters or signs stand among the digits, as in nothing that is measured."""
    return any(c.isalpha() or c in "-/" for c in value)
