"""The server as a process: it answers, it says nothing of what it is sent, and it stops when told to."""

import http.client
import json
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

SECRET = "Zorglubine"


class Running:
    """`viginote serve` with `options` on a free port, its words kept in a file."""

    def __init__(self, said: Path, *options: object) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.said = said
        with said.open("wb") as out:
            self.process = subprocess.Popen(
                [
                    Path(sys.executable).with_name("viginote"),
                    "serve",
                    "--port",
                    str(self.port),
                    *map(str, options),
                ],
                stdout=out,
                stderr=out,
            )

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


@contextmanager
def running(said: Path, *options: object) -> Iterator[Running]:
    """A server that listens, and is gone afterwards."""
    server = Running(said, *options)
    try:
        server.wait()
        yield server
    finally:
        server.process.kill()
        server.process.wait()


def post(
    url: str, body: bytes, token: str | None = None, tls: ssl.SSLContext | None = None
) -> tuple[int, bytes]:
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    if token is not None:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=60, context=tls) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine signed with its own key, and that key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "server.pem", folder / "server.key"
    paths[0].write_bytes(signed.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return paths


def test_it_answers_says_nothing_and_stops(tmp_path: Path) -> None:
    note = f"Mme {SECRET}, VIH+"
    with running(tmp_path / "said") as server:
        url = f"http://127.0.0.1:{server.port}/redact"
        status, answer = post(url, json.dumps({"texts": [note]}).encode())
        assert (status, json.loads(answer)) == (200, {"texts": ["Mme [PERSON], VIH+"]})
        for body in (f'{{"texts": "{SECRET}"}}', f'{{"{SECRET}"', f'{{"texts": ["{SECRET}"], "policy": 1}}'):
            status, answer = post(url, body.encode())
            assert status == 422
            assert SECRET.encode() not in answer
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=60) == 0
        assert server.said.read_bytes() == b""


def test_outside_loopback_it_answers_over_tls_to_the_token_alone(tmp_path: Path) -> None:
    pem, key = certificate(tmp_path)
    token = "Zorglub-" * 3
    (tmp_path / "token").write_text(token + "\n")
    files = ("--token-file", tmp_path / "token", "--certificate", pem, "--private-key", key)
    trusting = ssl.create_default_context(cafile=pem)
    body = json.dumps({"texts": ["Mme DURAND"]}).encode()
    with running(tmp_path / "said", "--host", "0.0.0.0", *files) as server:
        url = f"https://localhost:{server.port}/redact"
        assert post(url, body, token, trusting) == (200, b'{"texts":["Mme [PERSON]"]}')
        assert post(url, body, None, trusting)[0] == 401
        assert post(url, body, token[:-1], trusting)[0] == 401
        with pytest.raises(urllib.error.URLError, match="certificate verify failed"):
            post(url, body, token, ssl.create_default_context())
        with pytest.raises((urllib.error.URLError, ConnectionError, http.client.HTTPException)):
            post(url.replace("https", "http"), body, token)
        assert server.said.read_bytes() == b""


def test_what_is_no_certificate_is_told(tmp_path: Path) -> None:
    pem, key = certificate(tmp_path)
    pem.write_text("no certificate", encoding="ascii")
    server = Running(tmp_path / "said", "--certificate", pem, "--private-key", key)
    assert server.process.wait(timeout=60) == 2
    said = server.said.read_text(encoding="utf-8")
    assert said == f"viginote: {pem}, {key}: not a certificate and its private key in PEM\n"
