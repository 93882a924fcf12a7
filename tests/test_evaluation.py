import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from viginote.errors import ViginoteError
from viginote.evaluation import GoldNote, Span, evaluate, read_gold
from viginote.findings import Finding, ScanResult
from viginote.taxonomy import Assertion


def _scanner(found: dict[str, list[Finding]]):  # type: ignore[no-untyped-def]
    def scan(texts: Sequence[str]) -> Iterator[ScanResult]:
        return (ScanResult(text, tuple(found.get(text, []))) for text in texts)

    return scan


def _said(start: int, end: int, label: str, assertion: Assertion | None = None) -> Finding:
    return Finding(start, end, label, 0.9, "test", assertion)


def test_characters_hidden_count_whatever_the_label() -> None:
    text = "Durand né 1954 Lyon"
    note = GoldNote("a", text, (Span(0, 6, "PERSON", None), Span(10, 14, "BIRTH_DATE", None)))
    result = evaluate(
        [note], _scanner({text: [_said(0, 3, "CITY"), _said(10, 14, "DATE"), _said(15, 19, "CITY")]})
    )
    figures = result.as_dict()
    assert figures["hidden"] == pytest.approx(7 / 10)
    assert figures["leak_rate"] == pytest.approx(3 / 10)
    assert figures["hidden_precision"] == pytest.approx(7 / 11)
    assert figures["hidden_by_label"] == {"BIRTH_DATE": 1.0, "PERSON": 0.5}
    assert figures["labels"]["CITY"]["precision"] == 0.0


def test_mentions_assertions_and_notes() -> None:
    text = "VIH+, pas de canna, tabac"
    spans = (
        Span(0, 4, "hiv", Assertion.AFFIRMED),
        Span(13, 18, "substance_use", Assertion.NEGATED),
        Span(20, 25, "substance_use", Assertion.AFFIRMED),
    )
    said = [_said(0, 3, "hiv", Assertion.AFFIRMED), _said(13, 18, "substance_use", Assertion.AFFIRMED)]
    other = "rien"
    figures = evaluate(
        [GoldNote("a", text, spans), GoldNote("b", other, ())],
        _scanner({text: said, other: [_said(0, 4, "judicial", Assertion.AFFIRMED)]}),
    ).as_dict()
    assert figures["core"]["recall"] == pytest.approx(2 / 3)
    assert figures["core"]["precision"] == 1.0
    assert figures["sensitive"]["precision"] == pytest.approx(2 / 3)
    assert figures["assertion_accuracy"] == 0.5
    assert figures["assertions"] == {"affirmed->affirmed": 1, "negated->affirmed": 1}
    assert figures["patient"]["f1"] == 1.0
    assert (figures["clean_notes"], figures["clean_flagged"]) == (1, 1)


@pytest.mark.parametrize("said", [(0, 3), (7, 12)])
def test_a_finding_beside_a_span_is_none_of_it(said: tuple[int, int]) -> None:
    text = "VIHSIDAtabac"
    note = GoldNote("a", text, (Span(3, 7, "hiv", Assertion.AFFIRMED),))
    figures = evaluate([note], _scanner({text: [_said(*said, "hiv", Assertion.AFFIRMED)]})).as_dict()
    assert (figures["core"]["recall"], figures["core"]["precision"]) == (0.0, 0.0)


def test_named_psychiatric_site_counts_neither_way() -> None:
    text = "suivi CMP de Sèvres, VIH"
    spans = (Span(6, 19, "HOSPITAL", None), Span(21, 24, "hiv", Assertion.AFFIRMED))
    figures = evaluate(
        [GoldNote("a", text, spans)], _scanner({text: [_said(6, 9, "psychiatry", Assertion.AFFIRMED)]})
    ).as_dict()
    assert "psychiatry" not in figures["labels"]


def test_false_names_are_counted_on_any_set() -> None:
    text = "signe de Babinski, VIH"
    figures = evaluate(
        [GoldNote("a", text, (Span(19, 22, "hiv", Assertion.AFFIRMED),))],
        _scanner({text: [_said(9, 17, "PERSON")]}),
    ).as_dict()
    assert figures["false_names_per_10000_words"] == pytest.approx(2500)
    assert "PERSON" not in figures["labels"]


def test_a_set_of_names_only_is_not_judged_on_dates() -> None:
    text = "Mme Durand le 3 mars 2019"
    figures = evaluate(
        [GoldNote("a", text, (Span(4, 10, "PERSON", None),))],
        _scanner({text: [_said(4, 10, "PERSON"), _said(14, 25, "DATE")]}),
    ).as_dict()
    assert figures["hidden_precision"] == 1.0


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        '{"text": "a"}',
        '{"text": "a", "spans": [{"start": 0, "end": 2, "label": "hiv"}]}',
        '{"text": "a", "spans": [{"start": 0, "end": 1, "label": "nothing"}]}',
        '{"text": "a", "spans": [{"start": 0, "end": 1, "label": "hiv", "assertion": "perhaps"}]}',
    ],
)
def test_bad_gold_names_file_and_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": 1, "text": "a", "spans": []}\n' + line, encoding="utf-8")
    with pytest.raises(ViginoteError, match=r"gold\.jsonl, line 2"):
        list(read_gold(path))


def test_gold_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ViginoteError, match=r"\(FileNotFoundError\); give gold notes"):
        list(read_gold(tmp_path / "none.jsonl"))


def test_gold_without_an_assertion_names_the_span(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "VIH", "spans": [{"start": 0, "end": 3, "label": "hiv"}]}', encoding="utf-8")
    with pytest.raises(ViginoteError, match=r"gold\.jsonl, line 1: the hiv span at 0 to 3 has no assertion"):
        list(read_gold(path))


def test_gold_is_read_as_written(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    record = {
        "id": "n",
        "text": "VIH+",
        "spans": [{"start": 0, "end": 4, "label": "hiv", "assertion": "affirmed"}],
    }
    path.write_text(json.dumps(record) + "\n\n", encoding="utf-8")
    assert list(read_gold(path)) == [GoldNote("n", "VIH+", (Span(0, 4, "hiv", Assertion.AFFIRMED),))]
