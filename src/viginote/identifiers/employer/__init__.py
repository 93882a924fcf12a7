"""Employers and schools where a rule is plain: "travaille chez Renault", "employeur : SNCF", "lycée Moulin".

>>> validate("lycée Jean Moulin"), validate("école")
(True, False)

Source: docs/labels.md, "named employer or school of a person"; a job alone ("travaille de nuit") names none.
"""

from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import UPPER, Hit, Rule, Search, before
from viginote.identifiers._places import SITE_NAME
from viginote.identifiers.employer.abroad import numbered, types_before, types_behind
from viginote.identifiers.employer.beside import beside, led_to, phrases
from viginote.identifiers.employer.chez import chez_lower
from viginote.identifiers.employer.forms import (
    firms,
    lower_case_schools,
    regiments_and_clubs,
    town_halls,
    works,
)
from viginote.identifiers.employer.houses import houses
from viginote.identifiers.employer.known import known
from viginote.identifiers.employer.site import site_end
from viginote.identifiers.employer.work import AT_WORK, BESIDE_TRADE, BESIDE_WORK, REACH
from viginote.regex import regex
from viginote.text import Note, words

__all__ = ["RECOGNIZER", "validate"]

_CUE = Anchored(
    r"(?:travaill(?:e|ent|ait|ant|é)|salariee?|employee?|embauchee?|stagiaire|apprentie?|alternance"
    r"|ouvriere?|cadre|vendeu(?:r|se)|caissiere?|technicien(?:ne)?|ingenieure?|chauffeur|agent|magasinier"
    r"|aide-soignante?|infirmiere?|interimaire|poste)(?:\(e\))?"
    r"(?: [a-z\-]{3,20}){0,2}? (?:chez|pour la societe|dans l'entreprise|dans la societe|pour l'entreprise"
    r"|de la societe)[ ]"
)
_JOB = Anchored(
    r"(?:aide[- ]soignant|infirmi|secretaire|directeur|directrice|cuisini|serveu|vende|caissi|macon|plombi"
    r"|electricien|mecano|mecanicien|chauffeur|conducteur|ouvri|agent|employe|salarie|comptable|professeur"
    r"|prof|institut|enseignant|technicien|ingenieur|cadre|responsable|magasini|coiffeu|boulang|boucher"
    r"|pharmacien|assistant|apprenti|stagiaire|alternant|gardien|manutentionnaire|soudeu|peintre|menuisi"
    r"|facteur|policier|gendarme|pompier|avocat|notaire|juriste|banqui|commercial|gerant|patron|chef"
    r"|etudiant|animat|educat|receptionniste|hotesse|steward|docker|veilleu|danseu|musicien|chanteu"
    r"|comedien|eboueu|cariste|operat(?:eur|rice)|standardist|bagagist|grutier|couvreu|fleurist|librair"
    r"|livreu|coursi(?:er|ere)|regisseu|croupi|doctorant|ripeu|vigil|technico|format(?:eur|rice)|journalist"
    r"|bibliothecair|controleu|guicheti|recepti|chercheu|linger|plongeu|barm|equipi|manage|alternan|marin"
    r"|moniteu|monitrice|surveillant|accompagnat|consultant|laborantin|prepara(?:teur|trice)|carrossier"
    r"|tolier|fraiseu|tourneu|ajusteu|decolleteu|bobinier|cordonni|tapissi|paysagist|horticult|palefreni"
    r"|(?:aide|assistante?)[- ]matern)[a-z()]{0,8}"
    r"(?: (?:d'|de |en )?[a-z]{3,14}){0,2} "
    r"((?:au|aux|a la|a l'|chez|dans le|dans la) ?(?=[a-z])|(?=(?:garage|restaurant|boulangerie|usine"
    r"|hotel|mairie)\b))"
)
#: Any job by its ending, before "chez": "cariste chez Logistrans Nord".
_CHEZ = regex(
    r"(?:[a-z\-]{2,14}(?:iste|eur|euse|trice|ier|ere|ien|ienne|eure)(?:\(e\))?(?: [a-z\-]{2,14}){0,2}"
    r"|cdi|cdd|stage|mission|interim|poste|alternance|apprentissage|contrat|(?:de|re)?licencie\w*|viree?"
    r"|bosse\w*|travaill\w*|embauch\w*|employee?|salariee?|vigile|chef|manager|comptable|esthete|mecano"
    r"|secretaire|cadre|agent|consultante?|apprentie?|stagiaire|retraitee?|ancien(?:ne)?|job|menage"
    r"|caisse)(?: de)? chez "
)
_NO_JOB = regex(
    r"(?:douleur|peur|erreur|hauteur|tumeur|rougeur|chaleur|malheur|pudeur|humeur|ardeur|hier|dernier|premier"
    r"|entier|rien|bien|soutien|lien|maintien|entretien|combien|reguli|familier|calendrier|courrier|cahier"
    r"|quartier|sommeil|meilleur|interieur|exterieur|ulterieur|anterieur|posterieur|inferieur|superieur"
    r"|mineur"
    r"|majeur|frayeur|fureur|terreur|liqueur|valeur|couleur|vapeur|largeur|longueur|paleur|torpeur|tiers)"
)
_CHEZ_WORD = regex(r"[a-z\-]+(?: [a-z\-]+){0,2} chez \Z")
#: Named firms after a word for work: "licencié de l'usine Valmont", "CDI dans la société Ardec".
_FIRM = Anchored(
    r"(?:usine|garage|sarl|sas|ets|etablissements|imprimerie|scierie|fonderies?|boulangerie|patisserie"
    r"|restaurant|brasserie|hotel|supermarche|hypermarche|magasin|agence|banque|mairie|transports|menuiserie"
    r"|carrosserie|societe|entreprise|abattoirs?|conserverie|laiterie|chantiers?|exploitation|cave|domaine"
    r"|pressing|salon|prefecture|rectorat|conseil|communaute|centre|maison|aeroport|port|gare|caserne"
    r"|base(?= (?:aerienne|navale|militaire|nautique|logistique))"
    r"|clinique|ehpad|creche|cantine|cuisine|cooperative|fromagerie|ferme|chateau|camping|club|theatre|musee"
    r"|cinema|librairie|atelier|depot|entrepot|plateforme|verrerie|raffinerie|centrale|tribunal|ministere"
    r"|office|association|fondation|institut|laboratoire|pharmacie|parc|casino|bar|cafe|pizzeria|creperie"
    r"|brigade|commissariat|cabinet|gendarmerie|bar-tabac|tabac|bibliotheque|mediatheque|piscine"
    r"|station|commune|afpa|greta|esf|greffe|mission locale|carriere|papeterie|sucrerie"
    r"|distillerie|charcuterie|boucherie|poissonnerie|coiffure|etude|groupe|poste|bureau de poste"
    r"|accueil de loisirs|conservatoire|opera|orchestre|cirque|ballet|zoo|superette|concession|compagnie"
    r"|caisse d'epargne|caisse|periscolaire|regie|chambre de commerce|chambre d'agriculture|auto-ecole"
    r"|jardinerie|quincaillerie|epicerie|blanchisserie|cartonnerie|biscuiterie|cidrerie|minoterie"
    r"|moulin|briqueterie|faiencerie|fabrique|manufacture|filature|tissage|tannerie|chaudronnerie"
    r"|ccas|cias|caf|cpam|ddtm?|dreal|ddfip|dgfip|urssaf|admr|msa"
    r"|perception|tresorerie|sous-prefecture|ambassade|consulat|lycee|college|ecole)"
    r"(?![a-z])"
)
#: Words for firms that notes use for other things: "clinique et biologique", "association d'un", "à base de".
_ALSO_MEDICAL = words("cliniq associa centr domaine conseil maison port institut labo parc")
#: What may stand between a firm's word and its name: "port maritime de Rouen", "restaurant scolaire Moulin".
_TO_NAME = regex(
    r"(?: (?!mais|est|pour|car|sans|avec|depuis|après|avant|lors|malgré|suite|qui|dans|aux? |chez|en )"
    r"[a-zà-ÿ'-]{2,16}){0,3}?"
    rf" (?:(?i:d[eu]s?|de la|de l'|d') ?)?(?={UPPER})"
)
_PLACE_OF_WORK = regex(
    r"(?:(?:garage|restaurant|boulangerie|usine|hotel|mairie|banque|supermarche|magasin|societe|entreprise"
    r"|cabinet|college|lycee|ecole|universite|faculte) (?:d[eu]s? |de la |d')?)?"
)
_NO_EMPLOYER = regex(
    r"(?:mlle|monsieur|madame|docteur|maitre|ses|son|sa|maroc|mali|senegal|portugal|canada|liban|cameroun"
    r"|congo|togo|benin|japon|bresil|chu|ch|chr|chru|cmp|dr|docteur|pr|m|mme|actuel\w*|prevenu|informe\w*"
    r"|non|pas|refus\w*|demande|oui|\?|a (?:prevenir|voir|contacter)|[0-9]|aucun\w*|neant|sans|non"
    r"|inconnu\w*|retraite\w*|chomeu\w+|idem|nc|ras"
    r"|domicile|chomage|rsa|smic|foyer|bloc|lit|service|particulier\w*|divers|liberal\w*"
    r"|independant\w*)(?![a-z])"
)
_LABEL = Anchored(
    r"(?:employeur(?: actuel| principal)?|entreprise|societe|lieu de travail|etablissement scolaire"
    r"|ecole frequentee|ecole|creche|ets|ste|club)[ ]?[:=][ ]?"
)
#: All of what a field says: "Employeur : école élémentaire Hôpital Sud, 127 rue ...".
_VALUE = regex(r"([^\W_][^,;|\n/()]{2,48}?)(?=[ ]*(?:[,;|\n/()]|\.(?:\s|$)|$| [-–] ))")
_WHOLE = ("employeur", "ets", "club")
#: "Métier : fondeur (Arc International)", "le restaurant où il travaille (Le Dragon d'Or)".
_PROFESSION = Anchored(
    r"(?:(?:metier|profession|emploi|poste) ?: ?[a-z' \-]{3,40}|travaille|ecole|creche|college|lycee) \("
    r"|travaill(?:e|ait|ent) (?:[a-z]{3,10} )?(?:aux |pour (?:l[ea] )?)"
)
#: Why a school counts that a capitalised name follows.
SCHOOL = "type of school and its name"
_SCHOOL = Anchored(
    r"(?:ecole(?: (?:maternelle|primaire|elementaire|privee|publique|de commerce"
    r"|d'ingenieurs|d'infirmieres|de danse|de musique|de conduite))*|college(?: prive)?|lycee(?: "
    r"(?:professionnel|technique|agricole|prive|general|pro|horticole|viticole|maritime|forestier"
    r"|international|francais|technologique|hotelier|polyvalent|militaire))*"
    r"|erea|e\.r\.e\.a\.|rpi|segpa|pensionnat|institution|(?:cite|ensemble) scolaire"
    r"|mfr|maison familiale(?: rurale)?|internat(?= d[eu'])|ulis|accueil de loisirs"
    r"|centre (?:de loisirs|aere)|alsh|clsh|clae|conservatoire|inspe|espe|periscolaire|crous"
    r"|campus(?= d[eu'])|creche|maternelle|(?:multi-?accueil|halte-garderie|micro-creche|garderie"
    r"|jardin d'enfants)|groupe scolaire|iut|cfa|ifsi"
    r"|lep|(?<=a l')universite|(?<=a la )fac(?:ulte)?|(?<=en )fac|fac(?= d[e']))"
    r"[ ](?=(?:[a-z]|l')|.)"
)
_NOT_A_NAME = regex(
    r"(?:nationale?|francaise?|royale?|american|europeenne|des (?:chirurgiens|medecins|enseignants)"
    r"|de (?:medecine|droit|lettres|sciences|pharma\w*|sport)|de"
    r" chirurgie|vih|vhb|vhc|cmv|hiv|lui|elle|eux|un|son|sa|pai|pps|ppre|aesh)\b"
)
#: "greffière TJ Bobigny", "tri postal (PIC de Wissous)".
_LETTERS_AND_TOWN = regex(
    r"[A-Z](?=[A-Z])(?<![\w'-].)[A-Z]{1,4}[0-9]{0,2}(?= )"
    rf"(?P<town> (?:de |d'|du )?(?:La |Le |Les )?{UPPER}[a-zà-ÿ]{{3,}}(?:-[\w-]+)?)(?![\w'])"
)
#: Letters that are no house: diseases, drugs, contracts and titles.
_NO_HOUSE = frozenset(
    words(
        "AVK AVC HTA BPCO IDM SEP VIH VHC VHB OMI ECG IRM TDM IMC PTH PTG LCA HDJ HDT ATCD TTT RDV CDI CDD "
        "AT ALD CP AG TA FC IDE AS ASH DE PE DR PR TS BZD EVA EN"
    )
)
#: "SAS Guignard & Fils", "Elec Services 35"
_PARTNER = regex(rf" ?& ?{UPPER}\w*| [1-9][0-9]?(?= ?(?:[,;.)\n]|\Z))")
_TWO_LETTERS = regex(r"(?i:[a-z]&[a-z])(?!\w)")  # "H&M"
_CAPITAL = regex(rf"(?:(?:d[eu]s?|la|les?|l'|d')[ ]?){{0,2}}{UPPER}")


