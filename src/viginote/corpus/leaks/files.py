"""The files of a leak: each form takes the chunks as they are drawn."""

import json
from abc import ABC, abstractmethod
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from viginote.corpus.leaks.records import Chunk

#: The columns of the two tables, with their types.
PATIENTS = {
    "id": "integer NOT NULL",
    "cabinet_id": "text NOT NULL",
    "nom": "text",
    "prenom": "text",
    "sexe": "character(1)",
    "date_naissance": "date",
    "num_secu": "text",
    "telephone": "text",
    "email": "text",
    "adresse": "text",
    "code_postal": "text",
    "ville": "text",
    "date_creation": "date",
}
COMMENTS = {
    "id": "integer NOT NULL",
    "patient_id": "integer NOT NULL",
    "cabinet_id": "text NOT NULL",
    "date_commentaire": "date",
    "commentaire": "text",
}


class _Form(ABC):
    """A file that is open from its making to the end of its context."""

    name: str

    def __init__(self, folder: Path) -> None:
        self._file = (folder / self.name).open("wb")

    def __enter__(self) -> "_Form":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @abstractmethod
    def write(self, chunk: Chunk) -> None:
        """Add a part of the leak."""


class _Dump(_Form):
    """As pg_dump writes it: COPY, two tables. Comments follow the patients, so they wait in memory."""

    name = "leak.sql"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._comments: list[bytes] = []
        tables = _create("patients", PATIENTS) + _create("commentaires", COMMENTS)
        self._file.write(_HEAD + tables + _copy("patients", PATIENTS))

    def __exit__(self, *_: object) -> None:
        self._file.write(b"\\.\n\n" + _copy("commentaires", COMMENTS))
        self._file.writelines(self._comments)
        self._file.write(b"\\.\n\n" + _TAIL)
        super().__exit__()

    def write(self, chunk: Chunk) -> None:
        self._file.write(_lines(list(chunk.table.values()), "\t", "\\N", "\n"))
        practice = chunk.table["cabinet_id"]
        for number, (row, day, comment) in enumerate(chunk.comments, chunk.first_note):
            text = comment.text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
            values = (str(number), str(chunk.first_row + row), practice[row].as_py(), day, text)
            self._comments.append("\t".join(values).encode() + b"\n")


class _Csv(_Form):
    """Semicolons and Windows-1252, as practice software exports: one table, comments beside patients."""

    name = "leak.csv"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        columns = (*PATIENTS, "date_commentaire", "commentaire")
        self._file.write(";".join(columns).encode() + b"\r\n")

    def write(self, chunk: Chunk) -> None:
        size = len(chunk.rows.who)
        days: list[str | None] = [None] * size
        texts: list[str | None] = [None] * size
        for row, day, comment in chunk.comments:
            days[row] = day
            texts[row] = '"' + comment.text.replace('"', '""').replace("\n", "\r\n") + '"'
        table = {**chunk.table, "date_commentaire": pa.array(days, pa.string())}
        columns = [_french(values) if name.startswith("date") else values for name, values in table.items()]
        lines = _lines([*columns, pa.array(texts, pa.string())], ";", "", "\r\n")
        self._file.write(lines.decode("utf-8").encode("cp1252"))


class _Persons(_Form):
    """Who stands behind each record."""

    name = "rows.parquet"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        schema = pa.schema([("id", pa.int64()), ("person", pa.int64()), ("practice", pa.int32())])
        self._table = pq.ParquetWriter(self._file, schema)

    def __exit__(self, *_: object) -> None:
        self._table.close()
        super().__exit__()

    def write(self, chunk: Chunk) -> None:
        rows = chunk.rows
        ids = pa.array(np.arange(chunk.first_row, chunk.first_row + len(rows.who)))
        person, practice = pa.array(chunk.people.serial[rows.who]), pa.array(rows.practice, pa.int32())
        self._table.write_table(pa.table([ids, person, practice], schema=self._table.schema))


class _Notes(_Form):
    """The comments as gold notes."""

    name = "notes.jsonl"

    def write(self, chunk: Chunk) -> None:
        for number, (_, _, comment) in enumerate(chunk.comments, chunk.first_note):
            record = {"id": f"comment-{number}", "text": comment.text, "spans": comment.spans}
            self._file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


FORMS: dict[str, type[_Form]] = {"sql": _Dump, "csv": _Csv, "rows": _Persons, "notes": _Notes}


def _create(table: str, columns: dict[str, str]) -> bytes:
    lines = ",\n".join(f"    {name} {kind}" for name, kind in columns.items())
    return f"CREATE TABLE public.{table} (\n{lines}\n);\n\n".encode()


def _copy(table: str, columns: dict[str, str]) -> bytes:
    return f"COPY public.{table} ({', '.join(columns)}) FROM stdin;\n".encode()


def _lines(columns: list[pa.Array], separator: str, null: str, end: str) -> bytes:
    """All rows as text: joined by Arrow into one buffer, which is what goes to the file."""
    joined = pc.binary_join_element_wise(*columns, separator, null_handling="replace", null_replacement=null)
    whole = pc.binary_join_element_wise(joined, pa.scalar(""), pa.scalar(end))
    offsets = np.frombuffer(whole.buffers()[1], np.int32, len(whole) + 1, whole.offset * 4)
    return bytes(whole.buffers()[2][int(offsets[0]) : int(offsets[-1])])


def _french(days: pa.Array) -> pa.Array:
    """ISO 8601 dates as dd/mm/yyyy."""
    parts = [pc.utf8_slice_codeunits(days, a, b) for a, b in ((8, 10), (5, 7), (0, 4))]
    return pc.binary_join_element_wise(*parts, "/")


_HEAD = b"""--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;

"""
_TAIL = b"""ALTER TABLE ONLY public.patients ADD CONSTRAINT patients_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.commentaires ADD CONSTRAINT commentaires_pkey PRIMARY KEY (id);

--
-- PostgreSQL database dump complete
--
"""
