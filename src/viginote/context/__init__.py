"""Sensitive mentions in their context: a small network reads each of them once more.

The lexicons find what may be a mention, the rules of the assertion room say what is said of it, each with a
reason. Both go by single words. Here a tagger adds what looks like a mention and stands in no lexicon. The
network sees all the words around a mention, and what the rules and the tagger saw in them: it takes away what
means something else there, and sets another assertion where it is sure of one.
"""

from viginote.context.reader import read

__all__ = ["read"]
