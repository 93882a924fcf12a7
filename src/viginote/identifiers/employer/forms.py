"""Firms, regiments and clubs by their form alone: "SARL Deniau", "Norbert Lambert SA", "1er RPIMa"."""

from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import PHRASE_END, UPPER, Hit, at_numbers, before
from viginote.identifiers._places import town_end
from viginote.identifiers.employer.site import name_end, site_end
from viginote.regex import regex
from viginote.text import Note

_TITLE = rf"{UPPER}[a-zà-ÿœ'-]+(?:-{UPPER}[a-zà-ÿœ']+)*"
#: "Norbert Lambert SA", "Deniau & Fils": the legal form, or the kin, behind the name. A number before makes
#: SA weeks of a pregnancy.
_FORM_BEHIND = regex(
    rf"{_TITLE}(?: (?:{_TITLE}|et|&|de|du|des)){{0,3}} (?:SARL|SASU?|SA|EURL|SNC|SCOP|& Fils|et Fils|& Cie"
    r"|et Cie|& Associés)(?![\w'-])(?! ?[0-9:])"
)
_FORMS = ("SARL", "SAS", " SA", "EURL", "SNC", "SCOP", " Fils", " Cie", "& Associés")
#: "SARL Deniau Père et Fils", "Ets Morel": the legal form before the name.
_FORM_BEFORE = Anchored(
    r"(?:sarl|sasu?|eurl|snc|sci|scop|gaec|earl|scea|ets|etablissements|scic"
    r"|maison d'assistantes maternelles) (?:d[eu]s? |de la |de l'|d')?(?=[a-z])"
)
#: A trade with a capital before a name: "Fonderies Lorraines", "Ambulances du Haut-Forez", "Taxi Morel".
_TRADE = Anchored(
    r"(?:fonderies?|transports|ambulances?|taxis|menuiserie|boulangerie|garage|imprimerie|scierie|laiterie"
    r"|chantiers|carrieres|pepinieres|verreries?|papeteries?|forges|acieries?|tuileries?|conserverie"
    r"|conserves|cuisines|constructions|maconnerie|charpentes|couverture|plomberie|carrosserie|boucherie"
    r"|charcuterie|fromagerie|brasserie|restaurant|pompes funebres|auto-ecole|communaute de communes|mairie"
    r"|conseil (?:departemental|regional)) (?:d[eu]s? |de la |de l'|d')?(?=[a-z])"
)
#: Works by their kind and name alone: "bruit usine Trefimetaux", "abattoir Kermené", "société Net Plus".
_WORKS = Anchored(
    r"(?:abattoirs?|usines?|conserverie|laiterie|fonderie|scierie|cartonnerie|verrerie|acierie|imprimerie"
    r"|papeterie|sucrerie|raffinerie|centrale nucleaire|entreprise|societe|ste|supermarche|hypermarche"
    r"|enseigne|cooperative) "
    r"(?!francaise|europeenne|nationale|internationale|americaine|savante|de |d'|du |des )(?=[a-z])"
)
#: "conflit avec l'employeur (Sotralu)", "au boulot (Carrefour Market)": no disease, which work may cause too.
_BEHIND_WORK = Anchored(
    r"(?:travail|boulot|taf|employeu\w+|patron|boite|job|metier|magasin|usine|collegues?|hierarchie"
    r"|chantier|stage"
    r"|apprenti\w*|alternance|interim|cdi|cdd|entreprise|societe)\b[^.;:()\n]{0,30}\((?=[a-z])"
)
_DISEASE = regex(r"[a-z' -]+(?:ies?|ites?|oses?|ismes?|tions?|ents?|eurs?|aires?|iques?|ees?|ales?|etes?)\Z")
_IN_BRACKETS = regex(rf"({_TITLE}(?: (?:(?:d'|l')?{_TITLE}|et|&|de|du|des))*)(?=[),])")
_REGIMENT = regex(
    r"[0-9](?<![0-9].)[0-9]{0,2}(?:er|e|ème|°) (?:R(?!DV|V\b|X\b)[A-Z][A-Za-z]{0,4}|BIMa|BCA|BPC"
    r"|régiment [\w' -]{3,30}?(?=[,.;)\n]|$))(?!\w)"
)
#: "Le club (AS Cannes Volley)", "licencié à l'US Dax": clubs by their letters, where sport is spoken of.
_SPORT_CLUB = Anchored(
    rf"(?:A[CJSL]|AS[MP]|F[CA]|US[MO]?|RC|SC|SU|OGC|ES|CS|UA|SO|BC|TC|HBC|C[AO]|JS|Stade|Racing|Olympique"
    rf"|Entente|Étoile"
    rf"|[JV]C|Union Sportive) (?:Les |La |Le )?{_TITLE}(?: {_TITLE}){{0,2}}(?![\w'-])"
)
_SPORT_BEFORE = regex(
    r"\b(?:clubs?|licen(?:ciee?|ce)|joue\w*|entrain\w+|coach|equipe|foot\w*|rugby\w*|hand\w*|volley\w*"
    r"|basket\w*|judo|natation|athletisme|gym\w*|match|saison|centre de formation|sportif"
    r"|sportive)\b[^.;,\n]{0,30}[ (]\Z"
)
_SPORT_AFTER = regex(
    r",? \(?(?:u[0-9]{1,2}|seniors?|juniors?|cadets?|minimes?|foot\w*|hand\w*|rugby|basket|volley|judo"
    r"|pilier|ailier|pivot|3/4|libero|licen\w+|saison)\b"
)
_CLUB = Anchored(rf"[AaDd]u ((?:AS|AJ|US|FC|RC|SC) {_TITLE})")
#: "Badge d'entreprise « Verallia »".
_BADGE = Anchored(r"badge (?:d'entreprise |professionnel |de travail )?(?:[:\"] ?|au nom de )(?=[a-z])")
_TOWN_HALL = Anchored(r"mairie (?:de |d'|du )")
_PHRASE_START = regex(r"(?:\A|\n|[,;(] ?)\Z")
_WORK_NEAR = regex(
    r"\b(?:travail\w*|boss\w+|employ\w+|salari\w+|collegue\w*|patron\w*|embauch\w+|licenci\w+|chauffeur"
    r"|ouvri\w+|secretaire|stage|stagiaire|apprenti\w*|alternan\w+|agent\w*|technicien\w*|retraite\w*"
    r"|ancien\w*|cadre|chef|jardinier|cantini\w+|maconn?|poste|interim\w*|patissi\w+|boulang\w+|cuisini\w+"
    r"|profession\w*|fonctionnaire"
    r"|territorial\w*|titulaire|atsem|animat\w+|accident de service|burn-?out)\b[^.;\n]{0,40}\Z"
)
#: Departments of a town hall, behind it.
_WORK_BEHIND = regex(r", (?:espaces verts|voirie|cantine|agent|service technique|ctm|atsem|entretien)\b")


