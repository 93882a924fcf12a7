"""Care sites abroad, whose type stands in another language: "Bellwood State Hospital", "Klinikum Fulda".

English and Nordic types end the name, Romance, German, Dutch and Arabic ones begin it, and German ones are
also the end of a longer word ("Marienkrankenhaus"). Some houses are known by their name alone.
"""

import re
from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import LETTER, UPPER, Hit, before

#: One word of a name; what opens a phrase, a title or another field is none.
_NO_NAME = (
    r"(?!(?:Dr[ae]?|Prof|Pr|M|Mme|Mlle|Mr|Mrs|Ms|Sra?|Herr|Frau|Elle|Ils?|Le|La|Les|L|Un|Une|Au|Du|De|Des|À"
    r"|A|En"
    r"|Son|Sa|Ses|Par|Chez|Depuis|Avec|Sans|Pas|Pour|Dans|Vers|Non|Oui|Et|Ou|Nous|Je|On|Retour|Admise?"
    r"|Suivie?|Suivre"
    r"|Vue?|Revue?|Transf\w+|Sortie?|Visite|Patiente?|Contact\w*|Appel\w*|Rapport|Dossier|Note|Lettre"
    r"|Consult\w*"
    r"|Infirmi\w+|Urgences?|Médecins?|Service|Unité|Centre|Clinique|Hôpital|Pharmacie|École|Aucune?|Plan"
    r"|Suite|Date"
    r"|Référée?|Référence|Opérée?|Hospitalis\w+|Père|Mère|Homme|Femme|Adress\w+|Selon|Puis|Signé|Merci"
    r"|Travaille)"
    r"(?![\w-]))"
)
_WORD = rf"{_NO_NAME}{UPPER}(?:{LETTER}|['’](?={LETTER}))+(?:-{LETTER}+)*"
#: What stands before the type: "Royal Victoria ", "St. Agnes ", "Children's ", "Mount of Olives ".
_LEAD = re.compile(rf"(?<![\w'’-])(?:(?:{_WORD}|(?:St|Mt)\.) (?:(?:of|the|and|&|for|on) )*){{1,5}}\Z")
_LONGEST_LEAD = 70
#: Types behind the name.
_LAST = Anchored(
    r"(?:hospital|medical (?:cent(?:er|re)|clinic|group|practice|college)|clinics?|infirmary|surgery|hospice"
    r"|health (?:cent(?:er|re)|clinic|system|services)|healthcare|nursing (?:home|facility)|care (?:home"
    r"|cent(?:er|re))"
    r"|(?:recovery|rehab(?:ilitation)?|treatment|detox|cancer|heart|birth(?:ing)?|dialysis|trauma|burn"
    r"|crisis|eye"
    r"|wellness|counsell?ing|imaging|surgical|community|outpatient|day) (?:cent(?:er|re)|clinic|hospital"
    r"|institute)"
    r"|assisted living|family (?:practice|medicine|health)|pharmacy|legesenter|legekontor"
    r"|universitetss(?:ykehus|jukhus)\w*"
    r"|s(?:ykehus|ygehus|jukhus)(?:et)?|vardcentral|apotek)(?![a-z])"
)
#: "Hospital of Saint Raphael", "Clinic Fort Myers".
_MORE = re.compile(rf" (?:(?:of|at) (?:the )?)?{_WORD}(?: {_WORD}){{0,2}}")
#: A sling is called after a clinic: "Mayo Clinic 3 semaines".
_COUNTED = re.compile(r" [0-9]")
#: A scale, an office: "Hospital Anxiety and Depression Scale".
_NO_SITE = re.compile(
    r" (?:anxiety|questionnaire|survey|scale|index|organi[sz]ation|assessment|score|records?)"
)
#: Types before the name.
_FIRST = Anchored(
    r"(?:(?:hospital|clinica|ospedale|policlinico|sanatorio|krankenhaus|klinikum|klinik|uniklinik(?:um)?"
    r"|spital|ziekenhuis"
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
_GERMAN = re.compile(r"(?:uni)?klinik|krankenhaus|ziekenhuis|spital|apotheke")
_GERMAN_LEAD = re.compile(rf"(?<![\w'’-])(?:{_WORD} |[A-Z]{{2,4}}-)\Z")
_FIRST_IN_CAPITALS = Anchored(r"(?:UZ|AZ|ZNA|UMC|GGZ|WZC|UBS|USF|MVZ|SPZ) ")
_LINK = (
    r"(?:(?:De|Het|Den|L[ao]s?|El|del?|della|dell[oae]|dei|degli|di|do|da|dos|das|las?|los|el|van|der|den|het|am|an|im"
    r"|in|zum|zur|ter|ten|y|e|of"
    r"|the) |dell['’]|d['’]|l['’]|(?:A|a|E|e)l[- ])"
)
_NAME = re.compile(
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
)
_COMPOUND = re.compile(
    rf"{UPPER}(?<!\w.)[a-zà-ÿ]{{3,}}(?:krankenhaus|hospital(?:et)?|spital|klinik(?:um)?|ziekenhuis|gasthuis"
    rf"|sykehuset)"
    rf"(?![\w])(?:(?: (?:am|an der|im|zu|zum|in))? {_WORD})?"
)
#: Words for a kind of site that every town has.
_KIND = re.compile(
    r"(?:universitats|uni|kantons|bezirks|regional|burger|landes|kreis|stadt|haut|frauen|kinder|augen|tages"
    r"|reha|nerven"
    r"|fach|poli|privat|akut|tier|militar|zentral)(?:krankenhaus|hospital|spital|klinik(?:um)?)\Z"
)
#: Houses known far away by their name alone.
_KNOWN = Anchored(
    r"(?:Johns Hopkins|Mass(?:achusetts)? General|(?:Mount|Mt\.?) Sinai"
    r"|Cedars[- ]Sinai"
    r"|MD Anderson|Memorial Sloan[- ]Kettering|Sloan[- ]Kettering|Dana[- ]Farber|Brigham and Women's"
    r"|Beth Israel"
    r"|Kaiser Permanente|Planned Parenthood|Great Ormond Street|Addenbrooke's|John Radcliffe|Royal (?:Free"
    r"|Marsden"
    r"|Brompton|London|Adelaide|Melbourne|Prince Alfred)|Guy's and St\.? Thomas'|Broadmoor"
    r"|Vall d'Hebron"
    r"|Gregorio Marañón|Bellvitge|Parc Taulí|Sant Pau|La Fe(?= de| Valencia)|Careggi|Niguarda|Gemelli"
    r"|Charité|Inselspital"
    r"|Erasmus MC|Amsterdam UMC|Radboudumc|LUMC|Prinses Máxima|Karolinska|Rikshospitalet|Rigshospitalet"
    r"|Ullevål|Hadassah|Rambam|Ichilov|Kasr Al[- ]Ainy|Aga Khan|Groote Schuur|Chris Hani Baragwanath|Starship"
    r"|SickKids|Westmead)(?![\w-])"
)


@needs(_LAST)
def types_behind(text: str, folded: str) -> Iterator[Hit]:
    """Sites whose type ends the name, with the place that may follow."""
    for m in _LAST.matches(folded):
        lead = _LEAD.search(before(text, m.start(), _LONGEST_LEAD))
        if lead and not (_NO_SITE.match(folded, m.end()) or _COUNTED.match(folded, m.end())):
            more = _MORE.match(text, m.end())
            yield Hit(m.start() - len(lead[0]), (more or m).end(), 0.9, "name and foreign type of site")


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
