"""Care sites by a word or letters for their type, with the capitalised name that follows."""

from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import Hit, before
from viginote.identifiers.hospital.care import NOUN_BEFORE
from viginote.identifiers.hospital.named import named
from viginote.regex import regex
from viginote.text import words

#: Abbreviations, matched in capitals only: in lower case most are other words.
_ACRONYMS = words(
    "CHU CHRU CHR CHS CHSF CHI CHIC CHIV CHNO CHG CHP CH GH GHU GHT GHI GHEF HIA HEGP HP HL EHPAD CMP "
    "CMPP CMPEA CMPI CATTP CSAPA CAARUD CAMSP CLAT CeGIDD CEGIDD SSR SMR USLD HAD HDJ MAS FAM IME ITEP "
    "SESSAD SAMSAH SAVS EPSM EPSMD CPN MSP CPTS MECS UGECAM CRF CRRF CLCC ESAT UHSA UMD CDAG PMI CHD "
    "CHM CHRO CHIMM GHICL GHR GHNE SSIAD SAAD SPASAD CHRS CADA UHSI USMP SMPR UMJ CJC PASS CPEF CIVG "
    "LHSS EAM IEM DITEP CRLCC IUCT CPEA EFS CREPS CRRA UNV USINV CSSRA CSSR MMG SSTI SIST SPST EMPP "
    "CRCM CMS CSO CPIAS LBM LABM SELARL SELAS SCM SCP MDA MARPA MAPA MAPAD EHPA LVA Ehpad Csapa Caarud "
    "Esat Itep Camsp Sessad Epsm Usld Mapad EPS CMPR SMIT CAPTV IML CNRD FSEF ADMR CRPV CMRR CPDPN CRMR "
    "CCMR CRTLA CIDDIST CDOM CAJ UHR UCSA UEROS FJT CECOS IDEF CDEF UPAD CLIS HDN IFAC CMC "
    "MPR EPH EHU EHS EPSP CSCOM CSPS CSREF CHAPSA CASH CDDF CLIC EMSP ESPIC UPATOU"
)
#: Words; those of `_ORDINARY` are also used for other things and must not follow a noun ("examen clinique").
_WORDS = (
    "centre hospitalier(?: (?:universitaire|regional|intercommunal|specialise|general|prive|sud|nord"
    "|departemental)){0,3}"
    "|hopita(?:l|ux)(?: (?:prive|universitaires?|europeen|americain|militaire|local|d'instruction des"
    " armees|de jour|general|civils?|regional|de district|des veterans)){0,2}|sos mains?|sos medecins?"
    "|groupe(?:ment)? hospitalier(?: (?:universitaire|intercommunal|territorial|prive))?|hop\\.|clin\\."
    "|cab\\.(?: (?:infirmier|medical|dentaire|de kine|veterinaire|ide))?|banque (?:de lait|de sang|de tissus)"
    "|cl\\.|lab\\.|ctre? (?:d'|de )?imagerie(?: medicale)?|clin(?= (?:du |de la |des |ste? |sainte? "
    "|notre))|poly(?= (?:d[eu]s? |ste?[ -]|sainte?[ -]))|pharm\\.|phie|hosto|infirmerie|pavillon"
    "|centre anti-?poison|polyclin\\.|pharma(?= d[eu]s? )|centre laser|filiere geriatrique|maison de garde"
    "|pharmacie de garde|institution nationale(?= des )|urgences mains?|centre de lithotri\\w+"
    "|consult(?:ation)?s? (?:memoire|douleur|tabac\\w*|addicto\\w*|patho(?:logies?)? pro\\w*|des voyages"
    "|du voyageur|voyageurs?|oncogenetique|genetique|sommeil|obesite|dermato\\w*|medico-judiciaire)"
    "|polyclinique|mater(?= (?:d[eu]s? |ste? ))|clinique(?: (?:privee|chirurgicale|medicale|mutualiste"
    "|du sport|psychiatrique|veterinaire)){0,2}|maison de (?:sante|soins|retraite|repos"
    "|convalescence)(?: pluridisciplinaire| pluriprofessionnelle)?|maison medicale(?: de garde)?"
    "|maison d'accueil specialisee|etablissement francais du sang|centre (?:irm|d'irm|scanner|de sante"
    "|de reference(?: (?:des )?[a-z]+){0,3}?(?= de [a-z])|medical|medico-psychologique|medico psychologique"
    "|de (?:reeducation|readaptation|reeducation et de readaptation|soins de suite|moyen sejour)"
    "(?: (?:fonctionnelle|cardiaque|respiratoire|professionnelle|neurologique|cardio-?vasculaire"
    "|et de readaptation)){0,2}|de dialyse|de soins|de lutte contre le cancer|de radiologie"
    "|d'imagerie(?: medicale)?|de planification|anti-?cancereux|dentaire|maternel|social|mutualiste"
    "|ophtalmologique|anti-?douleur|expert|d'addictologie|d'accueil(?: de jour)?|d'hebergement|de cure"
    "|de post-?cure"
    "|de convalescence|de vaccination|de depistage|de fertilite|de consultations?|de la douleur|de planning"
    "|de transfusion|de jour|d'ophtalmologie|de cardiologie|d'examens de sante|(?:d'|de )?(?:amp|pma|ssr"
    "|smr|had))|cabinet (?:medical|dentaire|de radiologie|infirmier|d'imagerie|de groupe|paramedical"
    "|pluridisciplinaire|de kine\\w*|de sages?-femmes?|d'infirmier\\w*|de pediatrie|de cardiologie"
    "|de gynecologie|de psychologie|d'ophtalmologie|d'orthophonie|(?:de |d')[a-z]{4,14}(?:logie|therapie"
    "|pathologie|metrie|dontie))|institut(?: (?:de |d'|du )?[a-z]{4,}(?:logie|atrie|iques?|aires?|rapie))?"
    "|hospices? civils|thermes|pouponniere|cabinet (?:veterinaire|d'ide|d'ophtalmo|de psychiatrie)"
    "|maison (?:de (?:repit|naissance)|relais)|centre (?!commercial|equestre|national|regional"
    "|culturel)(?:medico-social|helio-?marin|gerontologique|geriatrique|auditif|therapeutique|(?:de "
    "|d')(?:la )?[a-z]{4,}(?:logie|atrie|rapie|graphie|nisme))|foyer (?:de vie|d'accueil|d'hebergement"
    "|occupationnel|medicalise|logement|de l'enfance|de jeunes travailleurs)|residence (?:autonomie"
    "|seniors?|services?|medicalisee)|reseau(?: de (?:sante|soins))?|imagerie(?: medicale)?|radiologie"
    "|accueil (?:sante|de jour|de nuit|medical)|pole (?:de )?sante|espace sante|groupe medical|dispensaire"
    "|planning familial|maison des (?:adolescents|femmes)|(?:service (?:de )?)?sante au travail"
    "|service de medecine du travail|unite (?:mere[- ]bebe|neuro-?vasculaire|sanitaire"
    "|de soins (?:intensifs|palliatifs)|alzheimer)|scanner[-/]irm|irm[-/]scanner|hotel-dieu"
    "|laboratoire(?: d'analyses medicales| de biologie(?: medicale)?| d'analyses)?|labo|pharmacie|officine"
    "|maternite"
    # one that bears a person's name: "service Letulle"
    "|service(?! (?:d[eu]s? |d'|sante|medecine|la |les? |l'|pass |sau |client|public|civi|militaire|social))"
)
_SITE = Anchored(
    rf"(?:{'|'.join(sorted(_ACRONYMS, key=len, reverse=True))}"
    # hospitals with one capital; Chu is a name as well
    r"|Ch(?:r?u|[rs])(?= (?:d[eu] |d'|Ibn |Mohamm?ed V|Hassan I))|Chu(?<=\b(?:[Aa]u|[Dd]u|[Ll]e) .{3})"
    r"|C\.H\.(?:[A-Z]\.){0,3}|H\.I\.A\.?)(?:[-/](?:CAARUD|CSAPA|SSR|USLD|CMPP?|CATTP|IEM|FAM|MAS))?(?!\w)[ ]"
    r"(?:(?:enfants?|adultes?|ados?|adolescents?|jeunes)(?:[-/](?:enfants?|ados?|adolescents?"
    r"|adultes?))?[ ](?=d[eu'])|[a-zà-ÿ\-]{4,24}(?:logie|iques?|iatrie|valente?s?|aires?|nelles?)[ ])?"
)
#: With their department for a name: "CLAT 93".
_NUMBERED = Anchored(
    r"(?:CLAT|CSAPA|CAARUD|C[eE]GIDD|CAMSP|CMPP|EMPP|UMJ) ?"
    r"(?:0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])(?= ?(?:[.,;:)\n]|\Z))"
)
_SITE_WORD = Anchored(rf"(?:{_WORDS})(?![a-z])[ ]")
_ORDINARY = (
    *("reseau", "imagerie", "radiologie", "accueil", "pole", "espace", "dispensaire"),
    "clinique",
    "institut",
    "laboratoire",
    "labo",
    "pharm",
    "phie",
    "poly ",
    "pavillon",
    "infirmerie",
    "maternite",
    "officine",
    "foyer",
)
#: "labo Cherbourg biologie", "laboratoire Dupont analyses médicales".
_OF_LABORATORY = regex(r" (?:de )?(?:biologie|analyses|bio|biomed\w*|anapath)(?: medicales?)?(?![a-z])")
#: "appel CAP Angers": a poison centre, which is a diploma too.
_POISONS = Anchored(r"cap (?=[a-z])")
#: How far a remedy is diluted, behind its Latin name: "Apis 9 CH Thuya 15 CH".
_DILUTED = regex(r"[a-z]{2,}(?:a|um|us|is) (?:[3-79]|12|15|30) \Z")
_ASKED_BEFORE = regex(r"\b(?:appel\w*|avis|contact\w*|joint\w*|tel|au|du|via|le)[ :]{1,2}\Z")
#: "la Grande Pharmacie d'Anjou", "le nouvel hôpital Nord": what stands before a type word within a name.
_ADJECTIVE = regex(r"\b(?:grande|nouve(?:l|lle|au)|vieille|ancien(?:ne)?) \Z")
_ARTICLE = regex(r"(?:^|\b(?:le|du|au)) \Z")
#: A class, a clearance or a claw, behind the abbreviation of a clinic: "Cl. MDRD", "cl. Hanche".
_SHORT = ("cl.", "lab.")
_NO_CLINIC = regex(
    r"[A-Z0-9]{1,5}(?![\w-])|(?i:hanche|genou|[ée]paule|rachis|sein|pied|main|cheville|coude|creat\w*)s?\b"
)
#: Makers of drugs are laboratories too.
_MAKER = regex(
    r"(?:servier|pfizer|gsk|sanofi|roche|novartis|bayer|merck|msd|abbvie|gilead|viiv|janssen|lilly"
    r"|biogen|ipsen"
    r"|astra|pierre fabre|boiron|mylan|biogaran|teva|sandoz|lundbeck|otsuka|takeda|ucb|bms|glaxo|boehringer)"
    r"(?![a-z])"
)


