"""Redaction: policies, operators, surrogates, authenticated encryption, and the way back."""

from viginote.redaction.engine import RedactionError, redact
from viginote.redaction.policy import Operator, Policy, PolicyError, Rule, Scope

__all__ = ["Operator", "Policy", "PolicyError", "RedactionError", "Rule", "Scope", "redact"]
