"""The tagger: for each word of a note, whether it belongs to a mention, of which category.

models/train_tagger.py trains it, on words alone, without lexicons: so it learns what mentions look like that
no lexicon holds. What it sees is no finding by itself; the network judges it (see reader.py).
"""

from collections.abc import Iterator, Sequence

import numpy as np

from viginote.context.encoder import Encoder, Linear
from viginote.context.view import CATEGORY_NUMBERS, View, seen, split
from viginote.sensitive.mention import Mention
from viginote.text import Note
from viginote.vectors import GAP, Floats, Weights, one_thread, softmax, stretches

DETECTOR = "tagger"
#: From this share on a word begins a mention, and from that one on it goes on with it.
_BEGINS, _GOES_ON = 0.3, 0.2
#: How many words a mention has at most: more is a phrase.
_LONGEST = 10
_CATEGORIES = {number: category for category, number in CATEGORY_NUMBERS.items()}


class Tagger:
    """What weights, named as the trained network names them, make of the words of notes."""

    def __init__(self, weights: Weights) -> None:
        self._encoder = Encoder(weights)
        self._share = Linear.of(weights, "share")

    def views(self, notes: Sequence[Note]) -> list[View]:
        """The notes with what the tagger says of their words."""
        if not notes:
            return []
        spans = [split(note.folded) for note in notes]
        words = [seen(note.folded, of_note) for note, of_note in zip(notes, spans, strict=True)]
        shares = self._shares([word for of_note in words for word in (*of_note, GAP)])
        found, at = [], 0
        for of_note, places in zip(words, spans, strict=True):
            begins, ends = [a for a, _ in places], [b for _, b in places]
            found.append(View(of_note, begins, ends, shares[at : at + len(of_note)]))
            at += len(of_note) + 1
        return found

    def _shares(self, words: Sequence[str]) -> Floats:
        with one_thread():
            return np.concatenate([self._run(run)[own] for run, own in stretches(words, self._encoder.depth)])

    def _run(self, words: Sequence[str]) -> Floats:
        gaps = [i for i, word in enumerate(words) if word == GAP]
        rows = self._encoder.vectors(words) + self._encoder.bias
        return softmax(self._share(self._encoder.encoded(rows, gaps)))


def mentions(view: View) -> Iterator[Mention]:
    """What the tagger takes for mentions, sure of it or not, from left to right."""
    of_any = 1 - view.shares[:, 0]
    last = -1
    for at in np.flatnonzero(of_any >= _BEGINS).tolist():
        number = int(view.shares[at, 1:].argmax()) + 1
        if at <= last or view.shares[at, number] < _BEGINS or not view.words[at][0].isalnum():
            continue
        last = at
        while last + 1 < min(len(view.words), at + _LONGEST) and view.shares[last + 1, number] >= _GOES_ON:
            last += 1
        while not view.words[last][0].isalnum():
            last -= 1
        share = float(view.shares[at : last + 1, number].max())
        yield Mention(view.begins[at], view.ends[last], _CATEGORIES[number], "", share, DETECTOR)
