# ruff: noqa: E501 (one case a line)
"""Database servers for tests: started from the system's packages, on loopback, and stopped again.

Nothing is downloaded and nothing of the system's own servers is touched. Where a package is missing,
the tests that need it are skipped with its name.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

_WAIT = 60.0


@dataclass(frozen=True)
class Postgres:
    """A running PostgreSQL server."""

    bin: Path
    port: int

    def run(self, program: str, *arguments: str, stdin: bytes | None = None) -> bytes:
        """The output of a client program against this server; fails the test where it fails."""
        command = [str(self.bin / program), "-h", "127.0.0.1", "-p", str(self.port), "-U", "vigi", *arguments]
        done = subprocess.run(
            command, input=stdin, capture_output=True, env=_clean_environment(), check=False
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout

    def sql(self, database: str, statement: str) -> str:
        """What a statement prints, unaligned, without headers."""
        return self.run(
            "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement
        ).decode()

    def made(self, database: str, statement: str) -> str:
        """The URL of a new database in which a statement was run."""
        self.run("createdb", database)
        self.sql(database, statement)
        return self.url(database)

    def load(self, database: str, dump: bytes) -> None:
        """Create a database from a plain dump; the first error fails the test."""
        self.run("createdb", database)
        self.run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, stdin=dump)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://vigi@127.0.0.1:{self.port}/{database}"


@dataclass(frozen=True)
class MariaDB:
    """A running MariaDB server."""

    bin: Path
    port: int

    def run(self, program: str, *arguments: str, stdin: bytes | None = None) -> bytes:
        """The output of a client program against this server; fails the test where it fails."""
        options = ["--no-defaults", "-h", "127.0.0.1", "-P", str(self.port), "-u", "vigi", "-pvigi"]
        command = [str(self.bin / program), *options, "--protocol=tcp", *arguments]
        done = subprocess.run(
            command, input=stdin, capture_output=True, env=_clean_environment(), check=False
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout

    def sql(self, database: str, statement: str) -> str:
        """What a statement prints, tab-separated, without headers."""
        arguments = ("--default-character-set=utf8mb4", "-N", "-B", "-r", "-e", statement, database)
        return self.run("mariadb", *arguments).decode()

    def load(self, database: str, dump: bytes) -> None:
        """Create a database from a plain dump; the first error fails the test."""
        self.sql("", f"CREATE DATABASE {database} CHARACTER SET utf8mb4")
        self.run("mariadb", "--default-character-set=utf8mb4", database, stdin=dump)

    def url(self, database: str) -> str:
        return f"mysql+pymysql://vigi:vigi@127.0.0.1:{self.port}/{database}"


def _clean_environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "MYSQL", "MARIADB"))}
    return {**kept, "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _unprivileged(*names: str) -> str | None:
    """A user to run a server as where the tests run as root: servers refuse to."""
    if os.geteuid() != 0:
        return None
    for name in (*names, "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    pytest.skip("missing: an unprivileged user to run a database server as")


@contextmanager
def _folder(user: str | None) -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="vigi-"))
    try:
        if user:
            shutil.chown(path, user)
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _running(
    command: list[str], user: str | None, folder: Path, port: int, stop: signal.Signals
) -> Iterator[None]:
    """A server for as long as it is needed. `stop`: what ends it without waiting for its clients to go."""
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command, stdout=log, stderr=log, user=user, cwd=folder, env=_clean_environment()
        )
        try:
            _wait_for(port, server, folder / "log")
            yield
        finally:
            server.send_signal(stop)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + _WAIT
    while time.monotonic() < end and server.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    pytest.fail(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server with an empty cluster."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3].split(".")[0])
    )
    if not found:
        pytest.skip("missing: PostgreSQL (Debian package postgresql)")
    programs = found[-1].parent
    user = _unprivileged("postgres")
    with _folder(user) as folder:
        data = folder / "data"
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "vigi", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"],
            check=True, capture_output=True, user=user, cwd=folder, env=_clean_environment(),
        )  # fmt: skip
        port = _free_port()
        settings = ["fsync=off", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]
        command = [str(programs / "postgres"), "-D", str(data), "-p", str(port)]
        command += [part for setting in settings for part in ("-c", setting)]
        with _running(command, user, folder, port, signal.SIGINT):
            server = Postgres(programs, port)
            _retry(lambda: server.sql("postgres", "SELECT 1"))
            yield server


@contextmanager
def mariadb() -> Iterator[MariaDB]:
    """A MariaDB server with an empty data folder and a user `vigi`."""
    server_program = shutil.which("mariadbd") or shutil.which("mariadbd", path="/usr/sbin:/usr/bin")
    installer = shutil.which("mariadb-install-db")
    if not server_program or not installer:
        pytest.skip("missing: MariaDB (Debian package mariadb-server)")
    user = _unprivileged("mysql")
    with _folder(user) as folder:
        data = folder / "data"
        subprocess.run(
            [installer, "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal"]
            + ([f"--user={user}"] if user else []),
            check=True, capture_output=True, cwd=folder, env=_clean_environment(),
        )  # fmt: skip
        start = folder / "start.sql"
        # One statement a line: more than one on a line is an error that the server does not report.
        start.write_text(
            "CREATE USER vigi@'127.0.0.1' IDENTIFIED BY 'vigi';\nGRANT ALL ON *.* TO vigi@'127.0.0.1';\n"
        )
        start.chmod(0o644)
        port = _free_port()
        command = [
            server_program, "--no-defaults", f"--datadir={data}", f"--socket={folder}/s", f"--port={port}",
            "--bind-address=127.0.0.1", "--skip-name-resolve", f"--init-file={start}", f"--pid-file={folder}/pid",
            "--max-allowed-packet=64M",
        ]  # fmt: skip
        with _running(command, user, folder, port, signal.SIGTERM):
            server = MariaDB(Path(shutil.which("mariadb") or "/usr/bin/mariadb").parent, port)
            _retry(lambda: server.sql("", "SELECT 1"))
            yield server


def _retry(action: object) -> None:
    end = time.monotonic() + _WAIT
    while True:
        try:
            action()  # type: ignore[operator]
        except AssertionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return
