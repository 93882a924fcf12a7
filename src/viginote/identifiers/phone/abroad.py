"""Numbers of other countries: with their country code, in groups of their own, or beside the place's name."""

import re
from collections.abc import Iterator

from viginote.identifiers import dates
from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import Hit, at_numbers, before, digits_of
from viginote.identifiers.phone.whole import CALLING, ID_BEFORE, VALUES_BEFORE, goes_on, is_series
from viginote.regex import regex
from viginote.text import words

#: North American numbers, as translated notes keep them.
_AMERICAN = regex(
    r"(?:[2-9](?<![0-9a-z].)(?<![0-9][.\-/ ].)[0-9]{2}(?:([.\-])[0-9]{3}\1| [0-9]{3}-| [2-9][0-9]{2} )"
    r"|1(?<![0-9a-z].)(?<![0-9][.,\-/ ].)([ .\-])[2-9][0-9]{2}\2[2-9][0-9]{2}\2)[0-9]{4}"
    r"(?![0-9a-z]|[.\-/][0-9]| ?(?:[%/€]|[mµk]?g\b|ml\b|ui\b|copies))"
)
#: The area from 0 and the subscriber, as most countries part them: "07700 900412", "0161 496 0211",
#: "089/1234567", "050-1234567", "0532 123 45 67". In pairs alone it is a French one, or hours.
_TRUNK = regex(
    r"0(?<![0-9a-z+].)(?<![0-9][.,/\- ].)[1-9][0-9]{0,4} ?[ /\-] ?"
    r"(?:[0-9]{5,8}|[0-9]{2,4}(?:[ \-][0-9]{2,5}){1,3})"
    r"(?![0-9a-z]|[.,/\-][0-9]| [0-9]| ?(?:[%/€]|[mµk]?g\b|ml\b|ui\b|mm|copies))"
)
_GROUP = regex(r"[0-9]+")
_OF_TRUNK = range(9, 13)  # digits of such a number
_YEARS = ("19", "20")
#: Nine digits of Spain, Portugal and Poland, and seven of an American town, where somebody is called.
_CALLED = regex(
    r"[2-9](?<![0-9a-z].)(?<![0-9][.,/\- ].)(?:[0-9]{2}(?: [0-9]{3}){2}|[0-9]{2}(?: [0-9]{2}){3}"
    r"|[0-9] [0-9]{3}(?: [0-9]{2}){2}|[0-9]{2} [0-9]{6,7}|[0-9]{2}-[0-9]{4}"
    # with the country's code: "221 77 512 44 18"
    r"|(?:12|1[3689]|2[0-9]|3[0-9]|4[0-4]|6[12])(?<=2..) [0-9]{2}(?: [0-9]{2,3}){3})"
    r"(?![0-9a-z]|[.,/\-][0-9]| [0-9]| ?(?:[%/€]|[mµk]?g\b|ml\b|ui\b|mm|copies))"
)
#: An extension or a pager under its foreign name: "bureau x4471", "anexo 4512", "bleep 4410".
_EXTENSION = Anchored(
    # a batch and a reference are no extension
    r"(?:(x(?<!lot .)(?<!ref .)(?<!serie .)(?<!art .)(?<!code .)(?<!n° .)"
    r"(?<![0-9] .)(?<![=:].)[1-9][0-9]{3,4})|(?:ext(?:\.|n\.?|ension)? ?:? ?(?=[0-9]{4})"
    r"|(?:anexo|ramal|durchwahl|toestel|pager|beeper|bleep)[ .:#]{1,3})([0-9]{2,5}))"
    r"(?![0-9a-z]|[.,/:\-][0-9]| ?(?:[°%]|mm|deg))"
)
#: Country codes (ITU-T E.164): what "00" must be followed by; behind "+" any will do.
_COUNTRY = (
    r"33|32|41|352|377|376|49|44|34|39|35[0-9]|31|43|30|40|45|46|47|48|36|38[1-9]|420|421|380|37[0-5]|90|212"
    r"|213|216|218|20|961|96[2-8]|97[0-7]|22[0-9]|23[0-9]|24[0-4]|25[0-7]|26[0-9]|27|50[0-9]|51|52|53|54|55"
    r"|56|57|58|590|59[1-8]|60|61|62|63|64|65|66|681|687|689|1|7|81|82|84|86|91|92|93|94|98|99[2-8]"
)
_INTERNATIONAL = regex(
    rf"[+(0](?<![0-9].)(?<![0-9]:.)\+?0?\(?(?:\+|00)?[ .\-/]?({_COUNTRY})\)?"
    r"((?:[ .\-/]{0,3}\n?(?:\(0\) ?|\((?=[0-9]{1,3}\))|(?<=[0-9])\) ?)?[0-9]){6,12})(?![0-9]|:[0-9])"
)
_PLUS = regex(
    r"\+(?<![0-9a-z(].)(?:[1-9][0-9]{0,3})(?!\.[0-9] )(?:(?:[ .\-/()]{1,2}[0-9]{1,5}){2,5}|[0-9]{8,12})"
    r"(?![0-9]|[.,:][0-9])"
)
_LEAST_ABROAD = 9  # digits of a number with any country code
_MOST_BEHIND_00 = 10  # digits in a run behind "00" and a country code; more are a number of something else
_SHORT_COUNTRIES = ("687", "508", "681", "352", "961")  # with six digits a subscriber
#: "33 6 12 34 56 78", "212 6 12 34 56 78", "32 475 12 34 56": a country code with nothing to announce it.
_BARE_CODE = regex(
    r"(?:33(?<![0-9a-z]..)(?<![0-9][.,/\- ]..)|21[23](?<![0-9a-z]...)(?<![0-9][.,/\- ]...))"
    r"([ .\-])[1-9](?:\1[0-9]{2}){4}(?![0-9a-z]|[ .,/\-][0-9])"
    r"|33(?<![0-9a-z(]..)(?<![0-9][.,/\- ]..) ?\(0\) ?[1-9](?:[ .\-]?[0-9]{2}){4}(?![0-9])"
    r"|32(?<![0-9a-z]..)(?<![0-9][.,/\- ]..)([ .\-])4[0-9]{2}(?:\2[0-9]{2}){3}(?![0-9a-z]|[ .,/\-][0-9])"
)
#: Nine digits from 0, as Belgium and Algeria group them: "02/555 31 11", "0475 33 21 09", "021 23 45 67".
_NINE = regex(
    r"0(?<![0-9a-z+].)(?<![0-9][.,/\- ].)(?:[1-9][ /][0-9]{3}([ .])[0-9]{2}\1[0-9]{2}"
    r"|[1-9][0-9][ /][0-9]{2}([ .])[0-9]{2}\2[0-9]{2}|4[0-9]{2}[ /][0-9]{2}([ .])[0-9]{2}\3[0-9]{2})"
    r"(?![0-9a-z]|[ .,/\-][0-9])"
)
#: Places whose local numbers bear no sign of a phone, and a number beside the name of one.
_PLACES = words(
    "bruxelles liege namur charleroi mons anvers gand tournai belgique suisse geneve lausanne fribourg "
    "neuchatel sion luxembourg lux esch monaco alger oran constantine algerie tunis sfax sousse tunisie "
    "casablanca casa rabat fes marrakech maroc tahiti papeete noumea dakar senegal abidjan bamako beyrouth "
    "libreville cotonou lome ouagadougou conakry niamey douala yaounde brazzaville kinshasa antananarivo "
    "tananarive moroni djibouti nouakchott annaba bejaia blida tanger agadir istanbul montreal quebec "
    "londres madrid barcelone lisbonne rome milan berlin bamako cayenne noumea "
    "espagne portugal italie allemagne angleterre turquie roumanie cameroun congo gabon mali comores "
    "madagascar canada"
)
_BESIDE_PLACE = Anchored(
    rf"(?:{'|'.join(_PLACES)})"
    r"(?:[ .:,]{1,3}|[ ,:.]{1,2}(?:tel|gsm|natel|fixe|mobile|fils|fille|soeur|frere|mere|pere)[ .:]{1,3})"
    r"([0-9]{2,4}(?:(?:[ .\-/]{1,2}[0-9]{2,4}){2,4}|[ .\-/][0-9]{6,7}))"
    r"(?![0-9a-z]|[.,/\-][0-9]| ?(?:euros?|€|h\b))"
)
_LOCAL = range(7, 12)  # digits of such a number


