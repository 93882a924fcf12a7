"""How cases are written: one a line, spans between ⟦ and ⟧, "\\n" for a line break."""

import re
from pathlib import Path

CASES = Path(__file__).parent / "cases"


def read(name: str) -> list[str]:
    """The cases of a file."""
    return (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def unmark(line: str) -> tuple[str, list[tuple[int, int]]]:
    """The text of a case and the spans that it marks."""
    text, spans = "", []
    for plain, marked in re.findall(r"([^⟦]*)(?:⟦([^⟧]*)⟧)?", line.replace("\\n", "\n")):
        text += plain
        if marked:
            spans.append((len(text), len(text) + len(marked)))
            text += marked
    return text, spans
