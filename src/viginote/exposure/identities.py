"""Who the pseudonymous people are: a list apart, on request only, encrypted to a key.

To tell people that their data have leaked, somebody has to know who they are. identities.csv has a line for
each record of the people who have a note, those to be told first at the top; what names them is encrypted,
cell by cell, under the key of their practice, so that a doctor can be given the key that opens his or her own
patients and no others:

    viginote restore identities.csv -o list.csv --key-file FILE

People of whom the leak holds administrative data alone are all the others of the source: they are not listed.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from viginote.batch import Mapping
from viginote.batch.mapping import Role
from viginote.exposure.notification import harmless
from viginote.exposure.store import Store
from viginote.exposure.view import View
from viginote.outputs import private_output
from viginote.redaction import Keys
from viginote.redaction.keys import MAIN, key_id_of
from viginote.redaction.tokens import cipher
from viginote.sources.base import Source

#: What names a person or reaches one, by the column of the list; the label stands in the token in clear.
_TOLD: dict[str, tuple[str, tuple[Role, ...]]] = {
    "patient_number": ("PATIENT_ID", (Role.PATIENT_ID,)),
    "last_name": ("PERSON", (Role.LAST_NAME, Role.BIRTH_NAME, Role.FULL_NAME)),
    "first_name": ("PERSON", (Role.FIRST_NAME,)),
    "birth_date": ("BIRTH_DATE", (Role.BIRTH_DATE,)),
    "nir": ("NIR", (Role.NIR,)),
    "phone": ("PHONE", (Role.PHONE,)),
    "email": ("EMAIL", (Role.EMAIL,)),
    "address": ("ADDRESS", (Role.ADDRESS,)),
    "postcode": ("POSTCODE", (Role.POSTCODE,)),
    "city": ("CITY", (Role.CITY,)),
}
_HEAD = ("person", "risk_group", "practice", "source", "table", "row", "deceased")
_LISTED = """
SELECT p.rid, 'P' || lpad(g.person::VARCHAR, 9, '0'), g.risk_group, g.deceased
FROM persons p JOIN grouped g USING (person) WHERE g.risk_group <> 'administrative' ORDER BY p.rid
"""
_ORDER = ("core", "sensitive", "note")

_Line = tuple[str, ...]


def write(path: Path, store: Store, sources: Iterable[tuple[Source, Mapping]], keys: Keys) -> None:
    """Write the list to `path`. `sources`: in the order in which `store` loaded them.

    Raises KeyFault where `keys` has no key for a practice.
    """
    listed = {
        rid: (person, group, "yes" if deceased else "no")
        for rid, person, group, deceased in store.rows(_LISTED)
    }
    lines = sorted(_lines(store, sources, listed, keys), key=lambda line: (_ORDER.index(line[1]), line[0]))
    with private_output(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*_HEAD, *_TOLD])
        writer.writerows(lines)


def _lines(
    store: Store,
    sources: Iterable[tuple[Source, Mapping]],
    listed: dict[int, tuple[str, str, str]],
    keys: Keys,
) -> Iterator[_Line]:
    """A line for each listed record: records are counted as the store counted them."""
    rids = np.fromiter(listed, np.int64, len(listed))
    count = 0
    for source, mapping in sources:
        for chunk in source.chunks():
            roles = mapping.tables.get(chunk.table)
            if roles is None:
                continue
            whole = View(pa.Table.from_batches([chunk.rows]), roles)
            records = np.flatnonzero(store.records_of((chunk.source, chunk.table), chunk.first_row, whole))
            first, count = count, count + len(records)
            here = rids[np.searchsorted(rids, first) : np.searchsorted(rids, count)]
            rows = records[here - first]
            view = whole.take(rows)
            practices = view.first_of(Role.PRACTICE).to_pylist()
            told = {name: view.first_of(*wanted).to_pylist() for name, (_, wanted) in _TOLD.items()}
            for at, rid in enumerate(here.tolist()):
                practice = (practices[at] or "").strip()
                practice = practice and store.practices[store.practice(practice)]
                where = harmless(chunk.source), harmless(chunk.table), str(chunk.first_row + int(rows[at]))
                cells = {name: values[at] for name, values in told.items()}
                person, group, deceased = listed[rid]
                sealed = _sealed(cells, practice, keys)
                yield (person, group, harmless(practice), *where, deceased, *sealed)


def _sealed(cells: dict[str, str | None], practice: str, keys: Keys) -> Iterator[str]:
    seal = cipher(keys, key_id_of(practice) if practice else MAIN).seal
    for name, value in cells.items():
        yield seal(value, _TOLD[name][0]) if value and value.strip() else ""
