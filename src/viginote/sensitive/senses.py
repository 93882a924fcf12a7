"""Words with several senses, decided by the words around them.

`lexicons/senses.tsv` has a line per statement: sense, verdict, content.

- `yes`, `no`: cues that speak for or against the sensitive sense, separated by "|", in the notation of
  `terms`. `<` before a cue: only before the word; `>`: only after it.
- `default`: `yes`, `no`, `capitals` (yes if the note has the word in capitals) or `short` (yes in a remark of
  a line or two).
- `reach`: how many characters away a cue still counts (80 if not said).
- `measured`: `yes` or `no`, if a value with its unit stands right after the word ("TCA 32 s", "IVG 30 %").
- `kin`: how many characters away an undoubted mention of the same category speaks for the sensitive sense
  where no cue decides and the default is not `yes` (40 if not said, 0 for never).

A value decides first, then the nearest cue within reach (one that speaks against, only within its own
sentence), then kin, then the default.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

DEFAULT_REACH = 80
DEFAULT_KIN = 40


@dataclass(slots=True)
class Sense:
    """How one ambiguous word is decided. `cues`: (cue, speaks for the sensitive sense, side)."""

    name: str
    default: str = "no"
    reach: int = DEFAULT_REACH
    measured: bool | None = None
    kin: int = DEFAULT_KIN
    cues: list[tuple[str, bool, str]] = field(default_factory=list)


def _read(lines: Iterable[str]) -> dict[str, Sense]:
    senses: dict[str, Sense] = {}
    for line in lines:
        if not line or line.startswith("#"):
            continue
        name, verdict, content = line.split("\t")
        sense = senses.setdefault(name, Sense(name))
        if verdict == "default":
            sense.default = content
        elif verdict == "reach":
            sense.reach = int(content)
        elif verdict == "measured":
            sense.measured = content == "yes"
        elif verdict == "kin":
            sense.kin = int(content)
        else:
            for cue in _top_level(content):
                side = cue[0] if cue[0] in "<>" else ""
                sense.cues.append((cue.removeprefix(side).strip(), verdict == "yes", side))
    return senses


def _top_level(content: str) -> list[str]:
    """Split at the bars that stand outside braces."""
    cues, depth, start = [], 0, 0
    for index, char in enumerate(content):
        depth += (char == "{") - (char == "}")
        if char == "|" and depth == 0:
            cues.append(content[start:index].strip())
            start = index + 1
    cues.append(content[start:].strip())
    return [cue for cue in cues if cue]


@cache
def load_senses() -> dict[str, Sense]:
    """The shipped senses by name. Read once."""
    text = (files(__package__) / "lexicons" / "senses.tsv").read_text(encoding="utf-8")
    return _read(text.splitlines())
