"""Texts with their mentions marked inside: "sous [PrEP|hiv], [ex-fumeur|substance_use!history]"."""

import re
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]]+)\]")


class Expected(NamedTuple):
    """A mention as a case states it."""

    start: int
    text: str
    category: str
    assertion: str | None


def unmark(marked: str) -> tuple[str, list[Expected]]:
    """The plain text of a marked line, and the mentions it states, sorted as `sensitive.find` sorts."""
    text, mentions, last = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        for label in mark[2].split("|"):
            category, _, assertion = label.partition("!")
            mentions.append(Expected(len(text), mark[1], category, assertion or None))
        text += mark[1]
        last = mark.end()
    return text + marked[last:], sorted(mentions, key=lambda m: (m.start, len(m.text), m.category))


def lines(name: str) -> list[str]:
    """The lines of a text file beside this module, without comments and blank lines."""
    content = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in content if line and not line.startswith("#")]
