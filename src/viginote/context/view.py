"""What the network sees of a note: the words around its mentions, and what the rules saw in them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viginote.assertion.engine import SIGNS, Reading
from viginote.sensitive.mention import Mention
from viginote.taxonomy import CATEGORIES, Assertion
from viginote.text import Note

#: The verdicts of the network in their order; None: the words do not mean it here.
VERDICTS: tuple[Assertion | None, ...] = (*Assertion, None)
#: The categories by number; 0 is a user's own.
CATEGORY_NUMBERS = {category: number for number, category in enumerate(CATEGORIES, 1)}

#: A line that breaks behind a comma ends nothing.
_TOKEN = re.compile(r"[^\W\d_]+'?|\d+|(?<!,)(?<!, )\n+|[^\w\s]|_")
#: How many characters on either side of a mention are seen.
_MARGIN = 180
#: Mentions further apart than this are seen in two windows: bounds what is held at once.
_LONGEST = 1200
#: Bits of what the rules say of a mention: its assertion, by what reason, through which cues; the last one
#: where they were not asked, since its words alone do not make it one.
EVIDENCE = len(Assertion) + 4 + SIGNS + 1
DOUBTFUL = 1 << EVIDENCE - 1
_REASONS = ("no cue", "the term itself decides")


@dataclass(frozen=True, slots=True)
class Target:
    """A mention to be judged: its number in the note, its first and last word in the window, its category by
    number, and the bits of what the rules say of it."""

    number: int
    first: int
    last: int
    category: int
    evidence: int


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a note. For each word: the folded word, its bits as a cue, the number of the category of
    the mention that it stands in (0: none; one more than `Target.category`)."""

    words: list[str]
    cues: list[int]
    mentions: list[int]
    targets: list[Target]


def windows(note: Note, mentions: Sequence[Mention], reading: Reading) -> Iterator[Window]:
    """The windows of a note that together hold all its mentions, each mention in one of them as a target.

    `reading`: what the rules say of the first of the mentions; the doubtful ones come behind those.
    """
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].end))
    starts = [clue.start for clue in reading.clues]
    for group in _groups(mentions, order):
        first, last = mentions[group[0]].start, max(mentions[i].end for i in group)
        start, end = max(0, first - _MARGIN), min(len(note.folded), last + _MARGIN)
        tokens = split(note.folded, start, end)
        window = _blank(note, tokens)
        begins, ends = [a for a, _ in tokens], [b for _, b in tokens]
        for clue in reading.clues[bisect_left(starts, start) : bisect_left(starts, end)]:
            for at in range(bisect_right(ends, clue.start), bisect_left(begins, clue.end)):
                window.cues[at] |= clue.senses.bits
        for i in group:
            mention = mentions[i]
            low, high = bisect_right(ends, mention.start), bisect_left(begins, mention.end) - 1
            if low > high:
                continue
            category = CATEGORY_NUMBERS.get(mention.category, 0)
            if i < len(reading.findings):
                window.mentions[low : high + 1] = [category + 1] * (high + 1 - low)
            window.targets.append(Target(i, low, high, category, _evidence(mention, reading, i)))
        if window.targets:
            yield window


def split(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of `folded[start:end]`, line breaks and signs among them, by their offsets."""
    return [match.span() for match in _TOKEN.finditer(folded, start, end)]


def _groups(mentions: Sequence[Mention], order: Sequence[int]) -> Iterator[list[int]]:
    """The mentions, in their order, by the window that they share."""
    group: list[int] = []
    for i in order:
        if group and mentions[i].end - mentions[group[0]].start > _LONGEST:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def _blank(note: Note, tokens: Sequence[tuple[int, int]]) -> Window:
    nothing = [0] * len(tokens)
    return Window([note.folded[a:b] for a, b in tokens], nothing, nothing.copy(), [])


_ASSERTIONS = tuple(Assertion)


def _evidence(mention: Mention, reading: Reading, number: int) -> int:
    """What the rules say of a mention, as bits; nothing where they were not asked."""
    if number >= len(reading.findings):
        return DOUBTFUL
    finding = reading.findings[number]
    assert finding.assertion is not None
    told = [finding.assertion is assertion for assertion in _ASSERTIONS]
    told += [finding.explain.reason == reason for reason in _REASONS]
    told += [mention.misspelt, ":" in mention.detector]
    bits = sum(1 << bit for bit, is_set in enumerate(told) if is_set)
    return bits | reading.signs[number] << len(told)
