"""A leak: measure it, review a sample of it by hand."""

import json
from pathlib import Path
from typing import Annotated

import typer

from viginote.cli.common import (
    INCOMPLETE,
    DelimiterOption,
    EncodingOption,
    HeaderOption,
    JsonOption,
    KeyOption,
    LangOption,
    MappingOption,
    ProcessesOption,
    SourceArgument,
    choice_of,
    keys_in,
    one_of,
    print_json,
    print_line,
)
from viginote.errors import ViginoteError


def exposure(
    source: SourceArgument,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the report and its tables.")],
    mapping: MappingOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
    header: HeaderOption = None,
    practice: Annotated[
        str | None, typer.Option(help="Column that tells whose patients these are, if not found out.")
    ] = None,
    lang: LangOption = "fr",
    processes: ProcessesOption = None,
    recipients: Annotated[
        str, typer.Option(help="Who may have the data: unknown, known or none (ENISA).")
    ] = "unknown",
    malicious: Annotated[
        bool, typer.Option("--malicious/--accidental", help="Whether the breach was meant (ENISA).")
    ] = True,
    integrity: Annotated[
        str, typer.Option(help="Data altered: none, recoverable or permanent (ENISA).")
    ] = "none",
    availability: Annotated[
        str, typer.Option(help="Data out of reach: none, recoverable or permanent (ENISA).")
    ] = "none",
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
    from viginote.exposure import Circumstances, Loss, Recipients, measure
    from viginote.redaction import Keys
    from viginote.report import write
    from viginote.report.page import LANGUAGES
    from viginote.terminal import progress_bar, show_exposure

    one_of(LANGUAGES, "--lang", lang)
    circumstances = Circumstances(
        Recipients(one_of(Recipients, "--recipients", recipients)),
        malicious,
        Loss(one_of(Loss, "--integrity", integrity)),
        Loss(one_of(Loss, "--availability", availability)),
        unintelligible=unintelligible,
        dpc=dpc,
        ei=ei,
        cb=cb,
    )
    with progress_bar("exposure") as progress:
        result = measure(
            source,
            out,
            choice=choice_of([], mapping, encoding, delimiter, header),
            practice=practice,
            processes=processes,
            circumstances=circumstances,
            compare_with=compare,
            identify=Keys.resolve(keys_in(key_file)) if identities else None,
            progress=progress,
        )
    report = write(result, out / "report.html", lang)
    if as_json:
        print_json(result)
    else:
        show_exposure(result, report)
    if not result["coverage"]["complete"]:
        raise typer.Exit(INCOMPLETE)


def audit(
    folder: Annotated[Path, typer.Argument(help="Folder that `viginote exposure` wrote.")],
    size: Annotated[int, typer.Option(help="About how many notes to draw.", min=1)] = 200,
    seed: Annotated[int, typer.Option(help="The same seed draws the same notes.")] = 1,
    window: Annotated[int, typer.Option(help="Characters shown on each side of a mention.", min=0)] = 60,
    sheet: Annotated[
        Path | None, typer.Option(help="The reviewed sheet, if it is not audit.csv in the folder.")
    ] = None,
    redraw: Annotated[bool, typer.Option("--redraw", help="Draw again over an existing audit.csv.")] = False,
    lang: LangOption = "fr",
    as_json: JsonOption = False,
) -> None:
    """Review a sample by hand, so that the counts rest on it.

    The first call draws a stratified random sample into audit.csv, the one file that shows (masked) text of
    notes. Write "ok", "rien" or the right categories joined by + into its column "decision", and call again:
    counts, ranges and report are corrected.

    Example: viginote audit exposure
    """
    from viginote.exposure import apply_audit, draw_audit
    from viginote.report import write
    from viginote.report.page import LANGUAGES

    one_of(LANGUAGES, "--lang", lang)
    if redraw or (sheet is None and not (folder / "audit.csv").exists()):
        drawn = draw_audit(_measured(folder), folder, size=size, seed=seed, window=window)
        if as_json:
            print_json({"sheet": str(drawn)})
        else:
            print_line(
                f"{drawn}: write ok, rien or categories as each decision, then: viginote audit {folder}"
            )
        return
    from viginote.terminal import show_exposure

    result = apply_audit(folder, sheet)
    report = write(result, folder / "report.html", lang)
    if as_json:
        print_json(result)
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
