# ruff: noqa: E501 (one case a line)
"""Nothing takes more than linear time: adversarial texts at growing sizes through every room.

No time is asserted but a growth: the processor time at four times the length must stay under nine times
(linear work gives four, quadratic sixteen), the least of up to three measurements counting. Sizes begin at
16 kB and are made four times larger until a text costs more than a set time or is 1 MB long.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pytest

from viginote import assertion, identifiers, sensitive
from viginote.batch import work
from viginote.batch.cells import CELLS
from viginote.findings import Identity, ScanResult
from viginote.names import NameFinder
from viginote.names import known as identity
from viginote.redaction import redact
from viginote.scanner import Scanner
from viginote.text import Note

START, END = 16_000, 1_000_000
#: A text that costs more processor seconds than this is not made longer.
ENOUGH = 0.1
GROWTH = 9.0

#: What an adversarial text repeats: half-begun forms of every room, and runs of what patterns repeat over.
UNITS = [
    "7", "06 39 98 ", "+33 (0)", "O6 ", "1 85 05 78 ", "FR76 3000 ", "12/03/", "12.", "2011 ", "1er ", "vingt-", "AB-123-", "F2",
    " ", "\t", "\n", "\u00a0", ".", "..a", '"', "'", "-", "a-", "_", "/", ",", ", ", ";", ": ", "?", "+", "(", "([{", ")", "[",
    "[PERSON] ", "[vg1:", "a", "A", "é", "e\u0301", "😀", "①", "\x00", "DUPONT ", "Jean-", "martin ", "M. ", "Mme ", "Dr. ",
    "J.-P. ", "Nom : ", "né le ", "a@", "a.b@c.", "A.B", "www.", "http://a.", "12 rue ", "rue des ", "Saint-", "de la ",
    "CHU de ", "travaille chez ", "chez Aa Bb ", "IPP ", "75013 ", "pas de ", "ni alcool ", "père ", "sa mère ", "VIH, ",
    "VIH ", "TS ", "F20 ", "ATCD de ", "non fumeur ", "sous ", "à faire ", "tabac, ", "a.\n", "Il va bien. ", "x=1 ", "doit ",
]  # fmt: skip

_KNOWN = Identity(last_names=["DUPONT"], first_names=["Jean"], birth_date="1985-05-01", phones=["0639980000"])


@cache
def _scanner() -> Scanner:
    return Scanner()


@cache
def _lexicons() -> sensitive.Lexicons:
    return sensitive.Lexicons.load()


@cache
def _finder() -> NameFinder:
    return NameFinder()


def _qualify(text: str) -> None:
    note = Note(text)
    assertion.qualify(note, sensitive.find(note, _lexicons()))


def _redact(text: str) -> None:
    redact(text, _scanner().scan(text).findings)


ROOMS: dict[str, Callable[[str], object]] = {
    "identifiers": lambda text: identifiers.find(Note(text)),
    "sensitive": lambda text: sensitive.find(Note(text), _lexicons()),
    "assertion": _qualify,
    "names": lambda text: _finder().find_many([Note(text)], [[]]),
    "known identity": lambda text: identity.find(Note(text), _KNOWN),
    "everything": _redact,
}


def cost(work: Callable[[str], object], text: str) -> float:
    """Processor seconds."""
    start = time.process_time()
    work(text)
    return time.process_time() - start


def growth(work: Callable[[str], object], unit: str) -> float:
    """How many times more the largest text costs that is tried than one of a quarter its length."""
    size, least = START, cost(work, long(unit, START))
    while size < END and least < ENOUGH:
        size *= 4
        before, least = least, cost(work, long(unit, size))
    if size == START:
        size *= 4
        before, least = least, cost(work, long(unit, size))
    for _ in range(2):
        if least < GROWTH * max(before, 0.002):
            break
        before = max(before, cost(work, long(unit, size // 4)))
        least = min(least, cost(work, long(unit, size)))
    return least / max(before, 0.002)


def long(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


@pytest.mark.parametrize("room", ROOMS)
def test_the_work_grows_with_the_length(room: str) -> None:
    work = ROOMS[room]
    work("Mme DUPONT, VIH connu")  # loads what is loaded once
    steep = {unit: round(ratio, 1) for unit in UNITS if (ratio := growth(work, unit)) >= GROWTH}
    assert not steep


def test_quadratic_work_is_noticed() -> None:
    def quadratic(text: str) -> int:
        return sum(len(text[i:]) for i in range(0, len(text), 20))

    assert growth(quadratic, "a") > GROWTH


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
    import pyarrow as pa

    monkeypatch.setattr(work, "BASE_SECONDS", 0.05)
    texts = ["vu", "au fond de l'abîme", "revu", "abîme encore", "fin"]
    rows = [{"row": n, "field": "note", "column": "note", "text": t} for n, t in enumerate(texts)]
    scanned = work.scan_cells(_EndlessScanner(), pa.RecordBatch.from_pylist(rows, CELLS))
    assert sorted(scanned.failed) == [1, 3]
