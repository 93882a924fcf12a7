"""Intervals: how far a count may be from the truth.

Sources: Wilson 1927 for a share; the negative binomial for what a detector of known recall has missed;
Yan and Su 2010 for the stratified Wilson interval.
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
    """How good the scanner is at telling what a note says of its patient, measured on gold notes."""

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

    def people(self, name: str, found: int, with_notes: int, unlinked: int = 0) -> dict[str, int]:
        """`best`, `low` and `high` of a count of people.

        `found`: people of whom the scanner says it. `with_notes`: people with a note. `unlinked`: notes of
        which nobody knows whose they are; each may be one more person.
        Low: less the false alarms that the upper bound of their rate lets expect among the others.
        High: more those that the lower bound of recall lets expect to be missed, and the chance in both.
        """
        judged = self.judged.get(name, Judged(0, 0, 0, 0))
        false_rate = wilson(judged.fp, judged.fp + judged.tn)[1]
        false = min(found, false_rate * max(0, with_notes - found))
        recall = max(wilson(judged.tp, judged.tp + judged.fn)[0], 0.05)
        missed = (found + 1) * (1 - recall) / recall
        low = found - false - Z * math.sqrt(false)
        high = found + missed + Z * math.sqrt(missed / recall)
        limit = max(with_notes, found) + unlinked
        return {"best": found, "low": max(0, math.floor(low)), "high": min(limit, math.ceil(high + unlinked))}
