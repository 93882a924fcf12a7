"""How good is a scan? Gold notes in, precision and recall out.

Gold format, one JSON object a line: ``{"id", "text", "spans": [{"start", "end", "label", "assertion"}]}``.

What is counted:
- **hidden**: of the letters and digits inside gold identifiers, the share that a redaction of all found
  identifiers would hide, whatever label it found them under; 1 - hidden is the leak rate.
  **precision of what is hidden**: of the letters and digits hidden, the share inside gold identifiers.
- **mentions**: a gold mention is found where a finding of its category overlaps it; a finding is right
  where it overlaps a gold mention of its category. Assertions are compared on the mentions found.
- **said of the patient**: per note and core category, whether the note affirms it of its patient now or
  in the past; the two sexual categories count as one.

By the conventions of the labels, a psychiatry or substance mention on a gold HOSPITAL and a
substance mention on a gold sex_life count as neither right nor wrong.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from viginote.errors import ViginoteError
from viginote.findings import Finding, ScanResult
from viginote.taxonomy import CATEGORIES, IDENTIFIERS, OF_THE_PATIENT, Assertion

#: The four core contents of the product; the two sexual categories are told as one.
CORE = {c.label: ("sexual" if c.label.startswith("sex") else c.label) for c in CATEGORIES.values() if c.core}

#: A finding of the second label on gold of the first is neither right nor wrong.
_EITHER_WAY = {
    ("HOSPITAL", "psychiatry"),
    ("HOSPITAL", "substance_use"),
    ("sex_life", "substance_use"),
    ("substance_use", "sex_life"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A gold span."""

    start: int
    end: int
    label: str
    assertion: Assertion | None

    def touches(self, finding: Finding) -> bool:
        """Whether the span and the finding share a character."""
        return self.start < finding.end and finding.start < self.end


@dataclass(frozen=True, slots=True)
class GoldNote:
    """A text with its gold spans."""

    id: str
    text: str
    spans: tuple[Span, ...]


