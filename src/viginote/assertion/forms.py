"""Forms: boxes, legends and letters that stand for an answer are put into the signs that cues know.

"☐ oui ☒ non" becomes "non", "☐ tabac ☒ cannabis" a sign of no and one of yes, "fumeur O/N : O" a yes.
"""

import re

_TICKED = "☑☒■✓✔✗✘☓✅"
_EMPTY = "☐□◻⬜❏❑"
#: Signs of no and yes: a box before what it is of, and an answer behind it; see the cue files.
_BEFORE, BEHIND = "☐☒", "□☑"
#: Cues that leave no doubt.
SIGNS = frozenset(_BEFORE + BEHIND)
_FORM = re.compile(rf"[{_TICKED}{_EMPTY}]|[\[(] ?x? ?[\])]|(?<![\w'])o(?![\w'])|\boui ?/")
_BOX = re.compile(rf"(?P<ticked>[{_TICKED}]|\[ ?x ?\]|\(x\))|[{_EMPTY}]|\[ ?\]|\( ?\)")
_YES_NO = re.compile(r"\s?\b(?:oui|non)\b")
_ENDS_YES_NO = re.compile(r"\b(?:oui|non)\s?$")
#: What opens a line or follows a colon; nothing but a mark of a list before.
_OPENS = re.compile(r"(?:^|[:\n])[\s\-*>]*$")
#: "(O/N)": what may be answered, not an answer.
_LEGEND = re.compile(r"\(?\bo(?:ui)? ?/ ?n(?:on)?\b\)?")
#: "o HTA o tabac o alcool": marks of a list.
_LISTED = re.compile(r"(?:[^:]*:)?\s*o [^:]*\so [^:]*[\w\x01]\s*$")
_MARK = re.compile(r"(?<!\w)o(?= )")
_NO_LETTER = re.compile(r"\x01\s?[:=(]?\s?n(?![\w'])")
_YES_LETTER = re.compile(r"(?P<asked>[:=(]\s?)?(?<![\w'])o(?=\s*(?:$|[,;.)/|\n\x01]))")


def has_boxes(folded: str) -> bool:
    """Whether a note is a form with boxes: some ticked, some not."""
    kinds = {box["ticked"] is not None for box in _BOX.finditer(folded)}
    return len(kinds) > 1


def read(masked: str, is_form: bool) -> str:
    """The sentence, its mentions blotted out, with signs of yes and no in the place of boxes and letters.

    As long as it was: what is left over becomes blanks. `is_form`: whether a box alone in a line is one.

    >>> read("\\x01\\x01 : [ ] oui [x] non", False)
    '\\x01\\x01 :         □      '
    """
    if _FORM.search(masked) is None:
        return masked
    has_legend = _LEGEND.search(masked) is not None
    return _boxes(_letters(_LEGEND.sub(lambda legend: " " * len(legend[0]), masked), has_legend), is_form)


def _letters(masked: str, has_legend: bool) -> str:
    """With "O" for yes where it answers a colon, a legend, or stands beside an "N" for no."""
    if _LISTED.match(masked):
        return _MARK.sub(" ", masked)
    lettered = has_legend or _NO_LETTER.search(masked) is not None
    return _YES_LETTER.sub(
        lambda yes: (yes["asked"] or "") + (BEHIND[True] if lettered or yes["asked"] else "o"), masked
    )


def _boxes(masked: str, is_form: bool) -> str:
    """With a sign for each box of a form, or for what is ticked of "oui" and "non"."""
    boxes = [*_BOX.finditer(masked)]
    if not boxes:
        return masked
    first = boxes[0]
    ended = _ENDS_YES_NO.search(masked, 0, first.start()) is not None
    answered = ended or _YES_NO.match(masked, first.end()) is not None
    opened = _OPENS.search(masked, 0, first.start()) is not None
    if len(boxes) == 1 and not answered and not (is_form and opened):
        return masked
    ahead = opened or (answered and not ended)
    starts = [0, *(box.end() for box in boxes)]
    ends = [*(box.start() for box in boxes), len(masked)]
    labels = [masked[start:end] for start, end in zip(starts, ends, strict=True)]
    if ahead:
        told = (_told_ahead(box, label) for box, label in zip(boxes, labels[1:], strict=True))
        return labels[0] + "".join(told)
    told = (_told_behind(box, label) for box, label in zip(boxes, labels, strict=False))
    return "".join(told) + labels[-1]


def _told_ahead(box: re.Match[str], label: str) -> str:
    """A box and the label after it, as long as they were."""
    answer = _YES_NO.match(label)
    if answer is None:
        return _BEFORE[bool(box["ticked"])].ljust(len(box[0])) + label
    return _sign(box, answer).ljust(len(box[0] + answer[0])) + label[answer.end() :]


def _told_behind(box: re.Match[str], label: str) -> str:
    """A label and the box after it, as long as they were."""
    answer = _ENDS_YES_NO.search(label)
    if answer is None:
        return label + BEHIND[bool(box["ticked"])].ljust(len(box[0]))
    return label[: answer.start()] + _sign(box, answer).ljust(len(answer[0] + box[0]))


def _sign(box: re.Match[str], answer: re.Match[str]) -> str:
    """The sign of an answer that is ticked; a blank for the one that is not."""
    return BEHIND["oui" in answer[0]] if box["ticked"] else " "
