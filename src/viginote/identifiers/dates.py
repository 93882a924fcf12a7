"""Dates: any absolute date with at least a month, or a year used as a date.

French notes write the day first (12/03/2019, 12.03.19, 12 mars 2019, "le 2/8"), ISO 8601 stands in
exports (2019-03-12), forms hold one digit a box (1 2 0 3 2 0 1 9) and letters spell them out
("douze mars deux mille dix-neuf"). What looks alike and is none: blood pressures (12/8), scores (8/10),
fractions (2/3), lab values (INR 2.10.21), OIDs and versions, quantities of four figures (2000 mg).
So the full forms count by themselves, the partial ones only beside a word that makes them a date.

>>> compact("12 mars 2019"), compact("12.03.19"), compact("vingt-six février 2012"), compact("mars 2019")
('2019-03-12', '2019-03-12', '2012-02-26', '2019-03')
>>> validate("31/02/2019"), validate("12/8")
(False, False)

Source of the day-first order: NF Z69-200 and usage; of the ISO form: ISO 8601-1:2019.
"""

import re
from collections.abc import Iterator

from viginote.identifiers._base import Hit, Rule, before, longest_run, undamaged
from viginote.identifiers._calendar import (
    DAY_WORDS,
    FULL_MONTHS,
    MONTHS,
    YEAR_WORDS,
    full_year,
    is_day,
    number,
)
from viginote.text import Note, fold

# A pattern that begins with one plain character class is skipped through at the speed of a memory scan;
# so each begins with the digit itself and looks behind afterwards.
_FIRST = r"[0-9](?<![0-9].)"

_DMY = re.compile(
    rf"({_FIRST}(?<![0-9][.,/].)[0-9]?)[ ]{{0,2}}([/.\-|])[ ]{{0,2}}([0-9]{{1,2}})[ ]{{0,2}}[/.\-|]"
    rf"[ ]{{0,2}}([0-9]{{4}}|[0-9]{{2}})"
    r"(?![0-9]|[/.,][0-9]| ?[cm]m\b)"
)
_DMY_SPACES = re.compile(
    rf"({_FIRST}(?<![0-9][.,/ ].)[0-9]?) ([0-9]{{1,2}}) ((?:19|20)[0-9]{{2}})(?![0-9]|[/.,][0-9])"
)
#: "02 12 23 19:50": blanks alone, where an hour follows.
_DMY_TIMED = re.compile(
    rf"({_FIRST}(?<![0-9][.,/ ].)[0-9]) ([0-9]{{2}}) ([0-9]{{2}})(?= [0-2]?[0-9] ?[:h][0-9]{{2}})"
)
_ISO = re.compile(
    r"((?:19|20)[0-9]{2})(?<![0-9]{5})(?<![.,][0-9]{4})"
    r" ?([/.\-]) ?([0-9]{1,2}) ?\2 ?([0-9]{1,2})(?![0-9]|[/.,][0-9])"
)
_ISO_COMPACT = re.compile(
    r"((?:19|20)[0-9]{2})(?<![0-9.,/+\-][0-9]{4})([01][0-9])([0-3][0-9])(?![0-9]|[.,/][0-9])"
)
_BOXES = re.compile(
    r"([0-3] ?[0-9] ?[0-3] ?[0-9] ?(?:1 ?9|2 ?0) ?[0-9] ?[0-9])"  # one digit a box
    r"(?![0-9]|[.,/][0-9]| [0-9](?![0-9]))"
)
_MY = re.compile(
    rf"({_FIRST}(?<![0-9][.,/\-].)[0-9]?)( ?[/.\-] ?| |x)((?:19|20)[0-9]{{2}})(?![0-9]|[/.,\-][0-9])"
)
_DM = re.compile(rf"({_FIRST}(?<![0-9][.,/\-].)[0-9]?) ?([/.]) ?([0-9]{{1,2}})(?! ?[/.,|] ?[0-9]|[0-9%°a-z])")
#: A month in Roman figures: "19.VII.2023", "3/XII/98", "19 VII 2023".
_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = re.compile(
    rf"({_FIRST}(?<![0-9][.,/\-].)[0-9]?)"
    r"(?: ?([./\-]) ?(x|xi{1,2}|i[vx]|vi{0,3}|i{1,3}) ?\2 ?((?:19|20)?[0-9]{2})"
    r"| (x|xi{1,2}|i[vx]|vi{0,3}|i{2,3}) ((?:19|20)[0-9]{2}))(?![0-9]|[./,\-][0-9])"
)
#: A month behind its year, as exports sort them: "2021-03", "2021/11".
_YM = re.compile(r"((?:19|20)[0-9]{2})(?<![0-9.,/+\-][0-9]{4})[\-/](0[1-9]|1[0-2])(?![0-9a-z]|[.,/\-][0-9])")
#: What follows a day whose digits were read as letters: "lO/O3/2O19".
_DAMAGED = re.compile(r"([/.])[01oil]?[0-9olizsb]\1(?:[12lz][09o][0-9olizsb]{2})(?![a-z0-9])")
_DAMAGED_DAY = re.compile(r"(?<![a-z0-9])[0-3oilz]?[0-9olizsb]\Z")
_SHORT_YEAR = re.compile(
    r"\b(?:en|depuis|fin|debut|courant|depuis l'ete|mi) '?([4-9][0-9])(?= ?(?:[,;.)\n]|\Z)(?! ?[0-9]))"
)
_PERCENT_BEFORE = re.compile(
    r"\b(?:sat\w*|spo2|sao2|o2|fc|pouls|ta|tas|glyc\w*|poids|pese|imc|passe) [^.;\n]{0,20}\Z"
)
_MYY = re.compile(
    r"([01](?<![0-9].)(?<![0-9][.,/\-].)[0-9])/((?:1[3-9]|[23][0-9]))(?![0-9a-z%°]| ?[/.,|] ?[0-9])"
)
_YEAR = re.compile(r"(?:19|20)[0-9](?<![0-9.,/]...)[0-9](?![0-9]|[.,/][0-9])")

