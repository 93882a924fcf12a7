"""What both networks learn of words: vectors of their letters, and from those what words mean elsewhere."""

from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import spacy
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from viginote.text import fold


class Seen(Protocol):
    """The features of words: `forms` two rows each, `grams` flat, `counts` of them."""

    @property
    def forms(self) -> Any: ...
    @property
    def grams(self) -> Any: ...
    @property
    def counts(self) -> Any: ...


class Letters(nn.Module):
    """The vector of a word: the sum of two hashed rows of its form, beside the mean of its letter groups."""

    def __init__(self, form_rows: int, forms: int, gram_rows: int, grams: int) -> None:
        super().__init__()
        self.form = nn.Embedding(form_rows, forms)
        self.gram = nn.EmbeddingBag(gram_rows, grams, mode="mean")
        for table in (self.form, self.gram):
            nn.init.normal_(table.weight, std=0.1)

    @property
    def width(self) -> int:
        return self.form.embedding_dim + self.gram.embedding_dim

    def forward(self, forms: Tensor, grams: Tensor, starts: Tensor) -> Tensor:
        """A row a word. `starts`: where the groups of each word begin among all `grams`."""
        return torch.cat((self.form(forms).sum(1), self.gram(grams, starts)), 1)


#: Words, and the vectors that tell what they mean elsewhere; None where training goes without.
Known = tuple[Sequence[str], Any] | None


class Meanings:
    """What words mean elsewhere: vectors of general French, which those of a network must tell.

    So words that the notes hold rarely or never lie near those that they hold often.
    """

    def __init__(self, seen: Seen, vectors: Any, letters: Letters, config: dict[str, Any]) -> None:
        """`seen`: the features of the words whose `vectors` these are."""
        self._letters, self._size = letters, config["batch_meanings"]
        self._vectors = torch.from_numpy(vectors)
        self._told = nn.Linear(letters.width, vectors.shape[1])
        self._forms, self._grams = (torch.from_numpy(np.int64(rows)) for rows in (seen.forms, seen.grams))
        self._ends = torch.from_numpy(np.cumsum(seen.counts))

    def of(self, letters: Letters) -> "Meanings":
        """The same meanings, for other letters to learn, which begin as these are."""
        others = copy(self)
        others._letters = letters
        return others

    def learn(self, steps: int, learning_rate: float) -> None:
        """The letters learn to tell the vectors, before they learn anything else."""
        parameters = [*self._letters.parameters(), *self._told.parameters()]
        optimizer = torch.optim.Adam(parameters, lr=learning_rate)
        for _ in range(steps):
            loss = self.loss()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"meanings: loss {loss.item():.4f}", flush=True)
        self._told.requires_grad_(False)

    def loss(self) -> Tensor:
        """How far, from 0 to 2, the words tell the vectors from each other's; of a few drawn at random."""
        drawn = torch.randint(len(self._vectors), (self._size,))
        ends, starts = self._ends[drawn], torch.where(drawn > 0, self._ends[drawn - 1], 0)
        grams = torch.cat([self._grams[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)])
        own = self._letters(self._forms[drawn], grams, starts_of((ends - starts).numpy()))
        return 1 - F.cosine_similarity(self._told(own), self._vectors[drawn]).mean()


def learnt(
    known: Known, look: Callable[[Sequence[str]], Seen], letters: Letters, config: dict[str, Any]
) -> Meanings | None:
    """The meanings of the known words, which `letters` have begun to tell. `look`: the features of words."""
    if known is None:
        return None
    words, vectors = known
    meanings = Meanings(look(words), vectors, letters, config)
    meanings.learn(config["meaning_steps"], config["meaning_rate"])
    return meanings


def step(network: nn.Module, optimizer: torch.optim.Optimizer, loss: Tensor) -> None:
    """One update of the network; the gradient of the loss is cut to length 1."""
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()


def starts_of(counts: Any) -> Tensor:
    """Where each of the groups of that many begins."""
    return torch.from_numpy(np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.int64))


def meanings_of(folder: Path, count: int, size: int) -> tuple[Sequence[str], Any]:
    """The first `count` words in small letters of a spaCy pipeline with vectors, which has the most frequent
    first, and their vectors, brought down to the `size` directions in which they differ most.
    """
    vocab = spacy.load(folder).vocab
    found: dict[str, Any] = {}
    for key in vocab.vectors:
        word = vocab.strings[key]
        if word.islower() and word.isalpha() and len(found) < count:
            found.setdefault(fold(word), vocab.vectors[key])
    rows = np.asarray([*found.values()], dtype="f")
    rows -= rows.mean(axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6
    _, directions = np.linalg.eigh(rows.T @ rows)
    return [*found], (rows @ directions[:, -size:]).astype("f")
