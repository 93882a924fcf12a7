"""A sample drawn, reviewed by one who knows the truth, and read back."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from leak_cases import Measured

from viginote.errors import ViginoteError
from viginote.exposure import apply_audit, draw_audit
from viginote.exposure.audit import STRATA
from viginote.taxonomy import CATEGORIES, OF_THE_PATIENT


@pytest.fixture
def drawn(dump: Measured, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    shutil.copytree(dump.out, out)
    draw_audit([dump.leak / "leak.sql"], out, size=240, seed=4)
    return out


def rows(out: Path) -> list[dict[str, str]]:
    with (out / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def fill(out: Path, decisions: dict[str, str]) -> None:
    filled = rows(out)
    with (out / "audit.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, filled[0].keys(), delimiter=";")
        writer.writeheader()
        for row in filled:
            writer.writerow({**row, "decision": decisions.get(row["id"], "")})


def truly(dump: Measured, out: Path) -> dict[str, str]:
    """What a reviewer who makes no mistake writes in each line."""
    gold = [json.loads(line) for line in (dump.leak / "notes.jsonl").read_text(encoding="utf-8").splitlines()]
    state = json.loads((out / "audit.json").read_text(encoding="utf-8"))
    decisions = {}
    for line, entry in state["lines"].items():
        spans = gold[entry["place"][2] - 1]["spans"]
        said = {s["label"] for s in spans if s["assertion"] in {str(a) for a in OF_THE_PATIENT}}
        decisions[line] = "ok" if said == set(entry["said"]) else "+".join(sorted(said)) or "rien"
    return decisions


def test_the_sample_has_its_strata(drawn: Path) -> None:
    state = json.loads((drawn / "audit.json").read_text(encoding="utf-8"))
    per_stratum = {name: sum(e["stratum"] == name for e in state["lines"].values()) for name in STRATA}
    assert per_stratum == {
        name: min(round(240 * share), state["totals"][name]) for name, share in STRATA.items()
    }
    assert (
        sum(state["totals"].values()) == json.loads((drawn / "exposure.json").read_text())["records"]["notes"]
    )
    assert {row["id"] for row in rows(drawn)} == set(state["lines"])


def test_the_same_seed_draws_the_same_notes(dump: Measured, drawn: Path) -> None:
    first = (drawn / "audit.csv").read_bytes()
    draw_audit([dump.leak / "leak.sql"], drawn, size=240, seed=4)
    assert (drawn / "audit.csv").read_bytes() == first
    draw_audit([dump.leak / "leak.sql"], drawn, size=240, seed=5)
    assert (drawn / "audit.csv").read_bytes() != first


def test_a_perfect_reviewer_brings_the_count_to_the_truth(dump: Measured, drawn: Path) -> None:
    fill(drawn, truly(dump, drawn))
    exposure = apply_audit(drawn)
    truth = dump.truth["sensitive"]
    told = exposure["sensitive"]["people"]
    assert told["low"] <= truth["people"] <= told["high"]
    assert abs(told["best"] - truth["people"]) < 0.15 * truth["people"]
    missed = [
        category
        for category, entry in exposure["sensitive"]["categories"].items()
        if not entry["people"]["low"] <= truth["categories"][category]["people"] <= entry["people"]["high"]
    ]
    assert len(missed) <= 1  # 13 intervals of 95 %
    assert json.loads((drawn / "exposure.json").read_text(encoding="utf-8")) == exposure
    assert exposure["audit"]["agreed"] < sum(exposure["audit"]["reviewed"].values())


def test_practices_and_groups_are_corrected_too(dump: Measured, drawn: Path) -> None:
    before = {p["id"]: p for p in dump.exposure["practices"]}
    fill(drawn, truly(dump, drawn))
    exposure = apply_audit(drawn)
    truth = {p["id"]: p["people_sensitive"] for p in dump.truth["practices"]}
    outside = [
        p["id"]
        for p in exposure["practices"]
        if not p["people_sensitive_range"]["low"] <= truth[p["id"]] <= p["people_sensitive_range"]["high"]
    ]
    assert len(outside) <= 1
    sides = ("best", "low", "high")
    assert any(
        [p["people_sensitive_range"][s] for s in sides]
        != [before[p["id"]]["people_sensitive_range"][s] for s in sides]
        for p in exposure["practices"]
    )
    groups, noted = exposure["risk_groups"], exposure["people"]["with_free_text"]
    assert groups["core"]["people"] == exposure["sensitive"]["people"]["best"]
    assert sum(groups[g]["people"] for g in ("core", "sensitive", "note")) == noted
    total = sum(p["people_sensitive"] for p in exposure["practices"])
    assert abs(total - groups["core"]["people"]) <= len(exposure["practices"]) / 2


def test_where_the_reviewer_finds_nothing_the_severity_falls(dump: Measured, drawn: Path) -> None:
    fill(drawn, {row["id"]: "rien" for row in rows(drawn)})
    exposure = apply_audit(drawn)
    assert exposure["sensitive"]["people"]["best"] == 0
    reviewed = sum(exposure["audit"]["reviewed"].values())
    declared = (drawn / "notification" / "cnil-complementaire.txt").read_text(encoding="utf-8")
    assert f"relecture humaine de {reviewed} commentaires" in declared
    assert (dump.exposure["severity"]["dpc"], exposure["severity"]["dpc"]) == (4, 3)
    assert exposure["severity"]["reasons"][0]["code"] == "comments_of_a_carer"
    assert {p["severity"]["dpc"] for p in exposure["practices"] if p["notes"]} == {3}
    assert not (drawn / "notification" / "article-34-core.txt").exists()
    sheets = list((drawn / "practices").glob("*.txt"))
    assert len(sheets) == len(exposure["practices"])


def test_a_review_read_back_again_starts_from_what_was_measured(dump: Measured, drawn: Path) -> None:
    fill(drawn, truly(dump, drawn))
    once = apply_audit(drawn)
    fill(drawn, {row["id"]: "rien" for row in rows(drawn)})
    apply_audit(drawn)
    fill(drawn, truly(dump, drawn))
    assert apply_audit(drawn) == once


def test_reviewing_all_of_it_leaves_no_margin(dump: Measured, drawn: Path) -> None:
    draw_audit([dump.leak / "leak.sql"], drawn, size=100_000)
    fill(drawn, truly(dump, drawn))
    exposure = apply_audit(drawn)
    told = exposure["sensitive"]["people"]
    assert told["low"] == told["best"] == told["high"]
    assert told["best"] == pytest.approx(dump.truth["sensitive"]["people"], rel=0.03)
    truth = {p["id"]: p["people_sensitive"] for p in dump.truth["practices"]}
    for practice in exposure["practices"]:
        margin = practice["people_sensitive_range"]
        assert margin["low"] == margin["best"] == margin["high"]
        assert abs(margin["best"] - truth[practice["id"]]) <= 1


def test_an_excerpt_shows_windows_and_masks_identifiers(dump: Measured, drawn: Path) -> None:
    draw_audit([dump.leak / "leak.sql"], drawn, size=100_000, window=10)
    excerpts = {row["id"]: row["excerpt"] for row in rows(drawn)}
    gold = [json.loads(line) for line in (dump.leak / "notes.jsonl").read_text(encoding="utf-8").splitlines()]
    state = json.loads((drawn / "audit.json").read_text(encoding="utf-8"))
    named = shown = 0
    for line, entry in state["lines"].items():
        note = gold[entry["place"][2] - 1]
        for s in note["spans"]:
            value = note["text"][s["start"] : s["end"]]
            if s["label"] == "PERSON" and len(value) > 4 and f"[{s['label']}]" in excerpts[line]:
                named += 1
                assert not re.search(rf"\b{re.escape(value)}\b", excerpts[line])
        shown += "»" in excerpts[line]
        if "»" in excerpts[line]:
            assert len(excerpts[line]) < 300
    assert named > 20
    assert shown > 50


@pytest.mark.parametrize(
    ("decision", "complaint"),
    [("oui", "not understood"), ("hiv+nonsense", "not understood"), ("=1+1", "not understood")],
)
def test_a_decision_that_is_none_is_refused_with_its_line(drawn: Path, decision: str, complaint: str) -> None:
    fill(drawn, {rows(drawn)[2]["id"]: decision})
    with pytest.raises(ViginoteError, match=f"line 4: .*{complaint}"):
        apply_audit(drawn)


def test_a_sheet_without_decisions_is_refused(drawn: Path) -> None:
    with pytest.raises(ViginoteError, match="no line has a decision"):
        apply_audit(drawn)


def test_a_sheet_of_another_sample_is_refused(drawn: Path) -> None:
    text = (drawn / "audit.csv").read_text(encoding="utf-8-sig").replace("core-001", "core-999")
    (drawn / "audit.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ViginoteError, match="not of this sample"):
        apply_audit(drawn)


def test_other_sources_than_measured_are_refused(dump: Measured, drawn: Path) -> None:
    with pytest.raises(ViginoteError, match="was not measured"):
        draw_audit([dump.leak / "rows.parquet"], drawn)


def test_every_category_can_be_decided(drawn: Path) -> None:
    fill(drawn, {rows(drawn)[0]["id"]: "+".join(CATEGORIES)})
    told = apply_audit(drawn)
    assert all(entry["people"]["best"] > 0 for entry in told["sensitive"]["categories"].values())
