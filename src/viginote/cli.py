"""The command line: parse, call, print. What a command does lives in the room it calls.

Exit status: 0 done and complete; 1 findings, with --fail-on-findings; 2 wrong use or unusable input;
3 done but incomplete (rows or files unreadable, each counted and located), or cut short by a fault.
"""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from viginote.errors import ViginoteError

COMPLETE, FINDINGS, WRONG_USE, INCOMPLETE = 0, 1, 2, 3
_INTERRUPTED = 130
_UNUSABLE = (PermissionError, FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError)

app = typer.Typer(
    name="viginote",
    help="Find what French clinical notes give away, redact it, and measure exposure after a leak.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

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
    typer.Argument(help="Files, folders, archive members or database URLs; '-' is standard input."),
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
RestartOption = Annotated[
    bool, typer.Option("--restart", help="Begin afresh instead of going on from an interrupted run.")
]


def main() -> None:
    """Entry point: every error becomes one line on standard error, never a traceback, never a value."""
    try:
        app()
    except ViginoteError as error:
        _fail(str(error), error.status)
    except SystemExit as stop:
        if stop.code == _INTERRUPTED:  # typer turns the interruption into this status, without a word
            _fail("interrupted; run the same command again to continue", INCOMPLETE)
        raise
    except BrokenPipeError:
        sys.exit(COMPLETE)
    except OSError as error:
        # What the system says holds a path and a fixed phrase, nothing that was read.
        reason = error.strerror or type(error).__name__
        status = WRONG_USE if isinstance(error, _UNUSABLE) else INCOMPLETE
        place = error.filename or "input or output"
        _fail(f"{place}: {reason}; mend this and run the same command again", status)
    except Exception as error:
        # The message of a foreign exception may quote what it choked on, so only its place is told.
        _fail(f"internal fault: {type(error).__name__} at {_place(error)}; please report it", INCOMPLETE)


def _fail(message: str, status: int) -> None:
    print(f"viginote: {message}", file=sys.stderr)  # noqa: T201
    sys.exit(status)


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _print_json(value: Any) -> None:
    _print(json.dumps(value, ensure_ascii=False, indent=2))


def _version(wanted: bool) -> None:
    if wanted:
        from viginote import __version__

        _print(f"viginote {__version__}")
        raise typer.Exit


def _choice(
    columns: list[str], mapping: Path | None, encoding: str | None, delimiter: str | None, header: bool | None
) -> Any:
    from viginote.batch import Choice, Mapping

    read = None if mapping is None else Mapping.read(mapping)
    return Choice(columns or None, read, encoding, delimiter, header)


def _settings(lexicons: list[Path], names: list[Path], allow: list[Path], thresholds: list[str]) -> Any:
    from viginote.scanner import Settings

    return Settings(tuple(lexicons), tuple(names), tuple(allow), dict(map(_threshold, thresholds)))


def _threshold(option: str) -> tuple[str, float]:
    from viginote.taxonomy import CATEGORIES, IDENTIFIERS

    label, _, score = option.partition("=")
    try:
        value = float(score)
    except ValueError:
        value = -1.0
    if label not in IDENTIFIERS.keys() | CATEGORIES.keys() or not 0 <= value <= 1:
        raise ViginoteError(f"--threshold {option}: write LABEL=SCORE, a known label and a score from 0 to 1")
    return label, value


def _keys(file: Path | None) -> Any:
    from viginote.redaction import Keys

    return None if file is None else Keys.read(file)


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Find what French clinical notes give away, redact it, and measure exposure after a leak."""


@app.command()
def text(
    note: Annotated[str, typer.Argument(help="The note; left out or '-', standard input is read.")] = "-",
    lexicon: LexiconOption = [],
    names: NamesOption = [],
    allow: AllowOption = [],
    as_json: JsonOption = False,
) -> None:
    """Show the findings of one note, highlighted, each with its assertion and its reason.

    Example: viginote text "HSH sous PrEP, frère schizo, pas de canna"
    """
    from viginote.scanner import Scanner

    result = Scanner(lexicons=lexicon, names=names, allow=allow).scan(
        _standard_input() if note == "-" else note
    )
    if as_json:
        _print_json([f.as_dict() for f in result.findings])
    else:
        from viginote.terminal import show_findings

        show_findings(result)


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8", errors="replace")


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Gold files (JSONL); several are judged as one set.")],
    errors: Annotated[
        int, typer.Option(help="Also show up to this many mistakes of each sort, with their text.", min=0)
    ] = 0,
    lexicon: LexiconOption = [],
    as_json: JsonOption = False,
) -> None:
    """Precision and recall against gold notes: per label, per assertion, leak rate.

    Example: viginote evaluate corpora/gold/sensitive_test.jsonl
    """
    from viginote.evaluation import evaluate as judge
    from viginote.evaluation import read_gold
    from viginote.scanner import Scanner

    notes = [note for path in gold for note in read_gold(path)]
    result = judge(notes, Scanner(lexicons=lexicon).scan_many)
    if as_json:
        _print_json(result.as_dict())
        return
    from viginote.terminal import show_evaluation, show_mistakes

    show_evaluation(result)
    if errors:
        show_mistakes(result, {note.id: note.text for note in notes}, errors)


@app.command()
def scan(
    source: SourceArgument,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for findings.parquet and summary.json.")],
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
    as_json: JsonOption = False,
) -> None:
    """Find: every row of files, folders, archive members or databases, never a sample.

    Writes positions, labels and keyed fingerprints, never a value. Interrupted, the same command goes on.

    Example: viginote scan dump.sql.gz -o findings
    """
    from viginote import batch
    from viginote.terminal import progress_bar, show_summary

    with progress_bar("scan") as progress:
        summary = batch.scan(
            source,
            out,
            choice=_choice(column, mapping, encoding, delimiter, header),
            processes=processes,
            settings=_settings(lexicon, names, allow, threshold),
            keys=_keys(key_file),
            restart=restart,
            progress=progress,
        )
    if as_json:
        _print_json(summary.content)
    else:
        show_summary(summary.content, out)
    if not summary.complete:
        raise typer.Exit(INCOMPLETE)
    if fail_on_findings and summary.findings:
        raise typer.Exit(FINDINGS)


@app.command()
def redact(
    source: Annotated[str, typer.Argument(help="File, folder or archive member; it is never changed.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write, in the same format.")],
    policy: Annotated[
        str, typer.Option(help="Name of a ready-made policy, or a YAML file: see docs/redaction.md.")
    ] = "default",
    key_file: KeyOption = None,
    key_per_practice: Annotated[
        bool, typer.Option("--key-per-practice", help="A key of its own for each practice's rows.")
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
    from viginote.terminal import progress_bar, show_summary

    with progress_bar("redact") as progress:
        summary = batch.redact(
            source,
            out,
            Policy.load(policy),
            choice=_choice(column, mapping, encoding, delimiter, header),
            keys=_keys(key_file),
            key_per_practice=key_per_practice,
            processes=processes,
            settings=_settings(lexicon, names, allow, threshold),
            progress=progress,
        )
    if as_json:
        _print_json(summary.content)
    else:
        show_summary(summary.content, out)
    if not summary.complete:
        raise typer.Exit(INCOMPLETE)


@app.command()
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

    keys = _keys(key_file) or Keys.from_environment()
    changed = batch.restore(source, out, keys, choice=_choice([], None, encoding, delimiter, header))
    _print(f"{out}: {changed} cells restored")


@app.command()
def key(
    file: Annotated[Path, typer.Argument(help="Key file to write; an existing file is not touched.")],
) -> None:
    """Make a new secret key for redaction and fingerprints. Keep it away from the data.

    Example: viginote key export.key
    """
    from viginote.redaction import Keys

    Keys.generate().write(file)
    _print(f"{file}: written, readable by you alone; who loses it cannot restore")


@app.command()
def profile(
    source: Annotated[str, typer.Argument(help="File, folder, archive member or database URL.")],
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
    from viginote.terminal import show_mapping

    mapping = batch.profile(_choice([], None, encoding, delimiter, header).open(source))
    if out is not None:
        from viginote.sources._files import private_output

        with private_output(out) as temporary:
            temporary.write_text(mapping.to_yaml(), encoding="utf-8")
    if as_json:
        _print_json(mapping.as_dict())
    else:
        show_mapping(mapping)


@app.command()
def exposure(
    source: SourceArgument,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the report and its tables.")],
    mapping: MappingOption = None,
    practice: Annotated[
        str | None, typer.Option(help="Column that tells whose patients these are, if not found out.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language in which the report opens: fr or en.")] = "fr",
    processes: ProcessesOption = None,
    recipients: Annotated[
        str, typer.Option(help="Who may have the data: unknown, known or none (ENISA).")
    ] = "unknown",
    malicious: Annotated[
        bool, typer.Option("--malicious/--accidental", help="Whether the breach was meant (ENISA).")
    ] = True,
    unintelligible: Annotated[
        bool, typer.Option("--unintelligible", help="The data are encrypted and the key is safe.")
    ] = False,
    dpc: Annotated[
        float | None, typer.Option(help="Context of the data, 1 to 4, in place of what is found (ENISA).")
    ] = None,
    ei: Annotated[
        float | None,
        typer.Option(help="Ease of identification, 0.25 to 1, in place of what is found (ENISA)."),
    ] = None,
    cb: Annotated[
        float | None, typer.Option(help="Circumstances, 0 to 2, in place of the options above (ENISA).")
    ] = None,
    compare: Annotated[
        list[str], typer.Option("--compare", help="A redacted copy: what it saves is told; may be repeated.")
    ] = [],
    identities: Annotated[
        bool,
        typer.Option("--identities", help="Also write who the people with a note are, encrypted to the key."),
    ] = False,
    key_file: KeyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure a leak: how many people, who with what, per practice, how severe, with error margins.

    Writes report.html, exposure.json, people.parquet, a sheet per practice and drafts of notifications.

    Example: viginote exposure leak/ -o exposure
    """
    from viginote.exposure import Circumstances, Recipients, measure
    from viginote.redaction import Keys
    from viginote.report import write
    from viginote.terminal import progress_bar, show_exposure

    if lang not in ("fr", "en"):
        raise ViginoteError(f"--lang {lang}: the report is written in fr or en")
    if recipients not in tuple(Recipients):
        raise ViginoteError(f"--recipients {recipients}: use one of {', '.join(Recipients)}")
    with progress_bar("exposure") as progress:
        result = measure(
            source,
            out,
            mapping=_choice([], mapping, None, None, None).mapping,
            practice=practice,
            processes=processes,
            circumstances=Circumstances(
                Recipients(recipients), malicious, unintelligible=unintelligible, dpc=dpc, ei=ei, cb=cb
            ),
            compare_with=compare,
            identify=(_keys(key_file) or Keys.from_environment()) if identities else None,
            progress=progress,
        )
    report = write(result, out / "report.html", lang)
    if as_json:
        _print_json(result)
    else:
        show_exposure(result, report)
    if not result["coverage"]["complete"]:
        raise typer.Exit(INCOMPLETE)


@app.command()
def audit(
    folder: Annotated[Path, typer.Argument(help="Folder that `viginote exposure` wrote.")],
    size: Annotated[int, typer.Option(help="About how many notes to draw.", min=1)] = 200,
    seed: Annotated[int, typer.Option(help="The same seed draws the same notes.")] = 1,
    window: Annotated[int, typer.Option(help="Characters shown on each side of a mention.", min=0)] = 60,
    sheet: Annotated[
        Path | None, typer.Option(help="The reviewed sheet, if it is not audit.csv in the folder.")
    ] = None,
    redraw: Annotated[bool, typer.Option("--redraw", help="Draw again over an existing audit.csv.")] = False,
    lang: Annotated[str, typer.Option(help="Language in which the report opens: fr or en.")] = "fr",
    as_json: JsonOption = False,
) -> None:
    """Review a sample by hand, so that the counts rest on it.

    The first call draws a stratified random sample into audit.csv, the one file that shows (masked) text of
    notes. Write "ok", "rien" or the right categories joined by + into its column "decision", and call again:
    counts, ranges and report are corrected.

    Example: viginote audit exposure
    """
    from viginote.exposure import apply_audit, draw_audit

    if redraw or (sheet is None and not (folder / "audit.csv").exists()):
        drawn = draw_audit(_measured(folder), folder, size=size, seed=seed, window=window)
        _print(f"{drawn}: write ok, rien or categories as each decision, then: viginote audit {folder}")
        return
    from viginote.report import write
    from viginote.terminal import show_exposure

    result = apply_audit(folder, sheet)
    report = write(result, folder / "report.html", lang)
    if as_json:
        _print_json(result)
    else:
        show_exposure(result, report)


def _measured(folder: Path) -> list[str]:
    """The sources of an exposure, from its summary."""
    try:
        summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ViginoteError(
            f"{folder}: no summary.json of a measured leak; run: viginote exposure SOURCE -o {folder}"
        ) from None
    return list(summary["columns"])


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Address; outside loopback, a token and TLS are needed.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port.", min=1, max=65535)] = 8750,
    token_file: Annotated[
        Path | None, typer.Option(help="File that holds the token of callers; else VIGINOTE_TOKEN.")
    ] = None,
    certificate: Annotated[Path | None, typer.Option(help="TLS certificate (PEM).")] = None,
    private_key: Annotated[Path | None, typer.Option(help="Private key of the certificate (PEM).")] = None,
    key_file: KeyOption = None,
    lexicon: LexiconOption = [],
    names: NamesOption = [],
    allow: AllowOption = [],
) -> None:
    """Serve scan, redact and restore over HTTP, for software that is not Python (extra `serve`).

    Example: viginote serve --port 8750
    """
    from viginote.scanner import Scanner

    try:
        from viginote.serve import serve as start
    except ModuleNotFoundError as error:
        raise ViginoteError(f"{error.name} is missing: pip install 'viginote[serve]'") from None
    start(
        Scanner(lexicons=lexicon, names=names, allow=allow),
        host,
        port,
        keys=_keys(key_file),
        token_file=token_file,
        certificate=certificate,
        private_key=private_key,
    )


