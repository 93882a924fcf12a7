"""Whatever was done to make a text readable, what is found in it is found in the text as given."""

import unicodedata
from base64 import b64encode
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viginote import Scanner
from viginote.batch import redact as redact_file
from viginote.batch import scan
from viginote.redaction import redact
from viginote.shown import show
from viginote.shown.loose import joined

PARTS = [
    "{\\rtf1 ",
    "\\par ",
    "\\'e9",
    "}",
    "<p>",
    "</b>",
    "&eacute;",
    "&Atilde;",
    "Ã©",
    "Â",
    "e\u0301",
    "\u200d",
    "con\ufb02it",
    "dépres-\nsion",
    "a b",
    "é",
]


@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_every_stretch_lies_in_the_text_as_given_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    shown = show(text)
    size = len(shown.text)
    stretches = [place for at in range(size) for place in shown.given(at, at + 1)]
    assert all(0 <= start <= end <= len(text) for start, end in stretches)
    assert stretches == sorted(stretches)
    if shown.offsets is not None:
        assert (len(shown.offsets), shown.offsets[-1]) == (size + 1, len(text))
        assert all(shown.text[mark] in " \n" for mark in shown.marks)


@given(st.text("abé\u0301\u0300e \n\u200d\u202a", max_size=20))
def test_loose_accents_are_joined_and_what_is_not_seen_is_dropped(text: str) -> None:
    shown = joined(text)
    places = list(shown.offsets or range(len(text) + 1))
    seen = text.translate(dict.fromkeys(map(ord, "\u200d\u202a")))
    assert unicodedata.normalize("NFC", shown.text) == unicodedata.normalize("NFC", seen)
    assert not text[: places[0]].strip("\u200d\u202a")
    assert places[-1] == len(text)
    assert places == sorted(places)
    # A letter is led back to itself and all its accents.
    for at, letter in enumerate(shown.text):
        if letter.isalpha():
            given = text[places[at] : places[at + 1]].strip("\u200d\u202a")
            assert unicodedata.normalize("NFC", given).startswith(letter)


@pytest.mark.parametrize(
    ("given", "said", "hidden"),
    [
        (
            "vu Mme Rémy l'Ã©te\u0301, sÃ©ropositive",
            ["sÃ©ropositive"],
            "vu Mme [PERSON] l'Ã©te\u0301, sÃ©ropositive",
        ),
        (
            "<p>M. Durand</p><p>s&eacute;ropositif, t&eacute;l 06 39<i>98 12</i>34</p>",
            ["s&eacute;ropositif"],
            "<p>M. [PERSON]</p><p>s&eacute;ropositif, t&eacute;l [PHONE]<i>[PHONE]</i>[PHONE]</p>",
        ),
        (
            r"{\rtf1\ansi{\fonttbl{\f0 Times;}} Mme H\'e9l\'e8ne Roux\par s\'e9ropositive\par}",
            [r"s\'e9ropositive"],
            r"{\rtf1\ansi{\fonttbl{\f0 Times;}} Mme [PERSON]\par s\'e9ropositive\par}",
        ),
        (
            "con\ufb02it conjugal, M. Gri\ufb03th",
            ["con\ufb02it conjugal"],
            "con\ufb02it conjugal, M. [PERSON]",
        ),
        ("Mme Aminata ADÉBÁYỌ\u0300 vient, VIH+", ["VIH"], "Mme [PERSON] vient, VIH+"),
        (r"{\rtf1 s\'c3\'a9ropositif}", [r"s\'c3\'a9ropositif"], r"{\rtf1 s\'c3\'a9ropositif}"),
    ],
    ids=[
        "mojibake",
        "html",
        "rtf",
        "letters drawn as one",
        "an accent that no letter is made with",
        "mojibake in rtf",
    ],
)
def test_what_is_found_is_found_where_it_stands(
    given: str, said: list[str], hidden: str, tmp_path: Path
) -> None:
    result = Scanner().scan(given)
    assert result.text == given
    assert [given[f.start : f.end] for f in result.sensitive] == said
    assert redact(given, result.findings) == hidden
    source, copy = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text(f"id|note\n1|{given}\n", encoding="utf-8")
    redact_file(source, copy, processes=1)
    assert copy.read_text(encoding="utf-8") == f"id|note\n1|{hidden}\n"


def test_rtf_is_read_as_a_file_and_in_a_fhir_attachment(tmp_path: Path) -> None:
    letter, hidden = (rf"{{\rtf1\ansi Vu M. {who}\par s\'e9ropositif\par}}" for who in ("Durand", "[PERSON]"))
    attachment = '{"resourceType": "DocumentReference", "content": [{"attachment": {"data": "%s"}}]}\n'
    for name, stored, copied in (
        ("a.rtf", letter, hidden),
        ("a.doc", letter, hidden),
        ("a.ndjson", *(attachment % b64encode(text.encode()).decode() for text in (letter, hidden))),
    ):
        source, copy = tmp_path / name, tmp_path / f"copy-{name}"
        source.write_text(stored)
        assert scan([source], tmp_path / f"found-{name}", processes=1).findings == 2
        assert redact_file(source, copy, processes=1).complete
        assert copy.read_text() == copied


def test_findings_that_markup_parts_are_in_order() -> None:
    text = "<p>Suivi au Centre <b>médico-psychologique</b> Les <i>Lilas</i> de Lyon</p>"
    places = [(f.start, f.end) for f in Scanner().scan(text).findings]
    assert places == sorted(places)
    assert len(places) > 3


def test_equal_values_have_equal_fingerprints_however_they_are_written(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    spellings = [
        "Mme Hélène MARTIN",
        "<p>Mme H&eacute;l&egrave;ne MARTIN</p>",
        r"{\rtf1 Mme H\'e9l\'e8ne MARTIN}",
    ]
    source.write_text(
        "id|note\n" + "".join(f"{n}|{text}\n" for n, text in enumerate(spellings)), encoding="utf-8"
    )
    scan([source], tmp_path / "out", processes=1)
    found = pq.read_table(tmp_path / "out" / "findings.parquet").to_pylist()
    assert len(found) == 3
    assert len({row["fingerprint"] for row in found}) == 1
