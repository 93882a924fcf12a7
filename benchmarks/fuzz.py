"""Fuzzing: damaged files of every format through their readers, and any text through the scanner.

Hypothesis draws the inputs: a small well-formed file of a format with bytes flipped, cut, doubled and
replaced, or a text of clinical fragments and arbitrary characters. Told are the inputs, those read with a
counted loss, those refused in one clear line, and the failures, which should be none:

- crash: an exception other than ViginoteError;
- hang: more than 20 seconds of processor time for one input;
- leak: a cell's value in an error or in the place or reason of a loss;
- changed: a rewriting that changes nothing, and yet does not give the same bytes;
- wrong: findings with offsets outside the text, or identifiers that overlap, or that a redaction leaves.

    python benchmarks/fuzz.py [--inputs N] [--seed S] [--only NAME] [--keep FOLDER]

Exit status 1 where anything failed; `--keep` writes the first input of each failure there.
"""

import argparse
import gzip
import io
import itertools
import json
import signal
import sqlite3
import sys
import tarfile
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from viginote import Identity, Scanner
from viginote.errors import ViginoteError
from viginote.sources import open_source
from viginote.sources.base import Chunk

#: Stands in the cells of every file, and may stand in no error and no loss.
CANARY = "Qxzvorlandec"
NOTE = f"Mme {CANARY} Zoé, VIH connu, tél 06 39 98 12 34"
HANG_SECONDS = 20
_ROUND = 2000  # inputs drawn by one run of hypothesis
#: Formats whose copy is written anew, so that its bytes may differ.
_REMADE = ("parquet", "sqlite", "zip", "tar", "gzip")


def _parquet() -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table({"id": [1, 2], "note": [NOTE, None], "who": [{"nom": CANARY}, None]}), sink)
    return sink.getvalue()


def _sqlite() -> bytes:
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, note TEXT)")
        base.executemany("INSERT INTO notes (note) VALUES (?)", [(NOTE,), (None,), ("vu ce jour",)])
        base.commit()
        return base.serialize()


def _zip() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", f"id;note\n1;{NOTE}\n")
        archive.writestr("b/lettre.txt", NOTE)
    return sink.getvalue()


def _tar() -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for name in ("a.txt", "b/c.txt"):
            member = tarfile.TarInfo(name)
            member.size = len(NOTE.encode())
            archive.addfile(member, io.BytesIO(NOTE.encode()))
    return sink.getvalue()


_CSV = f'id;nom;note\n1;{CANARY};"{NOTE}\nsur deux lignes ; ""cité"""\n2;;vu\n3;{CANARY};RAS\n'
_CDA = f"""<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3"><title>Lettre</title><recordTarget><patientRole>
<id root="1.2.250.1.213.1.4.8" extension="285057800608436"/><patient><name><family>{CANARY}</family>
<given>Zoé</given></name><birthTime value="19850704"/></patient></patientRole></recordTarget>
<component><structuredBody><component><section><title>Notes</title><text>{NOTE} <b>vu &amp; revu</b></text>
</section></component></structuredBody></component></ClinicalDocument>
"""
_FHIR = json.dumps(
    {
        "resourceType": "Bundle",
        "entry": [
            {
                "resource": {
                    "resourceType": "Patient",
                    "id": "p",
                    "name": [{"family": CANARY, "given": ["Zoé"]}],
                }
            },
            {"resource": {"resourceType": "Observation", "note": [{"text": NOTE}], "valueString": "vu"}},
        ],
    }
)
_HL7 = (
    "MSH|^~\\&|LOGICIEL|CABINET|||20260101||ORU^R01|1|P|2.5\r"
    f"PID|1||12345^^^CAB||{CANARY}^Zoé||19850704|F\rOBX|1|TX|NOTE||{NOTE}\\.br\\suite||||||F\rNTE|1||{NOTE}\r"
)
_HPRIM = f"12345\n{CANARY}\nZoé\n1 rue des Lilas\n\n75013 Paris\n04/07/1985\n\n\n01/01/2026\nA\nB\n{NOTE}\n****FIN****\n"
_PG_COPY = f"""--
-- PostgreSQL database dump
--
SET client_encoding = 'UTF8';
CREATE TABLE public.notes (
    id integer,
    note text
);
COPY public.notes (id, note) FROM stdin;
1\t{NOTE}\\nsuite
2\t\\N
\\.
"""
_PG_INSERT = f"""--
-- PostgreSQL database dump
--
INSERT INTO public.notes (id, note) VALUES (1, '{NOTE} d''hier');
INSERT INTO public.notes (id, note) VALUES (2, E'{NOTE}\\n');
"""
_MYSQL = f"""-- MySQL dump 10.13
/*!40101 SET NAMES utf8mb4 */;
CREATE TABLE `notes` (
  `id` int NOT NULL,
  `note` text,
  PRIMARY KEY (`id`)
);
INSERT INTO `notes` VALUES (1,'{NOTE} d\\'hier'),(2,NULL),(3,0x{NOTE.encode().hex()});
"""
_MSSQL = f"USE [base]\nGO\nINSERT [dbo].[notes] ([id], [note]) VALUES (1, N'{NOTE}')\nGO\n"

