"""What holds for any note: same mentions out as in, explained, in linear work."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viginote.assertion import cues, qualify, sentences
from viginote.sensitive.mention import Mention
from viginote.taxonomy import CATEGORIES, Assertion
from viginote.text import Note, fold

PIECES = (
    "pas de tabac alcool VIH négatif , ; . - ( ) : père mère ATCD ? ?? sevré en 2011 0 + ni ou et non à "
    "faire sérologie antécédents familiaux • 🙂 İ ǆ œ suspicion mais elle"
)
WORDS = st.sampled_from([*PIECES.split(), "\n"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join))


@st.composite
def notes_with_mentions(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    text = draw(TEXTS)
    mentions = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        category = draw(st.sampled_from(sorted(CATEGORIES)))
        preset = draw(st.sampled_from([None, None, *Assertion]))
        mentions.append(Mention(start, end, category, "term", 0.5, "any", preset))
    return text, mentions


@given(notes_with_mentions())
@settings(max_examples=200, deadline=None)
def test_any_note_and_any_mentions(case: tuple[str, list[Mention]]) -> None:
    text, mentions = case
    found = qualify(Note(text), mentions)
    assert [(f.start, f.end, f.label, f.score, f.detector) for f in found] == [
        (m.start, m.end, m.category, m.score, m.detector) for m in mentions
    ]
    for finding, mention in zip(found, mentions, strict=True):
        assert finding.assertion in set(Assertion)
        assert finding.explain.term == "term"
        assert finding.explain.subject
        if mention.assertion is not None:
            assert finding.assertion in (mention.assertion, Assertion.FAMILY)


@given(notes_with_mentions())
@settings(max_examples=100, deadline=None)
def test_order_of_mentions_does_not_matter(case: tuple[str, list[Mention]]) -> None:
    text, mentions = case
    there = qualify(Note(text), mentions)
    back = qualify(Note(text), mentions[::-1])
    assert {(f.start, f.end, f.label, f.assertion) for f in there} == {
        (f.start, f.end, f.label, f.assertion) for f in back
    }


@given(TEXTS)
def test_sentences_cover_the_note(text: str) -> None:
    starts = sentences.bounds(fold(text), text)
    assert starts[0] == 0
    assert starts[-1] == len(text)
    assert starts == sorted(starts)
    for offset in range(len(text)):
        start, end = sentences.around(starts, offset)
        assert start <= offset < end


def mention(text: str, words: str, category: str = "psychiatry", preset: Assertion | None = None) -> Mention:
    start = text.index(words)
    return Mention(start, start + len(words), category, words.lower(), 0.9, "lexicon", preset)


@pytest.mark.parametrize(
    ("text", "words", "assertion", "cue", "subject"),
    [
        ("pas d'idées suicidaires", "idées suicidaires", "negated", "pas d'", "patient"),
        ("suspicion de bipolarité", "bipolarité", "hypothetical", "suspicion", "patient"),
        ("TS en 2011", "TS", "history", "en <year>", "patient"),
        ("TS il y a 3 ans", "TS", "history", "il y a <number> ans", "patient"),
        ("dépression depuis 3 mois", "dépression", "affirmed", "depuis", "patient"),
        ("frère schizo", "schizo", "family", "frere", "frere"),
        ("ATCD familiaux : dépression", "dépression", "family", "atcd familiaux", "family"),
        ("dépression", "dépression", "affirmed", None, "patient"),
    ],
)
def test_explanation(text: str, words: str, assertion: str, cue: str | None, subject: str) -> None:
    (found,) = qualify(Note(text), [mention(text, words)])
    explain = found.explain
    assert (found.assertion, explain.cue, explain.subject) == (assertion, cue, subject)
    assert explain.term == words.lower()
    assert explain.reason


@pytest.mark.parametrize(
    ("text", "words", "preset", "expected"),
    [
        ("ex-fumeur", "ex-fumeur", Assertion.HISTORY, "history"),
        ("pas de HIV-", "HIV-", Assertion.NEGATED, "negated"),
        ("conjoint HIV-", "HIV-", Assertion.NEGATED, "family"),
        ("père ex-fumeur", "ex-fumeur", Assertion.HISTORY, "family"),
        ("suspicion VIH+", "VIH+", Assertion.AFFIRMED, "affirmed"),
    ],
)
def test_preset_assertion_yields_to_family_alone(
    text: str, words: str, preset: Assertion, expected: str
) -> None:
    (found,) = qualify(Note(text), [mention(text, words, "hiv", preset)])
    assert found.assertion == expected


def test_nothing_to_do_without_mentions(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("looked at a note without mentions")

    monkeypatch.setattr(cues, "find", refuse)
    monkeypatch.setattr(sentences, "bounds", refuse)
    assert qualify(Note("pas de fièvre"), []) == []


@pytest.mark.parametrize(
    "unit",
    [
        "pas de tabac, ",  # no full stop ever
        "pas de tabac\n",
        "tabac tabac ",
        "père mère frère ; tabac. ",
        "pas pas pas pas tabac pas pas pas ",
        "((((((( tabac ) ,,,,,, ",
    ],
)
def test_work_grows_with_the_note(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Characters searched for cues and gaps weighed grow no faster than the note: counted, not timed."""
    counted = 0
    search = cues.find

    def count(folded: str, start: int, end: int):  # type: ignore[no-untyped-def]
        nonlocal counted
        counted += end - start
        return search(folded, start, end)

    monkeypatch.setattr(cues, "find", count)
    work = []
    for repeats in (200, 800):
        counted = 0
        text = unit * repeats
        at = [i * len(unit) + unit.index("tabac") for i in range(repeats)]
        qualify(Note(text), [Mention(i, i + 5, "substance_use", "tabac", 1.0, "any") for i in at])
        work.append(counted)
    assert work[1] <= 4.2 * work[0]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Dr. Durand suit la patiente. Elle va bien.", "Dr. Durand suit la patiente."),
        ("syndrome évoqué.Le bilan est normal", "syndrome évoqué."),
        ("TA 12.5 ce jour. Suite", "TA 12.5 ce jour."),
        ("alcool ? non. tabac ? oui", "alcool ? non."),
        ("VIH ? Autre", "VIH ?"),
        ("tabac 0\nalcool 0", "tabac 0"),
        (
            "le patient, suivi de longue date en ville par son médecin traitant,\nest sevré. Fin",
            "le patient, suivi de longue date en ville par son médecin traitant,\nest sevré.",
        ),
    ],
)
def test_first_sentence(text: str, first: str) -> None:
    start, end = sentences.around(sentences.bounds(fold(text), text), 0)
    assert text[start:end].strip() == first


def test_what_explains_a_child_of_the_patient_holds_no_word_of_the_note() -> None:
    text = "mère de kevin garçon autiste"
    (found,) = qualify(Note(text), [Mention(21, 28, "psychiatry", "autiste", 1.0, "case")])
    assert found.assertion is Assertion.FAMILY
    assert (found.explain.subject, found.explain.cue) == ("enfant", "enfant")
