"""What commands share: exit statuses, options, and what options are turned into."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from viginote.errors import ViginoteError

if TYPE_CHECKING:  # loaded by the commands that need them, so that --help is quick
    from viginote.batch import Choice, Mapping
    from viginote.redaction import Keys
    from viginote.scanner import Settings

COMPLETE, FINDINGS, WRONG_USE, INCOMPLETE = 0, 1, 2, 3

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
LexiconOption = Annotated[
    list[Path], typer.Option("--lexicon", help="File of own sensitive terms (YAML or CSV); may be repeated.")
]
NamesOption = Annotated[
    list[Path], typer.Option("--names", help="File of names to find always, one a line; may be repeated.")
]
AllowOption = Annotated[
    list[Path], typer.Option("--allow", help="File of terms never to flag as identifiers; may be repeated.")
]

SourceArgument = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders, archives, files in them (a.zip/b.csv) or database URLs; '-' is standard input."
    ),
]
ColumnOption = Annotated[
    list[str],
    typer.Option("--column", "-c", help="Scan this column (or table.column) only; may be repeated."),
]
MappingOption = Annotated[
    Path | None, typer.Option(help="What columns hold (YAML), as written by `viginote profile`.")
]
EncodingOption = Annotated[str | None, typer.Option(help="Encoding of the source, if not found out.")]
DelimiterOption = Annotated[str | None, typer.Option(help="Delimiter of a CSV, if not found out.")]
HeaderOption = Annotated[
    bool | None, typer.Option("--header/--no-header", help="Whether a CSV has a header, if not found out.")
]
ThresholdOption = Annotated[
    list[str], typer.Option("--threshold", help="Lowest score kept for a label: PERSON=0.7; may be repeated.")
]
KeyOption = Annotated[
    Path | None,
    typer.Option("--key-file", help="Secret key, made by `viginote key`; else VIGINOTE_KEY_FILE."),
]
ProcessesOption = Annotated[
    int | None, typer.Option("--processes", "-j", help="Worker processes; all cores if not given.", min=1)
]
LangOption = Annotated[str, typer.Option(help="Language in which the report opens: fr or en.")]
RestartOption = Annotated[
    bool, typer.Option("--restart", help="Begin afresh instead of going on from an interrupted run.")
]


def choice_of(
    columns: list[str], mapping: Path | None, encoding: str | None, delimiter: str | None, header: bool | None
) -> "Choice":
    """What is read of a source, and how. Errors: ViginoteError where the mapping cannot be read."""
    from viginote.batch import Choice

    return Choice(columns or None, mapping_in(mapping), encoding, delimiter, header)


def one_of(choices: Iterable[str], option: str, given: str) -> str:
    """What the user gave for an option. Errors: ViginoteError where it is none of its values."""
    if given not in tuple(choices):
        raise ViginoteError(f"{option} {given}: use one of {', '.join(choices)}")
    return given


def mapping_in(file: Path | None) -> "Mapping | None":
    """The mapping of a file; None without one. Errors: ViginoteError where it cannot be read."""
    from viginote.batch import Mapping

    return None if file is None else Mapping.read(file)


def settings_of(
    lexicons: list[Path], names: list[Path], allow: list[Path], thresholds: list[str]
) -> "Settings":
    """The scanner's settings. Errors: ViginoteError where a threshold is not LABEL=SCORE."""
    from viginote.scanner import Settings

    return Settings(tuple(lexicons), tuple(names), tuple(allow), dict(map(_threshold, thresholds)))


def _threshold(option: str) -> tuple[str, float]:
    label, _, score = option.partition("=")
    try:
        return label, float(score)
    except ValueError:
        raise ViginoteError(f"--threshold {option}: write LABEL=SCORE, a score from 0 to 1") from None


def keys_in(file: Path | None) -> "Keys | None":
    """The keys of a key file; None without one."""
    from viginote.redaction import Keys

    return None if file is None else Keys.read(file)


def print_line(text: str) -> None:
    """A line on standard output."""
    sys.stdout.write(text + "\n")


def print_json(value: Any) -> None:
    """A value as indented JSON on standard output."""
    print_line(json.dumps(value, ensure_ascii=False, indent=2))
