"""Where the words of a name of the record stand in a note: whole, in part, misspelt or abbreviated."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from viginote.names.known.words import PARTICLES, Token, are_joined, is_slip
from viginote.text import Note


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first:last` that are a name of the record; `sure` when they are it whole and exactly."""

    first: int
    last: int
    family: bool
    sure: bool


def find_matches(
    note: Note, tokens: Sequence[Token], names: Iterable[tuple[str, ...]], family: bool
) -> Iterator[Match]:
    for parts in names:
        joined = "".join(parts)
        telling = {part for part in parts if len(part) > 3} - PARTICLES if len(parts) > 1 else set()
        for i, token in enumerate(tokens):
            if token.word == parts[0] and _follow(note, tokens, i, parts):
                yield Match(i, i + len(parts), family, True)
            elif token.word == joined:
                yield Match(i, i + 1, family, True)
            elif token.word in telling or any(is_slip(token.word, part) for part in (joined, *parts)):
                yield Match(i, i + 1, family, False)
        if not family and len(parts) > 1:
            yield from _abbreviated(note, tokens, parts)


def _abbreviated(note: Note, tokens: Sequence[Token], parts: tuple[str, ...]) -> Iterator[Match]:
    """A compound first name by its initials: "J.-P.", "JP", "J Pierre"."""
    letters = "".join(part[0] for part in parts)
    for i, token in enumerate(tokens):
        if token.word == letters and note.text[token.start : token.end].isupper():
            yield Match(i, i + 1, False, False)
        elif token.word == letters[0] and _follow_any(note, tokens, i, letters, parts):
            yield Match(i, i + len(parts), False, False)


def _follow_any(note: Note, tokens: Sequence[Token], i: int, letters: str, parts: tuple[str, ...]) -> bool:
    """Whether the tokens from `i` are initials of the parts, or the parts themselves."""
    run = tokens[i : i + len(parts)]
    return (
        len(run) == len(parts)
        and all(t.capital and t.word in (a, p) for t, a, p in zip(run, letters, parts, strict=True))
        and are_joined(note, run)
    )


def _follow(note: Note, tokens: Sequence[Token], i: int, parts: tuple[str, ...]) -> bool:
    run = tokens[i : i + len(parts)]
    return tuple(t.word for t in run) == parts and are_joined(note, run)
