"""Where a name begins and ends: titles, greetings, ordinary words off it; initials, broken ends onto it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from viginote.names.lexicon import CAPITAL, Lexicon, Span, is_acronym
from viginote.names.lists import entries
from viginote.names.titles import GLUED_TITLE, OFFICE
from viginote.text import fold

_SIGNS = " \t\n\"'«“”»()[]<>,;:*-–/|=+!?#"  # a full stop only before: initials end with it
_LEADING_TITLE = re.compile(
    r"(?i)^(?:l[ea] )?(?:vad|taxi|mmes|mm|monsieur|madame|mademoiselle|docteure?|professeure?|mme|mlle"
    r"|melle|mr|dre?|pre?|prof|m|me"
    # as translated notes keep them
    r"|herr|frau|mevrouw|mijnheer|dhr|mevr|señora?|senora?|signora?|sra?|dra|mrs|ms|mdm|miss|mister)"
    r"(?:\.\s*|\s+)(?=\S)"
)
#: What is said to somebody before the name: "Bonsoir Thibault", "chère Anne".
_GREETING = re.compile(
    r"(?i:bonjour|bonsoir|cher|chère|coucou|merci|lady|tonton|tata|papy|mamie|coach|nounou|doc) (?=\w)"
)
#: What forms say of a name right behind it, and its degrees: "Diego Validé par", "Martin Né le", "Petty RN".
_TAIL = re.compile(
    r"(?i:\s+(?:valid[ée]e?|relue?|dict[ée]e?|sign[ée]e?|saisie?|tap[ée]e?|r[ée]dig[ée]e?|[ée]dit[ée]e?"
    r"|n[ée]e?"
    r"|imprim[ée]e?|t[ée]l|fax|rpps|adeli|ddn|ipp|(?-i:RN|NP|MD|PhD|PsyD|PA-C|DMD|OTR|LPN)))+\Z"
)
#: An initial and the word that opens the next sentence: "Dr K. Elle va mieux".
_OPENED = re.compile(rf"({CAPITAL}\.)[ ]({CAPITAL}[a-zà-ÿ]+)")
_GOES_ON = re.compile(r" (?:[a-zà-ÿ]|[A-ZÀ-ÖØ-Þ]{2})")
_SPACED = re.compile(r"\S+")
_ACRONYM = 5  # letters up to which a word in capitals may be an acronym
_LETTERS = 3  # of an acronym behind a first name ("Sofiane DSI"); two may be a surname ("Mai Phương LÊ")
#: The initial before a surname in a list; "M." only where the neighbours have initials too.
_INITIAL_BEFORE = re.compile(
    rf"(?:^|[,;:/•(-][ ]?|\n|(?i:dr|pr|prof)\.?[ ])"
    rf"((?!M\.|Dr|Pr|M[rs]){CAPITAL}[a-zà-ÿ]?\.(?:-?{CAPITAL}[a-zà-ÿ]?\.)?[ \n])\Z"
)
#: The same without its full stop: "présents : E Treornec, O Ndewa Bouanga".
_BARE_INITIAL_BEFORE = re.compile(rf"(?:[,;:/•(-][ ]|\n)((?![AÀMY] ){CAPITAL} )\Z")
_M_BEFORE = re.compile(r"(?:^|[,;:/•(-][ ]?|\n)(M\.[ \n])\Z")
_INITIALLED_BEFORE = re.compile(
    rf"(?:(?!M\.){CAPITAL}\.|(?<!\w){CAPITAL})[ ]?{CAPITAL}[\w'-]+[,;/][ ]?M\.[ \n]\Z"
)
_INITIALLED_AFTER = re.compile(
    rf"(?: \(\w+\))?[,;/][ ]?(?!M\.){CAPITAL}[a-z]?(?:\.|(?= {CAPITAL}))[ ]?{CAPITAL}"
)
_PIECE = re.compile(r" ([a-zà-ÿ1][\w]{1,11})(?![\w'-])")
_HEAD = re.compile(rf"(?<![\w'.-])({CAPITAL}[\w]{{0,3}}) \Z")
_CAPITALS_AFTER = re.compile(rf" (L[EA] D[EU]|{CAPITAL}{{2,}}(?:-{CAPITAL}{{2,}})?)(?![\w'-])")
_NOBLE = re.compile(
    rf" (?:d'|[iy] |van |von |vom |zu |da |dos |ben |bint ){CAPITAL}[\w'-]+"
)  # "Lefèvre d'Ormesson"
_CAPITALS_BEFORE = re.compile(rf"(?<![\w'.-])({CAPITAL}{{3,}}(?:-{CAPITAL}{{2,}})?) \Z")
_GAPS = re.compile("[ ']+")
_LONGEST_GAP = 8
_SHORT_HEAD = 4  # letters below which a piece is no word that the next one might follow
_INITIAL_AFTER = re.compile(rf" {CAPITAL}\.?")
_MISREAD = str.maketrans("1l0", "iio")


def trimmed(text: str, start: int, end: int) -> Span:
    """Without the punctuation at the ends."""
    value = text[start:end]
    lead = len(value) - len(value.lstrip(_SIGNS + "."))
    tail = len(value) - len(value.rstrip(_SIGNS))
    if text[end - tail : end - tail + 1] == "°":  # "Dr Brossard N° RPPS"
        tail += 1
    return start + lead, start + len(text[start : end - tail].rstrip())


def without_title(text: str, start: int, end: int, titled: bool) -> Span:
    """A person without title, office and greeting; `titled`: whether a title stands before the span."""
    value = text[start:end]
    lead = 0
    if not titled and (title := _LEADING_TITLE.match(value)):
        lead = title.end()
    for pattern in (GLUED_TITLE, OFFICE, _GREETING):
        if found := pattern.match(value, lead):
            lead = found.end()
    return start + lead, end


def without_ordinary(text: str, start: int, end: int, lexicon: Lexicon) -> Span:
    """A name less ordinary words, particles and marks of forms at its ends: "midi KERBRAT", "Ève calme"."""
    if tail := _TAIL.search(text, start, end):
        end = tail.start()
    opened = _OPENED.fullmatch(text, start, end)
    if opened and _GOES_ON.match(text, end) and fold(opened[2]) in entries("never_names"):
        return opened.span(1)
    words = [w.span() for w in _SPACED.finditer(text, start, end)]
    if not any(text[a].isupper() for a, _ in words):
        return start, end
    if (
        len(words) == 2
        and text[slice(*words[0])] in ("de", "d'")
        and lexicon.is_first(fold(text[slice(*words[1])]))
    ):
        del words[0]
    while len(words) > 1 and _is_no_start(text[slice(*words[0])], lexicon):
        del words[0]
    while len(words) > 1 and _is_no_end([text[slice(*w)] for w in words], lexicon):
        del words[-1]
    return words[0][0], words[-1][1]


def _is_no_start(word: str, lexicon: Lexicon) -> bool:
    return is_acronym(word) or _is_ordinary(word, lexicon)


def _is_ordinary(word: str, lexicon: Lexicon) -> bool:
    folded = fold(word)
    common = word.islower() and lexicon.is_common(folded)
    return common and folded not in entries("particles") and not lexicon.is_first(folded)


def _is_no_end(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a name cannot end so: with an ordinary word, a particle, an acronym ("BOURDIN J. SDRA")."""
    *_, previous, word = words
    folded = fold(word)
    if _is_no_start(word, lexicon):
        return True
    if folded in entries("particles") and folded not in ("du", "ben", "saint"):
        return True
    if not word.isupper() or lexicon.is_name(folded) or not word.isalpha() or len(word) == 1:
        return False
    if lexicon.is_common(folded):
        return previous.isupper()
    initialled = previous.endswith(".") and len(words) > 2
    return len(word) <= _ACRONYM if initialled else len(word) == _LETTERS


