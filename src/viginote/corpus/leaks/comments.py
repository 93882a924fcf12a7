"""Invented comments of doctors with their truth: what is said, of whom, and where it stands."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from viginote.corpus.leaks.vocabulary import DATA, Vocabulary, plain
from viginote.corpus.template import Piece, Template, parse, render, to_gold
from viginote.corpus.vocabulary import read_lines

_SEPARATORS = (". ", " - ", "\n", " // ", ".\n")


@dataclass(frozen=True, slots=True)
class Comment:
    """`spans`: gold spans as in the gold format (start, end, label, assertion)."""

    text: str
    spans: list[dict[str, Any]]


#: The row of a record, the day on which it was commented, and the comment.
Noted = tuple[int, str, Comment]


@cache
def _templates(name: str) -> tuple[Template, ...]:
    return tuple(map(parse, read_lines(DATA / name)))


class Author:
    """Writes comments in a hurry; the same seed writes the same ones."""

    def __init__(self, seed: int, vocabulary: Vocabulary, sensitive_share: float) -> None:
        self._rng = random.Random(seed)
        self._vocabulary = vocabulary
        self._sensitive_share = sensitive_share

    def write(self) -> Comment:
        """One comment of one to three remarks; at most two of them sensitive."""
        rng = self._rng
        ordinary, sensitive = rng.choice((0, 0, 1, 2)), 0
        if rng.random() < self._sensitive_share:
            sensitive = 2 if rng.random() < 0.25 else 1
        else:
            ordinary += 1
        names = ["comments_sensitive.txt"] * sensitive + ["comments_ordinary.txt"] * ordinary
        rng.shuffle(names)
        pieces: list[Piece] = []
        for name in names:
            if pieces:
                pieces.append(Piece(rng.choice(_SEPARATORS)))
            pieces.extend(render(rng.choice(_templates(name)), self._fill, rng))
        voice = self._voice()
        text, spans = to_gold([Piece(_said(p.text, voice), p.label, p.assertion) for p in pieces])
        return Comment(text.rstrip(), spans)

    def _voice(self) -> str:
        return self._rng.choices(("as is", "plain", "lower", "upper"), (60, 20, 12, 8))[0]

    def _fill(self, slot: str, key: str | None) -> list[Piece]:
        return list(self._slot(slot))

    def _slot(self, slot: str) -> Iterator[Piece]:
        rng, vocabulary = self._rng, self._vocabulary
        match slot:
            case "YEAR":
                yield Piece(str(rng.randint(1995, 2024)), "DATE")
            case "PERSON" | "DOCTOR":
                yield Piece(rng.choice(vocabulary.surnames[:2000]), "PERSON")
            case "CITY":
                yield Piece(rng.choice(vocabulary.towns), "CITY")
            case "PHONE":
                yield Piece(f"06 39 98 {rng.randint(0, 99):02d} {rng.randint(0, 99):02d}", "PHONE")
            case "int":
                yield Piece(str(rng.randint(3, 25)))
            case "dose":
                yield Piece(str(rng.randrange(10, 130, 10)))


def _said(text: str, voice: str) -> str:
    match voice:
        case "plain":
            return plain(text)
        case "lower":
            return text.lower()
        case "upper":
            return plain(text).upper()
    return text


def draw_comments(rng: np.random.Generator, author: Author, rows: int, share: float) -> list[Noted]:
    """The comments on a share of so many records, in row order."""
    chosen = np.flatnonzero(rng.random(rows) < share)
    days = np.datetime64("2011-01-01") + rng.integers(0, 5400, len(chosen))
    return [(int(i), str(day), author.write()) for i, day in zip(chosen, days, strict=True)]
