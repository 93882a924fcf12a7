"""Training of the name tagger (see train.py).

Training notes come from `viginote.corpus.notes`, new ones each epoch, notes written by hand among them
(see gold.py). `--lists` adds public lists and clinical prose (see lists.py); without it the project's own
vocabulary is used. names.toml holds the seed and all settings.
"""

import json
import math
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import spacy
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pack_sequence, unpack_sequence

import viginote.names.component  # noqa: F401  registers what the pipeline names
from examples import Example, examples_of, score
from gold import gold_themes, gold_words
from letters import Known, Letters, learnt, meanings_of, starts_of, step
from lists import Lists, read
from viginote import identifiers
from viginote.corpus.notes import generate, themes
from viginote.corpus.template import parse
from viginote.corpus.vocabulary import ordinary, people, words
from viginote.names import NameFinder
from viginote.names.features import (
    FLAG_ROWS,
    FORM_ROWS,
    GRAM_ROWS,
    SETS,
    SHAPE_ROWS,
    UNKNOWN,
    Filters,
    look,
)
from viginote.names.filters import WordFilter
from viginote.names.forward import PIECE
from viginote.names.reading import MODEL
from viginote.names.tagger import TAGS, NameTagger
from viginote.names.tokens import spans
from viginote.taxonomy import IDENTIFIERS
from viginote.text import Note, fold

HERE = Path(__file__).parent
CORPORA = HERE.parent / "corpora"

_NAME_LISTS = {"first": ("first_f", "first_m"), "last": ("last",), "city": ("city",)}
_NEGATIVE = (
    "acronym", "country", "device", "disease", "drug", "exam", "heading", "job", "latin", "organisation",
    "relative", "service", "starter", "symptom",
)  # fmt: skip
_CAPITALISED = ("country", "device", "drug", "heading", "latin", "starter")
#: Short words of names that name nobody by themselves.
_PARTICLES = frozenset((
    "ben", "van", "der", "den", "des", "les", "del", "dos", "los", "las", "sur", "the", "von", "ould", "sous",
))  # fmt: skip
_GROUPS, _HIGHEST = 24, 0.99  # of the calibration
#: Scores near 1 drawn apart, since findings round theirs.
_SPREAD = [[0.0, 0.5, 0.9, 0.99, 0.999, 0.9999, 1.0], [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0]]
_WARM, _COLD = 1.0, 0.05  # share of the learning rate at the start and at the end


def members(lists: Lists) -> dict[str, set[str]]:
    """The folded words of every set of the gazetteer."""
    sets: dict[str, set[str]] = {name: set() for name in SETS}
    for origin in people().values():
        _add(sets["first"], (*origin["f"], *origin["m"]))
        _add(sets["last"], origin["last"])
    _add(sets["city"], words()["city"])
    for name, keys in _NAME_LISTS.items():
        for key in keys:
            _add(sets[name], lists.extra.get(key, ()))
    sets["common"] = (
        ordinary_words() | {fold(word) for word in ordinary()} | {fold(word) for word in lists.common}
    )
    # Whole names only: "Salt Lake City" makes no town of "city".
    abroad = (*words()["town_abroad"], *lists.extra.get("town_abroad", ()))
    sets["city"] |= {fold(name) for name in abroad} - sets["common"]
    return sets


def _add(known: set[str], values: Sequence[str]) -> None:
    """Add whole names and their longer parts."""
    for value in values:
        folded = fold(value)
        known.add(folded)
        known.update(
            p
            for p in folded.replace("-", " ").replace("'", " ").split()
            if len(p) > 2 and p not in _PARTICLES
        )


def ordinary_words() -> set[str]:
    """Ordinary words: those in lower case, and the capitalised ones of some medical vocabularies."""
    texts = [node for theme in themes() for line in theme.lines for node in _literals(parse(line))]
    texts += [entry for name in _NEGATIVE for entry in words()[name]]
    lower = {t[a:b] for t in texts for a, b in spans(t) if t[a : a + 1].islower() and b - a > 1}
    capitals = {w for name in _CAPITALISED for entry in words()[name] for w in entry.split() if len(w) > 2}
    return {fold(word) for word in lower | capitals}


