"""Presidio: recognizers in its engine, with explanations, its batch and its anonymizer on top."""

import pytest
from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine, RecognizerRegistry
from presidio_anonymizer import AnonymizerEngine, OperatorConfig

from viginote.integrations import presidio
from viginote.redaction import Keys, restore
from viginote.redaction.operators import register as register_operators

NOTE = "Tél 06 12 34 56 78. Frère schizophrène. VIH négatif."
EXPECTED = [
    ("PHONE", "06 12 34 56 78", None),
    ("psychiatry", "schizophrène", "family"),
    ("hiv", "VIH", "negated"),
]


@pytest.fixture(scope="module")
def engine() -> AnalyzerEngine:
    return presidio.engine()


def seen(results, text: str = NOTE) -> list[tuple[str, str, str | None]]:
    ordered = sorted(results, key=lambda r: r.start)
    return [(r.entity_type, text[r.start : r.end], r.recognition_metadata["assertion"]) for r in ordered]


def test_ready_engine(engine: AnalyzerEngine) -> None:
    assert seen(engine.analyze(NOTE, "fr")) == EXPECTED


def test_register_in_an_existing_engine(engine: AnalyzerEngine) -> None:
    registry = RecognizerRegistry(supported_languages=["fr"])
    registry.load_predefined_recognizers(languages=["fr"], nlp_engine=engine.nlp_engine)
    existing = AnalyzerEngine(registry=registry, nlp_engine=engine.nlp_engine, supported_languages=["fr"])
    before = len(registry.recognizers)
    presidio.register(existing)
    assert len(registry.recognizers) == before + 2
    ours = [r for r in existing.analyze(NOTE, "fr") if "assertion" in (r.recognition_metadata or {})]
    assert seen(ours) == EXPECTED


def test_entities_choose(engine: AnalyzerEngine) -> None:
    assert seen(engine.analyze(NOTE, "fr", entities=["hiv"])) == EXPECTED[2:]
    assert seen(engine.analyze(NOTE, "fr", entities=["PHONE", "hiv"])) == [EXPECTED[0], EXPECTED[2]]
    assert {"PHONE", "hiv", "NIR"} <= set(engine.get_supported_entities("fr"))


def test_explanations(engine: AnalyzerEngine) -> None:
    phone, brother, hiv = sorted(
        engine.analyze(NOTE, "fr", return_decision_process=True), key=lambda r: r.start
    )
    assert phone.analysis_explanation.recognizer == "viginote_identifiers"
    assert phone.analysis_explanation.pattern_name == phone.recognition_metadata["detector"]
    assert phone.analysis_explanation.textual_explanation
    assert brother.analysis_explanation.recognizer == "viginote_sensitive"
    assert "subject: " in brother.analysis_explanation.textual_explanation
    assert "term: " in hiv.analysis_explanation.textual_explanation


def test_presidios_batch(engine: AnalyzerEngine) -> None:
    texts = [NOTE, "", "rien", NOTE]
    results = list(BatchAnalyzerEngine(engine).analyze_iterator(texts, "fr"))
    assert [seen(r) for r in results] == [EXPECTED, [], [], EXPECTED]


def test_presidios_anonymizer(engine: AnalyzerEngine) -> None:
    keys = Keys(bytes(range(32)))
    anonymizer = AnonymizerEngine()
    register_operators(anonymizer)
    found = engine.analyze(NOTE, "fr", entities=["PHONE"])
    config = {"DEFAULT": OperatorConfig("viginote_encrypt", {"keys": keys})}
    hidden = anonymizer.anonymize(NOTE, found, config).text
    assert hidden.startswith("Tél [vg1r:PHONE:main:")
    assert restore(hidden, keys) == NOTE


def test_a_text_beyond_spacys_default_limit(engine: AnalyzerEngine) -> None:
    text = "." * 1_000_001 + " Tél 06 12 34 56 78"
    assert seen(engine.analyze(text, "fr"), text) == EXPECTED[:1]
