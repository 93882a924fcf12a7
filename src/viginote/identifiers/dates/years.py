"""Bare years, beside what makes them dates."""

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from viginote.french.calendar import MONTHS
from viginote.identifiers._base import LONG, PHRASE_END, Hit, at_numbers, before
from viginote.identifiers.dates.cues import CLASSIFICATION, LINE_START, PART_OF_YEAR, YEAR_CUE
from viginote.regex import regex

_YEAR = regex(r"(?:19|20)[0-9](?<![0-9.,/]...)[0-9](?![0-9]|[.,/][0-9])")
_SHORT_YEAR = regex(
    r"[0-9](?<=[ '].)[0-9](?=(?: ?(?:et|puis|,) '?[0-9]{2}(?![0-9])){0,3}"
    r"(?: ?(?:[,;.)\n]|\Z)(?! ?[0-9])| (?:au?|aux|chez|par|pr|pour|avec|puis|dans|et) (?![0-9])))"
)
#: Years of two figures in a row with another year.
_SHORT_LISTED = regex(r" ?(?:et|puis|ou|,) '?([0-9]{2})(?= ?(?:[,;.)\n]|et\b|puis\b|\Z))(?![.,]?[0-9])")
_SHORT_BEFORE = regex(r"(?<![0-9.,/])([4-9][0-9]) ?(?:et|puis|,|-|/) ?\Z")
#: "2012/2013": the years of a school or a season.
_STROKED = regex(r"((?:19|20)[0-9]{2})(?<![0-9.,/\-].{4})/((?:19|20)[0-9]{2})(?![0-9]|[.,/\-][0-9])")
_LONGEST_RANGE = 30  # years
#: The century left out behind an apostrophe: "fin '98", "'07 reprise".
_APOSTROPHED = regex(r"'(?<![0-9a-z°'\"].)(?<![0-9] .)[0-9]{2}(?![0-9a-z'\"%°]|[.,/][0-9])")
#: A year at the head of an item: "2009 HTA - 2012 DT2", ": 1997, accouchement ; 2002, TS".
_HEADS_ITEM = regex(r"(?:\A|\n|[:;,.()] ?| [\-–—•>/] ?|→ ?)\Z")
_LABEL_BEFORE = regex(r"([a-z]+) ?: ?\Z")
_ITEM_AFTER = regex(r",? (?:[(«\"] ?)?[a-z][a-z0-9]|, ?[a-z]{2}|,? ?\n")
#: What a year is said of, with its article and "de": "le feu de 2003", "son IRM de 2019".
_OF_YEAR = regex(
    r"\b(?:l[ea]s?|un|une|[csmt](?:on|es?|a)|cette|cet|au|aux|du|des|d'un|d'une|l'|d'|qu'|notre|votre|leur) ?"
    r"(?P<noun>[a-z\-]{3,}) (?:[a-z\-]{4,} )?de \Z"
)
_COUNTED = regex(
    r"(?:taux|dose|posologie|chiffre|nombre|total|montant|somme|dette|loyer|salaire|prix|poids|volume|regime"
    r"|apport|ration|diurese|debit|moyenne|maximum|minimum|valeur|seuil|reste|niveau|solde|bolus|clairance"
    r"|drain|residu|perte|entree|sortie|remplissage|perfusion|limite|cumul|charge|ferritine|objectif|score"
    r"|classification|version|loi|decret|critere|recommandation|consensus|norme|protocole)s?"
    r"|.*(?:emie|urie|ase|cyte|phile|plaquette|globuline|proteine)s?|g[br]|pnn|psa|tsh|crp|ldh|cpk|ggt|bnp"
    r"|ig[aegm]|vgm|ace|hcg|asat|alat|cd|ca"
)
_SHORT_YEAR_CUE = regex(
    r"\b(?:en|depuis|dep|dps|fin|debut|courant|depuis l'ete|mi|annees|printemps|automne|hiver) '?\Z"
)
_SEASON = regex(r"\b(?:printemps|automne|hiver|ete) \Z")
#: Measures in two figures: "sat en 97" is none of a year.
_TWO_FIGURES_BEFORE = regex(
    r"\b(?:sat\w*|spo2|sao2|o2|fc|pouls|ta|tas|glyc\w*|poids|pese|imc|passe) [^.;\n]{0,20}\Z"
)
_MEASURE_BEFORE = regex(
    r"(?:\b(?:gb|gr|pnn|cd4|cd8|cpk|bnp|ferritine|pn|poids|lymphocytes?|plaquettes|leucocytes|crp|tsh|b?hcg"
    r"|ldh|asat|alat|ggt|tropo\w*|d-?dimeres|dose|doses|taux|psa|ace|ca|igg|ige|vgm|vitesse|volume|reste|lot"
    r"|heparine|hbpm|calciparine|lovenox|environ|plus de|moins de|pres de|total|dont|n|a|sur|les|des"
    r"|ces|fois|x|soit|ou)|[=<>:+*±/°])[ ]?\Z"
)
_MEASURE_AFTER = regex(
    r" ?(?!nl\b)(?:/(?! )|%|°|±|x\b|m?[glm]\b(?!')|k?cal|[mµunk]?(?:g|ui|l|mol|iu|kat|m|s)\b(?!')|mg|ml|mm"
    r"|cm|ui\b|unites?|copies|elements?|cellules?|patients?|cas\b|personnes|femmes|hommes|enfants|euros?|€"
    r"|fois|gouttes|millilitres|grammes|metres?|pas\b|heures?\b|h\b|ans\b|j\b|jours?\b|kcal|gy|cgy|hz|cp"
    r"|comprimes?|gb\b|plaquettes|blancs|[a-z]{3} [0-9]{1,2};|[;:][0-9]|\([0-9]{1,3}\))"
)
_YEAR_END = regex(
    r" ?(?:[,;.)\]|\n]|$|- |: |puis\b|sous\b|avec\b|et\b|pour\b|par\b|suivi|traite|opere"
    r"|(?:a|au|chez|chu|ch)\b|hopital)"
)
_WORD_BEFORE = regex(r"([a-z]+|\))\.? \(?\Z")
#: What happened in a year that stands behind it, a word or two between: "IVG 2009", "FOGD normale 2022".
_EVENT_BEFORE = regex(
    r"\b(?:[a-z]{3,14}(?:ectomie|tomie|plastie|stomie|scopie|graphie|therapie|lyse|desie|pexie|nisation)"
    r"|ivg|img|geu|fcs?|fausses? couches?|cesa\w*|accouch\w*|gross\w*|naissance|diu|sterilet|implant"
    r"|pt[hg]|idm|avc|ait|tvp|sca|pontage|stents?|by-?pass|sleeve|anneau|greffe|transplant\w*|chir\w*"
    r"|cure|pose[es]?|oper\w*|trait\w*|vaccin\w*|essai|sevrage|tentative|ts|imv|hospit\w*|diag\w*"
    r"|decouvert\w*|deces|dcd|divorc\w*|mariage|retraite|arriv\w*|embolie|infarctus|fracture|fx|rupture"
    r"|entorse|cataracte|zona|covid|syphilis|hepatite|tuberculose|bk|meningite|fogd|colo\w*|coro\w*|irm"
    r"|(?!limites?\b)[a-z]{4,12}(?:ites?|omes?)|transfu\w*|serologies?|(?:test|sero) [a-z]{3}|arret"
    r"|sevree?|stop|scanner|tdm|tep|dmo|fcv|frottis|mammo\w*|echo\w*|efr|holter|doppler|psg|rx|bilan"
    r"|accident|avp|at)"
    r"(?: [a-z+]{1,11}){0,2} \Z"
)
#: What a year that makes a phrase stands behind: "Marcel Dautry, 1948, gérant", "dernier frottis : 2021."
_APART_BEFORE = regex(r"[a-z)][.\"»]?(?:,| [:–—+])[ ]\Z")
_LONGEST_ITEM = 120  # characters
_FIRST_YEAR = 1940  # what somebody alive went through
_LAST_YEAR = 2040  # a later number of four digits, with nothing to make it a date, is a quantity
_RANGE_BEFORE = regex(r"\b(?:19|20)[0-9]{2} ?(?:-|/|\+|a|au|et|ou|puis|,) ?\Z")
_RANGE_AFTER = regex(r" ?(?:-|/|\+|a|au|et|ou|puis|,) ?((?:19|20)[0-9]{2})(?![0-9])")


