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
from typing import Any

import numpy as np
import spacy
from thinc.api import Adam

import viginote.names.component  # noqa: F401  registers what the pipeline names
from gold import gold_themes, gold_words
from lists import Lists, read
from viginote import identifiers
from viginote.corpus.notes import generate, themes
from viginote.corpus.template import parse
from viginote.corpus.vocabulary import ordinary, people, words
from viginote.names import NameFinder
from viginote.names.features import SETS, UNKNOWN, Words, look
from viginote.names.filters import WordFilter
from viginote.names.network import Network, scatter
from viginote.names.reading import MODEL
from viginote.names.tagger import LABELS, TAGS, NameTagger
from viginote.names.tokens import spans
from viginote.taxonomy import IDENTIFIERS
from viginote.text import Note, fold

HERE = Path(__file__).parent
GOLD = HERE.parent / "corpora" / "gold"
TRAINING = HERE.parent / "corpora" / "training"
Example = tuple[list[str], np.ndarray]

_NAME_LISTS = {"first": ("first_f", "first_m"), "last": ("last",), "city": ("city",)}
_NEGATIVE = (
    "acronym", "country", "device", "disease", "drug", "exam", "heading", "job", "latin", "organisation",
    "relative", "service", "starter", "symptom",
)  # fmt: skip
_CAPITALISED = ("country", "device", "drug", "heading", "latin", "starter")
_PARTICLES = frozenset(
    (
        "ben",
        "van",
        "der",
        "den",
        "des",
        "les",
        "del",
        "dos",
        "los",
        "las",
        "sur",
        "the",
        "von",
        "ould",
        "sous",
    )
)
_GROUPS, _HIGHEST = 24, 0.99  # of the calibration
#: Scores near 1 drawn apart, since findings round theirs.
_SPREAD = [[0.0, 0.5, 0.9, 0.99, 0.999, 0.9999, 1.0], [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0]]
_WARM, _COLD = 1.0, 0.05  # share of the learning rate at the start and at the end


def members(lists: Lists) -> dict[str, set[str]]:
    """The folded words of every set of the gazetteer."""
    sets: dict[str, set[str]] = {name: set() for name in SETS}
    for origin in people():
        _add(sets["first"], (*origin["f"], *origin["m"]))
        _add(sets["last"], origin["last"])
    _add(sets["city"], words()["city"])
    for name, keys in _NAME_LISTS.items():
        for key in keys:
            _add(sets[name], lists.extra.get(key, ()))
    sets["common"] = (
        ordinary_words() | {fold(word) for word in ordinary()} | {fold(word) for word in lists.common}
    )
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


def to_example(note: dict[str, Any]) -> Example:
    """Words and tag numbers of a gold note; labels that the tagger does not know are O."""
    text = note["text"]
    places = spans(text)
    tags = np.zeros(len(places), dtype=np.int64)
    gold = [s for s in note["spans"] if s["label"] in LABELS]
    at = 0
    for span in gold:
        while at < len(places) and places[at][1] <= span["start"]:
            at += 1
        begins = True
        while at < len(places) and places[at][0] < span["end"]:
            tags[at] = TAGS.index(("B-" if begins else "I-") + span["label"])
            begins, at = False, at + 1
    return [text[a:b] for a, b in places], tags


class Features:
    """Rows of word features, computed once a word; each batch hides some of them."""

    def __init__(self, tagger: NameTagger, config: dict[str, Any]) -> None:
        self._tagger, self._config = tagger, config
        self._rows: dict[str, Words] = {}

    def batch(self, vocabulary: Sequence[str], rng: np.random.Generator) -> Words:
        new = [w for w in vocabulary if w not in self._rows]
        for word in new:
            self._rows[word] = look([word], self._tagger.filters)
        rows = [self._rows[w] for w in vocabulary]
        norm, flags = np.concatenate([r.norm for r in rows]), np.concatenate([r.flags for r in rows])
        norm[rng.random(len(rows)) < self._config["hide_form"]] = UNKNOWN
        flags[rng.random(len(rows)) < self._config["hide_sets"]] = 0
        counts, shape = np.concatenate([r.counts for r in rows]), np.concatenate([r.shape for r in rows])
        return Words(norm, np.concatenate([r.grams for r in rows]), counts, shape, flags)


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


