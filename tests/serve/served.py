"""The application behind a real server, in a thread."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from viginote import Scanner
from viginote.redaction import Keys
from viginote.serve import Limits, make_app

TOKEN = "t" * 16


@contextmanager
def served(token: str | None, keys: Keys | None = None, seconds: float = 30.0) -> Iterator[str]:
    """The address of a running application that takes 5,000 bytes at a time."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = make_app(Scanner(), keys, token, Limits(max_bytes=5000, seconds=seconds))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join()
