"""How alone a person stands with a few plain facts, names and numbers left aside (k-anonymity, Sweeney 2002).

The facts are those of the columns (birth date, sex, place) and those that a note adds. Findings hold keyed
fingerprints of what was found, so two notes with one employer are known to have one, and nobody reads which.
"""

from dataclasses import dataclass
from typing import Any

from viginote.exposure.content import OF_PATIENT
from viginote.exposure.margins import Quality
from viginote.exposure.store import Store

QUASI_IDENTIFIERS = ("birth_date", "sex", "postcode")
#: A disease is rare when it affects no more than 5 in 10,000 people (Regulation (EC) 141/2000, art. 3).
_RARE = 0.0005


@dataclass(frozen=True, slots=True)
class _Fact:
    """`where`: the mentions that tell it; `what`: that by which two are one; `question`: of its range."""

    where: str
    what: str
    question: str


_SAID = "list_contains(?, assertion)"
#: What others may know of a person beside year of birth, sex and place. A disease is a word that the genetic
#: lexicon takes for one by itself, borne by few of the people with a note.
FACTS = {
    "employer": _Fact("label = 'EMPLOYER'", "fingerprint", "EMPLOYER"),
    "town": _Fact("label IN ('CITY', 'POSTCODE')", "fingerprint", "CITY"),
    "care_site": _Fact("label = 'HOSPITAL'", "fingerprint", "HOSPITAL"),
    "rare_disease": _Fact(f"label = 'genetic' AND explicit AND {_SAID}", "fingerprint", "genetic"),
    "category": _Fact(_SAID, "label", "any"),
}


def reidentification(store: Store, quality: Quality) -> dict[str, Any]:
    """The `reidentification` part of exposure.json.

    `k_min`: the smallest class of people alike in birth date, sex and place. `unique_share`: share of people
    alone in theirs. `k_below_5_share`: share in classes of fewer than five. `with_notes`: the people with a
    note; how many of them are alone for one who knows year of birth, sex and place only, then a fact of their
    note as well, all facts together and each by itself. Shares are of the people whose birth date is known,
    and 0 where it is known of nobody.
    """
    number, people, k_min, unique, below = store.one(
        """
        SELECT count(*), coalesce(sum(k), 0), coalesce(min(k), 0), count(*) FILTER (k = 1),
            coalesce(sum(k) FILTER (k < 5), 0)
        FROM (SELECT count(*) AS k FROM people WHERE birth IS NOT NULL GROUP BY birth, sex, postcode)
        """
    )
    return {
        "quasi_identifiers": list(QUASI_IDENTIFIERS),
        "people": people,
        "classes": number,
        "k_min": k_min,
        "unique_share": _share(unique, people),
        "k_below_5_share": _share(below, people),
        "without_birth_date": store.one("SELECT count(*) FROM people WHERE birth IS NULL")[0],
        "with_notes": _with_notes(store, quality),
    }


def _with_notes(store: Store, quality: Quality) -> dict[str, Any]:
    clues, alone, people, dated = _noted(store)
    _tell_facts(store, people)
    by_year, by_facts = store.one(
        "SELECT count(*) FILTER (k = 1), "
        "count(*) FILTER (k = 1 OR person IN (SELECT person FROM shared WHERE k_with = 1)) "
        "FROM classed WHERE person IN (SELECT person FROM noted)"
    )
    more = quality.bounds("clue", by_facts - by_year, dated - by_year)
    return {
        "people": people,
        "without_birth_date": people - dated,
        "unique_share": _share(alone, dated),
        "with_a_clue_in_the_note": clues,
        "with_a_clue_in_the_note_range": quality.bounds("clue", clues, people),
        "unique_share_by_year": _share(by_year, dated),
        "unique_share_by_year_and_facts": _share(by_facts, dated),
        "unique_share_by_year_and_facts_range": {
            side: _share(by_year + bound, dated) for side, bound in more.items()
        },
        "by_fact": _by_fact(store, quality, people),
    }


def _noted(store: Store) -> tuple[int, int, int, int]:
    """People with a note: whose note holds one more clue, who are alone with their facts, all, and those of
    known birth date."""
    clues, alone, people, dated = store.one(
        """
        WITH noted_people AS (SELECT DISTINCT person FROM noted WHERE person IS NOT NULL),
            alone AS (SELECT min(person) AS person FROM people WHERE birth IS NOT NULL
                      GROUP BY birth, sex, postcode HAVING count(*) = 1),
            clued AS (SELECT DISTINCT person FROM mentions WHERE kind = 'identifier' AND label <> 'DATE')
        SELECT count(*) FILTER (person IN (SELECT person FROM clued)),
            count(*) FILTER (person IN (SELECT person FROM alone)), count(*),
            count(*) FILTER (person IN (SELECT person FROM people WHERE birth IS NOT NULL))
        FROM noted_people
        """
    )
    return clues, alone, people, dated


_CLASSED = """
CREATE TABLE classed AS
    SELECT person, year, sex, postcode, count(*) OVER (PARTITION BY year, sex, postcode) AS k
    FROM people WHERE year IS NOT NULL
"""
_SHARED = """
CREATE TABLE shared AS
    SELECT person, kind, k, count(*) OVER (PARTITION BY year, sex, postcode, kind, fact) AS k_with
    FROM classed JOIN facts USING (person)
"""


def _tell_facts(store: Store, people: int) -> None:
    """Afterwards `classed` holds how many share a person's year, sex and place; `shared` a fact as well."""
    store.sql.execute(_CLASSED)
    store.sql.execute("CREATE TABLE facts (person BIGINT, kind VARCHAR, fact VARCHAR)")
    for name, fact in FACTS.items():
        store.sql.execute(
            f"INSERT INTO facts SELECT DISTINCT person, '{name}', {fact.what} FROM mentions "  # noqa: S608
            f"WHERE person IS NOT NULL AND {fact.where}",
            [list(OF_PATIENT)] * fact.where.count("?"),
        )
    store.sql.execute(
        "DELETE FROM facts WHERE kind = 'rare_disease' AND fact IN (SELECT fact FROM facts "
        "WHERE kind = 'rare_disease' GROUP BY fact HAVING count(*) > ?)",
        [max(1, int(_RARE * people))],
    )
    store.sql.execute(_SHARED)


def _by_fact(store: Store, quality: Quality, people: int) -> dict[str, dict[str, Any]]:
    """Of the people with each kind of fact: alone without it, and with it."""
    rows = store.rows(
        """
        SELECT kind, count(*), count(*) FILTER (k = 1), count(*) FILTER (k_with = 1)
        FROM (SELECT person, kind, any_value(k) AS k, min(k_with) AS k_with FROM shared GROUP BY person, kind)
        GROUP BY kind
        """
    )
    counted = {kind: counts for kind, *counts in rows}
    told = {}
    for name, fact in FACTS.items():
        names = ("people", "unique_by_year", "unique_with_fact")
        found = dict(zip(names, counted.get(name, (0, 0, 0)), strict=True))
        ranges = {f"{n}_range": quality.bounds(fact.question, count, people) for n, count in found.items()}
        told[name] = found | ranges
    return told


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
