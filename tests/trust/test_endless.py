"""A note that takes longer than its budget is reported as unreadable, and costs no other note."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pytest

from viginote.batch import work
from viginote.batch.cells import CELLS
from viginote.findings import Identity, ScanResult


class _EndlessScanner:
    """Never comes to an end over a text with the word `abîme`."""

    def scan_many(
        self, texts: Iterable[str], known: Iterable[Identity | None] | None = None
    ) -> Iterator[ScanResult]:
        for text in texts:
            while "abîme" in text:
                pass
            yield ScanResult(text, ())


def test_a_text_that_takes_too_long_is_told_and_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "BASE_SECONDS", 0.05)
    texts = ["vu", "au fond de l'abîme", "revu", "abîme encore", "fin"]
    rows = [{"row": n, "field": "note", "column": "note", "text": t} for n, t in enumerate(texts)]
    scanned = work.scan_cells(_EndlessScanner(), pa.RecordBatch.from_pylist(rows, CELLS))
    assert sorted(scanned.failed) == [1, 3]
