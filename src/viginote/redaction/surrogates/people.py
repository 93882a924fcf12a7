"""False names of people, part by part: "DUPONT Jean", "Jean Dupont" and "dupont" agree with one another.

Each part has its own false part, whatever stands around it. A part is a first name if the shipped list knows
it (its gender is kept), else a surname, with particles ("Le Gall", "Ben Ali", "N'Diaye") counted in. A false
name has the origin of the true one as far as its form shows it. Its initial depends on the true initial
alone, so that "J. Dupont" agrees too. Titles stay.
"""

import csv
import re
from collections import defaultdict
from functools import cache
from importlib import resources
from typing import NamedTuple

from viginote.redaction.keys import canonical
from viginote.redaction.surrogates.draw import Draw
from viginote.redaction.surrogates.style import cased_like

_WORD = re.compile(r"[^\W_]+")
_TITLES = frozenset({
    "mr", "mme", "mmes", "mlle", "dr", "drs", "pr", "prof", "docteur", "professeur", "madame", "monsieur",
    "mademoiselle",
})  # fmt: skip
#: Words between two names; elsewhere they are a name themselves ("Mme OU Sophie").
_LINKS = frozenset({"veuve", "vve", "nee", "ne", "epouse", "ep", "et", "dit", "dite", "ou"})
_PARTICLES = frozenset({
    "le", "la", "l", "de", "d", "du", "des", "ben", "bent", "bint", "bin", "el", "al", "ould", "ait", "abd",
    "abou", "abu", "van", "von", "der", "den", "da", "do", "dos", "di", "della", "mc", "mac", "o", "n", "m",
})  # fmt: skip
#: Particles only before an apostrophe: elsewhere a single letter is an initial.
_ELIDED = frozenset({"l", "d", "o", "n", "m"})
_APOSTROPHES = "'’ʼ`´"
_JOINTS = re.compile(rf"(?: |-|[{_APOSTROPHES}]| ?[{_APOSTROPHES}] ?)\Z")
_MOST_LETTERS_OF_AN_INITIAL = 3  # "Ph.", "Chr."

#: The origin that a surname shows by its form, first fit. Facts of onomastics, rough on purpose.
_FORMS = [
    (re.compile(pattern), origin)
    for pattern, origin in (
        (r"^(?:rako|rasoa|raza|ratsi|ravelo|randri|andria)", "madagascar"),
        (r"^(?:ker[^aeiouy]|leg[ao]|leb[ir]|lemo[ia]|plou|penm)|(?:ennec|eguen|oadec)$", "breton"),
        (r"^(?:ben[^eio]|el[bdfghjkmrsyz]|abd|ait|bel[ghk]|boud?[^deilnrtuv][aeiou])", "maghreb"),
        (r"(?:aoui|oui|ouni|ouche|eddine|allah|aidi|ouadi|chemi|medi)$", "maghreb"),
        (r"(?:ibaly|diaye|kite|aore|ssoko|dembele|drame|ngare)$|^(?:nd[io]|diall|diak)", "west_africa"),
        (r"^(?:mb|nk|ng[^ou]|nz|tsh|mou[kmn]|mav|lou[km])|(?:ombo|umba|anga|enge)$", "central_africa"),
        (r"(?:eira|eiro|inho|oes|eida|valho|lves|ves|eixo)$", "portugal"),
        (r"(?:guez|nez|mez|chez|lez|pez|quez|dez|illo|ero)$", "spain"),
        (r"(?:elli|etti|ini|ucci|acci|oni|ino|ello|azzo|ese)$", "italy"),
        (r"(?:ski|ska|cki|wicz|czyk|ovic|evic|kov|nov|ova|enko|chuk)$", "slavic"),
        (r"(?:oglu|demir|soy)$", "turkey"),
        (r"(?:mann|stein|bach|meyer|heim|berger|inger)$|^sch", "germanic"),
        (r"(?:rajah|ratnam|lingam|nathan|kumar|samy|eswaran|singh)$", "south_asia"),
        (r"(?:[^t]ian|yan)$", "armenia"),
        (r"(?:son|field|ley)$", "english"),
    )
]
_LED = re.compile(r"^(?:della|dela|dos|del|de|da|do|di|el|al|van|von)(?=[a-z]{3})")
_HOME = "french"
_FEW = 5


