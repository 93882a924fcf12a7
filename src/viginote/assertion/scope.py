"""Which mention a cue reaches: the text between the two decides.

Reaches, from short to long (column `reach` of the cue files):

- `glued`, `near`, `item`: touching; two words away; in the same item, that is up to a separator;
- `list`: the item, and on through an enumeration ("pas de tabac, d'alcool ou de cannabis");
- `denied`: over a list of whatever things, to a member that nothing more is said of ("nie fièvre, toux, TS");
- `weak`: as `list`, but given up where something near the mention says that it is there;
- `dated`: as `item`, over a comma after the date as well;
- `frame`: over the clause that the cue opens an item with, up to a comma or colon, and a few words on
  ("quand il travaillait de nuit, il prenait du Stilnox");
- `heading`: over the list of mentions that the cue, which opens its item, is the heading of;
- `open`: up to the end of the sentence, whatever stands between;
- `opening`: as `near`, where the cue opens its item, its subject left out ("était mormon");
- `done`: the item before the cue, never over a comma;
- `closing`: as `item`, where nothing more is said after the cue ("fumée ou injectée : nie");
- `answer`, `result`, `sign`, `query`: right after the mention, as forms are filled in ("tabac : non",
  "OH 0", "VIH -", "bipolaire ?");
- `box`: in the same item, a colon in it or not ("alcool actuel : ☐").
"""

import re
from collections.abc import Callable
from itertools import pairwise

from viginote.assertion.cue_files import any_of, word_sets

_WORD = re.compile(r"\w+")
_LIGHT = word_sets()["light"]
#: An enumeration goes on: "ou", "et de", ", de", "tabac/alcool". No new statement begins.
_GOES_ON = re.compile(
    r"\s*,?\s*(?:\bou\b|\bni\b|\bvoire\b"
    r"|\bet\s+(?!(?:l[ea]s?\s|l')\w+\s(?:a|ont|est|sont|avai\w+|etai\w+|fut|furent)\b)"
    r"(?=de\b|d'|du\b|des\b|les?\b|la\b|l'|toute?\b|autres?\b|aucune?\b)"
    r"|,\s*(?:(?=de\b|d'|du\b|ni\b)|(?:notamment|en particulier|y compris)\b)|/)\s*"
)
_SEPARATOR = re.compile(r"[,/()\[\]:=>|\x02]|\s-\s|(?<!\w)(?:et|\+|&)(?!\w)")
#: What may open a gap without ending the item: "ATCD : ", "suspicion : ".
_OPENING = re.compile(r"\s*:")
#: A date may stand before a comma where it opens its item, or what was done then was care: "en 2009,
#: hospitalisation", "suivie en 2012, anorexie".
_DATE_OPENING = re.compile(r"^\s*[,:]")
#: What follows an answer, and shows that it is one.
_AFTER_ANSWER = re.compile(
    r"\s*(?:$|[,;:.()/\n?!|\"\x01]|-|et\b|mais\b|depuis\b|par contre\b|sinon\b|c'est\b|car\b|puisqu|parce qu)"
)
#: An answer follows its item at once, or after a colon: "suivi psy à l'extérieur : non".
_ANSWER_GAP = re.compile(
    r"(?:[\s:=(?\-;|\"]{0,5}(?:actuel\w*|est|:|\s)*[\s:=(]{0,3}"
    r"|\s[^:,;()\x01\n]{1,40}:(?: (?:il|elle) (?:repond|dit))?[\s\"]{0,3})$"
)
#: A full stop in it is that of a shortened word.
_RESULT_GAP = re.compile(r"[\s:=().|;\"]{0,4}$")
_SIGN_GAP = re.compile(r"\s?(?::\s?)?[(\"]?$")
_NO_NUMBER = re.compile(r"(?![.,/]?\d)")
_AFTER_SIGN = re.compile(
    r"\s*(?:$|selon\b|ce (?:jour|matin)\b|hier\b|a j\d|au (?:dernier )?(?:bilan|controle|depistage|test)\b"
    r"|[,;.)/\n?!\"])"
)
_AFTER_GLUED_SIGN = re.compile(r"\s|$|[,;.)/\n?!\"]")
_SIGNED_NEXT = re.compile(r"(?:\s\x01+\s?[-+])+(?!\s\x01)")
_ENDS_SIGNED = re.compile(r"[-+][\s.)]*$")
_ANSWERED = re.compile(r"\s*(?:oui|non|ras|jamais|0|\+|-(?!>))(?!\w)")
#: Reaches of cues that open their item, and of those that a new subject or verb does not stop.
OPENERS, UNSTOPPED = frozenset({"opening", "frame", "heading"}), frozenset({"dated", "frame"})
#: Longest gap (characters) that a cue bridges, and how much of what follows a cue is looked at.
FARTHEST, REST = 180, 240


