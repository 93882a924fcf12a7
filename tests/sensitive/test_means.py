"""Mentions that name a drug, a test or an institution in place of the thing itself."""

from importlib.resources import files

import pytest

from viginote.sensitive import find
from viginote.sensitive.lexicons import indirect, shipped
from viginote.taxonomy import CATEGORIES, Means
from viginote.text import Note


@pytest.mark.parametrize(
    ("text", "span", "category", "detector"),
    [
        ("patient séropositif", "séropositif", "hiv", "lexicon"),
        ("sous Biktarvy", "Biktarvy", "hiv", "lexicon:drug"),
        ("sérologie VIH positive", "sérologie VIH", "hiv", "lexicon:test"),
        ("schizophrène connu", "schizophrène", "psychiatry", "lexicon"),
        ("Abilify 10 mg", "Abilify", "psychiatry", "lexicon:drug"),
        ("HAD : 14", "HAD : 14", "psychiatry", "pattern:test"),
        ("adressé au CPOA", "CPOA", "psychiatry", "lexicon:institution"),
        ("toxicomane", "toxicomane", "substance_use", "lexicon"),
        ("méthadone 40 mg", "méthadone", "substance_use", "lexicon:drug"),
        ("hépatites A, B et C", "hépatites A, B et C", "sti_hepatitis", "pattern"),
        ("sérologie virale B+C", "sérologie virale B+C", "sti_hepatitis", "pattern:test"),
        ("F32 suivi", "F32", "psychiatry", "icd10"),
    ],
)
def test_the_detector_tells_by_what(text: str, span: str, category: str, detector: str) -> None:
    [mention] = [m for m in find(Note(text)) if m.category == category]
    assert (text[mention.start : mention.end], mention.detector) == (span, detector)


def test_every_indirect_reason_is_one_of_its_lexicon() -> None:
    reasons = {(entry.category, entry.reason) for entry in shipped()}
    assert set(indirect()) <= reasons
    assert {entry.means for entry in shipped()} == {None, *Means}


def test_the_list_is_sorted_without_duplicates() -> None:
    content = (files("viginote.sensitive") / "lexicons" / "indirect.tsv").read_text(encoding="utf-8")
    rows = [tuple(line.split("\t")[:2]) for line in content.splitlines()[1:]]
    order = [(category, reason.lower(), reason) for category, reason in rows]
    assert order == sorted(order)
    assert len(rows) == len(set(rows)) == len(indirect())
    assert {category for category, _ in rows} <= set(CATEGORIES)
