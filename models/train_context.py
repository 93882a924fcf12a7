"""Training of the network that reads sensitive mentions in their context (see train.py).

It learns from what context_examples.py tells. PyTorch is needed for training alone: what is shipped are
numbers that `viginote.context.forward` runs by itself. context.toml holds the seed and all settings.
"""

import random
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import train_tagger
from augmentation import framed, joined, relined
from context_examples import CORPORA, Example, authors, examples, nothings
from encoder import Encoder, WordFeatures, batches, laid_out
from learner import Learner
from letters import meanings_of, starts_of
from pretrain import Start, begin
from viginote.assertion.cues import SENSES
from viginote.context.forward import bits
from viginote.context.reader import TAGGER_WEIGHTS, WEIGHTS
from viginote.context.view import CATEGORY_NUMBERS, EVIDENCE, UNRULED, VERDICTS

HERE = Path(__file__).parent


def _length(example: Example) -> int:
    return len(example.window.words)


class Batch(NamedTuple):
    """Examples as the network takes them. `words`, `layout`: see `Encoder`. The rest is by word, from
    `targets` on by target."""

    words: tuple[Tensor, Tensor, Tensor]
    cues: Tensor
    mentions: Tensor
    layout: Tensor
    targets: Tensor
    evidence: Tensor
    verdicts: Tensor


class Features:
    """Makes batches; hides words, cues and what the rules say at random while the network learns."""

    def __init__(self, config: dict[str, Any], seed: int) -> None:
        self._config = config
        self._rng = np.random.default_rng(seed)
        self._seen = WordFeatures()

    def batch(self, group: Sequence[Example]) -> Batch:
        words = [word for example in group for word in example.window.words]
        mentions = np.asarray([m for example in group for m in example.window.mentions])
        chance = np.where(mentions > 0, self._config["hide_mention"], self._config["hide_word"])
        seen = [self._seen[word] for word in words]
        forms = np.asarray([forms for forms, _ in seen])
        forms[self._drawn(chance)] = 0
        own = [grams for _, grams in seen]
        for at in np.flatnonzero(self._drawn(np.where(mentions > 0, self._config["hide_mention"], 0.0))):
            own[at] = np.zeros(1, dtype=np.int64)
        cues = bits([cue for example in group for cue in example.window.cues], SENSES)
        cues[self._drawn(np.full(len(words), self._config["hide_cue"]))] = 0
        targets = [(row, t) for row, example in enumerate(group) for t in example.window.targets]
        trusts = np.asarray([trust for example in group for trust in example.trusts])
        evidence = np.asarray([t.evidence for _, t in targets])
        hidden = ~trusts | self._drawn(np.full(len(targets), self._config["hide_rules"]))
        evidence = np.where(hidden, evidence & UNRULED, evidence)
        counts = [len(grams) for grams in own]
        return Batch(
            (torch.from_numpy(forms), torch.from_numpy(np.concatenate(own)), starts_of(counts)),
            torch.from_numpy(cues),
            torch.from_numpy(mentions),
            torch.from_numpy(laid_out([_length(example) for example in group])),
            torch.tensor([(row, t.first, t.last, t.category) for row, t in targets]),
            torch.from_numpy(bits(evidence, EVIDENCE)),
            torch.tensor([verdict for example in group for verdict in example.verdicts]),
        )

    def _drawn(self, chances: Any) -> Any:
        return self._rng.random(len(chances)) < chances


