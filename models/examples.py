"""Synthetic notes as the name tagger learns and is judged on them: words, and a tag for each."""

from typing import Any

import numpy as np

from lists import Lists
from viginote.corpus.notes import generate
from viginote.corpus.vocabulary import Split
from viginote.names.tagger import LABELS, TAGS, NameTagger
from viginote.names.tokens import spans

Example = tuple[list[str], np.ndarray]


def examples_of(n: int, seed: int, split: Split, lists: Lists) -> list[Example]:
    """So many notes of a split, drawn from the project's vocabulary and the lists."""
    return [to_example(note) for note in generate(n, seed, split, extra=lists.extra, more=lists.themes)]


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
