"""Whether the work grows in step with the length of a text, room by room, at four sizes each.

- Adversarial texts, each of which repeats one half-begun form of what a room looks for, from 0.5 kB to 32 kB.
- Everyday text, the notes of the gold sets end to end, from 10 kB to a note of 10 MB, through everything.

A line tells the processor seconds at each size, and the growth of the last step: how many times more a
character costs in the longest text than in the one before. Linear work gives about 1; quadratic 4, or 10 for
everyday text. A text that grows faster is measured again before it is called steep. Ends with status 1 where
one is.

    python benchmarks/linear.py [--all]
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from itertools import cycle, islice
from typing import NamedTuple

from notes import texts
from viginote import assertion, identifiers, sensitive
from viginote.findings import Identity
from viginote.names import NameFinder
from viginote.names import known as identity
from viginote.redaction import redact
from viginote.scanner import Scanner
from viginote.shown import show
from viginote.text import Note

SIZES = (500, 2_000, 8_000, 32_000)
EVERYDAY_SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
#: More than this is steep: it lies between linear and quadratic work.
STEEP = 2.25
#: A difference below this many seconds is noise.
_NOISE = 0.005

#: What an adversarial text repeats: half-begun forms of every room, and runs of what patterns repeat over.
UNITS = [
    "7", "06 39 98 ", "+33 (0)", "O6 ", "1 85 05 78 ", "FR76 3000 ", "12/03/", "12.", "2011 ", "1er ", "vingt-", "AB-123-", "ABC-D", "F2",
    " ", "\t", "\n", "\u00a0", ".", "..a", '"', "'", "-", "a-", "_", "/", ",", ", ", ";", ": ", "?", "+", "(", "([{", ")", "[",
    "[PERSON] ", "[vg1:", "a", "A", "é", "e\u0301", "😀", "①", "\x00", "DUPONT ", "Jean-", "martin ", "M. ", "Mme ", "Dr. ",
    "J.-P. ", "Nom : ", "né le ", "a@", "a.b@c.", "A.B", "www.", "http://a.", "12 rue ", "rue des ", "Saint-", "de la ",
    "CHU de ", "travaille chez ", "chez Aa Bb ", "IPP ", "75013 ", "pas de ", "ni alcool ", "père ", "sa mère ", "VIH, ",
    "VIH ", "TS ", "F20 ", "ATCD de ", "non fumeur ", "sous ", "à faire ", "tabac, ", "a.\n", "Il va bien. ", "x=1 ", "doit ",
    "<br><!-- ", "<style>{ ", "<p ", "&eacute;", "{\\rtf1 {\\uc9\\u233 ", "poste 12 34 ", "Présents : A, ", "Tabac. Mme Jeanne Durand. ",
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


def _names(text: str) -> None:
    notes = [Note(text)]
    [tagged] = _finder().tag(notes)
    _finder().find(notes[0], [], tagged)


def _redact(text: str) -> None:
    redact(text, _scanner().scan(text).findings)


ROOMS: dict[str, Callable[[str], object]] = {
    "shown": show,
    "identifiers": lambda text: identifiers.find(Note(text)),
    "sensitive": lambda text: sensitive.find(Note(text), _lexicons()),
    "assertion": _qualify,
    "names": _names,
    "known identity": lambda text: identity.find(Note(text), _KNOWN),
    "everything": _redact,
}


def cost(work: Callable[[str], object], text: str) -> float:
    """Processor seconds."""
    start = time.process_time()
    work(text)
    return time.process_time() - start


def long(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def everyday(size: int) -> str:
    """The notes of the gold sets end to end, again from the first after the last, up to `size`."""
    notes = texts()
    return "\n\n".join(islice(cycle(notes), size // min(map(len, notes))))[:size]


class Measured(NamedTuple):
    """Seconds of one room at each size of a text, and how many times more a character costs at the last."""

    seconds: list[float]
    growth: float
    room: str
    text: str

    def line(self) -> str:
        return (
            f"{self.room:16}{self.text:18}"
            + "".join(f"{seconds:9.3f}" for seconds in self.seconds)
            + f"{self.growth:9.1f}"
        )


def heading(sizes: Sequence[int]) -> str:
    return f"{'room':16}{'text':18}" + "".join(f"{size / 1000:>6g} kB" for size in sizes) + "   growth"


def measure(room: str, name: str, texts: Sequence[str]) -> Measured:
    """Measured up to three times where the growth looks steep, the least counting."""
    work = ROOMS[room]
    share = len(texts[-2]) / len(texts[-1])
    least = [cost(work, text) for text in texts]

    def growth() -> float:
        return share * least[-1] / max(least[-2], _NOISE)

    for _ in range(2):
        if growth() < STEEP:
            break
        least[-2:] = [max(least[-2], cost(work, texts[-2])), min(least[-1], cost(work, texts[-1]))]
    return Measured(least, growth(), room, name)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="a line for every text, not the slowest of a room")
    options = parser.parse_args()
    print(heading(SIZES))
    steep = 0
    for room, work in ROOMS.items():
        work("Mme DUPONT, VIH connu")  # loads what is loaded once
        gc.freeze()  # so that no search for garbage through it falls into a measure
        measured = [measure(room, repr(unit), [long(unit, size) for size in SIZES]) for unit in UNITS]
        slowest = max(measured, key=lambda of_text: of_text.seconds[-1])
        for of_text in measured:
            if options.all or of_text is slowest or of_text.growth >= STEEP:
                print(of_text.line(), flush=True)
        steep += sum(of_text.growth >= STEEP for of_text in measured)
    print(f"{len(UNITS)} texts in each of {len(ROOMS)} rooms; steeper than linear: {steep}\n")

    print(heading(EVERYDAY_SIZES))
    of_text = measure("everything", "everyday", [everyday(size) for size in EVERYDAY_SIZES])
    print(of_text.line())
    sys.exit(steep > 0 or of_text.growth >= STEEP)


if __name__ == "__main__":
    main()
