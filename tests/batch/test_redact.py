# ruff: noqa: E501 (one case a line)
"""Redaction of sources: the same format back, only what was found hidden, and the way back with the key."""

import gzip
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from fake_scanner import FakeScanner

from viginote.batch import Choice, Mapping, redact, restore
from viginote.batch.redacting import _person
from viginote.errors import ViginoteError
from viginote.findings import Finding
from viginote.redaction import Context, Keys, Operator, Policy, Rule
from viginote.redaction import redact as redact_text

NOTES = {
    "csv": ("id;nom;note\n1;DURAND;tél 06 39 98 12 34, à rappeler\n2;PETIT;rien\n", None),
    "jsonl": (
        '{"id": 1, "note": "tél 06 39 98 12 34, à rappeler"}\n{"id": 2, "note": "rien à dire ici"}\n',
        None,
    ),
    "sql": (
        "-- PostgreSQL database dump\nCOPY public.n (id, note) FROM stdin;\n1\ttél 06 39 98 12 34, à rappeler\n\\.\n"
        "INSERT INTO public.n (id, note) VALUES (2, 'l''appeler au 06 39 98 12 34');\n",
        None,
    ),
    "txt": ("Patient à rappeler au 06 39 98 12 34.\n", None),
}


def run(source: Path, destination: Path, policy: Policy | None = None, **options: Any) -> Any:
    return redact(source, destination, policy, **{"processes": 1, "make_scanner": FakeScanner, **options})