@needs(_CUE)
def _works_for(note: Note) -> Iterator[Hit]:
    """Behind a job and "chez" or "pour la société"."""
    for cue in _CUE.matches(note.folded):
        yield from _named(note, cue.end(), cue.end(), 0.85, "works for")


@needs(_JOB)
def _jobs(note: Note) -> Iterator[Hit]:
    """Behind a job and a preposition."""
    for job in _JOB.matches(note.folded):
        place = _PLACE_OF_WORK.match(note.folded, job.end())
        if place and not _NO_EMPLOYER.match(note.folded, job.end()):
            yield from _named(note, job.end(), place.end(), 0.78, "job before")


@needs(_FIRM)
def _firms(note: Note) -> Iterator[Hit]:
    """Houses by their type, behind a word for work."""
    folded = note.folded
    for firm in _FIRM.matches(folded):
        name = _TO_NAME.match(note.text, firm.end())
        if not name:
            continue
        left = before(folded, firm.start(), REACH)
        is_firm = not firm[0].startswith(_ALSO_MEDICAL) and AT_WORK.search(left)
        if is_firm or BESIDE_WORK.search(left):
            yield from _named(note, firm.start(), name.end(), 0.8, "firm after a word for work")


@needs(_LABEL, _PROFESSION)
def _in_fields(note: Note) -> Iterator[Hit]:
    """What a field or a word for a profession says."""
    folded = note.folded
    for label in _LABEL.matches(folded):
        yield from _named(note, label.end(), label.end(), 0.85, "label before")
        value = _VALUE.match(note.text, label.end()) if label[0].startswith(_WHOLE) else None
        if value and not _NO_EMPLOYER.match(folded, label.end()):
            if label[0].startswith("employeur"):
                yield Hit(*value.span(1), 0.8, "value of a field")
            elif value[1][0].isupper():
                yield Hit(*value.span(1), 0.86, "value of a field")
    for profession in _PROFESSION.matches(folded):
        if not _NO_EMPLOYER.match(folded, profession.end()):
            yield from _named(note, profession.end(), profession.end(), 0.8, "behind a word for work")


