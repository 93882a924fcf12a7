"""The person of the record by name: which matches count, and the initials beside them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from viginote.findings import Finding, Identity
from viginote.names.known._base import finding
from viginote.names.known.matching import Match, find_matches
from viginote.names.known.words import JOINS, Token, are_joined, in_capitals, is_ordinary, parts_of, tokens_of
from viginote.text import Note

_TITLE = re.compile(
    r"\b(?:(?:m|mr|mrs|mme|mlle|melle|dr|pr|me)\.? |(?:monsieur|madame|mademoiselle|docteur|professeur"
    r"|maitre|enfant"
    r"|famille|epoux|epouse|prenomme|bebe|mere|pere|fils|fille|frere|soeur|patiente?|nee?(?:\(e\))?) "
    r"|(?:nom|prenom|patiente?)(?: de \w{3,12})? ?: ?)\Z"
)
_CIVIL = re.compile(r"\b(?:m|mr|mme|mlle|melle|monsieur|madame|mademoiselle|patiente?|enfant)[ .]{1,2}\Z")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:\n])[ \-]*\Z")
Names = Sequence[tuple[str, ...]]


def people(note: Note, identity: Identity) -> Iterator[Finding]:
    """The person's names and initials wherever they stand in the note; they may overlap."""
    last = _variants(identity.last_names)
    first = _variants(identity.first_names)
    if not last and not first:
        return
    tokens = tokens_of(note)
    matches = [*find_matches(note, tokens, last, True), *find_matches(note, tokens, first, False)]
    neighbours = _Neighbours(matches)
    initials = {parts[0][0] for parts in first}, {parts[0][0] for parts in last}
    for m in matches:
        others = first if m.family else last
        if not _counts(note, tokens, m, neighbours, others):
            continue
        start, end = _with_initials(note, tokens, m, others)
        score = 0.97 if m.sure else 0.88
        yield finding(
            start, end, "PERSON", score, "name of the record" if m.sure else "like a name of the record"
        )
    yield from _bare_initials(note, tokens, *initials)


def _variants(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The names as their words, and each side of a hyphen by itself: "Le Gall-N'Diaye" is "Le Gall" too."""
    sides = (side for name in names for side in dict.fromkeys((name, *str(name).split("-"))))
    return list(dict.fromkeys(parts for side in sides if (parts := parts_of(side))))


class _Neighbours:
    """The matches by the token they begin and end at, last names and first names apart."""

    def __init__(self, matches: Iterable[Match]) -> None:
        self._begins = {(m.family, m.first) for m in matches}
        self._ends = {(m.family, m.last) for m in matches}

    def after(self, match: Match) -> bool:
        """Whether the person's other name begins where this one ends."""
        return (not match.family, match.last) in self._begins

    def before(self, match: Match) -> bool:
        return (not match.family, match.first) in self._ends


def _counts(
    note: Note, tokens: Sequence[Token], match: Match, neighbours: _Neighbours, others: Names
) -> bool:
    """Whether what matches is the person, and not a word of the language."""
    run = tokens[match.first : match.last]
    left = note.folded[max(0, run[0].start - 16) : run[0].start]
    if _TITLE.search(left) or _with_initials(note, tokens, match, others) != (run[0].start, run[-1].end):
        return True
    if neighbours.after(match) and _near(note, tokens, match.last):
        return True
    if neighbours.before(match) and _near(note, tokens, match.first):
        return True
    letters = sum(len(t.word) for t in run)
    if letters < 3 or not match.sure or (letters == 3 and not run[0].capital):
        return run[0].capital and letters > 3 and not is_ordinary(run)
    if is_ordinary(run):
        return run[0].capital and not _SENTENCE_START.search(left) and not in_capitals(note, run[0])
    return True


def _near(note: Note, tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` follows the one before it with nothing but a separator between."""
    between = note.folded[tokens[i - 1].end : tokens[i].start]
    return between in JOINS or between in (", ", " , ", "/")


def _with_initials(note: Note, tokens: Sequence[Token], match: Match, others: Names) -> tuple[int, int]:
    """The span of the match with the initial of the person's other name beside it: "J. DUPONT", "Jean D."."""
    start, end = tokens[match.first].start, tokens[match.last - 1].end
    letters = {parts[0][0] for parts in others}
    text = note.text
    if match.last < len(tokens):
        after = tokens[match.last]
        if after.word in letters and after.capital and text[end : after.start] in (" ", ", "):
            end = after.end
    if match.first:
        left = tokens[match.first - 1]
        if left.word in letters and left.capital and text[left.end : start] in (". ", ".", " "):
            start = left.start
    if text[end : end + 1] == "." and end - 2 >= 0 and not text[end - 2].isalnum():
        end += 1
    return start, end


def _bare_initials(note: Note, tokens: Sequence[Token], first: set[str], last: set[str]) -> Iterator[Finding]:
    """Initials after a title: "M. D.", "Mme J.D.", "patient J. D."."""
    for i, token in enumerate(tokens):
        if len(token.word) > 2 or not note.text[token.start : token.end].isupper():
            continue
        if not _CIVIL.search(note.folded[max(0, token.start - 14) : token.start]):
            continue
        end = token.end
        letters = token.word
        follower = tokens[i + 1] if i + 1 < len(tokens) else None
        if (
            follower
            and len(letters + follower.word) == 2
            and follower.capital
            and are_joined(note, (token, follower))
        ):
            letters, end = letters + follower.word, follower.end
        pair = len(letters) == 2 and (
            (letters[0] in first and letters[1] in last) or (letters[0] in last and letters[1] in first)
        )
        if pair or (len(letters) == 1 and letters in last):
            end += note.text[end : end + 1] == "."
            yield finding(token.start, end, "PERSON", 0.85, "initials of the record after a title")
