"""Hospitals that everybody calls by their name alone: "vu à Tenon", "IRM en urgence, Pitié".

A name counts where somebody is at, goes to or comes from; alone it is an eponym, a street or a person. The
names of saints and people must have care right beside them.
"""

import re
from collections.abc import Iterator

from viginote.anchors import unnested, word_starts
from viginote.identifiers._base import PHRASE_END, Hit, before
from viginote.identifiers.hospital.care import NOUN_BEFORE
from viginote.identifiers.hospital.names import DISTINCT, SHARED
from viginote.regex import regex
from viginote.text import fold

_ARTICLE = r"(?:la |le |les )?"
_NAMED = regex(
    rf"{_ARTICLE}(?:(?P<shared>{'|'.join(sorted(SHARED, key=len, reverse=True))})"
    rf"|(?:{'|'.join(sorted(DISTINCT, key=len, reverse=True))}))(?![\w-])".replace(" ", "[ -]")
    # one of several buildings: "Timone 2"
    + r"(?: (?:[1-9]|i{1,3})(?= ?(?:[,;.:)(\n]|\Z)))?"
)
#: The first two words of each name, with a blank or a hyphen between them.
_BEGINNINGS = unnested(
    separator.join(name.split(" ")[:2]) for name in (*DISTINCT, *SHARED) for separator in (" ", "-")
)
#: What happens to patients in a hospital or on their way, its services and those who work there.
_CARE = (
    r"hospi\w*|transf\w+|oper\w+|admis\w*|suivie?s?|adress\w+|vue?s?|revue?s?|urgences?|urg|sau|smur|uhcd"
    r"|hdj|hds|had|ssr|smr|usic|usc|irm|scan\w*|tdm|tep|pet|echo\w*|coro\w*|scinti\w*|retour\w*|envoy\w+"
    r"|rdv|cs|consult\w*|greff\w+|accouch\w+|passage|pris\w*|avis|rcp|staff|rea\w*|sort\w*|service|sce"
    r"|equipe|crh?|courrier|dossier|lettre|bilan|medecin\w*|mater\w*|interne|collegues?|dialys\w*|ancien"
    r"|patiente?s?|labo\w*|anapath|appel\w*|contact\w*|exploration\w*|traite\w*|soign\w+|orl|pedopsy\w*"
    r"|trauma(?:to\w*)?|(?:neuro|cardio|pneumo|gastro|hemato|nephro|dermato|uro|rhumato|onco|endocrino"
    r"|ophtalmo|gyneco|infectio|radio|psy|psycho|chir|geria|pedia|orthop|endoscop)(?:log\w+|chir\w*"
    r"|pedia\w*|vasculaire|therap\w+|tri\w*|tre|urgi\w+|atri\w*|atre|edi\w+|ies?)?|chimio\w*|rayons|cures?"
    r"|post-?cure|sevrage|convalescence|reeduc\w*|place|lits?|vsl|ambulance|pompiers|dirigee?|orient\w+"
    r"|refere\w*|tel|joint|vient|venant|provenance|convoqu\w+|prevue?|programme\w*|sejour|connue?|hdt|spdre"
    r"|spdt|sdre|sdt|ivg|fiv|pma|file active|prep|trod|depistage"
)
#: Said of towns too, which saints are as well.
_BIRTH_OR_MOVE = r"|nee?|mut\w+"
#: Names that are no common words in small letters either.
_SAINTS = (
    "saint",
    "st ",
    "st-",
    "ste",
    "notre",
    "bel ",
    "belle",
    "hopital",
    "claude",
    "jean",
    "louis",
    "marie",
    "victor",
)
#: "retour à Saint Jean de Monts": the town of a saint has more names.
_SAINT = ("saint", "st ", "st-", "ste")
_TOWN_GOES_ON = regex(r"[ -](?:de|en|sur|les|lez|du)[ -](?!d[iy]eu|cardio|urgence)[a-z]{3,}")
#: Names of diseases, which people are operated on and treated for.
_DISEASES = ("dupuytren", "duchenne", "charcot", "laennec", "trousseau", "pasteur")
_WORD = r"(?<![^\W_])"
_NEAR = regex(rf"\b(?:{_CARE}{_BIRTH_OR_MOVE})\b[^.;\n]{{0,40}}\Z")
_BESIDE = regex(rf"\b(?:{_CARE})(?:[ :][a-z]{{2,12}}){{0,2}}[ :]\Z")


def _leading(to: str) -> re.Pattern[str]:
    """What leads to a name, up to where the name or its article begins."""
    return regex(rf"{to}(?P<article>{_ARTICLE})\Z")


