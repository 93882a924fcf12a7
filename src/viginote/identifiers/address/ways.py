"""Ways by their number, their type and their name; without a number by a capitalised name."""

import re
from collections.abc import Iterator

from viginote.french.calendar import FULL_MONTHS, MONTH_NAMES
from viginote.french.numbers import spelt
from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import LETTER, UPPER, Hit, before
from viginote.identifiers._places import LINK
from viginote.identifiers.address.complements import has_door, with_complement_before, with_complements
from viginote.regex import regex
from viginote.text import words

#: Types of way that are nothing else once a number stands before or a capitalised name after.
_STRONG = words(
    "rue reu rur ruelle avenue avenu avnue aveneu avn ave av boulevard boulevar boulvard boulevrad boul "
    "bld blvd bvd bd impasse impase imp allee allees alee chemin chemins chem che quai square sqaure sq "
    "esplanade espl sentier sente faubourg fbg fg venelle rond-point lieu-dit lieudit chaussee traverse"
)
#: Types of way that are also ordinary words or abbreviations: only with a number before and a name after.
_WEAK = words(
    "r place pl plce route rte ch cours crs cite passage pass residence res lotissement lot hameau ham "
    "villa clos mail parvis promenade prom montee mte voie domaine quartier quart zone za zi zac rocade "
    "cote levee coursive galerie porte pont cour grande-rue parc jardins jardin square tour terrasse all "
    "mas ferme"
)
_ALTERNATIVES = "|".join(
    sorted({re.escape(w).replace(r"\-", "[ -]") for w in (*_STRONG, *_WEAK)}, key=len, reverse=True)
)
#: A type of way, and the number that may stand before it.
_NUMBERED_WAY = Anchored(rf"({_ALTERNATIVES})(?:\.,?[ \n]?|,[ \n]?|[ \n])")
_NUMBER_BEFORE = regex(
    r"(?<![0-9a-z])(?<![0-9][.,/:h])[0-9]{1,4}(?:(?:[ ]?[-/&][ ]?| a )[0-9]{1,4})?"
    r"(?:[ ]?(?:bis|ter|quater|[a-d](?![a-z'])))?[ ]?,?[ \n]?"
    r"(?:(?:grande?|petite?|gd|vieux|vieille|ancien|ancienne)[ '\-]|de (?:la |l'))?\Z"
)
_TENS = spelt(range(20, 60, 10))
#: The number in words, or with a digit read as a letter: "vingt-quatre rue", "l2, rue", "1O rue".
_WORD_NUMBER = regex(
    rf"(?:(?<![a-z])(?:(?:{_TENS})[ \-])?(?:{spelt(range(2, 17))}|{_TENS})"
    r"|(?<![a-z0-9])(?:[lio][0-9]{1,2}|[0-9]{1,2}o))(?: (?:bis|ter))?,? \Z"
)
_WEAK_BARE = words(
    "place passage chemin quai square route cours cite quartier sentier residence villa montee"
    # short for allergies, platelets and impotence as well
    " all. pl. imp."
)
_BARE_WAY = Anchored(
    r"(?:(?:rue|rond[ -]point|avenue|boulevard|impasse|allee|quai|square|chemin|chaussee|faubourg|esplanade"
    r"|place|passage|lieu[ -]?dit|route|cours|cite|venelle|ruelle|lotissement|hameau|quartier|sentier"
    r"|residence|montee|villa)|(?:boul|bl?vd|bd|bld)\.?|(?<!-)(?:ave?|imp|sq|chem|pl|all|rte"
    r"|lot(?=\. (?:les?|des|la) ))\.)[ ]"
)

