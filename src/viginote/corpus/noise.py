"""What hurried hands, old software and scanners do to a note: done to pieces, so that gold stays in place."""

import random
from collections.abc import Callable

from viginote.corpus.template import Piece
from viginote.text import fold

Noise = Callable[[str, random.Random], str]

#: What character recognition reads for a character, and the keys beside a letter's on a French keyboard.
_OCR = {
    "o": "0", "O": "0", "l": "1", "I": "l", "e": "c", "m": "rn", "i": "l", "é": "e", "0": "O", "1": "l",
    "5": "S", "S": "5",
}  # fmt: skip
_NEIGHBOURS = {
    "a": "z", "e": "r", "i": "o", "o": "p", "n": "b", "m": "l", "r": "t", "s": "d", "t": "r", "u": "i",
    "l": "m",
}  # fmt: skip


def without_accents(text: str, rng: random.Random) -> str:
    """Every letter without its accent, in its case."""
    return "".join(fold(c).upper() if c.isupper() else fold(c) if c.isalpha() else c for c in text)


def upper(text: str, rng: random.Random) -> str:
    """Capitals, accents kept."""
    return text.upper()


def upper_bare(text: str, rng: random.Random) -> str:
    """Capitals without accents, as old software prints them."""
    return without_accents(text, rng).upper()


def lower(text: str, rng: random.Random) -> str:
    """Small letters, accents kept."""
    return text.lower()


def lower_bare(text: str, rng: random.Random) -> str:
    """Small letters without accents, as they are typed in a hurry."""
    return fold(text)


def _per_letter(share: float, change: Callable[[str, random.Random], str]) -> Noise:
    def noise(text: str, rng: random.Random) -> str:
        return "".join(change(c, rng) if c.isalnum() and rng.random() < share else c for c in text)

    return noise


def _mistype(char: str, rng: random.Random) -> str:
    return rng.choice(("", char + char, _NEIGHBOURS.get(char, char)))


def _misread(char: str, rng: random.Random) -> str:
    return _OCR.get(char, char)


typos = _per_letter(0.012, _mistype)
ocr = _per_letter(0.03, _misread)


def one_line(text: str, rng: random.Random) -> str:
    """Without line breaks, as a field of a form keeps it."""
    return text.replace("\n", " ")


def wrapped(text: str, rng: random.Random) -> str:
    """Lines broken anywhere, inside names too, as a copy out of a printed page breaks them."""
    return "".join("\n" if c == " " and rng.random() < 0.1 else c for c in text)


def curly(text: str, rng: random.Random) -> str:
    """With the apostrophes of a word processor."""
    return text.replace("'", "’")


def spaced(text: str, rng: random.Random) -> str:
    """With a space doubled here and there."""
    return "".join("  " if c == " " and rng.random() < 0.08 else c for c in text)


def broken(text: str, rng: random.Random) -> str:
    """Blanks inside words, as character recognition sees them: "Mon ique"."""
    return "".join(c + " " if c.isalpha() and rng.random() < 0.05 else c for c in text)


def _nothing(text: str, rng: random.Random) -> str:
    return text


#: Noise of a whole note, with the share of notes it strikes.
WHOLE: tuple[tuple[Noise, float], ...] = (
    (_nothing, 0.44),
    (without_accents, 0.07),
    (upper, 0.025),
    (upper_bare, 0.04),
    (lower, 0.08),
    (lower_bare, 0.06),
    (typos, 0.06),
    (ocr, 0.03),
    (broken, 0.015),
    (wrapped, 0.03),
    (one_line, 0.06),
    (curly, 0.06),
    (spaced, 0.03),
)


def strike(pieces: list[Piece], rng: random.Random) -> list[Piece]:
    """The pieces under one noise drawn for the whole note."""
    noise = rng.choices([n for n, _ in WHOLE], [w for _, w in WHOLE])[0]
    if noise is _nothing:
        return pieces
    return [Piece(noise(p.text, rng), p.label, p.assertion) for p in pieces]
