"""What becomes of each finding: which operator, over which stretch of text, above which score.

A policy is a table from a label ("NIR", "hiv"), or from a kind ("identifier", "sensitive"), to rules. It is
written in Python, or in a YAML file:

    name: practice-export
    rules:
      identifier: replace            # every identifier label without a rule of its own
      NIR: {operator: encrypt, consistent: true}
      DATE: {operator: keep}
      hiv:                           # first rule whose assertions fit
        - {operator: encrypt, scope: sentence, assertions: [affirmed, history], threshold: 0.5}
        - {operator: keep}

The categories of a lexicon of one's own are labels as well, where its file is named beside the policy.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from viginote.errors import ViginoteError
from viginote.findings import Finding
from viginote.redaction.forms import MARKER
from viginote.taxonomy import CATEGORIES, IDENTIFIERS, Assertion, Kind, kind_of


class PolicyError(ViginoteError):
    """A policy that cannot be applied. The message names file, line and key, the reason and the remedy."""


class Operator(StrEnum):
    """What is done to a span."""

    REPLACE = "replace"  # a placeholder: [PERSON]
    MASK = "mask"  # a star for each character that is not a space
    REMOVE = "remove"  # nothing is left
    HASH = "hash"  # a keyed hash: [PERSON#93c1...]; equal values stay equal
    ENCRYPT = "encrypt"  # a token that `restore` opens with the key
    SURROGATE = "surrogate"  # a false value of the same kind, the same for the same value
    KEEP = "keep"  # the text as it is


class Scope(StrEnum):
    """How far around a finding the operator reaches."""

    SPAN = "span"
    SENTENCE = "sentence"
    FIELD = "field"


#: Operators that need a secret key.
KEYED = frozenset({Operator.HASH, Operator.ENCRYPT, Operator.SURROGATE})


@dataclass(frozen=True, slots=True)
class Rule:
    """One operator and when it applies.

    `assertions`: those it is for (None: all, and identifiers). `threshold`: a finding with a lower score is
    kept. `consistent` (encrypt): the same value gives the same token, so that columns still join; anyone
    who sees two tokens then sees whether the values were equal. `placeholder` (replace): the text put in.
    """

    operator: Operator
    scope: Scope = Scope.SPAN
    assertions: frozenset[Assertion] | None = None
    threshold: float = 0.0
    consistent: bool = False
    placeholder: str | None = None

    def __post_init__(self) -> None:
        # A word is as good as the member that it names, of which the rest asks whether it is the one.
        for name, kind in (("operator", Operator), ("scope", Scope)):
            if getattr(self, name) not in tuple(kind):
                raise PolicyError(f"rule: {name} must be one of {', '.join(kind)}")
            object.__setattr__(self, name, kind(getattr(self, name)))


_Files = str | Path | Iterable[str | Path]
_DEFAULT_RULES: Mapping[str, tuple[Rule, ...]] = {Kind.IDENTIFIER: (Rule(Operator.REPLACE),)}
_TARGETS = frozenset(IDENTIFIERS) | frozenset(CATEGORIES) | {k.value for k in Kind}


@dataclass(frozen=True)
class Policy:
    """Rules by label or kind. Without arguments: every identifier is replaced, sensitive mentions stay.

    The rule of a finding is the first under its label, else under its kind, whose assertions fit. A finding
    without a rule is kept. `categories`: those of own lexicons, which rules may name beside the taxonomy's.

    Errors: PolicyError when a rule cannot be carried out (unknown label, surrogate of a sensitive mention).
    """

    rules: Mapping[str, tuple[Rule, ...]] = field(default_factory=lambda: _DEFAULT_RULES)
    name: str = "default"
    categories: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for target, rules in self.rules.items():
            for reason in _objections(target, rules, self.categories):
                raise PolicyError(f"policy {self.name}: rules.{target}: {reason}")

    def rule_for(self, finding: Finding) -> Rule | None:
        """The rule to carry out on `finding`, or None when it is kept."""
        for rule in self._chain(finding.label):
            if rule.assertions is None or finding.assertion in rule.assertions:
                kept = rule.operator is Operator.KEEP or finding.score < rule.threshold
                return None if kept else rule
        return None

    def _chain(self, label: str) -> tuple[Rule, ...]:
        """The rules that may decide for a label, put together once."""
        chain = self._chains.get(label)
        if chain is None:
            chain = (*self.rules.get(label, ()), *self.rules.get(kind_of(label), ()))
            self._chains[label] = chain
        return chain

    @cached_property
    def _chains(self) -> dict[str, tuple[Rule, ...]]:
        return {}

    @cached_property
    def encrypts(self) -> bool:
        """Whether any of its rules encrypts."""
        return any(rule.operator is Operator.ENCRYPT for rules in self.rules.values() for rule in rules)

    @classmethod
    def of(cls, rules: Mapping[str, Any], name: str = "policy", *, lexicons: _Files = ()) -> "Policy":
        """A policy from plain values, as in the YAML file: {"identifier": "replace", "NIR": "encrypt"}.

        `lexicons`: own files as the scanner takes them, whose categories rules may name.
        """
        built = {target: _rules(f"rules.{target}", value) for target, value in rules.items()}
        return cls(built, name, _categories(lexicons))

    @classmethod
    def read(cls, path: str | Path, *, lexicons: _Files = ()) -> "Policy":
        """The policy in a YAML file. Errors: PolicyError with file, line, key, reason and remedy.

        `lexicons`: as for `of`.
        """
        try:
            text = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise PolicyError(
                f"policy {path}: cannot be read ({type(error).__name__}); "
                f"give a YAML file in UTF-8, or one of {', '.join(cls.names())}"
            ) from None
        return _parse(text, str(path), _categories(lexicons))

    @classmethod
    @cache
    def named(cls, name: str) -> "Policy":
        """A ready-made policy: one of `Policy.names()`. Errors: PolicyError when there is none."""
        if name not in cls.names():
            raise PolicyError(f"policy {name}: not shipped; choose one of {', '.join(cls.names())}")
        return _parse((_SHIPPED / f"{name}.yaml").read_text(encoding="utf-8"), name)

    @staticmethod
    def names() -> tuple[str, ...]:
        """The names of the ready-made policies."""
        return tuple(
            sorted(p.name.removesuffix(".yaml") for p in _SHIPPED.iterdir() if p.name.endswith(".yaml"))
        )

    @classmethod
    def load(cls, name_or_path: str | Path, *, lexicons: _Files = ()) -> "Policy":
        """A ready-made policy by its name, else the policy in a file. `lexicons`: as for `of`."""
        if name_or_path in cls.names():
            return cls.named(name_or_path)
        return cls.read(name_or_path, lexicons=lexicons)


_SHIPPED = resources.files("viginote.redaction") / "policies"
_RULE_KEYS = tuple(f.name for f in fields(Rule))


def _objections(target: str, rules: tuple[Rule, ...], categories: Set[str]) -> Iterator[str]:
    """Why these rules cannot stand under this target. `categories`: those of own lexicons."""
    if target not in _TARGETS and target not in categories:
        yield (
            "no such label; use a label of the taxonomy, 'identifier' or 'sensitive', "
            "or name the lexicon that has this category"
        )
    for rule in rules:
        if rule.operator is Operator.SURROGATE and target != Kind.IDENTIFIER and target not in IDENTIFIERS:
            yield "a sensitive mention has no surrogate; use replace, remove or encrypt"
        if rule.operator is Operator.SURROGATE and rule.scope is not Scope.SPAN:
            yield "surrogate acts on a span; remove scope or use replace"
        if not 0.0 <= rule.threshold <= 1.0:
            yield "threshold lies outside 0..1; give a share such as 0.5"
        if rule.placeholder is not None and rule.operator is not Operator.REPLACE:
            yield "placeholder belongs to replace; remove it or change the operator"
        if rule.placeholder is not None and MARKER.search(rule.placeholder):
            yield "placeholder looks like an encrypted token; choose another text"
        if rule.consistent and rule.operator is not Operator.ENCRYPT:
            yield "consistent belongs to encrypt; remove it or change the operator"
        if rule.assertions is not None and target in {*IDENTIFIERS, Kind.IDENTIFIER}:
            yield "an identifier has no assertion; remove assertions"


def _categories(lexicons: _Files) -> frozenset[str]:
    from viginote.sensitive.lexicons import own_categories  # loads what only a scan needs

    return own_categories(lexicons)


class _KeyedError(PolicyError):
    """A PolicyError that still knows its key, so that the line can be found."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.key = key


