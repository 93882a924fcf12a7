"""Invented patients of a leak, by the hundred thousand: households, names, births.

Everything is an array with one element a person (numpy), so that millions cost seconds.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from viginote.corpus.leaks.vocabulary import Bools, Ints, Vocabulary, zipf

#: The day on which ages are told, so that a leak does not change with the day it is generated.
REFERENCE = date(2025, 12, 31)
_HOUSEHOLD_SIZES = ([1, 2, 3, 4, 5], [0.36, 0.32, 0.14, 0.12, 0.06])


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


def practice_id(practice: int) -> str:
    """The name of a practice, by its number from 0."""
    return f"CAB{practice + 1:04d}"


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
    practice = rng.choice(practices, count, p=zipf(practices, 4 + practices / 3))[head]
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
