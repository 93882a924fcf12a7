"""No network: connections beyond this machine are refused for the whole test run (see guard/), and that
refusal works here, in processes that tests start, and in worker processes.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import network_guard
import pytest
from network_guard import LOG, NetworkRefused

#: Addresses and names set aside for documentation: nobody's (RFC 5737, RFC 3849, RFC 2606).
ELSEWHERE = ["192.0.2.1", "2001:db8::1", "viginote.example"]


@pytest.fixture
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A log of its own, so that what this test provokes is not taken for an attempt."""
    monkeypatch.setenv(LOG, str(tmp_path / "log"))
    return tmp_path / "log"


@pytest.mark.parametrize("host", ELSEWHERE)
def test_nothing_leaves_this_process(host: str, own_log: Path) -> None:
    with pytest.raises(NetworkRefused):
        socket.create_connection((host, 9), timeout=1)
    assert host in own_log.read_text(encoding="utf-8")


def test_no_datagram_leaves_this_process(own_log: Path) -> None:
    with pytest.raises(NetworkRefused), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.sendto(b"x", (ELSEWHERE[0], 9))
    assert ELSEWHERE[0] in own_log.read_text(encoding="utf-8")


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        for host in ("127.0.0.1", "localhost"):
            socket.create_connection((host, server.getsockname()[1]), timeout=5).close()


ATTEMPT = f"""
import socket
try:
    socket.create_connection(({ELSEWHERE[0]!r}, 9), timeout=1)
except PermissionError as error:
    print(type(error).__name__)
"""


def test_nothing_leaves_a_process_that_a_test_starts(own_log: Path) -> None:
    done = subprocess.run([sys.executable, "-c", ATTEMPT], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "NetworkRefused"
    assert ELSEWHERE[0] in own_log.read_text(encoding="utf-8")


def attempt(_: object) -> str:
    try:
        socket.create_connection((ELSEWHERE[0], 9), timeout=1)
    except PermissionError as error:
        return type(error).__name__
    return "connected"


def test_nothing_leaves_a_worker_process(own_log: Path) -> None:
    from loky import ProcessPoolExecutor

    with ProcessPoolExecutor(1) as pool:
        assert pool.submit(attempt, None).result() == "NetworkRefused"


def test_the_whole_run_is_under_guard() -> None:
    assert str(Path(network_guard.__file__).parent) in os.environ["PYTHONPATH"]
    assert LOG in os.environ
