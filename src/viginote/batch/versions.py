"""Which model and which lexicons a run used: findings can only be compared where these are the same."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from viginote.shipped import model_folder

#: The rooms that find, and the shipped models by the room that runs them.
_ROOMS = ("assertion", "context", "identifiers", "names", "sensitive")
_MODELS = {"names": "fr_names", "context": "fr_context"}


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """`model` and `lexicons`: the start of a SHA-256 over their files."""
    package = Path(__file__).parents[1]
    models = [model_folder(model, package / room) for room, model in _MODELS.items()]
    return {
        "model": _digest(path for folder in models for path in _files(folder)),
        "lexicons": _digest(path for room in _ROOMS for path in _files(package / room)),
    }


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path for path in found if not {*_MODELS.values()} & {*path.relative_to(folder).parts})


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
