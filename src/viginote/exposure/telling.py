"""Texts that tell who they are of: a folder of letters, comments without a patient's number.

Where no column tells one person from another, the birth date that a text holds does, else its NIR, else its
patient number; a text that holds none of them is a note of nobody known. Two people born on one day are one
then, and one whose birth date is written in two ways is two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from viginote.exposure.keyed import Hashes
from viginote.exposure.layout import HELD

_BITS = " ".join(f"WHEN '{label}' THEN {1 << bit}" for bit, label in enumerate(HELD))
#: A NIR or a patient number is that of the birth date beside which it stands in other texts.
_TELLING = f"""
WITH texts AS (
        SELECT source, "table" AS tbl, row,
            arg_min(fingerprint, start) FILTER (label = 'BIRTH_DATE') AS born,
            arg_min(fingerprint, start) FILTER (label = 'NIR') AS nir,
            arg_min(fingerprint, start) FILTER (label = 'PATIENT_ID') AS number,
            bit_or(CASE label {_BITS} ELSE 0 END)::USMALLINT AS held
        FROM read_parquet(?) WHERE kind = 'identifier' GROUP BY source, tbl, row),
    nirs AS (SELECT nir, min(born) AS of_nir FROM texts WHERE nir IS NOT NULL
             GROUP BY nir HAVING min(born) = max(born)),
    numbers AS (SELECT number, min(born) AS of_number FROM texts WHERE number IS NOT NULL
                GROUP BY number HAVING min(born) = max(born))
SELECT source, tbl, row, hash(coalesce(born, of_nir, of_number, nir, number)) AS key, held
FROM texts LEFT JOIN nirs USING (nir) LEFT JOIN numbers USING (number)
WHERE coalesce(born, nir, number) IS NOT NULL ORDER BY source, tbl, row
"""  # noqa: S608 (no value is spliced in)


@dataclass(frozen=True, slots=True)
class Telling:
    """Rows of a table whose texts tell who they are of: whom, and what else they hold (bits, as `HELD`)."""

    rows: npt.NDArray[np.int64]
    keys: Hashes
    held: npt.NDArray[np.uint16]

    def within(self, first_row: int, count: int) -> "Telling":
        """Those of a block of the table, as places in it."""
        part = slice(*np.searchsorted(self.rows, (first_row, first_row + count)))
        return Telling(self.rows[part] - first_row, self.keys[part], self.held[part])


def telling_rows(sql: duckdb.DuckDBPyConnection, findings: Path) -> Mapping[tuple[str, str], Telling]:
    """By source and table, the rows of which the findings at a path tell so."""
    found = sql.sql(_TELLING, params=[str(findings)]).to_arrow_table()
    rows, keys, held = (found.column(name).to_numpy() for name in ("row", "key", "held"))
    told: dict[tuple[str, str], Telling] = {}
    start = 0
    places = zip(found.column("source").to_pylist(), found.column("tbl").to_pylist(), strict=True)
    for place, same in groupby(places):
        part = slice(start, start + sum(1 for _ in same))
        told[place] = Telling(rows[part], keys[part], held[part])
        start = part.stop
    return told
