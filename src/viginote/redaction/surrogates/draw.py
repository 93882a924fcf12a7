"""Secret, repeatable choices: what a die thrown with a key shows for a value."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draw:
    """Choices that depend on a secret key, on what is chosen (`domain`) and on the value; nothing else.

    `attempt` gives other choices of the same value, for when the first one hit the value itself.
    """

    key: bytes
    attempt: int = 0

    def number(self, domain: str, value: str, below: int) -> int:
        """A whole number from 0 to `below` - 1. With 256 bits drawn the bias is nil for any use here."""
        message = f"{domain}\x00{self.attempt}\x00{value}".encode("utf-8", "surrogatepass")
        return int.from_bytes(hmac.digest(self.key, message, "sha256")) % below

    def pick(self, domain: str, value: str, items: Sequence[T]) -> T:
        """One of `items`, which must not be empty."""
        return items[self.number(domain, value, len(items))]

    def digits(self, domain: str, value: str, length: int) -> str:
        """`length` decimal digits."""
        return f"{self.number(domain, value, 10**length):0{length}d}"
