"""Numbers that were damaged or written otherwise: masked, lost, or in words."""

from collections.abc import Iterator

from viginote.anchors import holds_any
from viginote.french.numbers import DICTATED
from viginote.identifiers import dates
from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import Hit, at_numbers, before, digits_of
from viginote.identifiers.phone.whole import ID_BEFORE
from viginote.regex import regex

#: Digits that are left of a masked number: behind a word for a phone, and by itself.
_LEAST_AFTER_CUE, _LEAST = 4, 4
_WHOLE = 10
#: Five pairs behind a word for a phone, whatever parts them: "tél 04,77,00,12,34".
_PAIRS = regex(r"[ .:=°]{0,4}(0[1-9](?:[^\w\n]{1,3}[0-9]{2}){4})(?![0-9])")
#: With signs for what nobody could read, or somebody hid: "06 ?? 34 56 78", "02.98.##..12", "+33 6 4x xx xx".
_UNREAD = regex(
    r"(?:0(?:(?<![a-z0-9].)|(?<=tel.))(?<![0-9][.,/\-].)(?: ?[1-9]|[?*#])"
    r"|(?:00 ?)?33(?:(?<=\+33)|(?<=0033)|(?<=00 33))[ .]?(?:\(0\) ?)?[1-9])"
    r"(?:(?:[ .\-]{0,8}|,)[0-9?*#•●■█…_x]){2,12}+(?: ?(?:\.{2,}|-{2,})(?: ?(?:\.\.|--)){0,3})?(?![a-z0-9])"
)
_UNREAD_SIGN = regex(r"[?*#•●■█…_x]|(?<=\.)\.|\.(?= ?\.)|(?<=\. )\.|(?<=-)-|-(?=-)")
#: Five pairs of digits and of letters that look like them: "06 10 88 S7 19", "Oz.31.44.q9.00".
_LIKE_DIGIT, _LETTER = "[0-9oilszbgq|!]", regex("[a-z|!]")
_MISREAD = regex(
    rf"(?:0(?:(?<![a-z0-9].)|(?<=tel.)|(?<=fax.)){_LIKE_DIGIT}|33(?:(?<=\+33)|(?<=0033)) ?{_LIKE_DIGIT}"
    rf"|o(?:(?<![a-z0-9].)|(?<=tel.)|(?<=fax.))[0-9oil|])(?:[ .\-/]?{_LIKE_DIGIT}{{2}}){{4}}(?![a-z0-9])"
)
_LEAST_READ = 6
_COUNTRY = regex(r"\A(?:00 ?)?33[ .]?(?:\(0\))?")
#: A measure, and a date whose year nobody could read: "05 x 10", "01.01.199?".
_NO_PHONE = regex(r".*[0-9](?: x |x)[0-9]|0[1-9][.\-][01][0-9][.\-][^ ]{0,4}\Z")
_LEAST_PLACES, _MOST_PLACES = 7, 18  # digits and signs; a row of points is as long as it pleases
#: What stands behind a word for a phone, with signs for what nobody could read: "tel. 03 20 33 5.. ..0".
_MASKED_AFTER_CUE = regex(
    r"[ .:=°]{0,4}((?:0[1-9]|[?*x]{2})(?:[ .\-]?[0-9?*x_•.]){6,16}[0-9?*x])(?![a-z0-9])"
)
#: Of another country, the middle or the end of which was left out: "+41 79 .. 44 55".
_ELIDED = regex(
    r"(?:\+|00(?<![0-9].{2}))[0-9]{1,3}(?: \(?[0-9]{1,4}\)?){0,3}(?: ?[0-9]{2}){0,3}"
    r"[ .]?(?:\.\.+|xx|…|\?\??)(?: ?(?:\.\.+|xx|…))?"
    r"(?:[ .]?[0-9]{2,4}){0,3}[ ]?(?:\.\.|xx)?(?![0-9a-z/]|[.,][0-9])"
)
#: Its beginning, before signs for the rest, and its end behind a word for it: "07 6..", "fini par 88 41".
_BEGINNING = regex(
    r"0(?<![a-z0-9].)(?<![0-9][ .,/:\-].)[1-9](?:[ .\-]{0,3}[0-9]){1,8}[ .\-]{0,2}"
    r"(?:\.{2}|x{2}|\*{2}|-\.)\.{0,2}"
    r"(?:[ .\-](?:\.\.|x{2}|\*{2})){0,3}"
)
_ENDING = Anchored(
    r"(?:(?:fini\w*|termin\w+|commenc\w+) (?:par|en) (?:le )?|derniers (?:chiffres )?(?:: )?)"
    r"((?:\.{1,3} ?)?[0-9](?:[ .]?[0-9]){1,5})"
    r"(?![0-9a-z%]|[.,][0-9]| ?(?:ans|mg|jours?|h|heures?|seances?|mois|points?)\b)"
)
_OF_PHONE = regex(r"\b(?:tel\w*|portable|fixe|mobile|numero|n°|gsm|ligne|fax)\b[^.;\n]{0,40}\Z")
_ELISIONS = ("..", "xx", "…", "??")
_IN_NUMBER = "0123456789.,/-"
_MASKS = regex(r"[x?*_•]|\.\.")
#: A mobile whose last digits were lost: "06 12 34 56 7", "07. 66. 12. 00".
_SHORTENED = regex(
    r"0(?<![a-z0-9].)(?<![0-9][.,/\- ].)[67](\.? )(?:3[2-9]|[4-9][0-9])(?:\1[0-9]{2}){2}"
    r"(?![0-9a-z]|[ .,/\-]{1,2}[0-9])"
    r"|0(?<![a-z0-9].)(?<![0-9][.,/\- ].)[67]([ .])[0-9]{2}(?:\2[0-9]{2}){2}\2[0-9]"
    r"(?![0-9a-z]|[ .,/\-][0-9]| ?(?:mg|ml|cp)\b)"
)
_GAP = r"(?:[ ,:./\-\n]{1,3}|,? virgule )"
#: From "zéro" on in words, or from a prefix in figures with words behind: "06 douze trente-quatre 56 78".
_SPELT = regex(
    rf"(?:zero|plus trente[ -]trois){_GAP}(?:{DICTATED}|[1-9](?![0-9]))"
    rf"(?:{_GAP}(?:{DICTATED}|[0-9]{{2}}(?![0-9]))){{3,18}}"
)
_HALF_SPELT = regex(
    rf"0(?<![0-9a-z].)[1-9](?={_GAP}(?:[0-9]{{2}}{_GAP}){{0,3}}{DICTATED})(?:{_GAP}(?:{DICTATED}|[0-9]{{2}}(?![0-9]))){{4,14}}"
)
_FIRST_WORDS = ("zero", "plus trente")
_NUMBER_WORDS = ("dix", "ze ", "vingt", "ante", "trente")  # what one of the words holds
#: "poste quarante-huit vingt-deux", "poste quatre mille cinq cent douze".
_SPELT_LINE = Anchored(rf"(?:poste|bip|dect) ({DICTATED}(?:[ \-]{DICTATED}){{2,7}})")


