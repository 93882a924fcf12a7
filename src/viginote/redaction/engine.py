"""Redaction of one text: findings become disjoint stretches, each stretch goes through one operator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from viginote.errors import ViginoteError
from viginote.findings import Finding
from viginote.redaction.forms import PLACEHOLDER
from viginote.redaction.keys import Keys
from viginote.redaction.operate import Context, operate, placeholder
from viginote.redaction.policy import KEYED, Operator, Policy, Rule, Scope
from viginote.redaction.sentences import Sentences
from viginote.shown import Shown, show, spelled
from viginote.spans import Spans


class RedactionError(ViginoteError):
    """A redaction that cannot be done: findings that belong to another text."""


@dataclass(slots=True)
class Part:
    """One finding with its rule, and the stretch of text that the rule reaches.

    `cut`: whether the finding is a part of a value that markup cuts into several.
    """

    start: int
    end: int
    finding: Finding
    rule: Rule
    cut: bool = False


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

    Errors: RedactionError when a finding lies outside the text; KeyFault when a key is needed and missing;
    TypeError where `policy` is its name alone.
    """
    if isinstance(policy, str):
        raise TypeError("a policy must be a Policy, not str; use Policy.named(...) or Policy.load(...)")
    policy = policy or _DEFAULT
    shown = show(text)
    parts = _parts(text, shown, findings, policy)
    if policy.encrypts or any(part.rule.operator in KEYED for part in parts):
        context = context or Context(Keys.from_environment())
        if context.person is None:
            context = replace(context, person=text)
    redacted, made = _render(_Given(text, shown), 0, len(text), parts, context)
    if context is not None and policy.encrypts:
        from viginote.redaction.tokens import shield

        return shield(redacted, made, context.keys, context.key_id)
    return redacted


_DEFAULT = Policy()


class _Given(NamedTuple):
    """A text as given, and what its reader sees of it."""

    text: str
    shown: Shown


def _parts(text: str, shown: Shown, findings: Iterable[Finding], policy: Policy) -> list[Part]:
    """What is to be redacted: no kept finding, no empty one, no placeholder of an earlier redaction."""
    sentences: Sentences | None = None
    parts: list[Part] = []
    written = Spans(match.span() for match in PLACEHOLDER.finditer(text)) if "[" in text else None
    for finding in findings:
        start, end = finding.start, finding.end
        if not 0 <= start <= end <= len(text):
            raise RedactionError(
                f"finding {start}..{end} lies outside the text of {len(text)} characters; "
                "pass the findings of this text"
            )
        rule = policy.rule_for(finding)
        if rule is None or start == end or (written and written.hold(start, end)):
            continue
        if rule.scope is Scope.SENTENCE:
            sentences = sentences or Sentences(shown)
            parts += (Part(*place, finding, rule) for place in sentences.around(start, end))
        elif rule.scope is Scope.FIELD:
            parts.append(Part(0, len(text), finding, rule))
        else:
            parts.append(Part(start, end, finding, rule))
    return _with_cuts(parts, shown) if shown.marks else parts


def _with_cuts(parts: list[Part], shown: Shown) -> list[Part]:
    """The parts in order, those told of which are the pieces of one value."""
    parts.sort(key=lambda part: (part.start, part.end))
    marks = frozenset(shown.marks)
    for one, other in pairwise(parts):
        end, start = shown.place(one.start, one.end)[1], shown.place(other.start, other.end)[0]
        if end in marks and start == end + 1 and one.finding.label == other.finding.label:
            one.cut = other.cut = True
    return parts


def _render(
    given: _Given, start: int, end: int, parts: Iterable[Part], context: Context | None
) -> tuple[str, int]:
    """The text from `start` to `end` with its parts redacted, and how many tokens stand in it."""
    pieces: list[str] = []
    made = 0
    for stretch in _stretches(parts):
        pieces += given.text[start : stretch.start], _operate(given, stretch, context)
        made += stretch.chief.rule.operator is Operator.ENCRYPT
        start = stretch.end
    pieces.append(given.text[start:end])
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


def _operate(given: _Given, stretch: Stretch, context: Context | None) -> str:
    """The text that stands for a stretch."""
    chief, label = stretch.chief, stretch.chief.finding.label
    value = given.text[stretch.start : stretch.end]
    operator = chief.rule.operator
    if operator is Operator.ENCRYPT:
        final = [part for part in stretch.parts if part.rule.operator is not Operator.ENCRYPT]
        if final:
            value, _ = _render(given, stretch.start, stretch.end, final, context)
    elif operator is Operator.SURROGATE and (len(value) > chief.end - chief.start or chief.cut):
        return placeholder(label)  # no false value stands for two values that partly overlap, or for a piece
    elif operator in KEYED and given.shown.offsets is not None:
        # Equal values have equal hashes and surrogates, however they are written.
        start, end = given.shown.place(stretch.start, stretch.end)
        return spelled(operate(given.shown.text[start:end], label, chief.rule, context), given.text)
    return operate(value, label, chief.rule, context)