_DATE_NAME = (
    rf"(?:[0-9]{{1,2}}(?:er)?[ -](?i:{'|'.join((*MONTH_NAMES, *sorted(FULL_MONTHS)))})"
    r"(?: [0-9]{4})?|[0-9]{1,2}(?:e|er|re|ère|ème)[ -][A-Z][\w']+)"
)
#: A word of a name; a dot at its end is that of an initial or of a rank: "J. Ferry", "du Gal. Leclerc".
_RANK = r"(?i:gal|g[ée]n|mal|mar|mgr|cdt|col|cap|cne|pdt|prof|ste|dr|doct|jr)"
_CAP = rf"(?={UPPER})(?:(?:{_RANK}|\w[\w']?)\.(?=\W|$)|\w(?:\.(?={LETTER})|[\w'])*(?=\W|$))"
_CAPS = rf"{_CAP}(?:[-–]\n?{LETTER}[\w']*)*"
_NOT_NAME = (
    r"(?!(?i:vl|pl|tel|tél|téléphone|fax|[aà] (?:compter|partir)|compter|bât|bat|apt|appt|cedex|cp|dr"
    r"|o[dg]|odg|[dg](?= [0-9])"  # an eye: "AV OD 5/10"
    r"|docteur\b(?= [A-Z]{3,})"
    r"|m\.|mme|né|née|service|le \d|email|mail|(?<!anatole.)france)\b)"
)
#: "rue du Moulin à Vent": the one place where "à" belongs to the name and does not open the town.
_USED_FOR = r"à (?=(?:Vent|Eau|Huile|Chaux|Pain|Bois|Poisson|Papier|Tan|Poudre|Sel)\b)"
#: What opens the next field: its label with a colon or a cell's end behind, or a label without either.
_NO_LABEL = (
    r"(?![\w/()]+[ ]?:|[\w/()'. -]{2,30}\t|(?i:code|commune|ville|pays|mutuelle|caisse|r[ée]gime|assur\w*"
    r"|sexe|profession|situation|nationalit[ée]|nom|pr[ée]nom|date|mail|courriel|nir|ipp|mobile)(?![\w-]))"
)
#: The name of a way: small words, one word of any case, then capitalised ones and the small between.
_NAME = regex(
    rf"(?:{LINK}[ \n]?){{0,3}}(?:{_DATE_NAME}|(?:[0-9]{{1,2}} )?{_NOT_NAME}(?:{_CAPS}|{LETTER}[\w'\-]+))"
    rf"(?:(?:[ ]|\n{_NO_LABEL})(?:{_USED_FOR}|(?:{LINK}[ \n]?){{0,3}})(?:{_DATE_NAME}"
    rf"|{_NOT_NAME}{_CAPS}))" + "{0,6}"
)
_LOWER_NAME = regex(
    rf"(?:{LINK}[ \n]?){{0,3}}{LETTER}[\w'\-]+(?:[ ](?:{LINK}[ ]?){{0,2}}{LETTER}[\w'\-]+){{0,4}}?"
    r"(?=[ ]*(?:,|\n|$|\d{5}\b| ?[àa] |\(|;| - |b[aâ]t\b|ap(?:p?t|p|part\w*)\b|esc\b|[ée]t(?:age|g)\b))"
)
_CAPITAL_NAME = regex(rf"(?:{LINK}[ ]?){{0,3}}(?:{_DATE_NAME}|{UPPER})")
#: "rue du port n°14", "avenue jean jaurès, 3 bis": the number behind a name in lower case.
_LOWER_NUMBERED = regex(
    rf"(?:(?:{LINK})[ ]?){{0,3}}{LETTER}[\w'\-]+(?:[ ](?:(?:{LINK})[ ]?){{0,2}}{LETTER}[\w'\-]+){{0,3}}?"
    r",?[ ]n(?:°|o|um(?:[ée]ro)?)[ ]?[0-9]{1,4}(?:[ ]?(?:bis|ter))?(?![\w/])"
)
#: What ties a way spoken of to a person: lives there, was found there, fell there.
_HAPPENS = regex(
    r"(?:habit\w*|demeur\w*|resid\w*|domicili\w*|adresse\w*|loge\w*|situee?|sise?|(?:re)?trouve\w*"
    r"|decouvert\w*|agress\w*|renvers\w*|chute\w*|tombee?|accident\w*|avp|malaise|rixe|interpell\w*"
    r"|ramasse\w*|amenee?|vit|hebergee?|domicile|intervention|prise en charge|pec|sdf|squat\w*|attentat"
    r"|arrivee|depart|retour|chez (?:lui|elle"
    r"|ses parents))[^0-9.;\n]{0,20}\Z"
)
#: Short for other words too: "sortie av. Doliprane", which is "avec".
_SHORT = ("av.", "ave.")
SHORT_WAY = "short for a way, and its name"
#: "angle rue Pasteur / quai des Brasseurs": what opens a corner, and what parts its ways.
_CORNER = regex(r"\bangle (?:de la |des |du |d[eu] )?\Z")
_OTHER_CORNER = regex(r"\bangle [^.;\n]{5,50}(?:/|et|-) ?(?:de la |des |du |le |la )?\Z")
_TOWN_AFTER = regex(rf"[ ]?(?:,|à|-|\n)[ ]?(?:[0-9]{{5}}|(?<=à ){UPPER}(?![0-9]))")
_NUMBER_LAST = regex(
    r",?[ ](?:n°[ ]?)?[0-9]{1,4}(?:[ ]?(?:bis|ter))?(?=[ ]?[,\-\n][ ]?(?:b-|l-|ch-)?[0-9]{4,5}(?![0-9]))"
)
#: "rue de la Gare 88.", "quai Freycinet, 12": behind a way that has no number before it, at the phrase's end.
_NUMBER_BEHIND = regex(
    r",?[ ](?:n°[ ]?)?[0-9]{1,3}(?:/[0-9]{1,3}|[ ]?(?:bis|ter|[a-d]))?(?=[ ]?(?:[,;.)\n]|\Z)"
    r"|[ ](?:bte|boite|bus)[ ]?[0-9])"  # of a Belgian house
)
#: What is counted in blood, before its count: "Hb 12, Pl. Normales".
_COUNT_BEFORE = regex(r"\b(?:hb|gb|gr|ht|vgm|crp|pnn|leuco\w*|hemoglobine|inr|tp)[ :.]{1,3}\Z")
_TUBE_BEFORE = regex(r"\b(?:sondes?|jj|drains?|foley|silicone|charriere)\b[^.;\n]*\Z")
#: How far a remedy is diluted: "Arnica 9 CH Thuya 15 CH". A path has a small word behind it, or a postcode.
_DILUTED = regex(r"(?<=[a-z] )(?:[3-79]|12|15|30) ch (?!d[eu]s? |de l|d')(?![^\n]{0,40}[0-9]{5}(?![0-9]))")
#: Words for living, a few words before a place.
LIVES = regex(
    r"(?:habit\w*|demeur\w*|resid\w*|domicili\w*|adresse\w*|loge\w*|situee?|\bvit|chez \w+)[^0-9\n]{0,25}\Z"
)
#: Where any word has a capital: "Place du traitement".
_OPENS = regex(r"(?:\A|\n|[.!?] ?)\Z")
_LONGEST_ACRONYM = 4  # letters, of a name in capitals behind a way that is not
#: Words of more uses still, which a capital alone does not make a way: "Cours de natation".
_NEWLY_WEAK = (
    "route", "cours", "cite", "quartier", "sentier", "residence", "villa", "passage", "all.", "pl.", "imp.",
)  # fmt: skip


