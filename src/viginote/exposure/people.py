"""From records to people: exact keys, then probable links whose reliability is measured on the leak itself.

1. **Exact**: one's own valid NIR; else surname, first name and birth date; else names and contact; and the
   patient's number within a source and practice, where nothing speaks against it (a family's number, a
   parent's). Two different valid NIRs are two people, whatever else agrees (homonyms, twins). A record
   without NIR whose name and birth date belong to two NIRs goes to the one with which it shares a contact,
   else stays apart.
   A NIR that does not fit the birth date is a parent's (children are insured under it) and no key of its own.
2. **Probable**: typos, birth names, exchanged names, exchanged day and month, wrong years. Pairs are found by
   blocks and told apart by their *pattern*: how surname, first name, birth date, contact and place agree.
   How often a pattern is one person is not guessed: it is counted on pairs whose NIRs are both known and say
   it (in a small leak, shares measured on generated leaks weigh in: priors.py). Links right more often than
   not are made, the surest first.
   (Splink 5 with its usual comparisons was tried for this: on 20,000 people it found 5 to 6 % too few, since
   families share numbers, names and contacts, and it has to see the values themselves.)
3. **Range**: `max` makes no probable link; `min` makes also those left, each with the upper bound of its
   chance, and the links that the search is expected to miss (measured on the same NIR pairs). What has a name
   and no more may be anybody of that name.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from viginote.exposure.additions import gather_additions
from viginote.exposure.margins import Z, wilson
from viginote.exposure.placeholders import forget_placeholders
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
    """`min`, `best`, `max` people; `duplicates`: records beyond a person's first, by the key that told.

    `ambiguous`: links left out since both sides have a number. `missed`: links that the search may have
    missed, for each that it made. `mixed`: share of the people told by name and birth date alone that may be
    two.
    """

    min: int
    best: int
    max: int
    duplicates: dict[str, int]
    ambiguous: int
    missed: float
    mixed: float

    def range_of(self, part: int) -> dict[str, int]:
        """`low` and `high` of a part of the people: links left open weigh in it as in the whole.

        With what chance adds where numbers are small.
        """
        share = part / self.best if self.best else 0.0
        fewer, more = share * (self.best - self.min), share * (self.max - self.best)
        low = math.floor(part - fewer - Z * math.sqrt(fewer))
        return {"low": max(min(part, 1), low), "high": math.ceil(part + more + Z * math.sqrt(more))}


_ND = (
    "CASE WHEN r.last IS NOT NULL AND r.first IS NOT NULL AND r.birth IS NOT NULL "
    "THEN hash(r.last, r.first, r.birth) END"
)
_REACHED = "coalesce(r.mail, r.phone)"
_CONTACT = f"CASE WHEN {_REACHED} IS NOT NULL THEN hash(r.last, r.first, {_REACHED}) END"
_NUMBER = "CASE WHEN r.patient IS NOT NULL THEN hash(r.src, coalesce(r.practice, -1), r.patient) END"
#: Records under one patient number, and the keys of the first of them that has each: unless they have two
#: NIRs, two first names, or both two birth dates and two surnames.
_NUMBERED = f"""
CREATE TABLE one_number AS
    SELECT {_NUMBER} AS number, min(nir) FILTER (own) AS nir, arg_min({_ND}, rid) AS nd,
        arg_min({_CONTACT}, rid) AS contact
    FROM records r WHERE patient IS NOT NULL GROUP BY number
    HAVING count(*) > 1 AND coalesce(min(nir) FILTER (own) = max(nir) FILTER (own), true)
        AND coalesce(min(first) = max(first), true)
        AND (coalesce(min(birth) = max(birth), true) OR coalesce(min(last) = max(last), true))
"""  # noqa: S608

#: A number that does not fit the birth date, but is another record's own with the same first name, day and
#: month: the year is wrong, not the number.
_EXACT = f"""
CREATE TABLE own_of AS
    SELECT DISTINCT nir, first, in_year FROM records
    WHERE own AND first IS NOT NULL AND nir IN (SELECT nir FROM records WHERE NOT own);
CREATE TABLE keyed AS
    SELECT r.* REPLACE (
            CASE WHEN r.own THEN r.nir ELSE coalesce(n.nir, r.nir) END AS nir,
            r.own OR o.nir IS NOT NULL OR n.nir IS NOT NULL AS own),
        CASE WHEN r.own OR o.nir IS NOT NULL THEN 'nir' WHEN {_ND} IS NOT NULL THEN 'name_birth'
             WHEN n.number IS NOT NULL THEN 'patient_id' ELSE 'contact' END AS key,
        coalesce(n.nd, {_ND}) AS nd, coalesce(n.contact, {_CONTACT}, n.number) AS other
    FROM records r LEFT JOIN own_of o
        ON r.nir = o.nir AND r.first = o.first AND r.in_year = o.in_year AND NOT r.own
    LEFT JOIN one_number n ON n.number = {_NUMBER};
