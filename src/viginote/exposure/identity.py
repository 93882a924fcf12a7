"""What the records hold of each person."""

from viginote.exposure.layout import HELD
from viginote.exposure.store import Store

#: One row a person. Where the records of a person differ, the first one that says it speaks.
_PEOPLE = """
CREATE TABLE people AS
    SELECT person, held, minor, dead, birth, year, sex, postcode,
        held & 1 > 0 AS named, held & 2 > 0 AS has_nir, held & 128 > 0 AS has_birth,
        held & 28 > 0 AS reachable
    FROM (SELECT person, bit_or(held) AS held, arg_min(minor, rid) AS minor, bool_or(dead) AS dead,
            arg_min(birth, rid) AS birth, arg_min(year, rid) AS year, max(sex) AS sex,
            arg_min(postcode, rid) AS postcode
          FROM linked JOIN persons USING (rid) GROUP BY person)
"""

#: What a leak says of who a person is, as conditions on `people`.
LINKS = {
    "full_identity": "named AND (has_nir OR has_birth OR reachable)",
    "pseudonym_only": "NOT named AND NOT has_nir AND NOT reachable",
    "with_nir": "has_nir",
    "reachable": "reachable",
    "minors": "minor",
}
#: They counted, in their order.
LINKS_SQL = ", ".join(f"count(*) FILTER ({condition})" for condition in LINKS.values())

_BIT_COUNTS = ", ".join(f"count(*) FILTER (held & {1 << bit} > 0)" for bit in range(len(HELD)))


def describe_people(store: Store) -> None:
    """Afterwards `people` holds a row a person."""
    store.sql.execute(_PEOPLE)


def identifiers(store: Store) -> dict[str, dict[str, int]]:
    """How many records and people hold each identifier in a column of its own."""
    records, people = (
        store.one(f"SELECT {_BIT_COUNTS} FROM {table}")  # noqa: S608
        for table in ("linked", "people")
    )
    return {
        label: {"records": r or 0, "people": p or 0}
        for label, r, p in zip(HELD, records, people, strict=True)
    }
