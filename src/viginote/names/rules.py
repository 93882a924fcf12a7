"""What rules say of names: titles and header fields that bind a name, and what looks like one and is none."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from viginote.names.lists import entries
from viginote.text import fold

_CAP = r"[^\W\d_a-zà-ÿß]"  # a capital
_LETTERS = r"[^\W\d_]{1,40}"
_WORD = r"[^\W\d_][\w]*(?:[-'’][^\W\d_][\w]*)*"
_INITIALS = re.compile(
    rf"{_CAP}(?:\.?[ -]?{_CAP}){{0,3}}(?![\w'’°-])(?:\.{{3}}|\.)?"
)  # "P.", "J.-P.", "A.B", "F N", "HK"
_NAME_TOKEN = re.compile(rf"{_CAP}\.(?:-?{_CAP}\.)*(?={_WORD})|{_WORD}")

#: Titles, on folded text. Those in `_SHORT_TITLES` are other words too and keep their case.
_TITLE = re.compile(
    r"(?:monsieur|madame|mademoiselle|docteure?|professeure?|maitre|mmes?|mlles?|melle|dres?|drs?|mrs?|prof|mm|me|m|pre|prs?)"
    r"(?:\.[ ]?|[ ]{1,2})(?=[^\W\d_])"
)
#: A title that lost its blank: "DrMontagne", "MmeDUPONT".
GLUED_TITLE = re.compile(rf"(?<!\w)(?:Dr|Mme|Mlle|Mr)(?={_CAP}[^\W\d_]{{2}})")
#: An office between the title and the name: "M. le juge d'instruction Lacombe", "Mme la présidente Ève Roy".
OFFICE = re.compile(
    r"(?i:l[ea] (?:vice-)?(?:juge|pr[ée]sident|direct|maire|procureur|substitut|pr[ée]fet|ministre|principal"
    r"|proviseur|commissaire|b[âa]tonnier|doyen|m[ée]decin|docteur|professeur|conseill|inspect|cadre|chef"
    r"|d[ée]put|s[ée]nat|adjoint|responsable|greffi|secr[ée]taire)\w*"
    rf"(?:[ -](?:d['’]|d[eu]s? |de la |de l['’]|en )?[\w'’-]+)??) (?={_CAP})"
)
_SHORT_TITLES = {
    "m": ("M", "m."),
    "mm": ("MM",),
    "me": ("Me",),
    "pr": ("Pr", "PR.", "pr."),
    "prs": ("Prs",),
    "dre": ("Dre", "DRE"),
    "pre": ("Pre",),
}
_FIELD = re.compile(
    r"(?:noms?(?:[ _](?:de[ _](?:naissance|famille|jeune fille)|d'usage|usuel|marital|patronymique))?"
    r"(?:(?:,| et|/)? ?prenoms?)?(?: du patient| de la patiente)?|prenoms?(?:\(s\))?)\s?$"
)
_ROLE = re.compile(
    r"(?:patiente?|medecins?(?: traitant| referent)?|m\.?t\.?|prescripteur|operateurs?|chirurgien"
    r"|anesthesiste|radiologue|biologiste|redacteur|interne|externe|secretaire|preleveur"
    r"|personne (?:de confiance|a (?:prevenir|contacter))|contact|conjointe?|epoux|epouse|pere|mere|fils"
    r"|fille|tuteur|tutrice|curateur|curatrice|identite|concerne|messager|vu avec"
    r"|(?:adressee?|valide|relu|dicte|signe|saisi|redige) par"
    r"|assuree?|beneficiaire|referente?|defunte?)\s?$"
)
_VALUE = re.compile(r"[ ]{0,3}(?=[^\W\d_])")
_DOTS = re.compile(r" ?\.(?: ?\.){2,}")
_BIRTH_NAME = re.compile(
    r"(?:nee|epouse|ep\.|veuve|vve|nom de j(?:eune )?f(?:ille)?|etat[ -]civil|prenom (?:d'usage|choisi"
    r"|social)"
    r"|alias|surnommee?|(?:se fait|veut etre|souhaite etre) appelee?r?|dit s'appeler)"
    r"(?:[ ]{1,2}|[ ]?:[ ]?)(?=[^\W\d_])"
)
_BORN_AFTER = re.compile(r"[a-z'-]+(?: [a-z'-]+)? le [0-9]")
_SHORTEST_BIRTH_NAME = 3
_KIN = re.compile(
    r"(?:fils|fille|frere|s(?:oe|œ)ur|mari|femme|conjointe?|compagnon|compagne|epoux|epouse|neveu|niece|cousine?"
    r"|oncle|tante|amie?|copine?|voisine?|gendre|belle-fille|mere|pere|bebe|petite?|jeune|grand-mere|grand-pere)"
    r"(?![a-z])[ ]?[,:(]?[ ]?(?=[^\W\d_])"
)
_OWN = frozenset(("son", "sa", "le", "la", "leur", "ses", "du", "mon", "ma", "petit", "petite"))
_LAST_WORD = re.compile(r"[a-z]+ $")

#: A line of a round: "L6 ROCHE H. choc septique", "L3 vide".
_BED = re.compile(
    r"(?m)^[ •-]{0,3}(?:L|[Ll]it|[Cc]h\.?|[Cc]hambre|[Bb]ox) ?\d{1,3}[A-Z]?(?: ?[:–-])? "
    rf"(?P<name>(?:(?:LE|DE|DU|EL|BEN) )?{_CAP}{{3,}}(?:-{_CAP}{{2,}})?(?P<initial> {_CAP}\.)?(?!\w))?"
)
#: Two capitalised words side by side: a first name and what may be a surname.
_SIDE_BY_SIDE = re.compile(rf"(?<![\w'’-])(?=({_CAP}[\w'’-]+) ({_CAP}[\w'’-]+)(?![\w'’]))")
_INITIALLED = re.compile(
    rf"(?<![\w.'’-])(?!M\. ){_CAP}\.(?:-?{_CAP}\.)?[ ]?({_CAP}[^\W\d_]{{2,}}(?:-{_CAP}[^\W\d_]+)?)(?![\w'’-])"
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
    rf"[ ](?:(?:de|d[ue]s?|de la|le|la) )?({_CAP}[^\W\d_]{{2,}}(?:-{_CAP}[^\W\d_]+)?)(?![\w'’-])"
)
# It begins with one class of letters, through which a search skips fast.
_AT_TOWN = re.compile(
    r"[àÀHhVvPpSsRrCcDd](?<!\w.)(?:(?:(?<=[àÀ])|abite|ers|ille de|uis|ur|égion de|rès de|ôté de|omicile de) "
    r"|(?:rès|ôté|égion|ille) d['’])"
    rf"(?P<one>{_CAP}{_LETTERS}(?:-{_LETTERS}){{0,4}})( {_CAP}{_LETTERS})?"
)
#: "Béthune, 14.09.2023": the place of a signature, before a date.
_DATE_AFTER = re.compile(r", (?:le )?\d{1,2}[ ./-]")
_DATED_TOWN = re.compile(rf"(?:^|\n|[.;] )(?P<one>{_CAP}{_LETTERS}(?:-{_LETTERS}){{0,4}})\Z")
_LONGEST_TOWN = 50
_STAGE = re.compile(r" (?:[ivx]{1,4}[abc]?|[a-d]\d?|\d[abc]?|\+|-)(?![a-z])")

#: Initials that stand for a patient without a title: "la patiente W.Z âgée", "L'enfant H.", "V.G est né".
_PAIR = rf"{_CAP}\.[ ]?{_CAP}\.?"
_LONE = rf"(?:{_PAIR}|{_CAP}(?:\.|[ ]?{_CAP})?)"
_GOES_ON = r"(?=[ ]?,|[ ](?:[âa]g[ée]e?|est|[ée]tait|a\b|n[ée]e?|de[ ]\d|pr[ée]sente|consulte|\d))"
ANONYMOUS = re.compile(
    rf"(?<!\w)(?:(?:[Pp]atiente?|PATIENTE?|[Ee]nfant|ENFANT|[Ff]illette|FILLETTE|[Gg]arçon|GARÇON"
    rf"|[Aa]git d(?:e|u|e la)|[Ll][ea] jeune)[ ](?P<bound>{_LONE})"
    rf"|(?:^|(?<=\n)|(?<=[.!?][ ]))(?P<first>{_PAIR})){_GOES_ON}"
)

_OF = r"(?:de la |de l'|de |du |des |d'|selon |type |dite? de |of )?(?:von |van |de )?"
_AND = r"(?:[a-z'-]{2,20}(?: et | & |, |-|/|- ))?"
_BEFORE = re.compile(rf"([a-zœæ-]{{2,24}})(?: [a-zœæ]{{4,16}})? {_OF}{_AND}$")
_JOINED = re.compile(r"([a-z]+)(?:-| et |/)$")
_CITED = re.compile(r"\bet al\b|\b(?:19|20)\d\d\b[^\n;]{0,14};\s?\d+|\bdoi\b|\bpmid\b")
_AUTHORS = re.compile(r"(?<!\w)(?:[^\W\d_][\w'-]{1,30}(?: [^\W\d_][\w'-]{1,30})? [A-Z]{1,3}[,;.]\s){2,}")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the word sets say of a folded word."""

    is_name: Callable[[str], bool]
    is_first: Callable[[str], bool]
    is_last: Callable[[str], bool]
    is_common: Callable[[str], bool]
    is_town: Callable[[str], bool]