def abroad(folded: str) -> Iterator[Hit]:
    """Numbers with their country code, North American and Belgian ones, and those beside a foreign place."""
    for m in _INTERNATIONAL.finditer(folded):
        hit = _international(m)
        if hit and not ID_BEFORE.search(before(folded, m.start(), 24)):
            yield hit
            yield from goes_on(folded, m.end(), hit.score)
    for m in _PLUS.finditer(folded):
        if len(digits_of(m[0])) >= _LEAST_ABROAD:
            yield Hit(m.start(), m.end(), 0.95, "country code behind a plus")
    for pattern, score, reason in (
        (_AMERICAN, 0.8, "North American groups"),
        (_BARE_CODE, 0.9, "country code"),
        (_NINE, 0.8, "groups of a neighbour"),
    ):
        for m in at_numbers(folded, pattern):
            if not ID_BEFORE.search(before(folded, m.start(), 24)):
                yield Hit(m.start(), m.end(), score, reason)
                yield from goes_on(folded, m.end(), score)
    yield from _in_groups(folded)
    for m in _EXTENSION.matches(folded):
        yield Hit(*m.span(m.lastindex or 0), 0.85, "extension or pager")
    for m in _BESIDE_PLACE.matches(folded):
        if len(digits_of(m[1])) in _LOCAL and not dates.validate(m[1]):
            yield Hit(*m.span(1), 0.85, "name of a place abroad before")


