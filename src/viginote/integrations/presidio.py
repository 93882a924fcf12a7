"""Presidio: viginote's findings inside an AnalyzerEngine.

    from presidio_analyzer import AnalyzerEngine
    register(engine)                       # into an engine that speaks French
    engine().analyze(note, language="fr")  # or a ready one: no model to download

Entity names are viginote's labels: `NIR`, `PERSON`, ..., and the sensitive categories in lower case, `hiv`.
A result's `recognition_metadata` holds the detector and the assertion; its `analysis_explanation` the reason.
The keyed operators for Presidio's anonymizer are in `viginote.redaction.operators`.
"""

from collections.abc import Sequence
from typing import Any

from presidio_analyzer import (
    AnalysisExplanation,
    AnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.nlp_engine import SpacyNlpEngine

from viginote import __version__
from viginote.findings import Finding, ScanResult
from viginote.scanner import Scanner
from viginote.taxonomy import CATEGORIES, IDENTIFIERS

_LANGUAGE = "fr"
_LONGEST_TEXT = 1 << 30  # characters; spaCy's default of a million protects parsers, and none runs here


class _Scans:
    """One scan for the recognizers that are handed the same text one after the other."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._last: tuple[str, ScanResult] | None = None

    def of(self, text: str) -> ScanResult:
        last = self._last
        if last is None or last[0] != text:
            last = self._last = text, self._scanner.scan(text)
        return last[1]


class _Recognizer(EntityRecognizer):
    """The findings of some labels as Presidio results. Overlaps are resolved already, scores final."""

    def __init__(self, name: str, labels: Sequence[str], scans: _Scans, language: str) -> None:
        self._scans = scans
        self._name = name
        super().__init__(list(labels), name=name, supported_language=language, version=__version__)

    def load(self) -> None:
        """Nothing to load: the scanner loads its model at the first text."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """The findings whose label is one of `entities` (empty: all of this recognizer's)."""
        wanted = set(self.supported_entities).intersection(entities or self.supported_entities)
        return [self._result(f) for f in self._scans.of(text).findings if f.label in wanted]

    def _result(self, finding: Finding) -> RecognizerResult:
        why = finding.explain
        parts = {"term": why.term, "cue": why.cue, "subject": why.subject}
        told = "; ".join([why.reason, *(f"{name}: {value}" for name, value in parts.items() if value)])
        return RecognizerResult(
            finding.label,
            finding.start,
            finding.end,
            finding.score,
            AnalysisExplanation(
                self._name, finding.score, pattern_name=finding.detector, textual_explanation=told.strip("; ")
            ),
            {
                RecognizerResult.RECOGNIZER_NAME_KEY: self._name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                "detector": finding.detector,
                "assertion": finding.assertion and str(finding.assertion),
            },
        )


def recognizers(scanner: Scanner | None = None, language: str = _LANGUAGE) -> list[EntityRecognizer]:
    """Two recognizers over one scan: `viginote_identifiers` and `viginote_sensitive`."""
    scans = _Scans(scanner or Scanner())
    return [
        _Recognizer("viginote_identifiers", list(IDENTIFIERS), scans, language),
        _Recognizer("viginote_sensitive", list(CATEGORIES), scans, language),
    ]


def register(engine: AnalyzerEngine, scanner: Scanner | None = None, language: str = _LANGUAGE) -> None:
    """Add viginote's recognizers to an existing engine, beside those it has.

    `scanner`: own vocabularies or thresholds; default a plain one. `language`: as the engine calls French.
    """
    for recognizer in recognizers(scanner, language):
        engine.registry.add_recognizer(recognizer)


class _Tokenizer(SpacyNlpEngine):
    """Presidio wants tokens of every text: spaCy's French tokenizer, no model."""

    def load(self) -> None:
        import spacy

        tokenizer = spacy.blank(_LANGUAGE)
        tokenizer.max_length = _LONGEST_TEXT
        self.nlp: Any = {_LANGUAGE: tokenizer}


def engine(scanner: Scanner | None = None) -> AnalyzerEngine:
    """A ready engine for French with viginote's recognizers alone."""
    tokenizer = _Tokenizer(models=[{"lang_code": _LANGUAGE, "model_name": "blank"}])
    tokenizer.load()
    registry = RecognizerRegistry(recognizers=recognizers(scanner), supported_languages=[_LANGUAGE])
    return AnalyzerEngine(registry=registry, nlp_engine=tokenizer, supported_languages=[_LANGUAGE])
