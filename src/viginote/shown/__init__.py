"""What a reader sees of a text as given, and where each character of that stands in it.

Step by step, each behind a cheap gate, since few texts need it: markup is taken out (`markup`), what was
read in a wrong encoding put right (`mojibake`, `misread`), accents that are characters of their own joined to
their letters (`loose`), letters that became question marks restored (`lost`), lines that software wrapped
(`wrapped`) and words that the end of a line parts (`hyphened`) read as one.
"""

from viginote.shown.hyphened import rejoined
from viginote.shown.loose import joined
from viginote.shown.lost import restored
from viginote.shown.markup import spelled, without_markup
from viginote.shown.misread import reread
from viginote.shown.mojibake import repaired
from viginote.shown.steps import Shown
from viginote.shown.wrapped import unwrapped

__all__ = ["Shown", "show", "spelled"]


def show(given: str) -> Shown:
    """`given` as it is read; what was broken twice is put right twice.

    >>> show("s&eacute;ropositif").text, show("sÃƒÂ©ropositif").text
    ('séropositif', 'séropositif')
    """
    shown = Shown(given)
    for step in (without_markup, repaired, repaired, reread, joined, restored, unwrapped, rejoined):
        shown = shown.then(step)
    return shown
