"""Write `sensitive_dev.jsonl` and `sensitive_test.jsonl` from marked notes; the same output at every run.

python corpora/gold/sensitive.py

The development set comes from the themes `sensitive_*` of the note generator, the test set from
`sensitive_test.txt` beside this file: other notes, other words, in the same template language.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from viginote.corpus.notes import Filler, themes
from viginote.corpus.template import parse, render, to_gold
from viginote.corpus.vocabulary import Split, Vocabulary

HERE = Path(__file__).parent


def dev_lines() -> list[str]:
    """The template lines of the generator's themes of sensitive notes, whatever their split."""
    return [line for theme in themes() if theme.name.startswith("sensitive_") for line in theme.lines]


def notes(lines: list[str], split: Split) -> Iterator[dict[str, Any]]:
    """One gold note of each template line, its slots filled with the names and places of `split`."""
    vocabulary = Vocabulary(split)
    for number, line in enumerate(lines):
        rng = random.Random(f"sensitive/{split}/{number}")
        text, spans = to_gold(list(render(parse(line), Filler(vocabulary, rng), rng)))
        yield {"id": f"sensitive-{split}-{number}", "text": text, "spans": spans}


def write(lines: list[str], split: Split) -> None:
    path = HERE / f"sensitive_{split}.jsonl"
    path.write_text(
        "".join(json.dumps(n, ensure_ascii=False) + "\n" for n in notes(lines, split)), encoding="utf-8"
    )


if __name__ == "__main__":
    write(dev_lines(), "dev")
    write((HERE / "sensitive_test.txt").read_text(encoding="utf-8").splitlines(), "test")
