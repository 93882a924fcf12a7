"""Fixtures that several rooms share."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from servers import MariaDB, Postgres, mariadb, postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A running PostgreSQL server; the test is skipped where none is installed."""
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[MariaDB]:
    """A running MariaDB server; the test is skipped where none is installed."""
    with mariadb() as server:
        yield server
