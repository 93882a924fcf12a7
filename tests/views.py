"""Notes as the networks see them, with shares of the tagger's that a test wishes."""

from collections.abc import Sequence

import numpy as np

from viginote.context.view import CATEGORY_NUMBERS, View, split
from viginote.text import Note


def view(note: Note, said: Sequence[tuple[str, float]] = ()) -> View:
    """`said`: of each word the category and its share; no word has any where it is left out."""
    places = split(note.folded)
    words = [note.folded[a:b] for a, b in places]
    shares = np.zeros((len(places), len(CATEGORY_NUMBERS) + 1), dtype="f")
    shares[:, 0] = 1
    for row, (category, share) in zip(shares if said else (), said, strict=True):
        row[CATEGORY_NUMBERS[category]] = share
        row[0] -= share
    return View(words, [a for a, _ in places], [b for _, b in places], shares)
