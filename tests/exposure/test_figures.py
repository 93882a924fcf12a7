"""The figures against the truth of generated leaks."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest
from gold_scanner import is_explicit
from leak_cases import Measured

from viginote.exposure import check
from viginote.exposure.groups import RISK_GROUPS
from viginote.taxonomy import CATEGORIES, OF_THE_PATIENT


def within(best: float, truth: float, share: float, least: float = 1) -> bool:
    return abs(best - truth) <= max(share * truth, least)


def test_people_are_right_within_half_a_percent(measured: Measured) -> None:
    people, truth = measured.exposure["people"], measured.truth["people"]["total"]
    assert within(people["best"], truth, 0.005)
    assert people["min"] <= truth <= people["max"]
    assert people["max"] - people["min"] < 0.03 * truth


def test_records_and_their_duplicates(measured: Measured) -> None:
    records, truth = measured.exposure["records"], measured.truth["records"]
    assert records["total"] == truth["total"]
    assert within(records["duplicates"], truth["duplicates"], 0.02)
    assert records["with_free_text"] == records["notes"] == truth["with_free_text"]
    assert records["unreadable"] == 0
    keys = measured.exposure["people"]["duplicates_by_key"]
    assert sum(keys.values()) == records["duplicates"]
    assert min(keys["nir"], keys["name_birth"], keys["probable"]) > 0


def test_minors_and_people_with_a_comment(measured: Measured) -> None:
    people, truth = measured.exposure["people"], measured.truth["people"]
    assert within(people["minors"], truth["minors"], 0.01, least=3)
    assert within(people["with_free_text"], truth["with_free_text"], 0.005)


def test_people_of_a_core_category(measured: Measured) -> None:
    people, truth = measured.exposure["sensitive"]["people"], measured.truth["sensitive"]["people"]
    assert within(people["best"], truth, 0.1, least=6)
    assert people["low"] <= truth <= people["high"]


@pytest.mark.parametrize("category", CATEGORIES)
def test_people_of_each_category(measured: Measured, category: str) -> None:
    told = measured.exposure["sensitive"]["categories"][category]
    truth = measured.truth["sensitive"]["categories"][category]
    assert told["people"]["low"] <= truth["people"] <= told["people"]["high"]
    assert within(told["people"]["best"], truth["people"], 0.15, least=6)
    for assertion, counts in truth["by_assertion"].items():
        assert told["by_assertion"][assertion]["people"] <= counts["people"] + 3
        assert told["by_assertion"][assertion]["notes"] <= counts["notes"] + 3


def test_practices_are_right_within_two_percent(measured: Measured) -> None:
    truth = {p["id"]: p for p in measured.truth["practices"]}
    assert {p["id"] for p in measured.exposure["practices"]} == set(truth)
    for practice in measured.exposure["practices"]:
        true = truth[practice["id"]]
        assert practice["records"] == true["records"]
        assert within(practice["people"], true["people"], 0.02)
        assert within(practice["people_sensitive"], true["people_sensitive"], 0.1, least=3)
        margin = practice["people_sensitive_range"]
        assert margin["low"] <= true["people_sensitive"] <= margin["high"]


def test_practices_come_with_the_most_exposed_first(measured: Measured) -> None:
    order = [p["people_sensitive"] for p in measured.exposure["practices"]]
    assert order == sorted(order, reverse=True)


def test_people_have_a_line_each_under_their_risk_group(dump: Measured) -> None:
    rows = duckdb.sql(f"SELECT risk_group, count(*) FROM '{dump.out}/people.parquet' GROUP BY 1").fetchall()
    assert dict(rows) == {g: c["people"] for g, c in dump.exposure["risk_groups"].items() if c["people"]}
    assert sum(count for _, count in rows) == dump.exposure["people"]["best"]


def test_people_to_tell_first_stand_first(dump: Measured) -> None:
    rows = duckdb.sql(f"SELECT severity, risk_group, categories FROM '{dump.out}/people.parquet'").fetchall()
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    core = {c.label for c in CATEGORIES.values() if c.core}
    assert all(bool(core & set(categories)) == (group == "core") for _, group, categories in rows)


def test_oldest_and_newest_comment(measured: Measured) -> None:
    told, truth = measured.exposure["sensitive"], measured.truth["sensitive"]
    assert (told["oldest_note"], told["newest_note"]) == (truth["oldest_note"], truth["newest_note"])
    assert sum(y["notes"] for y in told["timeline"]) == told["notes"]["total"]
    assert sum(y["core"] for y in told["timeline"]) == told["notes"]["with_core_of_patient"]


def test_comments_that_name_a_person_are_counted_apart(measured: Measured) -> None:
    told = measured.exposure["sensitive"]["third_parties"]["notes"]
    truth = measured.truth["notes_with_person"]
    assert 0.9 * truth <= told <= truth


def test_all_notes_find_their_person(measured: Measured) -> None:
    assert measured.exposure["sensitive"]["notes"]["unlinked"] == 0


def test_the_json_keeps_its_schema(measured: Measured) -> None:
    check(measured.exposure)


def test_the_dump_and_the_table_of_one_leak_tell_the_same(
    table: Measured, tmp_path: Any, reference_quality: Any
) -> None:
    from leak_cases import REFERENCE, scanner

    from viginote.exposure import measure

    other = measure(
        [table.leak / "leak.sql"], tmp_path, processes=1, on=REFERENCE, quality=reference_quality,
        make_scanner=scanner(table.leak),
    )  # fmt: skip
    for part in ("people", "identifiers", "sensitive", "severity", "practices", "reidentification"):
        assert other[part] == table.exposure[part], part


def test_measured_again_from_the_same_findings(
    table: Measured, tmp_path: Any, reference_quality: Any
) -> None:
    """The second time the scan is not made again, and the figures are the same under another secret."""
    import shutil

    from leak_cases import REFERENCE

    from viginote.exposure import measure

    shutil.copytree(table.out, tmp_path / "out")
    again = measure([table.leak / "leak.csv"], tmp_path / "out", on=REFERENCE, quality=reference_quality)
    for part in set(again) - {"coverage"}:
        assert again[part] == table.exposure[part], part


def test_reidentification_is_what_sql_over_the_raw_table_says(table: Measured) -> None:
    db = duckdb.connect()
    db.execute(
        f"CREATE TABLE r AS SELECT min_by(date_naissance, l.id::INT) AS b, max(sexe) AS s, "
        f"min_by(code_postal, l.id::INT) AS p FROM read_csv('{table.leak}/leak.csv', encoding='latin-1', "
        f"delim=';', all_varchar=true) l JOIN '{table.leak}/rows.parquet' t ON t.id = l.id::BIGINT "
        "GROUP BY person"
    )
    [(unique, people)] = db.execute(
        "SELECT sum(k) FILTER (k = 1), sum(k) FROM (SELECT count(*) AS k FROM r GROUP BY b, s, p)"
    ).fetchall()
    told = table.exposure["reidentification"]
    assert told["unique_share"] == pytest.approx(unique / people, abs=0.005)
    assert told["k_min"] == 1


def test_core_means_affirmed_or_history() -> None:
    assert {str(a) for a in OF_THE_PATIENT} == {"affirmed", "history"}


def test_identity_and_category_together(measured: Measured) -> None:
    told = measured.exposure["sensitive"]["categories"]
    for category, entry in told.items():
        linked = entry["linked_to"]
        assert linked["full_identity"] + linked["pseudonym_only"] == entry["people"]["best"], category
        assert linked["with_nir"] <= entry["people"]["best"]
    assert told["hiv"]["linked_to"]["full_identity"] > 0


#: Parts of the exposure that no detection in notes has a share in, and counts of whole notes.
EXACT = {
    "records", "identifiers", "severity", "notification", "coverage",
    "people/min", "people/best", "people/max",
    "people/minors", "people/deceased", "people/duplicates_by_key",
    "people/homonyms_left_apart", "sensitive/notes/total", "sensitive/notes/unlinked",
    "sensitive/notes/core_unlinked", "professionals",
    *(f"risk_groups/{group}/unlinked" for group in RISK_GROUPS),
    "sensitive/timeline/year", "sensitive/timeline/notes", "practices/records", "practices/minors",
    "practices/without_birth_date", "practices/deceased", "practices/with_nir", "practices/notes",
    "practices/people_with_free_text", "practices/severity",
    "risk_groups/administrative", "reidentification/people", "reidentification/classes",
    "reidentification/k_min", "reidentification/unique_share", "reidentification/k_below_5_share",
    "reidentification/without_birth_date", "reidentification/with_notes/people",
    "reidentification/with_notes/without_birth_date",
    "reidentification/with_notes/unique_share", "reidentification/with_notes/unique_share_by_year",
}  # fmt: skip


def counts(part: Any, margin: Any = None, path: str = "") -> Iterator[tuple[str, float, Any]]:
    """Every number with its path and the bounds beside it, if there are any."""
    if isinstance(part, dict) and {"low", "high"} <= set(part):
        if "best" in part:
            yield path, part["best"], part
    elif isinstance(part, dict):
        for key, value in part.items():
            if not key.endswith("_range"):
                beside = part.get(
                    f"{key}_range", margin[key] if isinstance(margin, dict) and key in margin else None
                )
                yield from counts(value, beside, f"{path}/{key}".strip("/"))
    elif isinstance(part, list):
        for value in part:
            yield from counts(value, None, path)
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield path, part, margin


def test_every_count_from_detection_stands_in_its_range(measured: Measured) -> None:
    told = [
        (path, count, margin)
        for path, count, margin in counts(measured.exposure)
        if not any(path == exact or path.startswith(f"{exact}/") for exact in EXACT)
    ]
    assert not [path for path, _, margin in told if margin is None]
    assert all(margin["low"] <= count <= margin["high"] for _, count, margin in told)
    assert len({path for path, *_ in told}) > 13 * 20


def test_people_of_each_practice_lie_in_their_range(measured: Measured) -> None:
    truth = {p["id"]: p["people"] for p in measured.truth["practices"]}
    for practice in measured.exposure["practices"]:
        margin = practice["people_range"]
        assert margin["low"] <= truth[practice["id"]] <= margin["high"]
        assert margin["high"] - margin["low"] < 0.06 * truth[practice["id"]]


def test_notes_of_each_practice_add_up(measured: Measured) -> None:
    sensitive, practices = measured.exposure["sensitive"], measured.exposure["practices"]
    assert sum(p["notes_sensitive"] for p in practices) == sensitive["notes"]["with_core_of_patient"]
    for category, told in sensitive["categories"].items():
        of_patient = sum(told["by_directness"][way]["notes"] for way in ("explicit", "indirect"))
        assert sum(p["category_notes"][category] for p in practices) == of_patient


def test_people_by_directness(table: Measured) -> None:
    """Explicit where any note says it outright; indirect where a drug (here: an even length) alone does."""
    gold = [
        json.loads(line) for line in (table.leak / "notes.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    for category, told in table.exposure["sensitive"]["categories"].items():
        said = [
            [
                is_explicit(s)
                for s in note["spans"]
                if s["label"] == category and s["assertion"] in OF_THE_PATIENT
            ]
            for note in gold
        ]
        ways = told["by_directness"]
        assert ways["explicit"]["people"] + ways["indirect"]["people"] == told["people"]["best"]
        assert within(ways["explicit"]["notes"], sum(any(note) for note in said), 0.15, least=4)
        assert within(ways["indirect"]["mentions"], sum(note.count(False) for note in said), 0.15, least=4)
        of_patient = (
            told["by_assertion"]["affirmed"]["mentions"] + told["by_assertion"]["history"]["mentions"]
        )
        assert sum(way["mentions"] for way in ways.values()) == of_patient


def test_a_fact_of_the_note_makes_more_people_unique(measured: Measured) -> None:
    told = measured.exposure["reidentification"]["with_notes"]
    assert 0 < told["unique_share_by_year"] < told["unique_share"]
    assert told["unique_share_by_year"] < told["unique_share_by_year_and_facts"] <= 1


def test_practices_stand_in_a_parquet_table_too(measured: Measured) -> None:
    rows = duckdb.sql(
        f"SELECT practice, people, people_sensitive FROM '{measured.out}/practices/practices.parquet'"
    ).fetchall()
    assert rows == [(p["id"], p["people"], p["people_sensitive"]) for p in measured.exposure["practices"]]


@pytest.mark.parametrize(
    ("on", "last_day_of_a_minor"),
    [(date(2026, 1, 31), date(2008, 1, 31)), (date(2024, 2, 29), date(2006, 2, 28))],
)
def test_a_minor_is_born_less_than_eighteen_years_ago(on: date, last_day_of_a_minor: date) -> None:
    from viginote.exposure.store import _eighteen_years_before, _ordinal

    assert _eighteen_years_before(on) == _ordinal(last_day_of_a_minor)