_MONTH_FORMS = sorted(MONTHS, key=len, reverse=True)
_MONTH = re.compile(
    "(?:"
    + "|".join(f"{first}(?:{'|'.join(m[1:] for m in _MONTH_FORMS if m[0] == first)})" for first in "jfmasond")
    + ")(?![a-z])"
)
_DAY_BEFORE = re.compile(
    rf"(?<![0-9,./])(?:([0-3]?[0-9])(?: ?er| ?ere)?|(?<![a-z])({DAY_WORDS}))[ ,./\-]{{0,3}}\Z"
)
_YEAR_AFTER = re.compile(
    rf"[.,]?[ ,\-/]{{0,3}}(?:((?:19|2[01])[0-9]{{2}})(?![0-9])"
    rf"|(?:'|(?<=[ .,/\-]))([0-9]{{2}})(?![0-9:/%]|[.,;][0-9]| ?(?:h|heures?|mg|ans?|mm|cm|m?l|k?g|j"
    rf"|jours?|sem|x|fois)\b)"
    rf"|({YEAR_WORDS}))"
)
_DAY_YEAR_AFTER = re.compile(r"\.? ?([0-3]?[0-9])(?:st|nd|rd|th)? ?, ?((?:19|20)[0-9]{2})(?![0-9])")
_YEAR_BEFORE = re.compile(r"(?<![0-9.,/])((?:19|20)[0-9]{2}) \Z")
_ISSUE_AFTER = re.compile(r"[. ]{0,2}(?:[0-9]{1,2} ?)?[;(][0-9]")  # a journal's "2010 Jan 21;115(3)"
_DAY_AND_MONTH = re.compile(rf"(?:(?<![a-z]){DAY_WORDS}|(?<![0-9])[0-3]?[0-9]) [01]?[0-9] \Z")
_MONTH_AND_YEAR = re.compile(r"[0-9](?<=[a-z] .)[0-9]? (?:19|20)[0-9]{2}(?![0-9])")
_YEAR_IN_WORDS = re.compile(YEAR_WORDS)

_MONTH_CUE = re.compile(
    r"(?:\ben|\bde|\bdu mois d[e']|\bau mois d[e']|\bmois d[e']|\bdepuis|\bdebut|\bfin|\bmi|\bcourant"
    r"|\bjusqu'(?:en|a)|\bdes|\bvers|\bpour|\ba partir de)[ \-]?\(?\Z"
)
_NEXT_TIME = re.compile(r"\b(?:prochaine?s?|derni(?:er|ere)s?) (?:[a-z0-9'\-]{2,14} ){1,3}\Z")
_SINCE = re.compile(r"\b(?:en|depuis|debut|fin) \Z")
_ARTICLE = re.compile(r"\b(?:le|du|au|des|depuis) \Z")
_PART_OF_YEAR = re.compile(
    r"\b(?:fin|debut|mi|courant|ete|hiver|automne|printemps|noel|toussaint|rentree|paques|pentecote"
    r"|vacances|ramadan"
    r"|[1-4](?:er|e|eme) (?:trimestre|semestre))[ \-]\Z"
)

