"""What binds a name that follows: titles, offices, fields of a header, birth names, kin."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from viginote.anchors import matches
from viginote.names.lexicon import Span
from viginote.names.lists import entries
from viginote.names.titles import OFFICE, inside_word, stands_title, titles
from viginote.text import fold

_FIELD = re.compile(
    r"(?:n ?o ?ms?(?:[ _](?:de[ _](?:naissance|famille|jeune fille)|d'usage|usuel|marital|patronymique))?"
    r"(?:(?:,| et|/)? ?prenoms?)?(?: du patient| de la patiente)?|pre ?noms?(?:\(s\))?"
    r"|(?:patient ?|last|first|family|given) ?name)\s*$"
)
_ROLE = re.compile(
    r"(?:pat[il] ?ente?|medecins?(?: +traitant| +referent)?|m\.?t\.?|prescript(?:eur|rice)"
    r"|operat(?:eur|rice)s?|chirurgien(?:ne)?|aides?(?:[ -]op(?:eratoire)?)?|instrumentistes?"
    r"|panseu(?:r|se)|anesthesiste"
    r"|[a-z]{3,14}(?:ologue|iatre)|generaliste|dentiste|biologiste|redact(?:eur|rice)|interne|externe|secretaire|preleveu(?:r|se)"
    r"|cadres?(?: de (?:nuit|jour|sante|garde))?|ide(?: ref\w*| coord\w*)?|infirmi(?:er|ere)s?"
    r"|aide[- ]soignante?|sages?-femmes?|kine\w*|psychologue|ergotherapeute|orthophoniste"
    r"|evaluat(?:eur|rice)s?|auteur|accompagnante?|assistante? sociale?|dieteticien(?:ne)?|correspondante?"
    r"|destinataires?|copies?(?: a)?|notifie a|salariee?|donneu(?:r|se)|aidante?|referente?s?|intervenante?s?"
    r"|presente?s?|participante?s?|excusee?s?|absente?s?"
    r"|personne (?:de confiance|a (?:prevenir|contacter))|contact|conjointe?|epoux|epouse|pere|mere|fils"
    r"|fille|tuteur|tutrice|curateur|curatrice|identite|concerne|messager|vu avec"
    r"|(?:adressee?|valide|relu|dicte|signe|saisi|redige) par"
    r"|assuree?|beneficiaire|defunte?)\s*$"
)
_VALUE = re.compile(r"[ ]{0,3}(?=[^\W\d_])")
#: What machines put between a label and its value: "nom=Malaval", "<nom>FABRY</nom>".
_SIGNS = re.compile(r"[=>][\"']?(?=[^\W\d_])")
_DOTS = re.compile(r" ?\.(?: ?\.){2,}")
_BIRTH_NAME = re.compile(
    r"(?:nee|epouse|ep\.|veuve|vve|nom de j(?:eune )?f(?:ille)?|etat[ -]civil|prenom (?:d'usage|choisi"
    r"|social)"
    r"|alias|surnommee?|(?:se fait|veut etre|souhaite etre) appelee?r?|dit s'appeler)"
    r"(?:[ ]{1,2}|[ ]?:[ ]?)(?=[^\W\d_])"
)
_BIRTH_NAME_WORDS = (
    "nee", "epouse", "ep.", "veuve", "vve", "nom de j", "etat", "prenom ", "alias", "surnomm",
    "se fait", "veut etre", "souhaite etre", "dit s'appeler",
)  # fmt: skip
_BORN_AFTER = re.compile(r"[a-z'-]+(?: [a-z'-]+)? le [0-9]")
_SHORTEST_BIRTH_NAME = 3
_KIN = re.compile(
    r"(?:fils|fille|frere|s(?:oe|œ)ur|mari|femme|conjointe?|compagnon|compagne|epoux|epouse|neveu|niece"
    r"|cousine?"
    r"|oncle|tante|amie?|copine?|copain|voisine?|associee?|collegue|marraine|parrain|tonton|tata|gendre"
    r"|belle-fille|mere|pere|maman|papa|bebe|petite?|jeune|grand-mere|grand-pere|ainee?|cadet(?:te)?|ex)"
    r"(?: (?:ainee?|cadet(?:te)?|[mp]aternel(?:le)?))?(?![a-z])[ ]?(?:de |d'|[,:(]?[ ]?)(?=[^\W\d_])"
)
_KIN_WORDS = (
    "fils", "fille", "frere", "soeur", "sœur", "mari", "femme", "conjoint", "compagn", "epou", "neveu",
    "niece", "cousin", "oncle", "tante", "ami", "copin", "copain", "voisin", "gendre", "associe",
    "belle-fille", "mere", "pere", "maman", "papa", "bebe", "petit", "jeune", "grand-mere", "grand-pere",
    "collegue", "marraine", "parrain", "tonton", "tata", "aine", "cadet", "ex",
)  # fmt: skip
#: A capitalised word inside a phrase, or an initial: "vu par B. Lafarge", "Adjudant K.,".
_INSIDE = re.compile(
    r"[A-ZÀ-ÖØ-Þ](?<=[\w:] .)(?:[^\W\d_]{2}|\.(?:-?[A-Z]\.)?(?= ?[A-ZÀ-ÖØ-Þ][^\W\d_]|[ ,;)\n]|$))"
)
#: The one or two words before: who somebody is ("l'ergo Solenn"), what is done or given ("j'ai eu Dimitri").
#: Tried at the first letter of a run alone: at each would take the square of its length.
_CALLING = re.compile(r"(?<![^\W\d_])(?:([^\W\d_][\w'-]*) )?([^\W\d_][\w'-]*)(?::| :)? \Z")
_CALL_REACH = 30
#: A first name in lower case behind who it is, or what was done: "vu melissa", "bisous karo".
_TOLD = re.compile(
    r"(?:vue?|revue?|voir|prevenue?|prevenir|rappeler|merci|bisous?|bises?|signee?|copine?|tonton|tata|tatie|papi|mamie"
    r"|meme|pepe|ide|facteur) (?=[a-z]{3})"
)
_TOLD_WORDS = (
    "vu", "revu", "voir", "preven", "rappeler", "merci", "bis", "signe", "copin", "tonton", "tat", "papi",
    "mamie", "meme ", "pepe", "ide ", "facteur",
)  # fmt: skip
_CLOSE_KIN = (
    "fils", "fille", "frere", "soeur", "sœur", "mari", "neveu", "niece", "oncle", "tante", "tonton", "tata",
    "mere", "pere", "maman", "papa", "gendre", "belle-fille", "grand-mere", "grand-pere", "marraine",
    "parrain", "aine", "cadet",
)  # fmt: skip
#: An initial, which no title is that a word in lower case follows: "sa fille M. a appelé".
_INITIAL_M = re.compile(r"M\.(?= [a-zà-ÿ])")
#: No initial but a cancer: "mère K. sein", "père : K. du côlon".
_CANCER = re.compile(
    r"k\.? (?:du |de (?:la |l')?|d')?(?:seins?|colo|colique|col|rect|ovair|prostat|poumon|pulm|bronch|uter"
    r"|endomet|pancrea|estomac|gastri|rein|renal|foie|hepat|thyroid|larynx|pharynx|orl|digesti|peau|cutane|langue"
    r"|vessie|oesoph|testic|cerv|vulve|anal|sang)"
)
_OWN = frozenset(
    ("son", "sa", "le", "la", "leur", "ses", "du", "mon", "ma", "petit", "petite", "meilleur", "meilleure")
)
_LAST_WORD = re.compile(r"[a-z]+ $")
_LONGEST_OWNER = 10  # characters, with the blanks around


class Cue(NamedTuple):
    """Where a name begins, and what may: any word, only a known name, one word alone.

    `mixed`: the cue itself is written in lower case, so that a word in capitals behind it stands out.
    `known`: no word that is unknown, and none of the language but those that many people bear.
    `kin`: a first name that is a word too, in lower case: "son fils pierre".
    """

    at: int
    reason: str
    any_word: bool = False
    strict: bool = False
    alone: bool = False
    mixed: bool = False
    known: bool = False
    kin: bool = False


def cues(text: str, folded: str) -> Iterator[Cue]:
    """Every place where a name may begin since something before says so."""
    for search in (_titled, _in_fields, _born, _related):
        yield from search(text, folded)


def _titled(text: str, folded: str) -> Iterator[Cue]:
    for end in titles(text):
        if office := OFFICE.match(text, end):
            yield Cue(office.end(), "office before", strict=True)
        elif not stands_title(text, folded, end, 3):
            yield Cue(end, "title before", mixed=any(map(str.islower, text[end - 2 : end])))


def _in_fields(text: str, folded: str) -> Iterator[Cue]:
    for sign in _SIGNS.finditer(folded) if "nom" in folded or "name" in folded else ():
        if _ends_label(_FIELD, folded[max(0, sign.start() - 34) : sign.start()]):
            yield Cue(sign.end(), "name field", any_word=True)
    for parting, after in _partings(folded):
        value = _VALUE.match(folded, after)
        if value and not stands_title(text, folded, value.end(), 1):
            label = folded[max(0, parting - 34) : parting]
            if _ends_label(_FIELD, label):
                yield Cue(value.end(), "name field", any_word=True)
            elif _ends_label(_ROLE, label):
                yield Cue(value.end(), "role field", strict=True)


def _born(text: str, folded: str) -> Iterator[Cue]:
    for cue in matches(folded, _BIRTH_NAME_WORDS, _BIRTH_NAME):
        if _is_birth_name(text, folded, cue):
            followed = _BORN_AFTER.match(folded, cue.end()) is not None
            yield Cue(cue.end(), "birth or married name", any_word=followed, strict=True)


def _related(text: str, folded: str) -> Iterator[Cue]:
    """Names behind a trade, a verb of reaching somebody, or a word of kin that somebody owns."""
    for word in _INSIDE.finditer(text):
        at = word.start()
        if (call := _CALLING.search(text[max(0, at - _CALL_REACH) : at])) and not stands_title(
            text, folded, at, 1
        ):
            yield from _called(call, at)
    for told in matches(folded, _TOLD_WORDS, _TOLD):
        if text[told.end()].islower() and not inside_word(folded, told.start()):
            yield Cue(told.end(), "call before", strict=True, alone=True)
    for kin in matches(folded, _KIN_WORDS, _KIN):
        owner = _LAST_WORD.search(folded, max(0, kin.start() - _LONGEST_OWNER), kin.start())
        owned = owner[0].rstrip() in _OWN if owner else _opens(folded, kin.start()) and _is_close_kin(kin[0])
        titled = stands_title(text, folded, kin.end(), 1) and not _INITIAL_M.match(text, kin.end())
        if owned and not titled and not _CANCER.match(folded, kin.end()):
            yield Cue(kin.end(), "kin word before", strict=True, alone=True, kin=True)


def _called(call: re.Match[str], at: int) -> Iterator[Cue]:
    """A name behind the words that call for one."""
    words = {fold(call[2].removeprefix("l'")), fold(f"{call[1]} {call[2]}")}
    trade = not words.isdisjoint(entries("trades"))
    if trade:
        yield Cue(at, "role before", strict=True)
    if trade or not words.isdisjoint(entries("calls")):
        yield Cue(at, "call before", strict=True, mixed=call[2][1:].islower(), known=True)


def _opens(folded: str, at: int) -> bool:
    """Whether a word opens a line or an item: "pere Sabah, mere elsa"."""
    return not at or folded[max(0, at - 3) : at].rstrip(" ")[-1:] in tuple("\n,;:./(-•+")


def _is_close_kin(word: str) -> bool:
    return word.startswith(_CLOSE_KIN)


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
        inside_word(folded, cue.start())
        or text.startswith("EP.", cue.start())
        or stands_title(text, folded, cue.end(), 1)
        or not all(map(str.isalpha, folded[cue.end() : cue.end() + _SHORTEST_BIRTH_NAME].replace("'", "a")))
    )


def _ends_label(pattern: re.Pattern[str], label: str) -> bool:
    found = pattern.search(label)
    return found is not None and not inside_word(label, found.start())
