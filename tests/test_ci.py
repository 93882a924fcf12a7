"""A scan as a check of code: places without values, SARIF for a code host, a pre-commit hook."""

import json
import shlex
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

Run = Callable[..., tuple[int, str, str]]

CSV = (
    "id;commentaire\n"
    "80017;Patient VIH+ sous Biktarvy, suivi depuis longtemps au cabinet pour son traitement\n"
    "80018;Mme Odile DURAND à rappeler au 06 39 98 12 34, frère schizophrène, pour son rendez-vous\n"
    "80019;Renouvellement de son traitement pour la tension, pas de plainte particulière ce jour\n"
)
TEXT = "\ufeffMme Odile DURAND\r\n😀 VIH+, schizo\nphrène"
VALUES = ("DURAND", "Odile", "06 39", "Biktarvy", "80017")

#: What SARIF 2.1.0 says of the parts that are written; nothing else may be there.
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_ONE = {"type": "integer", "minimum": 1}


def closed(required: str, optional: str = "", **properties: Any) -> dict[str, Any]:
    """The schema of an object with these properties and no others."""
    assert set(properties) == {*required.split(), *optional.split()}
    shape = {"type": "object", "additionalProperties": False}
    return {**shape, "required": required.split(), "properties": properties}


REGION = closed("startLine", "startColumn endLine endColumn",
                startLine=_ONE, startColumn=_ONE, endLine=_ONE, endColumn=_ONE)  # fmt: skip
LOCATION = closed(
    "physicalLocation logicalLocations",
    physicalLocation=closed(
        "artifactLocation region",
        artifactLocation=closed("uri", uri={"type": "string", "format": "uri-reference"}),
        region=REGION,
    ),
    logicalLocations={
        "type": "array",
        "items": closed("fullyQualifiedName", fullyQualifiedName={"type": "string"}),
    },
)
RESULT = closed(
    "ruleId level rank message locations properties",
    ruleId={"type": "string"},
    level={"enum": ["none", "note", "warning", "error"]},
    rank={"type": "number", "minimum": 0, "maximum": 100},
    message=_TEXT,
    locations={"type": "array", "minItems": 1, "items": LOCATION},
    properties={"type": "object"},
)
RUN = closed(
    "tool invocations columnKind results",
    tool=closed(
        "driver",
        driver=closed(
            "name version rules",
            name={"const": "viginote"},
            version={"type": "string"},
            rules={
                "type": "array",
                "uniqueItems": True,
                "items": closed("id shortDescription", id={"type": "string"}, shortDescription=_TEXT),
            },
        ),
    ),
    invocations={
        "type": "array",
        "items": closed(
            "executionSuccessful toolExecutionNotifications",
            executionSuccessful={"type": "boolean"},
            toolExecutionNotifications={
                "type": "array",
                "items": closed("level message", level={"const": "error"}, message=_TEXT),
            },
        ),
    },
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": RESULT},
)
SARIF = closed(
    "$schema version runs",
    **{"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"},
       "runs": {"type": "array", "minItems": 1, "maxItems": 1, "items": RUN}},
)  # fmt: skip


@pytest.fixture
def fixtures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of fixtures below the working directory, as in a checkout."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "fixtures"
    folder.mkdir()
    (folder / "notes d'essai.csv").write_text(CSV, encoding="utf-8")
    (folder / "note.txt").write_bytes(TEXT.encode())
    return folder


