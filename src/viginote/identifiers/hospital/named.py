"""The name behind a type of care site: where it begins, how far it goes, and what is none."""

from viginote.french.calendar import WEEKDAY
from viginote.identifiers._base import LETTER, UPPER, Hit
from viginote.identifiers._places import SITE_NAME
from viginote.identifiers.hospital.care import is_of_care
from viginote.identifiers.hospital.names import ANY_NAME
from viginote.regex import regex
from viginote.text import fold

NOT_A_NAME = regex(
    r"(?:et|sur|sous|en|aux?)\b|(?:(?:d[eu]s?|la|les?|l'|d') ?){0,2}(?:centre|soins|mentale|veineux"
    r"|vasculaire|irm|rx|scanner|pet|tep|echo\w*|cerebrale?|thoracique|standard|conventionnelle"
    r"|interventionnelle|jours?|semaine|nuit|adultes?|enfants?|normale?s?|proximite|secteur|garde|ville(?!-)"
    r"|reference|douleur|tous|retour|domicile|partir"
    rf"|{WEEKDAY}"
    r"|geriatri\w*|polyvalent\w*|locomoteur|psychiatr\w*|pediatr\w*|gynec\w*|dermato\w*|onco\w*|hemato\w*"
    r"|rhumato\w*|\w{2,9}logie|neurolog\w*|cardio\w*|respiratoire|nutrition\w*|addict\w*|prevue?s?|faite?s?"
    r"|faire|demande\w*|annule\w*|reporte\w*|programme\w*|realise\w*|refuse\w*|propose\w*|ok|oui|non|ras"
    r"|nfs|bilan|hb|stable|satisfaisant\w*|bonne?|mauvaise?|toujours|pas|avec|sans|sous|pour|dans|depuis"
    r"|chirurgi\w*|medecine|orl|irm|tdm|eeg|ecg|epp|prescri\w*|habituel\w*|prive\w*|consult\w*|examen"
    r"|traitement|conclusion|antecedents?|motif|patient\w*|date|service|unite|prelevement|creatinine|crp"
    r"|glycemie|recherche|selon|dr|docteur|pr|monsieur|madame|mme|m|infantile|social\w*|vih|vhc|vhb|ist|tca"
    r"|avc|sep|bpco|sida|hta|tdah|arv|anticoag\w*|coumadin|warfarine?|inr|methadone|suboxone|plaies?|asthme"
    r"|obesite|bariatri\w+|fertilite|prep|hepatites?|lupus|voyageurs?|antitabac|penitentiaire|diabet\w*|ado\w*|medico\w*|mental\w*|dentair\w*|centrale|hospitaliere)\b"
)
#: "GHT Val-de-Vesle, site Hôtel-Dieu"
SITE_OF_GROUP = regex(rf",? ?(?:-|–)? ?[Ss]ite (?:d[eu'] ?)?{UPPER}[\w'-]+(?: {UPPER}[\w'-]+)?")
#: "CHU de Rouen – Charles-Nicolle", "CHU Poitiers, La Milétrie", "CHR Metz-Thionville / Bel Air": one of the
#: sites of a hospital that is named by its town.
_HOSPITAL = regex(r"(?:c\.?h|g\.?h|centre hosp|groupe hosp|hospices|hcl|ap-?h)")
_KNOWN_SITE = regex(
    rf"(?: ?[–—/,]| -) ?(?:(?:site|hopital) (?:de |d'|du )?)?(?:l[ae]s? |l')?(?:{ANY_NAME})"
    r"(?: [1-9])?(?![\w-])"
    rf"| ?\((?:l[ae]s? |l')?(?:{ANY_NAME})\)"
)
#: A word in capitals behind a name that is not: "CH de Bourg-Saint-Maurice IAO", "clinique Saint-Roch PTG".
_CAPITALS_BEHIND = regex(
    r"(?<=[a-zà-ÿ])(?: (?!M{0,2}[IVX]+\b)(?:[A-Z]{2,5}|CHIRURGIE|MEDECINE|MÉDECINE|URGENCES|SERVICE)"
    r"(?![\w'-])[^\n]*)\Z"
)
#: A site within another: the inner one bears the name.
NESTED = regex(
    r"(?:d[eu] |de l'|de la )?(?:hopital|clinique|centre hospitalier|centre penitentiaire|maison d'arret"
    r"|ch(?:u|r|s|ru)?) (?=[a-z])"
)
#: Why a site counts that a capitalised name follows.
TYPE_AND_NAME = "type of site and its name"
#: How many such words stand before a name at most.
_DEEPEST = 4
#: "Molaire & Co", "Point G", "CAARUD Le Bus 31": a partner, a letter or a number at the end of a name.
_MORE = regex(
    rf" ?& ?{UPPER}[\w']*| et associ[ée]e?s| [A-Z](?![\w.'°-])| [1-9][0-9]?(?= ?(?:[,;.)\n]|\Z| [-–]))"
)
#: "maison de santé des 3 rivières", "centre de santé sexuelle Le 1900".
_COUNTED = regex(
    rf"(?:(?:[dD]es|[lL]es|DES|LES) [0-9]{{1,2}} {LETTER}{{4,}}(?:[ -]{UPPER}{LETTER}+)?"
    r"|L[ea] [0-9]{2,4}(?![0-9/]|[.,][0-9]))"
)
_QUOTED = regex(rf"{UPPER}[^\n»\"”,;.]{{1,40}}[^\n»\"”,;. ](?= ?[»\"”])")
_QUOTE = regex('[«"“] ?')
_TAIL = regex(r"(?i:[ ](?:le|la|les|en|et|de|du|des|sur|à))+\Z")
#: More of the type: "Laboratoire de Biologie" "Médicale", "Maison de Retraite" "Médicalisée".
_ADJECTIVE = regex(r"(?:d'[a-z]+omie )?([a-z]+(?:iques?|aires?|ales?|isee?s?))")


def named(text: str, folded: str, start: int, name: int, score: float) -> Hit | None:
    """The site whose type word is `start:name`, when a capitalised name follows."""
    names = [name]
    while len(names) <= _DEEPEST and (nested := NESTED.match(folded, names[-1])):
        names.append(nested.end())  # "UMJ de l'hôpital Beaulieu"
    inner = (_named_at(text, folded, start, at, 0.95) for at in reversed(names[1:]))
    return next(filter(None, inner), None) or _named_at(text, folded, start, name, score)


def _named_at(text: str, folded: str, start: int, name: int, score: float) -> Hit | None:
    if quote := _QUOTE.match(text, name):
        name = quote.end()
        if closed := _QUOTED.match(text, name):
            return Hit(start, closed.end(), score, "type of site and its quoted name")
    if counted := _COUNTED.match(text, name):
        return Hit(start, counted.end(), score, "type of site and a name with a number")
    m = SITE_NAME.match(text, name)
    if not m or NOT_A_NAME.match(folded, name):
        return None
    value = _TAIL.sub("", _CAPITALS_BEHIND.sub("", m[0]).rstrip(" -–'."))
    if len(value) < 3 or value.islower() or _is_more_of_type(value):
        return None
    end = name + len(value)
    if more := SITE_OF_GROUP.match(text, end) or _MORE.match(text, end):
        end = more.end()
    if (site := _KNOWN_SITE.match(folded, end)) and _HOSPITAL.match(folded, start):
        end = site.end()
    return Hit(start, end, score, TYPE_AND_NAME)


def _is_more_of_type(value: str) -> bool:
    adjective = _ADJECTIVE.fullmatch(fold(value))
    return adjective is not None and is_of_care(adjective[1])