@needs(_SCHOOL)
def _schools(note: Note) -> Iterator[Hit]:
    for school in _SCHOOL.matches(note.folded):
        yield from _named(note, school.start(), school.end(), 0.8, SCHOOL)


def _chez(note: Note) -> Iterator[Hit]:
    """A job or a contract, "chez" and a name; patients and pains are "chez" somebody too, and are no jobs."""
    folded = note.folded
    at = folded.find(" chez ")
    while at >= 0:
        end = at + len(" chez ")
        words = _CHEZ_WORD.search(before(folded, end, 50))
        cue = _CHEZ.search(words[0]) if words else None
        if cue and not _NO_JOB.match(cue[0]) and not _NO_EMPLOYER.match(folded, end):
            yield from _named(note, end, end, 0.82, "job before")
        at = folded.find(" chez ", end)


def _letters_and_town(note: Note) -> Iterator[Hit]:
    """Houses by their letters and their town, right beside a trade."""
    folded = note.folded
    for m in _LETTERS_AND_TOWN.finditer(note.text):
        letters = note.text[m.start() : m.start("town")]
        left = before(folded, m.start(), REACH)
        if (
            letters not in _NO_HOUSE
            and BESIDE_TRADE.search(left)
            and not _NO_EMPLOYER.match(folded, m.start())
        ):
            yield Hit(m.start(), m.end(), 0.7, "letters and a town beside a trade")


