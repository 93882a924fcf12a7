"""What both networks of the context room begin with: an encoder that tells hidden words by those around them.

It learns from the words of the notes alone, whatever is marked in them (masked language modelling). So words
that mentions hold rarely lie near those that stand in like places.
"""

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from encoder import Encoder, WordFeatures, laid_out
from learner import Learner
from letters import Known, Meanings, learnt, starts_of
from viginote.context.words import look


class Start(NamedTuple):
    """The parameters of the encoder by name, and what it learnt of the meanings of words elsewhere."""

    parameters: dict[str, Tensor]
    meanings: Meanings | None

    def give(self, encoder: Encoder) -> Meanings | None:
        """Let a network's encoder begin so; the meanings that its letters go on to learn.

        What the network sees beside the letters of a word is new to it.
        """
        with torch.no_grad():
            for name, parameter in encoder.named_parameters():
                given = self.parameters[name]
                parameter[tuple(map(slice, given.shape))] = given
        return self.meanings and self.meanings.of(encoder.letters)


def begin(texts: Sequence[Sequence[str]], config: dict[str, Any], known: Known) -> Start:
    """What an encoder learns of the words of `texts`; its loss is printed now and then."""
    torch.manual_seed(config["seed"])
    encoder = Encoder(config)
    meanings = learnt(known, look, encoder.letters, config)
    told = nn.Linear(config["width"], encoder.letters.width)
    learner = Learner(nn.ModuleList((encoder, told)), config, config["steps"])
    hidden = _Hidden(texts, config)
    started, losses = time.time(), []
    for number in range(1, config["steps"] + 1):
        batch = hidden.batch()
        rows = encoder(batch.words, (), batch.layout).flatten(0, 1)[batch.places]
        scores = told(rows) @ encoder.letters(*batch.candidates).T
        loss = F.cross_entropy(scores - batch.chances.log(), batch.answers)
        losses.append(loss.item())
        if meanings:
            loss = loss + config["meaning_weight"] * meanings.loss()
        learner.step(loss)
        if number % 200 == 0:
            print(f"hidden words: loss {np.mean(losses):.4f}, {time.time() - started:.0f} s", flush=True)
            losses = []
    parameters = {name: parameter.detach() for name, parameter in encoder.named_parameters()}
    return Start(parameters, meanings)


class _Batch(NamedTuple):
    """Words, some hidden: `words` and `layout` as `Encoder` takes them, the `places` of the hidden ones, and
    their number among the `candidates`: words as `Letters` takes them, and the chance of each to be there."""

    words: tuple[Tensor, Tensor, Tensor]
    layout: Tensor
    places: Tensor
    answers: Tensor
    candidates: tuple[Tensor, Tensor, Tensor]
    chances: Tensor


class _Hidden:
    """Batches of words in a row, of which some are hidden; the candidates are the hidden words themselves."""

    def __init__(self, texts: Sequence[Sequence[str]], config: dict[str, Any]) -> None:
        counts = Counter(word for text in texts for word in text)
        numbers = {word: number for number, word in enumerate(counts)}
        self._shares = np.fromiter(counts.values(), np.float64) / counts.total()
        features = WordFeatures()
        self._forms = np.asarray([features[word][0] for word in counts])
        self._grams = [features[word][1] for word in counts]
        self._texts = [np.fromiter((numbers[word] for word in text), np.int64) for text in texts]
        self._rng = np.random.default_rng(config["seed"])
        self._rows, self._length, self._hide = config["rows"], config["row_words"], config["hide"]
        self._stream = np.zeros(0, dtype=np.int64)

    def batch(self) -> _Batch:
        size = self._rows * self._length
        while len(self._stream) < size:  # the texts anew, in another order
            order = self._rng.permutation(len(self._texts))
            self._stream = np.concatenate((self._stream, *(self._texts[i] for i in order)))
        numbers, self._stream = self._stream[:size], self._stream[size:]
        is_hidden = self._rng.random(size) < self._hide
        own, answers = np.unique(numbers[is_hidden], return_inverse=True)
        forms = np.where(is_hidden[:, None], 0, self._forms[numbers])
        nothing = np.zeros(1, dtype=np.int64)
        grams = [
            nothing if gone else self._grams[n]
            for n, gone in zip(numbers.tolist(), is_hidden.tolist(), strict=True)
        ]
        return _Batch(
            _letters(forms, grams),
            torch.from_numpy(laid_out([self._length] * self._rows)),
            torch.from_numpy(np.flatnonzero(is_hidden)),
            torch.from_numpy(answers),
            _letters(self._forms[own], [self._grams[n] for n in own.tolist()]),
            torch.from_numpy(-np.expm1(is_hidden.sum() * np.log1p(-self._shares[own]))).float(),
        )


def _letters(forms: Any, grams: Sequence[Any]) -> tuple[Tensor, Tensor, Tensor]:
    return (
        torch.from_numpy(forms),
        torch.from_numpy(np.concatenate(grams)),
        starts_of([len(g) for g in grams]),
    )