class Network(nn.Module):
    """What `viginote.context.forward` runs: see there."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        width, self.heads, self.reach = config["width"], config["heads"], config["reach"]
        cue, mention, category, place = 32, 16, 16, 8
        categories = len(CATEGORY_NUMBERS) + 1
        self.encoder = Encoder(config, cue + mention)
        self.cue = nn.Linear(SENSES, cue)
        self.mention = nn.Embedding(categories + 1, mention)
        nn.init.normal_(self.mention.weight, std=0.1)
        self.memory = nn.GRU(width, width // 2, batch_first=True, bidirectional=True)
        self.remembered = nn.LayerNorm(width)
        self.category = nn.Embedding(categories, category)
        self.query = nn.Linear(2 * width + category, width)
        self.key, self.value = nn.Linear(width, width), nn.Linear(width, width)
        self.distance = nn.Embedding(2 * self.reach + 1, self.heads)
        nn.init.zeros_(self.distance.weight)
        self.place = nn.Embedding(2 * self.reach + 1, self.heads * place)
        self.hidden = nn.Linear(3 * width + self.heads * place + category + EVIDENCE, width)
        self.verdict = nn.Linear(width, len(VERDICTS))
        self.drop = nn.Dropout(config["dropout"])

    def forward(self, batch: Batch) -> Tensor:
        """The logits of the verdicts, a row for each target."""
        rows = self._encoded(batch)
        row, first, last, category = batch.targets.T
        around = first[:, None] + torch.arange(-self.reach, self.reach + 1)
        inside = around.clamp(0, rows.shape[1] - 1)
        is_seen = (around == inside) & (batch.layout[row[:, None], inside] > 0)
        distance = (around - first[:, None]).clamp(max=0) + (around - last[:, None]).clamp(min=0) + self.reach
        asked = rows[row, first], rows[row, last], self.category(category)
        query = self._by_head(self.query(torch.cat(asked, 1)))
        keys, values = (self._by_head(layer(rows)[row[:, None], inside]) for layer in (self.key, self.value))
        shares = torch.einsum("mhd,mwhd->mhw", query, keys) / query.shape[2] ** 0.5
        shares = shares + self.distance(distance).transpose(1, 2)
        shares = shares.masked_fill(~is_seen[:, None], -1e9).softmax(-1)
        met = torch.einsum("mhw,mwhd->mhd", shares, values).flatten(1)
        where = torch.einsum("mhw,mwhd->mhd", shares, self._by_head(self.place(distance))).flatten(1)
        seen = torch.cat((asked[0], asked[1], met, where, asked[2], batch.evidence), 1)
        return self.verdict(self.drop(F.relu(self.hidden(self.drop(seen)))))

    def _encoded(self, batch: Batch) -> Tensor:
        """For each window a row a word, null beyond its end."""
        rest = self.cue(batch.cues), self.mention(batch.mentions)
        rows = self.encoder(batch.words, rest, batch.layout)
        lengths = (batch.layout > 0).sum(1)
        packed = pack_padded_sequence(rows, lengths, batch_first=True, enforce_sorted=False)
        read, _ = pad_packed_sequence(self.memory(packed)[0], batch_first=True)
        return (rows + self.drop(self.remembered(read))) * (batch.layout > 0)[:, :, None]

    def _by_head(self, rows: Tensor) -> Tensor:
        return rows.unflatten(-1, (self.heads, -1))


def train(
    notes: Sequence[Example],
    beside: Sequence[list[str]],
    config: dict[str, Any],
    start: Start,
) -> Network:
    """The trained network; its loss after each epoch is printed. `beside`: what may stand around a note."""
    torch.manual_seed(config["seed"])
    rng = random.Random(config["seed"])
    features = Features(config, config["seed"])
    network = Network(config)
    meanings = start.give(network.encoder)
    # Joined notes make fewer steps than these.
    steps = config["epochs"] * len(batches(notes, _length, config["batch_words"], rng))
    learner = Learner(network, config, steps)
    started = time.time()
    for epoch in range(config["epochs"]):
        losses = []
        told = [
            framed(relined(example, config, rng), beside, config["frame"], rng)
            for example in joined(notes, config["join"], rng)
        ]
        for group in batches(told, _length, config["batch_words"], rng):
            batch = features.batch(group)
            loss = F.cross_entropy(network(batch), batch.verdicts, label_smoothing=config["smooth"])
            if meanings:
                loss = loss + config["meaning_weight"] * meanings.loss()
            learner.step(loss)
            losses.append(loss.item())
        print(f"{epoch + 1:3} loss {np.mean(losses):.4f}, {time.time() - started:.0f} s", flush=True)
    return network


def run(out: Path, folder: Path | None, vectors: Path | None) -> None:
    """Train what both networks begin with, the tagger, then the reader, into `out`.

    `folder`: public lists, if there are any. `vectors`: a spaCy pipeline with word vectors, if there is one.
    """
    config = tomllib.loads((HERE / "context.toml").read_text(encoding="utf-8"))
    tagger_config = {**config, **config["tagger"]}
    known = meanings_of(vectors, config["meanings"], config["meaning_size"]) if vectors else None
    told = authors(folder)
    tagged = {name: [train_tagger.Tagged.of(note) for note in author.notes] for name, author in told.items()}
    out.mkdir(parents=True, exist_ok=True)
    every = [note for of_author in tagged.values() for note in of_author]
    start = begin([note.words for note in every], {**config, **config["start"]}, known)
    np.savez(out / TAGGER_WEIGHTS, **train_tagger.train(every, tagger_config, start))
    taggers = train_tagger.crossed(tagged, tagger_config, start)
    notes: list[Example] = []
    for name, author in told.items():
        copies = config["case_copies"] if name.startswith("cases_") else 1
        notes += copies * [example for example in examples(author, taggers[name]) if example.verdicts]
    network = train(notes, nothings(CORPORA / "training"), config, start)
    weights = {name: value.numpy().astype(np.float16) for name, value in network.state_dict().items()}
    np.savez(out / WEIGHTS, **weights)
