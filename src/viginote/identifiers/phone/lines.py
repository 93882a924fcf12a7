"""Internal lines: the four or five digits of a hospital's own exchange for a ward, a pager or a person."""

import re
from collections import Counter
from collections.abc import Iterator

from viginote.anchors import word_starts
from viginote.identifiers import dates
from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import LONG, Hit, at_numbers, before, digits_of
from viginote.identifiers.phone.whole import is_series
from viginote.regex import regex
from viginote.text import words

#: The groups it is read out in: "7 61 20", "2 4417", "55 12", "61 204", "22.91", "74-12".
_GROUPED = r"(?:[0-9] [0-9]{2} [0-9]{2}|[0-9]{1,2}[ .][0-9]{3,4}|[0-9]{2} [0-9]{2}|[0-9]{2}[.\-][0-9]{2,3})"
_NUMBER = rf"(?:{_GROUPED}|[0-9]{{4,5}})"
#: Groups of any size, which lines are read out in where the word for one stands right before.
_LOOSE = (
    r"(?:[*#](?:[0-9]{2,5}(?: [0-9]{2,3})?)#?|[0-9](?: [0-9]){3,4}|[0-9]{1,3} [0-9]{1,3}(?: [0-9]{1,3})?"
    r"|[0-9]-[0-9]{2}-[0-9]{2}|[0-9]{2}\.[0-9]{2}\.[0-9]{2}|[0-9][.\-][0-9]{2}(?:[0-9]{2})?)"
)
_END = (
    r"(?![0-9a-z]|[.,:][0-9]|[/\-][0-9](?![0-9]{3,4}(?![0-9]))| ?[0-9]"
    r"| ?(?:h|mg|g|ans|ml|mm|cm|kg|ui|%|°|jours?|j|mois|fois|gouttes|euros?|€|comprimes?|cp|gb|kcal|cal"
    r"|semaines?|sem|seances?|m)\b)"
)
_PHRASE_END = regex(r" ?(?:[,;.()/\n]|\Z|- |puis\b|avant\b|des\b|demain\b|\]|svp|merci|et\b|ou\b|si\b)")
#: Groups that lab values have too, and those of hours and thousands.
_DECIMAL = regex(r"[0-9]+[.\-][0-9]+")
_LIKE_FIGURES = regex(r"[0-9]{1,2} [0-9]{3}|[012]?[0-9] [0-5][0-9]")
_WORD = (
    r"(?:(?!(?:si|ch|chambre|lit|box|salle|tas?|pas|sur|sous|toutes?|apres|avant|dans|en)\b)[a-z'.\-]{1,16})"
)
#: Words that nothing but a phone's number follows, who has a line of his own, and where one rings.
_PHONES = (
    r"astreintes?|securite|secu|pcs?|standard|postes?|bips?|dects?|fax|tel(?:ephone)?|numero|ligne|ext(?:ension)?"
    r"|n° court"
)
_OWNERS = (
    r"dr|pr|idg|ide[cl]?|iade|senior|interne|externe|cadre|infirmiere?|secr?|secretaires?|secretariat|regulation"
    r"|uhcd|sspi|usic|hotline|dsi|r?appel\w*|rapp|joindre|composer|faites?|biper|accueil|brancard\w*"
    r"|chef|alerte|code rouge|urgences? vitales?"
)
_PLACES = (
    r"gardes?|joignables?|contact\w*|prendre|mar|labo|laboratoire|pharmacie|depot|bloc|service|chir\w*"
    r"|reanimateur|rea|anesth\w*|cardio\w*|neuro\w*|radio\w*|urgentiste|urgences|kine|psy|diet\w*|arc|coursier"
    r"|maternite|naissances?|reveil|soins|scanner|irm|echo|manip\w*|hemato\w*|hemostase|bacterio|biochimie|viro"
    r"|informatique|support|ortho|uro|onco|gastro|pneumo|gyneco|obst\w*|pedia\w*|neonat\w*|dermato|ophtalmo|orl"
    r"|nephro|dialyse|endosc\w*|urg|sau|samu|smur|hdj|morgue|cuisine|archives?|vigile|loge|entretien|atelier|regie"
    r"|aumonerie|creche|admissions?|etage|salle|transports?|ambulances?|direction|qualite|vasculaire|viscerale?"
    r"|pharma(?:cien)?|pui|pass|elsa|emg|eoh|had|umj|usc|imagerie|equipe mobile|sterilisation"
    r"|lingerie|mortuaire|banque du sang|efs|emsp|medecins?|chirurgien|social\w*|liaison|sdn|usc|usip"
)
#: Who or what a line reaches, words between: "astreinte biologie 55 12", "Sécurité 18 18", "MAR au 7418".
_LINE_OF = Anchored(
    rf"(?:(?P<phone>{_PHONES})|(?P<owner>{_OWNERS})|(?:{_PLACES}))(?![a-z])\.?"
    rf"(?: {_WORD}){{0,3}}?"
    r"(?:(?P<to>,? (?:au|le|=)| ?:|,? ?(?:bip|poste|dect|tel\.?|int\.?)) ?(?:n° ?|le )?"
    rf"|(?P<open> ?[(\[](?=[0-9. ]{{4,7}}[)\]]))|/|,? )"
    rf"(?P<line>{_NUMBER}){_END}"
)
_LOOSE_LINE = Anchored(
    rf"(?:(?P<sure>postes?|bips?|dects?)|tel(?:ephone)?\.?|joignable|composer|code appel)(?: {_WORD}){{0,2}}?"
    rf"(?: ?[:=(]| (?:au|le|est le))? ?(?:n° ?)?(?P<line>{_LOOSE}){_END}"
)
#: Three digits are a line only right behind the word for one.
_SHORT_LINE = Anchored(
    rf"(?:(?:bip|dect)(?:(?: {_WORD}){{1,2}}?[ ,]*[:=(,]? ?| ?[:=(]? ?(?:n° ?)?| (?:{_WORD} ){{1,3}}est le )"
    r"|bipee? (?:au|sur) |(?:postes?|ext\.|int\.) ?:? ?(?:n° ?)?)"
    rf"([0-9][.\-]?[0-9]{{2}}){_END}"
)
#: Where somebody is, and what a phone does: "je suis au 3412", "le 5 61 44 ne répond pas".
_WHERE = Anchored(
    rf"(?:suis|sera|reste|dispo\w*|present\w*|pris|demande|repond pas|passer par|sonnee?|bipee?)"
    rf" (?:au|sur|le) (?:le )?({_NUMBER}){_END}"
)
_SILENT_STEMS = (
    *words("repond sonne occupe injoignable"),
    *("ne repond", "est occupe", "ne decroche", "en panne", "hs "),
)
#: A number before its owner: "87.15 secrétariat néphro", "64 812 = cardio de garde".
_OWNED = Anchored(
    r"(?:secr(?:etariat|\.)|standard|accueil|brancardage|(?:interne|senior|cardio|rea|cadre|chir\w*|anesth\w*)"
    r" (?:de garde|d'astreinte)|(?P<doctor>[dp]r\.? ))(?![0-9])"
)
_NUMBER_BEFORE = regex(rf"(?<![0-9a-z])(?<![0-9][.,/ \-])({_NUMBER})(?P<sign> ?[=:]|\))? ?\Z")
_CALLED_BEFORE = regex(rf"\b(?:le|au) ({_NUMBER}) \Z")
#: "3118 = Paulo (sécurité)", "3637 à 3639 = secrétariat": numbers and whom they reach.
_MEANS = regex(rf"({_NUMBER})(?: (?:a|et) ({_NUMBER}))? ?= ?(?=[a-z]{{3}})")
#: What heads a list of internal numbers, up to its end.
_DIRECTORY = Anchored(
    r"(?:annuaires?(?: interne)?|(?:n°|numeros?|telephones?|postes|lignes) (?:internes?|courts?|utiles)"
    r"|telephones dans l'ordre)(?![a-z])[^.\n]{0,40}?[:\n]"
)
_ENTRY = regex(rf"[2-9](?<![0-9a-z].)(?<![0-9][.,/\-].)(?:[0-9]{{3,4}}|[0-9][ .][0-9]{{2}}){_END}")
_LONGEST_LIST = 600  # characters
#: The groups that lines are read out in, alone where a phrase ends: "7 61 20", "(secrét. 57 12)", ", 66 18".
_READ_OUT = regex(
    r"(?:[2-9](?:(?<=[a-z),:.?!] .)|(?<=\(.))(?<![0-9][,:.] .)"
    r"(?:[ .][0-9]{2}[ .][0-9]{2}|(?<![a-z] .)[0-9](?: [0-9]{2}){3})"
    # no hours, and no days of a month
    r"|[3-9](?:(?<=[a-z).][.,:] .)|(?<=[a-z] \(.)|(?<=[a-z] \([a-z]{3}\. .))"
    r"[2-9][ .][0-9]{2}(?:[ .][0-9]{2})?"
    r"|[2-9](?:(?<=[a-z)][.,] .)|(?<=[a-z] \(.))(?:\.[0-9]{4}|[0-9]{2}(?!00)[0-9]{1,2}))"
    r"(?= ?(?:[,;.)](?![0-9])|\n|\Z))"
)
_MEASURE_BEFORE = regex(
    r"\b(?:inr|ta|pa|eva|glyc\w*|dextros?|doses?|score|tailles?|poids|le|du|les|j|lot|serie|ref|crp)[ :]*\Z"
)
#: "rappeler au plus vite (57331)".
_CALLED = Anchored(rf"(?:r?appeler|joindre|biper|contacter)[^.;\n0-9(]{{0,30}}\(({_NUMBER})\)")
#: What parts one line from the next.
_NEXT = regex(
    r"(?: ?[/\-] ?|, ?| ou (?:le |au )?| et (?:le |au )?| puis | au? "
    r"|,? (?!ch|lit|box|salle|porte|le|du)[a-z]{2,14}:? |,? ?\((?:[a-z]{2,10} )?)"
    rf"({_NUMBER}){_END}"
)
_SHORT_NEXT = regex(rf" ?(?:/|ou|et) ?([0-9]{{3}}){_END}")
_MOST_LISTED = 10  # lines behind one, so that the work stays in step with the length of the note
_CENTURIES = ("19", "20")
_ROUND = "00"  # what quantities end with


