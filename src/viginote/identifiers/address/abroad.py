"""Streets abroad: "Bahnhofstr. 3", "Via dei Mille 8", "2217 Quail Hollow Rd"."""

from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import LETTER, UPPER, Hit, at_numbers
from viginote.identifiers._places import WAY_ENDING, WAY_ENDINGS
from viginote.regex import regex

_SOUTHERN = Anchored(
    rf"(?:[Cc]alle|[Vv]ia|[Vv]iale|[Cc]orso|[Pp]iazza|[Rr]ua|[Aa]venida|[Pp]laza|[Cc]arrer|[Pp]aseo"
    rf"|[Ll]argo|[Tt]ravessa|C/|[Uu]l\.|[Uu]lica|[Ss]tr\.|[Ss]trada|[Bb]ulevardul)"
    r" (?:(?:d[aeio]s?|d[aeo]l|de l[ao]s?|della|delle|dello|dei|degli|das|dels?) |dell['’])?"
    rf"{UPPER}[\w'’-]+(?: (?:de |da "
    rf"|do )?{UPPER}[\w'-]+){{0,2}},? (?:n[r.º°o]{{1,2}} ?)?[0-9]{{1,4}}(?![0-9])(?:/[0-9]{{1,3}}(?![0-9/]))?"
    # the stair, the floor, the house and the door
    r"(?:, ?(?:[0-9]{1,2}[ºª°o]? ?(?:izq|dcha|dch|dto|esq)\b\.?|bajo|atico|(?:casa|bloco?|bl\.|ap\.|apto"
    r"|sc\.|et\.)"
    r" ?[A-Z]?[0-9]{0,3}(?!\w))){0,3}"
)
#: The name and the type in one word or in two, and the number.
_JOINED = regex(
    rf"{UPPER}(?<!\w.)(?:{LETTER}{{2,}}|{LETTER}+(?:-{UPPER}{LETTER}+)+-?)(?:(?<={LETTER}{{2}})|(?<=-))"
    rf"(?i:{WAY_ENDING}) ?[0-9]{{1,4}} ?[a-zA-Z]?(?![\w.,/]?[0-9a-z])"
    rf"|{UPPER}(?<!\w.){LETTER}+ (?:Stra(?:ß|ss)e|Str\.|Allee|Platz|Gasse) [0-9]{{1,4}}[a-z]?(?![\w.,][0-9])"
)
#: Those that are words or other abbreviations as well end a phrase.
_WAY = (
    r"(?:(?:Street|Avenue|Ave?\.?|Road|Rd\.?|Blvd\.?|Boulevard|Lane|Parkway|Pkwy\.?|Highway|Hwy\.?)(?![\w-])"
    r"|(?:St|Ln|Drive|Dr|Terrace|Crescent|Close|Mews|Gardens|Grove|Square|Sq|Court|Ct|Way|Place|Pl|Circle|Trail)\.?"
    r"(?= ?(?:[,;)\n]|\.(?: |\Z)|\Z)| (?:NW|NE|SW|SE)\b))"
)
#: The number, the name and the type, the quarter and the door that may follow.
_NUMBERED = regex(
    rf"[0-9](?<![\w.,/:-].)[0-9]{{0,4}}[A-D]? (?:[NSEW]\.? |North |South |East |West )?(?:{UPPER}{LETTER}+ "
    rf"|[0-9]{{1,3}}"
    rf"(?:st|nd|rd|th) ){{1,3}}{_WAY}(?: (?:NW|NE|SW|SE|[NSEW])(?!\w))?"
    r"(?:,? (?:Suite|Ste|Apt|Unit|Floor|Flat|#)\.? ?#?\w{1,5})?"
)
#: The same without a number at the end of a phrase: "près de Fulham Road,".
_NAMED = Anchored(r"(?:Street|Road|Lane)(?= ?[.,;:)\n]|\Z)")
_NAME_BEFORE = regex(rf"(?<![\w'-])(?:{UPPER}{LETTER}+ ){{1,2}}\Z")
_LONGEST_NAME = 40
_WAYS = (
    "Rd",
    "Ave",
    "St",
    "Blvd",
    "Street",
    "Road",
    "Drive",
    "Lane",
    "Ln",
    "Way",
    "Place",
    "Court",
    "Ct",
    "Terrace",
    "Mews",
    "Gardens",
    "Close",
    "Crescent",
    "Square",
)


def abroad(text: str, folded: str) -> Iterator[Hit]:
    """Streets as the neighbours and the Americans write them."""
    for m in _SOUTHERN.matches(folded, text):
        yield Hit(m.start(), m.end(), 0.85, "foreign street")
    for m in _JOINED.finditer(text) if any(ending in folded for ending in WAY_ENDINGS) else ():
        yield Hit(m.start(), m.end(), 0.85, "foreign street")
    for m in at_numbers(folded, _NUMBERED, text=text) if any(way in text for way in _WAYS) else ():
        yield Hit(m.start(), m.end(), 0.85, "number and foreign street")
    for m in _NAMED.matches(folded, text):
        if name := _NAME_BEFORE.search(text, max(0, m.start() - _LONGEST_NAME), m.start()):
            yield Hit(name.start(), m.end(), 0.75, "foreign street")
