"""Secret keys: where they come from, and what is derived from them.

A key file holds one key a line, each 32 bytes in base64 or hexadecimal. A line without a name is the master
key; a line `name: key` is the key of one practice (or of any other owner). A practice without a line of its
own gets a key derived from the master with HKDF-SHA-256 (RFC 5869), and so does every purpose: the key that
encrypts is not the one that makes fingerprints. Who holds one practice's key cannot compute another's.

Keys are never printed, never in an error, never beside the data.
"""

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
import stat
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from viginote.errors import ViginoteError
from viginote.redaction.forms import KEY_ID
from viginote.text import fold

#: Bytes of a key: 256 bits.
KEY_BYTES = 32
#: Environment variables: the keys themselves (as in a key file), or the path of a key file.
ENV_KEY, ENV_FILE = "VIGINOTE_KEY", "VIGINOTE_KEY_FILE"
#: The key id of those who have one key for everything.
MAIN = "main"

_NAMED = re.compile(r"(?:(?P<name>[^:\s]+)\s*:)?\s*(?P<key>\S+)")
_UNFIT = re.compile(r"[^a-z0-9]+")
_READABLE = 40
_SEPARATORS = re.compile(r"[\W_]+")


class KeyFault(ViginoteError):
    """A key that is missing, malformed or readable by others. The message never holds a key."""


class Purpose(StrEnum):
    """What a subkey is for. The values enter the derivation: changing one changes every token or hash."""

    ENCRYPT_RANDOM = "encrypt-aes-gcm"
    ENCRYPT_CONSISTENT = "encrypt-aes-siv"
    HASH = "hash"
    FINGERPRINT = "fingerprint"
    SURROGATE = "surrogate"