def _weight(gap: str) -> int:
    return sum(word not in _LIGHT for word in _WORD.findall(gap))


def _is_item(gap: str, words: int = 9) -> bool:
    return _SEPARATOR.search(gap) is None and _weight(gap) <= words


_SUBORDINATE = re.compile(r"\bqu[e']")
#: Words that a cue reaches a mention over: "pas de notion alcool", "aucun trouble dépressif".
_FRAME = word_sets()["frame"] | _LIGHT
#: Words of care that a mention may follow: "n'est pas connue bipolaire".
_FOLLOWED = word_sets()["followed"]
#: What opens a thing of its own: "pas d'allergie ttt Seroplex".
_HEADS = word_sets()["heads"]


def is_taken(gap: str) -> bool:
    """Whether a cue has met its noun before the mention, and no link leads on: "pas de fièvre VIH+"."""
    gap = _GOES_ON.sub(" , ", gap)
    words = _WORD.findall(gap)
    if not words or gap.strip() in _FOLLOWED or _SUBORDINATE.search(gap):
        return False
    ends = gap.rstrip().endswith(words[-1]) and words[-1].isalpha() and words[-1] not in _FRAME
    return ends or any(head in _HEADS and word not in _FRAME for word, head in pairwise(words))


def _after_opening(gap: str) -> str:
    opening = _OPENING.match(gap)
    return gap[opening.end() :] if opening else gap


def _is_list(gap: str) -> bool:
    """Whether an enumeration runs from the cue to the mention."""
    gap = _after_opening(gap)
    head, closing, tail = gap.rpartition(" ou ")
    if closing and "," in head:
        return _is_item(tail) and _weight(head) <= 12 and not re.search(r"[()\[\]:]|\s-\s", head)
    return _is_item(_GOES_ON.sub(" ", gap))


#: What parts the members of a list, and what no list of denied things goes over.
_MEMBERS = re.compile(r",|/|\b(?:ou|ni)\b|\bet(?=\s(?:l[ae]s?|l'|d[eu]s?|d'|toute?s?|autres?)\b)")
_LIST_END = re.compile(r"[()\[\]:=>|\x02]|\s-\s|\bet\b")


def _is_denied(gap: str) -> bool:
    """Whether nothing but short members of a list stands in the gap."""
    first, *others = _MEMBERS.split(gap)
    return first != "" and not any(_LIST_END.search(m) or _weight(m) > 3 for m in (first, *others))


_FRAME_END = re.compile(r"[,:]")


def _is_framed(gap: str) -> bool:
    """Whether the clause that the cue opens ends with a comma or colon, the mention near behind it."""
    clause, *rest = _FRAME_END.split(gap, maxsplit=1)
    return bool(rest) and _is_item(clause, words=6) and _is_item(rest[0], words=3)


def _is_headed(gap: str) -> bool:
    """Whether nothing but a list of mentions stands in the gap."""
    return _LINK.fullmatch(gap.replace("\x01", " ")) is not None