# -- what makes a bare year a date, or not ------------------------------------------------------------
_YEAR_CUE = re.compile(
    r"(?:\ben|\bdepuis|\bdepuis l'annee|\bl'annee|\bl'an|\bannees?|\bdebut|\bfin|\bmi|\bcourant|\bete|\bhiver"
    r"|\bautomne|\bprintemps|\bnoel|\bdatant de|\bremont\w{1,3} a|\bdate de|\bjusqu'en|\bjusqu'a|\bavant"
    r"|\bapres|\bvers|\bdes"
    r"|\bsince|\bin|\bpromotion|\bbilan de|\bgrossesse de|\bnaissance)[ \-]?\(?\Z"
)
_LINE_START = re.compile(r"(?:^|\n)[ \-*•.o>]*\Z")
_CLASSIFICATION = re.compile(
    r"\b(?:acr|eular|tnm|oms|who|figo|esc|has|dsm|cim|icd|criteres?|classification|version|recommandations?"
    r"|recist|slicc|bethesda|gold|gina|kdigo|nyha|ref|norme|iso|loi|decret|code|article|art|et al)\.?,?"
    r"(?: (?:de|du|d'))? ?\(?\Z"
)
_MEASURE_BEFORE = re.compile(
    r"(?:\b(?:gb|gr|pnn|cd4|cd8|cpk|bnp|ferritine|pn|poids|lymphocytes?|plaquettes|leucocytes|crp|tsh|b?hcg"
    r"|ldh|asat|alat|ggt|tropo\w*|d-?dimeres|dose|doses|taux|psa|ace|ca|igg|ige|vgm|vitesse|volume|reste|lot"
    r"|environ|plus de|moins de|pres de|total|dont|n|a|sur|les|des|ces|fois|x|soit|ou)|[=<>:+*±/°])[ ]?\Z"
)
_MEASURE_AFTER = re.compile(
    r" ?(?:/|%|°|±|x\b|m?[glm]\b|k?cal|[mµunk]?(?:g|ui|l|mol|iu|kat|m|s)\b|mg|ml|mm|cm|ui\b|unites?|copies"
    r"|elements?"
    r"|cellules?|patients?|cas\b|personnes|femmes|hommes|enfants|euros?|€|fois|gouttes|millilitres|grammes"
    r"|metres?|pas\b|heures?\b|h\b|ans\b|j\b|jours?\b|kcal|gy|cgy|hz|cp|comprimes?|gb\b|plaquettes|blancs"
    r"|[a-z]{3} [0-9]{1,2};|[;:][0-9]|\([0-9]{1,3}\))"
)
_YEAR_END = re.compile(
    r" ?(?:[,;.)\]|\n]|$|- |: |puis\b|sous\b|avec\b|et\b|pour\b|par\b|suivi|traite|opere"
    r"|(?:a|au|chez|chu|ch)\b|hopital)"
)
_WORD_BEFORE = re.compile(r"([a-z]+|\))\.? \(?\Z")
_LAST_YEAR = 2040  # a later number of four digits, with nothing to make it a date, is a quantity
_RANGE_BEFORE = re.compile(r"\b(?:19|20)[0-9]{2} ?(?:-|/|a|au|et|ou|,) ?\Z")
_RANGE_AFTER = re.compile(r" ?(?:-|/|a|au|et|ou|,) ?((?:19|20)[0-9]{2})(?![0-9])")

