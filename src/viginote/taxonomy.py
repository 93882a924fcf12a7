"""Labels, categories and assertions in one place, with their weight and their legal class.

Legal classes:
- GDPR art. 9(1): special categories of personal data (health, sex life or sexual orientation, racial or
  ethnic origin, religious or philosophical belief, political opinion, trade-union membership, genetic data).
- GDPR art. 10: data relating to criminal convictions and offences.
- Code pénal art. 226-13: breach of professional secrecy, which covers all that a carer learns of a patient.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The two kinds of findings."""

    IDENTIFIER = "identifier"
    SENSITIVE = "sensitive"


class Assertion(StrEnum):
    """What is said of a sensitive mention. A mention with two values takes the first in this order."""

    FAMILY = "family"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    HISTORY = "history"
    AFFIRMED = "affirmed"


#: The assertions under which a note says the thing of its patient.
OF_THE_PATIENT = frozenset({Assertion.AFFIRMED, Assertion.HISTORY})


class Means(StrEnum):
    """By what a mention gives its category away where it does not name the thing itself.

    The name of a detector ends with it (`lexicon:drug`); a mention without one is explicit ("séropositif").
    """

    DRUG = "drug"
    TEST = "test"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier label.

    `direct` is true when the value alone points at one person (a NIR, a phone), false when it does so
    only beside others (a city, a date): WP29 Opinion 05/2014 on anonymisation, section 2.2.
    """

    label: str
    direct: bool


@dataclass(frozen=True, slots=True)
class Category:
    """A sensitive category. `weight` is the harm of a disclosure, 0 to 1, relative to the worst."""

    label: str
    core: bool
    weight: float
    legal: str


IDENTIFIERS: dict[str, Identifier] = {
    i.label: i
    for i in (
        Identifier("PERSON", True),
        Identifier("NIR", True),
        Identifier("PHONE", True),
        Identifier("EMAIL", True),
        Identifier("ADDRESS", True),
        Identifier("POSTCODE", False),
        Identifier("CITY", False),
        Identifier("HOSPITAL", False),
        Identifier("BIRTH_DATE", False),
        Identifier("DATE", False),
        Identifier("PATIENT_ID", True),
        Identifier("PRO_ID", False),
        Identifier("IBAN", True),
        Identifier("URL_IP", True),
        Identifier("PLATE", True),
        Identifier("EMPLOYER", False),
    )
}

_HEALTH = "GDPR art. 9 (health); Code pénal art. 226-13"
CATEGORIES: dict[str, Category] = {
    c.label: c
    for c in (
        Category("hiv", True, 1.0, _HEALTH),
        Category("sexual_orientation", True, 1.0, "GDPR art. 9 (sexual orientation); Code pénal art. 226-13"),
        Category("sex_life", True, 0.9, "GDPR art. 9 (sex life); Code pénal art. 226-13"),
        Category("psychiatry", True, 0.8, _HEALTH),
        Category("substance_use", True, 0.7, _HEALTH),
        Category("sti_hepatitis", False, 0.8, _HEALTH),
        Category("reproductive", False, 0.8, _HEALTH),
        Category("violence", False, 0.9, "GDPR art. 9 (health) and art. 10; Code pénal art. 226-13"),
        Category("family_social", False, 0.5, "Code pénal art. 226-13"),
        Category("judicial", False, 0.9, "GDPR art. 10 (convictions and offences); Code pénal art. 226-13"),
        Category("origin_belief", False, 0.8, "GDPR art. 9 (origin, belief); Code pénal art. 226-13"),
        Category("genetic", False, 0.7, "GDPR art. 9 (genetic data); Code pénal art. 226-13"),
        Category("disability_protection", False, 0.5, _HEALTH),
    )
}


def kind_of(label: str) -> Kind:
    """The kind of a label: identifier labels are upper case, sensitive categories lower case."""
    return Kind.IDENTIFIER if label.isupper() else Kind.SENSITIVE