#: "vu à Tenon", "urgences de Cochin", "retour d'Avicenne": at, to or from, behind a word of care.
_AT = _leading(rf"{_WORD}(?:(?:a|de|sur|vers|depuis|aux?|du|des|chez|par|pour|avec) (?:l')?|d')")
#: "IRM Édouard-Herriot", "RCP Curie": right behind the word of care.
_AFTER_CARE = _leading(rf"{_WORD}(?:{_CARE}) ")
#: Words of care that people or things do not follow as names: "patient Trousseau", "traité Cochin".
_NO_CARE = (
    "patient",
    "traite",
    "prevu",
    "interne",
    "collegue",
    "ancien",
    "medecin",
    "place",
    "connu",
    "prep",
)
#: Words of care that are the type of a site: "ssr fernand-widal".
#: Types in any case of letters right before a known name: "clinique pasteur", "site Tenon", "pav. laennec".
_AFTER_TYPE = _leading(
    r"(?<![\w-])(?:poly)?(?:clinique|hopital|hop\.?|poly|pav(?:\.|illon)|ehpad|site|institut|hosto)"
    r" (?:de |du |des |d')?"
)
#: Towns of the university hospitals, before the name of one: "Tours Bretonneau", "Lyon Croix-Rousse".
_TOWN_BEFORE = regex(
    r"(?<![\w'-])(?:paris|lyon|marseille|toulouse|bordeaux|lille|nantes|rennes|strasbourg|nancy|metz|reims|tours"
    r"|angers|poitiers|limoges|clermont|dijon|besancon|grenoble|montpellier|nimes|nice|amiens|rouen|caen"
    r"|brest|saint[- ]etienne|st[- ]etienne|creteil|bobigny|clichy|villejuif|garches|orleans|toulon|pau"
    r"|colmar|le mans) \Z"
)
_KIND = regex(r"(?:ssr|smr|hdj|had|uhcd|mater\w*|labo\w*) ")
#: "IRM médullaire en urgence, Pitié.": a phrase of its own behind one of care.
_ALONE = _leading(r"[,(](?<=\w.) ?")
#: "à la Conception", "aux Peupliers": no person has an article.
_WITH_ARTICLE = regex(r"(?:\ba (?:la |l')|\baux )\Z")
#: Characters that lead to a name at most.
_LONGEST_LEAD = 40
#: What bears such a name without being a hospital: a sign, a score, a street.
_EPONYM_BEFORE = regex(
    r"\b(?:signe|maladie|syndrome|test|score|angine|rouge|coeur|methode|trocart|sonde|valve|operation"
    r"|intervention|vaccin|point|ligament|pince|tubercule|espace|capsule|loi|rue|avenue|place|quai|boulevard"
    r"|classification|critere\w*|technique|procede|contracture|fracture|ulcere|bacille|fil|lame|boule|dr|pr"
    r"|docteur|professeur|reseau|grade|index|indice|formule|equation|courbe|atrophie|amyotrophie"
    r"|pied|articulation|cube|quotient fonctionnel|figure)"
    r"s? (?:de |du |d'|la |a )?\Z"
)


def known(text: str, folded: str) -> Iterator[Hit]:
    """Known names behind a preposition or a word of care."""
    if not word_starts(folded, _BEGINNINGS):
        return
    for lead, name in _standing(folded, _AT):
        capital = not text[name.start() : name.end()].islower()
        there = capital and folded.startswith(("a ", "aux ", "vers ", "sur "), lead)
        town = there and name[0].startswith(_SAINT) and _TOWN_GOES_ON.match(folded, name.end())
        if town or _is_eponym(folded, name.start()):
            continue
        if _is_cared_for(text, folded, lead, name, there=there):
            yield Hit(*name.span(), 0.85, "known hospital where somebody is")
    for lead, name in _standing(folded, _AFTER_CARE):
        common = name["shared"] and not name["shared"].startswith(_SAINTS)
        if not (folded.startswith(_NO_CARE, lead) or (common and text[name.start() : name.end()].islower())):
            kind = _KIND.match(folded, lead)
            yield Hit(lead if kind else name.start(), name.end(), 0.8, "known hospital behind a word of care")
    for lead, name in _standing(folded, _AFTER_TYPE):
        if not NOUN_BEFORE.search(before(folded, lead, 20)):
            yield Hit(lead, name.end(), 0.8, "known hospital behind its type")
    for start, end in _standing_behind(folded, _TOWN_BEFORE):
        yield Hit(start, end, 0.8, "known hospital behind its town")
    for lead, name in _standing(folded, _ALONE):
        is_alone = PHRASE_END.match(folded, name.end()) is not None
        if (
            is_alone
            and _NEAR.search(before(folded, lead, 60))
            and not text[name.start() : name.end()].islower()
        ):
            yield Hit(*name.span(), 0.75, "known hospital behind a phrase of care")


def _standing_behind(folded: str, town: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Towns with the known name that follows them, both as one."""
    for at in word_starts(folded, _BEGINNINGS):
        if (lead := town.search(folded, max(0, at - _LONGEST_LEAD), at)) and (
            name := _NAMED.match(folded, at)
        ):
            yield lead.start(), name.end()


def _standing(folded: str, leading: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Start of what leads to a known name, and the name: found at the names, which are few."""
    starts: dict[int, int] = {}
    for at in word_starts(folded, _BEGINNINGS):
        if lead := leading.search(folded, max(0, at - _LONGEST_LEAD), at):
            starts[lead.start()] = lead.start("article")
    for lead_start, start in starts.items():
        if name := _NAMED.match(folded, start):
            yield lead_start, name


def _is_cared_for(text: str, folded: str, lead: int, name: re.Match[str], *, there: bool) -> bool:
    """Whether a word of care stands before what leads to the name; `there`: a capital behind "à" may do."""
    if name["shared"]:
        word = text[name.start("shared") : name.end()]
        if word.islower() and not word.startswith(_SAINTS):
            return False
        if there and word.istitle() and _WITH_ARTICLE.search(before(folded, name.start("shared"), 5)):
            return True
        if fold(word) in _DISEASES and folded.startswith(("d", "pour"), lead):
            return False
        return _BESIDE.search(before(folded, lead, 40)) is not None
    return there or _NEAR.search(before(folded, lead, 60)) is not None


def _is_eponym(folded: str, start: int) -> bool:
    return _EPONYM_BEFORE.search(before(folded, start, 24)) is not None
