"""The operators inside Presidio's own anonymizer."""

import re

import pytest
from presidio_anonymizer import AnonymizerEngine, DeanonymizeEngine, OperatorConfig
from presidio_anonymizer.entities import InvalidParamError, RecognizerResult

from viginote.redaction import DecryptionError, Keys
from viginote.redaction.operators import register

KEYS = Keys(bytes(range(32)))
TEXT = "M. DURAND Paul tel 06 12 34 56 78"
RESULTS = [RecognizerResult("PERSON", 3, 14, 0.9), RecognizerResult("PHONE_NUMBER", 19, 33, 0.9)]


def anonymize(operator: str, **params: object):
    engine = AnonymizerEngine()
    register(engine)
    return engine.anonymize(TEXT, RESULTS, {"DEFAULT": OperatorConfig(operator, params)})


@pytest.mark.parametrize(
    ("operator", "params", "pattern"),
    [
        ("viginote_hash", {}, r"M\. \[PERSON#[0-9a-f]{16}\] tel \[PHONE#[0-9a-f]{16}\]"),
        ("viginote_surrogate", {}, r"M\. [A-Z]+ \w+ tel 06 39 98 \d\d \d\d"),
        ("viginote_encrypt", {}, r"M\. \[vg1r:PERSON:main:[\w-]+\] tel \[vg1r:PHONE:main:[\w-]+\]"),
        (
            "viginote_encrypt",
            {"consistent": True, "key_id": "cabinet-7"},
            r"M\. \[vg1c:PERSON:cabinet-7:[\w-]+\] tel \[vg1c:PHONE:cabinet-7:[\w-]+\]",
        ),
    ],
)
def test_operators(operator: str, params: dict[str, object], pattern: str) -> None:
    assert re.fullmatch(pattern, anonymize(operator, keys=KEYS, **params).text)


def test_way_back_and_wrong_key() -> None:
    engine = DeanonymizeEngine()
    register(engine)
    hidden = anonymize("viginote_encrypt", keys=KEYS)
    back = {"DEFAULT": OperatorConfig("viginote_decrypt", {"keys": KEYS})}
    assert engine.deanonymize(hidden.text, hidden.items, back).text == TEXT
    wrong = {"DEFAULT": OperatorConfig("viginote_decrypt", {"keys": Keys(b"x" * 32)})}
    with pytest.raises(DecryptionError):
        engine.deanonymize(hidden.text, hidden.items, wrong)


def test_labels_that_are_not_ours_are_not_shown() -> None:
    engine = AnonymizerEngine()
    register(engine)
    results = [RecognizerResult("MEDICAL_LICENSE", 3, 14, 0.9)]
    for operator, pattern in (
        ("hash", r"M\. \[SENSITIVE#\w+\] tel .*"),
        ("surrogate", r"M\. \[SENSITIVE\] tel .*"),
    ):
        config = {"DEFAULT": OperatorConfig(f"viginote_{operator}", {"keys": KEYS})}
        assert re.fullmatch(pattern, engine.anonymize(TEXT, results, config).text)


@pytest.mark.parametrize("params", [{}, {"keys": "secret"}])
def test_keys_are_asked_for(params: dict[str, object]) -> None:
    with pytest.raises(InvalidParamError, match=r"keys must be viginote\.redaction\.Keys"):
        anonymize("viginote_encrypt", **params)
