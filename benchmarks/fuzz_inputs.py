"""What fuzz.py draws from: a small well-formed file of every format, damage, and texts of any kind."""

import gzip
import io
import json
import sqlite3
import tarfile
import zipfile
import zlib

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

#: Stands in the cells of every file, and may stand in no error and no loss.
CANARY = "Qxzvorlandec"
NOTE = f"Mme {CANARY} Zoé, VIH connu, tél 06 39 98 12 34"


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


def _docx() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name in ("document", "header1"):
            archive.writestr(
                f"word/{name}.xml", f'<w:x xmlns:w="w"><w:p><w:t>{NOTE}</w:t><w:tab/></w:p></w:x>'
            )
    return sink.getvalue()


def _pdf() -> bytes:
    """Two pages, one of them packed, a remark, a field, an outline and a title."""
    drawn = [content := f"BT /F 12 Tf 72 770 Td ({NOTE}) Tj ET".encode("cp1252"), zlib.compress(content)]
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>/Annots[8 0 R]/Contents"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Outlines 9 0 R/AcroForm<</Fields[11 0 R]>>>>",
        b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        f"{page} 6 0 R>>".encode(),
        f"{page} 7 0 R>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawn[0]), drawn[0]),
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(drawn[1]), drawn[1]),
        f"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents({CANARY})>>".encode(),
        b"<</First 10 0 R/Last 10 0 R/Count 1>>",
        f"<</Title({CANARY})/Parent 9 0 R/Dest[3 0 R/Fit]>>".encode(),
        f"<</FT/Tx/T(nom)/V({CANARY})>>".encode(),
        f"<</Title({CANARY})>>".encode(),
    ]
    raw, places = b"%PDF-1.7\n", b""
    for number, content in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(raw)
        raw += b"%d 0 obj %b endobj\n" % (number, content)
    size = len(objects) + 1
    end = b"trailer <</Size %d/Root 1 0 R/Info 12 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(raw))
    return raw + b"xref\n0 %d\n0000000000 65535 f \n%b%b" % (size, places, end)


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
    "docx": (".docx", _docx()),
    "pdf": (".pdf", _pdf()),
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

#: What is done to a file: see `damaged`.
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("replace", "insert", "cut", "double", "flip", "end")),
        st.integers(0, 1 << 16),
        st.integers(0, 40),
        st.one_of(st.sampled_from(_SIGNS), st.binary(max_size=6)),
    ),
    max_size=6,
)

_FRAGMENTS = [
    "Mme ", "M. ", "Dr ", "DURAND", " Jean-Pierre ", "né le 04/07/1985", "06 39 98 12 34", "1 85 05 78 006 084 36", "VIH",
    "pas de ", "ni ", "père ", "sous PrEP", "alcool", "TS", "HSH", "? ", "(", ")", "[PERSON]", " - ", ": ", "\n", "\r\n", "\t",
    "12 bis rue des Lilas ", "75013 Paris", "a.b@example.org", "FR76 3000 6000 0112 3456 7890 189", "www.example.org", "CHU de ",
    "ATCD", "sevré", "à faire", "négative", "’", "«", "»", "\u00a0", "\u202f", "É", "œ", "İ", "ß", "ﬁ", "٣", "①", "e\u0301", "\ud83d\ude00",
    "\u200b", "\x00", "0", "9", ".", ",", "/", "'", '"', "AB-123-CD", "IPP 8012345678", "Cité ", "le 3 mars 2019", "1er janv. 80",
]  # fmt: skip
#: Any text: clinical fragments and arbitrary characters.
ANY_TEXT = st.one_of(
    st.lists(st.one_of(st.sampled_from(_FRAGMENTS), st.text(max_size=5)), max_size=30).map("".join),
    st.text(max_size=120),
)


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
