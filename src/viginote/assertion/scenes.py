"""The sentences of a note that hold a mention, made ready: its mentions blotted out, the cues found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from viginote.assertion import cues, forms, headings, patient, results, scope, sentences
from viginote.assertion.cues import Clue, Cue
from viginote.assertion.natures import natures
from viginote.sensitive.mention import Mention
from viginote.taxonomy import Means
from viginote.text import Note

#: How far before a sentence (characters) the relative is looked for of whom it goes on to tell.
_ABOVE = 200


class Hit(NamedTuple):
    """A cue that reaches a mention.

    `carried`: through an enumeration, so that a cue of its own beats it. `inside`: among the mention's words.
    """

    cue: Cue
    before: bool
    carried: bool = False
    inside: bool = False


@dataclass(slots=True)
class Case:
    """A mention under examination: its number in the note, where it stands in its sentence, what reaches it.

    `traits`: its category and its natures.
    """

    mention: Mention
    number: int
    start: int
    end: int
    traits: frozenset[str]
    hits: list[Hit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence: where it starts, its folded text, that with mentions masked and forms read, clues, cases.

    `led`: the cues that what introduces it says of each item of a list. `heading`: that of a family history
    that it stands under, or None. `told_of`: the relative whom its line opens with, or None. `before`: what
    stands before it. `gender`: the patient's.
    """

    start: int
    text: str
    masked: str
    clues: list[Clue]
    cases: list[Case]
    led: tuple[Cue, ...]
    heading: str | None
    told_of: str | None
    before: str
    gender: patient.Gender | None


class _Whole(NamedTuple):
    """What a note says as a whole: the patient's gender, and whether it is a form with boxes."""

    gender: patient.Gender | None
    has_boxes: bool


def scenes(note: Note, mentions: Sequence[Mention]) -> Iterator[Scene]:
    """The sentences that hold a mention, in order; each mention is a case of one of them."""
    if not mentions:
        return
    starts = sentences.bounds(note.folded, note.text)
    whole = _Whole(patient.gender(note.folded), forms.has_boxes(note.folded))
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].end))
    for (start, end), group in groupby(order, lambda i: sentences.around(starts, mentions[i].start)):
        numbers = list(group)
        last = max(mentions[i].end for i in numbers)
        # Where a mention runs over the end of its line, the answer stands behind it.
        behind = min(last + scope.REST, sentences.around(starts, last - 1)[1]) if last > end else end
        text = note.folded[start:behind]
        cases = [_case(mentions[i], i, start, text) for i in numbers]
        yield _scene(note, start, text, cases, whole)


def _case(mention: Mention, number: int, offset: int, text: str) -> Case:
    start, end = mention.start - offset, mention.end - offset
    drug = {"drug"} if mention.detector.endswith(f":{Means.DRUG}") else set()
    return Case(mention, number, start, end, natures(text[start:end]) | {mention.category} | drug)


def _scene(note: Note, start: int, text: str, cases: list[Case], whole: _Whole) -> Scene:
    masked = results.read(_mask(text, cases), ((case.end, case.traits) for case in cases))
    masked = forms.read(masked, whole.has_boxes)
    return Scene(
        start,
        text,
        masked,
        _clues(text, masked, cases),
        cases,
        _led(headings.lead_in(note.folded, start)),
        headings.family_history(note.folded, start),
        headings.told_of(note.folded, start),
        note.folded[max(0, start - _ABOVE) : start],
        whole.gender,
    )


def _mask(text: str, cases: list[Case]) -> str:
    """The text with each mention blotted out, so that its words are no cue for others."""
    pieces = []
    at = 0
    for case in cases:
        if case.end > at:
            pieces += [text[at : case.start], "\x01" * (case.end - max(at, case.start))]
            at = case.end
    return "".join([*pieces, text[at:]])


def _clues(text: str, masked: str, cases: list[Case]) -> list[Clue]:
    """The cues between the mentions and those within each, by their start."""
    clues = [*cues.find(masked, 0, len(masked))]
    for case in cases:
        inside = cues.within(text[case.start : case.end])
        clues += (Clue(case.start + c.start, case.start + c.end, c.senses) for c in inside)
    return sorted(clues, key=lambda clue: clue.start)


def _led(lead_in: str) -> tuple[Cue, ...]:
    """The cues that end what introduces a list and reach through it: "Conduite à tenir :"."""
    *_, last = (None, *cues.find(lead_in, 0, len(lead_in)))
    if last is None or last.end < len(lead_in.rstrip(" :")):
        return ()
    return tuple(cue for cue in last.senses.before if cue.reach in scope.GOES_THROUGH)