@needs(_LINE_OF, _LOOSE_LINE)
def lines(folded: str) -> Iterator[Hit]:
    """Internal lines behind whom or what they reach, and those of the same exchange beside them."""
    for m in _LOOSE_LINE.matches(folded):
        other = is_series(m["line"]) or dates.validate(m["line"])
        if not other and (m["sure"] or not _LIKE_FIGURES.fullmatch(m["line"])):
            yield Hit(*m.span("line"), 0.8, "internal line in loose groups")
    exchanges: set[tuple[int, str]] = set()
    pending: dict[int, str] = {}
    for m in _LINE_OF.matches(folded):
        if dates.validate(m["line"]):
            continue
        if _is_told(folded, m):
            exchanges.add(_plan(m["line"]))
            yield Hit(*m.span("line"), 0.8, "internal line of somebody")
            yield from further(folded, m["line"], m.end())
        else:
            pending[m.start("line")] = m["line"]
    listed = Counter(_plan(number) for number in pending.values() if not number.endswith(_ROUND))
    exchanges.update(shared for shared, count in listed.items() if count > 1)
    for start, number in pending.items():
        if _plan(number) in exchanges:
            yield Hit(start, start + len(number), 0.75, "internal line like another one")
            yield from further(folded, number, start + len(number))


def spoken(folded: str) -> Iterator[Hit]:
    """Lines where somebody can be reached, and those that nobody answers."""
    for m in _WHERE.matches(folded):
        if not (dates.validate(m[1]) or m[1].startswith(_CENTURIES)):
            yield Hit(*m.span(1), 0.85, "line where somebody is")
    for m in at_numbers(folded, _READ_OUT):
        other = is_series(m[0]) or dates.validate(m[0]) or (m[0].isdigit() and m[0].startswith(_CENTURIES))
        if not (other or _MEASURE_BEFORE.search(before(folded, m.start(), 16))):
            yield Hit(m.start(), m.end(), 0.7, "groups of an internal line")
    for m in _CALLED.matches(folded):
        yield Hit(*m.span(1), 0.85, "line in brackets after a word for calling")
    for at in word_starts(folded, _SILENT_STEMS):
        left = before(folded, at, 16)
        called = _CALLED_BEFORE.search(left)
        if called and not dates.validate(called[1]):
            yield Hit(at - len(left) + called.start(1), at - 1, 0.85, "line that nobody answers")


