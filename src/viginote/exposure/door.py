"""The door of the room: sources in; exposure.json, people.parquet, practices/ and notification/ out."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viginote.batch import Choice, Mapping, Role, scan
from viginote.batch.run import reading
from viginote.errors import ViginoteError
from viginote.exposure import content, counts, groups, identities, identity, notification
from viginote.exposure.comparison import compare
from viginote.exposure.layout import KnownBy, known_by
from viginote.exposure.margins import Quality
from viginote.exposure.numbered import count_by_number
from viginote.exposure.people import PeopleCount, count_people
from viginote.exposure.practices import place_people, practices
from viginote.exposure.reidentification import reidentification
from viginote.exposure.severity import Circumstances, Facts, assess
from viginote.exposure.store import Store
from viginote.exposure.telling import telling_rows
from viginote.outputs import write_json

if TYPE_CHECKING:
    from viginote.batch import Progress
    from viginote.batch.work import ScannerLike
    from viginote.redaction import Keys
    from viginote.sources.base import Source

_COVERAGE = ("path", "format", "sha256", "bytes", "rows", "unreadable", "encoding")


def measure(
    locations: Iterable[str | Path],
    out_dir: str | Path,
    *,
    choice: Choice | None = None,
    practice: str | None = None,
    processes: int | None = None,
    on: date | None = None,
    circumstances: Circumstances | None = None,
    quality: Quality | None = None,
    compare_with: Sequence[str | Path] = (),
    identify: "Keys | None" = None,
    progress: "Callable[[Progress], None] | None" = None,
    make_scanner: "Callable[[], ScannerLike] | None" = None,
) -> dict[str, Any]:
    """Measure how exposed the people of these sources are; returns what exposure.json holds.

    Findings that a scan of the same files and columns left in `out_dir` are used, else it is made first.
    `choice`: how the sources are opened, and what columns hold in place of what is found out; all columns
    are looked at. `practice`: the column that tells whose patients these are. `on`: the day on which ages are
    told, default today. `circumstances`: what the data cannot tell of the breach. `quality`: figures of the
    scanner for the margins, default those shipped. `compare_with`: a redacted copy of the sources; what it
    saves is told under `comparison`. `identify`: also write identities.csv, who the people with a note are,
    encrypted with these keys. `progress`, `make_scanner`: as `batch.scan` takes them.

    Raises ViginoteError where no row could be read, or neither columns nor texts tell people apart.
    """
    started = time.monotonic()
    places = [str(location) for location in locations]
    folder = Path(out_dir)
    choice = replace(choice or Choice(), columns=None)
    summary = _scanned(folder, places, choice)
    if summary is None:
        done = scan(
            places,
            folder,
            choice=choice,
            processes=processes,
            without_text=True,
            progress=progress,
            make_scanner=make_scanner,
        )
        summary = done.content
    if not summary["records"]["total"]:
        raise ViginoteError(
            f"{', '.join(places)}: not one row could be read, so that nobody can be counted; "
            "viginote scan SOURCE tells what was not read"
        )
    circumstances = circumstances or Circumstances()
    copy = None
    if compare_with:  # measured first, so that two stores never take memory at once
        copy = measure(
            compare_with,
            folder / "compared",
            choice=choice,
            practice=practice,
            processes=processes,
            on=on,
            circumstances=circumstances,
            quality=quality,
            progress=progress,
            make_scanner=make_scanner,
        )
    with Store.open(folder, on or date.today()) as store:
        sources = list(_sources(choice, places, summary, practice))
        _load(store, sources, folder / "findings.parquet")
        people = (count_people if store.known_by is KnownBy.IDENTITY else count_by_number)(store)
        identity.describe_people(store)
        content.link_notes(store)
        place_people(store)
        content.load_findings(store, folder / "findings.parquet")
        quality = quality or Quality.read()
        exposure = _tell(store, summary, people, quality, circumstances)
        if copy is not None:
            exposure["comparison"] = compare(exposure, copy, [str(place) for place in compare_with])
        exposure["coverage"]["seconds"] = round(time.monotonic() - started, 1)
        _write(folder, exposure, store)
        if identify is not None:
            identities.write(folder / "identities.csv", store, sources, identify)
    return exposure


def _scanned(folder: Path, places: Sequence[str], choice: Choice) -> dict[str, Any] | None:
    """The summary of a finished scan of these very sources by this version, if there is one.

    Under the mapping of `choice` the same columns must be scanned.
    """
    path = folder / "summary.json"
    if not path.exists() or not (folder / "findings.parquet").exists():
        return None
    summary: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if summary.get("reading") != reading([choice.open(place) for place in places], choice):
        return None
    then = [_columns(summary, place) for place in places]
    same = all(_looked_at(known) == _looked_at(_amended(known, choice)) for known in then)
    return summary if same else None


def _looked_at(mapping: Mapping) -> list[tuple[bool, bool, bool | None]]:
    """Of each column, how a scan goes through its cells."""
    columns = (column for table in mapping.tables.values() for column in table.columns.values())
    return [(column.scanned, column.role is Role.OTHER, column.scan) for column in columns]


def _columns(summary: dict[str, Any], place: str) -> Mapping:
    """What the scan took the columns of a place to hold."""
    return Mapping.from_yaml(json.dumps({"tables": summary["columns"].get(place, {})}), place)


def _amended(known: Mapping, choice: Choice) -> Mapping:
    return known.amended(choice.mapping or Mapping())


def _sources(
    choice: Choice, places: Sequence[str], summary: dict[str, Any], practice: str | None
) -> "Iterator[tuple[Source, Mapping]]":
    """Each source with what its columns hold."""
    for place in places:
        known = _amended(_columns(summary, place), choice)
        if practice is not None:
            _set_practice(known, practice)
        yield choice.open(place), known


def _load(store: Store, sources: "Sequence[tuple[Source, Mapping]]", findings: Path) -> None:
    mentioned = content.mentioned(store, findings)
    store.known_by = known_by(table for _, known in sources for table in known.tables.values())
    if store.known_by is KnownBy.TEXT:
        store.telling = telling_rows(store.sql, findings)
    for source, known in sources:
        store.load(source.chunks(), known, mentioned)
    if not store.records:
        raise ViginoteError(
            f"{', '.join(source.location for source, _ in sources)}: no column tells one person from another "
            "(name, birth date, NIR, telephone, mail, patient number), and no text does by a birth date or "
            "number; name columns in a mapping: viginote profile SOURCE; where there are none, viginote scan "
            "counts what the notes hold"
        )


def _set_practice(mapping: Mapping, column: str) -> None:
    """The column that the user names is the practice, and no other."""
    found = False
    for table in mapping.tables.values():
        for name, role in table.columns.items():
            if name == column:
                table.columns[name] = replace(role, role=Role.PRACTICE)
                found = True
            elif role.role is Role.PRACTICE:
                table.columns[name] = replace(role, role=Role.CODE)
    if not found:
        raise ViginoteError(f"no table has the column that was named as the practice: {column}")


def _tell(
    store: Store, summary: dict[str, Any], people: PeopleCount, quality: Quality, circumstances: Circumstances
) -> dict[str, Any]:
    sensitive = counts.sensitive(store, quality)
    nobodys = _nobodys(store)
    facts = _facts(store, sensitive, nobodys)
    severity = assess(facts, circumstances)
    (noted,) = store.one("SELECT count(DISTINCT person) FROM noted")
    exposure = {
        "measured_on": store.on.isoformat(),
        "records": _records(store, summary, people),
        "people": {
            "min": people.min,
            "best": people.best + nobodys,
            "max": people.max + nobodys,
            "minors": facts.minors,
            "deceased": store.one("SELECT count(*) FILTER (dead) FROM people")[0],
            "with_free_text": noted,
            "with_free_text_range": _noted_range(people, noted, sensitive["notes"]["unlinked"]),
            "duplicates_by_key": people.duplicates,
            "homonyms_left_apart": people.ambiguous,
            "known_by": str(store.known_by),
        },
        "professionals": _professionals(store),
        "identifiers": identity.identifiers(store),
        "sensitive": sensitive,
        "severity": severity.as_dict(),
        "reidentification": reidentification(store, quality),
        "practices": practices(store, people, quality, circumstances),
        "risk_groups": groups.risk_groups(store, quality),
        "coverage": {
            "files": [_covered(file) for file in summary["coverage"]["files"]],
            "complete": summary["complete"],
            "cells_scanned": summary["records"]["cells_scanned"],
            "cells_failed": summary["records"]["cells_failed"],
            "version": summary["version"],
            "model": summary["coverage"]["model"],
            "lexicons": summary["coverage"]["lexicons"],
            "detector_measured_on": list(quality.measured_on),
        },
    }
    exposure["notification"] = notification.fields(exposure, notification.nature(circumstances))
    return exposure


def _nobodys(store: Store) -> int:
    """Texts of nobody known, where nothing but texts tells of people: each counts as one more person.

    So do they among those with sensitive content, of whom there are never more.
    """
    if store.known_by is not KnownBy.TEXT:
        return 0
    (count,) = store.one("SELECT count(DISTINCT (src, tbl, row)) FROM noted WHERE person IS NULL")
    return int(count)


def _covered(file: dict[str, Any]) -> dict[str, Any]:
    """How much of a file was read, as the scan told it, its losses as one number."""
    return {key: file[key] for key in _COVERAGE} | {"losses": sum(loss["count"] for loss in file["losses"])}


def _noted_range(people: PeopleCount, noted: int, unlinked: int) -> dict[str, int]:
    """`low` and `high` of the people with a note, `noted` of whom are known.

    Each of the `unlinked` notes may be of one more person; at the least all of them are of one.
    """
    margin = people.range_of(noted)
    return {"low": max(margin["low"], min(unlinked, 1)), "high": margin["high"] + unlinked}


def _facts(store: Store, sensitive: dict[str, Any], nobodys: int) -> Facts:
    row = store.one(
        f"SELECT count(*), count(*) FILTER (named), {identity.LINKS_SQL} FROM people"  # noqa: S608
    )
    people, named = row[:2]
    links = dict(zip(identity.LINKS, row[2:], strict=True))
    (with_notes,) = store.one("SELECT count(DISTINCT who) FROM noted")
    (saying,) = store.one(
        "SELECT count(DISTINCT who) FROM said WHERE list_contains(?, assertion)", list(content.OF_PATIENT)
    )
    core = sensitive["people"]["best"]
    return Facts(
        people + nobodys,
        core,
        saying,
        with_notes,
        minors=links["minors"],
        named=named,
        with_nir=links["with_nir"],
        fully_identified=links["full_identity"],
    )


def _records(store: Store, summary: dict[str, Any], people: PeopleCount) -> dict[str, int]:
    with_text, notes = store.one("SELECT count(DISTINCT coalesce(rid::UBIGINT, ref)), count(*) FROM noted")
    return {
        "total": store.records,
        "duplicates": store.records - people.best,
        "unreadable": summary["records"]["unreadable"],
        "with_free_text": with_text,
        "notes": notes,
        "rows_read": summary["records"]["total"],
    }


def _professionals(store: Store) -> dict[str, int]:
    """Carers and users of whom tables of their own tell: people of another kind, no patients."""
    records, people = store.one("SELECT count(*), count(DISTINCT who) FROM professionals")
    return {"records": records, "people": people}


def _write(folder: Path, exposure: dict[str, Any], store: Store) -> None:
    check(exposure)
    write_json(exposure, folder / "exposure.json")
    groups.write_people(folder / "people.parquet", store, exposure["severity"]["cb"])
    groups.write_notes(folder / "notes.parquet", store)
    notification.write(folder, exposure)


def schema() -> dict[str, Any]:
    """The JSON Schema of exposure.json, as shipped."""
    text = files("viginote.exposure").joinpath("exposure.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def check(exposure: dict[str, Any]) -> None:
    """Raise ViginoteError where `exposure` is not what exposure.json promises."""
    from jsonschema import Draft202012Validator

    error = next(iter(Draft202012Validator(schema()).iter_errors(exposure)), None)
    if error is not None:
        place = "/".join(str(part) for part in error.absolute_path)
        raise ViginoteError(
            f"exposure.json: {place or 'top level'} breaks the rule '{error.validator}' of its schema"
        )
