"""Known towns however a hurried hand spells them: "fort de france", "st malo", "La Roche s/ Yon".

The register has an article apart and hyphens between the other words ("la Roche-sur-Yon"); notes have blanks,
small letters, St for Saint and s/ for sur. So spelt, words are tried against the known towns where a phrase
begins, behind a preposition, and behind the name of a site or a firm ("Airbus Blagnac", "lycée Monge, Sens").
"""

import re
from collections.abc import Iterable, Iterator

from viginote.anchors import matches, unnested, word_starts
from viginote.names.lexicon import Lexicon, Span
from viginote.names.lists import entries
from viginote.text import words

_WORD = r"[a-z]{2,}(?:'[a-z]{2,})?"
_WORDS = re.compile(rf"(?:(?:la|les?) |l')?{_WORD}(?:[ -](?:s/s? ?|[dl]')?{_WORD}){{0,4}}")
_PHRASE_END = re.compile(
    r" ?(?:[,;.:()\n/\"]|\Z| - )| (?:le|depuis|dep|tel|en|pour|et|ne|nee|chez|avec|ce|[0-9]+)(?![a-z])"
)
_ARTICLES = ("la", "le", "les")
_SPELT_OUT = {"st": "saint", "ste": "sainte", "ss": "sous", "s/": "sur", "s/s": "sous"}
_PARTS = re.compile(r"s/s?|[^ -]+")

#: What joins the words of a town's name and seldom those of a phrase; and saints.
_LINKS = frozenset(words("sur les lez sous aux le la"))
_SAINTS = frozenset(("saint", "sainte"))
#: All that may stand between the first and the last word where somebody lives: "Fort-de-France".
_SMALL = _LINKS | {"de", "du", "des", "en", "d", "l"}
#: Words of phrases, which no town's name has.
_NO_PART = frozenset(
    words("par pour avec sans est ete mis dit qui que un une ce dans selon chez vu vue il elle on")
)
#: What a town of several words begins with: an article, a saint, or some words and a small one.
_SEVERAL_WORDS = (
    r"(?:la|les?)[ -]|(?:[a-z']+[ -]){0,5}(?:s/|(?:ste?|ss|sainte?)(?![a-z']))"
    rf"|(?:[a-z']+[ -]){{1,5}}(?:{'|'.join(sorted(_LINKS))})[ -]"
    rf"|[a-z']+[ -](?:{'|'.join(sorted(_SMALL))})[ -]"
)
#: Where such a town stands: at the head of a phrase, or where somebody lives, goes or comes from.
_PLACE = re.compile(
    r"(?:\A|\n|[,(;>] ?|(?<![\w'])(?:(?P<at>a(?<!il a)(?<!on a)(?<!elle a)(?<!nt a)(?<!qui a)|hab\.?"
    r"|habite|vit|vers)|depuis|puis|(?P<of>de|sur)) )"
    rf"(?={_SEVERAL_WORDS})"
)
#: Words that a name in capitals writes with one: "Saint-Malo", but "Saint esprit".
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_FEWEST_WORDS = 3  # "la marche" and "la table" are towns, too

