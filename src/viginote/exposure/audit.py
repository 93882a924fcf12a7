"""A random sample of the notes for a human review.

`draw` writes audit.csv: notes drawn at random within four strata, each shown only as far as a reviewer needs
(a window around what was found, identifiers masked). The reviewer fills the column `decision`:

    ok              the categories proposed are those that the note says of its patient
    rien (or none)  it says none of its patient
    hiv+psychiatry  it says these and no others

`review.apply` reads the decisions back and corrects the counts; a line without a decision is left out.
"""

import csv
import hashlib
import heapq
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viginote.batch import Choice
from viginote.errors import ViginoteError
from viginote.exposure.content import CORE
from viginote.exposure.notification import harmless
from viginote.outputs import private_output, write_json
from viginote.taxonomy import CATEGORIES

#: Notes with a core category of the patient, with another one, with a mention that is none of the patient
#: (denied, supposed, of a relative), with no mention; and the share of the sample that each gets.
STRATA = {"core": 0.35, "other": 0.15, "mention": 0.2, "clean": 0.3}
_COLUMNS = ("id", "stratum", "proposed", "excerpt", "decision", "remark")
_NOTHING = {"rien", "none", "aucun", "aucune"}
_SHOWN_CLEAN = 400

_CORE = frozenset(CORE)

