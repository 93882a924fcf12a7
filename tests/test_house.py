"""The house keeps its order: what an import loads, and which room may know which."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import viginote

SOURCE = Path(viginote.__file__).parent

#: Data flows one way; a room knows those before it, never one after it.
ORDER = [
    [
        "errors",
        "shown",
        "text",
        "taxonomy",
        "anchors",
        "checks",
        "collector",
        "doors",
        "french",
        "memory",
        "regex",
        "shipped",
        "spans",
        "vectors",
    ],
    ["findings", "outputs"],
    ["resolution", "vocabulary", "identifiers", "sensitive"],
    ["names", "assertion"],
    ["context"],
    ["redaction"],
    ["scanner"],
    ["evaluation", "corpus", "sources"],
    ["batch"],
    ["exposure"],
    ["report", "integrations", "terminal", "serve"],
    ["cli"],
    ["__main__"],
]
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}


def _room(module: str) -> str:
    return module.removeprefix("viginote.").split(".")[0]


def _imports(path: Path) -> set[str]:
    """Rooms that a module imports at its top level; TYPE_CHECKING blocks and lazy imports are left out."""
    rooms = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module == "viginote":
            rooms |= {alias.name for alias in node.names if alias.name in RANK}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("viginote."):
            rooms.add(_room(node.module or ""))
    return rooms


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_knows_only_the_rooms_before_it(path: Path) -> None:
    own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    assert own in RANK, f"{own}: a new room needs its place in ORDER"
    later = {room for room in _imports(path) if RANK[room] > RANK[own]}
    assert not later


def test_importing_viginote_loads_nothing_heavy() -> None:
    heavy = "{'spacy', 'presidio_analyzer', 'presidio_anonymizer', 'pandas', 'pyarrow', 'duckdb', 'numpy'}"
    code = f"import sys, viginote; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "room", ["viginote", "viginote.batch", "viginote.exposure", "viginote.names", "viginote.report"]
)
def test_public_names_open_their_modules(room: str) -> None:
    opened = import_module(room)
    assert all(getattr(opened, name) for name in opened.__all__)
    with pytest.raises(AttributeError, match=f"module '{room}' has no attribute 'Nothing'"):
        _ = opened.Nothing


def test_a_type_checker_tells_a_public_name_that_is_none(tmp_path: Path) -> None:
    user = tmp_path / "user.py"
    user.write_text("from viginote import Scaner\n", encoding="utf-8")
    options = ["--cache-dir", tmp_path / "cache", "--follow-imports=skip"]
    command = [sys.executable, "-m", "mypy", *options, SOURCE / "__init__.py", user]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 'Module "viginote" has no attribute "Scaner"' in done.stdout
