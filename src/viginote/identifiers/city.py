"""Towns where a rule can tell them: after a postal code, after an address, after "habite à" and "né à".

Towns told by nothing but their name are the model's business (room `names`).

>>> validate("Ivry-sur-Seine"), validate("PARIS CEDEX 14"), validate("domicile")
(True, True, False)

Source: Code officiel géographique (INSEE) for how communes are spelt; La Poste for CEDEX.
"""

import re
from collections.abc import Iterator

from viginote.identifiers import address, postcode
from viginote.identifiers._base import Hit, Rule, before, matches
from viginote.identifiers._places import TOWN, after_gap, town_end
from viginote.text import Note

_AFTER_ADDRESS = re.compile(r"[ ]?(?:,[ ]?|\n|[ ]à[ ]|[ ]-[ ]|[ ])(?![ ])")
_CUE = re.compile(
    r"(?:habit(?:e|ent|ant|ait|ants?)|demeur(?:e|ant)|domicili\w{1,3}|resid(?:e|ent|ant|ait)|vi(?:t|vent"
    r"|vant)|install\w{1,3}"
    r"|n(?:e(?:e|\(e\))?s?|ait)(?: [0-9a-z ./\-]{1,30}?)?|retour chez (?:lui|elle)|emmenage|demenage)"
    r"[ ,]{1,2}(?:actuellement |seule? |toujours )?(?:a|au|aux|dans|sur)(?: la (?:ville|commune) de?)? "
    r"(?:d')?"
    r"|(?:originaire|nati(?:f|ve)) (?:de la |des |de |du |d')"
)
_BEFORE_CODE = re.compile(rf"(?<![\w'’\-])({TOWN.pattern})[ ]?(?:,[ ]?|\()\Z")
_BEFORE_CEDEX = re.compile(rf"(?<![\w'’\-])(?:{TOWN.pattern})[ \n]\Z")
_CEDEX = re.compile(r"cedex(?![a-z])")
_CUE_STEMS = [
    "habit",
    "demeur",
    "domicili",
    "resid",
    "vi",
    "install",
    "ne",
    "nait",
    "nati",
    "originaire",
    "retour",
    "emmenage",
    "demenage",
]
_CITY_OF_STEMS = ["ville", "commune", "mair", "village"]
_CITY_OF = re.compile(r"(?:ville|commune|maire|mairie|village) (?:de |d')")
_NOT_A_TOWN = frozenset(
    [
        "apgar",
        "terme",
        "domicile",
        "la",
        "le",
        "les",
        "l",
        "son",
        "sa",
        "ses",
        "leur",
        "un",
        "une",
        "proximite",
        "cote",
        "deux",
        "trois",
        "paris-x",
        "mi",
        "eux",
        "elle",
        "lui",
        "temps",
        "plein",
        "risque",
        "distance",
        "nouveau",
        "pied",
        "jour",
        "present",
        "cesarienne",
        "maternite",
        "hopital",
        "france",
        "algerie",
        "maroc",
        "tunisie",
        "foyer",
        "ehpad",
        "famille",
        "chez",
        "ete",
        "seul",
        "voie",
        "siege",
    ]
)
#: Countries and regions: where somebody comes from, but no town (LABELS, origin_belief).
_COUNTRIES = frozenset(
    [
        "vietnam",
        "portugal",
        "espagne",
        "italie",
        "belgique",
        "suisse",
        "allemagne",
        "pologne",
        "roumanie",
        "bulgarie",
        "serbie",
        "albanie",
        "kosovo",
        "turquie",
        "syrie",
        "liban",
        "irak",
        "iran",
        "afghanistan",
        "pakistan",
        "inde",
        "bangladesh",
        "chine",
        "japon",
        "coree",
        "thailande",
        "cambodge",
        "laos",
        "mali",
        "senegal",
        "guinee",
        "cameroun",
        "congo",
        "gabon",
        "togo",
        "benin",
        "niger",
        "nigeria",
        "tchad",
        "ghana",
        "angola",
        "rwanda",
        "burundi",
        "mauritanie",
        "comores",
        "madagascar",
        "haiti",
        "bresil",
        "perou",
        "colombie",
        "mexique",
        "canada",
        "angleterre",
        "irlande",
        "ukraine",
        "russie",
        "georgie",
        "armenie",
        "guadeloupe",
        "martinique",
        "mayotte",
        "guyane",
        "reunion",
        "corse",
        "bretagne",
        "alsace",
        "egypte",
        "libye",
        "soudan",
        "ethiopie",
        "somalie",
        "erythree",
    ]
)
_LOWER_TOWN = re.compile(
    r"[a-zà-ÿ][a-zà-ÿ'’]{2,}(?:-[a-zà-ÿ'’]+)*(?: (?:sur|en|les|sous) [a-zà-ÿ]{3,})?(?=[\s,.;)]|$)"
)
_LOWER_AFTER_ADDRESS = re.compile(rf"[ ]?,?[ ][àa][ ]({_LOWER_TOWN.pattern})")
_LOWER_CUE = ("habit", "demeur", "domicili", "resid")


