"""Cutting a folded note into sentences, as hurried people write them."""

import re
from bisect import bisect_right

#: Signs that may end a sentence.
_BOUNDARY = re.compile(r"[.!?;•\n]")
#: Shortened words whose full stop ends no sentence.
_SHORTENED = re.compile(
    r"(?<!\w)(?:m|p|l|dr|pr|mr|mme|mlle|atcd|atcds|antcd|hist|cf|env|hosp|pdt|ttt|trt|tt|st|ex|p\.ex|fam|famil"
    r"|perso|psych|psy|consult|chron|suic|dep|anx|hallu|cannab|alc|addict|tox|consom|conso|av|apt|no|tel|vs|etc)$"
)
#: Germs whose genus is one letter: its full stop ends no sentence.
_GENUS = re.compile(r"(?<!\w)[a-z]$")
_SPECIES = re.compile(
    r" (?:albicans|aureus|baumannii|burnetii|coli|difficile|epidermidis|faecalis|faecium|fragilis|genitalium"
    r"|gonorrh\w+|hominis|influenzae|jirovecii|melanogaster|meningitidis|multocida|pallidum|pneumoniae|pyogenes"
    r"|pylori|trachomatis|tuberculosis|urealyticum|vaginalis)\b"
)
#: An answer after a question mark belongs to the question: "alcool ? non".
_ANSWER = re.compile(
    r"[ ]*(?:(?:(?:il|elle) )?(?:repond|dit|jure|assure|affirme)(?: que)? )?"
    r"(?:oui|non|nsp|ras|jamais|jms|que nenni|pas retenue?|pas du tout|0|\+|-(?!>))(?!\w)"
)
#: A line or cell that is nothing but the answer to the one before: "tabac" and "non".
_ANSWER_ALONE = re.compile(
    r"[ \t]*\"?(?:oui|non|ras|jamais|neant|nul|aucune?s?|negati(?:f|ve)|positi(?:f|ve))\"?[ \t]*(?=[;\n|]|$)"
)
#: A line at least this long that breaks before a small letter was wrapped by software, not by its author.
_WRAPPED = 55
#: The blanks of a line below, and a number in it that is none of an item.
_BELOW = re.compile(r"[ \t]*(?=\S)")
_AMOUNT = re.compile(r"\d+(?![\d]*[.)](?:\s|$))")
#: No line ends with such a word by intention.
_DANGLING = re.compile(
    r"(?<![\w'])(?:de|du|des|d'|l'|la|le|les|un|une|et|ou|ni|à|au|aux|avec|sans|par|pour|dans|chez|son|sa|ses"
    r"|leurs?|que|dont|dr|pr|mme|mlle)$",
    re.I,
)
#: No sentence is longer than this (characters): keeps the work on a note without punctuation linear.
_LONGEST = 1500


def _is_shortened(folded: str, stop: int) -> bool:
    return _SHORTENED.search(folded, max(0, stop - 10), stop) is not None


def _is_wrapped(folded: str, text: str, line_start: int, at: int) -> bool:
    """Whether the sentence goes on behind the line break at `at`."""
    end = line_start + len(folded[line_start:at].rstrip())
    below = _BELOW.match(text, at + 1)
    if end == line_start or below is None or folded[end - 1] in ".:;!?":
        return False
    if folded[end - 1] == ",":
        return True
    goes_on = text[below.end()].islower() or text[below.end()] == "(" or _AMOUNT.match(text, below.end())
    is_long = end - line_start >= _WRAPPED
    return bool(is_long and goes_on) or _DANGLING.search(text, max(line_start, end - 8), end) is not None


#: What leads the eye from an item of a form to its answer: "cocaïne ........ négatif".
_LEADER = "...."


def _is_full_stop(folded: str, text: str, at: int) -> bool:
    """Whether a full stop ends a sentence; it may lack its space before a capital ("évoqué.Le bilan")."""
    if folded.endswith(_LEADER, 0, at + 1):
        return False
    if not text[at + 1].isspace():
        return at > 1 and text[at + 1].isupper() and folded[at - 2 : at].isalpha()
    if _SPECIES.match(folded, at + 1) and _GENUS.search(folded, max(0, at - 2), at):
        return False
    return not _is_shortened(folded, at)


def _ends_question(folded: str, at: int) -> bool:
    """Whether a question mark ends a question: not where an answer follows, nor where it opens one."""
    asked = folded[max(0, at - 3) : at].rstrip(" ?")[-1:]
    return asked != "" and asked not in ",:;-(\n" and _ANSWER.match(folded, at + 1) is None


def _is_boundary(folded: str, text: str, line_start: int, at: int) -> bool:
    char = folded[at]
    if char in ";\n" and at > 0 and folded[at - 1] not in ";\n" and _ANSWER_ALONE.match(folded, at + 1):
        return False
    if char in ";•" or at + 1 == len(text):
        return True
    if char == "\n":
        return not _is_wrapped(folded, text, line_start, at)
    if char == ".":
        return _is_full_stop(folded, text, at)
    if not text[at + 1].isspace():
        return False
    return char == "!" or _ends_question(folded, at)


def bounds(folded: str, text: str) -> list[int]:
    """The offsets at which a sentence of the note begins, 0 first, `len(folded)` last."""
    found = [0]
    line_start = 0
    for match in _BOUNDARY.finditer(folded):
        at = match.start()
        if _is_boundary(folded, text, line_start, at):
            found.append(at + 1)
        if folded[at] == "\n":
            line_start = at + 1
    found.append(len(folded))
    return found


def around(starts: list[int], offset: int) -> tuple[int, int]:
    """The sentence that holds `offset`, at most `_LONGEST` characters of it, on a fixed grid."""
    index = min(bisect_right(starts, offset), len(starts) - 1)
    start, end = starts[index - 1], starts[index]
    if end - start > _LONGEST:
        start += (offset - start) // _LONGEST * _LONGEST
        end = min(end, start + _LONGEST)
    return start, end