#: A well-formed file of each format: name, suffix, bytes.
FILES: dict[str, tuple[str, bytes]] = {
    "csv": (".csv", _CSV.encode()),
    "csv cp1252": (".csv", _CSV.encode("cp1252")),
    "csv utf-16": (".csv", _CSV.encode("utf-16")),
    "jsonl": (".jsonl", (json.dumps({"id": 1, "note": NOTE, "who": {"nom": CANARY}}) + "\n").encode() * 3),
    "json": (".json", json.dumps([{"id": 1, "note": NOTE}, {"note": [NOTE, None]}]).encode()),
    "parquet": (".parquet", _parquet()),
    "sqlite": (".sqlite", _sqlite()),
    "pg_dump copy": (".sql", _PG_COPY.encode()),
    "pg_dump insert": (".sql", _PG_INSERT.encode()),
    "mysqldump": (".sql", _MYSQL.encode()),
    "sql server": (".sql", _MSSQL.encode("utf-16")),
    "text": (".txt", NOTE.encode("cp1252")),
    "zip": (".zip", _zip()),
    "tar": (".tar", _tar()),
    "gzip": (".csv.gz", gzip.compress(_CSV.encode(), mtime=0)),
    "cda": (".xml", _CDA.encode()),
    "fhir": (".json", _FHIR.encode()),
    "hl7v2": (".hl7", _HL7.encode()),
    "hprim": (".hpr", _HPRIM.encode("cp1252")),
}

#: What damage is made of: the signs that formats live by.
_SIGNS = [
    b"", b"\0", b'"', b'""', b"'", b"\\", b"\n", b"\r\n", b"\r", b";", b",", b"\t", b"\\N", b"\\.\n", b"(", b")", b"{",
    b"}", b"[", b"]", b"<", b">", b"&", b"&#0;", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", b"\xff", b"\xc3",
    b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"\x1f\x8b", b"INSERT INTO ", b"VALUES ", b"COPY ", b"GO\n", b"N'",
    b"\xe2\x82", b"null", b"1e999", b"\\ud800", b"|", b"^", b"MSH|", b"****FIN****\n", b"-1", b"0x", b"\x80" * 9, b" " * 99,
]  # fmt: skip

_EDIT = st.tuples(
    st.sampled_from(("replace", "insert", "cut", "double", "flip", "end")),
    st.integers(0, 1 << 16),
    st.integers(0, 40),
    st.one_of(st.sampled_from(_SIGNS), st.binary(max_size=6)),
)

