"""Birth dates: a date that a cue, a header or an age binds to somebody's birth.

The cue stands before ("né(e) le", "DDN :", "date de naissance", "DOB"), or the date is a field of a header
(name | sex | 22/01/1965), is followed by an age ("12/03/54 (65 ans)"), or stands right after a full name.

>>> validate("12/03/1954"), validate("12/03/2093")
(True, False)
>>> compact("12 mars 1954")
'1954-03-12'

Source: the identity traits of the Référentiel national d'identitovigilance (last name, first names, sex,
birth date, birth place).
"""

from collections.abc import Iterator
from datetime import date

from viginote.french.calendar import WEEKDAY
from viginote.identifiers import dates
from viginote.identifiers._anchored import Anchored
from viginote.identifiers._base import (
    LETTER,
    LONG,
    PARTED,
    UPPER,
    Hit,
    Rule,
    Search,
    at_numbers,
    before,
    longest_run,
)
from viginote.regex import regex
from viginote.text import Note

_CUE = Anchored(
    r"(?:n(?:e(?:\(e\)|e|\.e|·e)?s?|\(e\)e?|aissance|aiss?\.?|ait|aquit)|d\.?d\.?n\.?|d\.?n\.?|d\.?o\.?b\.?"
    r"|born|m(?:is(?:e)? au monde)|birth ?date|date of birth|°"
    # as German, Dutch, Spanish, Italian and Portuguese notes say it
    r"|geb(?:oren|urtsdatum|oortedatum|\.)?|nacid[oa]|fecha (?:de )?nac(?:imiento|\.)?"
    r"|nat[oa]|data di nascita|nascid[oa]|data de nascimento)(?![a-z0-9])"
)
#: "ne" is mostly a negation: without its accent it counts only before what follows a birth.
_BORN = regex(r" ?(?:le|en|vers|a|au|:|[0-9]|\()(?![a-z])")
# What may stand between the cue and its date: a birth name or a birth place, an article, a colon, a weekday.
_GAP = regex(
    r"[ :=.\-|\n,]{0,4}(?:\(e\) ?)?(?:[a-z][a-z' \-]{1,40})?(?: ?\([0-9][0-9ab]{1,4}\))?"
    r"(?:[ ,:\-\n(]{0,3}(?:le|l'|du|en|vers|on|:|au|a|et|ou|et le)?[ :\-\n]{0,2}"
    rf"{WEEKDAY}?[ (]?)"
)
_OTHER_EVENT = regex(
    r"\b(?:hospitalis|vue?s?\b|adress|consult|oper|admis|suivi|entree\b"
    r"|entre (?:dans|en|aux?)\b|sorti|examen|transfer"
    r"|rdv|depuis|lors|revu|imprime|edite|decede|ponctionn|prescri|dans (?:le|notre) service)"
)
_LINK = regex(r"[ ,]{0,2}(?:et|ou|au|-|/)(?: le)? ?\Z")
_BIRTH_YEAR = regex(r"[ :]{0,3}(?:(?:en|vers|courant|fin|debut) )?((?:19|20)[0-9]{2})(?![0-9]|[.,/\-][0-9])")
#: "née le 8 8 51", "née 08/51": short forms that the cue alone makes a date.
_SHORT = regex(
    r"[ :=]{1,3}(?:le |en |vers )?([0-3]?[0-9] [01]?[0-9] (?:19|20)?[0-9]{2}|[01]?[0-9]/[0-9]{2})"
    r"(?![0-9]|[/.,][0-9]| ?(?:sa|h|kg|mg))"
)
_SIX_DIGITS = regex(r"[ :=]{0,3}(?:le[ :]{1,3})?([0-3][0-9])([01][0-9])([0-9]{2})(?![0-9])")

