"""What completes an address: building, stairs, floor, door, behind the street or before it."""

import re

from viginote.identifiers._base import UPPER, before
from viginote.identifiers._places import LINK

_COMPLEMENT = re.compile(
    r"[ ]?[,\n\-(]{0,2}[ ]?(?:(?:b[aâ]t(?:iment)?|apt|appt?|appartement|esc(?:alier)?|studio|porte|hall"
    r"|entr[ée]e|lot|bp|cs|tsa"
    r"|chambre|bo[iî]te|villa|pavillon|tour|bloc|imm(?:euble)?|log(?:ement)?|n°)\.?[ ]?(?:n°[ ]?)?"
    r"(?:[0-9]{1,5}[a-z]?|[a-z][0-9]{0,3})"
    r"|[0-9]{1,2}[ ]?(?:er|e|è|eme|ème|ième)[ ]"
    r"(?:[eé]t(?:age|\.)?(?:[ ](?:porte )?(?:gauche|droite|face))?|gauche|droite|face|dte|gche)"
    r"|(?:rdc|rez[ -]de[ -]chauss[eé]e|(?:au[ ])?fond[ ]de[ ](?:la[ ])?cour)"
    r"(?:[ ](?:gauche|droite|dte|gche))?"
    r"|(?:p[eé]niche|caravane|camping|ferme|moulin|villa)[ ](?:les?|la|des?|du|l')?[ ]?[A-ZÀ-Ö][\w'\-]+"
    r"|r[eé]s(?:idence|\.)?[ ](?:les?|la|des?|du|l')?[ ]?[A-ZÀ-Ö][\w'\-]+"
    r"(?:[ ][A-ZÀ-Ö][\w'\-]+){0,2})(?!\w)\)?",
    re.IGNORECASE,
)
_COMPLEMENT_BEFORE = re.compile(
    r"(?:(?:bat(?:iment)?|apt|appt?|appartement|esc(?:alier)?|studio|porte|hall|entree|chambre|villa"
    r"|pavillon|tour|bloc|immeuble"
    r"|logement|bp|cs|tsa)\.? ?(?:n° ?)?(?:[0-9]{1,4}[a-z]?|[a-z][0-9]{0,3})[ ]?[,\-\n]?[ ]?"
    r"|[0-9]{1,2}(?:er|e|eme) et(?:age|\.)?(?: (?:porte [0-9a-z]{1,4}|gche|gauche|dte|droite"
    r"|face))?[ ,]{0,2}|(?:porte )?(?:face|gauche|droite)[ ]?[,\-][ ]?"
    r"|(?:residence|res\.?"
    r"|lieu[ -]dit|z\.?[ai]\.?c?\.?) [a-z' \-]{3,30},[ ]?){1,5}\Z"
)
#: A building by its name, before a floor or a door: "Le Forum, 3e étage, 1 parvis ...".
_BUILDING = re.compile(
    r"(?:^|\n|[:—–,-] )((?:L[ea]s?|(?P<type>(?i:rés\.?|résidence|villa|immeuble|domaine|château|foyer"
    r"|tour))) "
    rf"[\"«]? ?(?:(?:{LINK}|L[ea]s?)[ ]?)?{UPPER}[\w'-]+(?: (?:{LINK} )?{UPPER}[\w'-]+){{0,3}} ?[\"»]?,? )\Z"
)
#: What only a house has: "Cité Pablo Picasso, tour 14".
_DOOR = re.compile(
    r",? (?i:tour|b[aâ]t(?:iment)?|appt?|apt|esc(?:alier)?|porte|villa|n°)\.? ?[0-9A-Z]{1,4}(?!\w)"
)


def with_complements(text: str, end: int) -> int:
    for _ in range(4):
        m = _COMPLEMENT.match(text, end)
        if not m:
            break
        end = m.end()
    return end


def with_complement_before(text: str, folded: str, start: int) -> int:
    left = before(folded, start, 90)
    m = _COMPLEMENT_BEFORE.search(left)
    complement = m is not None and not (m.start() and left[m.start() - 1].isalnum())
    if m and complement:
        start -= len(left) - m.start()
    building = _BUILDING.search(text, max(0, start - 40), start)
    return building.start(1) if building and (complement or building["type"]) else start


def has_complement(text: str, end: int) -> bool:
    """Whether a complement stands behind what ends at `end`."""
    return _COMPLEMENT.match(text, end) is not None


def has_door(text: str, end: int) -> bool:
    """Whether what only a house has stands behind what ends at `end`."""
    return _DOOR.match(text, end) is not None
