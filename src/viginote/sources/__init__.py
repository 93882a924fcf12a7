"""Sources: files, folders, dumps and databases as streams of Arrow batches. One file per format."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viginote.sources.base import Source

__all__ = ["open_source"]


def open_source(
    location: str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    header: bool | None = None,
) -> "Source":
    """The source at `location`: a path, or `-` for standard input.

    `encoding`, `delimiter` (CSV) and `header` (CSV: whether the first row names the columns) are found
    out when not given. Raises ViginoteError when there is nothing readable there.
    """
    from viginote.sources._open import open_location
    from viginote.sources.format import Options

    return open_location(location, Options(encoding, delimiter, header))
