"""Numbers that pass the checks of form and belong to nobody: reserved or impossible ranges.

Separators stay where they were. The same number, however it is spaced, meets the same false number.
"""

import re
import string

from viginote.checks import iban_digits, luhn_digit, nir_key, rib_key
from viginote.redaction.surrogates.draw import Draw
from viginote.redaction.surrogates.style import alphanumerics, plain, poured

_NIR_DIGITS = 13
_PHONE_DIGITS = 10
_IBAN_LENGTHS = range(15, 35)  # ISO 13616
_RIB_LENGTH = 23

# Numbers that the French regulator reserves for fiction (ARCEP decision 2018-0881, annex 1, 2.5.12).
_FICTION = {"1": "019900", "2": "026191", "3": "035301", "4": "046571", "5": "053649"}
_FICTION_MOBILE = "063998"
_COUNTRY_CODES = frozenset({
    "1", "7", "20", "27", "30", "31", "32", "33", "34", "39", "40", "41", "43", "44", "45",
    "46", "47", "48", "49", "55", "84", "86", "90", "91", "212", "213", "216", "221", "223", "225",
    "237", "243", "262", "351", "352", "353", "376", "377", "508", "590", "594", "596", "687", "689", "961",
})  # fmt: skip
_LOOKALIKES = str.maketrans("OoIl", "0011")  # OCR: O6 for 06


def _compact(value: str) -> str:
    return plain(alphanumerics(value)).upper()


def _digits_only(value: str) -> str | None:
    """The digits of a value that holds nothing else but separators, OCR letters read as digits."""
    text = alphanumerics(value).translate(_LOOKALIKES)
    return "".join(str(int(c)) for c in text) if text.isdecimal() else None


def nir(draw: Draw, value: str, _: str = "") -> str | None:
    """A NIR of département 00, which does not exist, with a right key; the sex digit stays.

    13 digits without, 15 with the key; other lengths get None.
    """
    number = _compact(value)
    if len(number) not in (_NIR_DIGITS, _NIR_DIGITS + 2):
        return None
    sex = number[0] if number[0] in "12" else "1"
    body = number[:_NIR_DIGITS]
    year, month = draw.digits("nir year", body, 2), 1 + draw.number("nir month", body, 12)
    false = f"{sex}{year}{month:02d}00{draw.digits('nir order', body, 6)}"
    return poured(value, (false + f"{nir_key(int(false)):02d}")[: len(number)])


def phone(draw: Draw, value: str, _: str = "") -> str | None:
    """A number reserved for fiction in France; abroad, one that begins with 00 after the country code."""
    digits = _digits_only(value)
    if digits is None:
        return None
    prefix, national = _international(value, digits)
    if prefix is None and len(digits) != _PHONE_DIGITS:
        return poured(value, draw.digits("phone", digits, len(digits)))
    country = (prefix or "33").lstrip("0")
    length = len(national)
    if country == "33" and length in (_PHONE_DIGITS - 1, _PHONE_DIGITS):
        kept = national[-(_PHONE_DIGITS - 1) :]
        false = _FICTION.get(kept[0], _FICTION_MOBILE) + draw.digits("phone", kept, 4)
        false = false[-length:]
    else:
        false = ("00" + draw.digits("phone", digits, max(length, 2)))[: max(length, 2)][:length]
    return poured(value, (prefix or "") + false)


def _international(value: str, digits: str) -> tuple[str | None, str]:
    """The digits of the international prefix (None without one), and those of the national number."""
    if value.lstrip(" (").startswith("+"):
        start = 0
    elif digits.startswith("00"):
        start = 2
    else:
        return None, digits
    code = next(
        (c for n in (3, 2, 1) if (c := digits[start : start + n]) in _COUNTRY_CODES),
        digits[start : start + 2],
    )
    return digits[: start + len(code)], digits[start + len(code) :]


def iban(draw: Draw, value: str, _: str = "") -> str | None:
    """An IBAN of the same country with right check digits and bank 00000, or a RIB of that bank."""
    number = _compact(value)
    if len(number) == _RIB_LENGTH and number[:5].isdigit():
        return poured(value, _rib(draw, number))
    if len(number) not in _IBAN_LENGTHS or not number[:2].isalpha() or not number.isascii():
        return None
    country, bban = number[:2], number[4:]
    false = _rib(draw, bban) if country == "FR" and len(bban) == _RIB_LENGTH else _bban(draw, bban)
    return poured(value, country + iban_digits(country, false) + false)


def _rib(draw: Draw, rib: str) -> str:
    """Bank 00000, branch 00000, a drawn account, its key."""
    false = "0" * 10 + draw.digits("rib", rib, 11)
    return false + rib_key(false)


def _bban(draw: Draw, bban: str) -> str:
    drawn = draw.digits("iban", bban, len(bban))
    return "".join(
        ("X" if c.isalpha() else "0") if i < 4 else (string.ascii_uppercase[int(d)] if c.isalpha() else d)
        for i, (c, d) in enumerate(zip(bban, drawn, strict=True))
    )


def pro_id(draw: Draw, value: str, _: str = "") -> str | None:
    """RPPS: 11 digits that begin with 199, a series not issued. ADELI, FINESS, AM: 9 of département 00.

    The last digit is the Luhn check digit.
    """
    digits = _compact(value)
    prefix = {11: "199", 9: "00"}.get(len(digits))
    if prefix is None:
        return None
    body = prefix + draw.digits("pro", digits, len(digits) - len(prefix) - 1)
    return poured(value, body + luhn_digit(body))


def postcode(draw: Draw, value: str, _: str = "") -> str | None:
    """A postcode of département 00, which does not exist."""
    digits = _digits_only(value)
    if not digits:
        return None
    prefix = "00"[: max(0, len(digits) - 3)]
    return poured(value, prefix + draw.digits("postcode", digits, len(digits) - len(prefix)))


_PLATE_SINCE_2009 = re.compile(r"[A-Z]{2}[0-9]{3}[A-Z]{2}")
_NEVER_ISSUED = "IOU"  # letters that the French plates since 2009 leave out


def plate(draw: Draw, value: str, _: str = "") -> str | None:
    """A plate that is never issued: letters I, O, U (plates since 2009), or département 00 (older ones)."""
    number = _compact(value)
    false = _shaped(draw, "plate", number, _NEVER_ISSUED)
    return (
        poured(value, false if _PLATE_SINCE_2009.fullmatch(number) else false[:-2] + "00") if number else None
    )


def patient_id(draw: Draw, value: str, _: str = "") -> str | None:
    """A number of the same length and shape, digit for digit and letter for letter."""
    number = _compact(value)
    return poured(value, _shaped(draw, "patient id", number, string.ascii_uppercase)) if number else None


def _shaped(draw: Draw, domain: str, number: str, letters: str) -> str:
    """Digits for digits, `letters` for letters, drawn from the whole number."""
    return "".join(
        draw.digits(f"{domain} {i}", number, 1)
        if c.isdecimal()
        else draw.pick(f"{domain} {i}", number, letters)
        for i, c in enumerate(number)
    )