@pytest.mark.parametrize("kind", NOTES)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_same_format_comes_back(kind: str, encoding: str, tmp_path: Path) -> None:
    source = tmp_path / f"a.{kind}"
    text = NOTES[kind][0]
    source.write_bytes(text.encode(encoding))
    summary = run(source, tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == text.replace("06 39 98 12 34", "[PHONE]").encode(encoding)
    assert source.read_bytes() == text.encode(encoding)
    assert summary.complete
    assert summary.content["findings"]["by_label"] == {"PHONE": text.count("06 39")}


def test_workers_redact_the_same(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("id;note\n" + "".join(f"{i};tél 06 39 98 {i % 90 + 10} 34\n" for i in range(3000)))
    for processes in (1, 2):
        run(source, tmp_path / str(processes), processes=processes)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
    assert b"06 39" not in (tmp_path / "1").read_bytes()


ENCRYPT = Policy({"identifier": (Rule(Operator.ENCRYPT),), "sensitive": (Rule(Operator.ENCRYPT),)})


def test_what_is_encrypted_comes_back_with_the_key(tmp_path: Path) -> None:
    source, keys = tmp_path / "a.csv", Keys.generate()
    text = "id;note\n1;VIH connu, tél 06 39 98 12 34\n2;rien à dire ici\n"
    source.write_text(text)
    run(source, tmp_path / "b", ENCRYPT, keys=keys)
    hidden = (tmp_path / "b").read_text()
    assert "VIH" not in hidden
    assert "06 39" not in hidden
    assert restore(tmp_path / "b", tmp_path / "c", keys) == 1
    assert (tmp_path / "c").read_text() == text
    with pytest.raises(ViginoteError):
        restore(tmp_path / "b", tmp_path / "d", Keys.generate())
    assert not (tmp_path / "d").exists()


def test_what_a_copy_saved_anew_cannot_hold_is_not_restored_as_question_marks(tmp_path: Path) -> None:
    source, keys = tmp_path / "a.csv", Keys.generate()
    text = "id;note\n1;VIH connu à Łódź, tél 06 39 98 12 34\n2;été\n"
    hidden = text.replace(
        "à Łódź, tél", redact_text("à Łódź, tél", [Finding(0, 7, "CITY", 1, "x")], ENCRYPT, Context(keys))
    )
    source.write_text(hidden, encoding="cp1252")
    with pytest.raises(
        ViginoteError, match=r"a\.csv: value with characters that .*; convert the file to UTF-8"
    ):
        restore(source, tmp_path / "b.csv", keys)
    assert not (tmp_path / "b.csv").exists()
    source.write_text(hidden, encoding="utf-8")
    assert restore(source, tmp_path / "b.csv", keys) == 1
    assert (tmp_path / "b.csv").read_text(encoding="utf-8") == text


def test_what_cannot_be_read_is_not_left_out_of_what_is_restored(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("id;note\n1;rien à dire ici\n")
    (tmp_path / "in" / "b.zip").write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(ViginoteError, match=r"b\.zip: damaged zip file .*; the copy would lack it"):
        restore(tmp_path / "in", tmp_path / "out", Keys.generate())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("processes", [1, 2])
def test_a_person_has_one_false_name_through_a_whole_database(tmp_path: Path, processes: int) -> None:
    """In any table and any task; another person has another one."""
    source = tmp_path / "dump.sql"
    names = ["DURAND", "Petit"] * 1500
    rows = "".join(f"{n}\t{name}\t{name} vue ce matin\n" for n, name in enumerate(names))
    tables = (f"COPY {table} (id, nom, note) FROM stdin;\n{rows}\\.\n" for table in ("a", "b"))
    source.write_text("-- PostgreSQL database dump\n" + "".join(tables), encoding="utf-8")
    policy = Policy.load("surrogate")
    run(source, tmp_path / "copy.sql", policy, keys=Keys(bytes(range(32))), processes=processes)
    false = re.findall(r"\t(\S+) vue ce matin", (tmp_path / "copy.sql").read_text(encoding="utf-8"))
    assert len(false) == 2 * len(names)
    assert len(set(false)) == 2
    assert set(false[::2]).isdisjoint(false[1::2])
    assert {"DURAND", "Petit"}.isdisjoint(false)


PEOPLE = (
    "id;id_patient;nom;prenom;naissance;telephone;nir;ville;commentaire\n"
    "1;77;DURAND;Zoé;12/03/1980;0639981234;280037511600192;Lille;tél 06 39 98 12 34, à rappeler\n"
    "2;78;PETIT;;01/05/1971;;171057511600135;;rien à dire ici\n"
    "3;77;Durand;Zoé;12/03/1980;06 39 98 12 34;280037511600192;Lille;vue ce jour\n"
)


def test_columns_of_identifiers_are_redacted_on_request_alone(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(PEOPLE, encoding="utf-8")
    kept = ["nom", "prenom", "naissance", "telephone", "nir", "ville"]
    summary = run(source, tmp_path / "b").content
    assert summary["typed_columns"] == {"redacted": False, "columns": [f"rows.{name}" for name in kept]}
    assert (tmp_path / "b").read_text("utf-8") == PEOPLE.replace("tél 06 39 98 12 34", "tél [PHONE]")
    summary = run(source, tmp_path / "c", typed_columns=True).content
    assert summary["typed_columns"]["redacted"]
    assert (summary["findings"]["by_label"]["PERSON"], summary["findings"]["by_label"]["NIR"]) == (5, 3)
    assert (tmp_path / "c").read_text("utf-8").splitlines()[1:] == [
        "1;77;[PERSON];[PERSON];[BIRTH_DATE];[PHONE];[NIR];[CITY];tél [PHONE], à rappeler",
        "2;78;[PERSON];;[BIRTH_DATE];;[NIR];;rien à dire ici",
        "3;77;[PERSON];[PERSON];[BIRTH_DATE];[PHONE];[NIR];[CITY];vue ce jour",
    ]


def test_columns_of_identifiers_agree_with_the_notes_and_come_back(tmp_path: Path) -> None:
    source, keys = tmp_path / "a.csv", Keys(bytes(range(32)))
    source.write_text(PEOPLE, encoding="utf-8")
    run(source, tmp_path / "b", Policy.named("surrogate"), keys=keys, typed_columns=True)
    one, two, three = (line.split(";") for line in (tmp_path / "b").read_text("utf-8").splitlines()[1:])
    assert (one[2].lower(), one[3:5], one[6:8]) == (three[2].lower(), three[3:5], three[6:8])
    assert re.sub(r"\D", "", one[5]) == re.sub(r"\D", "", three[5]) == re.sub(r"\D", "", one[8])
    assert not {"DURAND", "Zoé", "12/03/1980", "PETIT", "01/05/1971"} & {*one, *two, *three}
    run(source, tmp_path / "c", Policy.named("encrypt"), keys=keys, typed_columns=True)
    restore(tmp_path / "c", tmp_path / "d", keys)
    assert (tmp_path / "d").read_text("utf-8") == PEOPLE


def test_a_person_is_the_same_however_the_record_spells_who_it_is() -> None:
    def person(**fields: Any) -> str | None:
        return _person(json.dumps(fields))

    spelt = ["1 85 05 78 006 084 91", "185057800608491", "1850578006084"]
    assert {person(nir=nir) for nir in spelt} == {"1850578006084"}
    assert person(nir="2.99.02.2A.004.123") == "299022a004123"
    assert person(patient_ids=["A-12 345"], last_names=["DURAND"]) == person(patient_ids=["a12345"])
    names = person(last_names=["LE GALL"], first_names=["Zoé"], birth_date="1954-03-12")
    assert names == person(last_names=["Le Gall"], first_names=["ZOE"], birth_date="1954-03-12")
    assert person(phones=["0639981234"]) is None


def test_each_practice_has_a_key_of_its_own(tmp_path: Path) -> None:
    source, keys = tmp_path / "a.csv", Keys.generate()
    text = "id;cabinet_id;note\n1;CAB1;tél 06 39 98 12 34\n2;CAB2;tél 06 39 98 12 35\n"
    source.write_text(text)
    run(source, tmp_path / "b", ENCRYPT, keys=keys, key_per_practice=True)
    restore(tmp_path / "b", tmp_path / "c", keys.only("CAB1", "CAB2"))
    assert (tmp_path / "c").read_text() == text
    with pytest.raises(ViginoteError, match="no key with id CAB2"):
        restore(tmp_path / "b", tmp_path / "d", keys.only("CAB1"))
    source.write_text("id;note\n1;tél 06 39 98 12 34\n")
    with pytest.raises(ViginoteError, match="no practice column"):
        run(source, tmp_path / "e", ENCRYPT, keys=keys, key_per_practice=True)


def test_a_cell_that_could_not_be_scanned_is_blanked_and_counted(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("id;note\n1;crash secret ici\n2;rien à dire ici\n")
    summary = run(source, tmp_path / "b")
    assert (tmp_path / "b").read_text() == 'id;note\n1;""\n2;rien à dire ici\n'
    assert not summary.complete
    assert summary.content["coverage"]["unscanned"] == [{"source": str(source), "table": "rows", "row": 1}]


def test_a_source_is_never_its_own_destination(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(NOTES["csv"][0])
    with pytest.raises(ViginoteError, match="is the source itself"):
        run(source, tmp_path / "." / "a.csv")
    assert source.read_text() == NOTES["csv"][0]


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        ("a.csv", "b.json", "b.csv"),
        ("a.csv", "b.csv.gz", "b.csv"),
        ("a.csv.gz", "b.csv", "b.csv.gz"),
        ("a.txt", "b.parquet", "b.txt"),
        ("a", "b.sqlite", "b.csv"),
        ("a.zip", "b.tar", "b.zip"),
        ("a.tgz", "b.zip", "b.tar.gz"),
        ("folder", "b.csv", "b"),
    ],
)  # fmt: skip
def test_a_copy_bears_no_name_of_another_format(source: str, wrong: str, right: str, tmp_path: Path) -> None:
    text = NOTES["csv"][0].encode()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "n.csv").write_bytes(text)
    for name in ("a", "a.csv", "a.txt"):
        (tmp_path / name).write_bytes(text)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text))
    shutil.make_archive(str(tmp_path / "a"), "zip", tmp_path / "folder")
    Path(shutil.make_archive(str(tmp_path / "a"), "gztar", tmp_path / "folder")).rename(tmp_path / "a.tgz")
    for make in (run, lambda one, other: restore(one, other, Keys.generate())):
        with pytest.raises(ViginoteError, match=f"{wrong}: the copy has .* name it {right}$"):
            make(tmp_path / source, tmp_path / wrong)
        assert not (tmp_path / wrong).exists()
        make(tmp_path / source, tmp_path / right)
        assert (tmp_path / right).exists()


def test_a_copy_may_have_any_name_that_tells_of_no_format(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(NOTES["csv"][0])
    for name in ("b", "b.txt", "b.tsv", "b.2026-11-28", "b.caviarde"):
        assert run(tmp_path / "a.csv", tmp_path / name).complete


def test_a_device_a_pipe_and_a_link_keep_their_place(tmp_path: Path) -> None:
    """Made anew under its name, as root may, `/dev/null` would be a file from then on."""
    source, pipe, link = (tmp_path / name for name in ("a.csv", "pipe", "link"))
    source.write_text("id;note\n1;rien à dire ici\n")
    os.mkfifo(pipe)
    link.symlink_to("/dev/null")
    for place in (pipe, link):
        with pytest.raises(ViginoteError, match=f"{place.name}: a device, a pipe or a link; name a file"):
            run(source, place)
    assert pipe.is_fifo()
    assert link.is_symlink()


def test_columns_and_mapping_decide_what_is_redacted(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    text = "id;telephone;note\n1;0639981234;tél 06 39 98 12 34\n2;0639981235;au 06 39 98 12 36 svp\n"
    source.write_text(text)
    run(source, tmp_path / "b")
    assert "0639981234;tél [PHONE]" in (tmp_path / "b").read_text()
    run(source, tmp_path / "c", choice=Choice(columns=["telephone"]))
    assert (tmp_path / "c").read_text() == text.replace("0639981234", "[PHONE]").replace(
        "0639981235", "[PHONE]"
    )
    mapping = Mapping.from_yaml("tables: {rows: {columns: {telephone: {role: phone, scan: true}}}}")
    run(source, tmp_path / "d", choice=Choice(mapping=mapping))
    assert "06 39" not in (tmp_path / "d").read_text()
    assert "0639981234" not in (tmp_path / "d").read_text()


def test_structs_and_lists_are_redacted_on_spark() -> None:
    from viginote.batch.mapping import ColumnRole, Role, TableMapping
    from viginote.batch.spark import redact_batch

    note = "tél 06 39 98 12 34"
    batch = pa.RecordBatch.from_pylist([{"s": {"t": note, "n": 1}, "l": [note]}, {"s": None, "l": []}])
    mapping = TableMapping("rows", {name: ColumnRole(name, Role.FREE_TEXT) for name in ("s.t", "l", "s.n")})
    new = redact_batch(FakeScanner(), batch, mapping, ["s.t", "l"], policy=None, context=None)
    assert new.schema.equals(batch.schema)
    assert new.to_pylist() == [
        {"s": {"t": "tél [PHONE]", "n": 1}, "l": ["tél [PHONE]"]},
        {"s": None, "l": []},
    ]


@pytest.mark.parametrize("kind", ["a.csv", "folder", "a.zip", "a.tar.gz"])
@pytest.mark.parametrize(
    "text", [NOTES["csv"][0], "id;code\n1;A12\n2;B13\n"], ids=["no such column", "no free text"]
)
def test_what_is_refused_in_the_end_leaves_no_copy(kind: str, text: str, tmp_path: Path) -> None:
    """Columns are known when all was read: until then the copy has no name, and an older one stays."""
    plain = tmp_path / "in" / "a.csv"
    plain.parent.mkdir()
    plain.write_text(text, encoding="utf-8")
    packed = {"a.csv": plain, "folder": plain.parent}
    source = packed.get(kind) or Path(
        shutil.make_archive(str(tmp_path / "a"), {"a.zip": "zip", "a.tar.gz": "gztar"}[kind], plain.parent)
    )
    target = tmp_path / "out" / "copy"
    target.parent.mkdir()
    choice = Choice(columns=["note", "nte"]) if "note" in text else Choice()
    message = "no column 'nte'" if "note" in text else "no column of free text"
    with pytest.raises(ViginoteError, match=message):
        run(source, target, choice=choice)
    assert list(target.parent.iterdir()) == []
    older = target / "a.csv" if kind == "folder" else target
    older.parent.mkdir(exist_ok=True)
    older.write_text("an older copy")
    with pytest.raises(ViginoteError, match=message):
        run(source, target, choice=choice)
    assert [path for path in target.parent.rglob("*") if path.is_file()] == [older]
    assert older.read_text() == "an older copy"
    if "note" in text:
        run(source, target)
        assert [path for path in target.parent.rglob("*") if path.is_file()] == [older]
        assert "06 39" not in older.read_text(errors="replace")
