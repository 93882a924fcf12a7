"""From records to people: exact keys, then probable links whose reliability is measured on the leak itself.

1. **Exact**: one's own valid NIR; else surname, first name and birth date; else names and contact. Two
   different valid NIRs are two people, whatever else agrees (homonyms, twins). A record without NIR whose
   name and birth date belong to two NIRs goes to the one with which it shares a contact, else stays apart.
   A NIR that does not fit the birth date is a parent's (children are insured under it) and no key of its own.
2. **Probable**: typos, birth names, exchanged names, exchanged day and month, wrong years. Pairs are found by
   blocks and told apart by their *pattern*: how surname, first name, birth date, contact and place agree.
   How often a pattern is one person is not guessed: it is counted on pairs whose NIRs are both known and say
   it (in a small leak, shares measured on generated leaks weigh in: priors.py). Links right more often than
   not are made, the surest first.
   (Splink 5 with its usual comparisons was tried for this: on 20,000 people it found 5 to 6 % too few, since
   families share numbers, names and contacts, and it has to see the values themselves.)
3. **Range**: `max` makes no probable link; `min` makes also those left, each with the upper bound of its
   chance, and the links that the search is expected to miss (measured on the same NIR pairs).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from viginote.exposure.margins import wilson
from viginote.exposure.priors import UNKNOWN, Family, link_priors
from viginote.exposure.store import Store

#: Records whose pairs are looked at to measure the patterns.
_CALIBRATION_RECORDS = 100_000
#: A contact borne by more records than this is a home's or a practice's and tells nothing.
_SHARED_BY = 12
#: Letter pairs in common (Dice) from which two names are alike, and a little alike.
_ALIKE, _A_LITTLE = 0.6, 0.3
#: A link is made from this chance on, and told as possible from the lower one on.
_MADE, _POSSIBLE = 0.5, 0.02
#: Weights, in pairs: of what is known of a family of patterns before the leak is looked at, and of what the
#: leak says of the family when a pattern of it is judged.
_FAMILY_WEIGHT, _PATTERN_WEIGHT = 4.0, 2.0


@dataclass(frozen=True, slots=True)
class PeopleCount:
    """`min`, `best`, `max` people; `duplicates`: records beyond a person's first, by the key that told."""

    min: int
    best: int
    max: int
    duplicates: dict[str, int]
    ambiguous: int


_ND = (
    "CASE WHEN r.last IS NOT NULL AND r.first IS NOT NULL AND r.birth IS NOT NULL "
    "THEN hash(r.last, r.first, r.birth) END"
)
_CONTACT = "CASE WHEN coalesce(mail, phone) IS NOT NULL THEN hash(last, first, coalesce(mail, phone)) END"

#: A number that does not fit the birth date, but is another record's own with the same first name, day and
#: month: the year is wrong, not the number.
_EXACT = f"""
CREATE TABLE own_of AS
    SELECT DISTINCT nir, first, in_year FROM records
    WHERE own AND first IS NOT NULL AND nir IN (SELECT nir FROM records WHERE NOT own);
CREATE TABLE keyed AS
    SELECT r.* REPLACE (r.own OR o.nir IS NOT NULL AS own), {_ND} AS nd
    FROM records r LEFT JOIN own_of o
        ON r.nir = o.nir AND r.first = o.first AND r.in_year = o.in_year AND NOT r.own;
DROP TABLE records;
DROP TABLE own_of;
CREATE TABLE nir_of AS
    SELECT nd, min(nir) AS lo, max(nir) AS hi FROM keyed
    WHERE own AND nd IN (SELECT nd FROM keyed WHERE NOT own) GROUP BY nd;
CREATE TABLE linked AS
    SELECT keyed.*,
        CASE WHEN own THEN 'nir' WHEN lo = hi THEN 'name_birth' WHEN lo < hi THEN 'conflict'
             WHEN nd IS NOT NULL THEN 'name_birth' ELSE 'contact' END AS key,
        CASE WHEN own THEN nir WHEN lo = hi THEN lo WHEN lo < hi THEN hash(rid, 1) WHEN nd IS NOT NULL THEN nd
             ELSE coalesce({_CONTACT}, hash(rid, 2)) END AS ent,
        own OR coalesce(lo = hi, false) AS sure
    FROM keyed LEFT JOIN nir_of USING (nd);
DROP TABLE keyed;
DROP TABLE nir_of;
"""  # noqa: S608 (no value is spliced in)

