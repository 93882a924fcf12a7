"""The same input, version and seed give the same bytes: twice, and for any number of workers."""

import json
from pathlib import Path
from typing import Any

import pytest

from viginote.batch import scan
from viginote.corpus.leaks import generate
from viginote.corpus.notes import generate as generate_notes
from viginote.exposure import measure

RUNS = [("first", 1), ("again", 1), ("two workers", 2), ("two workers again", 2)]


@pytest.fixture(scope="module")
def leak(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("leak")
    generate(folder, 400, 11, notes_share=0.3, forms=("csv", "sql"))
    return folder


@pytest.mark.parametrize("name", ["leak.csv", "leak.sql"])
def test_findings(leak: Path, tmp_path: Path, name: str) -> None:
    written = set()
    for run, processes in RUNS[::2] if name == "leak.sql" else RUNS:
        assert scan([leak / name], tmp_path / run, processes=processes).complete
        written.add((tmp_path / run / "findings.parquet").read_bytes())
    assert len(written) == 1
    assert len(written.pop()) > 5000


def timeless(content: Any) -> Any:
    """Without what tells how long it took."""
    if isinstance(content, dict):
        return {k: timeless(v) for k, v in content.items() if k not in ("seconds", "measured_on")}
    return [timeless(item) for item in content] if isinstance(content, list) else content


def test_exposure(leak: Path, tmp_path: Path) -> None:
    written = set()
    for run, processes in RUNS[1:3]:
        measure([str(leak / "leak.csv")], tmp_path / run, processes=processes)
        exposure = json.loads((tmp_path / run / "exposure.json").read_text(encoding="utf-8"))
        assert exposure["people"]["best"] > 300
        written.add(json.dumps(timeless(exposure)))
    assert len(written) == 1


def test_corpora(tmp_path: Path) -> None:
    for run in ("first", "again"):
        generate(tmp_path / run, 200, 3)
    names = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert len(names) > 3
    for name in names:
        first, again = ((tmp_path / run / name).read_bytes() for run in ("first", "again"))
        assert first == again, name
    assert list(generate_notes(50, seed=2)) == list(generate_notes(50, seed=2))
    assert list(generate_notes(50, seed=2)) != list(generate_notes(50, seed=3))
