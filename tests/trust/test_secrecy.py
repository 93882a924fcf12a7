"""No scanned value gets out: every command runs on a leak of known values, with faults injected, and
everything it leaves behind (folders, temporary files, caches, checkpoints, terminal) is searched for them.

`text` shows its note on purpose, and so does `evaluate --errors`; `corpus` writes what nobody ever said;
what `redact` and `restore` write is judged by its free text alone.
"""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
from leaks import PEOPLE, Leak, Search, in_comments, make_leak, planted_rows

from viginote.cli import app
from viginote.redaction import Keys
from viginote.redaction.keys import Purpose

HERE = Path(__file__).parent


class Outcome(NamedTuple):
    """What a command did: exit status (negative: a signal), and what it said."""

    status: int
    said: bytes


class Terminal:
    """A place to run commands in, with a home, a temporary folder and a working folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        environment = {
            **os.environ,
            "PYTHONPATH": f"{HERE}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
            "OMP_NUM_THREADS": "1",
        }
        self._driver = subprocess.Popen(
            [sys.executable, str(HERE / "driver.py")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        self._answer()
        self.new()

    def _answer(self) -> dict[str, int]:
        assert self._driver.stdout is not None
        answer: dict[str, int] = json.loads(self._driver.stdout.readline())
        return answer

    def new(self) -> None:
        """Empty all folders that a command may write to."""
        for name in ("home", "tmp", "cwd", "said"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
            (self.folder / name).mkdir(parents=True)

    @property
    def out(self) -> Path:
        """A path for what a command writes."""
        return self.folder / "cwd" / "out"

    def run(
        self, *argv: object, fault: str = "", file_bytes: int = 0, out: str | None = None, **env: str
    ) -> Outcome:
        """Run a command. `file_bytes`: no file may grow beyond; `out`: file for standard output."""
        said = [self.folder / "said" / name for name in ("out", "err")]
        order = {
            "argv": [str(a) for a in argv],
            "env": {
                "HOME": str(self.folder / "home"), "TMPDIR": str(self.folder / "tmp"),
                "XDG_CACHE_HOME": str(self.folder / "home" / ".cache"), **env,
            },
            "cwd": str(self.folder / "cwd"),
            "out": out or str(said[0]),
            "err": str(said[1]),
            "fault": fault,
            "file_bytes": file_bytes,
        }  # fmt: skip
        assert self._driver.stdin is not None
        self._driver.stdin.write(json.dumps(order) + "\n")
        self._driver.stdin.flush()
        status = self._answer()["status"]
        return Outcome(status, b"".join(path.read_bytes() for path in said if path.exists()))

    def close(self) -> None:
        assert self._driver.stdin is not None
        self._driver.stdin.close()
        self._driver.wait(timeout=30)


@pytest.fixture(scope="module")
def leak(tmp_path_factory: pytest.TempPathFactory) -> Leak:
    return make_leak(tmp_path_factory.mktemp("leak"))


@pytest.fixture(scope="module")
def shared_terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path_factory.mktemp("terminal"))
    yield terminal
    terminal.close()


@pytest.fixture
def terminal(shared_terminal: Terminal) -> Terminal:
    shared_terminal.new()
    return shared_terminal


def assert_silent(terminal: Terminal, search: Search, outcome: Outcome, *, but: tuple[str, ...] = ()) -> None:
    """Nothing that the command said or left behind holds a value, nothing looks like a traceback, and what it
    wrote is for its owner only.

    `but`: files that may hold values, since that is what they are for.
    """
    assert b"Traceback" not in outcome.said, outcome.said.decode()
    assert not search.in_bytes(outcome.said), outcome.said.decode()
    found = search.in_folder(terminal.folder)
    assert not {name: values for name, values in found.items() if name not in but}
    written = [path for path in (terminal.out, *terminal.out.rglob("*")) if path.exists()]
    assert not [path for path in written if path.stat().st_mode & 0o077]


def test_the_search_finds_what_is_there(leak: Leak) -> None:
    assert set(leak.search.in_folder(leak.folder)) == {
        "leak.csv", "leak.sql", "leak.jsonl", "leak.parquet", "leak.csv.gz",
    }  # fmt: skip
    for row in planted_rows():
        assert row["commentaire"] in leak.search.values
        assert row["nom"] in leak.search.in_bytes(f"<td>{row['nom'].lower()}</td>".encode("utf-16-le"))
    assert "06 39 98 77 01" in leak.search.in_bytes(b"tel=0639987701") | {"06 39 98 77 01"}
    assert leak.search.in_bytes(b"tel=0639987701") == {"0639987701"}
    assert not leak.search.in_bytes(b"nothing of anybody")


def test_a_value_that_gets_out_is_noticed(terminal: Terminal, leak: Leak) -> None:
    outcome = terminal.run(
        "scan", leak.folder / "leak.csv", "-o", terminal.out, "-j1", fault="prints_the_note"
    )
    assert outcome.status == 0
    assert leak.search.in_bytes(outcome.said)
    assert leak.search.in_folder(terminal.folder)


COVERED = {"scan", "redact", "restore", "profile", "exposure", "evaluate", "key", "audit"}
SHOWS_ON_PURPOSE = {"text", "corpus"}
#: It runs until it is stopped: tests/serve/test_running.py.
ELSEWHERE = {"serve"}


def test_every_command_is_thought_of() -> None:
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert commands <= COVERED | SHOWS_ON_PURPOSE | ELSEWHERE


@pytest.mark.parametrize("name", ["leak.csv", "leak.sql", "leak.jsonl", "leak.parquet", "leak.csv.gz"])
def test_scan(terminal: Terminal, leak: Leak, name: str) -> None:
    outcome = terminal.run("scan", leak.folder / name, "-o", terminal.out, "-j1")
    assert outcome.status == 0, outcome.said.decode()
    assert {path.name for path in terminal.out.iterdir()} == {"findings.parquet", "summary.json"}
    assert_silent(terminal, leak.search, outcome)


def test_scan_of_a_folder_by_workers(terminal: Terminal, leak: Leak) -> None:
    outcome = terminal.run("scan", leak.folder, "-o", terminal.out, "-j2", "--json")
    assert outcome.status == 0, outcome.said.decode()
    summary = json.loads(outcome.said)
    comments = sum(bool(row["commentaire"]) for row in leak.rows)
    assert summary["records"]["total"] == 5 * len(leak.rows) + comments  # the dump holds comments in a table
    assert_silent(terminal, leak.search, outcome)


FAULTS = [
    ("scanner_quotes_the_note", "-j1", 3, b"could not be scanned"),
    ("scanner_out_of_memory", "-j1", 3, b"could not be scanned"),
    ("reader_quotes_the_line", "-j1", 3, b"internal fault: ValueError at faults.py"),
    ("worker_killed", "-j2", 3, b"a worker process was killed"),
    ("interrupted", "-j1", 3, b"interrupted; run the same command again to continue"),
]


@pytest.mark.parametrize(("fault", "processes", "status", "message"), FAULTS)
@pytest.mark.parametrize("command", ["scan", "redact", "exposure"])
def test_faults(
    terminal: Terminal, leak: Leak, command: str, fault: str, processes: str, status: int, message: bytes
) -> None:
    source = leak.folder / "leak.csv"
    outcome = terminal.run(command, source, "-o", terminal.out, processes, fault=fault)
    assert (outcome.status, message in outcome.said) == (status, True), outcome.said.decode()
    assert_silent(terminal, leak.search, outcome, but=("cwd/out",) if command == "redact" else ())


#: What cuts a command short: fault, workers, bytes beyond which no file may grow.
CUT_SHORT = [
    ("worker_killed", "-j2", 0),
    ("interrupted", "-j1", 0),
    ("interrupted_beside_workers", "-j2", 0),
    ("killed_after_the_first_save", "-j1", 0),
    ("killed_after_the_first_save", "-j2", 0),
    ("", "-j1", 4096),
]


@pytest.mark.parametrize(("fault", "processes", "file_bytes"), CUT_SHORT)
def test_a_scan_cut_short_goes_on_and_loses_nothing(
    terminal: Terminal, leak: Leak, tmp_path: Path, fault: str, processes: str, file_bytes: int
) -> None:
    source, findings = leak.folder / "leak.csv", terminal.out / "findings.parquet"
    assert terminal.run("scan", source, "-o", tmp_path, "-j1").status == 0
    command = ("scan", source, "-o", terminal.out, processes)
    cut = terminal.run(*command, fault=fault, file_bytes=file_bytes)
    assert cut.status in (2, 3, -9), cut.said.decode()
    assert not findings.exists()
    assert_silent(terminal, leak.search, cut)
    whole = terminal.run(*command)
    assert whole.status == 0, whole.said.decode()
    assert findings.read_bytes() == (tmp_path / "findings.parquet").read_bytes()
    assert {path.name for path in terminal.out.iterdir()} == {"findings.parquet", "summary.json"}
    assert_silent(terminal, leak.search, whole)


@pytest.mark.parametrize(("fault", "file_bytes"), [("killed_while_counting", 0), ("", 16_384)])
def test_a_measuring_cut_short_leaves_hashes_only_and_goes_on(
    terminal: Terminal, leak: Leak, fault: str, file_bytes: int
) -> None:
    source, hashed = leak.folder / "leak.csv", terminal.out / ".hashed"
    assert terminal.run("scan", source, "-o", terminal.out, "-j1").status == 0
    command = ("exposure", source, "-o", terminal.out, "-j1")
    cut = terminal.run(*command, fault=fault, file_bytes=file_bytes)
    assert (cut.status, hashed.exists()) == ((-9, True) if fault else (3, False)), cut.said.decode()
    assert (b"no room left" in cut.said) is not bool(fault)
    assert not (terminal.out / "exposure.json").exists()
    assert_silent(terminal, leak.search, cut)
    whole = terminal.run(*command)
    assert whole.status == 0, whole.said.decode()
    assert not hashed.exists()
    exposure = json.loads((terminal.out / "exposure.json").read_text(encoding="utf-8"))
    assert exposure["records"]["total"] == len(leak.rows)
    assert_silent(terminal, leak.search, whole)


@pytest.mark.parametrize("fault", ["worker_killed", "interrupted"])
def test_a_redaction_cut_short_leaves_nothing_and_is_done_anew(
    terminal: Terminal, leak: Leak, tmp_path: Path, fault: str
) -> None:
    source, whole = leak.folder / "leak.csv", tmp_path / "whole.csv"
    assert terminal.run("redact", source, "-o", whole, "-j1").status == 0
    cut = terminal.run(
        "redact", source, "-o", terminal.out, "-j2" if "worker" in fault else "-j1", fault=fault
    )
    assert cut.status == 3, cut.said.decode()
    assert list((terminal.folder / "cwd").iterdir()) == []
    assert terminal.run("redact", source, "-o", terminal.out, "-j1").status == 0
    assert terminal.out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("command", ["scan", "redact", "exposure", "profile"])
def test_a_full_disk_is_one_clear_line(terminal: Terminal, leak: Leak, command: str) -> None:
    options = ("-j1",) if command != "profile" else ()
    outcome = terminal.run(command, leak.folder / "leak.csv", "-o", terminal.out, *options, file_bytes=512)
    assert outcome.status in (2, 3), outcome.said.decode()
    assert b"internal fault" not in outcome.said
    assert outcome.said.count(b"\n") == 1
    left = [
        p for p in (terminal.folder / "cwd").rglob("*") if p.is_file() and not p.name.startswith(".scan-")
    ]
    assert not left
    assert_silent(terminal, leak.search, outcome)


def test_a_disk_that_is_full_before_a_sqlite_copy_is_whole(
    terminal: Terminal, leak: Leak, tmp_path: Path
) -> None:
    source = tmp_path / "leak.db"
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("CREATE TABLE t (note TEXT)")
        connection.executemany("INSERT INTO t VALUES (?)", [(row["commentaire"],) for row in leak.rows])
        connection.commit()
    outcome = terminal.run("redact", source, "-o", terminal.out, "-j1", file_bytes=4096)
    assert outcome.status == 2, outcome.said.decode()
    assert outcome.said.decode() == f"viginote: {terminal.out}: cannot be written (Input/output error)\n"
    assert list((terminal.folder / "cwd").iterdir()) == []
    assert_silent(terminal, leak.search, outcome)


@pytest.mark.parametrize("command", ["scan", "redact", "exposure", "profile"])
def test_a_folder_that_cannot_be_written(terminal: Terminal, leak: Leak, command: str) -> None:
    blocked = terminal.folder / "cwd" / "file"
    blocked.write_text("in the way")
    outcome = terminal.run(command, leak.folder / "leak.csv", "-o", blocked / "below")
    assert outcome.status == 2, outcome.said.decode()
    assert outcome.said.count(b"\n") == 1
    assert_silent(terminal, leak.search, outcome)


@pytest.mark.parametrize("command", ["scan", "exposure"])
def test_a_terminal_that_cannot_be_written(terminal: Terminal, leak: Leak, command: str) -> None:
    outcome = terminal.run(command, leak.folder / "leak.csv", "-o", terminal.out, "-j1", out="/dev/full")
    assert outcome.status == 3
    assert_silent(terminal, leak.search, outcome)


@pytest.mark.parametrize("command", ["scan", "exposure", "redact"])
@pytest.mark.parametrize("option", [("--column", "commentaires")], ids=["wrong column"])
def test_a_wrong_column(terminal: Terminal, leak: Leak, command: str, option: tuple[str, str]) -> None:
    outcome = terminal.run(command, leak.folder / "leak.csv", "-o", terminal.out, *option)
    assert outcome.status == 2, outcome.said.decode()
    assert_silent(terminal, leak.search, outcome)


def damaged(leak: Leak, folder: Path) -> dict[str, Path]:
    """The leak, cut short, with bytes that do not decode, scrambled, or without its header."""
    sql, plain = (leak.folder / "leak.sql").read_bytes(), (leak.folder / "leak.csv").read_bytes()
    parquet = (leak.folder / "leak.parquet").read_bytes()
    packed = (leak.folder / "leak.csv.gz").read_bytes()
    contents = {
        "cut.sql": sql[: sql.index(b"COPY public.commentaires") + 400],
        "bytes.sql": sql.replace("é".encode(), b"\xe9\xff"),
        "quotes.csv": plain.replace(b";0", b';"0', 9),
        "headless.csv": plain[plain.index(b"\n") + 1 :],
        "cut.parquet": parquet[: len(parquet) // 2],
        "scrambled.parquet": parquet[:400] + bytes(b ^ 0x5A for b in parquet[400:900]) + parquet[900:],
        "cut.csv.gz": packed[: len(packed) * 2 // 3],
        "lines.jsonl": (leak.folder / "leak.jsonl").read_bytes().replace(b'": "', b'": ', 5),
        "words.csv": "".join(
            f"{row['nom']};{row['prenom']};{row['commentaire']}\n" for row in planted_rows()
        ).encode(),
        "short.csv": "".join(f"{last};{first};OH sevré\n" for last, first, *_ in PEOPLE).encode(),
        "words.txt": "\n".join(row["commentaire"] for row in planted_rows()).encode(),
    }
    paths = {name: folder / name for name in contents}
    for name, content in contents.items():
        paths[name].write_bytes(content)
    return paths


DAMAGED = [
    ("cut.sql", (0, 3)), ("bytes.sql", (3,)), ("quotes.csv", (3,)), ("headless.csv", (0, 3)),
    ("cut.parquet", (2,)), ("scrambled.parquet", (0, 2, 3)), ("cut.csv.gz", (3,)), ("lines.jsonl", (3,)),
    ("words.csv", (0,)), ("short.csv", (0,)), ("words.txt", (0,)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "statuses"), DAMAGED)
@pytest.mark.parametrize("command", ["scan", "profile", "exposure"])
def test_damaged_sources(
    terminal: Terminal, leak: Leak, tmp_path: Path, command: str, name: str, statuses: tuple[int, ...]
) -> None:
    path = damaged(leak, tmp_path)[name]
    options = ("-j1",) if command != "profile" else ()
    outcome = terminal.run(command, path, "-o", terminal.out, *options)
    assert outcome.status in (*statuses, 2), outcome.said.decode()
    assert_silent(terminal, leak.search, outcome)


def test_profile(terminal: Terminal, leak: Leak) -> None:
    for options in ((), ("--json",), ("-o", terminal.out)):
        outcome = terminal.run("profile", leak.folder / "leak.sql", *options)
        assert outcome.status == 0, outcome.said.decode()
        assert_silent(terminal, leak.search, outcome)


def test_exposure(terminal: Terminal, leak: Leak) -> None:
    outcome = terminal.run("exposure", leak.folder / "leak.csv", "-o", terminal.out, "-j1", "--json")
    assert outcome.status == 0, outcome.said.decode()
    assert (terminal.out / "report.html").exists()
    assert_silent(terminal, leak.search, outcome)


def test_exposure_with_identities_and_a_copy(terminal: Terminal, leak: Leak, tmp_path: Path) -> None:
    Keys.generate().write(tmp_path / "key")
    source = leak.folder / "leak.csv"
    options = ["--compare", source, "--identities", "--key-file", tmp_path / "key"]
    outcome = terminal.run("exposure", source, "-o", terminal.out, "-j1", *options)
    assert outcome.status == 0, outcome.said.decode()
    assert (terminal.out / "identities.csv").exists()
    assert_silent(terminal, leak.search, outcome)


def test_identities_without_a_key(terminal: Terminal, leak: Leak) -> None:
    outcome = terminal.run("exposure", leak.folder / "leak.csv", "-o", terminal.out, "-j1", "--identities")
    assert outcome.status == 2
    assert b"no key was given" in outcome.said
    assert not terminal.out.exists()


def test_audit(terminal: Terminal, leak: Leak) -> None:
    """The sheet shows what stands around a mention, that being its purpose, but nobody's identifiers."""
    source, sheet, but = leak.folder / "leak.csv", terminal.out / "audit.csv", ("cwd/out/audit.csv",)
    assert terminal.run("exposure", source, "-o", terminal.out, "-j1").status == 0
    drawn = terminal.run("audit", terminal.out)
    assert drawn.status == 0, drawn.said.decode()
    assert_silent(terminal, leak.search, drawn, but=but)
    shown = sheet.read_text(encoding="utf-8-sig")
    assert "séropositive" in shown
    assert not [value for value in in_comments() if value in shown]
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    for decision, status in (("ok", 0), (leak.rows[-1]["commentaire"], 2)):
        with sheet.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, lines[0], delimiter=";")
            writer.writeheader()
            writer.writerows({**line, "decision": decision} for line in lines)
        read = terminal.run("audit", terminal.out)
        assert read.status == status, read.said.decode()
        assert_silent(terminal, leak.search, read, but=but)


