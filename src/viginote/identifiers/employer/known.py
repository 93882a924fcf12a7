"""Employers and schools that everybody names without more: "agent SNCF", "L3 Assas", "caissière lidl"."""

import re
from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import Hit, before
from viginote.identifiers._places import TOWN
from viginote.identifiers.employer.site import lower_site_end, site_end
from viginote.identifiers.employer.work import BESIDE_WORK, NEAR_STUDY, NEAR_WORK, REACH
from viginote.regex import regex
from viginote.text import Note

#: Names that are nothing else: in any case of letters, near a word for work.
_DISTINCT = (
    # transport, energy, industry
    "sncf|ratp|edf|gdf|engie|enedis|grdf|stellantis|peugeot|citroen|michelin|airbus|arianegroup|thales"
    "|safran|transdev|keolis|air france|transavia|easyjet|eurotunnel|eurostar|dassault|dassault systemes"
    "|dassault aviation|arcelormittal|arcelor|alstom|siemens|valeo|faurecia|saint-gobain|naval group|orano"
    "|areva|framatome|arkema|solvay|verallia|mbda|nexter|toyota|goodyear|plastic omnium|lafarge|legrand"
    "|schneider electric|duralex|chantiers de l'atlantique|manitou|plastivaloire|sanofi|pierre fabre|tisseo"
    "|tcl"
    # building, cleaning, safety, temporary work
    "|bouygues|eiffage|spie|colas|veolia|suez|onet|samsic|gsf|atalian|derichebourg|prosegur|securitas"
    "|fiducial|randstad|manpower|adecco"
    # food
    "|danone|nestle|lactalis|bonduelle|fleury michon|bigard|charal|cooperl|sodiaal|heineken|sodexo|elior"
    "|mcdo|mcdonald's|mcdonalds|kfc|burger king|flunch|buffalo grill|hippopotamus|starbucks|domino's"
    # shops
    "|carrefour|auchan|lidl|aldi|intermarche|monoprix|franprix|biocoop|amazon|decathlon|darty|conforama"
    "|ikea|leroy merlin|castorama|brico depot|bricomarche|kiabi|primark|zara|h&m|sephora|marionnaud|nocibe"
    "|yves rocher|l'oreal|lvmh|gifi|norauto|feu vert|jean louis david|franck provost"
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
    "|ouest france|ouest-france|marine nationale|armee de terre|armee de l'air|education nationale"
    "|pole emploi|france travail"
    # shops and their chains, by post
    "|galeries lafayette|bhv|bon marche|gamm vert|jardiland|truffaut|mr bricolage|bricorama|weldom"
    "|bricoman|stokomani|centrakor|gemo|celio|etam|pimkie|promod|camaieu|go sport|intersport|sport 2000"
    "|maisons du monde|alinea|la redoute|3 suisses|cdiscount|veepee|showroomprive|grand frais|netto|spar"
    "|colruyt|costco|metro cash|transgourmet|pomona|promocash|davigel|system u|u express|super u|hyper u"
    "|samaritaine"
    # mines, steel, engines, glass
    "|hbl|hbnpc|charbonnages de france|charbonnages|exxonmobil|vallourec|ascometal|aperam|constellium"
    "|pechiney|eramet|imerys|vicat|cemex|tarkett|moulinex|whirlpool|electrolux|ibm"
    "|stmicroelectronics|soitec|snecma|turbomeca|sagem|eurocopter|latecoere|liebherr|stelia|dcns"
    "|bombardier|renault trucks|iveco|scania|trigano|beneteau|jeanneau|hutchinson|dunlop|bridgestone"
    "|essilor|pilkington|arc international|baccarat|biomerieux|ethypharm|boiron"
    # what is eaten and drunk
    "|brioche pasquier|labeyrie|madrange|herta|d'aucy|daucy|saupiquet|lustucru|panzani|barilla|ferrero"
    "|mondelez|haribo|cemoi|lindt|yoplait|candia|savencia|entremont|agrial|terrena|tereos|cristal union"
    "|coca cola|coca-cola|orangina|kronenbourg|pernod ricard|hennessy|ldc|maitre coq|socopa"
    # ways and parcels
    "|ilevia|semitan|blablacar|flixbus|calberson|gefco|norbert dentressangle|dentressangle|db schenker"
    "|schenker|coliposte|mondial relay|servair|air austral|corsair|air caraibes|vueling|ryanair"
    "|brittany ferries|corsica ferries|sncm|la meridionale|taxi g7|taxis g7|g7"
    # services, insurances
    "|api restauration|scolarest|medirest|newrest|brinks|brink's|loomis|arvato|concentrix|sitel|majorel"
    "|bouygues telecom|altice|ovh|mgen|mnh|generali|swisslife|ag2r|malakoff|klesia|pro btp"
    "|harmonie mutuelle|gmf|covea|bnp parib.|banque de france|credit du nord|credit cooperatif|boursorama"
    # leisure, press, sciences
    "|disneyland paris|parc asterix|puy du fou|futuroscope|club med|pierre et vacances|center parcs"
    "|belambra|ucpa|campanile|kyriad|sofitel|marriott|radisson|partouche|subway|brioche doree"
    "|marie blachere|courtepaille|del arte|pizza hut|five guys|radio france|france televisions|tf1|carsat"
    "|insee|cnes|onera|ifremer|brgm|cirad|inria|familles rurales|secours populaire|secours catholique"
    "|restos du coeur|restos du cœur|compagnons du devoir|afpa|cpam|mutualite francaise|chantiers navals"
    "|c&a|g4s|usinor|sollac|rhodia|ugitech|ferodo|ubisoft|armee du salut|legion etrangere|protection civile"
    "|harmonie ambulance|jussieu secours|picard surgeles|saint-gobain pam|nature et decouvertes|sdis|bspp"
    "|ricm|dgfip|urssaf"
    # abroad
    "|lufthansa|swissair|klm|ryanair|easyjet|air canada|air transat|greyhound|amtrak|union pacific|usps|us"
    " postal"
    "|walmart|kroger|costco|home depot|walgreens|safeway|sears|macy's|best buy|dollar general|wendy's"
    "|applebee's|waffle house|cracker barrel|taco bell|dunkin'?|tim hortons|days inn|holiday inn|planet"
    " fitness"
    "|tyson|boeing|raytheon|lockheed martin|general motors|general electric|john deere|chrysler"
    "|bombardier|hydro-quebec|loblaws?|canadian tire|tesco|sainsbury's|asda|morrisons|royal mail|an"
    " post"
    "|deutsche bahn|deutsche post|volkswagen|daimler|thyssenkrupp|thyssen|basf|rewe|edeka|kaufland"
    "|rossmann"
    "|migros|denner|sbb|cff|swisscom|swatch|rolex|colruyt|delhaize|bpost|stib|sncb|de lijn|proximus"
    "|albert heijn|philips lighting|heineken|mercadona|el corte ingles|renfe|correos|telefonica"
    "|iberia"
    "|fiat|trenitalia|poste italiane|esselunga|autogrill|galp|pingo doce|volvo|ericsson|scania|maersk"
    "|lukoil|gazprom|royal air maroc|sonatrach|sonelgaz|tunisair|mitsubishi electric|us navy|us army"
)
#: Names that are words, people or letters too: with a capital, right beside a word for work.
_ORDINARY = (
    "la poste|psa|renault|leclerc|orange|casino|fnac|quick|total|totalenergies|vinci|bosch|ups|cic|lcl|rte"
    "|adp|hermes|cultura|cora|inter|progres|louvre|houilleres|free|sfr|ibis|stx|thomson|ricard|hilton"
    "|barriere|brandt|daher|boulanger|printemps|action|metro|continental|mercure|croix rouge|croix-rouge"
    "|msa|vnf|onf|cgi|elis|picard|midas|point s|point p|apf|audi|manor|caterpillar"
)
#: "à la Sorbonne, L3 lettres", "prépa Henri IV".
_SCHOOLS = (
    "sorbonne|sciences po|polytechnique|hec|essec|epita|epitech|insa|ensam|assas|paris descartes"
    "|paris diderot|centrale|centralesupelec|supelec|les mines|mines|ponts et chaussees|sup de co|em lyon"
    "|emlyon|edhec|neoma|kedge|skema|audencia|isep|isen|epf|estp|esiea|polytech|agroparistech|vetagro sup"
    "|ensae|enac|supaero|enseeiht|inalco|cnam|epsi|supinfo|ynov|celsa|femis|cours florent|ferrandi"
    "|beaux arts|beaux-arts|conservatoire|normale sup|ecole 42|icam|ece|ipag|iep|paris dauphine"
    "|paris nanterre|paris saclay|dauphine|henri iv|louis le grand|cned|essca|isae|inseec|escp"
)