# -- what makes a day and a month a date, or not ------------------------------------------------------
_DM_STRONG = re.compile(
    r"(?:\b(?:le|du|depuis le|jusqu'au|des le|au|(?:rdv|rendez-vous|cs|consult\w*|vu|vue|hospit\w*|entree"
    r"|sortie|date|irm|tdm|scanner|bilan|controle|debut|dernier|fin|arret|reprise|pose|rcp|staff|echo|tep"
    r"|pet|ecg|eeg|fibro|colo|oper\w*|chir\w*|prevue?|programmee?|vaccin\w*|biopsie|ponction"
    r"|transfusion|ddr|dpa|accouch\w*|j0|appel\w*)[ :]*"
    r"(?:le |du )?)"
    r"|(?:\b|\()(?:c|d|j|m|s|cure|cycle|seance) ?[0-9]{1,2} ?[:=]?(?: le)?) ?\Z"
)
_DM_MEASURE = re.compile(
    r"\b(?:ta|pa|tas|tad|tension|arterielle|bp|eva|en|eval\w*|score|apgar|glasgow|gcs|av|acuite|cotee?|note"
    r"|od|og|odg|silverman|mmse?|mms|moca|ratio|norme|version|bishop|grade|stade|vision|force|testing"
    r"|douleur|lit|ch|chambre|page|p|l[1-5]|c[1-7] ?[-/]|inr|tp)(?: (?:de|a|est|etait|initial|cote))*[ :=]*\Z"
)
_DM_UNIT = re.compile(
    r" ?(?:mm\b|cm|ml|mg|kg|g\b|l\b|h\b|j\b|ui|mois|ans?|jours?|semaines?|sem\b|fois|e\b|eme|ieme|/"
    r"|sup|inf|moy|dist|prox|interne|externe|ant|post|lat|med|d[eu]s?\b|d'|gauche|droit|superieur"
    r"|copies|\*|±|>|<)"
)
_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5)})
_PHRASE_END = re.compile(
    r" ?(?:[,;:.)\n]|\Z|-|c[0-9]|(?:a|vers|des) ?[0-9]{1,2} ?(?:h|:)|[0-9]{1,2} ?h"
    r"|(?:par|avec|pour|chez|puis|matin|soir|apres-midi|ok)\b)"
)
#: A batch is no date although its number may be written as one.
_BATCH = re.compile(r"\b(?:lots?|series?|sn|batch|plaque|kit|n° de lot|n° de serie)[ :.]*(?:n°|n)?[ :]*\Z")
_DOSE_AFTER = re.compile(
    r" ?(?:gouttes?|gttes?|gtt|cps?|cprs?|comprimes?|gel|gelules?|sachets?|unites?|u\b|bouffees?|cuilleres?"
    r"|amp|ampoules?|doses?|ml|mg|ui)(?![a-z])"
)
#: What days and months are listed under: duty lists, plannings, cures.
_ROSTER = re.compile(
    r"\b(?:gardes?|astreintes?|plannings?|roulements?|permanences?|presences?|calendrier|agenda|tournees?"
    r"|vacations?|rdv|rendez-vous|seances?|cures?|remplacements?|absences?|conges?|repos|dates|passages?"
    r"|visites?|injections?|consultations?)(?![a-z])"
)
_ITEM = re.compile(r"(?<![0-9.,/\-])([0-3]?[0-9])/([01]?[0-9])(?![0-9a-z%°]|[.,/\-][0-9])")
_ROSTER_REACH = 30  # characters between the word and the first item
_PHRASE_BREAK = re.compile(r"\n|\. ")
_TIME_AFTER = re.compile(r" (?:a |vers )?[0-9]{1,2} ?h(?![a-z])")
_WHO_AFTER = re.compile(r" (?:m|mr|mme|mlle|monsieur|madame|dr|docteur|pt|pte|patiente?)\.? [a-z]")
_LAST_PRESSURE = 22  # a day after that is no blood pressure in centimetres of mercury
_DM_ARTICLE = re.compile(r"\b(?:le|du|jusqu'au) ([0-3]?[0-9])([\- ])([01]?[0-9])(?![0-9a-z%°]|[.,/\-][0-9])")
_LAST_DAY = 31  # two figures beyond it are a year, whatever stands before
_LAST_SCORE = 12  # a day after the twelfth is no score out of ten or twelve
#: "du 22 au 26 avril": without a year the stretch is one date.
_STRETCH = re.compile(r"\b(?:du|entre le) ([0-3]?[0-9])(?: ?er)? (?:au|et le) \Z")
_LAB_BEFORE = re.compile(
    r"\b(?:inr|tp|ph|v|version|ver|oid|ip|n°|art|article|chapitre|§|tsh|crp|hb|k|na)[ .:=]*\Z"
)
_ID_BEFORE = re.compile(
    r"\b(?:ipp|ip|nip|nda|iep|id|dossier|patient|visite|sejour|rpps|adeli|finess|nir|numero|num|matricule"
    r"|sn|lot|ref"
    r"|identifi\w*|(?:tel|fax|telephone|portable|mobile|poste|gsm|bip)\.?)[ :.°n]*\Z|n[°o] ?\Z"
)
_NUMBER_BEFORE = re.compile(
    r"(?:n°|[a-z0-9][\-/]|\b(?:num(?:ero)?|protocole|norme|etude|article|decret|loi|du)) ?\Z"
)
_UNIT_AFTER = re.compile(r" ?(?:/|%|[mµu]?(?:g|l|ui|mol)\b|mm|cm|copies|elements|ui)")
_GLUE = (".", ",", "/", "+", "-")  # what ties a run of digits to one before it
_LIST_BEFORE = re.compile(
    r"(?<![0-9.,/])([0-3]?[0-9](?: ?[/.] ?[0-1]?[0-9])?)(?: ?er)?"
    r"(?:,? (?:au|a|et|ou) (?:le |au )?| ?- ?| ?, ?)\Z"
)
_LIST_OPENS = re.compile(r"(?:\b(?:du|le|les|des|entre|de|et|au|a|,)|[,(]) ?(?:entre )?\Z")
_WORDS = "month in words"
#: Reasons of the dates that may share their month with the days listed before them.
_CHAINED = frozenset(
    {_WORDS, "day, month and year", "day and month after a cue", "day and month with a leading zero"}
)
_MONTH_BEFORE = re.compile(rf"(?<![a-z])({'|'.join(_MONTH_FORMS)})\.? ?(?:-|/|a|et|ou|au) ?\Z")


