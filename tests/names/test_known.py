"""The record's own identity is found however the note writes it, and an ordinary word is not."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viginote.findings import Identity
from viginote.names import known
from viginote.names.lists import entries
from viginote.text import Note

IDENTITY = Identity(
    last_names=["Le Gall-N'Diaye", "PETIT"],
    first_names=["Jean-Pierre", "Rose"],
    birth_date=date(1954, 3, 12),
    nir="1 54 03 75 112 003 22",
    phones=["06 12 34 56 78", "+32 475 12 34 56"],
    emails=["jp.legall@free.fr"],
    address="12 bis rue des Lilas",
    postcode="75013",
    city="Saint-Étienne",
    patient_ids=["0080123"],
)
EMAIL = Identity(emails=["jp.legall@free.fr"])
SIMPLE = Identity(last_names=["Kowalczyk"], first_names=["Nour"], birth_date="1990-01-05", city="Tours")

NAN = float("nan")
#: A row of a table: one name by itself, numbers as numbers, some values missing.
STORED: Any = {"last_names": "Kowalczyk", "phones": [NAN, 639981234.0], "nir": 154037511200322, "city": NAN}

# A case is a text with its expected spans between brackets, each named by its label.
CASES = [
    (IDENTITY, "M. [PERSON:LE GALL N'DIAYE Jean Pierre] revu"),
    (IDENTITY, "[PERSON:LEGALLNDIAYE jeanpierre]"),
    (
        Identity(**STORED),
        "K O vu [PERSON:kowalczyk], [NIR:1 54 03 75 112 003 22], [PHONE:06 39 98 12 34], nan",
    ),
    (Identity(first_names=None, last_names=[None, "Kowalczyk"], birth_date=None), "None, [PERSON:kowalczyk]"),  # type: ignore[arg-type, list-item]
    (IDENTITY, "[PERSON:J.-P. Le Gall] et [PERSON:JP LE GALL]"),
    (IDENTITY, "vu [PERSON:le gall n’diaye], [PERSON:N'Diaye]"),
    (IDENTITY, "vu Mme [PERSON:Petit] ce jour"),
    (IDENTITY, "elle, [PERSON:Rose], va bien"),
    (IDENTITY, "[PERSON:Rose Petit], [PERSON:petit rose]"),
    (IDENTITY, "[PERSON:Petit], [PERSON:Rose]"),
    (IDENTITY, "[PERSON:Jean-Piere Petit] puis [PERSON:Jean-Pirere]"),
    (IDENTITY, "M. [PERSON:P.], M. [PERSON:J.-P.], patient [PERSON:J.P.]"),
    (IDENTITY, "[PERSON:R. Petit] et M. [PERSON:Petit R.]"),
    (IDENTITY, "petit patient, tumeur petite et rose"),
    (IDENTITY, "Petit patient. Rose des deux côtés"),
    (IDENTITY, "LE PETIT LOBE EST ROSE"),
    (IDENTITY, "le galop, la pierre, J1 P2, JP"),
    (
        IDENTITY,
        "né [BIRTH_DATE:12.03.54], [BIRTH_DATE:120354], [BIRTH_DATE:12 mars 1954], [BIRTH_DATE:1954-03-12]",
    ),
    (IDENTITY, "né le [BIRTH_DATE:douze mars mille neuf cent cinquante-quatre]"),
    (IDENTITY, "le 12/03/2019, le 13/03/1954, 12/03"),
    (IDENTITY, "[NIR:154037511200322] puis [NIR:1 54 03 75 112 003]"),
    (IDENTITY, "[NIR:1.54.03.75.112.003.22], 154037511200422"),
    (IDENTITY, "tel [PHONE:06.12.34.56.78] ou [PHONE:+33 6 12 34 56 78] ou [PHONE:0033612345678]"),
    (IDENTITY, "[PHONE:+33 (0)6 12 34 56 78], [PHONE:+32 475/12.34.56], 06 12 34 56 79"),
    (EMAIL, "[EMAIL:jp.legall @ free . fr] et autre@free.fr"),
    (IDENTITY, "habite [ADDRESS:12b rue des lilas], [ADDRESS:12, r. Lilas], [ADDRESS:rue des Lilas]"),
    (IDENTITY, "13 allée Foch, les lilas en fleurs"),
    (IDENTITY, "[POSTCODE:75013] [CITY:ST ETIENNE], [CITY:saint-étienne], 175013"),
    (IDENTITY, "dossier [PATIENT_ID:80123], [PATIENT_ID:0080-123], 180123"),
    (SIMPLE, "[PERSON:kowalczyk], [PERSON:KOWALCZIK]"),
    (SIMPLE, "[PERSON:Nour] va bien, [PERSON:nour] aussi"),
    (SIMPLE, "[PERSON:Nour K.] et [PERSON:N. Kowalczyk]"),
    (SIMPLE, "kowalczik sans capitale, Kowal"),
    (SIMPLE, "plusieurs tours de spire ; vit à [CITY:Tours]"),
    (SIMPLE, "née le [BIRTH_DATE:5/1/90]"),
    (Identity(), "M. DUPONT Jean né le 12/03/1954, 06 12 34 56 78"),
]
_MARK = re.compile(r"\[([A-Z_]+):([^\]]*)\]")


def _unmark(case: str) -> tuple[str, list[tuple[str, str]]]:
    return _MARK.sub(lambda m: m[2], case), [(m[1], m[2]) for m in _MARK.finditer(case)]


@pytest.mark.parametrize(("identity", "case"), CASES, ids=[case for _, case in CASES])
def test_case(identity: Identity, case: str) -> None:
    text, expected = _unmark(case)
    found = known.find(Note(text), identity)
    assert [(f.label, text[f.start : f.end]) for f in found] == expected
    assert all(f.detector == "known identity" and f.explain.reason and 0.8 <= f.score <= 1 for f in found)


def test_ordinary_words_are_sorted_and_unique() -> None:
    words = sorted(entries("ordinary_words"))
    assert len(words) > 400
    assert all(re.fullmatch("[a-z]+", word) for word in words)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=150), st.text(max_size=20), st.text(max_size=20))
def test_any_text_and_identity(text: str, name: str, value: str) -> None:
    identity = Identity(
        last_names=[name],
        first_names=[value],
        birth_date=value,
        nir=value,
        phones=[value],
        emails=[value],
        address=value,
        postcode=value,
        city=name,
        patient_ids=[value],
    )
    for finding in known.find(Note(f"{text} {name} {value}"), identity):
        assert 0 <= finding.start < finding.end <= len(text) + len(name) + len(value) + 2


@settings(max_examples=200, deadline=None)
@given(
    st.from_regex(r"\A[B-Z][a-z]{5,12}\Z"),
    st.sampled_from(["{}", "vu M. {} ce jour", "({})", "x\n{}\ny", "d'{},"]),
)
def test_a_capitalised_name_of_the_record_is_found_in_any_case(name: str, frame: str) -> None:
    for written in (name, name.upper()):
        text = frame.format(written)
        found = known.find(Note(text), Identity(last_names=[name.lower()]))
        spans = [text[f.start : f.end] for f in found if f.label == "PERSON"]
        assert spans == [written] or name.lower() in entries("ordinary_words")


@pytest.mark.parametrize("unit", ["Kowalczyk ", "Nour ", "K. ", "05/01/1990 ", "12 rue ", "0 ", "ko-"])
def test_long_notes(unit: str) -> None:
    text = unit * 5_000
    assert all(f.end <= len(text) for f in known.find(Note(text), SIMPLE))
