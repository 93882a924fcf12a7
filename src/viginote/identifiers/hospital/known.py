"""Hospitals that everybody calls by their name alone: "vu à Tenon", "IRM en urgence, Pitié".

A name counts where somebody is at, goes to or comes from; alone it is an eponym, a street or a person.

Source: FINESS (names of the sites of the university hospitals, the cancer centres and the large clinics).
"""

import re
from collections.abc import Iterator

from viginote.anchors import unnested, word_starts
from viginote.identifiers._base import Hit, before

#: In folded text; a blank stands for a hyphen too.
_NAMES = (
    # Paris and its surroundings
    "pitie salpetriere|pitie|salpetriere|lariboisiere|fernand widal|saint louis|st louis|bichat|beaujon"
    "|louis mourier|bretonneau|cochin|port royal|hotel dieu|necker|broca|tenon|rothschild|trousseau"
    "|saint antoine|st antoine|bicetre|kremlin bicetre|paul brousse|antoine beclere|beclere|ambroise pare"
    "|raymond poincare|garches|georges pompidou|pompidou|hegp|corentin celton|vaugirard|henri mondor|mondor"
    "|albert chenevier|emile roux|avicenne|jean verdier|rene muret|robert debre|sainte anne|ste anne"
    "|maison blanche|paul guiraud|ville evrard|henri ey|perray vaucluse|quinze vingts|15 20|diaconesses"
    "|saint joseph|st joseph|marie lannelongue|gustave roussy|igr|curie|foch|montsouris|val de grace"
    "|percy|begin|saint camille|delafontaine|andre gregoire|robert ballanger|ballanger|sud francilien"
    # Lyon, Saint-Etienne, Grenoble, Clermont
    "|edouard herriot|croix rousse|lyon sud|vinatier|desgenettes|leon berard|natecia|infirmerie protestante"
    "|gabriel montpied|estaing|michallon"
    # Marseille, Nice, Montpellier, Nimes
    "|la timone|timone|la conception|sainte marguerite|laveran|paoli calmettes|lenval|l'archet|archet"
    "|lapeyronie|arnaud de villeneuve|gui de chauliac|saint eloi|st eloi|la colombiere|caremeau"
    # Toulouse, Bordeaux, Limoges, Poitiers
    "|purpan|rangueil|larrey|oncopole|claudius regaud|pellegrin|haut leveque|saint andre|charles perrens"
    "|robert picque|bergonie|dupuytren|la miletrie|esquirol"
    # Strasbourg, Nancy, Reims, Dijon, Besancon
    "|hautepierre|nhc|brabois|alexis vautrin|jean godinot|minjoz|georges francois leclerc"
    # Lille, Rouen, Caen, Amiens
    "|huriez|salengro|jeanne de flandre|calmette|oscar lambret|charles nicolle|henri becquerel|baclesse"
    # Rennes, Nantes, Brest, Angers, Tours
    "|pontchaillou|guillaume regnier|eugene marquis|laennec|rene gauducheau|la cavale blanche"
    "|cavale blanche|morvan|bohars|trousseau"
)
#: The first two words of each name, with a blank or a hyphen between them.
_BEGINNINGS = unnested(
    separator.join(name.split(" ")[:2]) for name in _NAMES.split("|") for separator in (" ", "-")
)
_STAYS = (
    r"hospitali\w+|transf\w+|oper\w+|admis\w*|suivie?s?|suivi|adress\w+|mut\w+|vue?s?|revue?s?"
    r"|urgences?|urg|sau"
    r"|irm|scan\w*|tdm|tep|echo\w*|coro\w*|retour\w*|envoy\w+|rdv|cs|consult\w*|greff\w+|accouch\w+|nee?"
    r"|passage|pris\w*|avis|rcp|staff|rea\w*|sortie?s?|sort|service|equipe|cr|courrier|dossier|lettre|bilan"
    r"|medecin\w*|neuro\w*|cardio\w*|onco\w*|pneumo\w*|hemato\w*|gastro\w*|chir\w*|psy\w*|maternite|interne"
    r"|collegues?|dialyse|ancien|patient\w*|labo\w*|anapath|appel\w*|contact\w*|exploration\w*|traite\w*"
    r"|soign\w+|radio\w*|rhumato\w*|uro\w*|orl|pediatr\w*|geriatr\w*|infectio\w*|reanimation|transfert"
)
_NAMED = re.compile(rf"(?:la )?(?:{_NAMES.replace(' ', '[ -]')})(?![\w-])")