def _find(note: Note) -> Iterator[Hit]:
    """All dates of the note, by itself or beside a cue."""
    yield from spans(note.folded)


def spans(folded: str) -> Iterator[Hit]:
    """All dates of a folded text; they may overlap, and resolution keeps the best."""
    searches = [_in_words, _written_years]
    run = longest_run(folded)
    if run:
        searches += [_day_month, _dashed, _month_short_year, _rosters, _roman, _damaged, _short_years]
    if run >= 4:
        searches += [_numeric, _iso, _boxes, _month_year, _years]
    for search in searches:
        for hit in search(folded):
            yield hit
            if hit.reason in _CHAINED:
                yield from _listed_before(folded, hit)


def validate(value: str) -> bool:
    """Whether `value` as a whole is a date that exists, with a month at least."""
    return _parse(value) is not None


def compact(value: str) -> str:
    """The date as ISO 8601 (yyyy-mm-dd or yyyy-mm); "" when `value` is not one."""
    parsed = _parse(value)
    if parsed is None:
        return ""
    year, month, day = parsed
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


# -- full forms -----------------------------------------------------------------------------------------
def _numeric(folded: str) -> Iterator[Hit]:
    for m in _DMY.finditer(folded):
        day, sep, month, year = m.groups()
        american = len(year) == 4 and sep in "/-" and int(month) > _LAST_SCORE
        if not _is_date(int(day), int(month), full_year(year)) and not (
            american and _is_date(int(month), int(day), int(year))
        ):
            continue
        left = before(folded, m.start(), 16)
        if len(year) == 2 and (_BATCH.search(left) or _DOSE_AFTER.match(folded, m.end())):
            continue
        if sep == "-" and left.endswith("-") and left[-2:-1].isdigit():
            continue
        if len(year) == 2 and sep in ".-|":
            loose = sep != "-" and len(month) == 1 and not (_ARTICLE.search(left) or _LINE_START.search(left))
            if loose or _LAB_BEFORE.search(left):
                continue
        if len(year) == 2 and (
            (_DM_MEASURE.search(left) and int(year) <= _LAST_DAY)
            or _UNIT_AFTER.match(folded, m.end())
            or (sep == "-" and folded[m.end() : m.end() + 1] == "-")
        ):
            continue
        yield Hit(m.start(), m.end(), 0.95 if len(year) == 4 or sep == "/" else 0.85, "day, month and year")
    for m in _DMY_TIMED.finditer(folded):
        if _is_date(int(m[1]), int(m[2]), full_year(m[3])):
            yield Hit(m.start(), m.end(), 0.85, "day, month and year before an hour")
    for m in _DMY_SPACES.finditer(folded):
        day, month, year = m.groups()
        if _is_date(int(day), int(month), int(year)) and not _UNIT_AFTER.match(folded, m.end()):
            yield Hit(m.start(), m.end(), 0.75, "day, month and year")


def _iso(folded: str) -> Iterator[Hit]:
    for m in _ISO.finditer(folded):
        year, _, month, day = m.groups()
        if is_day(int(day), int(month), int(year)):
            yield Hit(m.start(), m.end(), 0.95, "ISO date")

    for m in _ISO_COMPACT.finditer(folded):
        if is_day(int(m[3]), int(m[2]), int(m[1])) and not _ID_BEFORE.search(before(folded, m.start(), 16)):
            yield Hit(m.start(), m.end(), 0.75, "eight digits of a date")


def _boxes(folded: str) -> Iterator[Hit]:
    for m in _BOXES.finditer(folded):
        left = before(folded, m.start(), 16)
        if left[-1:].isdigit() or (left.endswith(" ") and left[-2:-1].isdigit()) or left.endswith(_GLUE):
            continue
        digits = m[1].replace(" ", "")
        day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
        spaced = len(m[1]) >= 12
        dated = is_day(day, month, year) if day and month else False
        american = spaced and not dated and bool(day and month) and is_day(month, day, year)
        if not (dated or american) or not 1900 <= year <= 2099 or _ID_BEFORE.search(left):
            continue
        if _UNIT_AFTER.match(folded, m.end()):
            continue
        yield Hit(m.start(), m.end(), 0.9 if spaced else 0.7, "eight digits of a date")


