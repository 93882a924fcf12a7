"""Redaction: policies, operators, surrogates, authenticated encryption, and the way back."""

from viginote.redaction.engine import RedactionError, redact
from viginote.redaction.keys import KeyFault, Keys, Purpose, fingerprint
from viginote.redaction.operate import Context
from viginote.redaction.policy import Operator, Policy, PolicyError, Rule, Scope
from viginote.redaction.tokens import DecryptionError, restore

__all__ = [
    "Context",
    "DecryptionError",
    "KeyFault",
    "Keys",
    "Operator",
    "Policy",
    "PolicyError",
    "Purpose",
    "RedactionError",
    "Rule",
    "Scope",
    "fingerprint",
    "redact",
    "restore",
]
