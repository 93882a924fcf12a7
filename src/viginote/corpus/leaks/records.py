"""The records of a leak: who stands in it how often, and what each record says of the person.

Duplicates are written differently: accents, case, typos, maiden names, moved households, missing numbers,
second practices.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from viginote.corpus.leaks.comments import Noted
from viginote.corpus.leaks.numbers import nir_numbers, phone_numbers
from viginote.corpus.leaks.people import People, practice_id
from viginote.corpus.leaks.vocabulary import Bools, Ints, Vocabulary

_MAILS = pa.array(["example.org", "example.com", "example.net"])

# How often a duplicate differs in each way from the first record; several ways may meet.
_TYPO_SURNAME, _TYPO_FIRST, _BIRTH_NAME = 0.06, 0.03, 0.35
_MOVED, _NEW_PHONE, _OTHER_PRACTICE = 0.2, 0.15, 0.25
_NO_NIR, _NO_PHONE, _NO_MAIL = 0.3, 0.25, 0.6
_SWAPPED_DAY, _SWAPPED_NAMES, _WRONG_YEAR = 0.02, 0.02, 0.01
_FIRST_NO_NIR, _FIRST_NO_PHONE, _FIRST_NO_MAIL = 0.08, 0.12, 0.5


@dataclass(frozen=True)
class Rows:
    """Records of one chunk: a person index each and how the record differs from the person."""

    who: Ints
    style: Ints
    practice: Ints
    flags: dict[str, Bools]


@dataclass(frozen=True)
class Chunk:
    """A part of a leak.

    `table`: the columns of the patients' table. `first_row`, `first_note`: the numbers of its first record
    and comment.
    """

    people: People
    rows: Rows
    table: dict[str, pa.Array]
    comments: list[Noted]
    first_row: int
    first_note: int


def draw_rows(rng: np.random.Generator, people: People, duplicate_share: float, practices: int) -> Rows:
    """Every person once and, as a share of all records, some of them again, in a random order."""
    count = len(people)
    extra = rng.integers(0, count, round(count * duplicate_share / (1 - duplicate_share)))
    order = rng.permutation(count + len(extra))
    who = np.concatenate([np.arange(count), extra])[order]
    copy = (np.arange(count + len(extra)) >= count)[order]

    def some(first: float, later: float) -> Bools:
        return rng.random(len(who)) < np.where(copy, later, first)

    flags = {
        "typo_surname": some(0.003, _TYPO_SURNAME),
        "typo_first": some(0.002, _TYPO_FIRST),
        "birth_name": some(0, _BIRTH_NAME),
        "moved": some(0, _MOVED),
        "new_phone": some(0, _NEW_PHONE),
        "no_nir": some(_FIRST_NO_NIR, _NO_NIR),
        "no_phone": some(_FIRST_NO_PHONE, _NO_PHONE),
        "no_mail": some(_FIRST_NO_MAIL, _NO_MAIL),
        "swapped_day": some(0, _SWAPPED_DAY),
        "swapped_names": some(0, _SWAPPED_NAMES),
        "wrong_year": some(0, _WRONG_YEAR),
        "spaced_nir": some(0.1, 0.2),
    }
    style = np.where(
        copy & (rng.random(len(who)) < 0.5), rng.integers(0, 3, len(who)), people.practice[who] % 3
    )
    practice = np.where(some(0, _OTHER_PRACTICE), rng.integers(0, practices, len(who)), people.practice[who])
    return Rows(who, style, practice, flags)


def patients(
    rng: np.random.Generator, vocabulary: Vocabulary, people: People, rows: Rows, first_id: int
) -> dict[str, pa.Array]:
    """The columns of the patients' table (see `files.PATIENTS`); missing values are null."""
    who, flags = rows.who, rows.flags
    surname = np.where(flags["birth_name"], people.birth_name[who], people.surname[who])
    last = _styled(vocabulary.styled_surnames, len(vocabulary.surnames), surname, rows.style)
    first = _styled(
        vocabulary.styled_first_names, len(vocabulary.first_names), people.first_name[who], rows.style
    )
    last = _with_typos(rng, last, flags["typo_surname"])
    first = _with_typos(rng, first, flags["typo_first"])
    swap = pa.array(flags["swapped_names"])
    households = people.serial[people.head[who]] + np.where(
        flags["moved"], rng.integers(1, 10**9, len(who)), 0
    )
    towns = np.where(flags["moved"], households % len(vocabulary.towns), people.town[who])
    created = np.maximum(np.datetime64("2010-01-01") + rng.integers(0, 5800, len(who)), people.birth[who])
    return {
        "id": pa.array(np.arange(first_id, first_id + len(who))).cast(pa.string()),
        "cabinet_id": pa.array([practice_id(p) for p in range(rows.practice.max() + 1)]).take(
            pa.array(rows.practice)
        ),
        "nom": pc.if_else(swap, first, last),
        "prenom": pc.if_else(swap, last, first),
        "sexe": pa.array(["M", "F"]).take(pa.array(people.female[who].astype(np.int64))),
        "date_naissance": _dates(_birth(people, rows)),
        "num_secu": _nirs(people, rows),
        "telephone": _phones(rng, people, rows),
        "email": _mails(vocabulary, people, rows),
        "adresse": _addresses(vocabulary, households),
        "code_postal": pa.array(vocabulary.postcodes).take(pa.array(towns)),
        "ville": pa.array(vocabulary.towns).take(pa.array(towns)),
        "date_creation": _dates(created),
    }


