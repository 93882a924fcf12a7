"""Which model and which lexicons a run used: findings can only be compared where these are the same."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

#: The rooms that find.
_ROOMS = ("assertion", "context", "identifiers", "names", "sensitive")


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """`model` and `lexicons`: the start of a SHA-256 over their files."""
    from viginote.context.reader import folder
    from viginote.names.loading import model_folder

    models = model_folder(), folder()
    package = Path(__file__).parents[1]
    of_rooms = (path for room in _ROOMS for path in _files(package / room))
    return {
        "model": _digest(path for model in models for path in _files(model)),
        # When installed, a model lies in the folder of its room.
        "lexicons": _digest(path for path in of_rooms if not {*models} & {*path.parents}),
    }


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(found)


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
