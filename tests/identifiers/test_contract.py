"""What every identifier keeps to: discovery, documentation that runs, junk, offsets, the verbs."""

import inspect
import sys
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from marked_cases import CASES, read, unmark

from viginote.identifiers import find, recognizers
from viginote.identifiers._anchored import beginnings
from viginote.identifiers._base import longest_run
from viginote.taxonomy import IDENTIFIERS
from viginote.text import Note

NAMES = [r.name for r in recognizers()]
MODULES = {name: import_module(f"viginote.identifiers.{name}") for name in NAMES}
SHARED = [import_module(f"viginote.identifiers.{name}") for name in ("_anchored", "_base")]

# Pieces of what identifiers are made of: hypothesis joins them into what no author would write.
WORDS = """né née le 12 / . - 03 1954 06 12 34 56 78 +33 (0) @ gmail .com FR76 IPP : NIR 1 85 05 78 006 084 91
rue des Lilas 75013 Paris CEDEX CHU de Lille mars deux mille vingt et un n° tél poste AB-123-CD www. | ( ) é
٣ ½ ² 𝟙 ß İ"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES).map("".join)
)


def test_discovered_once_each() -> None:
    assert len(NAMES) == len(set(NAMES)) == 15
    assert {r.label for r in recognizers()} == set(IDENTIFIERS) - {"PERSON"}


@pytest.mark.parametrize("module", [*MODULES.values(), *SHARED], ids=lambda m: m.__name__)
def test_documentation_has_examples(module) -> None:
    assert ">>> " in inspect.getsource(module)


@pytest.mark.parametrize("name", NAMES)
def test_docstring_names_its_source(name: str) -> None:
    assert "Source" in (MODULES[name].__doc__ or "")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_offsets_hold(text: str) -> None:
    for finding in find(Note(text)):
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end].strip() == text[finding.start : finding.end]
        assert 0 < finding.score <= 1
        assert finding.assertion is None
        assert finding.explain.reason
        assert finding.detector.removeprefix("rule:") in NAMES


def assert_gates_lose_nothing(text: str) -> None:
    note = Note(text)
    ungated = [
        recognizer.finding(hit)
        for recognizer in recognizers()
        if recognizer.label != "PHONE"  # of which short ones count beside longer ones only
        for search in recognizer.searches
        for hit in search.hits(note)
    ]
    gated = [f for f in find(note) if f.label != "PHONE"]
    assert gated[: len(ungated)] == ungated  # before what its copy without damage adds


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_gates_lose_nothing(text: str) -> None:
    assert_gates_lose_nothing(text)


def test_gates_lose_no_case() -> None:
    for path in CASES.glob("*.txt"):
        for line in read(path.stem):
            assert_gates_lose_nothing(unmark(line)[0])


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(?:r?appel|joint)", ("appel", "joint", "rappel")),
        ("(?<![a-z])[il1]pp(?= )", ("1pp", "ipp", "lpp")),
        (r"n(?:°|um\.?)? [0-9]", ("n ", "num ", "num. ", "n° ")),
        ("É(?:cole)+x", ("ecole",)),
        ("CHU? ", ("ch ", "chu ")),
        ("mas[^a]x", ("mas",)),
    ],
)
def test_beginnings_of_patterns(pattern: str, words: tuple[str, ...]) -> None:
    assert beginnings(pattern) == words


def test_a_pattern_begins_with_a_word() -> None:
    with pytest.raises(ValueError, match="begins with no word"):
        beginnings("(?:rue )?[a-z]+")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
@pytest.mark.parametrize("name", NAMES)
def test_verbs_take_any_text(name: str, value: str) -> None:
    module = MODULES[name]
    assert module.validate(value) in (True, False)
    if compact := getattr(module, "compact", None):
        assert isinstance(compact(value), str)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n" * 1000,
        "0" * 100_000,
        "1 " * 50_000,
        "@" * 20_000,
        "a@" * 10_000,
        "Rue " * 10_000,
        "75013 " * 10_000,
        "né le " * 10_000,
        "mars " * 10_000,
        "\x00\ud800",
        "٠١٢٣٤٥٦٧٨٩" * 100,
        "(" * 50_000,
        "hopital " * 5_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_junk_never_raises(text: str) -> None:
    assert all(f.end <= len(text) for f in find(Note(text)))


def test_reasons_hold_no_digit_of_the_value() -> None:
    note = Note("NIR 1 85 05 78 006 084 91, tél 06 12 34 56 78, né le 12/03/1954, IPP 8012345678")
    assert {f.label for f in find(note)} >= {"NIR", "PHONE", "BIRTH_DATE", "PATIENT_ID"}
    assert not any(c.isdigit() for f in find(note) for c in f.explain.reason)


@pytest.mark.parametrize(("text", "run"), [("", 0), ("é", 0), ("45 ans", 1), ("2019", 4), ("01 42 16 00", 7)])
def test_longest_run(text: str, run: int) -> None:
    assert longest_run(text) == run
