"""Synthetic leaks of a French doctors' software, of any size, with their truth.

A leak is a table of patients' administrative records with duplicates written differently (accents, case,
typos, maiden names, moved households, missing numbers, second practices), twins, homonyms, families that
share telephone, address or NIR, and short comments of the doctors. It is written as a plain SQL dump
(COPY, two tables, as pg_dump writes it) and as a Windows-1252 CSV (one table), piece by piece, so that
memory does not grow with its size. Nobody in it exists.
"""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from viginote.corpus.leak_comments import Author, Comment
from viginote.corpus.leak_people import (
    MAX_PEOPLE,
    REFERENCE,
    Bools,
    Ints,
    People,
    Vocabulary,
    draw_people,
    nir_numbers,
    phone_numbers,
)
from viginote.errors import ViginoteError
from viginote.taxonomy import CATEGORIES, OF_THE_PATIENT, Assertion

FORMS = ("sql", "csv", "rows", "notes")
PATIENT_COLUMNS = (
    "id", "cabinet_id", "nom", "prenom", "sexe", "date_naissance", "num_secu", "telephone", "email",
    "adresse", "code_postal", "ville", "date_creation",
)  # fmt: skip
COMMENT_COLUMNS = ("id", "patient_id", "cabinet_id", "date_commentaire", "commentaire")
_CHUNK = 200_000
_MAILS = pa.array(["example.org", "example.com", "example.net"])

# How often a duplicate differs in each way from the first record; several ways may meet.
_TYPO_SURNAME, _TYPO_FIRST, _BIRTH_NAME = 0.06, 0.03, 0.35
_MOVED, _NEW_PHONE, _OTHER_PRACTICE = 0.2, 0.15, 0.25
_NO_NIR, _NO_PHONE, _NO_MAIL = 0.3, 0.25, 0.6
_SWAPPED_DAY, _SWAPPED_NAMES, _WRONG_YEAR = 0.02, 0.02, 0.01
_FIRST_NO_NIR, _FIRST_NO_PHONE, _FIRST_NO_MAIL = 0.08, 0.12, 0.5


@dataclass
class _Rows:
    """Records of one chunk: a person index each and how the record differs from the person."""

    who: Ints
    style: Ints
    practice: Ints
    flags: dict[str, Bools]


@dataclass
class _Truth:
    """What is so, gathered chunk by chunk."""

    rows: int = 0
    people: int = 0
    minors: int = 0
    notes: int = 0
    notes_with_person: int = 0
    first_note: str = "9999"
    last_note: str = "0000"
    pairs: list[Ints] = field(default_factory=list)
    records: Counter[int] = field(default_factory=Counter)
    people_with_notes: set[int] = field(default_factory=set)
    said: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    said_notes: Counter[tuple[str, str]] = field(default_factory=Counter)
    practice_notes: set[tuple[int, int]] = field(default_factory=set)
    core: set[tuple[int, int]] = field(default_factory=set)


def generate(
    directory: str | Path,
    people: int = 2000,
    seed: int = 1,
    *,
    practices: int = 6,
    duplicate_share: float = 0.21,
    notes_share: float = 0.009,
    sensitive_share: float = 0.2,
    forms: Iterable[str] = FORMS,
) -> dict[str, Any]:
    """Write a leak and its truth into `directory`; returns the truth, which also stands in truth.json.

    `duplicate_share`: share of the records that are duplicates. `notes_share`: share of the records with a
    comment. `sensitive_share`: share of the comments that say something sensitive. `forms`: of `sql`
    (leak.sql), `csv` (leak.csv), `rows` (rows.parquet: record id, person, practice) and `notes`
    (notes.jsonl: the comments as gold). The same arguments give the same bytes.
    """
    if people > MAX_PEOPLE:
        raise ViginoteError(f"a leak holds at most {MAX_PEOPLE:,} people: fictional numbers end there")
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = Vocabulary(max(12, min(practices, 6000)))
    author = Author(seed, vocabulary, sensitive_share)
    truth = _Truth()
    with ExitStack() as stack:
        out = _Output(stack, folder, set(forms))
        for number, first in enumerate(range(0, people, _CHUNK)):
            rng = np.random.default_rng([seed, number])
            crowd = draw_people(rng, vocabulary, min(_CHUNK, people - first), first, practices)
            rows = _draw_rows(rng, crowd, duplicate_share, practices)
            table = _patients(rng, vocabulary, crowd, rows, truth.rows + 1)
            comments = _comments(rng, author, len(rows.who), notes_share)
            out.write(table, comments, rows, crowd, truth)
            _count(truth, crowd, rows, comments)
    return _tell(folder, truth, practices)


