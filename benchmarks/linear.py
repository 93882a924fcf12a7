"""Whether the work grows in step with the length of a text: adversarial texts at four sizes, room by room.

An adversarial text repeats one half-begun form of what a room looks for. Each is tried at 16 kB, 64 kB, 256 kB
and 1 MB; a line tells the processor seconds at each size and the growth of the last step: linear work gives
about 4, quadratic 16. A text that grows faster is measured again before it is called steep. Ends with status
1 where one is.

    python benchmarks/linear.py [--all]
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache

from viginote import assertion, identifiers, sensitive
from viginote.findings import Identity
from viginote.names import NameFinder
from viginote.names import known as identity
from viginote.redaction import redact
from viginote.scanner import Scanner
from viginote.text import Note

SIZES = (16_000, 64_000, 256_000, 1_000_000)
#: The last step is a fourfold length: nine lies between linear (four) and quadratic (sixteen) work.
STEEP = 9.0
#: A difference below this many seconds is noise.
_NOISE = 0.005

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


def long(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def growth(seconds: Sequence[float]) -> float:
    """How many times more the longest text costs than the one of a quarter its length."""
    return seconds[-1] / max(seconds[-2], _NOISE)


def measure(work: Callable[[str], object], unit: str) -> list[float]:
    """Seconds at each size; measured up to three times where the growth looks steep, the least counting."""
    texts = [long(unit, size) for size in SIZES]
    least = [cost(work, text) for text in texts]
    for _ in range(2):
        if growth(least) < STEEP:
            break
        least[-2:] = [max(least[-2], cost(work, texts[-2])), min(least[-1], cost(work, texts[-1]))]
    return least


def line(room: str, unit: str, seconds: Sequence[float]) -> str:
    return f"{room:16}{unit!r:18}" + "".join(f"{s:9.3f}" for s in seconds) + f"{growth(seconds):9.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="a line for every text, not the slowest of a room")
    options = parser.parse_args()
    steep = 0
    print(f"{'room':16}{'repeated':18}" + "".join(f"{size // 1000:>6} kB" for size in SIZES) + "   growth")
    for room, work in ROOMS.items():
        work("Mme DUPONT, VIH connu")  # loads what is loaded once
        measured = [(unit, measure(work, unit)) for unit in UNITS]
        slowest = max(measured, key=lambda pair: pair[1][-1])
        for unit, seconds in measured:
            if options.all or unit == slowest[0] or growth(seconds) >= STEEP:
                print(line(room, unit, seconds))
            steep += growth(seconds) >= STEEP
    print(f"{len(UNITS)} texts in each of {len(ROOMS)} rooms; steeper than linear: {steep}")
    sys.exit(steep > 0)


if __name__ == "__main__":
    main()
