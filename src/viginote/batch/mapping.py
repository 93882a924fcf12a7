"""What the columns of a source hold: found out by `profile`, edited by hand where it is wrong.

Written as YAML:

    tables:
      public.patients:
        rows: 2400
        columns:
          id:      {role: record_id, confidence: 1.0, filled: 1.0}
          nom:     {role: last_name, confidence: 0.95, filled: 0.99}
          cabinet: {role: practice, confidence: 0.9, filled: 1.0}

Only `role` is needed when a mapping is written by hand; `scan: true` or `scan: false` beside it overrides
whether the column's cells go through the scanner.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from viginote.errors import ViginoteError


class Role(StrEnum):
    """What a column holds throughout."""

    LAST_NAME = "last_name"
    BIRTH_NAME = "birth_name"
    FIRST_NAME = "first_name"
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    DEATH_DATE = "death_date"  # or whether the person is dead
    SEX = "sex"
    NIR = "nir"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    POSTCODE = "postcode"
    CITY = "city"
    RECORD_ID = "record_id"  # the technical key of the row itself
    PATIENT_ID = "patient_id"  # a patient number, or a reference to the patients' table
    PROFESSIONAL = "professional"  # RPPS, ADELI, login of the row's person: a carer or user, no patient
    PRACTICE = "practice"  # whose patients these are: doctor, practice, site
    FREE_TEXT = "free_text"
    DATE = "date"
    NUMBER = "number"
    CODE = "code"  # keys, file names, codes: one token without a language
    OTHER = "other"  # words, but no text so far; cells that read like text are scanned
    EMPTY = "empty"


@dataclass(slots=True)
class ColumnRole:
    """One column: its role, how sure that is (0 to 1), the share of rows that fill it.

    `scan`: None means as its role says.
    """

    column: str
    role: Role
    confidence: float = 1.0
    filled: float = 0.0
    scan: bool | None = None

    @property
    def scanned(self) -> bool:
        """Whether every filled cell of the column goes through the scanner."""
        return self.role is Role.FREE_TEXT if self.scan is None else self.scan


@dataclass(slots=True)
class TableMapping:
    """One table: its columns in order, and how many rows were seen."""

    table: str
    columns: dict[str, ColumnRole] = field(default_factory=dict)
    rows: int = 0

    def with_role(self, *roles: Role) -> list[str]:
        """The columns of these roles, in the table's order."""
        return [name for name, column in self.columns.items() if column.role in roles]

    def first(self, role: Role) -> str | None:
        """The surest column of a role; the fuller one of two that are as sure."""
        found = [c for c in self.columns.values() if c.role is role]
        return max(found, key=lambda c: (c.confidence, c.filled)).column if found else None

    @property
    def free_text(self) -> list[str]:
        return [name for name, column in self.columns.items() if column.scanned]

    @property
    def practice(self) -> str | None:
        return self.first(Role.PRACTICE)

    @property
    def person_key(self) -> list[str]:
        """The columns that tell one person from another: NIR, names and birth date, contact."""
        return self.with_role(
            Role.NIR, Role.LAST_NAME, Role.FULL_NAME, Role.FIRST_NAME, Role.BIRTH_DATE, Role.PHONE, Role.EMAIL
        )


@dataclass(slots=True)
class Mapping:
    """The tables of a source by name."""

    tables: dict[str, TableMapping] = field(default_factory=dict)

    def amended(self, by: "Mapping") -> "Mapping":
        """The same tables, with the columns that `by` knows as it says."""
        told = {name: table.columns for name, table in by.tables.items()}
        return Mapping({n: replace(t, columns=t.columns | told.get(n, {})) for n, t in self.tables.items()})

    def as_dict(self) -> dict[str, Any]:
        """The mapping as plain values, for JSON and YAML."""
        return {"tables": {name: _table_dict(table) for name, table in self.tables.items()}}

    def to_yaml(self) -> str:
        """The mapping as YAML that `from_yaml` reads back."""
        return yaml.safe_dump(self.as_dict(), allow_unicode=True, sort_keys=False, default_flow_style=None)

    @classmethod
    def read(cls, path: str | Path) -> "Mapping":
        """A mapping file. Raises ViginoteError that names table, column and what is allowed."""
        try:
            text = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ViginoteError(
                f"{path}: mapping file cannot be read ({type(error).__name__}); "
                "make one with: viginote profile SOURCE"
            ) from None
        return cls.from_yaml(text, str(path))

    @classmethod
    def from_yaml(cls, text: str, place: str = "mapping") -> "Mapping":
        """The mapping that `text` holds; `place` is named in errors."""
        try:
            content = yaml.safe_load(text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = f", line {mark.line + 1}" if mark else ""
            raise ViginoteError(f"{place}{line}: not YAML; check indentation, colons and quotes") from None
        tables = content.get("tables") if isinstance(content, dict) else None
        if not isinstance(tables, dict):
            raise ViginoteError(f"{place}: needs a key 'tables' that holds tables by name")
        return cls({str(name): _read_table(str(name), table, place) for name, table in tables.items()})


def _table_dict(table: TableMapping) -> dict[str, Any]:
    columns = {}
    for name, column in table.columns.items():
        entry: dict[str, Any] = {
            "role": str(column.role),
            "confidence": round(column.confidence, 2),
            "filled": round(column.filled, 4),
        }
        if column.scan is not None:
            entry["scan"] = column.scan
        columns[name] = entry
    return {
        "rows": table.rows,
        "practice": table.practice,
        "person_key": table.person_key,
        "free_text": table.free_text,
        "columns": columns,
    }


def _read_table(name: str, raw: Any, place: str) -> TableMapping:
    columns = raw.get("columns") if isinstance(raw, dict) else None
    if not isinstance(columns, dict):
        raise ViginoteError(f"{place}, table {name}: needs a key 'columns' that holds columns by name")
    roles = {str(c): _read_column(str(c), value, f"{place}, table {name}") for c, value in columns.items()}
    rows = raw.get("rows", 0)
    return TableMapping(name, roles, rows if isinstance(rows, int) else 0)


def _read_column(name: str, raw: Any, place: str) -> ColumnRole:
    entry = {"role": raw} if isinstance(raw, str) else raw
    if not isinstance(entry, dict) or "role" not in entry:
        raise ViginoteError(f"{place}, column {name}: needs a role, one of {_listed(Role)}")
    if entry["role"] not in list(Role):
        raise ViginoteError(f"{place}, column {name}: unknown role; use one of {_listed(Role)}")
    unknown = set(entry) - {"role", "confidence", "filled", "scan"}
    if unknown:
        raise ViginoteError(f"{place}, column {name}: unknown key {_listed(sorted(map(str, unknown)))}")
    scan = entry.get("scan")
    if scan is not None and not isinstance(scan, bool):
        raise ViginoteError(f"{place}, column {name}: 'scan' must be true or false")
    numbers = [_share(entry.get(key, default)) for key, default in (("confidence", 1.0), ("filled", 0.0))]
    if None in numbers:
        raise ViginoteError(f"{place}, column {name}: confidence and filled must be numbers from 0 to 1")
    return ColumnRole(name, Role(entry["role"]), numbers[0] or 0.0, numbers[1] or 0.0, scan)


def _share(value: Any) -> float | None:
    ok = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if ok else None


def _listed(words: Iterable[str]) -> str:
    return ", ".join(str(word) for word in words)
