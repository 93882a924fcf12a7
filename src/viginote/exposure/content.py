"""Notes and findings as tables of the store: whose note it is, and what it says.

Findings hold positions and labels only, so nothing that was written in a note is read here (which cells are
notes: notes.py).
"""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow as pa

from viginote.exposure.notes import Rows
from viginote.exposure.store import Store
from viginote.taxonomy import CATEGORIES, OF_THE_PATIENT, Means

#: The labels of the core categories, and the assertions that say something of the patient.
CORE = tuple(c.label for c in CATEGORIES.values() if c.core)
OF_PATIENT = tuple(str(a) for a in sorted(OF_THE_PATIENT))

#: A note belongs to the person of its row, or of the one record it refers to: by the key of the record's row
#: or by the patient's number, whichever the notes of its table bear. Among several records of that number, to
#: the nearest: those of its own source, else of its own folder. That of another practice is somebody else,
#: unless both stand in one source, where numbers are of one kind and a patient may see two doctors.
_LINK_NOTES = """
CREATE TABLE bearing AS
    SELECT src, tbl, count(*) FILTER (ref IN (SELECT patient FROM linked WHERE patient IS NOT NULL))
        > count(*) FILTER (ref IN (SELECT pk FROM linked)) AS by_patient
    FROM numbered_notes GROUP BY src, tbl;
CREATE TABLE ids AS
    SELECT pk AS ref, false AS by_patient, l.src, l.practice, rid, p.person
    FROM linked l JOIN persons p USING (rid) WHERE pk IN (SELECT ref FROM notes)
    UNION ALL SELECT patient, true, l.src, l.practice, rid, p.person
    FROM linked l JOIN persons p USING (rid) WHERE patient IN (SELECT ref FROM notes);
CREATE TABLE told AS
    SELECT note, CASE WHEN min(person) = max(person) THEN min(person) END AS person,
        CASE WHEN min(practice) = max(practice) THEN min(practice) END AS practice,
        CASE WHEN min(rid) = max(rid) THEN min(rid) END AS rid
    FROM (SELECT n.note, i.person, i.practice, i.rid,
            6 * coalesce(i.practice <> n.practice, false)::INT
            + 2 * CASE WHEN i.src = n.src THEN 0 WHEN a.folder = b.folder THEN 1 ELSE 2 END
            + (i.practice IS NULL AND n.practice IS NOT NULL)::INT AS away
          FROM numbered_notes n JOIN bearing USING (src, tbl)
          JOIN ids i ON n.ref = i.ref AND bearing.by_patient = i.by_patient
              AND (i.src = n.src OR coalesce(i.practice = n.practice, true))
          JOIN folders a ON a.src = i.src JOIN folders b ON b.src = n.src
          QUALIFY away = min(away) OVER (PARTITION BY n.note))
    GROUP BY note;
CREATE TABLE noted AS
    SELECT n.* REPLACE (coalesce(n.practice, t.practice) AS practice, coalesce(n.rid, t.rid) AS rid),
        CASE WHEN n.rid IS NOT NULL THEN p.person ELSE t.person END AS person,
        coalesce(CASE WHEN n.rid IS NOT NULL THEN p.person ELSE t.person END, -n.note) AS who
    FROM numbered_notes n LEFT JOIN persons p ON p.rid = n.rid LEFT JOIN told t ON t.note = n.note;
"""

_FINDINGS = """
CREATE TABLE mentions AS
    SELECT n.note, n.person, n.who, n.practice, n.day,
        f.label, f.kind, f.assertion, f.detector, f.fingerprint,
        NOT list_contains(?, split_part(f.detector, ':', 2)) AS explicit
    FROM read_parquet(?) f
    JOIN source_codes s ON s.name = f.source JOIN table_codes t ON t.name = f."table"
    JOIN column_codes c ON c.name = f."column"
    JOIN noted n ON n.src = s.code AND n.tbl = t.code AND n.col = c.code AND n.row = f.row
"""

_MENTIONED = """
SELECT source, "table", "column", list(DISTINCT row ORDER BY row) FROM read_parquet(?)
WHERE kind = 'sensitive' GROUP BY ALL
"""


def mentioned(store: Store, path: Path) -> dict[tuple[str, str], dict[str, Rows]]:
    """Where the findings at `path` tell of sensitive mentions: by source and table, rows by column."""
    told: dict[tuple[str, str], dict[str, Rows]] = defaultdict(dict)
    for source, table, column, rows in store.rows(_MENTIONED, str(path)):
        told[source, table][column] = np.array(rows, np.int64)
    return told


def link_notes(store: Store) -> None:
    """Afterwards the table `noted` holds every note with its person (null where none can be told).

    `who` is the person too, and where none can be told, somebody of whom there is this note alone.
    """
    store.sql.execute("CREATE TABLE numbered_notes AS SELECT row_number() OVER () AS note, * FROM notes")
    store.sql.execute(_LINK_NOTES)


def load_findings(store: Store, path: Path) -> None:
    """Afterwards `mentions` holds the findings inside notes, each with its note and person.

    And `said`, what each note says: a category under an assertion, explicitly or by a drug, a test or an
    institution alone.
    """
    names = {
        "source": store.sources,
        "table": store.tables,
        "column": store.columns,
        "practice": store.practices,
    }
    for name, known in names.items():
        codes = pa.table(
            {"name": pa.array(list(known), pa.string()), "code": pa.array(range(len(known)), pa.int32())}
        )
        store.sql.register(f"{name}_codes", codes)
    store.sql.execute(_FINDINGS, [list(map(str, Means)), str(path)])
    store.sql.execute(
        "CREATE TABLE said AS SELECT note, person, who, practice, day, label, assertion, "
        "bool_or(explicit) AS explicit, count(*) AS mentions FROM mentions WHERE kind = 'sensitive' "
        "GROUP BY note, person, who, practice, day, label, assertion"
    )
    store.sql.execute(
        "CREATE TABLE core_people AS SELECT DISTINCT person FROM said "
        "WHERE person IS NOT NULL AND list_contains(?, label) AND list_contains(?, assertion)",
        [list(CORE), list(OF_PATIENT)],
    )
