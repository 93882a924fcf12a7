"""Care sites by a word or letters for their type, with the capitalised name that follows."""

import re
from collections.abc import Iterator

from viginote.anchors import matches
from viginote.identifiers._base import UPPER, Hit, before
from viginote.identifiers._places import SITE_NAME

#: Abbreviations, matched in capitals only: in lower case most are other words.
_ACRONYMS = [
    "CHU",
    "CHRU",
    "CHR",
    "CHS",
    "CHSF",
    "CHI",
    "CHIC",
    "CHIV",
    "CHNO",
    "CHG",
    "CHP",
    "CH",
    "GH",
    "GHU",
    "GHT",
    "GHI",
    "GHEF",
    "HIA",
    "HEGP",
    "HP",
    "HL",
    "EHPAD",
    "CMP",
    "CMPP",
    "CMPEA",
    "CMPI",
    "CATTP",
    "CSAPA",
    "CAARUD",
    "CAMSP",
    "CLAT",
    "CeGIDD",
    "CEGIDD",
    "SSR",
    "SMR",
    "USLD",
    "HAD",
    "HDJ",
    "MAS",
    "FAM",
    "IME",
    "ITEP",
    "SESSAD",
    "SAMSAH",
    "SAVS",
    "EPSM",
    "EPSMD",
    "CPN",
    "MSP",
    "CPTS",
    "MECS",
    "UGECAM",
    "CRF",
    "CRRF",
    "CLCC",
    "ESAT",
    "UHSA",
    "UMD",
    "CDAG",
    "PMI",
    *("CHD", "CHM", "CHRO", "CHIMM", "GHICL", "GHR", "GHNE", "SSIAD", "SAAD", "SPASAD", "CHRS", "CADA"),
    "UHSI",
    *("USMP", "SMPR", "UMJ", "CJC", "PASS", "CPEF", "CIVG", "LHSS", "EAM", "IEM", "DITEP"),
    *("CRLCC", "IUCT", "CPEA", "EFS", "CREPS", "CRRA"),
    *("UNV", "USINV", "CSSRA", "CSSR", "MMG", "SSTI", "SIST", "SPST", "EMPP", "CRCM", "CMS", "CSO", "CPIAS"),
    *("LBM", "LABM", "SELARL", "SELAS", "SCM", "SCP", "MDA", "MARPA", "MAPA", "MAPAD", "EHPA", "LVA"),
    *("CAJ", "UHR", "UCSA", "UEROS", "FJT", "CECOS", "IDEF", "CDEF", "UPAD", "CLIS", "HDN", "IFAC", "CMC"),
]
#: Words; those of `_ORDINARY` are also used for other things and must not follow a noun ("examen clinique").
_WORDS = (
    "centre hospitalier(?: (?:universitaire|regional|intercommunal|specialise|general|prive|sud|nord"
    "|departemental)){0,3}"
    "|hopita(?:l|ux)(?: (?:prive|universitaires?|europeen|americain|militaire|local|d'instruction des"
    " armees|de jour|general|civils?)){0,2}"
    "|sos mains?|sos medecins?"
    "|groupe(?:ment)? hospitalier(?: (?:universitaire|intercommunal|territorial|prive))?"
    "|hop\\.|clin\\.|polyclinique"
    "|clinique(?: (?:privee|chirurgicale|medicale|mutualiste|du sport|psychiatrique"
    "|veterinaire)){0,2}"
    "|maison de (?:sante|soins|retraite|repos|convalescence)(?: pluridisciplinaire| pluriprofessionnelle)?"
    "|maison medicale(?: de garde)?|maison d'accueil specialisee|etablissement francais du sang"
    "|centre (?:irm|d'irm|scanner|de sante|de reference(?: (?:des )?[a-z]+){0,3}?(?= de [a-z])|medical"
    "|medico-psychologique|medico psychologique|de (?:reeducation|readaptation"
    "|reeducation et de readaptation|soins de suite|moyen sejour)"
    "(?: (?:fonctionnelle|cardiaque|respiratoire|professionnelle|neurologique"
    "|cardio-?vasculaire|et de readaptation)){0,2}|de dialyse|de soins"
    "|de lutte contre le cancer|de radiologie|d'imagerie(?: medicale)?|de planification|anti-?cancereux"
    "|dentaire|maternel|social|mutualiste|ophtalmologique|expert|d'addictologie|d'accueil(?: de jour)?"
    "|d'hebergement|de cure|de post-?cure|de convalescence|de vaccination|de depistage|de fertilite"
    "|de consultations?|de la douleur|de planning|de transfusion|de jour|d'ophtalmologie|de cardiologie"
    "|d'examens de sante|(?:d'|de )?(?:amp|pma|ssr|smr|had))"
    "|cabinet (?:medical|dentaire|de radiologie|infirmier|d'imagerie|de groupe|paramedical|pluridisciplinaire"
    "|de kine\\w*|de sages?-femmes?|d'infirmier\\w*|de pediatrie|de cardiologie|de gynecologie|de psychologie"
    "|d'ophtalmologie|d'orthophonie|(?:de |d')[a-z]{4,14}(?:logie|therapie|pathologie|metrie|dontie))"
    "|institut(?: (?:de |d'|du )?[a-z]{4,}(?:logie|atrie|iques?|aires?|rapie))?|hospices? civils"
    "|thermes|pouponniere|cabinet (?:veterinaire|d'ide|d'ophtalmo|de psychiatrie)"
    "|maison (?:de (?:repit|naissance)|relais)"
    "|centre (?!commercial|equestre|national|regional|culturel)(?:medico-social|helio-?marin|gerontologique"
    "|geriatrique|auditif|therapeutique|(?:de |d')(?:la )?[a-z]{4,}(?:logie|atrie|rapie|graphie|nisme))"
    "|foyer (?:de vie|d'accueil|d'hebergement|occupationnel|medicalise|logement"
    "|de l'enfance|de jeunes travailleurs)|residence (?:autonomie|seniors?|services?|medicalisee)"
    "|reseau(?: de (?:sante|soins))?|imagerie(?: medicale)?|radiologie|accueil (?:sante|de jour|de nuit"
    "|medical)"
    "|pole (?:de )?sante|espace sante|groupe medical|dispensaire|planning familial"
    "|maison des (?:adolescents|femmes)|(?:service (?:de )?)?sante au travail|service de medecine du travail"
    "|unite (?:mere[- ]bebe|neuro-?vasculaire|sanitaire|de soins (?:intensifs|palliatifs)|alzheimer)"
    "|scanner[-/]irm"
    "|irm[-/]scanner|hotel-dieu"
    "|laboratoire(?: d'analyses medicales| de biologie(?: medicale)?| d'analyses)?|labo|pharmacie|officine"
    "|maternite"
)
_SITE = re.compile(
    "(?:"
    + "|".join(
        f"{first}(?:{'|'.join(a[1:] for a in sorted(_ACRONYMS, key=len, reverse=True) if a[0] == first)})"
        for first in sorted({a[0] for a in _ACRONYMS})
    )
    + r"|C\.H\.(?:U\.|R\.)?)(?!\w)[ ]"
    r"(?:(?:enfants?|adultes?|ados?|adolescents?|jeunes)(?:[-/](?:enfants?|ados?|adolescents?"
    r"|adultes?))?[ ](?=d[eu'])"
    r"|[a-zà-ÿ\-]{4,24}(?:logie|iques?|iatrie|valente?s?|aires?|nelles?)[ ])?"
)
_SITE_WORD = re.compile(rf"(?:{_WORDS})(?![a-z])[ ]")
_SITE_STEMS = [
    "centre",
    "hopita",
    "groupe",
    "polyclinique",
    *(
        "sante au",
        "service de sante",
        "service sante",
        "service de medecine du",
        "unite ",
        "scanner",
        "irm",
        "hotel",
    ),
    *("hop.", "clin."),
    "sos",
    "clinique",
    "maison",
    "cabinet",
    "institut",
    "hospice",
    "foyer",
    "residence",
    "labo",
    "pharmacie",
    "officine",
    "maternite",
    "etablissement",
    *(
        "reseau",
        "imagerie",
        "radiologie",
        "accueil",
        "thermes",
        "pouponniere",
        "pole",
        "espace",
        "dispensaire",
        "planning",
    ),
]
_ORDINARY = (
    *("reseau", "imagerie", "radiologie", "accueil", "pole", "espace", "dispensaire"),
    "clinique",
    "institut",
    "laboratoire",
    "labo",
    "pharmacie",
    "maternite",
    "officine",
    "foyer",
)
NOUN_BEFORE = re.compile(
    r"(?:\b(?:reunion|pratique|equipe|encadrement|interrogatoire|exploration|discordance|dissociation"
    r"|urgence|examens?|ameliorations?|evolution|tableaux?|presentation|plan|diagnostic|resume"
    r"|essais?|signes?|stage|recherche|reponse"
    r"|remission|forme|suspicion|contexte|etat|histoire|surveillance|cas|suivi|aggravation|bilan|donnees"
    r"|cadre|chef de|psychologue"
    r"|pharmacien|situation|argument|interet|symptome|statut|stade|criteres?|manifestations?|apport"
    r"|infectiologie|biologie"
    r"|toxicologie|pharmacologie|neurologie|immunologie|psychologie|recidive|sevrage|echec|score|test"
    r"|impression|stabilite)s?[ ])\Z"
)
NOT_A_NAME = re.compile(
    r"(?:et|sur|sous|en|aux?)\b|(?:(?:d[eu]s?|la|les?|l'|d') ?){0,2}(?:centre|soins|mentale|veineux"
    r"|vasculaire|irm|rx|scanner|pet|tep"
    r"|echo\w*|cerebrale?"
    r"|thoracique|standard|conventionnelle|interventionnelle|jours?|semaine|nuit|adultes?|enfants?"
    r"|normale?s?|proximite"
    r"|secteur|garde|ville|reference|douleur"
    r"|tous|retour|domicile|partir|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|geriatri\w*"
    r"|polyvalent\w*|locomoteur|psychiatr\w*|pediatr\w*|gynec\w*"
    r"|dermato\w*|onco\w*|hemato\w*|rhumato\w*|\w{2,9}logie|neurolog\w*|cardio\w*|respiratoire"
    r"|nutrition\w*|addict\w*"
    r"|ok|ras|nfs|bilan|hb|stable|satisfaisant\w*|bonne?|mauvaise?|toujours|pas|avec|sans|sous|pour|dans"
    r"|depuis|chirurgi\w*|medecine"
    r"|orl|irm|tdm|eeg|ecg|epp|prescri\w*|habituel\w*|prive\w*|consult\w*|examen|traitement|conclusion"
    r"|antecedents?|motif|patient\w*"
    r"|date|service|unite|prelevement|creatinine|crp|glycemie|recherche|selon|dr|docteur|pr|monsieur"
    r"|madame|mme|m|infantile|social\w*"
    r"|vih|vhc|vhb|ist|tca|avc|sep|bpco|sida|diabet\w*|ado\w*|medico\w*|mental\w*|dentair\w*|centrale"
    r"|hospitaliere)\b"
)
_ARTICLE = re.compile(r"(?:^|\b(?:le|du|au)) \Z")
#: "GHT Val-de-Vesle, site Hôtel-Dieu"
_SITE_OF_GROUP = re.compile(rf",? ?(?:-|–)? ?site (?:d[eu'] ?)?{UPPER}[\w'-]+(?: {UPPER}[\w'-]+)?")
#: A word in capitals behind a name that is not: "CH de Bourg-Saint-Maurice IAO", "clinique Saint-Roch PTG".
_CAPITALS_BEHIND = re.compile(
    r"(?<=[a-zà-ÿ])(?: (?!M{0,2}[IVX]+\b)(?:[A-Z]{2,5}|CHIRURGIE|MEDECINE|MÉDECINE|URGENCES|SERVICE)"
    r"(?![\w'-])[^\n]*)\Z"
)
#: A site within another: the inner one bears the name.
_NESTED = re.compile(
    r"(?:d[eu] |de l'|de la )?(?:hopital|clinique|centre hospitalier|centre penitentiaire|maison d'arret"
    r"|ch(?:u|r|s|ru)?) (?=[a-z])"
)
#: How many such words stand before a name at most.
_DEEPEST = 4
_QUOTE = re.compile('[«"“] ?')
_TAIL = re.compile(r"(?i:[ ](?:le|la|les|en|et|de|du|des|sur|à))+\Z")


