"""spaCy: the component on a Doc, in a stream, saved and loaded."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.lang.fr import French
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import viginote.integrations.spacy  # noqa: F401 (registers the component)
from viginote.taxonomy import Assertion

NOTE = "Tél:06 12 34 56 78. Frère schizophrène. VIH négatif."
EXPECTED = [
    ("PHONE", "06 12 34 56 78", None),
    ("psychiatry", "schizophrène", Assertion.FAMILY),
    ("hiv", "VIH", Assertion.NEGATED),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("fr")
    nlp.add_pipe("viginote")
    return nlp


def seen(doc: Doc) -> list[tuple[str, str, Assertion | None]]:
    result = doc._.viginote
    return [(f.label, doc.text[f.start : f.end], f.assertion) for f in result.findings]


def test_doc(nlp: Language) -> None:
    doc = nlp(NOTE)
    assert seen(doc) == EXPECTED
    spans = list(doc.spans["viginote"])
    assert [span.label_ for span in spans] == [label for label, _, _ in EXPECTED]
    assert [span._.viginote for span in spans] == list(doc._.viginote.findings)
    assert all(value in span.text for span, (_, value, _) in zip(spans, EXPECTED, strict=True))
    assert doc._.viginote.redact() == "Tél:[PHONE]. Frère schizophrène. VIH négatif."


def test_other_spans_and_other_docs_have_nothing(nlp: Language) -> None:
    assert nlp(NOTE)[0:1]._.viginote is None
    plain = spacy.blank("fr")(NOTE)
    assert plain._.viginote is None
    assert plain[0:2]._.viginote is None


def test_findings_of_one_token_are_told_apart(nlp: Language) -> None:
    doc = nlp("tél 06.39.98.12.34/06.39.98.12.35")
    for each in (doc, Doc(nlp.vocab).from_bytes(doc.to_bytes())):
        one, two = each.spans["viginote"]
        assert one.text == two.text == "06.39.98.12.34/06.39.98.12.35"
        assert [(s._.viginote.start, s._.viginote.end) for s in (one, two)] == [(4, 18), (19, 33)]


def test_stream_equals_one_by_one(nlp: Language) -> None:
    texts = [NOTE, "", "rien", f"{NOTE} Bis", NOTE] * 3
    docs = list(nlp.pipe(texts, batch_size=4))
    assert [doc.text for doc in docs] == texts
    assert [seen(doc) for doc in docs] == [seen(nlp(text)) for text in texts]


def test_doc_is_saved_and_read_back(nlp: Language) -> None:
    doc = nlp(NOTE)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.viginote == doc._.viginote
    assert [f.explain for f in again._.viginote.findings] == [f.explain for f in doc._.viginote.findings]
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (binned,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert binned._.viginote == doc._.viginote


def test_pipeline_is_saved_and_read_back(tmp_path: Path) -> None:
    allow = tmp_path / "allow.txt"
    allow.write_text("06 12 34 56 78\n", encoding="utf-8")
    nlp = spacy.blank("fr")
    nlp.add_pipe("viginote", config={"allow": [str(allow)], "thresholds": {"hiv": 1.0}})
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert seen(again(NOTE)) == seen(nlp(NOTE)) == EXPECTED[1:2]


def test_pipeline_as_bytes(nlp: Language) -> None:
    again = French.from_config(nlp.config).from_bytes(nlp.to_bytes())
    assert seen(again(NOTE)) == EXPECTED


def test_stream_in_two_processes(nlp: Language) -> None:
    texts = [NOTE, "", "rien", f"{NOTE} Bis"]
    docs = list(nlp.pipe(texts, n_process=2, batch_size=1))
    assert [doc.text for doc in docs] == texts
    assert [seen(doc) for doc in docs] == [seen(nlp(text)) for text in texts]
    assert [span._.viginote.label for span in docs[3].spans["viginote"]] == [e[0] for e in EXPECTED]


def test_language_without_rules_of_its_own() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("viginote")
    assert seen(nlp(NOTE)) == EXPECTED


#: EDS-NLP changes spaCy for the whole process as it is imported, so it has one of its own.
_EDS = """
import json, sys
import spacy

note, folder = sys.argv[1:]
nlp = spacy.blank("eds")
nlp.add_pipe("eds.sentences", name="sentences")  # EDS-NLP's own name is not read back by spaCy
nlp.add_pipe("viginote")
nlp.to_disk(folder)
doc, again = nlp(note), spacy.load(folder)(note)
assert again._.viginote == doc._.viginote
spans = [(span.label_, span.text, [t.text for t in span], span.sent.text) for span in doc.spans["viginote"]]
print(json.dumps(spans))
"""


def test_tokenizer_of_eds_nlp(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _EDS, "Tél:06 12 34 56 78. Frère schizophrène,VIH-neg", tmp_path / "pipeline"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        ["PHONE", "06 12 34 56 78", ["06", "12", "34", "56", "78"], "Tél:06 12 34 56 78."],
        ["psychiatry", "schizophrène", ["schizophrène"], "Frère schizophrène,VIH-neg"],
        ["hiv", "VIH", ["VIH"], "Frère schizophrène,VIH-neg"],
    ]