def years(folded: str) -> Iterator[Hit]:
    """Years that a preposition, brackets, the head of a line, a range or the end of a phrase makes dates."""
    for m in at_numbers(folded, _YEAR, LONG):
        left = before(folded, m.start(), 30)
        if left[-1:].isalnum() or _MEASURE_AFTER.match(folded, m.end()) or CLASSIFICATION.search(left):
            continue
        if hit := _year(folded, m, left):
            yield hit
            yield from _shortened(folded, left, m)
    yield from _chronology(folded)
    for m in at_numbers(folded, _STROKED, LONG):
        if 0 <= int(m[2]) - int(m[1]) <= _LONGEST_RANGE:
            yield Hit(m.start(), m.end(), 0.85, "years of a range")


def _year(folded: str, m: re.Match[str], left: str) -> Hit | None:
    """The year `m` if what stands around it makes it a date."""
    start, score, reason = m.start(), 0.0, ""
    if part := PART_OF_YEAR.search(left):
        start, score, reason = m.start() - (len(left) - part.start()), 0.9, "part of a year"
    elif YEAR_CUE.search(left):
        score, reason = 0.92, "year after a preposition"
    elif left.endswith(("(", ", ")) and folded.startswith(")", m.end()):
        score, reason = 0.85, "year in brackets"
    elif _APART_BEFORE.search(left) and PHRASE_END.match(folded, m.end()) and not _is_count(left):
        score, reason = 0.8, "year that makes a phrase"
    elif LINE_START.search(left) and _heads_line(folded, m.end(), left):
        score, reason = 0.85, "year at the head of a line"
    elif left.endswith("; ") and folded.startswith((" :", ":"), m.end()):
        score, reason = 0.85, "year at the head of an item"
    elif other := _RANGE_AFTER.match(folded, m.end()):
        if not (_MEASURE_BEFORE.search(left) or _MEASURE_AFTER.match(folded, other.end())):
            score, reason = 0.8, "years of a range"
    elif _RANGE_BEFORE.search(left):
        score, reason = 0.8, "years of a range"
    elif _is_of_year(m, before(folded, m.start(), 50)):
        score, reason = 0.75, "year that something is of"
    elif int(m[0]) < _LAST_YEAR and _ends_phrase(folded, m.end(), left):
        score, reason = 0.75, "year at the end of a phrase"
    elif _follows_event(int(m[0]), before(folded, m.start(), 50)):
        score, reason = 0.7, "year behind what happened"
    return Hit(start, m.end(), score, reason) if reason else None


