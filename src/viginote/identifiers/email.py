"""E-mail addresses, also as OCR and careful hands write them (spaces, "arobase", a comma for the dot).

The search begins at each "@" (or the word that stands for it) and reads outwards, a bounded way to either
side: its time is linear in the text.

>>> validate("p.roux@chicreteil.com"), validate("p.roux@chicreteil"), validate("1547 @ 2 ng/ml")
(True, False, False)
>>> compact("tlabelle @ medimail . com"), compact("jean arobase gmail point com")
('tlabelle@medimail.com', 'jean@gmail.com')

Source: RFC 5321 section 4.1.2 and RFC 5322 section 3.4.1, in the part that is met in notes.
"""

import re
from collections.abc import Iterator

from viginote.identifiers._base import Hit, Rule, Search
from viginote.regex import regex
from viginote.text import Note, fold, words

_AT = regex(
    r"@@?|©|®(?=[a-z])|%40|&#64;|\{ ?(?:at|a|arobase) ?\}|<(?:at|arobase)>"
    r"|arobas?e?|\([ ]?(?:at|a|arobase|@)[ ]?\)|\[[ ]?(?:at|a|arobase|@)[ ]?\]"
)
#: The English word, before a whole domain: "jean.dupont at gmail.com".
_AT_WORD = regex(r"[ _]at[ _](?=[a-z0-9-]{2,30}(?:\.| point | dot )(?:fr|com|net|org|eu)(?![a-z]))")
_SIGNS = ("@", "©", "®", "%40", "&#64;", "aroba")
_IN_BRACKETS = regex(r"[{(\[<] ?at? ?[})\]>]")
_ENDINGS = words("fr com org net eu be ch lu info ma dz tn de it es uk example")
#: A comma for the last dot counts where nothing parts it: "secretariat@chu-sud,fr".
_SPACED_DOT = (
    r"(?:,(?=[a-z]{2,3}(?![a-z0-9]))| \.|\. | \. | point | dot | ?\[\.\] ?| ?\[dot\] ?| ?\((?:point|dot)\) ?)"
)
_DOMAIN = regex(
    rf" ?\n?([a-z0-9][a-z0-9\-_]{{0,62}}(?:\.[a-z0-9][a-z0-9\-_]{{0,62}}){{0,5}}"
    rf"(?:{_SPACED_DOT}(?:{'|'.join(_ENDINGS)})(?![a-z0-9]))?)"
)
_BARE_DOMAIN = regex(
    r" ?(gmail|hotmail|yahoo|orange|wanadoo|free|sfr|laposte|outlook|live|icloud|bbox|neuf|aol|aphp|ap-hp"
    r"|msn|numericable|club-internet|protonmail)(?:[, ] ?(?:fr|com|net|be|ch))?(?![a-z0-9])"
)
_REVERSED_LOCAL = regex(r" ?([a-z0-9._%+'\-]{1,64}(?: (?:\.|tniop|tod) [a-z0-9._%+\-]{1,40}){0,2})")
_CUT_OFF = regex(r"[a-z]{2}[a-z0-9\-]{0,30}(?![\w@.\-]*[\w@])")
_LEAST_LOCAL = 4
_LAST_LABEL = regex(r"[a-z]{2,24}\Z")


def _find(note: Note) -> Iterator[Hit]:
    folded = note.folded
    signed = any(sign in folded for sign in _SIGNS) or _IN_BRACKETS.search(folded)
    words = _AT_WORD.finditer(folded) if " at " in folded or "_at_" in folded else ()
    for at in (*(_AT.finditer(folded) if signed else ()), *words):
        local = _REVERSED_LOCAL.match(folded[max(0, at.start() - 100) : at.start()][::-1])
        if not local:
            continue
        start = at.start() - len(local[0].rstrip(" .'-"))
        start += len(folded[start : at.start()]) - len(folded[start : at.start()].lstrip(" .'-"))
        end, score = _domain_end(note, at.end())
        joined = at[0] == "@" and folded[at.start() - 1] != " "
        if not end and joined and at.start() - start >= _LEAST_LOCAL:
            end, score = _cut_off(folded, at.end()), 0.8
        if end and start < at.start() and (at[0][0] == "@" or folded[start].isalpha()):
            yield Hit(start, end, score, "at sign between a name and a domain")


def _cut_off(folded: str, at: int) -> int:
    """Where a domain without its ending ends: "stagiaire44@ch"; 0 when there is none."""
    m = _CUT_OFF.match(folded, at)
    return m.end() if m else 0


def _domain_end(note: Note, at: int) -> tuple[int, float]:
    """Where the domain that begins at `at` ends, and how sure it is; (0, 0) when there is none."""
    m = _DOMAIN.match(note.folded, at)
    if not m:
        return 0, 0.0
    bare = _BARE_DOMAIN.match(note.folded, at)
    if bare and m[1].isalpha():
        return bare.end(), 0.9
    domain = m[1]
    tail = _LAST_LABEL.search(domain)
    handle = "_" in domain and "." not in domain  # of a network: "insta @prenom_nom"
    if not tail or domain == tail[0] or handle:
        return 0, 0.0
    glued = _glued(note.text[m.end() - len(tail[0]) : m.end()])
    return m.end() - glued, 0.93 if " " in m[0] else 0.98


def _glued(tail: str) -> int:
    """How many characters of the last label belong to a word stuck to it: "frSmith" -> 5."""
    for ending in _ENDINGS:
        rest = tail[len(ending) :]
        if tail.startswith(ending) and rest[:1].isupper():
            return len(rest)
    return 0


def compact(value: str) -> str:
    """The address in lower case, without spaces, with "@" and "." for the words that stand for them."""
    plain = _AT.sub("@", fold(value), count=1)
    return re.sub(r"\(point\)|\[\.\]|\[dot\]|\(dot\)| point ", ".", plain).replace(" ", "").replace(",", ".")


def validate(value: str) -> bool:
    """Whether `value` is, once compact, a local part, "@" and a domain with a letter-only ending."""
    return (
        re.fullmatch(r"[a-z0-9._%+'\-]{1,64}@(?:[a-z0-9\-_]{1,63}\.){1,5}[a-z]{2,24}", compact(value))
        is not None
    )


RECOGNIZER = Rule("email", "EMAIL", Search(_find, digits=0))
