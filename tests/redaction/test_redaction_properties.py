"""What holds for any text and any findings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viginote.findings import Finding
from viginote.redaction import Context, DecryptionError, Keys, Policy, redact, restore
from viginote.redaction.forms import TOKEN, WRITTEN
from viginote.redaction.surrogates import Surrogates
from viginote.taxonomy import CATEGORIES, IDENTIFIERS, Assertion

KEYS = Keys(bytes(range(32)))
CONTEXT = Context(KEYS)
LABELS = [*IDENTIFIERS, *CATEGORIES]
SCOPES = st.sampled_from(["span", "sentence", "field"])

#: Pieces that tokens, placeholders and sentences are made of, and anything else.
texts = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["[vg1", "[vg1r:PERSON:main:", "A" * 40 + "]", "[PERSON]", ":NIR:main:", ". Et ", "\n"]
        ),
    ),
    max_size=8,
).map("".join)


@st.composite
def texts_with_findings(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    text = draw(texts)
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places), max_size=7))
    return text, [
        Finding(min(span), max(span), label, score, "test", Assertion.AFFIRMED if label.islower() else None)
        for span in spans
        for label, score in [(draw(st.sampled_from(LABELS)), draw(st.sampled_from([0.5, 0.9])))]
    ]


encrypting = st.builds(
    lambda a, b, c, scope: Policy.of(
        {
            "identifier": {"operator": "encrypt", "consistent": a},
            "PERSON": {"operator": "encrypt", "consistent": b},
            "sensitive": {"operator": "encrypt", "consistent": c, "scope": scope},
        }
    ),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    SCOPES,
)


@given(texts_with_findings(), encrypting)
@settings(max_examples=400, deadline=None)
def test_restore_is_the_exact_inverse_of_encryption(case: tuple[str, list[Finding]], policy: Policy) -> None:
    text, found = case
    hidden = redact(text, found, policy, CONTEXT)
    assert restore(hidden, KEYS) == text
    assert redact(hidden, [], policy, CONTEXT) == hidden  # and its own tokens stay as they are


@given(texts_with_findings(), st.sampled_from(["replace", "mask", "remove", "hash", "encrypt", "surrogate"]))
@settings(max_examples=300, deadline=None)
def test_text_outside_the_spans_stays_in_order(case: tuple[str, list[Finding]], operator: str) -> None:
    text, found = case
    policy = Policy.of(
        {"identifier": operator, "sensitive": "remove" if operator == "surrogate" else operator}
    )
    covered = [any(f.start <= i < f.end for f in found) for i in range(len(text))]
    outside = "".join(c for c, inside in zip(text, covered, strict=True) if not inside)
    hidden = redact(text, found, policy, CONTEXT)
    if operator == "encrypt":  # literals that look like tokens are hidden too: opened, they are there
        hidden = restore(hidden, KEYS)
    rest = iter(hidden)
    assert all(char in rest for char in outside)


#: Values and filler share no character with one another nor with what redaction writes.
values = st.text("éàùçœ&éà0123456789 ", min_size=4, max_size=14).filter(lambda v: v.strip() == v)
fillers = st.text("jkwx.,;\n", max_size=10)


@st.composite
def notes(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    held = draw(st.lists(st.tuples(values, st.sampled_from(LABELS)), min_size=1, max_size=5))
    return draw(fillers) + "".join(value + "w" + draw(fillers) for value, _ in held), held


def rescan(text: str, held: list[tuple[str, str]]) -> list[Finding]:
    """A scanner that knows the values, and leaves alone what redaction wrote, as every scanner must."""
    written = [m.span() for m in WRITTEN.finditer(text)]
    found = []
    for value, label in held:
        start = text.find(value)
        while start >= 0:
            if not any(s < start + len(value) and start < e for s, e in written):
                assertion = Assertion.AFFIRMED if label.islower() else None
                found.append(Finding(start, start + len(value), label, 0.9, "test", assertion))
            start = text.find(value, start + 1)
    return found


irreversible = st.builds(
    lambda one, two, scope: Policy.of({"identifier": one, "sensitive": {"operator": two, "scope": scope}}),
    st.sampled_from(["replace", "mask", "remove", "hash", "encrypt"]),
    st.sampled_from(["replace", "mask", "remove", "hash", "encrypt"]),
    SCOPES,
)


@given(notes(), irreversible)
@settings(max_examples=400, deadline=None)
def test_no_found_value_is_left_and_twice_is_once(
    case: tuple[str, list[tuple[str, str]]], policy: Policy
) -> None:
    text, held = case
    once = redact(text, rescan(text, held), policy, CONTEXT)
    left = WRITTEN.sub("|", once)
    assert not [value for value, _ in held if value in left]
    assert redact(once, rescan(once, held), policy, CONTEXT) == once


@given(st.text(min_size=1, max_size=30), st.booleans(), st.data())
@settings(max_examples=200, deadline=None)
def test_an_altered_token_is_refused(value: str, consistent: bool, data: st.DataObject) -> None:
    policy = Policy.of({"NIR": {"operator": "encrypt", "consistent": consistent}})
    hidden = redact(value, [Finding(0, len(value), "NIR", 1.0, "test")], policy, CONTEXT)
    assert TOKEN.fullmatch(hidden)
    place = data.draw(st.integers(0, len(hidden) - 1))
    char = data.draw(st.characters().filter(lambda c: c != hidden[place]))
    with pytest.raises(DecryptionError):
        restore(hidden[:place] + char + hidden[place + 1 :], KEYS)


@given(st.text(max_size=40), st.sampled_from(list(IDENTIFIERS)), st.binary(min_size=32, max_size=32))
@settings(max_examples=500, deadline=None)
def test_a_surrogate_is_never_the_value(value: str, label: str, key: bytes) -> None:
    false = Surrogates(key).of(value, label, "person")
    assert false is None or false.casefold() != value.casefold()
    assert Surrogates(key).of(value, label, "person") == false
