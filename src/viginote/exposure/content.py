"""What the notes say, of how many people: SQL over the findings and the people of the store.

A note is one filled cell of a free-text column. Findings hold positions and labels only, so nothing that was
written in a note is read here.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from viginote.exposure.margins import Quality
from viginote.exposure.store import Store
from viginote.names.known import DETECTOR as PATIENT_S_OWN
from viginote.taxonomy import CATEGORIES, OF_THE_PATIENT, Assertion

#: The labels of the core categories, and the assertions that say something of the patient.
CORE = tuple(c.label for c in CATEGORIES.values() if c.core)
OF_PATIENT = tuple(str(a) for a in sorted(OF_THE_PATIENT))

#: A note belongs to the person of its row, or of the one record it refers to; among several records of that
#: number, to those of its own source and practice.
_LINK_NOTES = """
CREATE TABLE ids AS
    SELECT {key} AS ref, l.src, l.practice, p.person FROM linked l JOIN persons p USING (rid)
    WHERE {key} IN (SELECT ref FROM notes);
CREATE TABLE told AS
    SELECT note, ref, count(DISTINCT person) AS whole, min(person) AS any_person,
        count(DISTINCT person) FILTER (near) AS near_people, min(person) FILTER (near) AS near_person,
        min(practice) AS its_practice
    FROM (SELECT n.note, n.ref, i.person,
            i.src = n.src AND coalesce(i.practice = n.practice, n.practice IS NULL) AS near,
            i.practice
          FROM numbered_notes n JOIN ids i ON n.ref = i.ref)
    GROUP BY note, ref;
CREATE TABLE noted AS
    SELECT n.* REPLACE (coalesce(n.practice, t.its_practice) AS practice),
        CASE WHEN n.rid IS NOT NULL THEN p.person
        WHEN t.near_people = 1 THEN t.near_person WHEN t.whole = 1 THEN t.any_person END AS person
    FROM numbered_notes n LEFT JOIN persons p ON p.rid = n.rid LEFT JOIN told t ON t.note = n.note;
"""

_FINDINGS = """
CREATE TABLE mentions AS
    SELECT n.note, n.person, n.practice, n.day, f.label, f.kind, f.assertion, f.detector, f.fingerprint
    FROM read_parquet(?) f
    JOIN source_codes s ON s.name = f.source JOIN table_codes t ON t.name = f."table"
    JOIN column_codes c ON c.name = f."column"
    JOIN noted n ON n.src = s.code AND n.tbl = t.code AND n.col = c.code AND n.row = f.row