_LARGE = unnested(entries("large_towns"))
_ABROAD = unnested(entries("towns_abroad"))
_CAPITALISED = re.compile(r"[^\W\d_a-zà-ÿ][^\W\d_]*(?:[ .-]{1,2}[^\W\d_]+){0,3}")
#: Around a town that is all that a phrase says ("Contrôle 6 sem. Sydney."), and where somebody is or goes.
_ALONE = (
    re.compile(r"(?:\A|\n|[.;(] ?| - )\Z"),
    re.compile(r" ?(?:[.;)\n]|: ?[«\"]|\Z|, ?(?:[0-9]|[^\W\d_]+ [0-9]|dr|prof|doc|lit|fiche))"),
)
_LISTED = re.compile(r", ?\Z"), re.compile(r" ?(?:[.,;)\n]|\Z)")
_THERE = (
    re.compile(r"(?<![a-z'])(?:(?<!grade )a|vers|depuis|hopital de|consulat de) \Z"),
    re.compile(r" ?(?:[.,;)\n]|\Z)| (?:[0-9]|par|avec|chez|pour|en|le|et|ce)\b"),
)
_WHOLE = re.compile(r"[a-z]+(?:-[a-z]+)*(?![\w'@-]|\.[a-z])")
#: What is called after a town: "savon de marseille", "bouteille de bordeaux".
_OF_TOWN = re.compile(
    r"\b(?:savon|vins?|verres?|bouteilles?|moutarde|quiche|saucisses?|rouge|bieres?|pommes?|porcelaine)"
    r" (?:de |d')?\Z"
)
#: Large towns that are words as well, where somebody goes or is: "travaille sur paris".
_WORDS_TOO = re.compile(
    r"(?:a|sur|vers|habite|depuis) ((?:paris(?! (?:sportif|hippique|en ligne))|nice|lens|tours(?! de))"
    r"(?![\w'-]))"
)
_WORDS_TOO_STEMS = ("a ", "sur ", "vers ", "habite ", "depuis ")
_LONGEST_BEFORE = 16  # letters of what is called after a town
#: What parts a site or a firm from its town.
_GAP = re.compile(r"(?P<apart> ?[,-] ?| \()| (?:(?:de|a|sur|du) |d')?")
#: A town with a capital where the phrase goes on in small letters or figures: "Leclerc Pontivy qui paye".
_TITLED_WORD = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ']+(?:-[A-Za-zÀ-ÿ']+){0,4}(?= [a-z0-9])")
#: Parts of towns, which stations and quarters are named by: "Bondy Nord", "Orly ville".
_PART_OF_TOWN = re.compile(r"(?:nord|sud|ouest|ville|village|bourg|plage)(?= ?(?:[,;.)\n]|\Z))")
#: Where nothing goes on that a word may begin: "Clinique Pasteur, Rang 3".
_SITE_END = re.compile(r" ?(?:[,;.)\n]|\Z)")
_LEAST_IN_CAPITALS = 5  # letters: what is shorter may be an abbreviation ("FES", "LIMA")
_SHORTEST_BEHIND = 4  # letters behind a comma: what is shorter there is an abbreviation


def spelt(folded: str) -> str:
    """A town's name as the register spells it, folded.

    >>> spelt("st jean de monts"), spelt("la tour du pin"), spelt("la roche s/ yon")
    ('saint-jean-de-monts', 'la tour-du-pin', 'la roche-sur-yon')
    """
    parts = [_SPELT_OUT.get(part, part) for part in _PARTS.findall(folded)]
    if parts[0] in _ARTICLES and len(parts) > 1:
        return f"{parts[0]} {'-'.join(parts[1:])}"
    return "-".join(parts)


def _town_at(folded: str, start: int, lexicon: Lexicon) -> tuple[int, str]:
    """The end and the name of the longest known town from `start` to the end of a phrase; `start` and ""."""
    m = _WORDS.match(folded, start)
    end = m.end() if m else start
    while end > start:
        if _PHRASE_END.match(folded, end):
            name = spelt(folded[start:end])
            if lexicon.is_town(name):
                return end, name
        end = max(folded.rfind(" ", start, end), folded.rfind("-", start, end))
    return start, ""


def compound_towns(text: str, folded: str, lexicon: Lexicon) -> Iterator[Span]:
    """Known towns of several words that their small words tell from a phrase, in any case of letters."""
    for place in _PLACE.finditer(folded):
        end, name = _town_at(folded, place.end(), lexicon)
        name_words = [text[place.end()], *_LONG_WORD.findall(text, place.end(), end)]
        titled = not place["of"] and all(word[0].isupper() for word in name_words)
        if name and _is_compound(name, lexicon, at=place["at"] is not None, titled=titled):
            yield place.end(), end


