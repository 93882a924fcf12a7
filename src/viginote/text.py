"""A note as every room sees it: its text in plain characters, and a folded copy of exactly the same length.

The copies are made character by character, so that an offset in one is an offset in the other. Only where the
text as given is not what its reader sees (see `viginote.shown`) is it another; `Note.shown` then leads back.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, ClassVar, TypeVar
from weakref import WeakValueDictionary

from viginote.shown import Shown, show

T = TypeVar("T")

# Typographic variants that clinical software, phones and OCR produce for one plain character.
_PLAIN = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
    "“": '"', "”": '"', "«": '"', "»": '"',
    "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "\u2003": " ", "\u2002": " ",
    "\ufeff": " ", "\u200b": " ", "\u00ad": "-", "\t": " ",
}  # fmt: skip

#: Of these, what word processors, web pages and PDF files put where a hand types a space, "-" or "'".
#: It begins with one class of characters, through which a search skips fast.
_TYPESET = re.compile(
    "[’‘ʼ`´′‐‑\u00a0\u202f\u2007\u2009\u2003\u2002\u00ad\u200b\ufeff–—−]"
    "(?:(?<![–—−])|(?<=[^\\W\\d_].)(?=[^\\W\\d_]))"
)


def plain(text: str) -> str:
    """Plain spaces, hyphens and apostrophes for their typographic variants; same length as `text`.

    A dash stays one where it stands between words, not inside one.

    >>> plain("M.\u00a0D’Arc‑Petit – vu")
    "M. D'Arc-Petit – vu"
    """
    return text if text.isascii() else _TYPESET.sub(lambda match: _PLAIN[match[0]], text)


#: Tabs and line ends that an export wrote out as a backslash and a letter, before what begins a word anew.
_WRITTEN_OUT = re.compile(r"\\(?:r\\n|[tnr])(?![a-zà-ÿ])")


def _carried_out(escape: re.Match[str]) -> str:
    """The sign that is meant, behind as many blanks as keep the length."""
    return ("\t" if escape[0] == r"\t" else "\n").rjust(len(escape[0]))


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
#: The characters of French notes, their numbers, and what each folds to: by table, which is far faster.
_PAGE = bytes(range(256)).decode("cp1252", "replace")
_NUMBERS = codecs.charmap_build(_PAGE)
_FOLDED_PAGE = _PAGE.translate(_FOLD)


def fold(text: str) -> str:
    """Lower case, no accents, plain quotes, dashes and spaces; same length as `text`.

    Ligatures stay single characters ("œ" does not become "oe"): `len(fold(t)) == len(t)` always.

    >>> fold("Sérologie\\u00a0VIH – l’ÉTÉ")
    "serologie vih - l'ete"
    """
    try:
        numbers, _ = codecs.charmap_encode(text, "strict", _NUMBERS)
        return codecs.charmap_decode(numbers, "strict", _FOLDED_PAGE)[0]
    except UnicodeEncodeError:
        return text.translate(_FOLD)


def words(text: str) -> tuple[str, ...]:
    """The words of `text`: how a table of words is written down.

    >>> words("rue avenue quai")
    ('rue', 'avenue', 'quai')
    """
    return tuple(text.split())


def is_one_letter_off(word: str, meant: str) -> bool:
    """Whether one letter makes the difference: left out, put in, another one, or changed round with the next.

    >>> [is_one_letter_off(word, "joint") for word in ("jont", "joiint", "juint", "jiont", "jnoit")]
    [True, True, True, True, False]
    """
    if abs(len(word) - len(meant)) > 1 or word == meant:
        return False
    at, shortest = 0, min(len(word), len(meant))
    while at < shortest and word[at] == meant[at]:
        at += 1
    if len(word) < len(meant):
        return word[at:] == meant[at + 1 :]
    if len(word) > len(meant):
        return word[at + 1 :] == meant[at:]
    swapped = word[at : at + 2] == meant[at : at + 2][::-1] and word[at + 2 :] == meant[at + 2 :]
    return swapped or word[at + 1 :] == meant[at + 1 :]


#: Letters of the notes of which something is kept: those of many short ones, or of one long one.
_KEPT_LETTERS = 1_000_000
#: Texts of which it is kept however long they are: a note, and its copy without damage.
_KEPT_TEXTS = 2


class Kept(dict[str, T]):
    """What is made of a text, kept in memory for the last texts: rules ask for the same in turn."""

    #: All of them, by identity.
    _all: ClassVar["WeakValueDictionary[int, Kept[Any]]"] = WeakValueDictionary()

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make
        self._letters = 0
        self._all[id(self)] = self

    @classmethod
    def forget(cls) -> None:
        """Drop all that is kept of any text: once it is scanned, nobody asks for it again."""
        for reference in cls._all.valuerefs():  # a list: another thread may be making one
            if (kept := reference()) is not None:
                kept.clear()
                kept._letters = 0

    def __missing__(self, text: str) -> T:
        made = self._make(text)
        self._letters += len(text)
        if self._letters > _KEPT_LETTERS and len(self) >= _KEPT_TEXTS:
            self.clear()
            self._letters = len(text)
        self[text] = made
        return made


@dataclass(frozen=True)
class Note:
    """One text on its way through the pipeline: as `given`, and as it is read (computed when first asked)."""

    given: str

    @cached_property
    def shown(self) -> Shown:
        """What a reader sees of it."""
        return show(self.given)

    @cached_property
    def text(self) -> str:
        text = plain(self.shown.text)
        return _WRITTEN_OUT.sub(_carried_out, text) if "\\" in text else text

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def found(self) -> dict[Callable[["Note"], Iterable[Any]], tuple[Any, ...]]:
        """What searches that are made `once` found."""
        return {}


def once(search: Callable[[Note], Iterable[T]]) -> Callable[[Note], tuple[T, ...]]:
    """A search whose findings stay with the note, for those that build on them."""

    @wraps(search)
    def searched(note: Note) -> tuple[T, ...]:
        if search not in note.found:
            note.found[search] = tuple(search(note))
        return note.found[search]

    return searched
