"""Schools and firms abroad, whose type stands in another language: "Lakeview Academy", "Liceo Darío Salas".

English types end the name, the others begin it, and German ones are also the end of a longer word.
"""

from collections.abc import Iterator
from itertools import chain

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import CAPITALISED, UPPER, Hit, before
from viginote.regex import regex
from viginote.text import Note, words

#: One word of a name; what opens a phrase or says the type in French is none.
_NO_NAME = (
    r"(?!(?:[EÉ]coles?|Lyc[ée]e|Coll[èe]ge|Universit[ée]|Cr[èe]che|L[ae]s?|Une?|Au|Du|De|Des|En|À|A|Chez"
    r"|Avec|Pour|Par|Sa|Son"
    r"|Elle|Ils?|Employ\w+|[EÉ]tudi\w+|[EÉ]l[èe]ve|Travail\w*|Dr[ae]?|M|Mme|Mlle|Mr|Monsieur|Madame"
    r"|Mademoiselle|Patiente?|Enfant|Prof|Ex|Ancien\w*"
    r"|Professeur\w*"
    r"|Directeur|Directrice|Infirmi\w+|Suivie?|Vue?|Note|Lettre|Contact\w*)(?![\w-]))"
)
_WORD = _NO_NAME + CAPITALISED
_LEAD = regex(
    rf"(?<![\w'’-])(?P<words>(?:(?:{_WORD}|(?:St|Mt)\.|{UPPER}\.) (?:(?:of|the|and|&) )*){{1,4}})\Z"
)
_LONGEST_LEAD = 60
#: Types behind the name.
_LAST = Anchored(
    r"(?:(?:elementary|middle|high|primary|secondary|grammar|preparatory|boarding|charter|law|medical"
    r"|business|nursery"
    r"|graduate|public|catholic|state|technical) schools?|schools?|elementary|academy|university"
    r"|community college"
    r"|city college|state college|preschool|kindergarten|montessori|(?:city|county|borough) council"
    r"|school district"
    r"|(?:police|fire) department|(?:baptist |methodist |lutheran )?church(?= of )|public library"
    r"|foods|airlines?|airways|bakery|motors|steelworks|shipyards?|pharmaceuticals|logistics|technologies"
    r"|industries"
    r"|skole|skolen|skolan|(?:bygge|elektro|transport)? ?gmbh|inc\.?|l\.?l\.?c\.?|ltd\.?|limited"
    r"|corp(?:oration)?\.?"
    r"|plc|s\.p\.a\.?|s\.r\.l\.?|b\.v\.|n\.v\.|a/s|kgaa|& co\.? kg)(?![a-z])"
)
#: Types that are words or names too, told by what follows: "Thurgood Marshall High,".
_LAST_TITLED = Anchored(
    r"(?:High|Primary|Middle|Prep|State|Tech|College|Werft)(?=[ ]?[.,;:)\n]|\Z| (?:HS|School|London|Dublin))"
)
#: Those of one word are "Public School", "American Academy of Pediatrics".
_NAMELESS = frozenset(
    words(
        "public high middle elementary primary private state old new home day night summer medical american"
        " european"
        " british national international royal the of and & society united business law graduate sunday"
        " nursing"
        " very too so quality risk risque low solid steady bowel us eu red saint"
    )
)
_SOCIETY = regex(
    r" (?:of (?:[a-z]+(?:ology|iatrics|iatry|medicine|surgeons|sciences)|neuro)|criteria|score|scale|index)"
)
_MORE = regex(rf" (?:(?:of|at) (?:the )?)?{_WORD}(?: {_WORD}){{0,2}}")
_NAME = regex(
    rf"(?:(?:[Dd]e(?: la| las| los)?|[Dd]el|[Dd]i|[Dd]ell[ao]|[Dd]o|[Dd]a|[Dd]os|[Vv]an|[Dd]er|[Dd]as"
    rf"|[Zz]u[mr]?|[Aa]m|[Ii]m"
    rf"|of|the|El|La|Het|['’]t) ){{0,2}}{_WORD}(?: (?:(?:de|da|do|di|del|della|von|van|of|am|y"
    rf"|e) )?{_WORD}){{0,3}}"
)
#: Types before the name.
_FIRST = Anchored(
    r"(?:ministry of(?: the)?|university of|college of|univer(?:sidade?|sita|sitat|siteit|sitetet)"
    r"|gymnasium|realschule"
    r"|gesamtschule"
    r"|grundschule|hauptschule|berufsschule|volksschule|kantonsschule|kita|kindergarten|liceo|escola"
    r"|escuela|colegio"
    r"|instituto tecnico|istituto (?:tecnico|comprensivo|professionale)|scuola(?: (?:media|elementare|materna"
    r"|primaria))?|basisschool|basischool|scoil|ysgol|guarderia|ayuntamiento|comune|camara municipal|gemeente"
    r"|stadtwerke|stadtverwaltung|landratsamt|backerei|metzgerei|autohaus|gasthof|gasthaus|panaderia"
    r"|panificio"
    r"|ristorante|trattoria|officina|taller(?:es)?|aeroport[oi]|aeropuerto|flughafen|bundeswehr|fabrica"
    r"|werft) "
)
#: "CEIP Tío Jorge", "IES Cervantes", and schools by their number: "PS 48 Joseph R. Drake", "District 211".
_LETTERS = Anchored(r"(?:CEIP|CEIPS|IES|EEB|EB|ITIS|ITC|IPSIA|GS|RS|HTL|HAK|ROC|OSG|KTA) ")
_NUMBERED = Anchored(
    rf"(?:(?:P\.?S\.?|M\.?S\.?|I\.?S\.?|JHS) [0-9]{{1,3}}(?: (?:{_WORD}|{UPPER}\.)){{1,3}}"
    rf"|(?:School )?District [0-9]{{1,4}})(?![\w.,][0-9])"
)
#: Words that end with a type: "Marienschule", "Ruprecht-Karls-Universität".
_COMPOUND = regex(
    rf"{UPPER}(?<!\w.)[a-zà-ÿß]{{2,}}(?:-{UPPER}[a-zà-ÿß]+)*-?(?i:gymnasium|universit[äa]t|universiteit"
    rf"|schule|skolan?|kindergarten"
    rf"|college|werke)(?!\w)(?: (?:{_WORD}))?"
)
_ENDINGS = words("gymnasium universit schule skola skole kindergarten college werke")
_KIND = regex(
    r"(?:grund|haupt|real|gesamt|berufs|hoch|volks|forder|sonder|mittel|abend|fach|privat|kantons|ober|tanz"
    r"|musik"
    r"|fahr|baum|stadt|folke|ungdoms|barne|grund|hog|wald)-?(?:schule|skolan?|skole|werke|gymnasium"
    r"|universitat)\Z"
)


