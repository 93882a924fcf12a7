"""Names that a cue binds, read word by word; beds of a round; initials of an anonymous patient."""

import re
from collections.abc import Iterator
from itertools import chain

from viginote.anchors import matches
from viginote.names.cues import Cue, cues
from viginote.names.excuses import is_staged, is_thing, is_treatment, names_nobody
from viginote.names.glued import glued_names
from viginote.names.lexicon import CAPITAL, NAME_WORD, Lexicon, Span, is_acronym
from viginote.names.lists import entries
from viginote.names.rows import in_columns, joined_by_signs
from viginote.text import fold

_INITIALS = re.compile(
    rf"{CAPITAL}(?:\.?[ -]?{CAPITAL}){{0,3}}(?![\w'°-])(?:\.{{3}}|\.)?"
)  # "P.", "J.-P.", "A.B", "F N", "HK"
_NAME_TOKEN = re.compile(rf"{CAPITAL}[a-z]?\.(?:-?{CAPITAL}\.)*[ ]?(?={NAME_WORD})|{NAME_WORD}")
#: A line of a round: "L6 ROCHE H. choc septique", "L3 vide".
_BED = re.compile(
    r"(?m)^[ •-]{0,3}(?:L|[Ll]it|[Cc]h\.?|[Cc]hambre|[Bb]ox) ?\d{1,3}[A-Z]?(?: ?[:–-])? "
    rf"(?P<name>(?:(?:LE|DE|DU|EL|BEN) )?{CAPITAL}{{3,}}(?:-{CAPITAL}{{2,}})?"
    rf"(?P<initial> {CAPITAL}\.)?(?!\w))?"
)
#: "Excusés : Giuliani, Hue, Itoh", "Présents : I Mekalem, Gülay (AS)".
_PRESENT = (
    "present", "excuse", "absent", "participant", "invite", "intervenant", "destinataire", "correspondant",
    "signataire", "redacteur", "referent", "medecin", "praticien", "interne", "externe", "chirurgien",
    "anesthesiste", "operateur", "infirmier", "infirmiere", "aide-soignant", "aide soignant", "kine",
    "psychologue", "ergotherapeute", "orthophoniste", "dieteticien", "pharmacien", "educateur", "educatrice",
    "secretaire",
)  # fmt: skip
_LISTED = re.compile(rf"(?:{'|'.join(_PRESENT)})(?:e?s|\(e\)s|\(s\)) ?: ?")
_LISTING = re.compile(r"(?:[^\n.]|(?<=[A-Z])\.|(?<=[A-Z][a-z])\.)+")
_ITEM = re.compile(
    rf"(?<=[:,;/] )(?P<name>(?:{CAPITAL}[a-z]?\.? ?)?{CAPITAL}[\w'-]+(?: {CAPITAL}[\w'-]+){{0,2}})"
    r"(?= ?(?:\([^)\n]{1,30}\) ?)?(?:[,;/.]|$|\n))"
)
_PARTICLES_ALONE = re.compile(r"(?:LE DU|Le D[uû])(?!\w)")  # a Breton surname
#: "BB MOREAU-SY né 08/10", "Bébé LEROY": no title, and no possessive before as kin has.
_BABY = re.compile(rf"[BN](?<!\w.)(?:B|b|ébé|ÉBÉ|EBE|né|N) (?:de )?({CAPITAL}[\w'-]{{2,}})")
#: "mr a. 52a": the writer of a hurried line leaves the initial in lower case too.
_LOWER_INITIAL = re.compile(r"[md](?<!\w.)(?:r|me|lle) ([a-z]\.(?:-?[a-z]\.)?)(?=[ ,:;)]|$)")
#: Initials that stand for a patient without a title: "la patiente W.Z âgée", "L'enfant H.", "V.G est né".
_PAIR = rf"{CAPITAL}\.[ ]?{CAPITAL}\.?"
_LONE = rf"(?:{_PAIR}|{CAPITAL}(?:\.|[ ]?{CAPITAL})?)"
_GOES_ON = r"(?=[ ]?,|[ ](?:[âa]g[ée]e?|est|[ée]tait|a\b|n[ée]e?|de[ ]\d|pr[ée]sente|consulte|\d))"
_OPENING = rf"(?P<initials>{CAPITAL}(?:(?<![^\n].)|(?<=[.!?][ ].))\.[ ]?{CAPITAL}\.?)"
ANONYMOUS = (
    re.compile(
        r"[PpEeFfGgAaLl](?<!\w.)(?:(?:(?<=[Pp])atiente?|(?<=P)ATIENTE?|(?<=[Ee])nfant|(?<=E)NFANT"
        r"|(?<=[Ff])illette|(?<=F)ILLETTE|(?<=[Gg])arçon|(?<=G)ARÇON|(?<=[Aa])git d(?:e|u|e la)"
        rf"|(?<=[Ll])[ea] jeune)[ ](?P<initials>{_LONE})){_GOES_ON}"
    ),
    re.compile(_OPENING + _GOES_ON),
)
#: Several of kin by their initials: "ses enfants P. et S.", "filles : L., M. et T.".
_SEVERAL_KIN = (
    "enfants", "fils", "filles", "freres", "soeurs", "sœurs", "parents", "jumeaux", "jumelles", "cousins",
    "cousines", "neveux", "nieces", "petits-enfants",
)  # fmt: skip
_INITIALS_OF_KIN = re.compile(rf"[\w-]+(?: :| \()? (?P<list>{CAPITAL}\.(?:(?:,| et) {CAPITAL}\.)+)")
_EACH = re.compile(rf"{CAPITAL}\.")
#: An initial, and behind it whose kin: "appel de L. (sœur)", "R., son frère, est venu".
_THEN_KIN = re.compile(
    rf"{CAPITAL}(?<!\w.)\.(?=(?:,? \((?:sa |son )?|, (?:sa|son|leur) )(?i:m[èe]re|p[èe]re|maman|papa|fr[èe]re"
    r"|s(?:oe|œ)ur|fils|fille|mari|femme|[ée]poux|[ée]pouse|conjointe?|compagnon|compagne|oncle|tante|neveu"
    r"|ni[èe]ce|cousine?|copine?|amie?|ex|voisine?|tut(?:eur|rice))(?!\w))"
)
#: What leads to somebody, where a letter is that of no disease or vitamin ("hép. B.", "vit. D.").
_LEADS = re.compile(
    r"(?:\A|(?:[\n,;:(]|(?<=\w{6})\.|(?<=\))\.) ?"
    r"|\b(?i:de|avec|par|chez|et|à|vue?|eu|reçue?|contact[ée]*|appel[ée]*|joint|prévenue?) )\Z"
)
_LONGEST_LEAD = 12
_TITLES_TOO = frozenset(("MR", "ME", "MM", "DR", "PR"))  # and initials, where nothing follows
#: What goes with somebody, where "A" might be the verb: "Mme A est venue", but not "Mme A chuté".
_SAID_OF = re.compile(r" (?:est|et|a|va|vit|vient|ne|se|[ns]'\w+|qui|était|avait|sera|dort)(?!\w)")
_CAPITALISED = re.compile(rf"{CAPITAL}[^A-ZÀ-Þ]*(?:[-']{CAPITAL}[^A-ZÀ-Þ]*)*$|Ma?c{CAPITAL}[a-z]+$")
#: Capitals after a title or a field that are no initials.
_NO_INITIALS = frozenset(
    (
        "OK",
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


def bound_names(text: str, folded: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Names that a title, a header field or a kin word binds, with the rule that did.

    `folded` is the folded text, of the same length.
    """
    for cue in cues(text, folded):
        span = _read_name(text, cue, lexicon)
        if span and not (cue.strict and is_staged(folded, *span)) and not is_treatment(folded, *span):
            yield *span, cue.reason
    for bed in _in_beds(text, lexicon):
        yield *bed, "bed before"
    for cell in in_columns(text, folded, lexicon):
        yield *cell, "heading of the column"
    for part in joined_by_signs(text, lexicon):
        yield *part, "joined to a name"
    for listed in _in_lists(text, folded, lexicon):
        yield *listed, "list of those present"
    for glued in glued_names(text, lexicon):
        yield *glued, "glued title or birth"
    for baby in _BABY.finditer(text):
        name = fold(baby[1])
        if lexicon.is_name(name) and not lexicon.is_common(name) and name not in entries("never_names"):
            yield *baby.span(1), "word for a child before"
    for initials in _of_kin(text, folded):
        yield *initials, "initials of kin"
    yield from _of_patients(text)


def _of_patients(text: str) -> Iterator[tuple[int, int, str]]:
    """Initials that stand for a patient without a title, or behind one in a hurried line."""
    for initial in _LOWER_INITIAL.finditer(text):
        yield *initial.span(1), "title before"
    for found in chain.from_iterable(pattern.finditer(text) for pattern in ANONYMOUS):
        initials = found["initials"]
        if initials not in _NO_INITIALS and initials not in ("M. X", "M. Y", "M. Z"):
            yield *found.span("initials"), "initials of a patient"


def _of_kin(text: str, folded: str) -> Iterator[Span]:
    """Initials listed behind words for kin, and those of which kin is told behind them."""
    for several in matches(folded, _SEVERAL_KIN, _INITIALS_OF_KIN, text):
        yield from (initial.span() for initial in _EACH.finditer(text, *several.span("list")))
    for initial in _THEN_KIN.finditer(text):
        if _LEADS.search(text, max(0, initial.start() - _LONGEST_LEAD), initial.start()):
            yield initial.span()


def _in_beds(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Names in capitals behind the number of a bed, where two lines at least begin with one."""
    beds = list(_BED.finditer(text))
    for bed in beds if len(beds) > 1 else ():
        name = fold(bed["name"] or "").removesuffix(fold(bed["initial"] or ""))
        ordinary = lexicon.is_common(name) and not bed["initial"]
        if name and lexicon.is_last(name) and not ordinary and name not in entries("never_names"):
            yield bed.span("name")


def _in_lists(text: str, folded: str, lexicon: Lexicon) -> Iterator[Span]:
    """The items of a list of people that look like names, where two at least are known or have initials."""
    end = 0
    for field in matches(folded, _PRESENT, _LISTED):
        listing = _LISTING.match(text, field.end()) if field.start() >= end else None
        if listing is None:  # or the field stands in a list that was read
            continue
        end = listing.end()
        items = list(_ITEM.finditer(text, *listing.span()))
        known = sum(
            item["name"][1:2] == "." or any(map(lexicon.is_name, fold(item["name"]).split()))
            for item in items
        )
        for item in items if known > 1 else ():
            if not _is_ordinary_item(item["name"], lexicon):
                yield item.span("name")


def _is_ordinary_item(item: str, lexicon: Lexicon) -> bool:
    words = [w for w in fold(item).split() if len(w.rstrip(".")) > 1]
    if any(w in entries("never_names") for w in words):
        return True
    named = len(words) == 2 and lexicon.is_first(words[0]) and words[1] in entries("surname_words")
    return all(map(lexicon.is_common, words)) and not named  # "Fleur Maçon"


def _read_name(text: str, cue: Cue, lexicon: Lexicon) -> Span | None:
    """The name that begins at the cue: up to five tokens, particles inside, one space between them."""
    if whole := _PARTICLES_ALONE.match(text, cue.at):
        return whole.span()
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
    words = text[cue.at : end].split()
    if all(map(_is_particle, words)) or (cue.known and all(w.endswith(".") for w in words)):
        return None  # "le monsieur de la 12", "rdv D. le 3"
    return cue.at, end


def _continues(text: str, token: re.Match[str], cue: Cue, taken: int, lexicon: Lexicon) -> bool:
    """Whether a token belongs to the name of which `taken` tokens are read."""
    if taken and is_acronym(token[0]):
        return False
    if token.re is _INITIALS:
        if cue.known and token[0].rstrip(".")[1:].isalpha():  # "Vue par Tamika Jones RN"
            return False
        closed = not text[token.end() : token.end() + 2].strip().isalpha()
        loose = cue.kin or not cue.strict
        named = token[0] == "A." or (
            token[0] == "A" and not cue.strict and (closed or _SAID_OF.match(text, token.end()))
        )
        return (bool(named) and loose and not taken) or _may_be_initials(token[0], cue.strict, closed)
    if _is_particle(token[0]):
        follow = _NAME_TOKEN.match(text, token.end() + 1)
        if cue.alone or not follow or (taken > 1 and fold(token[0]) == "de"):
            return False
        return _is_particle(follow[0]) or _fits(follow[0], lexicon, cue, cue.any_word, True)
    opens = taken == 0 or _is_particle(text[cue.at : token.start()].rstrip())
    initialled = cue.strict and not cue.alone and text[token.start() - 2 : token.start()] == ". "
    strict = (cue.strict or taken > 0) and not (initialled and taken == 1)  # "Cadre de nuit : S. Lafarge"
    return _fits(token[0], lexicon, cue, cue.any_word and opens, strict)


def _is_particle(word: str) -> bool:
    return fold(word) in entries("particles")


def _may_be_initials(value: str, strict: bool, closed: bool) -> bool:
    """Whether capitals may stand for a person: with a full stop, or a few letters right after a title.

    `closed`: whether no word follows, so that even "MR" is no title ("Mme MR, 40 ans").
    """
    bare = value.rstrip(".")
    if bare in _NO_INITIALS or is_acronym(bare) or (strict and len(bare) > 2 and bare.isalpha()):
        return False
    if fold(bare) in entries("never_names"):
        return closed and not strict and bare in _TITLES_TOO
    return "." in value or (not strict and len(bare) <= 3)


def _fits(word: str, lexicon: Lexicon, cue: Cue, any_word: bool, strict: bool) -> bool:
    """Whether a word may be part of the name that `cue` binds."""
    if cue.kin and word in entries("first_words"):
        return True
    if cue.known:
        return _stands_out(word, lexicon, cue.mixed, strict)
    return _is_namelike(word, lexicon, any_word, strict, cue.mixed)


def _is_namelike(word: str, lexicon: Lexicon, any_word: bool, strict: bool, mixed: bool) -> bool:
    """Whether a word may be part of a bound name: a capital that is no ordinary word, or a known name.

    A word in capitals may be ordinary too where the cue is in lower case: "Dr MONTAGNE".
    """
    folded = fold(word).rstrip(".")
    if folded in entries("never_names"):
        return False
    common, known = lexicon.is_common(folded), lexicon.is_name(folded)
    if "'" in folded and word.islower():  # "Monsieur n'use plus", but "mme n'diaye"
        known = lexicon.is_whole_name(folded)
    if any_word:
        return word[0].isupper() or not common
    if word[0].isupper():
        if common:
            if word.isupper():
                return mixed and known and len(word) > 2
            return known and (not strict or lexicon.is_first(folded))
        return known or not strict or not (word.isupper() or is_thing(folded))
    return known and not common and len(folded) > 2 and (not strict or lexicon.is_first(folded))


def _stands_out(word: str, lexicon: Lexicon, mixed: bool, alone: bool) -> bool:
    """Whether a known name with a capital names no disease, and no thing where it is a word as well.

    `alone`: whether no initial stands before, behind which a word is a name.
    """
    folded = fold(word).rstrip(".")
    if not lexicon.is_name(folded) or names_nobody(word):
        return False
    if not (word.isupper() or _CAPITALISED.match(word)):
        return False
    if not alone or not lexicon.is_common(folded):
        return True
    return folded in entries("surname_words") and (mixed or not word.isupper())
