"""Care sites whose type is a phrase: "centre de médecine physique et de réadaptation Bobigny".

From a word for a house on, words of care and the small words between them are passed over, in any case of
letters; the capitalised name that follows is that of the site.
"""

from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import LETTER, UPPER, Hit, before
from viginote.identifiers.hospital.care import NOUN_BEFORE, is_of_care, says_care
from viginote.identifiers.hospital.named import NESTED, named
from viginote.regex import regex

_HEAD = Anchored(
    r"(?:(?:(?P<clinic>cliniques?|hopita(?:l|ux))|laboratoires?|centres?|maison|institut|etablissement|residence"
    r"|foyer|espace|plateforme|dispositif|appartements?|village|cabinet|communaute|permanence|halte|point"
    r"|coordination|antenne|infirmerie)(?![a-z])"
    # units and teams are named within a hospital: these alone are sites of their own
    r"|unite(?= sanitaire| medico| mobile| neuro)|equipe(?= mobile))"
)
_LINK = regex(
    r"(?:, (?=de |d'|du |des |et )| - |[ \-])"
    r"(?:(?:d[eu]s?|de la|la|les?|et|en|aux?|a|contre|pour(?= (?:ado|adult|enf|jeune|femme|pers))) |[dl]')*"
)
_WORD = regex(r"[a-z][a-z'\-]{1,40}")
#: A capitalised word, a quote or a year begins the name.
_NAME = regex(rf"[«\"“]? ?(?:(?:d[eu]s?|de la|la|les?|DE|DU|DES|LA|LES?) |[dlDL]')*(?:{UPPER}{LETTER}|[0-9])")
_MOST_WORDS = 9


@needs(_HEAD)
def phrases(text: str, folded: str) -> Iterator[Hit]:
    """Houses for some care, with their name."""
    for head in _HEAD.matches(folded):
        if head["clinic"] and NOUN_BEFORE.search(before(folded, head.start(), 20)):
            continue
        at, cared = _type_end(folded, head.end(), cared=head["clinic"] is not None)
        if cared and at > head.end() + 1 and (_NAME.match(text, at) or NESTED.match(folded, at)):
            yield from filter(None, [named(text, folded, head.start(), at, 0.78)])


def _type_end(folded: str, at: int, *, cared: bool) -> tuple[int, bool]:
    """Where the name begins behind the words of care from `at` on, and whether one of them says care."""
    for _ in range(_MOST_WORDS):
        link = _LINK.match(folded, at)
        word = _WORD.match(folded, link.end() if link else at)
        if word is None or not is_of_care(word[0]):
            break
        cared = cared or says_care(word[0])
        at = word.end()
    return at + (folded[at : at + 1] == " "), cared
