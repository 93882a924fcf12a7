"""Presidio: viginote's findings inside an AnalyzerEngine.

    from presidio_analyzer import AnalyzerEngine
    register(engine)                       # into an engine that speaks French
    engine().analyze(note, language="fr")  # or a ready one: no model to download

Entity names are viginote's labels: `NIR`, `PERSON`, ..., and the sensitive categories in lower case, `hiv`;
each label has its recognizer, with words of context by which Presidio's enhancer raises a score. A result's
`recognition_metadata` holds the detector and the assertion; its `analysis_explanation` the reason.
The keyed operators for Presidio's anonymizer are in `viginote.redaction.operators`.
"""

from typing import Any

from presidio_analyzer import (
    AnalysisExplanation,
    AnalyzerEngine,
    EntityRecognizer,
    RecognizerRegistry,
    RecognizerResult,
)
from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from spacy.language import Language
from spacy.tokens import Doc

from viginote import __version__
from viginote.findings import Finding, ScanResult
from viginote.scanner import Scanner
from viginote.sensitive.lexicons import own_categories
from viginote.taxonomy import CATEGORIES, IDENTIFIERS

_LANGUAGE = "fr"
#: What stands beside such a value, or names the field or the service that it comes from: dictionary forms,
#: and long enough to stand inside no other word, since Presidio may look for them inside words.
_CONTEXT: dict[str, list[str]] = {
    "PERSON": ["madame", "monsieur", "docteur", "patient", "prénom"],
    "NIR": ["sécu", "assuré", "matricule"],
    "PHONE": ["téléphone", "tél", "portable", "joindre", "appeler"],
    "EMAIL": ["mail", "courriel"],
    "ADDRESS": ["adresse", "domicile", "habiter", "demeurer"],
    "POSTCODE": ["adresse", "domicile", "postal"],
    "CITY": ["adresse", "domicile", "habiter", "commune"],
    "HOSPITAL": ["hôpital", "hospitaliser", "établissement", "transférer"],
    "BIRTH_DATE": ["naissance", "naître"],
    "DATE": ["date", "consultation", "rendez-vous"],
    "PATIENT_ID": ["dossier", "identifiant", "séjour"],
    "PRO_ID": ["rpps", "adeli", "finess", "prescripteur"],
    "IBAN": ["iban", "banque", "bancaire"],
    "URL_IP": ["internet"],
    "PLATE": ["plaque", "immatriculation", "véhicule", "voiture"],
    "EMPLOYER": ["employeur", "travailler", "salarié", "école", "scolariser"],
    "hiv": ["sérologie", "séropositif", "infectiologie", "antirétroviral"],
    "sexual_orientation": ["sexualité", "orientation", "genre"],
    "sex_life": ["sexualité", "sexuel", "rapport"],
    "psychiatry": ["psychiatrie", "psychiatre", "psychologue", "psychotrope"],
    "substance_use": ["addictologie", "addiction", "toxique", "sevrage", "consommation"],
    "sti_hepatitis": ["sérologie", "dépistage", "hépatologie"],
    "reproductive": ["gynécologie", "grossesse", "contraception"],
    "violence": ["violence", "signalement", "police"],
    "family_social": ["social", "famille"],
    "judicial": ["justice", "prison", "tribunal"],
    "origin_belief": ["origine", "religion", "nationalité"],
    "genetic": ["génétique", "héréditaire", "mutation"],
    "disability_protection": ["handicap", "mdph", "protection"],
}
_LEMMAS = "viginote_lower_lemmas"
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
    """The findings of one label as Presidio results. Overlaps are resolved already."""

    def __init__(self, label: str, scans: _Scans, language: str) -> None:
        self._scans = scans
        self._label = label
        self._name = f"viginote_{label}"
        super().__init__(
            [label],
            name=self._name,
            supported_language=language,
            version=__version__,
            context=_CONTEXT.get(label) or label.split("_"),
        )

    def load(self) -> None:
        """Nothing to load: the scanner loads its model at the first text."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """The findings of this recognizer's label, if it is one of `entities` or these are empty."""
        if entities and self._label not in entities:
            return []
        return [self._result(f) for f in self._scans.of(text).findings if f.label == self._label]

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
    """A recognizer for each label, `viginote_PHONE`, ..., over one scan; own lexicons' categories too."""
    scanner = scanner or Scanner()
    scans = _Scans(scanner)
    own = own_categories(scanner.settings.lexicons)
    labels = [*IDENTIFIERS, *CATEGORIES, *sorted(own - CATEGORIES.keys())]
    return [_Recognizer(label, scans, language) for label in labels]


def register(engine: AnalyzerEngine, scanner: Scanner | None = None, language: str = _LANGUAGE) -> None:
    """Add viginote's recognizers to an existing engine, beside those it has.

    `scanner`: own vocabularies or thresholds; default a plain one. `language`: as the engine calls French.
    """
    for recognizer in recognizers(scanner, language):
        engine.registry.add_recognizer(recognizer)


class _Tokenizer(SpacyNlpEngine):
    """Presidio wants tokens and lemmas of every text: spaCy's French tokenizer, no model."""

    def load(self) -> None:
        import spacy

        tokenizer = spacy.blank(_LANGUAGE)
        tokenizer.max_length = _LONGEST_TEXT
        tokenizer.add_pipe(_LEMMAS)
        self.nlp: Any = {_LANGUAGE: tokenizer}


@Language.component(_LEMMAS, assigns=["token.lemma"])
def _words_as_lemmas(doc: Doc) -> Doc:
    """Without lemmas Presidio sees no context: each word in lower case stands for its own."""
    for token in doc:
        token.lemma_ = token.lower_
    return doc


def engine(scanner: Scanner | None = None) -> AnalyzerEngine:
    """A ready engine for French with viginote's recognizers alone."""
    tokenizer = _Tokenizer(models=[{"lang_code": _LANGUAGE, "model_name": "blank"}])
    tokenizer.load()
    registry = RecognizerRegistry(recognizers=recognizers(scanner), supported_languages=[_LANGUAGE])
    return AnalyzerEngine(
        registry=registry,
        nlp_engine=tokenizer,
        supported_languages=[_LANGUAGE],
        context_aware_enhancer=LemmaContextAwareEnhancer(context_matching_mode="whole_word"),
    )
