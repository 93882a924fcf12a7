"""From values to keyed hashes: nothing that can be read leaves this module.

Every value is normalised and hashed with SipHash under a secret that is drawn for one run and never written:
without it a social-security number or a birth date cannot be found again by trying them all. Names are
also told as a keyed Bloom filter of their letter pairs, so that two spellings can be compared without
being read (Schnell, Bachteler, Reiher 2009, privacy-preserving record linkage).

All functions work on Arrow string arrays and return numpy arrays of the same length; 0 stands for a
missing or unusable value.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from viginote.batch.column_values import YES
from viginote.checks import nir_key
from viginote.french.calendar import CELL_MONTHS, SINCE_1970, ticks_a_second
from viginote.text import fold

Hashes = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]

_EPOCH = date(1850, 1, 1)
_DAYS = (date(2101, 1, 1) - _EPOCH).days
_NAME_LETTERS = 24
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?$", re.ASCII)
_FRENCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[t ].*)?$", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?$", re.ASCII)
#: In folded text: `12 mars 1980`, `12-MAR-80` (Oracle), `Mar 12 1980 12:00AM` (SQL Server).
_DAY_MONTH = re.compile(r"(\d{1,2})(?:er)?[-/. ]([a-z]{3,})\.?[-/. ](\d{4}|\d{2})(?:[t ].*)?$", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]{3,})\.? +(\d{1,2}),? (\d{4})(?: .*)?$", re.ASCII)
#: Each with the places of year, month and day in it.
_DATES = (
    (_ISO, (0, 1, 2)), (_FRENCH, (2, 1, 0)), (_COMPACT, (0, 1, 2)), (_DAY_MONTH, (2, 1, 0)),
    (_MONTH_DAY, (2, 0, 1)),
)  # fmt: skip
_FEMALE = {"f", "2", "feminin", "femme", "mme", "w", "female"}
_MALE = {"m", "1", "h", "masculin", "homme", "male"}
#: Numbers that people type to get past a mandatory field.
_FILLER = r"^0?(?:1{8,}|2{8,}|6{8,}|123456789|600000000|612345678)$"
#: French numbers with their 0; foreign ones with or without 00.
_PHONE = r"^0?[1-9][0-9]{7,13}$|^00[1-9][0-9]{7,12}$"


@dataclass(frozen=True, slots=True)
class Names:
    """`key`: hash of the name; `letters`: Bloom filter of its letter pairs."""

    key: Hashes
    letters: Hashes


@dataclass(frozen=True, slots=True)
class Days:
    """Dates. `exchanged`: the same for 03/04 and 04/03 of one year. `in_year`: day and month alone.
    `year`: the year alone. `ordinal`: days since 1850, to be compared with thresholds and then forgotten."""

    key: Hashes
    exchanged: Hashes
    in_year: Hashes
    year: Hashes
    ordinal: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Nirs:
    """`key`: hash of the 13 digits, only where they are well-formed and the key, if written, is right.
    `year`, `month`: as coded in the number, -1 where there is none."""

    key: Hashes
    year: npt.NDArray[np.int64]
    month: npt.NDArray[np.int64]


@dataclass
class Keyed:
    """The hashing of one run. Two objects never agree on a hash. `on`: the day on which it is done."""

    on: date
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _dates: dict[str, int] = field(default_factory=dict, repr=False)

    def _key(self, purpose: str) -> str:
        """A SipHash key for one purpose, as the 16 characters that pandas takes (96 bits of secret)."""
        from base64 import b64encode
        from hashlib import blake2b

        digest = blake2b(purpose.encode(), key=self._secret, digest_size=12).digest()
        return b64encode(digest).decode()

    def hash(self, values: pa.Array, purpose: str) -> Hashes:
        """Keyed hashes of normalised strings; null and empty become 0."""
        from pandas.util import hash_array

        filled = pc.fill_null(values, "")
        objects = filled.to_numpy(zero_copy_only=False)
        hashes = np.asarray(hash_array(objects, hash_key=self._key(purpose), categorize=False))
        return np.where(np.asarray(pc.equal(filled, "")), np.uint64(0), hashes | np.uint64(1))

    def names(self, values: pa.Array) -> Names:
        """First names or surnames, whatever their accents, case and hyphens."""
        unique, back = _unique(values)
        plain = _letters(unique)
        return Names(self.hash(plain, "name")[back], self._bloom(plain)[back])

    def identifiers(self, values: pa.Array) -> Hashes:
        """Technical keys and patient numbers: case and outer blanks aside, and of whole numbers (`000123`,
        `123.0`) the zeros that one table writes and another does not."""
        plain = pc.utf8_trim_whitespace(pc.utf8_lower(pc.fill_null(values, "")))
        whole = _where(
            plain,
            lambda v: pc.match_substring_regex(v, r"^(?:0.*[0-9]|[0-9]+\.0)$"),
            lambda v: pc.replace_substring_regex(v, r"^0*([0-9]+?)(?:\.0)?$", r"\1"),
        )
        return self.hash(whole, "identifier")

    def words(self, values: pa.Array, purpose: str) -> Hashes:
        """Any text that is compared by its letters and digits alone: towns, addresses."""
        unique, back = _unique(values)
        plain = _letters_and_digits(unique)
        return self.hash(plain, purpose)[back]

    def _bloom(self, names: pa.Array) -> Hashes:
        """One bit of 64 for each pair of neighbouring letters, the edges of the name counted as letters."""
        codes = _byte_matrix(names, _NAME_LETTERS).astype(np.int64)
        codes = np.where(codes == 0, 0, codes - 96)
        edge = np.zeros((len(codes), 1), np.int64)
        codes = np.concatenate([edge, codes, edge], axis=1)
        pairs = codes[:, :-1] * 27 + codes[:, 1:]
        bits = self._pair_bits[pairs]
        return np.asarray(np.bitwise_or.reduce(bits, axis=1))

    @cached_property
    def _pair_bits(self) -> Hashes:
        # Which pairs share a bit is fixed, so that the likeness of two names is the same in every run; which
        # bit they share is secret.
        share = np.random.default_rng(64).integers(0, 64, 27 * 27)
        place = np.random.default_rng(list(self._secret)).permutation(64).astype(np.uint64)
        bits = np.left_shift(np.uint64(1), place[share])
        bits[0] = 0
        return np.asarray(bits)

    def days(self, values: pa.Array) -> Days:
        """Dates in ISO, French or compact form, or as time since 1970. Anything else is missing.

        A year of two digits (12/03/16) is the latest one that puts the date into the past.
        """
        unique, back = _unique(values)
        ordinals = np.array([self._ordinal(text) for text in unique.to_pylist()], np.int64)[back]
        known = ordinals >= 0
        moment = np.datetime64(_EPOCH) + np.where(known, ordinals, 0)
        year = moment.astype("datetime64[Y]").astype(np.int64) + 1970
        month = moment.astype("datetime64[M]").astype(np.int64) % 12 + 1
        day = (moment - moment.astype("datetime64[M]")).astype(np.int64) + 1
        table = self._day_hashes
        # Two numbers of at most 31 each: the smaller first, so that their exchange changes nothing.
        low, high = np.minimum(day, month), np.maximum(day, month)
        exchanged = np.uint64(1) + table[((year - _EPOCH.year) * 32 + low) * 32 + high]
        in_year = table[month * 32 + day]
        none = np.uint64(0)
        return Days(
            np.where(known, table[np.where(known, ordinals, 0)], none),
            np.where(known, exchanged, none),
            np.where(known, in_year, none),
            np.where(known, table[(year - _EPOCH.year) * 1024], none),
            ordinals,
        )

    @cached_property
    def _day_hashes(self) -> Hashes:
        """A secret permutation of the odd numbers below 2^32: no two days share a hash."""
        rng = np.random.default_rng([1, *self._secret])
        size = 252 * 32 * 32
        return np.asarray(rng.permutation(size).astype(np.uint64) * np.uint64(2) + np.uint64(1))

    def _ordinal(self, text: str | None) -> int:
        if not text:
            return -1
        if text not in self._dates:
            self._dates[text] = _parse_date(text, self.on)
        return self._dates[text]

    def nirs(self, values: pa.Array) -> Nirs:
        """Social-security numbers of 13 or 15 characters in any spacing."""
        tidy = _where(
            pc.fill_null(values, ""),
            lambda v: pc.invert(pc.and_(pc.ascii_is_decimal(v), pc.equal(pc.binary_length(v), 15))),
            lambda v: pc.replace_substring_regex(pc.utf8_upper(v), r"[^0-9AB]+", ""),
        )
        length = np.asarray(pc.utf8_length(tidy))
        codes = _byte_matrix(tidy, 15).astype(np.int64) - 48
        corsica = (codes[:, 6] == 17) | (codes[:, 6] == 18)
        digits = codes.copy()
        digits[:, 6] = np.where(codes[:, 6] == 17, 9, np.where(codes[:, 6] == 18, 8, codes[:, 6]))
        digits[:, 5] = np.where(corsica, np.where(codes[:, 5] == 2, 1, -1), codes[:, 5])
        body, tail = digits[:, :13], digits[:, 13:]
        well = ((body >= 0) & (body <= 9)).all(axis=1) & np.isin(length, (13, 15))
        well &= np.isin(codes[:, 0], (1, 2, 3, 4, 7, 8))
        number = body @ (10 ** np.arange(12, -1, -1))
        right = (length == 13) | (tail[:, 0] * 10 + tail[:, 1] == nir_key(number))
        valid = well & right
        key = self.hash(pc.utf8_slice_codeunits(tidy, 0, 13), "nir")
        return Nirs(
            np.where(valid, key, np.uint64(0)),
            np.where(valid, body[:, 1] * 10 + body[:, 2], -1),
            np.where(valid, body[:, 3] * 10 + body[:, 4], -1),
        )

    def phones(self, values: pa.Array) -> Hashes:
        """Telephone numbers: French ones without prefix, others of 8 to 14 digits as they are."""
        national = _where(
            pc.replace_substring(pc.fill_null(values, ""), " ", ""),
            lambda v: pc.invert(pc.match_substring_regex(v, r"^0[1-9][0-9]{8}$")),
            lambda v: pc.replace_substring_regex(
                pc.replace_substring_regex(v, r"\(0\)|[^0-9]+", ""), r"^(?:0033|33)([1-9][0-9]{8})$", r"0\1"
            ),
        )
        filler = pc.match_substring_regex(national, _FILLER)
        usable = pc.and_(pc.match_substring_regex(national, _PHONE), pc.invert(filler))
        return self.hash(pc.if_else(usable, national, ""), "phone")

    def mails(self, values: pa.Array) -> Hashes:
        """E-mail addresses, whatever their case; without an @ they are missing."""
        plain = pc.utf8_trim_whitespace(pc.utf8_lower(pc.fill_null(values, "")))
        at = pc.find_substring(plain, "@")
        usable = pc.and_(pc.greater(at, 0), pc.invert(pc.match_substring(plain, " ")))
        return self.hash(pc.if_else(usable, plain, ""), "mail")

    def yes(self, values: pa.Array) -> npt.NDArray[np.bool_]:
        """Where a flag says yes: `O`, `1`, `true`."""
        unique, back = _unique(values)
        return np.array([fold(v).strip() in YES for v in unique.to_pylist()], np.bool_)[back]

    def sexes(self, values: pa.Array) -> Bytes:
        """1 for men, 2 for women, 0 where it is not said."""
        unique, back = _unique(values)
        words = _letters_and_digits(unique).to_pylist()
        codes = [2 if w in _FEMALE else 1 if w in _MALE else 0 for w in words]
        return np.array(codes, np.uint8)[back]


def _unique(values: pa.Array) -> tuple[pa.Array, npt.NDArray[np.int64]]:
    """The distinct values, null as an empty string, and for each row the place of its value."""
    encoded = pc.fill_null(values, "").dictionary_encode()
    return encoded.dictionary, np.asarray(encoded.indices.to_numpy(), np.int64)


def _where(
    values: pa.Array, unusual: Callable[[pa.Array], pa.Array], repair: Callable[[pa.Array], pa.Array]
) -> pa.Array:
    """The values, those that are `unusual` repaired. Most need no repair, which is the slow part."""
    mask = unusual(values)
    return pc.replace_with_mask(values, mask, repair(values.filter(mask)))


def _decomposed(values: pa.Array) -> pa.Array:
    """Lower case, ligatures spelt out, accents as characters of their own behind their letter."""
    plain = pc.replace_substring(pc.replace_substring(pc.utf8_lower(values), "œ", "oe"), "æ", "ae")
    return pc.utf8_normalize(plain, "NFKD")


def _letters(values: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(_decomposed(values), r"[^a-z]+", "")


def _letters_and_digits(values: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(_decomposed(values), r"[^a-z0-9]+", "")


def _byte_matrix(values: pa.Array, width: int) -> Bytes:
    """One row a value, one column an ASCII byte, zeros beyond its end; longer values are cut."""
    cut = values.to_numpy(zero_copy_only=False).astype(f"S{width}")
    return np.asarray(cut.view(np.uint8).reshape(len(cut), width))


def _parse_date(text: str, on: date) -> int:
    """Days since 1850, -1 where the text is no date between 1850 and 2100."""
    plain = fold(text).strip()
    for pattern, order in _DATES:
        if match := pattern.match(plain):
            parts = [CELL_MONTHS.get(group, 0) if group.isalpha() else int(group) for group in match.groups()]
            year, month, day = (parts[i] for i in order)
            if year < 100:
                year += 2000 if (2000 + year, month, day) <= (on.year, on.month, on.day) else 1900
            try:
                days = (date(year, month, day) - _EPOCH).days
            except ValueError:
                return -1
            return days if 0 <= days < _DAYS else -1
    if SINCE_1970.fullmatch(plain):
        seconds = int(plain) // ticks_a_second(int(plain))
        days = seconds // 86_400 + (date(1970, 1, 1) - _EPOCH).days
        return days if 0 <= days < _DAYS else -1
    return -1