def read_gold(path: Path) -> Iterator[GoldNote]:
    """The notes of a gold file. Raises ViginoteError with the line where one is not well-formed."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ViginoteError(
            f"{path}: cannot be read as UTF-8 text ({type(error).__name__}); give gold notes (JSONL)"
        ) from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _gold_note(path, number, line)


def _gold_note(path: Path, number: int, line: str) -> GoldNote:
    try:
        record = json.loads(line)
        text = record["text"]
        if not isinstance(text, str):
            raise TypeError
        spans = tuple(sorted((_span(s, text) for s in record["spans"]), key=lambda s: (s.start, s.end)))
        note = GoldNote(str(record.get("id", number)), text, spans)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ViginoteError(
            f"{path}, line {number}: not a gold note; expected a JSON object with text and spans "
            "(start, end, label, assertion), labels and assertions as documented"
        ) from None
    for span in spans:
        if span.label in CATEGORIES and span.assertion is None:
            raise ViginoteError(
                f"{path}, line {number}: the {span.label} span at {span.start} to {span.end} has no "
                f"assertion; give it one of {', '.join(Assertion)}"
            )
    return note


def _span(record: dict[str, Any], text: str) -> Span:
    start, end, label = int(record["start"]), int(record["end"]), record["label"]
    if label not in IDENTIFIERS and label not in CATEGORIES:
        raise ValueError("unknown label")
    if not 0 <= start < end <= len(text):
        raise ValueError("span outside the text")
    value = record.get("assertion")
    return Span(start, end, label, Assertion(value) if value else None)


@dataclass
class Tally:
    """Right and wrong: `found` of `gold` were found, `right` of `said` were right."""

    gold: int = 0
    found: int = 0
    said: int = 0
    right: int = 0

    def add(self, other: "Tally") -> None:
        self.gold += other.gold
        self.found += other.found
        self.said += other.said
        self.right += other.right

    @property
    def recall(self) -> float | None:
        """The share of gold that was found; None without any."""
        return self.found / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """The share of what was said that is right; None where nothing was said."""
        return self.right / self.said if self.said else None

    @property
    def f1(self) -> float | None:
        """Recall and precision in one figure; None where there is neither gold nor anything said."""
        total = self.gold + self.said
        return (self.found + self.right) / total if total else None

    def as_dict(self) -> dict[str, Any]:
        return {
            "gold": self.gold,
            "found": self.found,
            "said": self.said,
            "right": self.right,
            "recall": self.recall,
            "precision": self.precision,
            "f1": self.f1,
        }


@dataclass(frozen=True, slots=True)
class Mistake:
    """A place where scan and gold differ; shown only to who asks for it."""

    note_id: str
    what: str
    label: str
    start: int
    end: int
    detail: str = ""


@dataclass
class Evaluation:
    """The figures of one gold set; see the module for what each counts."""

    notes: int = 0
    words: int = 0
    characters: Tally = field(default_factory=Tally)
    labels: dict[str, Tally] = field(default_factory=dict)
    hidden: dict[str, Tally] = field(default_factory=dict)
    assertions: Counter[tuple[str, str]] = field(default_factory=Counter)
    patient: dict[str, Tally] = field(default_factory=dict)
    clean_notes: int = 0
    clean_flagged: int = 0
    false_names: int = 0
    mistakes: list[Mistake] = field(default_factory=list)

    def mentions(self, keep: Callable[[str], bool] = lambda _: True) -> Tally:
        """All sensitive mentions of the categories that `keep` takes, together."""
        total = Tally()
        for label, tally in self.labels.items():
            if label in CATEGORIES and keep(label):
                total.add(tally)
        return total

    @property
    def assertion_accuracy(self) -> float | None:
        """The share of the mentions found whose assertion is right; None without any."""
        total = self.assertions.total()
        return (
            sum(n for (gold, said), n in self.assertions.items() if gold == said) / total if total else None
        )

    @property
    def of_patients(self) -> Tally:
        """What is said of patients, all core categories together."""
        total = Tally()
        for tally in self.patient.values():
            total.add(tally)
        return total

    @property
    def false_name_rate(self) -> float | None:
        """False names per 10,000 words."""
        return 10_000 * self.false_names / self.words if self.words else None

    def as_dict(self) -> dict[str, Any]:
        """All figures, for JSON; null where there was nothing to judge."""
        return {
            "notes": self.notes,
            "words": self.words,
            "hidden": self.characters.recall,
            "leak_rate": None if self.characters.recall is None else 1 - self.characters.recall,
            "hidden_precision": self.characters.precision,
            "false_names_per_10000_words": self.false_name_rate,
            "labels": {label: tally.as_dict() for label, tally in sorted(self.labels.items())},
            "hidden_by_label": {label: tally.recall for label, tally in sorted(self.hidden.items())},
            "core": self.mentions(CORE.__contains__).as_dict(),
            "sensitive": self.mentions().as_dict(),
            "assertion_accuracy": self.assertion_accuracy,
            "assertions": {f"{gold}->{said}": n for (gold, said), n in sorted(self.assertions.items())},
            "patient": self.of_patients.as_dict() | {c: t.as_dict() for c, t in sorted(self.patient.items())},
            "clean_notes": self.clean_notes,
            "clean_flagged": self.clean_flagged,
        }


def evaluate(notes: Iterable[GoldNote], scan: Callable[[Sequence[str]], Iterable[ScanResult]]) -> Evaluation:
    """Scan every gold note and count. `scan` takes texts and gives a result each, in order.

    A set is judged on what it annotates: sensitive mentions where it holds any, identifiers other than
    names where it holds any.
    """
    gold = list(notes)
    annotated = {span.label for note in gold for span in note.spans}
    scope = annotated & {"PERSON"}
    if annotated & (IDENTIFIERS.keys() - {"PERSON"}):
        scope |= IDENTIFIERS.keys()
    if annotated & CATEGORIES.keys():
        scope |= CATEGORIES.keys()
    result = Evaluation()
    for note, scanned in zip(gold, scan([n.text for n in gold]), strict=True):
        _count(result, note, scanned, scope)
    return result


def _count(result: Evaluation, note: GoldNote, scanned: ScanResult, scope: set[str]) -> None:
    result.notes += 1
    result.words += len(note.text.split())
    findings = [f for f in scanned.findings if f.label in scope]
    _count_characters(result, note, findings)
    _count_spans(result, note, findings)
    result.false_names += sum(
        f.label == "PERSON" and not any(s.touches(f) for s in note.spans if s.label in IDENTIFIERS)
        for f in scanned.findings
    )
    if scope & CATEGORIES.keys():
        _count_note(result, note, findings)


def _count_characters(result: Evaluation, note: GoldNote, findings: list[Finding]) -> None:
    text = note.text
    hidden = _positions(text, ((f.start, f.end) for f in findings if f.label in IDENTIFIERS))
    gold = _positions(text, ((s.start, s.end) for s in note.spans if s.label in IDENTIFIERS))
    right = len(hidden & gold)
    result.characters.add(Tally(len(gold), right, len(hidden), right))
    for span in note.spans:
        if span.label in IDENTIFIERS:
            own = _positions(text, [(span.start, span.end)])
            result.hidden.setdefault(span.label, Tally()).add(Tally(len(own), len(own & hidden)))
            if own - hidden:
                result.mistakes.append(Mistake(note.id, "shown", span.label, span.start, span.end))


def _positions(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


def _count_spans(result: Evaluation, note: GoldNote, findings: list[Finding]) -> None:
    for span in note.spans:
        same = [f for f in findings if f.label == span.label and span.touches(f)]
        result.labels.setdefault(span.label, Tally()).add(Tally(gold=1, found=bool(same)))
        if span.label not in CATEGORIES:
            continue
        if not same:
            result.mistakes.append(Mistake(note.id, "missed", span.label, span.start, span.end))
        else:
            best = max(same, key=lambda f: min(f.end, span.end) - max(f.start, span.start))
            _count_assertion(result, note, span, best)
    for finding in findings:
        touched = [s for s in note.spans if s.touches(finding)]
        right = any(s.label == finding.label for s in touched)
        if not right and any((s.label, finding.label) in _EITHER_WAY for s in touched):
            continue
        result.labels.setdefault(finding.label, Tally()).add(Tally(said=1, right=right))
        if not right and not (finding.label in IDENTIFIERS and any(s.label in IDENTIFIERS for s in touched)):
            result.mistakes.append(
                Mistake(note.id, "false", finding.label, finding.start, finding.end, finding.detector)
            )


def _count_assertion(result: Evaluation, note: GoldNote, span: Span, finding: Finding) -> None:
    said = str(finding.assertion)
    result.assertions[str(span.assertion), said] += 1
    if said != span.assertion:
        detail = f"{span.assertion}, said {said}"
        result.mistakes.append(Mistake(note.id, "assertion", span.label, span.start, span.end, detail))


def _count_note(result: Evaluation, note: GoldNote, findings: list[Finding]) -> None:
    gold = {CORE[s.label] for s in note.spans if s.label in CORE and s.assertion in OF_THE_PATIENT}
    said = {CORE[f.label] for f in findings if f.label in CORE and f.assertion in OF_THE_PATIENT}
    for core in gold | said:
        both = core in gold and core in said
        tally = Tally(gold=core in gold, found=both, said=core in said, right=both)
        result.patient.setdefault(core, Tally()).add(tally)
    if not any(s.label in CATEGORIES for s in note.spans):
        result.clean_notes += 1
        result.clean_flagged += any(
            f.label in CATEGORIES
            and not any((s.label, f.label) in _EITHER_WAY for s in note.spans if s.touches(f))
            for f in findings
        )
