"""Whether the patient of a note is a woman or a man, as far as the note says it plainly.

So a pronoun of the other gender means somebody else: of "Son mari rentre tard. Il boit." the husband.
"""

import re
from typing import Literal

Gender = Literal["f", "m"]

#: What names the patient, the plainest first: the word itself, age or birth, a title.
_NAMED = tuple(
    re.compile(rf"\b(?:(?P<f>{woman})|(?P<m>{man}))\b")
    for woman, man in (
        ("patiente|pte|parturiente", "patient|pt"),
        (
            r"(?:femme|fille|fillette|dame) (?:agee )?de \d+|jeune (?:femme|fille|mere)|nee (?:le|en) \d+",
            r"(?:homme|garcon|monsieur) (?:age )?de \d+|jeune homme|ne (?:le|en) \d+",
        ),
        ("mme|madame|mlle|mademoiselle", "mr|monsieur"),
    )
)


def gender(folded: str) -> Gender | None:
    """The patient's gender; None where the note does not tell, or names a woman and a man.

    >>> gender("mme d., 40 ans, son mari boit"), gender("un patient de 30 ans"), gender("vit seul")
    ('f', 'm', None)
    """
    for named in _NAMED:
        if seen := {match.lastgroup for match in named.finditer(folded)}:
            return ("f" if "f" in seen else "m") if len(seen) == 1 else None
    return None
