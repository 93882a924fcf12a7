"""Addresses without a type of way: main streets, named places, post boxes, zones."""

from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import UPPER, Hit, before
from viginote.identifiers._places import LINK
from viginote.identifiers.address.complements import has_complement, with_complements
from viginote.identifiers.address.ways import LIVES
from viginote.regex import regex

#: "4, Grand'Rue": the way whose type is its name.
_MAIN_STREET = regex(
    r"(?<![0-9a-z])[0-9]{1,3}(?:[ ]?(?:bis|ter))?,?[ ]?grand(?:e[ \-]|'[ ]?|[ \-])rue(?![a-z]"
    r"|[ ](?:d[eu]|[a-z]+e?s?)\b)"
)
#: Places that bear a name of their own, where a postcode follows: "manoir de Kermoal, 29600".
_ESTATE = Anchored(
    r"(?:manoir|chateau|ferme|moulin|domaine|mas|camping|peniche|villa|haras|mobil[- ]home|caravane"
    r"|hlm|clos|immeuble|tour|cite|residence|ker|ty)"
    r" (?:d'en |d[eu]s? |de la |de l'|d'|l[ea]s? |l')?(?=[a-z])"
)
_ESTATE_NAME = regex(
    rf"{UPPER}[\w'\-]+(?:[ ](?:{LINK}[ ])?{UPPER}[\w'\-]+){{0,3}}(?:,? emplacement \w{{1,4}})?"
)
_CODE_AFTER = regex(r"[ ]?[,\-–\n(]{0,2}[ ]?[0-9]{5}(?![0-9])")
#: "La Grande Borde - 31450 Montgiscard": a hamlet, with its article, before a postcode.
_HAMLET = regex(
    rf"L(?<![\w'-].)(?<![\w'-] .)(?:[ea]s? |'){UPPER}[\w'-]+(?: (?:{LINK} )?{UPPER}[\w'-]+){{0,3}}"
    r"(?:, (?:CD|RD|RN|VC|route) ?[0-9]{1,4})?(?= ?[,\n-]? ?[0-9]{5} [A-ZÀ-Ö])"
)
#: Ways that bear a number for a name: "route départementale 12", "chemin rural n° 4".
_NUMBERED_NAME = Anchored(
    r"(?:route (?:departementale|nationale)|chemin (?:rural|vicinal)"
    r"|voie communale) n?°? ?[0-9]{1,4}(?![0-9])"
)
#: Zones of trade by their name: "ZA des Trois Fontaines", "Z.I. de la Gare".
_ZONE = Anchored(
    r"(?:Z\.?(?:A\.?C?|I)\.?|(?:[Pp]arc|[Zz]one)"
    r" (?:d'activit[ée]s?|artisanale?|industrielle?|commerciale?|tertiaire)|[Tt]echnop[ôo]le)"
    r" (?:d[eu]s? (?:la )?|de l'|d'|l[ea]s? )?"
    rf"{UPPER}[\w'-]+(?: (?:{LINK} )?{UPPER}[\w'-]+){{0,3}}"
)
#: "lieu-dit « Kerhuon Bihan »", 'résidence "Les Ormes"': a name between quotes.
_QUOTED = Anchored(
    r"(?:lieu[ -]?dit|residence|res\.|villa|lotissement|ferme|mas|hameau|domaine|immeuble|clos|maison|chalet)"
    r" ?[\"«] ?[a-z][^\"«»\n]{2,30}? ?[\"»]"
)
#: Where a road is: "RN 7, km 12", "A7 sens Nord PK 44", "PK 18, côté montagne".
_ROAD = Anchored(
    r"(?:(?:rn|rd|rocade|a(?= ?[0-9]{1,3},? ?(?:sens|pk|km|pr))|d(?= ?[0-9]{1,4},? ?(?:sens|pk|km|pr))"
    r"|n(?= ?[0-9]{1,4},? ?(?:sens|pk|km|pr))) ?[0-9]{0,4},? (?:sens [a-z\-]{3,20},? )?"
    r"(?:pk|km|pr) ?[0-9]{1,3}(?:[.,+][0-9]{1,3})?"
    r"|pk ?[0-9]{1,3}(?:[.,][0-9])?,? cote (?:mer|montagne))(?![0-9a-z])"
)
#: Quarters of the Maghreb by their name, with the street, the block and the door: "Hay Salam, rue 12 n° 44".
_QUARTER = Anchored(
    rf"(?:Hay|Haï|Derb|Douar|Houmet|Ksar) (?:(?:El|Al|Es|Sidi|Oulad|Ouled|Bab)[ -])?"
    rf"{UPPER}[\w'-]+(?: {UPPER}[\w'-]+)?"
    r"(?:,? (?i:rue|bloc|imm\.?|bt|n°|appt?\.?|villa) ?[0-9A-Z]{1,4}(?!\w)){0,4}"
)
_BLOCK_BEFORE = regex(r"(?:(?:bloc|imm\.?|bt|n°|rue|appt?) ?[0-9a-z]{1,4},? ){1,3}\Z")
_POST_BOX = Anchored(r"(?:bp|cs|tsa)[ ]?(?:n° ?)?[0-9]{1,5}(?=[ ]?[,\-\n]?[ ]?[0-9]{5}(?![0-9]))")
_LABELLED = Anchored(
    r"(?:adresse(?: postale| du patient| complete)?|domicile|adr)[ ]?:[ ]?([^\n,;:0-9|@]{3,40}?)(?=,?"
    r"[ ]?[0-9]{5}(?![0-9]))"
)
#: Where somebody lives, in small letters too: "habite le moulin neuf, ...", "demeurant sente des vignes à".
_DWELLING = Anchored(
    r"(?:habit(?:e|ant|ait)|demeur(?:e|ant)|resid(?:e|ant)|domiciliee?|adresse|loge|vit)"
    r"(?: (?:seule?|actuellement|maintenant|plus|encore))? ?:? ?(?:[«\"] ?)?"
    # behind the town: "habite à bobigny, rue de la république"
    r"(?:a [a-z][a-z'\-]{2,}(?: [a-z'\-]{3,}){0,2},? (?=(?:rue|bd|boulevard|avenue|impasse|allee|quai) ))?"
    r"(?:(?:au|aux|a|a la|dans (?:le|la|un|une)) )?"
    # between quotes, its name alone: habite "Les Glycines"
    r"(?P<place>(?<=[«\"])[a-z][^«»\"\n]{2,30}(?=[»\"])|(?<=« )[a-z][^«»\"\n]{2,30}(?= »)"
    r"|(?:le )?bourg(?=,)|(?:(?:le |la |les )?(?:lieu[ -]?dit|hameau|bourg|moulin|ferme|grange|borde"
    r"|bastide|ecluse|cabanon|bergerie|coron|tribu|chenal|peniche|manoir)"
    r"|sente|sentier|impasse|allee|chem(?:in|\.)|rue|route|rte|quai|traverse|venelle|bd|boulevard|avenue)"
    r" (?!depuis|avec|sans|tres|trop|chez|pour|calme|isole|seule?|et |ou |mais)"
    r"(?:d[eu]s? |de la |de l'|d'|les? |la |l'|aux )?[a-z][a-z'\-]{2,}"
    r"(?: (?:d[eu]s? |de la |les? |la )?[a-z][a-z'\-]{2,}){0,2}?)"
    r"(?= ?(?:[,;(»\"\n]|\.(?: |\Z)|\Z|n° ?[0-9])| a [a-z]{4})"
)

