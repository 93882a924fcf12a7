"""The command line: parse, call, print. What a command does lives in the room it calls.

Exit status: 0 done and complete; 1 findings, with --fail-on-findings; 2 wrong use or unusable input;
3 done but incomplete (rows or files unreadable, each counted and located), or cut short by a fault.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from viginote.cli import leaks, notes, server, sources
from viginote.cli.common import COMPLETE, INCOMPLETE, WRONG_USE, print_line
from viginote.cli.corpus import corpus
from viginote.errors import ViginoteError

_INTERRUPTED = 130
_UNUSABLE = (PermissionError, FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError)

app = typer.Typer(
    name="viginote",
    help="Find what French clinical notes give away, redact it, and measure exposure after a leak.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from viginote import __version__

        print_line(f"viginote {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Find what French clinical notes give away, redact it, and measure exposure after a leak."""


for command in (
    notes.text,
    notes.evaluate,
    sources.scan,
    sources.redact,
    sources.restore,
    sources.key,
    sources.profile,
    leaks.exposure,
    leaks.audit,
    server.serve,
):
    app.command()(command)
app.add_typer(corpus, name="corpus")


def main() -> None:
    """Entry point: every error becomes one line on standard error, never a traceback, never a value."""
    # What a command writes is for its owner alone, the files that libraries open for themselves included.
    os.umask(0o077)
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
