"""What is so in a leak, counted chunk by chunk: people, records, and what comments say of whom."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from viginote.corpus.leaks.comments import Comment
from viginote.corpus.leaks.people import REFERENCE, practice_id
from viginote.corpus.leaks.records import Chunk
from viginote.corpus.leaks.vocabulary import Ints
from viginote.taxonomy import CATEGORIES, OF_THE_PATIENT, Assertion

_PRACTICES = 10_000  # more than a leak has: a person and a practice are one number


@dataclass
class Truth:
    """The counts so far."""

    rows: int = 0
    notes: int = 0
    _people: int = 0
    _minors: int = 0
    _notes_with_person: int = 0
    _first_note: str = "9999"
    _last_note: str = "0000"
    _pairs: list[Ints] = field(default_factory=list)
    _records: Counter[int] = field(default_factory=Counter)
    _people_with_notes: set[int] = field(default_factory=set)
    _said: defaultdict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    _said_notes: Counter[tuple[str, str]] = field(default_factory=Counter)
    _practice_notes: set[tuple[int, int]] = field(default_factory=set)
    _core: set[tuple[int, int]] = field(default_factory=set)

    def count(self, chunk: Chunk) -> None:
        """Add a part of the leak."""
        rows = chunk.rows
        serial = chunk.people.serial[rows.who]
        self._pairs.append(np.unique(serial * _PRACTICES + rows.practice))
        self._records.update(rows.practice.tolist())
        self.rows += len(rows.who)
        self._people += len(chunk.people)
        self._minors += int(chunk.people.minor.sum())
        for row, day, comment in chunk.comments:
            self._count_comment(int(serial[row]), int(rows.practice[row]), day, comment)

    def _count_comment(self, person: int, practice: int, day: str, comment: Comment) -> None:
        self.notes += 1
        self._first_note, self._last_note = min(self._first_note, day), max(self._last_note, day)
        self._people_with_notes.add(person)
        self._practice_notes.add((practice, person))
        self._notes_with_person += any(s["label"] == "PERSON" for s in comment.spans)
        said = {(s["label"], s["assertion"]) for s in comment.spans if s["assertion"]}
        for category, assertion in said:
            self._said[category, assertion].add(person)
            self._said_notes[category, assertion] += 1
            if CATEGORIES[category].core and Assertion(assertion) in OF_THE_PATIENT:
                self._core.add((practice, person))

    def tell(self, path: Path, practices: int) -> dict[str, Any]:
        """All that was counted, which is also written to `path`; a line for each of so many practices."""
        told = {
            "reference_date": REFERENCE.isoformat(),
            "records": {
                "total": self.rows,
                "duplicates": self.rows - self._people,
                "with_free_text": self.notes,
            },
            "people": {
                "total": self._people,
                "minors": self._minors,
                "with_free_text": len(self._people_with_notes),
            },
            "sensitive": {
                "people": len({person for _, person in self._core}),
                "categories": {category: self._of_category(category) for category in CATEGORIES},
                "oldest_note": self._first_note if self.notes else None,
                "newest_note": self._last_note if self.notes else None,
            },
            "notes_with_person": self._notes_with_person,
            "practices": self._of_practices(practices),
        }
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return told

    def _of_category(self, category: str) -> dict[str, Any]:
        return {
            "people": len(set().union(*(self._said[category, a] for a in OF_THE_PATIENT))),
            "by_assertion": {
                str(a): {"people": len(self._said[category, a]), "notes": self._said_notes[category, a]}
                for a in Assertion
            },
        }

    def _of_practices(self, count: int) -> list[dict[str, Any]]:
        pairs = np.concatenate(self._pairs) if self._pairs else np.zeros(0, np.int64)
        people = Counter((pairs % _PRACTICES).tolist())
        sensitive = Counter(practice for practice, _ in self._core)
        with_notes = Counter(practice for practice, _ in self._practice_notes)
        return [
            {
                "id": practice_id(practice),
                "records": self._records[practice],
                "people": people[practice],
                "people_with_free_text": with_notes[practice],
                "people_sensitive": sensitive[practice],
            }
            for practice in range(count)
        ]
