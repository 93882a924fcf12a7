"""Towns behind words: where somebody lives, was born or goes, what happened where, whose town hall it is."""

import re
from collections.abc import Iterator

from viginote.french.calendar import MONTH_STEM, WEEKDAY
from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import PHRASE_END, Hit
from viginote.identifiers._places import CEDEX, TOWN, town_end
from viginote.identifiers.city.town import LOWER_TOWN, TWO_WORDS, is_abbreviation, is_no_town, where
from viginote.regex import regex
from viginote.text import Note

_CUE = Anchored(
    r"(?:habit(?:e|ent|ant|ait|ants?)|demeur(?:e|ant)|domicili\w{1,3}|resid(?:e|ent|ant|ait)|vi(?:t|vent"
    r"|vant)|install\w{1,3}|n(?:e(?:e|\(e\))?s?|ait)(?:[ :,]{1,3}[0-9a-z :./()\-]{1,40}?)?"
    r"|retour chez (?:lui|elle)|emmenage|demenage)"
    r"[ ,]{1,2}(?:actuellement |seule? |toujours )?"
    r"(?:a|au|aux|dans|sur)(?: la (?:ville|commune) de?)?(?: :)? "
    r"(?:d')?"
    r"|(?:originaire|nati(?:f|ve)) (?:de la |des |de |du |d')"
)
_NEGATION = regex(rf"ne (?!le (?:[0-9]|premier|[a-z-]+ (?:{MONTH_STEM}))|en |a |vers |[0-9])")
_LOWER_CUE = ("habit", "demeur", "domicili", "resid")
#: What happens to somebody at a place: "retrouvée à Roubaix", "déménage à Royan", "en détention à Osny".
_EVENT = Anchored(
    r"(?:(?:re)?trouve|decouvert|hospitalis|transfer|mutation|mute|affect|expuls|demenag|scolaris|incarcer"
    r"|detenu|detention|ecrou|interpell|oper|accouch|deced|mort|enterr|mari(?:e|age)|sejour|voyage|rentr"
    r"|reparti|parti|arriv|foyer|suivi|etudi|etudes|fac|travaill|exerc|retraite|place|chez|agress|accident"
    r"|chute|perdu|garde|prise?|kine|ide|vacances|week-end|passage|taxi|install|famille|parents|mere|pere"
    r"|soeur|frere|fils|fille|maison|appartement|studio|logement|deplac)"
    r"[a-z()]{0,9}(?:[ ,]{1,2}[a-z0-9'\-]{1,14}){0,5}? a (?:la ville de )?"
)
#: Whence and where to: "viens de Vire en VSL", "famille sur Toulouse", "corps transféré vers Oran".
_WAY_TO = Anchored(
    r"(?:(?:vien(?:s|t|nent)|venue?s?|venant|arriv\w+|rentr\w+|transferee?s?|trajet|depart|atterri\w+"
    r"|debarqu\w+|revien\w+|revenue?s?|revenant)"
    rf"(?: (?:en|par|hier|seule?|{WEEKDAY}|taxi|vsl|ambulance)){{0,2}}"
    r" (?:depuis |de |d')|(?:famille|mari|epou\w+|femme|fils|fille|mere|pere|soeur|frere|parents|retour"
    r"|rentr\w+|reparti\w*|demenag\w+|emmenag\w+|travaill\w+|kine|ide|idel|infirmiere?|liberal\w*|passage"
    r"|week-end|vacances|logement|appartement|etud\w+|sejour|suivie?|fac|foyer)(?: [a-z]{2,14}){0,2} sur "
    r"|(?:transf\w+|corps|rapatri\w+|evacu\w+|helico\w*|part\w*|retour\w*|orient\w+|demenag\w+)"
    r"(?: [a-z]{2,14}){0,3} vers )"
)
#: "trajet Sancerre → Vierzon": both ends of a journey.
_JOURNEY = Anchored(
    rf"(?:[Tt]rajet|[Tt]ransport|[Tt]ransfert|VSL|[Tt]axi|[Aa]mbulance|[Nn]avette) ({TOWN.pattern})"
    rf" ?(?:→|->|=>|-->|⇒|/|-) ?({TOWN.pattern})?"
)
#: Units and specialties, which people come from and go to inside a hospital.
_UNIT = regex(
    r"(?:l'|la |les? )?(?:\w{3,}(?:logie|iatrie|urgie|ation|iques?|ologue|ie)|medecine|bloc"
    r"|consult\w*|lit|box|chambre|salle"
    r"|secteur|unite|service|pole|accueil|sspi|mco|centre|clinique|institut|residence|polyclinique|pharmacie"
    r"|ecole|lycee|college|maison|prison|police|gendarmerie|creche|halte|sos|dr|doppler|scanner|irm|ecg|plaie"
    r"|peau|terrain|fond|table|appui|place|rdv|ordonnance|internet|facebook|instagram|doctolib)(?![a-z])"
)
#: "habite Vierzon": the town without its preposition.
_LIVES = Anchored(
    r"(?:(?:habit|demeur|resid)(?:e|ent|ait|aient|ant)|vit|vivent)(?: (?:desormais|maintenant|toujours))? "
)
_WAY = regex(
    r"(?:rue|avenue|av|bd|boulevard|place|impasse|allee|quai|chemin|route|cours|square|residence|res|cite"
    r"|lotissement|hameau|quartier|hlm|bat|appt?|appartement|villa)(?![a-z])"
)
_CITY_OF = Anchored(
    r"(?:ville|commune|maire|mairie|village|tribunal(?: (?:judiciaire|correctionnel|pour enfants"
    r"|administratif))?|tgi|prison|maison d'arret|centre de detention|centre penitentiaire|parquet"
    r"|commissariat|gendarmerie|(?:sous-?)?prefecture|gare|aeroport|marche|banlieue|barreau|brigade|crous"
    r"|spip|ccas|caf|cpam|cada|mdph|caserne|cour d'appel|mission locale|cimetiere)"
    r" (?:de |d')"
)