def _find(note: Note) -> Iterator[Hit]:
    text, folded = note.text, note.folded
    for code in postcode.hits(note):
        yield from _town_at(text, after_gap(text, code.end), code.score - 0.01, "after a postcode")
        left = before(text, code.start, 50)
        if town := _BEFORE_CODE.search(left):
            shift = code.start - len(left)
            yield Hit(shift + town.start(1), shift + town.end(1), 0.85, "before a postcode")
    for street in address.hits(note):
        if gap := _AFTER_ADDRESS.match(text, street.end):
            yield from _town_at(text, gap.end(), 0.85, "after an address")
        if lower := _LOWER_AFTER_ADDRESS.match(text, street.end):
            yield Hit(lower.start(1), lower.end(1), 0.75, "after an address")
    for cedex in matches(folded, ("cedex",), _CEDEX):
        left = before(text, cedex.start(), 50)
        if town := _BEFORE_CEDEX.search(left):
            start = cedex.start() - len(left) + town.start()
            yield Hit(start, town_end(text, start), 0.95, "CEDEX after")
    for cue in matches(folded, _CUE_STEMS, _CUE):
        yield from _after_cue(text, folded, cue)
    for cue in matches(folded, _CITY_OF_STEMS, _CITY_OF):
        yield from _town_at(text, cue.end(), 0.8, "word for a town before")


def _town_at(text: str, start: int, score: float, reason: str) -> Iterator[Hit]:
    end = town_end(text, start)
    if end > start + 1 and validate(text[start:end]):
        yield Hit(start, end, score, reason)


def _after_cue(text: str, folded: str, cue: re.Match[str]) -> Iterator[Hit]:
    start = cue.end()
    end = town_end(text, start)
    score, reason = 0.85, "lives or born at"
    if end <= start + 1 and cue[0].startswith(_LOWER_CUE) and (lower := _LOWER_TOWN.match(text, start)):
        end, score, reason = lower.end(), 0.7, "lives at, in lower case"
    if end > start + 1 and folded[start:end].split(maxsplit=1)[0] not in _NOT_A_TOWN | _COUNTRIES:
        yield Hit(start, end, score, reason)


def compact(value: str) -> str:
    """The town without CEDEX and its number, in upper case with single spaces."""
    return re.sub(r"\s+CEDEX(?:\s*[0-9]+)?\Z", "", " ".join(value.upper().split()))


def validate(value: str) -> bool:
    """Whether `value` as a whole is spelt as a town: capitalised, and no word that merely follows "à"."""
    return town_end(value, 0) == len(value) and value.lower() not in _NOT_A_TOWN


RECOGNIZER = Rule("city", "CITY", _find, digits=0)