def _leading(to: str) -> re.Pattern[str]:
    """What leads to a name, up to where the name or its article begins."""
    return re.compile(rf"{to}(?P<article>(?:la )?)\Z")


_WORD = r"(?<![^\W_])"
#: "vu à Tenon", "urgences de Cochin", "retour sur Purpan": at, to or from, behind a word of care.
_AT = _leading(rf"{_WORD}(?:a|de|sur|vers|depuis|aux?|du|chez|par|pour) (?:l')?")
_CARE_NEAR = re.compile(rf"\b(?:{_STAYS})\b[^.;\n]{{0,40}}\Z")
#: "IRM Édouard-Herriot", "RCP Curie": right behind the word of care.
_AFTER_CARE = _leading(rf"{_WORD}(?:{_STAYS}) ")
_CARE_STEMS = (
    *("hospitali", "transf", "oper", "admis", "suivi", "adress", "mut", "vu", "revu", "urg", "sau", "irm"),
    *(
        "scan",
        "tdm",
        "tep",
        "echo",
        "coro",
        "retour",
        "envoy",
        "rdv",
        "cs",
        "consult",
        "avis",
        "rcp",
        "staff",
    ),
    *("rea", "sort", "service", "cr", "neuro", "cardio", "onco", "pneumo", "hemato", "chir", "psy", "matern"),
    *("dialyse", "labo", "anapath", "pediatr", "geriatr", "radio", "rhumato", "uro", "orl", "infectio"),
)
#: "IRM médullaire en urgence, Pitié.": a phrase of its own behind one of care.
_ALONE = _leading(r"[,(](?<=\w.) ?")
_ALONE_END = re.compile(r" ?(?:[.,;)\n]|\Z)")
#: Characters that lead to a name at most.
_LONGEST_LEAD = 40
#: What bears such a name without being a hospital: a sign, a score, a street.
_EPONYM_BEFORE = re.compile(
    r"\b(?:signe|maladie|syndrome|test|score|angine|rouge|coeur|methode|trocart|sonde|valve|operation"
    r"|intervention|vaccin|point|ligament|pince|tubercule|espace|capsule|loi|rue|avenue|place|quai|boulevard"
    r"|classification|critere\w*|technique|procede|contracture|fracture|ulcere|bacille|fil|lame|boule)"
    r" (?:de |du )?\Z"
)


def known(text: str, folded: str) -> Iterator[Hit]:
    """Known names behind a preposition or a word of care."""
    for lead, start, end in _standing(folded, _AT):
        there = folded.startswith(("a ", "vers ", "sur "), lead) and not text[start:end].islower()
        if (there or _is_near_care(folded, lead)) and not _is_eponym(folded, start):
            yield Hit(start, end, 0.85, "known hospital where somebody is")
    for lead, start, end in _standing(folded, _AFTER_CARE):
        if folded.startswith(_CARE_STEMS, lead) and not text[start:end].islower():
            yield Hit(start, end, 0.8, "known hospital behind a word of care")
    for lead, start, end in _standing(folded, _ALONE):
        is_alone = _ALONE_END.match(folded, end) is not None
        if is_alone and _is_near_care(folded, lead) and not text[start:end].islower():
            yield Hit(start, end, 0.75, "known hospital behind a phrase of care")


def _standing(folded: str, leading: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    """Start of what leads to a known name, start and end of the name: found at the names, which are few."""
    starts: dict[int, int] = {}
    for at in word_starts(folded, _BEGINNINGS):
        if lead := leading.search(folded, max(0, at - _LONGEST_LEAD), at):
            starts[lead.start()] = lead.start("article")
    for lead_start, start in starts.items():
        if name := _NAMED.match(folded, start):
            yield lead_start, start, name.end()


def _is_near_care(folded: str, start: int) -> bool:
    return _CARE_NEAR.search(before(folded, start, 60)) is not None


def _is_eponym(folded: str, start: int) -> bool:
    return _EPONYM_BEFORE.search(before(folded, start, 24)) is not None
