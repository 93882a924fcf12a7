"""Houses told by their type word alone: who drives a patient, clubs, schools by their letters, nurseries."""

from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import Hit
from viginote.identifiers._places import TOWN
from viginote.identifiers.employer.site import name_end
from viginote.regex import regex
from viginote.text import Note

_OF = r" (?:d[eu]s? |de la |de l'|d'|la |les? |l')?"
#: Who drives a patient: "ambulances du Littoral", "taxis Aunis"; a title, a plate or a number is no name.
_DRIVER = r"(?:ambulances?|taxis?(?! (?:conventionn|ambulanc|vsl|assis|partag)))"
#: One taxi is no part of the name of its firm, unless with a capital: "le taxi Allo Béarn", "Taxi Bleu".
_ONE_DRIVER = regex(r"(?:taxi|ambulance) ")
_AGAIN = regex(r" (?:taxis?|ambulances?)(?![a-z])")
#: Clubs and stables.
_CLUB = (
    r"(?:(?:poney|boxing|gym|tennis|scrabble|judo|rugby|football|cyclo|basket|handball|volley|bridge|ping"
    r"|moto|aero|kayak|ski|golf|sporting|racing|bowling|yacht|rotary|lions)[ -]club"
    r"|club (?:hippique|nautique|alpin|sportif|bouliste|de (?:foot|rugby|basket|hand|volley|judo|tennis|gym"
    r"|natation|danse|escrime|petanque|karate)[a-z]*)|cercle (?:nautique|hippique|d'escrime)"
    r"|centre equestre|haras|amicale (?:laique|bouliste|sportive)|ecole de (?:voile|ski|foot|rugby|cirque))"
)
#: Nurseries, boarding schools and camps for children.
_CHILDREN = (
    r"(?:creche (?:collective|familiale|parentale|municipale|associative|hospitaliere|interentreprises)"
    # no morning, and no leave of a mother: "4 h du mat. Pompier", "congé mat. Poste"
    r"|(?<!du )(?<!le )(?<!h )(?<!conge )(?<!conges )(?<!arret )(?<!post )(?<!post-)(?<!repos )(?<!all )"
    r"(?<!all\. )mat\.|mam|internat|colo(?:nie)?)"
)
_TYPED = Anchored(rf"(?:{_DRIVER}|{_CLUB}|{_CHILDREN}){_OF}[«\"]? ?(?=[a-z])")
_NO_NAME = regex(
    r"(?:m|mr|mme|mlle|dr|monsieur|madame|docteur|vsl|pour|avec|retour|aller|prevu|commande|vers|chu?"
    r"|clinique"
    r"|hopital|samu|smur|[a-z]{1,2}[ -]?[0-9]{2,4})(?![a-z])"
)
#: In small letters up to the end of the phrase: "ambulances du littoral, 14 h", "poney club du val, chute".
_LOWER = Anchored(
    rf"(?:ambulances (?:d[eu]s? |de la )|{_CLUB}(?: d[eu]s? | de la | d'| ))"
    r"(?!garde|urgence|secours|samu|retour|nuit|jour|sport|loisir|le|la|les|son|sa|depuis|pour|et|ou)"
    r"[a-z][a-z'-]{2,}(?: [a-z'-]{3,})?(?= ?(?:[,;:.)\n]|\Z))"
)
#: "clg rabelais", "lyc. monod": one word behind the short form of a school.
_SHORT_SCHOOL = Anchored(
    r"(?:clg|lyc\.?) (?!de|du|des|en|et|a|au|pro|pr|prive|public|ok|non)(?=[a-z])[a-z'-]{3,}"
)
#: Schools by their letters and their town: "EM Lyon", "IAE de Caen".
_BY_LETTERS = Anchored(
    r"(?:ENS|EM|INSA|IAE|ESC|UTC|UTBM|ENSAM|IFAS|IFCS|IRTS|INSPE|IFMK)(?: de | d'| )(?=[A-ZÀ-Ö])"
)


@needs(_TYPED, _LOWER, _SHORT_SCHOOL, _BY_LETTERS)
def houses(note: Note) -> Iterator[Hit]:
    """Transporters, clubs, nurseries and schools by their type word and name."""
    text, folded = note.text, note.folded
    for m in _TYPED.matches(folded):
        if (end := name_end(text, m.end())) and not _NO_NAME.match(folded, m.end()):
            again = _AGAIN.match(folded, end)
            apart = _ONE_DRIVER.match(text, m.start()) is not None
            start = m.end() if apart else m.start()
            yield Hit(start, again.end() if again else end, 0.76, "type of house and its name")
    for m in _LOWER.matches(folded):
        if text[slice(*m.span())].islower():
            yield Hit(*m.span(), 0.7, "type of house and its name")
    for m in _SHORT_SCHOOL.matches(folded):
        yield Hit(*m.span(), 0.8, "type of school and its name")
    for m in _BY_LETTERS.matches(folded, text):
        if town := TOWN.match(text, m.end()):
            yield Hit(m.start(), town.end(), 0.76, "type of school and its name")