def test_a_key_stands_in_its_file_alone(terminal: Terminal, leak: Leak, tmp_path: Path) -> None:
    file, source = tmp_path / "key", leak.folder / "leak.csv"
    said = [terminal.run("key", file).said, terminal.run("key", file).said]
    assert b"never overwritten" in said[1] or b"cannot be made" in said[1]
    keys = Keys.read(file)
    secret = {b64decode(file.read_bytes()), keys.key(), *(keys.subkey(purpose) for purpose in Purpose)}
    forms = {form for key in secret for form in (key, key.hex().encode(), b64encode(key).rstrip(b"="))}
    for command, *options in (
        ("scan",),
        ("redact", "--policy", "encrypt"),
        ("redact", "--policy", "surrogate"),
        ("exposure", "--identities"),
    ):
        terminal.new()
        keyed = terminal.run(command, source, "-o", terminal.out, "-j1", "--key-file", file, *options)
        assert keyed.status == 0, keyed.said.decode()
        said.append(keyed.said)
        said += [path.read_bytes() for path in terminal.folder.rglob("*") if path.is_file()]
    assert file.read_bytes().rstrip(b"=\n") in forms
    assert not [form for form in forms for text in said if form in text]


def comments(path: Path) -> list[str]:
    with path.open(encoding="cp1252", newline="") as file:
        return [row["commentaire"] for row in csv.DictReader(file, delimiter=";")]


