"""Intervals: how far a count may be from the truth.

Sources: Wilson 1927 for a share; the negative binomial for what a detector of known recall has missed;
Zou and Donner 2008 (MOVER) for the sum over strata.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from viginote.errors import ViginoteError

#: Two-sided 95 %.
Z = 1.959963984540054


def wilson(hits: float, trials: float, z: float = Z) -> tuple[float, float]:
    """The Wilson interval of a share; (0, 1) where nothing was tried."""
    if trials <= 0:
        return 0.0, 1.0
    share = hits / trials
    middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Judged:
    """Gold notes of one category: the note says it of its patient (`p`) or not (`n`), found (`t`) or not."""

    tp: int
    fp: int
    fn: int
    tn: int


@dataclass(frozen=True)
class Quality:
    """How good the scanner is at each question that is counted, measured on gold notes (quality.py)."""

    judged: Mapping[str, Judged]
    measured_on: Sequence[Mapping[str, Any]] = ()

    @classmethod
    def read(cls, path: Path | None = None) -> "Quality":
        """The figures shipped with the package, or those of a file that `exposure.quality` wrote."""
        place = path or files("viginote.exposure").joinpath("detector_quality.json")
        try:
            content = json.loads(place.read_text(encoding="utf-8"))
            judged = {name: Judged(**counts) for name, counts in content["judged"].items()}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ViginoteError(
                f"{place}: figures of the detector cannot be read ({type(error).__name__}); "
                "write them with: python -m viginote.exposure.quality"
            ) from None
        return cls(judged, content.get("measured_on", ()))

    def margin(self, name: str, found: int, among: int) -> dict[str, int]:
        """`best`, `low` and `high` of a count of people, or of notes.

        `name`: the question. `found`: people of whom the scanner says it. `among`: people with a note.
        Low: less the false alarms that the upper bound of their rate lets expect among the others.
        High: more those that the lower bound of recall lets expect to be missed, and the chance in both.
        """
        judged = self.judged.get(name, Judged(0, 0, 0, 0))
        false_rate = wilson(judged.fp, judged.fp + judged.tn)[1]
        false = min(found, false_rate * max(0, among - found))
        recall = max(wilson(judged.tp, judged.tp + judged.fn)[0], 0.05)
        missed = (found + 1) * (1 - recall) / recall
        low = found - false - Z * math.sqrt(false)
        high = found + missed + Z * math.sqrt(missed / recall)
        limit = max(among, found)
        return {"best": found, "low": max(0, math.floor(low)), "high": min(limit, math.ceil(high))}

    def bounds(self, name: str, found: int, among: int) -> dict[str, int]:
        """`low` and `high` alone, of a count that is told beside them."""
        margin = self.margin(name, found, among)
        return {"low": margin["low"], "high": margin["high"]}

    def people(self, name: str, known: int, nobodys: int, noted: int, unlinked: int) -> dict[str, int]:
        """`best`, `low` and `high` of people, where of some notes nobody knows whose they are.

        `known`: people of whom the scanner says it. `nobodys`: notes of nobody known that say it. `noted`:
        known people with a note. `unlinked`: all notes of nobody known. Each of these counts as one more
        person; at the least they are further notes of the known people, or all of one person.
        """
        everybody = self.margin(name, known + nobodys, noted + unlinked)
        return everybody | {"low": max(self.margin(name, known, noted)["low"], min(1, everybody["low"]))}

    def linked(self, name: str, known: int, nobodys: int, noted: int, unlinked: int) -> dict[str, int]:
        """`low` and `high` of known people of a kind, of whom those of the other notes may turn out to be."""
        high = self.margin(name, known + nobodys, noted + unlinked)["high"]
        return {"low": self.margin(name, known, noted)["low"], "high": high}


@dataclass(frozen=True, slots=True)
class Sampled:
    """A part of the notes: how many there are, how many were looked at, how many of these have it.

    `pool`, `pool_hits`: those looked at of all notes of this kind, from which the share of the others is
    taken; for the part of a practice, those of the whole leak. `expected`: the share where none was.
    """

    total: int
    looked_at: int
    hits: int
    pool: int
    pool_hits: int
    expected: float = 0.0


def stratified(parts: Sequence[Sampled], z: float = Z) -> tuple[float, float, float]:
    """How many of all parts have it: best, low, high.

    What was looked at is known. Of the rest of a part, the Wilson bounds of a share that so many trials told
    and that is to be met in so many more (1/n = 1/trials + 1/rest: the finite population corrected, and the
    chance of a small practice). Their distances from the share are joined over the parts as a root of squares
    on either side (method of variance estimates recovery, Zou and Donner 2008). A part of which nothing was
    seen may hold all or none.
    """
    best = unseen_low = unseen_high = below = above = 0.0
    least = most = 0
    for part in parts:
        rest = part.total - part.looked_at
        least, most = least + part.hits, most + part.hits + rest
        share = part.pool_hits / part.pool if part.pool else part.expected
        best += part.hits + rest * share
        if not part.pool:
            unseen_low, unseen_high = unseen_low + rest * share, unseen_high + rest * (1 - share)
        elif rest:
            trials = part.pool * rest / (part.pool + rest)
            low, high = wilson(share * trials, trials, z)
            below += (rest * (share - low)) ** 2
            above += (rest * (high - share)) ** 2
    low = max(least, best - math.sqrt(below) - unseen_low)
    high = min(most, best + math.sqrt(above) + unseen_high)
    return best, low, high