def _is_of_year(m: re.Match[str], left: str) -> bool:
    """Whether the year `m` dates a thing that is neither counted nor measured."""
    of = _OF_YEAR.search(left)
    return _FIRST_YEAR <= int(m[0]) < _LAST_YEAR and of is not None and not _COUNTED.fullmatch(of["noun"])


def _chronology(folded: str) -> Iterator[Hit]:
    """Two years at least in rising order that head the items of a list: "2004 bac, 2012 mariage"."""
    items = [m for m in at_numbers(folded, _YEAR, LONG) if _heads_item(folded, m)]
    for m, other in chain(pairwise(items), pairwise(items[::-1])):
        low, high = sorted((m, other), key=re.Match.start)
        between = folded[low.end() : high.start()]
        if int(low[0]) <= int(high[0]) and len(between) < _LONGEST_ITEM and "\n\n" not in between:
            yield Hit(m.start(), m.end(), 0.75, "year of a chronology")


def _heads_item(folded: str, m: re.Match[str]) -> bool:
    left = before(folded, m.start(), 20)
    return (
        _FIRST_YEAR <= int(m[0]) < _LAST_YEAR
        and _HEADS_ITEM.search(left) is not None
        and not _is_count(left)
        and _ITEM_AFTER.match(folded, m.end()) is not None
        and not _MEASURE_AFTER.match(folded, m.end())
    )


