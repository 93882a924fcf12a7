"""Corpus: synthetic notes (`notes`) and whole leaks (`leaks`), of any size, with their truth.

Both are filled templates (`template`). Notes draw people, places and values, in the spellings that notes use,
from the vocabularies of `data`, and `noise` damages them as hurried hands, old software and scanners do.
"""
