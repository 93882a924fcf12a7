"""Every mention read once more: whether the words mean it here at all, and what is said of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from viginote.assertion import Reading
from viginote.assertion.forms import SIGNS
from viginote.context import tagger
from viginote.context.forward import Forward
from viginote.context.tagger import Tagger
from viginote.context.view import VERDICTS, View, windows
from viginote.findings import Explanation, Finding
from viginote.sensitive import Found, extent
from viginote.sensitive.mention import Mention
from viginote.shipped import ModelMissing, model_folder
from viginote.taxonomy import CATEGORIES, Assertion
from viginote.text import Note
from viginote.vectors import Floats, Weights

T = TypeVar("T")

#: The weights of the network, and of the tagger, in the folder of the model.
WEIGHTS, TAGGER_WEIGHTS = "weights.npz", "tagger.npz"
#: The folder of the model.
_MODEL = "fr_context"
# Chosen on gold sets (benchmarks/quality.py).
#: From this share on the words are held to mean something else.
_NO_MENTION = 0.4
#: From this share on words that say it in some contexts only are held to say it, and those that the tagger
#: marks; and from this share of the tagger.
_A_MENTION, _A_TAGGED_MENTION, _TAGGED = 0.65, 0.65, 0.7
#: How much likelier than what the rules say another assertion must be: rules give their reasons, and with
#: less what is said of a mention hangs more on the words of a neighbouring line. What clears the patient, a
#: denial or a relative, must be likelier still.
_CLEARLY, _CLEARLY_CLEARED = 2.0, 5.0
_FAMILY = frozenset({Assertion.FAMILY})
#: What a pseudo-cue beside a mention excludes.
_SHIELDED = frozenset({Assertion.NEGATED, Assertion.HYPOTHETICAL})


def read(notes: Sequence[Note], found: Sequence[Found], readings: Sequence[Reading]) -> list[list[Finding]]:
    """The findings of each note. `readings`: what the rules say of the sure mentions.

    Of these, those that mean something else here are left out, and those of which the words around them say
    something else are told so; of the doubtful ones, and of those that the tagger sees, those are findings
    that the words around them make so. Raises ModelMissing where the model is not there.
    """
    views = _tagger().views(notes)
    found = [with_tagged(of_note, view) for of_note, view in zip(found, views, strict=True)]
    seen = [
        [*windows(view, [*of_note.sure, *of_note.doubtful], reading)]
        for view, of_note, reading in zip(views, found, readings, strict=True)
    ]
    laid = [window for of_note in seen for window in of_note]
    shares = iter(_network()(laid) if laid else ())
    told = []
    for of_note, of_found, reading in zip(seen, found, readings, strict=True):
        numbers = [target.number for window in of_note for target in window.targets]
        judged: _Judged = dict(zip(numbers, islice(shares, len(numbers)), strict=True))
        told.append([*_sure(of_found, reading, judged), *_doubtful(of_found, judged)])
    return told


def with_tagged(found: Found, view: View) -> Found:
    """What the lexicons found, and as doubtful what the tagger sees beside it and outside their traps."""
    tagged = (m for m in tagger.mentions(view) if not found.traps.hold(m.start, m.end, m.category))
    others = extent.beside(sorted([*found.sure, *found.doubtful], key=_place), tagged)
    return found._replace(doubtful=[*found.doubtful, *others])


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


#: By the number of a mention, the shares of the verdicts.
_Judged = dict[int, Floats]


def _sure(found: Found, reading: Reading, judged: _Judged) -> Iterator[Finding]:
    for number, (mention, finding) in enumerate(zip(found.sure, reading.findings, strict=True)):
        if number not in judged or finding.label not in CATEGORIES:
            yield finding  # of no word, or of a user's own category
        elif mention.own or judged[number][-1] <= _NO_MENTION:
            yield _told(finding, judged[number], _excluded(number, reading))


def _excluded(number: int, reading: Reading) -> frozenset[Assertion]:
    """What the words right beside a mention say is not so."""
    of_patient = _FAMILY if number in reading.of_patient else frozenset()
    return of_patient | _SHIELDED if number in reading.shielded else of_patient


def _told(finding: Finding, shares: Floats, excluded: frozenset[Assertion]) -> Finding:
    """The finding, with another assertion where that is clearly likelier and no cue leaves no doubt."""
    best = int(shares[:-1].argmax())
    by_rules = VERDICTS.index(finding.assertion)
    clears = VERDICTS[best] in (Assertion.NEGATED, Assertion.FAMILY)
    bound = _CLEARLY_CLEARED if clears else _CLEARLY
    is_clear = best != by_rules and shares[best] > bound * shares[by_rules]
    is_sure = finding.explain.cue in SIGNS or (VERDICTS[best] is Assertion.HISTORY and _dates_back(finding))
    if not is_clear or is_sure or VERDICTS[best] in excluded:
        return finding
    return replace(finding, assertion=VERDICTS[best], explain=_explained(best, finding.explain.term))


def _dates_back(finding: Finding) -> bool:
    """Whether a year says since when what lasts is there: "VIH 1994"."""
    cue = finding.explain.cue or ""
    return finding.assertion is Assertion.AFFIRMED and cue.endswith(("<year>", "<year>)"))


def _doubtful(found: Found, judged: _Judged) -> Iterator[Finding]:
    for number, mention in enumerate(found.doubtful, len(found.sure)):
        shares = judged.get(number)
        if shares is not None and _is_told(mention, float(1 - shares[-1])):
            best = int(shares[:-1].argmax())
            explain = _explained(best, mention.term or None)
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


def _is_told(mention: Mention, share: float) -> bool:
    """Whether a doubtful mention is one, by the share that the network gives it."""
    if mention.detector == tagger.DETECTOR:
        return mention.score > _TAGGED and share > _A_TAGGED_MENTION
    return share > _A_MENTION


def _explained(verdict: int, term: str | None) -> Explanation:
    who = "somebody else" if VERDICTS[verdict] is Assertion.FAMILY else "patient"
    return Explanation("the words around it, as learnt", term, None, who)


def folder() -> Path:
    """Where the shipped model lies. Raises ModelMissing where it is not there."""
    return model_folder(_MODEL, Path(__file__).parent)


@cache
def _network() -> Forward:
    return load(folder(), WEIGHTS, Forward)


@cache
def _tagger() -> Tagger:
    return load(folder(), TAGGER_WEIGHTS, Tagger)


def load(folder: Path, name: str, kind: Callable[[Weights], T]) -> T:
    """The network of a kind whose weights lie in `folder` under a name.

    Raises ModelMissing when they cannot be read.
    """
    try:
        with np.load(folder / name) as weights:
            return kind(dict(weights))
    except (OSError, ValueError, KeyError) as error:
        raise ModelMissing.unreadable(folder, error) from None
