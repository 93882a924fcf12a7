"""Terms as they are written in a hurry: "sd dep", "injonct soins", "carte séjour", "acc ss X".

Inside a term of several words a common word may be cut short, as `lexicons/shorthand.tsv` has it, and the
"de" between two nouns left out: the words around it say what is meant. A term of one word stays as it is.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from viginote.sensitive.lines import lines
from viginote.sensitive.terms import readings, slots
from viginote.text import fold

# Alternatives in braces, or a word between two spaces, perhaps behind an optional beginning.
_PART = re.compile(r"\{([^{}]*)\}|(?<![^ }])[^\W\d_]+(?![^ ])")
# What joins two nouns.
_JOINT = re.compile(r"\{[^{}]*\}|(?<=[^\W\d_]{4}) (?P<of>(?:de la|du|des|de) |de l'|d')(?=[^\W\d_]{4})")
# An alternative that joins a noun to what stands before it.
_OF = re.compile(r"(?:(?:de la|du|des|de) |de l'|d')(?=[^\W\d_]{4})")
# Behind these "de" joins no two nouns, and without it they say something else: plus de proches, plus proche.
_QUANTITY = re.compile(r"(?<![^ {|])(?:pas|plus|moins|trop|peu|assez|jamais|point|sans|aucune?)(?![^ |}])")
_PLURAL = re.compile(r"[sx]$")


def shortened(term: str) -> str:
    """The term, in the notation of `terms`, with its short forms among the alternatives.

    >>> shortened("trouble de l'humeur")
    "{trouble|tbl|tble|tbles|tr} {de l'|}humeur"
    """
    if " " not in term:
        return term
    joined = _QUANTITY.search(term) is not None
    return _with_short_forms(term if joined else _JOINT.sub(_optional, term), joined)


def shortened_slots(term: str) -> Iterator[str]:
    """The slots of the same, the first long before the others: no noun in front of it may leave out its "de".

    >>> [*shortened_slots("trouble de l'humeur")]
    ['{trouble|tbl|tble|tbles|tr}', "{de l'|}humeur"]
    """
    first = slots(term)[0]
    if " " in term:
        # Of alternatives, those behind others alone may leave out their "de".
        first = _opening(first, first.count("{") < 2 or _QUANTITY.search(term) is not None)
    yield first
    yield from slots(shortened(term))[1:]


@cache
def short_words() -> frozenset[str]:
    """The words of all short forms, as the table reads them."""
    read = (readings(short) for of_word in _shorthand().values() for short in of_word)
    return frozenset(word for of_short in read for _, key in of_short for word in key.split())


def _optional(joint: re.Match[str]) -> str:
    return joint[0] if joint["of"] is None else f" {{{joint['of']}|}}"


def _with_short_forms(term: str, joined: bool) -> str:
    """A term, or its first slot. `joined`: whether its nouns keep the "de" between them."""
    return _PART.sub(lambda part: _all_ways(part[0], joined or not part.start()), term)


@cache
def _opening(first: str, joined: bool) -> str:
    """The first slot of terms with its short forms."""
    return _with_short_forms(first, joined)


@cache
def _all_ways(part: str, joined: bool) -> str:
    """A part with its short forms. Terms say the same parts over and over."""
    if not part.startswith("{"):
        short = _short_forms(part)
        return f"{{{'|'.join((part, *short))}}}" if short else part
    ways = part[1:-1].split("|")
    short_ways = [short for way in ways for short in _shortened(way, joined)]
    return f"{{{'|'.join(dict.fromkeys([*ways, *short_ways]))}}}" if short_ways else part


def _shortened(way: str, joined: bool) -> Iterator[str]:
    """An alternative with a word cut short, each in turn, and, unless `joined`, without the "de" in front."""
    words = way.split(" ")
    for rank, word in enumerate(words):
        for short in _short_forms(word):
            yield " ".join([*words[:rank], short, *words[rank + 1 :]])
    if not joined and _OF.match(way):
        yield _OF.sub("", way, count=1)


@cache
def _short_forms(word: str) -> tuple[str, ...]:
    folded = fold(word)
    short = _shorthand()
    return short.get(folded) or short.get(_PLURAL.sub("", folded), ())


@cache
def _shorthand() -> Mapping[str, tuple[str, ...]]:
    """Word, folded -> its short forms. Read once."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines("shorthand.tsv"):
        short, words = line.split("\t")
        for word in words.split():
            found[fold(word)].append(short)
    return {word: tuple(short) for word, short in found.items()}