#: Homonyms: a record whose name and birth date belong to two NIRs goes where its contact is.
_RESOLVE = """
CREATE TEMP TABLE resolved AS
    SELECT q.rid, min(t.ent) AS ent FROM linked q JOIN linked t ON q.nd = t.nd AND t.own
    WHERE q.key = 'conflict' AND (q.phone = t.phone OR q.mail = t.mail OR q.addr = t.addr)
    GROUP BY q.rid HAVING min(t.ent) = max(t.ent);
UPDATE linked SET ent = r.ent, sure = true FROM resolved r WHERE linked.rid = r.rid;
CREATE TEMP TABLE by_contact AS
    SELECT q.rid, min(t.ent) AS ent, bool_or(t.sure) AS sure
    FROM linked q JOIN linked t
        ON q.last = t.last AND q.first = t.first AND (q.phone = t.phone OR q.mail = t.mail)
    WHERE q.key = 'contact' AND t.key <> 'contact'
    GROUP BY q.rid HAVING min(t.ent) = max(t.ent);
UPDATE linked SET ent = c.ent, sure = c.sure FROM by_contact c WHERE linked.rid = c.rid;
"""

_ASKING = f"""
CREATE TABLE asking AS
    SELECT rid, ent, nir, own, nd, last, first, last_letters, first_letters, birth, exchanged, in_year,
        CASE WHEN phone IN (SELECT phone FROM linked GROUP BY phone HAVING count(*) > {_SHARED_BY})
            THEN NULL ELSE phone END AS phone,
        mail, addr, practice, postcode, sex
    FROM linked WHERE NOT sure OR (own AND hash(rid, 3) % ? = 0)
"""  # noqa: S608

_BLOCKS = (
    "q.first = t.first AND q.exchanged = t.exchanged",
    "q.last = t.last AND q.exchanged = t.exchanged",
    "q.last = t.last AND q.first = t.first AND q.in_year = t.in_year",
    "q.last = t.last AND q.first = t.first AND q.phone = t.phone",
    "q.last = t.last AND q.first = t.first AND q.mail = t.mail",
    "q.last = t.last AND q.first = t.first AND q.addr = t.addr",
    "q.last = t.first AND q.first = t.last AND q.exchanged = t.exchanged",
    "q.nir = t.nir AND q.first = t.first AND NOT q.own",
)


def _likeness(name: str) -> str:
    """0 the same, 1 alike, 2 a little alike, 3 another, as SQL over q and t."""
    a, b = f"q.{name}_letters", f"t.{name}_letters"
    common, both = f"2 * bit_count({a} & {b})", f"(bit_count({a}) + bit_count({b}))"
    return (
        f"CASE WHEN q.{name} = t.{name} THEN 0 WHEN {common} >= {_ALIKE} * {both} THEN 1 "
        f"WHEN {common} >= {_A_LITTLE} * {both} THEN 2 ELSE 3 END"
    )


_PATTERN = f"""
    CASE WHEN q.last = t.first AND q.first = t.last THEN 90
         ELSE 10 * ({_likeness("last")}) + {_likeness("first")} END AS names,
    CASE WHEN q.birth = t.birth THEN 0 WHEN q.exchanged = t.exchanged THEN 1 WHEN q.in_year = t.in_year THEN 2
         WHEN q.birth IS NULL OR t.birth IS NULL THEN 3 ELSE 4 END AS births,
    least(2, coalesce(q.phone = t.phone, false)::INT + coalesce(q.mail = t.mail, false)::INT
        + coalesce(q.addr = t.addr, false)::INT) AS contacts,
    (coalesce(q.practice = t.practice, false) OR coalesce(q.postcode = t.postcode, false))::INT AS place,
    CASE WHEN q.nir = t.nir AND NOT q.own THEN 9 WHEN q.sex <> t.sex THEN 0 ELSE q.sex END AS sexes
"""

