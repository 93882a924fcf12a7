"""Employers and schools where a rule is plain: "travaille chez Renault", "employeur : SNCF", "lycée Moulin".

>>> validate("lycée Jean Moulin"), validate("école")
(True, False)

Source: LABELS - "named employer or school of a person"; a job alone ("travaille de nuit") names nobody.
"""

import re
from collections.abc import Iterator

from viginote.identifiers._base import UPPER, Hit, Rule, matches
from viginote.identifiers._places import SITE_NAME
from viginote.text import Note

_CUE = re.compile(
    r"(?:travaill(?:e|ent|ait|ant|é)|salariee?|employee?|embauchee?|stagiaire|apprentie?|alternance"
    r"|ouvriere?|cadre|vendeu(?:r|se)"
    r"|caissiere?|technicien(?:ne)?|ingenieure?|chauffeur|agent|magasinier|aide-soignante?|infirmiere?"
    r"|interimaire|poste)(?:\(e\))?"
    r"(?: [a-z\-]{3,20}){0,2}? (?:chez|pour la societe|dans l'entreprise|dans la societe|pour l'entreprise"
    r"|de la societe)[ ]"
)
_JOB = re.compile(
    r"(?:aide[- ]soignant|infirmi|secretaire|directeur|directrice|cuisini|serveu|vende|caissi|macon|plombi"
    r"|electricien"
    r"|mecano|mecanicien|chauffeur|conducteur|ouvri|agent|employe|salarie|comptable|professeur|prof"
    r"|institut|enseignant"
    r"|technicien|ingenieur|cadre|responsable|magasini|coiffeu|boulang|boucher|pharmacien|assistant"
    r"|apprenti|stagiaire"
    r"|alternant|gardien|manutentionnaire|soudeu|peintre|menuisi|facteur|policier|gendarme|pompier|avocat"
    r"|notaire"
    r"|juriste|banqui|commercial|gerant|patron|chef|etudiant|animat|educat|receptionniste|hotesse|steward"
    r"|docker)[a-z()]{0,8}"
    r"(?: (?:d'|de |en )?[a-z]{3,14}){0,2} "
    r"((?:au|aux|a la|a l'|chez|dans le|dans la) ?(?=[a-z])|(?=(?:garage|restaurant|boulangerie|usine"
    r"|hotel|mairie)\b))"
)
_JOB_STEMS = (
    "aide",
    "infirmi",
    "secretaire",
    "direct",
    "cuisini",
    "serveu",
    "vende",
    "caissi",
    "macon",
    "plombi",
    "electricien",
    "mecan",
    "chauffeur",
    "conducteur",
    "ouvri",
    "agent",
    "employe",
    "salarie",
    "comptable",
    "prof",
    "institut",
    "enseignant",
    "technicien",
    "ingenieur",
    "cadre",
    "responsable",
    "magasini",
    "coiffeu",
    "boulang",
    "boucher",
    "pharmacien",
    "assistant",
    "apprenti",
    "stagiaire",
    "alternant",
    "gardien",
    "manutentionnaire",
    "soudeu",
    "peintre",
    "menuisi",
    "facteur",
    "policier",
    "gendarme",
    "pompier",
    "avocat",
    "notaire",
    "juriste",
    "banqui",
    "commercial",
    "gerant",
    "patron",
    "chef",
    "etudiant",
    "animat",
    "educat",
    "receptionniste",
    "hotesse",
    "steward",
    "docker",
)
_PLACE_OF_WORK = re.compile(
    r"(?:(?:garage|restaurant|boulangerie|usine|hotel|mairie|banque|supermarche|magasin|societe|entreprise"
    r"|cabinet|college|lycee"
    r"|ecole|universite|faculte) (?:d[eu]s? |de la |d')?)?"
)
_NO_EMPLOYER = re.compile(
    r"(?:maroc|mali|senegal|portugal|canada|liban|cameroun|congo|togo|benin|japon|bresil|chu|ch|chr|chru"
    r"|cmp|dr|docteur|pr|m|mme"
    r"|domicile|chomage|rsa|smic|foyer|bloc|lit|pole|service)(?![a-z])"
)
_CUE_TRIGGERS = (" chez ", "societe", "entreprise")
_LABEL_STEMS = ("employeur", "entreprise", "societe", "lieu de travail", "etablissement", "ecole")
_SCHOOL_STEMS = ("ecole", "college", "lycee", "creche", "universite")
_LABEL = re.compile(
    r"(?:employeur|entreprise|societe|lieu de travail|etablissement scolaire|ecole frequentee|ecole)[ ]?:[ ]?"
)
_SCHOOL = re.compile(
    r"(?:ecole(?: (?:maternelle|primaire|elementaire|privee|publique))*|college(?: prive)?|lycee(?: "
    r"(?:professionnel|technique|agricole|prive|general))*|creche|(?<=a l')universite)"
    r"[ ](?=(?:[a-z]|l')|.)"
)
_NOT_A_NAME = re.compile(
    r"(?:national|francais|royal|american|des (?:chirurgiens|medecins|enseignants)|de medecine|de"
    r" chirurgie|lui|elle|eux|un|son|sa)\b"
)
_CAPITAL = re.compile(rf"(?:(?:d[eu]s?|la|les?|l['’]|d['’])[ ]?){{0,2}}{UPPER}")


def _find(note: Note) -> Iterator[Hit]:
    folded = note.folded
    for cue in _CUE.finditer(folded) if any(word in folded for word in _CUE_TRIGGERS) else ():
        if not (cue.start() and folded[cue.start() - 1].isalnum()):
            yield from _named(note, cue.end(), cue.end(), 0.85, "works for")
    for job in matches(folded, _JOB_STEMS, _JOB):
        place = _PLACE_OF_WORK.match(folded, job.end())
        if place and not _NO_EMPLOYER.match(folded, job.end()):
            yield from _named(note, job.end(), place.end(), 0.78, "job before")
    for label in matches(folded, _LABEL_STEMS, _LABEL):
        yield from _named(note, label.end(), label.end(), 0.85, "label before")
    for school in matches(folded, _SCHOOL_STEMS, _SCHOOL):
        yield from _named(note, school.start(), school.end(), 0.8, "type of school and its name")


def _named(note: Note, start: int, name: int, score: float, reason: str) -> Iterator[Hit]:
    """The finding from `start` to the end of the capitalised name that begins at `name`."""
    m = SITE_NAME.match(note.text, name) if _CAPITAL.match(note.text, name) else None
    if m and not _NOT_A_NAME.match(note.folded, name):
        yield Hit(start, name + len(m[0].rstrip(" -–'’.")), score, reason)


def validate(value: str) -> bool:
    """Whether `value` as a whole is a type of school followed by its name."""
    return any(hit.start == 0 and hit.end == len(value) for hit in _find(Note(value)))


RECOGNIZER = Rule("employer", "EMPLOYER", _find, digits=0)
