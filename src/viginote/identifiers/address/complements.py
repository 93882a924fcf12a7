"""What completes an address: building, stairs, floor, door, behind the street or before it."""

import re

from viginote.identifiers._base import LETTER, UPPER, before
from viginote.identifiers._places import LINK
from viginote.regex import regex

#: A number or a letter, and what bears one in a house, in folded text: "esc. 6", "bât B2", "interphone 12".
_MARK = (
    r"(?:\.?[ ]?(?:n°[ ]?)?[0-9]{1,5}(?:[a-z]|[ ][b-h](?![\w']))?"
    r"|\.?[ ][b-h][ ][0-9]{2,3}|\.?[ ][a-z][0-9]{0,3}|\.?[a-z][0-9]{1,3})"
)
_DOOR_WORD = (
    r"(?:bat(?:iment)?|bt|apt|appt?|appart(?:ement)?|esc(?:alier)?|studio|porte|pte|hall|entree|bp|cs|tsa"
    r"|chambre|villa|pavillon|tour|bloc|imm(?:euble)?|logement|emplacement|anneau)"
)
_DOOR = rf"(?:{_DOOR_WORD}{_MARK})"
#: The same of words that stand behind a street alone.
_DOOR_BEHIND = (
    rf"(?:(?:lot|ch|chbre|cellule|boite|bte|box|bal|log|interph(?:one)?|allee|montee|cage|niveau|parcelle|place"
    rf"|cabane|chalet|bungalow|mobil-home|local|atelier|couloir|secteur|ilot){_MARK}"
    r"|n°[ ]?(?:[0-9]{1,5}[a-z]?|[a-z])"
    r"|porte (?:gauche|droite|face|centrale|du fond)|maison n°[ ]?[0-9]{1,4}"
    r"|(?:maison|portail|porte|volets|grille) (?:blanc(?:he)?|vert|bleu|roug|jaun|noir|gris|ros)e?s?"
    r"|prolongee?|entresol|sous[ -]sol|poste restante)"
)
_NTH = r"[0-9]{1,2}[ ]?(?:er|e|eme|ieme)"
_SIDE = r"(?:gauche|gche|droite|dte?|dr|face)"
#: "3e étage porte gauche", "étage 1", "1er gauche", "3e D", "2e fond cour".
_FLOOR = (
    rf"(?:{_NTH}[ ](?:et(?:age|g\.?|\.)?(?:[ ](?:porte )?{_SIDE})?|{_SIDE}|[a-d]|porte|service|cour|fond cour"
    r"|fond de cour|esc(?:alier)?|ss sol|sous[ -]sol)|etage[ ][0-9]{1,2}|dernier etage"
    r"|et(?:g|\.)[ ]?[0-9]{1,2})"
)
_GROUND = (
    r"(?:(?:rdc|rdj|rez[ -]de[ -](?:chaussee|jardin)|(?:au[ ])?fond[ ]de[ ](?:la[ ])?cour)"
    rf"(?:[ ]{_SIDE})?)"
)
#: What the place is beside: "face au café", "derrière l'église", "après le calvaire".
_LANDMARK = (
    r"(?:(?:juste )?(?:en face|face|derriere|devant|a cote|pres|apres|avant)|au[- ]dessus|angle)"
    r"[ ](?:du |de la |de l'|des |de |d'|au |aux |a la |a l'|les? |la |l')[a-z][\w'-]{2,}"
    r"(?:[ ][a-z0-9][\w'-]*){0,2}?"
    r"|ancien(?:ne)? [a-z]{4,}(?: [a-z]{4,})?"
)
_COMPLEMENT = regex(
    rf"[ ]?[,\n\-(]{{0,2}}[ ]?(?:(?:{_DOOR}|{_DOOR_BEHIND}|{_FLOOR}|{_GROUND}"
    r"|(?:peniche|caravane|camping|ferme|moulin|villa|hameau|bat\.?|batiment|portail|portillon|grille)[ ]"
    r"(?:les?|la|des?|du|l')?[ ]?"
    r"[a-z][\w'\-]+|villa[ ]\"[^\"\n]{2,30}\""
    r"|(?:res(?:idence|\.)?|lot\.|lotissement|lotiss\.)[ ](?:les?|la|des?|du|l')?[ ]?"
    r"[a-z][\w'\-]+(?:[ ](?!n°)[a-z][\w'\-]+){0,2})(?![\w'])"
    rf"|\(?{_LANDMARK}(?=[ ]?(?:[,;.)\n]|\Z))"
    # without a word for what they are at the end of a phrase alone
    rf"|(?:{_NTH}|bas|face|maison du fond|{_SIDE})(?=[ ]?(?:[,;.)\n]|\Z| - (?:porte|pte|app))))\)?"
)
_BEFORE = (
    rf"(?:{_DOOR}[ ]?[,\-\n]?[ ]?"
    # a building by its name, a yard: "bâtiment Ampère, ", "cour intérieure, "
    r"|(?:bat(?:iment)?\.?|bt|immeuble|imm\.?|tour|copropriete) [a-z][a-z'\-]{2,20}(?: [a-z'\-]{2,20})?,[ ]?"
    # what the number of a street is the number of: "lot 14 lotissement", "PK 12 route"
    r"|(?:lot|pk|n°)\.?[ ]?(?=\Z)"
    r"|cour (?:interieure|arriere|du fond)[ ]?,[ ]?"
    rf"|(?:{_FLOOR}|{_GROUND}|cite [0-9]{{1,3}}|internat|la loge)[ ,]{{1,2}}"
    r"|(?:porte )?(?:face|gauche|droite)[ ]?[,\-][ ]?"
    r"|(?:residence|res\.?|lieu[ -]dit|z\.?[ai]\.?c?\.?) [a-z' \-]{3,30},[ ]?)"
)
#: The last of several may have the number that seemed the street's: "bât C4 appt 12 résidence Les Glycines".
_COMPLEMENT_BEFORE = regex(rf"{_BEFORE}{{1,5}}(?:{_DOOR_WORD}\.? ?(?:n° ?)?)?\Z")
#: A building by its name: "Le Forum, 3e étage, 1 parvis ...", "Tour Athènes, 75 r ...".
_BUILDING = regex(
    r"(?:^|\n|[:;—–,-] )((?:L[ea]s?|(?P<type>(?i:rés\.?|résidence|villa|immeuble|domaine|château|h[ôo]tel"
    r"|g[îi]te|ferme|mas|moulin|p[ée]niche|squat"
    r"|foyer(?! \w+(?:aire|ique|eux|al),)|tour|palais|clos|hlm))) "
    rf"[\"«]? ?(?:(?:{LINK}|L[ea]s?)[ ]?)?{UPPER}[\w'-]+(?: (?:{LINK} )?{UPPER}[\w'-]+){{0,3}} ?[\"»]?, ?)\Z"
)
#: "Le Clos Saint-Luc, 9 allée ...": an article and a name, with no word for what it is; nobody by a role and
#: no place of care. Of two words at least at the head of a line, where every noun has a capital.
_ONLY_NAMED = regex(
    r"L[ea]s? (?!(?i:docteur|dr|prof\w*|pr|m[ée]decin|maire|juge|tut\w+|curat\w+|notaire|direct\w+|chef"
    r"|infirmi\w+|kin[ée]\w*|p[èe]re|m[èe]re|mari|sieur|dame|enfant|famille|patiente?|malade|cabinet|centre"
    r"|service|parents|fils|fille|consultante?|requ[ée]rante?|secr[ée]t\w+|pharmac\w+|laboratoire|clinique|h[ôo]pital"
    rf"|foyer|urgences|samu|smur|pompiers|police)\b){LETTER}{{3,}}"
)
_TWO_WORDS = regex(r"\S+ \S+ \S")
#: What only a house has: "Cité Pablo Picasso, tour 14".
_OF_HOUSE = regex(
    r",? (?i:tour|b[aâ]t(?:iment)?|appt?|apt|esc(?:alier)?|porte|villa|n°|bp|cs)\.? ?[0-9A-Z]{1,5}(?!\w)"
)
_MOST = 5  # complements behind a street


