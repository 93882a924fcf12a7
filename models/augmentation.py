"""The examples of the context room changed each time they are learnt from: joined, broken anew, framed.

So that the network learns that little hangs on what stands beside a note, and on where its lines end.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from context_examples import Example
from viginote.context.view import Window

#: What stands between two notes put together.
_BETWEEN = (["\n"], ["."], ["\n", "\n"], [])
#: What may stand before the first word of a note.
_BEFORE = (["-"], ["\n"], ["*"], [":"])


def joined(notes: Sequence[Example], share: float, rng: random.Random) -> list[Example]:
    """The examples in a new order, a share of them put together two by two.

    So it is learnt that the words of one say nothing of the mentions of the other.
    """
    left = rng.sample(notes, len(notes))
    out = []
    while left:
        first = left.pop()
        if left and rng.random() < share and len(first.window.words) + len(left[-1].window.words) < 150:
            first = _join(first, left.pop(), rng.choice(_BETWEEN))
        out.append(first)
    return out


def _join(first: Example, second: Example, between: list[str]) -> Example:
    a, b = first.window, second.window
    nothing = [0] * len(between)
    at = len(a.words) + len(between)
    moved = [replace(t, first=t.first + at, last=t.last + at) for t in b.targets]
    window = Window(
        [*a.words, *between, *b.words],
        [*a.cues, *nothing, *b.cues],
        [*a.mentions, *nothing, *b.mentions],
        [*a.targets, *moved],
    )
    return Example(window, first.verdicts + second.verdicts, first.trusts + second.trusts)


def relined(example: Example, config: dict[str, Any], rng: random.Random) -> Example:
    """The example as another hand breaks its lines: what is said hangs little on that."""
    if rng.random() >= config["reline"]:
        return example
    old = example.window
    new = Window([], [], [], [])
    moved: list[int] = []  # where each word stands now
    for at, word in enumerate(old.words):
        moved.append(len(new.words))
        is_break = word[0] == "\n"
        if not (is_break and rng.random() < config["break_dropped"]):
            _put(new, word, old.cues[at], old.mentions[at])
        follows = old.words[at + 1 : at + 2] not in ([], ["\n"])
        if word == "." and follows and rng.random() < config["break_added"]:
            _put(new, "\n", 0, 0)
    new.targets.extend(replace(t, first=moved[t.first], last=moved[t.last]) for t in old.targets)
    return example._replace(window=new)


def _put(window: Window, word: str, cues: int, mention: int) -> None:
    window.words.append(word)
    window.cues.append(cues)
    window.mentions.append(mention)


def framed(example: Example, beside: Sequence[list[str]], share: float, rng: random.Random) -> Example:
    """The example with a note that mentions nothing before or behind it, or a sign before it, or as it is."""
    if rng.random() >= share:
        return example
    words = rng.choice((*_BEFORE, *rng.sample(beside, 2 * len(_BEFORE))))
    nothing = [0] * len(words)
    other = Example(Window(words, nothing, nothing.copy(), []), [], [])
    if words in _BEFORE:
        return _join(other, example, [])
    first, second = (other, example) if rng.random() < 0.5 else (example, other)
    return _join(first, second, rng.choice(_BETWEEN))
