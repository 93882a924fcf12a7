"""Tables that tell more of the people of another one: telephones, mails, visits under a patient number.

A row of such a table is no record. What it holds is added to the record that its number refers to, within a
folder: the key of that record's row or, for rows that name nobody, its patient number. A row that names
somebody else than the record of its number stays a record. Where a number fits several records, as those of
several practices in one folder do, it is not known of whom a row tells: it is added to none.
"""

from collections import defaultdict
from collections.abc import Iterable

import pyarrow as pa

from viginote.exposure.store import Store

#: In a folder of more tables that name people, numbers collide too often to tell whose they are.
_TABLES_OF_A_FOLDER = 20

_Table = tuple[int, int]

_TABLES = """
SELECT folder, src, tbl, count(patient), count(coalesce(last, first, birth)) > 0
FROM records JOIN folders USING (src) GROUP BY folder, src, tbl
"""
#: What a record goes by in its table and practice.
_GOES_BY = """
SELECT folder, src, tbl, practice, {number} AS number, {by_patient} AS by_patient, min(rid) AS rid,
    arg_min(last, rid) AS last, arg_min(first, rid) AS first, arg_min(birth, rid) AS birth
FROM records JOIN folders USING (src)
WHERE {number} IN (SELECT patient FROM records) AND folder IN (SELECT unnest(?))
GROUP BY folder, src, tbl, practice, {number} HAVING {by_patient} OR count(*) = 1
"""
_CANDIDATES = f"""
CREATE TEMP TABLE candidates AS
    SELECT c.rid, c.src AS from_src, c.tbl AS from_tbl, p.rid AS home, p.src, p.tbl, p.by_patient,
        coalesce(c.last, c.first, c.birth, c.nir) IS NOT NULL AS named, hash(p.last, p.first, p.birth) AS who
    FROM (SELECT * FROM records JOIN folders USING (src)) c
    JOIN ({_GOES_BY.format(number="pk", by_patient="false")}
          UNION ALL {_GOES_BY.format(number="patient", by_patient="true")}) p
        ON c.patient = p.number AND c.folder = p.folder AND (c.src <> p.src OR c.tbl <> p.tbl)
    WHERE coalesce(p.last, p.first, p.birth) IS NOT NULL
        AND (NOT p.by_patient OR (c.last IS NULL AND c.first IS NULL
                                  AND (coalesce(p.last, p.first) IS NOT NULL OR c.birth IS NULL)))
        AND coalesce(c.practice = p.practice, true) AND coalesce(c.birth = p.birth, true)
        AND (coalesce(c.birth = p.birth, false)
             OR (coalesce(c.last = p.last, true) AND coalesce(c.first = p.first, true)))
"""  # noqa: S608
_FITTING = """
SELECT from_src, from_tbl, src, tbl, by_patient, count(DISTINCT rid) FROM candidates GROUP BY ALL ORDER BY ALL
"""
_ADDITIONS = """
CREATE TABLE additions AS
    SELECT rid, CASE WHEN min(who) = max(who) THEN min(home) END AS home
    FROM candidates SEMI JOIN referring USING (from_src, from_tbl, src, tbl, by_patient)
    GROUP BY rid HAVING min(who) = max(who) OR NOT bool_or(named);
UPDATE notes SET rid = a.home FROM additions a WHERE notes.rid = a.rid;
DROP TABLE candidates;
"""

