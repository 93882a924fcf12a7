"""The record's own identity wherever it stands in its note: names, birth date, NIR, phones, address, numbers.

The record says who its patient is, so the note is searched for exactly that, in any case, accent, spacing,
order or hyphenation, with the usual abbreviations ("J.-P." for Jean-Pierre, "M. D.", "St" for Saint) and, in
names of six letters and more, one slip of the pen. A name that is an ordinary word as well ("Petit", "Rose")
counts only beside a title or another of the record's names, or capitalised inside a sentence.

>>> from viginote.findings import Identity
>>> identity = Identity(last_names=["Le Gall"], first_names=["Jean-Pierre"], birth_date="1954-03-12")
>>> text = "vu ce jour M. LEGALL J.-P., né le 12 mars 1954"
>>> [text[f.start : f.end] for f in find(Note(text), identity)]
['LEGALL J.-P.', '12 mars 1954']

Source of the traits: Référentiel national d'identitovigilance (names, birth date, sex, birth place, INS).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise

from viginote.findings import Explanation, Finding, Identity
from viginote.identifiers import dates, email, nir
from viginote.text import Note, fold

DETECTOR = "known identity"
_TYPO_LENGTH = 6  # letters of a name in which one slip is still recognised


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _words("de du des d la le les l el al ben van von der den di da dos san saint sainte et")
_SAME = {"st": "saint", "ste": "sainte", "s": "sur", "œ": "oe", "æ": "ae"}
_WAYS = _words(
    "rue r avenue ave av boulevard boul bld bvd bd place pl impasse imp allee allees all chemin che ch route"
    " rte quai square sq cours crs passage residence res lotissement lot bis ter quater a b c"
)
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+")
_TITLE = re.compile(
    r"\b(?:(?:m|mr|mrs|mme|mlle|melle|dr|pr|me)\.? |(?:monsieur|madame|mademoiselle|docteur|professeur"
    r"|maitre|enfant"
    r"|famille|epoux|epouse|prenomme|bebe|mere|pere|fils|fille|frere|soeur|patiente?|nee?(?:\(e\))?) "
    r"|(?:nom|prenom|patiente?)(?: de \w{3,12})? ?: ?)\Z"
)
_CIVIL = re.compile(r"\b(?:m|mr|mme|mlle|melle|monsieur|madame|mademoiselle|patiente?|enfant)[ .]{1,2}\Z")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:\n])[ \-]*\Z")
_JOINS = frozenset(("", " ", "-", "'", ". ", ".", ".-", " - ", "- ", " -", "\n", "-\n"))
Names = Sequence[tuple[str, ...]]

_SMALL_WORDS = 5  # small words between two telling words of a street
_LONGEST_GAP = 4  # characters between two figures of a number


@dataclass(frozen=True, slots=True)
class _Token:
    """One word of the note: its span, its plain form, and whether it is capitalised."""

    start: int
    end: int
    word: str
    capital: bool


@dataclass(frozen=True, slots=True)
class _Match:
    """Tokens `first:last` that are a name of the record; `sure` when they are it whole and exactly."""

    first: int
    last: int
    family: bool
    sure: bool


def find(note: Note, identity: Identity) -> list[Finding]:
    """What `identity` says of the patient, wherever it stands in `note`, none of a label overlapping."""
    found: list[Finding] = []
    for hits in (_people(note, identity), _numbers(note, identity), _places(note, identity)):
        found += hits
    return _disjoint(found)


# -- names ------------------------------------------------------------------------------------------------
def _people(note: Note, identity: Identity) -> Iterator[Finding]:
    last = _variants(identity.last_names)
    first = _variants(identity.first_names)
    if not last and not first:
        return
    tokens = _tokens(note)
    matches = [*_matches(note, tokens, last, True), *_matches(note, tokens, first, False)]
    neighbours = _Neighbours(matches)
    initials = {parts[0][0] for parts in first}, {parts[0][0] for parts in last}
    for m in matches:
        others = first if m.family else last
        if not _counts(note, tokens, m, neighbours, others):
            continue
        start, end = _with_initials(note, tokens, m, others)
        score = 0.97 if m.sure else 0.88
        yield _finding(
            start, end, "PERSON", score, "name of the record" if m.sure else "like a name of the record"
        )
    yield from _bare_initials(note, tokens, *initials)


def _variants(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The names as their words, and each side of a hyphen by itself: "Le Gall-N'Diaye" is "Le Gall" too."""
    sides = (side for name in names for side in dict.fromkeys((name, *str(name).split("-"))))
    return list(dict.fromkeys(parts for side in sides if (parts := _parts(side))))


