"""Documentation cannot lie: every block of README and docs runs, the command reference is generated.

The blocks of a page run in order, in one folder of their own that shows `corpora`. Python blocks are one
program; `sh` blocks run line by line and must succeed. Blocks of `text` and of data are not run.
"""

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from viginote.taxonomy import CATEGORIES, IDENTIFIERS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
_BLOCK = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
#: Set-up: what these lines do is done where the tests run, or is the test run itself.
_SET_UP = re.compile(
    r"(?:python3 -m venv .venv(?: && )?|\.venv/bin/pip install \S+(?: && )?|bash tests/run$)"
)
#: Minutes long by design, and run by hand: the page holds what they printed.
_BENCHMARK = re.compile(r"python (?:benchmarks|models)/")
_SHELL = re.compile(r"[|<>&;$`*]")

Run = Callable[..., tuple[int, str, str]]


def blocks(page: Path) -> list[tuple[str, str]]:
    """Language and content of the blocks of a page."""
    return _BLOCK.findall(page.read_text(encoding="utf-8"))


def commands(block: str) -> list[str]:
    """The commands of a block, set-up and benchmarks left out."""
    lines = (_SET_UP.sub("", line).strip() for line in block.replace("\\\n", " ").splitlines())
    return [
        line.replace(".venv/bin/", "")
        for line in lines
        if line and not line.startswith("#") and not _BENCHMARK.match(line)
    ]


def run_here(command: str, called: Run) -> None:
    """A line of `sh`; one that is a plain viginote command in this process, which has all it needs loaded."""
    if command.startswith("viginote ") and not _SHELL.search(command):
        status, _, said = called(*shlex.split(command)[1:])
        assert status == 0, f"{command}: status {status}\n{said}"
    else:
        run_in_shell(command)


def run_in_shell(command: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    assert done.returncode == 0, f"{command}: status {done.returncode}\n{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    program: dict[str, object] = {"__name__": "page"}
    for number, (language, content) in enumerate(blocks(page), start=1):
        if language == "python":
            exec(compile(content, f"{page.name}, block {number}", "exec"), program)
        elif language == "sh":
            for command in commands(content):
                run_here(command, run)
        else:
            assert language in ("text", "yaml", "json", "http"), (
                f"block {number}: {language or 'no language'}"
            )


def test_the_command_reference_is_what_the_commands_say() -> None:
    spec = importlib.util.spec_from_file_location("make", DOCS / "reference" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    written = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    assert written == make.page(), "run: python docs/reference/make.py"


def test_every_label_is_explained() -> None:
    rows = re.findall(r"^\| `(\w+)`", (DOCS / "labels.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted([*IDENTIFIERS, *CATEGORIES])


def test_contributing_shows_every_room() -> None:
    content = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = [path.name for path in (ROOT / "src" / "viginote").glob("[!_]*") if path.name != "py.typed"]
    shown = {name.removesuffix(".py") for name in re.findall(r"`([\w.]+)`", content)}
    assert {room.removesuffix(".py") for room in rooms} - shown == set()


def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    mkdocs = Path(sys.executable).with_name("mkdocs")
    done = subprocess.run(
        [
            mkdocs,
            "build",
            "--strict",
            "--quiet",
            "--config-file",
            ROOT / "mkdocs.yml",
            "--site-dir",
            tmp_path,
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) > len(list(DOCS.rglob("*.md")))
    loaded = re.compile(r'<(?:script|link|img)[^>]*(?:src|href)="(?:https?:)?//', re.IGNORECASE)
    foreign = [page.name for page in pages if loaded.search(page.read_text(encoding="utf-8"))]
    assert not foreign, "a page loads something from elsewhere"
