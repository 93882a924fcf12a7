"""What commands print on a terminal: highlighted notes and tables (colours honour NO_COLOR)."""

from collections import Counter

from rich.console import Console
from rich.table import Table
from rich.text import Text

from viginote.evaluation import Evaluation, Tally
from viginote.findings import Finding, ScanResult
from viginote.taxonomy import CATEGORIES, Kind

_STYLE = {
    Kind.IDENTIFIER: "black on bright_cyan",
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
    per_words = 10_000 * result.false_names / result.words if result.words else 0.0
    console.print(f"false names {result.false_names}, {per_words:.1f} per 10,000 words")
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
        from viginote.evaluation import CORE

        table.add_row("core categories", *_cells(result.mentions(CORE.__contains__)), "")
        table.add_row("all categories", *_cells(result.mentions()), "")
        patient = Tally()
        for tally in result.patient.values():
            patient.add(tally)
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
