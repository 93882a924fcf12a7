"""Consistent surrogates: false values of the same kind, the same for the same value under one secret key.

The draw is HMAC-SHA-256 of the value in its canonical form, so that spelling variants meet the same false
value, in every note and on every machine, and nobody without the key can tell which one. Different values
may share a false one (names and phones come from small sets): surrogates are for reading, not for joining.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from viginote.redaction.keys import Keys, Purpose, canonical
from viginote.redaction.surrogates import contacts, dates, numbers, people, places
from viginote.redaction.surrogates.draw import Draw

_ATTEMPTS = 8
_LONGEST = 200  # characters: what is longer is no name and no number, and gets a placeholder

#: Makers: a draw, the value, whatever names its person -> the false value, or None when none can be made.
_MAKERS: Mapping[str, Callable[[Draw, str, str], str | None]] = {
    "PERSON": people.person,
    "NIR": numbers.nir,
    "PHONE": numbers.phone,
    "EMAIL": contacts.email,
    "ADDRESS": places.address,
    "POSTCODE": numbers.postcode,
    "CITY": places.city,
    "HOSPITAL": places.hospital,
    "BIRTH_DATE": dates.shifted,
    "DATE": dates.shifted,
    "PATIENT_ID": numbers.patient_id,
    "PRO_ID": numbers.pro_id,
    "IBAN": numbers.iban,
    "URL_IP": contacts.url_or_ip,
    "PLATE": numbers.plate,
    "EMPLOYER": places.employer,
}


class Surrogates:
    """The false values of one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, value: str, label: str, person: str = "") -> str | None:
        """A false value for `value`, never equal to it in any spelling; None when none can be made.

        `person` names the person in the same way every time: it decides the shift of dates.
        """
        maker = _MAKERS.get(label)
        if maker is None or len(value) > _LONGEST:
            return None
        for attempt in range(_ATTEMPTS):
            false = maker(Draw(self._key, attempt), value, person)
            if false is not None and canonical(false) != canonical(value):
                return false
        return None


@lru_cache(maxsize=1 << 12)
def surrogates(keys: Keys, key_id: str) -> Surrogates:
    """The surrogates of a key id."""
    return Surrogates(keys.subkey(Purpose.SURROGATE, key_id))
