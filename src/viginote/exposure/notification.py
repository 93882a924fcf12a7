"""What has to be told, to whom: the CNIL's form as far as the data fill it, letters, practice sheets.

GDPR art. 33(3) (what a notification holds), art. 33(4) (it may be completed later), art. 34 (people are told
when the risk is high). All of it is text that the user edits; what the data cannot tell is left open.
"""

import csv
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from jinja2 import Environment, PackageLoader, StrictUndefined

from viginote.exposure.groups import RISK_GROUPS
from viginote.exposure.severity import Circumstances, Loss, Recipients
from viginote.exposure.wording import filters
from viginote.outputs import private_folder, private_output, write_text
from viginote.text import fold

#: Columns with these identifiers -> kinds of data of the CNIL's form.
_KINDS = (
    ("civil_status", ("PERSON", "BIRTH_DATE")),
    ("nir", ("NIR",)),
    ("contact", ("PHONE", "EMAIL", "ADDRESS", "POSTCODE", "CITY")),
)
#: Special categories (GDPR art. 9) and offences (art. 10) of the CNIL's form -> categories of the notes.
_SPECIAL = (
    (
        "health",
        ("hiv", "psychiatry", "substance_use", "sti_hepatitis", "reproductive", "disability_protection"),
    ),
    ("sex_life_or_orientation", ("sex_life", "sexual_orientation")),
    ("origin_belief_opinion", ("origin_belief",)),
    ("genetic", ("genetic",)),
    ("offences", ("judicial",)),
)
#: What only the user can tell.
_OPEN = (
    "started_on", "ended_on", "discovered_on", "origin", "cause", "controller", "dpo_contact",
    "measures_before", "measures_after", "people_informed_on", "cross_border",
)  # fmt: skip
#: Counts of a practice that open its line in the tables.
_COLUMNS = (
    "records", "people", "minors", "without_birth_date", "deceased", "with_nir", "notes",
    "people_with_free_text",
)  # fmt: skip
_UNSAFE = re.compile(r"[^a-z0-9]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def nature(circumstances: Circumstances) -> dict[str, bool]:
    """What was lost."""
    return {
        "confidentiality": circumstances.recipients is not Recipients.NONE,
        "integrity": circumstances.integrity is not Loss.NONE,
        "availability": circumstances.availability is not Loss.NONE,
    }


def fields(exposure: dict[str, Any], nature: dict[str, bool]) -> dict[str, Any]:
    """The fields of the CNIL's form that the data fill, and the names of those they do not."""
    people, sensitive, severity = (exposure[part] for part in ("people", "sensitive", "severity"))
    held = {label for label, count in exposure["identifiers"].items() if count["records"]}
    told = {c for c, entry in sensitive["categories"].items() if entry["notes"]}
    kinds = [kind for kind, labels in _KINDS if held & set(labels)]
    if people["known_by"] == "number":
        kinds.insert(0, "patient_number")
    special = [kind for kind, labels in _SPECIAL if told & set(labels)]
    if exposure["records"]["notes"] and "health" not in special:
        special.insert(0, "health")
    return {
        "nature": nature,
        "people": {key: people[key] for key in ("min", "best", "max")},
        "records": exposure["records"]["total"],
        "categories_of_people": [
            "patients",
            *(["minors"] if people["minors"] else []),
            *(["professionals"] if exposure["professionals"]["people"] else []),
        ],
        "categories_of_data": kinds,
        "special_categories": special,
        "consequences": _consequences(held, sensitive, exposure["records"]["notes"]),
        "severity": severity["cnil_level"],
        # GDPR art. 34(3)(a): nobody has to be told of data that nobody can read
        "inform_people": severity["score"] >= 3 and "unintelligible" not in severity["flags"],
        "to_complete": list(_OPEN),
    }


def _consequences(held: set[str], sensitive: dict[str, Any], notes: int) -> list[str]:
    so = {
        "loss_of_confidentiality": True,
        "loss_of_professional_secrecy": notes > 0,
        "discrimination_or_stigma": sensitive["people"]["high"] > 0,
        "blackmail": sensitive["people"]["high"] > 0,
        "identity_theft": "NIR" in held or {"PERSON", "BIRTH_DATE"} <= held,
        "phishing": bool(held & {"PHONE", "EMAIL"}),
    }
    return [consequence for consequence, holds in so.items() if holds]


def write(folder: Path, exposure: dict[str, Any]) -> None:
    """Write notification/ and practices/ into `folder`."""
    environment = Environment(  # noqa: S701 (plain text)
        loader=PackageLoader("viginote.exposure"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters("fr"))
    letters = private_folder(folder / "notification")
    _clear(letters, "article-34-*.txt")
    for name in ("cnil-initiale.txt", "cnil-complementaire.txt"):
        write_text(environment.get_template(f"{name}.j2").render(e=exposure), letters / name)
    for group in RISK_GROUPS:
        if exposure["risk_groups"][group]["people"]:
            text = environment.get_template("article-34.txt.j2").render(e=exposure, group=group)
            write_text(text, letters / f"article-34-{group}.txt")
    _write_practices(folder / "practices", environment, exposure)


def _write_practices(folder: Path, environment: Environment, exposure: dict[str, Any]) -> None:
    """A sheet for each practice and a table of all."""
    private_folder(folder)
    _clear(folder, "[0-9]*.txt")
    template = environment.get_template("practice.txt.j2")
    sheets = []
    for place, practice in enumerate(exposure["practices"], 1):
        sheets.append(f"{place:04d}-{_slug(practice['id'])}.txt")
        write_text(template.render(e=exposure, p=practice), folder / sheets[-1])
    lines = [_line(practice, sheet) for practice, sheet in zip(exposure["practices"], sheets, strict=True)]
    if lines:
        _write_tables(folder, lines)


def _line(practice: dict[str, Any], sheet: str) -> dict[str, Any]:
    """A practice as a line of the tables: counts, each from detection with its range."""
    line = {"practice": practice["id"], "sheet": sheet} | {c: practice[c] for c in _COLUMNS}
    line |= _bounds("people", practice["people_range"])
    for count in ("people_sensitive", "notes_sensitive"):
        line |= {count: practice[count]} | _bounds(count, practice[f"{count}_range"])
    line["sensitive_identified"] = practice["linked_to"]["full_identity"]
    line |= _bounds("sensitive_identified", practice["linked_to_range"]["full_identity"])
    for category, people in practice["categories"].items():
        line |= {category: people} | _bounds(category, practice["categories_range"][category])
    return line | {key: practice["severity"][key] for key in ("score", "level")}


def _bounds(name: str, margin: dict[str, int]) -> dict[str, int]:
    return {f"{name}_{side}": margin[side] for side in ("low", "high")}


def _write_tables(folder: Path, lines: list[dict[str, Any]]) -> None:
    """All practices as CSV for a spreadsheet and as Parquet."""
    with private_output(folder / "practices.parquet") as temporary:
        pq.write_table(pa.Table.from_pylist(lines), temporary)
    with (
        private_output(folder / "practices.csv") as temporary,
        temporary.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.DictWriter(file, list(lines[0]), delimiter=";")
        writer.writeheader()
        writer.writerows({**line, "practice": harmless(line["practice"])} for line in lines)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _clear(folder: Path, sheets: str) -> None:
    """Remove what was written before: a sheet may have another number now, or none."""
    for sheet in folder.glob(sheets):
        sheet.unlink()


def _slug(name: str) -> str:
    return _UNSAFE.sub("-", fold(name)).strip("-")[:40] or "sans-nom"