def _draw_rows(rng: np.random.Generator, people: People, duplicate_share: float, practices: int) -> _Rows:
    count = len(people)
    extra = rng.integers(0, count, round(count * duplicate_share / (1 - duplicate_share)))
    order = rng.permutation(count + len(extra))
    who = np.concatenate([np.arange(count), extra])[order]
    copy = (np.arange(count + len(extra)) >= count)[order]

    def some(first: float, later: float) -> Bools:
        return rng.random(len(who)) < np.where(copy, later, first)

    flags = {
        "typo_surname": some(0.003, _TYPO_SURNAME),
        "typo_first": some(0.002, _TYPO_FIRST),
        "birth_name": some(0, _BIRTH_NAME),
        "moved": some(0, _MOVED),
        "new_phone": some(0, _NEW_PHONE),
        "no_nir": some(_FIRST_NO_NIR, _NO_NIR),
        "no_phone": some(_FIRST_NO_PHONE, _NO_PHONE),
        "no_mail": some(_FIRST_NO_MAIL, _NO_MAIL),
        "swapped_day": some(0, _SWAPPED_DAY),
        "swapped_names": some(0, _SWAPPED_NAMES),
        "wrong_year": some(0, _WRONG_YEAR),
        "spaced_nir": some(0.1, 0.2),
    }
    style = np.where(
        copy & (rng.random(len(who)) < 0.5), rng.integers(0, 3, len(who)), people.practice[who] % 3
    )
    practice = np.where(some(0, _OTHER_PRACTICE), rng.integers(0, practices, len(who)), people.practice[who])
    return _Rows(who, style, practice, flags)


def _patients(
    rng: np.random.Generator, vocabulary: Vocabulary, people: People, rows: _Rows, first_id: int
) -> dict[str, pa.Array]:
    """The columns of the patients' table; missing values are null."""
    who, flags = rows.who, rows.flags
    surname = np.where(flags["birth_name"], people.birth_name[who], people.surname[who])
    last = _styled(vocabulary.styled_surnames, len(vocabulary.surnames), surname, rows.style)
    first = _styled(
        vocabulary.styled_first_names, len(vocabulary.first_names), people.first_name[who], rows.style
    )
    last = _with_typos(rng, last, flags["typo_surname"])
    first = _with_typos(rng, first, flags["typo_first"])
    swap = pa.array(flags["swapped_names"])
    households = people.serial[people.head[who]] + np.where(
        flags["moved"], rng.integers(1, 10**9, len(who)), 0
    )
    towns = np.where(flags["moved"], households % len(vocabulary.towns), people.town[who])
    created = np.maximum(np.datetime64("2010-01-01") + rng.integers(0, 5800, len(who)), people.birth[who])
    return {
        "id": pa.array(np.arange(first_id, first_id + len(who))).cast(pa.string()),
        "cabinet_id": pa.array([f"CAB{p + 1:04d}" for p in range(rows.practice.max() + 1)]).take(
            pa.array(rows.practice)
        ),
        "nom": pc.if_else(swap, first, last),
        "prenom": pc.if_else(swap, last, first),
        "sexe": pa.array(["M", "F"]).take(pa.array(people.female[who].astype(np.int64))),
        "date_naissance": _dates(_birth(people, rows)),
        "num_secu": _nirs(people, rows),
        "telephone": _phones(rng, people, rows),
        "email": _mails(vocabulary, people, rows),
        "adresse": _addresses(vocabulary, households),
        "code_postal": pa.array(vocabulary.postcodes).take(pa.array(towns)),
        "ville": pa.array(vocabulary.towns).take(pa.array(towns)),
        "date_creation": _dates(created),
    }


def _styled(names: pa.Array, count: int, index: Ints, style: Ints) -> pa.Array:
    return names.take(pa.array(style * count + index))


def _with_typos(rng: np.random.Generator, names: pa.Array, chosen: Bools) -> pa.Array:
    places = np.flatnonzero(chosen)
    spoiled = [_typo(rng, name) for name in names.take(pa.array(places)).to_pylist()]
    return pc.replace_with_mask(names, pa.array(chosen), pa.array(spoiled, pa.string()))


