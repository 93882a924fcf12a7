"""A lexicon of a few words, for tests of the rules of names."""

from collections.abc import Set

from viginote.names.lexicon import Lexicon


def lexicon_of(first: Set[str], last: Set[str], common: Set[str], towns: Set[str]) -> Lexicon:
    """The lexicon that knows these words, folded, and no others."""
    names = first | last
    return Lexicon(
        is_name=names.__contains__,
        is_whole_name=names.__contains__,
        is_first=first.__contains__,
        is_last=last.__contains__,
        is_common=common.__contains__,
        is_town=towns.__contains__,
    )
