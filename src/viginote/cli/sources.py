"""Sources row by row: scan, redact and restore, with the profile and the key that they take."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from viginote.cli.common import (
    FINDINGS,
    INCOMPLETE,
    AllowOption,
    ColumnOption,
    DelimiterOption,
    EncodingOption,
    HeaderOption,
    JsonOption,
    KeyOption,
    LexiconOption,
    MappingOption,
    NamesOption,
    ProcessesOption,
    RestartOption,
    SourceArgument,
    ThresholdOption,
    choice_of,
    keys_in,
    print_json,
    print_line,
    settings_of,
)


def scan(
    source: SourceArgument,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="Folder for findings.parquet and summary.json; without it, places are printed.",
        ),
    ] = None,
    column: ColumnOption = [],
    mapping: MappingOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    header: HeaderOption = None,
    lexicon: LexiconOption = [],
    names: NamesOption = [],
    allow: AllowOption = [],
    threshold: ThresholdOption = [],
    key_file: KeyOption = None,
    processes: ProcessesOption = None,
    restart: RestartOption = False,
    fail_on_findings: Annotated[
        bool, typer.Option("--fail-on-findings", help="Exit with status 1 where anything was found.")
    ] = False,
    sarif: Annotated[
        Path | None, typer.Option(help="Also write the findings' places in SARIF 2.1.0, for a code host.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Find: every row of files, folders, archives, files in them or databases, never a sample.

    Writes positions, labels and keyed fingerprints, never a value. Interrupted, the same command goes on.

    Example: viginote scan dump.sql.gz -o findings
    """
    from viginote import batch
    from viginote.terminal import progress_bar, show_places, show_summary

    choice = choice_of(column, mapping, encoding, delimiter, header)
    with _folder(out) as folder:
        with progress_bar("scan") as progress:
            summary = batch.scan(
                source,
                folder,
                choice=choice,
                processes=processes,
                settings=settings_of(lexicon, names, allow, threshold),
                keys=keys_in(key_file),
                restart=restart,
                progress=progress,
            )
        if sarif is not None:
            batch.write_sarif(folder / "findings.parquet", summary, choice, sarif)
        if as_json:
            print_json(summary.content)
        else:
            show_summary(summary.content, out)
            if out is None:
                show_places(folder / "findings.parquet")
    if not summary.complete:
        raise typer.Exit(INCOMPLETE)
    if fail_on_findings and summary.findings:
        raise typer.Exit(FINDINGS)


@contextmanager
def _folder(out: Path | None) -> Iterator[Path]:
    """`out`, or a folder for this run alone."""
    if out is not None:
        yield out
        return
    with TemporaryDirectory(prefix="viginote-") as folder:
        yield Path(folder)


def redact(
    source: Annotated[str, typer.Argument(help="File, folder or archive; it is never changed.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write, in the same format.")],
    policy: Annotated[
        str, typer.Option(help="Name of a ready-made policy, or a YAML file: see docs/redaction.md.")
    ] = "default",
    key_file: KeyOption = None,
    key_per_practice: Annotated[
        bool, typer.Option("--key-per-practice", help="A key of its own for each practice's rows.")
    ] = False,
    typed_columns: Annotated[
        bool,
        typer.Option(
            "--typed-columns", help="Redact columns of names, numbers, contacts and birth dates as well."
        ),
    ] = False,
    column: ColumnOption = [],
    mapping: MappingOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    header: HeaderOption = None,
    lexicon: LexiconOption = [],
    names: NamesOption = [],
    allow: AllowOption = [],
    threshold: ThresholdOption = [],
    processes: ProcessesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Redact the free text of a source into a copy of the same format, which loads where it loaded.

    Example: viginote redact dump.sql -o redacted.sql --policy strict
    """
    from viginote import batch
    from viginote.redaction import Policy
    from viginote.terminal import progress_bar, show_kept, show_summary

    with progress_bar("redact") as progress:
        summary = batch.redact(
            source,
            out,
            Policy.load(policy, lexicons=lexicon),
            typed_columns=typed_columns,
            choice=choice_of(column, mapping, encoding, delimiter, header),
            keys=keys_in(key_file),
            key_per_practice=key_per_practice,
            processes=processes,
            settings=settings_of(lexicon, names, allow, threshold),
            progress=progress,
        )
    if as_json:
        print_json(summary.content)
    else:
        show_summary(summary.content, out)
        show_kept(summary.content)
    if not summary.complete:
        raise typer.Exit(INCOMPLETE)


def restore(
    source: Annotated[str, typer.Argument(help="A redacted file.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write, in the same format.")],
    key_file: KeyOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    header: HeaderOption = None,
) -> None:
    """Reverse an encrypting redaction: gives back exactly what was there.

    Example: viginote restore redacted.sql -o restored.sql --key-file export.key
    """
    from viginote import batch
    from viginote.redaction import Keys

    keys = Keys.resolve(keys_in(key_file))
    changed = batch.restore(source, out, keys, choice=choice_of([], None, encoding, delimiter, header))
    print_line(f"{out}: {changed} cells restored")


def key(
    file: Annotated[Path, typer.Argument(help="Key file to write; an existing file is not touched.")],
) -> None:
    """Make a new secret key for redaction and fingerprints. Keep it away from the data.

    Example: viginote key export.key
    """
    from viginote.redaction import Keys

    Keys.generate().write(file)
    print_line(f"{file}: written, readable by you alone; who loses it cannot restore")


def profile(
    source: Annotated[str, typer.Argument(help="File, folder, archive, file in one or database URL.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Mapping file to write (YAML), to edit and pass back.")
    ] = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    header: HeaderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell what each table and column holds: free text, person key, practice.

    Example: viginote profile dump.sql -o mapping.yaml
    """
    from viginote import batch
    from viginote.terminal import show_losses, show_mapping

    opened = choice_of([], None, encoding, delimiter, header).open(source)
    mapping = batch.profile(opened)
    if out is not None:
        from viginote.outputs import write_text

        write_text(mapping.to_yaml(), out)
    if as_json:
        print_json(mapping.as_dict())
    else:
        show_mapping(mapping)
    if not opened.coverage.complete:
        show_losses([asdict(file) for file in opened.coverage.files])
        raise typer.Exit(INCOMPLETE)
