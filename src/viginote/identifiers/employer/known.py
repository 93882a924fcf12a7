"""Employers and schools that everybody names without more: "agent SNCF", "L3 Assas", "caissière lidl"."""

import re
from collections.abc import Iterator

from viginote.anchors import matches, unnested
from viginote.identifiers._base import UPPER, Hit, before
from viginote.identifiers._places import TOWN
from viginote.identifiers.employer.work import BESIDE_WORK, NEAR_STUDY, NEAR_WORK, REACH
from viginote.text import Note

#: Names that are nothing else: in any case of letters, near a word for work.
_DISTINCT = (
    # transport, energy, industry
    "sncf|ratp|edf|gdf|engie|enedis|grdf|stellantis|peugeot|citroen|michelin|airbus|arianegroup|thales|safran"
    "|transdev|keolis|air france|transavia|easyjet|eurotunnel|eurostar|dassault|dassault systemes"
    "|dassault aviation|arcelormittal|arcelor|alstom|siemens|valeo|faurecia|saint-gobain|naval group"
    "|orano|areva"
    "|framatome|arkema|solvay|verallia|mbda|nexter|toyota|goodyear|plastic omnium|lafarge|legrand"
    "|schneider electric|duralex|chantiers de l'atlantique|manitou|plastivaloire|sanofi|pierre fabre"
    "|tisseo|tcl"
    # building, cleaning, safety, temporary work
    "|bouygues|eiffage|spie|colas|veolia|suez|onet|samsic|gsf|atalian|derichebourg|prosegur|securitas"
    "|fiducial"
    "|randstad|manpower|adecco"
    # food
    "|danone|nestle|lactalis|bonduelle|fleury michon|bigard|charal|cooperl|sodiaal|heineken|sodexo|elior"
    "|mcdo|mcdonald's|mcdonalds|kfc|burger king|flunch|buffalo grill|hippopotamus|starbucks|domino's"
    # shops
    "|carrefour|auchan|lidl|aldi|intermarche|monoprix|franprix|biocoop|amazon|decathlon|darty|conforama|ikea"
    "|leroy merlin|castorama|brico depot|bricomarche|kiabi|primark|zara|h&m|sephora|marionnaud|nocibe"
    "|yves rocher"
    "|l'oreal|lvmh|gifi|norauto|feu vert|jean louis david|franck provost"
    # parcels and stores
    "|dhl|fedex|chronopost|geodis|dpd|xpo|xpo logistics|id logistics|fm logistic|kuehne|stef|cma cgm|logidis"
    "|colis prive|heppner|uber|uber eats|deliveroo|europcar|jussieu"
    # banks, insurances, services
    "|credit agricole|credit mutuel|credit lyonnais|bnp|bnp paribas|societe generale|banque postale"
    "|caisse d'epargne|banque populaire|hsbc|axa|allianz|maif|macif|maaf|groupama|matmut|capgemini|atos"
    "|sopra steria|accenture|mazars|deloitte|kpmg|teleperformance|webhelp|accor|novotel|disney|disneyland"
    "|adidas"
    # care, associations, the state
    "|korian|orpea|elsan|vivalto|admr|adapei|amapa|emmaus|apajh|babilou|cnrs|inserm|inrae|cea|bnf"
    "|ouest france"
    "|ouest-france|marine nationale|armee de terre|armee de l'air|education nationale|pole emploi"
    "|france travail"
    "|sdis|bspp|ricm|dgfip|urssaf"
)
#: Names that are words, people or letters too: with a capital, right beside a word for work.
_ORDINARY = (
    "la poste|psa|renault|leclerc|orange|super u|hyper u|casino|fnac|quick|total|totalenergies|vinci"
    "|bosch|ups|cic|lcl"
    "|rte|adp|hermes|cultura|cora|inter|progres|louvre|houilleres|free|sfr|ibis|stx"
    "|picard|midas|point s|point p|apf"
)
#: "à la Sorbonne, L3 lettres", "prépa Henri IV".
_SCHOOLS = (
    "sorbonne|sciences po|polytechnique|hec|essec|epita|epitech|insa|ensam|assas|paris descartes"
    "|paris diderot"
    "|paris dauphine|paris nanterre|paris saclay|dauphine|henri iv|louis le grand"
)


def _any_of(names: str) -> str:
    """A pattern for any of the names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names.split("|"), key=len, reverse=True))


_KNOWN = re.compile(
    rf"(?:(?P<distinct>{_any_of(_DISTINCT)})|{_any_of(_ORDINARY)})"
    r"(?: (?:market|city|express|drive|logistique|hypermarches?|contact|supply|interim)|(?<=sdis) ?[0-9]{2})?"
    # the antigen of the prostate, what American planes spread
    r"(?![\w'-]|(?<=psa)(?: ?[0-9<>=:,]| (?:total|libre|a|en|normal|eleve|dose))|(?<=agent orange))"
)
_KNOWN_STEMS = unnested(f"{_DISTINCT}|{_ORDINARY}".split("|"))
_SCHOOL = re.compile(rf"(?:{_any_of(_SCHOOLS)})(?![\w-])")
_SCHOOL_STEMS = unnested(_SCHOOLS.split("|"))
#: The town of its site: "Airbus Blagnac", "Thales Brest".
_PLACE = re.compile(rf" (?={UPPER}[a-zà-ÿ])({TOWN.pattern})(?=[ ]?(?:[,;.)\n(]|$))")
_COURSE_AFTER = re.compile(r",? ?(?:l[123]|m[12]|licence|master|these|bts|but)(?![a-z])")


def known(note: Note) -> Iterator[Hit]:
    """Large employers beside or near a word for work, and great schools near one for studies."""
    text, folded = note.text, note.folded
    for m in matches(folded, _KNOWN_STEMS, _KNOWN):
        left = before(folded, m.start(), REACH)
        near = m["distinct"] is not None and NEAR_WORK.search(left) is not None
        if (
            near
            or (not text[m.start() : m.end()].islower() and BESIDE_WORK.search(left))
            or _is_chez(folded, m)
        ):
            yield Hit(m.start(), _with_place(text, m.end()), 0.77, "large employer beside a word for work")
    for m in matches(folded, _SCHOOL_STEMS, _SCHOOL):
        studies = NEAR_STUDY.search(before(folded, m.start(), REACH)) or _COURSE_AFTER.match(folded, m.end())
        if studies and not text[m.start() : m.end()].islower():
            yield Hit(m.start(), _with_place(text, m.end()), 0.8, "great school near a word for studies")


def _is_chez(folded: str, name: re.Match[str]) -> bool:
    """Whether "chez" leads to the name, which it does to nothing but people and firms: "chez lidl"."""
    return name["distinct"] is not None and folded.endswith("chez ", 0, name.start())


def _with_place(text: str, end: int) -> int:
    """The end of a name that ends at `end`, the town of its site included."""
    place = _PLACE.match(text, end)
    return place.end() if place else end