def _rules(key: str, value: object) -> tuple[Rule, ...]:
    if isinstance(value, list):
        return tuple(_rule(f"{key}.{i}", item) for i, item in enumerate(value))
    return (_rule(key, value),)


def _rule(key: str, value: object) -> Rule:
    """A rule from an operator's name or from a mapping of its options."""
    options = {"operator": value} if isinstance(value, str) else value
    if not isinstance(options, Mapping):
        raise _KeyedError(key, "must be an operator's name or a mapping with 'operator'")
    for option in options:
        if option not in _RULE_KEYS:
            raise _KeyedError(f"{key}.{option}", f"unknown option; use {', '.join(_RULE_KEYS)}")
    if "operator" not in options:
        raise _KeyedError(key, f"operator is missing; use one of {', '.join(Operator)}")
    return Rule(**{option: _READ[option](f"{key}.{option}", value) for option, value in options.items()})


def _word(kind: type[StrEnum]) -> Any:
    def read(key: str, value: object) -> StrEnum:
        if value not in tuple(kind):
            raise _KeyedError(key, f"not one of {', '.join(kind)}")
        return kind(str(value))

    return read


def _assertions(key: str, value: object) -> frozenset[Assertion]:
    if not isinstance(value, list):
        raise _KeyedError(key, "must be a list such as [affirmed, history]")
    return frozenset(_word(Assertion)(f"{key}.{i}", item) for i, item in enumerate(value))