#: What a record takes from its additions where it does not tell it itself.
_TAKEN = (
    "practice", "nir", "last", "first", "birth", "exchanged", "in_year", "year", "minor", "phone", "mail",
    "addr", "postcode",
)  # fmt: skip
#: A number that is told apart from the birth date cannot be held against it: it may be a parent's.
_ADDED = f"""
CREATE TABLE whole AS
    SELECT r.* REPLACE (
        {", ".join(f"coalesce(r.{column}, g.{column}) AS {column}" for column in _TAKEN)},
        CASE WHEN r.last IS NULL THEN coalesce(g.last_letters, 0) ELSE r.last_letters END AS last_letters,
        CASE WHEN r.first IS NULL THEN coalesce(g.first_letters, 0) ELSE r.first_letters END AS first_letters,
        r.own OR (r.nir IS NULL AND r.birth IS NULL AND coalesce(g.own, false)) AS own,
        CASE WHEN r.sex = 0 THEN coalesce(g.sex, 0) ELSE r.sex END AS sex,
        r.dead OR coalesce(g.dead, false) AS dead,
        r.held | coalesce(g.held, 0) AS held)
    FROM records r LEFT JOIN (
        SELECT home, {", ".join(f"arg_min({column}, rid) AS {column}" for column in _TAKEN)},
            arg_min(last_letters, rid) FILTER (last IS NOT NULL) AS last_letters,
            arg_min(first_letters, rid) FILTER (first IS NOT NULL) AS first_letters,
            arg_min(own, rid) FILTER (nir IS NOT NULL) AS own, max(sex) AS sex,
            bool_or(dead) AS dead, bit_or(held) AS held
        FROM records JOIN additions USING (rid) GROUP BY home) g ON g.home = r.rid
    WHERE r.rid NOT IN (SELECT rid FROM additions);
DROP TABLE records;
ALTER TABLE whole RENAME TO records;
"""  # noqa: S608


def gather_additions(store: Store) -> None:
    """Add the rows that tell more of a record to it; `additions` holds their rid and that of it (home, null
    where it is not known which)."""
    numbers: dict[_Table, int] = {}
    naming: dict[str, list[bool]] = defaultdict(list)
    for folder, src, tbl, patients, names in store.rows(_TABLES):
        numbers[src, tbl] = patients
        naming[folder].append(names)
    looked_at = [f for f, names in naming.items() if len(names) > 1 and sum(names) <= _TABLES_OF_A_FOLDER]
    if not looked_at:
        store.sql.execute("CREATE TABLE additions (rid BIGINT, home BIGINT)")
        return
    store.sql.execute(_CANDIDATES, [looked_at, looked_at])
    _write_referring(store, numbers)
    store.sql.execute(_ADDITIONS)
    (additions,) = store.one("SELECT count(*) FROM additions")
    if additions:
        store.records -= additions
        store.sql.execute(_ADDED)


def _write_referring(store: Store, numbers: dict[_Table, int]) -> None:
    """The table `referring`: which tables tell more of which, and by which number.

    `numbers`: how many rows of each table bear a patient number.
    """
    fitting = [
        (_distance(by_patient, numbers[src, tbl]), -rows, (from_src, from_tbl), (src, tbl), by_patient)
        for from_src, from_tbl, src, tbl, by_patient, rows in store.rows(_FITTING)
        if 2 * rows >= numbers[from_src, from_tbl]
    ]
    chosen = list(_chosen(sorted(fitting)))
    names = ("from_src", "from_tbl", "src", "tbl", "by_patient")
    columns = {name: [line[at] for line in chosen] for at, name in enumerate(names)}
    types = [pa.int32()] * 4 + [pa.bool_()]
    arrays = [pa.array(values, kind) for values, kind in zip(columns.values(), types, strict=True)]
    store.sql.register("referring", pa.table(arrays, list(names)))


def _distance(by_patient: bool, numbers: int) -> int:
    """How far-fetched it is that a patient number is this one: the key of visits, which bear one too, is."""
    return 1 if by_patient else 2 if numbers else 0


def _chosen(
    fitting: Iterable[tuple[int, int, _Table, _Table, bool]],
) -> Iterable[tuple[int, int, int, int, bool]]:
    """Of each table the one that it tells most likely more of, or those that are as likely; none both tells
    and is told of."""
    telling: dict[_Table, tuple[int, int]] = {}
    told_of: set[_Table] = set()
    for distance, rows, table, other, by_patient in fitting:
        likely = telling.get(table, (distance, rows)) == (distance, rows)
        if likely and table not in told_of and other not in telling:
            telling[table] = distance, rows
            told_of.add(other)
            yield (*table, *other, by_patient)
