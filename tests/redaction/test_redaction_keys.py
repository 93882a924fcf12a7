"""Keys: files, environment, permissions, derivation; nothing of a key in any message."""

import base64
import hashlib
import hmac
import os
import pickle
import re
from pathlib import Path
from typing import Any

import pytest

from viginote.findings import Finding
from viginote.redaction import Context, KeyFault, Keys, Policy, Purpose, fingerprint, redact, restore
from viginote.redaction.keys import key_id_of

RAW = bytes(range(32))
BASE64 = base64.b64encode(RAW).decode()
OTHER = base64.urlsafe_b64encode(b"\xfb" * 32).decode()


def write(path, text: str, mode: int = 0o600):
    path.write_text(text)
    path.chmod(mode)
    return path


@pytest.mark.parametrize(
    "text",
    [BASE64, RAW.hex(), RAW.hex().upper(), f"# of the practice\n\n{BASE64}\n", f"main: {BASE64}"],
    ids=["base64", "hex", "HEX", "comment", "named"],
)
def test_one_key_however_it_is_written(tmp_path, text: str) -> None:
    assert Keys.read(write(tmp_path / "k", text)).key() in (Keys(RAW).key(), RAW)


def test_listed_keys_stand_beside_the_master(tmp_path) -> None:
    keys = Keys.read(write(tmp_path / "k", f"{BASE64}\ncabinet-7: {OTHER}\n"))
    assert keys.key("cabinet-7") == b"\xfb" * 32
    assert keys.key("cabinet-8") == Keys(RAW).key("cabinet-8") != keys.key("cabinet-9")
    assert RAW not in {keys.key("cabinet-8"), keys.subkey(Purpose.HASH)}


def test_one_practice_handed_over_opens_nothing_else() -> None:
    keys = Keys(RAW).only("cabinet-7")
    assert keys.key("cabinet-7") == Keys(RAW).key("cabinet-7")
    with pytest.raises(KeyFault, match="no key with id cabinet-8"):
        keys.key("cabinet-8")


def test_every_purpose_has_a_key_of_its_own() -> None:
    subkeys = {p: Keys(RAW).subkey(p) for p in Purpose}
    assert len(set(subkeys.values())) == len(Purpose)
    assert {p: len(k) for p, k in subkeys.items()} == {p: 64 if "siv" in p else 32 for p in Purpose}


def test_derivation_is_hkdf_sha256_of_rfc_5869() -> None:
    def hkdf(key: bytes, info: bytes) -> bytes:
        extracted = hmac.digest(bytes(32), key, "sha256")
        return hmac.digest(extracted, info + b"\x01", "sha256")

    practice = hkdf(RAW, b"viginote/1/key/cabinet-7")
    assert Keys(RAW).key("cabinet-7") == practice
    assert Keys(RAW).subkey(Purpose.HASH, "cabinet-7") == hkdf(practice, b"viginote/1/hash")


def test_written_file_is_private_and_read_back(tmp_path) -> None:
    keys = Keys(RAW, {"cabinet-7": b"\xfb" * 32})
    keys.write(tmp_path / "k")
    assert (tmp_path / "k").stat().st_mode & 0o777 == 0o600
    again = Keys.read(tmp_path / "k")
    assert [again.key(i) for i in ("main", "cabinet-7")] == [keys.key(i) for i in ("main", "cabinet-7")]
    with pytest.raises(KeyFault, match="name a new file"):
        keys.write(tmp_path / "k")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_file_that_others_may_read_is_refused(tmp_path, mode: int) -> None:
    with pytest.raises(KeyFault, match="run chmod 600"):
        Keys.read(write(tmp_path / "k", BASE64, mode))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no key given"),
        ("dG9vIHNob3J0", "9 bytes instead of 32"),
        ("not base64 at all!", "line 1: not a key"),
        ("\n!" + BASE64[1:], "line 2: neither base64 nor hexadecimal"),
        (f"cabinet/7: {BASE64}", "cannot stand in a token; use cabinet-7-"),
        ("z" * 64, "line 1: neither base64"),
        ("é" * 32, "line 1: neither base64"),
        (f"{BASE64}\n{BASE64}", "line 2: a second key of the same name"),
        (f"seven: {BASE64}\n{BASE64}\nseven: {BASE64}", "line 3: a second key of the same name"),
    ],
)
def test_malformed_keys_are_told_without_the_key(tmp_path, text: str, reason: str) -> None:
    with pytest.raises(KeyFault, match=reason) as error:
        Keys.read(write(tmp_path / "k", text))
    assert BASE64[1:] not in str(error.value)


def test_missing_file(tmp_path) -> None:
    with pytest.raises(KeyFault, match=r"cannot be read \(FileNotFoundError\)"):
        Keys.read(tmp_path / "none")


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGINOTE_KEY", BASE64)
    assert Keys.from_environment().key() == Keys(RAW).key()


def test_nothing_shows_a_key() -> None:
    shown = repr(Keys(RAW, {"a": RAW})) + str(Keys(RAW))
    assert shown == "Keys(master=yes, listed=1)Keys(master=yes, listed=0)"


def test_keys_travel_to_worker_processes() -> None:
    assert pickle.loads(pickle.dumps(Keys(RAW))).key("a") == Keys(RAW).key("a")


def test_generated_keys_differ() -> None:
    assert Keys.generate().key() != Keys.generate().key()


def test_fingerprint_is_hmac_of_the_canonical_value() -> None:
    expected = hmac.new(RAW, b"PERSON\x00legallndiaye", hashlib.sha256).hexdigest()[:32]
    assert fingerprint("Le Gall-N’Diayé", "PERSON", RAW) == expected
    assert fingerprint("06.12.34 56-78", "PHONE", RAW) == fingerprint("0612345678", "PHONE", RAW)
    assert fingerprint("0612345678", "PHONE", RAW) != fingerprint("0612345678", "PATIENT_ID", RAW)
    assert fingerprint("0612345678", "PHONE", RAW) != fingerprint("0612345678", "PHONE", b"x" * 32)


@pytest.mark.parametrize(
    ("owner", "form"),
    [
        ("cabinet-7", r"cabinet-7"),
        ("Dr_A.B", r"Dr_A\.B"),
        ("Cabinet Durand, Orléans", r"cabinet-durand-orleans-[0-9a-f]{8}"),
        ("x" * 65, r"x{40}-[0-9a-f]{8}"),
        ("", r"[0-9a-f]{8}"),
        ("李\ud800", r"[0-9a-f]{8}"),
    ],
)
def test_any_name_of_an_owner_has_a_key_id(owner: str, form: str) -> None:
    assert re.fullmatch(form, key_id_of(owner))
    assert key_id_of(key_id_of(owner)) == key_id_of(owner)
    text, found = "Jean", [Finding(0, 4, "PERSON", 1.0, "test")]
    hidden = redact(text, found, Policy.named("encrypt"), Context(Keys(RAW), owner))
    assert restore(hidden, Keys(RAW).only(owner)) == text


def test_a_full_disk_leaves_no_half_of_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = os.fdopen

    def full(descriptor: int, *args: Any, **named: Any) -> Any:
        os.dup2(os.open("/dev/full", os.O_WRONLY), descriptor)
        return made(descriptor, *args, **named)

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(KeyFault, match=r"a\.key: cannot be written \(OSError\); make room"):
        Keys(RAW).write(tmp_path / "a.key")
    monkeypatch.undo()
    Keys(RAW).write(tmp_path / "a.key")
    assert Keys.read(tmp_path / "a.key").key() == Keys(RAW).key()