_BEFORE: dict[str, Callable[[str], bool]] = {
    "glued": lambda gap: gap in ("", " "),
    "near": lambda gap: _is_item(gap, words=2),
    "item": lambda gap: _is_item(_after_opening(gap)),
    "list": _is_list,
    "denied": _is_denied,
    "weak": _is_list,
    "opening": lambda gap: _is_item(_after_opening(gap), words=2),
    "dated": lambda gap: _is_item(_DATE_OPENING.sub("", gap), words=6),
    "frame": _is_framed,
    "heading": _is_headed,
    "open": lambda gap: ")" not in gap or "(" in gap,
}


#: Reaches of cues that govern one noun, or a list of them.
_GOVERNING = frozenset({"item", "list", "weak"})
#: Any words are set apart where "de" goes on behind them: "ne présente pas, au jour de l'examen, de délire".
_ANY_APART = r"(?!\s?(?:d[eu]\b|des\b|d'|ni\b))[^,;:()\x01]{1,50}(?=,\s(?:\w+\s){0,2}(?:de\s|d')(?:une?\s)?$)"
_APART = re.compile(rf"(?:\s\w+)?,{_ANY_APART},")
#: Words set apart between a cue and what it governs: "il aurait, selon sa voisine, bu".
_SET_APART = re.compile(
    r"^(\s\w+|)\s?,(?:\s?(?:d'apres|selon|au dire|aux dires|a en croire|de l'avis|du moins|a terme|a ce jour"
    r"|a ce stade|pour l'instant|semble-t-il|parait-il|dit-(?:il|elle|on)|toutefois|cependant|en revanche"
    rf"|par ailleurs|en effet|en outre|egalement|deja)\b[^,;:()\x01]{{0,40}}|{_ANY_APART}),"
)


def set_apart(text: str, start: int) -> range:
    """Where words are set apart before the mention that begins at `start`: no cue ends there."""
    apart = _APART.search(text, max(0, start - FARTHEST), start)
    return range(*apart.span()) if apart else range(0)


def reaches_forward(reach: str, gap: str) -> bool:
    """Whether a cue reaches a mention after it over `gap`, the folded text between them."""
    gap = _SET_APART.sub(r"\1 ", gap)
    return reach in _BEFORE and _BEFORE[reach](gap) and not (reach in _GOVERNING and is_taken(gap))


_OPENS_ITEM = re.compile(r"(?:^|[,;:.()/>!?•\-\n])[\s\d*]*$")


def opens_item(text: str, at: int) -> bool:
    """Whether nothing but a separator stands before `at`, so that its words open an item."""
    return _OPENS_ITEM.search(text[max(0, at - 6) : at]) is not None and (
        at <= 6 or text[at - 6 : at].strip() != ""
    )


#: Care or a stay before a date, in which it goes on: "hospitalisée en psychiatrie en 2012, dépression".
_CARED = re.compile(
    rf"\b{any_of('cared')}(?: (?:en|a|au|aux|dans|par|pour|vers|courant|debut|fin)\b[^,;:\x01]{{0,30}}| )?$"
)


#: After a date and a comma: what was done then, or how often since.
_DONE_THEN = re.compile(r"\s*,\s*(?:ayant|avec|\d)\b")


def passes_comma(text: str, at: int, gap: str) -> bool:
    """Whether a date at `at` goes on over the comma in `gap`, and does not belong to what stands before."""
    if opens_item(text, at) or _DONE_THEN.match(gap):
        return True
    return _CARED.search(text, max(0, at - 60), at) is not None


def is_carried(reach: str, gap: str) -> bool:
    """Whether the cue reaches over members of an enumeration (mentions are masked as \\x01)."""
    listed = "\x01" in gap or _GOES_ON.search(gap) is not None or (reach == "denied" and "," in gap)
    return listed and reach != "open"


_INNER_SLASH = re.compile(r"(?<=\w)/(?=\w)")
_BRACKETED = re.compile(r"\([^()]{0,40}\)")
#: Words set apart between a mention and what is said of it: "le cannabis, essayé une fois, est arrêté".
_ASIDE = re.compile(
    r"^,[^,;:()\x01]{1,60},(?=\s*(?:(?:est|sont|a|ont|avait|avaient|etait|etaient|fut|furent|ne)\b|$|[ns]'|se\s))"
)


