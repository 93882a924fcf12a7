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


def main() -> None:
    """Entry point: every error becomes one line on standard error, never a traceback, never a value."""
    try:
        app()
    except ViginoteError as error:
        _fail(str(error), WRONG_USE)
    except KeyboardInterrupt:
        _fail("interrupted; run the same command again to continue", INCOMPLETE)
    except BrokenPipeError:
        sys.exit(COMPLETE)
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
        _print_json([_finding_dict(f) for f in result.findings])
    else:
        from viginote.terminal import show_findings

        show_findings(result)


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8", errors="replace")


def _finding_dict(finding: Any) -> dict[str, Any]:
    explain = finding.explain
    return {
        "start": finding.start,
        "end": finding.end,
        "label": finding.label,
        "kind": str(finding.kind),
        "assertion": finding.assertion and str(finding.assertion),
        "score": finding.score,
        "detector": finding.detector,
        "explain": {
            "reason": explain.reason,
            "term": explain.term,
            "cue": explain.cue,
            "subject": explain.subject,
        },
    }


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
