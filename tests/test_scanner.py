"""The library door: what `Scanner` promises whatever the rooms behind it find."""

import pickle
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viginote import Identity, Scanner, ScanResult
from viginote.errors import ViginoteError
from viginote.redaction import Context, Keys
from viginote.redaction.forms import WRITTEN
from viginote.scanner import _BATCH, _BATCH_LETTERS
from viginote.taxonomy import Kind
from viginote.text import plain

NOTE = "Mme Odile DURAND, née le 04/05/1978, VIH+ sous Biktarvy, frère schizo. Tél 06 39 98 12 34"


@pytest.fixture(scope="module")
def scanner() -> Scanner:
    return Scanner()


def test_a_note_comes_out_mention_by_mention(scanner: Scanner) -> None:
    result = scanner.scan(NOTE)
    found = [(NOTE[f.start : f.end], f.label, f.assertion and str(f.assertion)) for f in result.findings]
    assert found == [
        ("Odile DURAND", "PERSON", None),
        ("04/05/1978", "BIRTH_DATE", None),
        ("VIH", "hiv", "affirmed"),
        ("Biktarvy", "hiv", "affirmed"),
        ("schizo", "psychiatry", "family"),
        ("06 39 98 12 34", "PHONE", None),
    ]
    assert {f.kind for f in result.identifiers} == {Kind.IDENTIFIER}
    assert {f.kind for f in result.sensitive} == {Kind.SENSITIVE}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Mme Durand, 93 240 Stains", "Durand"),
        ("Mme Petit, 59 000 Lille", "Petit"),
        ("M. Bernard (75 011 Paris)", "Bernard"),
        ("Le Docteur Martin, 12 rue Pasteur", "Martin"),
    ],
)
def test_a_person_before_an_address_is_no_part_of_it(scanner: Scanner, text: str, person: str) -> None:
    first = scanner.scan(text).findings[0]
    assert (text[first.start : first.end], first.label) == (person, "PERSON")


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Dimanche : visite de Marie-Rose et des petits", []),
        ("Suivi de M. Fall Modou pour HTA", []),
        ("habite avenue Eugène-Avinée", []),
        pytest.param(
            "Mme Durand, Rosé le soir",
            ["Rosé"],
            marks=pytest.mark.xfail(strict=True, reason="the context network takes a drink alone for none"),
        ),
        ("Mme Durand, Whisky le soir", ["Whisky"]),
        ("Patient Ribeiro AAH", ["AAH"]),
    ],
)
def test_a_word_of_a_longer_name_is_no_mention(scanner: Scanner, text: str, mentions: list[str]) -> None:
    assert [text[f.start : f.end] for f in scanner.scan(text).sensitive] == mentions


def test_the_issue_s_line_comes_out_right(scanner: Scanner) -> None:
    text = "HSH sous PrEP, sero neg, TS IMV 2011, OH sevré, frère schizo, pas de canna"
    found = [(text[f.start : f.end], f.label, str(f.assertion)) for f in scanner.scan(text).sensitive]
    for expected in [
        ("HSH", "sexual_orientation", "affirmed"),
        ("PrEP", "hiv", "affirmed"),
        ("schizo", "psychiatry", "family"),
        ("canna", "substance_use", "negated"),
    ]:
        assert expected in found
    assert ("substance_use", "history") in {(label, assertion) for _, label, assertion in found}
    assert ("psychiatry", "history") in {(label, assertion) for _, label, assertion in found}
    assert ("hiv", "negated") in {(label, assertion) for _, label, assertion in found}


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00", "🙂" * 50, "٣٤ ٥٦", "a" * 100_000, "[PERSON] [NIR]"]
)
def test_odd_texts(scanner: Scanner, text: str) -> None:
    assert scanner.scan(text) == ScanResult(text, ())


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(NOTE.split()), max_size=40).map(" ".join))
def test_findings_hold_to_the_contract(text: str) -> None:
    result = _shared().scan(text)
    assert result.text == text
    assert [f.start for f in result.findings] == sorted(f.start for f in result.findings)
    for f in result.findings:
        assert 0 <= f.start < f.end <= len(text)
        assert 0 < f.score <= 1
        assert f.detector
        assert (f.assertion is None) == (f.kind is Kind.IDENTIFIER)
    for i, one in enumerate(result.findings):
        for other in result.findings[i + 1 :]:
            if one.label == other.label or one.kind is other.kind is Kind.IDENTIFIER:
                assert not one.overlaps(other)


_kept: list[Scanner] = []