class Names(NamedTuple):
    """The shipped names. Kinds: F and M first names, S surnames; letters are first letters, folded."""

    known: dict[tuple[str, str], str]  # ("jean", "M") -> origin
    by_letter: dict[tuple[str, str, str], list[str]]  # (origin, kind, letter)
    by_kind: dict[tuple[str, str], list[str]]  # (origin, kind)
    for_both: list[str]  # Claude, Dominique: first names of both genders
    letters: list[str]  # initials that every kind has at home


@cache
def _names() -> Names:
    known: dict[tuple[str, str], str] = {}
    by_letter: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    by_kind: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    text = (resources.files(__package__) / "data" / "names.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        origin, kind, name = row["origin"], row["kind"], row["name"]
        by_letter[origin, kind, _key(name)[0]].append(name)
        by_kind[origin, kind].append(name)
        if origin == _HOME or (_key(name), kind) not in known:
            known[_key(name), kind] = origin
    letters = sorted({letter for _, _, letter in by_letter})
    common = [c for c in letters if all(len(by_letter.get((_HOME, k, c), ())) >= _FEW for k in "FMS")]
    for_both = [name for name in by_kind[_HOME, "F"] if (_key(name), "M") in known]
    return Names(known, dict(by_letter), dict(by_kind), for_both, common)


#: Letters that have no accent to take off.
_PLAIN_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss"})


def _key(part: str) -> str:
    return canonical(part).translate(_PLAIN_LETTERS)


def person(draw: Draw, value: str, _: str = "") -> str | None:
    """The false name for a name. None when there is no word in it."""
    parts = _parts(value)
    if not parts:
        return None
    pieces: list[str] = []
    done = 0
    for number, (start, end) in enumerate(parts):
        part = value[start:end]
        links = 0 < number < len(parts) - 1 and _key(part) in _LINKS
        stays = links or _key(part) in _TITLES
        pieces += value[done:start], part if stays else _false(draw, part, value[end : end + 1] == ".")
        done = end
    return "".join((*pieces, value[done:]))


def _parts(value: str) -> list[tuple[int, int]]:
    """The stretches of `value` that are one part each: words, particles joined to the word they lead."""
    parts: list[tuple[int, int]] = []
    open_start: int | None = None
    for word in _WORD.finditer(value):
        start = word.start()
        if open_start is not None and _JOINTS.match(value[parts[-1][1] : start]):
            start = open_start
            parts.pop()
        parts.append((start, word.end()))
        open_start = start if _leads(value, word) else None
    return parts


def _leads(value: str, word: re.Match[str]) -> bool:
    """Is the word a particle of the name that follows?"""
    key = _key(word[0])
    elided = value[word.end() : word.end() + 1] in _APOSTROPHES if key in _ELIDED else True
    return key in _PARTICLES and elided and word.end() < len(value)


def _false(draw: Draw, part: str, dotted: bool) -> str:
    key = _key(part)
    if not key.isalpha():
        return draw.digits("name", key, len(part))
    if len(key) == 1 or (dotted and len(key) <= _MOST_LETTERS_OF_AN_INITIAL):
        return cased_like(part + part, _initial(draw, key[0]).upper())
    return cased_like(part, name_for(draw, key))


def name_for(draw: Draw, key: str) -> str:
    """The false part for the canonical form of one part of a name."""
    names = _names()
    kinds = [kind for kind in "FM" if (key, kind) in names.known] or ["S"]
    origin = names.known.get((key, kinds[0])) or _origin_by_form(names, key)
    letter = _initial(draw, key[0])
    pool = None if len(kinds) > 1 else names.by_letter.get((origin, kinds[0], letter))
    if pool is None:
        pool = names.for_both if len(kinds) > 1 else names.by_kind[origin, kinds[0]]
        pool = [name for name in pool if _key(name) != key]
    return draw.pick("name", key, pool)


def _origin_by_form(names: Names, key: str) -> str:
    """The origin of a surname that is not in the list: by what follows its particle, else by its form."""
    led = names.known.get((_LED.sub("", key), "S"))
    return led or next((origin for form, origin in _FORMS if form.search(key)), _HOME)


def _initial(draw: Draw, letter: str) -> str:
    """The false initial for an initial: always another letter."""
    return draw.pick("initial", letter, [c for c in _names().letters if c != letter])
