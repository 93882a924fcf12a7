"""Documents that a program lays out on pages, read only: one file, one note."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from viginote.errors import ViginoteError
from viginote.sources._files import InputFile
from viginote.sources.base import Chunk, Coverage, FileCoverage, Source, text_batch
from viginote.sources.format import Options
from viginote.sources.parquet import hash_file
from viginote.sources.text import TEXT

#: More than one empty line between two.
_BLANK_LINES = re.compile(r"\n{3,}")


class UnreadableError(ViginoteError):
    """A document of which nothing can be read: why, and what helps."""


def closed_up(text: str) -> str:
    """`text` without what of its layout is nothing but empty lines."""
    return _BLANK_LINES.sub("\n\n", text).strip()


#: Takes a document (a path or an open file), where its losses are counted, and what goes before the places of
#: these; gives its text.
ReadText = Callable[[Any, FileCoverage, str], str]


class PaperSource(Source):
    """One document."""

    rewritable = False
    rewritable_as = "save it as .txt or .rtf"

    def __init__(self, format: str, read: ReadText, input_file: InputFile, options: Options) -> None:
        self.location = input_file.name
        self._format, self._read, self._input = format, read, input_file
        self.coverage = Coverage()

    def chunks(self) -> Iterator[Chunk]:
        file = FileCoverage(self.location, self._format)
        self.coverage = Coverage([file])
        try:
            text = self._read(self._input.seekable(), file, "")
        except UnreadableError as why:
            raise ViginoteError(f"{self.location}: {why}") from None
        if self._input.on_disk:
            file.sha256, file.bytes = hash_file(self._input.path)
        if text.strip():
            file.rows = 1
            yield Chunk(self.location, "notes", 1, text_batch([TEXT], [[text]]))
