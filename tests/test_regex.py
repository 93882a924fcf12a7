"""A pattern is compiled when it is first used; so it is shown here that each of the house can be."""

import gc
import pkgutil
import re
from importlib import import_module

import pytest

import viginote
from viginote.regex import _Uncompiled, regex


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    broken = regex("(")
    assert broken.pattern == "("
    with pytest.raises(re.error):
        broken.search("text")


def test_it_does_what_a_pattern_does() -> None:
    word = regex(r"(?P<first>[a-z])[a-z]*", re.IGNORECASE)
    assert word.groupindex == {"first": 1}
    assert word.flags & re.IGNORECASE
    assert [m[0] for m in word.finditer("Deux mots")] == ["Deux", "mots"]
    assert word.sub(lambda m: m["first"], "Deux mots") == "D m"
    assert word.match is word.match


def test_every_pattern_of_the_house_compiles() -> None:
    for room in ("identifiers", "sensitive.patterns"):
        package = import_module(f"{viginote.__name__}.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    gc.collect()  # the broken one above
    made = [pattern for pattern in gc.get_objects() if isinstance(pattern, _Uncompiled)]
    assert made
    for pattern in made:
        assert pattern.groups >= 0