def _in_groups(folded: str) -> Iterator[Hit]:
    """National numbers of other countries: from 0 by their groups, the others where somebody is called."""
    for m in at_numbers(folded, _TRUNK):
        groups = _GROUP.findall(m[0])
        paired = all(len(group) == len("12") for group in groups)
        dated = len(groups[0]) == len("03") and len(groups[1]) == len("2020") and groups[1].startswith(_YEARS)
        other = paired or dated or dates.validate(m[0]) or is_series(m[0])
        if not other and len("".join(groups)) in _OF_TRUNK and not _is_other(folded, m):
            yield Hit(m.start(), m.end(), 0.8, "groups of a number abroad")
    for m in at_numbers(folded, _CALLED):
        left = before(folded, m.start(), 40)
        if CALLING.search(left) and not (_is_other(folded, m) or is_series(m[0])):
            yield Hit(m.start(), m.end(), 0.8, "groups of a number abroad, where somebody is called")


def _is_other(folded: str, m: re.Match[str]) -> bool:
    """Whether a word before says that the number is no phone's."""
    left = before(folded, m.start(), 40)
    return ID_BEFORE.search(left) is not None or VALUES_BEFORE.search(left) is not None


def _international(m: re.Match[str]) -> Hit | None:
    """A number with its country code, which "+", "00" or brackets announce."""
    raw = m[0]
    announced = raw.startswith(("+", "00", "(+", "(00")) or (raw.startswith("(") and ")" in raw[:7])
    count = len(digits_of(m[2].replace("(0)", "")))
    if not announced or count < (6 if m[1] in _SHORT_COUNTRIES else 8):
        return None
    if raw.startswith("00") and count > _MOST_BEHIND_00 + (not m[2].isdigit()):
        return None
    return Hit(m.start(), m.end(), 0.97 if raw.startswith("+") else 0.9, "country code")