def _shared() -> Scanner:
    if not _kept:
        _kept.append(Scanner())
    return _kept[0]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*NOTE.split(), "\n", "06.39.98.12.34", "M.", "Kevin"]), max_size=30).map(
        " ".join
    )
)
def test_what_was_redacted_stays_as_it_was_written(text: str) -> None:
    """A second redaction may see more, as placeholders change what stands beside them; it undoes nothing."""
    once = _shared().scan(text).redact()
    twice = _shared().scan(once).redact()
    rest = iter(WRITTEN.findall(twice))
    assert all(token in rest for token in WRITTEN.findall(once))


def test_redacting_twice_is_redacting_once() -> None:
    texts = [
        NOTE,
        "M. B. et Dr P. Martin, né le 3 mars 1954 à Lyon",
        "Nom : DUPONT Prénom : Jean NIR 185057800608436",
    ]
    for text in texts:
        once = _shared().scan(text).redact()
        assert once != text
        assert _shared().scan(once).redact() == once


def test_scan_many_is_a_stream_in_order(scanner: Scanner) -> None:
    drawn = 0

    def texts() -> Iterator[str]:
        nonlocal drawn
        for number in range(3 * _BATCH):
            drawn += 1
            yield f"note {number}"

    results = scanner.scan_many(texts())
    assert next(results).text == "note 0"
    assert drawn <= _BATCH
    assert [r.text for r in results] == [f"note {number}" for number in range(1, 3 * _BATCH)]


def test_a_batch_ends_with_a_long_text() -> None:
    drawn = 0

    def texts() -> Iterator[str]:
        nonlocal drawn
        for text in ("", " " * _BATCH_LETTERS, "pas de cannabis"):
            drawn += 1
            yield text

    results = Scanner().scan_many(texts())
    assert next(results).text == ""
    assert drawn == 2
    assert [len(r.findings) for r in results] == [0, 1]


def test_worker_processes_find_the_same() -> None:
    texts = [NOTE, "", "pas de cannabis", *(f"Patient {n} VIH+" for n in range(600))]
    scanner = Scanner()
    assert list(scanner.scan_many(texts, processes=2)) == list(scanner.scan_many(texts))


def test_known_identity_goes_with_its_text(scanner: Scanner) -> None:
    texts = ["vu lerouvillois ce jour", "vu lerouvillois ce jour"]
    known = [Identity(last_names=["Le Rouvillois"]), None]
    first, second = scanner.scan_many(texts, known)
    assert [(f.start, f.end, f.label, f.detector) for f in first.findings] == [
        (3, 15, "PERSON", "known identity")
    ]
    assert "known identity" not in {f.detector for f in second.findings}


def test_a_note_read_in_a_wrong_encoding_is_found_where_it_stands(scanner: Scanner) -> None:
    text = "Patiente sÃ©ropositive, suivie par le Dr LefÃ¨vre Ã  OrlÃ©ans"
    found = {(f.label, text[f.start : f.end]) for f in scanner.scan(text).findings}
    assert found == {("hiv", "sÃ©ropositive"), ("PERSON", "LefÃ¨vre"), ("CITY", "OrlÃ©ans")}
    (name,) = scanner.scan("vu kÃ©rouvillois hier", Identity(last_names=["KÃ©rouvillois"])).findings
    assert (name.start, name.end, name.detector) == (3, 16, "known identity")


def test_known_of_another_length_is_refused(scanner: Scanner) -> None:
    with pytest.raises(ValueError, match=r"shorter|longer"):
        list(scanner.scan_many(["a", "b"], [None]))


def test_a_list_in_identity_is_gone_through_for_every_text(scanner: Scanner) -> None:
    known = Identity(last_names=(name for name in ["Kowalczyk"]))
    assert [r.redact() for r in scanner.scan_many(["vu kowalczyk"] * 2, [known] * 2)] == ["vu [PERSON]"] * 2
    assert pickle.loads(pickle.dumps(known)) == known


def test_numbers_of_a_table_are_read_as_they_were_stored() -> None:
    known = Identity(phones=639981234.0, patient_ids=4711, nir=1850578006084.0, last_names=float("nan"))  # type: ignore[arg-type]
    assert (known.phones, known.patient_ids, known.nir) == (("639981234",), ("4711",), "1850578006084")
    assert known.last_names == ()
    assert Identity(patient_ids=[1.5, float("inf")]).patient_ids == ("1.5", "inf")  # type: ignore[list-item]