def _named(note: Note, start: int, name: int, score: float, reason: str) -> Iterator[Hit]:
    """The finding from `start` to the end of the capitalised name that begins at `name`."""
    m = SITE_NAME.match(note.text, name) if _CAPITAL.match(note.text, name) else None
    if m and not _NOT_A_NAME.match(note.folded, name):
        partner = _PARTNER.match(note.text, m.end())
        end = partner.end() if partner else name + len(m[0].rstrip(" -–'."))
        yield Hit(start, site_end(note.text, end), score, reason)
    elif two := _TWO_LETTERS.match(note.text, name):
        yield Hit(start, two.end(), score, reason)


def validate(value: str) -> bool:
    """Whether `value` as a whole tells an employer or a school by itself, as "lycée Diderot" does."""
    return any(hit.start == 0 and hit.end == len(value) for hit in RECOGNIZER.find(Note(value)))


_SEARCHES = (
    *(_works_for, _jobs, _chez, _letters_and_town, chez_lower, known, houses, firms, town_halls, works),
    *(regiments_and_clubs, lower_case_schools, _firms, _in_fields, _schools),
    *(types_behind, types_before, numbered, beside, phrases, led_to),
)
RECOGNIZER = Rule("employer", "EMPLOYER", *(Search.of(search, digits=0) for search in _SEARCHES))
