"""How a table of the mapping takes part in the count: as records of patients or professionals, or notes."""

import re
from collections.abc import Iterable
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from viginote.batch import column_names
from viginote.batch.mapping import Role, TableMapping
from viginote.exposure.view import View

#: Any of these makes a table one of people: a row is a record of a person. Contacts may be an organisation's.
_CONTACTS = (Role.PHONE, Role.EMAIL)
_OF_A_PERSON = (
    Role.LAST_NAME, Role.BIRTH_NAME, Role.FIRST_NAME, Role.FULL_NAME, Role.BIRTH_DATE, Role.NIR, *_CONTACTS,
)  # fmt: skip
#: A row in which none of these is filled is of nobody known.
_OF_SOMEBODY = (Role.RECORD_ID, Role.PATIENT_ID, *_OF_A_PERSON)
_WORD = re.compile(r"[a-z]+")
#: What a record holds, one bit each, in the order in which the counts are told.
HELD = ("PERSON", "NIR", "PHONE", "EMAIL", "ADDRESS", "POSTCODE", "CITY", "BIRTH_DATE")


class KnownBy(StrEnum):
    """By what a leak tells one person from another: columns, the number of a patient, what texts say."""

    IDENTITY = "identity"
    NUMBER = "number"
    TEXT = "text"


def known_by(tables: Iterable[TableMapping]) -> KnownBy:
    """By what the best of these tables tells its people apart."""
    tables = list(tables)
    if any(map(of_people, tables)):
        return KnownBy.IDENTITY
    numbered = any(table.with_role(Role.PATIENT_ID) for table in tables if not of_professionals(table))
    return KnownBy.NUMBER if numbered else KnownBy.TEXT


def of_people(table: TableMapping) -> bool:
    """One row is one record of a patient; else its rows are professionals, notes or the like."""
    others = of_professionals(table) or of_organisations(table)
    return bool(table.with_role(*_OF_A_PERSON)) and not others


def records(view: View, by: KnownBy) -> npt.NDArray[np.bool_]:
    """Which rows are records of a patient, by their columns. `by`: as `known_by` says of the leak."""
    if by is KnownBy.NUMBER and not of_professionals(view.mapping):
        return view.filled(Role.PATIENT_ID)
    if by is KnownBy.IDENTITY and of_people(view.mapping):
        return view.filled(*_OF_SOMEBODY)
    return np.zeros(len(view.rows), np.bool_)


def of_professionals(table: TableMapping) -> bool:
    """One row is one record of a carer or user: exposed too, but no patient."""
    return bool(table.with_role(Role.PROFESSIONAL))


def of_organisations(table: TableMapping) -> bool:
    """One row is a practice, a pharmacy, an insurer, as the table's name says: nobody."""
    people = set(_OF_A_PERSON).difference(_CONTACTS) | {Role.PATIENT_ID}
    return column_names.of_organisations(table.table) and not table.with_role(*people)


def note_date(table: TableMapping, text: str) -> str | None:
    """The column that dates the text column: one that shares a word with its name, else the nearest one."""
    dates = table.with_role(Role.DATE)
    if not dates:
        return None
    order = list(table.columns)
    words = _words(text)

    def closeness(column: str) -> tuple[bool, int]:
        return not words & (_words(column) - {"date", "dt"}), abs(order.index(column) - order.index(text))

    return min(dates, key=closeness)


def _words(column: str) -> set[str]:
    """The words of a column's name, cut to five letters so that `comment` meets `commentaire`."""
    return {word[:5] for word in _WORD.findall(column.lower())}
