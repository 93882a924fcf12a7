# ruff: noqa: E501 (one case a line)
"""Clinical formats: the narrative with its path, the header's patient, and copies that change one text alone."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from source_helpers import losses, read, rewritten

from viginote.sources import _stream
from viginote.sources._patients import Patients

N = None
NIR, INS = "180057800608491", "1.2.250.1.213.1.4.8"
PATIENT = {
    "patient_id": "8012345", "nom": "DURAND", "prenom": "Zoé", "date_naissance": "1980-05-01", "nir": NIR,
    "telephone": "0639981234", "email": "zoe@example.org", "adresse": "3 rue des Lilas", "code_postal": "75013",
    "ville": "Paris",
}  # fmt: skip


def b64(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


FHIR_PATIENT = {
    "resourceType": "Patient",
    "id": "p1",
    "identifier": [
        {"system": f"urn:oid:{INS}", "value": NIR},
        {"system": "urn:oid:1.2.3", "value": "8012345"},
    ],
    "name": [{"family": "DURAND", "given": ["Zoé"]}],
    "telecom": [{"system": "phone", "value": "0639981234"}, {"system": "email", "value": "zoe@example.org"}],
    "birthDate": "1980-05-01",
    "address": [{"line": ["3 rue des Lilas"], "postalCode": "75013", "city": "Paris"}],
}
FHIR_TEXTS = [
    ({"note": [{"text": "sérologie VIH demandée"}]}, "note[0].text", "sérologie VIH demandée"),
    ({"valueString": "positif"}, "valueString", "positif"),
    ({"text": {"status": "generated", "div": "<div><p>tabac &amp; <b>alcool</b></p></div>"}}, None, None),
    ({"content": [{"attachment": {"contentType": "text/plain", "data": b64("père alcoolique")}}]},
     "content[0].attachment.data", "père alcoolique"),
    ({"code": {"text": "suivi \"CMP\"\n\u2028été"}}, "code.text", "suivi \"CMP\"\n\u2028été"),
    ({"code": {"coding": [{"system": "urn:x", "display": "Infection à VIH"}]}}, "code.coding[0].display", "Infection à VIH"),
    ({"extension": [{"valueCode": "une remarque de quatre mots"}]}, "extension[0].valueCode", "une remarque de quatre mots"),
]  # fmt: skip


def bundle(body: dict[str, Any]) -> dict[str, Any]:
    entry = {"resourceType": "Observation", "subject": {"reference": "Patient/p1"}, **body}
    return {"resourceType": "Bundle", "entry": [{"resource": FHIR_PATIENT}, {"resource": entry}]}


@pytest.mark.parametrize(("body", "path", "text"), FHIR_TEXTS, ids=range(len(FHIR_TEXTS)))
@pytest.mark.parametrize("form", ["bundle", "ndjson", "ascii"])
def test_fhir(body: dict[str, Any], path: str | None, text: str | None, form: str, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    whole = bundle(body)
    if form == "ndjson":
        raw = "".join(json.dumps(e["resource"], ensure_ascii=False) + "\n" for e in whole["entry"])
    else:
        raw = json.dumps(whole, indent=2, ensure_ascii=form == "ascii") + "\n"
    file.write_text(raw)
    tables, source = read(file)
    rows = tables["resources"]
    prefix = "2." if form == "ndjson" else "entry[1].resource."
    if path is None:
        assert [(r["path"], r["text"]) for r in rows] == [
            (f"{prefix}text.div.div.p", "tabac & "), (f"{prefix}text.div.div.p.b", "alcool"),
        ]  # fmt: skip
    else:
        assert [(r["path"], r["text"]) for r in rows] == [(prefix + path, text)]
    assert [{k: v for k, v in row.items() if k in PATIENT} for row in rows] == [PATIENT] * len(rows)
    assert losses(source) == []
    assert rewritten(file, tmp_path / "b.json", {}) == raw.encode()
    copy = rewritten(file, tmp_path / "b.json", {(len(rows), "text"): '[X] <é> "q" deux trois'})
    again = read(tmp_path / "b.json")[0]["resources"]
    assert [r["text"] for r in again] == [*[r["text"] for r in rows[:-1]], '[X] <é> "q" deux trois']
    assert copy.startswith(raw.encode()[: raw.encode().index(b"Observation")])


def test_what_a_patient_resource_says_in_words_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    told = {
        "text": {"status": "generated", "div": "<div>Mme DURAND<!-- rappeler --></div>"},
        "extension": [{"url": "urn:x", "valueString": "VIH+"}],
        "contact": [{"name": {"text": "M. DURAND"}, "address": {"text": "3 rue des Lilas 75013 Paris"}}],
    }
    file.write_text(json.dumps({**FHIR_PATIENT, **told}))
    tables, source = read(file)
    assert tables["resources"] == [
        {**PATIENT, "path": "1.text.div.div", "text": "Mme DURAND"},
        {**PATIENT, "path": "1.text.div.div.comment()", "text": " rappeler "},
        {**PATIENT, "path": "1.extension[0].valueString", "text": "VIH+"},
    ]
    assert losses(source) == []


def test_fhir_damage_and_attachments_that_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "a.ndjson"
    lines = [
        json.dumps({"resourceType": "Observation", "valueString": "a"}),
        '{"resourceType": "Observation", "valueStr',
        json.dumps(
            {"resourceType": "DocumentReference", "content": [{"attachment": {"data": b64(b"\x89PNG")}}]}
        ),
        json.dumps({"resourceType": "Observation", "valueString": "b"}),
    ]
    file.write_text("\n".join(lines) + "\n")
    tables, source = read(file)
    assert [(r["path"], r["text"]) for r in tables["resources"]] == [
        ("1.valueString", "a"),
        ("4.valueString", "b"),
    ]
    assert losses(source) == [
        ("JSON resource damaged, cut short or too large: left out", 1, 1),
        ("attached file that is no text (image, archive): not read", 1, 0),
    ]


def test_a_long_bundle_is_read_entry_after_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.json"
    note = {"resourceType": "Observation", "subject": {"reference": "https://x.fr/fhir/Patient/p1"}}
    entries = [{"resource": FHIR_PATIENT}] + [
        {"resource": {**note, "valueString": f"note {i}"}} for i in range(400)
    ]
    raw = json.dumps({"resourceType": "Bundle", "entry": entries, "type": "collection"}, indent=1)
    file.write_text(raw)
    held = read(file)[0]
    monkeypatch.setattr("viginote.sources.fhir._HELD_BYTES", 1000)
    monkeypatch.setattr("viginote.sources._stream.Buffer.more.__defaults__", (1000,))
    tables, source = read(file)
    assert tables == held
    assert tables["resources"][399] == {
        **PATIENT,
        "path": "entry[400].resource.valueString",
        "text": "note 399",
    }
    assert losses(source) == []
    copy = rewritten(file, tmp_path / "b.json", {(7, "text"): "[X]"})
    assert copy.decode() == raw.replace('"note 6"', '"[X]"')
    file.write_text(raw[: raw.index("note 300")])
    tables, source = read(file)
    assert len(tables["resources"]) == 300
    assert losses(source) == [("JSON resource damaged, cut short or too large: left out", 1, 1)]


def test_a_bulk_export_knows_its_patients_from_their_own_file(tmp_path: Path) -> None:
    note = {"resourceType": "Observation", "subject": {"reference": "Patient/p1"}, "valueString": "vu"}
    (tmp_path / "Observation.000.ndjson").write_text(f"{json.dumps(note)}\n" * 3)
    (tmp_path / "Patient.000.ndjson").write_text(json.dumps(FHIR_PATIENT) + "\n")
    tables, source = read(tmp_path)
    assert tables["resources"] == [{**PATIENT, "path": f"{i}.valueString", "text": "vu"} for i in (1, 2, 3)]
    assert losses(source) == []


def test_patients_met_first_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viginote.sources._patients._MOST", 2)
    patients = Patients()
    for name in "abc":
        patients.add({"resourceType": "Patient", "id": name, "name": [{"family": name}]})
    found = [patients.of({"subject": {"reference": f"Patient/{name}"}}) for name in "abc"]
    assert [patient and patient.get("nom") for patient in found] == [{}, "b", "c"]
    assert patients.of({"subject": {"display": "a"}}) is None


@pytest.mark.parametrize("kind", ["hl7", "hprim"])
def test_messages_gathered_are_messages_one_by_one(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    message = (
        "MSH|^~\\&|A|B|C|D|2020||ORU^R01|{0}|P|2.5\rPID|1||{0}||NOM{0}^ZOE\rOBX|1|TX|a||note {0} é\r"
        if kind == "hl7"
        else "{0}\nNOM{0}\nZOE\na\nb\n75013 Paris\n01/05/1980\n\n\n01/02/2020\nx\ny\nnote {0} é\n****FIN****\n"
    )
    raw = "".join(message.format(i) for i in range(1, 300)).encode()
    file.write_bytes(raw)
    gathered, source = read(file)
    rows = next(iter(gathered.values()))
    assert [(r["text"], r["nom"]) for r in rows] == [
        (f"note {i} é" + "\n" * (kind == "hprim"), f"NOM{i}") for i in range(1, 300)
    ]
    assert losses(source) == []
    monkeypatch.setattr("viginote.sources._documents._GATHERED_BYTES", 1)
    monkeypatch.setattr("viginote.sources._stream._SMALL_BYTES", 200)
    assert read(file)[0] == gathered
    copy = rewritten(file, tmp_path / "b", {(250, "text"): "[X]\n" if kind == "hprim" else "[X]"})
    assert copy == raw.replace("note 250 é".encode(), b"[X]")


CDA = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ClinicalDocument [<!ENTITY lol "lol"><!ENTITY evil SYSTEM "file:///etc/passwd">]>
<ClinicalDocument xmlns="urn:hl7-org:v3">
 <title>Compte rendu</title>
 <recordTarget><patientRole>
  <id root="{ins}" extension="{nir}"/><id root="1.2.3" extension="8012345"/>
  <addr><houseNumber>3</houseNumber><streetName>rue des Lilas</streetName><postalCode>75013</postalCode><city>Paris</city></addr>
  <telecom value="tel:0639981234"/><telecom value="mailto:zoe@example.org"/>
  <patient><name><family qualifier="BR">DURAND</family><given>Zoé</given></name><birthTime value="19800501"/>
   <birthplace><place><addr><city>Lyon</city></addr></place></birthplace></patient>
 </patientRole></recordTarget>
 <component>{body}</component>
</ClinicalDocument>
"""
N3 = """<structuredBody><component><section><title>Mode de vie</title><text>
 <paragraph>Tabac &lt; 5/j &amp; alcool &evil;</paragraph><paragraph><![CDATA[frère <schizo>]]></paragraph>
 <table><tbody><tr><td>VIH</td><td>négatif</td></tr></tbody></table></text>
 <entry><observation><code code="B24" displayName="Infection par le VIH"/><value unit="mg">PrEP</value></observation></entry></section></component></structuredBody>"""
