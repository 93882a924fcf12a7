"""Starts the server: loopback by default, any other address only with a token and TLS."""

import ipaddress
import os
import socket
import ssl
from contextlib import suppress
from pathlib import Path

import uvicorn

from viginote.errors import ViginoteError
from viginote.redaction import Keys
from viginote.scanner import Scanner
from viginote.serve.api import Limits, make_app

_SHORTEST_TOKEN = 16


def serve(
    scanner: Scanner,
    host: str = "127.0.0.1",
    port: int = 8750,
    *,
    keys: Keys | None = None,
    token_file: Path | None = None,
    certificate: Path | None = None,
    private_key: Path | None = None,
    limits: Limits | None = None,
) -> None:
    """Serve until told to stop; requests under way are answered first. Bodies and paths are not logged.

    The token is read from `token_file`, else from VIGINOTE_TOKEN. Errors: ViginoteError where another
    address than loopback is asked for without token, certificate and private key.
    """
    token = read_token(token_file)
    if not _is_loopback(host) and None in (token, certificate, private_key):
        raise ViginoteError(
            f"--host {host}: outside loopback, a token (--token-file or VIGINOTE_TOKEN) and TLS "
            "(--certificate and --private-key) are needed"
        )
    if (certificate is None) != (private_key is None):
        raise ViginoteError("TLS needs both --certificate and --private-key")
    config = uvicorn.Config(
        make_app(scanner, keys, token, limits),
        access_log=False,
        log_level="critical",  # a traceback may quote what was sent
        ssl_certfile=certificate,
        ssl_keyfile=private_key,
        timeout_graceful_shutdown=30,
        server_header=False,
    )
    try:
        config.load()
    except ssl.SSLError:
        raise ViginoteError(
            f"{certificate}, {private_key}: not a certificate and its private key in PEM"
        ) from None
    with _listen(host, port) as listener, suppress(KeyboardInterrupt):
        uvicorn.Server(config).run([listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror.partition(" (")[0] if error.strerror else type(error).__name__
        raise ViginoteError(f"{host}:{port}: {reason}; choose another --port or --host") from None


def read_token(file: Path | None) -> str | None:
    """The token of `file`, else of VIGINOTE_TOKEN, else None; ViginoteError where it is too short."""
    token = os.environ.get("VIGINOTE_TOKEN") if file is None else file.read_text(encoding="utf-8").strip()
    if token is not None and len(token) < _SHORTEST_TOKEN:
        place = "VIGINOTE_TOKEN" if file is None else str(file)
        raise ViginoteError(f"{place}: a token has at least {_SHORTEST_TOKEN} characters")
    return token


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
