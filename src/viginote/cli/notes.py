"""One note, or notes whose truth is known."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from viginote.cli.common import AllowOption, JsonOption, LexiconOption, NamesOption, print_json
from viginote.errors import ViginoteError


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
    from viginote import collector
    from viginote.scanner import Scanner

    if os.path.isfile(note):
        raise ViginoteError(
            "the note is the name of a file; use: viginote scan FILE, or for one note: viginote text < FILE"
        )
    given = _standard_input() if note == "-" else note
    with collector.paused():  # one note leaves less than it takes to look through the lexicons and the model
        result = Scanner(lexicons=lexicon, names=names, allow=allow).scan(given)
        if as_json:
            print_json([f.as_dict() for f in result.findings])
        else:
            from viginote.terminal import show_findings

            show_findings(result)


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8", errors="replace")


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
        print_json(result.as_dict())
        return
    from viginote.terminal import show_evaluation, show_mistakes

    show_evaluation(result)
    if errors:
        show_mistakes(result, {note.id: note.text for note in notes}, errors)
