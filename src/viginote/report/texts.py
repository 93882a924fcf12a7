"""What the report says in each language; the words themselves stand in texts.yaml."""

from functools import lru_cache
from importlib.resources import files

import yaml


@lru_cache(maxsize=1)
def _all() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(
        files("viginote.report").joinpath("texts.yaml").read_text(encoding="utf-8")
    )
    return loaded


def texts(lang: str) -> dict[str, str]:
    """All texts of one language, by key."""
    return {key: said[lang] for key, said in _all().items()}
