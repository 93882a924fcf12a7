"""Letters that were read for digits inside numbers, and digits for letters inside words."""

import re
from collections.abc import Iterator

from viginote.french.calendar import ANY_MONTH
from viginote.identifiers import dates
from viginote.identifiers._base import JOINED, at_numbers, before
from viginote.identifiers._mending.blanks import Edit
from viginote.regex import regex

#: A word of digits and of letters that look like them: "l2", "2O19", "OO".
_TOKEN = regex(r"[0-9OoIilZzSsBbGg](?<![^\W_].)[0-9OoIilZzSsBbGg]*+(?![^\W_])")
#: Such a letter beside a digit, the sign of damage, or two for digits behind one.
_MIXED = regex(r"[0-9](?:(?<=[oil].)|[0-9]*+(?:[oilzsb]|[ ./\-][ol]{2}(?![^\W_])))")
#: What parts the groups of one number, signs for what nobody could read among it.
_BETWEEN = regex(r"[ .,/:;\-?*#…_|]{1,8}|\n| (?:au|[eé]t|[AEÉ][UT]|ou|OU|[àa]) ")
_DIGITS = str.maketrans("OoIilZzSsBbGg", "0011122558866")
#: Letters alone that stand for digits beside digits; "il" and "l" between blanks are words.
_LETTERS_ALONE = frozenset(("o", "oo", "ol", "lo", "ll", "ooo"))
_LETTERS_FIRST = _LETTERS_ALONE | {"l", "i", "oi", "io"}
_LETTERS_BESIDE_SIGN = frozenset(("l", "i", "il", "li", "ii", "io", "oi"))
#: Vertebrae, diagnoses of the ICD-10 with their decimal, oxygen: "l5", "I50.1", "O2".
_NAMED = regex(r"[lLsSbB]?[0-9]|[IO][0-9]{2}|[oO]2")
#: A number with the letter of its series, a span of years, grams: "2478B", "1980s", "5g".
_CODE = regex(r"[bszg].*|(?=.*[bszg])(?:[0-9bszg]{3,}|[0-9]+bis)|[0-9]+g")
#: A postcode with letters for its zeros: "33OOO".
_ROUND = regex(r"(?=\w{5}\Z)[0-9][0-9oO]+")
#: What stands around the digits of a plate: "DV 71O HB".
_PLATE_BEFORE, _PLATE_AFTER = regex(r"(?<!\w)[A-Z]{2}[ \-]\Z"), regex(r"[ \-][A-Z]{2}(?!\w)")
_PLATE = 3  # digits
_CENTURIES = ("19", "20")
#: A month on either side of a day or a short year: "l4 sept", "O9/VII", "oct. 2l".
_MONTH_AFTER = regex(
    rf"(?:(?:er)? {{0,2}}(?:{ANY_MONTH})|[/. ](?:i{{1,3}}|iv|vi{{1,3}}|ix|xi{{0,2}})|/v)(?![a-z])"
)
_MONTH_BEFORE = regex(rf"(?<![a-z])(?:{ANY_MONTH})[ .]{{1,2}}\Z")
_PAIRS = 4  # groups of two figures behind which a lone letter ends a phone
_LEAST, _SURE = 4, 8  # characters of a number that a few signs make, and of one that its length does
_LEAST_WHOLE, _LEAST_WHOLE_SURE = 0.5, 0.4  # share of them that are digits still

#: A digit between letters, and a small L among capitals, or at the beginning or the end of some.
_DIGIT_IN_WORD = regex(r"[013458](?<=[^\W\d_].)(?=[^\W\d_])")
_L_AMONG_CAPITALS = regex(
    r"l(?:(?<=[A-ZÀ-Þ].)(?=[A-ZÀ-Þ])|(?<![^\W_].)(?=[A-ZÀ-Þ]{3})|(?<=[A-ZÀ-Þ]{2}.)(?![^\W_]))"
)
_I_AMONG_SMALL = regex(r"I(?<=[a-zà-ÿ]{2}.)(?=[a-zà-ÿ]|(?![^\W_]))")
_WORD, _WORD_BEFORE = regex(r"[^\W_]+"), regex(r"[^\W_]+\Z")
_LONGEST_WORD = 20  # letters on either side of a digit that are looked at
_LETTERS = str.maketrans("013458", "OIEASB")
_SMALL = str.maketrans("013458", "oleasb")
_LETTERS_A_DIGIT = 3  # at least, in a word; "T1N0M0" and "HbA1c" are none
#: "N0 SS", "EXAMEN N0 2022.04"; the stage of a tumour is "T2 N0".
_NUMBER_SIGN = regex(r"0(?<=n.)(?<![^\W_]..)(?<!t[0-9] ..)(?= (?:[0-9oil]|ss|secu|d[e'] ?))")
_LABELS = frozenset(("n0m", "d0b", "n0ms"))
_NO_WORD = regex(r"hba[1l]c|[a-z]{1,2}[0-9][a-z]")


def digits(text: str, folded: str) -> Iterator[Edit]:
    """The letters of numbers that lost digits to them."""
    if not any(at_numbers(folded, _MIXED)):
        return
    number: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        if number and not _goes_on(text, number, token):
            yield from _repaired(text, folded, number)
            number = []
        if number or _may_begin(text, token):
            number.append(token)
    yield from _repaired(text, folded, number)


