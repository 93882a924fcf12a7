"""Care sites abroad, whose type stands in another language: "Bellwood State Hospital", "Klinikum Fulda".

English and Nordic types end the name, Romance, German, Dutch and Arabic ones begin it, and German ones are
also the end of a longer word ("Marienkrankenhaus"). Some houses are known by their name alone.
"""

from collections.abc import Iterator
from itertools import chain

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import CAPITALISED, UPPER, Hit, before
from viginote.identifiers.hospital.names import ABROAD
from viginote.regex import regex
from viginote.text import words

#: One word of a name; what opens a phrase, a title or another field is none.
_NO_NAME = (
    r"(?!(?:Dr[ae]?|Prof|Pr|M|Mme|Mlle|Mr|Mrs|Ms|Sra?|Herr|Frau|Elle|Ils?|Le|La|Les|L|Un|Une|Au|Du|De|Des|À"
    r"|A|En"
    r"|Son|Sa|Ses|Par|Chez|Depuis|Avec|Sans|Pas|Pour|Dans|Vers|Non|Oui|Et|Ou|Nous|Je|On|Retour|Admise?"
    r"|Suivie?|Suivre"
    r"|Vue?|Revue?|Transf\w+|Sortie?|Visite|Patiente?|Contact\w*|Appel\w*|Rapport|Dossier|Note|Lettre"
    r"|Consult\w*"
    r"|Infirmi\w+|Urgences?|Médecins?|Service|Unité|Centre|Clinique|Hôpital|Pharmacie|École|Aucune?|Plan"
    r"|Suite|Date|Rendez-vous|RDV|RV"
    r"|Référée?|Référence|Opérée?|Hospitalis\w+|Père|Mère|Homme|Femme|Adress\w+|Selon|Puis|Signé|Merci"
    r"|Travaille)"
    r"(?![\w-]))"
)
_WORD = _NO_NAME + CAPITALISED
#: What stands before the type: "Royal Victoria ", "St. Agnes ", "Children's ", "Mount of Olives ".
_LEAD = regex(rf"(?<![\w'’-])(?:(?:{_WORD}|(?:St|Mt|ST|MT)\.) (?:(?:of|the|and|&|for|on) )*){{1,5}}\Z")
_LONGEST_LEAD = 70
#: What a site abroad is for, in English.
_FOR = (
    r"recovery|rehab(?:ilitation)?|treatment|detox|cancer|heart|birth(?:ing)?|dialysis|trauma|burn|crisis|eye"
    r"|wellness|counsell?ing|imaging|surg(?:ical|ery)|community|outpatient|day|sleep|pain|spine|breast|memory"
    r"|fertility|dental|family|women['’]s|children['’]s|kids|methadone|veterans|behaviou?ral|mental|sexual"
)
#: Types behind the name.
_LAST = Anchored(
    r"(?:hospital|medical (?:cent(?:er|re)|clinic|group|practice|college|city|associates)|clinics?|infirmary"
    r"|surgery|hospice|asylum|sanatorium"
    rf"|health (?:cent(?:er|re)|clinic|system|services)|healthcare|nursing (?:home|facility)"
    r"|(?:urgent|primary|walk-in|respite|managed|memory|eye|dental|hospice|home) care"
    r"|care (?:home|cent(?:er|re)|& rehab)"
    rf"|(?:{_FOR}) (?:cent(?:er|re)|clinic|hospital|institute|associates|partners|specialists|physicians"
    rf"|unit)"
    r"|(?:(?:dermat|cardi|ur|onc|neur|gastroenter|nephr|ophthalm|radi|rheumat|pulmon|endocrin|psych)ology"
    r"|paediatrics|pediatrics|orthopa?edics|psychiatry|dentistry)(?: (?:cent(?:er|re)|clinic|partners|group"
    r"|associates|specialists))?|associates"
    r"|physiotherapy|assisted living|family (?:practice|medicine|health)|pharmacy|legesenter|legekontor"
    r"|universitetss(?:ykehus|jukhus)\w*|lasarett(?:et)?|hastanesi|sairaala|korhaz|nemocnice"
    r"|s(?:ykehus|ygehus|jukhus)(?:et)?|sykehjem(?:met)?|plejehjem(?:met)?|vardcentral(?:en)?|apotek(?:et)?)"
    r"(?![a-z])"
)
#: The same told by their capital and by what follows: "Gartnavel General.", "Great North Children's, Dr".
_LAST_TITLED = Anchored(
    r"(?:Memorial|General|Regional|Community|Occupational|Private|Methodist|Presbyterian|Royal|Children['’]s|Women['’]s|Men['’]s|Cent(?:er"
    r"|re)|Health"
    r"|Dental|Fertility|Rehab|Imaging)(?=[ ]?[.,;:)\n]|\Z| (?:à|par|avec|au|le|en|demain|pour|-|[0-9]))"
)
#: Words before a type that name nothing: "STROKE CLINIC", "Mental Health", "Conseil Général".
_NAMELESS = frozenset(
    words(
        "stroke sud breastfeeding brief ortho orthopedic orthopaedic trauma surgical medical mental public"
        " global"
        " world occupational behavioral behavioural home student sexual reproductive outpatient inpatient day"
        " urgent primary palliative intensive acute internal family women's men's children's womens sleep"
        " pain"
        " spine heart eye dental dialysis cancer methadone clinic hospital health center centre community"
        " anticoagulation coumadin pre-op post-op travel walk-in memory fracture hand foot wound diabetes"
        " general pediatric paediatric adult psychiatric prenatal conseil etat directeur ville gare paris"
        " lyon"
        " marseille nord sud est ouest samu smur kir entree hf htn gi ob gyn ent id of the and & for on"
        " college"
        " society academy board journal association american european british national international"
    )
)
#: "Hospital of Saint Raphael", "Clinic Fort Myers".
_MORE = regex(rf" (?:(?:of|at) (?:the )?)?{_WORD}(?: {_WORD}){{0,2}}")
#: A sling and a score are called after a clinic: "Mayo Clinic 3 semaines", "stade IIIa de la Mayo Clinic".
_COUNTED = regex(r" [0-9]{1,2} ?(?:j|sem|mois|an)")
_GRADED = regex(r"(?:scores?|stades?|grades?|classifications?|criteres?|indice|modele)\b[^.;\n]{0,25}\Z")
#: A scale, an office: "Hospital Anxiety and Depression Scale".
_NO_SITE = regex(
    r" (?:course|stay|day|bed|anxiety|questionnaire|survey|scale|index|organi[sz]ation|assessment|score"
    r"|records?)"
)
#: Types before the name.
_FIRST = Anchored(
    r"(?:(?:hospital|clinica|ospedale|policlinic[oa]|sanatorio|krankenhaus|klinikum|klinik|uniklinik(?:um)?"
    r"|spital|ziekenhuis|spitalul|klinika|poliklinika?|bolni(?:s|sn)?ica|porodni(?:sni)?c[ae]|ysbyty|lazarett"
    r"|pronto soccorso|guardia medica|maternidade?|hogar|zentrum|praxis|hospiz|comple[xj]o hospitalari[oa]"
    r"|visiting nurse(?: service| association)? of"
    r"|haus|altenheim|pflegezentrum|alterszentrum|spitex|revalidatiecentrum|rusthuis"
    r"|(?:psychiatrisch|medisch) (?:centrum|huis)|plejehjem(?:met)?|plejecenter|sykehjem|vardcentralen"
    r"|kliniczny szpital"
    r"|universitatsklinik(?:um)?|(?:kantons|bezirks|regional|burger|land(?:es)?)spital|herzzentrum"
    r"|geburtshaus"
    r"|(?:haut|frauen|kinder|augen|tages|reha|nerven|fach)klinik|pflegeheim|seniorenheim|altersheim|apotheke"
    r"|woonzorgcentrum|wzc|verpleeghuis|verzorgingshuis|zorgcentrum|huisartsen(?:praktijk|post)|apotheek"
    r"|azienda ospedaliera|casa di cura|santa casa(?: da)?|posto de saude|unidade de saude"
    r"|centro (?:de salud|medico"
    r"|sanitario|clinico|de saude|hospitalar|di salute mentale)|ambulatorio|consultorio|instituto|istituto"
    r"|farmacia"
    r"|gabinete medico|residencia|m(?:o|u|ou)sta[sc]hfa|markaz|szpital|nemocnice)"
    r"(?: (?:universitari[oae]?|universitaria|clinic[oa]?|general|regional|provincial|infantil"
    r"|materno[- ]infantil"
    r"|militar|nacional|central|distrital|civile|maggiore|pediatrico|psiquiatrico))*)(?![a-z]) "
)
#: "Schön Klinik München", "LVR-Klinik Langenfeld", "Evangelisches Krankenhaus Bergisch".
_GERMAN = regex(r"(?:uni)?klinik|krankenhaus|ziekenhuis|spital|apotheke")
_GERMAN_LEAD = regex(rf"(?<![\w'’-])(?:{_WORD} |[A-Z]{{2,4}}-)\Z")
_FIRST_IN_CAPITALS = Anchored(
    r"(?:UZ|AZ|ZNA|UMC|GGZ|WZC|UBS|USF|MVZ|SPZ|VAMC|CESFAM|UPA|AUSL|ASL|AOU|IRCCS|SerD|KBC|UKC|UPK|UPD|PZM"
    r"|AKH|LKH|BKH"
    r"|RIBW|AZC|IPO|OLVG|BPAS|SNF) "
)
_LINK = (
    r"(?:(?:De|Het|Den|L[ao]s?|El|del?|della|dell[oae]|dei|degli|di|do|da|dos|das|las?|los|el|van|der|den"
    r"|het|am|an|im"
    r"|in|zum|zur|ter|ten|y|e|of"
    r"|the) |dell['’]|d['’]|l['’]|(?:A|a|E|e)l[- ])"
)
_NAME = regex(
    rf"{_LINK}{{0,3}}(?:{_WORD}|(?:St|S|Dr)\.(?= {UPPER}))(?: {_LINK}{{0,2}}(?:{_WORD}|[IVX]+(?!\w))){{0,3}}"
)
#: The end of a German or Dutch word that is a site's name: "Marienkrankenhaus", "Herzogspital".
_ENDINGS = (
    "krankenhaus",
    "hospital",
    "spital",
    "klinik",
    "klinikum",
    "stift",
    "ziekenhuis",
    "gasthuis",
    "sykehuset",
    "zentrum",
    "praxis",
)
_COMPOUND = regex(
    rf"(?:S(?<!\w.)(?:ankt|int|t\.) )?{UPPER}(?<!\w.)[a-zà-ÿ]{{3,}}(?:-?(?i:krankenhaus|hospital(?:et)?"
    rf"|spital|klinik(?:um)?|ziekenhuis|gasthuis"
    r"|sykehuset)|zentrum|praxis)"
    rf"(?![\w])(?:(?: (?:am|an der|im|zu|zum|in))?(?: (?:Bad|Sankt))? {_WORD})?"
)
#: Words for a kind of site that every town has.
_KIND = regex(
    r"(?:universitats|uni|kantons|bezirks|regional|burger|landes|kreis|stadt|haut|frauen|kinder|augen|tages"
    r"|reha|nerven"
    r"|fach|poli|privat|akut|tier|militar|zentral)(?:krankenhaus|hospital|spital|klinik(?:um)?)\Z"
    r"|[a-z]+(?:zentrum|praxis)\Z"
)
_KNOWN = Anchored(rf"(?:{ABROAD})(?![\w-])")


