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

    def margin(self, name: str, found: int, among: int, unlinked: int = 0) -> dict[str, int]:
        """`best`, `low` and `high` of a count of people, or of notes.

        `name`: the question. `found`: people of whom the scanner says it. `among`: people with a note.
        `unlinked`: notes of which nobody knows whose they are; each may be one more person.
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
        limit = max(among, found) + unlinked
        return {"best": found, "low": max(0, math.floor(low)), "high": min(limit, math.ceil(high + unlinked))}

    def bounds(self, name: str, found: int, among: int, unlinked: int = 0) -> dict[str, int]:
        """`low` and `high` alone, of a count that is told beside them."""
        margin = self.margin(name, found, among, unlinked)
        return {"low": margin["low"], "high": margin["high"]}


@dataclass(frozen=True, slots=True)
class Sampled:
    """A stratum: how many there are, how many were looked at, how many of these have it."""

    total: int
    looked_at: int
    hits: int


def stratified(strata: Sequence[Sampled], z: float = Z) -> tuple[float, float, float]:
    """How many of all strata have it: best, low, high.

    The distances of each stratum's Wilson bounds from its share, as a root of squares on either side (method
    of variance estimates recovery, Zou and Donner 2008), corrected for the part that was looked at. A stratum
    of which nothing was seen may hold all or none; the best guess takes it for empty.
    """
    seen = [s for s in strata if s.looked_at]
    unseen = sum(s.total for s in strata if not s.looked_at)
    best = sum(s.total * s.hits / s.looked_at for s in seen)
    below = above = 0.0
    for stratum in seen:
        share = stratum.hits / stratum.looked_at
        left = 1 - stratum.looked_at / stratum.total
        low, high = share, share
        if left > 0:
            low, high = wilson(stratum.hits / left, stratum.looked_at / left, z)
        below += (stratum.total * (share - low)) ** 2
        above += (stratum.total * (high - share)) ** 2
    # What was seen is sure, whatever the interval says.
    least = sum(s.hits for s in seen)
    most = sum(s.total - (s.looked_at - s.hits) for s in seen)
    return best, max(least, best - math.sqrt(below)), min(most, best + math.sqrt(above)) + unseen
