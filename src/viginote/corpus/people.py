"""Invented people and the forms in which notes write their names."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from viginote.corpus.template import Piece
from viginote.corpus.vocabulary import Vocabulary, people

# Drawn as often as they stand here.
_FEMALE = (
    "Mme", "Mme", "Mme", "Mme", "Mme.", "MME", "Madame", "Madame", "Mlle", "Melle", "Mademoiselle", "mme",
    "madame", "Mme",
)  # fmt: skip
_MALE = ("M.", "M.", "M.", "M.", "M", "Mr", "Mr", "Mr.", "MR", "Monsieur", "Monsieur", "monsieur", "mr")
_DOCTOR = (
    "Dr", "Dr", "Dr", "Dr", "Dr.", "DR", "Docteur", "docteur", "dr", "Pr", "Pr.", "Professeur", "Prof.",
    "Le Dr", "le Dr", "Docteure",
)  # fmt: skip
_NURSE = (
    "IDE", "AS", "IDE :", "AS :", "inf.", "Infirmière", "infirmier", "ASH", "kiné", "aide-soignante",
    "sage-femme", "SF",
)  # fmt: skip
_FRENCH = "french"  # of the origins of people, four times as frequent as any other


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person: names without titles, and the sex that the title must agree with."""

    first: str
    last: str
    sex: Literal["f", "m"]


def draw(vocabulary: Vocabulary, rng: random.Random) -> Person:
    """Somebody new. First name and surname share an origin four times in five."""
    origins = tuple(people())
    weights = [12 if origin == _FRENCH else 3 for origin in origins]
    origin = rng.choices(origins, weights)[0]
    other = origin if rng.random() < 0.8 else rng.choices(origins, weights)[0]
    sex: Literal["f", "m"] = rng.choice(("f", "m"))
    first = vocabulary.name(sex, other, rng)
    last = vocabulary.name("last", origin, rng)
    if rng.random() < 0.05:
        last += rng.choice(("-", "-", " ")) + vocabulary.name("last", origin, rng)
    if rng.random() < 0.03:
        last = rng.choice(("de ", "De ", "du ", "de la ", "Van ", "El ", "Ben ", "Da ", "Di ", "Le ")) + last
    return Person(first, last, sex)


def initials(name: str, dotted: bool) -> str:
    """The initials of a first name: "Jean-Pierre" gives "J.-P." or "JP"."""
    letters = [part[0].upper() for part in name.replace("-", " ").split()]
    return ".-".join(letters) + "." if dotted else "".join(letters)


def cased(first: str, last: str, rng: random.Random) -> tuple[str, str]:
    """The two names in one of the cases that notes use."""
    draw_ = rng.random()
    if draw_ < 0.50:
        return first, last
    if draw_ < 0.78:
        return first, last.upper()
    if draw_ < 0.90:
        return first.upper(), last.upper()
    if draw_ < 0.98:
        return first.lower(), last.lower()
    return first.lower(), last.upper()


def full(person: Person, rng: random.Random) -> list[Piece]:
    """First name and surname, in any order and form."""
    first, last = cased(person.first, person.last, rng)
    write = rng.choices([form for form, _ in _FULL], [share for _, share in _FULL])[0]
    return write(person, first, last, rng)


def _married(person: Person, first: str, last: str, rng: random.Random) -> list[Piece]:
    word = rng.choice(
        (" née ", " épouse ", " ép. ", " veuve ", " ep ", " (née ", " nom de naissance ", " vve ")
    )
    other = rng.choice((last, person.last))
    if person.sex == "m":
        return [Piece(f"{first} {last}", "PERSON")]
    return [Piece(f"{first} {last}", "PERSON"), Piece(word), Piece(other.title(), "PERSON")]


def _one(text: str) -> list[Piece]:
    return [Piece(text, "PERSON")]


def _apart(person: Person, first: str, last: str, rng: random.Random) -> list[Piece]:
    gap = rng.choice((", ", ", ", " (", " - ", " / ", "/"))
    return [Piece(last, "PERSON"), Piece(gap), Piece(first, "PERSON")]


def _last_and_initial(person: Person, first: str, last: str, rng: random.Random) -> list[Piece]:
    return _one(f"{last} {initials(person.first, rng.random() < 0.6)}")


def _first_and_initial(person: Person, first: str, last: str, rng: random.Random) -> list[Piece]:
    return _one(f"{first} {last[0].upper()}{rng.choice(('.', ''))}")


def _with_middle(person: Person, first: str, last: str, rng: random.Random) -> list[Piece]:
    return _one(f"{first} {rng.choice('ABCDEFGHJKLMNPRST')}. {last}")


