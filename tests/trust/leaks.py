# ruff: noqa: E501 (one case a line)
"""Known values planted in files of every form, and the search for them in what a command leaves behind."""

import csv
import gzip
import html
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import ahocorasick
import pyarrow as pa
import pyarrow.parquet as pq

from viginote.corpus.leaks import generate

COLUMNS = (
    "id", "cabinet_id", "nom", "prenom", "sexe", "date_naissance", "num_secu", "telephone", "email",
    "adresse", "code_postal", "ville", "date_creation", "date_commentaire", "commentaire",
)  # fmt: skip

#: name, first name, birth date, NIR, phone, mail, street: nobody's, and like nothing else in any output.
PEOPLE = [
    ("QUENAUDON", "Zéphyrine", "14/09/1983", "283097612345612", "06 39 98 77 01", "zq.quenaudon@example.org", "7 rue du Vrizelac"),
    ("Vrizelac-Ombredanne", "Théophraste", "03/02/1951", "151027612345683", "0639987702", "t.ombredanne@example.org", "19 allée des Quenaudes"),
    ("d'Ezkurrazabal", "Wilhelmine", "27/11/2012", "212117612345641", "06.39.98.77.03", "wilh.ezk@example.org", "31 impasse Grozdanovic"),
]  # fmt: skip

#: Comments with the identifiers that a redaction must take out: last name, first name, phone, mail, NIR.
COMMENTS = [
    ("Mme {0} séropositive depuis longtemps, ne pas en parler à son mari, rappeler au {2}", (0, 2)),
    ("Dr {0} {1}, ancien toxicomane sous méthadone, joignable sur {3} ou au {2}", (0, 1, 2, 3)),
    ("Mère musulmane voilée, {1} {0} violentée par son oncle, NIR {4}, signalement fait", (0, 1, 4)),
]  # fmt: skip


def planted_rows() -> list[dict[str, str]]:
    """The planted patients, a comment each."""
    rows = []
    for number, (person, (comment, _)) in enumerate(zip(PEOPLE, COMMENTS, strict=True), 9001):
        last, first, birth, nir, phone, mail, street = person
        text = comment.format(last, first, phone, mail, nir)
        values = (str(number), "CAB0001", last, first, "F", birth, nir, phone, mail, street, "08100",
                  "Sainte-Colombe", "01/02/2020", "03/02/2020", text)  # fmt: skip
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows


def in_comments() -> list[str]:
    """The identifiers that stand in the planted comments, as they stand there."""
    found = []
    for person, (_, places) in zip(PEOPLE, COMMENTS, strict=True):
        last, first, _, nir, phone, mail, _ = person
        found += [(last, first, phone, mail, nir)[place] for place in places]
    return found


@dataclass(frozen=True)
class Leak:
    """A folder with one leak in every form: leak.csv in cp1252, leak.sql, .jsonl, .parquet, .csv.gz."""

    folder: Path

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        with (self.folder / "leak.csv").open(encoding="cp1252", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))

    @cached_property
    def search(self) -> "Search":
        return Search(set(_values(self.rows)))


def make_leak(folder: Path, people: int = 60) -> Leak:
    """A generated leak with the planted rows added, in every form."""
    generate(folder, people, 5, notes_share=0.5, sensitive_share=0.6, forms=("sql", "csv"))
    (folder / "truth.json").unlink()
    plain = folder / "leak.csv"
    with plain.open("a", encoding="cp1252", newline="") as file:
        csv.DictWriter(file, COLUMNS, delimiter=";").writerows(planted_rows())
    sql = folder / "leak.sql"
    sql.write_text(_with_planted(sql.read_text(encoding="utf-8")), encoding="utf-8")
    leak = Leak(folder)
    lines = (json.dumps(row, ensure_ascii=index % 2 == 0) for index, row in enumerate(leak.rows))
    (folder / "leak.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(leak.rows), folder / "leak.parquet")
    (folder / "leak.csv.gz").write_bytes(gzip.compress(plain.read_bytes()))
    return leak


def _with_planted(dump: str) -> str:
    """The dump with the planted rows before each end of data."""
    patients, comments, tail = dump.split("\\.\n", 2)
    for number, row in enumerate(planted_rows(), 9001):
        patients += "\t".join(row[column] for column in COLUMNS[:13]) + "\n"
        comments += f"{number}\t{row['id']}\tCAB0001\t2020-02-03\t{row['commentaire']}\n"
    return "\\.\n".join((patients, comments, tail))


def _values(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """What may be found nowhere: whole values, and pieces of comments long enough to be no accident."""
    for row in rows:
        yield from (row[c] for c in ("num_secu", "telephone", "email", "adresse"))
        yield re.sub(r"\D", "", row["num_secu"])
        yield re.sub(r"\D", "", row["telephone"])
        yield f"{row['nom']} {row['prenom']}"
        yield f"{row['prenom']} {row['nom']}"
        comment = row["commentaire"]
        yield from (comment, comment[:24], comment[-24:], comment[len(comment) // 2 :][:24])
    for last, first, birth, *_ in PEOPLE:
        yield from (last, first, birth, "-".join(reversed(birth.split("/"))))


class Search:
    """Finds values in bytes: in any usual encoding and escape, in any case, packed or not."""

    def __init__(self, values: set[str]) -> None:
        self.values = {value for value in values if len(value) > 7}
        self._automaton = ahocorasick.Automaton()
        for value in self.values:
            for spelling in _spellings(value):
                self._automaton.add_word(spelling.decode("latin-1").lower(), value)
        self._automaton.make_automaton()

    def in_bytes(self, data: bytes) -> set[str]:
        """The values that stand in `data`."""
        return {value for _, value in self._automaton.iter(data.decode("latin-1").lower())}

    def in_folder(self, folder: Path) -> dict[str, set[str]]:
        """The values that stand in the files of `folder`, in their names, and unpacked: file -> values."""
        found = {}
        for path in folder.rglob("*"):
            hits = self.in_bytes(str(path.relative_to(folder)).encode())
            if path.is_file():
                hits |= self.in_bytes(path.read_bytes()) | self.in_bytes(_unpacked(path))
            if hits:
                found[str(path.relative_to(folder))] = hits
        return found


def _spellings(value: str) -> set[bytes]:
    lowered = {value, value.lower(), value.upper()}
    escaped = {json.dumps(v)[1:-1] for v in lowered} | {html.escape(v) for v in lowered}
    spelled = lowered | escaped | {value.replace("'", "''")}
    codecs = ("utf-8", "cp1252", "utf-16-le")
    return {s.encode(codec, "replace") for s in spelled for codec in codecs}


def _unpacked(path: Path) -> bytes:
    """What a packed file holds, as bytes."""
    raw = path.read_bytes()
    if raw.startswith(b"\x1f\x8b"):
        return gzip.decompress(raw)
    if raw.startswith(b"PAR1"):
        table = pq.read_table(io.BytesIO(raw))
        cells = (str(cell) for column in table.columns for cell in column.to_pylist() if cell is not None)
        return "\n".join((*cells, str(table.schema.metadata))).encode()
    return b""