def _literals(nodes: Sequence[Any]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif hasattr(node, "branches"):
            for branch in node.branches:
                yield from _literals(branch)
        elif hasattr(node, "body"):
            yield from _literals(node.body)


def build_filters(sets: dict[str, set[str]], config: dict[str, Any], shipped: bool) -> dict[str, WordFilter]:
    """The filters; those for training lack a share of the words, so that nothing leans on them."""
    rng = np.random.default_rng(config["seed"])
    filters = {}
    for name in SETS:
        keys = sorted(sets[name])
        if not shipped:
            share = config["held_out_common" if name == "common" else "held_out_names"]
            keys = [key for key, out in zip(keys, rng.random(len(keys)) < share, strict=True) if not out]
        filters[name] = WordFilter.build(keys)
    return filters


class Batch(NamedTuple):
    """Notes as the network takes them: the features of their words, each once; the word of each token, notes
    end to end with a gap, -1, before each and after the last; of the tokens without the gaps, how many stand
    in each piece that the recurrent layer reads, and their tags."""

    forms: Tensor
    grams: Tensor
    starts: Tensor
    shape: Tensor
    flags: Tensor
    places: Tensor
    pieces: list[int]
    tags: Tensor


class Features:
    """Features of words, computed once a word; each batch hides some of them."""

    def __init__(self, filters: Filters, config: dict[str, Any]) -> None:
        self._filters, self._config = filters, config
        self._rng = np.random.default_rng(config["seed"])
        self._rows: dict[str, tuple[Any, ...]] = {}

    def batch(self, notes: Sequence[Example]) -> Batch:
        index: dict[str, int] = {}
        places = [-1]
        for tokens, _ in notes:
            places += [*(index.setdefault(word, len(index)) for word in tokens), -1]
        pieces = [size for tokens, _ in notes for size in self._pieces(len(tokens))]
        tags = np.concatenate([own for _, own in notes])
        rows = [self._look(word) for word in index]
        forms, grams, counts, shape, flags = (
            np.int64(np.concatenate(column)) for column in zip(*rows, strict=True)
        )
        forms[self._drawn(len(rows), "hide_form")] = UNKNOWN
        flags[self._drawn(len(rows), "hide_sets")] = 0
        forms, grams, shape, flags, tags = map(torch.from_numpy, (forms, grams, shape, flags, tags))
        return Batch(forms, grams, starts_of(counts), shape, flags, torch.tensor(places), pieces, tags)

    def _pieces(self, tokens: int) -> Iterator[int]:
        """The sizes of the pieces of a note, which may be cut anywhere: what is scanned begins anywhere."""
        size = int(self._rng.integers(1, PIECE, endpoint=True))
        while tokens > 0:
            yield min(size, tokens)
            tokens, size = tokens - size, PIECE

    def _look(self, word: str) -> tuple[Any, ...]:
        if word not in self._rows:
            seen = look([word], self._filters)
            self._rows[word] = seen.forms, seen.grams, seen.counts, seen.shape, seen.flags
        return self._rows[word]

    def _drawn(self, count: int, share: str) -> Any:
        return self._rng.random(count) < self._config[share]


class Maxout(nn.Module):
    """The greatest of several sums for each unit, normalised over the units."""

    def __init__(self, read: int, width: int, sums: int, dropout: float) -> None:
        super().__init__()
        self.sums = nn.Linear(read, width * sums)
        nn.init.xavier_uniform_(self.sums.weight)
        nn.init.zeros_(self.sums.bias)
        self.normal = nn.LayerNorm(width)
        self.drop = nn.Dropout(dropout)
        self._by_sum = (sums, width)

    def forward(self, rows: Tensor) -> Tensor:
        return self.drop(self.normal(self.sums(rows).unflatten(-1, self._by_sum).amax(-2)))


class Network(nn.Module):
    """What `viginote.names.forward` runs: see there."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        width, dropout = config["width"], config["dropout"]
        forms, grams, shape, flags = 48, 32, 16, 16
        self.letters = Letters(FORM_ROWS, forms, GRAM_ROWS, grams)
        self.shape, self.flags = nn.Embedding(SHAPE_ROWS, shape), nn.Embedding(FLAG_ROWS, flags)
        for table in (self.shape, self.flags):
            nn.init.normal_(table.weight, std=0.1)
        self.mix = Maxout(forms + grams + shape + flags, width, 3, dropout)
        self.layers = nn.ModuleList(Maxout(3 * width, width, 2, dropout) for _ in range(config["depth"]))
        self.memory = nn.GRU(width, width // 2, batch_first=True, bidirectional=True)
        self.remembered, self.drop = nn.LayerNorm(width), nn.Dropout(dropout)
        self.tags = nn.Linear(width, len(TAGS))

    def forward(self, batch: Batch) -> Tensor:
        """The logits of the tags, a row a token."""
        letters = self.letters(batch.forms, batch.grams, batch.starts)
        words = self.mix(torch.cat((letters, self.shape(batch.shape), self.flags(batch.flags)), 1))
        is_word = (batch.places >= 0)[:, None]
        rows = words[batch.places.clamp(min=0)] * is_word
        for layer in self.layers:
            before, behind = F.pad(rows[:-1], (0, 0, 1, 0)), F.pad(rows[1:], (0, 0, 0, 1))
            rows = (rows + layer(torch.cat((before, rows, behind), 1))) * is_word
        own = rows[is_word[:, 0]]
        pieces = pack_sequence(own.split(batch.pieces), enforce_sorted=False)
        read = torch.cat(unpack_sequence(self.memory(pieces)[0]))
        return self.tags(own + self.drop(self.remembered(read)))


def batches(examples: list[Example], size: int, rng: np.random.Generator) -> Iterator[list[Example]]:
    """Examples in a new order, about `size` tokens a batch."""
    batch: list[Example] = []
    tokens = 0
    for i in rng.permutation(len(examples)):
        batch.append(examples[i])
        tokens += len(examples[i][0])
        if tokens >= size:
            yield batch
            batch, tokens = [], 0


def train(tagger: NameTagger, config: dict[str, Any], lists: Lists, known: Known) -> None:
    """All epochs, each on new notes; a line of scores on held-out notes after each."""
    torch.manual_seed(config["seed"])
    rng = np.random.default_rng(config["seed"])
    features, network = Features(tagger.filters, config), Network(config)
    meanings = learnt(known, lambda words: look(words, tagger.filters), network.letters, config)
    optimizer = torch.optim.Adam(network.parameters(), config["learning_rate"])
    held_out = examples_of(1500, config["seed"], "dev", lists)
    started, done, total = time.time(), 0, 0
    for epoch in range(config["epochs"]):
        examples = examples_of(config["notes_per_epoch"], config["seed"] + epoch + 1, "train", lists)
        tokens = sum(len(e[0]) for e in examples)
        total = total or config["epochs"] * tokens // config["batch_tokens"]
        losses = []
        for notes in batches(examples, config["batch_tokens"], rng):
            cosine = (1 + math.cos(math.pi * min(done / total, 1.0))) / 2
            optimizer.param_groups[0]["lr"] = config["learning_rate"] * (_COLD + (_WARM - _COLD) * cosine)
            batch = features.batch(notes)
            loss = F.cross_entropy(network(batch), batch.tags)
            losses.append(loss.item())
            if meanings:
                loss = loss + config["meaning_weight"] * meanings.loss()
            step(network, optimizer, loss)
            done += 1
        tagger.weights = {name: value.numpy().copy() for name, value in network.state_dict().items()}
        tagger.forget()
        figures = f"{epoch + 1:3} {tokens} tokens, loss {np.mean(losses):.4f}, {time.time() - started:.0f} s"
        print(figures, json.dumps(score(tagger, held_out)), flush=True)


def calibrate(folder: Path, notes: Iterable[dict[str, Any]]) -> list[list[float]]:
    """Points for `NameTagger.share_right`, from what is left of the model's entities after all doubts: mean
    score of each group of about the same score, and the share of them that are right (most of their letters
    belong to an identifier), made never to fall. The model in `folder` must say its scores as `_SPREAD` does.
    """
    finder = NameFinder(folder)
    outcomes: list[tuple[float, bool]] = []
    for gold in notes:
        note = Note(gold["text"])
        truth = bytearray(len(note.text))
        for span in gold["spans"]:
            if span["label"] in IDENTIFIERS:
                truth[span["start"] : span["end"]] = b"\1" * (span["end"] - span["start"])
        for f in finder.find(note, identifiers.find(note), finder.tag([note])[0]):
            if f.detector == MODEL:
                letters = [i for i in range(f.start, f.end) if note.text[i].isalnum()]
                score = float(np.interp(f.score, _SPREAD[1], _SPREAD[0]))
                outcomes.append((score, 2 * sum(truth[i] for i in letters) > len(letters)))
    groups = np.array_split(np.asarray(sorted(outcomes), dtype=float), _GROUPS)
    scores, shares = np.asarray([group.mean(axis=0) for group in groups]).T
    rising = np.minimum(np.maximum.accumulate(shares), _HIGHEST)
    return [np.round(scores, 4).tolist(), np.round(rising, 4).tolist()]


def run(out: Path, folder: Path | None, vectors: Path | None) -> None:
    """Train the tagger into `out`.

    `folder`: public lists, if there are any. `vectors`: a spaCy pipeline with word vectors, if there is one.
    """
    config = tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8"))
    lists = read(folder) if folder else Lists()

    nlp = spacy.blank("fr", config={"nlp": {"tokenizer": {"@tokenizers": "viginote.tokenizer.v1"}}})
    tagger: Any = nlp.add_pipe("viginote_names", config={"floor": config["floor"]})
    folders = [CORPORA / "gold", CORPORA / "training", *([folder] if folder else [])]
    lists.common.update(gold_words(folders))
    sets = members(lists)
    lists.themes.extend(gold_themes(folders, lambda name: fold(name) in sets["first"]))
    tagger.filters = build_filters(sets, config, shipped=False)
    known = meanings_of(vectors, config["meanings"], config["meaning_size"]) if vectors else None
    train(tagger, config, lists, known)
    tagger.filters = build_filters(sets, config, shipped=True)
    tagger.forget()
    out.mkdir(parents=True, exist_ok=True)
    tagger.calibration = _SPREAD
    nlp.to_disk(out, exclude=["vocab"])
    notes = generate(6000, config["seed"] + 1, "dev")
    tagger.calibration = calibrate(out, notes)
    nlp.to_disk(out, exclude=["vocab"])
