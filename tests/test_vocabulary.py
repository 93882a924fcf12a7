from pathlib import Path

import pytest

from viginote.errors import ViginoteError
from viginote.findings import Finding
from viginote.text import Note
from viginote.vocabulary import Vocabulary


def _load(tmp_path: Path, names: str = "", allow: str = "") -> Vocabulary:
    (tmp_path / "names.txt").write_text(names, encoding="utf-8")
    (tmp_path / "allow.txt").write_text(allow, encoding="utf-8")
    return Vocabulary.load([tmp_path / "names.txt"], [tmp_path / "allow.txt"])


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("vu par mme ganzouille", ["ganzouille"]),
        ("GANZOUILLÉ et Ganzouille", ["GANZOUILLÉ", "Ganzouille"]),
        ("ganzouilles", []),
        ("le Val d'Oz", ["Val d'Oz"]),
        ("", []),
    ],
)
def test_names_are_found_as_whole_words_in_any_case(tmp_path: Path, text: str, spans: list[str]) -> None:
    found = _load(tmp_path, "# our people\n\nGanzouillé\nVal  d’Oz\n").find(Note(text))
    assert [text[f.start : f.end] for f in found] == spans


def test_allowed_terms(tmp_path: Path) -> None:
    vocabulary = _load(tmp_path, allow="Cabinet Pasteur\n")
    note = Note("au cabinet PASTEUR, Pasteur")
    assert vocabulary.allows(note, Finding(3, 18, "HOSPITAL", 0.9, "test"))
    assert not vocabulary.allows(note, Finding(20, 27, "PERSON", 0.9, "test"))


def test_unreadable_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ViginoteError, match=r"missing\.txt"):
        Vocabulary.load([tmp_path / "missing.txt"], [])
    (tmp_path / "latin.txt").write_bytes("Hélène".encode("cp1252"))
    with pytest.raises(ViginoteError, match=r"latin\.txt: byte 1 is not UTF-8"):
        Vocabulary.load([], [tmp_path / "latin.txt"])