def step(
    network: Network, features: Features, batch: list[Example], optimizer: Any, rng: np.random.Generator
) -> float:
    """One update; the mean loss of the batch."""
    index: dict[str, int] = {}
    gap = [-1] * network.depth
    order: list[int] = [*gap]
    gold = [0] * len(gap)
    for tokens, tags in batch:
        order += [*(index.setdefault(w, len(index)) for w in tokens), *gap]
        gold += [*tags.tolist(), *(0 for _ in gap)]
    places, targets = np.asarray(order), np.asarray(gold)
    real = places >= 0
    vectors, back_words = network.words.begin_update(features.batch(list(index), rng))
    rows = np.zeros((len(places), network.width), dtype="f")
    rows[real] = vectors[places[real]]
    scores, back_tags = network.tags.begin_update(rows)
    d_scores = scores.copy()
    d_scores[np.arange(len(targets)), targets] -= 1
    d_scores[~real] = 0
    d_rows = back_tags((d_scores / real.sum()).astype("f"))
    back_words(scatter(places[real], d_rows[real], len(vectors)))
    for half in (network.words, network.tags):
        half.finish_update(optimizer)
    return float(-np.log(scores[real, targets[real]] + 1e-9).mean())


def score(tagger: NameTagger, examples: list[Example]) -> dict[str, dict[str, float]]:
    """Token precision and recall per label."""
    right, found, gold = (dict.fromkeys(LABELS, 0) for _ in range(3))
    for i in range(0, len(examples), 64):
        batch = examples[i : i + 64]
        for (tokens, tags), entities in zip(batch, tagger.entities([e[0] for e in batch]), strict=True):
            guess = np.zeros(len(tokens), dtype=np.int64)
            for e in entities:
                guess[e.start : e.end] = LABELS.index(e.label) + 1
            truth = (tags + 1) // 2
            for n, label in enumerate(LABELS, 1):
                right[label] += int(((guess == n) & (truth == n)).sum())
                found[label] += int((guess == n).sum())
                gold[label] += int((truth == n).sum())
    return {
        label: {
            "precision": round(right[label] / max(found[label], 1), 4),
            "recall": round(right[label] / max(gold[label], 1), 4),
            "tokens": gold[label],
        }
        for label in LABELS
    }


def examples_of(n: int, seed: int, split: Any, lists: Lists) -> list[Example]:
    notes = generate(n, seed, split, extra=lists.extra, more=lists.themes)
    return [to_example(note) for note in notes]


def train(tagger: NameTagger, config: dict[str, Any], lists: Lists) -> None:
    """All epochs, each on new notes; a line of scores on held-out notes after each."""
    rng = np.random.default_rng(config["seed"])
    optimizer = Adam(config["learning_rate"], grad_clip=1.0, use_averages=False, L2=1e-5)
    features = Features(tagger, config)
    network = Network(config["width"], config["depth"])
    held_out = examples_of(1500, config["seed"], "dev", lists)
    started, done, total = time.time(), 0, 0
    for epoch in range(config["epochs"]):
        examples = examples_of(config["notes_per_epoch"], config["seed"] + epoch + 1, "train", lists)
        tokens = sum(len(e[0]) for e in examples)
        total = total or config["epochs"] * tokens // config["batch_tokens"]
        losses = []
        for batch in batches(examples, config["batch_tokens"], rng):
            cosine = (1 + math.cos(math.pi * min(done / total, 1.0))) / 2
            optimizer.learn_rate = config["learning_rate"] * (_COLD + (_WARM - _COLD) * cosine)
            losses.append(step(network, features, batch, optimizer, rng))
            done += 1
        tagger.weights = network.weights()
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


def run(out: Path, folder: Path | None) -> None:
    """Train the tagger into `out`. `folder`: public lists, if there are any."""
    config = tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8"))
    lists = read(folder) if folder else Lists()

    nlp = spacy.blank("fr", config={"nlp": {"tokenizer": {"@tokenizers": "viginote.tokenizer.v1"}}})
    tagger: Any = nlp.add_pipe("viginote_names", config={"floor": config["floor"]})
    folders = [GOLD, TRAINING, folder] if folder else [GOLD, TRAINING]
    lists.common.update(gold_words(folders))
    sets = members(lists)
    lists.themes.extend(gold_themes(folders, lambda name: fold(name) in sets["first"]))
    tagger.filters = build_filters(sets, config, shipped=False)
    train(tagger, config, lists)
    tagger.filters = build_filters(sets, config, shipped=True)
    tagger.forget()
    out.mkdir(parents=True, exist_ok=True)
    tagger.calibration = _SPREAD
    nlp.to_disk(out, exclude=["vocab"])
    notes = generate(6000, config["seed"] + 1, "dev")
    tagger.calibration = calibrate(out, notes)
    nlp.to_disk(out, exclude=["vocab"])
