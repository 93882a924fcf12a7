"""Typos of one letter in the long words of the lexicons: alcooliqe, schizphrénie, hallucinaitons.

A word of a note that no lexicon knows is read as a lexicon's word if the two differ by one letter: left out,
put in, put for one that sounds, looks or lies like it, or changed places with its neighbour; never the first
letter. `lexicons/no_typos.txt` lists the words of French, drugs, places and names that lie so near and mean
something else; it is made by `models/no_typos.py`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain, pairwise, permutations

from viginote.sensitive.lines import lines
from viginote.text import is_one_letter_off

#: Letters that a word, as it is read, has at least: of a shorter one, a neighbour is most often another word.
SHORTEST = 6
#: How many words of notes are remembered with their correction.
_REMEMBERED = 100_000
# Letters of which one sounds or, on paper, looks like another.
_ALIKE = ("aeiou", "csz", "ckq", "gj", "mn", "bp", "dt", "fv", "il")
# The rows of the keyboard: a key lies below two of the row above, that of its own number and the next.
_KEYS = ("azertyuiop", "qsdfghjklm", "wxcvbn")


@cache
def _mistaken() -> frozenset[tuple[str, ...]]:
    """Pairs of letters of which one is written for the other."""
    beside = map(pairwise, _KEYS)
    below = (zip(over[at:], row, strict=False) for over, row in pairwise(_KEYS) for at in (0, 1))
    keys = {pair[::step] for pair in chain(*beside, *below) for step in (1, -1)}
    return frozenset(keys.union(*(permutations(letters, 2) for letters in _ALIKE)))


@cache
def no_typos() -> frozenset[str]:
    """Words, as the lexicons read them, that are no typos of a lexicon's word. Read once."""
    return frozenset(lines("no_typos.txt"))


def is_typo(word: str, meant: str) -> bool:
    """Whether one letter makes the difference, the first one not.

    >>> is_typo("canabis", "cannabis"), is_typo("kannabis", "cannabis")
    (True, False)

    A letter stands for one that may be mistaken for it.

    >>> is_typo("cannapis", "cannabis"), is_typo("cannafis", "cannabis")
    (True, False)
    """
    if word[0] != meant[0] or not is_one_letter_off(word, meant):
        return False
    differing = [letters for letters in zip(word, meant, strict=False) if letters[0] != letters[1]]
    return len(word) != len(meant) or len(differing) > 1 or differing[0] in _mistaken()


class Speller:
    """The words that a set of lexicons knows, and those that a typo may hide."""

    def __init__(self, known: Collection[str], meant: Iterable[str]) -> None:
        self._known = known
        words: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in meant:
            if len(word) >= SHORTEST and word.isalpha():
                for length in (len(word) - 1, len(word), len(word) + 1):
                    words[word[0], length].append(word)
        #: By the first letter and the length of a typo, the words that it may hide, each between line feeds.
        self._meant = {typo: "\n".join(["", *of_typo, ""]) for typo, of_typo in words.items()}
        self.correct = lru_cache(_REMEMBERED)(self._correct)

    def _correct(self, word: str) -> str | None:
        """The lexicon's word that `word` is a typo of; None for a word that stands for itself."""
        return None if word in no_typos() else self.meant(word)

    def meant(self, word: str) -> str | None:
        """The lexicon's word that lies one letter from a word that no lexicon knows, if any."""
        if word in self._known:
            return None
        words = self._meant.get((word[0], len(word)), "")
        half = len(word) // 2
        # One letter leaves what stands before the middle or what stands after it as it is.
        near = chain(_holding("\n" + word[:half], words), _holding(word[half + 1 :] + "\n", words))
        # Of several the one of the same length, then the longest, and always the same one.
        return min(
            (meant for meant in near if is_typo(word, meant)),
            key=lambda meant: (len(meant) != len(word), -len(meant), meant),
            default=None,
        )


def _holding(part: str, words: str) -> Iterator[str]:
    """The words, each between line feeds, that hold a part."""
    at = words.find(part)
    while at >= 0:
        end = words.index("\n", at + 1)
        yield words[words.rindex("\n", 0, at + 1) + 1 : end]
        at = words.find(part, end)
