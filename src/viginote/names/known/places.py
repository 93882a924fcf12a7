"""The town and the street of the record."""

import re
from collections.abc import Iterator, Sequence

from viginote.findings import Finding, Identity
from viginote.names.known._base import finding
from viginote.names.known.matching import find_matches
from viginote.names.known.words import (
    PARTICLES,
    Token,
    in_capitals,
    is_ordinary,
    is_slip,
    parts_of,
    plain,
    tokens_of,
)
from viginote.text import Note, words

_WAYS = frozenset(
    words(
        "rue r avenue ave av boulevard boul bld bvd bd place pl impasse imp allee allees all chemin che ch "
        "route rte quai square sq cours crs passage residence res lotissement lot bis ter quater a b c"
    )
)
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+")
_SMALL_WORDS = 5  # small words between two telling words of a street


def places(note: Note, identity: Identity) -> Iterator[Finding]:
    """The town and the street of the record in the note."""
    if identity.city and (parts := parts_of(re.sub(r"(?i)\bcedex\b.*|\d+", "", identity.city))):
        tokens = tokens_of(note)
        for m in find_matches(note, tokens, [parts], True):
            run = tokens[m.first : m.last]
            if (
                m.sure
                and (run[0].capital or not is_ordinary(run))
                and not (is_ordinary(run) and in_capitals(note, run[0]))
            ):
                yield finding(run[0].start, run[-1].end, "CITY", 0.95, "town of the record")
    if identity.address:
        yield from _streets(note, identity.address)


def _streets(note: Note, address: str) -> Iterator[Finding]:
    """The record's street: its number and the telling words of its name in order, whatever the way's type."""
    said = [plain(m[0]) for m in _TOKEN.finditer(Note(address).folded)]
    telling = [word for word in said if word not in _WAYS and word not in PARTICLES]
    names = [word for word in telling if not word.isdigit()]
    if not names or sum(map(len, names)) < 4:
        return
    tokens = [Token(m.start(), m.end(), plain(m[0]), False) for m in _TOKEN.finditer(note.folded)]
    numbered = telling[0].isdigit()
    for i, token in enumerate(tokens):
        if numbered and token.word == telling[0] and (end := _in_order(tokens, i, telling)):
            yield finding(token.start, end, "ADDRESS", 0.97, "address of the record")
        elif (
            token.word in _WAYS
            and len(token.word) > 1
            and (end := _in_order(tokens, i, [token.word, *names]))
        ):
            yield finding(token.start, end, "ADDRESS", 0.93, "street of the record")


def _in_order(tokens: Sequence[Token], i: int, words: Sequence[str]) -> int:
    """The end of the last of `words` when they follow from token `i` over small words, else 0."""
    for word in words[1:]:
        i += 1
        for token in tokens[i : i + _SMALL_WORDS]:
            if token.word == word or (token.word not in _WAYS and token.word not in PARTICLES):
                break
            i += 1
        if i >= len(tokens) or not (tokens[i].word == word or is_slip(tokens[i].word, word)):
            return 0
    return tokens[i].end