def _is_afterthought(gap: str) -> bool:
    """Whether the cue stands in the mention's item, or makes up the next one: "tabac 20 PA, sevré"."""
    gap = _ASIDE.sub(" ", gap)
    gap = _INNER_SLASH.sub(" ", _BRACKETED.sub(" ", gap))
    pieces = _SEPARATOR.split(_after_opening(gap))
    return len(pieces) <= 3 and _weight(pieces[0]) <= 9 and all(_weight(p) == 0 for p in pieces[1:])


def _is_sign(gap: str, rest: str) -> bool:
    if _AFTER_SIGN.match(rest) and _is_item(gap, words=1) and "\x01" not in gap:
        return True
    if _SIGN_GAP.match(gap) is None:
        return False
    if (not gap and _AFTER_GLUED_SIGN.match(rest)) or _SIGNED_NEXT.match(rest):
        return True
    return _AFTER_SIGN.match(rest) is not None or _ENDS_SIGNED.search(rest) is not None


_AFTER: dict[str, Callable[[str, str], bool]] = {
    "glued": lambda gap, _: gap in ("", " "),
    "near": lambda gap, _: _is_afterthought(gap) and _weight(_ASIDE.sub(" ", gap)) <= 2,
    "item": lambda gap, _: _is_afterthought(gap),
    "done": lambda gap, _: _is_item(gap),
    "closing": lambda gap, rest: _is_afterthought(gap) and _AFTER_ANSWER.match(rest) is not None,
    "list": lambda gap, _: _is_afterthought(gap),
    "weak": lambda gap, _: _is_afterthought(gap),
    "open": lambda gap, _: True,
    "answer": lambda gap, rest: bool(_ANSWER_GAP.match(gap) and _AFTER_ANSWER.match(rest)),
    "result": lambda gap, rest: bool(_RESULT_GAP.match(gap) and _NO_NUMBER.match(rest)),
    "sign": _is_sign,
    "box": lambda gap, _: _is_item(gap.replace(":", " ")),
    "query": lambda gap, rest: _is_item(gap, words=6) and _ANSWERED.match(rest) is None,
}


#: Dots or strokes that lead from an item of a form to its answer.
_LEADER = re.compile(r"\s?[._]{4,}\s?")


def reaches_back(reach: str, gap: str, rest: str) -> bool:
    """Whether a cue reaches a mention before it over `gap`; `rest` is what follows the cue."""
    return reach in _AFTER and _AFTER[reach](_LEADER.sub(" ", gap), rest)


#: Reaches of answers filled in after an item of a form.
FILLED_IN = frozenset({"answer", "closing", "result", "sign", "query", "box"})
#: Before-cues that go on through an enumeration after them.
GOES_THROUGH = frozenset({"list", "weak", "open", "denied"})

#: What may stand between two members of an enumeration.
_LINK = re.compile(
    rf"(?:[\s,/+&|-]|{any_of('linking')}\b|notamment|particulier|y compris|[dl]')*",
    re.IGNORECASE,
)


#: What may follow the last word of a member that only a comma ties to the others.
_BARE = re.compile(r"\s*(?:connue?s?\s*|associee?s?\s*)?(?:$|[,;.:)(/|\n\x01?+-]|(?:ou|ni|et)\b)")
_TIED = re.compile(r"\b(?:ou|ni|et|voire)\b|/|\bd[eu']|^\s*$")


def links(gap: str) -> bool:
    """Whether two mentions with `gap` between them are members of one enumeration."""
    return len(gap) < 40 and _LINK.fullmatch(gap) is not None


def is_bare(rest: str) -> bool:
    """Whether nothing more is said of the mention before `rest`."""
    return _BARE.match(rest) is not None


def is_member(gap: str, rest: str) -> bool:
    """Whether the mention after `gap` continues an enumeration: a comma alone needs a bare noun after it."""
    return _TIED.search(gap) is not None or is_bare(rest)
