"""Check digits: what the last figures of a number are, computed from those before.

The tests hold them against python-stdnum, which is slower, and knows neither arrays nor the RIB.
"""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Number = TypeVar("Number", int, "npt.NDArray[np.int64]")

#: What INSEE counts for the departments of Corsica when it computes the key of a NIR.
CORSICA = {"2A": "19", "2B": "18"}
#: The letters of an account as the RIB counts them (CFONB).
_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def nir_key(number: Number) -> Number:
    """The key of the thirteen digits of a NIR, or of an array of them; Corsica already replaced.

    >>> nir_key(1_85_05_78_006_084)
    91
    """
    return 97 - number % 97


def luhn_digit(digits: str) -> str:
    """The Luhn check digit of `digits` (ISO/IEC 7812-1, annex B).

    >>> luhn_digit("7992739871")
    '3'
    """
    doubled = (int(c) * (2 - i % 2) for i, c in enumerate(reversed(digits)))
    return str(-sum(n - 9 if n > 9 else n for n in doubled) % 10)


def luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others.

    >>> luhn("79927398713"), luhn("79927398710")
    (True, False)
    """
    return digits[-1:] == luhn_digit(digits[:-1])


def iban_digits(country: str, account: str) -> str:
    """The check digits of the IBAN of an account, in capitals (ISO 13616).

    >>> iban_digits("FR", "20041010050500013M02606")
    '14'
    """
    return f"{98 - _mod_97(f'{account}{country}00'):02d}"


def is_iban(number: str) -> bool:
    """Whether the check digits of an IBAN, in capitals without blanks, are right.

    >>> is_iban("FR1420041010050500013M02606"), is_iban("FR1520041010050500013M02606")
    (True, False)
    """
    return _mod_97(number[4:] + number[:4]) == 1


def _mod_97(text: str) -> int:
    """The remainder by 97 of digits and letters, A for 10, Z for 35 (ISO 7064)."""
    return int("".join(str(int(c, 36)) for c in text)) % 97


def rib_key(account: str) -> str:
    """The key of a RIB: of bank (5), branch (5) and account (11), in capitals (CFONB).

    >>> rib_key("20041010050500013M026")
    '06'
    """
    plain = account.translate(_RIB_LETTERS)
    bank, branch, number = int(plain[:5]), int(plain[5:10]), int(plain[10:])
    return f"{97 - (89 * bank + 15 * branch + 3 * number) % 97:02d}"
