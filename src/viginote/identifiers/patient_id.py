"""Numbers that a hospital or a practice gives to a patient, a stay or a file: IPP, NDA, dossier...

There is no national format: 5 to 14 digits, sometimes with a letter or two, so what counts is the word before
("IPP :", "n° de dossier", "séjour n°"), or the place in a header line ("| F | 10/05/1986 | 9056297478 |").

>>> compact("80-1234 5678"), validate("8012345678"), validate("2003H847569"), validate("12/03/1954")
('8012345678', True, True, False)

Source: Référentiel national d'identitovigilance (the IPP identifies a patient within one establishment).
"""

import re
from collections.abc import Iterator

from viginote.anchors import matches
from viginote.identifiers import dates
from viginote.identifiers._base import Hit, Rule, before
from viginote.text import Note, fold

_CUE = re.compile(
    r"(?:ecrou|matr(?:icule|\.)?|donneu(?:r|se)|receveu(?:r|se)|greffon|embryon|paillettes?|prelevement"
    r"|lame|tube"
    r"|inclusion|anonymat|beneficiaire|contrat|mutuelle|sinistre|procedure|mandat|parquet|pv"
    r"|proces[- ]verbal|facture"
    r"|passeport|cni|agdref|ofpra|recepisse|(?:titre|carte) de sejour|permis(?: de conduire)?|transport"
    r"|course"
    r"|bon de transport|inter(?:vention)?|regulation|affaire|fiche|echantillon|allocataire|adherent"
    r"|accession(?: number)?|bracelet"
    r"|etiquette|etiq\.?|code[- ]barres?|caf(?= [0-9]{6})|dos\.?|hemoc(?:ulture)?|scelle|poche"
    r"|anapath|histo|dmp|ine|at/mp|at(?= n°)"
    r"|[il1]pp|i\.?p\.?p\.?|ip|nip|nda|iep|ndossier|n(?:°|o|um\.?|umero) ?(?:de |du |d')?(?:la )?(?:dossier"
    r"|patiente?|visite|sejour"
    r"|venue|admission|hospitalisation|identification(?: patient)?|identifiant|id|archives?|episode|dos"
    r"|passage|adherent|don|sinistre|contrat"
    r"|examen|demande|prelevement|echantillon|accession|bracelet|etiquette|facture)"
    r"|(?:dossier|patiente?|visite|sejour|venue|admission|episode|passage|archives?|identifiants?|id|mrn"
    r"|chart)"
    r"(?: (?:anonyme|medical|hospitalier|patient|d'hospitalisation|permanent|interne|dossier"
    r"|visite|caisse|maladie|social|cpam|caf|mdph|ame|css|accident|at|administratif|social|infirmier"
    r"|obstetrical|dentaire|numero|number"
    r"|externe|smur|samu|crip|ase|ofii|commun|unique|local))?|bordereau)(?![a-z])"
)
_VALUE = re.compile(
    r"(?:[ :=#°/|]|n°|no|num(?:ero)?|est|le|etant|patient|caf|cpam|msa|-(?! )|\n){0,6}"
    r"((?:[a-z]{1,4}-[0-9]{3}(?![0-9])|(?:(?:[a-z]{1,4}[\-/]){1,2}|[a-z]{0,3})[0-9](?:[ .\-]?[0-9]"
    r"|-?[a-z]{1,3}(?=-?[0-9])"
    r"|[/\-](?=[0-9]{3,})){3,15})(?:-?[a-z](?![a-z])| [a-z](?= ?[,.;)\n]| ?\Z))?)"
    r"(?:(?=[a-z]{4})|(?![a-z0-9]|[.,/][0-9]|[ ]?%))"
)
_WEAK_CUE = re.compile(
    r"(?:matricule|donneu(?:r|se)|receveu(?:r|se)|greffon|embryon|paillettes?|prelevement|lame|tube|inclusion"
    r"|anonymat|beneficiaire|contrat|mutuelle|sinistre|procedure|mandat|parquet|pv|proces[- ]verbal"
    r"|facture|transport|course"
    r"|bon de transport|inter(?:vention)?|regulation|affaire|fiche|permis(?: de conduire)?|dossier"
    r"|patiente?|visite|sejour|venue|admission|episode|passage|archives?|id|chart|etiquette|hemoc\w*"
    r"|scelle|poche"
    r"|anapath|histo|dmp|ine|at)\Z"
)
_BARE = re.compile(
    r"[0-9](?<![a-z0-9].)(?<![0-9][.,/].)[0-9]{7,11}(?![a-z0-9]|[.,/][0-9]| ?(?:/|%|[mµu]?(?:g|ui|l)\b"
    r"|copies|elements|€))"
)
_HEADER = re.compile(
    r"(?:\||;|\b(?:h|f|m) ?[|;]|[0-9]{4} ?[|;,]|ans\) ?[|;]?) ?\Z"  # a cell, a sex, a date or an age before
)
_CELL_AFTER = re.compile(r" ?[|;]")
_OTHER_NUMBER = re.compile(
    r"(?:\b(?:rpps|adeli|finess|tel|telephone|fax|port|portable|siret|siren|lot|sn|ref|n° serie|cerfa|am"
    r"|insee|code"
    r"|article|art)\.?[ :.°n]*|[+=<>±*])\Z"
)
#: "Réf. : H21-04588", "réquisition n° 2023/114/B": a reference with a letter or a separator, four digits at
#: least in all. Batches, devices and legal articles have such numbers too and are nobody's.
_REFERENCE = re.compile(
    r"(?<![a-z])(?:n(?:°|um(?:ero)?\b|o\b)(?: d'(?:acces|ordre|examen)| acces)?"
    r"|\b(?:[nv]os?/?)?ref(?:erence)?s?\b\.?(?: (?:interne|dossier|patient|labo(?:ratoire)?|examen"
    r"|courrier))?) ?[:=]? ?"
    r"([a-z]{0,4}[\-/ ]?[0-9]{1,12}(?:[\-/][a-z0-9]{1,12}){0,3}|[0-9]{4,12}[a-z]{0,2}"
    r"|[0-9]{1,6}[a-z]{1,3}-?[0-9]{3,8})(?![a-z0-9*]|[.,][0-9])"
)
#: Numbers of professionals and firms, which have recognizers of their own.
_OTHER_REGISTER = re.compile(r"don |rpps|adeli|finess|siren|siret")
#: The name of a model right before "n°" makes it the number of a device: "One G5 n° 2201-778".
_MODEL_BEFORE = re.compile(r"\b[A-Za-z]*-?[0-9][A-Za-z0-9-]* \Z")
#: "n°anapath 24H01234", "n° d'entrée 24.05.1234": whatever the number is said to be of.
_NUMBER_OF = re.compile(
    r"n° ?(?:d[eu] |d')?(?P<noun>[a-z]{3,14})\.? ?:? ?"
    r"(?P<value>(?!d[eu] |l[ea] |au )(?:[a-z]{1,4}[ \-/]?)?[0-9](?:[.\-/]?[0-9]"
    r"|[a-z]{1,3}(?=[0-9])){4,14})(?![a-z0-9]"
    r"|[.,/][0-9]|[ ]?%)"
)
_NO_NOUN = re.compile(
    r"(?:lot|serie|sn|page|art|chambre|ch|lit|salle|box|tel|telephone|fax|port|portable|mobile|fixe"
    r"|poste|bip|dect"
    r"|rpps|adeli|finess|siret|siren|am|ameli|cle|secu|ss|nir|insee|code|cerfa|modele|version|urgence"
    r"|vert|voie"
    r"|rue|protocole|norme|cycle|cure|seance|stade|grade|taille|sonde|patient|dossier|loi|decret)"
)
#: Who takes part in a study: "patient 03-017", "code patient : DUJE-02".
_TRIAL = re.compile(
    r"\b(?:(?:code|n°|numero) (?:patient|sujet|inclusion|etude|essai)|sujet|patient(?= [0-9]))(?: n°)? ?:? ?"
    r"((?:[a-z]{2,4}-?)?[0-9]{2,3}(?:-[0-9]{2,4})?(?:-[a-z]{2,3})?)(?![a-z0-9/]|[.,][0-9]| ?(?:ans|mois"
    r"|kg|%))"
)
#: "N° labo 451877": what the number is of is no part of it; "N° AB 451877" is.
_NOUN_BEFORE = re.compile(r"[a-zà-ÿ]{2,4} ")
_LEAST = 5
_SERIAL = re.compile(r"(?<![a-z0-9\-])[a-z]{1,3}-20[0-9]{2}-[0-9]{3,8}(?: [0-9]{3})?(?![0-9a-z\-])")
_NOT_OF_A_PERSON = re.compile(
    r"\b(?:tige|cotyle|cupule|tete|insert|clou|vis|broche|catheter|kt|anneau|bandelette|ancre|devis"
    r"|document|automate|balance|concentrateur|boitier|source|fauteuil|matelas|lecteur"
    r"|nebuliseur|aerosol|tensiometre|glucometre|capteur|ventilateur|pompe"
    r"|pacemaker|pile|generateur|defibrillateur|holter|protheses?|implants?|valves?|stents?|plaque"
    r"|filet|endoprothese|[a-z]{2,9}oscope|appareil|moniteur|respirateur)\b[^.;\n]{0,40}\Z|\b(?:lots?"
    r"|series?|serial|sn|cerfa|art(?:icle)?|decret|loi|arrete|circulaire|finess|rpps|adeli|siret"
    r"|siren"
    r"|modele|type|taille|sonde|protheses?|implants?|valves?|stents?|appareil|kit|page|chambre|lit|salle"
    r"|poste"
    r"|porte|box|cycle|seance|version|norme|protocole|etude|table|figure|appel|vert|urgence)[ .:]*\Z"
)