def sarif(path: Path) -> dict[str, Any]:
    log = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(log, SARIF, format_checker=jsonschema.FormatChecker())
    (run,) = log["runs"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {r["ruleId"] for r in run["results"]}
    loaded: dict[str, Any] = run
    return loaded


def places(run: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (r["ruleId"], r["level"], at["artifactLocation"]["uri"], *at["region"].values())
        for r in run["results"]
        for at in [r["locations"][0]["physicalLocation"]]
    ]


def test_sarif_holds_places_and_labels_alone(run: Run, fixtures: Path) -> None:
    status, _, _ = run("scan", "fixtures", "-j", 1, "-o", "out", "--sarif", "s.json", "--fail-on-findings")
    assert status == 1
    told = sarif(Path("s.json"))
    assert told["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    rows = "fixtures/notes%20d%27essai.csv"
    assert places(told) == [
        ("hiv", "error", rows, 1),
        ("hiv", "error", rows, 1),
        ("PERSON", "error", rows, 1),
        ("PHONE", "error", rows, 1),
        ("psychiatry", "warning", rows, 1),
        ("PERSON", "error", "fixtures/note.txt", 1, 5, 1, 17),
        ("hiv", "error", "fixtures/note.txt", 2, 3, 2, 6),
        ("psychiatry", "error", "fixtures/note.txt", 2, 9, 2, 15),
    ]
    of_brother = told["results"][4]
    assert of_brother["message"]["text"] == (
        "psychiatry, family: table notes d'essai, row 2, column commentaire, characters 53 to 65"
    )
    assert of_brother["properties"] == {
        "kind": "sensitive", "row": 2, "start": 53, "end": 65, "assertion": "family",
    }  # fmt: skip
    written = Path("s.json").read_text(encoding="utf-8")
    assert [value for value in VALUES if value in written] == []


def test_sarif_of_nothing_found(run: Run, fixtures: Path) -> None:
    Path("clean.txt").write_text("Examen normal, revoir dans un mois.\n", encoding="utf-8")
    assert run("scan", "clean.txt", "-j", 1, "--sarif", "s.json", "--fail-on-findings")[0] == 0
    assert sarif(Path("s.json"))["results"] == []


def test_sarif_tells_what_could_not_be_read(run: Run, fixtures: Path) -> None:
    (fixtures / "empty.csv").touch()
    assert run("scan", "fixtures", "-j", 1, "--sarif", "s.json", "--fail-on-findings")[0] == 3
    (invocation,) = sarif(Path("s.json"))["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "fixtures/empty.csv: the file is empty (1 times)"


def test_absolute_paths_and_own_categories(run: Run, fixtures: Path) -> None:
    (fixtures / "own.yaml").write_text("voyance: [ganzouille]\n", encoding="utf-8")
    note = fixtures / "note.txt"
    note.write_text("consulte un ganzouille", encoding="utf-8")
    assert run("scan", note, "-j", 1, "--lexicon", fixtures / "own.yaml", "--sarif", "s.json")[0] == 0
    assert places(sarif(Path("s.json"))) == [("voyance", "warning", note.as_uri(), 1, 13, 1, 23)]


def test_the_place_of_a_finding_in_a_database_is_its_url(run: Run, fixtures: Path) -> None:
    with closing(sqlite3.connect("clinic.db")) as base:
        base.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, commentaire TEXT)")
        base.execute("INSERT INTO notes VALUES (1, 'Revu ce jour, va bien, rappeler au 06 39 98 12 34')")
        base.commit()
    url = "sqlite:///clinic.db"
    assert run("scan", url, "-c", "commentaire", "-j", 1, "--sarif", "s.json")[0] == 0
    assert places(sarif(Path("s.json"))) == [("PHONE", "error", url, 1)]


def test_without_a_folder_places_are_printed_and_nothing_stays(
    run: Run, fixtures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (fixtures / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(fixtures / "tmp"))
    before = sorted(fixtures.parent.rglob("*"))
    status, out, _ = run("scan", fixtures / "note.txt", "-j", 1)
    assert status == 0
    assert f"{fixtures}/note.txt, notes, row 1, text, characters 4 to 16: PERSON\n" in out
    assert f"{fixtures}/note.txt, notes, row 1, text, characters 20 to 23: hiv, affirmed\n" in out
    assert [value for value in VALUES[:2] if value in out] == []
    assert sorted(fixtures.parent.rglob("*")) == before


def test_the_pre_commit_hook_runs_on_the_files_it_is_given(run: Run, fixtures: Path) -> None:
    manifest = Path(__file__).parents[1] / ".pre-commit-hooks.yaml"
    (hook,) = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    assert (hook["id"], hook["language"], hook["require_serial"]) == ("viginote", "python", True)
    name, *arguments = shlex.split(hook["entry"])
    assert name == "viginote"
    assert run(*arguments, "fixtures/note.txt", "fixtures/notes d'essai.csv")[0] == 1
    Path("clean.txt").write_text("Examen normal, revoir dans un mois.\n", encoding="utf-8")
    assert run(*arguments, "clean.txt")[0] == 0
