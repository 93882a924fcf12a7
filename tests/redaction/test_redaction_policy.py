"""Policies: which rule decides, what a file may say, and what it is told when it is wrong."""

from pathlib import Path

import pytest

from viginote.errors import ViginoteError
from viginote.findings import Finding
from viginote.redaction import Operator, Policy, PolicyError, Rule, Scope
from viginote.taxonomy import Assertion


def finding(label: str, assertion: Assertion | None = None, score: float = 0.9) -> Finding:
    return Finding(0, 4, label, score, "test", assertion)


TABLE = {
    "identifier": "replace",
    "NIR": {"operator": "encrypt", "consistent": True},
    "DATE": "keep",
    "PERSON": {"operator": "mask", "threshold": 0.6},
    "sensitive": {"operator": "remove", "scope": "sentence"},
    "hiv": [{"operator": "encrypt", "scope": "field", "assertions": ["affirmed", "history"]}],
    "genetic": [{"operator": "hash", "assertions": ["family"]}, {"operator": "keep"}],
}


@pytest.mark.parametrize(
    ("label", "assertion", "score", "expected"),
    [
        ("PHONE", None, 0.9, (Operator.REPLACE, Scope.SPAN)),
        ("NIR", None, 0.9, (Operator.ENCRYPT, Scope.SPAN)),
        ("DATE", None, 0.9, None),
        ("PERSON", None, 0.6, (Operator.MASK, Scope.SPAN)),
        ("PERSON", None, 0.59, None),
        ("hiv", Assertion.AFFIRMED, 0.9, (Operator.ENCRYPT, Scope.FIELD)),
        ("hiv", Assertion.FAMILY, 0.9, (Operator.REMOVE, Scope.SENTENCE)),
        ("genetic", Assertion.FAMILY, 0.9, (Operator.HASH, Scope.SPAN)),
        ("genetic", Assertion.NEGATED, 0.9, None),
        ("psychiatry", Assertion.NEGATED, 0.9, (Operator.REMOVE, Scope.SENTENCE)),
        ("own_category", Assertion.AFFIRMED, 0.9, (Operator.REMOVE, Scope.SENTENCE)),
    ],
)
def test_rule_of_a_finding(
    label: str, assertion: Assertion | None, score: float, expected: tuple[Operator, Scope] | None
) -> None:
    rule = Policy.of(TABLE).rule_for(finding(label, assertion, score))
    assert (rule and (rule.operator, rule.scope)) == expected


