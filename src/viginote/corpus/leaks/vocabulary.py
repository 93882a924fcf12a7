"""Names, towns and streets of a leak, with how often each is drawn."""

import unicodedata
from functools import cached_property
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from viginote.corpus.vocabulary import read_lines

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

DATA = Path(__file__).parent / "data"


def plain(text: str) -> str:
    """Without accents: how most practice software stores a name."""
    text = text.replace("œ", "oe").replace("Œ", "OE")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def read_lists(name: str) -> dict[str, list[str]]:
    """The lists of a data file: `key: a, b, c` a line, `#` a comment."""
    lines = (line.partition(":") for line in read_lines(DATA / name))
    return {key: [item.strip() for item in items.split(",")] for key, _, items in lines}


def zipf(count: int, offset: float) -> npt.NDArray[np.float64]:
    """The shares of the first, second ... most frequent of `count` values (Zipf), flattened by `offset`."""
    weights = np.asarray(1 / (np.arange(count) + offset))
    return np.asarray(weights / weights.sum())


class Vocabulary:
    """Names, towns and streets, with how often each is drawn."""

    def __init__(self, towns: int) -> None:
        surnames = read_lists("surnames.txt")
        frequent = surnames["frequent"]
        built = ["".join(p) for p in product(surnames["start"], surnames["middle"], surnames["end"])]
        # A fixed shuffle: else all rare names would begin alike.
        order = np.random.default_rng(7).permutation(len(built))[:60_000]
        self.surnames = list(dict.fromkeys(frequent + [built[i] for i in order]))
        self._surname_chances = np.concatenate(
            [0.3 * zipf(len(frequent), 12), 0.7 * zipf(len(self.surnames) - len(frequent), 3000)]
        )
        self._pools = {tuple(k.split()): v for k, v in read_lists("first_names.txt").items()}
        self.first_names = sorted({name for pool in self._pools.values() for name in pool})
        places = read_lists("places.txt")
        self.streets = [f"{t} {n}" for t, n in product(places["type"], places["name"])]
        self.complements = places["complement"]
        heads = [f"{h}{t}" for t, h in product(places["tail"], places["head"])]
        self.towns = [heads[i % len(heads)] for i in range(towns)]
        self.postcodes = [
            f"{1 + i * 7 % 95:02d}{100 + i // 95 * 10 % 900:03d}".replace("20", "21", 1) for i in range(towns)
        ]

    def draw_surnames(self, rng: np.random.Generator, count: int) -> Ints:
        """So many surnames, the frequent ones often."""
        edges = np.cumsum(self._surname_chances)
        return np.asarray(np.minimum(np.searchsorted(edges, rng.random(count)), len(self.surnames) - 1))

    def draw_first_names(self, rng: np.random.Generator, female: Bools, birth_year: Ints) -> Ints:
        """One first name each, of the sex and the generation."""
        place = {name: i for i, name in enumerate(self.first_names)}
        result = np.zeros(len(female), np.int64)
        generation = np.digitize(birth_year, [1955, 1985])
        for (sex, era), pool in self._pools.items():
            mask = (female == (sex == "f")) & (generation == ["old", "middle", "young"].index(era))
            drawn = rng.choice(len(pool), int(mask.sum()), p=zipf(len(pool), 4))
            result[mask] = np.array([place[name] for name in pool])[drawn]
        return result

    @cached_property
    def styled_surnames(self) -> pa.Array:
        """The surnames in the three styles of `_styles`, one after the other."""
        return _styles(self.surnames)

    @cached_property
    def styled_first_names(self) -> pa.Array:
        """The first names, likewise."""
        return _styles(self.first_names)

    @cached_property
    def mail_surnames(self) -> pa.Array:
        """The surnames as they stand in an e-mail address."""
        return pa.array(["".join(filter(str.isalnum, plain(n).lower())) for n in self.surnames])

    @cached_property
    def mail_first_names(self) -> pa.Array:
        """The first names, likewise."""
        return pa.array(["".join(filter(str.isalnum, plain(n).lower())) for n in self.first_names])


def _styles(names: list[str]) -> pa.Array:
    """All names as spoken, then all in capitals without accents, then in capitals with accents."""
    return pa.array(names + [plain(n).upper() for n in names] + [n.upper() for n in names])
