"""Names known by what stands beside them: a first name beside a surname, an initial before one."""

import re
from collections.abc import Iterator

from viginote.names.excuses import STAGE
from viginote.names.lexicon import CAPITAL, Lexicon, Span
from viginote.names.lists import entries
from viginote.text import fold

#: Two capitalised words side by side: a first name and what may be a surname.
_SIDE_BY_SIDE = re.compile(rf"(?<![\w'’-])(?=({CAPITAL}[\w'’-]+) ({CAPITAL}[\w'’-]+)(?![\w'’]))")
_INITIALLED = re.compile(
    rf"(?<![\w.'’-])(?!M\. ){CAPITAL}\.(?:-?{CAPITAL}\.)?[ ]?"
    rf"({CAPITAL}[^\W\d_]{{2,}}(?:-{CAPITAL}[^\W\d_]+)?)(?![\w'’-])"
)
#: Second words of the names of germs, which surname lists hold as well: "E. Coli", "S. Aureus".
_SPECIES = frozenset(
    (
        "coli",
        "aureus",
        "pylori",
        "difficile",
        "albicans",
        "cloacae",
        "avium",
        "burnetii",
        "mirabilis",
        "pneumoniae",
        "aeruginosa",
        "vulgaris",
        "faecalis",
    )
)
_SURNAME = re.compile(
    rf"[ ](?:(?:de|d[ue]s?|de la|le|la) )?({CAPITAL}[^\W\d_]{{2,}}(?:-{CAPITAL}[^\W\d_]+)?)(?![\w'’-])"
)


def pairs(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """A first name beside another name, in either order, where neither is an ordinary word as well."""
    for words in _SIDE_BY_SIDE.finditer(text):
        both = fold(words[1]), fold(words[2])
        if any(map(lexicon.is_common, both)) or min(map(len, both)) < 3 or STAGE.fullmatch(f" {both[1]}"):
            continue
        if not entries("never_names").isdisjoint(both):
            continue
        if any(map(lexicon.is_first, both)) and all(map(lexicon.is_name, both)):
            yield words.start(1), words.end(2)


def initialled(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """An initial with a known surname that is no ordinary word: "S. Lafarge", "D. NAHMIAS"."""
    for name in _INITIALLED.finditer(text):
        surname = fold(name[1])
        other = surname in _SPECIES or surname in entries("never_names") or surname in entries("eponyms")
        if lexicon.is_name(surname) and not lexicon.is_common(surname) and not other:
            yield name.span()


def name_after(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a name goes on whose one word is `start:end`: "Isabelle BON", "DUBOIS Marie", "Ève de Brosses".

    `end` itself where no capitalised surname (or first name, behind a surname) follows at once.
    """
    word = fold(text[start:end])
    following = _SURNAME.match(text, end)
    if not following or " " in word:
        return end
    other = fold(following[1])
    fits = (lexicon.is_first(word) and lexicon.is_last(other)) or lexicon.is_first(other)
    return following.end() if fits and other not in entries("never_names") else end