def ways(text: str, folded: str) -> Iterator[Hit]:
    """Ways with their number, in figures or in words, and those without."""
    for m in _NUMBERED_WAY.matches_glued(folded):
        number = _NUMBER_BEFORE.search(before(folded, m.start(), 32))
        if number and (hit := _from_number(text, folded, m.start() - len(number[0]), m)):
            yield hit
    for m in _BARE_WAY.matches(folded):
        if number := _WORD_NUMBER.search(before(folded, m.start(), 24)):
            if hit := _from_number(text, folded, m.start() - len(number[0]), m):
                yield hit
        elif hit := _bare(text, folded, m):
            corner = _CORNER.search(before(folded, hit.start, 24))
            yield hit._replace(start=hit.start - len(corner[0])) if corner else hit


def _from_number(text: str, folded: str, start: int, way: re.Match[str]) -> Hit | None:
    """The address whose number begins at `start`, when a name follows its way."""
    strong = way.lastindex is None or way[1] in _STRONG
    if not strong and _is_measure(text, folded, start, way):
        return None
    name_end = _name_end(text, way.end(), capital=not strong and not LIVES.search(before(folded, start, 50)))
    batch = way[0].rstrip().endswith("lot") and any(map(str.isdigit, text[way.end() : name_end]))
    if not name_end or batch:
        return None
    return Hit(
        with_complement_before(text, folded, start),
        with_complements(folded, _number_last(folded, name_end)),
        0.96 if strong else 0.85,
        "number and way",
    )


