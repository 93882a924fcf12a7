"""Names in series: the other items of a list, of a schedule or of a column of which some are people."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from viginote.names.excuses import names_nobody
from viginote.names.lexicon import CAPITAL, Lexicon, Span
from viginote.names.lists import entries
from viginote.text import fold

_TITLE = r"(?:(?i:mmes?|mlle|mr?|dr|pr|bb|b[ée]b[ée])\.? )?"
_HOUR = r"(?<![\w:,.])\d{1,2} ?(?:h ?(?:[0-5]\d)?|:[0-5]\d)(?: ?[:–-])?[ \t|]{1,3}"
#: Where an item begins: after an hour, or after what parts the items of a list.
_OPENS = re.compile(
    rf"(?:(?P<hour>{_HOUR})|(?P<part>[,;/•|\t+]|(?<= )[–-](?= )|\n|: |\A)[ ]?"
    r"(?P<number>\d{1,3}[A-D]?[.):]? )?"
    r"|(?<=[^\W\d_] )(?P<bed>\d{1,2}[A-D]?[.):]? ))"
    rf"{_TITLE}(?={CAPITAL}[\w'-])"
)
_HEAD = re.compile(rf"{CAPITAL}[\w'-]+")
_HOURS, _NUMBERS, _LINES = "hour", "number", "\n"
#: What ends the list that an item belongs to; an hour or a line goes on behind it.
_SENTENCE_END = re.compile(r"[a-zà-ÿ0-9)]\. |\n")
_FEWEST = 2  # people in a list without hours


def in_series(text: str, people: Iterable[Span], lexicon: Lexicon) -> Iterator[Span]:
    """Surnames that begin an item beside items that begin with people.

    "8h30 Mouton (holter), 9h Sanchez", "Girard, Berger, Fontaine", "Fournier mixé, Boucher sans porc"; in
    capitals behind numbers too: "1 LEGER scanner 2 MOULIN sortie".
    """
    starts = {start for start, _ in people}
    if not starts:
        return
    series: defaultdict[str, list[int]] = defaultdict(list)
    opening: list[int] = []  # items that a line or a colon opens: the first of any list
    for item in _OPENS.finditer(text):
        if (item["number"] or item["bed"]) and text[item.end() : item.end() + 3].isupper():
            series[_NUMBERS].append(item.end())
        if item["bed"]:
            continue
        if item["hour"]:
            series[_HOURS].append(item.end())
        elif item["part"] in ("", _LINES, ": "):
            opening.append(item.end())
        else:
            series[item["part"]].append(item.end())
    for kind, heads in series.items():
        whole = heads if kind in (_HOURS, _NUMBERS) else sorted([*heads, *opening])
        yield from _unnamed(text, whole, starts, kind, lexicon)
    yield from _unnamed(text, opening, starts, _LINES, lexicon)


def _unnamed(
    text: str, heads: Sequence[int], starts: set[int], kind: str, lexicon: Lexicon
) -> Iterator[Span]:
    """The items right beside one that begins with a person, and written as that one is."""
    named = [at for at in heads if at in starts]
    if len(named) < (1 if kind == _HOURS else _FEWEST):
        return
    for i, at in enumerate(heads):
        name = _HEAD.match(text, at)
        if at in starts or not name or not _may_be_surname(name[0], kind, lexicon):
            continue
        neighbours = (heads[j] for j in (i - 1, i + 1) if 0 <= j < len(heads) and heads[j] in starts)
        if any(_are_alike(text, at, other, kind) for other in neighbours):
            yield name.span()


def _are_alike(text: str, one: int, other: int, kind: str) -> bool:
    """Whether two items are in capitals both or neither, and no sentence ends between them."""
    if text[one : one + 3].isupper() != text[other : other + 3].isupper():
        return False
    return kind in (_HOURS, _NUMBERS, _LINES) or not _SENTENCE_END.search(
        text, min(one, other), max(one, other)
    )


def _may_be_surname(word: str, kind: str, lexicon: Lexicon) -> bool:
    folded = fold(word)
    if not lexicon.is_last(folded) or names_nobody(word):
        return False
    if lexicon.is_common(folded):
        return kind != _LINES and folded in entries("surname_words")
    return kind in (_HOURS, _NUMBERS) or not lexicon.is_town(folded)
