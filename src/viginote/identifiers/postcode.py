"""French postal codes: five digits beside a town, an address or a label.

The first two are mostly the department (01 to 95, 97 and 98 overseas). Cell counts have five digits too
("16800 éléments/mm3", "plaquettes à 12000"), so a code counts only where a place stands beside it.

>>> validate("75013"), validate("92 100"), validate("96000"), validate("00123"), compact("F-75 013")
(True, True, False, False, '75013')

Issuer: La Poste. Source: Base officielle des codes postaux.
"""

from collections.abc import Iterator

from viginote.identifiers._base import (
    JOINED,
    LONG,
    PHRASE_END,
    UPPER,
    Hit,
    Rule,
    Search,
    at_numbers,
    before,
    digits_of,
    longest_run,
)
from viginote.identifiers._places import STATE_BEFORE_CODE, TOWN, WAY_ENDING, after_gap, town_end
from viginote.regex import regex
from viginote.text import Note, fold, once

_CODE = regex(
    r"[0-9](?<![0-9a-z].)(?<![0-9][.,/+].)[0-9][ ]?[0-9]{3}"
    r"(?![0-9]|[.,/:][0-9]|[ ]?(?:/(?! [a-z]{3})|%|°|±|€|x[0-9]))"
)
_LEAST_DIGITS = 4  # in a run: of a code whose digits are whole
_NUMBERED = regex(r"(?:[0-9]|[a-ceg-k m-z])-\Z")  # the last group of a number: "H21-04588"
#: Belgium, Switzerland, Luxembourg: four digits, where an address or the country stands before.
_FOUR = regex(r"[1-9](?<![0-9a-z].)(?<![0-9][.,/+\-].)[0-9]{3}(?= [A-Z])(?![0-9])")
#: The United Kingdom ("Leeds LS1 4AP"; no C, I, K, M, O, V in the last two, so no unit is met) and Canada
#: ("Québec (QC) G1R 4S9"; but "T1N 0M0"): behind a town or a province.
_LETTERED = regex(
    r"[0-9](?<=[A-Z].)(?:[0-9A-Z]? [0-9][ABD-HJLNP-UW-Z]{2}|(?<!T.)[A-Z] [0-9][A-Z][0-9])(?!\w)"
)
#: The Netherlands: "9717 KK Groningue" behind a street or at a line's head; no dose ("1000 UI Vitamine").
_DUTCH = regex(
    r"[1-9](?<![0-9a-z].)(?<![0-9][.,/+\-].)[0-9]{3} ?(?!UI|IU|MG|ML|KG|CP|UG|GR|CC|KJ|ME|SA|SD"
    r"|SS)[A-Z]{2}(?= [A-ZÀ-Þ][a-zà-ÿ])"
)
_HEADS = regex(r"(?:\A|[,\n(] ?)\Z")
#: The United States: behind the letters of a state, those that are degrees included: "Lancaster PA 17603".
_ZIP = regex(r"[0-9](?<![\w.,/-].)[0-9]{4}(?:-[0-9]{4})?(?![\w]|[.,/-][0-9])")
_STATE_BEFORE = regex(rf"(?<![\w'-]){UPPER}[\w'-]*[a-zà-ÿ.],? {STATE_BEFORE_CODE}\.? \Z")
#: A street as the neighbours write it.
_WAY_BEFORE = regex(rf"[a-z]{{2}}{WAY_ENDING} [0-9]{{1,4}} ?[a-z]?(?:,|\n|,\n)? ?\Z")
_LETTERS_BEFORE = regex(r"[a-zà-ÿA-Z)](?:,? |,)([A-Z]{1,2})\Z")
_COUNTRY_LETTER = regex(r"(?<![A-Za-z])(?:B|CH|L)-\Z")
_LABEL = regex(r"(?:\bcp|code postal|c\.p\.)[ :.]*\Z")
_COUNTRY = regex(r"\b(?:f|fr|b|ch|l|d)[ ]?-[ ]?\Z")
_ADDRESS_BEFORE = regex(
    r"\b(?:rue|av|ave|avenue|bd|bld|boulevard|place|pl|impasse|imp|allees?|all|chemin|ch|route|rte|quai"
    r"|cours|square|residence|res"
    r"|lotissement|lieu[ -]dit|hameau|passage|villa|cite|faubourg|sentier|bp|cs|tsa|bat|apt|zi|za|zac)"
    r"[ .][^;|]{1,55}\Z"
)
_TOWN_BEFORE = regex(rf"(?<![\w'\-])({TOWN.pattern})(?:[ ]?,[ ]?|[ ]\()\Z|\b(?i:paris|lyon|marseille)[ ]\Z")
#: Why a code counts whose town stands right before it, or behind it.
RIGHT_BEFORE = "town right before"
TOWN_AFTER = "town after"
#: "CALAIS 62100", "le puy en velay (43000)": at the end of a phrase, and no measure: "Leucocytes 12500".
_TOWN_RIGHT_BEFORE = regex(rf"(?:^|\n|[,;(] ?|  |\bà )({TOWN.pattern})[ ](?:\n)?\Z")
_MEASURE = regex(
    r"(?:[a-z]+(?:cytes?|ines?|ases?|oses?|phages?|blastes?|cules?|tions?|ents?|phes?|mies?|nies?|ries?"
    r"|ties?|gies?)|plaquettes?|plq|plaq|gb|gr|pn|pnn|cpk|ck|ldh|bnp|crp|cd[0-9]*|hcg|total|taux|dose"
    r"|charge|cv|copies|blancs|rouges|globules|hematies|fer|ca ?[0-9]*|psa|ace|afp|tsh|lipase|valeurs?"
    r"|normes?|prix|cout|code|lot|ref|dect|poste|bip|tel|interne|sg|n)\b"
)
_MEASURED = regex(
    r"(?:\b(?:a|=|:|taux|gb|gr|pnn|pn|plaquettes?|plq|leucocytes?|leuco|hyperleucocytose|globules|cd4"
    r"|lymphocytes?|hcg|ferritine"
    r"|cpk|ldh|bnp|probnp|thrombopenie|charge virale|cv|dose|heparine|lovenox|innohep|numeration|de"
    r"|(?:lot|ref|reference|serie|sn)(?: ?n ?[°o])?)"
    r"[ ]?)\Z|[=<>:+*±][ ]?\Z"
)
#: What parts a code with a blank inside from an address or a name: "Mme Viel, 93 240 Stains".
_APART_BEFORE = regex(r"[,(–-] ?\Z")
_NOT_A_TOWN = regex(
    r"(?:gb|gr|pnn|pn|ui|iu|e|g|l|elements?|elts?|leuco\w*|plaq\w*|globules?|cellules?|copies|lymph\w*"
    r"|neutro\w*|mm3?|mg|ml|kg|u|euros?|hematies|blancs?|reticulo\w*|spermato\w*|patients?|cas|personnes"
    r"|pas|heures?|hz|cp|n|v|ca|vs|crp|hb|tp|inr|cd[0-9]*|vgm)(?![\w'])"
)


