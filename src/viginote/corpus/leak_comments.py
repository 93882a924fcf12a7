"""Invented comments of doctors with their truth: what is said, of whom, and where it stands."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from viginote.corpus.leak_people import Vocabulary, plain
from viginote.corpus.template import Piece, Template, parse, render

_SEPARATORS = (". ", " - ", "\n", " // ", ".\n")


@dataclass(frozen=True, slots=True)
class Comment:
    """`spans`: gold spans as in the gold format (start, end, label, assertion)."""

    text: str
    spans: tuple[dict[str, Any], ...]


@lru_cache
def _templates(name: str) -> tuple[Template, ...]:
    text = files("viginote.corpus").joinpath("leak_data", name).read_text(encoding="utf-8")
    return tuple(parse(line.strip()) for line in text.splitlines() if line and not line.startswith("#"))


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
        return _compose(pieces, self._voice())

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


def _compose(pieces: list[Piece], voice: str) -> Comment:
    text, spans = "", []
    for piece in pieces:
        written = _said(piece.text, voice)
        if piece.label:
            spans.append(
                {
                    "start": len(text),
                    "end": len(text) + len(written),
                    "label": piece.label,
                    "assertion": piece.assertion,
                }
            )
        text += written
    return Comment(text.rstrip(), tuple(spans))


def _said(text: str, voice: str) -> str:
    match voice:
        case "plain":
            return plain(text)
        case "lower":
            return text.lower()
        case "upper":
            return plain(text).upper()
    return text
