"""Redaction of a text: operators, scopes, overlaps, edges."""

import os
import subprocess
import sys

import pytest

from viginote.findings import Finding, ScanResult
from viginote.redaction import Context, KeyFault, Keys, Policy, RedactionError, redact, restore
from viginote.redaction.sentences import Sentences
from viginote.shown import show
from viginote.taxonomy import Assertion

KEYS = Keys(bytes(range(32)))
NOTE = "Dr. DUPONT Jean, né le 12/03/54. VIH positif depuis 2010. Revient en mai."


def at(text: str, value: str, label: str, score: float = 0.9) -> Finding:
    start = text.index(value)
    assertion = Assertion.AFFIRMED if label.islower() else None
    return Finding(start, start + len(value), label, score, "test", assertion)


FINDINGS = (
    at(NOTE, "DUPONT Jean", "PERSON"),
    at(NOTE, "12/03/54", "BIRTH_DATE"),
    at(NOTE, "VIH positif", "hiv"),
    at(NOTE, "2010", "DATE"),
)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (
            {"identifier": "replace"},
            "Dr. [PERSON], né le [BIRTH_DATE]. VIH positif depuis [DATE]. Revient en mai.",
        ),
        ({"PERSON": "mask"}, "Dr. ****** ****, né le 12/03/54. VIH positif depuis 2010. Revient en mai."),
        ({"PERSON": "remove"}, "Dr. , né le 12/03/54. VIH positif depuis 2010. Revient en mai."),
        (
            {"PERSON": {"operator": "replace", "placeholder": "X"}},
            "Dr. X, né le 12/03/54. VIH positif depuis 2010. Revient en mai.",
        ),
        ({"hiv": "replace"}, "Dr. DUPONT Jean, né le 12/03/54. [SENSITIVE] depuis 2010. Revient en mai."),
        (
            {"hiv": {"operator": "replace", "scope": "sentence"}, "DATE": "mask"},
            "Dr. DUPONT Jean, né le 12/03/54. [SENSITIVE] Revient en mai.",
        ),
        ({"hiv": {"operator": "remove", "scope": "field"}, "PERSON": "replace"}, ""),
        ({"sensitive": "keep"}, NOTE),
        ({}, NOTE),
    ],
)
def test_operators_and_scopes(rules: dict[str, object], expected: str) -> None:
    assert redact(NOTE, FINDINGS, Policy.of(rules)) == expected


def test_hash_is_keyed_short_and_blind_to_spelling() -> None:
    text = "Dupont, DUPONT, du pont; Durand"
    found = [Finding(s, e, "PERSON", 0.9, "test") for s, e in ((0, 6), (8, 14), (16, 23), (25, 31))]
    policy = Policy.of({"PERSON": "hash"})
    first, second, third, fourth = redact(text, found, policy, Context(KEYS)).replace("; ", ", ").split(", ")
    assert first == second == third != fourth
    assert first.startswith("[PERSON#")
    assert len(first) == len("[PERSON#]") + 16
    assert redact(text, found, policy, Context(Keys(b"x" * 32))) != redact(text, found, policy, Context(KEYS))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 4, "PERSON", 0.9), (4, 8, "CITY", 0.9)], "[PERSON][CITY]89"),  # neighbours stay apart
        ([(0, 6, "PERSON", 0.9), (2, 4, "CITY", 1.0)], "[PERSON]6789"),  # the wider holds the narrower
        ([(0, 4, "PERSON", 0.8), (2, 6, "CITY", 0.9)], "[CITY]6789"),  # same width: the surer
        ([(0, 4, "PERSON", 0.9), (3, 8, "NIR", 0.1), (7, 9, "CITY", 0.9)], "[NIR]9"),  # a chain
        ([(2, 4, "CITY", 0.9), (2, 4, "CITY", 0.9)], "01[CITY]456789"),  # twice the same
        ([(3, 3, "CITY", 0.9)], "0123456789"),  # an empty one
        ([(8, 10, "CITY", 0.9), (0, 1, "PERSON", 0.9)], "[PERSON]1234567[CITY]"),  # any order
    ],
)
def test_overlaps(spans: list[tuple[int, int, str, float]], expected: str) -> None:
    found = [Finding(s, e, label, score, "test") for s, e, label, score in spans]
    assert redact("0123456789", found) == expected
    assert redact("0123456789", reversed(found)) == expected


def test_what_is_removed_does_not_come_back_with_the_key() -> None:
    policy = Policy.of({"PERSON": "remove", "DATE": "mask", "hiv": {"operator": "encrypt", "scope": "field"}})
    hidden = redact(NOTE, FINDINGS, policy, Context(KEYS))
    assert hidden.startswith("[vg1r:SENSITIVE:main:")
    assert restore(hidden, KEYS) == NOTE.replace("DUPONT Jean", "").replace("2010", "****")


def test_surrogate_of_a_partial_overlap_is_a_placeholder() -> None:
    text = "Jean Dupont 12/03/54"
    found = [Finding(0, 14, "PERSON", 0.9, "test"), Finding(12, 20, "DATE", 0.9, "test")]
    assert redact(text, found, Policy.named("surrogate"), Context(KEYS)) == "[PERSON]"


def test_placeholders_of_an_earlier_redaction_stay() -> None:
    text = "M. [PERSON], [SENSITIVE]"
    found = [at(text, "PERSON", "PERSON"), at(text, "[SENSITIVE]", "CITY")]
    assert redact(text, found) == text


