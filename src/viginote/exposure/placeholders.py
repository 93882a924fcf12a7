"""Birth dates that software fills in where none is known, as 01/01/1900: they tell nobody from anybody.

Which date a software takes is not known beforehand; it gives itself away by the crowd born on that day.
"""

from viginote.exposure.store import Store

#: A date of more people than this, and of more records than so many usual days of its year, is filled in. A
#: 1st of January that stands for a year alone stays below: it is many people's, but of their own year.
_CROWD, _USUAL_DAYS = 100, 50

#: People as far as they can be told before they are linked: one patient may have any number of records.
_FILLED_IN = f"""
CREATE TEMP TABLE filled_in AS
    SELECT birth FROM records WHERE birth IN (
        SELECT birth FROM (SELECT birth, any_value(year) AS year, count(*) AS records FROM records
                           WHERE birth IS NOT NULL GROUP BY birth)
        QUALIFY records > {_CROWD}
            AND records > {_USUAL_DAYS} * (sum(records) OVER (PARTITION BY year) - records) / 364)
    GROUP BY birth HAVING count(DISTINCT hash(last, first, nir)) > {_CROWD}
"""  # noqa: S608
#: Without a birth date a number has the benefit of the doubt.
_FORGET = """
UPDATE records SET birth = NULL, exchanged = NULL, in_year = NULL, year = NULL, minor = NULL,
    own = nir IS NOT NULL, held = held & ~128
WHERE birth IN (SELECT birth FROM filled_in)
"""


def forget_placeholders(store: Store) -> None:
    """Treat birth dates that are filled in as missing, in the table `records`."""
    store.sql.execute(_FILLED_IN)
    store.sql.execute(_FORGET)
