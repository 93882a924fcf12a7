"""A sensitive mention before anything is known of its assertion."""

from dataclasses import dataclass

from viginote.taxonomy import Assertion


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that carries sensitive content.

    `start`, `end`: character offsets. `category`: a label of `taxonomy.CATEGORIES`. `term`: the lexicon
    entry that matched. `score`: 0..1. `detector`: lexicon or rule, and behind it the means that the mention
    names in place of the thing itself (taxonomy.Means). `assertion`: set only where the entry itself decides
    it ("ex-fumeur" is history, "HIV-" negated); None leaves it to the assertion room. `misspelt`: found
    through a typo, so that it may be another word after all. `own`: by a term of the
    user's own, who wants it found.
    """

    start: int
    end: int
    category: str
    term: str
    score: float
    detector: str
    assertion: Assertion | None = None
    misspelt: bool = False
    own: bool = False
