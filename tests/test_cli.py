"""The command line as its users meet it: exit status, one-line errors, and what is written."""

import csv
import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from viginote import __version__

LEAK = Path(__file__).parent.parent / "corpora" / "leak-sample"

Run = Callable[..., tuple[int, str, str]]


def _write_csv(path: Path, rows: list[tuple[str, str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("id", "commentaire"))
        writer.writerows(rows)
    return path


NOTES = [
    ("1", "Patient VIH+ sous Biktarvy, suivi depuis longtemps au cabinet pour son traitement"),
    ("2", "Mme Odile DURAND à rappeler au 06 39 98 12 34 pour son rendez-vous de la semaine"),
    ("3", "Renouvellement de son traitement pour la tension, pas de plainte particulière ce jour"),
]


def test_text_as_json_tells_all_of_a_finding(run: Run) -> None:
    status, out, _ = run("text", "--json", "Patient VIH+, frère schizophrène")
    assert status == 0
    found = json.loads(out)
    assert [(f["label"], f["kind"], f["assertion"]) for f in found] == [
        ("hiv", "sensitive", "affirmed"),
        ("psychiatry", "sensitive", "family"),
    ]
    assert found[1]["explain"]["subject"]
    assert (found[0]["start"], found[0]["end"]) == (8, 11)


def test_text_reads_standard_input_and_shows_reasons(run: Run) -> None:
    status, out, _ = run("text", stdin=b"pas de cannabis")
    assert status == 0
    assert "substance_use" in out
    assert "negated" in out
    assert "cue: pas de" in out


def test_text_of_an_empty_note(run: Run) -> None:
    assert run("text", "") == (0, "\nNo finding.\n", "")


def test_a_file_in_place_of_a_note_is_told(run: Run, tmp_path: Path) -> None:
    file = _write_csv(tmp_path / "notes.csv", NOTES)
    said = "the note is the name of a file; use: viginote scan FILE, or for one note: viginote text < FILE"
    assert run("text", str(file)) == (2, "", f"viginote: {said}\n")
    assert run("text", "x" * 5000)[0] == 0


def test_a_key_that_is_missing_is_told_with_its_option(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIGINOTE_KEY", raising=False)
    monkeypatch.delenv("VIGINOTE_KEY_FILE", raising=False)
    status, _, said = run("restore", str(tmp_path / "a.csv"), "-o", str(tmp_path / "b.csv"))
    assert (status, said) == (
        2,
        "viginote: no key was given; name its file with --key-file or VIGINOTE_KEY_FILE, in Python with "
        "Context(keys=...); viginote key makes one\n",
    )


def test_dump_csv_and_gzip_give_the_same_findings(run: Run, tmp_path: Path) -> None:
    packed = tmp_path / "leak.sql.gz"
    packed.write_bytes(gzip.compress((LEAK / "leak.sql").read_bytes()))
    found = []
    for source in (LEAK / "leak.sql", LEAK / "leak.csv", packed):
        assert run("scan", source, "-o", tmp_path / "out", "-j", 1, "--restart")[0] == 0
        table = pq.read_table(tmp_path / "out" / "findings.parquet").to_pylist()
        found.append(sorted((r["label"], r["start"], r["end"], r["assertion"] or "") for r in table))
    assert found[0] == found[2]
    # A row of the CSV holds its patient's identity, so more names may be known there, and its line breaks
    # take two characters: the content found is the same.
    assert _content(found[0]) == _content(found[1])


def _content(found: list[tuple[str, int, int, str]]) -> list[tuple[str, int, str]]:
    return sorted(
        (label, end - start, assertion) for label, start, end, assertion in found if label.islower()
    )


def test_findings_have_the_columns_of_the_contract_and_no_value(run: Run, tmp_path: Path) -> None:
    source = _write_csv(tmp_path / "notes.csv", NOTES)
    assert run("scan", source, "-o", tmp_path / "out", "-j", 1)[0] == 0
    table = pq.read_table(tmp_path / "out" / "findings.parquet")
    assert table.column_names == [
        "source", "table", "record_id", "row", "column", "start", "end", "label", "kind", "assertion",
        "score", "detector", "fingerprint",
    ]  # fmt: skip
    written = "".join(p.read_bytes().decode("latin-1") for p in (tmp_path / "out").iterdir())
    assert "DURAND" not in written
    assert "Biktarvy" not in written
    person = next(r for r in table.to_pylist() if r["label"] == "PERSON")
    assert (person["row"], person["column"]) == (2, "commentaire")


def test_fail_on_findings(run: Run, tmp_path: Path) -> None:
    source = _write_csv(tmp_path / "notes.csv", NOTES)
    clean = _write_csv(tmp_path / "clean.csv", [NOTES[2]] * 3)
    assert run("scan", source, "-o", tmp_path / "a", "-j", 1, "--fail-on-findings")[0] == 1
    assert run("scan", clean, "-o", tmp_path / "b", "-j", 1, "--fail-on-findings")[0] == 0


def test_redact_keeps_format_and_hides_identifiers(run: Run, tmp_path: Path) -> None:
    source = _write_csv(tmp_path / "notes.csv", NOTES, "cp1252")
    copy = tmp_path / "copy.csv"
    assert run("redact", source, "-o", copy, "-j", 1)[0] == 0
    text = copy.read_bytes().decode("cp1252")
    assert "2;Mme [PERSON] à rappeler au [PHONE] pour son rendez-vous de la semaine\r\n" in text
    assert text.replace("[PERSON]", "Odile DURAND").replace(
        "[PHONE]", "06 39 98 12 34"
    ) == source.read_bytes().decode("cp1252")


def test_encrypting_redaction_comes_back_with_the_key_alone(run: Run, tmp_path: Path) -> None:
    source = _write_csv(tmp_path / "notes.csv", NOTES)
    good, bad = tmp_path / "good.key", tmp_path / "bad.key"
    assert run("key", good)[0] == 0
    assert run("key", bad)[0] == 0
    sealed, opened = tmp_path / "sealed.csv", tmp_path / "opened.csv"
    assert run("redact", source, "-o", sealed, "--policy", "encrypt", "--key-file", good, "-j", 1)[0] == 0
    assert "DURAND" not in sealed.read_text(encoding="utf-8")
    assert run("restore", sealed, "-o", opened, "--key-file", good)[0] == 0
    assert opened.read_bytes() == source.read_bytes()
    status, _, err = run("restore", sealed, "-o", tmp_path / "no.csv", "--key-file", bad)
    assert status == 2
    assert "key" in err
    assert not (tmp_path / "no.csv").exists()


def test_profile_writes_a_mapping_that_scan_takes(run: Run, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    assert run("profile", LEAK / "leak.sql", "-o", mapping)[0] == 0
    assert "free_text" in mapping.read_text(encoding="utf-8")
    assert run("scan", LEAK / "leak.sql", "-o", tmp_path / "out", "--mapping", mapping, "-j", 1)[0] == 0


def test_evaluate_as_json(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    span = {"start": 8, "end": 12, "label": "hiv", "assertion": "affirmed"}
    gold.write_text(json.dumps({"id": "1", "text": "Patient VIH+", "spans": [span]}), encoding="utf-8")
    status, out, _ = run("evaluate", gold, "--json")
    assert status == 0
    assert json.loads(out)["core"]["recall"] == 1.0
    assert run("evaluate", gold)[0] == 0


def test_corpus_notes_are_the_same_for_the_same_seed(run: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run("corpus", "notes", "-n", 20, "--seed", 3, "-o", tmp_path / name)[0] == 0
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert len((tmp_path / "a").read_text(encoding="utf-8").splitlines()) == 20


def test_own_vocabularies(run: Run, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("ganzouille\n", encoding="utf-8")
    (tmp_path / "allow.txt").write_text("odile durand\n", encoding="utf-8")
    note = "vu avec ganzouille pour Mme Odile DURAND"
    _, out, _ = run(
        "text", "--json", "--names", tmp_path / "names.txt", "--allow", tmp_path / "allow.txt", note
    )
    assert [note[f["start"] : f["end"]] for f in json.loads(out)] == ["ganzouille"]


def test_a_policy_names_a_category_of_an_own_lexicon(run: Run, tmp_path: Path) -> None:
    lexicon, policy, copy = tmp_path / "own.csv", tmp_path / "policy.yaml", tmp_path / "copy.csv"
    lexicon.write_text("category,term\nganzouille,rendez-vous\n", encoding="utf-8")
    policy.write_text("rules:\n  ganzouille: mask\n", encoding="utf-8")
    source = _write_csv(tmp_path / "notes.csv", NOTES)
    redact = ["redact", source, "-o", copy, "--policy", policy, "-j", 1]
    assert run(*redact, "--lexicon", lexicon)[0] == 0
    assert copy.read_text(encoding="utf-8") == source.read_text(encoding="utf-8").replace(
        "rendez-vous", "*" * 11
    )
    assert run(*redact)[0] == 2


def test_exposure_then_audit(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, text, _ = run("exposure", LEAK / "leak.sql", "-o", out, "-j", 1, "--json")
    assert status == 0
    measured = json.loads(text)
    truth = json.loads((LEAK / "truth.json").read_text(encoding="utf-8"))
    assert measured["people"]["min"] <= truth["people"]["total"] <= measured["people"]["max"]
    core = measured["sensitive"]["people"]
    assert core["low"] <= truth["sensitive"]["people"] <= core["high"]
    assert "<html" in (out / "report.html").read_text(encoding="utf-8")

    status, text, _ = run("audit", out, "--size", 40)
    assert status == 0
    assert "decision" in text
    status, text, _ = run("audit", out, "--size", 40, "--redraw", "--json")
    assert (status, json.loads(text)) == (0, {"sheet": str(out / "audit.csv")})
    status, _, err = run("audit", out)
    assert status == 2
    assert "no line has a decision" in err
    with (out / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        dialect = csv.Sniffer().sniff(file.readline())
        file.seek(0)
        rows = list(csv.DictReader(file, dialect=dialect))
    for row in rows:
        row["decision"] = "ok"
    with (out / "audit.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), dialect=dialect)
        writer.writeheader()
        writer.writerows(rows)
    status, text, _ = run("audit", out, "--json")
    assert status == 0
    assert json.loads(text)["audit"]["reviewed"]


def test_a_leak_is_opened_as_the_options_say_and_so_is_it_for_the_audit(run: Run, tmp_path: Path) -> None:
    """Without a header, with a delimiter nobody guesses, in the code page of an old console."""
    leak, out, mapping = tmp_path / "leak.csv", tmp_path / "out", tmp_path / "m.yaml"
    note = "Séropositive, suivie à l'hôpital pour son VIH"
    rows = [(f"{number}", "Dérieux", "Hélène", f"12/03/19{number}", note) for number in range(40, 70)]
    leak.write_text("".join("~".join(row) + "\n" for row in rows), encoding="cp850")
    options = ("--encoding", "cp850", "--delimiter", "~", "--no-header")
    status, text, _ = run("profile", leak, "--json", *options)
    assert status == 0
    (table,) = json.loads(text)["tables"]
    roles = ("record_id", "last_name", "first_name", "birth_date", "free_text")
    columns = {f"column_{at}": role for at, role in enumerate(roles, 1)}
    mapping.write_text(json.dumps({"tables": {table: {"columns": columns}}}), encoding="utf-8")

    measure = ("exposure", leak, "-o", out, "-j", 1, "--mapping", mapping, "--json", *options)
    status, text, err = run(*measure)
    assert (status, err) == (0, "")
    measured = json.loads(text)
    (file,) = measured["coverage"]["files"]
    assert (file["rows"], file["encoding"]) == (30, "cp850")
    assert (measured["people"]["best"], measured["records"]["notes"]) == (30, 30)
    assert measured["sensitive"]["categories"]["hiv"]["people"]["best"] == 30
    assert run("audit", out, "--size", 10)[0] == 0
    assert "»Séropositive«" in (out / "audit.csv").read_text(encoding="utf-8-sig")


def _empty(folder: Path) -> Path:
    (folder / "empty.csv").touch()
    return folder / "empty.csv"


def _numbers(folder: Path) -> Path:
    (folder / "numbers.csv").write_text("a;b\n" + "1;2\n" * 50, encoding="utf-8")
    return folder / "numbers.csv"


def _binary(folder: Path) -> Path:
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 20)
    return folder / "binary.bin"


BAD = [
    ("missing file", lambda f: ["scan", f / "none.csv", "-o", f / "o"], "none.csv: no such file"),
    ("unknown format", lambda f: ["scan", _binary(f), "-o", f / "o"], "binary.bin: unknown format"),
    ("empty file", lambda f: ["scan", _empty(f), "-o", f / "o"], "empty.csv: the file is empty"),
    ("no text column", lambda f: ["scan", _numbers(f), "-o", f / "o"], "numbers.csv: no column"),
    (
        "wrong column",
        lambda f: ["scan", LEAK / "leak.csv", "-o", f / "o", "-c", "notte"],
        "no column 'notte'",
    ),
    (
        "wrong policy",
        lambda f: ["redact", LEAK / "leak.csv", "-o", f / "o", "--policy", "x.yaml"],
        "policy x.yaml",
    ),
    (
        "wrong threshold",
        lambda f: ["scan", LEAK / "leak.csv", "-o", f / "o", "--threshold", "X=2"],
        "threshold X: no such label",
    ),
    (
        "threshold without a score",
        lambda f: ["scan", LEAK / "leak.csv", "-o", f / "o", "--threshold", "PHONE"],
        "LABEL=SCORE",
    ),
    ("key missing", lambda f: ["restore", LEAK / "leak.csv", "-o", f / "o", "--key-file", f / "k"], "k: "),
    (
        "mapping missing",
        lambda f: ["scan", LEAK / "leak.csv", "-o", f / "o", "--mapping", f / "m"],
        "viginote profile",
    ),
    ("gold missing", lambda f: ["evaluate", f / "gold.jsonl"], "gold.jsonl"),
    ("nothing measured", lambda f: ["audit", f], "viginote exposure SOURCE"),
    (
        "wrong language",
        lambda f: ["exposure", LEAK / "leak.csv", "-o", f / "o", "--lang", "de"],
        "use one of fr, en",
    ),
    (
        "wrong loss",
        lambda f: ["exposure", LEAK / "leak.csv", "-o", f / "o", "--integrity", "some"],
        "none, recoverable, permanent",
    ),
    (
        "wrong split",
        lambda f: ["corpus", "notes", "-o", f / "n", "--split", "other"],
        "use one of train, dev, test",
    ),
    ("lexicon missing", lambda f: ["text", "--lexicon", f / "own.yaml", "note"], "own.yaml"),
]


@pytest.mark.parametrize(("arguments", "message"), [c[1:] for c in BAD], ids=[c[0] for c in BAD])
def test_bad_input_gets_one_line_with_place_and_status_2(
    run: Run, tmp_path: Path, arguments: Callable[[Path], list[object]], message: str
) -> None:
    status, _, err = run(*arguments(tmp_path))
    assert status == 2
    assert message in err
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err


def test_unreadable_rows_are_counted_located_and_change_the_status(run: Run, tmp_path: Path) -> None:
    dump = tmp_path / "cut.sql"
    whole = (LEAK / "leak.sql").read_bytes()
    dump.write_bytes(whole[: whole.rindex(b"\\.")])
    status, out, _ = run("scan", dump, "-o", tmp_path / "out", "-j", 1, "--json")
    assert status == 3
    summary = json.loads(out)
    assert summary["complete"] is False
    losses = [loss for file in summary["coverage"]["files"] for loss in file["losses"]]
    assert losses[0]["place"].startswith(str(dump))


def test_faults_of_the_program_are_told_without_their_message(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Odile DURAND")

    monkeypatch.setattr("viginote.batch.scan", broken, raising=False)
    status, out, err = run("scan", LEAK / "leak.csv", "-o", tmp_path / "out")
    assert status == 3
    assert "RuntimeError at test_cli.py:" in err
    assert "DURAND" not in out + err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["scan"],
        ["redact"],
        ["restore"],
        ["key"],
        ["profile"],
        ["exposure"],
        ["audit"],
        ["text"],
        ["evaluate"],
        ["corpus", "leak"],
    ],
)
def test_every_command_has_help(run: Run, command: list[str]) -> None:
    status, out, _ = run(*command, "--help")
    assert status == 0
    assert "Usage" in out


def test_version(run: Run) -> None:
    from viginote import __version__

    assert run("--version") == (0, f"viginote {__version__}\n", "")


def test_the_package_runs_as_the_command_does() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "viginote", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"viginote {__version__}\n"