#: A pair is looked at to be linked (the asking record has no NIR) or to be measured (both have one).
_PAIR = f"""
SELECT q.rid AS q_rid, q.ent AS q_ent, q.own AS measured, t.rid AS t_rid, t.ent AS t_ent, t.sure AS t_sure,
    q.nir = t.nir AS same, {_PATTERN}
FROM asking q JOIN linked t ON %s
WHERE (q.own AND t.own AND q.rid <> t.rid AND q.nd <> t.nd) OR (NOT q.own AND q.ent <> t.ent)
"""  # noqa: S608
_PAIRS = "CREATE TABLE pairs AS " + " UNION ALL ".join(_PAIR.replace("%s", block) for block in _BLOCKS)

_FEATURES = "names, births, contacts, place, sexes"
_PATTERNS = f"""
SELECT {_FEATURES}, count(*) FILTER (measured AND same), count(*) FILTER (measured AND NOT same),
    count(*) FILTER (NOT measured)
FROM (SELECT DISTINCT q_rid, t_ent, measured, same, {_FEATURES} FROM pairs) GROUP BY ALL ORDER BY ALL
"""  # noqa: S608

_FOUND = """
SELECT count(*), count(*) FILTER (found) FROM (
    SELECT q.rid, bool_or(p.chance >= ?) AS found
    FROM (SELECT DISTINCT q.rid FROM asking q JOIN linked t ON q.nir = t.nir
          WHERE q.own AND t.own AND q.nd <> t.nd) q
    LEFT JOIN (SELECT q_rid, max(chance) AS chance
               FROM pairs JOIN patterns USING (names, births, contacts, place, sexes)
               WHERE measured AND same GROUP BY q_rid) p ON p.q_rid = q.rid
    GROUP BY q.rid)
"""

_LINKS = """
SELECT q_ent, t_ent, any_value(t_sure), max(chance) AS sureness, max(upper), count(*) AS seen
FROM pairs JOIN patterns USING (names, births, contacts, place, sexes)
WHERE NOT measured AND chance >= ?
GROUP BY q_ent, t_ent ORDER BY sureness DESC, seen DESC, min(q_rid), min(t_rid)
"""


def count_people(store: Store) -> PeopleCount:
    """Link the records: afterwards the table `persons` holds rid and person for every record."""
    for step in (_EXACT, _RESOLVE):
        store.sql.execute(step)
    records, entities = store.one("SELECT count(*), count(DISTINCT ent) FROM linked")
    store.sql.execute(_ASKING, [_one_in(store)])
    store.sql.execute(_PAIRS)
    _measure_patterns(store)
    links = store.rows(_LINKS, _POSSIBLE)
    merges, possible, ambiguous = _merge(links)
    _write_persons(store, merges)
    missed = _expected_missed(store, len(merges))
    best = entities - len(merges)
    return PeopleCount(
        min=max(1 if records else 0, int(best - possible - missed)),
        best=best,
        max=entities + _homonyms(store),
        duplicates=_duplicates(store, records, entities, len(merges)),
        ambiguous=ambiguous,
    )


