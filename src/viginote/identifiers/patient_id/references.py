"""References of letters, reports and samples: "N/Réf : AB/2021/0317", "n° anapath 24H01234"."""

from collections.abc import Iterator

from viginote.anchors import stands
from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import Hit, before, compact
from viginote.identifiers.patient_id.values import END, VALUE, end_of, is_number, is_time
from viginote.regex import regex

#: "Réf. : H21-04588", "réquisition n° 2023/114/B": a reference with a letter or a separator, four digits at
#: least in all. Batches, devices and legal articles have such numbers too and are nobody's.
_REFERENCE = Anchored(
    r"(?<![a-z])(?:n(?:°|um(?:ero)?\b|o\b)(?: d'(?:acces|ordre|examen)| acces)?"
    r"|\bref(?:erence)?s?\b\.?(?: (?:interne|dossier|pat(?:ient)?\.?"
    r"|labo(?:ratoire)?|examen|courrier|client|avocat|expert|caisse|assur\w{3}|notaire|tribunal|mdph"
    r"|mutuelle|sinistre|clinique|hopital|cabinet|service|medecin|centre))?) ?[:=]? ?"
    r"([a-z]{2,3} [0-9]{2}(?: [0-9]{2,3}){1,4}(?: [0-9])?"
    r"|[a-z]{1,4}/[a-z]{1,4} [0-9]{2}[\-/]?[0-9]{3,6}"
    r"|(?:[a-z]{1,4}[/.]){1,2}[0-9]{2,8}(?:[/.\-][0-9]{2,8})?"
    r"|[a-z]{0,4}[\-/ ]?[0-9]{1,12}(?:[\-/.][a-z0-9]{1,12}){0,3}"
    r"|[0-9]{1,3}(?: [0-9]{3}){1,3}|[0-9]{4,12}[a-z]{0,2}|[0-9]{1,6}[a-z]{1,3}-?[0-9]{3,8})"
    r"(?![a-z0-9*]|[.,][0-9])"
)
#: Numbers of professionals and firms, which have recognizers of their own.
_OTHER_REGISTER = regex(r"don |parc |rpps|adeli|finess|siren|siret")
#: The name of a model right before "n°" makes it the number of a device: "One G5 n° 2201-778".
_MODEL_BEFORE = regex(r"\b(?!x[0-9])[A-Za-z]*-?[0-9][A-Za-z0-9-]* \Z")
#: "n°anapath 24H01234", "n° d'entrée 24.05.1234": whatever the number is said to be of.
_NUMBER_OF = Anchored(
    r"n(?:°|um(?:ero)?) ?(?:d[eu] |d')?(?P<noun>[a-z]{3,14})(?:(?: [a-z]{2,12}){1,3}(?= ?:)"
    r"| [a-z]{3,12}(?= ?[0-9]))?\.? ?:? ?"
    rf"(?P<value>(?!d[eu] |l[ea] |au ){VALUE}){END}"
)
_NO_NOUN = regex(
    r"(?:lot|serie|sn|page|art|chambre|ch|lit|salle|box|tel|telephone|fax|port|portable|mobile|fixe|poste"
    r"|bip|dect|rpps|adeli|finess|siret|siren|am|ameli|cle|secu|ss|nir|insee|code|cerfa|modele|version"
    r"|inventaire|parc|cheque|urgence|vert|voie|rue|protocole|norme|cycle|cure|seance|stade|grade|taille|sonde|patient|dossier|loi"
    r"|decret)"
)
#: Who takes part in a study: "patient 03-017", "code patient : DUJE-02".
_TRIAL = Anchored(
    r"\b(?:(?:code|n°|numero) (?:patient|sujet|inclusion|etude|essai)|sujet|pat(?:ient)?(?= [0-9]))(?: n°)?"
    r" ?:? ?((?:[a-z]{2,4}-?)?[0-9]{2,3}(?:-[0-9]{2,4})?(?:-[a-z]{2,3})?)(?![a-z0-9/]|[.,][0-9]| ?(?:ans|mois"
    r"|kg|%))"
)
#: "N° labo 451877": what the number is of is no part of it; "N° AB 451877" is.
_NOUN_BEFORE = regex(r"[a-zà-ÿ]{2,4} ")
_LEAST = 5
_SHORT = regex("(?:19|20)[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}")
#: Groups that blanks part, behind a mark: "N° B45 882", "n° 221 04 881 Q", "n° SIN-19 0077".
_GROUPS = Anchored(
    r"n(?:°|umero) ?:? ?(?:(?:ss|secu|nir|nss|ame|amo|css|c2s|at|adh) )?"
    r"(?P<value>(?:(?!ss |secu )[a-z]{1,4}[ -]?)?[0-9]{1,4}[a-z]?[0-9]?(?: [0-9]{2,5}){1,4}"
    r"(?: [a-z](?= ?[,.;)\n]|\Z))?)"
    r"(?![a-z0-9]|[.,/:\-][0-9]| ?(?:%|mg|ml|ui|ans|mm|cm|kg|g|h|euros?|€)(?![a-z]))"
)
_LEAST_GROUPED, _PHONE_DIGITS = 5, 10
_SERIAL = regex(r"(?<![a-z0-9\-])[a-z]{1,3}-20[0-9]{2}-[0-9]{3,8}(?: [0-9]{3})?(?![0-9a-z\-])")
#: A mark for a number, and whatever letters, digits and signs may stand behind it.
_MARK = Anchored(r"(?:n° ?|n° ?(?!parc )[a-z]{2,6} |ref\.? ?:? ?|code ?: ?|id ?: ?|identifiant ?:? ?)")
_TOKEN = regex(
    r"(?=[a-z./_-]{0,8}[0-9])[a-z0-9]+(?:[./_-][a-z0-9]+){0,5}"
    r"(?![a-z0-9*@]|[.,/-][a-z0-9]| ?(?:%|mg|ml|ui)\b)"
)
_LETTERS_OF_SERIAL = _LETTERS_OF_BRAND = 3
#: What is no person's: devices, their batches, laws, places in a ward.
NOT_OF_A_PERSON = regex(
    r"\b(?:tige|cotyle|cupule|tete|insert|clou|vis|broche|catheter|kt|anneau|bandelette|ancre|devis"
    r"|document|automate|balance|concentrateur|boitier|source|fauteuil|matelas|lecteur"
    r"|nebuliseur|aerosol|tensiometre|glucometre|capteur|ventilateur|pompe"
    r"|pacemaker|pile|generateur|defibrillateur|holter|protheses?|implants?|valves?|stents?|plaque"
    r"|filet|endoprothese|[a-z]{2,9}oscope|appareil|moniteur|respirateur)\b[^.;\n]{0,40}\Z|\b(?:lots?"
    r"|series?|serial|sn|cerfa|art(?:icle)?|decret|loi|arrete|circulaire|finess|rpps|adeli|siret|siren"
    r"|modele|type|taille|sonde|protheses?|implants?|valves?|stents?|appareil|kit|page|chambre|lit|salle"
    r"|poste|porte|box|cycle|seance|version|norme|protocole|etude|table|figure|appel|vert"
    r"|urgence|cheque|inventaire|parc|lppr?|cnil|snds|gmdn|colis|cnom)[ .:n°]*\Z"
)
#: A reference beside its batch is that of a device: "REF L20311, lot 5528814", "lot 18F2204B, réf 3345-01".
_BATCH_BEFORE = regex(r"\blots? [a-z0-9\-]{3,14},? \Z")
_BATCH_AFTER = regex(r",? ?(?:n° ?)?lots?\b")


