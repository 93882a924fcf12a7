"""What rules say of names: titles and header fields that bind a name, and what looks like one and is none."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from viginote.text import fold

_CAP = r"[^\W\d_a-zà-ÿß]"  # a capital
_WORD = r"[^\W\d_][\w]*(?:[-'’][^\W\d_][\w]*)*"
_INITIALS = re.compile(rf"{_CAP}(?:\.?[ -]?{_CAP}){{0,3}}(?!\w)\.?")  # "P.", "J.-P.", "A.B", "F N", "HK"
_NAME_TOKEN = re.compile(rf"{_CAP}\.(?:-?{_CAP}\.)*(?={_WORD})|{_WORD}")
_PARTICLES = frozenset(
    ["de", "du", "des", "la", "le", "el", "al", "ben", "ibn", "bou", "ould", "ait", "van", "von", "der", "den", "di", "da", "do", "dos", "das", "del", "della", "mac", "mc", "saint", "st", "ste", "d", "l"]
)

#: Titles after which a person stands. Those in one letter or that are words too keep their case.
TITLE = re.compile(
    r"(?<![\w@])(?:"
    r"(?i:monsieur|madame|mademoiselle|docteur|docteure|professeur|professeure|ma[iî]tre|mme|mmes|mlle|mlles|melle|drs?|mrs?|prof)"
    r"|M|MM|Pr|Prs|Me|PR(?=\.)|m(?=\.)|pr(?=\.? [a-z]{3})"
    r")(?:\.[ \t]?|[ \t\u00a0\u202f]{1,2})(?=[^\W\d_])"
)
_FIELD = (
    r"noms?(?:[ _](?:de[ _](?:naissance|famille|jeune fille)|d['’]usage|usuel|marital|patronymique|du patient|de la patiente))?"
    r"(?:(?:,| et)? pr[ée]noms?)?(?: du patient| de la patiente)?|pr[ée]noms?(?:\(s\))?|nom/pr[ée]nom"
)
_ROLE = (
    r"patiente?|m[ée]decins?(?: traitant| r[ée]f[ée]rent)?|m\.?t\.?|prescripteur|op[ée]rateurs?|chirurgien|anesth[ée]siste|"
    r"radiologue|biologiste|r[ée]dacteur|interne|externe|secr[ée]taire|pr[ée]leveur|personne (?:de confiance|[àa] (?:pr[ée]venir|contacter))|"
    r"contact|conjointe?|[ée]poux|[ée]pouse|p[èe]re|m[èe]re|fils|fille|tuteur|tutrice|curateur|curatrice|identit[ée]|concerne|"
    r"adress[ée]e? par|valid[ée] par|relu par|dict[ée] par|sign[ée] par|saisi par|assur[ée]e?|b[ée]n[ée]ficiaire|r[ée]f[ée]rente?|"
    r"vu avec|messager|d[ée]funte?"
)
#: "Nom : X": the value may be a word of any kind. "Patient : X": it must look like a name.
NAME_FIELD = re.compile(rf"(?i:(?<!\w)(?:{_FIELD}))[ \t\u00a0]?:[ \t\u00a0]*(?=[^\W\d_])")
ROLE_FIELD = re.compile(rf"(?i:(?<!\w)(?:{_ROLE}))[ \t\u00a0]?:[ \t\u00a0]*(?=[^\W\d_])")
#: Words after which a bare surname or first name stands.
BIRTH_NAME = re.compile(
    r"(?i:(?<!\w)(?:n[ée]e|[ée]pouse|[ée]p\.|veuve|vve|nom de jeune fille))[ \t]+(?=[^\W\d_])"
)
KIN = re.compile(
    r"(?<!\w)(?:son|sa|le|la|leur|ses|du|mon|ma) (?:petit[- ])?(?:fils|fille|fr[eè]re|s(?:oe|œ)ur|mari|femme|conjointe?|compagnon|"
    r"compagne|[ée]poux|[ée]pouse|neveu|ni[eè]ce|cousine?|oncle|tante|ami|amie|copine?|voisine?|gendre|belle-fille|m[eè]re|p[eè]re|bébé|"
    r"petite?|jeune|grand-m[eè]re|grand-p[eè]re)[ \t]*[,:(]?[ \t]*(?=[^\W\d_])",
    re.IGNORECASE,
)

#: Words that surname lists hold and that are none after a title or in a field.
_NEVER = frozenset(
    ["le", "la", "les", "un", "une", "des", "et", "ou", "est", "a", "au", "aux", "en", "par", "sur", "sous", "pour", "avec", "sans", "dans", "qui", "que", "ce", "cette", "son", "sa", "ses", "se", "ne", "pas", "tres", "bien", "directeur", "directrice", "president", "presidente", "maire", "juge", "procureur", "prefet", "ministre", "medecin", "docteur", "professeur", "chirurgien", "cardiologue", "psychiatre", "infirmiere", "infirmier", "interne", "externe", "patient", "patiente", "mere", "pere", "fils", "fille", "date", "ne", "nee", "sexe", "age", "prenom", "prenoms", "nom", "noms", "adresse", "tel", "telephone", "ville", "service", "du", "de", "chef", "traitant", "inconnu", "inconnue", "non", "oui", "ras", "neant"]
)

#: Initials that stand for a patient without a title: "la patiente W.Z âgée", "L'enfant H.", "V.G est un garçon".
_LONE = rf"{_CAP}(?:\.[ ]?{_CAP}\.?|\.|[ ]?{_CAP})?"
_GOES_ON = r"(?=[ ]?,|[ ](?:[âa]g[ée]e?|est|[ée]tait|a\b|n[ée]e?|de[ ]\d|pr[ée]sente|consulte|[\d]))"
ANONYMOUS = re.compile(
    rf"(?:(?<!\w)(?:[Pp]atiente?|[Ee]nfant|[Aa]git d(?:e|u|e la)|[Ll]e jeune|[Ll]a jeune)[ ]|(?:^|(?<=\n)|(?<=[.!?][ ])))"
    rf"(?P<name>(?<=[ ]){_LONE}|{_CAP}\.[ ]?{_CAP}\.?){_GOES_ON}"
)

_OF = r"(?:de la |de l'|de |du |des |d'|selon |type |dite? de |of )?(?:von |van |de )?"
_BEFORE = re.compile(rf"([a-zœæ-]{{2,24}})(?: [a-z]{{4,16}})? {_OF}$")
_JOINED = re.compile(r"([a-z]+)(?:-| et |/)$")
_CITED = re.compile(r"\bet al\b|\b(?:19|20)\d\d\b[^\n;]{0,14};\s?\d+|\bdoi\b|\bpmid\b")
_AUTHORS = re.compile(r"(?:[^\W\d_][\w'-]+(?: [^\W\d_][\w'-]+)? [A-Z]{1,3}[,;.]\s){2,}")


@cache
def _entries(name: str) -> frozenset[str]:
    text = (files("viginote.names") / "data" / name).read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def eponyms() -> frozenset[str]:
    """Folded names of diseases, signs, scores and devices (data/eponyms.txt)."""
    return _entries("eponyms.txt")


@cache
def medical_nouns() -> frozenset[str]:
    """Folded nouns that take an eponym (data/medical_nouns.txt)."""
    return _entries("medical_nouns.txt")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the word sets say of a folded word."""

    is_name: Callable[[str], bool]
    is_first: Callable[[str], bool]
    is_common: Callable[[str], bool]


