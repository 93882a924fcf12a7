"""What commands print on a terminal: highlighted notes and tables (colours honour NO_COLOR)."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from viginote.evaluation import CORE, Evaluation, Tally
from viginote.findings import Finding, ScanResult
from viginote.taxonomy import CATEGORIES, Kind

if TYPE_CHECKING:
    from viginote.batch import Mapping, Progress

#: How many columns a line lists.
_COLUMNS_TOLD = 8
_STYLE = {
    Kind.IDENTIFIER: "underline black on bright_cyan",
    Kind.SENSITIVE: "bold black on bright_yellow",
}


def show_findings(result: ScanResult) -> None:
    """The note with its findings highlighted, then one line per finding."""
    console = Console(highlight=False)
    shown = Text(result.text)
    for finding in result.findings:
        shown.stylize(_STYLE[finding.kind], finding.start, finding.end)
    console.print(shown)
    if not result.findings:
        console.print("No finding.")
        return
    table = Table(box=None, pad_edge=False)
    for header in ("span", "label", "assertion", "text", "score", "why"):
        table.add_column(header, justify="right" if header == "score" else "left", overflow="fold")
    for f in result.findings:
        value = Text(result.text[f.start : f.end].replace("\n", " "))
        table.add_row(f"{f.start}-{f.end}", f.label, str(f.assertion or ""), value, f"{f.score:.2f}", why(f))
    console.print(table)


def why(finding: Finding) -> str:
    """The finding's explanation in one phrase: detector, reason, term, cue, subject."""
    explain = finding.explain
    parts = [finding.detector, explain.reason]
    parts += [f"term: {explain.term}"] if explain.term else []
    parts += [f"cue: {explain.cue}"] if explain.cue else []
    parts += [f"of: {explain.subject}"] if explain.subject else []
    return "; ".join(part for part in parts if part)


def show_evaluation(result: Evaluation) -> None:
    """The figures of an evaluation as tables."""
    console = Console(highlight=False)
    console.print(f"{result.notes} notes, {result.words} words")
    if result.characters.gold:
        console.print(
            f"identifiers hidden {_percent(result.characters.recall)} of characters, "
            f"precision of what is hidden {_percent(result.characters.precision)}"
        )
    console.print(f"false names {result.false_names}, {result.false_name_rate or 0:.1f} per 10,000 words")
    console.print(_label_table(result))
    if result.clean_notes:
        console.print(
            f"notes without a sensitive mention: {result.clean_notes}, flagged {result.clean_flagged}"
        )
    if result.assertions:
        console.print(f"right assertion {_percent(result.assertion_accuracy)}")
        console.print(_assertion_table(result.assertions))


def _label_table(result: Evaluation) -> Table:
    table = Table("label", "gold", "found", "recall", "said", "right", "precision", "hidden", box=None)
    for label, tally in sorted(result.labels.items()):
        hidden = result.hidden.get(label)
        table.add_row(label, *_cells(tally), _percent(hidden.recall) if hidden else "")
    if any(label in CATEGORIES for label in result.labels):
        table.add_row("core categories", *_cells(result.mentions(CORE.__contains__)), "")
        table.add_row("all categories", *_cells(result.mentions()), "")
        patient = result.of_patients
        table.add_row(f"said of the patient, core (F {_percent(patient.f1)})", *_cells(patient), "")
    return table


def _cells(tally: Tally) -> list[str]:
    return [
        str(tally.gold), str(tally.found), _percent(tally.recall),
        str(tally.said), str(tally.right), _percent(tally.precision),
    ]  # fmt: skip


def _assertion_table(pairs: Counter[tuple[str, str]]) -> Table:
    values = sorted({value for pair in pairs for value in pair})
    table = Table("gold \\ said", *values, box=None)
    for gold in values:
        table.add_row(gold, *(str(pairs[gold, said]) for said in values))
    return table


def show_mistakes(result: Evaluation, texts: dict[str, str], limit: int) -> None:
    """Up to `limit` mistakes of each sort and label, with the text around them."""
    console = Console(highlight=False, soft_wrap=True)
    seen: Counter[tuple[str, str]] = Counter()
    for m in sorted(result.mistakes, key=lambda m: (m.what, m.label)):
        seen[m.what, m.label] += 1
        if seen[m.what, m.label] > limit:
            continue
        text = texts[m.note_id]
        before, after = text[max(0, m.start - 50) : m.start], text[m.end : m.end + 40]
        line = f"{m.what:9} {m.label:15} {m.note_id}: {before}[{text[m.start : m.end]}]{after} {m.detail}"
        console.print(Text(line.replace("\n", "⏎")))


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