_FRAGMENTS = [
    "Mme ", "M. ", "Dr ", "DURAND", " Jean-Pierre ", "né le 04/07/1985", "06 39 98 12 34", "1 85 05 78 006 084 36", "VIH",
    "pas de ", "ni ", "père ", "sous PrEP", "alcool", "TS", "HSH", "? ", "(", ")", "[PERSON]", " - ", ": ", "\n", "\r\n", "\t",
    "12 bis rue des Lilas ", "75013 Paris", "a.b@example.org", "FR76 3000 6000 0112 3456 7890 189", "www.example.org", "CHU de ",
    "ATCD", "sevré", "à faire", "négative", "’", "«", "»", "\u00a0", "\u202f", "É", "œ", "İ", "ß", "ﬁ", "٣", "①", "e\u0301", "\ud83d\ude00",
    "\u200b", "\x00", "0", "9", ".", ",", "/", "'", '"', "AB-123-CD", "IPP 8012345678", "Cité ", "le 3 mars 2019", "1er janv. 80",
]  # fmt: skip
_ANY_TEXT = st.one_of(
    st.lists(st.one_of(st.sampled_from(_FRAGMENTS), st.text(max_size=5)), max_size=30).map("".join),
    st.text(max_size=120),
)


@dataclass
class Tally:
    """What became of the inputs of one target. `failures`: kind and place -> how often."""

    inputs: int = 0
    refused: int = 0
    lossy: int = 0
    failures: Counter[str] = field(default_factory=Counter)


class Failure(Exception):
    """What is wrong with the outcome of one input, by kind."""


class _Hang(Exception):
    """One input took too long."""


@contextmanager
def alarm(seconds: int) -> Iterator[None]:
    """Raise _Hang after so many seconds of processor time: a busy machine is no hang.

    And each second from then on, since what is raised while garbage is collected is ignored.
    """

    def ring(*_: object) -> None:
        raise _Hang

    previous = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)


def damaged(raw: bytes, edits: list[tuple[str, int, int, bytes]]) -> bytes:
    """`raw` after the edits, each at a place relative to its length."""
    for what, where, length, sign in edits:
        at = where % (len(raw) + 1)
        if what == "replace":
            raw = raw[:at] + sign + raw[at + max(1, len(sign)) :]
        elif what == "insert":
            raw = raw[:at] + sign + raw[at:]
        elif what == "cut":
            raw = raw[:at] + raw[at + length :]
        elif what == "double":
            raw = raw[:at] + raw[at : at + 8 * length] + raw[at:]
        elif what == "flip" and at < len(raw):
            raw = raw[:at] + bytes([raw[at] ^ (1 << length % 8)]) + raw[at + 1 :]
        elif what == "end":
            raw = raw[:at]
    return raw


def read(name: str, raw: bytes, folder: Path) -> str:
    """Read and rewrite one damaged file: what became of it."""
    path = folder / f"input{FILES[name][0]}"
    path.write_bytes(raw)
    try:
        source = open_source(str(path))
        for chunk in source.chunks():
            _check_chunk(chunk)
    except ViginoteError as error:
        _refuse_canary(str(error))
        return "refused"
    for loss in source.coverage.losses:
        _refuse_canary(f"{loss.place} {loss.reason}")
    complete = source.coverage.complete
    if name.split(maxsplit=1)[0] not in _REMADE:
        copy = folder / "copy"
        open_source(str(path)).rewrite(copy, lambda chunk: chunk.rows)
        if complete and copy.read_bytes() != raw and source.coverage.rows:
            raise Failure("changed")
    return "read" if complete else "lossy"


def _check_chunk(chunk: Chunk) -> None:
    if any(column.type != pa.string() for column in chunk.rows.columns):
        raise Failure("wrong: a column that is no text")
    chunk.rows.validate(full=True)


def _refuse_canary(message: str) -> None:
    if CANARY in message:
        raise Failure("leak")


_KNOWN = Identity(
    last_names=["DURAND"], first_names=["Jean-Pierre"], birth_date="1985-07-04", phones=["0639981234"]
)


