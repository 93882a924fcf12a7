"""What the values of a column are: identifiers that validate, dates, numbers, words, sentences."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa

from viginote.french.calendar import CELL_MONTHS, SINCE_1970
from viginote.identifiers import email, nir, phone
from viginote.text import fold, words

#: What exports write where nothing is.
NOTHING = pa.array(("NULL", "null", "(null)", "<NULL>", "<null>", "\\N", "NaN", "nan", "None"))
_MONTH = f"(?:{'|'.join(CELL_MONTHS)})"
#: In folded text.
_DATE = re.compile(
    r"\s*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?:19|20)\d{6}"
    rf"|\d{{1,2}}(?:er)?[-/. ]{_MONTH}\.?[-/. ]\d{{2,4}}|{_MONTH}\.? +\d{{1,2}},? \d{{4}})"
    r"(?:[t ] ?\d{1,2}:\d{2}.{0,20})?\s*"
)
_NUMBER = re.compile(r"\s*[-+]?[\d\s]*[.,]?\d+(?:[eE][-+]?\d+)?\s*%?\s*|true|false|t|f")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(
    r"\b(?:rue|av|ave|avenue|bd|bld|boulevard|chemin|ch|allees?|impasse|imp|place|pl|route|rte|quai|cours|"
    r"square|lotissement|lot|residence|res|hameau|lieu[- ]dit|bis|ter|cedex|passage|sentier|villa|b\.?p)\b"
)
_POSTCODE = re.compile(r"\s*(?:f-?)?\d{2} ?\d{3}\s*|\d{4}|2[ab] ?\d{3}", re.I)
_SEX = frozenset(
    {"m", "f", "h", "1", "2", "homme", "femme", "masculin", "feminin", "male", "female", "u", "i"}
)
#: Folded answers to a question of yes or no, and those that say yes.
_ANSWERS = frozenset(words("o n oui non y yes no 1 0 true false t f vrai faux"))
YES = frozenset(words("o oui y yes 1 true t vrai"))
_FRENCH_SMALL_WORDS = frozenset(
    words("""
    le la les de des du un une et est a au aux en pas ne avec sans pour par sur dans chez son sa ses il elle
    sous ou mais que qui depuis apres avant
    """)
)


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of some values are of each kind, from 0 to 1, and how long they are."""

    count: int
    distinct: float
    nir: float
    phone: float
    email: float
    date: float
    epoch: float
    number: float
    postcode: float
    sex: float
    answer: float  # yes or no
    address: float
    text: float  # three words or more
    prose: float  # with a French small word among four words or more
    letters: float  # no digit and some letters
    single: float  # one token
    length: float


def shares(values: Sequence[str]) -> Shares:
    """The kinds of some filled values."""
    count = len(values)

    def share(test: Callable[[str], object]) -> float:
        return sum(bool(test(value)) for value in values) / count if count else 0.0

    return Shares(
        count=count,
        distinct=len(set(values)) / count if count else 0.0,
        nir=share(_is_nir),
        phone=share(_is_phone),
        email=share(
            lambda v: "@" in v and len(v) < 100 and " " not in v.strip() and email.validate(v.strip())
        ),
        date=share(lambda v: _DATE.fullmatch(fold(v))),
        epoch=share(lambda v: SINCE_1970.fullmatch(v.strip())),
        number=share(_NUMBER.fullmatch),
        postcode=share(_POSTCODE.fullmatch),
        answer=share(lambda v: fold(v).strip() in _ANSWERS),
        sex=share(lambda v: fold(v).strip(" .") in _SEX),
        address=share(lambda v: any(c.isdigit() for c in v) and len(v) < 150 and _ADDRESS.search(fold(v))),
        text=share(lambda v: len(v.split()) >= 3 and len(_WORD.findall(v[:500])) >= 3),
        prose=share(is_prose),
        letters=share(lambda v: _WORD.search(v) and not any(c.isdigit() for c in v)),
        single=share(lambda v: len(v.split()) == 1),
        length=sum(map(len, values)) / count if count else 0.0,
    )


def is_prose(value: str) -> bool:
    """Whether a value reads like a sentence: four words, one of them a small word of French."""
    found = _WORD.findall(fold(value[:500]))
    return len(found) >= 4 and not _FRENCH_SMALL_WORDS.isdisjoint(found)


def _is_nir(value: str) -> bool:
    digits = nir.compact(value)
    return len(value) < 40 and len(digits) in (13, 15) and (len(digits) == 13 or nir.validate(digits))


def _is_phone(value: str) -> bool:
    return 9 <= sum(c.isdigit() for c in value) <= 14 and len(value) < 25 and phone.validate(value)
