"""Who is told first: groups of risk, and people.parquet, which has a line for each person.

A person stands in the first group that fits: a core category is said of the person, another category is, a
note speaks of the person without either, the leak holds administrative data alone.
"""

from pathlib import Path
from typing import Any

from viginote.exposure.content import CORE, OF_PATIENT
from viginote.exposure.counts import bounds
from viginote.exposure.identity import LINKS
from viginote.exposure.margins import Quality
from viginote.exposure.store import Store
from viginote.outputs import private_output

RISK_GROUPS = ("core", "sensitive", "note", "administrative")
#: What is counted of each group.
_COUNTED = ("people", "minors", "deceased")
_GROUPED = f"""
CREATE TABLE grouped AS
    SELECT p.person, p.minor, p.dead AS deceased,
        CASE WHEN c.person IS NOT NULL THEN 'core' WHEN len(s.categories) > 0 THEN 'sensitive'
             WHEN n.person IS NOT NULL THEN 'note' ELSE 'administrative' END AS risk_group,
        s.categories, coalesce(n.notes, 0) AS notes,
        CASE WHEN {LINKS["full_identity"]} THEN 1.0 WHEN p.has_nir THEN 0.75
             WHEN p.named THEN 0.5 ELSE 0.25 END AS ei
    FROM people p LEFT JOIN core_people c USING (person)
    LEFT JOIN (SELECT person, list(DISTINCT label ORDER BY label) AS categories FROM said
               WHERE list_contains(?, assertion) AND person IS NOT NULL GROUP BY person) s USING (person)
    LEFT JOIN (SELECT person, count(*) AS notes FROM noted WHERE person IS NOT NULL GROUP BY person) n
        USING (person)
"""  # noqa: S608


#: Notes of nobody known, by the group in which they put somebody.
_NOBODYS = """
SELECT CASE WHEN core THEN 'core' WHEN something THEN 'sensitive' ELSE 'note' END AS risk_group, count(*)
FROM noted LEFT JOIN (
    SELECT note, bool_or(list_contains(?, label) AND list_contains(?, assertion)) AS core,
        bool_or(list_contains(?, assertion)) AS something
    FROM said GROUP BY note) USING (note)
WHERE person IS NULL GROUP BY risk_group
"""


def risk_groups(store: Store, quality: Quality) -> dict[str, dict[str, Any]]:
    """People, minors and deceased of each group; of those that a scan tells apart, with their range.

    `unlinked`: notes of nobody known, each of which counts as one of the people.
    """
    store.sql.execute(_GROUPED, [list(OF_PATIENT)])
    rows = store.rows(
        "SELECT risk_group, count(*), count(*) FILTER (minor), count(*) FILTER (deceased) "
        "FROM grouped GROUP BY risk_group"
    )
    known = {group: dict(zip(_COUNTED, counts, strict=True)) for group, *counts in rows}
    nobodys = dict(store.rows(_NOBODYS, list(CORE), list(OF_PATIENT), list(OF_PATIENT)))
    told: dict[str, dict[str, Any]] = {}
    for group in RISK_GROUPS:
        counts, unknown = known.get(group, dict.fromkeys(_COUNTED, 0)), nobodys.get(group, 0)
        told[group] = counts | {"people": counts["people"] + unknown, "unlinked": unknown}
    for what, unknown in zip(_COUNTED, (nobodys, {}, {}), strict=True):
        found = {g: known.get(g, {}).get(what, 0) for g in RISK_GROUPS[:3]}
        for group, margin in _ranges(quality, found, unknown).items():
            told[group][f"{what}_range"] = margin
    return told


def _ranges(quality: Quality, known: dict[str, int], nobodys: dict[str, int]) -> dict[str, dict[str, int]]:
    """Ranges of the groups of people with a note; the last holds those whom the others leave."""
    noted, unlinked = sum(known.values()), sum(nobodys.values())

    def people(question: str, *groups: str) -> dict[str, int]:
        found, unknown = (sum(held.get(group, 0) for group in groups) for held in (known, nobodys))
        return bounds(quality.people(question, found, unknown, noted, unlinked))

    anything = people("any", "core", "sensitive")
    return {
        "core": people("core", "core"),
        "sensitive": people("any", "sensitive"),
        "note": {"low": max(0, noted - anything["high"]), "high": noted + unlinked - anything["low"]},
    }


_PERSON = "'P' || lpad({}::VARCHAR, 9, '0')"
_PEOPLE_FILE = f"""
    SELECT {_PERSON.format("g.person")} AS person, coalesce(o.practices, []) AS practices,
        coalesce(g.categories, []) AS categories, g.notes, g.minor, g.deceased, g.risk_group,
        CASE g.risk_group WHEN 'core' THEN 4 WHEN 'sensitive' THEN 4 WHEN 'note' THEN 3 ELSE 2 END * g.ei + ?
            AS severity
    FROM grouped g LEFT JOIN (
        SELECT person, list(name ORDER BY name) AS practices
        FROM patients_of JOIN practice_codes ON practice = code GROUP BY person) o USING (person)
    ORDER BY severity DESC, person
"""  # noqa: S608
_NOTES_FILE = f"""
    SELECT s.name AS source, t.name AS "table", n.row, c.name AS "column",
        {_PERSON.format("n.person")} AS person, p.name AS practice,
        coalesce(d.categories, []) AS categories, d.note IS NOT NULL AS mentioned
    FROM noted n JOIN source_codes s ON s.code = n.src JOIN table_codes t ON t.code = n.tbl
    JOIN column_codes c ON c.code = n.col LEFT JOIN practice_codes p ON p.code = n.practice
    LEFT JOIN (SELECT note, list(DISTINCT label ORDER BY label)
                   FILTER (list_contains(?, assertion)) AS categories
               FROM said GROUP BY note) d ON d.note = n.note
    ORDER BY s.name, t.name, c.name, n.row
"""  # noqa: S608


def write_people(path: Path, store: Store, cb: float) -> None:
    """Write pseudonymous people, those to be told first at the top. A number tells nothing of the record.

    `cb`: ENISA's circumstances of the breach, which are the same for all.
    """
    _copy(path, store, _PEOPLE_FILE, cb)


def write_notes(path: Path, store: Store) -> None:
    """Write where each note stands, whose it is, and which categories it says of its patient: no text.

    `mentioned`: whether it speaks of any category in any way.
    """
    _copy(path, store, _NOTES_FILE, list(OF_PATIENT))


def _copy(path: Path, store: Store, query: str, *values: Any) -> None:
    with private_output(path) as temporary:
        place = str(temporary).replace("'", "''")
        store.sql.execute(f"COPY ({query}) TO '{place}' (FORMAT parquet, COMPRESSION zstd)", list(values))
