"""What the names of columns and tables speak of: French and English words, in any case and spelling."""

import re
from functools import lru_cache

from viginote.batch.mapping import Role
from viginote.sources.naming import spelt_out
from viginote.text import fold

_TOKENS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def name_tokens(column: str) -> list[str]:
    """`dateNaissance`, `DATE_NAISSANCE` and `date de naissance` as the same words."""
    last = column.rsplit(".", 1)[-1]
    plain = fold(last)
    cased = "".join(
        p if o.islower() or not o.isalpha() else p.upper() for o, p in zip(last, plain, strict=True)
    )
    words = [t.lower() for t in _TOKENS.findall(cased) if t.lower() not in ("de", "du", "la", "le", "d", "l")]
    if len(words) > 1 and words[0] == "n":  # N° dossier
        words[0] = "no"
    return spelt_out(" ".join(words)).split()


#: Column names, as words joined by blanks, and the role they speak of. The first that fits counts.
_NAMES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.EMAIL, r"(?:.* )?(?:e ?)?(?:mail|mel|courriel|email)(?: .*)?|adresse electronique"),
        (
            Role.NIR,
            r"(?:.* )?(?:nir|nss|(?:num|no|n|numero)? ?(?:secu|securite|ss)(?: sociale)?|insee"
            r"|immatriculation|ssn|matricule ins|ins)"
            r"(?: (?:patient|assure|beneficiaire|cle|complet|num|number))?",
        ),
        (Role.PHONE, r"(?:.* )?(?:tel|telephone|portable|mobile|gsm|fax|phone|cellphone|telephones)(?: .*)?"),
        (
            Role.BIRTH_NAME,
            r"(?:.* )?nom (?:naissance|jeune fille|jf|patronymique)|maiden name|birth ?name",
        ),
        (
            Role.CITY,
            r"(?:lieu|commune|ville|cp|pays|code|dep|departement|insee) (?:.* )?naiss(?:ance)?|birth ?place",
        ),
        (
            Role.BIRTH_DATE,
            r"(?:.* )?(?:naissance|naiss|ddn|dob|birth ?date|birthday|ne)(?: .*)?",
        ),
        (Role.BIRTH_DATE, r"birth (?:date|day)|date of birth|born(?: .*)?"),
        (
            Role.DEATH_DATE,
            r"(?!.*\b(?:pere|mere|parents?|conjoint|mari|epouse?|enfants?|frere|soeur|famil\w+|atcd|antecedents?|"
            r"cause|motif|lieu|nb|nombre)\b)(?:.* )?(?:deces|decede|dcd|death|deceased|died)(?: .*)?",
        ),
        (Role.POSTCODE, r"(?:.* )?(?:cp|code ?post(?:al)?|zip(?: ?code)?|post ?code|postal ?code)(?: .*)?"),
        (Role.CITY, r"(?:.* )?(?:ville|commune|city|town|localite)(?: (?:patient|residence|nom|name|\d))?"),
        (Role.ADDRESS, r"(?:.* )?(?:adresse|adr|addr|address|rue|voie|street|adresse postale)(?: .*)?"),
        (Role.SEX, r"(?:.* )?(?:sexe|sex|gender)(?: .*)?"),
        (
            Role.FULL_NAME,
            r"(?:.* )?nom (?:et )?prenoms?|prenoms? (?:et )?nom|full ?name|nom complet|identite|patient name",
        ),
        (
            Role.PRACTICE,
            r"(?:(?:id|code|num|no|nom|ref|identifiant) )?(?:cabinet|praticien|medecin|docteur|doctor|"
            r"ps|practice|etablissement|structure|site|centre|organisme|finess|rpps|adeli|prescripteur|clinic|"
            r"medecin traitant|"
            r"dr|cab|etab)(?: (?:id|code|num|no|nom|name|ref|traitant|ps|finess|rpps|geo|geographique))*",
        ),
        (Role.FIRST_NAME, r"(?:.* )?(?:prenoms?|first ?name|given(?: names?)?|forename)(?: .*)?"),
        (
            Role.PATIENT_ID,
            r"(?:(?:id|num|no|numero|code|ref|fk|identifiant|hash|pseudo) )?"
            r"(?:patient|pat|beneficiaire|assure|dossier|personne|person|usager|resident|subject|sujet)"
            r"(?: (?:id|num|no|ref|numero|code|fk|identifiant|patient|hash|pseudo))*"
            r"|(?:.* )?(?:ipp|nda|nip|noip)|(?:id )?(?:pseudo|pseudonyme|anonyme)(?: (?:id|patient))?",
        ),
        (
            Role.LAST_NAME,
            r"noms?(?: (?:usage|famille|marital|patient|usuel|utilise|epouse|assure|exercice))*|patient nom"
            r"|pat nom|last ?name|surname|family(?: name)?|patronyme",
        ),
        (
            Role.FREE_TEXT,
            r"(?!.*\b(?:id|date|dt|type|code|num|no|nb|auteur|author|titre|count|lang)\b)"
            r"(?:.* )?(?:commentaires?|comments?|"
            r"notes?|observations?|remarques?|remarks?|memo|texte?s?|description|compte ?rendu|cr|"
            r"conclusions?|motifs?|antecedents?|atcd|histoire|anamnese|contenu|content|message|body|alertes?|synthese|resume|summary|"
            r"examens?|diagnostics?|traitements?|evolution|lettre|courrier|divers|info|infos|informations?|"
            r"bloc ?notes?|pense ?bete|obs|com|comm|libre|narrative|report|interrogatoire|avis|suivi|"
            r"detail|details)(?: .*)?",
        ),
        (
            Role.DATE,
            r"(?:.* )?(?:date|dt|created|updated|modified|timestamp|datetime|heure|jour|at|dateheure)"
            r"(?: .*)?",
        ),
        (Role.RECORD_ID, r"id|pk|rowid|uid|guid|uuid|identifiant|num|numero|(?:.* )?id|id .*"),
    )
)


