"""Redaction of one text: findings become disjoint stretches, each stretch goes through one operator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from viginote.errors import ViginoteError
from viginote.findings import Finding
from viginote.redaction.forms import PLACEHOLDER
from viginote.redaction.keys import Keys
from viginote.redaction.operate import Context, operate, placeholder
from viginote.redaction.policy import KEYED, Operator, Policy, Rule, Scope
from viginote.redaction.sentences import Sentences


class RedactionError(ViginoteError):
    """A redaction that cannot be done: findings that belong to another text."""


@dataclass(slots=True)
class Part:
    """One finding with its rule, and the stretch of text that the rule reaches."""

    start: int
    end: int
    finding: Finding
    rule: Rule


@dataclass(slots=True)
class Stretch:
    """Overlapping parts as one. `chief` is the widest part, which decides the operator."""

    start: int
    end: int
    chief: Part
    parts: Sequence[Part]


def redact(
    text: str, findings: Iterable[Finding], policy: Policy | None = None, context: Context | None = None
) -> str:
    """`text` with its findings redacted under `policy`; everything else stays as it is.

    Overlapping findings become one stretch, redacted as its widest member. Where an encrypted stretch holds
    findings under an operator that cannot be undone, those go first: what a policy removes does not come
    back with the key. `policy`: default, identifiers become `[LABEL]`. `context`: keys and whose; default,
    the keys that the environment names, asked for only if the policy needs them.

    Errors: RedactionError when a finding lies outside the text; KeyFault when a key is needed and missing.
    """
    policy = policy or _DEFAULT
    parts = _parts(text, findings, policy)
    if policy.encrypts or any(part.rule.operator in KEYED for part in parts):
        context = context or Context(Keys.from_environment())
        if context.person is None:
            context = replace(context, person=text)
    redacted, made = _render(text, 0, len(text), parts, context)
    if context is not None and policy.encrypts:
        from viginote.redaction.tokens import shield

        return shield(redacted, made, context.keys, context.key_id)
    return redacted


_DEFAULT = Policy()


def _parts(text: str, findings: Iterable[Finding], policy: Policy) -> list[Part]:
    """What is to be redacted: no kept finding, no empty one, no placeholder of an earlier redaction."""
    sentences: Sentences | None = None
    parts = []
    written = [match.span() for match in PLACEHOLDER.finditer(text)] if "[" in text else []
    for finding in findings:
        start, end = finding.start, finding.end
        if not 0 <= start <= end <= len(text):
            raise RedactionError(
                f"finding {start}..{end} lies outside the text of {len(text)} characters; "
                "pass the findings of this text"
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


def _render(
    text: str, start: int, end: int, parts: Iterable[Part], context: Context | None
) -> tuple[str, int]:
    """`text[start:end]` with its parts redacted, and how many tokens stand in it."""
    pieces: list[str] = []
    made = 0
    for stretch in _stretches(parts):
        pieces += text[start : stretch.start], _operate(text, stretch, context)
        made += stretch.chief.rule.operator is Operator.ENCRYPT
        start = stretch.end
    pieces.append(text[start:end])
    return "".join(pieces), made


def _stretches(parts: Iterable[Part]) -> list[Stretch]:
    """Disjoint stretches over the parts, in order. Parts that only touch stay apart."""
    groups: list[list[Part]] = []
    end = -1
    for part in sorted(parts, key=lambda part: part.start):
        if part.start < end:
            groups[-1].append(part)
        else:
            groups.append([part])
        end = max(end, part.end)
    return [_stretch(group) for group in groups]


def _stretch(parts: list[Part]) -> Stretch:
    if len(parts) == 1:
        return Stretch(parts[0].start, parts[0].end, parts[0], parts)
    # The widest, then the surest; the label makes the choice the same in whatever order findings come.
    chief = min(parts, key=lambda p: (p.start - p.end, -p.finding.score, p.start, p.finding.label))
    return Stretch(parts[0].start, max(part.end for part in parts), chief, parts)


def _operate(text: str, stretch: Stretch, context: Context | None) -> str:
    """The text that stands for a stretch."""
    chief, label = stretch.chief, stretch.chief.finding.label
    value = text[stretch.start : stretch.end]
    if chief.rule.operator is Operator.ENCRYPT:
        final = [part for part in stretch.parts if part.rule.operator is not Operator.ENCRYPT]
        if final:
            value, _ = _render(text, stretch.start, stretch.end, final, context)
    elif chief.rule.operator is Operator.SURROGATE and len(value) > chief.end - chief.start:
        return placeholder(label)  # no false value stands for two values that partly overlap
    return operate(value, label, chief.rule, context)
