"""Check digits, held against python-stdnum and against numbers that their issuers print."""

import random
from string import ascii_uppercase

import numpy as np
import pytest
import stdnum.fr.nir
import stdnum.iban
import stdnum.luhn

from viginote import checks

RNG = random.Random(1)


def drawn(characters: str, length: int) -> str:
    return "".join(RNG.choices(characters, k=length))


def test_luhn() -> None:
    for body in (drawn("0123456789", length) for length in (8, 10) for _ in range(50)):
        digit = checks.luhn_digit(body)
        assert digit == stdnum.luhn.calc_check_digit(body)
        assert [checks.luhn(body + other) for other in "0123456789"] == [
            other == digit for other in "0123456789"
        ]


@pytest.mark.parametrize("department", ["75", "2A", "2B"])
def test_nir_key_of_one_and_of_many(department: str) -> None:
    bodies = [f"18505{department}{drawn('0123456789', 6)}" for _ in range(20)]
    numbers = [int(body.replace(department, checks.CORSICA.get(department, department))) for body in bodies]
    keys = [f"{checks.nir_key(number):02d}" for number in numbers]
    assert keys == [stdnum.fr.nir.calc_check_digits(body) for body in bodies]
    assert checks.nir_key(np.array(numbers)).tolist() == [int(key) for key in keys]


@pytest.mark.parametrize(("country", "length"), [("FR", 23), ("DE", 18), ("GB", 18)])
def test_iban(country: str, length: int) -> None:
    for account in (drawn("0123456789" + ascii_uppercase, length) for _ in range(100)):
        number = country + checks.iban_digits(country, account) + account
        assert checks.is_iban(number)
        assert stdnum.iban.calc_check_digits(number) == number[2:4]
        assert not checks.is_iban(f"{country}{(int(number[2:4]) + 1):02d}{account}")


def test_rib_key() -> None:
    assert checks.rib_key("30004000031234567890143"[:21]) == "43"
