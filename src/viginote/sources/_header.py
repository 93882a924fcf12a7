"""Which of the first rows of a table names its columns, and which stand above it: the titles of an export."""

import re
from collections.abc import Sequence
from statistics import mode

from viginote.sources.naming import column_words, spelt_out
from viginote.text import fold

#: A header stands among so many rows that are not empty, or there is none.
HEADER_WITHIN = 20
#: `date_naissance`, `dateNaissance`, `note2`: no name of a person and no remark is written so.
_SPELLED = re.compile(r"[A-Za-z]+(?:_[A-Za-z0-9]+)+|[a-z]+[A-Z][a-z]\w*|[a-z]+\d+|\w+\[\d*\].*")
_NAME_WORD = re.compile(r"[^\W\d_]+|\d+")
_SMALL_WORDS = frozenset(
    ("de", "du", "des", "la", "le", "les", "l", "d", "en", "et", "ou", "au", "a", "n", "of")
)
_VALUE_LIKE = re.compile(r"\s*[-+]?\d[\d\s.,/:%-]*\s*$|.*@.*\.|.{80}", re.DOTALL)


def header_at(rows: Sequence[Sequence[str]], told: bool | None = None) -> int | None:
    """Which of the first rows names the columns; None where none does. `told`: whether the first one does.

    Rows above it are titles ("Export du 12/03/2024"), filled by half or less, or by one cell; a header below
    titles is as wide as most rows.

    >>> header_at([["Export", "", ""], ["nom", "prenom", "note"], ["DURAND", "Anne", "RAS"]])
    1
    """
    if told is not None or not rows:
        return 0 if told and rows else None
    usual = mode(map(len, rows))
    for at, cells in enumerate(rows[:HEADER_WITHIN]):
        below = len(cells) == usual > 1
        if looks_like_header(cells) and (below or (at == 0 and (len(cells) > 1 or usual == 1))):
            return at
        if usual == 1 or 2 * sum(bool(cell.strip()) for cell in cells) > max(2, usual):
            return None
    return None


def looks_like_header(cells: Sequence[str]) -> bool:
    """Whether a first record names columns: filled, no number, date or e-mail, one cell a usual name.

    In doubt it is data: a header taken for a row costs the names of the columns, a row taken for a header is
    not scanned, and its values would be told as names.

    >>> [looks_like_header(c) for c in (["ID", "Nom d'usage"], ["DURAND", "Odile"], ["a_1", "b"], ["x", "y"])]
    [True, False, True, True]
    """
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) < max(1, len(cells) - 1) or 2 * len(set(filled)) < len(filled):
        return False
    if any(_VALUE_LIKE.match(cell) for cell in filled):
        return False
    return any(map(_names_a_column, filled)) or all(len(cell.strip()) <= 2 for cell in filled)


def _names_a_column(cell: str) -> bool:
    """Whether a cell is made of words that columns are named with, or spelled as only a program would."""
    if _SPELLED.fullmatch(cell.strip()):
        return True
    words = spelt_out(" ".join(fold(word) for word in _NAME_WORD.findall(cell))).split()
    return bool(words) and all(word in column_words() or word in _SMALL_WORDS for word in words)