def _is_count(left: str) -> bool:
    """Whether the label at the end of `left` is that of something counted: "PNN : 2010"."""
    label = _LABEL_BEFORE.search(left)
    return label is not None and _COUNTED.fullmatch(label[1]) is not None


def _shortened(folded: str, left: str, m: re.Match[str]) -> Iterator[Hit]:
    """The years of two figures listed beside a whole one: "en 2015, 17 et 18", "(97 et 2001)"."""
    if earlier := _SHORT_BEFORE.search(left):
        start = m.start() - (len(left) - earlier.start(1))
        yield Hit(start, start + 2, 0.7, "short year before a year")
    yield from _listed(folded, int(m[0][2:]), m.end())


def _listed(folded: str, year: int, end: int) -> Iterator[Hit]:
    """The later years of two figures behind `year`, which ends at `end`."""
    while (m := _SHORT_LISTED.match(folded, end)) and 0 < (int(m[1]) - year) % 100 <= _LONGEST_RANGE:
        yield Hit(*m.span(1), 0.7, "short year of a list")
        year, end = int(m[1]), m.end()


def _heads_line(folded: str, end: int, left: str) -> bool:
    """Whether a bullet stands before, or a sign behind, what begins a line."""
    following = folded[end : end + 3].lstrip()[:1]
    named = folded.startswith("-", end) and folded[end + 1 : end + 2].isalpha()  # "2019-nCoV"
    return (not named and following in {":", "-", "/", ",", ""}) or left.endswith(("- ", "* ", "• "))


def _ends_phrase(folded: str, end: int, left: str) -> bool:
    """Whether a word that names no measure stands before, and the phrase ends behind."""
    word = _WORD_BEFORE.search(left)
    return (
        word is not None
        and word[1] not in MONTHS
        and _YEAR_END.match(folded, end) is not None
        and not _MEASURE_BEFORE.search(left)
    )


def _follows_event(year: int, left: str) -> bool:
    """Whether the year stands behind something that befell or was done to somebody, and no measure."""
    word = _WORD_BEFORE.search(left)
    return (
        _FIRST_YEAR <= year < _LAST_YEAR
        and word is not None
        and word[1] not in MONTHS
        and _EVENT_BEFORE.search(left) is not None
        and not _MEASURE_BEFORE.search(left)
    )


def short_years(folded: str) -> Iterator[Hit]:
    """Years of two figures behind an apostrophe or a preposition, no measure before: "opéré en 87"."""
    for m in _APOSTROPHED.finditer(folded) if "'" in folded else ():
        part = PART_OF_YEAR.search(before(folded, m.start(), 16))
        start = m.start() - (part.end() - part.start() if part else 0)
        yield Hit(start, m.end(), 0.8, "century left out")
    for m in at_numbers(folded, _SHORT_YEAR):
        left = before(folded, m.start(), 50)
        cue = _SHORT_YEAR_CUE.search(left)
        recent = m[0][0] in "123"  # a number of hours, days or cures as well
        if not cue or _TWO_FIGURES_BEFORE.search(left[: cue.start()]):
            continue
        if not recent or _SEASON.search(left) or _EVENT_BEFORE.search(left.rstrip("'")):
            yield Hit(m.start(), m.end(), 0.7, "year of two figures after a preposition")
            yield from _listed(folded, int(m[0]), m.end())