@contextmanager
def progress_bar(what: str) -> Iterator["Callable[[Progress], None] | None"]:
    """A bar on standard error where that is a terminal; elsewhere None, and nothing is printed."""
    from rich import progress as rich

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (
        rich.TextColumn(what),
        rich.BarColumn(),
        rich.TextColumn("{task.fields[rows]:,} rows, {task.fields[rate]:,.0f}/s"),
        rich.TimeElapsedColumn(),
        rich.TextColumn("left"),
        rich.TimeRemainingColumn(),
    )
    with rich.Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None, rows=0, rate=0.0)

        def tell(step: "Progress") -> None:
            rate = step.rows / step.seconds if step.seconds else 0.0
            bar.update(task, completed=step.bytes, total=step.total_bytes or None, rows=step.rows, rate=rate)

        yield tell


def show_summary(content: dict[str, Any], out: Path | None) -> None:
    """What a scan or a redaction did: rows, findings by label, and what could not be read, located."""
    console = Console(highlight=False)
    records = content["records"]
    console.print(
        f"{records['total']:,} rows, {records['with_free_text']:,} with free text, "
        f"{content['findings']['total']:,} findings in {content['seconds']:,.1f} s"
        + (f": {out}" if out else "")
    )
    table = Table("label", "findings", box=None)
    for label, count in sorted(content["findings"]["by_label"].items()):
        table.add_row(label, f"{count:,}")
    if table.row_count:
        console.print(table)
    show_losses(content["coverage"]["files"], records["cells_failed"])


def show_kept(content: dict[str, Any]) -> None:
    """Which columns of identifiers a redaction left as they are, on standard error."""
    typed = content["typed_columns"]
    if typed["columns"] and not typed["redacted"]:
        listed = ", ".join(typed["columns"][:_COLUMNS_TOLD])
        more = len(typed["columns"]) - _COLUMNS_TOLD
        told = f"{listed} and {more} more" if more > 0 else listed
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        console.print(Text(f"left as they are, columns of identifiers: {told}; --typed-columns redacts them"))


def show_places(findings: Path, limit: int = 200) -> None:
    """Where the first findings of a table (Parquet) stand, a line each, and how many more there are."""
    import pyarrow.parquet as pq

    console = Console(highlight=False, soft_wrap=True)
    with pq.ParquetFile(findings) as table:
        for row in (row for batch in islice(table.iter_batches(limit), 1) for row in batch.to_pylist()):
            said = ", ".join(filter(None, (row["label"], row["assertion"])))
            place = f"{row['source']}, {row['table']}, row {row['row']}, {row['column']}"
            console.print(Text(f"{place}, characters {row['start']} to {row['end']}: {said}"))
        more = table.metadata.num_rows - limit
    if more > 0:
        console.print(f"and {more:,} more; -o writes them all")


def show_losses(files: list[dict[str, Any]], cells_failed: int = 0) -> None:
    """What could not be read, with place, reason and count, on standard error."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for loss in (loss for file in files for loss in file["losses"]):
        rows = f", {loss['rows']} rows unread" if loss["rows"] else ""
        console.print(Text(f"incomplete: {loss['place']}: {loss['reason']} ({loss['count']} times{rows})"))
    if cells_failed:
        console.print(f"incomplete: {cells_failed} texts could not be scanned; summary.json says where")


def show_mapping(mapping: "Mapping") -> None:
    """What each column holds, a line each."""
    table = Table("table", "column", "role", "confidence", "filled", box=None)
    for name, content in mapping.tables.items():
        for column, role in content.columns.items():
            table.add_row(name, column, str(role.role), _percent(role.confidence), _percent(role.filled))
    Console(highlight=False).print(table)


def show_exposure(exposure: dict[str, Any], report: Path) -> None:
    """The figures that matter, each with its range, and where the report is."""
    console = Console(highlight=False)
    people, core = exposure["people"], exposure["sensitive"]["people"]
    table = Table("", "best", "low", "high", box=None)
    table.add_row("people", *(f"{people[k]:,}" for k in ("best", "min", "max")))
    table.add_row("people with core sensitive content", *(f"{core[k]:,}" for k in ("best", "low", "high")))
    console.print(table)
    severity = exposure["severity"]
    console.print(
        f"{exposure['records']['total']:,} records, {len(exposure['practices'])} practices, "
        f"severity {severity['level']} (ENISA {severity['score']}, CNIL {severity['cnil_level']})"
    )
    professionals = exposure["professionals"]["people"]
    if professionals:
        console.print(f"{professionals:,} carers and users of the software, counted apart")
    unlinked = exposure["sensitive"]["notes"]["unlinked"]
    if unlinked:
        console.print(f"{unlinked:,} of {exposure['sensitive']['notes']['total']:,} notes: patient not known")
    console.print(f"report: {report}")
    if not exposure["coverage"]["complete"]:
        coverage = exposure["coverage"]
        unread = sum(file["unreadable"] for file in coverage["files"])
        place = report.with_name("summary.json")
        Console(stderr=True, highlight=False, soft_wrap=True).print(
            f"incomplete: {unread:,} rows unread, {coverage['cells_failed']:,} texts could not be scanned; "
            f"{place} says where and why"
        )
