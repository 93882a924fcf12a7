"""An exposure to report on: the figures of a small generated leak, told by hand where that matters."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "exposure"))

from gold_scanner import GoldScanner

from viginote.corpus.leaks import generate
from viginote.corpus.leaks.people import REFERENCE
from viginote.exposure import Quality, measure
from viginote.exposure.margins import Judged


@pytest.fixture(scope="session")
def exposure(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("report")
    generate(folder, 1500, seed=21, practices=30, notes_share=0.2)
    quality = Quality({"core": Judged(190, 3, 10, 797)})
    return measure(
        [folder / "leak.csv"], folder / "out", processes=1, on=REFERENCE, quality=quality,
        make_scanner=partial(GoldScanner, folder / "notes.jsonl"),
    )  # fmt: skip


@pytest.fixture
def changed(exposure: dict[str, Any]) -> dict[str, Any]:
    """A copy that a test may change."""
    copy: dict[str, Any] = json.loads(json.dumps(exposure))
    return copy