def scan(scanner: Scanner, text: str) -> str:
    """Scan one text, check what every result must keep, and redact it."""
    result = scanner.scan(text, known=_KNOWN if len(text) % 2 else None)
    for finding in result.findings:
        if not 0 <= finding.start < finding.end <= len(text):
            raise Failure("wrong: offsets outside the text")
    identifiers = result.identifiers
    if any(a.end > b.start for a, b in itertools.pairwise(identifiers)):
        raise Failure("wrong: identifiers overlap")
    kept = [text[a.end : b.start] for a, b in itertools.pairwise(identifiers)]
    redacted = result.redact()
    if any(part not in redacted for part in kept):
        raise Failure("wrong: text outside the findings changed")
    return "read"


def run(
    inputs: int,
    number: int,
    strategy: st.SearchStrategy[Any],
    outcome: Callable[[Any], str],
    keep: Callable[[str, Any], None],
) -> Tally:
    """Draw `inputs` inputs and tally their outcomes."""
    tally = Tally()

    def one(drawn: Any) -> None:
        tally.inputs += 1
        try:
            with alarm(HANG_SECONDS):
                what = outcome(drawn)
        except Failure as failure:
            kind = str(failure)
        except _Hang:
            kind = "hang"
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            kind = f"crash: {type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        else:
            tally.refused += what == "refused"
            tally.lossy += what == "lossy"
            return
        if kind not in tally.failures:
            keep(kind, drawn)
        tally.failures[kind] += 1

    while tally.inputs < inputs:
        count = min(_ROUND, inputs - tally.inputs)
        number += 1
        configured = settings(
            max_examples=count, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        before = tally.inputs
        seed(number)(configured(given(strategy)(one)))()
        if tally.inputs == before:
            break
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=20_000, help="over all targets")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one target: a format, or scan")
    parser.add_argument("--keep", type=Path, help="folder for the first input of each failure")
    options = parser.parse_args()
    names = [options.only] if options.only else [*FILES, "scan"]
    each = max(1, options.inputs // len(names))
    scanner = Scanner()
    scanner.scan("")  # loads the model, which is no part of any input
    started, failed, total = time.monotonic(), 0, 0
    print(f"{'target':16}{'inputs':>9}{'lossy':>9}{'refused':>9}{'failed':>8}")
    for number, name in enumerate(names):
        with tempfile.TemporaryDirectory(dir=_memory_folder()) as folder:

            def keep(kind: str, drawn: Any, name: str = name) -> None:
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    raw = (
                        drawn.encode("utf-8", "surrogatepass")
                        if isinstance(drawn, str)
                        else damaged(FILES[name][1], drawn)
                    )
                    safe = "".join(c if c.isalnum() else "_" for c in f"{name} {kind}")
                    (options.keep / f"{safe}{FILES.get(name, ('.txt',))[0]}").write_bytes(raw)

            if name == "scan":
                tally = run(each, options.seed + number, _ANY_TEXT, lambda text: scan(scanner, text), keep)
            else:
                edits = st.lists(_EDIT, min_size=0, max_size=6)
                tally = run(
                    each,
                    options.seed + 1000 * number,
                    edits,
                    lambda e, name=name, folder=folder: read(name, damaged(FILES[name][1], e), Path(folder)),
                    keep,
                )
        failures = tally.failures.total()
        print(f"{name:16}{tally.inputs:9,}{tally.lossy:9,}{tally.refused:9,}{failures:8,}", flush=True)
        for kind, count in tally.failures.most_common():
            print(f"    {count:6,}  {kind}", flush=True)
        failed, total = failed + failures, total + tally.inputs
    print(f"{total:,} inputs in {time.monotonic() - started:,.0f} s, {failed} failures")
    return 1 if failed else 0


def _memory_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


if __name__ == "__main__":
    sys.exit(main())