Span = tuple[int, int]


def bound_names(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Names that a title, a header field or a kin word binds, with the rule that did."""
    for pattern, reason, any_word in (
        (TITLE, "title before", False),
        (NAME_FIELD, "name field", True),
        (ROLE_FIELD, "role field", False),
        (BIRTH_NAME, "birth or married name", False),
        (KIN, "kin word before", False),
    ):
        for cue in pattern.finditer(text):
            strict = pattern in (KIN, ROLE_FIELD, BIRTH_NAME)
            span = _read_name(text, cue.end(), lexicon, any_word, strict, alone=pattern is KIN)
            if span:
                yield *span, reason
    for initials in ANONYMOUS.finditer(text):
        if initials["name"] not in _NO_INITIALS:
            yield *initials.span("name"), "initials of a patient"


def _read_name(
    text: str, at: int, lexicon: Lexicon, any_word: bool, strict: bool, alone: bool
) -> Span | None:
    """The name that begins at `at`: up to five tokens, particles inside, one space between them."""
    if TITLE.match(text, at) and not _INITIALS.match(text, at):
        return None
    start, end = at, at
    for taken in range(1 if alone else 5):
        initials = _INITIALS.match(text, at)
        token = initials or _NAME_TOKEN.match(text, at)
        if not token:
            break
        if initials:
            if not _may_be_initials(initials[0], strict):
                break
        elif _is_particle(token[0]):
            follow = _NAME_TOKEN.match(text, token.end() + 1)
            ends_there = (taken > 1 and fold(token[0]) == "de") or alone
            if ends_there or not (follow and _is_namelike(follow[0], lexicon, False, True)):
                break
        elif not _is_namelike(token[0], lexicon, any_word and taken == 0, strict or taken > 0):
            break
        at = end = token.end()
        if text[end : end + 1] == " ":
            at = end + 1
        elif not token[0].endswith("."):
            break
    return (start, end) if end > start else None


def _is_particle(word: str) -> bool:
    return fold(word) in _PARTICLES or (
        len(word) > 2 and word[0] in "dDlL" and word[1] in "'’" and len(word) == 2
    )


#: Capitals after a title or a field that are no initials.
_NO_INITIALS = frozenset(
    (
        "X",
        "XX",
        "XXX",
        "Y",
        "TA",
        "FC",
        "AU",
        "EN",
        "LE",
        "LA",
        "ET",
        "DE",
        "DU",
        "SE",
        "NE",
        "RAS",
        "RDV",
        "VU",
        "A DE",
    )
)


def _may_be_initials(value: str, strict: bool) -> bool:
    """Whether capitals may stand for a person: with a full stop, or two letters at most right after a title."""
    bare = value.rstrip(".")
    if bare in _NO_INITIALS:
        return False
    return "." in value or (not strict and len(bare) <= 3)


def _is_namelike(word: str, lexicon: Lexicon, any_word: bool, strict: bool) -> bool:
    """Whether a word may be part of a bound name: a capital that is no ordinary word, or a known name."""
    folded = fold(word).rstrip(".")
    if folded in _NEVER:
        return False
    common, known = lexicon.is_common(folded), lexicon.is_name(folded)
    if any_word:
        return word[0].isupper() or not common
    if word[0].isupper():
        if common:
            return known and not word.isupper() and (not strict or lexicon.is_first(folded))
        return known or not strict or not word.isupper()
    return known and not common and len(folded) > 2 and (not strict or lexicon.is_first(folded))


def is_eponym(folded: str, start: int, end: int) -> bool:
    """Whether the span names a disease, sign, score or thing: by the noun before it, or by itself."""
    before = folded[max(0, start - 60) : start]
    if noun := _BEFORE.search(before):
        if noun[1] in medical_nouns() or (
            noun[0].split(" ")[-3:-1] and set(noun[0].split()) & medical_nouns()
        ):
            return True
    joined = _JOINED.search(before)
    if joined and joined[1] in eponyms():
        return True
    value = folded[start:end]
    return value in eponyms() or all(part in eponyms() for part in re.split(r"[- ]", value) if part)


def citations(folded: str, text: str) -> list[Span]:
    """Runs of authors in literature references: "Martin AB, Durand C, ... et al. 2010;115:3"."""
    if not _CITED.search(folded):
        return []
    return [
        run.span() for run in _AUTHORS.finditer(text) if _CITED.search(folded, run.start(), run.end() + 400)
    ]
