"""The same figures for each practice: every doctor is the controller of his or her own patients' data.

(CNIL: each controller notifies by itself; the vendor of the software is the processor.)
"""

from collections import defaultdict
from typing import Any

from viginote.exposure.content import CORE, OF_PATIENT
from viginote.exposure.margins import Quality
from viginote.exposure.severity import Circumstances, Facts, assess
from viginote.exposure.store import Store
from viginote.taxonomy import CATEGORIES

_FACTS = """
SELECT o.practice, sum(o.records), count(*), count(*) FILTER (p.minor), count(*) FILTER (p.named),
    count(*) FILTER (p.has_nir), count(*) FILTER (p.named AND (p.has_nir OR p.has_birth OR p.reachable))
FROM patients_of o JOIN people p USING (person) GROUP BY o.practice
"""
_NOTES = """
SELECT practice, count(*), count(DISTINCT person), min(DATE '1850-01-01' + day::INT)::VARCHAR,
    max(DATE '1850-01-01' + day::INT)::VARCHAR, count(*) FILTER (person IS NULL)
FROM noted WHERE practice IS NOT NULL GROUP BY practice
"""
_CATEGORIES = """
SELECT practice, label, count(DISTINCT person) FROM said
WHERE practice IS NOT NULL AND list_contains(?, assertion) GROUP BY practice, label
"""
_SENSITIVE = """
SELECT practice, count(DISTINCT person) FILTER (list_contains(?, label)), count(DISTINCT person) FROM said
WHERE practice IS NOT NULL AND list_contains(?, assertion) GROUP BY practice
"""


def practices(store: Store, quality: Quality, circumstances: Circumstances) -> list[dict[str, Any]]:
    """One entry a practice, those with the most people of a core category first."""
    notes = {row[0]: row[1:] for row in store.rows(_NOTES)}
    sensitive = {row[0]: row[1:] for row in store.rows(_SENSITIVE, list(CORE), list(OF_PATIENT))}
    by_category: dict[int, dict[str, int]] = defaultdict(dict)
    for practice, label, people in store.rows(_CATEGORIES, list(OF_PATIENT)):
        by_category[practice][label] = people
    told = []
    for practice, records, people, minors, named, with_nir, full in store.rows(_FACTS):
        count, noted, oldest, newest, unlinked = notes.get(practice, (0, 0, None, None, 0))
        core, any_category = sensitive.get(practice, (0, 0))
        facts = Facts(people, core, any_category, noted, minors, named, with_nir, full)
        severity = assess(facts, circumstances).as_dict()
        told.append(
            {
                "id": store.practices[practice],
                "records": int(records),
                "people": people,
                "minors": minors,
                "with_nir": with_nir,
                "notes": count,
                "people_with_free_text": noted,
                "people_sensitive": core,
                "people_sensitive_range": quality.margin("core", core, noted, unlinked),
                "oldest_note": oldest,
                "newest_note": newest,
                "categories": {c: by_category[practice].get(c, 0) for c in CATEGORIES},
                "categories_range": {
                    c: quality.bounds(c, by_category[practice].get(c, 0), noted) for c in CATEGORIES
                },
                "severity": {key: severity[key] for key in ("score", "level", "cnil_level", "flags")},
            }
        )
    return sorted(told, key=lambda p: (-p["people_sensitive"], -p["people"], p["id"]))
