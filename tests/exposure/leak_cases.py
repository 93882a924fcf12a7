"""Leaks of known truth and what was measured of them."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gold_scanner import GoldScanner

from viginote.corpus.leaks import generate
from viginote.corpus.leaks.people import REFERENCE
from viginote.exposure import Quality, measure
from viginote.exposure.margins import Judged
from viginote.exposure.quality import measure_quality

#: Faults of the stand-in scanner: share of notes missed, share of clean notes with a false alarm.
MISSED, FALSE = 0.06, 0.002


@dataclass(frozen=True)
class Measured:
    """A leak, its truth, and what was measured of it."""

    leak: Path
    out: Path
    truth: dict[str, Any]
    exposure: dict[str, Any]


def scanner(leak: Path) -> "partial[GoldScanner]":
    return partial(GoldScanner, leak / "notes.jsonl", MISSED, FALSE)


def quality(leak: Path) -> Quality:
    """Measured with the same faults on the comments of another leak, as one measures on a gold set."""
    judged = measure_quality([leak / "notes.jsonl"], scanner(leak)().scan_many)["judged"]
    return Quality({name: Judged(**counts) for name, counts in judged.items()})


def measured_leak(folder: Path, quality: Quality, name: str, **options: Any) -> Measured:
    leak, out = folder / "leak", folder / "out"
    truth = generate(leak, **options)
    exposure = measure(
        [leak / name], out, processes=1, on=REFERENCE, quality=quality, make_scanner=scanner(leak)
    )
    return Measured(leak, out, truth, exposure)
