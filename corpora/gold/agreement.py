"""Print how far two annotators agree on assertions: share, Cohen's kappa (1960), verdicts on the rest.

    python corpora/gold/agreement.py [TSV]

The file has a line a mention: note, start, label, assertion of the first and of the second annotator, and,
where they differ, who was found right when both were looked at.
"""

import csv
import sys
from collections import Counter
from pathlib import Path

SECOND = Path(__file__).with_name("second_annotation.tsv")
CORE = frozenset({"hiv", "sexual_orientation", "sex_life", "psychiatry", "substance_use"})


def main(path: Path) -> None:
    """Write one Markdown table, and the verdicts below it, to standard output."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    lines = ["| mentions | annotated twice | agree % | kappa |", "|---|---|---|---|"]
    for name, chosen in (("all", rows), ("core categories", [r for r in rows if r["label"] in CORE])):
        pairs = [(row["first"], row["second"]) for row in chosen]
        lines.append(f"| {name} | {len(pairs)} | {100 * agreement(pairs):.1f} | {kappa(pairs):.2f} |")
    verdicts = Counter(row["verdict"] for row in rows if row["verdict"])
    lines += ["", ", ".join(f"{verdict}: {count}" for verdict, count in verdicts.most_common())]
    sys.stdout.write("\n".join(lines) + "\n")


def agreement(pairs: list[tuple[str, str]]) -> float:
    """The share of pairs whose members are the same."""
    return sum(first == second for first, second in pairs) / len(pairs)


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Agreement beyond what the shares of the values would give by chance, of what was left to reach."""
    ones, others = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    chance = sum(ones[value] * others[value] for value in ones) / len(pairs) ** 2
    return (agreement(pairs) - chance) / (1 - chance)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SECOND)
