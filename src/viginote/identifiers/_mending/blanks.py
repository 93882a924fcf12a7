"""Blanks and line ends that were lost, or came where none belongs."""

from collections.abc import Iterator
from itertools import chain

from viginote.french.calendar import ANY_MONTH, FULL_MONTHS
from viginote.identifiers import dates
from viginote.identifiers._base import JOINED, PARTED, at_numbers, before
from viginote.regex import regex

Edit = tuple[int, int, str]

#: "maintenue" begins with a month, too.
_LONG_MONTH = "|".join(sorted(FULL_MONTHS - {"mai"}))
_SHORT_MONTHS = {"sept", "janv", "juil"}

#: The end of a line behind the hyphen of a name: "Jean-\nPierre". Other words are whole as they are shown.
_LINE_END = regex(r"-\n(?<=[^\W\d_]-\n)(?=[^\W\d_])")
#: What stands for the rest of a number; as one character it reads like a full stop.
_ELLIPSIS = regex(r"…(?<=[0-9O] .|[0-9O ][0-9O].)")
#: Letters that are taken for one another and for figures, by the one that stands for all.
_LOOKALIKES = {"i": "[il1]", "o": "[o0]"}
_SHAPES = str.maketrans("l10", "iio")
_MONTHS_BY_SHAPE = {m.translate(_SHAPES): m for m in sorted(FULL_MONTHS | _SHORT_MONTHS, reverse=True)}
#: A month behind a day, with such letters or blanks inside: "l2 avriI", "13 févr ier".
_MONTH_DAMAGED = regex(
    r" (?<=[0-9ilzosb] ) ?(?!mal(?![a-z]))("
    + "|".join(" ?".join(_LOOKALIKES.get(c, c) for c in shape) for shape in _MONTHS_BY_SHAPE)
    + r")(?![a-z])"
)
#: A date that blanks or a line's end came into: "13/0 2/2022", "1 3/02/2022", "13/02/\n2022".
_DATE_IN_PARTS = regex(
    r"[0-3](?<![0-9a-z].)(?<![0-9][.,/ ].) ?[0-9] ?([/.\-]) ?[01] ?[0-9] ?\1[ \n]?[12] ?[09] ?[0-9] ?[0-9]"
    r"(?![0-9a-z]|[./,\-][0-9]| [0-9])"
)
_WITHIN = regex(r"[0-9] [0-9]|\n")  # around the signs blanks are nothing amiss
#: A day whose two figures came apart before its month: "3 O mars".
_DAY_IN_TWO = regex(rf"[0-3](?<![^\s(,].) (?=[0-9oil] ?(?:{ANY_MONTH})(?![a-z]))")
#: Characters set apart one by one, of which one at least is a digit: "2 8 . 1 1 . 1 7", "O 5 5 6".
_SPACED_OUT = regex(
    r" (?= {0,2}[\w./\-](?!\w))(?<=\w )(?<![^\s°:=/(]\w )"
    r"(?: {0,2}[\w./\-](?!\w)[.,]?)(?: {1,3}[\w./\-](?!\w)[.,]?){2,}"
)
#: The boxes of a form, which rules read as they stand: a line of nothing but digits.
_BOXES = regex("[0-9](?: [0-9])+")
_GAP = regex(" +")
_REACH = 12  # characters before a number that may hold the small words which run into it
_WHOLE_PHRASE = 5  # characters beyond which they are more than an hour between small words
_DIGIT = regex("[0-9]")
#: Letters of a number that lost digits to them are no words.
_DAMAGED_BEFORE, _DAMAGED_BEHIND = regex(r"[0-9][oilzsb]+\Z"), regex(r"[oilzsb]+[0-9]")

#: What counts by itself once it stands apart: a date, a phone, a long number, a date in words.
_DATE = r"[0-9]{1,2}([/.\-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})(?![0-9])"
_WHOLE = regex(rf"{_DATE}|0[1-9](?:[ .\-][0-9]{{2}}){{4}}(?![0-9])|[0-9]{{6,}}")
_POSTCODE = regex(r"[0-9](?<=[a-z]{3}.)[0-9]{4}(?=[a-z]{3})")
_DAYMONTH = regex(r"[0-9](?<=le.|du.|au.|vu.)[0-9]?/[0-9]{1,2}(?![0-9/])")
_YEAR = regex(r"(?:19|20)[0-9]{2}(?<=[a-z](?:en|is|ne)....)(?![0-9])")
_IN_WORDS = regex(
    r"[0-9]{1,2}(?P<blank> ?)(?=j[au]|fe|m[ar]|a[ovpu]|se|oc|no|de)"
    rf"(?P<month>(?<! )(?:{_LONG_MONTH})|(?:{ANY_MONTH})(?![a-z]))"
    r"(?P<year>(?:19|20)?[0-9]{2}(?![0-9])|(?![0-9]))"
)
#: The small words that run into a date: "néle", "vule".
_ARTICLE = regex(r"(?:(nee?)?(le|du|au)|nee?|vue?|depuis|en)\Z")
#: Behind a label that runs into a short number, or into one whose digits were read as letters.
_LABEL = regex(
    r"[0-9](?<=[a-z].)(?:(?<=tel.)|(?<=fax.)|(?<=rpps.)|(?<=adeli.)|(?<=finess.)|(?<=poste.)|(?<=dect.)|(?<=bip.)"
    r"|(?<=ipp.)|(?<=nir.)|(?<=ddn.)|(?<=cp.)|(?<=am.))(?=[0-9oil]{2})"
    r"|0(?<=\b[tf].)[1-9](?=[0-9]{8}(?![0-9]))"
)


