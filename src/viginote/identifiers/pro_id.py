"""Numbers of professionals and of care sites: RPPS, ADELI, FINESS, and the health insurance's AM number.

- RPPS: 11 digits, the first 1 or 8, the last by Luhn. Issuer: Agence du numérique en santé.
- ADELI: 9 digits, department first. Issuer: the regional health agency (retired in favour of the RPPS).
- FINESS: 9 digits, department first (2A and 2B in Corsica), the last by Luhn. Issuer: the ministry of health.
- AM: 9 digits, given to prescribers by the health insurance; the same digits as ADELI or the RPPS' own.

>>> validate("10001234565"), validate("10001234560"), validate("750712184")
(True, False, True)
>>> compact("N° RPPS : 1000 1234 565")
'10001234565'

Source: annuaire.sante.fr, finess.esante.gouv.fr (formats and check digits).
"""

import re
from collections.abc import Iterator

from viginote.anchors import word_starts
from viginote.checks import luhn
from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import Hit, Rule, Search, before
from viginote.regex import regex
from viginote.text import Note, fold

_CUE = Anchored(
    r"(?:r\.?p\.?p\.?s\.?|adeli|finess|n° ?am|am(?= ?:| [0-9]{9}(?![0-9]))"
    r"|secteur [12](?= ?[\-:,(] ?[0-9]{9}(?![0-9]))|n° ?ameli(?: [a-z]{4,14})?"
    r"|identifiant (?:du )?(?:prescripteur|medecin|ps)|prescripteur(?= ?(?:n°|:|[0-9]{3} ))"
    r"|crm|gmc|npi|inami|riziv|lanr|zsr|colegiad[oa]|ced(?:ula|\.) prof(?:es?ional|issional|\.)?"
    r"|medical license|(?:nurse|medecin) license"
    r"|ordre des medecins|n° ?d'ordre|numero d'ordre|conventionnement|facturation)(?![a-z])"
)
_VALUE = regex(
    r"(?:[ :=.,/\-#°\n()]|n°|numero|et|ej|geo(?:graphique|g)?|jur(?:idique|id)?|entite|etablissement|site"
    r"|(?:dre?|pr|docteure?)\.? [a-z'\-]{2,20}"
    r"|siege|structure|gestionnaire|principal|la|lieu|cabinet|medecin|prescripteur|adeli|rpps|est|le"
    r"|sous|du|de l'|de){0,10}([0-9](?:[ .\-]?[0-9ab]){6,12})"
    r"(?![a-z0-9]|[.,/][0-9])"
)
_RPPS = regex(r"[18](?<![0-9].)(?<![0-9][.,/].)[0-9]{10}(?![0-9]|[.,/][0-9])")
#: An ADELI or AM number in its groups: department, profession, order, key ("97 1 03274 3").
_GROUPED = regex(r"(?:[0-9]{2}|2[ab]) [0-9] [0-9]{5} [0-9](?![0-9]| [0-9])")


#: "10101234567 (RPPS)": the number before its register.
_BEFORE_REGISTER = regex(r"(?<![0-9])([0-9](?:[ .\-]?[0-9]){8,10}) ?\( ?\Z")
_REGISTER_STEMS = ("rpps", "adeli", "finess")
#: Short numbers of an order, and of who works in a house: "CNOM 38/4127", "n° d'ordre 4127"; in Spain and
#: Portugal "col. 48/2811", "céd. prof. OM 45118".
_OF_ORDER = Anchored(
    r"(?:(?:n°|numero) ?(?:d'|de l')ordre(?: des [a-z\-]{6,24})?|n° ?ordre(?: des [a-z\-]{6,24})?|cnom|cnop"
    r"|gln|col\.(?= [0-9]{2}/)|colegiad[oa]|ced(?:ula|\.) prof(?:es?ional|issional|\.)?(?: om)?"
    r"|(?:matricule|licence|badge) (?:du |de l')?(?:medecin|ide|infirmiere?|praticien|prescripteur))"
    r"(?: ?:| n°)? ?([0-9]{2}/[0-9]{3,6}|[0-9]{4,6}|760[0-9]{10})(?![0-9a-z]|[.,/\-][0-9])"
)
#: "Dr Vandamme, 181008899", "Pr Charbonnel (10004712233)": nine or eleven digits behind who has them.
_BEHIND_NAME = Anchored(
    r"(?:dr|docteur|praticien|pr|professeur|prescripteur)\.? [a-z'\-]{2,20}(?: [a-z'\-]{2,20}){0,3}"
    r"[ ,;:(\n]{1,3}"
    r"([0-9]{9}|[0-9]{11})(?![0-9a-z]|[.,/\-][0-9])"
)


def _find(note: Note) -> Iterator[Hit]:
    folded = note.folded
    for register in word_starts(folded, _REGISTER_STEMS):
        left = before(folded, register, 24)
        if ahead := _BEFORE_REGISTER.search(left):
            shift = register - len(left)
            yield Hit(shift + ahead.start(1), shift + ahead.end(1), 0.9, "label after")
    for named in _BEHIND_NAME.matches(folded):
        yield Hit(*named.span(1), 0.8, "behind the name of a doctor")
    for order in _OF_ORDER.matches(folded):
        yield Hit(*order.span(1), 0.9, "number of an order")
    for cue in _CUE.matches(folded):
        m = _VALUE.match(folded, cue.end())
        if m and _fits(cue[0], compact(m[1])):
            yield Hit(m.start(1), m.end(1), 0.97, "label before")
    for m in _GROUPED.finditer(folded):
        if not (m.start() and folded[m.start() - 1].isalnum()):
            yield Hit(m.start(), m.end(), 0.8, "groups of an ADELI number")
    for m in _RPPS.finditer(folded):
        if m[0].startswith(("10", "8")) and luhn(m[0]):
            yield Hit(m.start(), m.end(), 0.72, "shape and check digit of an RPPS")


def _fits(cue: str, number: str) -> bool:
    if cue.startswith("r"):
        return 10 <= len(number) <= 12 and number[0] != "0"  # a telephone's
    return 7 <= len(number) <= 11


def compact(value: str) -> str:
    """The digits, with Corsica's letter where a FINESS number has one."""
    return "".join(re.findall(r"[0-9]|(?<=2)[ab](?=[0-9])", fold(value).replace(" ", ""))).upper()


def validate(value: str) -> bool:
    """Whether `value` is an RPPS or a FINESS number with a right check digit (ADELI and AM have none)."""
    number = compact(value)
    if len(number) == 11:
        return number[0] in "18" and number.isdigit() and luhn(number)
    return len(number) == 9 and luhn(number.replace("A", "0").replace("B", "0"))


RECOGNIZER = Rule("pro_id", "PRO_ID", Search(_find, digits=4))
