"""Care sites by their type word and name: CH de Roubaix, clinique Pasteur, CSAPA Horizon.

The type word alone names nobody ("adressé au CHU", "hôpital de jour", "examen clinique"), so a capitalised
name must
follow it. Sites named without any type word are the model's business (room `names`).

>>> validate("CHU de Lille"), validate("hôpital de jour"), validate("clinique Pasteur")
(True, False, True)

Source: FINESS, nomenclature des catégories d'établissements.
"""

import re
from collections.abc import Iterator

from viginote.anchors import matches
from viginote.identifiers._base import UPPER, Hit, Rule, before
from viginote.identifiers._places import SITE_NAME
from viginote.text import Note

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
    *("CRLCC", "IUCT", "CPEA", "EFS", "CREPS", "CRRA", "UDAF"),
]
#: Words; those of `_ORDINARY` are also used for other things and must not follow a noun ("examen clinique").
_WORDS = (
    "centre hospitalier(?: (?:universitaire|regional|intercommunal|specialise|general|prive|sud|nord"
    "|departemental)){0,3}"
    "|hopita(?:l|ux)(?: (?:prive|universitaires?|europeen|americain|militaire|local|d'instruction des"
    " armees|de jour|general|civils?)){0,2}"
    "|sos mains?|groupe(?:ment)? hospitalier(?: (?:universitaire|intercommunal|territorial|prive))?"
    "|hop\\.|clin\\.|polyclinique"
    "|clinique(?: (?:privee|chirurgicale|medicale|mutualiste|du sport|psychiatrique"
    "|veterinaire)){0,2}"
    "|maison de (?:sante|soins|retraite|repos|convalescence)(?: pluridisciplinaire| pluriprofessionnelle)?"
    "|maison medicale|etablissement francais du sang"
    "|centre (?:irm|d'irm|scanner|de sante|de reference(?: (?:des )?[a-z]+){0,3}?(?= de [a-z])|medical"
    "|medico-psychologique|medico psychologique|de reeducation"
    "(?: fonctionnelle)?|de dialyse|de soins"
    "|de lutte contre le cancer|de radiologie|d'imagerie(?: medicale)?|de planification|anti-?cancereux"
    "|dentaire|maternel|social|mutualiste|ophtalmologique|expert|d'addictologie|d'accueil(?: de jour)?"
    "|d'hebergement|de cure|de post-?cure|de convalescence|de vaccination|de depistage|de fertilite"
    "|de consultations?|de la douleur|de planning|de transfusion|de jour|d'ophtalmologie|de cardiologie"
    "|d'examens de sante|(?:d'|de )?(?:amp|pma|ssr|smr|had))"
    "|cabinet (?:medical|dentaire|de radiologie|infirmier|d'imagerie|de groupe|paramedical|pluridisciplinaire"
    "|de kine\\w*|de sages?-femmes?|d'infirmier\\w*|de pediatrie|de cardiologie|de gynecologie|de psychologie"
    "|d'ophtalmologie|d'orthophonie|(?:de |d')[a-z]{4,14}(?:logie|therapie|pathologie|metrie|dontie))"
    "|institut|hospices? civils"
    "|foyer (?:de vie|d'accueil|d'hebergement|occupationnel|medicalise|logement"
    "|de l'enfance|de jeunes travailleurs)|residence (?:autonomie|seniors?|services?|medicalisee)"
    "|reseau(?: de (?:sante|soins))?|imagerie(?: medicale)?|radiologie|accueil (?:sante|de jour|de nuit"
    "|medical)"
    "|pole (?:de )?sante|espace sante|groupe medical|dispensaire|planning familial"
    "|maison des (?:adolescents|femmes)"
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
    r"|adultes?))?[ ](?=d[eu'’])"
    r"|[a-zà-ÿ\-]{4,24}(?:logie|iques?|iatrie|valente?s?|aires?|nelles?)[ ])?"
)
#: Numbered by their department: "SAMU 34", "CRRA 15".
_OF_DEPARTMENT = re.compile(
    r"[SCE](?<!\w.)(?:(?<=S)(?:AMU|MUR)|(?<=C)RRA|(?<=E)FS)[ -]?(?:[0-9]{2,3}|2[AB])(?![\w.,/])"
)
#: Groups and houses that everybody names by their letters alone.
_BY_LETTERS = re.compile(
    r"[AHIC](?<![\w-].)(?:(?<=A)P-?H[PM]|(?<=H)(?:CL|EGP|UG|US|IA)|(?<=I)GR|(?<=C)HUV)(?![\w-])"
)
#: "Cabinet Guillou/Hamon": a practice by the names of its partners.
_HOME = re.compile(r"foyer (?=l[ae]s? |l')")  # "foyer Les Genêts"
_PRACTICE = re.compile(r"cabinet (?=[a-z])")
_PARTNERS = re.compile(rf"(?:[ ]?[/&\-–][ ]?{UPPER}[\w'’]+){{1,4}}|[ ]et associ[ée]e?s")
_SITE_WORD = re.compile(rf"(?:{_WORDS})(?![a-z])[ ]")
_SITE_STEMS = [
    "centre",
    "hopita",
    "groupe",
    "polyclinique",
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
    *("reseau", "imagerie", "radiologie", "accueil", "pole", "espace", "dispensaire", "planning"),
]
#: Laboratories by what their brands are made of: "BIOLAB DES TROIS RIVIÈRES", "Médilab Sud", "Cerballiance".
_BRAND = re.compile(
    r"(?:(?:bio|medi|dyna|uni|oxa|nova|alpha|gen)-?lab\w{0,6}|bio(?:sante|group\w{0,3}|pole|path|clinique"
    r"|alliance|tech)"
    r"|cerballiance|synlab|eurofins|inovie|unilabs|cerba)(?![a-z0-9])"
)
_BRAND_STEMS = (
    *("bio", "medi", "dyna", "uni", "oxa", "nova", "alpha", "gen"),
    *("cerba", "synlab", "eurof", "inovie"),
)
_KNOWN_BRAND = re.compile(r"cerba|synlab|eurofins|inovie|unilabs|biogroup")
#: "Centre de Kerpape", "Centre Léon-Bérard": the plain word, with a name.
_CENTRE = re.compile(r"centre (?:de |d'|du |des )?(?=[a-z])")
_NO_SITE = re.compile(
    r"(?:ville|loire|france|europe|commercial|culturel|sportif|aere|equestre|national|regional|commune"
    r"|paris|val"
    r"|reference|competences?|gestion|controle|formation|detention|penitentiaire|retention|impots|bourg|est"
    r"|ouest"
    r"|sud|nord|hospitalier\w*|medic\w*|social|recherche|appel|antipoison|anti|soins|volume|chu?|hopit\w*"
    r"|clinique|\w{4,}(?:iques?|aires?|elles?|ales?))(?![a-z])"
)
#: Units of a site that is named by its town or its own name alone: "réa Besançon", "SAU Tenon".
_UNIT = re.compile(
    r"(?:rea|reanimation|urgences|urg|sau|usic|uhcd|usip|smur|samu|usc|maternite|mater|soins intensifs"
    r"|dialyse)"
    r" (?:de |d'|du )?"
)
_UNIT_STEMS = (
    *("rea", "urg", "sau", "usic", "uhcd", "usip", "smur", "samu", "usc", "mater", "soins int", "dialyse"),
)
_SPACED_OUT = re.compile(rf"{UPPER}(?<!\w.) {UPPER}(?: {{1,3}}{UPPER}){{3,60}}(?!\w)")
_TITLE_CASE = re.compile(
    rf"{UPPER}[a-zà-ÿœ'’]+"
    rf"(?:[ \-](?:(?:sur|en|la|le|les|de|du)[ \-])?{UPPER}[a-zà-ÿœ'’]+){{0,3}}(?!\w)"
)
#: Associations that receive patients: two names at least, since drugs are in association too.
_ASSOCIATION = re.compile(r"(?:association|asso|fondation|residence)(?: d'aide)? ")
_ASSOCIATION_STEMS = ("association", "asso ", "fondation", "residence")
#: Endings of drugs, which are given in association: "association Ciprofloxacine et Amikacine".
_DRUGS = re.compile(r"(?:ine|ole|ide|oles?|ate|vir|mab|nib|ime|pril|tan|xel|one|am|prim|bactam|acid)\b")
_PLUS = re.compile(r" ?[+/]")
_CARE_BEFORE = re.compile(
    r"\b(?:ehpad|usld|foyer|maison de retraite|hebergement|entree en|institution)[ :\-–(]{1,4}\Z"
)
_SEVERAL = re.compile(
    r"(?:(?:les|des|la|le|l'|Les|La|Le|Des|L')[ ']?)?"
    rf"{UPPER}\w+[ \-](?:\w{{2,3}}[ \-])?{UPPER}[a-zà-ÿ]\w*"
)
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
_NOUN_BEFORE = re.compile(
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
_NOT_A_NAME = re.compile(
    r"(?:et|sur|sous|en|aux?)\b|(?:(?:d[eu]s?|la|les?|l'|d') ?){0,2}(?:centre|soins|mentale|veineux"
    r"|vasculaire|irm|rx|scanner|pet|tep"
    r"|echo\w*|cerebrale?"
    r"|thoracique|standard|conventionnelle|interventionnelle|jours?|semaine|nuit|adultes?|enfants?"
    r"|normale?s?|proximite"
    r"|secteur|garde|ville|reference|douleur"
    r"|tous|retour|domicile|partir|geriatri\w*|polyvalent\w*|locomoteur|psychiatr\w*|pediatr\w*|gynec\w*"
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
_HEADING_AFTER = re.compile(r" ?:")
#: "GHT Val-de-Vesle, site Hôtel-Dieu"
_SITE_OF_GROUP = re.compile(rf",? ?(?:-|–)? ?site (?:d[eu'’] ?)?{UPPER}[\w'’-]+(?: {UPPER}[\w'’-]+)?")
_TAIL = re.compile(r"(?i:[ ](?:le|la|les|en|et|de|du|des|sur|à))+\Z")


def _find(note: Note) -> Iterator[Hit]:
    text, folded = note.text, note.folded
    for m in _SITE.finditer(text):
        if m.start() and (text[m.start() - 1].isalnum() or text[m.start() - 1] == "-"):
            continue
        if hit := _named(text, folded, m.start(), m.end(), 0.9):
            yield hit
    for m in _OF_DEPARTMENT.finditer(text):
        yield Hit(m.start(), m.end(), 0.8, "service of a department")
    for m in _BY_LETTERS.finditer(text):
        yield Hit(m.start(), m.end(), 0.8, "house known by its letters")
    yield from _words(text, folded)
    yield from _spaced_out(text)
    yield from _brands(text, folded)
    yield from _loose(text, folded)


def _spaced_out(text: str) -> Iterator[Hit]:
    """Heads of letters in spaced capitals: "C H U  D E  L A  B A I E"."""
    for run in _SPACED_OUT.finditer(text):
        words = re.split(r" {2,}", run[0])
        joined = " ".join(word.replace(" ", "") for word in words)
        if len(words) > 1 and validate(joined):
            yield Hit(run.start(), run.end(), 0.9, "type of site and its name, in spaced capitals")


def _brands(text: str, folded: str) -> Iterator[Hit]:
    """Laboratories by their brand, with the name that may follow."""
    for m in matches(folded, _BRAND_STEMS, _BRAND):
        if not text[m.start()].isupper():
            continue
        spaced = folded[m.end() : m.end() + 1] == " "
        if spaced and (named := _named(text, folded, m.start(), m.end() + 1, 0.9)):
            yield named
        elif _KNOWN_BRAND.match(m[0]):
            yield Hit(m.start(), m.end(), 0.8, "brand of laboratories")


def _loose(text: str, folded: str) -> Iterator[Hit]:
    """Sites whose type word says little, held by more: a plain "centre", a unit and a town, two names."""
    for m in matches(folded, ("centre",), _CENTRE):
        if not _NO_SITE.match(folded, m.end()) and _TITLE_CASE.match(text, m.end()):
            yield from filter(None, [_named(text, folded, m.start(), m.end(), 0.75)])
    for m in matches(folded, ("foyer",), _HOME):
        yield from filter(None, [_named(text, folded, m.start(), m.end(), 0.75)])
    for m in matches(folded, ("cabinet",), _PRACTICE):
        practice = _named(text, folded, m.start(), m.end(), 0.75)
        if practice and (partners := _PARTNERS.match(text, practice.end)):
            yield Hit(practice.start, partners.end(), 0.9, "practice of several partners")
    for m in matches(folded, _UNIT_STEMS, _UNIT):
        name = _TITLE_CASE.match(text, m.end())
        if name and _is_unit(text, folded, m, name):
            yield Hit(m.start(), name.end(), 0.75, "unit and the name of its site")
    for m in matches(folded, _ASSOCIATION_STEMS, _ASSOCIATION):
        if m[0].startswith("residence"):
            held = _CARE_BEFORE.search(before(folded, m.start(), 24)) is not None
        else:
            held = _SEVERAL.match(text, m.end()) is not None
        hit = _named(text, folded, m.start(), m.end(), 0.8) if held else None
        if hit and not (_DRUGS.search(folded, m.end(), hit.end) or _PLUS.match(folded, hit.end)):
            yield hit


def _is_unit(text: str, folded: str, unit: re.Match[str], name: re.Match[str]) -> bool:
    """Whether a unit and a title-case name are a site: no heading, no specialty, no title of a doctor."""
    return not (
        _NOT_A_NAME.match(folded, name.start())
        or _NO_SITE.match(folded, name.start())
        or text[unit.start() + 1 : unit.end()].istitle()
        or _HEADING_AFTER.match(text, name.end())
        or not SITE_NAME.match(text, name.start())
    )


def _words(text: str, folded: str) -> Iterator[Hit]:
    for m in matches(folded, _SITE_STEMS, _SITE_WORD):
        ordinary = m[0].startswith(_ORDINARY)
        if m[0].startswith("reseau") and not _ARTICLE.search(before(folded, m.start(), 4)):
            continue
        if ordinary and _NOUN_BEFORE.search(before(folded, m.start(), 20)):
            continue
        if hit := _named(text, folded, m.start(), m.end(), 0.85 if ordinary else 0.94):
            yield hit


def _named(text: str, folded: str, start: int, name: int, score: float) -> Hit | None:
    """The site whose type word is `start:name`, when a capitalised name follows."""
    m = SITE_NAME.match(text, name)
    if not m or _NOT_A_NAME.match(folded, name):
        return None
    value = _TAIL.sub("", m[0].rstrip(" -–'’."))
    if len(value) < 3 or value.islower():
        return None
    end = name + len(value)
    if site := _SITE_OF_GROUP.match(text, end):
        end = site.end()
    return Hit(start, end, score, "type of site and its name")


def compact(value: str) -> str:
    """The name in upper case with single spaces."""
    return " ".join(value.upper().split())


def validate(value: str) -> bool:
    """Whether `value` as a whole is a type of care site followed by a name."""
    return any(hit.start == 0 and hit.end == len(value) for hit in _find(Note(value)))


RECOGNIZER = Rule("hospital", "HOSPITAL", _find, digits=0)
