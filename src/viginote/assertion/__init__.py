"""What is said of a sensitive mention: affirmed, history, negated, hypothetical, or of somebody else.

The room in four steps, each a module of small functions:
`sentences` cuts the note, `cues` finds the words that decide, `scope` says which mention a cue reaches,
`subject` says who is spoken of. `engine.qualify` puts them together.
"""

from viginote.assertion.engine import Reading, qualify, read, read_all

__all__ = ["Reading", "qualify", "read", "read_all"]
