"""Leaks measured once for all tests of the room."""

import pytest
from leak_cases import Measured, measured_leak, quality

from viginote.corpus.leaks import generate
from viginote.exposure import Quality


@pytest.fixture(scope="session")
def reference_quality(tmp_path_factory: pytest.TempPathFactory) -> Quality:
    folder = tmp_path_factory.mktemp("reference")
    generate(folder, 2000, seed=99, notes_share=0.9, forms=("notes",))
    return quality(folder)


@pytest.fixture(scope="session")
def dump(tmp_path_factory: pytest.TempPathFactory, reference_quality: Quality) -> Measured:
    """20,000 people of 12 practices, 21 % duplicates, as an SQL dump of two tables."""
    folder = tmp_path_factory.mktemp("dump")
    return measured_leak(
        folder, reference_quality, "leak.sql", people=20_000, seed=11, practices=12, notes_share=0.06
    )


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory, reference_quality: Quality) -> Measured:
    """3,000 people as one cp1252 table."""
    folder = tmp_path_factory.mktemp("table")
    return measured_leak(
        folder, reference_quality, "leak.csv", people=3000, seed=12, practices=6, notes_share=0.1
    )


@pytest.fixture(params=["dump", "table"])
def measured(request: pytest.FixtureRequest) -> Measured:
    result = request.getfixturevalue(request.param)
    assert isinstance(result, Measured)
    return result
