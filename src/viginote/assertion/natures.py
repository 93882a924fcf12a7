"""What kind of thing a mention names: an event, a lasting condition, a test, a drug, a person ...

The same words decide differently by nature: a year dates an attempt as past but not a diagnosis, a test
without a result leaves things open, a drug prescribed is there.
"""

import re
from functools import cache, lru_cache

from viginote.assertion.cue_files import rows

#: Categories that a test tells: without its result they are open.
TESTED = frozenset({"hiv", "sti_hepatitis"})


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((nature, re.compile(pattern)) for nature, pattern, _reason in rows("natures"))


@lru_cache(maxsize=4096)
def natures(words: str) -> frozenset[str]:
    """The natures of a mention, from its folded words.

    >>> sorted(natures("serologie vih"))
    ['lasting', 'test']
    """
    return frozenset(nature for nature, pattern in _patterns() if pattern.search(words))
