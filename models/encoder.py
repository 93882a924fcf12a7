"""What the two networks of the context room learn alike: words as rows that know their neighbours.

`viginote.context.encoder` runs it.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from letters import Letters
from viginote.context.words import FORM_ROWS, GRAM_ROWS, look

T = TypeVar("T")
_FORMS, _GRAMS = 64, 64  # numbers of a word's form, and of its letter groups


class Encoder(nn.Module):
    """See `viginote.context.encoder.Encoder`. `rest`: how many numbers stand beside those of the letters."""

    def __init__(self, config: dict[str, Any], rest: int = 0) -> None:
        super().__init__()
        width, depth = config["width"], range(config["depth"])
        self.letters = Letters(FORM_ROWS, _FORMS, GRAM_ROWS, _GRAMS)
        self.mix = nn.Linear(_FORMS + _GRAMS + rest, 2 * width)
        self.mixed = nn.LayerNorm(width)
        self.convolution = nn.ModuleList(nn.Conv1d(width, 2 * width, 3, padding=1) for _ in depth)
        self.normal = nn.ModuleList(nn.LayerNorm(width) for _ in depth)
        self.drop = nn.Dropout(config["dropout"])

    def forward(self, words: tuple[Tensor, Tensor, Tensor], rest: Sequence[Tensor], layout: Tensor) -> Tensor:
        """For each text a row a word, null beyond its end.

        `words`: as `Letters` takes them. `layout`: for each word of each text its row among all, from 1.
        """
        known = torch.cat((self.letters(*words), *rest), 1)
        rows = self.mixed(F.glu(self.mix(self.drop(known)), 1))
        rows = torch.cat((torch.zeros(1, rows.shape[1]), rows))[layout]
        is_word = (layout > 0)[:, :, None]
        for convolution, normal in zip(self.convolution, self.normal, strict=True):
            mixed = F.glu(convolution(rows.transpose(1, 2)), 1).transpose(1, 2)
            rows = (rows + self.drop(normal(mixed))) * is_word
        return rows


class WordFeatures(dict[str, tuple[Any, Any]]):
    """The rows of the form of each word, and those of its letter groups."""

    def __missing__(self, word: str) -> tuple[Any, Any]:
        seen = look([word])
        self[word] = seen.forms[0], seen.grams
        return self[word]


def laid_out(lengths: Sequence[int]) -> Any:
    """The layout of texts of so many words."""
    layout = np.zeros((len(lengths), max(lengths)), dtype=np.int64)
    at = 1
    for row, length in enumerate(lengths):
        layout[row, :length] = np.arange(at, at + length)
        at += length
    return layout


def batches(texts: Sequence[T], length: Callable[[T], int], size: int, rng: random.Random) -> list[list[T]]:
    """The texts in groups of about equal length, `size` words each, in a random order."""
    found: list[list[T]] = []
    for at in range(0, len(texts), 2000):
        group: list[T] = []
        for text in sorted(texts[at : at + 2000], key=length):
            group.append(text)
            if len(group) * length(text) >= size:
                found.append(group)
                group = []
        if group:
            found.append(group)
    rng.shuffle(found)
    return found
