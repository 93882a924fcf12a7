"""Synthetic notes and leaks."""

import json
from pathlib import Path
from typing import Annotated

import typer

from viginote.cli.common import JsonOption, one_of, print_json, print_line

corpus = typer.Typer(
    help="Generate synthetic notes and leaks of any size, with their truth.", no_args_is_help=True
)


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
    from viginote.corpus.vocabulary import SPLITS

    one_of(SPLITS, "--split", split)
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
        print_json(truth)
    else:
        print_line(f"{out}: written; the truth is in {out / 'truth.json'}")
