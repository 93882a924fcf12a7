"""What the report says in each language; the words themselves stand in texts.yaml."""

import re
from functools import lru_cache
from importlib.resources import files

import yaml

from viginote.exposure.wording import NO_BREAK

#: Blanks of French before and after its punctuation, where no line may end.
_HELD = re.compile(r" (?=[;:?!%»])|(?<=«) ")


@lru_cache(maxsize=1)
def _all() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(
        files("viginote.report").joinpath("texts.yaml").read_text(encoding="utf-8")
    )
    return loaded


def texts(lang: str) -> dict[str, str]:
    """All texts of one language, by key."""
    words = {key: said[lang] for key, said in _all().items()}
    return words if lang != "fr" else {key: _HELD.sub(NO_BREAK, said) for key, said in words.items()}