def _styled(names: pa.Array, count: int, index: Ints, style: Ints) -> pa.Array:
    return names.take(pa.array(style * count + index))


def _with_typos(rng: np.random.Generator, names: pa.Array, chosen: Bools) -> pa.Array:
    places = np.flatnonzero(chosen)
    spoiled = [_typo(rng, name) for name in names.take(pa.array(places)).to_pylist()]
    return pc.replace_with_mask(names, pa.array(chosen), pa.array(spoiled, pa.string()))


def _typo(rng: np.random.Generator, name: str) -> str:
    """One slip of the keyboard: a letter doubled, lost, replaced, or two exchanged; never the first."""
    at = int(rng.integers(1, max(2, len(name) - 1)))
    letter = chr(97 + int(rng.integers(0, 26)))
    letter = letter.upper() if name.isupper() else letter
    match int(rng.integers(0, 4)):
        case 0:
            return name[:at] + name[at : at + 1] * 2 + name[at + 1 :]
        case 1 if len(name) > 3:
            return name[:at] + name[at + 1 :]
        case 2:
            return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
    return name[:at] + letter + name[at + 1 :]


def _birth(people: People, rows: Rows) -> npt.NDArray[np.datetime64]:
    """Birth dates as the record has them: day and month exchanged, or a wrong year, here and there."""
    birth = people.birth[rows.who]
    day, month = people.birth_day[rows.who], people.birth_month[rows.who]
    year = birth.astype("datetime64[Y]")
    exchanged = (year.astype("datetime64[M]") + (np.minimum(day, 12) - 1)).astype("datetime64[D]") + (
        month - 1
    )
    birth = np.where(rows.flags["swapped_day"] & (day <= 12), exchanged, birth)
    wrong = (birth.astype("datetime64[M]") - 120).astype("datetime64[D]") + (day - 1)
    return np.where(rows.flags["wrong_year"], wrong, birth)


def _nirs(people: People, rows: Rows) -> pa.Array:
    digits, key = nir_numbers(people)
    number, control = (part.take(pa.array(people.nir_of[rows.who])) for part in (digits, key))
    cuts = ((0, 1), (1, 3), (3, 5), (5, 7), (7, 10), (10, 13))
    spaced = pc.binary_join_element_wise(
        *(pc.utf8_slice_codeunits(number, a, b) for a, b in cuts), control, " "
    )
    written = pc.if_else(
        pa.array(rows.flags["spaced_nir"]), spaced, pc.binary_join_element_wise(number, control, "")
    )
    return _without(written, rows.flags["no_nir"])


def _phones(rng: np.random.Generator, people: People, rows: Rows) -> pa.Array:
    serial = people.serial[people.phone_of[rows.who]]
    other = people.serial[0] + rng.integers(0, len(people), len(rows.who))
    digits = phone_numbers(np.where(rows.flags["new_phone"], other, serial))
    pairs = [pc.utf8_slice_codeunits(digits, i, i + 2) for i in range(0, 10, 2)]
    written = pc.if_else(pa.array(rows.style == 0), pc.binary_join_element_wise(*pairs, " "), digits)
    return _without(written, rows.flags["no_phone"])


def _mails(vocabulary: Vocabulary, people: People, rows: Rows) -> pa.Array:
    of = people.mail_of[rows.who]
    first = vocabulary.mail_first_names.take(pa.array(people.first_name[of]))
    last = vocabulary.mail_surnames.take(pa.array(people.surname[of]))
    serial = people.serial[of]
    user = pc.binary_join_element_wise(first, last, pa.array(serial).cast(pa.string()), ".")
    return _without(
        pc.binary_join_element_wise(user, _MAILS.take(pa.array(serial % 3)), "@"), rows.flags["no_mail"]
    )


def _addresses(vocabulary: Vocabulary, households: Ints) -> pa.Array:
    mixed = households * 2_654_435_761 % 2**32
    number = pa.array(1 + mixed % 180).cast(pa.string())
    street = pa.array(vocabulary.streets).take(pa.array(mixed // 180 % len(vocabulary.streets)))
    complement = pa.array([f", {c}" if c else "" for c in vocabulary.complements])
    ending = complement.take(pa.array(mixed // 100_000 % len(complement)))
    return pc.binary_join_element_wise(pc.binary_join_element_wise(number, street, " "), ending, "")


def _dates(days: npt.NDArray[np.datetime64]) -> pa.Array:
    return pa.array(days.astype("datetime64[D]")).cast(pa.string())


def _without(values: pa.Array, missing: Bools) -> pa.Array:
    return pc.if_else(pa.array(missing), pa.scalar(None, pa.string()), values)