def _may_begin(text: str, token: re.Match[str]) -> bool:
    """Whether `token` may be the first group of a number; letters are none behind the stroke of "mmol/l"."""
    group = token[0].lower()
    if group.isalpha():
        return group in _LETTERS_FIRST and before(text, token.start(), 1) != "/"
    return not _CODE.fullmatch(group)


def _goes_on(text: str, number: list[re.Match[str]], token: re.Match[str]) -> bool:
    """Whether `token` belongs to the number whose groups so far are `number`."""
    between = text[number[-1].end() : token.start()]
    if not _BETWEEN.fullmatch(between):
        return False
    group = token[0].lower()
    if _CODE.fullmatch(group):
        paired = len(group) == len(number[-1][0]) == len("S4") and not group.isalpha()
        phone = number[0][0][0] in "0Oo"
        return (paired and (phone or "g" not in group)) or (between == "/" and len(number) == len("dm"))
    if not group.isalpha() or group in _LETTERS_ALONE:
        return True
    if group in _LETTERS_BESIDE_SIGN and " " not in between:
        return True
    pairs = number[-_PAIRS:]
    return group in ("l", "i") and len(pairs) == _PAIRS and all(len(m[0]) <= 2 for m in pairs)


def _repaired(text: str, folded: str, number: list[re.Match[str]]) -> Iterator[Edit]:
    """The digits of `number`, less its first group where that may be a word."""
    if not _is_damaged(text, folded, number) and number and number[0][0].isalpha():
        number = number[1:]
    if _is_damaged(text, folded, number):
        for token in number:
            yield *token.span(), token[0].translate(_DIGITS)


def _is_damaged(text: str, folded: str, number: list[re.Match[str]]) -> bool:
    """Whether letters stand among the digits of what its length, form or neighbours tell to be a number."""
    groups = [token[0] for token in number]
    return (
        not "".join(groups).isdigit()
        and bool(groups)
        and (
            _is_long(groups)
            or _is_date(text, number)
            or _is_in_date(folded, number)
            or (len(groups) == 1 and _is_of_its_form(text, number[0]))
        )
    )


def _is_long(groups: list[str]) -> bool:
    """Whether the groups, letters and digits, are those of one number; vertebrae and volumes are not."""
    length = sum(map(len, groups))
    whole = sum(c.isdigit() for group in groups for c in group)
    if length < _LEAST or whole < length * (_LEAST_WHOLE_SURE if length >= _SURE else _LEAST_WHOLE):
        return False
    return not all(map(_NAMED.fullmatch, groups))


def _is_date(text: str, number: list[re.Match[str]]) -> bool:
    """Whether day, month and year stand there, of which two digits at least are whole, and no vertebrae."""
    raw = text[number[0].start() : number[-1].end()]
    whole = sum(map(str.isdigit, raw))
    named = all(token[0][0] in "lL" and len(token[0]) == len("l5") for token in number)
    return len(number) == len("dmy") and whole > 1 and not named and dates.validate(raw.translate(_DIGITS))


def _is_in_date(folded: str, number: list[re.Match[str]]) -> bool:
    """Whether a day or a year stands beside a month in words."""
    start, end = number[0].start(), number[-1].end()
    behind = _MONTH_BEFORE.search(before(folded, start, 12))
    if len(number[-1][0]) > 2 and len(number[0][0]) > 2:
        return bool(behind and number[0][0].translate(_DIGITS).startswith(_CENTURIES))
    return bool(behind or _MONTH_AFTER.match(folded, end))


def _is_of_its_form(text: str, group: re.Match[str]) -> bool:
    """Whether the only group of a number is a postcode with letters for its zeros, or digits of a plate."""
    if _ROUND.fullmatch(group[0]):
        return True
    plate = len(group[0]) == _PLATE and _PLATE_BEFORE.search(before(text, group.start(), 4))
    return bool(plate and _PLATE_AFTER.match(text, group.end()))


def letters(text: str, folded: str) -> Iterator[Edit]:
    """The digits of words, and the small L of words in capitals."""
    signs = {m.start() for m in at_numbers(folded, _NUMBER_SIGN, JOINED)}
    found = [*at_numbers(folded, _DIGIT_IN_WORD, JOINED)]
    found += [*_L_AMONG_CAPITALS.finditer(text), *_I_AMONG_SMALL.finditer(text)]
    for at in sorted(signs.union(m.start() for m in found)):
        if at in signs:
            yield at, at + 1, "°"
        elif not (c := text[at]).isdigit():
            yield at, at + 1, "I" if c == "l" else "l"
        elif _is_word(folded, at):
            yield at, at + 1, c.translate(_LETTERS if text[at - 1].isupper() else _SMALL)


def _is_word(folded: str, at: int) -> bool:
    """Whether the digit at `at` stands in a word of letters, which it is one of."""
    left = _WORD_BEFORE.search(before(folded, at, _LONGEST_WORD))
    right = _WORD.match(folded, at, at + _LONGEST_WORD)
    word = (left[0] if left else "") + (right[0] if right else "")
    if _NO_WORD.fullmatch(word):
        return word in _LABELS
    return sum(map(str.isalpha, word)) >= _LETTERS_A_DIGIT * sum(map(str.isdigit, word))