def _any_of(names: str) -> str:
    """A pattern for any of the names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names.split("|"), key=len, reverse=True))


_KNOWN = Anchored(
    rf"(?:(?P<distinct>{_any_of(_DISTINCT)})|{_any_of(_ORDINARY)})"
    r"(?: (?:market|city|express|drive|logistique|hypermarches?|contact|supply|interim)|(?<=sdis) ?[0-9]{2})?"
    # the antigen of the prostate, what American planes spread
    r"(?![\w'-]|(?<=psa)(?: ?[0-9<>=:,]| (?:total|libre|a|en|normal|eleve|dose))|(?<=agent orange))"
)
_SCHOOL = Anchored(rf"(?:{_any_of(_SCHOOLS)})(?![\w-])")
#: "L2 droit Nanterre", "master de psycho à Rennes".
_COURSE = Anchored(
    r"(?:l ?[123]|m ?[12]|licence|master|deust|bts|dut|but|prepa|these|doctorat|fac) (?:de |d'|en )?"
    r"(?:droit|psycho\w*|lettres|eco(?:nomie)?|aes|staps|bio(?:logie|chimie)?|medecine|info\w*|histoire"
    r"|anglais|espagnol|lea|llce|langues|maths?|physique|chimie|pharma\w*|socio\w*|philo\w*|gestion|arts?"
    r"|communication|compta\w*|mco|ndrc|muc|commerce|marketing|geo\w*"
    r"|sciences(?: po| de l'education)?) (?:(?:a|sur|de) |d')?(?=[a-z])"
)
_COURSE_AFTER = regex(r",? ?(?:l[123]|m[12]|licence|master|these|bts|but)(?![a-z])")


#: A title, and a first name perhaps: "Docteur Luc Leclerc" is no supermarket.
_TITLED = regex(
    r"(?<!\w)(?:docteure?|dre?|professeure?|pre?|maitre|monsieur|madame|mme|mr?)\.? (?:[\w-]+ )?\Z"
)


#: Whose employer stands alone behind them: "mari EDF", "Mère : SNCF".
_OF_KIN = regex(
    r"(?<![a-z])(?:mari|femme|ep(?:oux|ouse)|conjointe?|compagn(?:on|e)|pere|mere|frere|s(?:oe|œ)ur|fils|fille)"
    r"(?: ?: ?| )\Z"
)


@needs(_KNOWN, _COURSE, _SCHOOL)
def known(note: Note) -> Iterator[Hit]:
    """Large employers beside or near a word for work, and great schools near one for studies."""
    text, folded = note.text, note.folded
    for m in _KNOWN.matches(folded):
        left = before(folded, m.start(), REACH)
        if m["distinct"] is None and _TITLED.search(left):
            continue
        near = m["distinct"] is not None and (
            NEAR_WORK.search(left) is not None
            or (text[m.start() : m.end()].isupper() and _OF_KIN.search(left) is not None)
        )
        if (
            near
            or (not text[m.start() : m.end()].islower() and BESIDE_WORK.search(left))
            or _is_chez(folded, m)
        ):
            to_site = lower_site_end if text[m.start() : m.end()].islower() else site_end
            yield Hit(m.start(), to_site(text, m.end()), 0.77, "large employer beside a word for work")
    for m in _COURSE.matches(folded):
        if town := TOWN.match(text, m.end()):
            start = m.start() if m[0].startswith("fac") else town.start()  # "fac de lettres de Pau"
            yield Hit(start, town.end(), 0.75, "where somebody studies a subject")
    for m in _SCHOOL.matches(folded):
        studies = NEAR_STUDY.search(before(folded, m.start(), REACH)) or _COURSE_AFTER.match(folded, m.end())
        if studies and not text[m.start() : m.end()].islower():
            yield Hit(m.start(), site_end(text, m.end()), 0.8, "great school near a word for studies")


def _is_chez(folded: str, name: re.Match[str]) -> bool:
    """Whether "chez" leads to the name, which it does to nothing but people and firms: "chez lidl"."""
    return name["distinct"] is not None and folded.endswith("chez ", 0, name.start())