def with_complements(folded: str, end: int) -> int:
    """Where the complements behind the street that ends at `end` end."""
    for _ in range(_MOST):
        m = _COMPLEMENT.match(folded, end)
        if not m:
            break
        end = m.end()
    return end


def with_complement_before(text: str, folded: str, start: int) -> int:
    """Where the complements before the street that begins at `start` begin."""
    left = before(folded, start, 90)
    m = _COMPLEMENT_BEFORE.search(left)
    complement = m is not None and not (m.start() and left[m.start() - 1].isalnum())
    if m and complement:
        start -= len(left) - m.start()
    building = _BUILDING.search(text, max(0, start - 40), start)
    if building and (complement or building["type"] or _is_house(building)):
        return building.start(1)
    return start


def _is_house(building: re.Match[str]) -> bool:
    """Whether an article and a name before a street are a house, with no word for what it is."""
    heads_line = building[0].lstrip("\n") == building[1]
    several = _TWO_WORDS.match(building[1]) is not None
    return _ONLY_NAMED.match(building[1]) is not None and (several or not heads_line)


def has_complement(folded: str, end: int) -> bool:
    """Whether a complement stands behind what ends at `end`."""
    return _COMPLEMENT.match(folded, end) is not None


def has_door(text: str, end: int) -> bool:
    """Whether what only a house has stands behind what ends at `end`."""
    return _OF_HOUSE.match(text, end) is not None