corpus = typer.Typer(
    help="Generate synthetic notes and leaks of any size, with their truth.", no_args_is_help=True
)
app.add_typer(corpus, name="corpus")


@corpus.command("notes")
def corpus_notes(
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write (JSONL, gold format).")],
    number: Annotated[int, typer.Option("--number", "-n", help="How many notes.", min=1)] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same notes.")] = 1,
    split: Annotated[str, typer.Option(help="train, dev or test: no template or name is shared.")] = "train",
) -> None:
    """Write synthetic notes with their gold spans.

    Example: viginote corpus notes -n 500 --split test -o notes.jsonl
    """
    from viginote.corpus.notes import generate

    if split not in ("train", "dev", "test"):
        raise ViginoteError(f"--split {split}: no such split; use train, dev or test")
    with out.open("w", encoding="utf-8") as file:
        for note in generate(number, seed=seed, split=split):  # type: ignore[arg-type]
            file.write(json.dumps(note, ensure_ascii=False) + "\n")


@corpus.command("leak")
def corpus_leak(
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write.")],
    people: Annotated[int, typer.Option(help="How many different people.", min=1)] = 2000,
    practices: Annotated[int, typer.Option(help="How many practices.", min=1)] = 6,
    duplicates: Annotated[
        float, typer.Option(help="Share of rows that repeat a person.", min=0, max=0.9)
    ] = 0.21,
    seed: Annotated[int, typer.Option(help="The same seed gives the same leak.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """Write a synthetic leak of a doctors' software (SQL dump and CSV) and its truth.

    Example: viginote corpus leak --people 20000 -o leak
    """
    from viginote.corpus.leaks import generate

    truth = generate(out, people, seed, practices=practices, duplicate_share=duplicates)
    if as_json:
        _print_json(truth)
    else:
        _print(f"{out}: written; the truth is in {out / 'truth.json'}")
