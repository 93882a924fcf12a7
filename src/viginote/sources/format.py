"""How a format makes itself known: a module of this package with a `FORMAT`, found by being there."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath

from viginote.sources._encoding import check, guess
from viginote.sources._files import InputFile
from viginote.sources._patients import Patients
from viginote.sources.base import Source


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller knows better than the file tells; None means: find out.

    `patients`: those that the files of one location have told of so far.
    """

    encoding: str | None = None
    delimiter: str | None = None
    header: bool | None = None
    patients: Patients = field(default_factory=Patients)


@dataclass(frozen=True, slots=True)
class Head:
    """The start of a file, decompressed, as formats look at it."""

    raw: bytes
    text: str
    suffix: str
    binary: bool


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `recognise` says from 0 to 1 how surely a head is of it; content weighs more than a name.

    `open` takes the file and the options; formats that hold files take the depth of nesting as well.
    """

    name: str
    suffixes: tuple[str, ...]
    recognise: Callable[[Head], float]
    open: Callable[..., Source]


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """All formats, in the order of their names."""
    import viginote.sources as package

    found = []
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("_"):
            continue  # no format, and what it needs may be large
        candidate = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "FORMAT", None)
        if isinstance(candidate, Format):
            found.append(candidate)
    return tuple(sorted(found, key=lambda format: format.name))


def head_of(file: InputFile, encoding: str | None = None) -> Head:
    """The head of a file. Binary: it has control bytes that no text has."""
    raw = file.head
    codec = check(encoding, raw) if encoding else guess(raw) or "utf-8"
    text = raw.decode(codec, "replace").removeprefix("\ufeff")
    control = sum(raw.count(code) for code in (*range(2, 9), *range(14, 27)))
    wide = codec.startswith("utf-16")
    binary = not wide and (control > max(4, len(raw) // 20) or raw.count(0) > max(4, len(raw) // 10))
    return Head(raw, text, PurePath(file.inner_name).suffix.lower(), binary)


def recognise(head: Head) -> Format | None:
    """The format that is surest of a head; None if none is."""
    sureness, best = max(((f.recognise(head), f) for f in formats()), key=lambda pair: pair[0])
    return best if sureness > 0 else None