def with_initial(text: str, start: int, end: int) -> int:
    """Where the name begins with the initial before it: in a list, over a line break, "M." among initials."""
    low = max(0, start - 40)
    if initial := _INITIAL_BEFORE.search(text, low, start):
        return initial.start(1)
    if initial := _BARE_INITIAL_BEFORE.search(text, low, start):
        return initial.start(1)
    if initial := _M_BEFORE.search(text, low, start):
        among = _INITIALLED_BEFORE.search(text, low, start) or _INITIALLED_AFTER.match(text, end)
        return initial.start(1) if among else start
    return start


def with_capitals(text: str, start: int, end: int, lexicon: Lexicon) -> Span:
    """The name with the surname in capitals at either side: "TUI Sosefo", "Mai Phương LÊ"."""
    if text[start:end].isupper():
        return start, end
    after = _CAPITALS_AFTER.match(text, end)
    if after and not is_acronym(after[1]) and _is_surname(fold(after[1]), lexicon):
        end = after.end()
    elif noble := _NOBLE.match(text, end):
        end = noble.end()
    head = _CAPITALS_BEFORE.search(text, max(0, start - 24), start)
    if head and lexicon.is_last(fold(head[1])) and fold(head[1]) not in entries("never_names"):
        start = head.start(1)
    return start, end


