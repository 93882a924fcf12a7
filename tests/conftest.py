"""Fixtures that several rooms share."""

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent / "trust" / "guard"))

import network_guard

from servers import MariaDB, Postgres, mariadb, postgres
from viginote.cli import main

#: The same inputs at every run: a red test stays red. benchmarks/fuzz.py looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

network_guard.install()
_paths = (str(Path(network_guard.__file__).parent), os.environ.get("PYTHONPATH"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, _paths))


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """No test reaches beyond this machine, nor any Python process that it starts."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as log:
        os.environ[network_guard.LOG] = log.name
        yield
        del os.environ[network_guard.LOG]
        refused = log.read()
    assert not refused, f"something tried to leave this machine: {refused}"


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


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs a command as the terminal would: (exit status, standard output, standard error)."""

    def call(*arguments: object, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["viginote", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call