@needs(_OWNED)
def before_owner(folded: str) -> Iterator[Hit]:
    """Lines that stand before whom they reach, and are neither hours nor thousands."""
    for m in _OWNED.matches(folded):
        left = before(folded, m.start(), 14)
        number = _NUMBER_BEFORE.search(left)
        if not number or (m["doctor"] and not number["sign"]):
            continue
        if not (_LIKE_FIGURES.fullmatch(number[1]) or number[1].startswith(_CENTURIES)):
            start = m.start() - len(left) + number.start(1)
            yield Hit(start, start + len(number[1]), 0.75, "whose line it is, behind it")


@needs(_DIRECTORY)
def directories(folded: str) -> Iterator[Hit]:
    """The lines of a list of internal numbers: those of its commonest plan, if there are several."""
    for head in _DIRECTORY.matches(folded):
        found = _ENTRY.finditer(folded, head.end(), head.end() + _LONGEST_LIST)
        entries = [m for m in found if not m[0].startswith(_CENTURIES)]
        plans = Counter(_plan(m[0]) for m in entries)
        for m in entries:
            if plans[_plan(m[0])] > 1:
                yield Hit(*m.span(), 0.8, "line in a list of internal numbers")


def meanings(folded: str) -> Iterator[Hit]:
    """Lines before an equals sign and whom they reach."""
    for m in at_numbers(folded, _MEANS, LONG) if "=" in folded else ():
        for line in filter(m.group, (1, 2)):
            if not m[line].startswith(_CENTURIES):
                yield Hit(*m.span(line), 0.75, "whom a line reaches, behind it")


