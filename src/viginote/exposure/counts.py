"""How many people, notes and mentions there are of each sensitive category, each count with its range.

Everything here is SQL over the tables of content.py. A count that rests on detection bears `X_range` beside
`X`, from the figures of the scanner (margins.py).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from viginote.exposure.content import CORE, OF_PATIENT
from viginote.exposure.identity import LINKS, LINKS_SQL
from viginote.exposure.margins import Quality
from viginote.exposure.store import Store
from viginote.names.known import DETECTOR as PATIENT_S_OWN
from viginote.taxonomy import CATEGORIES, Assertion

#: Explicit: the note says the thing itself. Indirect: it names a drug, a test or an institution alone.
DIRECTNESS = ("explicit", "indirect")

Counted = dict[str, Any]


@dataclass(frozen=True)
class Ranges:
    """The ranges of counts of people, notes and mentions in this leak."""

    store: Store
    quality: Quality

    @cached_property
    def with_notes(self) -> int:
        """People with a note."""
        return int(self.store.one("SELECT count(DISTINCT person) FROM noted")[0])

    @cached_property
    def notes_and_unlinked(self) -> tuple[int, int]:
        """Notes, and those of which nobody knows whose they are."""
        notes, unlinked = self.store.one("SELECT count(*), count(*) FILTER (person IS NULL) FROM noted")
        return int(notes), int(unlinked)

    @cached_property
    def linkable(self) -> Mapping[str, int]:
        """Of the people with a note: how many have each part of an identity."""
        row = self.store.one(f"SELECT {LINKS_SQL} FROM people WHERE person IN (SELECT person FROM noted)")  # noqa: S608
        return dict(zip(LINKS, row, strict=True))

    def people(self, question: str, known: int, nobodys: int) -> Counted:
        """`best`, `low` and `high` of people of whom the scanner says yes to the question.

        `nobodys`: notes of nobody known of which it says so.
        """
        return self.quality.people(question, known, nobodys, self.with_notes, self.notes_and_unlinked[1])

    def told(self, question: str, known: int, nobodys: int) -> Counted:
        """The same as `people` and `people_range`."""
        margin = self.people(question, known, nobodys)
        return {"people": margin["best"], "people_range": bounds(margin)}

    def notes(self, question: str, found: int) -> Counted:
        return self.quality.bounds(question, found, self.notes_and_unlinked[0])

    def mentions(self, assertion: str, found: int) -> Counted:
        """A note may hold any number of mentions, so that one may be missed or false in each of them."""
        return self.quality.bounds(f"{assertion} mentions", found, self.notes_and_unlinked[0] + found)

    def links(self, question: str, found: Mapping[str, int], nobodys: int) -> Counted:
        """Of people with each part of an identity; whose a note of nobody known is may yet be found out."""
        unlinked = self.notes_and_unlinked[1]
        return {
            link: self.quality.linked(question, count, nobodys, self.linkable[link], unlinked)
            for link, count in found.items()
        }


def sensitive(store: Store, quality: Quality) -> dict[str, Any]:
    """The `sensitive` part of exposure.json."""
    ranges = Ranges(store, quality)
    (core,) = store.one("SELECT count(*) FROM core_people")
    notes = _notes(ranges)
    nobodys = notes["core_unlinked"]
    oldest, newest = store.one("SELECT min(day), max(day) FROM noted")
    return {
        "people": ranges.people("core", core, nobodys),
        "categories": _categories(ranges),
        "oldest_note": _iso(store, oldest),
        "newest_note": _iso(store, newest),
        "notes": notes,
        "third_parties": _third_parties(ranges),
        **_linked_to(ranges, "core", CORE, nobodys),
        "combinations": _combinations(ranges),
        "timeline": _timeline(ranges),
    }


def _categories(ranges: Ranges) -> dict[str, Counted]:
    by_assertion, by_directness = _by_assertion(ranges), _by_directness(ranges)
    rows = ranges.store.rows(
        "SELECT label, count(DISTINCT note), sum(mentions)::BIGINT, "
        "count(DISTINCT person) FILTER (list_contains(?, assertion)), "
        "count(DISTINCT note) FILTER (person IS NULL AND list_contains(?, assertion)) "
        "FROM said GROUP BY label",
        list(OF_PATIENT),
        list(OF_PATIENT),
    )
    counted = {label: counts for label, *counts in rows}
    told = {}
    for label, category in CATEGORIES.items():
        notes, mentions, people, nobodys = counted.get(label, (0, 0, 0, 0))
        told[label] = {
            "core": category.core,
            "legal": category.legal,
            "notes": notes,
            "notes_range": ranges.notes("mentioned", notes),
            "mentions": mentions,
            "mentions_range": ranges.mentions("all", mentions),
            "people": ranges.people(label, people, nobodys),
            "by_assertion": by_assertion[label],
            "by_directness": by_directness[label],
            **_linked_to(ranges, label, [label], nobodys),
        }
    return told


def _by_assertion(ranges: Ranges) -> dict[str, dict[str, Counted]]:
    """People, notes and mentions of each category as the notes say it: of the patient, denied, supposed."""
    rows = ranges.store.rows(
        "SELECT label, assertion, count(DISTINCT note), count(DISTINCT person), "
        "count(DISTINCT note) FILTER (person IS NULL), sum(mentions)::BIGINT "
        "FROM said GROUP BY label, assertion"
    )
    counted = {(label, assertion): counts for label, assertion, *counts in rows}
    told: dict[str, dict[str, Counted]] = defaultdict(dict)
    for label in CATEGORIES:
        for assertion in map(str, Assertion):
            notes, people, nobodys, mentions = counted.get((label, assertion), (0, 0, 0, 0))
            told[label][assertion] = {
                "notes": notes,
                "notes_range": ranges.notes(assertion, notes),
                **ranges.told(assertion, people, nobodys),
                "mentions": mentions,
                "mentions_range": ranges.mentions(assertion, mentions),
            }
    return told


_DIRECTNESS = """
WITH of_patient AS (SELECT * FROM said WHERE list_contains(?, assertion)),
    by_person AS (SELECT label, person, who, bool_or(explicit) AS explicit FROM of_patient
                  GROUP BY label, person, who),
    by_note AS (SELECT label, note, bool_or(explicit) AS explicit FROM of_patient GROUP BY label, note)
