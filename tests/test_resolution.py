import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote.findings import Finding
from viginote.resolution import resolve
from viginote.taxonomy import CATEGORIES, IDENTIFIERS, Kind
from viginote.text import Note


def _f(start: int, end: int, label: str, score: float = 0.9) -> Finding:
    return Finding(start, end, label, score, "test")


TEXT = "12 rue Victor Hugo 75013 Paris"

CASES = [
    ("nothing", [], []),
    ("apart", [_f(0, 2, "DATE"), _f(7, 18, "PERSON")], [(0, 2, "DATE"), (7, 18, "PERSON")]),
    ("address holds a name", [_f(7, 18, "PERSON"), _f(0, 18, "ADDRESS")], [(0, 18, "ADDRESS")]),
    ("weak outer span", [_f(7, 18, "PERSON"), _f(7, 24, "CITY", 0.3)], [(7, 18, "PERSON"), (19, 24, "CITY")]),
    ("rest of a loser", [_f(0, 18, "ADDRESS"), _f(7, 24, "CITY")], [(0, 18, "ADDRESS"), (19, 24, "CITY")]),
    ("same span", [_f(0, 2, "DATE", 0.5), _f(0, 2, "PHONE", 0.8)], [(0, 2, "PHONE")]),
    ("another kind may overlap", [_f(0, 2, "hiv"), _f(0, 2, "DATE")], [(0, 2, "DATE"), (0, 2, "hiv")]),
    ("categories may overlap", [_f(0, 2, "hiv"), _f(0, 2, "sex_life")], [(0, 2, "hiv"), (0, 2, "sex_life")]),
    ("mentions are not cut", [_f(0, 6, "hiv"), _f(3, 18, "hiv")], [(3, 18, "hiv")]),
]


@pytest.mark.parametrize(("findings", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_resolve(findings: list[Finding], expected: list[tuple[int, int, str]]) -> None:
    assert [(f.start, f.end, f.label) for f in resolve(Note(TEXT), findings)] == expected


_spans = st.tuples(st.integers(0, 29), st.integers(1, 30)).filter(lambda s: s[0] < s[1])
_findings = st.lists(
    st.builds(
        lambda span, label, score: _f(*span, label, score),
        _spans,
        st.sampled_from([*IDENTIFIERS, *CATEGORIES]),
        st.floats(0.1, 1),
    ),
    max_size=12,
)


@given(_findings)
def test_resolved_findings_are_disjoint_and_hide_all_that_was_found(findings: list[Finding]) -> None:
    resolved = resolve(Note(TEXT), findings)
    for i, one in enumerate(resolved):
        for other in resolved[i + 1 :]:
            same_layer = one.kind is Kind.IDENTIFIER is other.kind or one.label == other.label
            assert not (same_layer and one.overlaps(other))
    found = {i for f in findings if f.kind is Kind.IDENTIFIER for i in range(f.start, f.end)}
    hidden = {i for f in resolved if f.kind is Kind.IDENTIFIER for i in range(f.start, f.end)}
    assert not {i for i in found - hidden if TEXT[i].isalnum()}


@given(_findings)
def test_order_of_findings_does_not_matter(findings: list[Finding]) -> None:
    assert resolve(Note(TEXT), findings) == resolve(Note(TEXT), findings[::-1])