class Keys:
    """A master key, keys listed by key id, or both.

    Errors: KeyFault when a key has not 32 bytes, a key id cannot stand in a token, or there is no key.
    """

    __slots__ = ("__weakref__", "_listed", "_master")

    def __init__(self, master: bytes | None = None, listed: Mapping[str, bytes] | None = None) -> None:
        self._master = master
        self._listed = dict(listed or {})
        for key in (*self._listed.values(), *([] if master is None else [master])):
            if len(key) != KEY_BYTES:
                raise KeyFault(
                    f"a key has {len(key)} bytes instead of {KEY_BYTES}; make one with Keys.generate"
                )
        for key_id in self._listed:
            if not KEY_ID.match(key_id):
                raise KeyFault(f"key id {key_id!a} cannot stand in a token; use {key_id_of(key_id)}")
        if master is None and not self._listed:
            raise KeyFault("no key given; make one with Keys.generate")

    def __repr__(self) -> str:
        return f"Keys(master={'yes' if self._master else 'no'}, listed={len(self._listed)})"

    def __reduce__(self) -> tuple[type["Keys"], tuple[bytes | None, dict[str, bytes]]]:
        return Keys, (self._master, self._listed)

    @classmethod
    def generate(cls) -> "Keys":
        """A new master key from the system's random source."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def read(cls, path: str | Path) -> "Keys":
        """The keys in a file. Errors: KeyFault when it cannot be read, or others than its owner may."""
        try:
            mode = os.stat(path).st_mode
            if os.name == "posix" and stat.S_ISREG(mode) and mode & 0o077:
                raise KeyFault(
                    f"key file {path}: others may read it (mode {mode & 0o777:04o}); run chmod 600"
                )
            text = Path(path).read_text(encoding="utf-8-sig")
        except OSError as error:
            raise KeyFault(
                f"key file {path}: cannot be read ({type(error).__name__}); check the path"
            ) from None
        except UnicodeDecodeError:
            raise KeyFault(
                f"key file {path}: not text; it holds one key a line, in base64 or hexadecimal"
            ) from None
        return cls._parse(text, f"key file {path}")

    @classmethod
    def from_environment(cls) -> "Keys":
        """The keys in VIGINOTE_KEY, else in the file that VIGINOTE_KEY_FILE names. Errors: KeyFault."""
        return _from_environment(os.environ.get(ENV_KEY), os.environ.get(ENV_FILE))

    @classmethod
    def resolve(cls, given: "Keys | None") -> "Keys":
        """The keys given, else those of the environment. Errors: KeyFault when there are none."""
        return cls.from_environment() if given is None else given

    def write(self, path: str | Path) -> None:
        """Write the keys to a new file that its owner alone may read (mode 0600).

        Errors: KeyFault when the file exists (a key is never overwritten) or cannot be made.
        """
        lines = [f"{key_id}: {_encode(key)}" for key_id, key in sorted(self._listed.items())]
        if self._master is not None:
            lines.insert(0, _encode(self._master))
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise KeyFault(
                f"key file {path}: cannot be made ({type(error).__name__}); name a new file"
            ) from None
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write("".join(f"{line}\n" for line in lines))
        except OSError as error:
            os.unlink(path)  # half a key opens nothing, and would be in the way of a whole one
            raise KeyFault(
                f"key file {path}: cannot be written ({type(error).__name__}); make room"
            ) from None

    def only(self, *key_ids: str) -> "Keys":
        """The keys of these key ids alone, to hand over: they open nothing else."""
        return Keys(None, {key_id_of(key_id): self.key(key_id) for key_id in key_ids})

    def key(self, key_id: str = MAIN) -> bytes:
        """The key of one owner: listed, else derived from the master. Errors: KeyFault without either."""
        key_id = key_id_of(key_id)
        listed = self._listed.get(key_id)
        if listed is not None:
            return listed
        if self._master is None:
            raise KeyFault(
                f"no key with id {key_id} and no master key; add the line '{key_id}: KEY' to the key file"
            )
        return _derive(self._master, f"key/{key_id}")

    def subkey(self, purpose: Purpose, key_id: str = MAIN) -> bytes:
        """The key for one purpose of one owner: 32 bytes, 64 for AES-SIV (RFC 5297 takes two keys)."""
        return _subkey(self, purpose, key_id_of(key_id))

    @classmethod
    def _parse(cls, text: str, place: str) -> "Keys":
        read: dict[str | None, bytes] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            found = _NAMED.fullmatch(line.strip())
            if found is None:
                raise KeyFault(f"{place} line {number}: not a key; write KEY or NAME: KEY")
            if found["name"] in read:
                raise KeyFault(f"{place} line {number}: a second key of the same name; keep one")
            read[found["name"]] = _decode(found["key"], f"{place} line {number}")
        return cls(read.pop(None, None), {name: key for name, key in read.items() if name is not None})


@lru_cache(maxsize=4)
def _from_environment(key: str | None, path: str | None) -> Keys:
    if key:
        return Keys._parse(key, f"environment variable {ENV_KEY}")
    if path:
        return Keys.read(path)
    raise KeyFault(
        f"no key was given; name its file with --key-file or {ENV_FILE}, in Python with Context(keys=...); "
        "viginote key makes one"
    )


@lru_cache(maxsize=1 << 14)
def _subkey(keys: Keys, purpose: Purpose, key_id: str) -> bytes:
    length = 2 * KEY_BYTES if purpose is Purpose.ENCRYPT_CONSISTENT else KEY_BYTES
    return _derive(keys.key(key_id), purpose, length)


def _derive(key: bytes, info: str, length: int = KEY_BYTES) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), length, salt=None, info=f"viginote/1/{info}".encode()).derive(key)


def key_id_of(owner: str) -> str:
    """The key id of an owner by any name: the name itself where it can stand in a token, else a form of it.

    >>> key_id_of("cabinet-7"), key_id_of("Cabinet Durand, Orléans")
    ('cabinet-7', 'cabinet-durand-orleans-afe729ac')
    """
    return owner if KEY_ID.match(owner) else _readable_id(owner)


@lru_cache(maxsize=1 << 12)
def _readable_id(owner: str) -> str:
    """ASCII words of the name, and a hash of it, so that no two names share an id."""
    words = _UNFIT.sub("-", fold(owner))[:_READABLE].strip("-")
    digest = hashlib.sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{words}-{digest}" if words else digest


def _encode(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")


def _decode(text: str, place: str) -> bytes:
    """The key in base64 (usual or URL-safe) or hexadecimal."""
    try:
        if len(text) == 2 * KEY_BYTES:
            return bytes.fromhex(text)
        return base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (ValueError, binascii.Error):
        raise KeyFault(f"{place}: neither base64 nor hexadecimal; make a key with Keys.generate") from None


def canonical(value: str) -> str:
    """The value without what spelling varies: case, accents, blanks, punctuation.

    >>> canonical("06.12.34 56 78"), canonical("Le Gall-N’Diaye")
    ('0612345678', 'legallndiaye')
    """
    return _SEPARATORS.sub("", fold(value))


def fingerprint(value: str, label: str, key: bytes) -> str:
    """A keyed fingerprint of a value: equal for equal values, 32 hex digits, of no use without the key.

    HMAC-SHA-256 over label and canonical value, cut to 16 bytes. `key`: `keys.subkey(Purpose.FINGERPRINT)`.
    A hash without a key would be as good as the value: all NIRs can be enumerated.
    """
    message = f"{label}\x00{canonical(value)}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, message, "sha256")[:16].hex()
