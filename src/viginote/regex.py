"""Patterns that are compiled when they are first used.

The rules have some hundreds of which a note needs a few: to compile all takes longer than to scan a page.
"""

import re
from typing import Any, cast

#: What patterns are asked to do most: found at the pattern itself once it is compiled, as fast as before.
_OFTEN = ("match", "fullmatch", "search", "finditer", "sub", "split")


class _Uncompiled:
    """Stands for a pattern, and does what it does."""

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copy and pickle ask for
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update({often: getattr(compiled, often) for often in _OFTEN})
        return getattr(compiled, name)


def regex(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The pattern, compiled when it is first used.

    >>> regex("[0-9]+").findall("le 3 à 9 h")
    ['3', '9']
    """
    return cast("re.Pattern[str]", _Uncompiled(pattern, flags))
