"""Refuses every connection and every look-up of a name beyond this machine.

`install` works in this process; `sitecustomize` beside this file does it in every Python process that a test
starts, since PYTHONPATH names this folder. What is refused is also written to a file, so that an attempt
whose error somebody swallows is noticed all the same.
"""

import os
import socket
import sys
from pathlib import Path
from typing import Any

LOG = "VIGINOTE_TESTS_NETWORK_LOG"
_OWN = {"", "localhost", "::1", "0.0.0.0", "::", socket.gethostname()}


class NetworkRefused(PermissionError):
    """A test tried to leave this machine."""


def install() -> None:
    """Refuse from now on. An audit hook cannot be taken out again, by nobody."""
    sys.addaudithook(_hear)


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    if not _is_own(host):
        _refuse(event, host)


def _is_own(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else "" if host is None else str(host)
    return name in _OWN or name.startswith(("127.", "::ffff:127."))


def _refuse(event: str, host: object) -> None:
    if log := os.environ.get(LOG):
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{event} {host}\n")
    raise NetworkRefused(f"{event}: {host} is not this machine")
