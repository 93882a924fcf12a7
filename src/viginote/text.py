"""A note as every room sees it: the text as given, and a folded copy of exactly the same length.

All offsets in viginote are character offsets into the text as given. The folded copy is made
character by character, so that an offset in one is an offset in the other and nothing has to be
mapped back.
"""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

# Typographic variants that clinical software, phones and OCR produce for one plain character.
_PLAIN = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
    "“": '"', "”": '"', "«": '"', "»": '"',
    "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u2003": " ", "\u2002": " ",
    "\ufeff": " ", "\u200b": " ", "\u00ad": "-", "\t": " ",
}  # fmt: skip


class _Fold(dict[int, str | int]):
    """str.translate table, filled as characters are met: one character in, one character out."""

    def __missing__(self, code: int) -> str | int:
        char = chr(code)
        folded = _PLAIN.get(char)
        if folded is None:
            folded = unicodedata.normalize("NFKD", char)[:1].lower()
            if len(folded) != 1 or unicodedata.combining(folded):
                folded = char
        self[code] = folded
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    """Lower case, no accents, plain quotes, dashes and spaces; same length as `text`.

    Ligatures stay single characters ("œ" does not become "oe"): `len(fold(t)) == len(t)` always.

    >>> fold("Sérologie\\u00a0VIH – l’ÉTÉ")
    "serologie vih - l'ete"
    """
    return text.translate(_FOLD)


def words(text: str) -> tuple[str, ...]:
    """The words of `text`: how a table of words is written down.

    >>> words("rue avenue quai")
    ('rue', 'avenue', 'quai')
    """
    return tuple(text.split())


@dataclass(frozen=True)
class Note:
    """One text on its way through the pipeline. `folded` is computed once, when first asked for."""

    text: str

    @cached_property
    def folded(self) -> str:
        return fold(self.text)
