"""Names of no known form right beside a trade, a contract, a class or what is done there.

"soudeur Ateliers Cornu", "mari ouvrier Le Fournil", "agent CPAM 31", "retraité de Mutex", "a ouvert
Coiff'Vous", "en CM2 à Condorcet", "élève Les Marronniers". Who cares for somebody is named right behind the
trade as well, so that such trades lead to no name, and scores are below those of names of persons.
"""

from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import UPPER, Hit, before
from viginote.identifiers._places import SITE_NAME
from viginote.identifiers.employer.site import site_end
from viginote.identifiers.employer.work import BESIDE_WORK, REACH
from viginote.regex import regex
from viginote.text import Note

_WORD = rf"{UPPER}(?:[a-zà-ÿœ'’-]|(?<=[a-z]){UPPER})+"
#: What the names of firms begin with.
_HOUSE = Anchored(
    r"(?:ateliers?|groupe|maison|bois|bati(?!ment)\w*|fruits?|tissages?|filatures?|cuirs|meubles|menuiseries?"
    r"|charpentes?|travaux|peintures?|platrerie|facades?|carrelages?|toitures?|couvertures?|elec|electricite"
    r"|plomberie|chauffage|energies?|solaire|isolation|serrurerie|metallerie|chaudronnerie|meca|mecanique"
    r"|usinage|forges|acieries?|verreries?|cristalleries?|faienceries?|porcelaines?|poteries?|cartonnages?"
    r"|editions|autocars?|cars|demenagements?|messageries?|autos?|automobiles?|pneus|jardins?|paysages?"
    r"|espaces? verts?|vert|serres|vergers|vignobles?|caves?|salaisons|viandes?|volailles?|pecheries|maree"
    r"|textiles?|confections?|chaussures|nettoyage|proprete|assurances?|immobiliere?|chimie|plastiques?"
    r"|composites|emballages?|cartons|comptoirs?|halles?|grands? (?:moulins|garages?)|entreprises?|union"
    r"|compagnons|sablieres?|cimenteries?|betons?|granits?|marbrerie|agence|studio|optique|cristal|agri\w*"
    r"|relais|cafe|bistrot|auberge|coop) (?=[a-z0-9&])"
)
_LINK = r"(?:d[eu]s? |de la |de l'|et |& |en |pour |d'|l')"
_MORE_WORDS = regex(
    rf"{_LINK}?(?:{_WORD}|[A-Z]{{2,5}}|[0-9]{{1,2}}(?![0-9%]))(?: {_LINK}?(?!Dr|Mme){_WORD}){{0,2}}"
)
#: What they end with, behind a word with a capital: "Cristal Propreté", "Savoie Log".
_LAST = Anchored(
    r"(?:proprete|log(?:istique)?|services?|industries?|securite|paysages?|energies?|electricite|transports?"
    r"|constructions?|btp|tp|interim|nettoyage|distribution|automobiles?|bois|metal|plastiques?|emballages?"
    r"|composites|textiles?|telecom|informatique|solutions|associes)(?![a-z])"
)
_FIRST_WORD = regex(rf"(?<![\w'-])({_WORD} )\Z")
#: Names that are a phrase: "Le Fournil", "Aux Délices", "L'Atelier 12", "Sainte-Clotilde".
_PHRASE = regex(
    rf"(?P<town>L(?:es?|a) |Saint(?:e|s)?[ -]|Ste?[ -])?(?(town)|(?:L'|Aux? |Chez |Notre-Dame))"
    rf"(?(town)|(?:(?<=e)(?: d[eu] |-))?){_WORD}(?: {_LINK}?{_WORD}){{0,2}}(?: [0-9]{{1,2}}(?![0-9%]))?"
)
#: An office and its department, and bases by their number: "CPAM 31", "base aérienne 702".
_OFFICE = Anchored(
    r"(?:(?:udaf|sdis|sdem?|cpam|caf|msa|mdph|ddt|ddtm|ddcs|ddets|ddfip|dgfip|drfip|ccas|cdg|sivom|admr"
    r"|adapei|apajh|ufcv|esat|atmp|ametra|sist|ast|spip|ase|pjj|fdsea|una|apf|tmb) ?[0-9]{2}"
    r"|(?:base aerienne|ba) [0-9]{3})"
    r"(?![0-9a-z%]|[.,/:\-][0-9]| ?(?:%|ans|mois|jours?|[jhm]|fois|sem|[mk]?g|ml|cp)\b| [0-9])"
)
#: Who is named behind the trade, or by a word like one.
_NAMED = regex(
    r"\b(?:idel?|iade|ibode|infirmi\w+|cadre|secretaire|interne|externe|kine\w*|sage-femme|pharmacien\w*|as|ash"
    r"|aes|aide-soignante?|brancardi\w+|psycho\w*|medecins?|educ\w*|assistante?|animat\w+|prevenir|auxiliaire"
    r"|ambulanci\w+|maitre|tuteur|mandataire|conseill\w+|manip\w*|dieteti\w+|referente?|praticien\w*|operateur"
    r"|orthophoniste|ergo\w*|podologue|opticien\w*|prothesiste|dentiste|juriste|avocate?|notaire|monsieur"
    r"|policier|gendarme|ex|ancien\w*|procureur|preleveur|donneur|receveu\w+|patient\w*|pompiers"
    r"|tient (?:le|la|un)|caisse|prevenir|conflit)(?![a-z])[^.;\n]{0,14}\Z"
)
#: A surname may end like a trade: "M. Coatmeur, Le Faou".
_CAPITAL_BEFORE = regex(rf"(?:(?<=\bM\. )|(?<![.:;\n] )(?<![\n(])){UPPER}[\w'-]* ?[,(/:-]? ?\Z")
_OF_TOWN = regex(r" (?:de|a|d') ?\Z")
#: What leads to an employer of any name: "licenciée par", "en CDI à", "a ouvert", "roule pour".
_TO_FIRM = Anchored(
    r"(?:(?:licencie|vire|embauche|recrute|debauche|salarie|exploite)e?s? (?:par|de|chez)"
    r"|(?:retraitee?|collegues?|employee?|salariee?|ancienne?|demissionn\w+) (?:de chez|de|d')"
    r"|(?:cdi|cdd|interim|alternance|apprentissage) (?:a|au|aux|chez|dans)"
    r"|(?:a|ont|avait) (?:ouvert|fonde)|dirige|(?:roule|livre|bosse|conduit) pour"
    r"|(?:metier|profession|emploi) ?: ?[a-z' -]{3,40}?[,(/-]?) ?(?=[a-z0-9'])"
)
_PARTNER = regex(r"['’]? ?& ?\w[\w'’-]*")
_OPENS = regex(r"(?:\A|[,;:.(\n] ?|\b(?:une?|est|les?|cet|c'est) )\Z")
#: Classes and studies: what follows "à" there is a school, whatever its name; else it must be a phrase.
_STUDY = Anchored(
    r"(?:(?:eleve|scolarisee?|(?:re)?inscrite?|redouble|instit(?:utrice|uteur)?|enseignante?|aesh|cantine|pai"
    r"|prof(?: (?:de |d')?[a-z]{2,12})?|etudiante?(?: en [a-z]{3,14})?|ecole|scolarite|scolarisation)"
    r"|cp|ce[12]|cm[12]|en (?:ps|ms|gs|cp|ce[12]|cm[12]|[3-6] ?e(?:me)?|2nde|seconde|1ere|terminale))"
    r"(?![a-z])(?P<at> (?:a|au|aux)(?= ))?(?:,| :)? ?\(? ?(?=[a-z])"
)
_NO_NAME = regex(
    r"(?:mme|mlle|mr?|monsieur|madame|dr|docteur|pr|pas|ni|aucun\w*|sans|avec|non|oui|ras|nuit|jour|temps"
    r"|domicile|maison|hopital|clinique|ehpad|cmp|service|consult\w*|urgences?|chu?|risque|travail|tabac|alcool"
    r"|rdv|france|belgique|suisse|algerie|maroc|tunisie|carriere|fonction|vie|guerre"
    r"|la (?:maison|vie|rentree|suite))(?![a-z])"
)
_SCORE, _LEAST = 0.62, 4
_REASON = "name beside a trade or a word for work"


