"""What addresses, postcodes, towns and care sites share: how a proper name of a place runs on."""

import re

from viginote.identifiers._base import LETTER, UPPER
from viginote.regex import regex
from viginote.text import words

#: Small words inside the names of streets, towns and sites.
LINK = (
    r"(?:(?:d[eu]s?|la|les?|et|sur|sous|en|aux?|lez|lès|à la|[àa](?=[ -](?:Pitre|Mousson|Marcq))"
    rf"|DE|DU|DES|LA|LES?|ET|SUR|SOUS|EN|AUX?|LEZ)(?!{LETTER})|[lLdD]'|s/|(?<! )/(?! ))"
)
#: One word of a proper name: a capital first, dots for abbreviations ("G.al", "St.", "H.MONDOR").
CAPITAL = rf"{UPPER}(?:\.(?={LETTER})|(?:{LETTER}|'))+"
_HYPHENED = rf"{CAPITAL}(?:(?:[-–]\n?|\n-){LETTER}[\w']*)*"

#: Words in capitals that end a place's name: they open the next field, or the next sentence.
_STOP = (
    r"(?!(?:tel(?! aviv)|telephone|tél|téléphone|fax|france|mail|e-?mail|courriel|ne|née?|nee?|(?-i:[Ll]e(?="
    r" [a-z0-9]))|dr|docteur|pr|professeur|m|mr|mme|mlle|monsieur|madame|patient|patiente|ipp|nda|nir"
    r"|adresse|date|service|unite|unité|departement|département|pole|pôle|chu|ch|chr|hopital|hôpital"
    r"|clinique|cabinet|medecin|médecin|finess|rpps|sexe|age|âge|profession|nom|prenom|prénom|cher|chère"
    r"|objet|concerne|motif|standard|secretariat|secrétariat|elle|il|consultation|compte|contact|portable"
    r"|mobile|vu|vue|cedex|cp|code|compter|reçu|recu|édité|edite|imprimé|imprime|validé|valide|partir|lieu"
    r"|demeurant|domicilie|domicilié|habitant|profession|fiche|rapport|lettre|courrier|synthese|synthèse"
    r"|observation|admission|entretien|reunion|réunion|pavillon|pav|ville(?!-)|commune|vsl|taxi|ambulance|pour"
    r"|par|avec|sans|apres|après|avant|depuis|qui|que|ou|où|dit|veut|refuse|accepte|propose|proposé"
    r"|contacte|contacté|demande|demandé|prevenu|prévenu|informe|informé|puis|rdv|sortie|entree|entrée|ttt"
    r"|traitement|bilan|compte-rendu|cr)\b)"
)
#: The second word of English and American towns: "Silver Spring", "Long Beach".
_ENGLISH = (
    r"(?:[ ](?:Springs?|Falls|Grove|Beach|City|Rapids|Heights|Hills|Valley|Creek|Island|Harbou?r|Haven"
    r"|Junction|Villages?|Wells|Rouge|Park|Lakes?|Bluffs?|Mills)(?![\w'-]))?"
)
#: A town: "Paris", "Ivry sur Seine", "BOULOGNE-\nBILLANCOURT", "Le Kremlin Bicêtre", "L'Haÿ-les-Roses".
TOWN = regex(
    rf"(?i:{_STOP})(?:(?:L[ae]s?|LES?|LA|St|Ste|ST|STE|Saint|Sainte|SAINT|SAINTE|Sidi|Aïn|Ain|Oued|Bab|El"
    rf"|Al|Ben|Ouled|San|Santa|New|The|Te|Fort|Port|Mount|Los|Las|Santo|São|Bad|Den|Sankt|Dún)[ \-]|L')?"
    rf"{_HYPHENED}"
    rf"(?:[ \-]?\n?[ \-]?(?:{LINK}[ \-\n]?){{1,3}}(?i:{_STOP}){_HYPHENED}){{0,3}}{_ENGLISH}"
)
#: Ends of German, Dutch and Nordic words for ways.
WAY_ENDINGS = words(
    "strasse straße str. gasse weg platz allee damm chaussee ufer straat laan gracht kade singel plein dreef "
    "steenweg gata gatan gade vej veien vagen vägen"
)
WAY_ENDING = rf"(?<![bB]ri)(?:{'|'.join(map(re.escape, WAY_ENDINGS))})"  # a brigade is no way
#: The United States and the provinces of Canada by their letters, less those that are degrees ("MD", "PA").
STATE = (
    r"(?:AK|AL|AR|AZ|CT|FL|GA|HI|IA|ID|IL|KS|KY|LA|ME|MI|MN|MO|MT|NC|ND|NE|NH|NJ|NM|NV|NY|OH|OK|OR|RI|SC|SD"
    r"|TN|TX|UT|VA"
    r"|VT|WA|WI|WV|WY|QC|ON|BC|AB|SK|MB|NS|NB|NL)"
)
#: The same between a town and a code, where letters that are also those of a degree or a word count too.
STATE_BEFORE_CODE = rf"(?:{STATE}|CA|CO|DC|DE|IN|MA|MD|MS|PA)"
#: What may end a town's line: the distribution office of large mail receivers, a borough.
CEDEX = regex(
    r"(?:[ \n]?(?i:cedex)(?: ?[0-9]{1,2}(?![0-9]))?|(?<=[a-zA-Z]) [0-9]{1,2}(?:e|è|er|ème|eme)"
    r"(?: arr\w*\.?)?(?!\w))"
)
#: The end of a town's name shortened to a letter: "L'Haÿ les R.", "Fontenay s/ B.", "Ivry-sur-S."
_SHORTENED = regex(rf"[ \-](?:(?:sur|s|les|lez|lès|sous|en)[ /.\-]{{1,2}}){UPPER}[a-z]?\.")
#: One more word in capitals, where a line in capitals ends with it: "CLERMONT FERRAND".
MORE_CAPITALS = regex(
    rf"(?:[ ](?i:{_STOP})(?:{LINK}[ \-]?)?[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'\-]{{2,}}){{1,3}}(?=[ ]*(?:[,;.()|\n]|$"
    rf"|CEDEX|Cedex))"
)
#: Words in small letters that end a name: "Lion d'or", "Les Lauriers roses", "Bretagne sud".
_TAIL = (
    r"(?:[ -](?:roses?|bleue?s?|blanche?s?|rouges?|verte?s?|dorée?s?|noire?s?|fleurie?s?|d'or|d'argent"
    r"|sud|nord|centrale?|parisien(?:ne)?s?|bretonn?e?s?|normande?s?|picarde?s?|bernois|nationale?|enfants|malades"
    r"|& associ[ée]s)(?![\w'-]))?"
)
#: The name that follows the type word of a care site or a school.
SITE_NAME = regex(
    rf"(?:(?i:{_STOP})(?:(?:{LINK}[ ]?){{0,3}}){_HYPHENED})(?:[ ](?:(?:{LINK}[ ]?){{1,3}})?(?i:{_STOP})"
    rf"(?:{_HYPHENED}|[IVX]{{1,4}}(?![\w.]))){{0,5}}{_TAIL}"
)


