"""Sets of words as bits: what is a first name, a surname, a town, an ordinary word.

A Bloom filter (B. Bloom, CACM 13(7), 1970) answers "not in the set" for sure and "in the set" with a known
rate of mistakes. It holds no word that could be read back, and a quarter of a million surnames weigh 600 kB.
"""

from collections.abc import Iterable
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

#: Rules try many phrases of a note as the name of a town, so that next to no stranger may pass: 1 in 15,000.
_BITS_PER_KEY = 20
_HASHES = 14  # about ln 2 times that


class WordFilter:
    """A set of folded words that answers `in`."""

    __slots__ = ("bits", "size")

    def __init__(self, bits: NDArray[np.uint8]) -> None:
        self.bits = bits.tobytes()
        self.size = len(bits) * 8

    @classmethod
    def build(cls, words: Iterable[str]) -> "WordFilter":
        keys = set(words)
        bits = np.zeros((max(len(keys), 8) * _BITS_PER_KEY + 7) // 8, dtype=np.uint8)
        for key in keys:
            low, high = digest(key)
            for i in range(_HASHES):
                bit = (low + i * high) % (len(bits) * 8)
                bits[bit >> 3] |= 1 << (bit & 7)
        return cls(bits)

    def __contains__(self, word: str) -> bool:
        return self.holds(*digest(word))

    def holds(self, low: int, high: int) -> bool:
        """Whether the word with this digest is in the set: one digest serves several sets."""
        bits, size = self.bits, self.size
        for _ in range(_HASHES):
            bit = low % size
            if not bits[bit >> 3] >> (bit & 7) & 1:
                return False
            low += high
        return True

    def array(self) -> NDArray[np.uint8]:
        return np.frombuffer(self.bits, dtype=np.uint8)


def digest(word: str) -> tuple[int, int]:
    """Two hashes of a word, for double hashing (Kirsch and Mitzenmacher, 2006)."""
    value = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=16).digest(), "little")
    return value & 0xFFFFFFFFFFFFFFFF, value >> 64 | 1
