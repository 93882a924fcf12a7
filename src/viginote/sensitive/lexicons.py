"""The lexicons: reviewed data files, one per category, and a user's own.

A shipped lexicon is a TSV file of three columns, sorted by term:

    term    reason    flags

`term` is written in the notation of `terms`. `reason` says why the term gives the category away, or what it
stands for. `flags` are separated by spaces:

- `case`      capitals count: the note holds the term as written, or in capitals
- `word`      an ordinary word as well (SANS, AUDIT), so not where the words around it are in capitals, too
- `exact`     no inflection and no tolerance for typos
- `sense=ivg` the term has several senses, decided by `senses.tsv`
- `history`, `negated`   the term itself says so (ex-fumeur, VIH-)
- `score=0.7` share of such mentions expected to be right, instead of the default

`weak.tsv` holds category and term of ordinary words that say it in some contexts only (test, cure, geste): no
mentions by themselves, but where the context room takes them for one.

`indirect.tsv` lists the reasons that stand for a means rather than for the thing itself: category, reason,
and one of taxonomy.Means. Terms of any other reason are explicit.

`trap.tsv` holds expressions in which a term means something else ("dépression respiratoire"): what stands
inside one is no mention. Its flag `only=psychiatry` limits it to a category.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from viginote.errors import ViginoteError
from viginote.sensitive.lines import lines, numbered
from viginote.sensitive.senses import Sense, load_senses
from viginote.taxonomy import CATEGORIES, Assertion, Means

#: The category of an expression that hides the terms inside it.
TRAP = "trap"
DEFAULT_SCORE = 0.95
_CATEGORY = re.compile(r"[a-z][a-z0-9_]*")
_BRACES = re.compile(r"[^{}]*(?:\{[^{}]*\}[^{}]*)*")
_TERM = re.compile(r"[\w \-'’./,:*|{}\[\]&°]+")
_COLUMNS = ("category", "term", "reason", "flags")
_PLAIN_FLAGS = frozenset({"case", "word", "exact", "history", "negated"})
_VALUED_FLAGS = frozenset({"sense", "score", "only"})


class LexiconError(ViginoteError):
    """A lexicon file that cannot be used: names the file, the line, the reason and the remedy."""


class Entry(NamedTuple):
    """One line of a lexicon."""

    category: str
    term: str
    reason: str
    score: float = DEFAULT_SCORE
    case: bool = False
    word: bool = False
    exact: bool = False
    sense: str | None = None
    assertion: Assertion | None = None
    only: str | None = None
    means: Means | None = None
    weak: bool = False
    own: bool = False


def _number(value: str) -> float:
    score = float(value)
    if not 0 < score <= 1:
        raise ValueError("a score lies above 0 and up to 1")
    return score


class _Flags(NamedTuple):
    """What the flags of a line say, in the order of Entry's fields."""

    score: float
    case: bool
    word: bool
    exact: bool
    sense: str | None
    assertion: Assertion | None
    only: str | None


@cache
def _flags(flags: str) -> _Flags:
    """The flags of a line, read. Raises ValueError where they are not understood."""
    plain: set[str] = set()
    valued: dict[str, str] = {}
    for flag in flags.split():
        name, equals, value = flag.partition("=")
        if equals and name in _VALUED_FLAGS and value:
            valued[name] = value
        elif flag in _PLAIN_FLAGS:
            plain.add(flag)
        else:
            known = ", ".join([*sorted(_PLAIN_FLAGS), *(f"{name}=..." for name in sorted(_VALUED_FLAGS))])
            raise ValueError(f"unknown flag {flag!r}; known: {known}")
    said = plain & {"history", "negated"}
    if len(said) > 1:
        raise ValueError("a term is either history or negated")
    return _Flags(
        score=_number(valued["score"]) if "score" in valued else DEFAULT_SCORE,
        case="case" in plain,
        word="word" in plain,
        exact="exact" in plain,
        sense=valued.get("sense"),
        assertion=Assertion(said.pop()) if said else None,
        only=valued.get("only"),
    )


def parse_entry(category: str, term: str, reason: str, flags: str, senses: Mapping[str, Sense]) -> Entry:
    """One entry from its fields. Raises ValueError with a reason that names no field's content but flags."""
    if not _CATEGORY.fullmatch(category):
        raise ValueError("a category is a lower-case word such as hiv or own_category")
    if not term.strip():
        raise ValueError("the term is empty")
    if not _TERM.fullmatch(term):
        raise ValueError("a term holds letters, digits, spaces, '-./,:*[]{}; other signs are not searched")
    if ("{" in term or "}" in term) and not _BRACES.fullmatch(term):
        raise ValueError("the braces of the term do not pair up")
    said = _flags(flags)
    if said.sense is not None and said.sense not in senses:
        raise ValueError(f"no sense named {said.sense!r} in senses.tsv")
    return Entry(category, term.strip(), reason.strip(), *said)


