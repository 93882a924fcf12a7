"""The same figures for each practice: every doctor is the controller of his or her own patients' data.

(CNIL: each controller notifies by itself; the vendor of the software is the processor.)
"""

from collections import defaultdict
from typing import Any

from viginote.exposure.content import CORE, OF_PATIENT
from viginote.exposure.counts import bounds
from viginote.exposure.identity import LINKS, LINKS_SQL
from viginote.exposure.margins import Quality
from viginote.exposure.people import PeopleCount, practice_ranges
from viginote.exposure.severity import Circumstances, Facts, assess
from viginote.exposure.store import Store
from viginote.taxonomy import CATEGORIES

#: The people of each practice: by their records, and by notes that were written there. What records tell no
#: practice go to the one with most of their person's notes.
_PLACED = """
CREATE TABLE patients_of AS
    SELECT practice, person, count(*) AS records FROM linked JOIN persons USING (rid)
    WHERE practice IS NOT NULL GROUP BY practice, person;
CREATE TABLE by_notes AS
    SELECT practice, person, row_number() OVER (PARTITION BY person ORDER BY count(*) DESC, practice) = 1
        AND person NOT IN (SELECT person FROM patients_of) AS home
    FROM noted n WHERE practice IS NOT NULL AND person IS NOT NULL
        AND NOT EXISTS (FROM patients_of o WHERE o.practice = n.practice AND o.person = n.person)
    GROUP BY practice, person;
INSERT INTO patients_of
    SELECT practice, b.person, count(rid) FROM by_notes b
    LEFT JOIN (SELECT rid, person FROM linked JOIN persons USING (rid)
               WHERE person IN (SELECT person FROM by_notes)) p
        ON p.person = b.person AND b.home
    GROUP BY practice, b.person;
"""
_FACTS = f"""
SELECT o.practice, sum(o.records)::BIGINT, count(*), count(*) FILTER (p.minor),
    count(*) FILTER (p.birth IS NULL), count(*) FILTER (p.dead), count(*) FILTER (p.named),
    count(*) FILTER (p.has_nir), count(*) FILTER ({LINKS["full_identity"]})
FROM patients_of o JOIN people p USING (person) GROUP BY o.practice
"""  # noqa: S608
_NOTES = """
SELECT practice, count(*), count(DISTINCT person), min(DATE '1850-01-01' + day::INT)::VARCHAR,
    max(DATE '1850-01-01' + day::INT)::VARCHAR, count(*) FILTER (person IS NULL)
FROM noted WHERE practice IS NOT NULL GROUP BY practice
"""
_CATEGORIES = """
SELECT practice, label, count(DISTINCT person), count(DISTINCT note) FILTER (person IS NULL),
    count(DISTINCT note)
FROM said
WHERE practice IS NOT NULL AND list_contains(?, assertion) GROUP BY practice, label
"""
_SENSITIVE = """
SELECT practice, count(DISTINCT person) FILTER (core), count(DISTINCT note) FILTER (core AND person IS NULL),
    count(DISTINCT note) FILTER (core), count(DISTINCT who)
FROM (SELECT *, list_contains(?, label) AS core FROM said)
WHERE practice IS NOT NULL AND list_contains(?, assertion) GROUP BY practice
"""
#: Of the people of each practice with a note, and of those of a core category: how many have each part of an
#: identity.
_LINKED = f"""
SELECT practice, core, {LINKS_SQL}
FROM (SELECT DISTINCT practice, person, false AS core FROM noted
      UNION ALL SELECT DISTINCT practice, person, true FROM said
      WHERE list_contains(?, label) AND list_contains(?, assertion))
JOIN people USING (person) WHERE practice IS NOT NULL GROUP BY practice, core
"""  # noqa: S608


def place_people(store: Store) -> None:
    """Afterwards `patients_of` holds the people of each practice, `by_notes` those whom notes alone place."""
    store.sql.execute(_PLACED)


def practices(
    store: Store, count: PeopleCount, quality: Quality, circumstances: Circumstances
) -> list[dict[str, Any]]:
    """One entry a practice, those with the most people of a core category first."""
    notes = {row[0]: row[1:] for row in store.rows(_NOTES)}
    sensitive = {row[0]: row[1:] for row in store.rows(_SENSITIVE, list(CORE), list(OF_PATIENT))}
    said: dict[int, dict[str, tuple[int, int, int]]] = defaultdict(dict)
    for practice, label, *counts in store.rows(_CATEGORIES, list(OF_PATIENT)):
        said[practice][label] = tuple(counts)
    linked = {
        (practice, core): dict(zip(LINKS, counts, strict=True))
        for practice, core, *counts in store.rows(_LINKED, list(CORE), list(OF_PATIENT))
    }
    nobody = dict.fromkeys(LINKS, 0)
    facts = {row[0]: row[1:] for row in store.rows(_FACTS)}
    ranges = practice_ranges(store, count, {practice: row[1] for practice, row in facts.items()})
    told = []
    for practice in sorted({*facts, *notes}):
        records, people, minors, undated, dead, named, with_nir, full = facts.get(practice, (0,) * 8)
        its_notes, noted, oldest, newest, unlinked = notes.get(practice, (0, 0, None, None, 0))
        core, nobodys, core_notes, saying = sensitive.get(practice, (0, 0, 0, 0))
        held = core + nobodys, saying, noted + unlinked
        severity = assess(Facts(people, *held, minors, named, with_nir, full), circumstances).as_dict()
        margin = quality.people("core", core, nobodys, noted, unlinked)
        links, linkable = (linked.get((practice, so), nobody) for so in (True, False))
        told.append(
            {
                "id": store.practices[practice],
                "records": records,
                "people": people,
                "people_range": ranges.get(practice, {"low": 0, "high": 0}),
                "minors": minors,
                "without_birth_date": undated,
                "deceased": dead,
                "with_nir": with_nir,
                "notes": its_notes,
                "people_with_free_text": noted,
                "people_sensitive": margin["best"],
                "people_sensitive_range": margin,
                "notes_sensitive": core_notes,
                "notes_sensitive_range": quality.bounds("core", core_notes, its_notes),
                "linked_to": links,
                "linked_to_range": {
                    link: quality.linked("core", links[link], nobodys, linkable[link], unlinked)
                    for link in LINKS
                },
                "oldest_note": oldest,
                "newest_note": newest,
                **_categories(said[practice], quality, noted, its_notes, unlinked),
                "severity": {
                    key: severity[key] for key in ("dpc", "ei", "score", "level", "cnil_level", "flags")
                },
            }
        )
    return sorted(told, key=lambda p: (-p["people_sensitive"], -p["people"], p["id"]))


def _categories(
    said: dict[str, tuple[int, int, int]], quality: Quality, people: int, notes: int, unlinked: int
) -> dict[str, dict[str, Any]]:
    """People and notes of each category in one practice. `people`: those with a note; `notes`: all of it."""
    counts = {c: said.get(c, (0, 0, 0)) for c in CATEGORIES}
    margins = {
        c: quality.people(c, known, nobodys, people, unlinked) for c, (known, nobodys, _) in counts.items()
    }
    return {
        "categories": {c: margin["best"] for c, margin in margins.items()},
        "categories_range": {c: bounds(margin) for c, margin in margins.items()},
        "category_notes": {c: found for c, (_, _, found) in counts.items()},
        "category_notes_range": {c: quality.bounds(c, found, notes) for c, (_, _, found) in counts.items()},
    }
