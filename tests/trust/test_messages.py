# ruff: noqa: E501 (one case a line)
"""A lint over the source: no message is made of scanned data, nothing is logged, no foreign error quoted.

The rules, each with the reason it has:

- An exception's message interpolates places, names and counts, never what was read: no variable whose name
  says data (`text`, `value`, `cell`, `note` ...) stands in it.
- A foreign exception may quote what it choked on. So it is never interpolated itself (its type, its
  `strerror` and such are fixed words), and an exception raised in its place says `from None`: a chained
  one is printed whole by whoever shows the traceback.
- Nothing is printed, logged or warned of but by the command line and its terminal.
- Whoever catches every exception says why on the same line or the one before or after it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

import viginote

ROOT = Path(viginote.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))

#: Names of variables that hold, or may hold, something that was read from a source.
DATA = frozenset(
    """
    text texts value values cell cells note notes raw data content record records body block blocks word
    words match matched row_text excerpt identity identities comment comments sentence found term payload
    literal old new rest line_text buffer head sample key_value plain folded
    """.split()  # noqa: SIM905 (words to be read)
)
#: What may be asked of data in a message: none of it shows any.
HARMLESS_CALLS = frozenset({"len", "type", "sorted_names"})
#: What may be asked of an exception: fixed words and numbers.
HARMLESS_ATTRIBUTES = frozenset(
    {"strerror", "start", "lineno", "colno", "__name__", "validator", "offset", "name", "path"}
)
#: Where talking is the task.
TALKERS = {"cli", "terminal.py"}
#: What handles logs so that nothing of a library's gets into any.
SILENCERS = {"sources/pdf.py"}
#: Judged by hand: what is interpolated is no scanned data. `file: expression`: why.
EXCUSED = {
    "batch/mapping.py: line": "the number of a line of the user's mapping",
    "redaction/policy.py: line": "the number of a line of the user's policy",
}
#: What is quoted there is the user's own lexicon, not scanned data, and the errors are raised in that file.
EXCUSED_QUOTES = {"sensitive/lexicons.py"}


def own_errors() -> frozenset[str]:
    """Errors of viginote's own, whose message holds no data by this very lint."""
    bases = {
        node.name: {ast.unparse(base) for base in node.bases}
        for path in SOURCES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
    }
    own = {"ViginoteError"}
    while more := {name for name, of in bases.items() if of & own} - own:
        own |= more
    return frozenset(own)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def interpolated(node: ast.Raise | ast.Call) -> Iterator[ast.expr]:
    """What a message is made of besides fixed words: f-strings, `%`, `+`, `.format` and plain arguments."""
    call = node.exc if isinstance(node, ast.Raise) else node
    if isinstance(call, ast.Call):
        yield from (a for a in call.args if isinstance(a, ast.Name | ast.Attribute | ast.Subscript))
    for part in ast.walk(node):
        if isinstance(part, ast.FormattedValue):
            yield part.value
        elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mod | ast.Add):
            yield from (side for side in (part.left, part.right) if not isinstance(side, ast.Constant))
        elif (
            isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr == "format"
        ):
            yield from part.args


def data_names(expression: ast.expr) -> Iterator[str]:
    """Names in `expression` that hold data, but for those asked for something harmless only."""
    if isinstance(expression, ast.Call):
        if isinstance(expression.func, ast.Name) and expression.func.id in HARMLESS_CALLS:
            return
        for argument in expression.args:
            yield from data_names(argument)
        yield from data_names(expression.func)
    elif isinstance(expression, ast.Attribute):
        if expression.attr in HARMLESS_ATTRIBUTES:
            return
        if expression.attr in DATA:
            yield expression.attr
        else:
            yield from data_names(expression.value)
    elif isinstance(expression, ast.Name):
        if expression.id in DATA:
            yield expression.id
    else:
        for child in ast.iter_child_nodes(expression):
            if isinstance(child, ast.expr):
                yield from data_names(child)