DROP TABLE records;
DROP TABLE own_of;
DROP TABLE one_number;
CREATE TABLE nir_of AS
    SELECT nd, min(nir) AS lo, max(nir) AS hi FROM keyed
    WHERE own AND nd IN (SELECT nd FROM keyed WHERE NOT own) GROUP BY nd;
CREATE TABLE linked AS
    SELECT keyed.* EXCLUDE (other)
            REPLACE (CASE WHEN NOT own AND lo < hi THEN 'conflict' ELSE key END AS key),
        CASE WHEN own THEN nir WHEN lo = hi THEN lo WHEN lo < hi THEN hash(rid, 1)
             ELSE coalesce(nd, other, hash(rid, 2)) END AS ent,
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
    SELECT q.ent AS was, min(t.ent) AS ent, bool_or(t.sure) AS sure
    FROM linked q JOIN linked t
        ON q.last = t.last AND q.first = t.first AND (q.phone = t.phone OR q.mail = t.mail)
    WHERE NOT q.own AND q.nd IS NULL AND (t.own OR t.nd IS NOT NULL)
    GROUP BY q.ent HAVING min(t.ent) = max(t.ent);
UPDATE linked SET ent = c.ent, sure = c.sure FROM by_contact c WHERE linked.ent = c.was;
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


#: Who has a name and no more may be anybody of that name, in the leak and in the practice.
_BARE = "NOT own AND nd IS NULL AND phone IS NULL AND mail IS NULL AND last IS NOT NULL AND first IS NOT NULL"
_NAMESAKES = f"""
CREATE TEMP TABLE namesakes AS
    SELECT DISTINCT last, first, practice, person, {_BARE} AS bare
    FROM linked SEMI JOIN (SELECT last, first FROM linked WHERE {_BARE}) USING (last, first)
    JOIN persons USING (rid);
CREATE TEMP TABLE homes AS
    SELECT last, first, practice, coalesce(min(person) FILTER (NOT bare), min(person)) AS person
    FROM namesakes GROUP BY GROUPING SETS ((last, first), (last, first, practice));
INSERT INTO possible
    SELECT DISTINCT q.person_key, t.person_key, 1.0
    FROM (SELECT last, first, person, unnest([NULL, practice]) AS practice FROM namesakes) b JOIN homes h
        ON h.last = b.last AND h.first = b.first AND h.practice IS NOT DISTINCT FROM b.practice
    JOIN numbered q ON q.person = b.person JOIN numbered t ON t.person = h.person
    WHERE b.person <> h.person
        AND b.person IN (SELECT person FROM namesakes GROUP BY person HAVING bool_and(bare));
"""  # noqa: S608
#: Records that their number alone joins to others, beyond the first of a person of whom there are no others.
_BY_NUMBER = """
WITH bearing AS (SELECT ent, count(*) AS records FROM linked WHERE key = 'patient_id' GROUP BY ent)
SELECT coalesce(sum(records - (ent NOT IN (
    SELECT ent FROM linked WHERE key <> 'patient_id' AND ent IN (SELECT ent FROM bearing)))::INT), 0)
FROM bearing
"""

#: People made of records by name and birth date alone, where no NIR could object.
_UNSURE = "SELECT ent FROM linked WHERE key = 'name_birth' GROUP BY ent HAVING count(*) > 1"
#: A link that was not made: the entities on both sides, the upper bound of its chance.
_Left = tuple[int, int, float]


def count_people(store: Store) -> PeopleCount:
    """Link the records: afterwards the table `persons` holds rid and person for every record."""
    forget_placeholders(store)
    gather_additions(store)
    for step in (_NUMBERED, _EXACT, _RESOLVE):
        store.sql.execute(step)
    records, entities = store.one("SELECT count(*), count(DISTINCT ent) FROM linked")
    store.sql.execute(_ASKING, [_one_in(store)])
    store.sql.execute(_PAIRS)
    _measure_patterns(store)
    links = store.rows(_LINKS, _POSSIBLE)
    merges, left, ambiguous = _merge(links)
    _write_persons(store, merges)
    _write_possible(store, left)
    store.sql.execute(_NAMESAKES)
    missed, mixed = _missed(store), _mixed(store)
    best = entities - len(merges)
    [(possible,)] = store.rows(
        "SELECT coalesce(sum(u), 0) FROM (SELECT max(upper) AS u FROM possible GROUP BY q)"
    )
    (unsure,) = store.one(f"SELECT count(*) FROM ({_UNSURE})")  # noqa: S608
    return PeopleCount(
        min=max(1 if records else 0, int(best - possible - len(merges) * missed)),
        best=best,
        max=entities + round(unsure * mixed),
        duplicates=_duplicates(store, records, entities, len(merges)),
        ambiguous=ambiguous,
        missed=missed,
        mixed=mixed,
    )