@needs(_SHORT_LINE)
def short_lines(folded: str) -> Iterator[Hit]:
    """Pagers and extensions of three digits."""
    for m in _SHORT_LINE.matches(folded):
        yield Hit(*m.span(1), 0.85, "pager or internal line")
        if other := _SHORT_NEXT.match(folded, m.end()):
            yield Hit(*other.span(1), 0.8, "second internal number")


def further(folded: str, number: str, end: int) -> Iterator[Hit]:
    """The lines listed behind `number`, which ends at `end`: "4512 / 4513", "7 7712, réa 7 7700"."""
    for _ in range(_MOST_LISTED):
        m = _NEXT.match(folded, end)
        if not m or _plan(m[1]) != _plan(number) or dates.validate(m[1]):
            return
        yield Hit(*m.span(1), 0.75, "second internal number")
        end = m.end()


def _is_told(folded: str, m: re.Match[str]) -> bool:
    """Whether its groups, what announces it, or whose it is at the end of a phrase make a number a line."""
    number, named = m["line"], bool(m["phone"] or m["owner"])
    if number.isdigit():
        announced = m["to"] or m["open"] or m["phone"] or (named and _PHRASE_END.match(folded, m.end()))
        return bool(announced) and not number.startswith(_CENTURIES)
    if _DECIMAL.fullmatch(number):
        return named or bool(m["open"])
    return named or bool(m["to"] or m["open"]) or not _LIKE_FIGURES.fullmatch(number)


def _plan(number: str) -> tuple[int, str]:
    """What the lines of one exchange share: how many digits, and the first."""
    digits = digits_of(number)
    return len(digits), digits[:1]
