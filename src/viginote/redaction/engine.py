"""Redaction of one text: findings become disjoint stretches, each stretch goes through one operator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from viginote.errors import ViginoteError
from viginote.findings import Finding
from viginote.redaction.forms import PLACEHOLDER, public_name
from viginote.redaction.policy import Operator, Policy, Rule, Scope
from viginote.redaction.sentences import Sentences


class RedactionError(ViginoteError):
    """A redaction that cannot be done: findings of another text, a key that is missing."""


@dataclass(frozen=True, slots=True)
class Part:
    """One finding with its rule, and the stretch of text that the rule reaches."""

    start: int
    end: int
    finding: Finding
    rule: Rule


@dataclass(frozen=True, slots=True)
class Stretch:
    """Overlapping parts as one. `chief` is the widest part, which decides the operator."""

    start: int
    end: int
    chief: Part
    parts: Sequence[Part]


def redact(text: str, findings: Iterable[Finding], policy: Policy | None = None) -> str:
    """`text` with its findings redacted under `policy`; everything else stays as it is.

    Overlapping findings become one stretch, redacted as its widest member. `policy`: default, identifiers
    become `[LABEL]`.
    Errors: RedactionError when a finding lies outside the text.
    """
    policy = policy or _DEFAULT
    pieces: list[str] = []
    done = 0
    for stretch in stretches(text, findings, policy):
        pieces += text[done : stretch.start], _operate(text, stretch)
        done = stretch.end
    return "".join((*pieces, text[done:]))


_DEFAULT = Policy()


def stretches(text: str, findings: Iterable[Finding], policy: Policy) -> list[Stretch]:
    """The disjoint stretches of `text` to redact, in order. Stretches that only touch stay apart."""
    groups: list[list[Part]] = []
    end = -1
    for part in sorted(_parts(text, findings, policy), key=lambda part: part.start):
        if part.start < end:
            groups[-1].append(part)
        else:
            groups.append([part])
        end = max(end, part.end)
    return [_stretch(group) for group in groups]


def _parts(text: str, findings: Iterable[Finding], policy: Policy) -> list[Part]:
    """What is to be redacted: no kept finding, no empty one, no placeholder of an earlier redaction."""
    sentences: Sentences | None = None
    parts = []
    written = [match.span() for match in PLACEHOLDER.finditer(text)] if "[" in text else []
    for finding in findings:
        start, end = finding.start, finding.end
        if not 0 <= start <= end <= len(text):
            raise RedactionError(
                f"finding {start}..{end} lies outside the text ({len(text)} characters); scan this text"
            )
        rule = policy.rule_for(finding)
        if rule is None or start == end or any(s <= start and end <= e for s, e in written):
            continue
        if rule.scope is Scope.SENTENCE:
            sentences = sentences or Sentences(text)
            start, end = sentences.around(start, end)
        elif rule.scope is Scope.FIELD:
            start, end = 0, len(text)
        parts.append(Part(start, end, finding, rule))
    return parts


def _stretch(parts: list[Part]) -> Stretch:
    """One stretch over overlapping parts: widest first, then the surest, then a fixed order."""
    start, end = parts[0].start, max(part.end for part in parts)
    chief = min(parts, key=lambda p: (p.start - p.end, -p.finding.score, p.start, p.finding.label))
    return Stretch(start, end, chief, parts)


def _operate(text: str, stretch: Stretch) -> str:
    """The text that stands for a stretch."""
    rule, label = stretch.chief.rule, stretch.chief.finding.label
    value = text[stretch.start : stretch.end]
    match rule.operator:
        case Operator.MASK:
            return "".join(char if char.isspace() else "*" for char in value)
        case Operator.REMOVE:
            return ""
        case Operator.REPLACE:
            return f"[{public_name(label)}]" if rule.placeholder is None else rule.placeholder
        case _:
            raise RedactionError(f"operator {rule.operator} needs a key; give one or choose replace")
