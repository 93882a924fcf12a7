"""The template language of synthetic notes: parsing and rendering.

A template is one line of a data file:

- `\\n` and `\\t` stand for a line break and a tab.
- `{SLOT}` is filled by the slot of that name (see data/README.md). Upper-case slots are gold of that label,
  lower-case slots are plain text.
- `{SLOT:key}` with the same key is the same value (for people: the same person, in another form).
- `<a|b|c>` chooses one branch; a branch may be empty and may hold slots, gold and choices.
- `[[text|label]]` or `[[text|label|assertion]]` is inline gold; its text may hold plain slots and choices.

Anything else is literal: a lone `<`, `[`, `|` or `{` that opens nothing of the above is itself.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from viginote.errors import ViginoteError


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one label (None: plain text) and, for sensitive mentions, an assertion."""

    text: str
    label: str | None = None
    assertion: str | None = None


#: Fills a slot: (name, key) -> pieces.
Fill = Callable[[str, str | None], list[Piece]]


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str
    key: str | None


@dataclass(frozen=True, slots=True)
class _Choice:
    branches: tuple["Template", ...]


@dataclass(frozen=True, slots=True)
class _Gold:
    body: "Template"
    label: str
    assertion: str | None


Node = str | _Slot | _Choice | _Gold
Template = tuple[Node, ...]

_SLOT = re.compile(r"\{([A-Za-z_]+)(?::(\w+))?\}")
_BRACKET = re.compile(r"[<>|]")


class TemplateError(ViginoteError):
    """A template that does not parse."""


@cache
def parse(line: str) -> Template:
    """The nodes of a template line. Raises TemplateError on gold or a choice that is never closed."""
    source = line.replace("\\n", "\n").replace("\\t", "\t")
    nodes, end = _sequence(source, 0, "")
    if end != len(source):
        raise TemplateError(f"template: closing sign without opening at character {end}")
    return nodes


def _sequence(source: str, at: int, stop: str) -> tuple[Template, int]:
    """Nodes from `at` up to a character of `stop` (not consumed), or to the end."""
    nodes: list[Node] = []
    literal = at
    while at < len(source) and not (source[at] in stop and not _closes_late(source, at, stop)):
        node, after = _node(source, at)
        if node is None:
            at += 1
            continue
        if at > literal:
            nodes.append(source[literal:at])
        nodes.append(node)
        at = literal = after
    if at > literal:
        nodes.append(source[literal:at])
    return tuple(nodes), at


def _closes_late(source: str, at: int, stop: str) -> bool:
    """A single `]` does not close gold: `]]` does."""
    return source[at] == "]" and not source.startswith("]]", at)


def _node(source: str, at: int) -> tuple[Node | None, int]:
    char = source[at]
    if char == "{" and (slot := _SLOT.match(source, at)):
        return _Slot(slot[1], slot[2]), slot.end()
    if char == "<" and _is_choice(source, at):
        return _choice(source, at + 1)
    if char == "[" and source.startswith("[[", at):
        return _gold(source, at + 2)
    return None, at


def _is_choice(source: str, at: int) -> bool:
    """Whether the `<` at `at` has a `>` of its own with a `|` between them."""
    depth, barred = 0, False
    for sign in _BRACKET.finditer(source, at):
        depth += {"<": 1, ">": -1, "|": 0}[sign[0]]
        barred = barred or (sign[0] == "|" and depth == 1)
        if depth == 0:
            return barred
    return False


def _choice(source: str, at: int) -> tuple[Node, int]:
    branches: list[Template] = []
    while True:
        body, at = _sequence(source, at, "|>")
        branches.append(body)
        if at >= len(source):
            raise TemplateError(f"template: choice not closed before character {at}; add >")
        if source[at] == ">":
            return _Choice(tuple(branches)), at + 1
        at += 1


def _gold(source: str, at: int) -> tuple[Node, int]:
    body, at = _sequence(source, at, "|]")
    end = source.find("]]", at)
    if end < 0 or source[at] != "|":
        raise TemplateError(f"template: gold at character {at} needs a label and ]], as in [[text|label]]")
    label, _, assertion = source[at + 1 : end].partition("|")
    return _Gold(body, label, assertion or None), end + 2


def render(template: Template, fill: Fill, rng: random.Random) -> Iterator[Piece]:
    """The pieces of one rendering, in order; `fill` supplies the slots."""
    for node in template:
        if isinstance(node, str):
            yield Piece(node)
        elif isinstance(node, _Slot):
            yield from fill(node.name, node.key)
        elif isinstance(node, _Choice):
            yield from render(rng.choice(node.branches), fill, rng)
        else:
            yield Piece("".join(p.text for p in render(node.body, fill, rng)), node.label, node.assertion)


def to_gold(pieces: Iterable[Piece]) -> tuple[str, list[dict[str, Any]]]:
    """The text of the pieces, and the spans of those with a label, as in the gold format."""
    text, spans = "", []
    for piece in pieces:
        if piece.label and piece.text.strip():
            end = len(text) + len(piece.text)
            spans.append({"start": len(text), "end": end, "label": piece.label, "assertion": piece.assertion})
        text += piece.text
    return text, spans


def slots(template: Template) -> Iterator[str]:
    """The names of all slots of a template, those in branches and in gold included."""
    for node in template:
        if isinstance(node, _Slot):
            yield node.name
        elif isinstance(node, _Choice):
            for branch in node.branches:
                yield from slots(branch)
        elif isinstance(node, _Gold):
            yield from slots(node.body)
