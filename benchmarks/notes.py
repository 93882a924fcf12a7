"""The notes of the committed gold sets, which most benchmarks read."""

import json
from pathlib import Path

GOLD = Path(__file__).parent.parent / "corpora" / "gold"


def texts(*files: Path) -> list[str]:
    """The texts of gold files in order; of all gold sets where none is named."""
    contents = (file.read_text(encoding="utf-8") for file in files or sorted(GOLD.glob("*.jsonl")))
    return [json.loads(line)["text"] for content in contents for line in content.split("\n") if line]
