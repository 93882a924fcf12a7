"""What a copy of a source may be called."""

from pathlib import Path

from viginote.errors import ViginoteError
from viginote.sources._files import SUFFIXES
from viginote.sources.base import Source
from viginote.sources.format import formats


def require_fitting(source: Source, destination: str | Path) -> None:
    """Refuse for a copy a name that tells of another format or compression than those of its source."""
    stem, suffix, packing = _parts(destination)
    _, own, own_packing = _parts(source.location)
    telling = {s for f in formats() if f.name != "text" for s in f.suffixes}  # .txt may hold whatever is text
    tells = packing or suffix in telling
    if not (tells and source.rewritable) or (suffix, packing) == (own, own_packing):
        return
    if suffix in telling - set(source.suffixes) or SUFFIXES.get(packing) != source.compression:
        ending = own or "".join(source.suffixes[:1])
        packings = (s for s, compression in SUFFIXES.items() if compression == source.compression)
        raise ViginoteError(
            f"{destination}: the copy has the format and compression of its source, and this name tells of "
            f"another; name it {stem}{ending}{next(packings, '')}"
        )


def _parts(name: str | Path) -> tuple[str, str, str]:
    """A file's name in three: its stem, how it ends, and what says of a compression."""
    path = Path(name)
    packing = path.suffix.lower() if path.suffix.lower() in SUFFIXES else ""
    inner = path.with_suffix("") if packing else path
    return inner.stem, inner.suffix.lower(), packing