def test_what_logs_are_apt_to_hold_shows_no_value(scanner: Scanner) -> None:
    result = scanner.scan("vu Kowalczyk", Identity(last_names=["Kowalczyk"]))
    assert "findings=(Finding(start=3, end=12" in repr(result)
    context = Context(Keys.generate(), person="Kowalczyk")
    for shown in (result, Identity(last_names=["Kowalczyk"]), context):
        assert "Kowalczyk" not in repr(shown)
        assert "Kowalczyk" not in f"{shown}"


@pytest.mark.parametrize("text", [None, b"VIH+", 3, float("nan"), ["VIH+"]])
def test_what_is_no_text_is_refused(scanner: Scanner, text: Any) -> None:
    with pytest.raises(TypeError, match=f"must be a str, not {type(text).__name__}"):
        scanner.scan(text)
    with pytest.raises(TypeError, match=f"must be a str, not {type(text).__name__}"):
        list(scanner.scan_many(["VIH+", text]))


def test_one_text_is_not_many(scanner: Scanner) -> None:
    with pytest.raises(TypeError, match="texts is one text"):
        list(scanner.scan_many("VIH+"))


def test_a_scanner_travels_with_its_settings(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("Testard\n", encoding="utf-8")
    sent = pickle.loads(pickle.dumps(Scanner(names=path, thresholds={"PHONE": 1.0})))
    assert [f.label for f in sent.scan("testard, 06 39 98 12 34").findings] == ["PERSON"]


@pytest.mark.parametrize(
    ("label", "score", "reason"),
    [
        ("PHONES", 0.5, "threshold PHONES: no such label"),
        ("phone", 0.5, "threshold phone: no such label"),
        ("PHONE", 2, "threshold PHONE: not a score"),
        ("PHONE", -0.1, "not a score"),
        ("PHONE", "0.5", "not a score"),
        ("PHONE", float("nan"), "not a score"),
    ],
)
def test_a_threshold_that_would_do_nothing_is_refused(label: str, score: Any, reason: str) -> None:
    with pytest.raises(ViginoteError, match=reason):
        Scanner(thresholds={label: score})


def test_a_category_of_ones_own_has_a_threshold(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("category,term\nlitigation,mise en cause\n", encoding="utf-8")
    assert Scanner(lexicons=path, thresholds={"litigation": 1.0}).scan("mise en cause").findings == ()


def test_thresholds_drop_what_is_less_sure() -> None:
    text = "Tél 06 39 98 12 34"
    assert [f.label for f in Scanner().scan(text).findings] == ["PHONE"]
    assert Scanner(thresholds={"PHONE": 1.0}).scan(text).findings == ()


def test_what_a_redaction_wrote_is_not_found_again(scanner: Scanner) -> None:
    text = "Mme [PERSON], tél [PHONE], puis Mme Odile DURAND"
    assert [text[f.start : f.end] for f in scanner.scan(text).findings] == ["Odile DURAND"]


_TYPESET = (
    "M.\u00a0Anne‑Lise Le\u00a0Goff, née le 4\u00a0mai\u00a01978, n’a pas de sérologie VIH. Père dépressif."
)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_typeset_and_decomposed_text_reads_as_typed_text(
    scanner: Scanner, form: Literal["NFC", "NFD"]
) -> None:
    typed = unicodedata.normalize("NFC", _TYPESET).replace("\u00a0", " ").replace("‑", "-").replace("’", "'")
    given = unicodedata.normalize(form, _TYPESET)
    expected = [(f.label, typed[f.start : f.end], f.assertion) for f in scanner.scan(typed).findings]
    found = [
        (f.label, plain(unicodedata.normalize("NFC", given[f.start : f.end])), f.assertion)
        for f in scanner.scan(given).findings
    ]
    assert found == expected
    assert {"PERSON", "BIRTH_DATE", "psychiatry", "hiv"} == {label for label, _, _ in found}


@pytest.mark.parametrize("unseen", ["\u200c", "\u200d", "\u200e", "\u202a", "\u202c", "\u2060", "\u2069"])
@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("née le 12/03/19{}54", "née le [BIRTH_DATE]"),
        ("écrire à p.durand@ex{}ample.org", "écrire à [EMAIL]"),
        ("Mme {0}DURAND{0} Odile{0}.", "Mme {0}[PERSON]."),
        ("tél {0}06 39 98 12 34", "tél {0}[PHONE]"),
    ],
)
def test_what_is_not_seen_hides_nothing(scanner: Scanner, unseen: str, text: str, redacted: str) -> None:
    assert scanner.scan(text.format(unseen)).redact() == redacted.format(unseen)
