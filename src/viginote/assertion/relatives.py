"""A word for a relative, where it stands: whether it names the patient, or is a mere complement."""

import re
from itertools import zip_longest

from viginote.assertion.cue_files import any_of, word_sets
from viginote.assertion.cues import Clue

_WORDS = word_sets()

#: Words that make the relative after them a mere complement: by, with, according to ...
_PREPOSITIONS = _WORDS["prepositions"]
#: Words that may stand between such a word and the relative.
_DETERMINERS = _WORDS["determiners"]
_OWNERS = _WORDS["owners"]
_COUNTS = _WORDS["counts"]
#: "un de ses amis".
_ONE_OF = frozenset({"un", "une", "deux", "trois", "plusieurs", "certains", "certaines"})
#: Before "un" or "une", they count a relative: "a une fille schizophrène".
_HAVING = _WORDS["having"]
#: Words that name a patient as readily as a relative, unless they are counted or owned.
EITHER = _WORDS["either"]
#: "jeune fille", "nom de jeune fille", "maison mère", "dure-mère".
_NO_RELATIVE = _WORDS["no_relative"]
#: Before a word for a patient they name one: "jeune mère", "petite fille"; "jeune frère" is a relative.
_QUALIFIED = frozenset({"jeune", "petite", "vieille"})
_PARENTS = _WORDS["parents"] | _WORDS["parents_called"]
_QUALIFIABLE = EITHER | _PARENTS | {"fille", "filles", "parents"}
#: "mère de 2 enfants", "fille de 12 ans", "père de famille": the patient.
PARENT_OF = re.compile(
    r"\s+(?:d'|de\s+|agee?\s+de\s+)(?:\d"
    r"|une?\s(?:enfant|fil(?:le|s)|garcon|bebe|nourrisson|nouveau|petite?|jeune|grande?|ado|jumeau|jumelle|unique)"
    rf"|{any_of('few')}\s"
    r"|famille|jumea|jumelle|plusieurs|nombreux|onze|douze|treize|quatorze|quinze|seize)"
)

#: "le père du patient", "sa compagne, elle-même", "sa mère a elle aussi": still the relative.
OF_PATIENT = re.compile(
    r"^\s+(?:(?:[mp]aternel(?:le)?|ainee?|cadet(?:te)?) )?"
    r"(?:(?:du|de la|de l') ?(?:patiente?|malade|enfant|bebe|nouveau-ne)|de (?:madame|monsieur|mme|mr))\b"
    r"|(?<=[, ])(?:elle|lui)(?:-meme| aussi| egalement)\b"
)

#: "enfant né d'une mère de 26 ans": an age, and no children of hers.
_AGED = re.compile(r"\s+(?:agee?\s+)?de\s+\d\d\s?ans\b")


def _words_before(text: str, at: int) -> list[str]:
    """The last words before `at`, nearest first, up to a separator."""
    tail = re.split(r"[,;:/()|\n]", text[max(0, at - 40) : at])[-1]
    return re.findall(r"\w+", tail)[::-1]


def names_patient(text: str, clue: Clue, word: str) -> bool:
    """Whether the word for a relative names the patient: "père de 3 enfants", "jeune fille"."""
    before = _words_before(text, clue.start)
    if not _OWNERS.isdisjoint(before[:2]):
        return False
    if PARENT_OF.match(text, clue.end) and not (word in _PARENTS and _AGED.match(text, clue.end)):
        return True
    if before and before[0] in _NO_RELATIVE and not (before[0] in _QUALIFIED and word not in _QUALIFIABLE):
        return True
    return word in EITHER and not OF_PATIENT.match(text[clue.end : clue.end + 16]) and not _is_counted(before)


def _is_counted(before: list[str]) -> bool:
    if not before or before[1:2] == ["de"]:
        return False
    counted = before[0] in _COUNTS or before[0].isdigit()
    return counted or (before[0] in ("un", "une") and before[1:2] != [] and before[1] in _HAVING)


#: "le garçon, dit la maman, est déprimé": who says so.
_SAID_BY = re.compile(
    r"[,\"]\s(?:dit|disent|raconte|explique|precise|affirme|assure|confie|ajoute)\s(?:l[ae]s?\s|s(?:a|on|es)\s|l')?$"
)
#: How far (characters) before a relative such a verb may begin.
_SAID = 20


def is_complement(text: str, clue: Clue) -> bool:
    """Whether the relative is the complement of a preposition or verb: "adressé par sa mère"."""
    if _SAID_BY.search(text, max(0, clue.start - _SAID), clue.start):
        return True
    before = _words_before(text, clue.start)[:4]
    if before[:1] in (["un"], ["une"]) and before[1:2] == ["a"]:
        return False  # "il a un frère"
    for word, previous in zip_longest(before, before[1:]):
        if word in _PREPOSITIONS:
            return (previous, word) != ("par", "contre") and not (word == "de" and previous in _ONE_OF)
        if word not in _DETERMINERS and not word.isdigit():
            return False
    return False


#: "fils du stérilet non vus": said of its threads, not of the device. Not of a son: "son fils de DIU".
_THREADS = re.compile(
    r"(?<!\b[mst]on )(?<!\bleur )(?<!\b[mp]ere )(?<!\b[mp]ere, )\bfils?\s(?:du|de(?: son)?|d'un|des)\s?$"
)
_DEVICE = re.compile(r"diu\b|d\.i\.u|dispositif|sterilet|mirena|kyleena|jaydess")


def names_threads(text: str, at: int) -> bool:
    """Whether a device with threads stands at `at` and the words before it name these.

    What is said is said of the threads then.
    """
    return _DEVICE.match(text, at) is not None and _THREADS.search(text, max(0, at - 30), at) is not None