N3_TEXTS = [
    ("title", "Compte rendu"),
    ("component.structuredBody.component.section.title", "Mode de vie"),
    ("component.structuredBody.component.section.text.paragraph", "Tabac < 5/j & alcool &evil;"),
    ("component.structuredBody.component.section.text.paragraph[2]", "frère <schizo>"),
    ("component.structuredBody.component.section.text.table.tbody.tr.td", "VIH"),
    ("component.structuredBody.component.section.text.table.tbody.tr.td[2]", "négatif"),
    (
        "component.structuredBody.component.section.entry.observation.code.@displayName",
        "Infection par le VIH",
    ),
    ("component.structuredBody.component.section.entry.observation.value", "PrEP"),
]


def cda(body: str) -> str:
    return CDA.format(ins=INS, nir=NIR, body=body)


def test_cda_sections(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    raw = cda(N3)
    file.write_text(raw)
    tables, source = read(file)
    assert [(r["path"], r["text"]) for r in tables["document"]] == N3_TEXTS
    patient = {**PATIENT, "date_naissance": "19800501"}
    assert all({k: row[k] for k in PATIENT} == patient for row in tables["document"])
    assert losses(source) == []
    assert rewritten(file, tmp_path / "b.xml", {}) == raw.encode()
    changes = {(3, "text"): "a & b < c", (4, "text"): "x ]]> y", (7, "text"): 'a "b"'}
    copy = rewritten(file, tmp_path / "b.xml", changes).decode()
    copied = raw.replace("Tabac &lt; 5/j &amp; alcool &evil;", "a &amp; b &lt; c")
    copied = copied.replace("frère <schizo>", "x ]]]]><![CDATA[> y")
    assert copy == copied.replace("Infection par le VIH", "a &quot;b&quot;")


def test_a_cda_document_inside_its_style_sheet(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    document = (
        cda(N3)
        .split("?>", 1)[1]
        .split("]>", 1)[1]
        .replace("<", "<c:")
        .replace("<c:/", "</c:")
        .replace("<c:!", "<!")
        .replace("<c:schizo", "<schizo")
    )
    sheet = '<xsl:stylesheet version="1.0"><data:Contenu>{}</data:Contenu><xsl:template match="c:section"><b>Titre</b></xsl:template></xsl:stylesheet>'
    raw = sheet.format(document)
    file.write_text(raw)
    tables, source = read(file)
    assert [(r["path"], r["text"]) for r in tables["document"]] == N3_TEXTS
    assert tables["document"][0]["nom"] == "DURAND"
    assert losses(source) == []
    assert rewritten(file, tmp_path / "b.xml", {(5, "text"): "[X]"}).decode() == raw.replace(">VIH<", ">[X]<")


def test_cda_bodies_in_base64(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    body = '<nonXMLBody><text mediaType="text/plain" representation="B64">{}</text></nonXMLBody>'
    file.write_text(cda(body.format(b64("Patient VIH+, été 2010"))))
    assert read(file)[0]["document"][1]["text"] == "Patient VIH+, été 2010"
    copy = rewritten(file, tmp_path / "b.xml", {(2, "text"): "[X]"}).decode()
    assert copy == cda(body.format(b64("[X]")))
    file.write_text(cda(body.format(b64(b"\x89PNG ..."))))
    assert losses(read(file)[1]) == [("attached file that is no text (image, archive): not read", 1, 0)]


def test_a_cda_document_cut_short(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    raw = cda(N3 + "<pad>" + " " * 600)
    file.write_text(raw[: raw.index("<pad>") + 550])
    tables, source = read(file)
    assert [r["text"] for r in tables["document"]] == [text for _, text in N3_TEXTS]
    assert losses(source) == [("XML document cut short: read as far as it goes", 1, 0)]


@pytest.mark.parametrize(
    ("raw", "lost"),
    [
        ("<?xml version='1.0'?><a:r><n>un</n><n>de", 1),
        ("<?xml version='1.0'?><r><n>un</n><n/>", 1),
        ("<?xml version='1.0'?><!-- <x> --><a:r><n>un</n></a:r >\n<!-- fin -->", 0),
        ("<?xml version='1.0'?><r n='un'/>", 0),
    ],
)
def test_xml_cut_short_is_told_wherever_it_ends(raw: str, lost: int, tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(raw)
    tables, source = read(file)
    assert "un" in [row["text"] for row in tables["document"]]
    assert losses(source) == [("XML document cut short: read as far as it goes", 1, 0)] * lost


def test_other_xml(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text('<?xml version="1.0"?><a><b>un</b><b>deux &amp; trois</b><c/></a>')
    assert [(r["path"], r["text"]) for r in read(file)[0]["document"]] == [
        ("a.b", "un"),
        ("a.b[2]", "deux & trois"),
    ]


def test_comments_of_xml_are_read_and_redacted(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    raw = "<!-- de M. DURAND --><a>un<!-- vu & revu --><!-- --><b/></a><!--fin-->"
    token = "[vg1r:PERSON:main:a--b-]-"
    texts = [
        ("comment()", " de M. DURAND "),
        ("a", "un"),
        ("a.comment()", " vu & revu "),
        ("comment()[2]", "fin"),
    ]
    file.write_text(raw)
    assert [(r["path"], r["text"]) for r in read(file)[0]["document"]] == texts
    copy = rewritten(file, tmp_path / "b.xml", {(1, "text"): token})
    assert copy.decode() == raw.replace(" de M. DURAND ", "[vg1r:PERSON:main:a&#45;-b-]&#45;")
    assert read(tmp_path / "b.xml")[0]["document"][0]["text"] == token
    assert rewritten(tmp_path / "b.xml", tmp_path / "c.xml", {(1, "text"): " de M. DURAND "}).decode() == raw
    file.write_text(cda(N3).replace("<recordTarget>", "<recordTarget><!-- Zoé -->"))
    assert [(r["path"], r["text"]) for r in read(file)[0]["document"]] == [
        N3_TEXTS[0],
        ("ClinicalDocument.recordTarget.comment()", " Zoé "),
        *N3_TEXTS[1:],
    ]


def test_xml_attributes(tmp_path: Path) -> None:
    """`FOR XML RAW` of SQL Server writes a row as one element, its cells as attributes."""
    file = tmp_path / "a.xml"
    rows = (
        '<row id="1" nom="DURAND" note="Patiente VIH+ &amp; &quot;sous&quot;&#10;Biktarvy"/>'
        "<row id='2' note='' x:remarque='sa sœur \"schizo\"'>vu</row>"
    )
    raw = f'<rows xmlns="urn:a" xmlns:x="urn:x">{rows}</rows>'
    file.write_text(raw)
    tables, source = read(file)
    assert [(row["path"], row["text"]) for row in tables["document"]] == [
        ("rows.row.@id", "1"),
        ("rows.row.@nom", "DURAND"),
        ("rows.row.@note", 'Patiente VIH+ & "sous"\nBiktarvy'),
        ("rows.row[2].@id", "2"),
        ("rows.row[2].@remarque", 'sa sœur "schizo"'),
        ("rows.row[2]", "vu"),
    ]
    assert losses(source) == []
    assert rewritten(file, tmp_path / "b.xml", {}).decode() == raw
    new = "a & b < \"c\" > 'd'\ne"
    copy = rewritten(file, tmp_path / "b.xml", {(3, "text"): new, (5, "text"): new}).decode()
    spelled = "a &amp; b &lt; &quot;c&quot; &gt; &apos;d&apos;&#10;e"
    assert copy == raw.replace("Patiente VIH+ &amp; &quot;sous&quot;&#10;Biktarvy", spelled).replace(
        'sa sœur "schizo"', spelled
    )
    assert [row["text"] for row in read(tmp_path / "b.xml")[0]["document"]][2] == new
    file.write_text(rows.partition("<row id='2'")[0])  # without ROOT, rows stand side by side
    tables, source = read(file)
    assert len(tables["document"]) == 3
    assert losses(source) == []


MSH = "MSH|^~\\&|A|B|C|D|20200102||ORU^R01|1|P|2.5|||||FRA|{charset}\r"
PID = (
    f"PID|1||{NIR}^^^ASIP&{INS}&ISO^INS~8012345^^^HOP||DURAND&&^Zoé^^^^^L||19800501|F|||3 rue des Lilas^^Paris^^75013"
    "||0639981234^PRN^PH~^NET^Internet^zoe@example.org\r"
)
HL7_TEXTS = [
    ("OBX|1|TX|1^x||sérologie VIH", "OBX[1].5", "sérologie VIH"),
    ("OBX|1|FT|1^x||ligne 1\\.br\\ligne 2 \\T\\ fin \\E\\", "OBX[1].5", "ligne 1\nligne 2 & fin \\"),
    ("OBX|1|TX|1^x||a~b^c", "OBX[1].5", "a~b^c"),
    ("OBX|1|NM|1^x||72.5\rNTE|1||frère schizo", "NTE[1].3", "frère schizo"),
    (f"OBX|1|ED|1^x||^TEXT^^Base64^{b64('tabac, été')}", "OBX[1].5", "tabac, été"),
    ("OBX|1|ED|1^x||^TEXT^^A^tabac\\.br\\été \\T\\ alcool^fin", "OBX[1].5", "tabac\nété & alcool^fin"),
    ("OBX|1|CF|1^x||^tabac sevré", "OBX[1].5", "^tabac sevré"),
    ("OBX|1|NM|1^x||72.5\rOBX|2|CX|1^x||12345\rOBX|3|XPN|1^x||PETIT^Luc", "OBX[3].5", "PETIT^Luc"),
    ("DG1|1|CIM10||Trouble bipolaire", "DG1[1].4", "Trouble bipolaire"),
    ("DG1|1||B24^VIH^CIM10", "DG1[1].3", "B24^VIH^CIM10"),
    ("AL1|1|DA|^Abacavir", "AL1[1].3", "^Abacavir"),
    ("OBR|1|||1^x|||||||||patient VIH+ sous PrEP", "OBR[1].13", "patient VIH+ sous PrEP"),
    ("PV2|||TS^tentative de suicide", "PV2[1].3", "TS^tentative de suicide"),
    (
        "RXE|1^^^20200102|123^Subutex|||||sevrage, à prendre sur place",
        "RXE[1].7",
        "sevrage, à prendre sur place",
    ),
    ("ZNT|1|20200102|frère schizo \\T\\ alcool|0639", "ZNT[1].3", "frère schizo & alcool"),
]


def test_an_hl7_message_that_is_too_long_is_one_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_stream, "MAX_RECORD_BYTES", 2**20)
    path = tmp_path / "a.hl7"
    message = "MSH|^~\\&|A\rOBX|1|TX|||{}\r"
    path.write_text(message.format("un") + message.format("x" * 9_000_000) + message.format("trois"))
    tables, source = read(path)
    assert [row["text"] for row in tables["messages"]] == ["un", "trois"]
    assert losses(source) == [("message longer than 1 MB: left out", 1, 1)]


def test_hl7_batches(tmp_path: Path) -> None:
    file = tmp_path / "a.hl7"
    message = "MSH|^~\\&|A\rPID|1||1\rOBX|1|TX|N||note\r"
    raw = f"FHS|^~\\&|A\rBHS|^~\\&|A\r{message}{message}BTS|2\rFTS|1\r".encode()
    file.write_bytes(raw)
    tables, source = read(file)
    assert [(row["path"], row["text"]) for row in tables["messages"]] == [
        ("2.OBX[1].5", "note"),
        ("3.OBX[1].5", "note"),
    ]
    assert losses(source) == []
    assert rewritten(file, tmp_path / "b.hl7", {}) == raw


@pytest.mark.parametrize(("segments", "path", "text"), HL7_TEXTS, ids=range(len(HL7_TEXTS)))
@pytest.mark.parametrize(
    ("charset", "codec"), [("UNICODE UTF-8", "utf-8"), ("8859/1", "cp1252"), ("", "cp1252")]
)
def test_hl7(segments: str, path: str, text: str, charset: str, codec: str, tmp_path: Path) -> None:
    file = tmp_path / "a.hl7"
    message = MSH.format(charset=charset) + PID + segments + "\r"
    raw = (message + message.replace("DURAND", "PETIT")).encode(codec)
    file.write_bytes(raw)
    tables, source = read(file)
    rows = tables["messages"]
    assert [(r["path"], r["text"]) for r in rows] == [(f"1.{path}", text), (f"2.{path}", text)]
    assert {k: rows[0][k] for k in PATIENT} == {**PATIENT, "date_naissance": "19800501"}
    assert rows[1]["nom"] == "PETIT"
    assert losses(source) == []
    assert rewritten(file, tmp_path / "b.hl7", {}) == raw
    new = "[X] | \\ \n fin"
    copy = rewritten(file, tmp_path / "b.hl7", {(2, "text"): new})
    assert copy[: len(raw) // 2] == raw[: len(raw) // 2]
    assert [r["text"] for r in read(tmp_path / "b.hl7")[0]["messages"]] == [text, new]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("Hex^255044", "attached file damaged or not in base64: not read"),
        ("Base64^JVBER", "attached file damaged or not in base64: not read"),
        (f"Base64^{b64(bytes(9))}", "attached file that is no text (image, archive): not read"),
        (
            f"Base64^{b64(b'%PDF-1.4')}",
            "attached file not read: damaged PDF; open it and print it to a new one",
        ),
    ],
)
def test_hl7_attachments_that_are_no_text_are_counted(data: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "a.hl7"
    file.write_text(MSH.format(charset="") + PID + f"OBX|1|ED|1^x||^AP^PDF^{data}\r")
    tables, source = read(file)
    assert [*tables] == ["patients"]
    assert losses(source) == [(reason, 1, 0)]


HPRIM_SANTE = (
    "H|~^\\&|f.hpr||LABO||ORU||||||P||H2.3^C|20200102\r"
    "P|1|8012345|||DURAND^Zoé||19800501|F||3 rue des Lilas^^Paris^^75013||0639981234\r"
    "OBR|1||||20200102\rOBX|1|ST|VIH||négatif\rC|1|L|à revoir avec sa mère\r"
)


@pytest.mark.parametrize("component", ["^", "~"])
def test_hprim_sante(component: str, tmp_path: Path) -> None:
    file = tmp_path / "a.hpr"
    file.write_bytes(HPRIM_SANTE.replace("DURAND^", f"DURAND{component}").encode("cp1252"))
    rows = read(file)[0]["messages"]
    assert [(r["path"], r["text"]) for r in rows] == [
        ("1.OBX[1].5", "négatif"),
        ("1.C[1].3", "à revoir avec sa mère"),
    ]
    expected = {**PATIENT, "nir": N, "email": N, "date_naissance": "19800501"}
    assert {k: rows[0][k] for k in PATIENT} == expected


LETTER = (
    "8012345\r\nDURAND\r\nZoé\r\n3 rue des Lilas\r\n\r\n75013 Paris\r\n01/05/1980\r\n1 80 05 78 006 084 91\r\n\r\n02/01/2020\r\n"
    "123^LABO\r\n456^DR PETIT\r\n{text}****LAB****\r\nRES|VIH|VIH|N|||||\r\nCOM|contrôle à trois mois\r\n****FIN****\r\n"
)


def test_hprim_medecin(tmp_path: Path) -> None:
    file = tmp_path / "a.hpr"
    text = "Cher confrère,\r\nson père est alcoolique.\r\n"
    raw = (LETTER.format(text=text) + LETTER.format(text="Rien.\r\n") + "****FINFICHIER****\r\n").encode(
        "cp1252"
    )
    file.write_bytes(raw)
    tables, source = read(file)
    rows = tables["letters"]
    assert [(r["path"], r["text"]) for r in rows] == [
        ("1.text", text), ("1.comment[1]", "contrôle à trois mois"), ("2.text", "Rien.\r\n"),
        ("2.comment[1]", "contrôle à trois mois"),
    ]  # fmt: skip
    expected = {**PATIENT, "telephone": N, "email": N, "date_naissance": "01/05/1980"}
    assert {k: rows[0][k] for k in PATIENT} == expected
    assert losses(source) == []
    assert rewritten(file, tmp_path / "b.hpr", {}) == raw
    copy = rewritten(file, tmp_path / "b.hpr", {(2, "text"): "[X]\n"})
    assert copy == raw.replace("contrôle à trois mois".encode("cp1252"), b"[X] ", 1)
    file.write_bytes(raw[:300])
    assert "letter cut short" in losses(read(file)[1])[0][0]


@pytest.mark.parametrize(
    "junk", ["<![", "<!A[", '<a "', "<a '<b \"", "<!--", "<", "</a", "<![CDATA[", "&lol;"]
)
def test_hostile_xml_is_read_in_one_pass(junk: str, tmp_path: Path) -> None:
    """A megabyte of each: anything but one pass would not end in this life."""
    file = tmp_path / "a.xml"
    raw = cda(
        "<structuredBody><component><section><text>avant" + junk * (2**20 // len(junk)) + "</text>"
    ).encode()
    file.write_bytes(raw)
    tables, _ = read(file)
    assert tables["document"][1]["text"].startswith("avant")
    assert rewritten(file, tmp_path / "b.xml", {}) == raw
