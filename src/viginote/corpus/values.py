"""Invented values of rule identifiers and of the figures of a note, each in the ways notes write them."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from viginote.checks import CORSICA, iban_digits, luhn_digit, nir_key
from viginote.corpus.people import Person
from viginote.corpus.vocabulary import all_names, words
from viginote.french.calendar import MONTH_NAMES, SHORT_MONTHS
from viginote.text import fold

#: As notes shorten them: "fév.", not "févr.".
_SHORT_MONTHS = (SHORT_MONTHS[0], "fév.", *SHORT_MONTHS[2:])
_FIRST_DAY, _LAST_DAY = date(1995, 1, 1), date(2026, 11, 1)
_FIRST_BIRTH, _LAST_BIRTH = date(1924, 1, 1), date(2024, 1, 1)


def day(rng: random.Random, first: date = _FIRST_DAY, last: date = _LAST_DAY) -> date:
    """A day from `first` on, before `last`."""
    return first + timedelta(days=rng.randrange((last - first).days))


def write_date(d: date, rng: random.Random) -> str:
    """A date in one of the ways notes write it."""
    sep = rng.choice("////.-")
    forms: Sequence[Callable[[], str]] = (
        lambda: f"{d.day:02}{sep}{d.month:02}{sep}{d.year}",
        lambda: f"{d.day:02}{sep}{d.month:02}{sep}{d.year}",
        lambda: f"{d.day:02}{sep}{d.month:02}{sep}{d.year}",
        lambda: f"{d.day:02}{sep}{d.month:02}{sep}{d.year % 100:02}",
        lambda: f"{d.day:02}{sep}{d.month:02}{sep}{d.year % 100:02}",
        lambda: f"{d.day}{sep}{d.month}{sep}{d.year % 100:02}",
        lambda: f"{'1er' if d.day == 1 else d.day} {MONTH_NAMES[d.month - 1]} {d.year}",
        lambda: f"{'1er' if d.day == 1 else d.day} {MONTH_NAMES[d.month - 1]} {d.year}",
        lambda: f"{d.day} {_SHORT_MONTHS[d.month - 1]} {d.year % 100:02}",
        d.isoformat,
    )
    return rng.choice(forms)()


def any_date(rng: random.Random) -> str:
    """A date of care, sometimes a month and year only."""
    d = day(rng)
    if rng.random() < 0.1:
        return rng.choice(
            (f"{MONTH_NAMES[d.month - 1]} {d.year}", f"{d.month:02}/{d.year}", f"{d.day:02}/{d.month:02}")
        )
    return write_date(d, rng)


def birth_date(rng: random.Random) -> str:
    """A date of birth in one of the ways notes write it."""
    return write_date(day(rng, _FIRST_BIRTH, _LAST_BIRTH), rng)


def year(rng: random.Random) -> str:
    """A year used as a date."""
    return str(rng.randint(1970, 2026))


def nir(rng: random.Random) -> str:
    """A French social-security number with a valid key."""
    department = rng.choice([f"{n:02}" for n in range(1, 96) if n != 20] + ["2A", "2B", "99"])
    born = f"{rng.choice('12')}{rng.randrange(100):02}{rng.randint(1, 12):02}"
    order = f"{rng.randint(1, 600):03}{rng.randint(1, 700):03}"
    key = nir_key(int(born + CORSICA.get(department, department) + order))
    number = f"{born}{department}{order}{key:02}"
    if rng.random() < 0.35:
        return number
    cuts = (0, 1, 3, 5, 7, 10, 13, 15)
    return rng.choice((" ", " ", " ", ".")).join(number[a:b] for a, b in pairwise(cuts))


def phone(rng: random.Random) -> str:
    """A French telephone number, at home or from abroad, in one of the ways notes write it."""
    digits = f"0{rng.choice('1234566779')}{rng.randrange(10**8):08}"
    if rng.random() < 0.1:
        return rng.choice(("+33 ", "+33", "0033 ")) + digits[1:]
    return rng.choice((" ", " ", ".", ".", "", "-", "/")).join(digits[i : i + 2] for i in range(0, 10, 2))


def email(person: Person, rng: random.Random) -> str:
    """An address that holds a name, or a part of one, as most do."""
    first, last = (fold(n).replace(" ", "").replace("'", "") for n in (person.first, person.last))
    user = rng.choice(
        (f"{first}.{last}", f"{first[0]}.{last}", f"{last}{rng.randrange(100)}", f"{first}{last[:3]}")
    )
    return f"{user}@{rng.choice(words()['mailer'])}"


def digits(rng: random.Random, count: int) -> str:
    """So many digits."""
    return "".join(rng.choice("0123456789") for _ in range(count))


def with_luhn(body: str) -> str:
    """`body` with its Luhn check digit (RPPS, FINESS)."""
    return body + luhn_digit(body)


def iban(rng: random.Random) -> str:
    """A French IBAN with a valid check (ISO 13616)."""
    bban = digits(rng, 23)
    number = f"FR{iban_digits('FR', bban)}{bban}"
    return " ".join(number[i : i + 4] for i in range(0, 27, 4)) if rng.random() < 0.6 else number


def plate(rng: random.Random) -> str:
    """A plate of the form given since 2009: AB-123-CD, without I, O and U."""
    letters = "ABCDEFGHJKLMNPQRSTVWXYZ"
    first, last = ("".join(rng.choice(letters) for _ in range(2)) for _ in range(2))
    return rng.choice("- ").join((first, digits(rng, 3), last))


def url(rng: random.Random) -> str:
    """A web or IP address."""
    return rng.choice(("www.", "https://www.", "http://", "https://")) + rng.choice(
        (
            "clinique-exemple.fr",
            "sante-exemple.fr/rdv",
            "portail.exemple-sante.fr",
            "ch-exemple.fr",
            "192.168.4.17/pacs",
        )
    )


def dose(rng: random.Random) -> str:
    """An amount of a drug, sometimes with when it is taken."""
    amount = rng.choice(
        ("5", "10", "20", "25", "40", "50", "75", "100", "150", "250", "500", "1000", "0,5", "2,5")
    )
    return amount + rng.choice(
        (" mg", "mg", " mg/j", " µg", " g", " UI", " mg x 2/j", " mg 1-0-1", " mg le soir")
    )


_ANALYTES = (
    ("Hb", "g/dl", 7, 17),
    ("CRP", "mg/l", 0, 250),
    ("Na", "mmol/l", 125, 148),
    ("K", "mmol/l", 2, 6),
    ("Créatinine", "µmol/l", 40, 400),
    ("Leucocytes", "G/l", 2, 25),
    ("Plaquettes", "G/l", 40, 500),
    ("ASAT", "UI/l", 10, 300),
    ("ALAT", "UI/l", 10, 300),
    ("GGT", "UI/l", 10, 600),
    ("TSH", "mUI/l", 0, 9),
    ("HbA1c", "%", 5, 12),
    ("Ferritine", "µg/l", 5, 900),
    ("BNP", "pg/ml", 20, 2000),
    ("INR", "", 1, 4),
    ("Troponine", "ng/l", 2, 900),
    ("Albumine", "g/l", 18, 45),
    ("Glycémie", "g/l", 0, 4),
    ("LDL", "g/l", 0, 2),
    ("PSA", "ng/ml", 0, 20),
    ("DFG", "ml/min", 10, 110),
    ("TP", "%", 30, 100),
    ("Vit D", "ng/ml", 4, 60),
)


def lab(rng: random.Random) -> str:
    """A result of a laboratory: analyte, value, unit."""
    name, unit, low, high = rng.choice(_ANALYTES)
    value = rng.choice((str(rng.randint(low, high)), f"{rng.uniform(low, high):.1f}".replace(".", ",")))
    return f"{name}{rng.choice((' ', ' : ', ' = ', ' à '))}{value} {unit}".rstrip()


def blood_pressure(rng: random.Random) -> str:
    """Systolic over diastolic, in cm or mm of mercury."""
    high, low = rng.randint(9, 20), rng.randint(4, 11)
    return rng.choice((f"{high}/{low}", f"{high}0/{low}0", f"{high}0/{low}5 mmHg"))


_BEFORE = (
    "", "", "", "hyper", "hypo", "péri", "endo", "para", "poly", "micro", "pseudo", "dys", "sub", "anti",
    "post-",
)  # fmt: skip


def medical_word(rng: random.Random) -> str:
    """An invented word of medical morphology."""
    return rng.choice(_BEFORE) + rng.choice(words()["word_stem"]) + rng.choice(words()["word_end"])


def _like(name: str, rng: random.Random) -> str:
    return rng.choice((name.capitalize(), name.capitalize(), name.upper(), name))


def _stem(rng: random.Random) -> str:
    return rng.choice(words()["drug_start"]) + rng.choice(words()["drug_middle"]).strip("-")


def drug_name(rng: random.Random) -> str:
    """An invented substance."""
    return _like(_stem(rng) + rng.choice(words()["drug_end"]), rng)


def brand_name(rng: random.Random) -> str:
    """An invented brand of a drug or device."""
    return _like(_stem(rng) + rng.choice(words()["brand_end"]), rng)


def acronym(rng: random.Random) -> str:
    """A few capitals that stand for nothing."""
    return "".join(rng.choice("ABCDEFGHIJLMNOPRSTUV") for _ in range(rng.choice((2, 3, 3, 4, 5))))


def authors(rng: random.Random) -> str:
    """Authors of a paper, as references list them: they are no gold."""
    names = rng.sample(words()["author"], rng.randint(3, 8))
    letters = ["".join(rng.choice("ABCDEFGHJLMPRST") for _ in range(rng.choice((1, 2)))) for _ in names]
    return ", ".join(f"{name} {own}" for name, own in zip(names, letters, strict=True)) + "."


def title_word(rng: random.Random) -> str:
    """An ordinary word with a capital, that is not a name of the data files as well."""
    while (word := rng.choice(words()["plain"]).capitalize()) in all_names():
        pass
    return word


#: Plain computed slots.
PLAIN: dict[str, Callable[[random.Random], str]] = {
    "age": lambda rng: str(rng.randint(1, 98)),
    "int": lambda rng: str(rng.choice((1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 24, 30, 48, 60, 72, 100))),
    "dec": lambda rng: f"{rng.uniform(0, 40):.1f}".replace(".", rng.choice(",,.")),
    "dose": dose,
    "lab": lab,
    "time": lambda rng: f"{rng.randrange(24)}{rng.choice('hhH:')}{rng.randrange(60):02}",
    "pct": lambda rng: f"{rng.randint(1, 100)}{rng.choice(('%', ' %'))}",
    "bp": blood_pressure,
    "word": medical_word,
    "madeup_drug": drug_name,
    "madeup_brand": brand_name,
    "caps": acronym,
    "authors": authors,
    "plain": lambda rng: rng.choice(words()["plain"]),
    "Plain": title_word,
}

#: Gold slots whose value needs nothing but chance: slot -> (label, maker).
GOLD: dict[str, tuple[str, Callable[[random.Random], str]]] = {
    "NIR": ("NIR", nir),
    "PHONE": ("PHONE", phone),
    "BIRTH_DATE": ("BIRTH_DATE", birth_date),
    "DATE": ("DATE", any_date),
    "YEAR": ("DATE", year),
    "PATIENT_ID": ("PATIENT_ID", lambda rng: rng.choice("1234578") + digits(rng, rng.choice((7, 8, 9, 9)))),
    "RPPS": ("PRO_ID", lambda rng: with_luhn("10" + digits(rng, 8))),
    "ADELI": ("PRO_ID", lambda rng: f"{rng.randint(1, 95):02}{digits(rng, 7)}"),
    "FINESS": ("PRO_ID", lambda rng: with_luhn(f"{rng.randint(1, 95):02}{digits(rng, 6)}")),
    "IBAN": ("IBAN", iban),
    "PLATE": ("PLATE", plate),
    "URL_IP": ("URL_IP", url),
    "POSTCODE": (
        "POSTCODE",
        lambda rng: f"{rng.randint(1, 95):02}{rng.choice(('000', '100', '200', '310', '450', '580'))}",
    ),
}