@pytest.mark.parametrize("policy", ["default", "strict", "encrypt", "surrogate"])
def test_redact_takes_identifiers_out_of_free_text(
    terminal: Terminal, leak: Leak, tmp_path: Path, policy: str
) -> None:
    key = tmp_path / "key"
    Keys.generate().write(key)
    options = ("--policy", policy, "--key-file", key)
    outcome = terminal.run("redact", leak.folder / "leak.csv", "-o", terminal.out, "-j1", *options)
    assert outcome.status == 0, outcome.said.decode()
    left = comments(terminal.out)
    assert len(left) == len(leak.rows)
    for text in left[-len(PEOPLE) :]:
        assert not [value for value in in_comments() if value.lower() in text.lower()], text
    assert terminal.out.stat().st_mode & 0o777 == 0o600
    assert_silent(terminal, leak.search, outcome, but=("cwd/out",))


def test_restore(terminal: Terminal, leak: Leak, tmp_path: Path) -> None:
    right, wrong, redacted = tmp_path / "right", tmp_path / "wrong", tmp_path / "redacted.csv"
    for key in (right, wrong):
        Keys.generate().write(key)
    options = ("--policy", "encrypt", "--key-file", right)
    assert terminal.run("redact", leak.folder / "leak.csv", "-o", redacted, "-j1", *options).status == 0
    refused = terminal.run("restore", redacted, "-o", terminal.out, "--key-file", wrong)
    assert refused.status == 2
    assert refused.said.count(b"\n") == 1
    assert not terminal.out.exists()
    assert_silent(terminal, leak.search, refused)
    tampered = tmp_path / "tampered.csv"
    tampered.write_bytes(
        re.sub(
            rb"(\[vg1\w?:[^\]]{30})([^\]])",
            lambda m: m[1] + (b"A" if m[2] != b"A" else b"B"),
            redacted.read_bytes(),
        )
    )
    assert tampered.read_bytes() != redacted.read_bytes()
    refused = terminal.run("restore", tampered, "-o", terminal.out, "--key-file", right)
    assert refused.status == 2
    assert_silent(terminal, leak.search, refused)
    full = terminal.run("restore", redacted, "-o", terminal.out, "--key-file", right, file_bytes=512)
    assert full.status in (2, 3)
    assert full.said.count(b"\n") == 1
    assert_silent(terminal, leak.search, full)
    restored = terminal.run("restore", redacted, "-o", terminal.out, "--key-file", right)
    assert restored.status == 0, restored.said.decode()
    assert terminal.out.read_bytes() == (leak.folder / "leak.csv").read_bytes()
    assert_silent(terminal, leak.search, restored, but=("cwd/out",))


