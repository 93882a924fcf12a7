"""Every mention read once more: whether the words mean it here at all, and what is said of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from viginote.assertion import Reading
from viginote.context.forward import Forward
from viginote.context.view import VERDICTS, windows
from viginote.findings import Explanation, Finding
from viginote.sensitive import Found
from viginote.shipped import ModelMissing, model_folder
from viginote.taxonomy import CATEGORIES, Assertion
from viginote.text import Note
from viginote.vectors import Floats

#: The weights of the network in the folder of the model.
WEIGHTS = "weights.npz"
#: The folder of the model.
MODEL = "fr_context"
# Chosen on gold sets (benchmarks/quality.py): high, since lexicons and rules, which give their reasons, are
# right more often than not.
#: From this share on the words are held to mean something else.
_NO_MENTION = 0.6
#: From this share on words that say it in some contexts only are held to say it.
_A_MENTION = 0.85
#: How much likelier than what the rules say another assertion must be.
_CLEARLY = 10.0


def read(notes: Sequence[Note], found: Sequence[Found], readings: Sequence[Reading]) -> list[list[Finding]]:
    """The findings of each note. `readings`: what the rules say of the sure mentions.

    Of these, those that mean something else here are left out, and those of which the words around them say
    something else are told so; of the doubtful ones, those are findings that the words around them make so.
    Raises ModelMissing where the model is not there.
    """
    seen = [
        [*windows(note, [*of_note.sure, *of_note.doubtful], reading)]
        for note, of_note, reading in zip(notes, found, readings, strict=True)
    ]
    laid = [window for of_note in seen for window in of_note]
    shares = iter(_network()(laid) if laid else ())
    told = []
    for of_note, of_found, reading in zip(seen, found, readings, strict=True):
        numbers = [target.number for window in of_note for target in window.targets]
        judged: _Judged = dict(zip(numbers, islice(shares, len(numbers)), strict=True))
        told.append([*_sure(of_found, reading, judged), *_doubtful(of_found, judged)])
    return told


#: By the number of a mention, the shares of the verdicts.
_Judged = dict[int, Floats]


def _sure(found: Found, reading: Reading, judged: _Judged) -> Iterator[Finding]:
    for number, (mention, finding) in enumerate(zip(found.sure, reading.findings, strict=True)):
        if number not in judged or finding.label not in CATEGORIES:
            yield finding  # of no word, or of a user's own category
        elif mention.own or judged[number][-1] <= _NO_MENTION:
            yield _told(finding, judged[number], number in reading.of_patient)


def _told(finding: Finding, shares: Floats, of_patient: bool) -> Finding:
    """The finding, with another assertion where that is clearly likelier."""
    best = int(shares[:-1].argmax())
    by_rules = VERDICTS.index(finding.assertion)
    is_clear = best != by_rules and shares[best] > _CLEARLY * shares[by_rules]
    if not is_clear or (of_patient and VERDICTS[best] is Assertion.FAMILY):
        return finding
    return replace(finding, assertion=VERDICTS[best], explain=_explained(best, finding.explain.term))


def _doubtful(found: Found, judged: _Judged) -> Iterator[Finding]:
    for number, mention in enumerate(found.doubtful, len(found.sure)):
        shares = judged.get(number)
        if shares is not None and 1 - shares[-1] > _A_MENTION:
            best = int(shares[:-1].argmax())
            explain = _explained(best, mention.term)
            score = round(float(1 - shares[-1]), 2)
            yield Finding(
                mention.start,
                mention.end,
                mention.category,
                score,
                mention.detector,
                VERDICTS[best],
                explain,
            )


def _explained(verdict: int, term: str | None) -> Explanation:
    who = "somebody else" if VERDICTS[verdict] is Assertion.FAMILY else "patient"
    return Explanation("the words around it, as learnt", term, None, who)


@cache
def _network() -> Forward:
    return load(model_folder(MODEL, Path(__file__).parent))


def load(folder: Path) -> Forward:
    """The network whose weights lie in `folder`. Raises ModelMissing when they cannot be read."""
    try:
        with np.load(folder / WEIGHTS) as weights:
            return Forward(dict(weights))
    except (OSError, ValueError, KeyError) as error:
        raise ModelMissing.unreadable(folder, error) from None
