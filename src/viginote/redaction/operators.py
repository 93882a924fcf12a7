"""The keyed operators as Presidio operators, for those who already run Presidio's anonymizer.

    from presidio_anonymizer import AnonymizerEngine, OperatorConfig
    engine = AnonymizerEngine()
    register(engine)
    engine.anonymize(text, results, {"DEFAULT": OperatorConfig("viginote_encrypt", {"keys": keys})})

Parameters of each: `keys` (`viginote.redaction.Keys`, needed), `key_id`, `person` (see `Context`), and for
encryption `consistent`. Presidio must be given disjoint results: with overlapping ones its operators see the
whole original spans, and what they write cannot be restored. `viginote.redaction.redact` needs no such care.

This module imports presidio-anonymizer, about a second; nothing else in this room does.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from presidio_anonymizer import AnonymizerEngine, DeanonymizeEngine
from presidio_anonymizer.entities import InvalidParamError
from presidio_anonymizer.operators import Operator as PresidioOperator
from presidio_anonymizer.operators import OperatorType

from viginote.redaction.keys import MAIN, Keys
from viginote.redaction.operate import Context, operate
from viginote.redaction.policy import Operator, Rule
from viginote.redaction.tokens import restore

#: Presidio's own names for what we label otherwise.
_LABELS: Mapping[str, str] = {
    "EMAIL_ADDRESS": "EMAIL",
    "PHONE_NUMBER": "PHONE",
    "LOCATION": "CITY",
    "DATE_TIME": "DATE",
    "IBAN_CODE": "IBAN",
    "URL": "URL_IP",
    "IP_ADDRESS": "URL_IP",
    "ORGANIZATION": "EMPLOYER",
}


class _Keyed(PresidioOperator):
    """What the keyed operators share: Presidio makes one for each span and hands over the parameters."""

    rule: ClassVar[Rule]

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:
        given = params or {}
        entity = str(given.get("entity_type", ""))
        label = _LABELS.get(entity, entity)
        context = Context(given["keys"], given.get("key_id", MAIN), given.get("person", ""))
        return operate(text, label, self._rule(given), context) if text else text

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """Errors: InvalidParamError without `keys`."""
        if not isinstance((params or {}).get("keys"), Keys):
            raise InvalidParamError("parameter keys must be viginote.redaction.Keys")

    def operator_name(self) -> str:
        return f"viginote_{self.rule.operator}"

    def operator_type(self) -> OperatorType:
        return OperatorType.Anonymize

    def _rule(self, params: Mapping[str, Any]) -> Rule:
        return self.rule


class Hash(_Keyed):
    """`[PERSON#93c1...]`: HMAC-SHA-256, equal for equal values."""

    rule = Rule(Operator.HASH)


class Surrogate(_Keyed):
    """A false value of the same kind; without `person` one shift of dates for the whole key."""

    rule = Rule(Operator.SURROGATE)


class Encrypt(_Keyed):
    """An authenticated token: AES-GCM, or AES-SIV with `consistent`."""

    rule = Rule(Operator.ENCRYPT)

    def _rule(self, params: Mapping[str, Any]) -> Rule:
        return Rule(Operator.ENCRYPT, consistent=bool(params.get("consistent", False)))


class Decrypt(_Keyed):
    """The way back from `Encrypt`. Errors: DecryptionError when a token was altered or has another key."""

    rule = Rule(Operator.ENCRYPT)

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:
        return restore(text, (params or {})["keys"])

    def operator_name(self) -> str:
        return "viginote_decrypt"

    def operator_type(self) -> OperatorType:
        return OperatorType.Deanonymize


def register(engine: AnonymizerEngine | DeanonymizeEngine) -> None:
    """Add the operators to a Presidio engine: `viginote_hash`, `_surrogate`, `_encrypt`, or `_decrypt`."""
    if isinstance(engine, DeanonymizeEngine):
        engine.add_deanonymizer(Decrypt)
    else:
        for operator in (Hash, Surrogate, Encrypt):
            engine.add_anonymizer(operator)