def acronyms(text: str, folded: str) -> Iterator[Hit]:
    """Sites whose type is told by its letters: "CH de Roubaix"."""
    for m in _SITE.finditer(text):
        if m.start() and (text[m.start() - 1].isalnum() or text[m.start() - 1] == "-"):
            continue
        if hit := named(text, folded, m.start(), m.end(), 0.9):
            yield hit


def type_words(text: str, folded: str) -> Iterator[Hit]:
    for m in matches(folded, _SITE_STEMS, _SITE_WORD):
        ordinary = m[0].startswith(_ORDINARY)
        if m[0].startswith("reseau") and not _ARTICLE.search(before(folded, m.start(), 4)):
            continue
        if ordinary and NOUN_BEFORE.search(before(folded, m.start(), 20)):
            continue
        if hit := named(text, folded, m.start(), m.end(), 0.85 if ordinary else 0.94):
            yield hit


def named(text: str, folded: str, start: int, name: int, score: float) -> Hit | None:
    """The site whose type word is `start:name`, when a capitalised name follows."""
    names = [name]
    while len(names) <= _DEEPEST and (nested := _NESTED.match(folded, names[-1])):
        names.append(nested.end())  # "UMJ de l'hôpital Beaulieu"
    inner = (_named_at(text, folded, start, at, 0.95) for at in reversed(names[1:]))
    return next(filter(None, inner), None) or _named_at(text, folded, start, name, score)


def _named_at(text: str, folded: str, start: int, name: int, score: float) -> Hit | None:
    if quote := _QUOTE.match(text, name):
        name = quote.end()
    m = SITE_NAME.match(text, name)
    if not m or NOT_A_NAME.match(folded, name):
        return None
    value = _TAIL.sub("", _CAPITALS_BEHIND.sub("", m[0]).rstrip(" -–'."))
    if len(value) < 3 or value.islower():
        return None
    end = name + len(value)
    if site := _SITE_OF_GROUP.match(text, end):
        end = site.end()
    return Hit(start, end, score, "type of site and its name")
