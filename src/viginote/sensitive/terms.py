"""From the term as a reviewer writes it to the forms that a note may hold.

The notation of a term, in the data files:
- `{a|b|}` stands for one of the alternatives, which may be empty;
- everything else stands for itself. Accents, case, hyphens, apostrophes, plurals and doubled letters need
  no variants (see `reading`); feminine and "-aux" forms are generated here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, product
from typing import NamedTuple

from viginote.sensitive.reading import squeeze_all, squeeze_word
from viginote.text import fold

_CHOICE = re.compile(r"\{([^{}]*)\}")
_WORD = re.compile(r"[a-zœæ0-9]+")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_WORD_APART = re.compile(rf"({_PLAIN_WORD.pattern})")
#: What is read by more than its words: dots, ligatures, a number glued to a word. It begins with one class of
#: characters, through which a search skips fast.
_INVOLVED = re.compile(r"[^\x00-\x2d/:-\x7f](?:(?<![0-9])|(?<=[a-z]{5}.))")
#: The first word of a line.
_OPENING = re.compile(rf"^[^a-z0-9\n]*({_PLAIN_WORD.pattern})", re.MULTILINE)
#: What stands between two spaces that are outside all alternatives.
_SLOT = re.compile(r"(?:[^{} ]|\{[^{}]*\})+")
#: What may stand otherwise between the letters of a term.
SEPARATORS = re.compile(r"[\s\-'_]+")
#: A space for all that no plain word holds.
_APART = {code: " " for code in range(128) if not chr(code).isalnum()}

#: Ending of a masculine singular -> further endings. The first ending that fits counts.
#: Plurals in -s and -x, and -é/-ée, fall together in the reading and are not listed.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ment", ("mt",)),
    ("teur", ("teuse", "trice")),
    ("eur", ("euse",)),
    ("eux", ("euse",)),
    ("if", ("ive",)),
    ("al", ("ale", "aux")),
    ("el", ("elle",)),
    ("er", ("ere",)),
    ("en", ("enne",)),
    ("ain", ("aine",)),
    ("ais", ("aise",)),
    ("ois", ("oise",)),
    ("in", ("ine",)),
    ("an", ("ane",)),
    ("ant", ("ante",)),
    ("ent", ("ente",)),
    ("ol", ("ole",)),
    ("u", ("ue",)),
    ("i", ("ie",)),
)  # fmt: skip
_INFLECTED = tuple(ending for ending, _ in _ENDINGS)
_SHORTEST_INFLECTED = 4
_UNINFLECTED = frozenset({"avec", "chez", "dans", "deux", "lieu", "leur", "pour", "sans", "sous", "vers"})


def expand(term: str) -> Iterator[str]:
    """Every spelling that the alternatives of a term allow.

    >>> list(expand("sérologie {du |}VIH"))
    ['sérologie du VIH', 'sérologie VIH']
    """
    if "{" not in term:
        yield term
        return
    parts = _CHOICE.split(term)
    choices = [part.split("|") if rank % 2 else [part] for rank, part in enumerate(parts)]
    for chosen in product(*choices):
        yield " ".join("".join(chosen).split())


def _inflected(word: str) -> list[str]:
    if len(word) < _SHORTEST_INFLECTED or not word.endswith(_INFLECTED) or word in _UNINFLECTED:
        return [word]
    ending, others = next(fitting for fitting in _ENDINGS if word.endswith(fitting[0]))
    stem = word.removesuffix(ending)
    return [word, *(stem + other for other in others)]


def forms(spelling: str, *, inflect: bool = True) -> Iterator[str]:
    """The folded forms of one spelling: feminine, "-aux", and "oe" beside "œ".

    >>> list(forms("trouble mental"))
    ['trouble mental', 'trouble mentale', 'trouble mentaux']
    """
    folded = fold(spelling)
    for ligature in ("œ", "æ"):
        if ligature in folded:
            yield from forms(folded.replace(ligature, {"œ": "oe", "æ": "ae"}[ligature]), inflect=inflect)
    if not inflect:
        yield folded
        return
    gaps = _WORD.split(folded)
    words = [_inflected(word) for word in _WORD.findall(folded)]
    for chosen in product(*words):
        yield "".join(gap + word for gap, word in zip(gaps, (*chosen, ""), strict=True))


@cache
def _readings_of_word(word: str, inflect: bool) -> list[tuple[str, str]]:
    return [(form, squeeze_word(form)) for form in (_inflected(word) if inflect else [word])]


def readings(spelling: str, *, inflect: bool = True) -> list[tuple[str, str]]:
    """The forms of one spelling, each with its key.

    A reading is made word by word, and each word once: the lexicons repeat a few thousand of them.

    >>> readings("troubles mentaux", inflect=False)
    [('troubles mentaux', 'trouble mentau')]
    """
    folded = fold(spelling)
    if folded.isascii() and folded.isalpha():
        return _readings_of_word(folded, inflect)
    if _INVOLVED.search(folded):
        texts = list(forms(spelling, inflect=inflect))
        return list(zip(texts, keys(texts), strict=True))
    parts = _WORD_APART.split(folded)
    words = [_readings_of_word(word, inflect) for word in parts[1::2]]
    found = []
    for chosen in product(*words):
        parts[1::2] = [form for form, _ in chosen]
        found.append(("".join(parts), " ".join([key for _, key in chosen])))
    return found


class SlotReading(NamedTuple):
    """One of the ways in which a slot may stand: its spelling, its folded form, the words of its key."""

    spelling: str
    form: str
    words: tuple[str, ...]


@cache
def slot_readings(slot: str, inflect: bool) -> dict[str, tuple[SlotReading, ...]]:
    """All ways in which a slot may stand, by the first word of their key; without a word last, and by "".

    >>> slot_readings("{d'|}Alcool", inflect=False)["d"]
    (SlotReading(spelling="d'Alcool", form="d'alcool", words=('d', 'alcol')),)
    """
    found: dict[str, list[SlotReading]] = defaultdict(list)
    for spelling in expand(slot):
        for form, key in readings(spelling, inflect=inflect):
            words = tuple(key.split())
            found[words[0] if words else ""].append(SlotReading(spelling, form, words))
    empty = found.pop("", [])
    made = {first: (*of_word, *empty) for first, of_word in found.items()}
    return {**made, "": tuple(empty)} if empty else made


def slots(term: str) -> tuple[str, ...]:
    """The slots of a term: no reading looks over the spaces between them.

    >>> slots("{mal |}vu du {vol|viol}")
    ('{mal |}vu', 'du', '{vol|viol}')
    """
    return tuple(_SLOT.findall(term) if "{" in term else term.split())


class _Ways(NamedTuple):
    """The folded spellings of a slot: those read by their words alone, each ended as a line, and others."""

    plain: str
    involved: tuple[str, ...]


@cache
def _ways(slot: str) -> _Ways:
    folded = fold(slot)
    choice = _CHOICE.fullmatch(folded)
    plain = choice[1].replace("|", "\n") if choice else "\n".join(expand(folded))
    if not _INVOLVED.search(plain):
        return _Ways(f"{plain}\n", ())
    ways = plain.split("\n")
    involved = tuple(filter(_INVOLVED.search, ways))
    return _Ways("".join(f"{way}\n" for way in ways if way not in involved), involved)


def slot_forms(slot: str, *, inflect: bool = True) -> Iterator[tuple[str, str]]:
    """All folded forms of a slot, each with its key."""
    plain, involved = _ways(slot)
    ways = chain(plain.split("\n")[:-1], involved)
    return chain.from_iterable(readings(way, inflect=inflect) for way in ways)


@cache
def _keys_of_word(word: str, inflect: bool) -> tuple[str, ...]:
    return tuple([squeeze_word(form) for form in (_inflected(word) if inflect else [word])])


def words_of(slots: Iterable[str], *, inflect: bool = True) -> set[str]:
    """All words of the keys of some slots. Each is read once, which is much faster than all readings.

    >>> sorted(words_of(["{vol|viol}", "du"]))
    ['du', 'viol', 'viole', 'vol']
    """
    ways = list(map(_ways, slots))
    written = set("".join([plain for plain, _ in ways]).translate(_APART).split())
    others = _keys(chain.from_iterable(involved for _, involved in ways), inflect)
    return set().union(*[_keys_of_word(word, inflect) for word in written], *map(str.split, others))


def openings(slot: str, *, inflect: bool = True) -> frozenset[str]:
    """The words with which the key of a slot may begin, "" among them where it may have no word.

    >>> sorted(openings("{l'|}abus"))
    ['abu', 'l']
    """
    plain, involved = _ways(slot)
    written = _OPENING.findall(plain)
    empty = [("",)] if len(written) < plain.count("\n") else []
    others = [key.partition(" ")[0] for key in _keys(involved, inflect)]
    return frozenset(others).union(*[_keys_of_word(word, inflect) for word in written], *empty)


def _keys(ways: Iterable[str], inflect: bool) -> Iterator[str]:
    return (key for way in ways for _, key in readings(way, inflect=inflect))


def fewest_letters(slot: str) -> int:
    """How many characters the shortest spelling of a slot has, its separators left out."""
    plain, involved = _ways(slot)
    return min(map(len, (*_unparted(plain).split("\n")[:-1], *map(_unparted, involved))))


def letters(form: str) -> int:
    """How many characters a form has, its separators left out."""
    return len(_unparted(form))


def _unparted(form: str) -> str:
    for sign in " -'_":  # much faster than one translation that leaves characters out
        form = form.replace(sign, "")
    return form


def keys(of: Sequence[str]) -> list[str]:
    """What the matcher searches for each folded form: its reading, without the outer spaces.

    >>> keys(["alcoolique", "idees suicidaires"])
    ['alcolique', 'ide suicidaire']
    """
    return [" ".join(text.split()) for text in squeeze_all(of)]