#: Damaged by character recognition: "lPP 8O1 223 4471".
_DAMAGED = re.compile(r"[il1]pp ?:? ?(?P<value>[0-9olizsb](?:[ .\-]?[0-9olizsb]){6,12})(?![a-z0-9])")
_DAMAGED_STEMS = ("ipp", "lpp", "1pp")
#: In a text without blanks: "née03/02/1951IPP900418827suivie".
_GLUED = re.compile(r"P(?<=IPP) ?:? ?([0-9]{6,12})(?![0-9])")
#: A reference beside its batch is that of a device: "REF L20311, lot 5528814", "lot 18F2204B, réf 3345-01".
_BATCH_BEFORE = re.compile(r"\blots? [a-z0-9\-]{3,14},? \Z")
_BATCH_AFTER = re.compile(r",? ?(?:n° ?)?lots?\b")
_CUE_STEMS = [
    *(
        "ecrou",
        "matr",
        "donneu",
        "receveu",
        "greffon",
        "embryon",
        "paillette",
        "prelevement",
        "lame",
        "tube",
    ),
    *("inclusion", "anonymat", "beneficiaire", "contrat", "mutuelle", "sinistre", "requisition", "procedure"),
    *(
        "pv",
        "proces",
        "facture",
        "mandat",
        "parquet",
        "passeport",
        "cni",
        "agdref",
        "ofpra",
        "recepisse",
        "titre de",
        "carte de",
        "permis",
    ),
    *("transport", "course", "bon de", "inter", "regulation", "affaire", "fiche"),
    *(
        "etiq",
        "caf ",
        "dos",
        "code-barre",
        "code barre",
        "hemoc",
        "scelle",
        "poche",
        "anapath",
        "histo",
        "dmp",
        "ine",
        "at",
    ),
    *("lpp", "1pp", "don "),
    "echantillon",
    "allocataire",
    "adherent",
    "accession",
    "bracelet",
    "i.p",
    "ip",
    "nip",
    "nda",
    "iep",
    "n°",
    "no",
    "num",
    "ndossier",
    "patient",
    "visite",
    "sejour",
    "venue",
    "admission",
    "episode",
    "passage",
    "archive",
    "id",
    "mrn",
    "chart",
]


