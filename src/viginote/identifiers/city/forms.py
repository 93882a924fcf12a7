"""Towns told by how they are written: boroughs, datelines, hyphened names, fields, saints in lower case."""

from collections.abc import Iterator

from viginote.french.calendar import WEEKDAY
from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import UPPER, Hit, before
from viginote.identifiers._places import TOWN, town_end
from viginote.identifiers.city.town import (
    FIELD_AFTER,
    LOWER_PHRASE,
    TWO_WORDS,
    is_abbreviation,
    is_no_town,
    where,
)
from viginote.regex import regex
from viginote.text import Note

#: Boroughs: "Lyon 8e", "Paris XIIe", "Marseille 13ème".
_BOROUGH = Anchored(
    r"(?:paris|lyon|marseille)(?: (?:[1-9]|1[0-9]|20)(?= ?(?:[,;.)\n]|\Z))| [0-9]{1,2} ?(?:er|e"
    r"|eme)(?: arr(?:ondissement|dt|t)?\.?)?"
    r"|,? [xvi]{2,5}(?= ?(?:[,;.)\n]|\Z))|,? [xvi]{1,5}e(?: arr(?:ondissement|dt|t)?\.?)?)(?![a-z0-9])"
)
_CYTOLOGY = regex(r"\b(?:cyto\w*|urothel\w*|systeme de)(?: [^.;\n]{0,20})? \Z")
#: What leads to a borough in small letters: "(saint jo, paris 14)", "habite lyon 3e".
_LOWER_BOROUGH = regex(
    r"(?:[,(/:\n-]|\A|\b(?:a|sur|vers|de|dans|habite|vit|domicilie|chez|cabinet|labo|pharmacie))[ ]?\Z"
)
#: A town by its form alone: "Vitry-le-François", "Ivry-sur-Seine", "BOURG-EN-BRESSE".
_COMPOUND = regex(
    rf"(?<![\w'-])(?:{UPPER}[\w']+-){{1,2}}(?i:sur|lès|lez|les|sous|en|le)-(?:(?i:la|le|les|l')-?)?{UPPER}[\w']+(?:-{UPPER}\w+)?(?![\w'-])"
)
_LINKS = ("-sur-", "-les-", "-lez-", "-sous-", "-en-", "-le-")
#: No towns: regions, universities and what else is written so.
_NO_COMPOUND = regex(
    r"(?:[a-z]+oses?|prise|mise|sortie|rendez|porte|c'est|vis|tete|bouche|main|garde|jean|marie|notre|hopital|centre|chu?)-"
)
#: "domicile à 15 min (LATTES)", "vit seule (Roubaix)".
_LIVES_IN_BRACKETS = Anchored(
    r"(?:domicil\w+|habit\w+|logement|demeur\w+|vit|reside\w*|rentre\w*|maison|appartement|studio)\b"
    r"(?:(?! (?:a|sur|dans|de) [a-z]{3})[^.;:()\n]){0,24} \((?=[a-z])"
)
_BRACKET_END = regex(r" ?(?:[),]| [0-9]{2})")
#: Saints in small letters where somebody goes or is: "retourne à st malo".
_LOWER_SAINT = Anchored(
    r"(?:a|vers|sur|depuis|pres de|cote de|habite|cabinet) (ste?[ -][a-z][a-z'-]{2,}"
    r"|sainte? [a-z][a-z'-]{2,})(?![\w'])"
)
_SEGMENT = regex(
    r"ste?[ -](?:de|en|iso|sus|sous|inf|sup|ant|post|lat|seg|diff|dans|normal|pla|[dv]\b|elev|dec|ble|abil)"
)
#: What a field says: "Ville : amiens", "lieu de naissance : oran".
_FIELD = Anchored(r"(?:ville|commune|localite|lieu de naissance|commune de naissance) ?: ?")
_HEADS_FIELD = regex(r"(?:\A|[\n;,|.(] ?)\Z")
#: "Montreuil s/s Bois", "Bagnols s/Cèze", "Vaux lès Metz".
_SLASHED = regex(rf"(?<![\w'-]){UPPER}[\w'-]+ (?:s/s? ?|lès |lez ){UPPER}[\w'-]+")
#: Towns that bear an article, which no other word after "au" or "du" does with a capital.
_WITH_ARTICLE = Anchored(
    r"(?:[Aa]u|[Dd]u) (Havre|Mans|Touquet|Puy-en-Velay|Puy|Lavandou|Creusot|Pouliguen|Croisic|Perreux|Raincy"
    r"|Kremlin-Bicêtre|Vésinet|Pecq|Bourget|Tampon|Lamentin|Gosier|Vauclin|Cannet|Pontet|Bouscat|Haillan"
    r"|Chesnay|Tréport|Grau-du-Roi|Blanc-Mesnil|Plessis-Robinson|Mée-sur-Seine|Petit-Quevilly"
    r"|Grand-Quevilly)(?![\w-])"
)
#: Why the town at the head of a dated letter counts.
DATED = "place of a dated letter"
_WHOLE_DATE = (
    r"[0-9][0-9 ]{0,2}(?:er)?[ ./\-]{1,3}(?:[A-Za-zéû]{1,9}\.?|[0-9][0-9 ]{0,2})[ ./\-]{1,3}[0-9][0-9 ]{1,7}"
)
#: "Perpignan, le 1er février 2022" at the head of a letter; what is received or edited is no town. Without
#: a comma or "À" nothing stands behind the date, as it does in "Hb le 12/03/22 : 9,8".
_DATELINE = regex(
    rf"(?:^|\n|[ ]{{3}})[ ]{{0,3}}(?P<a>[ÀA] )?(?P<town>{TOWN.pattern})(?:(?P<comma> ?,)|(?(a)|(?=(?i: le )"
    rf"(?i:{WEEKDAY} )?{_WHOLE_DATE} ?(?:\n|\Z|[ ]{{3}})))) (?i:le) (?i:{WEEKDAY} )?"
    rf"(?=[0-9]{{1,2}}(?:er)?[ ./\-][A-Za-zéû0-9])"
)
_DATED = regex(rf" le (?:{WEEKDAY} )?(?=[0-9])")
_NOT_A_DATELINE = regex(
    r"(?:recu|presente\w*|tournoi|lue?|relue?|c'est|ce|edite|imprime|valide|signe|date|fait|vue?|revue?"
    r"|preleve|dicte|tape|saisi|transmis|appel|rdv|rendez|nee?|consult\w*|hospit\w*|entree?|sortie?|admise?"
    r"|decede\w*|oper\w*|examen|scanner|irm|tdm|echo\w*|bilan|controle|prochain\w*|debut\w*|fin|depuis"
    r"|jusqu|arret|pose|ablation|retour|envoye|adresse|redige"
    rf"|{WEEKDAY}"
    r"|prelevement|urgences|seance|cure|depart|arrivee|dernier\w*|rcp|staff|mise|sort|sorti|rentre"
    r"|part|parti|vient|venue?|revient|reprend|reprise|deces|mort|realise\w*|effectue\w*|pratique\w*"
    r"|enregistre\w*|demande\w*|accouch\w*|naissance|coro\w*|pac|pontage|ecbu|biopsie|ponction|chirurgie"
    r"|intervention|vaccin\w*|visite|passage|certificat|ordonnance|courrier|lettre|bloc|greffe|angio\w*"
    r"|fibro\w*|gastro\w*|colo\w*|holter|doppler|radio\w*|mammo\w*|trod|coelio\w*|resultats?|reponse|rappel\w*"
    r"|attendue?s?|prevue?s?|annule\w*|reporte\w*|decale\w*|confirme\w*|programme\w*|arrete\w*|stoppe\w*|repris\w*"
    r"|ouvert\w*|ferme\w*|tombe\w*|chute|agresse\w*|vol|accident|incident|audience|plainte|conseil|expertise"
    r"|mariage|demarre\w*|commence\w*|initie\w*|introdui\w*|change\w*|refait\w*|suivi|point|relais|relance|dose"
    r"|infiltration|pansement|piqure|injection|note|info\w*|absente?|presente?|termine\w*|ddr|regles|ivg|iac"
    r"|fiv|[a-z]+(?:logie|iatrie|urgie|tions?|sions?|ements?|graphies?|scopies?|ectomies?))"
    r"(?![a-z])"
)
#: "à Roubaix (59)": the department behind its town.
_DEPARTMENT = regex(rf"[àA] ({TOWN.pattern})(?= ?\((?:0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])\))")