"""


def link_notes(store: Store) -> None:
    """Afterwards the table `noted` holds every note with its person (null where none can be told)."""
    store.sql.execute("CREATE TABLE numbered_notes AS SELECT row_number() OVER () AS note, * FROM notes")
    by_record, by_patient = store.one(
        "SELECT count(*) FILTER (ref IN (SELECT pk FROM linked)), "
        "count(*) FILTER (ref IN (SELECT patient FROM linked WHERE patient IS NOT NULL)) FROM notes"
    )
    store.sql.execute(_LINK_NOTES.format(key="patient" if by_patient > by_record else "pk"))


def load_findings(store: Store, path: Path) -> None:
    """Afterwards the table `mentions` holds the findings inside notes, each with its note and person."""
    for name, known in (("source", store.sources), ("table", store.tables), ("column", store.columns)):
        codes = pa.table(
            {"name": pa.array(known, pa.string()), "code": pa.array(range(len(known)), pa.int16())}
        )
        store.sql.register(f"{name}_codes", codes)
    store.sql.execute(_FINDINGS, [str(path)])
    store.sql.execute(
        "CREATE TABLE said AS SELECT DISTINCT note, person, practice, day, label, assertion FROM mentions "
        "WHERE kind = 'sensitive'"
    )
    store.sql.execute(
        "CREATE TABLE core_people AS SELECT DISTINCT person FROM said "
        "WHERE person IS NOT NULL AND list_contains(?, label) AND list_contains(?, assertion)",
        [list(CORE), list(OF_PATIENT)],
    )


def sensitive(store: Store, quality: Quality) -> dict[str, Any]:
    """The `sensitive` part of exposure.json."""
    with_notes, unlinked = store.one(
        "SELECT count(DISTINCT person), count(*) FILTER (person IS NULL) FROM noted"
    )
    (core,) = store.one("SELECT count(*) FROM core_people")
    oldest, newest = store.one("SELECT min(day), max(day) FROM noted")
    return {
        "people": quality.margin("core", core, with_notes, unlinked),
        "categories": {c: _category(store, c, quality, with_notes, unlinked) for c in CATEGORIES},
        "oldest_note": _iso(store, oldest),
        "newest_note": _iso(store, newest),
        "notes": _notes(store, quality),
        "third_parties": _third_parties(store, quality),
        "linked_to": _linked_to(store, CORE),
        "combinations": _combinations(store, quality, with_notes),
        "timeline": _timeline(store),
    }


def _category(
    store: Store, category: str, quality: Quality, with_notes: int, unlinked: int
) -> dict[str, Any]:
    notes, people = store.one(
        "SELECT count(DISTINCT note), count(DISTINCT person) FILTER (list_contains(?, assertion)) "
        "FROM said WHERE label = ?",
        list(OF_PATIENT),
        category,
    )
    (all_notes,) = store.one("SELECT count(*) FROM noted")
    counted = {
        row[0]: row[1:]
        for row in store.rows(
            "SELECT assertion, count(DISTINCT note), count(DISTINCT person), count(*) FROM mentions "
            "WHERE label = ? GROUP BY assertion",
            category,
        )
    }
    by_assertion = {}
    for assertion in map(str, Assertion):
        its_notes, its_people, mentions = counted.get(assertion, (0, 0, 0))
        by_assertion[assertion] = {
            "notes": its_notes,
            "people": its_people,
            "people_range": quality.bounds(assertion, its_people, with_notes),
            "mentions": mentions,
        }
    return {
        "core": CATEGORIES[category].core,
        "legal": CATEGORIES[category].legal,
        "notes": notes,
        "notes_range": quality.bounds("mentioned", notes, all_notes),
        "people": quality.margin(category, people, with_notes, unlinked),
        "by_assertion": by_assertion,
        "linked_to": _linked_to(store, [category]),
    }


def _notes(store: Store, quality: Quality) -> dict[str, Any]:
    total, unlinked = store.one("SELECT count(*), count(*) FILTER (person IS NULL) FROM noted")
    (sensitive_notes,) = store.one("SELECT count(DISTINCT note) FROM said")
    (core,) = store.one(
        "SELECT count(DISTINCT note) FROM said WHERE list_contains(?, label) AND list_contains(?, assertion)",
        list(CORE),
        list(OF_PATIENT),
    )
    return {
        "total": total,
        "unlinked": unlinked,
        "with_any_category": sensitive_notes,
        "with_any_category_range": quality.bounds("note", sensitive_notes, total),
        "with_core_of_patient": core,
        "with_core_of_patient_range": quality.bounds("core", core, total),
    }


def _third_parties(store: Store, quality: Quality) -> dict[str, Any]:
    """People whom notes name beside their patient: how many notes, how many different names in them.

    One name written in two ways is two; a relative and a doctor are not told apart.
    """
    notes, names, total = store.one(
        "SELECT count(DISTINCT note), count(DISTINCT fingerprint), (SELECT count(*) FROM noted) "
        "FROM mentions WHERE label = 'PERSON' AND detector <> ?",
        PATIENT_S_OWN,
    )
    return {"notes": notes, "notes_range": quality.bounds("PERSON", notes, total), "names": names}


def _linked_to(store: Store, labels: Sequence[str]) -> dict[str, int]:
    """Of the people of whom a note says one of `labels`: how many have a full identity, how many but a
    pseudonym."""
    keys = ("full_identity", "pseudonym_only", "with_nir", "reachable", "minors")
    row = store.one(
        "SELECT count(*) FILTER (named AND (has_nir OR has_birth OR reachable)), count(*) FILTER (NOT named "
        "AND NOT has_nir AND NOT reachable), count(*) FILTER (has_nir), count(*) FILTER (reachable), "
        "count(*) FILTER (minor) FROM people WHERE person IN "
        "(SELECT person FROM said WHERE list_contains(?, label) AND list_contains(?, assertion))",
        list(labels),
        list(OF_PATIENT),
    )
    return dict(zip(keys, row, strict=True))


def _combinations(store: Store, quality: Quality, with_notes: int) -> list[dict[str, Any]]:
    """Core categories that meet in one person, the most frequent first.

    Their range is the widest of those that each category alone would give the count.
    """
    rows = store.rows(
        """
        SELECT labels, count(*) AS people, count(*) FILTER (named AND (has_nir OR has_birth OR reachable))
        FROM (SELECT person, list(DISTINCT label ORDER BY label) AS labels FROM said
            WHERE person IS NOT NULL AND list_contains(?, label) AND list_contains(?, assertion)
            GROUP BY person) JOIN people USING (person)
        WHERE len(labels) > 1 GROUP BY labels ORDER BY people DESC, labels
        """,
        list(CORE),
        list(OF_PATIENT),
    )
    told = []
    for labels, people, identified in rows:
        ranges = [quality.bounds(label, people, with_notes) for label in labels]
        widest = {"low": min(r["low"] for r in ranges), "high": max(r["high"] for r in ranges)}
        told.append(
            {"categories": labels, "people": people, "people_range": widest, "full_identity": identified}
        )
    return told


def _timeline(store: Store) -> list[dict[str, int]]:
    rows = store.rows(
        """
        SELECT year(DATE '1850-01-01' + n.day::INT) AS y, count(*),
            count(*) FILTER (n.note IN (SELECT note FROM said
                WHERE list_contains(?, label) AND list_contains(?, assertion)))
        FROM noted n WHERE n.day IS NOT NULL GROUP BY y ORDER BY y
        """,
        list(CORE),
        list(OF_PATIENT),
    )
    return [{"year": year, "notes": notes, "core": core} for year, notes, core in rows]


def _iso(store: Store, day: int | None) -> str | None:
    if day is None:
        return None
    return str(store.one("SELECT (DATE '1850-01-01' + ?::INT)::VARCHAR", day)[0])
