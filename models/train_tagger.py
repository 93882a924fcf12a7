"""Training of the tagger, which sees mentions that no lexicon holds; train_context.py calls it."""

import random
import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from encoder import Encoder, WordFeatures, batches, laid_out
from learner import Learner
from letters import starts_of
from pretrain import Start
from viginote.context.tagger import Tagger
from viginote.context.view import CATEGORY_NUMBERS, seen, split
from viginote.text import Note

#: What is neither right nor wrong: cross entropy leaves it out by this number.
_OPEN = -100


class Tagged(NamedTuple):
    """The words of a note, and of each the number of the category of its mention."""

    words: list[str]
    numbers: NDArray[np.int64]

    @classmethod
    def of(cls, gold: Mapping[str, Any]) -> "Tagged":
        """What a gold note teaches."""
        folded = Note(gold["text"]).folded
        places = split(folded)
        numbers = np.zeros(len(places), dtype=np.int64)
        said = [(span, CATEGORY_NUMBERS[span["label"]]) for span in gold["spans"] if span["assertion"]]
        for span, number in (*((span, _OPEN) for span in gold.get("open", ())), *said):
            for at, (start, end) in enumerate(places):
                if start < span["end"] and span["start"] < end:
                    numbers[at] = number
        return cls(seen(folded, places), numbers)


class Network(nn.Module):
    """What `viginote.context.tagger` runs: see there."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        self.encoder = Encoder(config)
        self.share = nn.Linear(config["width"], len(CATEGORY_NUMBERS) + 1)
        self.drop = nn.Dropout(config["dropout"])

    def forward(self, words: tuple[Tensor, Tensor, Tensor], layout: Tensor) -> Tensor:
        """The logits of no mention and of each category, a row a word."""
        return self.share(self.drop(self.encoder(words, (), layout)[layout > 0]))


def train(notes: Sequence[Tagged], config: dict[str, Any], start: Start) -> dict[str, Any]:
    """The weights of the trained tagger; its loss after each epoch is printed."""
    torch.manual_seed(config["seed"])
    rng, hidden = random.Random(config["seed"]), np.random.default_rng(config["seed"])
    network, features = Network(config), WordFeatures()
    meanings = start.give(network.encoder)
    notes = [note for note in notes if note.words]
    groups = [
        group
        for _ in range(config["epochs"])
        for group in batches(rng.sample(notes, len(notes)), _length, config["batch_words"], rng)
    ]
    learner = Learner(network, config, len(groups))
    started, losses = time.time(), []
    for number, group in enumerate(groups, 1):
        words, layout = _batch(group, features, hidden, config["hide_word"])
        told = torch.from_numpy(np.concatenate([note.numbers for note in group]))
        loss = F.cross_entropy(
            network(words, layout), told, ignore_index=_OPEN, label_smoothing=config["smooth"]
        )
        if meanings:
            loss = loss + config["meaning_weight"] * meanings.loss()
        learner.step(loss)
        losses.append(loss.item())
        if number % max(1, len(groups) // config["epochs"]) == 0:
            print(f"tagger: loss {np.mean(losses):.4f}, {time.time() - started:.0f} s", flush=True)
            losses = []
    return {name: value.numpy().astype(np.float16) for name, value in network.state_dict().items()}


def _length(note: Tagged) -> int:
    return len(note.words)


def _batch(
    group: Sequence[Tagged], features: WordFeatures, rng: np.random.Generator, hide: float
) -> tuple[tuple[Tensor, Tensor, Tensor], Tensor]:
    """The notes as the network takes them; of a share of the words the own row is hidden."""
    seen = [features[word] for note in group for word in note.words]
    forms = np.asarray([of_form for of_form, _ in seen])
    forms[rng.random(len(forms)) < hide] = 0
    grams = [of_grams for _, of_grams in seen]
    words = (
        torch.from_numpy(forms),
        torch.from_numpy(np.concatenate(grams)),
        starts_of([len(g) for g in grams]),
    )
    return words, torch.from_numpy(laid_out([len(note.words) for note in group]))


def crossed(notes: Mapping[str, Sequence[Tagged]], config: dict[str, Any], start: Start) -> dict[str, Tagger]:
    """For each author a tagger that learnt nothing from him: half of them each.

    `notes`: by author. So what the tagger says of a note to learn from is worth what it is worth elsewhere.
    """
    authors = sorted(notes)
    halves = authors[::2], authors[1::2]
    found: dict[str, Tagger] = {}
    for own, others in (halves, halves[::-1]):
        tagger = Tagger(train([note for author in others for note in notes[author]], config, start))
        found |= dict.fromkeys(own, tagger)
    return found