_FULL = regex(
    r"[0-9](?<![0-9].)[0-9]? ?[/.\-] ?[0-9]{1,2} ?[/.\-] ?(?:[0-9]{4}|[0-9]{2})(?![0-9])"
    r"|[0-3](?<![0-9].)(?<![0-9] .) [0-9] [0-3] [0-9] [12] [09] [0-9] [0-9](?! ?[0-9])"
)
_AGE_AFTER = regex(r"[ ,\-|]{0,3}\(? ?(?:soit |age de |agee de |a )?[0-9]{1,3} ?(?:ans|a\b|mois)")
_ARTICLE = regex(r"\b(?:le|du|au|depuis) \Z")
_SEX_BEFORE = regex(r"(?:\||;|\t|,|\b(?:sexe|sex)[ :]*) ?(?:h|f|m|masculin|feminin|masc|fem) ?[|;,\t\-] ?\Z")
_NAME_BEFORE = regex(
    rf"(?:{UPPER}[A-ZÀ-ÖØ-Þ'\-]+,? {UPPER}{LETTER}[\w'\-]*|{UPPER}{LETTER}[\w'\-]*"
    rf" {UPPER}[A-ZÀ-ÖØ-Þ'\-]+)[ ,;|\-]*\n? ?\Z"
)
#: "Mr POUSSIN Régis – 1974 – Demandé par": the year alone, between two dashes.
_YEAR_IN_HEADER = regex(r"(?:19|20)[0-9]{2}(?:(?<=\w [–—,-] ....)|(?<=\w, ....))(?= [–—-] |,)")
#: "TANG Heng, 1958, née à Phnom Penh".
_YEAR_THEN_BORN = regex(
    r"((?:19|20)[0-9]{2})(?:(?<=[a-z)][,;(]....)|(?<=[a-z)][,;(] ....)),? nee? (?:a|au|en|le)\b"
)
#: "M. Pécheur, né en 36", "lui (né 51)": two digits for the year, at the end of what is said.
_BORN_IN_TWO = Anchored(r"nee?s? (?:en )?([0-9]{2})(?= ?(?:[,;)](?![0-9])|\.(?![0-9])|\n|\Z))")
#: "Mme Bouhired Rachel, 1941,": the year alone behind a whole name with its title.
_YEAR_BEHIND_NAME = Anchored(
    r"(?:M(?:\.|r|me|lle|adame|onsieur)|[Pp]atiente?)"
    rf"(?: {UPPER}[\w'\-]+){{1,4}},? "
    r"\(?((?:19[1-9]|20[01])[0-9])(?=[,;:)]| :)"
)
_TITLED_NAME = regex(rf"\b(?:M\.|Mr|Mme|Mlle|[Pp]atiente?) (?:{UPPER}[\w'\-]+ ?){{1,4}}\Z")
_SPAN = 80


def _find(note: Note) -> Iterator[Hit]:
    folded = note.folded
    for cue in _CUE.matches(folded):
        if cue[0] != "ne" or note.text[cue.start() + 1] in "éÉ" or _BORN.match(folded, cue.end()):
            yield from _after_cue(folded, cue.end(), cue[0])
    for m in at_numbers(folded, _YEAR_IN_HEADER, LONG, note.text):
        left = before(note.text, m.start(), 60).rstrip(" –—,-")
        if _NAME_BEFORE.search(left) or _TITLED_NAME.search(left):
            yield Hit(*m.span(), 0.85, "name before")
    for m in _BORN_IN_TWO.matches(folded):
        if folded[m.start() : m.start() + 3] != "ne " or note.text[m.start() + 1] in "éÉ":
            yield Hit(*m.span(1), 0.85, "born before it")
    for m in _YEAR_BEHIND_NAME.matches(folded, note.text):
        yield Hit(*m.span(1), 0.8, "name before")
    for m in at_numbers(folded, _YEAR_THEN_BORN, LONG):
        yield Hit(*m.span(1), 0.85, "born behind it")
    for m in at_numbers(folded, _FULL, PARTED) if longest_run(folded) >= 4 else ():
        if hit := _in_header(note, m.start(), m.end()):
            yield hit


def _after_cue(folded: str, at: int, cue: str) -> Iterator[Hit]:
    """The date, or the two dates of "entre le ... et le ...", that the cue ending at `at` binds."""
    if six := _SIX_DIGITS.match(folded, at):
        yield Hit(six.start(1), six.end(3), 0.9, "cue of birth before")
        return
    if cue != "dn" and (short := _SHORT.match(folded, at)):
        yield Hit(*short.span(1), 0.9, "cue of birth before")
        return
    if cue != "dn" and (year := _BIRTH_YEAR.match(folded, at)):
        yield Hit(year.start(1), year.end(1), 0.95, "cue of birth before")
        return
    window = folded[at : at + _SPAN]
    last = None
    for hit in sorted(dates.spans(window), key=lambda h: (h.start, -h.end)):
        if last is not None and hit.start < last:
            continue
        gap = window[: hit.start] if last is None else window[last : hit.start]
        if last is None and (not _GAP.fullmatch(gap) or _OTHER_EVENT.search(gap)):
            return
        if last is not None and not _LINK.fullmatch(gap):
            return
        yield Hit(at + hit.start, at + hit.end, 0.97, "cue of birth before")
        last = hit.end


def _in_header(note: Note, start: int, end: int) -> Hit | None:
    """A full date that its neighbours in a header make a birth date."""
    folded = note.folded
    if not validate(folded[start:end]):
        return None
    left = before(folded, start, 24)
    if _AGE_AFTER.match(folded, end) and not _ARTICLE.search(left):
        return Hit(start, end, 0.96, "age after")
    if _SEX_BEFORE.search(left):
        return Hit(start, end, 0.96, "sex before")
    year = int(dates.compact(folded[start:end])[:4])
    if (
        year < date.today().year - 15
        and not _ARTICLE.search(left)
        and _NAME_BEFORE.search(before(note.text, start, 60))
    ):
        return Hit(start, end, 0.96, "name before")
    return None


def validate(value: str) -> bool:
    """Whether `value` is a date that exists and lies between 1880 and today."""
    iso = dates.compact(value)
    return len(iso) == 10 and "1880-01-01" <= iso <= date.today().isoformat()


def compact(value: str) -> str:
    """The birth date as yyyy-mm-dd; "" when `value` is not a date."""
    return dates.compact(value)


RECOGNIZER = Rule("birth_date", "BIRTH_DATE", Search(_find, digits=0))