def _find(note: Note) -> Iterator[Hit]:
    folded = note.folded
    for cue in matches(folded, _CUE_STEMS, _CUE):
        m = _VALUE.match(folded, cue.end())
        if m and _is_number(
            m[1],
            weak=_WEAK_CUE.match(cue[0]) is not None and "n°" not in folded[cue.end() : m.start(1)],
            lettered=cue[0] == "ecrou" or (m[1][0].isalpha() and "-" in m[1]),
        ):
            yield Hit(m.start(1), m.end(1), 0.96, "label before")
    yield from _broken(note)
    for m in _NUMBER_OF.finditer(folded) if "n°" in folded else ():
        number = m["value"]
        digits = sum(map(str.isdigit, number))
        if not (_NO_NOUN.fullmatch(m["noun"]) or dates.validate(number)) and digits >= _LEAST:
            yield Hit(*m.span("value"), 0.85, "number of something named")
    for m in _TRIAL.finditer(folded):
        if len(compact(m[1])) >= _LEAST:
            yield Hit(m.start(1), m.end(1), 0.8, "code of a study")
    for m in _SERIAL.finditer(folded):
        yield Hit(m.start(), m.end(), 0.8, "letters, year and number")
    yield from _references(note.text, folded)
    for m in _BARE.finditer(folded):
        left = before(folded, m.start(), 16)
        if _OTHER_NUMBER.search(left):
            continue
        if _HEADER.search(left) or _CELL_AFTER.match(folded, m.end()):
            yield Hit(m.start(), m.end(), 0.86, "long number in a header")
        elif len(m[0]) in (10, 11) and len(set(m[0])) > 2:
            yield Hit(m.start(), m.end(), 0.7, "long number")