def damaged(folded: str) -> Iterator[Hit]:
    """Ten digits in groups of which some are masked or left out."""
    for m in at_numbers(folded, _UNREAD):
        if _is_unread(m[0]) and not ID_BEFORE.search(before(folded, m.start(), 24)):
            start = m.start() - folded.startswith("+", m.start() - 1)
            yield Hit(start, m.end(), 0.97, "pairs of a phone, some masked")
    for m in _MISREAD.finditer(folded):
        other = dates.validate(m[0][:10]) or ID_BEFORE.search(before(folded, m.start(), 24))
        if len(digits_of(_COUNTRY.sub("", m[0]))) >= _LEAST_READ and _LETTER.search(m[0]) and not other:
            start = m.start() - folded.startswith("+", m.start() - 1)
            yield Hit(start, m.end(), 0.95, "pairs of a phone, some digits read as letters")
    elided = any(sign in folded for sign in _ELISIONS)
    for m in _ELIDED.finditer(folded) if elided else ():
        if len(digits_of(m[0])) >= _LEAST and not (m.start() and folded[m.start() - 1] in _IN_NUMBER):
            yield Hit(m.start(), m.end(), 0.8, "phone of which some digits were left out")
    for m in _BEGINNING.finditer(folded) if elided or "-." in folded else ():
        yield Hit(m.start(), m.end(), 0.75, "phone of which some digits were left out")
    for m in _ENDING.matches(folded):
        if _OF_PHONE.search(before(folded, m.start(), 60)):
            yield Hit(*m.span(1), 0.75, "last digits of a phone")
    for m in _SHORTENED.finditer(folded):
        yield Hit(m.start(), m.end(), 0.8, "mobile without its last digits")


def spelt(folded: str) -> Iterator[Hit]:
    """Numbers in words, from their "zéro" or their prefix in figures on, and internal lines in words."""
    halves = _HALF_SPELT.finditer(folded) if any(word in folded for word in _NUMBER_WORDS) else ()
    for m in (*(_SPELT.finditer(folded) if holds_any(folded, _FIRST_WORDS) else ()), *halves):
        yield Hit(m.start(), m.end(), 0.9, "digits of a phone in words")
    for m in _SPELT_LINE.matches(folded):
        yield Hit(*m.span(1), 0.85, "internal line in words")


def masked_after(folded: str, at: int) -> Hit | None:
    """The number with signs for unread digits right behind a word for a phone that ends at `at`."""
    m = _MASKED_AFTER_CUE.match(folded, at)
    masked = m and _MASKS.search(m[1]) and len(digits_of(m[1])) >= _LEAST_AFTER_CUE
    return Hit(*m.span(1), 0.95, "word for a phone before") if m and masked else None


def pairs_after(folded: str, at: int) -> Hit | None:
    """Five pairs, whatever parts them, right behind a word for a phone that ends at `at`."""
    m = _PAIRS.match(folded, at)
    return Hit(*m.span(1), 0.95, "word for a phone before") if m else None


def _is_unread(value: str) -> bool:
    """Whether a phone has as many digits, and signs for some."""
    digits, signs = len(digits_of(_COUNTRY.sub("", value))), len(_UNREAD_SIGN.findall(value))
    places = digits + signs
    return bool(
        signs
        and _LEAST <= digits < _WHOLE
        and _LEAST_PLACES <= places <= _MOST_PLACES
        and not _NO_PHONE.match(value)
    )