@needs(_SITE, _NUMBERED)
def acronyms(text: str, folded: str) -> Iterator[Hit]:
    """Sites whose type is told by its letters: "CH de Roubaix"."""
    for m in _SITE.matches(folded, text):
        diluted = m[0] == "CH " and _DILUTED.search(before(folded, m.start(), 24))
        if text[m.start() - 1 : m.start()] == "-" or diluted:
            continue
        if hit := named(text, folded, m.start(), m.end(), 0.9):
            yield hit
    for m in _NUMBERED.matches(folded, text):
        yield Hit(m.start(), m.end(), 0.9, "type of site and its department")


@needs(_SITE_WORD, _POISONS)
def type_words(text: str, folded: str) -> Iterator[Hit]:
    for m in _SITE_WORD.matches(folded):
        ordinary = m[0].startswith(_ORDINARY)
        if m[0].startswith("reseau") and not _ARTICLE.search(before(folded, m.start(), 4)):
            continue
        if _MAKER.match(folded, m.end()) or (ordinary and NOUN_BEFORE.search(before(folded, m.start(), 20))):
            continue
        capitals = text[m.start() : m.end()].isupper()  # a note in capitals has names in capitals
        if m[0].startswith(_SHORT) and not capitals and _NO_CLINIC.match(text, m.end()):
            continue
        if hit := named(text, folded, m.start(), m.end(), 0.85 if ordinary else 0.94):
            more = _OF_LABORATORY.match(folded, hit.end) if m[0].startswith("labo") else None
            adjective = _ADJECTIVE.search(before(folded, hit.start, 10))
            start = hit.start - len(adjective[0]) if adjective else hit.start
            yield hit._replace(start=start, end=more.end() if more else hit.end)
    for m in _POISONS.matches(folded):
        asked = text.startswith("CAP", m.start()) and _ASKED_BEFORE.search(before(folded, m.start(), 20))
        if asked and (hit := named(text, folded, m.start(), m.end(), 0.8)):
            yield hit
