"""From the term as a reviewer writes it to the forms that a note may hold.

The notation of a term, in the data files:
- `{a|b|}` stands for one of the alternatives, which may be empty;
- everything else stands for itself. Accents, case, hyphens, apostrophes, plurals and doubled letters need
  no variants (see `reading`); feminine and "-aux" forms are generated here.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from viginote.sensitive.reading import squeeze_all
from viginote.text import fold

_CHOICE = re.compile(r"\{([^{}]*)\}")
_WORD = re.compile(r"[a-zœæ0-9]+")
_WORD_APART = re.compile(r"([a-z0-9]+)")
#: What stands between two spaces that are outside all alternatives.
_SLOT = re.compile(r"(?:[^{} ]|\{[^{}]*\})+")
#: What may stand otherwise between the letters of a term.
SEPARATORS = re.compile(r"[\s\-'_]+")

#: Ending of a masculine singular -> further endings. The first ending that fits counts.
#: Plurals in -s and -x, and -é/-ée, fall together in the reading and are not listed.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ment", ()),
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


@cache
def _inflected(word: str) -> list[str]:
    if len(word) < _SHORTEST_INFLECTED or word in _UNINFLECTED:
        return [word]
    for ending, others in _ENDINGS:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            return [word, *(stem + other for other in others)]
    return [word]


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
    texts = _inflected(word) if inflect else [word]
    return list(zip(texts, keys(texts), strict=True))


def readings(spelling: str, *, inflect: bool = True) -> list[tuple[str, str]]:
    """The forms of one spelling, each with its key.

    A reading is made word by word, and each word once: the lexicons repeat a few thousand of them. Only
    ligatures and the dots of an abbreviation concern more than a word.

    >>> readings("troubles mentaux", inflect=False)
    [('troubles mentaux', 'trouble mentau')]
    """
    folded = fold(spelling)
    if "." in folded or not folded.isascii():
        texts = list(forms(spelling, inflect=inflect))
        return list(zip(texts, keys(texts), strict=True))
    parts = _WORD_APART.split(folded)
    words = [_readings_of_word(word, inflect) for word in parts[1::2]]
    found = []
    for chosen in product(*words):
        parts[1::2] = [form for form, _ in chosen]
        found.append(("".join(parts), " ".join([key for _, key in chosen])))
    return found


class Slot(NamedTuple):
    """What stands between two spaces of a term, as it may read.

    `words`: all that occur. `first`: those with which it may begin. `letters`: the fewest that it has.
    `is_optional`: whether it may have no word at all.
    """

    words: frozenset[str]
    first: frozenset[str]
    letters: int
    is_optional: bool


@cache
def _slot(text: str, inflect: bool) -> Slot:
    found = [
        (letters(form), key.split()) for one in expand(text) for form, key in readings(one, inflect=inflect)
    ]
    return Slot(
        frozenset(word for _, words in found for word in words),
        frozenset(words[0] for _, words in found if words),
        min(count for count, _ in found),
        not all(words for _, words in found),
    )


def slots(term: str, *, inflect: bool = True) -> Iterator[Slot]:
    """The slots of a term, each read once: the lexicons repeat a few thousand, no reading looks over a space.

    >>> [sorted(slot.words) for slot in slots("{mal |}vu du {vol|viol}")]
    [['mal', 'vu'], ['du'], ['viol', 'viole', 'vol']]
    """
    return (_slot(match[0], inflect) for match in _SLOT.finditer(term))


def letters(form: str) -> int:
    """How many characters a form has, its separators left out."""
    return len(SEPARATORS.sub("", form))


def keys(of: Sequence[str]) -> list[str]:
    """What the matcher searches for each folded form: its reading, without the outer spaces.

    >>> keys(["alcoolique", "idees suicidaires"])
    ['alcolique', 'ide suicidaire']
    """
    return [" ".join(text.split()) for text in squeeze_all(of)]
