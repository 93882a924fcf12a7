"""Short public numbers: emergencies, help lines."""

from collections.abc import Iterator

from viginote.french.calendar import MONTH_STEM
from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import Hit, at_numbers, before, digits_of
from viginote.regex import regex
from viginote.text import words

#: Short public numbers (3xxx, 116 xxx) count where somebody calls or hands them over, as figures do not.
_SHORT = regex(
    r"(?:3(?<![0-9].)(?<![0-9][.,/].)(?<![0-9] .)[0-9][ .]?[0-9]{2}|116 ?[01][0-9]{2})"
    r"(?![0-9a-z]|[.,/:\-][0-9])"
)
_SHORT_CUE = regex(
    r"\b(?:(?:au|le|du) n°|numeros?(?: (?:vert|d'appel|national|d'urgence|court|unique))?|n° unique"
    r"|sos medecins|info service|appel\w*|composer|contacter|joindre|ligne|lignes? d'ecoute|plateforme|tel"
    r"|telephon\w+|vers|via)"
    r"(?: (?:le|la|au|du|de|d'urgence|vert|numero))*[ :.°]*\Z"
)
_HANDED_OVER = regex(
    r" ?\((?:n°|numero|ligne|ecoute|prevention)| ?\)? ?(?:\([a-z ]{3,30}\) )?"
    r"(?:a ete |ont ete )?(?:re)?(?:donnee?s?|transmis|remis|communiques?"
    r"|fournis?|expliques?|rappeles?|indiques?|laisses?|proposes?|contacte|appele|disponible|joignable"
    r"|sos medecins|24 ?h|h24|en cas de|si (?:besoin|crise|urgence|idees))(?![a-z])"
)
#: Suicide, violence, abuse, harassment, tobacco, doctors on call, pharmacies, missing children...
_HELPLINES = frozenset(
    words(
        "3114 3919 3977 3018 3020 3624 3646 3949 3939 3237 3989 3960 3975 3920 3631 116117 116006 116111 "
        "116000"
    )
)
#: Emergency numbers as a line of a list of numbers: "Urgences nuit : 15".
_EMERGENCY = Anchored(
    r"(?:urgences?|samu|pompiers|secours|police|numero d'urgence)(?: [a-z]{3,12})? ?:? ?(15|1[78]|11[24579])"
    r"(?= ?(?:[.,;)](?![0-9])|\n|\Z))"
)
_NOT_COUNTED = (
    r"(?![0-9a-z%°+]|[.,/:\-][0-9]| ?(?:/|%|h\b|min\b|m?g\b|ml\b|ans?\b|mois\b|jours?\b|j\b|sem|seances?"
    rf"|passages|{MONTH_STEM}|a [0-9]))"
)
#: Beside whom it reaches, or what was done: "police au 17", "pompiers (18)", "appelé le 15", "fait le 17".
_LISTED = Anchored(
    r"(?:samu(?: social)?|pompiers?|police(?: secours| appelee?)?|gendarmes?|incendie)"
    rf" ?(?:\(|du |au |par le )?(15|1[78]|11[2459]){_NOT_COUNTED}"
    r"|(?:signale\w*|demandee?)(?: fait)?(?: en urgence)? (?:au )?(11[2459])(?=[^0-9/])"
    r"|appel(?:e[rez]?|er|s)? (?:le|au) (1[578]|11[24579])(?![0-9]|[.,/:\-][0-9])"
    r"|(?:appele[rz]|compose[rz]|contacte[rz]|joindre) (?:le )?(1[578]|1 ?1 ?[24579])"
    r"(?: (?:ou|puis) (?:le )?(11[2459]|1[578]))?"
    r"(?= ?(?:[.,;:)(](?![0-9])|\n|\Z|(?:puis|si|en cas|pour)\b))"
    r"|numero (11[49])(?= ?(?:[.,;:)](?![0-9])|\n|\Z|(?:donne|remis|appele|communique|note)))"
    rf"|(?:tel|prevenir|fait le|ecoute telephonique) (1[578](?<=le ..)|11[2459]){_NOT_COUNTED}"
)
_GIVEN = ("n° ", ": ", "donne ", "donner ", "remis ")
_ARTICLE = regex(r"\b(?:le|au|du|les) \Z")
_QUANTITY_AFTER = regex(
    r" ?(?:[mµk]?g\b|ml|l\b|/|%|ui|mm|cm|gb|g/|u\b|kcal|ans\b|euros?|€|elements?|jours?| h\b)"
)


def short_numbers(folded: str) -> Iterator[Hit]:
    """Short public numbers that are called, handed over, or known and spoken of with their article."""
    for m in at_numbers(folded, _SHORT):
        if _QUANTITY_AFTER.match(folded, m.end()):
            continue
        left = before(folded, m.start(), 40)
        helpline = digits_of(m[0]) in _HELPLINES
        if "." in m[0] and not helpline:
            continue
        if _SHORT_CUE.search(left) or (helpline and left.endswith(_GIVEN)):
            yield Hit(m.start(), m.end(), 0.9, "short number after a word for calling")
        elif helpline and (_ARTICLE.search(left) or _HANDED_OVER.match(folded, m.end())):
            yield Hit(m.start(), m.end(), 0.85, "helpline")


@needs(_EMERGENCY, _LISTED)
def emergencies(folded: str) -> Iterator[Hit]:
    """The numbers of the emergency services, listed or beside whom they reach."""
    for m in (*_EMERGENCY.matches(folded), *_LISTED.matches(folded)):
        for number in filter(m.group, range(1, m.re.groups + 1)):
            yield Hit(*m.span(number), 0.8, "emergency number behind its label")
