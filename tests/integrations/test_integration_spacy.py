"""spaCy: the component on a Doc, in a stream, saved and loaded."""

import pytest
import spacy
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


def test_pipeline_is_saved_and_read_back(tmp_path) -> None:
    allow = tmp_path / "allow.txt"
    allow.write_text("06 12 34 56 78\n", encoding="utf-8")
    nlp = spacy.blank("fr")
    nlp.add_pipe("viginote", config={"allow": [str(allow)], "thresholds": {"hiv": 1.0}})
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert seen(again(NOTE)) == seen(nlp(NOTE)) == EXPECTED[1:2]


@pytest.mark.parametrize("language", ["xx"])
def test_any_tokenizer(language: str) -> None:
    nlp = spacy.blank(language)
    nlp.add_pipe("viginote")
    assert seen(nlp(NOTE)) == EXPECTED