Span = tuple[int, int]


def bound_names(text: str, folded: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Names that a title, a header field or a kin word binds, with the rule that did.

    `folded` is the folded text, of the same length.
    """
    for cue in _cues(text, folded):
        if span := _read_name(text, cue, lexicon):
            yield *span, cue.reason
    for bed in _in_beds(text, lexicon):
        yield *bed, "bed before"
    for initials in ANONYMOUS.finditer(text):
        group = "bound" if initials["bound"] else "first"
        if initials[group] not in _NO_INITIALS and initials[group] not in ("M. X", "M. Y", "M. Z"):
            yield *initials.span(group), "initials of a patient"


def _in_beds(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Names in capitals behind the number of a bed, where two lines at least begin with one."""
    beds = list(_BED.finditer(text))
    for bed in beds if len(beds) > 1 else ():
        name = fold(bed["name"] or "").removesuffix(fold(bed["initial"] or ""))
        ordinary = lexicon.is_common(name) and not bed["initial"]
        if name and lexicon.is_last(name) and not ordinary and name not in entries("never_names"):
            yield bed.span("name")


def pairs(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """A first name beside another name, in either order, where neither is an ordinary word as well."""
    for words in _SIDE_BY_SIDE.finditer(text):
        both = fold(words[1]), fold(words[2])
        if any(map(lexicon.is_common, both)) or min(map(len, both)) < 3 or _STAGE.fullmatch(f" {both[1]}"):
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


def towns(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Known towns with a capital after "à" or a word of living or coming from there, or before a date."""

    def is_town(span: Span) -> bool:
        name = fold(text[slice(*span)])
        return lexicon.is_town(name) and not lexicon.is_common(name) and not lexicon.is_first(name)

    for town in _AT_TOWN.finditer(text):
        start = town.start("one")
        yield from list(filter(is_town, ((start, town.end()), (start, town.end("one")))))[:1]
    for date in _DATE_AFTER.finditer(text):
        if place := _DATED_TOWN.search(text, max(0, date.start() - _LONGEST_TOWN), date.start()):
            yield from filter(is_town, (place.span("one"),))


class _Cue(NamedTuple):
    """Where a name begins, and what may: any word, only a known name, one word alone."""

    at: int
    reason: str
    any_word: bool = False
    strict: bool = False
    alone: bool = False


def _cues(text: str, folded: str) -> Iterator[_Cue]:
    for end in titles(text, folded):
        if office := OFFICE.match(text, end):
            yield _Cue(office.end(), "office before", strict=True)
        elif not _stands_title(text, folded, end, 3):
            yield _Cue(end, "title before")
    for parting, after in _partings(folded):
        value = _VALUE.match(folded, after)
        if value and not _stands_title(text, folded, value.end(), 1):
            label = folded[max(0, parting - 34) : parting]
            if _ends_label(_FIELD, label):
                yield _Cue(value.end(), "name field", any_word=True)
            elif _ends_label(_ROLE, label):
                yield _Cue(value.end(), "role field", strict=True)
    for cue in _BIRTH_NAME.finditer(folded):
        if _is_birth_name(text, folded, cue):
            yield _Cue(
                cue.end(),
                "birth or married name",
                any_word=_BORN_AFTER.match(folded, cue.end()) is not None,
                strict=True,
            )
    for cue in _KIN.finditer(folded):
        owner = _LAST_WORD.search(folded, max(0, cue.start() - 8), cue.start())
        if owner and owner[0].rstrip() in _OWN and not _stands_title(text, folded, cue.end(), 1):
            yield _Cue(cue.end(), "kin word before", strict=True, alone=True)


def _partings(folded: str) -> Iterator[Span]:
    """What may part the label of a field from its value: colons, and the dots of printed forms."""
    colon = folded.find(":")
    while colon >= 0:
        yield colon, colon + 1
        colon = folded.find(":", colon + 1)
    for dots in _DOTS.finditer(folded) if "..." in folded or ". . ." in folded else ():
        yield dots.span()


def _is_birth_name(text: str, folded: str, cue: re.Match[str]) -> bool:
    """Whether the cue stands by itself ("EP." is an embolism) and a word of some length follows."""
    return not (
        _inside_word(folded, cue.start())
        or text.startswith("EP.", cue.start())
        or _stands_title(text, folded, cue.end(), 1)
        or not all(map(str.isalpha, folded[cue.end() : cue.end() + _SHORTEST_BIRTH_NAME].replace("'", "a")))
    )


def titles(text: str, folded: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where the word after each title begins."""
    for glued in GLUED_TITLE.finditer(text, start, len(text) if end is None else end):
        yield glued.end()
    for title in _TITLE.finditer(folded, start, len(folded) if end is None else end):
        if not _inside_word(folded, title.start()) and _is_title(text, *title.span()):
            yield title.end()


def _stands_title(text: str, folded: str, at: int, longer_than: int) -> bool:
    """Whether a title stands at `at`, so that the name is bound by that one.

    After another title "M." may be an initial ("Dr M. Leroy"): only longer ones count there.
    """
    title = _TITLE.match(folded, at)
    return title is not None and len(title[0]) > longer_than and _is_title(text, *title.span())


def _is_title(text: str, start: int, end: int) -> bool:
    """Whether a title that is another word too is written as a title: "M. D", but not "45 m." or "me dit"."""
    written = text[start:end].rstrip()
    forms = _SHORT_TITLES.get(fold(written).rstrip("."))
    if forms is None:
        return True
    after_number = start > 1 and text[start - 1] == " " and text[start - 2].isdigit()
    return not after_number and (written in forms or written.rstrip(".") in forms)


def _inside_word(folded: str, at: int) -> bool:
    return at > 0 and (folded[at - 1].isalnum() or folded[at - 1] in "_@")


def _ends_label(pattern: re.Pattern[str], label: str) -> bool:
    found = pattern.search(label)
    return found is not None and not _inside_word(label, found.start())


def _read_name(text: str, cue: _Cue, lexicon: Lexicon) -> Span | None:
    """The name that begins at the cue: up to five tokens, particles inside, one space between them."""
    at = end = cue.at
    for taken in range(1 if cue.alone else 5):
        token = _INITIALS.match(text, at) or _NAME_TOKEN.match(text, at)
        if not token or not _continues(text, token, cue, taken, lexicon):
            break
        at = end = token.end()
        if text[end : end + 1] == " ":
            at = end + 1
        elif not token[0].endswith("."):
            break
    return (cue.at, end) if end > cue.at else None


def _continues(text: str, token: re.Match[str], cue: _Cue, taken: int, lexicon: Lexicon) -> bool:
    """Whether a token belongs to the name of which `taken` tokens are read."""
    if token.re is _INITIALS:
        return _may_be_initials(token[0], cue.strict)
    if _is_particle(token[0]):
        follow = _NAME_TOKEN.match(text, token.end() + 1)
        if cue.alone or not follow or (taken > 1 and fold(token[0]) == "de"):
            return False
        return _is_particle(follow[0]) or _is_namelike(follow[0], lexicon, False, True)
    return _is_namelike(token[0], lexicon, cue.any_word and taken == 0, cue.strict or taken > 0)


def _is_particle(word: str) -> bool:
    return fold(word) in entries("particles")


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
    """Whether capitals may stand for a person: with a full stop, or a few letters right after a title."""
    bare = value.rstrip(".")
    if bare in _NO_INITIALS or fold(bare) in entries("never_names"):
        return False
    return "." in value or (not strict and len(bare) <= 3)


def _is_namelike(word: str, lexicon: Lexicon, any_word: bool, strict: bool) -> bool:
    """Whether a word may be part of a bound name: a capital that is no ordinary word, or a known name."""
    folded = fold(word).rstrip(".")
    if folded in entries("never_names"):
        return False
    common, known = lexicon.is_common(folded), lexicon.is_name(folded)
    if any_word:
        return word[0].isupper() or not common
    if word[0].isupper():
        if common:
            return known and not word.isupper() and (not strict or lexicon.is_first(folded))
        return known or not strict or not word.isupper()
    return known and not common and len(folded) > 2 and (not strict or lexicon.is_first(folded))


def is_no_name(value: str) -> bool:
    """Whether a value is a title, a role, a function word or a placeholder such as "X": nobody's name."""
    words = [w for w in re.split(r"[\W\d_]+", fold(value)) if w]
    return all(w in entries("never_names") for w in words) or value.strip(".") in _PLACEHOLDERS


#: What stands for nobody; a laboratory method that is a first name in other letters.
_PLACEHOLDERS = frozenset(("X", "XX", "XXX", "Y", "Z", "ELISA"))


def is_eponym(folded: str, start: int, end: int) -> bool:
    """Whether the span names a disease, sign, score or thing: by the noun before it, or by itself."""
    if follows_medical_noun(folded, start):
        return True
    parts = [part for part in re.split(r"[- ]", folded[start:end]) if part]
    return "-".join(parts) in entries("eponyms") or all(part in entries("eponyms") for part in parts)


def follows_medical_noun(folded: str, start: int) -> bool:
    """Whether a noun of disease, sign or device stands before, or an eponym that is joined to the span."""
    before = folded[max(0, start - 60) : start]
    noun = _BEFORE.search(before)
    words = noun[0].split() if noun else []
    if words != ["signe"] and not entries("medical_nouns").isdisjoint(words):  # but "Signé D. Favre"
        return True
    joined = _JOINED.search(before)
    return joined is not None and joined[1] in entries("eponyms")


def is_staged(folded: str, start: int, end: int) -> bool:
    """Whether a stage or a sign follows at once, as after a score: "Forrest IIa", "Garden 3", "Tinel +".

    The word itself must then be known as an eponym, or the stage be in Roman numerals.
    """
    stage = _STAGE.match(folded, end)
    return stage is not None and (
        folded[start:end] in entries("graded") or stage[0].strip(" abc")[:1] in ("i", "v")
    )


def citations(folded: str, text: str) -> list[Span]:
    """Runs of authors in literature references: "Martin AB, Durand C, ... et al. 2010;115:3"."""
    if not _CITED.search(folded):
        return []
    return [
        run.span() for run in _AUTHORS.finditer(text) if _CITED.search(folded, run.start(), run.end() + 400)
    ]
