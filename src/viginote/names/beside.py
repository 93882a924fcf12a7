"""Names known by what stands beside them: a first name beside a surname, an initial before one."""

import re
from collections.abc import Iterable, Iterator

from viginote.names.excuses import STAGE, names_nobody
from viginote.names.lexicon import CAPITAL, Lexicon, Span, is_acronym
from viginote.names.lists import entries
from viginote.names.titles import titles
from viginote.text import fold

#: Two capitalised words side by side: a first name and what may be a surname.
_SIDE_BY_SIDE = re.compile(rf"({CAPITAL}(?<![\w'-].)[\w'-]+)(?= ({CAPITAL}[\w'-]+)(?![\w']))")
_INITIALLED = re.compile(
    rf"{CAPITAL}(?<![\w.'-].)(?:(?<!M)|(?!\. ))\.(?:-?{CAPITAL}\.)?[ ]?"
    rf"({CAPITAL}[^\W\d_]{{2,}}(?:-{CAPITAL}[^\W\d_]+)?)(?![\w'-])"
)
#: What has two sides: "Genou D. Lachman retardé", "PTH G. Redon retiré".
_SIDED = re.compile(
    r"(?i:genou|épaule|hanche|cheville|poignet|coude|main|pied|doigt|œil|oeil|oreille|sein|rein|poumon|jambe"
    r"|bras|cuisse|mollet|talon|tibia|fémur|lobe|base|inguinale?|PT[EGH]|PUC) \Z"
)
#: Second words of the names of germs, which surname lists hold as well: "E. Coli", "S. Aureus".
_SPECIES = frozenset((
    "coli", "aureus", "pylori", "difficile", "albicans", "cloacae", "avium", "burnetii",
    "mirabilis", "pneumoniae", "aeruginosa", "vulgaris", "faecalis",
))  # fmt: skip
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_WORDS_BEFORE = re.compile(rf"(?<![\w'-])({CAPITAL}[\w'-]+(?: {CAPITAL}[\w'-]*){{0,2}})[ ,:(<–-]{{0,3}}\Z")
_REACH = 60  # characters before an e-mail address
_AND = re.compile(rf" (?:et|&) ({CAPITAL}[^\W\d_]{{2,}}(?:-{CAPITAL}[^\W\d_]+)?)(?![\w'-])")
_CHILDREN = re.compile(
    r"\b(?:enfants|fils|filles|garçons|jumeaux|jumelles|parents|cousines?|s(?:oe|œ)urs|fr[èe]res|petits-enfants|neveux)"
    rf"(?: :|,| \()? (?:{CAPITAL}[\w'-]+(?:,|$)? ?){{0,2}}\Z"
)
_NAME_INITIAL = re.compile(
    rf"([A-ZÀ-ÖØ-Þ](?<![\w'-].)(?<![A-Z]\. .)[a-zà-ÿ'-]{{2,}}) {CAPITAL}(?P<stop>\.)?"
    rf"(?=[,;:)\n]|\. | et |$| [—–-])"
)
_LAST_FIRST = re.compile(
    rf"([A-ZÀ-ÖØ-Þ](?<![\w'-].){CAPITAL}{{2,}}(?:-{CAPITAL}+)?) "
    rf"({CAPITAL}[a-zà-ÿ]{{2,}}(?:-{CAPITAL}[a-zà-ÿ]+)?)(?![\w'-])"
)
_INSIDE = re.compile(r"(?:\b(?:de|d'|chez|pour|avec|par|et|à) ?|[,;:•(\n-] ?)\Z")
_ALONE_AFTER = re.compile(r"[ ]*(?:$|\n|[,|;\t(]|[0-9]|n[ée]e? )")
_QUOTED = re.compile(rf"[«\"“] ?({CAPITAL}?[^\W\d_]{{2,}}) ?[»\"”]")
#: Initials of a patient, as published cases give them: "A.M", "J S", "K.N.", "GA".
_INITIALS = re.compile(
    rf"{CAPITAL}(?<![\w.'/-].)(?:\.[ -]?|[ -])?{CAPITAL}(?:(?:\.[ -]?|[ -]){CAPITAL})?\b(?![\w'/-])"
)
#: Months and days alone are how long something is given, too: "P.O. 7 jours".
_IS_INTRODUCED = re.compile(
    r"\.?,? ?(?:(?:une?|notre|l[ae]|cet(?:te)?) )?(?:jeune )?"
    r"(?P<who>(?:patiente?|fille(?:tte)?|gar[cç]on(?:net)?|homme|femme|nourrisson|enfant|dame|monsieur"
    r"|nouveau-n[ée]e?|[ée]tudiante?|[ée]l[èe]ve)\b)?[ ,]{0,2}(?:de )?"
    r"(?:sexe (?:masculin|f[ée]minin)|[aâ]g[ée]{1,2}e? de|n[ée]e? (?:le|en|à)\b"
    r"|\d{1,3} (?:ans\b|(?(who)(?:mois|jours)\b|(?!))))"
)
_INTRODUCES = re.compile(
    r"(?:nouveau-n[ée]e?|nourrisson|enfant|patiente?|malade|il s'agi(?:t|ssait) d[e'u]|cas d[e'u]"
    r"|observation(?: n(?:°|um[ée]ro))? ?\d{0,2} ?:),? ?\Z",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(?:dite?|surnomm[ée]e?|appel[ée]e?) \Z")
_SPACED_OUT = re.compile(rf"[A-ZÀ-ÖØ-Þ](?<!\w.)(?<!\w .) (?:{CAPITAL} ){{2,}}{CAPITAL}(?!\w)(?! \w(?!\w))")
_SURNAME = re.compile(
    rf"[ ](?:(?:de|d[ue]s?|de la|le|la) )?({CAPITAL}[^\W\d_]{{2,}}(?:-{CAPITAL}[^\W\d_]+)?)(?![\w'-])"
)


def pairs(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """A first name beside another name, in either order, neither an ordinary word but those many bear."""
    for words in _SIDE_BY_SIDE.finditer(text):
        both = fold(words[1]), fold(words[2])
        ordinary = [word for word in both if lexicon.is_common(word)]
        if len(ordinary) > 1 or not entries("surname_words").issuperset(ordinary):
            continue
        if min(map(len, both)) < 3 or STAGE.fullmatch(f" {both[1]}"):
            continue
        if not entries("never_names").isdisjoint(both):
            continue
        if any(lexicon.is_first(w) for w in both if w not in ordinary) and all(map(lexicon.is_name, both)):
            yield words.start(1), words.end(2)


def initialled(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """An initial with a known surname that is no ordinary word: "S. Lafarge", "D. NAHMIAS"."""
    for name in _INITIALLED.finditer(text):
        if name[0].startswith(("D.", "G.")) and _SIDED.search(text, max(0, name.start() - 12), name.start()):
            continue
        surname = fold(name[1])
        other = surname in _SPECIES or surname in entries("never_names") or surname in entries("eponyms")
        other = other or is_acronym(name[1])  # "hernie inguinale G. ASA 2"
        if lexicon.is_name(surname) and not lexicon.is_common(surname) and not other:
            # "M.Fall", but not "Dr M.Fall"
            titled = name[0].startswith("M.") and name.start() not in titles(text)
            yield name.span(1) if titled else name.span()


def before_emails(text: str, folded: str, emails: Iterable[Span], lexicon: Lexicon) -> Iterator[Span]:
    """Names right before an e-mail address whose local part holds one of their words, or with a first name.

    "Nicholas ECHO re@data.st", "Leroy, p.leroy@ch.fr".
    """
    for start, end in emails:
        local = folded[start:end].partition("@")[0]
        words = _WORDS_BEFORE.search(text, max(0, start - _REACH), start)
        for word in _WORD.finditer(text, words.start(1), words.end(1)) if words else ():
            name = fold(word[0])
            told = (len(name) > 2 and name in local) or lexicon.is_first(name)
            if words and told and name not in entries("never_names"):
                yield word.start(), words.end(1)
                break


def coordinated(text: str, people: Iterable[Span], lexicon: Lexicon) -> Iterator[Span]:
    """First names that "et" ties to a person ("de Claire et Aude"), of kin any name: "fils Tom et Wuxi"."""
    for start, end in people:
        other = _AND.match(text, end)
        if not other or names_nobody(other[1]):
            continue
        name = fold(other[1])
        among = _CHILDREN.search(text, max(0, start - _REACH), start) and not lexicon.is_common(name)
        if lexicon.is_first(name) or (among and other[1][1:].islower()):
            yield other.span(1)


def quoted(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """First names alone between quotes: « Line »; what somebody is called, if no word: dit "Bébert"."""
    for name in _QUOTED.finditer(text) if any(sign in text for sign in '«"“') else ():
        first = fold(name[1])
        called = name[1][0].isupper() and _CALLED.search(text, max(0, name.start() - 12), name.start())
        if (lexicon.is_first(first) or called) and not lexicon.is_common(first):
            yield name.span(1)


def spaced_out(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Known names in spaced capitals: "D U V I G N A U D"."""
    for run in _SPACED_OUT.finditer(text):
        name = fold(run[0].replace(" ", ""))
        if lexicon.is_name(name) and not lexicon.is_common(name):
            yield run.span()


def introduced(text: str) -> Iterator[Span]:
    """The initials of somebody who is introduced by them, wherever they stand: "A.M, âgé de 65 ans".

    Two capitals side by side are an abbreviation more often: they need words on both sides, or open the note.
    An abbreviation with dots or blanks needs words on both sides, too: "Augmentin P.O. 8 jours".
    """
    found: set[str] = set()
    for initials in _INITIALS.finditer(text):
        told = _IS_INTRODUCED.match(text, initials.end()) is not None
        before = _INTRODUCES.search(text, max(0, initials.start() - _REACH), initials.start()) is not None
        letters = "".join(filter(str.isalpha, initials[0]))
        opens = before or not initials.start() or text[initials.start() - 1] == "\n"
        is_one_word = letters == initials[0]
        both = told and before
        if (
            (is_acronym(letters) and (is_one_word or not both))
            or initials[0].startswith("M. ")
            or (is_one_word and not (told and opens))
        ):
            continue
        if told or before:
            found.add(initials[0])
    for initials in _INITIALS.finditer(text) if found else ():
        if initials[0] in found:
            yield initials.span()


def name_and_initial(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """A known name that is no ordinary word, and the initial of the other: "Dupont A.", "Svitlana H"."""
    for name in _NAME_INITIAL.finditer(text):
        word = fold(name[1])
        known = lexicon.is_last(word) if name["stop"] else lexicon.is_first(word)
        if not known or lexicon.is_common(word):
            continue
        if not any(word in entries(e) for e in ("never_names", "eponyms", "graded", "things")):
            yield name.span()


def last_name_first(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """A surname in capitals before a first name that is not, in a phrase: "panoramique de GRIS Clément"."""
    for name in _LAST_FIRST.finditer(text):
        inside = _INSIDE.search(text, max(0, name.start() - 6), name.start()) or _is_alone(text, *name.span())
        if fold(name[1]) in entries("never_names"):
            continue
        if inside and lexicon.is_last(fold(name[1])) and lexicon.is_first(fold(name[2])):
            yield name.start(1), name.end(2)


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether a name is a line by itself, or opens one before a number or a cell."""
    opens = not start or text[start - 1] == "\n"
    return opens and _ALONE_AFTER.match(text, end) is not None


def name_after(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a name goes on whose one word is `start:end`: "Isabelle BON", "DUBOIS Marie", "Ève de Brosses".

    `end` itself where no capitalised surname (or first name, behind a surname) follows at once.
    """
    word = fold(text[start:end])
    following = _SURNAME.match(text, end)
    if not following or is_acronym(following[1]) or " " in word or len(word.rstrip(".")) == 1:
        return end
    other = fold(following[1])
    fits = (lexicon.is_first(word) and lexicon.is_last(other)) or lexicon.is_first(other)
    return following.end() if fits and other not in entries("never_names") else end
