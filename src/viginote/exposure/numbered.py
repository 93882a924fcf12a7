"""People of whom a leak tells nothing but their patient number: a number is a person, no link is looked for.

So is what the texts of a leak without columns for people say of theirs (telling.py).

Within a folder numbers are of one kind, whatever the file (a table cut into parts, notes and acts of one
database), and a patient may see several doctors; but where a number stands in many practices on average, each
practice numbers its own patients. Numbers alone cannot tell for sure: `min` takes a number of a folder for
one person, `max` that of two practices or two files for two.
"""

from viginote.exposure.people import PeopleCount
from viginote.exposure.store import Store

#: Few patients go to more practices than this.
_PRACTICES_OF_A_PATIENT = 3

_COUNTS = """
SELECT count(*), count(DISTINCT hash(folder, patient)), count(DISTINCT hash(folder, practice, patient)),
    count(DISTINCT hash(src, practice, patient))
FROM records JOIN folders USING (src)
"""
#: The tables that linking leaves for the counts (people.py), where nothing was linked.
_LINKED = """
CREATE TABLE linked AS
    SELECT r.*, 'patient_id' AS key, hash(folder, patient, CASE WHEN {own} THEN practice END) AS ent,
        false AS sure
    FROM records r JOIN folders USING (src);
CREATE TABLE numbered AS
    SELECT ent AS person_key, row_number() OVER (ORDER BY hash(ent, 4)) AS person
    FROM (SELECT DISTINCT ent FROM linked);
CREATE TABLE persons AS SELECT rid, person FROM linked JOIN numbered ON person_key = ent;
CREATE TABLE possible (q UBIGINT, t UBIGINT, upper DOUBLE);
"""


def count_by_number(store: Store) -> PeopleCount:
    """As `count_people`: afterwards the table `persons` holds rid and person for every record."""
    records, fewest, by_practice, most = store.one(_COUNTS)
    own = by_practice > _PRACTICES_OF_A_PATIENT * fewest
    store.sql.execute(_LINKED.format(own=own))
    best = by_practice if own else fewest
    told = {"nir": 0, "patient_id": records - best, "name_birth": 0, "contact": 0, "probable": 0}
    return PeopleCount(fewest, best, most, told, ambiguous=0, missed=0.0, mixed=0.0)
