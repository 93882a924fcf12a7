"""Facts of notes joined to year of birth, sex and place: who stands alone with them."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from viginote.exposure import Quality, measure
from viginote.findings import Finding, Identity, ScanResult
from viginote.taxonomy import Assertion

#: Twelve women of one year and town; what the note of each says.
NOTES = [
    "travaille chez Renault",
    "secrétaire chez RENAULT",
    "employée de Valeo",
    "maladie de Huntington",
    "mutation connue",
    "mutation familiale, habite Sèvres",
    "vue pour une angine",
    "vue pour une grippe",
    "mutation retrouvée",
    *[""] * 3,
]
FACTS = {
    "renault": "EMPLOYER",
    "valeo": "EMPLOYER",
    "sèvres": "CITY",
    "huntington": "genetic",
    "mutation": "genetic",
}


class WordScanner:
    """Finds the words above."""

    def scan_many(
        self, texts: Iterable[str], known: Iterable[Identity | None] | None = None
    ) -> Iterator[ScanResult]:
        for text in texts:
            yield ScanResult(text, tuple(self._findings(text)))

    def _findings(self, text: str) -> Iterator[Finding]:
        for word, label in FACTS.items():
            start = text.lower().find(word)
            if start >= 0:
                assertion = Assertion.AFFIRMED if label == "genetic" else None
                yield Finding(start, start + len(word), label, 0.9, "words", assertion)


@pytest.fixture(scope="module")
def by_fact(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("facts")
    with (folder / "leak.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("nom", "prenom", "date_naissance", "sexe", "code_postal", "commentaire"))
        for number, note in enumerate(NOTES):
            name = f"DURAN{chr(ord('A') + number)}"
            writer.writerow((name, "Jeanne", f"{number + 1:02d}/03/1961", "F", "69003", note))
    exposure = measure(
        [folder / "leak.csv"], folder / "out", processes=1, quality=Quality({}), make_scanner=WordScanner
    )
    told: dict[str, Any] = exposure["reidentification"]["with_notes"]
    assert (told["people"], told["unique_share_by_year"]) == (9, 0)
    return told


@pytest.mark.parametrize(
    ("fact", "people", "alone"),
    [
        ("employer", 3, 1),  # one spelling of Renault in capitals is the same Renault
        ("town", 1, 1),
        ("rare_disease", 1, 1),  # three of nine bear "mutation": too many for a rare disease
        ("category", 4, 0),
        ("care_site", 0, 0),
    ],
)
def test_a_fact_makes_alone_those_who_bear_it_alone(
    by_fact: dict[str, Any], fact: str, people: int, alone: int
) -> None:
    told = by_fact["by_fact"][fact]
    assert (told["people"], told["unique_by_year"], told["unique_with_fact"]) == (people, 0, alone)


def test_all_facts_together(by_fact: dict[str, Any]) -> None:
    assert by_fact["unique_share_by_year_and_facts"] == round(3 / 9, 4)