def _is_compound(name: str, lexicon: Lexicon, *, at: bool, titled: bool) -> bool:
    """Whether the form of a town's name tells it from other words.

    `at`: somebody lives or goes there; `titled`: its words have capitals, at the head of a phrase.
    """
    parts = re.split("[ -]", name)
    if not _NO_PART.isdisjoint(parts):
        return False
    if not _SAINTS.isdisjoint(parts):
        return len(parts) > (1 if at or titled else 2)
    if parts[0] in _ARTICLES:
        linked = not _LINKS.isdisjoint(parts[2:-1])
        whole = len(parts) >= _FEWEST_WORDS and _SMALL.issuperset(parts[2:-1])
        return whole and (at or titled or linked)
    if at and len(parts) >= _FEWEST_WORDS and _SMALL.issuperset(parts[1:-1]):
        return True
    return not _LINKS.isdisjoint(parts[1:-1]) and (at or not lexicon.is_common(parts[0]))


def large_towns(text: str, folded: str) -> Iterator[Span]:
    """Towns that everybody knows, in small letters: "arrivée marseille 62", "fils sur caen"."""
    for at in word_starts(folded, _LARGE):
        word = _WHOLE.match(folded, at)
        is_town = word and text[at].islower() and word[0] in entries("large_towns")
        if word and is_town and not _OF_TOWN.search(folded, max(0, at - _LONGEST_BEFORE), at):
            yield word.span()
    for town in matches(folded, _WORDS_TOO_STEMS, _WORDS_TOO):
        if text[town.start(1)].islower():
            yield town.span(1)


def towns_abroad(text: str, folded: str) -> Iterator[Span]:
    """Towns of other countries, where a phrase holds nothing else or behind a preposition of place."""
    for at in word_starts(folded, _ABROAD):
        m = _CAPITALISED.match(text, at)
        end = m.end() if m else at
        while end > at and folded[at:end] not in entries("towns_abroad"):
            end = max(folded.rfind(sign, at, end) for sign in " -.")
        if end <= at or (text[at:end].isupper() and end - at < _LEAST_IN_CAPITALS):
            continue
        left = folded[max(0, at - _LONGEST_BEFORE) : at]
        if any(
            ahead.search(left) and behind.match(folded, end) for ahead, behind in (_ALONE, _LISTED, _THERE)
        ):
            yield at, end


def towns_behind(text: str, folded: str, sites: Iterable[Span], lexicon: Lexicon) -> Iterator[Span]:
    """Known towns right behind a care site, a school or a firm: "lycée Monge, Sens", "hop nord marseille"."""
    for _, site_end in sites:
        gap = _GAP.match(folded, site_end)
        if gap is None:
            continue
        start = gap.end()
        end, name = _town_at(folded, start, lexicon)
        if not name and (word := _TITLED_WORD.match(text, start)):
            name = spelt(folded[start : word.end()])
            known = lexicon.is_town(name) and not lexicon.is_common(name)
            end, name = (word.end(), name) if known else (start, "")
        if not name or (gap["apart"] and end - start < _SHORTEST_BEHIND and not text[start:end].istitle()):
            continue
        if text[start].isupper():
            ends = _SITE_END.match(text, end) and not text[start:end].isupper()
            if not (gap["apart"] and lexicon.is_common(name)) or ends:
                yield start, end
        elif not gap["apart"] and not lexicon.is_common(name.split(" ")[0].split("-")[0]):
            yield start, end


def town_tails(folded: str, towns: Iterable[Span], lexicon: Lexicon) -> Iterator[Span]:
    """What goes on with the name of a town that was found: "Athis" "Mons", "Bondy" "Nord"."""
    for start, end in towns:
        if folded.startswith(" ", end):
            if part := _PART_OF_TOWN.match(folded, end + 1):
                yield part.span()
            whole, name = _town_at(folded, start, lexicon)
            if whole > end + 2 and _NO_PART.isdisjoint(re.split("[ -]", name)):
                yield end + 1, whole
