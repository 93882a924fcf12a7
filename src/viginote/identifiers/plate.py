"""Vehicle registrations: AB-123-CD since 2009 (SIV), 123 ABC 75 before (FNI).

SIV: two letters, three digits, two letters, without I, O and U. FNI: up to four digits, two or three letters,
department; it looks like many other things and counts only beside a word for a vehicle.

>>> validate("AB-123-CD"), validate("123 ABC 75"), validate("IO-123-CD"), compact("ab 123 cd")
(True, True, False, 'AB-123-CD')

Issuer: ministry of the interior. Source: arrêté du 9 février 2009 relatif à l'immatriculation des véhicules.
"""

import re
from collections.abc import Iterator

from viginote.anchors import holds_any
from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import Hit, Rule, Search, at_numbers, before
from viginote.regex import regex
from viginote.text import Note, fold, words

_L = "[a-hj-np-tv-z]"
#: What parts the groups: nothing, a blank, a dash of any length with or without blanks.
_S = "(?:[ \\-]?| [-–—] )"
_SIV = regex(rf"[0-9][0-9]{{2}}{_S}{_L}{{2}}(?![a-z0-9])")
_LETTERS_BEFORE = regex(rf"(?<![a-z0-9]){_L}{{2}}{_S}\Z")
_FULL = regex(rf"{_L}{{2}}[ \-]?[0-9]{{3}}[ \-]?{_L}{{2}}")
_FNI = regex(
    r"[0-9](?<![0-9a-z].)[0-9]{0,3}[ \-]?(?!au )[a-z]{2,3}[ \-]?(?:[0-9]{2}|2[ab]|97[1-6])(?![0-9a-z])"
)
#: Small words and units that three digits stand between too: "plaques de 100 mg".
_NO_GROUP = regex(r"(?:de|et|la|le|ne|se|sa|ce|ma|ta|en|je|te) |.* (?:m[gml]|cm|kg|km|ms|hz|ml|eme|ans)\Z")
#: Of other countries and of garages: "HU-AB 44 21", "B-MW 1234", "1-ABC-234", "VD 412 345", "12345-A-6",
#: "7KLM 442", "LD51 SMR".
_FOREIGN = regex(
    r"(?<![\w-])(?:[A-Z]{1,3}[ \-][A-Z]{1,3}[ \-][0-9]{2,4}(?:[ \-]?[0-9]{2,3})?|[1-9]-[A-Z]{3}-[0-9]{3}"
    r"|[A-Z]{2} [0-9]{3} ?[0-9]{2,3}|[0-9]{4,6}[-|][A-Z][-|][0-9]{1,2}|[0-9]{4} [B-DF-HJ-NP-TV-Z]{3}"
    r"|[1-9][A-Z]{3} ?[0-9]{3}|[A-Z]{2}[0-9]{2} [A-Z]{3}"
    r"|WW?[ -][0-9]{3,5}(?:[ -][A-Z]{2})?)(?![\w\-])"
)
_PLATE_BEFORE = regex(
    r"\b(?:immatricul\w*|immat\b\.?|plaques?(?= d'imm|[ :(]| n°)|remorque)\b[^.\n]{0,50}[ :(]\Z"
    r"|\b(?:vehicule|voiture|camping-car|camion|caravane|fourgon|moto|scooter|autocar|berline)"
    r"(?: [a-z]{3,12})?[ :,(]{1,3}\Z"
)
#: Mopeds of the first years: "CB-442-X".
_MOPED = regex(rf"[0-9](?<=-.)[0-9]{{1,2}}-{_L}(?![a-z0-9\-])")
_CUE = regex(
    r"\b(?:immatricul\w*|immat\.?|plaque|remorque|tracteur|vl[0-9]?|pl|vh|amb\.|carte grise|vehicule"
    r"|voiture|auto(?:mobile)?|scooter|moto|camion\w*|fourgon(?:nette)?|kangoo|megane|scenic|berlingo"
    r"|partner|duster|sandero|logan|trafic"
    r"|master|golf(?= \()|polo|punto|yaris|focus|fiesta|corsa|astra|picasso|captur|modus|zoe|quad"
    r"|cyclo(?:moteur)?|mobylette|peugeot|renault|citroen|clio|twingo|vsl|ambulances?)(?![a-z])"
    r"[^.\n]{0,40}\Z"
)