#: The hamlet behind such a way: "chemin rural n° 7, Les Trois Chênes".
_NAMED_BEHIND = regex(rf", L(?:[ea]s? |'){UPPER}[\w'-]+(?: (?:{LINK} )?{UPPER}[\w'-]+){{0,3}}")
#: "Adresse : Mas de la Font, ...", "Adresse : Le Bas-Fouillé, 2e portail".
_NAMED_FIELD = Anchored(r"(?:adresse(?: postale| du patient)?|domicile|adr\.?) ?: ?")
_NAMED = regex(
    rf"(?:L[ea]s?|Mas|Ferme|Clos|Hameau|Moulin|Château|Domaine) (?:{LINK} ?){{0,2}}{UPPER}[\w'-]+"
    rf"(?: (?:{LINK} ?){{0,2}}{UPPER}[\w'-]+){{0,3}}(?=,|\n|\Z)"
)
#: Where people lodge, with their room: "hôtel F1 porte de Gentilly, ch 309", "CADA de Pessac, studio 17".
_LODGING = Anchored(
    r"(?:foyer(?! [a-z]+(?:aire|ique|eux|ieux|al|if)\b)"
    r"|hotel(?![ -]dieu)|cada|residence sociale|pension(?: de famille)?|camping|auberge|beguinage|bidonville)"
    r"(?:,? (?!ch\b|chambre|lit|box|salle|sortie?|vue?|avec|pour|puis|depuis)[a-z0-9][\w'&-]{0,15}){0,7}?,?"
    r" (?:ch(?:ambre)?\.?|studio|appt?\.?|logement|emplacement|parcelle|lit|mobil-home|maison n°) ?(?:n° ?)?"
    r"(?:(?!a [2-9](?![0-9]))[a-z] )?[0-9]{1,4}(?![0-9a-z])"  # but "chambre à 3"
)


