"""The site of an employer behind its name: "Airbus Blagnac", "Lidl de st brieuc", "Fnac agence Ternes"."""

from viginote.identifiers._base import UPPER
from viginote.identifiers._places import SITE_NAME, TOWN, town_behind
from viginote.regex import regex

_END = r"(?= ?(?:[,;.:)(\n/\"]|\Z| - ))"
#: A branch and its town, in any case of letters.
_BRANCH = regex(
    r" (?i:agence|succursale|magasin|site|campus|d[ée]p[ôo]t|entrep[ôo]t|filiale|antenne|usine|gare|centre)"
    rf"(?: (?:de |d'|du )?(?:{TOWN.pattern}"
    rf"|(?!de |du |d'|en |qui |ou |et |pour |depuis )[a-zà-ÿ'-]{{4,}}{_END})|{_END})"
)
#: Saints are towns in small letters too: "de st brieuc".
_SAINT = regex(r" (?:de |à |d'|a )?(?:st|ste|saint|sainte)[ -][a-zà-ÿ-]{3,}(?!\w)")
#: "Décathlon Campus", "BNP Parib.", "Vinci Construction", "Thales Alenia Space": more of the name.
_MORE = regex(
    rf" (?:Campus|Logistique|Log|(?:{UPPER}[a-z]+ )?(?:Services?|Space|Systems|Engines)|Ambulances?"
    r"|Distribution|Industrie|France|Groupe?|Construction|Autoroutes|Helicopters|Immobilier|Propreté|Market"
    r"|City|Contact|Drive|Express|Energies?|Énergies?|Renouvelables"
    r"|[Rr]éseau|[Ff]ret|[Ii]nfra|[Vv]oyageurs|Technik|Cargo|Europe|Fulfil+ment(?: [A-Z][a-z]+)?|PAM|GC|TP"
    r"|BTP|IDF|Parib\.)(?!\w)"
)
#: "super u de pornic": a town in small letters behind a known name in small letters, at the end of a phrase.
_LOWER = regex(
    rf" (?:(?:de |d'|a |à )(?!nuit|jour|retour|temps|partir|mi-|plein|domicile|l[ae]|son|sa|ses|un)"
    rf"|(?![a-zà-ÿ]+(?:ment|ée?s?|er|ant|ir)\b|depuis|tous|mais|retrait"
    rf"|interim|en |qui |ou |et |pour |la |le |cdi|cdd))"
    rf"[a-zà-ÿ'-]{{4,}}(?: (?:sur|les|la|le|en) [a-zà-ÿ-]{{3,}})?{_END}"
)


def site_end(text: str, end: int) -> int:
    """The end of a name that ends at `end`, its branch and town included."""
    if more := _MORE.match(text, end):
        end = more.end()
    if branch := _BRANCH.match(text, end):
        return branch.end()
    town = town_behind(text, end)
    if town > end:
        return town
    place = _SAINT.match(text, end)
    return place.end() if place else end


def lower_site_end(text: str, end: int) -> int:
    """The same of a known name in small letters, whose town is in small letters too."""
    place = _LOWER.match(text, end)
    return place.end() if place else site_end(text, end)


def name_end(text: str, start: int) -> int:
    """Where the capitalised name that begins at `start` ends; 0 when none does."""
    begins = text[start : start + 1].isupper() and text[start + 1 : start + 2].islower()
    m = SITE_NAME.match(text, start) if begins else None
    return start + len(m[0].rstrip(" -–'.")) if m else 0
