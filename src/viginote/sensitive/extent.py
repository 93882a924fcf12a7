"""How far a mention reaches, and which of overlapping ones stands."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from viginote.sensitive.mention import Mention
from viginote.spans import grouped
from viginote.taxonomy import Assertion, Means
from viginote.text import Note

# What says how much or how strong belongs to the mention; what says whether (sevré, négatif, 0 g) does not.
_MEASURE = re.compile(
    r"[ ](?:chronique |actif |ancien )?(?:a |(?:estime|evalue|chiffre)e?s? a |de |d'environ |: ?)?"
    r"(?:environ )?(?!0+(?:[.,]0+)?[ ]?g)\d{1,3}(?:[.,]\d{1,2})?[ ]?"
    r"(?:paquets?[ .-]{0,2}annees?|pa|upa|paquets?|cigarettes?|verres?|joints?|cig|g/l|g|unites?)"
    r"(?![a-z0-9])(?:[ ]?(?:/|par)[ ]?(?:jours?|j|semaines?|sem)(?![a-z0-9]))?"
)
_DEGREE = re.compile(
    r"[ ](?:tres )?(?:marquee?s?|importante?s?|severes?|majeure?s?|moderee?s?|mineure?s?|intenses?"
    r"|permanente?s?|recurrente?s?|chroniques?|resistante?s?|generalisee?s?|caracterisee?s?|matinale?s?"
    r"|massive?s?|massifs?|quotidienne?s?|excessive?s?|excessifs?|reguliere?s?|reguliers?"
    r"|occasionnelle?s?|occasionnels?|scenarisee?s?|primaires?|secondaires?|repetee?s?)(?![a-z0-9])"
)
_DEGREED = frozenset({"psychiatry", "substance_use", "sex_life", "reproductive"})
# A test or virus with a minus glued to it is negative: "VIH-", "VHC(-)"; not "VIH-1", "VIH-VHC".
_MINUS = re.compile(r"[ ]?\(-\)|-(?![a-z0-9])|[ ]-(?=[ ]?(?:[,;.)/]|$))")
# How much of a substance, said just after it, is no second mention: "tabac : 20 PA", "boit 1 L de rosé/j".
_QUANTITIES = frozenset({"paquets-années", "cigarettes par jour", "verres par jour", "quantité d'alcool"})
_QUANTIFIED = re.compile(
    r"[ ]?[:=]?[ ]?(?:(?:a|de|d'|etait|est|raison|evaluee?|estimee?|environ|actif|active|chronique"
    r"|importante?|soit|roule|limitee?|jusqu'a)[ ]){0,5}"
)
# A quantity of its own kind may stand further from it, behind what became of it, in brackets or, of tobacco,
# after a comma: "ex-fumeur (25 PA)", "tabac sevré en 2015, 40 PA", "alcool depuis 20 ans (1 L de vin/j)".
_STATE = (
    r"(?:[ ]?[:(,-]?[ ]?(?:sevree?s?|stoppee?s?|stop|arretee?s?|arret|ancien(?:ne)?|actif|active|recente?"
    r"|quotidien(?:ne)?|lourde?|severe|reduite?|retenue?|non interrompue?|toujours|positif|chronique|moins"
    r"|raison|hauteur|n'excedait pas|persistait|depuis (?:l'age de |l'|le |ses )?[a-z0-9]+(?: ans| mois)?"
    r"|(?:en )?(?:19|20)\d\d|de \d\d a \d\d ans|a|de|d')(?![a-z0-9]))"
)
_UP_TO = r"[ ]?(?:(?:a|de|soit|(?:estimee?s?|evaluee?s?) a) |d')?"
_DRUNK = rf"(?:{_STATE}{{1,4}}[ ]?[(,]?|[ ]?[(]){_UP_TO}"
_SMOKED = rf"{_STATE}{{0,4}}[ ]?[(,]?{_UP_TO}"
#: Substance, quantity, and what stands between them.
_KINDS = [
    (re.compile(substance), re.compile(quantity), re.compile(between))
    for substance, quantity, between in (
        (r"tab|fum|cig|smok", r"[0-9 ]u?p[./ ]?a(?![a-z])|paq|pqt|cig|cgt|clope", _SMOKED),
        (r"alcool|ethyl|boi|buv|(?<![a-z])oh", r"verre|vin|bier|litre|bouteill", _DRUNK),
        (r"cannab|thc|shit|beuh", r"joint|petard|bang|douille|spliff", _DRUNK),
    )
]
# Words that head what they stand for: "Religion : catholique". Beside it they are no second mention.
_HEADING = re.compile(
    r"religion|origine ethnique|situation sociale|produits?|substances?|drogues recreatives|psychiatrique|psy"
    r"|sante mentale|tox|toxiques?(?: u| urinaires?)?"
)
_HEADED = re.compile(r"[ ]?:[^.;:\n]{0,40}")
_SIGNED = frozenset({"hiv", "sti_hepatitis"})
_DRUG = f":{Means.DRUG}"
# What may stand between two mentions of a category that are one: "mutation du gène RET", "enceinte au DIU". A
# space alone joins none in the categories of which hurried notes string several together ("alcool tabac",
# "TS IMV 2011", "RSA CMU"), and a drug is told for itself.
_OF = r"[ ](?:(?:de|du|des|de la)[ ]|d'|de l')?"
_APPOSED = {
    category: re.compile(between)
    for category, between in {
        "disability_protection": r"[ ](?:(?:de|du|des|de la)[ ]|d'|de l')",
        "family_social": r"[ ]de[ ]",
        "genetic": _OF,
        "hiv": r"[ ](?:du )?",
        "origin_belief": r"[ ](?:d')?",
        "psychiatry": r"[ ]d'",
        "reproductive": r"[ ](?:(?:au|avec)[ ])?",
        "sex_life": r"[ ]",
        "sexual_orientation": r"[ ]",
        "sti_hepatitis": r" a ",
        "substance_use": r"[ ](?:(?:de|du|des|de la|le|la|les|un|au|aux|a la)[ ]|d'|de l'|l'|a l')",
    }.items()
}


# A verb of use, of which what follows is the object ("fume weed"), and what was done with the substance in
# front of it ("héroïne injectée").
_USES = re.compile(
    r"(?:[^ ]+ )*(?:fum(?:e|es|ent|ait|aient|er|ee?s?)|boi(?:s|t|re|vent)|buv(?:ait|aient|ant)"
    r"|(?:a|avait|ont) bu|(?:consomm|vapot|sniff)(?:e|ent|ait|er|ee?s?))"
)
_USED = re.compile(r"(?:injecte|fume|chique|sniffe|inhale|mache|vapote)e?s?")


def _settled(note: Note, mentions: list[Mention]) -> list[Mention]:
    """Of overlapping mentions of one category: the leftmost, of those the longest, to the end of them all.

    "trouble de la personnalité" and "personnalité limite" are one mention; where words qualify one another
    across a space or a preposition ("facteur V Leiden hétérozygote", "fume du cannabis"), they are one too.
    """
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, -m.score)):
        if not kept or _apart(note, kept[-1], mention):
            kept.append(mention)
        elif mention.end > kept[-1].end:
            kept[-1] = replace(kept[-1], end=mention.end)
    return kept


def _apart(note: Note, first: Mention, second: Mention) -> bool:
    """Whether two mentions of one category, in order, are two."""
    if second.start < first.end:
        return False
    if first.category == "substance_use" and _is_use(note, first, second):
        return False
    between = _APPOSED.get(first.category)
    return (
        between is None
        or _DRUG in (first.detector[-len(_DRUG) :], second.detector[-len(_DRUG) :])
        or between.fullmatch(note.folded, first.end, second.start) is None
    )


def _is_use(note: Note, first: Mention, second: Mention) -> bool:
    """Whether a verb and its object stand side by side."""
    return note.folded[first.end : second.start] == " " and (
        _USES.fullmatch(note.folded, first.start, first.end) is not None
        or _USED.fullmatch(note.folded, second.start, second.end) is not None
    )


def _reaching(note: Note, mention: Mention) -> Mention:
    """The mention with the measure or degree that follows it."""
    if mention.category not in _DEGREED:
        return mention
    pattern = _MEASURE if mention.category == "substance_use" else _DEGREE
    match = pattern.match(note.folded, mention.end) or _DEGREE.match(note.folded, mention.end)
    return replace(mention, end=match.end()) if match else mention


def _signed(note: Note, mention: Mention) -> Mention:
    if mention.category in _SIGNED and mention.assertion is None and _MINUS.match(note.folded, mention.end):
        return replace(mention, assertion=Assertion.NEGATED)
    return mention


def _alone(mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions that lie in no longer one of another category: "isolement" in "tendance à l'isolement".

    Two infections named in one breath (co-infection VIH-VHC) are told apart.
    """
    longest = max((m.end - m.start for m in mentions), default=0)
    starts = [m.start for m in mentions]
    for mention in mentions:
        first = bisect_left(starts, mention.end - longest)
        last = bisect_right(starts, mention.start)
        if not any(_swallows(other, mention) for other in mentions[first:last]):
            yield mention


