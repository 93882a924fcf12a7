"""Presidio: recognizers in its engine, with explanations, its batch and its anonymizer on top."""

from dataclasses import replace
from pathlib import Path

import pytest
from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine, RecognizerRegistry
from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer
from presidio_anonymizer import AnonymizerEngine, OperatorConfig

from viginote import Identity, Scanner, ScanResult
from viginote.integrations import presidio
from viginote.redaction import Keys, restore
from viginote.redaction.operators import register as register_operators
from viginote.taxonomy import CATEGORIES, IDENTIFIERS

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
    assert len(registry.recognizers) == before + len(IDENTIFIERS) + len(CATEGORIES)
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
    assert phone.analysis_explanation.recognizer == "viginote_PHONE"
    assert phone.analysis_explanation.pattern_name == phone.recognition_metadata["detector"]
    assert phone.analysis_explanation.textual_explanation
    assert brother.analysis_explanation.recognizer == "viginote_psychiatry"
    assert "subject: " in brother.analysis_explanation.textual_explanation
    assert "term: " in hiv.analysis_explanation.textual_explanation


class Doubtful(Scanner):
    """Whose every finding is as doubtful as can be."""

    def scan(self, text: str, known: Identity | None = None) -> ScanResult:
        found = super().scan(text, known).findings
        return ScanResult(text, tuple(replace(finding, score=0.2) for finding in found))


@pytest.fixture(scope="module")
def doubtful() -> Doubtful:
    return Doubtful()


#: Note, context passed to Presidio, and of each finding its score and the word that raised it. The enhancer
#: adds 0.35 and gives 0.4 at least.
IN_CONTEXT = [
    ("Portable 06 39 98 12 34", None, [(0.55, "portable")]),
    ("06 39 98 12 34", ["Téléphone"], [(0.55, "téléphone")]),
    ("06 39 98 12 34", ["voiture"], [(0.2, "")]),
    ("à l'hôtel, 06 39 98 12 34", None, [(0.2, "")]),
    ("téléphone oublié, venue toux fièvre grasse fatigue intense, 06 39 98 12 34", ["x"], [(0.2, "")]),
    ("schizophrène", ["service de psychiatrie", "psychiatrie"], [(0.55, "psychiatrie")]),
    ("sérologie VIH", None, [(0.55, "sérologie")]),
]


@pytest.mark.parametrize(("note", "context", "expected"), IN_CONTEXT, ids=[c[0] for c in IN_CONTEXT])
def test_context_raises_a_doubtful_score(
    doubtful: Doubtful, note: str, context: list[str] | None, expected: list[tuple[float, str]]
) -> None:
    results = presidio.engine(doubtful).analyze(note, "fr", context=context, return_decision_process=True)
    told = [r.analysis_explanation for r in sorted(results, key=lambda r: r.start)]
    assert [(round(t.score, 2), t.supportive_context_word) for t in told] == expected
    assert [round(t.score_context_improvement, 2) for t in told] == [round(s - 0.2, 2) for s, _ in expected]
    assert {t.original_score for t in told} == {0.2}
    assert [r.score for r in sorted(results, key=lambda r: r.start)] == [t.score for t in told]


def test_context_in_an_existing_engine_with_an_enhancer_of_its_own(
    engine: AnalyzerEngine, doubtful: Doubtful
) -> None:
    existing = AnalyzerEngine(
        registry=RecognizerRegistry(supported_languages=["fr"]),
        nlp_engine=engine.nlp_engine,
        supported_languages=["fr"],
        context_aware_enhancer=LemmaContextAwareEnhancer(context_similarity_factor=0.5),
    )
    presidio.register(existing, doubtful)
    (found,) = existing.analyze("joindre au 06 39 98 12 34", "fr", entities=["PHONE"])
    assert (found.entity_type, found.score) == ("PHONE", 0.7)
    assert existing.analyze("bip 06 39 98 12 34", "fr", entities=["PHONE"], score_threshold=0.5) == []


def test_every_label_has_words_of_context(engine: AnalyzerEngine) -> None:
    recognizers = engine.get_recognizers("fr")
    assert {r.name for r in recognizers} == {f"viginote_{label}" for label in [*IDENTIFIERS, *CATEGORIES]}
    assert [r.name for r in recognizers if not r.context] == []


def test_categories_of_an_own_lexicon(tmp_path: Path) -> None:
    lexicon = tmp_path / "own.yaml"
    lexicon.write_text("own_category: [ganzouille]\n", encoding="utf-8")
    engine = presidio.engine(Scanner(lexicons=[lexicon]))
    assert [r.entity_type for r in engine.analyze("une ganzouille", "fr")] == ["own_category"]
    assert "own_category" in engine.get_supported_entities("fr")


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