def firms(note: Note) -> Iterator[Hit]:
    """Firms by their legal form, by a trade with a capital, or by a badge."""
    text, folded = note.text, note.folded
    if any(form in text for form in _FORMS):
        for m in _FORM_BEHIND.finditer(text):
            yield Hit(m.start(), m.end(), 0.8, "name and legal form")
    for m in _FORM_BEFORE.matches(folded):
        if not text[m.start() : m.start() + 2].islower() and (end := name_end(text, m.end())):
            yield Hit(m.start(), end, 0.8, "legal form and name")
    for m in _TRADE.matches(folded):
        titled = text[m.start()].isupper() and text[m.start() + 1].islower()
        if (titled or _WORK_NEAR.search(before(folded, m.start(), 60))) and (end := name_end(text, m.end())):
            yield Hit(m.start(), end, 0.75, "trade and name")
    for m in _BADGE.matches(folded):
        if end := name_end(text, m.end()):
            yield Hit(m.end(), end, 0.75, "badge of a firm")


@needs(_TOWN_HALL)
def town_halls(note: Note) -> Iterator[Hit]:
    """Town halls that make a phrase, where somebody works: ", mairie de Trélazé, espaces verts"."""
    text, folded = note.text, note.folded
    for m in _TOWN_HALL.matches(folded):
        end = town_end(text, m.end())
        if (
            end > m.end()
            and _PHRASE_START.search(before(folded, m.start(), 2))
            and PHRASE_END.match(text, end)
            and (_WORK_NEAR.search(before(folded, m.start(), 60)) or _WORK_BEHIND.match(folded, end))
        ):
            yield Hit(m.start(), end, 0.87, "town hall that makes a phrase")


@needs(_WORKS, _BEHIND_WORK)
def works(note: Note) -> Iterator[Hit]:
    """Works by their kind and name, and firms in brackets behind a word for work."""
    text, folded = note.text, note.folded
    for m in _WORKS.matches(folded):
        if end := name_end(text, m.end()):
            yield Hit(m.start(), end, 0.75, "kind of works and name")
    for m in _BEHIND_WORK.matches(folded):
        name = _IN_BRACKETS.match(text, m.end())
        if name and not _DISEASE.match(folded, name.start(), name.end()):
            yield Hit(*name.span(1), 0.75, "in brackets behind a word for work")


def regiments_and_clubs(note: Note) -> Iterator[Hit]:
    for m in at_numbers(note.folded, _REGIMENT, text=note.text):
        yield Hit(m.start(), m.end(), 0.8, "regiment")
    for m in _CLUB.matches(note.folded, note.text):
        yield Hit(*m.span(1), 0.7, "club")
    for m in _SPORT_CLUB.matches(note.folded, note.text):
        beside = _SPORT_BEFORE.search(before(note.folded, m.start(), 50))
        if beside or _SPORT_AFTER.match(note.folded, m.end()):
            yield Hit(m.start(), m.end(), 0.75, "club, sport before")


#: Schools in lower case: "collège jules ferry", "lycée saint-joseph".
_SCHOOL = Anchored(
    r"(?:college|lycee|creche|halte[- ]garderie|groupe scolaire"
    r"|ecole(?: (?:primaire|maternelle|elementaire))?) "
    r"(?:(?:jules"
    r"|jean|victor|marie|pierre|paul|louis|anatole|georges|henri|emile|rene|marcel|albert|francois|charles"
    r"|gustave|romain|alphonse|camille|simone|lucie|rosa|joliot|marcelin|honore|arthur|andre|antoine|blaise"
    r"|denis|eugene|ferdinand|gaston|leon|maurice|pablo|robert|saint|sainte|st|ste|notre)[ -][a-z'-]{2,14}"
    r"|les (?!jours|matins|lundis|mardis|jeudis|weekends|enfants|parents|medecins|autres|soirs|mercredis"
    r"|vendredis)(?:petit[es]* |p'tits |joyeux |trois |quatre )?[a-z'-]{4,14}[sx])(?![\w'-])"
)


@needs(_SCHOOL)
def lower_case_schools(note: Note) -> Iterator[Hit]:
    for m in _SCHOOL.matches(note.folded):
        if note.text[m.start() : m.end()].islower():
            yield Hit(m.start(), site_end(note.text, m.end()), 0.75, "school and its name, in lower case")
