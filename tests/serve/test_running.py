"""The server as a process: it answers, it says nothing of what it is sent, and it stops when told to."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

SECRET = "Zorglubine"


class Running:
    """`viginote serve` on a free port, its words kept in a file."""

    def __init__(self, said: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.said = said
        with said.open("wb") as out:
            self.process = subprocess.Popen(
                [Path(sys.executable).with_name("viginote"), "serve", "--port", str(self.port)],
                stdout=out,
                stderr=out,
            )

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", body, {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()

    def wait(self) -> None:
        """Until it listens."""
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                assert self.process.poll() is None, "it ended at once"
                time.sleep(0.1)
            else:
                return
        raise AssertionError("it does not listen")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    server = Running(tmp_path / "said")
    try:
        server.wait()
        yield server
    finally:
        server.process.kill()
        server.process.wait()


def test_it_answers_says_nothing_and_stops(running: Running) -> None:
    note = f"Mme {SECRET}, VIH+"
    status, answer = running.post("/redact", json.dumps({"texts": [note]}).encode())
    assert (status, json.loads(answer)) == (200, {"texts": ["Mme [PERSON], VIH+"]})
    for body in (f'{{"texts": "{SECRET}"}}', f'{{"{SECRET}"', f'{{"texts": ["{SECRET}"], "policy": 1}}'):
        status, answer = running.post("/redact", body.encode())
        assert status == 422
        assert SECRET.encode() not in answer
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(timeout=60) == 0
    assert running.said.read_bytes() == b""
