"""Towns beside a postal code, a CEDEX or a street."""

from collections.abc import Iterator

from viginote.french.lands import lands
from viginote.identifiers import address, postcode
from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import Hit, before
from viginote.identifiers._places import STATE_BEFORE_CODE, TOWN, after_gap, town_end
from viginote.identifiers.city.town import LOWER_PHRASE, LOWER_TOWN, town_at
from viginote.regex import regex
from viginote.text import Note, fold

#: A borough city before its code in any case: "3e étage paris 75011".
_BIG_BEFORE = regex(r"(?<![a-z])(paris|lyon|marseille) \Z")
_BEFORE_CODE = regex(rf"(?<![\w'\-])({TOWN.pattern})[ ]?(?:,[ ]?|\()\Z")
_TITLE_BEFORE = regex(r"(?i:\b(?:m|mr|mme|mlle|dr|pr|me|monsieur|madame|mademoiselle|docteur|famille)\.? )\Z")
_RIGHT_BEFORE_CODE = regex(rf"(?<![\w'\-])({TOWN.pattern})[ ]\Z")
_BEFORE_STATE = regex(rf"(?<![\w'\-])({TOWN.pattern}),? {STATE_BEFORE_CODE}\.? \Z")
_BEFORE_CEDEX = regex(rf"(?<![\w'\-])(?:{TOWN.pattern})[ \n]\Z")
_CEDEX = Anchored(r"cedex(?![a-z])")
#: Why a town counts that stands behind a postal code.
BEHIND_CODE = "after a postcode"
_AFTER_ADDRESS = regex(r"[ ]?(?:,[ ]?|\n|[ ]à[ ]|[ ]-[ ]|[ ])(?![ ])")
_LOWER_AFTER_ADDRESS = regex(rf"[ ]?,?[ ][àa][ ]({LOWER_TOWN.pattern})")


def beside_codes(note: Note) -> Iterator[Hit]:
    """Towns beside a postal code or a CEDEX."""
    text = note.text
    for code in postcode.hits(note):
        behind = [*town_at(text, after_gap(text, code.end), code.score - 0.01, BEHIND_CODE)]
        yield from behind
        lower = LOWER_PHRASE.match(text, code.end)
        if lower and not postcode.is_counted(note.folded, lower.start(1)):
            yield Hit(*lower.span(1), 0.8, "after a postcode, in lower case")
        left = before(text, code.start, 50)
        before_code = _RIGHT_BEFORE_CODE if code.reason == postcode.RIGHT_BEFORE else _BEFORE_CODE
        town = None if behind else _BEFORE_STATE.search(left) or before_code.search(left)
        if town and fold(town[1]) not in lands() and not _TITLE_BEFORE.search(left[: town.start()]):
            shift = code.start - len(left)
            yield Hit(shift + town.start(1), shift + town.end(1), 0.85, "before a postcode")
        elif big := _BIG_BEFORE.search(before(note.folded, code.start, 12)):
            yield Hit(code.start - len(big[0]), code.start - 1, 0.85, "before a postcode")
    for cedex in _CEDEX.matches(note.folded):
        left = before(text, cedex.start(), 50)
        if town := _BEFORE_CEDEX.search(left):
            start = cedex.start() - len(left) + town.start()
            yield Hit(start, town_end(text, start), 0.95, "CEDEX after")


def beside_streets(note: Note) -> Iterator[Hit]:
    text = note.text
    for street in address.hits(note):
        if gap := _AFTER_ADDRESS.match(text, street.end):
            yield from town_at(text, gap.end(), 0.85, "after an address")
        if lower := _LOWER_AFTER_ADDRESS.match(text, street.end):
            yield Hit(lower.start(1), lower.end(1), 0.75, "after an address")