def _typo(rng: np.random.Generator, name: str) -> str:
    """One slip of the keyboard: a letter doubled, lost, replaced, or two exchanged; never the first."""
    at = int(rng.integers(1, max(2, len(name) - 1)))
    letter = chr(97 + int(rng.integers(0, 26)))
    letter = letter.upper() if name.isupper() else letter
    match int(rng.integers(0, 4)):
        case 0:
            return name[:at] + name[at : at + 1] * 2 + name[at + 1 :]
        case 1 if len(name) > 3:
            return name[:at] + name[at + 1 :]
        case 2:
            return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
    return name[:at] + letter + name[at + 1 :]


def _birth(people: People, rows: _Rows) -> npt.NDArray[np.datetime64]:
    """Birth dates as the record has them: day and month exchanged, or a wrong year, here and there."""
    birth = people.birth[rows.who]
    day, month = people.birth_day[rows.who], people.birth_month[rows.who]
    year = birth.astype("datetime64[Y]")
    exchanged = (year.astype("datetime64[M]") + (np.minimum(day, 12) - 1)).astype("datetime64[D]") + (
        month - 1
    )
    birth = np.where(rows.flags["swapped_day"] & (day <= 12), exchanged, birth)
    wrong = (birth.astype("datetime64[M]") - 120).astype("datetime64[D]") + (day - 1)
    return np.where(rows.flags["wrong_year"], wrong, birth)


def _nirs(people: People, rows: _Rows) -> pa.Array:
    digits, key = nir_numbers(people)
    number, control = (part.take(pa.array(people.nir_of[rows.who])) for part in (digits, key))
    cuts = ((0, 1), (1, 3), (3, 5), (5, 7), (7, 10), (10, 13))
    spaced = pc.binary_join_element_wise(
        *(pc.utf8_slice_codeunits(number, a, b) for a, b in cuts), control, " "
    )
    written = pc.if_else(
        pa.array(rows.flags["spaced_nir"]), spaced, pc.binary_join_element_wise(number, control, "")
    )
    return _without(written, rows.flags["no_nir"])


def _phones(rng: np.random.Generator, people: People, rows: _Rows) -> pa.Array:
    serial = people.serial[people.phone_of[rows.who]]
    other = people.serial[0] + rng.integers(0, len(people), len(rows.who))
    digits = phone_numbers(np.where(rows.flags["new_phone"], other, serial))
    pairs = [pc.utf8_slice_codeunits(digits, i, i + 2) for i in range(0, 10, 2)]
    written = pc.if_else(pa.array(rows.style == 0), pc.binary_join_element_wise(*pairs, " "), digits)
    return _without(written, rows.flags["no_phone"])


def _mails(vocabulary: Vocabulary, people: People, rows: _Rows) -> pa.Array:
    of = people.mail_of[rows.who]
    first = vocabulary.mail_first_names.take(pa.array(people.first_name[of]))
    last = vocabulary.mail_surnames.take(pa.array(people.surname[of]))
    serial = people.serial[of]
    user = pc.binary_join_element_wise(first, last, pa.array(serial).cast(pa.string()), ".")
    return _without(
        pc.binary_join_element_wise(user, _MAILS.take(pa.array(serial % 3)), "@"), rows.flags["no_mail"]
    )