_OF_PRACTICES = f"""
WITH here AS (SELECT practice, ent FROM linked WHERE practice IS NOT NULL
              UNION ALL SELECT b.practice, l.ent FROM by_notes b JOIN persons USING (person)
              JOIN linked l USING (rid)),
    counted AS (SELECT practice, count(DISTINCT ent) AS entities,
                    count(DISTINCT ent) FILTER (ent IN ({_UNSURE})) AS unsure
                FROM here GROUP BY practice),
    placed AS (SELECT DISTINCT practice, ent FROM here
               WHERE ent IN (SELECT q FROM possible) OR ent IN (SELECT t FROM possible)),
    within AS (SELECT practice, sum(upper) AS possible
               FROM (SELECT one.practice, p.q, max(p.upper) AS upper FROM possible p
                     JOIN placed one ON one.ent = p.q
                     JOIN placed other ON other.ent = p.t AND other.practice = one.practice
                     GROUP BY one.practice, p.q) GROUP BY practice)
SELECT practice, entities, unsure, coalesce(possible, 0) FROM counted LEFT JOIN within USING (practice)
"""  # noqa: S608


def practice_ranges(store: Store, count: PeopleCount, best: dict[int, int]) -> dict[int, dict[str, int]]:
    """`low` and `high` people of each practice; `best`: those that were counted.

    As for the whole leak, with what chance adds where numbers are small.
    """
    told = {}
    for practice, entities, unsure, possible in store.rows(_OF_PRACTICES):
        fewer = possible + (entities - best[practice]) * count.missed
        more = unsure * count.mixed
        low = math.floor(best[practice] - fewer - Z * math.sqrt(fewer))
        told[practice] = {"low": max(1, low), "high": math.ceil(entities + more + Z * math.sqrt(more))}
    return told


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


def _merge(
    links: Iterable[tuple[int, int, bool, float, float, int]],
) -> tuple[dict[int, int], list[_Left], int]:
    """Links made (entity -> entity it joins), those left, and how many were in conflict.

    The surest first; never two entities with a NIR each.
    """
    parent: dict[int, int] = {}
    sure: set[int] = set()
    left: list[_Left] = []
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
            left.append((q, t, upper))
        elif one in sure:
            ambiguous += 1
        else:
            parent[one] = other
            merges[one] = other
    possible = [link for link in left if link[0] not in parent]
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
            JOIN numbered n ON n.person_key = coalesce(m.joined, l.ent);
        INSERT INTO persons SELECT a.rid, p.person FROM additions a JOIN persons p ON p.rid = a.home
        """
    )
    store.sql.unregister("moved")


def _write_possible(store: Store, left: list[_Left]) -> None:
    """The table `possible`: links not made, each with the upper bound of its chance."""
    columns = (np.array([link[at] for link in left], np.uint64) for at in (0, 1))
    q, t = map(pa.array, columns)
    table = pa.table({"q": q, "t": t, "upper": pa.array([link[2] for link in left], pa.float64())})
    store.sql.register("left_links", table)
    store.sql.execute("CREATE TABLE possible AS SELECT * FROM left_links")
    store.sql.unregister("left_links")


def _missed(store: Store) -> float:
    """Upper bound of the duplicates that no block found, a made link, from those known by their NIR."""
    known, found = store.one(_FOUND, _MADE)
    if not known:
        return 0.0
    recall = max(wilson(found, known)[0], 0.05)
    return (1 - recall) / recall


def _mixed(store: Store) -> float:
    """Upper bound of the share of them that are two people, from those whose NIR objected."""
    groups, conflicts = store.one(
        "SELECT count(*), count(*) FILTER (nirs > 1) FROM (SELECT count(DISTINCT nir) AS nirs FROM linked "
        "WHERE own AND nd IS NOT NULL GROUP BY nd HAVING count(*) > 1)"
    )
    return wilson(conflicts, groups)[1] if groups else 0.01


def _duplicates(store: Store, records: int, entities: int, merged: int) -> dict[str, int]:
    """Records beyond the first of each person, by what told that they are one."""
    nir_rows, nirs = store.one(
        "SELECT count(*) FILTER (key = 'nir'), count(DISTINCT nir) FROM linked WHERE own"
    )
    [(by_number,)] = store.rows(_BY_NUMBER)
    contact_rows, contacts = store.one(
        "SELECT count(*), count(DISTINCT ent) FROM linked WHERE key = 'contact' AND NOT sure"
    )
    by_nir, by_contact = int(nir_rows - nirs), int(contact_rows - contacts)
    return {
        "nir": by_nir,
        "patient_id": int(by_number),
        "name_birth": records - entities - by_nir - int(by_number) - by_contact,
        "contact": by_contact,
        "probable": merged,
    }