#: Columns of a table of carers or users: their own number or login, what they practise.
_PROFESSIONAL = re.compile(
    r"(?:(?:id|code|num|no|numero|identifiant|nom|med|medecin|praticien|ps|user|utilisateur) )?"
    r"(?:rpps|adeli|login|username|user ?name|specialites?|"
    r"speciality|specialty|utilisateur|connexion|mot passe|password|"
    r"qualification)(?: (?:id|code|num|ps|medecin))*"
)
_TABLES_OF_PROFESSIONALS = re.compile(
    r"(?:.* )?(?:medecins?|docteurs?|praticiens?|soignants?|professionnels?|intervenants?|correspondants?|"
    r"prescripteurs?|utilisateurs?|users?|doctors?|practitioners?|personnels?|staff)(?: .*)?"
)
_TABLES_OF_ORGANISATIONS = re.compile(
    r"(?:.* )?(?:cabinets?|etablissements?|structures?|sites?|centres?|organismes?|pharmacies?|laboratoires?|"
    r"mutuelles?|caisses?|cliniques?|hopital|hopitaux|fournisseurs?|practices?|clinics?|hospitals?|pharmacy|"
    r"organi[sz]ations?)"
)


@lru_cache(maxsize=4096)
def role_by_name(column: str) -> Role | None:
    """The role a column's name speaks of."""
    said = " ".join(name_tokens(column))
    return next((role for role, pattern in _NAMES if pattern.fullmatch(said)), None) if said else None


def is_professional(column: str) -> bool:
    """Whether a column's name is that of a carer's or user's own number, login or specialty."""
    return _PROFESSIONAL.fullmatch(" ".join(name_tokens(column))) is not None


def of_professionals(table: str) -> bool:
    """Whether a table's name is that of a table of carers or users."""
    return _TABLES_OF_PROFESSIONALS.fullmatch(" ".join(name_tokens(table))) is not None


def of_organisations(table: str) -> bool:
    """Whether a table's name is that of a table of practices, pharmacies, insurers."""
    return _TABLES_OF_ORGANISATIONS.fullmatch(" ".join(name_tokens(table))) is not None