def _month_year(folded: str) -> Iterator[Hit]:
    for m in _MY.finditer(folded):
        month, sep, _year = m.groups()
        left = before(folded, m.start(), 16)
        if sep == "x":
            if _ARTICLE.search(left) and int(month) <= 31:
                yield Hit(m.start(), m.end(), 0.7, "date with a damaged separator")
            continue
        if not 1 <= int(month) <= 12 or _LAB_BEFORE.search(left) or _UNIT_AFTER.match(folded, m.end()):
            continue
        if sep == " " and not (len(month) == 2 and _MONTH_CUE.search(left)):
            continue
        if sep.strip() in {".", "-"} and not (len(month) == 2 or _MONTH_CUE.search(left)):
            continue
        yield Hit(m.start(), m.end(), 0.85, "month and year")
    for m in _YM.finditer(folded):
        left = before(folded, m.start(), 24)
        if not (_ID_BEFORE.search(left) or _CLASSIFICATION.search(left) or _NUMBER_BEFORE.search(left)):
            yield Hit(m.start(), m.end(), 0.93, "year and month")


def _roman(folded: str) -> Iterator[Hit]:
    for m in _ROMAN.finditer(folded):
        month, year = (m[3], m[4]) if m[2] else (m[5], m[6])
        if _is_date(int(m[1]), _ROMAN_MONTHS.index(month) + 1, full_year(year)):
            yield Hit(m.start(), m.end(), 0.9 if len(year) == 4 else 0.8, "month in Roman figures")


def _damaged(folded: str) -> Iterator[Hit]:
    """Full dates with digits read as letters; half of the digits at least are whole."""
    for m in _DAMAGED.finditer(folded):
        day = _DAMAGED_DAY.search(before(folded, m.start(), 3))
        raw = day[0] + m[0] if day else ""
        if any(c.isalpha() for c in raw) and sum(c.isdigit() for c in raw) >= 4 and validate(undamaged(raw)):
            yield Hit(m.end() - len(raw), m.end(), 0.9, "date with digits read as letters")


def _short_years(folded: str) -> Iterator[Hit]:
    for m in _SHORT_YEAR.finditer(folded):
        if not _PERCENT_BEFORE.search(before(folded, m.start(), 30)):
            yield Hit(m.start(1), m.end(1), 0.7, "year of two figures after a preposition")


# -- months in words ------------------------------------------------------------------------------------
def _in_words(folded: str) -> Iterator[Hit]:
    for m in _MONTH.finditer(folded):
        start, end, word = m.start(), m.end(), m[0]
        if start and folded[start - 1].isalpha():
            continue
        left = before(folded, start, 32)
        day = _day_before(left)
        american = _DAY_YEAR_AFTER.match(folded, end)
        after = _YEAR_AFTER.match(folded, end)
        if american and not day:
            yield Hit(start, american.end(), 0.95, "month, day and year")
            continue
        if after and after[2] and not day and word in {"mai", "mars", "sept", "sep", "may", "march", "mrs"}:
            after = None
        if day:
            if not after and (stretch := _STRETCH.search(before(folded, start - day, 24))):
                day += len(stretch[0]) - (stretch.start(1) - stretch.start())
            yield Hit(
                start - day, after.end() if after else _dot(folded, end, word), 0.95 if after else 0.9, _WORDS
            )
        elif after:
            part = _PART_OF_YEAR.search(left)
            at = start - (len(left) - part.start() if part else 0)
            yield Hit(at, after.end(), 0.93 if after[1] or after[3] else 0.7, _WORDS)
            if other := _MONTH_BEFORE.search(left):
                shift = start - len(left)
                yield Hit(shift + other.start(1), shift + other.end(1), 0.85, "month of a range")
        elif (other_year := _YEAR_BEFORE.search(left)) and not _ISSUE_AFTER.match(folded, end):
            yield Hit(start - (len(left) - other_year.start()), end, 0.8, "year and month")
        elif (word in FULL_MONTHS and _MONTH_CUE.search(left)) or _NEXT_TIME.search(left):
            part = _PART_OF_YEAR.search(left)
            yield Hit(
                start - (len(left) - part.start() if part else 0), end, 0.75, "month after a preposition"
            )


def _day_before(left: str) -> int:
    """How many characters at the end of `left` are the day that belongs to the month after it."""
    m = _DAY_BEFORE.search(left)
    if not m:
        return 0
    day = int(m[1]) if m[1] else number(m[2])
    return len(left) - m.start() if day is not None and 1 <= day <= 31 else 0


