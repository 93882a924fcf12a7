"""Acronyms that a note spells out as something else: "TOC : tomographie par cohérence optique".

The words of the sensitive meaning ("trouble obsessionnel compulsif") are a mention by themselves. So where a
note spells an acronym out and no mention of its category stands in those words, it stands for something else,
all over the note.
"""

import re
from collections.abc import Iterator, Sequence

from viginote.sensitive.mention import Mention
from viginote.text import Note, fold

_ACRONYM = re.compile(r"[A-Z]{3,5}")
_STANDS_FOR = re.compile(r"[ ]?[:=(][ ]?")
_WORD = re.compile(r"[a-zœæ]+")
_CLAUSE_END = re.compile(r"[.,;!?)\n]")
#: Words that lend no letter to an acronym.
_SMALL = re.compile(r"a|aux?|des?|du?|en|et|l[ae]?|les|ou|par|pour|sur|une?")
#: Characters after an acronym that may spell it out, for each of its letters.
_FOR_A_LETTER = 20


def not_spelt_otherwise(note: Note, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, less the acronyms that the note spells out as something else."""
    others = {
        (mention.category, _surface(note, mention))
        for mention in mentions
        if not mention.own and (end := _end_of_words(note, mention)) is not None
        if not any(m.category == mention.category and mention.end <= m.start < end for m in mentions)
    }
    for mention in mentions:
        if mention.own or (mention.category, _surface(note, mention)) not in others:
            yield mention


def _surface(note: Note, mention: Mention) -> str:
    return note.text[mention.start : mention.end]


def _end_of_words(note: Note, mention: Mention) -> int | None:
    """Where the words end that spell out a mention, an acronym in capitals; None where none do.

    Their order may be another one: many acronyms are those of another language.
    """
    acronym = _surface(note, mention)
    sign = _STANDS_FOR.match(note.text, mention.end) if _ACRONYM.fullmatch(acronym) else None
    if sign is None:
        return None
    end = min(sign.end() + _FOR_A_LETTER * len(acronym), len(note.folded))
    clause = _CLAUSE_END.search(note.folded, sign.end(), end)
    words = [
        word
        for word in _WORD.finditer(note.folded, sign.end(), clause.start() if clause else end)
        if not _SMALL.fullmatch(word[0])
    ][: len(acronym)]
    initials = sorted(word[0][0] for word in words)
    return words[-1].end() if initials == sorted(fold(acronym)) else None
