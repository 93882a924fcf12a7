"""What becomes of a mention once the network has judged it, whatever its weights."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from views import view
from viginote import assertion, context, sensitive
from viginote.context import reader
from viginote.context.forward import Forward
from viginote.context.tagger import Tagger
from viginote.context.view import VERDICTS, View, Window
from viginote.findings import Finding
from viginote.sensitive import Found
from viginote.sensitive.mention import Mention
from viginote.sensitive.traps import Trap, Traps
from viginote.shipped import ModelMissing, model_folder
from viginote.taxonomy import Assertion
from viginote.text import Note
from viginote.vectors import Floats

TEXT = "pas d'alcool, boit"
ALCOHOL = Mention(6, 12, "substance_use", "alcool", 0.95, "lexicon")
DRINKS = Mention(14, 18, "substance_use", "boit", 0.95, "lexicon")


def judge(
    monkeypatch: pytest.MonkeyPatch,
    found: Found,
    tagged: Sequence[tuple[str, float]] = (),
    **shares: float,
) -> list[Finding]:
    """The findings where the network gives every mention these shares, by assertion; the rest is "none".

    `tagged`: what the tagger says of each word; nothing if left out.
    """
    row = [shares.get(str(verdict), 0.0) for verdict in VERDICTS]
    row[-1] = 1 - sum(row)

    def network(seen: Sequence[Window]) -> Floats:
        return np.asarray([row for window in seen for _ in window.targets], dtype="f")

    class Marks:
        @staticmethod
        def views(notes: Sequence[Note]) -> list[View]:
            return [view(note, tagged) for note in notes]

    monkeypatch.setattr(reader, "_network", lambda: network)
    monkeypatch.setattr(reader, "_tagger", Marks)
    note = Note(TEXT)
    [told] = context.read([note], [found], [assertion.read(note, found.sure)])
    return told


def test_what_the_rules_say_stands_where_nothing_else_is_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    [told] = judge(monkeypatch, Found([ALCOHOL], []), negated=0.4, affirmed=0.5)
    assert told.assertion is Assertion.NEGATED
    assert told.explain.cue == "pas d'"


def test_a_clear_verdict_replaces_that_of_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    [told] = judge(monkeypatch, Found([ALCOHOL], []), family=0.99)
    assert told.assertion is Assertion.FAMILY
    assert (told.explain.term, told.explain.cue, told.explain.subject) == ("alcool", None, "somebody else")


def test_what_means_something_else_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judge(monkeypatch, Found([ALCOHOL], []), affirmed=0.01) == []


def test_a_doubtful_mention_is_one_where_its_context_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    [told] = judge(monkeypatch, Found([], [DRINKS]), affirmed=0.9)
    assert (told.start, told.end, told.label, told.assertion) == (14, 18, "substance_use", Assertion.AFFIRMED)
    assert told.score == pytest.approx(0.9)
    assert judge(monkeypatch, Found([], [DRINKS]), affirmed=0.3) == []


@pytest.mark.parametrize(
    ("of_tagger", "of_network", "is_finding"), [(0.8, 0.7, True), (0.6, 0.9, False), (0.8, 0.6, False)]
)
def test_what_no_lexicon_holds_is_a_finding_where_tagger_and_network_say_so(
    monkeypatch: pytest.MonkeyPatch, of_tagger: float, of_network: float, is_finding: bool
) -> None:
    words = [*[("hiv", 0.0)] * 4, ("substance_use", of_tagger)]
    found = judge(monkeypatch, Found([], []), words, affirmed=of_network)
    expected = [(14, 18, "substance_use", "tagger", None, Assertion.AFFIRMED)] if is_finding else []
    assert [(f.start, f.end, f.label, f.detector, f.explain.term, f.assertion) for f in found] == expected


@pytest.mark.parametrize(
    ("trap", "is_finding"),
    [
        ((13, 18, None), False),
        ((14, 18, "substance_use"), False),
        ((14, 18, "hiv"), True),
        ((0, 16, None), True),
    ],
)
def test_the_tagger_finds_nothing_in_a_trap(
    monkeypatch: pytest.MonkeyPatch, trap: Trap, is_finding: bool
) -> None:
    words = [*[("hiv", 0.0)] * 4, ("substance_use", 0.9)]
    assert bool(judge(monkeypatch, Found([], [], Traps([trap])), words, affirmed=0.9)) == is_finding


def test_what_a_lexicon_holds_is_no_second_finding_of_the_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [*[("hiv", 0.0)] * 4, ("substance_use", 0.9)]
    [told] = judge(monkeypatch, Found([DRINKS], []), words, affirmed=0.9)
    assert told.detector == "lexicon"


def test_a_denial_must_be_clearer_than_another_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    [past] = judge(monkeypatch, Found([DRINKS], []), history=0.7, affirmed=0.2)
    [denied] = judge(monkeypatch, Found([DRINKS], []), negated=0.7, affirmed=0.2)
    [of_another] = judge(monkeypatch, Found([DRINKS], []), family=0.8, affirmed=0.15)
    assert (past.assertion, denied.assertion) == (Assertion.HISTORY, Assertion.AFFIRMED)
    assert of_another.assertion is Assertion.FAMILY


def test_a_category_of_the_users_own_is_left_to_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Mention(6, 12, "own_category", "alcool", 0.95, "lexicon")
    [told] = judge(monkeypatch, Found([own], []), affirmed=0.01)
    assert (told.label, told.assertion) == ("own_category", Assertion.NEGATED)


def test_a_term_of_the_users_own_is_never_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    own = replace(ALCOHOL, own=True)
    [told] = judge(monkeypatch, Found([own], []), negated=0.01)
    assert (told.start, told.end, told.assertion) == (6, 12, Assertion.NEGATED)


def test_notes_are_judged_alike_alone_and_among_others() -> None:
    texts = [TEXT, "", "Mère schizophrène. " * 300, "VIH neg", "rien"]
    notes = [Note(text) for text in texts]
    found = [sensitive.search(note) for note in notes]
    readings = [assertion.read(note, of_note.sure) for note, of_note in zip(notes, found, strict=True)]
    together = context.read(notes, found, readings)
    alone = [context.read([n], [f], [r])[0] for n, f, r in zip(notes, found, readings, strict=True)]
    assert together == alone
    assert [bool(told) for told in together] == [True, False, True, True, False]


def test_no_word_of_the_note_is_in_an_explanation(monkeypatch: pytest.MonkeyPatch) -> None:
    [told] = judge(monkeypatch, Found([], [DRINKS]), history=0.9)
    assert told.explain.term == DRINKS.term
    assert told.explain.reason == "the words around it, as learnt"


def test_a_missing_model_is_a_clear_error(tmp_path: Path) -> None:
    for name, kind in ((reader.WEIGHTS, Forward), (reader.TAGGER_WEIGHTS, Tagger)):
        with pytest.raises(ModelMissing, match="train or reinstall"):
            reader.load(tmp_path, name, kind)
    with pytest.raises(ModelMissing, match="reinstall viginote or train it"):
        model_folder("no_such_model", tmp_path)