@needs(_LAST, _LAST_TITLED)
def types_behind(text: str, folded: str) -> Iterator[Hit]:
    """Sites whose type ends the name, with the place that may follow."""
    for m in chain(_LAST.matches(folded), _LAST_TITLED.matches(folded, text)):
        if _NO_SITE.match(folded, m.end()) or _COUNTED.match(folded, m.end()):
            continue
        lead = _LEAD.search(before(text, m.start(), _LONGEST_LEAD))
        more = _MORE.match(text, m.end())
        start, end = m.start() - len(lead[0] if lead else ""), (more or m).end()
        # without a name before its type it has one behind: "Women's Center Laredo"
        leads = lead is not None and not _NAMELESS.issuperset(folded[start : m.start()].split())
        trails = more is not None and text[start].isupper() and not text[start:end].isupper()
        if (leads or (trails and " " in folded[start : m.end()])) and not _GRADED.search(
            before(folded, start, 40)
        ):
            yield Hit(start, end, 0.9, "name and foreign type of site")


@needs(_FIRST, _FIRST_IN_CAPITALS)
def types_before(text: str, folded: str) -> Iterator[Hit]:
    """Sites whose type begins the name."""
    for m in _FIRST.matches(folded):
        name = None if _NO_SITE.match(folded, m.end() - 1) else _NAME.match(text, m.end())
        if name and text[m.start()].isupper():
            lead = (
                _GERMAN_LEAD.search(before(text, m.start(), 24)) if _GERMAN.match(folded, m.start()) else None
            )
            yield Hit(
                m.start() - len(lead[0] if lead else ""), name.end(), 0.9, "foreign type of site and its name"
            )
    for m in _FIRST_IN_CAPITALS.matches(folded, text):
        if name := _NAME.match(text, m.end()):
            yield Hit(m.start(), name.end(), 0.85, "foreign type of site and its name")


def compounds(text: str, folded: str) -> Iterator[Hit]:
    """Sites whose type is the end of a longer word, and those known by their name."""
    for m in _COMPOUND.finditer(text) if any(ending in folded for ending in _ENDINGS) else ():
        word = folded[m.start() : m.end()].partition(" ")
        if word[2] or not _KIND.match(word[0]):
            yield Hit(m.start(), m.end(), 0.85, "word that ends with a type of site")
    for m in _KNOWN.matches(folded, text):
        yield Hit(m.start(), (_MORE.match(text, m.end()) or m).end(), 0.85, "house known abroad by its name")
