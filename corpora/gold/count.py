"""Print what a gold set holds: notes, notes without a sensitive mention, spans by label and by assertion.

python corpora/gold/count.py corpora/gold/authors_a_dev.jsonl corpora/gold/authors_a_test.jsonl
"""

import json
import sys
from collections import Counter
from pathlib import Path


def main(paths: list[str]) -> None:
    """Take the paths of gold JSONL files (UTF-8) and write Markdown tables to standard output."""
    notes: dict[str, Counter[str]] = {}
    labels: dict[str, Counter[str]] = {}
    assertions: dict[str, Counter[str]] = {}
    for path in paths:
        part = Path(path).stem.rsplit("_", 1)[-1]
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            counts = notes.setdefault(record["id"].split("-")[0], Counter())
            sensitive = [span for span in record["spans"] if span["assertion"] is not None]
            counts[part] += 1
            counts["words"] += len(record["text"].split())
            counts["without a sensitive mention"] += not sensitive
            counts["with an identifier"] += len(record["spans"]) > len(sensitive)
            for span in record["spans"]:
                labels.setdefault(span["label"], Counter())[part] += 1
                if span["assertion"] is not None:
                    assertions.setdefault(span["label"], Counter())[span["assertion"]] += 1
    table("set", notes)
    table("label", labels)
    table("category", assertions)


def table(title: str, rows: dict[str, Counter[str]]) -> None:
    """Write one Markdown table: a line for each row, a column for each key that any row holds."""
    columns = list(dict.fromkeys(key for counts in rows.values() for key in counts))
    lines = [f"| {' | '.join([title, *columns])} |", "|" + "---|" * (len(columns) + 1)]
    lines += [
        f"| {' | '.join([name, *(str(counts[column]) for column in columns)])} |"
        for name, counts in sorted(rows.items(), key=lambda row: -sum(row[1].values()))
    ]
    sys.stdout.write("\n".join(lines) + "\n\n")


if __name__ == "__main__":
    main(sys.argv[1:])