#: Between points, or with the two digits and the one letter of a moped: "DW.401.LM", "AX 77 Y", "EC-77-OP".
_BESIDE_VEHICLE = Anchored(
    r"(?:scooter|moto|mobylette|cyclo(?:moteur)?|vehicule|voiture|vh|vl|camion|quad)\b[ :,(n°]{1,4}"
    r"([a-z]{2}[ .\-]?(?:[0-9]{3}[ .\-]?[a-z]{1,2}|[0-9]{2}[ .\-]?[a-z]{1,2})|[0-9]-[a-z]{3}-[0-9]{3}"
    r"|[0-9]{4} [a-z]{3}|[a-z]{1,2}-[a-z]{1,2} [0-9]{2,4})(?![a-z0-9])"
)
#: Of an aircraft: "hélico F-ZBPX".
_AIRCRAFT = Anchored(
    r"(?:avion|helico(?:ptere)?|aeronef|planeur|ulm|dragon)\b[ :,(]{1,3}([a-z]-[a-z]{4})(?![a-z\-])"
)
_PLATE_STEMS = words(
    "immat plaque remorque vehicule voiture camping-car camion caravane fourgon moto scooter autocar berline"
)


def _by_form(note: Note) -> Iterator[Hit]:
    """Plates of today and those of other countries, told by their form or beside a word for a vehicle."""
    folded = note.folded
    for m in at_numbers(folded, _SIV):
        letters = _LETTERS_BEFORE.search(before(folded, m.start(), 6))
        if not letters:
            continue
        start = m.start() - len(letters[0])
        raw = note.text[start : m.end()]
        cue = _CUE.search(before(folded, start, 60)) is not None
        if (cue and (" " not in raw or raw.isupper() or not _NO_GROUP.match(raw.lower()))) or (
            raw.count("-") == 2 and raw.isupper()
        ):
            yield Hit(
                start,
                m.end(),
                0.95 if cue else 0.85,
                "word for a vehicle before" if cue else "shape of a SIV plate",
            )
    for m in _FOREIGN.finditer(note.text) if holds_any(folded, _PLATE_STEMS) else ():
        if _PLATE_BEFORE.search(before(folded, m.start(), 70)):
            yield Hit(m.start(), m.end(), 0.85, "word for a plate before")


@needs(_BESIDE_VEHICLE, _AIRCRAFT)
def _right_behind(note: Note) -> Iterator[Hit]:
    """Forms in capitals that count right behind a word for a vehicle or an aircraft alone."""
    for pattern in (_BESIDE_VEHICLE, _AIRCRAFT):
        for m in pattern.matches(note.folded):
            if note.text[slice(*m.span(1))].isupper():
                yield Hit(*m.span(1), 0.85, "right behind a word for a vehicle")


def _older(note: Note) -> Iterator[Hit]:
    """The first mopeds' plates, and those until 2009, beside a word for a vehicle."""
    folded = note.folded
    for m in at_numbers(folded, _MOPED):
        letters = _LETTERS_BEFORE.search(before(folded, m.start(), 4))
        if letters and _CUE.search(before(folded, m.start(), 60)):
            yield Hit(m.start() - len(letters[0]), m.end(), 0.85, "word for a moped before")
    for m in at_numbers(folded, _FNI):
        if _CUE.search(before(folded, m.start(), 60)):
            yield Hit(m.start(), m.end(), 0.9, "word for a vehicle before")


def compact(value: str) -> str:
    """The plate in upper case, its groups joined by "-"."""
    return "-".join(re.findall(r"[A-Z]+|[0-9]+", fold(value).upper()))


def validate(value: str) -> bool:
    """Whether `value` has the form of a SIV or an FNI plate."""
    folded = fold(value)
    return _FULL.fullmatch(folded) is not None or _FNI.fullmatch(folded) is not None


RECOGNIZER = Rule("plate", "PLATE", Search(_by_form), Search.of(_right_behind, digits=0), Search(_older))