def _dot(folded: str, end: int, word: str) -> int:
    """The end of a month word with the dot of its abbreviation."""
    return end + 1 if word not in FULL_MONTHS and folded[end : end + 2] == ". " else end


def _written_years(folded: str) -> Iterator[Hit]:
    for m in _YEAR_IN_WORDS.finditer(folded) if "mill" in folded or " cent" in folded else ():
        left = before(folded, m.start(), 24)
        year = number(m[0]) or 0
        if _YEAR_CUE.search(left.rstrip(" (") + " ") and 1900 <= year <= 2100:
            yield Hit(m.start(), m.end(), 0.85, "year in words")
        elif day := _DAY_AND_MONTH.search(left):
            yield Hit(m.start() - (len(left) - day.start()), m.end(), 0.85, _WORDS)
    for m in _MONTH_AND_YEAR.finditer(folded):
        left = before(folded, m.start(), 24)
        if day := _DAY_BEFORE.search(left):
            yield Hit(m.start() - (len(left) - day.start()), m.end(), 0.85, _WORDS)


# -- partial forms, beside what makes them dates --------------------------------------------------------
def _years(folded: str) -> Iterator[Hit]:
    for m in _YEAR.finditer(folded):
        start, end = m.span()
        left = before(folded, start, 24)
        if left[-1:].isalnum() or _MEASURE_AFTER.match(folded, end) or _CLASSIFICATION.search(left):
            continue
        part = _PART_OF_YEAR.search(left)
        if part:
            yield Hit(start - (len(left) - part.start()), end, 0.9, "part of a year")
        elif _YEAR_CUE.search(left):
            yield Hit(start, end, 0.92, "year after a preposition")
        elif left.endswith(("(", ", ")) and folded[end : end + 1] == ")":
            yield Hit(start, end, 0.85, "year in brackets")
        elif _LINE_START.search(left) and (
            folded[end : end + 3].lstrip()[:1] in {":", "-", "/", ",", ""}
            or left.endswith(("- ", "* ", "• "))
        ):
            yield Hit(start, end, 0.85, "year at the head of a line")
        elif other := _RANGE_AFTER.match(folded, end):
            if not _MEASURE_BEFORE.search(left) and not _MEASURE_AFTER.match(folded, other.end()):
                yield Hit(start, end, 0.8, "years of a range")
        elif _RANGE_BEFORE.search(left):
            yield Hit(start, end, 0.8, "years of a range")
        elif (
            int(folded[start:end]) < _LAST_YEAR
            and (word := _WORD_BEFORE.search(left))
            and word[1] not in MONTHS
            and _YEAR_END.match(folded, end)
            and not _MEASURE_BEFORE.search(left)
        ):
            yield Hit(start, end, 0.75, "year at the end of a phrase")


def _month_short_year(folded: str) -> Iterator[Hit]:
    """Month and two figures of the year, which no day and month can be: "02/22"."""
    for m in _MYY.finditer(folded):
        left = before(folded, m.start(), 24)
        if _DM_UNIT.match(folded, m.end()) or _DM_MEASURE.search(left):
            continue
        if m[1][0] == "0" or _DM_STRONG.search(left) or _SINCE.search(left):
            yield Hit(m.start(), m.end(), 0.75, "month and short year")


def _day_month(folded: str) -> Iterator[Hit]:
    for m in _DM.finditer(folded):
        day, sep, month = m.groups()
        pair = int(day), int(month)
        if not (1 <= pair[0] <= 31 and 1 <= pair[1] <= 12 and is_day(*pair)):
            continue
        left = before(folded, m.start(), 24)
        if _DM_UNIT.match(folded, m.end()) or _DM_MEASURE.search(left):
            continue
        padded = month[0] == "0" or day[0] == "0"
        if _DM_STRONG.search(left):
            if pair in _FRACTIONS and not padded and not _PHRASE_END.match(folded, m.end()):
                continue
            if sep == "." and len(month) == 1:
                continue
            yield Hit(m.start(), m.end(), 0.85, "day and month after a cue")
        elif sep == "/" and (_TIME_AFTER.match(folded, m.end()) or pair[0] > _LAST_PRESSURE):
            if not left.endswith(("=", "+", ">", "<")) and pair not in _FRACTIONS:
                yield Hit(m.start(), m.end(), 0.8, "day and month that no measure is")
        elif sep == "/" and _LINE_START.search(left) and _WHO_AFTER.match(folded, m.end()):
            yield Hit(m.start(), m.end(), 0.8, "day and month at the head of an entry")
        elif padded and sep == "/" and pair[1] != 10 and not left.endswith(("=", "+", ">", "<")):
            yield Hit(m.start(), m.end(), 0.7, "day and month with a leading zero")