@once
def hits(note: Note) -> Iterator[Hit]:
    """The postal codes of `note`; kept for the towns that stand beside them."""
    text, folded = note.text, note.folded
    for m in at_numbers(folded, _CODE) if longest_run(folded) >= _LEAST_DIGITS else ():
        start, end = m.span()
        if (
            _NUMBERED.search(before(folded, start, 3))
            or not validate(m[0])
            or _NOT_A_TOWN.match(folded, after_gap(folded, end))
        ):
            continue
        score, reason = _evidence(text, folded, start, end)
        apart = _APART_BEFORE.search(before(text, start, 2)) or _heads_line(text, start, end)
        spaced = " " in m[0] and not (score and apart)
        if score >= (0.95 if spaced else 0.8):
            yield Hit(start, end, score, reason)
    yield from _foreign(text, folded)


def is_counted(folded: str, at: int) -> bool:
    """Whether what stands at `at` is counted by five digits and no town: "12000 leucocytes"."""
    return _NOT_A_TOWN.match(folded, at) is not None


def _heads_line(text: str, start: int, end: int) -> bool:
    """Whether a code and its town are a line of their own: "57 000 METZ"."""
    town = town_end(text, end + 1)
    return (not start or text[start - 1] == "\n") and town > end + 2 and text[town : town + 1] in ("", "\n")


def _foreign(text: str, folded: str) -> Iterator[Hit]:
    for m in at_numbers(folded, _LETTERED, JOINED, text):
        if letters := _LETTERS_BEFORE.search(before(text, m.start(), 5)):
            yield Hit(m.start() - len(letters[1]), m.end(), 0.85, RIGHT_BEFORE)
    for m in at_numbers(folded, _DUTCH, LONG, text):
        if _HEADS.search(before(text, m.start(), 2)):
            yield Hit(m.start(), m.end(), 0.85, "digits and letters of a foreign code")
    for m in at_numbers(folded, _ZIP, LONG, text):
        if _STATE_BEFORE.search(before(text, m.start(), 30)):
            yield Hit(m.start(), m.end(), 0.9, "state before")
    for m in at_numbers(folded, _FOUR, LONG, text):
        country = _COUNTRY_LETTER.search(before(text, m.start(), 4))
        year = m[0].startswith(("19", "20"))
        left = before(folded, m.start(), 70)
        street = _WAY_BEFORE.search(left) or (not year and _ADDRESS_BEFORE.search(left))
        if (country or street) and town_end(text, m.end() + 1) > m.end() + 3:
            yield Hit(m.start(), m.end(), 0.85, "four digits between an address and a town")


def _evidence(text: str, folded: str, start: int, end: int) -> tuple[float, str]:
    """How sure it is that the five digits are a postal code, and why; (0, "") when nothing says so."""
    left = before(folded, start, 70)
    if _LABEL.search(left):
        return 0.97, "label before"
    if _ADDRESS_BEFORE.search(left):
        return 0.96, "address before"
    town = after_gap(text, end)
    town_after = town_end(text, town) if town > end else town
    if "cedex" in folded[town:town_after]:
        return 0.98, "CEDEX after"
    if _MEASURED.search(left[-16:]):
        return 0.0, ""
    if town_after > town + 2:
        return (0.95 if _COUNTRY.search(left) else 0.9), TOWN_AFTER
    return _town_before(text, start, end)


def _town_before(text: str, start: int, end: int) -> tuple[float, str]:
    """How sure a town before the five digits makes that they are its code."""
    left = before(text, start, 40)
    if _TOWN_BEFORE.search(left):
        return 0.85, "town before"
    town = _TOWN_RIGHT_BEFORE.search(left) if PHRASE_END.match(text, end) else None
    if town and not _MEASURE.search(fold(town[1])):
        return 0.82, RIGHT_BEFORE
    return 0.0, ""


def compact(value: str) -> str:
    """The five digits alone."""
    return digits_of(value)


def validate(value: str) -> bool:
    """Whether `value` has five digits and begins with a department, 97, 98 or a special service (CEDEX codes
    too).
    """
    code = compact(value)
    return len(code) == 5 and code[:2] not in ("00", "96", "99") and code[2:] != "" and int(code) > 1000


RECOGNIZER = Rule("postcode", "POSTCODE", Search(hits))
