"""The steps in their order, over one note or many."""

from collections.abc import Sequence
from dataclasses import dataclass

from viginote.assertion import cues, enumerations, hits, subject, verdict
from viginote.assertion.cues import Clue
from viginote.assertion.scenes import Case, Scene, scenes
from viginote.findings import Finding
from viginote.sensitive.mention import Mention
from viginote.text import Note

#: How many bits the signs of a mention take: each kind of cue before it, behind it, and carried to it.
SIGNS = 3 * len(cues.KINDS)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules make of a note.

    `findings`: one for each mention, with its assertion and its explanation. `signs`: for each mention, which
    kinds of cues reach it, as bits (see `SIGNS`). `of_patient`: the numbers of the mentions before which what
    looks like a relative is not spoken of ("père de 3 enfants", "fils du stérilet"). `shielded`: those beside
    which stands what only looks like a denial or a doubt ("VIH non contrôlé"). `clues`: those of all
    sentences that hold a mention, with their offsets in the note, in order.
    """

    findings: list[Finding]
    signs: list[int]
    of_patient: frozenset[int]
    shielded: frozenset[int]
    clues: list[Clue]


def qualify(note: Note, mentions: Sequence[Mention]) -> list[Finding]:
    """The mentions as findings with their assertion and its explanation, in the order given."""
    return read(note, mentions).findings


def read(note: Note, mentions: Sequence[Mention]) -> Reading:
    """The note read by rules. Raises nothing: any mentions, in any order, may overlap."""
    return read_all([note], [mentions])[0]


def read_all(notes: Sequence[Note], mentions: Sequence[Sequence[Mention]]) -> list[Reading]:
    """The same for each of many notes: step by step, so that its patterns stay in the processor's cache."""
    staged = [list(scenes(note, of_note)) for note, of_note in zip(notes, mentions, strict=True)]
    for of_note in staged:
        for scene in of_note:
            hits.examine(scene)
            enumerations.carry(scene)
    return [_judged(of_note, len(told)) for of_note, told in zip(staged, mentions, strict=True)]


def _judged(scenes: Sequence[Scene], count: int) -> Reading:
    """What is said of the mentions, so many, of the scenes of a note."""
    verdicts: dict[int, tuple[Finding, int]] = {}
    clues: list[Clue] = []
    of_patient: set[int] = set()
    shielded: set[int] = set()
    for scene in scenes:
        clues += (Clue(scene.start + c.start, scene.start + c.end, c.senses) for c in scene.clues)
        pseudo = [clue for clue in scene.clues if clue.senses.is_pseudo]
        for case in scene.cases:
            place = _place(scene, case)
            verdicts[case.number] = verdict.finding(case, scene, subject.of(place)), _signs(case)
            if subject.is_of_patient(place):
                of_patient.add(case.number)
            if hits.is_shielded(scene.masked, case, pseudo):
                shielded.add(case.number)
    told = [verdicts[i] for i in range(count)]
    findings, signs = [finding for finding, _ in told], [signs for _, signs in told]
    return Reading(findings, signs, frozenset(of_patient), frozenset(shielded), clues)


def _place(scene: Scene, case: Case) -> subject.Place:
    return subject.Place(
        scene.text,
        scene.masked,
        scene.clues,
        case.start,
        case.end,
        case.traits,
        scene.heading,
        scene.told_of,
        scene.before,
        scene.gender,
    )


def _signs(case: Case) -> int:
    bits = 0
    for hit in case.hits:
        group = 2 if hit.carried else 0 if hit.before else 1
        bits |= 1 << (group * len(cues.KINDS) + cues.KINDS.index(hit.cue.kind))
    return bits
