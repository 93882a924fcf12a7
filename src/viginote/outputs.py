"""What is written for its owner alone: a file or files that are whole or not there, a folder."""

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from viginote.errors import Unwritable, ViginoteError, system_reason


@contextmanager
def private_output(destination: str | Path) -> Iterator[Path]:
    """A temporary path beside `destination`, readable by its owner only, renamed to it when all is well.

    Raises Unwritable where it cannot be, and where a device, a pipe or a link would lose its place to it.
    """
    final = Path(destination)
    mark = hashlib.blake2b(os.fsencode(final.name), digest_size=8).hexdigest()  # no longer than a name may be
    temporary = final.with_name(f".viginote.{mark}.{os.getpid()}.part")
    try:
        if final.is_symlink() or (final.exists() and not (final.is_file() or final.is_dir())):
            raise Unwritable(f"{final}: a device, a pipe or a link; name a file")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, stat.S_IRUSR | stat.S_IWUSR)
        os.close(descriptor)
        yield temporary
        os.chmod(temporary, stat.S_IRUSR | stat.S_IWUSR)
        temporary.replace(final)
    except OSError as error:
        raise Unwritable(f"{final}: cannot be written ({system_reason(error)})") from None
    finally:
        with suppress(OSError):  # what could not be made cannot be cleared away either
            temporary.unlink(missing_ok=True)


@contextmanager
def private_files(destination: Path) -> Iterator[Path]:
    """A temporary folder whose files move to the same places in the folder `destination` when all is well.

    It lies in `destination` where that is there, which may be a disk of its own, and beside it otherwise.
    """
    try:
        if not destination.is_dir():
            destination.parent.mkdir(parents=True, exist_ok=True)
        beside = destination if destination.is_dir() else destination.parent
        with TemporaryDirectory(prefix=".viginote.", suffix=".part", dir=beside) as temporary:
            yield Path(temporary)
            for folder, _, names in os.walk(temporary):
                place = destination / Path(folder).relative_to(temporary)
                place.mkdir(exist_ok=True)
                for name in names:
                    Path(folder, name).replace(place / name)
    except OSError as error:
        raise Unwritable(f"{destination}: cannot be written ({system_reason(error)})") from None


def private_folder(folder: Path) -> Path:
    """`folder`, made with mode 0700 where it is not there yet. Raises ViginoteError where it cannot be."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise ViginoteError(f"{folder}: output folder cannot be made ({system_reason(error)})") from None
    return folder


def write_text(text: str, path: Path) -> None:
    """Write a text in UTF-8. Raises ViginoteError where it cannot be."""
    with private_output(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_json(content: dict[str, Any], path: Path) -> None:
    """Write `content` as indented JSON. Raises ViginoteError where it cannot be."""
    write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", path)
