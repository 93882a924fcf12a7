"""A human review of a random sample, and the counts corrected by it.

`draw` writes audit.csv: notes drawn at random within four strata, each shown only as far as a reviewer needs
(a window around what was found, identifiers masked). The reviewer fills the column `decision`:

    ok              the categories proposed are those that the note says of its patient
    rien (or none)  it says none of its patient
    hiv+psychiatry  it says these and no others

`apply` reads the decisions back and corrects the counts of people by a stratified estimate, its interval
made of the strata's Wilson intervals (margins.stratified); a line without a decision is left out.
"""

import csv
import hashlib
import heapq
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from viginote.batch import Mapping as Columns
from viginote.errors import ViginoteError
from viginote.exposure import notification
from viginote.exposure.content import CORE, OF_PATIENT
from viginote.exposure.margins import Sampled, stratified
from viginote.sources import open_source
from viginote.sources._files import private_output
from viginote.taxonomy import CATEGORIES

#: Notes with a core category of the patient, with another one, with a mention that is none of the patient
#: (denied, supposed, of a relative), with no mention; and the share of the sample that each gets.
STRATA = {"core": 0.35, "other": 0.15, "mention": 0.2, "clean": 0.3}
_COLUMNS = ("id", "stratum", "proposed", "excerpt", "decision", "remark")
_NOTHING = {"rien", "none", "aucun", "aucune"}
_SHOWN_CLEAN = 400
_FORMULA = ("=", "+", "-", "@")

