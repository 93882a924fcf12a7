"""What each operator makes of one value."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from viginote.redaction.forms import public_name
from viginote.redaction.keys import MAIN, Keys, Purpose, fingerprint, key_id_of
from viginote.redaction.policy import Operator, Rule
from viginote.redaction.tokens import cipher

_HASH_DIGITS = 16
_SEEN = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Context:
    """What a redaction needs beside the text.

    `keys`: the secret keys. `key_id`: whose key to use, for example a practice, by any name. `person`: what
    names the patient in the same way in every record (a record number, a NIR); it decides by how many days
    the surrogate policy shifts the dates. Without it each text has a shift of its own.

    Errors: TypeError where `keys` is the path of a key file or the like.
    """

    keys: Keys
    key_id: str = MAIN
    person: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not isinstance(self.keys, Keys):
            raise TypeError(f"keys must be Keys, not {type(self.keys).__name__}; use Keys.read(...)")
        object.__setattr__(self, "key_id", key_id_of(self.key_id))


def placeholder(label: str) -> str:
    """The text that stands for a finding: its label, never the category of a sensitive mention."""
    return f"[{public_name(label)}]"


def operate(value: str, label: str, rule: Rule, context: Context | None) -> str:
    """`value` (not empty) under one rule. `context` is needed by the keyed operators alone."""
    plain = _PLAIN.get(rule.operator)
    if plain is not None:
        return plain(value, label, rule)
    assert context is not None, "a keyed operator needs a context"
    return _KEYED[rule.operator](value, label, rule, context)


def _replace(value: str, label: str, rule: Rule) -> str:
    return placeholder(label) if rule.placeholder is None else rule.placeholder


def _mask(value: str, label: str, rule: Rule) -> str:
    return _SEEN.sub("*", value)


def _remove(value: str, label: str, rule: Rule) -> str:
    return ""


def _hash(value: str, label: str, rule: Rule, context: Context) -> str:
    digest = fingerprint(value, label, context.keys.subkey(Purpose.HASH, context.key_id))
    return f"[{public_name(label)}#{digest[:_HASH_DIGITS]}]"


def _encrypt(value: str, label: str, rule: Rule, context: Context) -> str:
    return cipher(context.keys, context.key_id).seal(value, label, rule.consistent)


def _surrogate(value: str, label: str, rule: Rule, context: Context) -> str:
    from viginote.redaction.surrogates import surrogates

    false = surrogates(context.keys, context.key_id).of(value, label, context.person or "")
    return placeholder(label) if false is None else false


_PLAIN: Mapping[Operator, Callable[[str, str, Rule], str]] = {
    Operator.REPLACE: _replace,
    Operator.MASK: _mask,
    Operator.REMOVE: _remove,
}
_KEYED: Mapping[Operator, Callable[[str, str, Rule, Context], str]] = {
    Operator.HASH: _hash,
    Operator.ENCRYPT: _encrypt,
    Operator.SURROGATE: _surrogate,
}
