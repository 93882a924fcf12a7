"""What columns are named with."""

import re
from functools import lru_cache
from pathlib import Path

#: Two words of French practice software in a column's name, cut short and often written as one: `NOMPAT`,
#: `DatNais`, `COD_POS`.
_SHORT = re.compile(
    r"\b(?:(nom|pre|prenom|num|id|cod|code|adr|vil|ville|cp|sex|sexe|tel|nss|obs|com|mail) ?(pat)"
    r"|(nom|dat|date) ?(nai|nais|naiss|naissance)|(nom) ?(jf|usage|usuel)|(num) ?(secu|dossier)"
    r"|(cod|code) ?(pos|post|postal)|(tel) ?(dom|por|port|portable|mob)|(med|medecin) ?(trait|traitant))\b"
)
_LONG = {
    "pre": "prenom", "sex": "sexe", "cod": "code", "vil": "ville", "dat": "date", "med": "medecin",
    "pat": "patient", "nai": "naissance", "nais": "naissance", "naiss": "naissance", "pos": "postal",
    "post": "postal", "por": "portable", "port": "portable", "mob": "mobile", "trait": "traitant",
}  # fmt: skip


@lru_cache(maxsize=1)
def column_words() -> frozenset[str]:
    """Words that columns are named with, folded."""
    lines = Path(__file__).with_name("column_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def spelt_out(name: str) -> str:
    """The folded words of a column's name with those apart and whole that software cuts short.

    >>> spelt_out("nompat"), spelt_out("dat nais"), spelt_out("patrie")
    ('nom patient', 'date naissance', 'patrie')
    """
    return _SHORT.sub(lambda found: " ".join(_LONG.get(word, word) for word in found.groups() if word), name)
