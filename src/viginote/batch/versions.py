"""Which model and which lexicons a run used: findings can only be compared where these are the same."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """`model` and `lexicons`: the start of a SHA-256 over their files."""
    package = Path(__file__).parents[1]
    model = package / "names" / "fr_names"
    if not model.is_dir():
        model = package.parents[1] / "models" / "fr_names"
    rules = [package / room for room in ("assertion", "identifiers", "names", "sensitive")]
    return {"model": _digest(_files(model)), "lexicons": _digest(p for r in rules for p in _files(r))}


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path for path in found if "fr_names" not in path.relative_to(folder).parts)


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