def test_rules_name_the_categories_of_own_lexicons(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(
        "category,term\nlitigation,mise en cause\nhiv,tonton\n", encoding="utf-8"
    )
    file, own = tmp_path / "policy.yaml", tmp_path / "own.csv"
    file.write_text("rules:\n  litigation: remove\n", encoding="utf-8")
    affirmed = finding("litigation", Assertion.AFFIRMED)
    for lexicons in (own, str(own), [own]):
        for policy in (
            Policy.load(file, lexicons=lexicons),
            Policy.of({"litigation": "remove"}, lexicons=lexicons),
        ):
            assert policy.rule_for(affirmed) == Rule(Operator.REMOVE)
    reason = "no such label; use a label of the taxonomy, .* or name the lexicon that has this category"
    with pytest.raises(PolicyError, match=f"line 2: rules.litigation: {reason}"):
        Policy.load(file)
    with pytest.raises(PolicyError, match=f"rules.mise: {reason}"):
        Policy.of({"mise": "remove"}, lexicons=own)
    with pytest.raises(PolicyError, match="a sensitive mention has no surrogate"):
        Policy.of({"litigation": "surrogate"}, lexicons=own)
    with pytest.raises(ViginoteError, match=r"none\.csv: No such file"):
        Policy.of({}, lexicons="none.csv")


def test_default_replaces_identifiers_and_keeps_sensitive_mentions() -> None:
    assert Policy().rule_for(finding("CITY")) == Rule(Operator.REPLACE)
    assert Policy().rule_for(finding("hiv", Assertion.AFFIRMED)) is None


def test_shipped_policies() -> None:
    assert Policy.names() == ("default", "encrypt", "strict", "surrogate")
    assert Policy.named("default") == Policy()
    by_name = {name: Policy.load(name).rule_for(finding("PERSON")) for name in Policy.names()}
    assert {name: rule and rule.operator for name, rule in by_name.items()} == {
        "default": Operator.REPLACE,
        "encrypt": Operator.ENCRYPT,
        "strict": Operator.REPLACE,
        "surrogate": Operator.SURROGATE,
    }
    strict = Policy.named("strict").rule_for(finding("hiv", Assertion.FAMILY))
    assert strict == Rule(Operator.REPLACE, Scope.SENTENCE)


def test_file_equals_table(tmp_path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "rules:\n"
        "  identifier: replace\n"
        "  NIR: {operator: encrypt, consistent: true}\n"
        "  DATE: keep\n"
        "  PERSON: {operator: mask, threshold: 0.6}\n"
        "  sensitive: {operator: remove, scope: sentence}\n"
        "  hiv:\n    - {operator: encrypt, scope: field, assertions: [affirmed, history]}\n"
        "  genetic:\n    - {operator: hash, assertions: [family]}\n    - operator: keep\n",
        encoding="utf-8",
    )
    assert Policy.load(path) == Policy.of(TABLE, "own")


@pytest.mark.parametrize(
    ("body", "place", "reason"),
    [
        ("rules:\n  NIR: shred", "line 2: rules.NIR.operator", "not one of replace, mask"),
        ("rules:\n  NIR:\n    operator: mask\n    colour: red", "line 4: rules.NIR.colour", "unknown option"),
        ("rules:\n  NIR:\n    scope: span", "line 3: rules.NIR", "operator is missing"),
        ("rules:\n  NIR: 3", "line 2: rules.NIR", "operator's name or a mapping"),
        ("rules:\n  NAME: mask", "line 2: rules.NAME", "no such label"),
        ("rules:\n  DATE: keep\n  hiv: surrogate", "line 3: rules.hiv", "has no surrogate"),
        ("rules:\n  PERSON: {operator: surrogate, scope: field}", "line 2", "acts on a span"),
        ("rules:\n  PERSON: {operator: mask, threshold: 2}", "line 2", "outside 0..1"),
        ("rules:\n  PERSON: {operator: mask, threshold: high}", "rules.PERSON.threshold", "must be a number"),
        ("rules:\n  PERSON: {operator: mask, placeholder: X}", "line 2", "belongs to replace"),
        ("rules:\n  PERSON: {operator: replace, placeholder: '[vg1r:'}", "line 2", "encrypted token"),
        ("rules:\n  PERSON: {operator: replace, placeholder: 3}", "line 2", "text in quotes"),
        ("rules:\n  PERSON: {operator: hash, consistent: true}", "line 2", "belongs to encrypt"),
        ("rules:\n  PERSON: {operator: encrypt, consistent: 1}", "line 2", "true or false"),
        ("rules:\n  PERSON: {operator: hash, assertions: [negated]}", "line 2", "no assertion"),
        (
            "rules:\n  hiv:\n    - {operator: hash, assertions: [no]}",
            "rules.hiv.0.assertions.0",
            "not one of",
        ),
        ("rules:\n  hiv: {operator: hash, assertions: negated}", "rules.hiv.assertions", "must be a list"),
        ("rules:\n  PERSON: replace\n  hiv: mask\n  PERSON: keep", "line 4: rules.PERSON", "stands twice"),
        ("rules: {PERSON: {operator: mask, operator: keep}}", "rules.PERSON.operator", "stands twice"),
        ("rules:\n  <<: {NIR: {scop: span}}", "line 2: rules.NIR.scop", "unknown option"),
        ("rules: [", "line 1", "not valid YAML"),
        ("", "broken.yaml", "must be a mapping"),
        ("rules: {}\ncolour: red", "broken.yaml", "must be a mapping"),
    ],
)
def test_wrong_file_is_told_where_and_why(tmp_path, body: str, place: str, reason: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(PolicyError) as error:
        Policy.read(path)
    assert str(path) in str(error.value)
    assert place in str(error.value)
    assert reason in str(error.value)


def test_words_in_a_rule_are_as_good_as_members() -> None:
    rule = Rule("encrypt", "field")  # type: ignore[arg-type]
    assert (rule.operator, rule.scope) == (Operator.ENCRYPT, Scope.FIELD)
    assert type(rule.operator) is Operator
    assert Policy({"hiv": (rule,)}).encrypts
    assert Policy({"PERSON": (Rule("keep"),)}).rule_for(finding("PERSON")) is None  # type: ignore[arg-type]
    for words in (("shred",), ("mask", "note")):
        with pytest.raises(PolicyError, match=r"rule: (operator|scope) must be one of"):
            Rule(*words)  # type: ignore[arg-type]


def test_missing_file_and_unknown_name(tmp_path) -> None:
    with pytest.raises(PolicyError, match="cannot be read"):
        Policy.load(tmp_path / "none.yaml")
    with pytest.raises(PolicyError, match="choose one of default, encrypt, strict, surrogate"):
        Policy.named("lenient")
    with pytest.raises(PolicyError, match="no such label"):
        Policy({"NAME": (Rule(Operator.MASK),)})
