"""What a redacted copy saves: the figures of both, side by side."""

import csv
from pathlib import Path

from leak_cases import scanner

from viginote.corpus.leaks import generate
from viginote.corpus.leaks.people import REFERENCE
from viginote.exposure import check, measure
from viginote.report import render


def test_a_copy_without_its_comments_says_nothing_of_anybody(tmp_path: Path) -> None:
    leak, copy = tmp_path / "leak", tmp_path / "copy.csv"
    generate(leak, 300, seed=6, practices=2, notes_share=0.4, forms=("csv", "notes"))
    with (leak / "leak.csv").open(encoding="cp1252", newline="") as file:
        table = list(csv.reader(file, delimiter=";"))
    column = table[0].index("commentaire")
    for row in table[1:]:
        row[column] = row[column] and "Vu ce jour pour le renouvellement de son traitement."
    with copy.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(table)
    exposure = measure(
        [leak / "leak.csv"],
        tmp_path / "out",
        processes=1,
        on=REFERENCE,
        make_scanner=scanner(leak),
        compare_with=[copy],
    )
    check(exposure)
    figures = exposure["comparison"]["figures"]
    assert figures["people"]["original"] == figures["people"]["redacted"] == exposure["people"]["best"]
    assert figures["people_sensitive"]["original"] == exposure["sensitive"]["people"]["best"] > 0
    assert figures["people_sensitive"]["redacted"] == figures["notes_with_any_category"]["redacted"] == 0
    assert figures["severity"]["redacted"] < figures["severity"]["original"]
    page = render(exposure)
    assert "Ce qu&#39;une copie caviardée épargne" in page
    assert "What a redacted copy saves" in page