def _is_measure(text: str, folded: str, start: int, way: re.Match[str]) -> bool:
    """Whether figures and letters are a size, a dilution, a place in the body: "2 mAs", "sonde 16 Ch"."""
    letters = text[way.start(1) : way.end(1)]
    glued = way[0].startswith(("r.", "l.", "ch")) and text[way.start() - 1].isdigit()
    of_tube = way[1] == "ch" and _TUBE_BEFORE.search(before(folded, start, 40)) is not None
    diluted = way[1] == "ch" and (
        "," in way[0]  # "5 CH, Ignatia"
        or (_DILUTED.match(folded, start) is not None and not LIVES.search(before(folded, start, 50)))
    )
    of_blood = way[1] in ("pl", "r") and _COUNT_BEFORE.search(before(folded, start, 14)) is not None
    return glued or of_tube or diluted or of_blood or letters == "mAs"


def _bare(text: str, folded: str, way: re.Match[str]) -> Hit | None:
    """A way without a number: its name must be capitalised, and the way not merely spoken of."""
    start = way.start()
    if way[0] == "place " and text[way.end() - 2] in "éÉ":  # "placé en foyer"
        return None
    weak = way[0].startswith(_WEAK_BARE)
    left = before(folded, start, 70)
    tied = _HAPPENS.search(left) is not None or _OTHER_CORNER.search(left) is not None
    if (tied or not weak) and (lower := _LOWER_NUMBERED.match(text, way.end())):
        return Hit(start, with_complements(folded, lower.end()), 0.85, "way, name and number")
    end = _name_end(text, way.end(), capital=True)
    if not end or _is_acronym(text, start, way.end(), end):
        return None
    titled = (
        text[start].isupper()
        and not text[start : way.end()].isupper()
        and not way[0].startswith(_NEWLY_WEAK)
        and not (way[0] == "place " and _OPENS.search(before(text, start, 2)))
    )
    if weak and not (tied or titled or _TOWN_AFTER.match(text, end) or has_door(text, end)):
        return None
    start = with_complement_before(text, folded, start)
    numbered = before(folded, start, 3).rstrip(" ,")[-1:].isdigit()
    number = None if numbered else _NUMBER_BEHIND.match(folded, end)
    if number and weak and not (tied or "n°" in number[0]):  # "Passage Untel, 12"
        number = None
    end = with_complements(folded, number.end() if number else _number_last(folded, end))
    loose = way[0].startswith(_SHORT) and not (tied or number or _TOWN_AFTER.match(text, end))
    return Hit(start, end, 0.8 if not weak else 0.7, SHORT_WAY if loose else "way and its name")


def _is_acronym(text: str, start: int, name: int, end: int) -> bool:
    """Whether the way or its name is an abbreviation of a ward: "PL. Toxiques négatifs", "Passage IDE"."""
    way, word = text[start:name], text[name:end]
    if way.isupper():
        return not word.isupper()
    return word.isupper() and len(word) <= _LONGEST_ACRONYM


def _name_end(text: str, start: int, *, capital: bool) -> int:
    """Where the name of the way ends; 0 when none begins at `start`."""
    if capital and not _CAPITAL_NAME.match(text, start):
        return 0
    m = _NAME.match(text, start)
    if not m:
        return 0
    if not any(c.isupper() for c in m[0]) and (lower := _LOWER_NAME.match(text, start)):
        m = lower
    return start + len(m[0].rstrip(" .'-\n"))


def _number_last(folded: str, end: int) -> int:
    m = _NUMBER_LAST.match(folded, end)
    return m.end() if m else end
