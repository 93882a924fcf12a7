"""What becomes of a mention once the network has judged it, whatever its weights."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from viginote import assertion, context, sensitive
from viginote.context import reader
from viginote.context.view import VERDICTS, Window
from viginote.findings import Finding
from viginote.sensitive import Found
from viginote.sensitive.mention import Mention
from viginote.shipped import ModelMissing, model_folder
from viginote.taxonomy import Assertion
from viginote.text import Note
from viginote.vectors import Floats

TEXT = "pas d'alcool, boit"
ALCOHOL = Mention(6, 12, "substance_use", "alcool", 0.95, "lexicon")
DRINKS = Mention(14, 18, "substance_use", "boit", 0.95, "lexicon")


def judge(monkeypatch: pytest.MonkeyPatch, found: Found, **shares: float) -> list[Finding]:
    """The findings where the network gives every mention these shares, by assertion; the rest is "none"."""
    row = [shares.get(str(verdict), 0.0) for verdict in VERDICTS]
    row[-1] = 1 - sum(row)

    def network(seen: Sequence[Window]) -> Floats:
        return np.asarray([row for window in seen for _ in window.targets], dtype="f")

    monkeypatch.setattr(reader, "_network", lambda: network)
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
    with pytest.raises(ModelMissing, match="train or reinstall"):
        reader.load(tmp_path)
    with pytest.raises(ModelMissing, match="reinstall viginote or train it"):
        model_folder("no_such_model", tmp_path)