SELECT 'people', label, explicit, count(person) FROM by_person GROUP BY label, explicit
UNION ALL SELECT 'nobodys', label, explicit, count(*) - count(person) FROM by_person GROUP BY label, explicit
UNION ALL SELECT 'notes', label, explicit, count(*) FROM by_note GROUP BY label, explicit
UNION ALL SELECT 'mentions', label, explicit, count(*) FROM mentions
WHERE kind = 'sensitive' AND list_contains(?, assertion) GROUP BY label, explicit
"""


def _by_directness(ranges: Ranges) -> dict[str, dict[str, Counted]]:
    """What is said of the patient outright; and who, and which notes, are left with the indirect alone."""
    rows = ranges.store.rows(_DIRECTNESS, list(OF_PATIENT), list(OF_PATIENT))
    counted = {(what, label, DIRECTNESS[not explicit]): count for what, label, explicit, count in rows}
    told: dict[str, dict[str, Counted]] = defaultdict(dict)
    for label in CATEGORIES:
        for way in DIRECTNESS:
            people, nobodys, notes, mentions = (
                counted.get((w, label, way), 0) for w in ("people", "nobodys", "notes", "mentions")
            )
            told[label][way] = {
                **ranges.told(label, people, nobodys),
                "notes": notes,
                "notes_range": ranges.notes(label, notes),
                "mentions": mentions,
                "mentions_range": ranges.mentions("affirmed", mentions),
            }
    return told


def _notes(ranges: Ranges) -> Counted:
    sensitive_notes, core, nobodys = ranges.store.one(
        "SELECT count(DISTINCT note), count(DISTINCT note) FILTER (core), "
        "count(DISTINCT note) FILTER (core AND person IS NULL) "
        "FROM (SELECT *, list_contains(?, label) AND list_contains(?, assertion) AS core FROM said)",
        list(CORE),
        list(OF_PATIENT),
    )
    total, unlinked = ranges.notes_and_unlinked
    return {
        "total": total,
        "unlinked": unlinked,
        "with_any_category": sensitive_notes,
        "with_any_category_range": ranges.notes("note", sensitive_notes),
        "with_core_of_patient": core,
        "with_core_of_patient_range": ranges.notes("core", core),
        "core_unlinked": nobodys,
    }


def _third_parties(ranges: Ranges) -> Counted:
    """People whom notes name beside their patient: how many notes, how many different names in them.

    One name written in two ways is two; a relative and a doctor are not told apart. The names' range is that
    of the notes, in proportion.
    """
    notes, names = ranges.store.one(
        "SELECT count(DISTINCT note), count(DISTINCT fingerprint) "
        "FROM mentions WHERE label = 'PERSON' AND detector <> ?",
        PATIENT_S_OWN,
    )
    margin = ranges.notes("PERSON", notes)
    of_names = {side: round(bound * names / notes) if notes else bound for side, bound in margin.items()}
    return {"notes": notes, "notes_range": margin, "names": names, "names_range": of_names}


def _linked_to(ranges: Ranges, question: str, labels: Sequence[str], nobodys: int) -> Counted:
    """Of the people of whom a note says one of `labels`: how many have a full identity, how many but a
    pseudonym. `nobodys`: such notes of nobody known."""
    row = ranges.store.one(
        f"SELECT {LINKS_SQL} FROM people WHERE person IN "  # noqa: S608
        "(SELECT person FROM said WHERE list_contains(?, label) AND list_contains(?, assertion))",
        list(labels),
        list(OF_PATIENT),
    )
    found = dict(zip(LINKS, row, strict=True))
    return {"linked_to": found, "linked_to_range": ranges.links(question, found, nobodys)}


def _combinations(ranges: Ranges) -> list[Counted]:
    """Core categories that meet in one person, the most frequent first.

    Their range is the widest of those that each category alone would give the count.
    """
    rows = ranges.store.rows(
        f"""
        SELECT labels, count(*) AS people, count(*) FILTER ({LINKS["full_identity"]})
        FROM (SELECT person, list(DISTINCT label ORDER BY label) AS labels FROM said
            WHERE person IS NOT NULL AND list_contains(?, label) AND list_contains(?, assertion)
            GROUP BY person) JOIN people USING (person)
        WHERE len(labels) > 1 GROUP BY labels ORDER BY people DESC, labels
        """,  # noqa: S608
        list(CORE),
        list(OF_PATIENT),
    )
    return [
        {
            "categories": labels,
            "people": people,
            "people_range": _widest([ranges.people(label, people, 0) for label in labels]),
            "full_identity": identified,
            "full_identity_range": _widest([ranges.people(label, identified, 0) for label in labels]),
        }
        for labels, people, identified in rows
    ]


def _widest(bounds: Sequence[Counted]) -> Counted:
    return {"low": min(b["low"] for b in bounds), "high": max(b["high"] for b in bounds)}


def bounds(margin: Counted) -> Counted:
    return {"low": margin["low"], "high": margin["high"]}


def _timeline(ranges: Ranges) -> list[Counted]:
    rows = ranges.store.rows(
        """
        SELECT year(DATE '1850-01-01' + n.day::INT) AS y, count(*),
            count(*) FILTER (n.note IN (SELECT note FROM said
                WHERE list_contains(?, label) AND list_contains(?, assertion)))
        FROM noted n WHERE n.day IS NOT NULL GROUP BY y ORDER BY y
        """,
        list(CORE),
        list(OF_PATIENT),
    )
    return [
        {"year": year, "notes": notes, "core": core, "core_range": ranges.quality.bounds("core", core, notes)}
        for year, notes, core in rows
    ]


def _iso(store: Store, day: int | None) -> str | None:
    if day is None:
        return None
    return str(store.one("SELECT (DATE '1850-01-01' + ?::INT)::VARCHAR", day)[0])
