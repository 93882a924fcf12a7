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

from viginote.identifiers._base import Hit, Rule, before, matches
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
]
#: Words; those of `_ORDINARY` are also used for other things and must not follow a noun ("examen clinique").
_WORDS = (
    "centre hospitalier(?: (?:universitaire|regional|intercommunal|specialise|general|prive|sud|nord"
    "|departemental)){0,3}"
    "|hopita(?:l|ux)(?: (?:prive|universitaires?|europeen|americain|militaire|local|d'instruction des"
    " armees|de jour|general|civils?)){0,2}"
    "|sos mains?|groupe(?:ment)? hospitalier(?: (?:universitaire|intercommunal|territorial|prive))?"
    "|polyclinique|clinique(?: (?:privee|chirurgicale|medicale|mutualiste|du sport|psychiatrique"
    "|veterinaire)){0,2}"
    "|maison de (?:sante|retraite|repos|convalescence)(?: pluridisciplinaire| pluriprofessionnelle)?"
    "|maison medicale"
    "|centre (?:de sante|medical|medico-psychologique|medico psychologique|de reeducation"
    "(?: fonctionnelle)?|de dialyse|de soins"
    "|de lutte contre le cancer|de radiologie|d'imagerie(?: medicale)?|de planification|anti-?cancereux"
    "|dentaire|maternel)"
    "|cabinet (?:medical|dentaire|de radiologie|infirmier|d'imagerie)|institut|hospices? civils"
    "|foyer (?:de vie|d'accueil|d'hebergement|occupationnel)|residence autonomie"
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
)
_SITE_WORD = re.compile(rf"(?:{_WORDS})(?![a-z])[ ]")
_SITE_STEMS = [
    "centre",
    "hopita",
    "groupe",
    "polyclinique",
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
]
_ORDINARY = ("clinique", "institut", "laboratoire", "labo", "pharmacie", "maternite", "officine", "foyer")
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
    r"(?:(?:d[eu]s?|la|les?|l'|d') ?){0,2}(?:jours?|semaine|nuit|adultes?|enfants?|normale?s?|proximite"
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
    r"|ado\w*|medico\w*|mental\w*|dentair\w*|centrale|hospitaliere)\b"
)
_TAIL = re.compile(r"(?:[ ](?:le|la|les|en|et|de|du|des|sur|à))+\Z")


def _find(note: Note) -> Iterator[Hit]:
    text, folded = note.text, note.folded
    for m in _SITE.finditer(text):
        if m.start() and (text[m.start() - 1].isalnum() or text[m.start() - 1] == "-"):
            continue
        if hit := _named(text, folded, m.start(), m.end(), 0.9):
            yield hit
    for m in matches(folded, _SITE_STEMS, _SITE_WORD):
        ordinary = m[0].startswith(_ORDINARY)
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
    return Hit(start, name + len(value), score, "type of site and its name")


def compact(value: str) -> str:
    """The name in upper case with single spaces."""
    return " ".join(value.upper().split())


def validate(value: str) -> bool:
    """Whether `value` as a whole is a type of care site followed by a name."""
    return any(hit.start == 0 and hit.end == len(value) for hit in _find(Note(value)))


RECOGNIZER = Rule("hospital", "HOSPITAL", _find, digits=0)