def _tells(node: ast.AST) -> TypeGuard[ast.Raise | ast.Call]:
    """Whether a message is made here: an exception, or a loss that the coverage tells."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "lose"
    return isinstance(node, ast.Raise) and node.exc is not None


def messages_of_data(path: Path) -> list[str]:
    """Exceptions whose message holds data, and losses likewise."""
    found = []
    for node in ast.walk(parsed(path)):
        if not _tells(node):
            continue
        for expression in interpolated(node):
            for name in data_names(expression):
                if f"{path.relative_to(ROOT)}: {ast.unparse(expression)}" not in EXCUSED:
                    found.append(f"{place(path, node)}: {name}")
    return found


OWN_ERRORS = own_errors()


def _caught(handler: ast.ExceptHandler) -> set[str]:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {ast.unparse(kind).rsplit(".", 1)[-1] for kind in kinds if kind is not None}


def chained(path: Path) -> list[str]:
    """Exceptions raised while a foreign one is handled, without `from None`."""
    found = []
    for handler in (n for n in ast.walk(parsed(path)) if isinstance(n, ast.ExceptHandler)):
        if _caught(handler) and _caught(handler) <= OWN_ERRORS:
            continue
        for node in ast.walk(handler):
            if (
                isinstance(node, ast.Raise)
                and node.exc is not None
                and ast.unparse(node.cause or node) != "None"
            ):
                found.append(place(path, node))
    return found


def quoted_errors(path: Path) -> list[str]:
    """Foreign exceptions that are turned into text."""
    found: list[str] = []
    if str(path.relative_to(ROOT)) in EXCUSED_QUOTES:
        return found
    for handler in (n for n in ast.walk(parsed(path)) if isinstance(n, ast.ExceptHandler) and n.name):
        if _caught(handler) <= OWN_ERRORS:
            continue
        for node in ast.walk(handler):
            shown: ast.expr | None = None
            if isinstance(node, ast.FormattedValue):
                shown = node.value
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("str", "repr")
            ):
                shown = node.args[0] if node.args else None
            elif isinstance(node, ast.Attribute) and node.attr == "args":
                shown = node.value
            if isinstance(shown, ast.Name) and shown.id == handler.name:
                found.append(place(path, node))
    return found


_TALK = frozenset(
    {
        "print",
        "warn",
        "debug",
        "info",
        "warning",
        "error",
        "exception",
        "critical",
        "print_exc",
        "print_exception",
    }
)


def talk(path: Path) -> list[str]:
    """Prints, logs and warnings."""
    found = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", None)}
            talkative = names & {"logging", "traceback", "loguru"}
            found += [place(path, node)] if talkative and str(path.relative_to(ROOT)) not in SILENCERS else []
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            found += [place(path, node)] if called in _TALK else []
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr"):
            found.append(place(path, node))
    return found


def unexplained(path: Path) -> list[str]:
    """`except Exception` without a comment near it that says why."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = []
    for handler in (n for n in ast.walk(parsed(path)) if isinstance(n, ast.ExceptHandler)):
        if handler.type is None or _caught(handler) & {"Exception", "BaseException"}:
            near = lines[max(0, handler.lineno - 2) : handler.lineno + 1]
            if not any("#" in line for line in near):
                found.append(place(path, handler))
    return found


RULES = {
    "a message made of data": messages_of_data,
    "a foreign exception chained": chained,
    "a foreign exception quoted": quoted_errors,
    "every exception caught, no reason given": unexplained,
}


@pytest.mark.parametrize("rule", RULES)
def test_messages(rule: str) -> None:
    assert len(SOURCES) > 80
    assert [fault for path in SOURCES for fault in RULES[rule](path)] == []


def test_nobody_talks_but_the_command_line() -> None:
    assert [
        fault for path in SOURCES if path.relative_to(ROOT).parts[0] not in TALKERS for fault in talk(path)
    ] == []


#: Each rule sees what it is for, and lets pass what it should.
SEEN = [
    ("a message made of data", 'raise ValueError(f"cannot read {text}")', 1),
    ("a message made of data", 'raise ValueError("cannot read " + note.text)', 1),
    ("a message made of data", 'raise ValueError("cannot read %s" % value)', 1),
    ("a message made of data", 'raise ValueError("cannot read {}".format(cell))', 1),
    ("a message made of data", "raise ValueError(value)", 1),
    ("a message made of data", 'raise ValueError(f"{path}: {text[:20]!r}")', 1),
    ("a message made of data", 'raise ValueError(f"{path}: {match.group(1)}")', 1),
    ("a message made of data", 'file.lose(f"row {cell}", "odd")', 1),
    ("a message made of data", 'raise ValueError(f"{path}: {len(text)}, {type(value).__name__}")', 0),
    ("a message made of data", 'raise ValueError(f"{path}, line {number}: odd")', 0),
    ("a foreign exception chained", "try: f()\nexcept OSError as e: raise ValueError('x') from e", 1),
    ("a foreign exception chained", "try: f()\nexcept OSError: raise ValueError('x')", 1),
    ("a foreign exception chained", "try: f()\nexcept OSError: raise ValueError('x') from None", 0),
    ("a foreign exception chained", "try: f()\nexcept ViginoteError: raise ValueError('x')", 0),
    ("a foreign exception chained", "try: f()\nexcept OSError: raise", 0),
    ("a foreign exception quoted", "try: f()\nexcept ValueError as e: g(f'{e}')", 1),
    ("a foreign exception quoted", "try: f()\nexcept ValueError as e: g(str(e))", 1),
    ("a foreign exception quoted", "try: f()\nexcept ValueError as e: g(e.args)", 1),
    ("a foreign exception quoted", "try: f()\nexcept OSError as e: g(f'{e.strerror} {type(e).__name__}')", 0),
    ("every exception caught, no reason given", "x = 1\ntry:\n    f()\nexcept Exception:\n    pass", 1),
    ("every exception caught, no reason given", "try:\n    f()\nexcept Exception:  # whatever it is\n    pass", 0),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "source", "faults"), SEEN)
def test_rules_see(
    rule: str, source: str, faults: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("test_messages.ROOT", tmp_path)
    path = tmp_path / "a.py"
    path.write_text(source, encoding="utf-8")
    assert len(set(RULES[rule](path))) == faults


@pytest.mark.parametrize(
    "source", ["print(1)", "import logging", "log.warning('x')", "sys.stderr.write('x')"]
)
def test_talk_is_heard(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("test_messages.ROOT", tmp_path)
    path = tmp_path / "a.py"
    path.write_text(source, encoding="utf-8")
    assert talk(path)