def _counts(note: Note, substance: Mention, quantity: Mention) -> bool:
    """Whether the second mention says how much of the first, which stands just before it."""
    if quantity.term not in _QUANTITIES:
        return False
    between = substance.end, quantity.start
    return _QUANTIFIED.fullmatch(note.folded, *between) is not None or any(
        taken.search(note.folded, substance.start, substance.end)
        and much.search(note.folded, quantity.start, quantity.end)
        and stated.fullmatch(note.folded, *between)
        for taken, much, stated in _KINDS
    )


def _quantified(note: Note, mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions, a quantity joined to the substance named just before it."""
    substance: Mention | None = None
    for mention in mentions:
        if mention.category != "substance_use":
            yield mention
        elif substance is None:
            substance = mention
        elif _counts(note, substance, mention):
            substance = replace(substance, end=mention.end)
        else:
            yield substance
            substance = mention
    if substance is not None:
        yield substance


def _under_headings(note: Note, mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions, less those that head another one of their category."""
    following: dict[str, Mention] = {}
    for mention in reversed(mentions):
        after = following.get(mention.category)
        following[mention.category] = mention
        if mention.own or after is None or not _heads(note, mention, after):
            yield mention


def _heads(note: Note, mention: Mention, after: Mention) -> bool:
    """Whether a mention is the heading under which the next one of its category stands."""
    return (
        _HEADING.fullmatch(note.folded, mention.start, mention.end) is not None
        and _HEADED.fullmatch(note.folded, mention.end, after.start) is not None
    )


def _swallows(outer: Mention, inner: Mention) -> bool:
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and outer.end - outer.start > inner.end - inner.start
        and not {outer.category, inner.category} <= _SIGNED
    )


def _place(mention: Mention) -> tuple[int, int, str]:
    return mention.start, mention.end, mention.category


def settle(note: Note, found: list[Mention]) -> list[Mention]:
    """The mentions of a note in their full extent, sorted by start, without overlap within a category."""
    full = sorted((_signed(note, _reaching(note, mention)) for mention in found), key=lambda m: m.category)
    kept = [m for _, group in groupby(full, key=lambda m: m.category) for m in _settled(note, list(group))]
    alone = _alone(sorted(kept, key=_place))
    quantified = sorted(_quantified(note, list(alone)), key=_place)
    return sorted(_under_headings(note, quantified), key=_place)


def beside(mentions: list[Mention], others: Iterable[Mention]) -> Iterator[Mention]:
    """Those of the others that overlap no mention of their own category."""
    taken = grouped((m.category, m.start, m.end) for m in mentions)
    for other in others:
        kin = taken.get(other.category)
        if kin is None or not kin.touch(other.start, other.end):
            yield other
