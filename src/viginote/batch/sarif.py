"""Findings as SARIF 2.1.0, the form in which code hosts and editors take the results of a check.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/ . A result says the label and the place: source, table, row,
column and characters, and the lines where the text is a file of its own. No scanned text, no record id and no
fingerprint is in it.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow.parquet as pq

from viginote import __version__
from viginote.batch.run import Choice, Summary
from viginote.outputs import private_output
from viginote.sources.text import TEXT, TextSource
from viginote.taxonomy import CATEGORIES, IDENTIFIERS, OF_THE_PATIENT

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_PLACE = ["source", "table", "row", "column", "start", "end", "label", "kind", "assertion", "score"]
_BATCH = 10_000
_LINE_END = re.compile(r"\r\n|\r|\n")


def write_sarif(findings: Path, summary: Summary, choice: Choice, path: Path) -> None:
    """Write the findings table in `findings` (Parquet) as one SARIF run to `path`, for its owner alone.

    `summary`, `choice`: of the scan that wrote it; text files are opened again to count their lines. What
    could not be read is told as notifications of the run, whose `executionSuccessful` is then false.
    """
    run = {
        "tool": {"driver": {"name": "viginote", "version": __version__, "rules": _rules(summary)}},
        "invocations": [{"executionSuccessful": summary.complete, **_notifications(summary)}],
        "columnKind": "unicodeCodePoints",
    }
    log = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False)
    with private_output(path) as temporary, temporary.open("w", encoding="utf-8") as file:
        file.write(log.removesuffix("}]}") + ', "results": [')
        lines = _Lines(choice)
        for number, row in enumerate(_rows(findings)):
            result = _result(row, *lines.place(row))
            file.write(("," if number else "") + "\n" + json.dumps(result, ensure_ascii=False))
        file.write("]}]}\n")


def _rows(findings: Path) -> Iterator[dict[str, Any]]:
    with pq.ParquetFile(findings) as table:
        for batch in table.iter_batches(_BATCH, columns=_PLACE):
            yield from batch.to_pylist()


def _rules(summary: Summary) -> list[dict[str, Any]]:
    """A rule for each label found, in alphabetical order."""
    return [
        {"id": label, "shortDescription": {"text": _description(label)}}
        for label in sorted(summary.content["findings"]["by_label"])
    ]


def _description(label: str) -> str:
    if label in IDENTIFIERS:
        return f"Identifier of a person: {label}"
    legal = f" ({CATEGORIES[label].legal})" if label in CATEGORIES else ""
    return f"Sensitive mention: {label}{legal}"


def _notifications(summary: Summary) -> dict[str, Any]:
    coverage = summary.content["coverage"]
    lost = [
        f"{loss['place']}: {loss['reason']} ({loss['count']} times)"
        for file in coverage["files"]
        for loss in file["losses"]
    ]
    unscanned = [f"{p['source']}, {p['table']}, row {p['row']}: not scanned" for p in coverage["unscanned"]]
    return {
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": message}} for message in [*lost, *unscanned]
        ]
    }


class _Lines:
    """Where findings stand by file and line. Rows of tables are no lines; a text file is one row of many."""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self._last: tuple[str, list[int]] = "", []

    def place(self, row: dict[str, Any]) -> tuple[str, dict[str, int]]:
        """The file of a finding, and its region there; the first line where lines do not tell."""
        within = Path(row["source"], row["column"])
        source = str(within) if within.is_file() else row["source"]
        starts = self._starts(source) if row["table"] == TextSource.table else []
        if not starts:
            return source, {"startLine": 1}
        first, last = (bisect_right(starts, offset) - 1 for offset in (row["start"], row["end"]))
        return source, {
            "startLine": first + 1,
            "startColumn": row["start"] - starts[first] + 1,
            "endLine": last + 1,
            "endColumn": row["end"] - starts[last] + 1,
        }

    def _starts(self, source: str) -> list[int]:
        """Offsets of the lines of a text file that is one note; none of any other source."""
        if self._last[0] != source:
            self._last = source, self._read(source)
        return self._last[1]

    def _read(self, source: str) -> list[int]:
        if not Path(source).is_file():
            return []
        opened = self._choice.open(source)
        if not isinstance(opened, TextSource):
            return []
        notes = [note for chunk in opened.chunks() for note in chunk.rows.column(TEXT).to_pylist()]
        return [0, *(end.end() for end in _LINE_END.finditer(notes[0]))] if len(notes) == 1 else []


def _result(row: dict[str, Any], source: str, region: dict[str, int]) -> dict[str, Any]:
    place = f"row {row['row']}, column {row['column']}, characters {row['start']} to {row['end']}"
    said = ", ".join(filter(None, (row["label"], row["assertion"])))
    return {
        "ruleId": row["label"],
        "level": _level(row["label"], row["assertion"]),
        "rank": round(100 * row["score"], 1),
        "message": {"text": f"{said}: table {row['table']}, {place}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(source)}, "region": region},
                "logicalLocations": [{"fullyQualifiedName": f"{row['table']}.{row['column']}"}],
            }
        ],
        "properties": {name: row[name] for name in ("kind", "row", "start", "end", "assertion")},
    }


def _level(label: str, assertion: str | None) -> str:
    """An error where one person can be told, or a core category is said of the patient; else a warning."""
    if label in IDENTIFIERS:
        return "error" if IDENTIFIERS[label].direct else "warning"
    core = label in CATEGORIES and CATEGORIES[label].core
    return "error" if core and assertion in OF_THE_PATIENT else "warning"


def _uri(source: str) -> str:
    """A relative path as a relative URI, an absolute one with its scheme, the URL of a database as it is."""
    if "://" in source:
        return source
    return Path(source).as_uri() if Path(source).is_absolute() else quote(Path(source).as_posix())
