"""Encrypted tokens: what they look like, that they come back, and that nothing altered opens."""

import csv
import io
import json
import sqlite3
import string

import pytest

from viginote.findings import Finding
from viginote.redaction import Context, DecryptionError, Keys, Policy, redact, restore
from viginote.redaction.forms import MARKER, TOKEN, WRITTEN

KEYS = Keys(bytes(range(32)))
TEXT = "M. DUPONT Jean, 06 12 34 56 78"
FOUND = (Finding(3, 14, "PERSON", 0.9, "test"), Finding(16, 30, "PHONE", 0.9, "test"))
RANDOM = Policy.named("encrypt")
CONSISTENT = Policy.of({"identifier": {"operator": "encrypt", "consistent": True}})


def hide(
    text: str = TEXT, found: tuple[Finding, ...] = FOUND, policy: Policy = RANDOM, key_id: str = "main"
) -> str:
    return redact(text, found, policy, Context(KEYS, key_id))


@pytest.mark.parametrize("policy", [RANDOM, CONSISTENT])
def test_there_and_back(policy: Policy) -> None:
    hidden = hide(policy=policy)
    assert [m.group(2, 3) for m in TOKEN.finditer(hidden)] == [("PERSON", "main"), ("PHONE", "main")]
    assert all(WRITTEN.fullmatch(m[0]) for m in TOKEN.finditer(hidden))
    assert "DUPONT" not in hidden
    assert restore(hidden, KEYS) == TEXT


def test_random_tokens_differ_and_consistent_ones_do_not() -> None:
    assert hide() != hide()
    assert hide(policy=CONSISTENT) == hide(policy=CONSISTENT)
    text, found = "Ali Ali", tuple(Finding(s, s + 3, "PERSON", 1.0, "test") for s in (0, 4))
    first, second = hide(text, found, CONSISTENT).split()
    assert first == second
    other_label = (found[0], Finding(4, 7, "CITY", 1.0, "test"))
    assert len({t.rpartition(":")[2] for t in hide(text, other_label, CONSISTENT).split()}) == 2


@pytest.mark.parametrize("policy", [RANDOM, CONSISTENT])
@pytest.mark.parametrize("end", [1, 3])
def test_any_altered_character_is_refused(policy: Policy, end: int) -> None:
    hidden = hide("abc", (Finding(0, end, "PERSON", 1.0, "test"),), policy)[: None if end == 3 else -2]
    for place in range(len(hidden)):
        for char in "A" + string.printable[place % 90] + "é":
            altered = hidden[:place] + char + hidden[place + 1 :]
            if altered != hidden:
                with pytest.raises(DecryptionError, match=r"^offset \d+: a token"):
                    restore(altered, KEYS)


def test_cut_tokens_are_refused() -> None:
    hidden = hide("abc", (Finding(0, 3, "PERSON", 1.0, "test"),))
    for length in range(len("[vg1"), len(hidden)):
        with pytest.raises(
            DecryptionError, match=r"^offset 0: a token is cut, damaged or of a newer version"
        ):
            restore(hidden[:length], KEYS)


def test_unused_bits_of_base64_are_not_free() -> None:
    """The last character of a payload may hold bits that decoding drops; they may not be altered either."""
    alphabet = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    hidden = hide("abcd", (Finding(0, 4, "PERSON", 1.0, "test"),))
    assert len(hidden.rpartition(":")[2]) % 4 != 1
    near = [hidden[:-2] + c + "]" for c in alphabet if c != hidden[-2]]
    for altered in near:
        with pytest.raises(DecryptionError):
            restore(altered, KEYS)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        (Keys(b"x" * 32), "offset 3: a token of key cabinet-7 was altered or made with another key"),
        (KEYS.only("cabinet-8"), "offset 3: no key with id cabinet-7"),
    ],
)
def test_wrong_key(keys: Keys, reason: str) -> None:
    with pytest.raises(DecryptionError) as error:
        restore(hide(key_id="cabinet-7"), keys)
    assert str(error.value).startswith(reason)
    assert "DUPONT" not in str(error.value)