def _dashed(folded: str) -> Iterator[Hit]:
    """Days and months that a dash or a blank parts, behind an article: "le 15-2", "le 17 11."."""
    for m in _DM_ARTICLE.finditer(folded):
        dated = is_day(int(m[1]), int(m[3]), 2020) and not _DM_UNIT.match(folded, m.end())
        if dated and (m[2] == "-" or _PHRASE_END.match(folded, m.end())):
            yield Hit(m.start(1), m.end(3), 0.75, "day and month after an article")


def _rosters(folded: str) -> Iterator[Hit]:
    """Days and months of a list: "Gardes : 05/10 X ; 06/10 Y ; 12/10 Z".

    Two at least in a phrase that a word for such a list opens, or three of one month in rising order with a
    day that no score reaches.
    """
    if folded.count("/") < 2:
        return
    for start, end in _phrases(folded):
        items = [m for m in _ITEM.finditer(folded, start, end) if _is_item(folded, m)]
        if len(items) < 2:
            continue
        days = [int(m[1]) for m in items]
        rising = (
            len(items) > 2
            and len({m[2] for m in items}) == 1
            and days == sorted(set(days))
            and days[-1] > _LAST_SCORE
        )
        first = items[0].start()
        if rising or _ROSTER.search(folded, max(start, first - _ROSTER_REACH), first):
            for m in items:
                yield Hit(m.start(), m.end(), 0.8, "day and month of a list")


def _is_item(folded: str, m: re.Match[str]) -> bool:
    return (
        is_day(int(m[1]), int(m[2]), 2020)
        and not _DM_UNIT.match(folded, m.end())
        and not _DM_MEASURE.search(before(folded, m.start(), 24))
    )


def _phrases(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for m in _PHRASE_BREAK.finditer(folded):
        yield start, m.start()
        start = m.end()
    yield start, len(folded)


def _listed_before(folded: str, last: Hit) -> Iterator[Hit]:
    """The days that share the month of the date `last`: "les 3, 4 et 5 mars"; "3 au 5 mars" is one date."""
    start = last.start
    for _ in range(6):
        left = before(folded, start, 24)
        m = _LIST_BEFORE.search(left)
        if not m or not 1 <= int(re.split(r"\D", m[1])[0]) <= 31:
            return
        ranges = start == last.start and m[1].isdigit() and m[0].split()[-1] == "au"
        if not (ranges or _LIST_OPENS.search(left[: m.start()])):
            return
        shift = start - len(left)
        end = last.end if ranges else shift + m.end(1)
        yield Hit(shift + m.start(1), end, last.score if ranges else 0.85, "day of a range")
        start = shift + m.start(1)


def _is_date(day: int, month: int, year: int) -> bool:
    return 1800 <= year <= 2199 and is_day(day, month, year)


def _parse(value: str) -> tuple[int, int, int] | None:
    """(year, month, day) of a whole date, day 0 when it has none; None when it is not one."""
    folded = fold(value).strip()
    for read in (_parse_numeric, _parse_words):
        if parsed := read(folded):
            year, month, day = parsed
            return parsed if is_day(day or 1, month, year) else None
    return None


def _parse_numeric(folded: str) -> tuple[int, int, int] | None:
    if m := _DMY.fullmatch(folded):
        return full_year(m[4]), int(m[3]), int(m[1])
    if m := _DMY_SPACES.fullmatch(folded):
        return int(m[3]), int(m[2]), int(m[1])
    if m := _ISO.fullmatch(folded):
        return int(m[1]), int(m[3]), int(m[4])
    if m := _BOXES.fullmatch(folded):
        digits = m[1].replace(" ", "")
        return int(digits[4:]), int(digits[2:4]), int(digits[:2])
    if m := _MY.fullmatch(folded):
        return int(m[3]), int(m[1]), 0
    return None


def _parse_words(folded: str) -> tuple[int, int, int] | None:
    for m in _MONTH.finditer(folded):
        year = _YEAR_AFTER.match(folded, m.end())
        left = folded[: m.start()]
        if year and year.end() == len(folded) and len(left) < 32:
            length = _day_before(left)
            if length != len(left):
                continue
            day = number(left) if left else 0
            written = number(year[3]) if year[3] else full_year(year[1] or year[2])
            return (written or 0, MONTHS[m[0]], day or 0) if written else None
    return None


RECOGNIZER = Rule("dates", "DATE", _find, digits=0)
