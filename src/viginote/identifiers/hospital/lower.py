"""Care sites in lower case, as hurried hands write them: "ehpad les mimosas", "pharmacie de la gare".

In lower case a name is told from a phrase by its form alone: an article in the plural or a saint right behind
the type of site, or a shop's "de la", and the end of the phrase.
"""

from collections.abc import Iterator

from viginote.french.calendar import WEEKDAY
from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import Hit, before
from viginote.identifiers._places import SITE_NAME, town_behind
from viginote.identifiers.hospital.care import NOUN_BEFORE

_TYPE = (
    r"(?:ehpad|epahd|mapad|usld|ssr|smr|mas|fam|ime|itep|esat|csapa|cmp|cattp|clinique|polyclinique|centre"
    r"|maison de retraite|foyer|residence|hopital|hop\.?|chs?|chu|institut|pharmacie|labo(?:ratoire)?)"
)
_END = r"(?= ?(?:[.,;:()\n/]|\Z|-)| (?:le|du|a|au|en|pour|depuis|dep|avec|et|ch|chambre|tel|ou|par)\b| [0-9])"
_NO_NAME = (
    r"(?!(?:plus|temps"
    r"|lendemain|jours?|soirs?|matins?|nuits?|semaine|mois|veille|week|deux|trois|autres?|urgences"
    r"|memes?|patients?|medecins?|infirmiere?s?|familles?|parents|enfants|soins|dents|dernieres?|premieres?"
    r"|bonnes?|prend|recoit|refuse|a|est|sont|ont|fait|douleurs?|resultats?|examens?|traitements?|mieux|moins"
    r"|traite|reprend|rappelle|suit|ramene|garde|ville|hopital|clinique|chu|ch|service|coin|quartier"
    rf"|week-?end|urgences|{WEEKDAY}|hier|demain)\b)"
)
#: "ehpad les mimosas", "csapa la roseraie", "clinique st roch", "clinique des cèdres".
_NAMED = Anchored(
    rf"{_TYPE} (?:(?:les (?:[0-9]{{1,2}} |deux |trois |quatre |cinq )?{_NO_NAME}[a-z'\-]{{3,}}[sx]|(?:la|l'"
    rf"|le) {_NO_NAME}[a-z'\-]{{4,}}|(?:de )?(?:st|ste|saint|sainte"
    rf"|notre[ -]dame)[ -](?!trouv)[a-z'\-]{{3,}})(?: {_NO_NAME}[a-z'\-]{{4,}})?){_END}"
)
#: Shops and clinics bear the name of their place: "pharmacie de la gare", "clinique du parc".
_OF_PLACE = Anchored(
    r"(?:pharmacie|clinique|polyclinique|clin\.?|labo(?:ratoire)?|cabinet|pharm\.|phie)"
    r" (?:de la |de l'|des |du )"
    r"(?P<place>horloge|europe|etoile|abbaye|ocean|hotel de ville|beffroi|citadelle|corniche"
    r"|gare|mairie|poste|place|halles?|marche|eglise|cathedrale|port|parc|rond[ -]point|pont|fontaine"
    r"|vallee|plage|mer|tour|croix|forge|liberte|republique|paix|victoire|prefecture|source|cedres|tilleuls"
    r"|chenes|pins|lilas|roses|acacias|platanes|oliviers|jardins|remparts|arenes|thermes|lac|mail|centre"
    r"|bourg|village|chateau|moulin|val|golf|soleil|levant|ponant|sud|nord|littoral|mas|ruisseau|bois"
    r"|colline)(?![a-z])"
)
#: Types that are nothing else than sites, whatever follows the name: "ehpad le clos fleuri prévue".
_SURE = Anchored(
    rf"(?:ehpad|epahd|mapad|usld|csapa|caarud|esat|itep|sessad|camsp|ssiad|foyer)(?: residence)? "
    rf"(?P<name>(?:la|le|les)(?: [0-9]{{1,2}})? |l'){_NO_NAME}[a-z'\-]{{4,}}"
    rf"(?: (?:fleuri\w*|bleue?s?|blanche?s?|vert[se]*|d'or))?"
    r"(?![\w'-])"
)
#: "hopital sud"
_COMPASS = Anchored(r"(?:hopital|hop) (?:nord|sud)(?![\w'-])")


@needs(_NAMED, _SURE, _COMPASS, _OF_PLACE)
def lower_case(text: str, folded: str) -> Iterator[Hit]:
    """Sites whose type and name are in lower case, or whose name is."""
    for m in _NAMED.matches(folded):
        noun = NOUN_BEFORE.search(before(folded, m.start(), 20))
        if text[m.start() : m.end()].islower() and not noun:
            yield Hit(m.start(), m.end(), 0.75, "type of site and its name, in lower case")
    for m in _SURE.matches(folded):
        name = SITE_NAME.match(text, m.start("name"))
        end = max(m.end(), name.end()) if name else m.end()
        yield Hit(m.start(), end, 0.75, "type of site that is nothing else, and its name")
    for m in _COMPASS.matches(folded):
        yield Hit(m.start(), m.end(), 0.75, "type of site that is nothing else, and its name")
    for m in _OF_PLACE.matches(folded):
        yield Hit(m.start(), town_behind(text, m.end()), 0.75, "shop or clinic of a place")