def _number(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _KeyedError(key, "must be a number between 0 and 1")
    return float(value)


def _truth(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _KeyedError(key, "must be true or false")
    return value


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise _KeyedError(key, "must be a text in quotes")
    return value


_READ: dict[str, Any] = {
    "operator": _word(Operator),
    "scope": _word(Scope),
    "assertions": _assertions,
    "threshold": _number,
    "consistent": _truth,
    "placeholder": _text,
}


def _parse(text: str, place: str, categories: frozenset[str] = frozenset()) -> Policy:
    """The policy written in `text`; `place` is named in errors. `categories`: those of own lexicons."""
    import yaml

    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        raise PolicyError(f"policy {place}{line}: not valid YAML; check indentation and quotes") from None
    if not isinstance(data, dict) or not isinstance(data.get("rules"), dict) or set(data) - {"name", "rules"}:
        raise PolicyError(
            f"policy {place}: must be a mapping with 'rules' (label: operator) and maybe 'name'"
        )
    keys = list(_lines(node, ""))
    lines = dict(keys)
    try:
        for key, times in Counter(key for key, _ in keys).items():
            if times > 1:
                raise _KeyedError(key, "stands twice; keep one")
        built = {str(t): _rules(f"rules.{t}", value) for t, value in data["rules"].items()}
        for target, rules in built.items():
            for reason in _objections(target, rules, categories):
                raise _KeyedError(f"rules.{target}", reason)
    except _KeyedError as error:
        key = error.key
        while key not in lines:  # what is missing stands nowhere, what is merged in stands elsewhere
            key = key.rpartition(".")[0]
        raise PolicyError(f"policy {place} line {lines[key]}: {error}") from None
    return Policy(built, str(data.get("name", Path(place).stem)), categories)


def _lines(node: Any, key: str) -> Iterator[tuple[str, int]]:
    """Every key of a YAML tree, dotted, with its 1-based line."""
    yield key, node.start_mark.line + 1
    children = node.value if isinstance(node.value, list) else ()
    for i, child in enumerate(children):
        name, value = (child[0].value, child[1]) if isinstance(child, tuple) else (str(i), child)
        yield from _lines(value, f"{key}.{name}" if key else str(name))