#: Up to the end of a phrase, a town with its capital behind the name of a site or a firm.
_TOWN_BEHIND = regex(rf" (?:de |d'|à |- )?(?={UPPER}[a-zà-ÿ'])({TOWN.pattern})(?= ?(?:[,;.:)(\n/\"]|\Z| - ))")
_GAP = regex(r"[ ]{0,3}(?:[,\-–|/)][ ]?|\n)?[ ]{0,2}")


def after_gap(text: str, start: int) -> int:
    """Where the next word may begin after a postal code: past a comma, a dash, a cell or one line break."""
    m = _GAP.match(text, start)
    return m.end() if m else start


def town_end(text: str, start: int) -> int:
    """Where the town that begins at `start` ends, CEDEX included; `start` itself when none begins there."""
    m = TOWN.match(text, start)
    if not m or len(m[0]) < 2:
        return start
    end = m.end()
    if shortened := _SHORTENED.match(text, end):
        end = shortened.end()
    if text[start:end].isupper() and (more := MORE_CAPITALS.match(text, end)):
        end = more.end()
    if cedex := CEDEX.match(text, end):
        end = cedex.end()
    return end


def town_behind(text: str, end: int) -> int:
    """Where the town behind a name that ends at `end` ends, at the end of a phrase; `end` without one.

    >>> text = "pharmacie de la gare - Lens, puis"
    >>> text[:town_behind(text, 20)], text[:town_behind(text, 9)]
    ('pharmacie de la gare - Lens', 'pharmacie')
    """
    m = _TOWN_BEHIND.match(text, end)
    return m.end() if m else end
