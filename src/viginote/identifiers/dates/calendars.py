"""Dates of other calendars: Hegirian, Hebrew and republican months with their day or their year."""

from collections.abc import Iterator

from viginote.french.calendar import WEEKDAY
from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import Hit, before
from viginote.regex import regex

_MONTH = Anchored(
    r"(?:m[ou]u?harram|safar|rabi[ae']?"
    r"(?: (?:al[- ]|el[- ]|ul[- ])?(?:awwal|awal|aouel|thani|tani|akhir|i{1,2}|1|2))?"
    r"|[dj]j?ou?mada?(?: (?:al[- ]|el[- ])?(?:oula|ula|thania|tania|akhira|i{1,2}|1|2))?"
    r"|ra[dj]j?e?a?b|ch?a'?a?ba+ne?"
    r"|ramad[ah]+n|ch?a(?:w|ou)w?al|shawwal|d(?:ou|hu|ou)h?(?:[ou]l)?[ -](?:al[- ]|el[- ])?[hqk][a-z']{3,6}"
    r"|tic?s?hri|hechvan|kislev|tevet|chevat|shevat|adar(?: i{1,2})?|nissan|iyar|sivan|tam[mo]o?uz|eloul"
    r"|vendemiaire|brumaire|frimaire|nivose|pluviose|ventose|germinal|floreal|prairial|messidor|thermidor"
    r"|fructidor)(?![a-z])"
)
_DAY_BEFORE = regex(rf"(?:\b{WEEKDAY} )?(?<![0-9a-z.,/])[0-3]?[0-9](?:er)? \Z")
_YEAR = regex(r" (?:de l'an |an )?(?:1[34][0-9]{2}|57[0-9]{2}|[ivx]{1,4}(?![a-z]))(?![0-9%])")


@needs(_MONTH)
def calendars(folded: str) -> Iterator[Hit]:
    """A month of another calendar behind its day, or before its year."""
    for m in _MONTH.matches(folded):
        day = _DAY_BEFORE.search(before(folded, m.start(), 16))
        year = _YEAR.match(folded, m.end())
        if day or year:
            start = m.start() - (len(day[0]) if day else 0)
            yield Hit(start, year.end() if year else m.end(), 0.85, "month of another calendar")
