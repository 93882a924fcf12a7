"""Firms in small letters behind "chez" and a word for work: "bosse chez mondial moquette, arrêt"."""

from collections.abc import Iterator

from viginote.identifiers._anchored import Anchored, needs
from viginote.identifiers._base import Hit, before
from viginote.identifiers.employer.work import BESIDE_WORK, REACH
from viginote.regex import regex
from viginote.text import Note

#: At most four words up to the end of the phrase; people, places and pronouns are no firms.
_CHEZ = Anchored(
    r"chez (?P<name>(?!(?:elle|eux|lui|moi|toi|nous|vous|soi|qui|un|une|des|les?|la|son|sa|ses|leurs?"
    r"|mon|ma|mes|ce|cette|certain\w*|plusieurs|differents?|particuli\w*|mme|m|mr|mlle|monsieur|madame|dr"
    r"|docteur|pr|papa|maman|ami\w*|patron\w*|employeu\w*|client\w*|patient\w*|enfant\w*|l'\w+)(?![a-z]))"
    r"[a-z][a-z0-9&'.-]+(?: (?!depuis|pour|avec|sans|mais|qui|dans|comme|pendant"
    r"|jusqu|ne |n'|a |est|et|en |car|ou )"
    r"[a-z0-9&'-]+){0,3}?)(?= ?(?:[,;.()\n/]|\Z)"
    r"| (?:depuis|pour|avec|sans|mais|comme|en c|en i|a mi|a plein|et )\w*)"
)
#: Who is at somebody's place, at work or not: "retraité vit chez paul".
_AT_HOME = regex(
    r"\b(?:vi(?:t|vent|vait)|habit\w+|log\w+|heberg\w+|dor\w+|rentr\w+|retour\w*|rest\w+|pass\w+|va|vont"
    r"|sejour\w*|suivi\w*|vue?|adress\w+|sort\w+|demenag\w+|install\w+|tomb\w+|chut\w+) chez \Z"
)


@needs(_CHEZ)
def chez_lower(note: Note) -> Iterator[Hit]:
    """Firms in small letters behind a word for work and "chez"."""
    folded = note.folded
    for m in _CHEZ.matches(folded):
        left = before(folded, m.start("name"), REACH)
        if note.text[m.start("name")].islower() and BESIDE_WORK.search(left) and not _AT_HOME.search(left):
            yield Hit(*m.span("name"), 0.72, "in lower case behind a word for work")
