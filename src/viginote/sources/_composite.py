"""What holds several files: folders and archives. Each is read as what it is, and small notes together."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pyarrow as pa

from viginote.errors import Unwritable, ViginoteError
from viginote.sources._files import InputFile
from viginote.sources._paper import PaperSource
from viginote.sources.base import (
    CHUNK_ROWS,
    Check,
    Chunk,
    Coverage,
    FileCoverage,
    Replace,
    Source,
    text_batch,
)
from viginote.sources.format import Options
from viginote.sources.text import TEXT, TextSource

#: Archives inside archives are opened this deep.
MAX_DEPTH = 3
#: The column that names the file of a note in a folder.
FILE = "file"
_NOTE_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True)
class Child:
    """One file inside. `name` is its path there; `source` is None where it cannot be read, for `reason`."""

    name: str
    source: Source | None
    reason: str = ""


class CompositeSource(Source):
    """Many files under one location."""

    format = ""
    #: The file or folder inside that alone is read; empty for all.
    member = ""

    def __init__(self, location: str, options: Options, depth: int = 0) -> None:
        self.location = location
        self.options = options
        self.depth = depth
        self.coverage = Coverage()

    @abstractmethod
    def children(self) -> Iterator[Child]:
        """The files inside, in the order of their names or of the archive."""

    def _inside(self) -> Iterator[Child]:
        """The files to read. Errors: ViginoteError where there is none, as for a file without content."""
        empty = True
        for child in self.children():
            if self._wants(child):
                empty = False
                yield child
        if empty and self.member:
            raise ViginoteError(f"{self.location}/{self.member}: no such file in the archive; check its name")
        if empty:
            raise ViginoteError(
                f"{self.location}: no file in it (hidden ones are left alone); there is nothing to read"
            )

    def _wants(self, child: Child) -> bool:
        """Whether a file inside is to be read: an archive is where the member lies in it."""
        if not self.member:
            return True
        member, inside = PurePosixPath(self.member), PurePosixPath(child.name)
        if isinstance(child.source, CompositeSource) and member.is_relative_to(inside) and member != inside:
            child.source.member = str(member.relative_to(inside))
            return True
        return inside.is_relative_to(member)

    def stamp(self) -> str:
        return f"{super().stamp()} {self.member}".rstrip()

    def rewrite(self, destination: str | Path, replace: Replace, check: Check | None = None) -> None:
        if self.member:
            raise ViginoteError(
                f"{self.location}/{self.member}: a file in an archive is scanned where it lies and not "
                "rewritten; unpack it, or redact the whole archive"
            )
        super().rewrite(destination, replace, check)

    def opened(self, name: str, file: InputFile) -> Child:
        """A file inside as a child."""
        from viginote.sources._open import open_file

        try:
            return Child(name, open_file(file, self.options, self.depth + 1))
        except ViginoteError as error:
            return Child(name, None, _reason(error, file.name))

    def chunks(self) -> Iterator[Chunk]:
        self.coverage = Coverage()
        notes = _Notes(self.location)
        for child in self._inside():
            if child.source is None:
                self._lose(child)
                continue
            try:
                yield from self._chunks_of(child.name, child.source, notes)
            except ViginoteError as error:  # the child's alone: what its taker raises does not come here
                self._lose_rest(child.name, child.source, error)
        yield from notes.flush()

    def _chunks_of(self, name: str, source: Source, notes: "_Notes") -> Iterator[Chunk]:
        seen: list[FileCoverage] = []
        try:
            if isinstance(source, TextSource | PaperSource):
                yield from notes.add(name, source)
            else:
                for chunk in source.chunks():
                    self._follow(source, seen)
                    yield self._renamed(chunk, name)
        finally:
            self._follow(source, seen)

    def _follow(self, source: Source, seen: list[FileCoverage]) -> None:
        """Take over the coverage of files that a child has begun."""
        fresh = [f for f in source.coverage.files if not any(f is s for s in seen)]
        seen += fresh
        self.coverage.files += fresh

    def _renamed(self, chunk: Chunk, name: str) -> Chunk:
        """A table that has no name of its own takes that of its file."""
        if chunk.table != "rows":
            return chunk
        table = str(PurePosixPath(name).with_suffix(""))
        return Chunk(chunk.source, table, chunk.first_row, chunk.rows, chunk.located_by)

    def _lose(self, child: Child) -> None:
        file = FileCoverage(f"{self.location}/{child.name}", "unreadable")
        file.lose("", child.reason, rows=1)
        self.coverage.files.append(file)

    def _lose_rest(self, name: str, source: Source, error: ViginoteError) -> None:
        """Count what a child did not give, beside what it gave."""
        reason = _reason(error, source.location)
        file = next((file for file in source.coverage.files if file.path == source.location), None)
        if file is None:
            self._lose(Child(name, None, reason))
        else:
            file.lose("", reason, rows=1)

    def rewritable_children(self) -> Iterator[Child]:
        """The files inside of which a copy can be written; the others are counted as left out of it."""
        for child in self._inside():
            if child.source is None:
                self._lose(child)
            elif not child.source.rewritable:
                self._lose(Child(child.name, None, "format that can be scanned but not rewritten: left out"))
            else:
                yield child

    def rewrite_child(self, child: Child, path: Path, replace: Replace) -> bool:
        """Write a child's copy to `path` and take over its coverage; one that cannot be read is left out."""
        assert child.source is not None
        replacing = False

        def renamed(chunk: Chunk) -> pa.RecordBatch:
            nonlocal replacing
            replacing = True
            rows = replace(self._renamed(chunk, child.name))
            replacing = False
            return rows

        try:
            child.source.rewrite(path, renamed)
        except ViginoteError as error:
            if replacing or isinstance(error, Unwritable):
                raise
            self._lose(Child(child.name, None, f"{_reason(error, child.source.location)}: left out"))
            return False
        self.coverage.files += child.source.coverage.files
        return True


def _reason(error: ViginoteError, name: str) -> str:
    """An error without the place, which the loss names already."""
    return str(error).removeprefix(f"{name}: ").split(";")[0]


class _Notes:
    """Texts of single files gathered into chunks of one table."""

    def __init__(self, location: str) -> None:
        self._location = location
        self._files: list[str] = []
        self._texts: list[pa.Array] = []
        self._characters = 0
        self._next_row = 1

    def add(self, name: str, source: TextSource | PaperSource) -> Iterator[Chunk]:
        for chunk in source.chunks():
            text = chunk.rows.column(TEXT)
            self._files += [name] * len(text)
            self._texts.append(text)
            self._characters += sum(len(t) for t in text.to_pylist())
        if self._characters > _NOTE_CHARACTERS or len(self._files) >= CHUNK_ROWS:
            yield from self.flush()

    def flush(self) -> Iterator[Chunk]:
        if not self._files:
            return
        rows = text_batch([FILE, TEXT], [self._files, pa.concat_arrays(self._texts)])
        yield Chunk(self._location, TextSource.table, self._next_row, rows, located_by=FILE)
        self._next_row += len(self._files)
        self._files, self._texts, self._characters = [], [], 0