Place = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a scan found in one note."""

    spans: Sequence[tuple[int, int, str, str]] = ()
    said: frozenset[str] = frozenset()

    @property
    def stratum(self) -> str:
        if self.said & set(CORE):
            return "core"
        if self.said:
            return "other"
        return "mention" if any(label in CATEGORIES for *_, label, _ in self.spans) else "clean"


@dataclass
class _Urn:
    """The notes of a stratum: all counted, those with the smallest random numbers kept."""

    size: int
    total: int = 0
    kept: list[tuple[int, Place, str]] = field(default_factory=list)

    def put(self, number: int, place: Place, text: str) -> None:
        self.total += 1
        entry = (-number, place, text)
        if len(self.kept) < self.size:
            heapq.heappush(self.kept, entry)
        elif self.size and entry > self.kept[0]:
            heapq.heapreplace(self.kept, entry)


def draw(
    locations: Iterable[str | Path], out_dir: str | Path, *, size: int = 200, seed: int = 1, window: int = 60
) -> Path:
    """Write audit.csv, a sample of about `size` notes for a reviewer; returns its path.

    `locations`: what was measured into `out_dir`. `window`: characters shown on each side of a mention. The
    same seed draws the same notes. audit.json, beside it, holds where each line stands: no text.
    """
    folder = Path(out_dir)
    found = _findings(folder / "findings.parquet")
    urns = {name: _Urn(max(1, round(size * share))) for name, share in STRATA.items()}
    for place, text in _notes([str(location) for location in locations], folder):
        stratum = found.get(place, _Found()).stratum
        urns[stratum].put(_random(seed, place), place, text)
    lines, places = [], {}
    for name, urn in urns.items():
        for number, (_, place, text) in enumerate(sorted(urn.kept, reverse=True), 1):
            line = f"{name}-{number:03d}"
            of_note = found.get(place, _Found())
            lines.append(
                (line, name, "+".join(sorted(of_note.said)) or "rien", _excerpt(text, of_note, window))
            )
            places[line] = {"stratum": name, "said": sorted(of_note.said), "place": list(place)}
    state = {"seed": seed, "totals": {name: urn.total for name, urn in urns.items()}, "lines": places}
    with private_output(folder / "audit.json") as temporary:
        temporary.write_text(json.dumps(state, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return _write_sheet(folder / "audit.csv", lines)


def _findings(path: Path) -> dict[Place, _Found]:
    import pyarrow.parquet as pq

    if not path.exists():
        raise ViginoteError(f"{path}: no findings there; measure first: viginote exposure SOURCE -o DIR")
    spans: dict[Place, list[tuple[int, int, str, str]]] = defaultdict(list)
    columns = ["source", "table", "row", "column", "start", "end", "label", "assertion"]
    for batch in pq.ParquetFile(path).iter_batches(columns=columns):
        for *place, start, end, label, assertion in zip(*(c.to_pylist() for c in batch.columns), strict=True):
            spans[tuple(place)].append((start, end, label, assertion or ""))
    return {
        place: _Found(found, frozenset(label for *_, label, assertion in found if assertion in OF_PATIENT))
        for place, found in spans.items()
    }


def _notes(locations: Sequence[str], folder: Path) -> Iterator[tuple[Place, str]]:
    """Every filled cell of the free-text columns, as the scan knew them."""
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    for location in locations:
        if location not in summary["columns"]:
            raise ViginoteError(f"{location}: was not measured into {folder}; give the same sources as then")
        tables = Columns.from_yaml(json.dumps({"tables": summary["columns"][location]})).tables
        for chunk in open_source(location).chunks():
            texts = tables[chunk.table].free_text if chunk.table in tables else ()
            for column in texts:
                for row, text in enumerate(chunk.rows.column(column).to_pylist(), chunk.first_row):
                    if text and text.strip():
                        yield (chunk.source, chunk.table, row, column), text


def _random(seed: int, place: Place) -> int:
    """A number that is the same for a seed and a note, whatever the order of reading and the folder."""
    source, *within = place
    told = (seed, source.rsplit("/", 1)[-1], *within)
    digest = hashlib.blake2b("\x1f".join(map(str, told)).encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def _excerpt(text: str, found: _Found, window: int) -> str:
    """Windows around the mentions, or the beginning of a clean note; identifiers masked, mentions in »«."""
    mentions = [(s, e) for s, e, label, _ in found.spans if label in CATEGORIES]
    if not mentions:
        return _masked(text, found, 0, min(len(text), _SHOWN_CLEAN))
    pieces: list[list[int]] = []
    for start, end in sorted(mentions):
        low, high = max(0, start - window), min(len(text), end + window)
        if pieces and low <= pieces[-1][1]:
            pieces[-1][1] = max(high, pieces[-1][1])
        else:
            pieces.append([low, high])
    return " … ".join(_masked(text, found, low, high) for low, high in pieces)


def _masked(text: str, found: _Found, low: int, high: int) -> str:
    shown, at = "", low
    for start, end, label, _ in sorted(found.spans):
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
            shown = f"'{excerpt}" if excerpt.startswith(_FORMULA) else excerpt
            writer.writerow((line, stratum, proposed, shown, "", ""))
    return path


def apply(out_dir: str | Path, sheet: str | Path | None = None) -> dict[str, Any]:
    """Correct exposure.json in `out_dir` by the decisions in audit.csv (or `sheet`); returns it.

    Raises ViginoteError with line and column where a decision cannot be read.
    """
    from viginote.exposure.door import check, write_json

    folder = Path(out_dir)
    state = _read_json(folder / "audit.json")
    exposure = _read_json(folder / "exposure.json")
    decided = _decisions(Path(sheet) if sheet else folder / "audit.csv", state["lines"])
    if not decided:
        raise ViginoteError(
            f"{sheet or folder / 'audit.csv'}: no line has a decision; fill the column 'decision'"
        )
    notes = sum(state["totals"].values())
    per_note = exposure["people"]["with_free_text"] / notes if notes else 0.0
    sensitive = exposure["sensitive"]
    sensitive["people"] = _corrected(state, decided, set(CORE), per_note)
    for category, told in sensitive["categories"].items():
        told["people"] = _corrected(state, decided, {category}, per_note)
    exposure["audit"] = {
        "seed": state["seed"],
        "notes": state["totals"],
        "reviewed": {name: len(sampled) for name, sampled in _by_stratum(state, decided).items()},
        "agreed": sum(set(state["lines"][line]["said"]) == said for line, said in decided.items()),
        "method": "Wilson intervals of the strata, joined by MOVER, 95 %",
    }
    check(exposure)
    write_json(folder / "exposure.json", exposure)
    notification.write(folder, exposure)
    return exposure


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ViginoteError(
            f"{path}: cannot be read ({type(error).__name__}); measure and draw a sample first"
        ) from None
    return content


def _decisions(path: Path, lines: Mapping[str, Any]) -> dict[str, set[str]]:
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


def _by_stratum(state: Mapping[str, Any], decided: Mapping[str, set[str]]) -> dict[str, list[set[str]]]:
    strata: dict[str, list[set[str]]] = {name: [] for name in STRATA}
    for line, said in decided.items():
        strata[state["lines"][line]["stratum"]].append(said)
    return strata


def _corrected(
    state: Mapping[str, Any], decided: Mapping[str, set[str]], wanted: set[str], per_note: float
) -> dict[str, int]:
    """People of whom a note says one of the `wanted` categories: best, low, high."""
    sampled = [
        Sampled(state["totals"][name], len(said), sum(bool(s & wanted) for s in said))
        for name, said in _by_stratum(state, decided).items()
    ]
    best, low, high = (round(count * per_note) for count in stratified(sampled))
    return {"best": best, "low": min(low, best), "high": max(high, best)}
