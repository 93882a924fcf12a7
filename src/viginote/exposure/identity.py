"""What the records hold of each person, and how alone a person stands with a few plain facts."""

from typing import Any

from viginote.exposure.content import OF_PATIENT
from viginote.exposure.margins import Quality
from viginote.exposure.store import HELD, Store

#: One row a person. Where the records of a person differ, the first one speaks.
_PEOPLE = """
CREATE TABLE people AS
    SELECT person, held, minor, dead, birth, year, sex, postcode,
        held & 1 > 0 AS named, held & 2 > 0 AS has_nir, held & 128 > 0 AS has_birth,
        held & 28 > 0 AS reachable
    FROM (SELECT person, bit_or(held) AS held, arg_min(minor, rid) AS minor, bool_or(dead) AS dead,
            arg_min(birth, rid) AS birth, arg_min(year, rid) AS year, max(sex) AS sex,
            arg_min(postcode, rid) AS postcode
          FROM linked JOIN persons USING (rid) GROUP BY person);
CREATE TABLE patients_of AS
    SELECT practice, person, count(*) AS records FROM linked JOIN persons USING (rid)
    WHERE practice IS NOT NULL GROUP BY practice, person;
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
#: Facts that are in few hands alone and in many together (k-anonymity, Sweeney 2002).
QUASI_IDENTIFIERS = ("birth_date", "sex", "postcode")


def describe_people(store: Store) -> None:
    """Afterwards `people` holds a row a person, `patients_of` the people of each practice."""
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


def reidentification(store: Store, quality: Quality) -> dict[str, Any]:
    """k-anonymity of the people over birth date, sex and place, names and numbers left aside.

    `k_min`: the smallest class. `unique_share`: share of people alone with their facts. `k_below_5_share`:
    share in classes of fewer than five. `with_notes`: the same of the people with a note; and how many of
    them are alone for one who knows their year of birth, sex and place only, then a fact of their note as
    well (an employer, a town, a telephone; a category that it says of them).
    """
    classes = store.one(
        """
        SELECT count(*), coalesce(sum(k), 0), coalesce(min(k), 0), count(*) FILTER (k = 1),
            coalesce(sum(k) FILTER (k < 5), 0)
        FROM (SELECT count(*) AS k FROM people WHERE birth IS NOT NULL GROUP BY birth, sex, postcode)
        """
    )
    number, people, k_min, unique, below = classes
    clues, unique_with_notes, with_notes = _noted(store)
    by_year, by_facts = _by_year(store)
    more = quality.bounds("clue", by_facts - by_year, with_notes - by_year)
    return {
        "quasi_identifiers": list(QUASI_IDENTIFIERS),
        "people": people,
        "classes": number,
        "k_min": k_min,
        "unique_share": _share(unique, people),
        "k_below_5_share": _share(below, people),
        "without_birth_date": store.one("SELECT count(*) FROM people WHERE birth IS NULL")[0],
        "with_notes": {
            "people": with_notes,
            "unique_share": _share(unique_with_notes, with_notes),
            "with_a_clue_in_the_note": clues,
            "with_a_clue_in_the_note_range": quality.bounds("clue", clues, with_notes),
            "unique_share_by_year": _share(by_year, with_notes),
            "unique_share_by_year_and_facts": _share(by_facts, with_notes),
            "unique_share_by_year_and_facts_range": {
                side: _share(by_year + bound, with_notes) for side, bound in more.items()
            },
        },
    }


def _noted(store: Store) -> tuple[int, int, int]:
    """People with a note: whose note holds one more clue, who are alone with their facts, and all."""
    clues, alone, people = store.one(
        """
        WITH noted_people AS (SELECT DISTINCT person FROM noted WHERE person IS NOT NULL),
            alone AS (SELECT min(person) AS person FROM people WHERE birth IS NOT NULL
                      GROUP BY birth, sex, postcode HAVING count(*) = 1),
            clued AS (SELECT DISTINCT person FROM mentions WHERE kind = 'identifier' AND label <> 'DATE')
        SELECT count(*) FILTER (person IN (SELECT person FROM clued)),
            count(*) FILTER (person IN (SELECT person FROM alone)), count(*) FROM noted_people
        """
    )
    return clues, alone, people


def _by_year(store: Store) -> tuple[int, int]:
    """People with a note alone with year of birth, sex and place, without and with a fact of their note."""
    by_year, by_facts = store.one(
        """
        WITH classed AS (SELECT person, year, sex, postcode, count(*) OVER w AS k FROM people
                         WHERE year IS NOT NULL WINDOW w AS (PARTITION BY year, sex, postcode)),
            facts AS (SELECT DISTINCT person, if(kind = 'identifier', fingerprint, label) AS fact
                      FROM mentions
                      WHERE kind = 'identifier' AND label <> 'DATE' OR list_contains(?, assertion)),
            shared AS (SELECT person, count(*) OVER (PARTITION BY year, sex, postcode, fact) AS k
                       FROM classed JOIN facts USING (person))
        SELECT count(*) FILTER (k = 1),
            count(*) FILTER (k = 1 OR person IN (SELECT person FROM shared WHERE k = 1))
        FROM classed WHERE person IN (SELECT person FROM noted)
        """,
        list(OF_PATIENT),
    )
    return by_year, by_facts


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