def references(text: str, folded: str) -> Iterator[Hit]:
    """Numbers behind a mark for one ("n°", "réf"), of whatever they are, and codes of studies."""
    for m in _NUMBER_OF.matches(folded):
        start, end = m.start("value"), end_of(text, *m.span("value"))
        brand = len(m["noun"]) <= _LETTERS_OF_BRAND
        if brand and NOT_OF_A_PERSON.search(before(folded, m.start(), 60)):
            continue  # of a pump: "Synchromed II n° NGP442109H"
        if not _NO_NOUN.fullmatch(m["noun"]) and is_number(folded[start:end], _LEAST, least_spaced=_LEAST):
            yield Hit(start, end, 0.85, "number of something named")
    for m in _TRIAL.matches(folded):
        if len(compact(m[1])) >= _LEAST:
            yield Hit(m.start(1), m.end(1), 0.8, "code of a study")
    yield from _serials(folded)
    yield from _groups(text, folded)
    yield from _tokens(text, folded)
    for m in _REFERENCE.matches_glued(folded):
        value = m[1]
        mixed = any(c.isalpha() for c in value) or "/" in value or "-" in value
        digits = sum(c.isdigit() for c in value)
        least = 3 if mixed and "ref" in m[0] else 4
        if _OTHER_REGISTER.match(value) or digits < least or is_time(value) or _SHORT.fullmatch(value):
            continue
        device = _BATCH_BEFORE.search(before(folded, m.start(), 24)) or _BATCH_AFTER.match(folded, m.end())
        if device or _MODEL_BEFORE.search(before(text, m.start(), 24)):
            continue
        if not (value.startswith("am ") or NOT_OF_A_PERSON.search(before(folded, m.start(), 60))):
            noun = _NOUN_BEFORE.match(text, m.start(1))
            yield Hit(noun.end() if noun else m.start(1), m.end(1), 0.85, "reference after its mark")


def _tokens(text: str, folded: str) -> Iterator[Hit]:
    """Whatever letters, digits and signs stand behind a mark, with four digits at least."""
    for mark in _MARK.matches(folded):
        m = _TOKEN.match(folded, mark.end())
        if not m or NOT_OF_A_PERSON.search(before(folded, mark.start(), 60)) or is_time(m[0]):
            continue
        batch = _BATCH_BEFORE.search(before(folded, mark.start(), 24)) or _BATCH_AFTER.match(folded, m.end())
        if batch or _MODEL_BEFORE.search(before(text, mark.start(), 24)):
            continue
        if is_number(m[0], _LEAST, least_spaced=_LEAST):
            yield Hit(m.start(), m.end(), 0.75, "letters and digits behind a mark")


def _groups(text: str, folded: str) -> Iterator[Hit]:
    """Groups of digits behind a mark, that are neither a phone's nor a thing's."""
    for m in _GROUPS.matches(folded):
        value = text[slice(*m.span("value"))]
        lettered = not value[0].isalpha() or value.split()[0].isupper() or any(map(str.isdigit, value[:4]))
        digits = sum(map(str.isdigit, value))
        phone = digits == _PHONE_DIGITS and value.startswith("0")
        other = is_time(m["value"]) or NOT_OF_A_PERSON.search(before(folded, m.start(), 60))
        if lettered and digits >= _LEAST_GROUPED and not (phone or other):
            yield Hit(*m.span("value"), 0.7, "groups of digits behind a mark")


def _serials(folded: str) -> Iterator[Hit]:
    for year in stands(folded, ("-20",)):
        for letters in range(1, min(_LETTERS_OF_SERIAL, year) + 1):
            if m := _SERIAL.match(folded, year - letters):
                yield Hit(m.start(), m.end(), 0.8, "letters, year and number")