@pytest.mark.parametrize("span", [(0, 6), (-1, 3), (4, 2)])
def test_findings_of_another_text_are_refused(span: tuple[int, int]) -> None:
    with pytest.raises(RedactionError, match="outside the text of 5 characters"):
        redact("court", [Finding(*span, "PERSON", 0.9, "test")])


def test_no_findings_no_text() -> None:
    assert redact("", []) == ""
    assert redact("rien", []) == "rien"
    assert ScanResult(NOTE, FINDINGS).redact() == redact(NOTE, FINDINGS)


def test_the_name_of_a_policy_is_no_policy() -> None:
    with pytest.raises(TypeError, match=r"not str; use Policy\.named"):
        redact("vu", [], "strict")  # type: ignore[arg-type]


def test_key_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.delenv("VIGINOTE_KEY", raising=False)
    monkeypatch.delenv("VIGINOTE_KEY_FILE", raising=False)
    with pytest.raises(KeyFault, match="VIGINOTE_KEY_FILE"):
        redact(NOTE, FINDINGS, Policy.named("encrypt"))
    KEYS.write(tmp_path / "key")
    monkeypatch.setenv("VIGINOTE_KEY_FILE", str(tmp_path / "key"))
    assert restore(redact(NOTE, FINDINGS, Policy.named("encrypt")), KEYS) == NOTE


def test_a_path_is_no_keys() -> None:
    with pytest.raises(TypeError, match=r"^keys must be Keys, not str; use Keys\.read\(\.\.\.\)$"):
        Context("export.key")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("Vu ce jour. VIH connu. RAS", "VIH", "VIH connu."),
        ("Vu par Dr. Martin pour VIH. RAS", "VIH", "Vu par Dr. Martin pour VIH."),
        ("Suivi par J. Martin, VIH. RAS", "VIH", "Suivi par J. Martin, VIH."),
        ("ligne une\nVIH\n\nligne trois", "VIH", "VIH"),
        ("TA 12.8 VIH", "VIH", "TA 12.8 VIH"),
        ("VIH", "VIH", "VIH"),
        ("un ! Deux VIH ? Trois", "VIH", "Deux VIH ?"),
        ("cannabis. vu au CMP. VIH", "CMP", "cannabis. vu au CMP."),  # in doubt longer
        ("A. Bc\nde", "Bc\nde", "A. Bc\nde"),
    ],
)
def test_sentences(text: str, mention: str, expected: str) -> None:
    start = text.index(mention)
    ((left, right),) = Sentences(show(text)).around(start, start + len(mention))
    assert text[left:right] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<p>Bonjour.</p><p>VIH+ depuis\n2010, <b>suivi</b>.</p><p>Revoir.</p>",
            "<p>Bonjour.</p><p>[SENSITIVE] <b>[SENSITIVE]</b>[SENSITIVE]</p><p>Revoir.</p>",
        ),
        (r"{\rtf1\ansi VIH+ depuis" "\r\n" r"l'\'e9t\'e9.\par Bien.}", r"{\rtf1\ansi [SENSITIVE]\par Bien.}"),
    ],
    ids=["html", "rtf"],
)
def test_the_sentence_that_a_reader_sees_is_hidden_and_the_markup_stays(text: str, expected: str) -> None:
    start = text.index("VIH")
    found = [Finding(start, start + 4, "hiv", 0.9, "test", Assertion.AFFIRMED)]
    assert redact(text, found, Policy.named("strict")) == expected


SPELLINGS = {
    "html": ("<p>Mme {}</p>", "H&eacute;l&egrave;ne MARTIN"),
    "rtf": (r"{{\rtf1\ansi Mme {}\par}}", r"H\'e9l\'e8ne MARTIN"),
    "mojibake": ("Mme {}", "HÃ©lÃ¨ne MARTIN"),
    "decomposed": ("Mme {}", "He\u0301le\u0300ne MARTIN"),
}


@pytest.mark.parametrize("kind", SPELLINGS)
@pytest.mark.parametrize("operator", ["surrogate", "hash"])
def test_one_person_has_one_false_name_however_it_is_written(kind: str, operator: str) -> None:
    frame, name = SPELLINGS[kind]
    policy = Policy.of({"PERSON": operator})

    def redacted(text: str, value: str) -> str:
        start = text.index(value)
        found = [Finding(start, start + len(value), "PERSON", 0.9, "test")]
        return redact(text, found, policy, Context(KEYS))

    plain = redacted("Mme Hélène MARTIN", "Hélène MARTIN").removeprefix("Mme ")
    text = frame.format(name)
    assert show(redacted(text, name)).text.strip() == show(text.replace(name, plain)).text.strip()


def test_a_date_that_markup_cuts_is_not_shifted_piece_by_piece() -> None:
    text = "<p>Né le 12/03/<b>1954</b>, revu</p>"
    found = [Finding(9, 15, "BIRTH_DATE", 0.9, "test"), Finding(18, 22, "BIRTH_DATE", 0.9, "test")]
    hidden = "<p>Né le [BIRTH_DATE]<b>[BIRTH_DATE]</b>, revu</p>"
    assert redact(text, found, Policy.named("surrogate"), Context(KEYS)) == hidden


def test_plain_redaction_imports_neither_presidio_nor_cryptography_nor_yaml() -> None:
    code = (
        "import sys; from viginote.redaction import redact; from viginote.findings import Finding\n"
        "assert redact('Jean', [Finding(0, 4, 'PERSON', 1.0, 't')]) == '[PERSON]'\n"
        "heavy = {'presidio_anonymizer', 'cryptography', 'yaml', 'spacy'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
