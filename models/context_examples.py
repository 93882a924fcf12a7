"""What the network of the context room learns from: gold notes, as windows with a verdict for each mention.

The notes of corpora/training, the gold notes whose errors may be read, and, where a folder of public lists
holds their texts, published cases whose marks lie in corpora/training.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from viginote import assertion, sensitive
from viginote.context.reader import with_tagged
from viginote.context.tagger import Tagger
from viginote.context.view import VERDICTS, Window, seen, split, windows
from viginote.sensitive.mention import Mention
from viginote.taxonomy import Assertion
from viginote.text import Note

CORPORA = Path(__file__).parent.parent / "corpora"
#: Gold files whose errors were read while rules were written: there the rules are right more often than
#: elsewhere, so that the network must not learn from them how far to trust the rules.
READ = (
    "authors_[abc]_*", "authors_[d-q]_dev", "authors_[gh]", "bank_assertion_*", "bank_core_*", "bank_other_*",
    "bank_*_dev", "sensitive_*",
)  # fmt: skip
#: Marks of published cases, and the file of a folder of public lists that holds their texts.
MARKS, CASES = "published_cases.jsonl", "clinical_cases.jsonl"
_SHORT = 150  # characters of a note that is put before or behind another


class Example(NamedTuple):
    """A window; for each target the number of its verdict, and whether to learn from the rules there."""

    window: Window
    verdicts: list[int]
    trusts: list[bool]


class Author(NamedTuple):
    """The gold notes of one hand, and whether to learn from the rules there."""

    notes: list[dict[str, Any]]
    trusts: bool


def authors(lists: Path | None) -> dict[str, Author]:
    """All there is to learn from, by file. `lists`: see `published`."""
    found = {path.stem: Author([*_lines(path)], trusts=False) for path in _files(CORPORA / "gold", READ)}
    training = CORPORA / "training"
    found |= {path.stem: Author([*_lines(path)], trusts=False) for path in _files(training, ("traps",))}
    found |= {path.stem: Author([*_lines(path)], trusts=True) for path in _files(training, ("notes_*",))}
    cases = [*published(lists)] if lists else []
    halves = {"cases_1": Author(cases[::2], trusts=False), "cases_2": Author(cases[1::2], trusts=False)}
    return found | halves if cases else found


def _files(folder: Path, patterns: Sequence[str]) -> list[Path]:
    return sorted({path for pattern in patterns for path in folder.glob(f"{pattern}.jsonl")})


def published(folder: Path) -> Iterator[dict[str, Any]]:
    """The published cases, as gold notes, whose texts, the very ones that were marked, lie in `folder`.

    Their errors were read, as those of `READ` were.
    """
    marks = {marked["id"]: marked for marked in _lines(CORPORA / "training" / MARKS)}
    for case in _lines(folder / CASES) if (folder / CASES).exists() else ():
        marked = marks.get(case["id"])
        if marked and sha256(case["text"].encode()).hexdigest().startswith(marked["sha256"]):
            yield {**case, **marked}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def examples(author: Author, tagger: Tagger) -> Iterator[Example]:
    """What an author's notes teach. `tagger`: one that learnt nothing from him."""
    notes = [Note(gold["text"]) for gold in author.notes]
    for gold, note, view in zip(author.notes, notes, tagger.views(notes), strict=True):
        spans = [span for span in gold["spans"] if span["assertion"]]
        found = with_tagged(sensitive.search(note), view)
        mentions = [*found.sure, *found.doubtful]
        missed = [span for span in spans if not any(_are_one(span, mention) for mention in mentions)]
        told = [Mention(s["start"], s["end"], s["label"], "", 1.0, "gold") for s in missed]
        mentions = [*found.sure, *told, *found.doubtful]
        reading = assertion.read(note, [*found.sure, *told])
        for window in windows(view, mentions, reading):
            judged = [(target, _verdict(mentions[target.number], spans)) for target in window.targets]
            judged = [(t, v) for t, v in judged if VERDICTS[v] or not _is_open(mentions[t.number], gold)]
            verdicts = [verdict for _, verdict in judged]
            told_window = replace(window, targets=[target for target, _ in judged])
            yield Example(told_window, verdicts, [author.trusts] * len(verdicts))


def nothings(folder: Path) -> list[list[str]]:
    """The words of the short notes of a folder that mention nothing."""
    told = []
    for path in sorted(folder.glob("*.jsonl")):
        for gold in _lines(path) if path.name != MARKS else ():
            note = Note(gold["text"])
            is_short = len(note.text) < _SHORT
            says_nothing = not any(span["assertion"] for span in gold["spans"])
            found = sensitive.search(note)
            if is_short and says_nothing and not (found.sure or found.doubtful):
                told.append(seen(note.folded, split(note.folded)))
    return told


def _are_one(span: dict[str, Any], mention: Mention) -> bool:
    return span["label"] == mention.category and _overlap(span, mention)


def _overlap(span: dict[str, Any], mention: Mention) -> bool:
    return bool(span["start"] < mention.end and mention.start < span["end"])


def _is_open(mention: Mention, gold: dict[str, Any]) -> bool:
    """Whether a mention is neither right nor wrong: a reader was in doubt, or a site is so named ("CMP de
    Clamart")."""
    sites = (span for span in gold["spans"] if span["label"] == "HOSPITAL")
    return any(_overlap(span, mention) for span in (*sites, *gold.get("open", ())))


def _verdict(mention: Mention, spans: Sequence[dict[str, Any]]) -> int:
    said = next((span["assertion"] for span in spans if _are_one(span, mention)), None)
    return VERDICTS.index(said and Assertion(said))
