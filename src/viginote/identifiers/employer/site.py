"""The site of an employer behind its name: "Airbus Blagnac", "Lidl de st brieuc", "Fnac agence Ternes"."""

import re

from viginote.identifiers._base import UPPER
from viginote.identifiers._places import TOWN

_END = r"(?= ?(?:[,;.:)(\n/\"]|\Z| - ))"
#: A branch and its town, in any case of letters.
_BRANCH = re.compile(
    r" (?i:agence|succursale|magasin|site|campus|d[ée]p[ôo]t|entrep[ôo]t|filiale|antenne|usine|gare|centre)"
    rf"(?: (?:de |d'|du )?(?:{TOWN.pattern}"
    rf"|(?!de |du |d'|en |qui |ou |et |pour |depuis )[a-zà-ÿ'-]{{4,}}{_END})|{_END})"
)
#: A town behind its name, with a small word or none.
_TOWN = re.compile(rf" (?:de |d'|à |- )?(?={UPPER}[a-zà-ÿ'])({TOWN.pattern}){_END}")
#: Saints are towns in small letters too: "de st brieuc".
_SAINT = re.compile(r" (?:de |à |d'|a )?(?:st|ste|saint|sainte)[ -][a-zà-ÿ-]{3,}(?!\w)")
#: "Décathlon Campus", "BNP Parib.", "Ethypharm Log": more of the name.
_MORE = re.compile(
    r" (?:Campus|Logistique|Log|Services?|Distribution|Industrie|France|Group|Groupe|Parib\.)(?!\w)"
)


def site_end(text: str, end: int) -> int:
    """The end of a name that ends at `end`, its branch and town included."""
    if more := _MORE.match(text, end):
        end = more.end()
    if branch := _BRANCH.match(text, end):
        return branch.end()
    place = _TOWN.match(text, end) or _SAINT.match(text, end)
    return place.end() if place else end
