"""Numbers behind the word that says what they are of: "IPP 8012345678", "n° de dossier psy : 145/B"."""

from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import Hit, digits_of
from viginote.identifiers.patient_id.values import (
    END,
    VALUE,
    counts_nobody,
    end_of,
    is_mixed,
    is_number,
    is_year,
)
from viginote.regex import regex

#: Registers of a hospital, of laboratories and of the state whose name says enough.
_REGISTERS = (
    r"code[- ](?:patient|sujet)|etiquette"
    r"|[il1]pp|i\.?p\.?p\.?|ip(?![0-9])|nip|npp|nda|iep|ndossier|mrn|niss|nhs(?: no| number)?|aok|avs|pesel"
    r"|dpi|ecrou|agdref|ofpra|cnda|cni|etiq\.?|etq|doss?\.?|allocataire|adherent|accession(?: ?number)?"
    r"|bracelet|code[- ]barres?|at/mp|matr\.?|mle|mat\.(?= [0-9])|(?:titre|carte) de sejour|passeport"
    r"|recepisse|caf(?= ?:? ?[0-9]{6}| n°)|at(?= n°)|archives?|identifiants?|(?:france travail"
    r"|pole emploi)(?= ?:)|pat(?:ient)? ?id|id ?pat(?:ient)?|n° ?permanent|num(?:ero)? perm(?:anent)?"
    # of other countries
    r"|nhi|uhid|ihi|tdcj|cdcr|ppsn?|utente|prontuari[oe]|prontuaire|process(?:us|o)|carte (?:de )?sante|tajo"
    r"|ehic|expediente|cartao(?: sus| nacional de saude)?|cedula(?: de ciudadania"
    r"| de identidad)?(?= ?[:0-9n])"
    r"|(?:carte|piece|cedule) (?:nationale|d'identite)(?: d'identite)?|hetu|svnr|sozialversicherungsnr"
    r"|kennitala"
    r"|curp|cnp|egn|oib|emso|jmbg|amka|snils|nric|hkid|iqama|mykad|aadhaar|abha|esic|philhealth|catsalut"
    r"|cip(?= [a-z]{4} [0-9])"
    r"|medicare|medicaid|medi-cal|acct|compte(?= ?:? ?[0-9]{3,}-[0-9])|last ?4|pre-art"
    r"|(?:inmate|booking|member|policy|account|case)(?: id)?(?= ?#)|numero mecanographique"
    r"|rijksregister\w*|bsn|burgerservicenummer|dni|nie(?= ?:? ?[a-z][0-9])|nhc|nuhsa|ssn|kvnr|chi|cpf|ramq"
    r"|nam|nuss|vls-?ts|ccss|csn|encounter|med(?:ical)? rec(?:ord)?"
    r"|(?:hosp(?:ital)?|case|account|unit|visit|encounter|chart) (?:no|number|nr)"
    r"|(?:patient|patienten|fall|versicherten|vers|akten|pat|case)[.-]{0,2}(?:nummer|nr|zeichen)|patientennr"
    r"|(?:person|fodsels?)(?:al)?num(?:mer|ber)|cpr(?:-nr)?|codice fiscale|historia(?: clinica)?|ahv(?:-nr)?"
    r"|code(?: d')?[ -]?anonym\w+|cristal|codis|idj|crb|crip|fs?ei|rg"
    # the software that gave the number
    r"|dxcare|easily|orbis|crossway|sillage|hopital manager|axigate|mediboard|clinicom|trakcare|resurgences"
    r"|hexagone|cortexte|glims|diamic|m-eva|osiris"
)
#: What has a number in a file, and other things said of it.
_NOUNS = (
    r"matricule|donneu(?:r|se)|receveu(?:r|se)|greffon|embryon|paillettes?|inclusion|randomisation|rando"
    r"|anonym(?:at|e|isation)|beneficiaire|contrat|mutuelle|sinistre|police|procedure|mandat|parquet|pv"
    r"|proces[- ]verbal|facture|permis(?: de conduire)?|transport|course|mission|bon de transport|bordereau"
    r"|inter(?:vention)?|regulation|affaire|fiche|scelle|anapath|histo|dmp|ine|at|dossiers?|patiente?"
    r"|visite|sejour|venue|admission|entree|episode|passage|id|chart|etiquette|requisition|detenue?|couple"
    r"|demande|examen|enreg(?:istrement|\.)?|registre|hosp(?:i|it)?(?:alisation|\.)?|consultation|carte"
    r"|autorisation|identification|donnees|don|greffe|sih|sirh|pmsi|rum|rss|drm|dt|adh|amc|ame|etude|sujet"
    r"|enquete"
    r"|pat\.?(?= ?[0-9n])|signalement|convocation|reservation|uf/sej|minute|biobanque"
    r"|sej\.?|vn(?= ?n?°)|client|protocole|assurance (?!maladie|habitation|vie )[a-z]{2,12}|feuillet"
    r"|identite|pochette|cgr|mdph|mgen|mnh|lmde|casier|mat(?= ?:? ?[0-9]{4})"
)
#: Things that are counted too ("3 tubes", "lame 4"): a number of them has six signs, or letters.
_COUNTED = (
    "prelevement|prelv?t|lames?|tubes?|echantillons?|ech\\.|hemoc(?:ulture)?|poche|bocal|bloc|prlvt|cassette"
    "|prel\\.|ecbu|bacterio|parasito|myco|viro|sero"
)
_QUALIFIER = (
    "(?: (?:anonyme|medicale?|hospitalier|patiente?|d'hospitalisation|permanente?|interne|dossier|visite"
    "|caisse|maladie|social|cpam|caf|mdph|ame|css|accident|at|administratif|infirmier|obstetrical|dentaire"
    "|numero|number|externe|smur|samu|crip|ase|ofii|commun|unique|local|fiv|amp|pma|cmp|psy|urg|urgences"
    "|dxcare|informatise|papier|hospitalisation|radio|imagerie|passage|sejour|id|nat(?:ional)?"
    "|labo(?:ratoire)?|cabinet|client|pe|defense|etudiant|donneu(?:r|se)|receveu(?:r|se)|usagers?|famille"
    "|cram|carsat|cnav|dpi"
    "|bebe|du bebe|mere|de la mere|enfant|de l'enfant|conjointe?))?"
)
_NUMBER = "(?:n(?:°|o\\.?|r|um\\.?|umero)|#) ?(?:de |du |d'|d )?(?:la |l'|le )?"
_CUE = Anchored(
    rf"(?P<mark>{_NUMBER})?(?:(?P<register>{_REGISTERS})|(?P<counted>{_COUNTED})|(?:{_NOUNS}))"
    rf"(?:{_QUALIFIER}|(?: [a-z'\-]{{2,14}}){{1,3}}(?= n°))(?![a-z])"
)
#: "dossiers 441, 447 et 452": several, each of three digits at least.
_SEVERAL = Anchored(
    r"(?:dossiers|ipp|sejours|n°s|numeros)(?: n°s?)? ?:? ?"
    r"([0-9]{3,10}(?:(?:, ?| et | / | ; )[0-9]{3,10}){1,9})(?![0-9a-z])"
)
_EACH = regex(r"[0-9]+")
_GAP_AND_VALUE = regex(
    r"(?P<gap>(?:[ :=#|/)]|\((?=[a-z]{0,4}[0-9])|n°|n[or]?\.?(?= ?[0-9:])|\.(?= ?[.:0-9n])|\*|…|num(?:ero)?"
    r"|est|le|etant|patient|caf|cpam"
    # what hides the head of a number, and the bounds of a barcode: "..4471", "*000771440*"
    r"|msa|-(?! )|\n){0,7})"
    rf"(?P<value>{VALUE}){END}"
)
#: Letters apart before the digits, in capitals: "N° doss AB 1245", "carte CD 124578".
_LETTERED = regex(
    r"(?:[ :=#|/]|n°){0,5}"
    r"(?P<value>(?!d[eu] |le |la |au |en |et |ch |lit |mg |lot |art |ref |les |des |un )"
    rf"[a-z]{{1,4}} {VALUE}){END}"
)
#: The number of a patient or a stay, whatever it looks like.
_SURE = regex("[il1i]\\.?p\\.?p|nip|nda|iep|npp|ecrou")
_LONG = 8  # digits behind a register that count nothing
_MARKS = regex(r"n°|n[or]\.?|num|#")