def _one_in(store: Store) -> int:
    """Of how many records with their own NIR one is taken to measure the patterns."""
    (own,) = store.one("SELECT count(*) FROM linked WHERE own")
    return max(1, int(own) // _CALIBRATION_RECORDS)


def _measure_patterns(store: Store) -> None:
    """The table `patterns`: for each, its chance of being one person and the upper bound of that."""
    rows = store.rows(_PATTERNS)
    same_of: Counter[Family] = Counter()
    other_of: Counter[Family] = Counter()
    for names, births, contacts, _, _, same, other, _ in rows:
        same_of[names, births, contacts > 0] += same
        other_of[names, births, contacts > 0] += other
    store.sql.execute(
        "CREATE TABLE patterns "
        "(names INT, births INT, contacts INT, place INT, sexes INT, chance DOUBLE, upper DOUBLE)"
    )
    for names, births, contacts, place, sexes, same, other, _ in rows:
        family = names, births, contacts > 0
        known = link_priors().get(family, UNKNOWN)
        prior = _weighed(same_of[family], other_of[family], known, _FAMILY_WEIGHT)
        chance = _weighed(same, other, prior, _PATTERN_WEIGHT)
        trials = same + other + _PATTERN_WEIGHT
        upper = wilson(chance * trials, trials)[1]
        store.sql.execute(
            "INSERT INTO patterns VALUES (?, ?, ?, ?, ?, ?, ?)",
            [names, births, contacts, place, sexes, chance, upper],
        )


def _weighed(same: int, other: int, prior: float, weight: float) -> float:
    """The share of pairs that are one person, drawn towards `prior` as by `weight` more pairs."""
    return (same + weight * prior) / (same + other + weight)


def _merge(links: Iterable[tuple[int, int, bool, float, float, int]]) -> tuple[dict[int, int], float, int]:
    """Links made (entity -> entity it joins), the upper sum of those left, and how many were in conflict.

    The surest first; never two entities with a NIR each.
    """
    parent: dict[int, int] = {}
    sure: set[int] = set()
    left: dict[int, float] = {}
    merges: dict[int, int] = {}
    ambiguous = 0

    def root(entity: int) -> int:
        while entity in parent:
            parent[entity] = entity = parent.get(parent[entity], parent[entity])
        return entity

    for q, t, t_sure, chance, upper, _ in links:
        if t_sure:
            sure.add(t)
        one, other = root(q), root(t)
        if one == other:
            continue
        if one in sure:
            one, other = other, one
        if chance < _MADE:
            left[q] = max(left.get(q, 0.0), upper)
        elif one in sure:
            ambiguous += 1
        else:
            parent[one] = other
            merges[one] = other
    possible = sum(upper for q, upper in left.items() if q not in parent)
    return {entity: root(entity) for entity in merges}, possible, ambiguous


def _write_persons(store: Store, merges: dict[int, int]) -> None:
    """Persons are numbered in an order that tells nothing of the records."""
    moved = pa.table(
        {
            "ent": pa.array(np.fromiter(merges.keys(), np.uint64, len(merges))),
            "joined": pa.array(np.fromiter(merges.values(), np.uint64, len(merges))),
        }
    )
    store.sql.register("moved", moved)
    store.sql.execute(
        """
        CREATE TABLE numbered AS SELECT ent AS person_key, row_number() OVER (ORDER BY hash(ent, 4)) AS person
            FROM (SELECT DISTINCT ent FROM linked WHERE ent NOT IN (SELECT ent FROM moved));
        CREATE TABLE persons AS
            SELECT l.rid, n.person FROM linked l LEFT JOIN moved m USING (ent)
            JOIN numbered n ON n.person_key = coalesce(m.joined, l.ent)
        """
    )
    store.sql.unregister("moved")


def _expected_missed(store: Store, merged: int) -> float:
    """Upper bound of the duplicates that no block found, from those known by their NIR."""
    known, found = store.one(_FOUND, _MADE)
    if not known or not merged:
        return 0.0
    recall = max(wilson(found, known)[0], 0.05)
    return merged * (1 - recall) / recall


def _homonyms(store: Store) -> int:
    """How many people too few exact names and birth dates may have made, where no NIR could object."""
    groups, conflicts = store.one(
        "SELECT count(*), count(*) FILTER (nirs > 1) FROM (SELECT count(DISTINCT nir) AS nirs FROM linked "
        "WHERE own AND nd IS NOT NULL GROUP BY nd HAVING count(*) > 1)"
    )
    (unsure,) = store.one(
        "SELECT count(*) FROM "
        "(SELECT ent FROM linked WHERE key = 'name_birth' GROUP BY ent HAVING count(*) > 1)"
    )
    share = wilson(conflicts, groups)[1] if groups else 0.01
    return round(int(unsure) * share)


def _duplicates(store: Store, records: int, entities: int, merged: int) -> dict[str, int]:
    """Records beyond the first of each person, by what told that they are one."""
    nir_rows, nirs = store.one("SELECT count(*), count(DISTINCT nir) FROM linked WHERE own")
    contact_rows, contacts = store.one(
        "SELECT count(*), count(DISTINCT ent) FROM linked WHERE key = 'contact' AND NOT sure"
    )
    by_nir, by_contact = int(nir_rows - nirs), int(contact_rows - contacts)
    return {
        "nir": by_nir,
        "name_birth": records - entities - by_nir - by_contact,
        "contact": by_contact,
        "probable": merged,
    }