def _matches(
    note: Note, tokens: Sequence[_Token], names: Iterable[tuple[str, ...]], family: bool
) -> Iterator[_Match]:
    for parts in names:
        joined = "".join(parts)
        telling = {part for part in parts if len(part) > 3} - _PARTICLES if len(parts) > 1 else set()
        for i, token in enumerate(tokens):
            if token.word == parts[0] and _follow(note, tokens, i, parts):
                yield _Match(i, i + len(parts), family, True)
            elif token.word == joined:
                yield _Match(i, i + 1, family, True)
            elif token.word in telling or any(_slip(token.word, part) for part in (joined, *parts)):
                yield _Match(i, i + 1, family, False)
        if not family and len(parts) > 1:
            yield from _abbreviated(note, tokens, parts)


def _abbreviated(note: Note, tokens: Sequence[_Token], parts: tuple[str, ...]) -> Iterator[_Match]:
    """A compound first name by its initials: "J.-P.", "JP", "J Pierre"."""
    letters = "".join(part[0] for part in parts)
    for i, token in enumerate(tokens):
        if token.word == letters and note.text[token.start : token.end].isupper():
            yield _Match(i, i + 1, False, False)
        elif token.word == letters[0] and _follow_any(note, tokens, i, letters, parts):
            yield _Match(i, i + len(parts), False, False)


def _follow_any(note: Note, tokens: Sequence[_Token], i: int, letters: str, parts: tuple[str, ...]) -> bool:
    """Whether the tokens from `i` are initials of the parts, or the parts themselves."""
    run = tokens[i : i + len(parts)]
    return (
        len(run) == len(parts)
        and all(t.capital and t.word in (a, p) for t, a, p in zip(run, letters, parts, strict=True))
        and _joined(note, run)
    )


def _follow(note: Note, tokens: Sequence[_Token], i: int, parts: tuple[str, ...]) -> bool:
    run = tokens[i : i + len(parts)]
    return tuple(t.word for t in run) == parts and _joined(note, run)


def _joined(note: Note, run: Sequence[_Token]) -> bool:
    """Whether nothing but a separator stands between the tokens."""
    return all(note.folded[a.end : b.start] in _JOINS for a, b in pairwise(run))


class _Neighbours:
    """The matches by the token they begin and end at, last names and first names apart."""

    def __init__(self, matches: Iterable[_Match]) -> None:
        self._begins = {(m.family, m.first) for m in matches}
        self._ends = {(m.family, m.last) for m in matches}

    def after(self, match: _Match) -> bool:
        """Whether the person's other name begins where this one ends."""
        return (not match.family, match.last) in self._begins

    def before(self, match: _Match) -> bool:
        return (not match.family, match.first) in self._ends


def _counts(
    note: Note, tokens: Sequence[_Token], match: _Match, neighbours: _Neighbours, others: Names
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
        return run[0].capital and letters > 3 and not _ordinary(run)
    if _ordinary(run):
        return run[0].capital and not _SENTENCE_START.search(left) and not _in_capitals(note, run[0])
    return True


def _near(note: Note, tokens: Sequence[_Token], i: int) -> bool:
    """Whether token `i` follows the one before it with nothing but a separator between."""
    between = note.folded[tokens[i - 1].end : tokens[i].start]
    return between in _JOINS or between in (", ", " , ", "/")


def _ordinary(run: Sequence[_Token]) -> bool:
    return all(t.word in _ordinary_words() or t.word in _PARTICLES for t in run)


@cache
def _ordinary_words() -> frozenset[str]:
    lines = (
        files("viginote.names").joinpath("data/ordinary_words.txt").read_text(encoding="utf-8").splitlines()
    )
    return frozenset(line for line in lines if not line.startswith("#"))


def _in_capitals(note: Note, token: _Token) -> bool:
    """Whether the words around are in capitals too, so that a capital says nothing."""
    around = note.text[max(0, token.start - 20) : token.end + 20]
    return around.upper() == around


def _with_initials(note: Note, tokens: Sequence[_Token], match: _Match, others: Names) -> tuple[int, int]:
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


def _bare_initials(
    note: Note, tokens: Sequence[_Token], first: set[str], last: set[str]
) -> Iterator[Finding]:
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
            and _joined(note, (token, follower))
        ):
            letters, end = letters + follower.word, follower.end
        pair = len(letters) == 2 and (
            (letters[0] in first and letters[1] in last) or (letters[0] in last and letters[1] in first)
        )
        if pair or (len(letters) == 1 and letters in last):
            end += note.text[end : end + 1] == "."
            yield _finding(token.start, end, "PERSON", 0.85, "initials of the record after a title")