#: Source, table, row, column; and start, end, label of a finding.
Place = tuple[str, str, int, str]
_Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A note of the sample: its line in the sheet, its stratum, what the scanner says of its patient."""

    line: str
    stratum: str
    said: Sequence[str]


def stratum_of(said: Collection[str], mentioned: bool) -> str:
    """The stratum of a note of which the scanner says these categories of its patient."""
    if not _CORE.isdisjoint(said):
        return "core"
    if said:
        return "other"
    return "mention" if mentioned else "clean"


def draw(
    locations: Iterable[str | Path], out_dir: str | Path, *, size: int = 200, seed: int = 1, window: int = 60
) -> Path:
    """Write audit.csv, a sample of about `size` notes for a reviewer; returns its path.

    `locations`: what was measured into `out_dir`. `window`: characters shown on each side of a mention. The
    same seed draws the same notes. audit.json, beside it, holds where each line stands: no text.
    """
    folder = Path(out_dir)
    drawn, totals = _draw(folder / "notes.parquet", size, seed)
    texts = _texts([str(location) for location in locations], folder, drawn)
    spans = _spans(folder / "findings.parquet", drawn)
    lines = [
        (d.line, d.stratum, "+".join(d.said) or "rien", _excerpt(texts[place], spans[place], window))
        for place, d in drawn.items()
    ]
    places = {
        d.line: {"stratum": d.stratum, "said": list(d.said), "place": list(place)}
        for place, d in drawn.items()
    }
    state = {"seed": seed, "totals": totals, "lines": places}
    write_json(state, folder / "audit.json")
    return _write_sheet(folder / "audit.csv", lines)


def _draw(path: Path, size: int, seed: int) -> tuple[dict[Place, _Drawn], dict[str, int]]:
    """Of each stratum the notes with the smallest random numbers; and how many each holds."""
    import pyarrow.parquet as pq

    if not path.exists():
        raise ViginoteError(f"{path}: no notes there; measure first: viginote exposure SOURCE -o DIR")
    names = ["source", "table", "row", "column", "categories", "mentioned"]
    columns = (pq.read_table(path, columns=[name]).column(0).to_pylist() for name in names)
    strata: dict[str, list[tuple[int, Place, Sequence[str]]]] = {name: [] for name in STRATA}
    for source, table, row, column, said, mentioned in zip(*columns, strict=True):
        place = source, table, row, column
        strata[stratum_of(said, mentioned)].append((_random(seed, place), place, said))
    drawn = {
        place: _Drawn(f"{name}-{number:03d}", name, said)
        for name, share in STRATA.items()
        for number, (_, place, said) in enumerate(
            heapq.nsmallest(max(1, round(size * share)), strata[name]), 1
        )
    }
    return drawn, {name: len(notes) for name, notes in strata.items()}


def _spans(path: Path, drawn: Collection[Place]) -> dict[Place, list[_Span]]:
    """What the scan found in the drawn notes."""
    import pyarrow.parquet as pq

    spans: dict[Place, list[_Span]] = {place: [] for place in drawn}
    columns = ["source", "table", "row", "column", "start", "end", "label"]
    for batch in pq.ParquetFile(path).iter_batches(columns=columns):
        for source, table, row, column, *span in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            if (source, table, row, column) in spans:
                spans[source, table, row, column].append(tuple(span))
    return spans


def _texts(locations: Sequence[str], folder: Path, drawn: Collection[Place]) -> dict[Place, str]:
    """The text of the drawn notes, read again from the sources.

    Raises ViginoteError where other sources are given than were measured, or they changed since.
    """
    summary = read_json(folder / "summary.json")
    choice = Choice.of(summary["reading"])
    texts = {}
    for location in locations:
        if location not in summary["columns"]:
            raise ViginoteError(f"{location}: was not measured into {folder}; give the same sources as then")
        wanted: dict[tuple[str, str], list[Place]] = defaultdict(list)
        for place in drawn:
            wanted[place[0], place[1]].append(place)
        tables = summary["columns"][location]
        for chunk in choice.open(location).chunks():
            for place in wanted.get((chunk.source, chunk.table), ()):
                at = place[2] - chunk.first_row
                if 0 <= at < len(chunk.rows):
                    # Where a note is told by its path, its row is one text.
                    column = tables[chunk.table]["free_text"][0] if chunk.located_by else place[3]
                    texts[place] = chunk.rows.column(column)[at].as_py() or ""
    if len(texts) < len(drawn):
        raise ViginoteError(f"{folder}: notes of the sample are not in these sources; measure them again")
    return texts


def _random(seed: int, place: Place) -> int:
    """A number that is the same for a seed and a note, whatever the order of reading and the folder."""
    source, *within = place
    told = (seed, source.rsplit("/", 1)[-1], *within)
    digest = hashlib.blake2b("\x1f".join(map(str, told)).encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def _excerpt(text: str, spans: Sequence[_Span], window: int) -> str:
    """Windows around the mentions, or the beginning of a clean note; identifiers masked, mentions in »«."""
    mentions = [(start, end) for start, end, label in spans if label in CATEGORIES]
    if not mentions:
        return _masked(text, spans, 0, min(len(text), _SHOWN_CLEAN))
    pieces: list[list[int]] = []
    for start, end in sorted(mentions):
        low, high = max(0, start - window), min(len(text), end + window)
        if pieces and low <= pieces[-1][1]:
            pieces[-1][1] = max(high, pieces[-1][1])
        else:
            pieces.append([low, high])
    return " … ".join(_masked(text, spans, low, high) for low, high in pieces)


def _masked(text: str, spans: Sequence[_Span], low: int, high: int) -> str:
    shown, at = "", low
    for start, end, label in sorted(spans):
        if end <= at or start >= high:
            continue
        shown += text[at:start]
        shown += f"»{text[max(at, start) : end]}«" if label in CATEGORIES else f"[{label}]"
        at = end
    return " ".join((shown + text[at:high]).split())


def _write_sheet(path: Path, lines: Sequence[tuple[str, str, str, str]]) -> Path:
    with private_output(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(_COLUMNS)
        for line, stratum, proposed, excerpt in lines:
            writer.writerow((line, stratum, proposed, harmless(excerpt), "", ""))
    return path


def read_json(path: Path) -> dict[str, Any]:
    """The content of a file that measuring or drawing wrote. Raises ViginoteError where it cannot be read."""
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ViginoteError(
            f"{path}: cannot be read ({type(error).__name__}); measure and draw a sample first"
        ) from None
    return content


def decisions(path: Path, lines: Mapping[str, Any]) -> dict[str, set[str]]:
    """Line -> categories that the reviewer says the note tells of its patient."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
    except (OSError, UnicodeDecodeError) as error:
        raise ViginoteError(
            f"{path}: cannot be read ({type(error).__name__}); save it as CSV in UTF-8"
        ) from None
    decided = {}
    for number, row in enumerate(rows, 2):
        word = (row.get("decision") or "").strip().lower()
        if row.get("id") not in lines:
            raise ViginoteError(f"{path}, line {number}: the id is not of this sample; draw it again")
        if word:
            decided[str(row["id"])] = _read_decision(word, lines[row["id"]]["said"], f"{path}, line {number}")
    return decided


def _read_decision(word: str, proposed: Sequence[str], place: str) -> set[str]:
    if word == "ok":
        return set(proposed)
    if word in _NOTHING:
        return set()
    named = {part.strip() for part in word.split("+")}
    if not named <= set(CATEGORIES):
        raise ViginoteError(
            f"{place}: the decision is not understood; write ok, rien, or categories joined by + "
            f"({', '.join(CATEGORIES)})"
        )
    return named
