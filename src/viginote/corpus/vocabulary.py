"""The vocabulary of synthetic notes: data files, their splits, and lists a caller may add.

Every value belongs to one split by a hash of itself, so that no name or place of the test notes was ever
seen in training, however often the lists grow.
"""

import random
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from viginote.errors import ViginoteError

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")

DATA = Path(__file__).parent / "data"
_TRIES = 200  # draws after which a value of another split will do
_LISTED = 0.45  # share of names drawn from the caller's lists, where there are any
_COMPOSED = 0.25  # share of surnames built from parts


class VocabularyError(ViginoteError):
    """A vocabulary that does not exist or has no value for a split."""


def split_of(value: str) -> Split:
    """The split to which a value belongs, whatever its case: eight in ten train, one dev, one test.

    >>> split_of("Dupont") == split_of("DUPONT")
    True
    """
    return drawn_split(value.casefold(), 80, 90)


def drawn_split(text: str, train: int, dev: int) -> Split:
    """The split that the hash of a text gives: of 100, those below `train`, those below `dev`, the rest."""
    share = zlib.crc32(text.encode()) % 100
    return "train" if share < train else "dev" if share < dev else "test"


def read_lines(path: Path) -> list[str]:
    """The entries of a data file: its lines without comments, blanks and surrounding spaces."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@cache
def words() -> dict[str, tuple[str, ...]]:
    """Every plain vocabulary of `data/words`, by name. `a; b` on a line stands for two entries."""
    return {
        path.stem: tuple(e.strip() for line in read_lines(path) for e in line.split(";") if e.strip())
        for path in sorted((DATA / "words").glob("*.txt"))
    }


_ENDINGS = (
    ("er", ("e", "es", "ons", "ez", "ent", "é", "ée", "és", "ées", "ait", "aient", "ant", "era", "er")),
    ("eux", ("euse", "euses")),
    ("al", ("aux", "ale", "ales", "als")),
    ("if", ("ive", "ives", "ifs")),
    ("el", ("elle", "elles", "els")),
    ("en", ("enne", "ennes", "ens")),
    ("on", ("onne", "onnes", "ons")),
    ("eur", ("euse", "euses", "eurs")),
)
_REGULAR = ("s", "e", "es", "x", "ment")


def inflected(word: str) -> set[str]:
    """A word and the forms that French endings may give it, some of which do not exist.

    >>> sorted(inflected("tuer"))[:4]
    ['tuaient', 'tuait', 'tuant', 'tue']
    """
    forms = {word}
    for ending, others in _ENDINGS:
        if word.endswith(ending):
            forms.update(word.removesuffix(ending) + other for other in others)
    return forms | {word + ending for ending in _REGULAR}


@cache
def ordinary() -> tuple[str, ...]:
    """Ordinary French words with their forms, for background and for the tagger's set of common words."""
    return tuple(sorted({form for word in words()["plain"] for form in inflected(word)}))


@cache
def people() -> dict[str, dict[str, tuple[str, ...]]]:
    """By origin, the name of a file: `f`, `m`, `last` -> names, and `compose` -> lines of parts."""
    origins = {}
    for path in sorted((DATA / "people").glob("*.txt")):
        fields: dict[str, list[str]] = {"f": [], "m": [], "last": [], "compose": []}
        for line in read_lines(path):
            kind, _, value = line.partition(":")
            if kind == "compose":
                fields[kind].append(value[1:])
            else:
                fields[kind] += [name.strip() for name in value.split(",") if name.strip()]
        origins[path.stem] = {kind: tuple(values) for kind, values in fields.items()}
    return origins


@cache
def all_names() -> frozenset[str]:
    """Every first name and surname of the data files."""
    return frozenset(
        name for origin in people().values() for kind in ("f", "m", "last") for name in origin[kind]
    )


@cache
def _parts(line: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(p.lstrip() for p in group.split(",")) for group in line.split(" / "))


def compose(line: str, rng: random.Random) -> str:
    """A surname built from the parts of a `compose` line."""
    return "".join(rng.choice(group) for group in _parts(line))


class Vocabulary:
    """Values for one split. `extra` adds entries to a vocabulary (`drug`, `city` ...), to `first_f`,
    `first_m` and `last`, or brings a new one.
    """

    def __init__(self, split: Split, extra: Mapping[str, Sequence[str]] | None = None) -> None:
        self.split = split
        self._extra = extra or {}
        self._pools: dict[tuple[str, bool], list[str]] = {}

    def pick(self, name: str, rng: random.Random) -> str:
        """A value of a plain vocabulary, the same for every split."""
        return rng.choice(self._pool(name, False))

    def pick_own(self, name: str, rng: random.Random) -> str:
        """A value of a vocabulary of gold values that belongs to this split."""
        return rng.choice(self._pool(name, True))

    def made(self, make: Callable[[], str]) -> str:
        """The first value of `make` that belongs to this split."""
        value = make()
        for _ in range(_TRIES):
            if split_of(value) == self.split:
                break
            value = make()
        return value

    def _pool(self, name: str, own: bool) -> list[str]:
        pool = self._pools.get((name, own))
        if pool is None:
            pool = [*words().get(name, ()), *self._extra.get(name, ())]
            if own:
                pool = [value for value in pool if split_of(value) == self.split]
            if not pool:
                raise VocabularyError(
                    f"vocabulary {name}: no entry for split {self.split}; add data/words/{name}.txt"
                )
            self._pools[(name, own)] = pool
        return pool

    def knows(self, name: str) -> bool:
        """Whether a plain vocabulary of that name exists."""
        return name in words() or name in self._extra

    def name(self, kind: Literal["f", "m", "last"], origin: str, rng: random.Random) -> str:
        """A first name (`f`, `m`) or a surname of an origin, of this split; sometimes of the added lists."""
        listed = self._extra.get("last" if kind == "last" else f"first_{kind}")
        if listed and rng.random() < _LISTED:
            return self.made(lambda: rng.choice(listed))
        fields = people()[origin]
        if kind == "last" and fields["compose"] and rng.random() < _COMPOSED:
            return self.made(lambda: compose(rng.choice(fields["compose"]), rng))
        return self.made(lambda: rng.choice(fields[kind]))

    def any_name(self, kind: Literal["f", "m", "last"], rng: random.Random) -> str:
        """The same of an origin drawn at random."""
        return self.name(kind, rng.choice(tuple(people())), rng)
