"""What the rules of names share: the look of a name, and what the word sets say of a word."""

from collections.abc import Callable
from dataclasses import dataclass

from viginote.names.lists import entries
from viginote.text import fold

CAPITAL = r"[^\W\d_a-zà-ÿß]"  # a capital
NAME_WORD = r"[^\W\d_][\w]*(?:[-'][^\W\d_][\w]*)*"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the word sets say of a folded word."""

    is_name: Callable[[str], bool]  # the word or a part of it
    is_whole_name: Callable[[str], bool]
    is_first: Callable[[str], bool]
    is_last: Callable[[str], bool]
    is_common: Callable[[str], bool]
    is_town: Callable[[str], bool]


def is_acronym(word: str) -> bool:
    """Whether a word is a medical abbreviation in capitals: no name begins or ends so ("Mme DURAND HTA")."""
    return word.isupper() and fold(word) in entries("acronyms")
