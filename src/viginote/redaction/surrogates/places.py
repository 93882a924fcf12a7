"""False addresses, towns, care sites and employers, from lists of invented names."""

import csv
import re
from collections import defaultdict
from functools import cache
from importlib import resources

from viginote.redaction.keys import canonical
from viginote.redaction.surrogates.draw import Draw
from viginote.redaction.surrogates.style import cased_like
from viginote.text import fold

_HIGHEST_HOUSE_NUMBER = 199
# What kind of care site it is: said by the first words, and kept. Longest first.
_SITE_TYPES = re.compile(
    r"(?:centre hospitalier (?:universitaire|intercommunal|regional|specialise)|centre hospitalier|"
    r"centre de sante|centre medico[- ]psychologique|maison de (?:sante|retraite)|hopital de jour|hopital|"
    r"hopitaux|clinique|polyclinique|pharmacie|laboratoire|cabinet(?: medical)?|institut|foyer|residence|"
    r"chu|chru|chi|chs|ch|ehpad|cmp|cmpp|csapa|caarud|cegidd|ssr|usld|had|hdj|imp?ro|ime|esat|mas|fam|labo|"
    r"gh|epsm|umd)(?![a-z])"
)


@cache
def _places() -> dict[str, list[str]]:
    """The invented names by kind: town, street, site, employer."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    text = (resources.files(__package__) / "data" / "places.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        places[row["kind"]].append(row["name"])
    return dict(places)


def _pick(draw: Draw, kind: str, value: str) -> str:
    return cased_like(value, draw.pick(kind, canonical(value), _places()[kind]))


def city(draw: Draw, value: str, _: str = "") -> str | None:
    """A town that does not exist."""
    return _pick(draw, "town", value)


def address(draw: Draw, value: str, _: str = "") -> str | None:
    """A house number and a street of no town; complements (building, flat) are dropped."""
    number = 1 + draw.number("house", canonical(value), _HIGHEST_HOUSE_NUMBER)
    return f"{number} {_pick(draw, 'street', value)}"


def hospital(draw: Draw, value: str, _: str = "") -> str | None:
    """A care site of the same type with an invented name."""
    site = _SITE_TYPES.match(fold(value))
    name = _pick(draw, "site", value)
    return f"{value[: site.end()]} {name}" if site else name


def employer(draw: Draw, value: str, _: str = "") -> str | None:
    """An invented firm."""
    return _pick(draw, "employer", value)