def _slip(word: str, name: str) -> bool:
    """Whether `word` is `name` with one letter wrong, missing, added, or two neighbours changed round."""
    if len(name) < _TYPO_LENGTH or abs(len(word) - len(name)) > 1 or word == name:
        return False
    head = next(
        (i for i, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name))
    )
    a, b = word[head:], name[head:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _tokens(note: Note) -> list[_Token]:
    text = note.text
    return [
        _Token(m.start(), m.end(), _plain(m[0]), text[m.start()].isupper())
        for m in _WORD.finditer(note.folded)
    ]


def _plain(word: str) -> str:
    return _SAME.get(word, word).replace("œ", "oe").replace("æ", "ae")


def _parts(name: str) -> tuple[str, ...]:
    """The words of a name in their plain form: "Le Gall-N'Diaye" -> le, gall, n, diaye."""
    return tuple(_plain(word) for word in _WORD.findall(fold(str(name))))


# -- numbers, dates, addresses of the net ------------------------------------------------------------------
def _numbers(note: Note, identity: Identity) -> Iterator[Finding]:
    if identity.birth_date:
        yield from _birth_dates(note, identity.birth_date)
    keys = list(_keys(identity))
    if keys:
        squeezed = [(i, c) for i, c in enumerate(note.folded) if c.isalnum()]
        stream = "".join(c for _, c in squeezed)
        for key, label in keys:
            for start, end in _spread(note.folded, squeezed, stream, key):
                yield _finding(_with_prefix(note.text, start), end, label, 0.98, "number of the record")
    for address in identity.emails:
        yield from _emails(note, str(address))


def _keys(identity: Identity) -> Iterator[tuple[str, str]]:
    """The characters to look for, separators aside, with their label."""
    if identity.nir and len(number := nir.compact(identity.nir).lower()) >= 13:
        yield from ((number, "NIR"), (number[:13], "NIR"))
    for phone in identity.phones:
        digits = "".join(c for c in str(phone) if c.isdigit())
        national = re.sub(r"\A(?:0033|33)0?|\A0", "", digits)
        if len(national) == 9:
            yield from ((f"{prefix}{national}", "PHONE") for prefix in ("00330", "0033", "330", "33", "0"))
        elif len(digits) >= 6:
            yield digits, "PHONE"
    for number in identity.patient_ids:
        plain = "".join(c for c in fold(str(number)) if c.isalnum())
        for key in dict.fromkeys((plain, plain.lstrip("0"))):
            if len(key) >= 5:
                yield key, "PATIENT_ID"
    if identity.postcode and len(code := "".join(c for c in str(identity.postcode) if c.isdigit())) >= 4:
        yield code, "POSTCODE"


def _spread(
    folded: str, squeezed: Sequence[tuple[int, str]], stream: str, key: str
) -> Iterator[tuple[int, int]]:
    """Where the characters of `key` stand one after the other with nothing but separators between."""
    at = stream.find(key)
    while at >= 0:
        places = [i for i, _ in squeezed[at : at + len(key)]]
        start, end = places[0], places[-1] + 1
        close = all(b - a <= _LONGEST_GAP for a, b in pairwise(places))
        whole = not (folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum())
        if close and whole:
            yield start, end
        at = stream.find(key, at + 1)


def _with_prefix(text: str, start: int) -> int:
    """The start with the "+" or the bracket of an international number."""
    while start and text[start - 1] in "+(":
        start -= 1
    return start


def _birth_dates(note: Note, birth: date | str) -> Iterator[Finding]:
    iso = birth.isoformat()[:10] if isinstance(birth, date) else str(birth)[:10]
    iso = iso if re.fullmatch(r"\d{4}-\d\d-\d\d", iso) else dates.compact(str(birth))
    if len(iso) != 10:
        return
    year, month, day = iso.split("-")
    for hit in dates.spans(note.folded):
        if dates.compact(note.text[hit.start : hit.end]) == iso:
            yield _finding(hit.start, hit.end, "BIRTH_DATE", 0.98, "birth date of the record")
    for m in re.finditer(rf"(?<![0-9])(?:{day}{month}{year[2:]}|{day}{month}{year})(?![0-9])", note.folded):
        yield _finding(m.start(), m.end(), "BIRTH_DATE", 0.95, "birth date of the record")


def _emails(note: Note, address: str) -> Iterator[Finding]:
    wanted = email.compact(address)
    for hit in email.RECOGNIZER.search(note):
        if email.compact(note.text[hit.start : hit.end]) == wanted:
            yield _finding(hit.start, hit.end, "EMAIL", 0.99, "e-mail of the record")


# -- places -----------------------------------------------------------------------------------------------
def _places(note: Note, identity: Identity) -> Iterator[Finding]:
    if identity.city and (parts := _parts(re.sub(r"(?i)\bcedex\b.*|\d+", "", identity.city))):
        tokens = _tokens(note)
        for m in _matches(note, tokens, [parts], True):
            run = tokens[m.first : m.last]
            if (
                m.sure
                and (run[0].capital or not _ordinary(run))
                and not (_ordinary(run) and _in_capitals(note, run[0]))
            ):
                yield _finding(run[0].start, run[-1].end, "CITY", 0.95, "town of the record")
    if identity.address:
        yield from _streets(note, identity.address)


def _streets(note: Note, address: str) -> Iterator[Finding]:
    """The record's street: its number and the telling words of its name in order, whatever the way's type."""
    said = [_plain(m[0]) for m in _TOKEN.finditer(fold(address))]
    telling = [word for word in said if word not in _WAYS and word not in _PARTICLES]
    names = [word for word in telling if not word.isdigit()]
    if not names or sum(map(len, names)) < 4:
        return
    tokens = [_Token(m.start(), m.end(), _plain(m[0]), False) for m in _TOKEN.finditer(note.folded)]
    numbered = telling[0].isdigit()
    for i, token in enumerate(tokens):
        if numbered and token.word == telling[0] and (end := _in_order(tokens, i, telling)):
            yield _finding(token.start, end, "ADDRESS", 0.97, "address of the record")
        elif (
            token.word in _WAYS
            and len(token.word) > 1
            and (end := _in_order(tokens, i, [token.word, *names]))
        ):
            yield _finding(token.start, end, "ADDRESS", 0.93, "street of the record")


def _in_order(tokens: Sequence[_Token], i: int, words: Sequence[str]) -> int:
    """The end of the last of `words` when they follow from token `i` over small words, else 0."""
    for word in words[1:]:
        i += 1
        for token in tokens[i : i + _SMALL_WORDS]:
            if token.word == word or (token.word not in _WAYS and token.word not in _PARTICLES):
                break
            i += 1
        if i >= len(tokens) or not (tokens[i].word == word or _slip(tokens[i].word, word)):
            return 0
    return tokens[i].end


# -- findings ---------------------------------------------------------------------------------------------
def _finding(start: int, end: int, label: str, score: float, reason: str) -> Finding:
    return Finding(start, end, label, score, DETECTOR, explain=Explanation(reason=reason))


def _disjoint(found: Iterable[Finding]) -> list[Finding]:
    """One finding for those of a label that overlap, or names a space apart: the best score."""
    merged: list[Finding] = []
    for f in sorted(found, key=lambda f: (f.label, f.start, -f.end)):
        last = merged[-1] if merged else None
        reach = 2 if f.label == "PERSON" else 0
        if last and last.label == f.label and f.start < last.end + reach:
            best = max(last, f, key=lambda x: x.score)
            merged[-1] = _finding(last.start, max(last.end, f.end), f.label, best.score, best.explain.reason)
        else:
            merged.append(f)
    return sorted(merged, key=lambda f: (f.start, f.end))