def test_one_practice_opens_its_own_tokens_only() -> None:
    seven, eight = hide(key_id="cabinet-7"), hide(key_id="cabinet-8")
    assert restore(seven, KEYS.only("cabinet-7")) == TEXT
    with pytest.raises(DecryptionError):
        restore(seven + eight, KEYS.only("cabinet-7"))
    assert restore(seven + eight, KEYS) == TEXT + TEXT


def test_a_token_under_another_label_or_key_id_does_not_open() -> None:
    hidden = hide(key_id="a")
    for old, new in ((":PERSON:", ":CITY:"), (":a:", ":b:"), ("vg1r", "vg1c")):
        with pytest.raises(DecryptionError):
            restore(hidden.replace(old, new, 1), KEYS)


def test_the_category_of_a_sensitive_mention_is_not_told() -> None:
    policy = Policy.of({"hiv": "encrypt", "psychiatry": {"operator": "encrypt", "scope": "sentence"}})
    found = (Finding(0, 3, "hiv", 1.0, "t"), Finding(6, 12, "psychiatry", 1.0, "t"))
    hidden = hide("VIH. Schizo.", found, policy)
    told = [token[0].rpartition(":")[0] for token in TOKEN.finditer(hidden)]  # ciphertext may spell anything
    assert told == ["[vg1r:SENSITIVE:main"] * 2
    assert restore(hidden, KEYS) == "VIH. Schizo."


@pytest.mark.parametrize(
    "lookalike",
    [
        "[vg1r:PERSON:main:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA]",
        "[vg1",
        "[vg1[vg2[vg1r:",
        "[vg9z:new]",
        ":PERSON:main:AAAAAAAAAAAAAAAAAAAAAAAA]",
        "[vg1r:PERSON:unknown:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA]",
        "[vg1c:PERSON:main:AAAA]",
        "[vg",
    ],
)
@pytest.mark.parametrize("holder", [KEYS, KEYS.only("main")])
def test_text_that_looks_like_a_token_comes_back(lookalike: str, holder: Keys) -> None:
    text = f"{TEXT} {lookalike} {lookalike}"
    hidden = redact(text, FOUND, RANDOM, Context(holder))
    assert restore(hidden, holder) == text
    assert redact(hidden, (), RANDOM, Context(holder)) == hidden
    assert restore(redact(lookalike, (), RANDOM, Context(holder)), holder) == lookalike


def test_a_token_that_is_redacted_again_comes_back_as_that_token() -> None:
    once = hide()
    field = (Finding(0, len(once), "PERSON", 1.0, "test"),)
    assert restore(hide(once, field), KEYS) == once


def test_token_passes_through_csv_json_sql_and_urls_unescaped() -> None:
    hidden = hide()
    assert hidden.isascii()
    assert set(hidden) <= set(string.ascii_letters + string.digits + "[]:-_., ")
    row = io.StringIO()
    csv.writer(row, delimiter=";").writerow([hidden])
    assert row.getvalue() == hidden + "\r\n"
    assert json.dumps(hidden) == f'"{hidden}"'
    database = sqlite3.connect(":memory:")
    assert database.execute(f"select '{hidden}'").fetchone() == (hidden,)
    database.close()


def test_unpaired_surrogates_and_nul_come_back() -> None:
    text = "\ud800\x00\uffff👩‍⚕️é"
    assert restore(hide(text, (Finding(0, len(text), "PERSON", 1.0, "t"),)), KEYS) == text


def test_forms_do_not_match_ordinary_brackets() -> None:
    for text in ("[PERSONNE]", "[sic]", "[vg]", "[1]", "[NIR", "PERSON:a:b]"):
        assert not WRITTEN.search(text)
        assert not MARKER.search(text)