def _addresses(vocabulary: Vocabulary, households: Ints) -> pa.Array:
    mixed = households * 2_654_435_761 % 2**32
    number = pa.array(1 + mixed % 180).cast(pa.string())
    street = pa.array(vocabulary.streets).take(pa.array(mixed // 180 % len(vocabulary.streets)))
    complement = pa.array([f", {c}" if c else "" for c in vocabulary.complements])
    ending = complement.take(pa.array(mixed // 100_000 % len(complement)))
    return pc.binary_join_element_wise(pc.binary_join_element_wise(number, street, " "), ending, "")


def _dates(days: npt.NDArray[np.datetime64]) -> pa.Array:
    return pa.array(days.astype("datetime64[D]")).cast(pa.string())


def _without(values: pa.Array, missing: Bools) -> pa.Array:
    return pc.if_else(pa.array(missing), pa.scalar(None, pa.string()), values)


def _comments(
    rng: np.random.Generator, author: Author, rows: int, share: float
) -> list[tuple[int, str, Comment]]:
    """Row index, day and comment, in row order."""
    chosen = np.flatnonzero(rng.random(rows) < share)
    days = np.datetime64("2011-01-01") + rng.integers(0, 5400, len(chosen))
    return [(int(i), str(day), author.write()) for i, day in zip(chosen, days, strict=True)]


class _Output:
    """The files of a leak, open for writing."""

    def __init__(self, stack: ExitStack, folder: Path, forms: set[str]) -> None:
        self._sql = stack.enter_context(_Dump(folder)) if "sql" in forms else None
        self._csv = self._open(stack, folder / "leak.csv") if "csv" in forms else None
        self._notes = self._open(stack, folder / "notes.jsonl") if "notes" in forms else None
        schema = pa.schema([("id", pa.int64()), ("person", pa.int64()), ("practice", pa.int32())])
        self._rows = (
            stack.enter_context(pq.ParquetWriter(folder / "rows.parquet", schema))
            if "rows" in forms
            else None
        )
        if self._csv:
            self._csv.write(
                ";".join((*PATIENT_COLUMNS, "date_commentaire", "commentaire")).encode() + b"\r\n"
            )

    @staticmethod
    def _open(stack: ExitStack, path: Path) -> IO[bytes]:
        return stack.enter_context(path.open("wb"))

    def write(
        self,
        table: dict[str, pa.Array],
        comments: list[tuple[int, str, Comment]],
        rows: _Rows,
        people: People,
        truth: _Truth,
    ) -> None:
        if self._sql:
            self._sql.write(table, comments, truth)
        if self._csv:
            self._csv.write(_csv_lines(table, comments))
        if self._rows:
            ids = pa.array(np.arange(truth.rows + 1, truth.rows + 1 + len(rows.who)))
            person = pa.array(people.serial[rows.who])
            self._rows.write_table(
                pa.table([ids, person, pa.array(rows.practice, pa.int32())], schema=self._rows.schema)
            )
        if self._notes:
            for number, (_, _, comment) in enumerate(comments, truth.notes + 1):
                record = {"id": f"comment-{number}", "text": comment.text, "spans": list(comment.spans)}
                self._notes.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


class _Dump:
    """leak.sql as pg_dump writes it. Comments follow the patients, so they wait in memory."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / "leak.sql").open("wb")
        self._comments: list[bytes] = []

    def __enter__(self) -> "_Dump":
        self._file.write(_SQL_HEAD + _copy("patients", PATIENT_COLUMNS))
        return self

    def __exit__(self, *_: object) -> None:
        self._file.write(b"\\.\n\n" + _copy("commentaires", COMMENT_COLUMNS))
        self._file.writelines(self._comments)
        self._file.write(b"\\.\n\n" + _SQL_TAIL)
        self._file.close()

    def write(
        self, table: dict[str, pa.Array], comments: list[tuple[int, str, Comment]], truth: _Truth
    ) -> None:
        self._file.write(_lines(list(table.values()), "\t", "\\N", "\n"))
        practice = table["cabinet_id"]
        for number, (row, day, comment) in enumerate(comments, truth.notes + 1):
            text = comment.text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
            values = (str(number), str(truth.rows + row + 1), practice[row].as_py(), day, text)
            self._comments.append("\t".join(values).encode() + b"\n")


def _copy(table: str, columns: tuple[str, ...]) -> bytes:
    return f"COPY public.{table} ({', '.join(columns)}) FROM stdin;\n".encode()


def _lines(columns: list[pa.Array], separator: str, null: str, end: str) -> bytes:
    """All rows as text: joined by Arrow into one buffer, which is what goes to the file."""
    joined = pc.binary_join_element_wise(*columns, separator, null_handling="replace", null_replacement=null)
    whole = pc.binary_join_element_wise(joined, pa.scalar(""), pa.scalar(end))
    offsets = np.frombuffer(whole.buffers()[1], np.int32, len(whole) + 1, whole.offset * 4)
    return bytes(whole.buffers()[2][int(offsets[0]) : int(offsets[-1])])


def _csv_lines(table: dict[str, pa.Array], comments: list[tuple[int, str, Comment]]) -> bytes:
    size = len(table["id"])
    days: list[str | None] = [None] * size
    texts: list[str | None] = [None] * size
    for row, day, comment in comments:
        days[row] = _french(day)
        texts[row] = '"' + comment.text.replace('"', '""').replace("\n", "\r\n") + '"'
    columns = [_french_dates(values) if name.startswith("date") else values for name, values in table.items()]
    columns += [pa.array(days, pa.string()), pa.array(texts, pa.string())]
    return _lines(columns, ";", "", "\r\n").decode("utf-8").encode("cp1252")


def _french(day: str) -> str:
    return f"{day[8:10]}/{day[5:7]}/{day[:4]}"


def _french_dates(values: pa.Array) -> pa.Array:
    parts = [pc.utf8_slice_codeunits(values, a, b) for a, b in ((8, 10), (5, 7), (0, 4))]
    return pc.binary_join_element_wise(*parts, "/")


def _count(truth: _Truth, people: People, rows: _Rows, comments: list[tuple[int, str, Comment]]) -> None:
    serial = people.serial[rows.who]
    truth.pairs.append(np.unique(serial * 10_000 + rows.practice))
    for practice, number in zip(*np.unique(rows.practice, return_counts=True), strict=True):
        truth.records[int(practice)] += int(number)
    truth.rows += len(rows.who)
    truth.people += len(people)
    truth.minors += int(people.minor.sum())
    for row, day, comment in comments:
        _count_comment(truth, int(serial[row]), int(rows.practice[row]), day, comment)


def _count_comment(truth: _Truth, person: int, practice: int, day: str, comment: Comment) -> None:
    truth.notes += 1
    truth.first_note, truth.last_note = min(truth.first_note, day), max(truth.last_note, day)
    truth.people_with_notes.add(person)
    truth.practice_notes.add((practice, person))
    truth.notes_with_person += any(s["label"] == "PERSON" for s in comment.spans)
    said = {(s["label"], s["assertion"]) for s in comment.spans if s["assertion"]}
    for category, assertion in said:
        truth.said.setdefault((category, assertion), set()).add(person)
        truth.said_notes[category, assertion] += 1
        if CATEGORIES[category].core and Assertion(assertion) in OF_THE_PATIENT:
            truth.core.add((practice, person))


def _tell(folder: Path, truth: _Truth, practices: int) -> dict[str, Any]:
    pairs = np.concatenate(truth.pairs) if truth.pairs else np.zeros(0, np.int64)
    people_of = Counter(
        dict(zip(*(v.tolist() for v in np.unique(pairs % 10_000, return_counts=True)), strict=True))
    )
    sensitive_of = Counter(practice for practice, _ in truth.core)
    notes_of = Counter(practice for practice, _ in truth.practice_notes)
    told = {
        "reference_date": REFERENCE.isoformat(),
        "records": {
            "total": truth.rows,
            "duplicates": truth.rows - truth.people,
            "with_free_text": truth.notes,
        },
        "people": {
            "total": truth.people,
            "minors": truth.minors,
            "with_free_text": len(truth.people_with_notes),
        },
        "sensitive": {
            "people": len({person for _, person in truth.core}),
            "categories": {c: _category_truth(truth, c) for c in CATEGORIES},
            "oldest_note": truth.first_note if truth.notes else None,
            "newest_note": truth.last_note if truth.notes else None,
        },
        "notes_with_person": truth.notes_with_person,
        "practices": [
            {
                "id": f"CAB{p + 1:04d}",
                "records": truth.records[p],
                "people": people_of[p],
                "people_with_free_text": notes_of[p],
                "people_sensitive": sensitive_of[p],
            }
            for p in range(practices)
        ],
    }
    (folder / "truth.json").write_text(
        json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return told


def _category_truth(truth: _Truth, category: str) -> dict[str, Any]:
    of_patient = [truth.said.get((category, a), set()) for a in OF_THE_PATIENT]
    return {
        "people": len(set().union(*of_patient)),
        "by_assertion": {
            str(a): {
                "people": len(truth.said.get((category, a), ())),
                "notes": truth.said_notes[category, str(a)],
            }
            for a in Assertion
        },
    }


_SQL_HEAD = b"""--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;

CREATE TABLE public.patients (
    id integer NOT NULL,
    cabinet_id text NOT NULL,
    nom text,
    prenom text,
    sexe character(1),
    date_naissance date,
    num_secu text,
    telephone text,
    email text,
    adresse text,
    code_postal text,
    ville text,
    date_creation date
);

CREATE TABLE public.commentaires (
    id integer NOT NULL,
    patient_id integer NOT NULL,
    cabinet_id text NOT NULL,
    date_commentaire date,
    commentaire text
);

"""
_SQL_TAIL = b"""ALTER TABLE ONLY public.patients ADD CONSTRAINT patients_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.commentaires ADD CONSTRAINT commentaires_pkey PRIMARY KEY (id);

--
-- PostgreSQL database dump complete
--
"""