def _fields(line: str) -> tuple[str, str, str]:
    parts = line.split("\t")
    if not 2 <= len(parts) <= 3:
        raise ValueError("a line holds a term, a reason and, if needed, flags, separated by tabs")
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""


def indirect() -> dict[tuple[str, str], Means]:
    """(category, reason) -> the means that terms of that reason name."""
    rows = (line.split("\t") for line in lines("indirect.tsv"))
    return {(category, reason): Means(means) for category, reason, means in rows}


def _shipped(senses: Mapping[str, Sense]) -> Iterator[Entry]:
    means = indirect()
    for category in (*CATEGORIES, TRAP):
        name = f"{category}.tsv"
        for number, line in numbered(name):
            try:
                entry = parse_entry(category, *_fields(line), senses)
            except ValueError as error:
                raise LexiconError(f"{name}, line {number}: {error}") from None
            by = means.get((category, entry.reason))
            yield entry if by is None else entry._replace(means=by)
    for line in lines("weak.tsv"):
        category, term = line.split("\t")
        yield Entry(category, term, "by its context", weak=True)


@cache
def shipped() -> tuple[Entry, ...]:
    """Every entry of the shipped lexicons and traps. Read once."""
    return tuple(_shipped(load_senses()))


def _csv_rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        sample = stream.readline()
        stream.seek(0)
        reader = csv.DictReader(stream, delimiter=max(";,\t", key=sample.count))
        missing = {"category", "term"} - set(reader.fieldnames or ())
        if missing:
            raise LexiconError(
                f"{path}, line 1: no column {' nor '.join(sorted(missing))}; "
                "name the columns category, term and, if wanted, reason, flags"
            )
        for row in reader:
            yield (
                reader.line_num,
                {name: value or "" for name, value in row.items() if isinstance(value, str)},
            )


def _yaml_rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """A mapping of categories to lists of terms; a term is a string or a mapping with `term`, `reason`..."""
    import yaml

    shape = "write categories as keys, each with a list of terms"
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LexiconError(f"{path}, line {line}: not valid YAML; {shape}") from None
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise LexiconError(f"{path}, line {root.start_mark.line + 1}: no categories; {shape}")
    for category, terms in root.value:
        if not isinstance(terms, yaml.SequenceNode):
            raise LexiconError(f"{path}, line {terms.start_mark.line + 1}: no list of terms; {shape}")
        for item in terms.value:
            line = item.start_mark.line + 1
            if isinstance(item, yaml.ScalarNode):
                yield line, {"category": category.value, "term": item.value}
            elif isinstance(item, yaml.MappingNode):
                yield line, {"category": category.value, **{k.value: str(v.value) for k, v in item.value}}
            else:
                raise LexiconError(f"{path}, line {line}: a list inside a list; {shape}")


_READERS = {".csv": _csv_rows, ".tsv": _csv_rows, ".yaml": _yaml_rows, ".yml": _yaml_rows}


def read_own(path: Path) -> Iterator[Entry]:
    """The entries of a user's file (CSV or YAML). Raises LexiconError with file, line, reason, remedy."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise LexiconError(f"{path}: unknown lexicon format; use .csv, .tsv, .yaml or .yml")
    senses = load_senses()
    try:
        for line, row in reader(path):
            try:
                if unknown := sorted(row.keys() - {*_COLUMNS, ""}):
                    raise ValueError(f"no column is named {unknown[0]!r}; use {', '.join(_COLUMNS)}")
                entry = parse_entry(
                    row.get("category", "").strip(),
                    row.get("term", ""),
                    row.get("reason", "") or "own lexicon",
                    row.get("flags", ""),
                    senses,
                )
                yield entry._replace(own=True)
            except ValueError as error:
                raise LexiconError(f"{path}, line {line}: {error}") from None
    except UnicodeDecodeError:
        raise LexiconError(f"{path}: not UTF-8 text; save the file as UTF-8") from None
    except OSError as error:
        raise LexiconError(f"{path}: {error.strerror}; check the path and its rights") from None


def own_categories(paths: str | Path | Iterable[str | Path]) -> frozenset[str]:
    """The categories of a user's files, one or several. Raises LexiconError as `read_own` does."""
    paths = [paths] if isinstance(paths, str | Path) else paths
    return frozenset(entry.category for path in paths for entry in read_own(Path(path)))


def read_all(extra: Iterable[str | Path]) -> tuple[Entry, ...]:
    """The shipped entries, then those of the user's files."""
    own = [entry for path in extra for entry in read_own(Path(path))]
    return (*shipped(), *own)
