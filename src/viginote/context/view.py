"""What the network sees of a note: the words around its mentions, what rules and tagger saw in them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viginote.assertion.reading import SIGNS, Reading
from viginote.sensitive.mention import Mention
from viginote.taxonomy import CATEGORIES, Assertion
from viginote.vectors import Floats

#: The verdicts of the network in their order; None: the words do not mean it here.
VERDICTS: tuple[Assertion | None, ...] = (*Assertion, None)
#: The categories by number; 0 is a user's own.
CATEGORY_NUMBERS = {category: number for number, category in enumerate(CATEGORIES, 1)}

#: A line that breaks behind a comma ends nothing; dots that lead to an answer are no words.
_TOKEN = re.compile(r"[^\W\d_]+'?|\d+|(?<!,)(?<!, )\n+|\.(?!\.{3})(?<!\.{4})|[^\w\s.]|_")
#: How many characters on either side of a mention are seen.
_MARGIN = 180
#: Mentions further apart than this are seen in two windows: bounds what is held at once.
_LONGEST = 1200
#: Bits of what the rules say of a mention: its assertion, by what reason, through which cues; the last one
#: where they were not asked, since its words alone do not make it one.
_RULES = len(Assertion) + 4 + SIGNS + 1
DOUBTFUL = 1 << _RULES - 1
#: The shares of the tagger for a mention that are told apart, a bit each, behind those of the rules.
_SHARES = (0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95)
EVIDENCE = _RULES + len(_SHARES)
#: The bits that do not come from the rules.
UNRULED = DOUBTFUL | ((1 << len(_SHARES)) - 1) << _RULES
_REASONS = ("no cue", "the term itself decides")


@dataclass(frozen=True, slots=True)
class View:
    """The words of a note, folded, where each begins and ends, and what the tagger says of them.

    `shares`: a row a word, the shares of no mention and of each category by its number.
    """

    words: list[str]
    begins: list[int]
    ends: list[int]
    shares: Floats

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The first word that ends behind `start`, and the first that does not begin before `end`."""
        return bisect_right(self.ends, start), bisect_left(self.begins, end)


@dataclass(frozen=True, slots=True)
class Target:
    """A mention to be judged: its number in the note, its first and last word in the window, its category by
    number, and the bits of what the rules and the tagger say of it."""

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


def windows(view: View, mentions: Sequence[Mention], reading: Reading) -> Iterator[Window]:
    """The windows of a note that together hold all its mentions, each mention in one of them as a target.

    `reading`: what the rules say of the first of the mentions; the doubtful ones come behind those.
    """
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].end))
    starts = [clue.start for clue in reading.clues]
    for group in _groups(mentions, order):
        first, last = mentions[group[0]].start, max(mentions[i].end for i in group)
        start, end = first - _MARGIN, last + _MARGIN
        at, behind = view.around(start, end)
        nothing = [0] * (behind - at)
        window = Window(view.words[at:behind], nothing, nothing.copy(), [])
        for clue in reading.clues[bisect_left(starts, start) : bisect_left(starts, end)]:
            low, high = view.around(clue.start, clue.end)
            for word in range(max(low, at), min(high, behind)):
                window.cues[word - at] |= clue.senses.bits
        for i in group:
            mention = mentions[i]
            low, high = view.around(mention.start, mention.end)
            if low >= high:
                continue
            category = CATEGORY_NUMBERS.get(mention.category, 0)
            if i < len(reading.findings):
                window.mentions[low - at : high - at] = [category + 1] * (high - low)
            evidence = _of_rules(mention, reading, i) | _of_tagger(view.shares[low:high, category], category)
            window.targets.append(Target(i, low - at, high - at - 1, category, evidence))
        if window.targets:
            yield window


def split(folded: str) -> list[tuple[int, int]]:
    """The words of a folded note, line breaks and signs among them, by their offsets."""
    return [match.span() for match in _TOKEN.finditer(folded)]


#: Square brackets, which the network hardly knows, are to it as round ones.
_ROUND = str.maketrans("[]", "()")


def seen(folded: str, places: Sequence[tuple[int, int]]) -> list[str]:
    """The words of a folded note at their places, as the network sees them.

    >>> seen("[vih]", split("[vih]"))
    ['(', 'vih', ')']
    """
    rounded = folded.translate(_ROUND)
    return [rounded[start:end] for start, end in places]


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


_ASSERTIONS = tuple(Assertion)


def _of_rules(mention: Mention, reading: Reading, number: int) -> int:
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


def _of_tagger(shares: Floats, category: int) -> int:
    """What the tagger says of a mention of that category, as bits; nothing of a user's own."""
    most = shares.max() if category else 0.0
    return sum(1 << _RULES + bit for bit, share in enumerate(_SHARES) if most >= share)