def rejoined(text: str, folded: str) -> Iterator[Edit]:
    """Names and numbers that the end of a line, a blank or points of ellipsis cut off."""
    edits = [(m.start() + 1, m.end(), "") for m in (_LINE_END.finditer(text) if "-\n" in text else ())]
    edits += [(*m.span(), "..") for m in (_ELLIPSIS.finditer(text) if "…" in text else ())]
    edits += [(m.end() - 1, m.end(), "") for m in at_numbers(folded, _DAY_IN_TWO)]
    yield from sorted(edits)


def closed_up(text: str, folded: str) -> Iterator[Edit]:
    """Numbers and dates whose characters are set apart one by one."""
    for m in _SPACED_OUT.finditer(text):
        start = m.start() - 1
        gaps = [*_GAP.finditer(text, start, m.end())]
        least = min(len(gap[0]) for gap in gaps)
        whole = len(_DIGIT.findall(text, start, m.end()))
        if (
            before(text, start, 1) in "\n"
            and _BOXES.fullmatch(text, start, m.end())
            and text[m.end() : m.end() + 1] in "\n"
        ):
            continue
        if whole and (2 * whole > len(gaps) or len(gaps) > _WHOLE_PHRASE):
            for gap in gaps:
                yield *gap.span(), "" if len(gap[0]) == least else " "


def months(text: str, folded: str) -> Iterator[Edit]:
    """Months behind a day that blanks came into, or that were misread."""
    for m in _MONTH_DAMAGED.finditer(folded):
        letters = iter(_MONTHS_BY_SHAPE["".join(m[1].split()).translate(_SHAPES)])
        for at in range(*m.span(1)):
            if folded[at] == " ":
                yield at, at + 1, ""
            elif folded[at] != (letter := next(letters)):
                yield at, at + 1, letter


def dates_in_parts(text: str, folded: str) -> Iterator[Edit]:
    """Dates in figures that blanks or the end of a line came into."""
    for m in at_numbers(folded, _DATE_IN_PARTS, PARTED):
        if _WITHIN.search(m[0]) and dates.validate("".join(m[0].split())):
            yield from ((at, at + 1, "") for at in range(*m.span()) if folded[at].isspace())


def parted(text: str, folded: str) -> Iterator[Edit]:
    """Numbers and dates that words run into."""
    for at in sorted(set(_cuts(folded))):
        yield at, at, " "


def _cuts(folded: str) -> Iterator[int]:
    """Where a blank belongs."""
    joined = (at_numbers(folded, pattern, JOINED) for pattern in (_DAYMONTH, _YEAR, _POSTCODE))
    for m in chain(at_numbers(folded, _WHOLE), *joined):
        yield from _around(folded, *m.span())
    for m in at_numbers(folded, _IN_WORDS):
        around = [*_around(folded, *m.span())]
        if around or not m["blank"]:
            yield from around
            yield from () if m["blank"] else (m.start("month"),)
            yield from (m.end("month"),) if m["year"] else ()
    for number in at_numbers(folded, _LABEL, JOINED):
        yield number.start()


def _around(folded: str, start: int, end: int) -> Iterator[int]:
    """The ends of the number `start:end` that words run into, and where the small words before it begin."""
    number = folded[start:end]
    letters = 3 if number.isdigit() else 1 if "/" in number else 2  # fewer close a code: "123456AB"
    left, right = before(folded, start, _REACH), folded[end : end + letters]
    if len(left) > 1 and left[-2:].isalpha() and not _DAMAGED_BEFORE.search(left):
        yield start
        yield from _before_article(left, start)
    if len(right) == letters and right.isalpha() and not _DAMAGED_BEHIND.match(folded, end):
        yield end


def _before_article(left: str, end: int) -> Iterator[int]:
    """Where the small word that ends `left` begins, if another runs into it."""
    if m := _ARTICLE.search(left):
        start = end - len(left)
        if m.start() and left[m.start() - 1].isalpha():
            yield start + m.start()
        if m[1]:
            yield start + m.start(2)
