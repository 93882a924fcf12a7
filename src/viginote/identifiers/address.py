"""Street addresses: number, type and name of the way, with complements before or after.

French addresses put the number first ("12 bis rue des Lilas", "47-83 Boulevard de l'Hôpital"); notes
abbreviate the
type of way, misspell it, spell the number out, leave it away, or give only a lieu-dit, a residence or a BP.

>>> [text for text in ("12 bis rue des Lilas", "3, av. du Gal Foch", "voie veineuse") if validate(text)]
['12 bis rue des Lilas', '3, av. du Gal Foch']

Source: norme AFNOR NF Z10-011 (January 2013), lines 2 to 5 of a postal address.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from viginote.anchors import holds_any, matches
from viginote.identifiers._base import LETTER, UPPER, Hit, Rule, before
from viginote.identifiers._places import LINK
from viginote.text import Note, words

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
_NUMBER_WORDS = (
    "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    "|vingt|trente|quarante|cinquante"
)
#: The last figure of a number with the way after it, and the number itself before that figure.
_NUMBERED_WAY = re.compile(
    r"[0-9](?:[ ]?(?:bis|ter|quater|[a-d](?![a-z'])))?[ ]?,?[ \n]?"
    r"(?:(?:grande?|petite?|gd|vieux|vieille|ancien|ancienne)[ '\-]|de (?:la |l'))?"
    rf"({_ALTERNATIVES})(?![a-z])\.?,?[ \n]?"
)
_NUMBER = re.compile(r"(?<![0-9a-z])(?<![0-9][.,/:h])[0-9]{1,4}(?:(?:[ ]?[-/&][ ]?| a )[0-9]{1,4})?\Z")
#: "4, Grand'Rue": the way whose type is its name.
_MAIN_STREET = re.compile(
    r"(?<![0-9a-z])[0-9]{1,3}(?:[ ]?(?:bis|ter))?,?[ ]?grand(?:e[ \-]|'[ ]?|[ \-])rue(?![a-z]"
    r"|[ ](?:d[eu]|[a-z]+e?s?)\b)"
)
#: Places that bear a name of their own, where a postcode follows: "manoir de Kermoal, 29600".
_ESTATE = re.compile(
    r"(?:manoir|chateau|ferme|moulin|domaine|mas|camping|peniche|villa|haras|mobil[- ]home|caravane"
    r"|hlm|clos|immeuble|tour|cite|residence)"
    r" (?:d[eu]s? |de la |de l'|d'|l[ea]s? |l')?(?=[a-z])"
)
_ESTATE_STEMS = (
    *(
        "manoir",
        "chateau",
        "ferme",
        "moulin",
        "domaine",
        "mas ",
        "camping",
        "peniche",
        "villa",
        "haras",
        "mobil",
    ),
    *("caravane", "hlm ", "clos ", "immeuble", "tour ", "cite ", "residence"),
)
_ESTATE_NAME = re.compile(
    rf"{UPPER}[\w'\-]+(?:[ ](?:{LINK}[ ])?{UPPER}[\w'\-]+){{0,3}}(?:,? emplacement \w{{1,4}})?"
)
_CODE_AFTER = re.compile(r"[ ]?[,\-–\n(]{0,2}[ ]?[0-9]{5}(?![0-9])")
#: The number in words, or with a digit read as a letter: "vingt-quatre rue", "l2, rue", "1O rue".
_WORD_NUMBER = re.compile(
    rf"(?:(?<![a-z])(?:(?:vingt|trente|quarante|cinquante)[ \-])?(?:{_NUMBER_WORDS})"
    r"|(?<![a-z0-9])(?:[lio][0-9]{1,2}|[0-9]{1,2}o))(?: (?:bis|ter))?,? \Z"
)
_BARE_STEMS = words(
    "rue rond avenue boul bd bld bvd blvd impasse allee quai square chemin chaussee faubourg esplanade "
    "place passage lieu route cours cite venelle ruelle lotissement hameau quartier sentier residence "
    "villa montee av. ave. imp. sq. chem. pl. all. rte."
)
_WEAK_BARE = words(
    "place passage chemin quai square route cours cite quartier sentier residence villa montee"
)
_BARE_WAY = re.compile(
    r"(?:(?:rue|rond[ -]point|avenue|boulevard|impasse|allee|quai|square|chemin|chaussee|faubourg|esplanade"
    r"|place|passage|lieu[ -]?dit|route|cours|cite|venelle|ruelle|lotissement|hameau|quartier|sentier"
    r"|residence|montee"
    r"|villa)|(?:boul|bl?vd|bd|bld)\.?|(?:ave?|imp|sq|chem|pl|all|rte)\.)[ ]"
)

_DATE_NAME = (
    r"(?:[0-9]{1,2}(?:er)? (?i:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre"
    r"|novembre|d[ée]cembre)"
    r"(?: [0-9]{4})?|[0-9]{1,2}(?:e|er|re|ère|ème)[ -][A-Z][\w']+)"
)
#: A word of a name; a dot at its end is that of an abbreviation, which is short.
_CAP = rf"{UPPER}(?:[\w']{{0,3}}\.(?=\W|$)|(?:\.(?={LETTER})|[\w'])*(?=\W|$))"
_CAPS = rf"{_CAP}(?:[-–]\n?{LETTER}[\w']*)*"
_NOT_NAME = (
    r"(?!(?i:vl|pl|tel|tél|téléphone|fax|[aà] (?:compter|partir)|compter|bât|bat|apt|appt|cedex|cp|dr"
    r"|docteur\b(?= [A-Z]{3,})"
    r"|m\.|mme|né|née|service|le \d|email|mail|(?<!anatole.)france)\b)"
)
#: "rue du Moulin à Vent": the one place where "à" belongs to the name and does not open the town.
_USED_FOR = r"à (?=(?:Vent|Eau|Huile|Chaux|Pain|Bois|Poisson|Papier|Tan|Poudre|Sel)\b)"
#: The name of a way: small words, one word of any case, then capitalised ones and the small between.
_NAME = re.compile(
    rf"(?:{LINK}[ \n]?){{0,3}}(?:{_DATE_NAME}|(?:[0-9]{{1,2}} )?{_NOT_NAME}(?:{_CAPS}|{LETTER}[\w'\-]+))"
    rf"(?:(?:[ ]|\n(?![\w/()]+[ ]?:))(?:{_USED_FOR}|(?:{LINK}[ \n]?){{0,3}})(?:{_DATE_NAME}"
    rf"|{_NOT_NAME}{_CAPS}))" + "{0,6}"
)
_LOWER_NAME = re.compile(
    rf"(?:{LINK}[ \n]?){{0,3}}{LETTER}[\w'\-]+(?:[ ](?:{LINK}[ ]?){{0,2}}{LETTER}[\w'\-]+){{0,4}}?"
    r"(?=[ ]*(?:,|\n|$|\d{5}\b| ?[àa] |\(|;| - |bat\b|apt\b|bât\b))"
)
_CAPITAL_NAME = re.compile(rf"(?:{LINK}[ ]?){{0,3}}(?:{_DATE_NAME}|{UPPER})")
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
#: "rue du port n°14", "avenue jean jaurès, 3 bis": the number behind a name in lower case.
_LOWER_NUMBERED = re.compile(
    rf"(?:(?:{LINK})[ ]?){{0,3}}{LETTER}[\w'\-]+(?:[ ](?:(?:{LINK})[ ]?){{0,2}}{LETTER}[\w'\-]+){{0,3}}?"
    r",?[ ]n(?:°|o|um(?:[ée]ro)?)[ ]?[0-9]{1,4}(?:[ ]?(?:bis|ter))?(?![\w/])"
)
#: What ties a way spoken of to a person: lives there, was found there, fell there.
_HAPPENS = re.compile(
    r"(?:habit\w*|demeur\w*|resid\w*|domicili\w*|adresse\w*|loge\w*|situee?|sise?|(?:re)?trouve\w*"
    r"|decouvert\w*|agress\w*"
    r"|renvers\w*|chute\w*|tombee?|accident\w*|avp|malaise|rixe|interpell\w*|ramasse\w*|amenee?|vit"
    r"|hebergee?|domicile"
    r"|intervention|prise en charge|pec|sdf|squat\w*|attentat|arrivee|depart|retour|chez (?:lui|elle"
    r"|ses parents))[^0-9.;\n]{0,20}\Z"
)
#: "angle rue Pasteur / quai des Brasseurs": what opens a corner, and what parts its ways.
_CORNER = re.compile(r"\bangle (?:de la |des |du |d[eu] )?\Z")
_OTHER_CORNER = re.compile(r"\bangle [^.;\n]{5,50}(?:/|et|-) ?(?:de la |des |du |le |la )?\Z")
#: "La Grande Borde - 31450 Montgiscard": a hamlet, with its article, before a postcode.
_HAMLET = re.compile(
    rf"L(?<![\w'-].)(?<![\w'-] .)(?:[ea]s? |'){UPPER}[\w'-]+(?: (?:{LINK} )?{UPPER}[\w'-]+){{0,3}}"
    r"(?= ?[,\n-]? ?[0-9]{5} [A-ZÀ-Ö])"
)
#: Ways that bear a number for a name: "route départementale 12", "chemin rural n° 4"; and those of the south.
_NUMBERED_NAME = re.compile(
    r"(?:route (?:departementale|nationale)|chemin (?:rural|vicinal)"
    r"|voie communale) n?°? ?[0-9]{1,4}(?![0-9])"
)
#: Zones of trade by their name: "ZA des Trois Fontaines", "Z.I. de la Gare".
_ZONE = re.compile(
    r"Z(?<!\w.)\.?(?:A\.?C?|I)\.? (?:d[eu]s? (?:la )?|de l'|d'|l[ea]s? )?"
    rf"{UPPER}[\w'-]+(?: (?:{LINK} )?{UPPER}[\w'-]+){{0,3}}"
)
_NUMBERED_STEMS = ("route", "chemin", "voie communale")
_SOUTHERN = re.compile(
    rf"(?<!\w)(?:[Cc]alle|[Vv]ia|[Vv]iale|[Cc]orso|[Pp]iazza|[Rr]ua|[Aa]venida|[Pp]laza"
    rf"|[Cc]arrer) (?:d[aeio]s? )?"
    rf"{UPPER}[\w'-]+(?: {UPPER}[\w'-]+){{0,2}},? [0-9]{{1,4}}(?![0-9])"
)
_SOUTHERN_WORDS = ("calle ", "via ", "viale ", "corso ", "piazza ", "rua ", "avenida ", "plaza ", "carrer ")
#: What only a house has: "Cité Pablo Picasso, tour 14".
_DOOR = re.compile(
    r",? (?i:tour|b[aâ]t(?:iment)?|appt?|apt|esc(?:alier)?|porte|villa|n°)\.? ?[0-9A-Z]{1,4}(?!\w)"
)
_TOWN_AFTER = re.compile(rf"[ ]?(?:,|à|-|\n)[ ]?(?:[0-9]{{5}}|(?<=à ){UPPER})")
_POST_BOX = re.compile(r"(?:bp|cs|tsa)[ ]?(?:n° ?)?[0-9]{1,5}(?=[ ]?[,\-\n]?[ ]?[0-9]{5}(?![0-9]))")
_LABELLED = re.compile(
    r"(?:adresse(?: postale| du patient| complete)?|domicile|adr)[ ]?:[ ]?([^\n,;:0-9|@]{3,40}?)(?=,?"
    r"[ ]?[0-9]{5}(?![0-9]))"
)
_POST_BOX_STEMS = ("bp", "cs", "tsa")
_LABEL_STEMS = ("adr", "domicile")
_FOREIGN_WORDS = ("strasse", "straße", "straat", "platz ", " street", " road")
_FOREIGN = re.compile(
    r"(?<![a-z])(?:[a-z]{3,20}(?:strasse|straße|straat|platz) [0-9]{1,4}[a-z]?(?![0-9a-z]))"
    r"|(?<![0-9])(?:[0-9]{1,5} [a-z]+(?: [a-z]+)? (?:street|road)(?![a-z]))"
)
_NUMBER_LAST = re.compile(
    r",?[ ](?:n°[ ]?)?[0-9]{1,4}(?:[ ]?(?:bis|ter))?(?=[ ]?[,\-\n][ ]?(?:b-|l-|ch-)?[0-9]{4,5}(?![0-9]))"
)
_LIVES = re.compile(
    r"(?:habit\w*|demeur\w*|resid\w*|domicili\w*|adresse\w*|loge\w*|situee?|chez \w+)[^0-9\n]{0,25}\Z"
)


@lru_cache(maxsize=1)
def hits(note: Note) -> tuple[Hit, ...]:
    """The addresses of `note`; kept for the towns that stand after them."""
    return tuple(_find(note))


def _find(note: Note) -> Iterator[Hit]:
    text, folded = note.text, note.folded
    for m in _NUMBERED_WAY.finditer(folded):
        at = m.start() + 1
        number = _NUMBER.search(before(folded, at, 14))
        if number and (hit := _from_number(text, folded, at - len(number[0]), m)):
            yield hit
    for m in matches(folded, _BARE_STEMS, _BARE_WAY):
        if number := _WORD_NUMBER.search(before(folded, m.start(), 24)):
            if hit := _from_number(text, folded, m.start() - len(number[0]), m):
                yield hit
        elif hit := _bare(text, folded, m):
            corner = _CORNER.search(before(folded, hit.start, 24))
            yield hit._replace(start=hit.start - len(corner[0])) if corner else hit
    yield from _without_way(text, folded)


def _without_way(text: str, folded: str) -> Iterator[Hit]:
    """What needs no type of way: a main street, a named place, a post box, a labelled or foreign address."""
    for m in _MAIN_STREET.finditer(folded) if "rue" in folded else ():
        yield Hit(m.start(), _with_complements(text, m.end()), 0.9, "number and main street")
    for m in matches(folded, _ESTATE_STEMS, _ESTATE):
        name = _ESTATE_NAME.match(text, m.end())
        if name and (
            _CODE_AFTER.match(text, name.end()) or _lives_there(text, folded, m.start(), name.end())
        ):
            yield Hit(
                m.start(), _with_complements(text, name.end()), 0.85, "named place where somebody lives"
            )
    for m in _HAMLET.finditer(text):
        yield Hit(m.start(), m.end(), 0.85, "hamlet before a postcode")
    for m in matches(folded, _POST_BOX_STEMS, _POST_BOX):
        yield Hit(m.start(), m.end(), 0.93, "post box before a postcode")
    for m in matches(folded, _LABEL_STEMS, _LABELLED):
        if m[1].strip():
            yield Hit(m.start(1), m.end(1), 0.9, "label before, postcode after")
    for m in _ZONE.finditer(text):
        yield Hit(m.start(), m.end(), 0.85, "zone and its name")
    for m in matches(folded, _NUMBERED_STEMS, _NUMBERED_NAME):
        yield Hit(m.start(), m.end(), 0.8, "way with a number for its name")
    yield from _foreign(text, folded)


def _foreign(text: str, folded: str) -> Iterator[Hit]:
    """Streets as the neighbours write them."""
    for m in _SOUTHERN.finditer(text) if holds_any(folded, _SOUTHERN_WORDS) else ():
        yield Hit(m.start(), m.end(), 0.85, "foreign street")
    for word in _FOREIGN_WORDS:
        if word in folded:
            for m in _FOREIGN.finditer(folded):
                yield Hit(m.start(), m.end(), 0.85, "foreign street")
            return


def _from_number(text: str, folded: str, start: int, way: re.Match[str]) -> Hit | None:
    """The address whose number begins at `start`, when a name follows its way."""
    strong = way.re is _BARE_WAY or way[1] in _STRONG
    name_end = _name_end(text, way.end(), capital=not strong and not _LIVES.search(before(folded, start, 50)))
    batch = way[0].rstrip().endswith("lot") and any(map(str.isdigit, text[way.end() : name_end]))
    if not name_end or batch:
        return None
    return Hit(
        _with_complement_before(text, folded, start),
        _with_complements(text, _number_last(folded, name_end)),
        0.96 if strong else 0.85,
        "number and way",
    )


#: Words of more uses still, which a capital alone does not make a way: "Cours de natation".
_NEWLY_WEAK = ("route", "cours", "cite", "quartier", "sentier", "residence", "villa")


def _bare(text: str, folded: str, way: re.Match[str]) -> Hit | None:
    """A way without a number: its name must be capitalised, and the way not merely spoken of."""
    start = way.start()
    if way[0] == "place " and text[way.end() - 2] in "éÉ":  # "placé en foyer"
        return None
    weak = way[0].startswith(_WEAK_BARE)
    left = before(folded, start, 70)
    tied = _HAPPENS.search(left) is not None or _OTHER_CORNER.search(left) is not None
    if (tied or not weak) and (numbered := _LOWER_NUMBERED.match(text, way.end())):
        return Hit(start, _with_complements(text, numbered.end()), 0.85, "way, name and number")
    end = _name_end(text, way.end(), capital=True)
    if not end:
        return None
    titled = (
        text[start].isupper() and not text[start : way.end()].isupper() and not way[0].startswith(_NEWLY_WEAK)
    )
    if weak and not (tied or titled or _TOWN_AFTER.match(text, end) or _DOOR.match(text, end)):
        return None
    start = _with_complement_before(text, folded, start)
    end = _with_complements(text, _number_last(folded, end))
    return Hit(start, end, 0.8 if not weak else 0.7, "way and its name")


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


def _lives_there(text: str, folded: str, start: int, end: int) -> bool:
    """Whether somebody lives at the named place `start:end`: a word for it before, or a door behind."""
    return _LIVES.search(before(folded, start, 50)) is not None or _COMPLEMENT.match(text, end) is not None


def _number_last(folded: str, end: int) -> int:
    m = _NUMBER_LAST.match(folded, end)
    return m.end() if m else end


def _with_complements(text: str, end: int) -> int:
    for _ in range(4):
        m = _COMPLEMENT.match(text, end)
        if not m:
            break
        end = m.end()
    return end


def _with_complement_before(text: str, folded: str, start: int) -> int:
    left = before(folded, start, 90)
    m = _COMPLEMENT_BEFORE.search(left)
    complement = m is not None and not (m.start() and left[m.start() - 1].isalnum())
    if m and complement:
        start -= len(left) - m.start()
    building = _BUILDING.search(text, max(0, start - 40), start)
    return building.start(1) if building and (complement or building["type"]) else start


def validate(value: str) -> bool:
    """Whether `value` as a whole reads as a street address with a number."""
    return any(hit.start == 0 and hit.end == len(value) for hit in _find(Note(value)))


RECOGNIZER = Rule("address", "ADDRESS", hits, digits=0)
