"""A scanner that knows the gold of a generated leak, with as many faults as a test asks for.

So that the figures of the exposure are tested for themselves, whatever the scanner of the day finds.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from viginote.findings import Finding, Identity, ScanResult
from viginote.taxonomy import Assertion


class GoldScanner:
    """`missed`: share of the notes of which nothing is found. `false`: share of clean notes with an alarm."""

    def __init__(self, notes: Path, missed: float = 0.0, false: float = 0.0) -> None:
        records = [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()]
        self._gold = {_plain(record["text"]): record["spans"] for record in records}
        self._missed = missed
        self._false = false

    def scan_many(
        self, texts: Iterable[str], known: Iterable[Identity | None] | None = None
    ) -> Iterator[ScanResult]:
        for text in texts:
            yield ScanResult(text, tuple(self._findings(text)))

    def _findings(self, text: str) -> Iterator[Finding]:
        spans = self._gold[_plain(text)]
        chance = int(hashlib.sha256(_plain(text).encode()).hexdigest()[:8], 16) / 2**32
        if not any(s["assertion"] for s in spans) and chance < self._false:
            yield Finding(0, min(3, len(text)), "psychiatry", 0.6, "gold", Assertion.AFFIRMED)
        if chance >= self._missed or not any(s["assertion"] for s in spans):
            for s in spans:
                assertion = Assertion(s["assertion"]) if s["assertion"] else None
                start, end = (_place(text, s[side]) for side in ("start", "end"))
                yield Finding(
                    start, end, s["label"], 0.9, "gold" if is_explicit(s) else "gold:drug", assertion
                )


def is_explicit(span: dict[str, Any]) -> bool:
    """Of these spans, whatever they say, those of even length are taken to name a drug alone."""
    return bool((span["end"] - span["start"]) % 2)


class SilentScanner:
    """Finds nothing: for tests that end before its findings matter."""

    def scan_many(
        self, texts: Iterable[str], known: Iterable[Identity | None] | None = None
    ) -> Iterator[ScanResult]:
        return (ScanResult(text, ()) for text in texts)


def _place(text: str, at: int) -> int:
    """Where this offset into the plain text stands in the text as written."""
    return at + _plain(text)[:at].count("\n") if "\r\n" in text else at


def _plain(text: str) -> str:
    """CSV and SQL write line breaks in their own way."""
    return text.replace("\r\n", "\n")