def places(text: str, folded: str) -> Iterator[Hit]:
    """What needs no type of way: a main street, a named place, a post box, a labelled address."""
    for m in _MAIN_STREET.finditer(folded) if "rue" in folded else ():
        yield Hit(m.start(), with_complements(folded, m.end()), 0.9, "number and main street")
    yield from _dwellings(text, folded)
    for m in _HAMLET.finditer(text):
        yield Hit(m.start(), m.end(), 0.85, "hamlet before a postcode")
    for m in (*_QUOTED.matches(folded), *_ROAD.matches(folded)):
        yield Hit(m.start(), with_complements(folded, m.end()), 0.85, "named place or road")
    for m in _QUARTER.matches(folded, text):
        block = _BLOCK_BEFORE.search(before(folded, m.start(), 30))
        start = m.start() - (len(block[0]) if block else 0)
        yield Hit(start, with_complements(folded, m.end()), 0.85, "quarter of the Maghreb")
    for m in _POST_BOX.matches(folded):
        yield Hit(m.start(), m.end(), 0.93, "post box before a postcode")
    for m in _LABELLED.matches(folded):
        if m[1].strip():
            yield Hit(m.start(1), m.end(1), 0.9, "label before, postcode after")
    for m in _ZONE.matches(folded, text):
        yield Hit(m.start(), with_complements(folded, m.end()), 0.85, "zone and its name")
    for m in _NUMBERED_NAME.matches(folded):
        named = _NAMED_BEHIND.match(text, m.end())
        yield Hit(m.start(), named.end() if named else m.end(), 0.8, "way with a number for its name")
    for m in _NAMED_FIELD.matches(folded):
        if name := _NAMED.match(text, m.end()):
            yield Hit(m.end(), with_complements(folded, name.end()), 0.85, "named place behind a label")
    for m in _LODGING.matches(folded):
        yield Hit(m.start(), with_complements(folded, m.end()), 0.85, "lodging and its room")


def _dwellings(text: str, folded: str) -> Iterator[Hit]:
    """Named places where somebody lives."""
    for m in _ESTATE.matches(folded):
        name = _ESTATE_NAME.match(text, m.end())
        if name and (
            _CODE_AFTER.match(text, name.end()) or _lives_there(text, folded, m.start(), name.end())
        ):
            yield Hit(
                m.start(), with_complements(folded, name.end()), 0.85, "named place where somebody lives"
            )
    for m in _DWELLING.matches(folded):
        start, end = m.span("place")
        quoted = folded.endswith(('"', "«", "« "), 0, start)
        if not (quoted and text[start].islower()):  # says it is "en face"
            yield Hit(start, with_complements(folded, end), 0.8, "place where somebody lives")


def _lives_there(text: str, folded: str, start: int, end: int) -> bool:
    """Whether somebody lives at the named place `start:end`: a word for it before, or a door behind."""
    return LIVES.search(before(folded, start, 50)) is not None or has_complement(folded, end)