#: The forms of a full name, with their shares.
_FULL: tuple[tuple[Callable[[Person, str, str, random.Random], list[Piece]], float], ...] = (
    (lambda person, first, last, rng: _one(f"{first} {last}"), 40),
    (lambda person, first, last, rng: _one(f"{last} {first}"), 36),
    (_apart, 6),
    (_last_and_initial, 4),
    (lambda person, first, last, rng: short(person, rng), 6),
    (_married, 4),
    (_first_and_initial, 2),
    (_with_middle, 2),
)


def short(person: Person, rng: random.Random) -> list[Piece]:
    """Initial and surname."""
    initial = initials(person.first, rng.random() < 0.75)
    last = person.last.upper() if rng.random() < 0.4 else person.last
    if rng.random() < 0.06:
        initial = person.first[:2].capitalize() + "."
    gap = "" if initial.endswith(".") and rng.random() < 0.12 else " "
    return [Piece(f"{initial}{gap}{last}", "PERSON")]


def anonymous(person: Person, rng: random.Random) -> list[Piece]:
    """Initials that stand for a person, as published cases and careful colleagues write them."""
    a, b = person.first[0].upper(), person.last[0].upper()
    forms = (
        f"{a}.{b}",
        f"{a}.{b}.",
        f"{a}. {b}",
        f"{a} {b}",
        f"{a}{b}",
        f"{b}.",
        b,
        f"{b}...",
        f"{a}. {b}.",
        f"{a}-{b}",
    )
    return [Piece(rng.choice(forms), "PERSON")]


def last_only(person: Person, rng: random.Random) -> list[Piece]:
    """The surname alone."""
    return [Piece(cased("", person.last, rng)[1], "PERSON")]


def first_only(person: Person, rng: random.Random) -> list[Piece]:
    """The first name alone, mostly with its capital."""
    draw_ = rng.random()
    name = person.first if draw_ < 0.75 else person.first.lower() if draw_ < 0.9 else person.first.upper()
    return [Piece(name, "PERSON")]


def nickname(person: Person, rng: random.Random) -> list[Piece]:
    """A pet name made from the first name: "Nico", "Fredo", "Titi", "Lulu"."""
    base = person.first.split("-")[0].split()[0]
    head = base[: rng.choice((2, 3, 3, 4))]
    forms = (head, head + "o", head + "ou", base[:2].lower() * 2, head + "ette", head + "y", head + "i")
    return [Piece(rng.choice(forms).capitalize(), "PERSON")]


def any_form(person: Person, rng: random.Random) -> list[Piece]:
    """A bare name in any form: mostly full, else one of its parts."""
    draw_ = rng.random()
    if draw_ < 0.8:
        return full(person, rng)
    return last_only(person, rng) if draw_ < 0.93 else first_only(person, rng)


def _titled(person: Person, title: str, rng: random.Random, alone: float, initial: float) -> list[Piece]:
    """A title outside the gold, then a name: `alone` is the share of bare surnames, `initial` of initials."""
    draw_ = rng.random()
    if draw_ < alone:
        name = last_only(person, rng)
    elif draw_ < alone + initial:
        name = anonymous(person, rng)
    else:
        name = full(person, rng)
    gap = "" if title.endswith(".") and rng.random() < 0.08 else " "
    return [Piece(title + gap), *name]


def patient(person: Person, rng: random.Random) -> list[Piece]:
    """Somebody behind M. or Mme."""
    title = rng.choice(_FEMALE if person.sex == "f" else _MALE)
    return _titled(person, title, rng, alone=0.42, initial=0.10)


def doctor(person: Person, rng: random.Random) -> list[Piece]:
    """Somebody behind Dr or Pr."""
    title = rng.choice(_DOCTOR)
    if rng.random() < 0.2:
        return [Piece(title + " "), *short(person, rng)]
    return _titled(person, title, rng, alone=0.45, initial=0.05)


def nurse(person: Person, rng: random.Random) -> list[Piece]:
    """Somebody behind a profession, mostly by the first name."""
    pick = rng.choice((first_only, first_only, short, full, last_only))
    return [Piece(rng.choice(_NURSE) + " "), *pick(person, rng)]


#: Slots of people: how each writes a person.
FORMS = {
    "PERSON": any_form,
    "FULL": full,
    "LAST": last_only,
    "FIRST": first_only,
    "NICK": nickname,
    "INITIALS": anonymous,
    "SHORT": short,
    "PATIENT": patient,
    "DOCTOR": doctor,
    "NURSE": nurse,
}
