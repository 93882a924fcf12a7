"""Large employers that everybody names without more: counted only beside a job or a word for work."""

import re
from collections.abc import Iterator

from viginote.anchors import matches, unnested
from viginote.identifiers._base import UPPER, Hit, before
from viginote.identifiers._places import TOWN
from viginote.text import Note, fold

_NAMES = (
    r"SNCF|RATP|LA POSTE|EDF|GDF|Engie|ENGIE|La Poste|la Poste|Renault|Peugeot|PSA|Stellantis|Citroën"
    r"|Michelin"
    r"|Airbus"
    r"|Thales|Safran|Orange|Carrefour|Auchan|Leclerc|Lidl|Aldi|Intermarché|Super U|Monoprix|Amazon|Decathlon"
    r"|Darty|Fnac|McDo(?:nald(?:'s)?)?|Quick|KFC|Sodexo|Elior|Onet|Veolia|Suez|Bouygues|Vinci|Eiffage|Colas"
    r"|Total"
    r"|Sanofi|Ikea|IKEA|Leroy Merlin|Castorama|DHL|UPS|Fedex|FedEx|Chronopost|Transdev|Keolis|Air France"
    r"|Dassault"
    r"|ArcelorMittal|Alstom|Siemens|Bosch|Valeo|Faurecia|Saint-Gobain|Danone|Nestlé|Lactalis|Crédit Agricole"
    r"|Crédit Mutuel|BNP|Société Générale|Banque Postale|Pôle emploi|France Travail|Uber|Deliveroo|Randstad"
    r"|Manpower|Adecco|Derichebourg|Securitas|Accor|Ibis|Novotel|Disney"
    r"|Adidas|Europcar|Duralex|Sephora|Zara|H&M|Kiabi|Conforama|Cultura|Franprix|Cora|Biocoop|Norauto"
    r"|Brico Dépôt|Bricomarché|Gifi"
    r"|Primark|Marionnaud|Nocibé|Yves Rocher|L'Oréal|LVMH|Hermès|Naval Group|Orano|Framatome|Enedis|GRDF|RTE"
    r"|Arkema|Solvay|Servier|Pierre Fabre|Verallia|Fleury Michon|Bonduelle|Bigard|Charal|Cooperl|Heineken"
    r"|STEF|Stef|Geodis|GLS|DPD|XPO|ID Logistics|FM Logistic|Kuehne|CMA CGM|Transavia|easyJet|Eurotunnel"
    r"|Capgemini|Atos|Sopra Steria|Accenture|MBDA|Nexter|Toyota|Goodyear|Plastic Omnium|Lafarge|Legrand"
    r"|Schneider Electric|Samsic|GSF|Atalian|Teleperformance|Webhelp|Korian|Orpea|Elsan|Ramsay|Vivalto|ADMR"
    r"|MAIF|MACIF|MAAF|Groupama|AXA|Allianz|Caisse d'Épargne|CIC|LCL|HSBC|Sciences Po|CNRS|INSERM|CEA"
    r"|Burger King|Flunch|Buffalo Grill|Hippopotamus|Starbucks|Domino's|Blablacar|Flixbus"
    r"|Ouibus"
)
#: What each begins with, folded.
_NAME_STEMS = unnested(fold(name.partition("(")[0]) for name in _NAMES.split("|"))
_LARGE = re.compile(rf"(?:{_NAMES})(?: (?:Market|City|Express|Drive|Logistique|Hypermarchés?))?(?!\w)")
#: The town of its site: "Airbus Blagnac", "Thales Brest".
_PLACE = re.compile(rf" (?={UPPER}[a-zà-ÿ])({TOWN.pattern})(?=[ ]?(?:[,;.)\n(]|$))")
_WORK_BEFORE = re.compile(
    r"(?:\b(?:travail\w*|bosse\w*|usine|employee?|salariee?|cadre|agent|cheminot|conduct\w+|chauffeur|facteur"
    r"|factrice"
    r"|ouvriere?|technicien\w*|ingenieure?|retraitee?|ex|ancien\w*|livreu\w+|caissiere?|vendeu\w+|interim\w*"
    r"|embauch\w+|licencie\w*|vire\w*|stage|stagiaire|apprenti\w*|alternan\w+|cdi|cdd|poste|mission"
    r"|manutention\w*|badge|boulot|taf|boite|job|collegues?|entreprise|groupe|employeur|routi(?:er"
    r"|ere)|vigile"
    r"|prevenir|[a-z]{4,12}(?:iste|euse|trice)"
    r"|preparat\w+|hotesse|equipiere?|magasiniere?|cariste|soudeu\w+|guichetiere?|conseill\w+|intermittente?)"
    r"(?: [a-z]{3,14})?[ \-](?:(?:de |d')?chez |a (?:la )?|au |aux |pour |de (?:la )?|d'|du |, )?)\Z"
)
_LARGE_REACH = 44


def large(note: Note) -> Iterator[Hit]:
    for m in matches(note.folded, _NAME_STEMS, _LARGE, note.text):
        if _WORK_BEFORE.search(before(note.folded, m.start(), _LARGE_REACH)):
            yield Hit(
                m.start(), _with_place(note.text, m.end()), 0.85, "large employer after a word for work"
            )


#: In any case they count behind "chez" alone: "caissier chez lidl".
_CHEZ_LOWER = re.compile(
    r"chez (lidl|aldi|auchan|carrefour|leclerc|intermarche|super u|monoprix|casino|renault|peugeot"
    r"|psa|stellantis"
    r"|citroen|michelin|airbus|thales|safran|orange|amazon|decathlon|darty|fnac|mcdo(?:nald'?s?)?"
    r"|quick|kfc|sodexo"
    r"|elior|onet|veolia|suez|bouygues|vinci|eiffage|colas|total|sanofi|ikea|leroy merlin|castorama"
    r"|dhl|ups|fedex"
    r"|chronopost|transdev|keolis|air france|dassault|alstom|siemens|bosch|valeo|faurecia|danone"
    r"|nestle|lactalis"
    r"|uber|deliveroo|randstad|manpower|adecco|securitas|sephora|zara|kiabi|conforama|bigard|geodis"
    r"|toyota|samsic)"
    r"(?![a-z])"
)
_CHEZ_STEMS = ("chez ",)


def _with_place(text: str, end: int) -> int:
    """The end of a name that ends at `end`, the town of its site included."""
    place = _PLACE.match(text, end)
    return place.end() if place else end


def behind_chez(note: Note) -> Iterator[Hit]:
    for m in matches(note.folded, _CHEZ_STEMS, _CHEZ_LOWER):
        yield Hit(m.start(1), _with_place(note.text, m.end(1)), 0.8, 'large employer behind "chez"')