@needs(_LAST, _LAST_TITLED)
def types_behind(note: Note) -> Iterator[Hit]:
    """Schools and firms whose type ends the name."""
    text, folded = note.text, note.folded
    for m in chain(_LAST.matches(folded), _LAST_TITLED.matches(folded, text)):
        lead = _LEAD.search(before(text, m.start(), _LONGEST_LEAD)) if text[m.start()].isupper() else None
        if lead is None or _SOCIETY.match(folded, m.end()):
            continue
        start = m.start() - len(lead["words"])
        if not _NAMELESS.issuperset(folded[start : m.start()].split()):
            more = _MORE.match(text, m.end())
            yield Hit(start, (more or m).end(), 0.85, "name and foreign type of school or firm")


@needs(_FIRST, _LETTERS)
def types_before(note: Note) -> Iterator[Hit]:
    """Schools and firms whose type begins the name."""
    text, folded = note.text, note.folded
    for m in chain(_FIRST.matches(folded), _LETTERS.matches(folded, text)):
        name = _NAME.match(text, m.end()) if text[m.start()].isupper() else None
        if name and not (
            text[m.start() : name.end()].isupper() or _SOCIETY.search(folded, m.start(), name.end())
        ):
            yield Hit(m.start(), name.end(), 0.85, "foreign type of school or firm and its name")


def numbered(note: Note) -> Iterator[Hit]:
    """Schools by their number, and those whose type is the end of a longer word."""
    for m in _NUMBERED.matches(note.folded, note.text):
        yield Hit(m.start(), m.end(), 0.8, "school by its number")
    if any(ending in note.folded for ending in _ENDINGS):
        for m in _COMPOUND.finditer(note.text):
            word = note.folded[m.start() : m.end()].partition(" ")
            if word[2] or not _KIND.match(word[0]):
                yield Hit(m.start(), m.end(), 0.8, "word that ends with a type of school or firm")