def labelled(text: str, folded: str) -> Iterator[Hit]:
    """Numbers behind a word for a register, or for what is numbered."""
    for several in _SEVERAL.matches(folded):
        numbers = [m for m in _EACH.finditer(folded, *several.span(1)) if not is_year(m[0])]
        for number in numbers if len(numbers) > 1 else ():
            yield Hit(number.start(), number.end(), 0.9, "one of several numbers")
    for cue in _CUE.matches(folded):
        m = _GAP_AND_VALUE.match(folded, cue.end())
        if m is None and (m := _LETTERED.match(folded, cue.end())):
            letters = text[slice(*m.span("value"))].partition(" ")[0]
            told = cue["mark"] or cue["register"] or "n°" in m[0]
            m = m if letters.isupper() and told else None
        if m is None:
            continue
        start, end = m.start("value"), end_of(text, *m.span("value"))
        value = folded[start:end]
        marked = bool(cue["mark"] or _MARKS.search(folded, cue.end(), start))
        least = 4 if marked or cue["register"] else 6 if cue["counted"] and not is_mixed(value) else 5
        spaced = 5 if marked or "ecrou" in cue[0] else 6
        sure = marked or _SURE.match(cue[0]) or (cue["register"] and len(digits_of(value)) >= _LONG)
        since = is_year(value) and folded[m.start("gap") : start].strip(" )(") == ""  # "IPP (2019)"
        is_file = not since and is_number(value, least, least_spaced=spaced, marked=bool(sure))
        if is_file and not counts_nobody(cue[0], value):
            yield Hit(start, end, 0.96, "label before")