@needs(_HOUSE, _LAST, _OFFICE)
def beside(note: Note) -> Iterator[Hit]:
    """Names made of a word for a firm, and offices with their department, right beside a trade."""
    text, folded = note.text, note.folded
    for m in _HOUSE.matches(folded):
        titled = text[m.start()].isupper() and text[m.start() + 1].islower()
        more = _MORE_WORDS.match(text, m.end()) if titled else None
        if more and BESIDE_WORK.search(before(folded, m.start(), REACH)):
            yield Hit(m.start(), site_end(text, more.end()), _SCORE, _REASON)
    for m in _LAST.matches(folded):
        first = _FIRST_WORD.search(before(text, m.start(), 30)) if text[m.start()].isupper() else None
        start = m.start() - len(first[1]) if first else 0
        if first and BESIDE_WORK.search(before(folded, start, REACH)):
            yield Hit(start, site_end(text, m.end()), _SCORE, _REASON)
    for m in _OFFICE.matches(folded):
        if m[0].startswith("base") or BESIDE_WORK.search(before(folded, m.start(), REACH)):
            yield Hit(*m.span(), 0.78, _REASON)  # more than its letters alone


def phrases(note: Note) -> Iterator[Hit]:
    """Names that are a phrase, right beside a trade."""
    text, folded = note.text, note.folded
    for m in _PHRASE.finditer(text):
        left = before(folded, m.start(), REACH)
        if (
            BESIDE_WORK.search(left)
            and not (m["town"] and _OF_TOWN.search(left))
            and not _NAMED.search(left)
            and not _CAPITAL_BEFORE.search(before(text, m.start(), REACH))
        ):
            yield Hit(m.start(), m.end(), _SCORE, _REASON)


@needs(_TO_FIRM, _STUDY)
def led_to(note: Note) -> Iterator[Hit]:
    """Names of any kind behind what leads to an employer, and to a school."""
    text, folded = note.text, note.folded
    for m in _TO_FIRM.matches(folded):
        if not m[0].startswith("ancien") or _OPENS.search(before(folded, m.start(), 8)):
            yield from _name(text, folded, m.end(), anything=True)
    for m in _STUDY.matches(folded):
        yield from _name(text, folded, m.end(), anything=m["at"] is not None)


def _name(text: str, folded: str, start: int, *, anything: bool) -> Iterator[Hit]:
    """The name that begins at `start`: any with a capital, or one that is a phrase."""
    if _NO_NAME.match(folded, start):
        return
    m = _PHRASE.match(text, start)
    if not m and anything and text[start].isupper() and text[start + 1 : start + 2].islower():
        m = SITE_NAME.match(text, start)
    if m and len(m[0]) >= _LEAST:
        end = start + len(m[0].rstrip(" -–'."))
        partner = _PARTNER.match(text, end)
        yield Hit(
            start,
            partner.end() if partner else site_end(text, end),
            _SCORE,
            "behind what leads to an employer or a school",
        )
