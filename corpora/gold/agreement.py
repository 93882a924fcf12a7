"""Print how far two annotators agree, on assertions and on what identifies, and how marks were judged.

    python corpora/gold/agreement.py

second_annotation.tsv has a line a mention: set, note, start, label, assertion of the first and of the second
annotator, and, where they differ, who was found right when both were looked at. second_identifiers.tsv has a
line an identifier that the second annotator marked in the notes of `IDENTIFIED`: note, start, end, label.
judged_marks.tsv has a line a mark that viginote alone made, and what readers who did not know whose it was
held it to be.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
SECOND, IDENTIFIERS = HERE / "second_annotation.tsv", HERE / "second_identifiers.tsv"
JUDGED = HERE / "judged_marks.tsv"
VERDICTS = ("right", "wrong", "another category", "undecided")
IDENTIFIED = ("authors_f_test", "authors_i_test", "authors_j_test")
CORE = frozenset({"hiv", "sexual_orientation", "sex_life", "psychiatry", "substance_use"})


def main() -> None:
    """Write three Markdown tables, below the first the verdicts, to standard output."""
    tables = (of_assertions(rows_of(SECOND)), of_identifiers(rows_of(IDENTIFIERS)), of_marks(rows_of(JUDGED)))
    sys.stdout.write("\n\n".join("\n".join(table) for table in tables) + "\n")


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table with tabs."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def of_assertions(rows: list[dict[str, str]]) -> list[str]:
    """Share and Cohen's kappa (1960) of each set, of all and of the core; verdicts on the rest."""
    lines = ["| mentions | annotated twice | agree % | kappa |", "|---|---|---|---|"]
    sets = {row["set"]: [r for r in rows if r["set"] == row["set"]] for row in rows}
    core = [row for row in rows if row["label"] in CORE]
    for name, chosen in {**sets, "all": rows, "core categories": core}.items():
        pairs = [(row["first"], row["second"]) for row in chosen]
        lines.append(f"| {name} | {len(pairs)} | {100 * agreement(pairs):.1f} | {kappa(pairs):.2f} |")
    verdicts = Counter(row["verdict"] for row in rows if row["verdict"])
    return [*lines, "", ", ".join(f"{verdict}: {count}" for verdict, count in verdicts.most_common())]


def of_marks(rows: list[dict[str, str]]) -> list[str]:
    """How many marks beside the authors' were held to be right, of mentions and of identifiers, by set."""
    lines = [f"| marks of viginote alone | {' | '.join(VERDICTS)} |", "|---|" + "---|" * len(VERDICTS)]
    told: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        told[row["set"], "mentions" if row["label"].islower() else "identifiers"][row["verdict"]] += 1
    for (name, kind), verdicts in told.items():
        lines.append(f"| {name}, {kind} | {' | '.join(str(verdicts[v]) for v in VERDICTS)} |")
    return lines


def of_identifiers(rows: list[dict[str, str]]) -> list[str]:
    """How much of what the one annotator hides, in letters and digits, the other does."""
    marked = defaultdict(list)
    for row in rows:
        marked[row["note"]].append((int(row["start"]), int(row["end"])))
    lines = ["| set | notes | hidden % | precision % |", "|---|---|---|---|"]
    for name in IDENTIFIED:
        notes = [
            json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        first = second = both = 0
        for note in notes:
            gold = ((s["start"], s["end"]) for s in note["spans"] if not s["assertion"])
            ones, others = (hidden(note["text"], spans) for spans in (gold, marked[note["id"]]))
            first, second, both = first + len(ones), second + len(others), both + len(ones & others)
        lines.append(f"| {name} | {len(notes)} | {100 * both / first:.1f} | {100 * both / second:.1f} |")
    return lines


def hidden(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """The places of the letters and digits within the spans."""
    return {at for start, end in spans for at in range(start, end) if text[at].isalnum()}


def agreement(pairs: list[tuple[str, str]]) -> float:
    """The share of pairs whose members are the same."""
    return sum(first == second for first, second in pairs) / len(pairs)


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Agreement beyond what the shares of the values would give by chance, of what was left to reach."""
    ones, others = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    chance = sum(ones[value] * others[value] for value in ones) / len(pairs) ** 2
    return (agreement(pairs) - chance) / (1 - chance)


if __name__ == "__main__":
    main()