def initials_joined(
    text: str, tagged: Iterable[tuple[int, int, str, float]]
) -> Iterator[tuple[int, int, str, float]]:
    """What the model saw, with a person of one word and the lone initial behind it as one: "Jordan W."."""
    last = None
    for found in sorted(tagged):
        if last and last[2] == found[2] == "PERSON" and _INITIAL_AFTER.fullmatch(text, last[1], found[1]):
            last = (last[0], found[1], "PERSON", max(last[3], found[3]))
            continue
        if last:
            yield last
        last = found
    if last:
        yield last


def _is_surname(folded: str, lexicon: Lexicon) -> bool:
    """Whether capitals behind a first name are a surname: known, a particle, or long and no word at all."""
    if folded in entries("never_names"):
        return folded in entries("particles")
    unknown = len(folded) > _LETTERS and not lexicon.is_common(folded)
    return unknown or lexicon.is_last(folded) or folded in entries("particles")


def joined(text: str, end: int, start: int) -> bool:
    """Whether nothing but particles stands between two pieces of a name: "Bertrand Lefèvre d'Ormesson"."""
    if start - end >= _LONGEST_GAP:
        return False
    return entries("particles").issuperset(filter(None, _GAPS.split(fold(text[end:start]))))


def healed(text: str, start: int, end: int, lexicon: Lexicon) -> Span:
    """The name with the pieces that character recognition broke off its words: "Mon ique", "V ILLENEUVE"."""
    while piece := _PIECE.match(text, end):
        last = text[start:end].rsplit(" ", maxsplit=1)[-1]
        if not _is_broken(last, piece[1], lexicon):
            break
        end = piece.end()
    if head := _HEAD.search(text, max(0, start - 6), start):
        first = text[start:end].split(" ", 1)[0]
        if not lexicon.is_name(fold(first)) and _is_broken(head[1], first, lexicon):
            start = head.start(1)
    return start, end


def _is_broken(head: str, rest: str, lexicon: Lexicon) -> bool:
    """Whether two pieces are one known name and `rest` is no word by itself, or the first a mere scrap."""
    joined = fold(head + rest)
    whole = len(head) < _SHORT_HEAD and lexicon.is_first(joined)
    if (lexicon.is_common(fold(rest)) and not whole) or fold(rest) in entries("never_names"):
        return False
    return any(lexicon.is_whole_name(form) for form in (joined, joined.translate(_MISREAD)))
