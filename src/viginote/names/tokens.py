"""The tokens of the name tagger: one linear pattern.

Words keep their hyphens and digits ("Jean-Pierre", "B12"), elided articles stand alone ("d'", "l'"), initials
and title abbreviations keep their full stop ("J.-P.", "Dr."), numbers keep their separators ("12/03/1954"),
addresses of the net are one token. Line breaks and runs of spaces are tokens: they tell header from prose.
"""

import re

_LETTER = r"[^\W\d_]"
_NET = r"""
    [\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,4}                 # e-mail
  | (?:https?://|www\.)\S+                                      # web address
  | """
_PLAIN = rf"""
    (?:[cdjlmnstCDJLMNST]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’](?={_LETTER})   # elision
  | (?:Dr|DR|dr|Pr|PR|pr|Mr|MR|mr|Mme|MME|mme|Mlle|MLLE|mlle|Mgr|Prof|prof|St|Ste|Ph|Th|Ch|Me)\.
  | {_LETTER}\.(?:-?{_LETTER}\.)*(?!{_LETTER})                   # initials
  | {_LETTER}\.(?={_LETTER}{{2}})                                # initial stuck to a name
  | {_LETTER}[\w]*(?:[-’']{_LETTER}[\w]*)*                       # word
  | \d+(?:[.,/:-]\d+)*                                          # number, date, time
  | \n
  | [^\S\n]{{2,}}                                                # a gap
  | [^\S\n ]                                                    # tabs and the like
  | \S
    """
_TOKEN = re.compile(_PLAIN, re.VERBOSE)
_TOKEN_OR_NET = re.compile(_NET + _PLAIN, re.VERBOSE)

Spans = list[tuple[int, int]]


def spans(text: str, start: int = 0, end: int | None = None) -> Spans:
    """Start and end of every token of `text[start:end]` but the single spaces, as offsets into `text`."""
    end = len(text) if end is None else end
    netted = any(text.find(sign, start, end) >= 0 for sign in ("@", "www.", "://"))
    return [m.span() for m in (_TOKEN_OR_NET if netted else _TOKEN).finditer(text, start, end)]
