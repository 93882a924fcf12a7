"""Invented patients of a leak, by the hundred thousand: households, names, births, numbers.

Everything is an array with one element a person (numpy), so that millions cost seconds. Numbers that
identify are taken from ranges nobody bears: social-security numbers of commune codes that INSEE does not
use (910 to 989), telephone numbers that ARCEP keeps for fiction or has not opened, example.org mail.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from itertools import product

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

#: The day on which ages are told, so that a leak does not change with the day it is generated.
REFERENCE = date(2025, 12, 31)
#: Telephone numbers outside the ranges kept for fiction: 071 and 072, not opened.
MAX_PEOPLE = 20_000_000

_DEPARTMENTS = [f"{d:02d}" for d in range(1, 20)] + ["2A", "2B"] + [f"{d:02d}" for d in range(21, 96)]
#: What a department stands for in the arithmetic of the key (2A is 19, 2B is 18).
_DEPARTMENT_NUMBER = np.array([{"2A": 19, "2B": 18}.get(d) or int(d) for d in _DEPARTMENTS])
_COMMUNES, _FIRST_COMMUNE, _ORDERS = 80, 910, 999
_SERIALS = len(_DEPARTMENTS) * _COMMUNES * _ORDERS
_FICTION_PHONES = ("063998", "019900", "026191", "035301", "046571", "053649")
_HOUSEHOLD_SIZES = ([1, 2, 3, 4, 5], [0.36, 0.32, 0.14, 0.12, 0.06])


def plain(text: str) -> str:
    """Without accents: how most practice software stores a name."""
    text = text.replace("œ", "oe").replace("Œ", "OE")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def read_lists(name: str) -> dict[str, list[str]]:
    """The lists of a data file: `key: a, b, c` a line, `#` a comment."""
    text = files("viginote.corpus").joinpath("leak_data", name).read_text(encoding="utf-8")
    lines = (line.partition(":") for line in text.splitlines() if line and not line.startswith("#"))
    return {key: [item.strip() for item in items.split(",")] for key, _, items in lines}


def _zipf(count: int, offset: float) -> npt.NDArray[np.float64]:
    weights = np.asarray(1 / (np.arange(count) + offset))
    return np.asarray(weights / weights.sum())


class Vocabulary:
    """Names, towns and streets, with how often each is drawn."""

    STYLES = 3  # as spoken, capitals without accents, capitals with accents

    def __init__(self, towns: int) -> None:
        surnames = read_lists("surnames.txt")
        frequent = surnames["frequent"]
        built = ["".join(p) for p in product(surnames["start"], surnames["middle"], surnames["end"])]
        # A fixed shuffle: else all rare names would begin alike.
        order = np.random.default_rng(7).permutation(len(built))[:60_000]
        self.surnames = list(dict.fromkeys(frequent + [built[i] for i in order]))
        self._surname_chances = np.concatenate(
            [0.3 * _zipf(len(frequent), 12), 0.7 * _zipf(len(self.surnames) - len(frequent), 3000)]
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
        edges = np.cumsum(self._surname_chances)
        return np.asarray(np.minimum(np.searchsorted(edges, rng.random(count)), len(self.surnames) - 1))

    def draw_first_names(self, rng: np.random.Generator, female: Bools, birth_year: Ints) -> Ints:
        """One first name each, of the sex and the generation."""
        place = {name: i for i, name in enumerate(self.first_names)}
        result = np.zeros(len(female), np.int64)
        generation = np.digitize(birth_year, [1955, 1985])
        for (sex, era), pool in self._pools.items():
            mask = (female == (sex == "f")) & (generation == ["old", "middle", "young"].index(era))
            drawn = rng.choice(len(pool), int(mask.sum()), p=_zipf(len(pool), 4))
            result[mask] = np.array([place[name] for name in pool])[drawn]
        return result

    @cached_property
    def styled_surnames(self) -> pa.Array:
        return _styles(self.surnames)

    @cached_property
    def styled_first_names(self) -> pa.Array:
        return _styles(self.first_names)

    @cached_property
    def mail_surnames(self) -> pa.Array:
        return pa.array(["".join(filter(str.isalnum, plain(n).lower())) for n in self.surnames])

    @cached_property
    def mail_first_names(self) -> pa.Array:
        return pa.array(["".join(filter(str.isalnum, plain(n).lower())) for n in self.first_names])


def _styles(names: list[str]) -> pa.Array:
    """All names as spoken, then all in capitals without accents, then in capitals with accents."""
    return pa.array(names + [plain(n).upper() for n in names] + [n.upper() for n in names])


@dataclass
class People:
    """Arrays of one length: a person is an index. Indices into the vocabulary where not said otherwise.

    `head`: index of the head of the household. `birth_name`: equals `surname` but for married women.
    `nir_of`: index of the person whose NIR the record carries (a minor is often under a parent's).
    `serial`: number of the person in the whole leak.
    """

    serial: Ints
    head: Ints
    female: Bools
    birth: npt.NDArray[np.datetime64]
    surname: Ints
    birth_name: Ints
    first_name: Ints
    nir_of: Ints
    practice: Ints
    town: Ints
    phone_of: Ints
    mail_of: Ints

    def __len__(self) -> int:
        return len(self.serial)

    @property
    def minor(self) -> Bools:
        """Under 18 on the reference day."""
        return self.birth > np.datetime64(REFERENCE.replace(year=REFERENCE.year - 18))

    @property
    def birth_year(self) -> Ints:
        return np.asarray(self.birth.astype("datetime64[Y]").astype(np.int64) + 1970)

    @property
    def birth_month(self) -> Ints:
        return np.asarray(self.birth.astype("datetime64[M]").astype(np.int64) % 12 + 1)

    @property
    def birth_day(self) -> Ints:
        return np.asarray((self.birth - self.birth.astype("datetime64[M]")).astype(np.int64) + 1)


def draw_people(
    rng: np.random.Generator, vocabulary: Vocabulary, count: int, first: int, practices: int
) -> People:
    """`count` people in households, numbered from `first`."""
    head, position = _households(rng, count)
    age = rng.choice(np.arange(20, 96), count, p=_ages())[head]
    couple = (rng.random(count) < 0.85)[head]
    partner = (position == 1) & couple
    child = (position > 0) & ~partner
    birth = _births(rng, age, head, partner, child)
    female = rng.random(count) < 0.52
    female[partner] = female[head[partner]] ^ (rng.random(int(partner.sum())) < 0.97)
    twin = np.flatnonzero(child & (position > 1) & np.roll(child, 1) & (rng.random(count) < 0.04))
    birth[twin] = birth[twin - 1]
    year = birth.astype("datetime64[Y]").astype(np.int64) + 1970
    first_name = vocabulary.draw_first_names(rng, female, year)
    same = first_name[twin] == first_name[twin - 1]
    first_name[twin] = (first_name[twin] + same) % len(vocabulary.first_names)
    family = vocabulary.draw_surnames(rng, count)[head]
    own = vocabulary.draw_surnames(rng, count)
    wife = couple & female & (partner | ((position == 0) & np.isin(np.arange(count), head[partner])))
    takes = rng.random(count) < 0.6
    surname = np.where(child | ~(wife & ~takes), family, own)
    practice = rng.choice(practices, count, p=_zipf(practices, 4 + practices / 3))[head]
    towns = len(vocabulary.towns)
    town = np.where(rng.random(count) < 0.75, practice % towns, rng.integers(0, towns, count))[head]
    indices = np.arange(count)
    people = People(
        serial=first + indices,
        head=head,
        female=female,
        birth=birth,
        surname=surname,
        birth_name=np.where(wife & takes, own, surname),
        first_name=first_name,
        nir_of=np.where(child & (year > REFERENCE.year - 16) & (rng.random(count) < 0.5), head, indices),
        practice=practice,
        town=town,
        phone_of=np.where((child & (year > 2008)) | (rng.random(count) < 0.25), head, indices),
        mail_of=np.where(child & (year > 2008), head, indices),
    )
    _make_homonyms(rng, people)
    return people


def _households(rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    """For each person the index of the head of the household, and the position in it."""
    sizes = rng.choice(_HOUSEHOLD_SIZES[0], count, p=_HOUSEHOLD_SIZES[1])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    head = np.repeat(starts[:-1], sizes)[:count]
    return head, np.arange(count) - head


def _ages() -> npt.NDArray[np.float64]:
    weights = np.concatenate([np.full(40, 1.0), np.linspace(1.0, 0.08, 36)])
    return np.asarray(weights / weights.sum())


def _births(
    rng: np.random.Generator, age: Ints, head: Ints, partner: Bools, child: Bools
) -> npt.NDArray[np.datetime64]:
    """Birth dates: partners near each other, children 19 to 41 years after the head, none in the future."""
    count = len(age)
    days = (age * 365.25).astype(np.int64) + rng.integers(0, 365, count)[head]
    days = np.where(partner, np.maximum(days + rng.normal(0, 1200, count).astype(np.int64), 6800), days)
    later = days - rng.integers(19 * 365, 41 * 365, count)
    days = np.where(child, np.where(later > 5, later, rng.integers(5, 17 * 365, count)), days)
    # Elderly homes aside, nobody is born on the reference day of another: spread within the year.
    alone = ~partner & ~child
    days = days + np.where(alone, rng.integers(0, 200, count), 0)
    return np.datetime64(REFERENCE) - days


def _make_homonyms(rng: np.random.Generator, people: People) -> None:
    """A few adults bear the names and the birth date of another: 1 in 2,500 people."""
    adults = np.flatnonzero((people.head == np.arange(len(people))) & ~people.minor)
    chosen = rng.permutation(adults)[: 2 * max(1, len(people) // 2500)]
    one, other = chosen[: len(chosen) // 2], chosen[len(chosen) // 2 : len(chosen) // 2 * 2]
    for values in (people.female, people.birth, people.surname, people.first_name):
        values[other] = values[one]
    people.birth_name[other] = people.surname[other]


def nir_numbers(people: People) -> tuple[pa.Array, pa.Array]:
    """The 13 digits and the key of each person's own NIR, as strings; no two people share one.

    The key is 97 - (number mod 97), Corsica counted as 19 or 18 (FACTS: INSEE, NIR).
    """
    # Neighbours in the leak are not neighbours in the number: 7919 shares no factor with the serials.
    serial = people.serial * 7919 % _SERIALS
    department = serial // (_COMMUNES * _ORDERS)
    commune = _FIRST_COMMUNE + serial // _ORDERS % _COMMUNES
    order = 1 + serial % _ORDERS
    # Beyond one turn of the serials, months 51 to 62 and 71 to 82 keep the numbers apart: fictitious months
    # are what INSEE gives to people whose month of birth is unknown.
    turn = people.serial // _SERIALS
    month = people.birth_month + np.array([0, 50, 70])[turn]
    start = (1 + people.female) * 10_000 + people.birth_year % 100 * 100 + month
    end = commune * 1000 + order
    number = (start * 100 + _DEPARTMENT_NUMBER[department]) * 1_000_000 + end
    key = 97 - number % 97
    digits = _join(_digits(start, 5), pa.array(_DEPARTMENTS).take(pa.array(department)), _digits(end, 6))
    return digits, _digits(key, 2)


def phone_numbers(serial: Ints) -> pa.Array:
    """Ten digits each: ARCEP's numbers for fiction first, then the unopened 071 and 072."""
    reserved = len(_FICTION_PHONES) * 10_000
    block = np.minimum(serial // 10_000, len(_FICTION_PHONES) - 1)
    fiction = _join(pa.array(_FICTION_PHONES).take(pa.array(block)), _digits(serial * 7919 % 10_000, 4))
    rest = (np.maximum(serial - reserved, 0) * 7919 + 13) % MAX_PEOPLE
    unopened = _join(pa.array(["07"]).take(pa.array(np.zeros(len(serial), int))), _digits(rest + 10**7, 8))
    return pc.if_else(pa.array(serial < reserved), fiction, unopened)


def _digits(numbers: Ints, width: int) -> pa.Array:
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def _join(*parts: pa.Array, by: str = "") -> pa.Array:
    return pc.binary_join_element_wise(*parts, by)