def _broken(note: Note) -> Iterator[Hit]:
    """Numbers whose label or digits are damaged, and those stuck to their label."""
    for m in matches(note.folded, _DAMAGED_STEMS, _DAMAGED):
        value = m["value"]
        if any(c.isalpha() for c in value) and sum(c.isdigit() for c in value) >= len(compact(value)) // 2:
            yield Hit(*m.span("value"), 0.95, "label before, digits read as letters")
    for m in _GLUED.finditer(note.text):
        yield Hit(*m.span(1), 0.9, "label stuck to it")


def _references(text: str, folded: str) -> Iterator[Hit]:
    if "n°" not in folded and "ref" not in folded and "num" not in folded:
        return
    for m in _REFERENCE.finditer(folded):
        value = m[1]
        mixed = any(c.isalpha() for c in value) or "/" in value or "-" in value
        digits = sum(c.isdigit() for c in value)
        if _OTHER_REGISTER.match(value) or digits < 4 or not (mixed or digits >= 5) or dates.validate(value):
            continue
        device = _BATCH_BEFORE.search(before(folded, m.start(), 24)) or _BATCH_AFTER.match(folded, m.end())
        if device or _MODEL_BEFORE.search(before(text, m.start(), 24)):
            continue
        if not (value.startswith("am ") or _NOT_OF_A_PERSON.search(before(folded, m.start(), 60))):
            noun = _NOUN_BEFORE.match(text, m.start(1))
            yield Hit(noun.end() if noun else m.start(1), m.end(1), 0.85, "reference after its mark")


def _is_number(value: str, *, weak: bool, lettered: bool) -> bool:
    """Whether what stands after a cue is a number of that kind: no date, and long enough for the cue.

    `lettered`: its letters, or the cue, say that it is one even where it is short.
    """
    if value.count(".") == 3:  # an IP address
        return False
    count = len(compact(value))
    least = 4
    if weak or any(c in value for c in " ."):
        least = 5 if lettered else 6
    return count >= least and not dates.validate(value)


def compact(value: str) -> str:
    """Letters and digits in upper case, nothing else."""
    return "".join(c for c in fold(value).upper() if c.isascii() and c.isalnum())


def validate(value: str) -> bool:
    """Whether `value` may be such a number: 5 to 16 letters and digits, mostly digits, and no date."""
    number = compact(value)
    digits = sum(c.isdigit() for c in number)
    return 5 <= len(number) <= 16 and digits >= len(number) - 4 and not dates.validate(value)


RECOGNIZER = Rule("patient_id", "PATIENT_ID", _find, digits=4)