def test_evaluate(terminal: Terminal, leak: Leak, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    notes = [{"id": row["id"], "text": row["commentaire"], "spans": []} for row in planted_rows()]
    gold.write_text("\n".join(map(json.dumps, notes)), encoding="utf-8")
    for options in ((), ("--json",)):
        outcome = terminal.run("evaluate", gold, *options)
        assert outcome.status == 0, outcome.said.decode()
        assert_silent(terminal, leak.search, outcome)


def broken(note: dict[str, object]) -> list[str]:
    """Lines of gold that are not as they should be."""
    whole = json.dumps(note, ensure_ascii=False)
    return [
        whole[:-1],
        whole.replace('"spans"', '"span"'),
        json.dumps({**note, "spans": [{"start": 0, "end": 9999, "label": "PERSON"}]}),
        json.dumps({**note, "spans": [{"start": 0, "end": 5, "label": note["text"]}]}),
        json.dumps({**note, "text": [note["text"]]}),
        json.dumps([note["text"]]),
    ]


@pytest.mark.parametrize("number", range(6))
def test_broken_gold(terminal: Terminal, leak: Leak, tmp_path: Path, number: int) -> None:
    gold = tmp_path / "gold.jsonl"
    row = planted_rows()[0]
    gold.write_text(broken({"id": "1", "text": row["commentaire"], "spans": []})[number], encoding="utf-8")
    outcome = terminal.run("evaluate", gold)
    assert outcome.status == 2, outcome.said.decode()
    assert_silent(terminal, leak.search, outcome)


def test_a_table_keyed_by_what_names_a_person(terminal: Terminal, leak: Leak, tmp_path: Path) -> None:
    """A record's key is told only where it is a technical one."""
    path = tmp_path / "keyed.csv"
    lines = [f"{row['num_secu']};{row['commentaire']}" for row in planted_rows()]
    path.write_text("\n".join(["id;note", *lines]) + "\n", encoding="utf-8")
    outcome = terminal.run("scan", path, "-o", terminal.out, "-j1")
    assert outcome.status == 0, outcome.said.decode()
    assert_silent(terminal, leak.search, outcome)
