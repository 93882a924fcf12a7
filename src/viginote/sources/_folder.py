"""A folder: every file in it and below, sorted, links to folders not followed."""

import os
from collections.abc import Iterator
from pathlib import Path

from viginote.errors import ViginoteError
from viginote.outputs import private_files
from viginote.sources._composite import Child, CompositeSource
from viginote.sources._files import InputFile, printable
from viginote.sources.base import Check, Coverage, Replace
from viginote.sources.pgcustom import PgCustomSource, is_directory_dump


class FolderSource(CompositeSource):
    """All files of a folder. Hidden files are left alone."""

    format = "folder"

    def children(self) -> Iterator[Child]:
        for path in self._paths():
            name = printable(path.relative_to(self.location).as_posix())
            if path.is_dir() and not is_directory_dump(path):
                if not path.resolve().is_relative_to(Path(self.location).resolve()):
                    yield Child(name, None, "link to a folder, not followed: name that folder as well")
                continue
            yield self._child(name, path)

    def _child(self, name: str, path: Path) -> Child:
        try:
            if path.is_dir():
                return Child(name, PgCustomSource(path, self.options))
            file = InputFile(str(path))
        except ViginoteError as error:
            return Child(name, None, str(error).removeprefix(f"{self.location}/{name}: "))
        return self.opened(name, file)

    def _paths(self) -> Iterator[Path]:
        for folder, folders, files in os.walk(self.location, onerror=self._refused):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            dumps = [f for f in folders if is_directory_dump(Path(folder, f))]
            folders[:] = [f for f in folders if f not in dumps]
            yield from (Path(folder, f) for f in folders if Path(folder, f).is_symlink())
            yield from (Path(folder, dump) for dump in dumps)
            # A bulk export of FHIR has a file for each type; who is spoken of must be known first.
            for name in sorted(files, key=lambda name: (not name.startswith("Patient"), name)):
                if not name.startswith("."):
                    yield Path(folder) / name

    def _refused(self, error: OSError) -> None:
        path = error.filename or self.location
        name = os.path.relpath(path, self.location)
        if any(file.path == f"{self.location}/{name}" for file in self.coverage.files):
            return  # the folder is walked for its size as well
        self._lose(Child(name, None, f"folder cannot be read ({error.strerror})"))

    @property
    def size(self) -> int:
        return sum(path.stat().st_size for path in self._paths() if path.exists())

    def stamp(self) -> str:
        states = [(path, path.stat()) for path in self._paths() if path.exists()]
        return "\n".join(f"{path} {state.st_size} {state.st_mtime_ns}" for path, state in states)

    def rewrite(self, destination: str | Path, replace: Replace, check: Check | None = None) -> None:
        target = Path(destination)
        if target.resolve().is_relative_to(Path(self.location).resolve()):
            raise ViginoteError(f"{target}: lies inside the source; name a folder outside it")
        with private_files(target) as folder:
            self._write(folder, replace)
            if check is not None:
                check()

    def _write(self, path: Path, replace: Replace) -> None:
        self.coverage = Coverage()
        written: set[Path] = set()
        for child in self.rewritable_children():
            copy = path / child.name
            if copy in written:  # their names differ in bytes alone that are no UTF-8
                self._lose(Child(child.name, None, "another file has this name in the copy: left out"))
                continue
            written.add(copy)
            copy.parent.mkdir(parents=True, exist_ok=True)
            self.rewrite_child(child, copy, replace)
