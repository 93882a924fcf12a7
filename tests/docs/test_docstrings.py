"""The examples in docstrings run, and say what the code says."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import viginote

SOURCE = Path(viginote.__file__).parent.parent
MODULES = [
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted(SOURCE.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert result.attempted
    assert not result.failed