@needs(_CUE, _EVENT, _WAY_TO, _JOURNEY, _LIVES, _CITY_OF)
def after_words(note: Note) -> Iterator[Hit]:
    """Towns where somebody lives, was born, or something happened, and those of a court or a station."""
    text, folded = note.text, note.folded
    for cue in _CUE.matches(folded):
        stays = cue[0].startswith("demeure") and folded.endswith("a ", 0, cue.start())  # "sonde à demeure"
        if not stays and not (_NEGATION.match(cue[0]) and text[cue.start() + 1] not in "éÉ"):
            yield from _after_cue(text, folded, cue)
    for cue in _EVENT.matches(folded):
        if not text.startswith("A ", cue.end() - 2):  # "SON FILS A QUITTE LA MAISON": that A may be a verb
            yield from where(text, folded, cue.end(), 0.75, "event at")
    for cue in _WAY_TO.matches(folded):
        if not _UNIT.match(folded, cue.end()):
            yield from where(text, folded, cue.end(), 0.75, "way to or from")
    for journey in _JOURNEY.matches(folded, text):
        for end in filter(journey.group, () if _UNIT.match(folded, journey.start(1)) else (1, 2)):
            yield from where(text, folded, journey.start(end), 0.8, "journey")
    for cue in _LIVES.matches(folded):
        capitals = cue[0].startswith("vi") and text[cue.end() : cue.end() + 4].isupper()
        if not (capitals or _WAY.match(folded, cue.end()) or folded.endswith("a ", 0, cue.start())):
            yield from where(text, folded, cue.end(), 0.75, "lives, without a preposition")
    for cue in _CITY_OF.matches(folded):
        yield from where(text, folded, cue.end(), 0.8, "word for a town before")


def _after_cue(text: str, folded: str, cue: re.Match[str]) -> Iterator[Hit]:
    start = cue.end()
    end = town_end(text, start)
    if cue[0].startswith("n") and (more := TWO_WORDS.match(text, start)) and more.end() > end:
        end = more.end()
    score, reason = 0.85, "lives or born at"
    if end <= start + 1 and (lower := LOWER_TOWN.match(text, start)):
        cedex = CEDEX.match(text, lower.end())
        ends = cedex is not None or PHRASE_END.match(text, lower.end()) is not None
        if cue[0].startswith(_LOWER_CUE) or (cue[0].startswith(("n", "vi")) and ends):
            end = cedex.end() if cedex else lower.end()
            score, reason = 0.7, "lives or born at, in lower case"
    if end > start + 1 and not is_no_town(text, folded, start, end) and not is_abbreviation(text, start, end):
        yield Hit(start, end, score, reason)
