"""Gold notes of other authors as training text: templates in which people and towns are drawn anew.

Only the files whose errors may be read (see corpora/gold/README.md) are taken, so that what the others say of
the model stays true.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from viginote.corpus.notes import Theme
from viginote.taxonomy import IDENTIFIERS

#: Sets with all identifiers marked; sets where sensitive mentions alone are, whose lines name next to nobody.
WHOLE = ("authors_[a-q]_dev", "authors_g", "authors_h", "identifiers_dev", "notes_*")
NAMELESS = ("bank_*_dev", "bank_assertion_*", "sensitive_dev")
_WHOLE_WEIGHT, _NAMELESS_WEIGHT = 0.003, 0.0008  # of a note

#: Signs of templates, made plain: each by one character, so that offsets stay.
_PLAIN = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "{": "(", "}": ")", "|": "/", "\\": "/"})
_TITLED = re.compile(r"(?i)\b(?:mm?|mr|mme|mlle|monsieur|madame|dr|docteur|pr)\.? +[A-Z][\w.]*")
_INITIALS = re.compile(r"(?:[A-Z]\.? ?-?){1,3}")
_SHORT = re.compile(r"[A-Z][a-z]?\. ?[A-Z][\w'-]+")
_TITLE_CASE = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zà-ÿ]+(?:[-' ][A-ZÀ-ÖØ-Þ][a-zà-ÿ]+)*")
_WORD = re.compile(r"(?<![\w-])[a-zà-ÿœ][a-zà-ÿœ'-]{2,}")


def gold_themes(folders: Sequence[Path], is_first: Callable[[str], bool]) -> list[Theme]:
    """The themes of the gold files in `folders`. `is_first`: whether a name is a first name."""
    whole = tuple(_template(note, is_first) for note in _notes(folders, WHOLE))
    texts = (note["text"].translate(_PLAIN) for note in _notes(folders, NAMELESS))
    nameless = tuple(text for text in texts if not _TITLED.search(text))
    return [
        Theme("gold", _WHOLE_WEIGHT * len(whole), False, whole),
        Theme("nameless", _NAMELESS_WEIGHT * len(nameless), False, nameless),
    ]


def gold_words(folders: Sequence[Path]) -> Iterator[str]:
    """The words in lower case that at least two gold notes hold outside their identifiers."""
    counts: Counter[str] = Counter()
    for note in _notes(folders, WHOLE + NAMELESS):
        text = list(note["text"])
        for span in _identifiers(note):
            text[span["start"] : span["end"]] = " " * (span["end"] - span["start"])
        counts.update(set(_WORD.findall("".join(text))))
    return (word for word, count in counts.items() if count > 1)


def _notes(folders: Sequence[Path], patterns: Sequence[str]) -> Iterator[dict[str, Any]]:
    for folder in folders:
        for path in sorted(p for pattern in patterns for p in folder.glob(f"{pattern}.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                yield json.loads(line)


def _identifiers(note: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted((s for s in note["spans"] if s["label"] in IDENTIFIERS), key=lambda s: s["start"])


def _template(note: dict[str, Any], is_first: Callable[[str], bool]) -> str:
    """The note as a template: each identifier as written, or another one of its form."""
    text, at, parts = note["text"].translate(_PLAIN), 0, []
    for span in _identifiers(note):
        written = text[span["start"] : span["end"]]
        own = f"[[{written}|{span['label']}]]"
        slot = _slot(span["label"], written, is_first)
        parts += [text[at : span["start"]], f"<{own}|{slot}|{slot}>" if slot else own]
        at = span["end"]
    return "".join([*parts, text[at:]])


def _slot(label: str, written: str, is_first: Callable[[str], bool]) -> str | None:
    """The slot that writes another value of the same form, if there is one."""
    if label == "CITY":
        return "{CITY}"
    if label != "PERSON":
        return None
    if _INITIALS.fullmatch(written):
        return "{INITIALS}"
    if _SHORT.fullmatch(written):
        return "{SHORT}"
    if not _TITLE_CASE.fullmatch(written):
        return None
    return "{FULL}" if " " in written else "{FIRST}" if is_first(written) else "{LAST}"
