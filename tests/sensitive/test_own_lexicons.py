"""A user's own lexicons: YAML and CSV, and what is said of a file that cannot be used."""

from pathlib import Path

import pytest

from viginote import sensitive
from viginote.sensitive import LexiconError, Lexicons
from viginote.text import Note

TEXT = "Suivi au projet Phénix, porte l'implant Zorbax, TS en 2011"


def categories(path: Path) -> list[tuple[str, str]]:
    lexicons = Lexicons.load([path])
    return [(TEXT[m.start : m.end], m.category) for m in sensitive.find(Note(TEXT), lexicons)]


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_own_terms_are_told_from_the_shipped(tmp_path: Path) -> None:
    lexicons = Lexicons.load([write(tmp_path, "own.csv", "category,term\nhiv,Zorbax\n")])
    assert [(m.category, m.own) for m in sensitive.find(Note(TEXT), lexicons)] == [
        ("hiv", True), ("psychiatry", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("own.csv", "category,term,reason\nown_study,projet Phénix,our cohort\nhiv,Zorbax,a brand\n"),
        ("own.csv", "category;term\nown_study;projet phenix\nhiv;Zorbax\n"),
        ("own.csv", "category;term;\nown_study;projet phenix;\nhiv;Zorbax;\n"),
        ("own.tsv", "term\tcategory\nprojet {Phénix|Phoenix}\town_study\nzorbax\thiv\n"),
        ("own.yaml", "own_study:\n  - projet Phénix\nhiv:\n  - term: Zorbax\n    reason: a brand\n"),
        ("own.yml", "own_study: [projet Phénix]\nhiv: [{term: Zorbax, flags: case}]\n"),
    ],
)
def test_own_terms_stand_beside_the_shipped(tmp_path: Path, name: str, content: str) -> None:
    assert categories(write(tmp_path, name, content)) == [
        ("projet Phénix", "own_study"), ("Zorbax", "hiv"), ("TS", "psychiatry"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "place", "remedy"),
    [
        ("a.csv", "category,word\nhiv,x\n", "line 1", "name the columns"),
        ("a.csv", "category,term\nhiv,ok\nHIV,mot\n", "line 3", "lower-case word"),
        ("a.csv", "category,term\nhiv,\n", "line 2", "empty"),
        ("a.csv", "category,term\nhiv,{a|b\n", "line 2", "braces"),
        ("a.csv", "category,term\nhiv,VIH+\n", "line 2", "not searched"),
        ("a.csv", "category,term,flags\nhiv,mot,loud\n", "line 2", "known:"),
        ("a.csv", "category,term,flags\nhiv,mot,score=2\n", "line 2", "score"),
        ("a.csv", "category,term,flags\nhiv,mot,sense=nowhere\n", "line 2", "sense"),
        ("a.csv", "category,term,flags\nhiv,mot,history negated\n", "line 2", "either"),
        ("a.yaml", "hiv:\n  - ok\n  - [nested]\n", "line 3", "list of terms"),
        ("a.csv", "category,term,flag\nhiv,mot,exact\n", "line 2", "use category, term, reason, flags"),
        ("a.yaml", "hiv:\n  - {term: mot, flag: exact}\n", "line 2", "use category, term, reason, flags"),
        ("a.yaml", "- hiv\n", "line 1", "categories"),
        ("a.yaml", "hiv: mot\n", "line 1", "list of terms"),
        ("a.yaml", "hiv: [mot\n", "line 2", "not valid YAML"),
        ("a.json", "{}", "a.json", "use .csv"),
    ],
)
def test_a_file_that_cannot_be_used_names_place_and_remedy(
    tmp_path: Path, name: str, content: str, place: str, remedy: str
) -> None:
    with pytest.raises(LexiconError) as error:
        Lexicons.load([write(tmp_path, name, content)])
    assert name in str(error.value)
    assert place in str(error.value)
    assert remedy in str(error.value)


def test_a_missing_file_and_a_wrong_encoding_are_said(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="check the path"):
        Lexicons.load([tmp_path / "nowhere.csv"])
    path = tmp_path / "old.csv"
    path.write_bytes("category,term\nhiv,sérologie\n".encode("cp1252"))
    with pytest.raises(LexiconError, match="UTF-8"):
        Lexicons.load([path])


def test_an_empty_yaml_file_adds_nothing(tmp_path: Path) -> None:
    assert categories(write(tmp_path, "empty.yaml", "# nothing yet\n")) == [("TS", "psychiatry")]