def by_form(note: Note) -> Iterator[Hit]:
    """Boroughs, the town at the head of a letter, and the town before the number of its department."""
    text, folded = note.text, note.folded
    for borough in _BOROUGH.matches(folded):
        if _CYTOLOGY.search(before(folded, borough.start(), 40)):
            continue  # Paris is a system of five classes, too
        if text[borough.start()].isupper() or _LOWER_BOROUGH.search(before(folded, borough.start(), 12)):
            yield Hit(borough.start(), borough.end(), 0.92, "borough")
    for m in _WITH_ARTICLE.matches(folded, text):
        yield Hit(*m.span(1), 0.8, "town with an article")
    for m in _DATELINE.finditer(text) if _DATED.search(folded) else ():
        if not _NOT_A_DATELINE.match(folded, m.start("town")):
            yield Hit(*m.span("town"), 0.85, DATED)
    for m in _DEPARTMENT.finditer(text) if "(" in text else ():
        yield Hit(m.start(1), m.end(1), 0.9, "department after")


def by_spelling(note: Note) -> Iterator[Hit]:
    """Towns told by how they are spelt, in brackets, in fields, and saints in small letters."""
    text, folded = note.text, note.folded
    for m in _COMPOUND.finditer(text) if any(link in folded for link in _LINKS) else ():
        if not _NO_COMPOUND.match(folded, m.start()):
            yield Hit(m.start(), m.end(), 0.7, "form of a town's name")
    for m in _LIVES_IN_BRACKETS.matches(folded):
        end = town_end(text, m.end())
        if _BRACKET_END.match(text, end) and not is_abbreviation(text, m.end(), end):
            yield from where(text, folded, m.end(), 0.75, "in brackets behind a word for living")
    for m in _SLASHED.finditer(text) if any(link in text for link in (" s/", " lès ", " lez ")) else ():
        yield Hit(m.start(), m.end(), 0.8, "form of a town's name")
    for m in _LOWER_SAINT.matches(folded):
        if text[m.start(1)].islower() and not _SEGMENT.match(folded, m.start(1)):
            yield Hit(*m.span(1), 0.7, "saint in lower case where somebody goes or is")
    for m in _FIELD.matches(folded):
        if not _HEADS_FIELD.search(before(folded, m.start(), 3)):
            continue
        several = TWO_WORDS.match(text, m.end())
        if several and not is_no_town(text, folded, *several.span()):
            yield Hit(*several.span(), 0.85, "value of a field")
        yield from where(text, folded, m.end(), 0.85, "value of a field")
        if (lower := LOWER_PHRASE.match(text, m.end() - 1)) and not FIELD_AFTER.match(text, lower.end()):
            yield Hit(*lower.span(1), 0.8, "value of a field, in lower case")
