"""Encrypted tokens: made, recognised, opened; anything altered is refused.

Two ciphers, both authenticated, from the cryptography package:
- AES-256-GCM with a random nonce of 96 bits (NIST SP 800-38D): equal values give different tokens. One key id
  should make no more than 2**32 such tokens; larger sets take one key id per practice.
- AES-256-SIV (RFC 5297): equal values of one label and key id give equal tokens, so that tables still join.

Version, label and key id stand in the token in clear and are authenticated with it: a token does not open
after its label was changed. A token is not bound to its row: moved to another row it opens there.
"""

import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from functools import lru_cache

from viginote.errors import ViginoteError
from viginote.redaction.forms import LITERAL, MARKER, TOKEN, public_name
from viginote.redaction.keys import KeyFault, Keys, Purpose

_RANDOM, _CONSISTENT = "vg1r", "vg1c"
_NONCE = 12
_SHORTEST = 16  # bytes: an authentication tag
_MARKERS_OF_A_TOKEN = 2


class DecryptionError(ViginoteError):
    """A token that does not open: altered, cut, or of another key. Names the offset, never the content."""


class Cipher:
    """Makes and opens the tokens of one key id."""

    def __init__(self, keys: Keys, key_id: str) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

        self._key_id = key_id
        self._random = AESGCM(keys.subkey(Purpose.ENCRYPT_RANDOM, key_id))
        self._consistent = AESSIV(keys.subkey(Purpose.ENCRYPT_CONSISTENT, key_id))

    def seal(self, value: str, label: str, consistent: bool = False) -> str:
        """The token for a value that is not empty."""
        header = f"{_CONSISTENT if consistent else _RANDOM}:{public_name(label)}:{self._key_id}"
        plain, context = value.encode("utf-8", "surrogatepass"), header.encode()
        if consistent:
            sealed = self._consistent.encrypt(plain, [context])
        else:
            nonce = os.urandom(_NONCE)
            sealed = nonce + self._random.encrypt(nonce, plain, context)
        return f"[{header}:{_encode(sealed)}]"

    def open(self, token: re.Match[str]) -> str | None:
        """The value in a token of this key id, or None when it was altered or made with another key."""
        from cryptography.exceptions import InvalidTag

        algorithm, label, key_id, payload = token.groups()
        sealed = _decode(payload)
        if sealed is None or len(sealed) < _SHORTEST:
            return None
        context = f"{algorithm}:{label}:{key_id}".encode()
        try:
            if algorithm == _CONSISTENT:
                plain = self._consistent.decrypt(sealed, [context])
            else:
                plain = self._random.decrypt(sealed[:_NONCE], sealed[_NONCE:], context)
        except InvalidTag:
            return None
        return plain.decode("utf-8", "surrogatepass")


@lru_cache(maxsize=1 << 12)
def cipher(keys: Keys, key_id: str) -> Cipher:
    """The cipher of a key id, made once."""
    return Cipher(keys, key_id)


def restore(text: str, keys: Keys) -> str:
    """`text` with every encrypted token opened: the exact inverse of an encrypting redaction.

    Errors: DecryptionError when a token was altered, cut, or needs another key; nothing is restored then.
    """
    pieces: list[str] = []
    done = 0
    for start, end, value in _opened(text, keys):
        pieces += text[done:start], value
        done = end
    return "".join((*pieces, text[done:]))


def _opened(text: str, keys: Keys) -> Iterator[tuple[int, int, str]]:
    done = 0
    for marker in MARKER.finditer(text):
        start = marker.start()
        if start < done:
            continue
        token = TOKEN.match(text, start)
        if token is None:
            raise DecryptionError(
                f"offset {start}: a token is cut, damaged or of a newer version; "
                "restore from a copy whose columns are wide enough for whole tokens"
            )
        key_id = token[3]
        try:
            value = cipher(keys, key_id).open(token)
        except KeyFault as fault:
            raise DecryptionError(f"offset {start}: {fault}") from None
        if value is None:
            raise DecryptionError(
                f"offset {start}: a token of key {key_id} was altered or made with another key; "
                "give the key of the redaction, or restore from an unaltered copy"
            )
        done = token.end()
        yield start, done, value


def shield(text: str, made: int, keys: Keys, key_id: str) -> str:
    """`text` so that `restore` opens whole tokens only and puts back what merely looks like one.

    `text` comes from a redaction that made `made` tokens. Any other sign of a token in it is part of the
    original: unless it belongs to a token that opens with `keys`, it is encrypted itself, under `key_id`.
    """
    markers = list(MARKER.finditer(text))
    if len(markers) == _MARKERS_OF_A_TOKEN * made:
        return text
    pieces: list[str] = []
    done = passed = 0
    for marker in markers:
        if marker.start() < passed:
            continue
        token = TOKEN.match(text, marker.start())
        if token is not None and _opens(token, keys):
            passed = token.end()
        else:
            pieces += text[done : marker.start()], cipher(keys, key_id).seal(marker[0], LITERAL)
            done = marker.end()
    return "".join((*pieces, text[done:]))


def _opens(token: re.Match[str], keys: Keys) -> bool:
    try:
        return cipher(keys, token[3]).open(token) is not None
    except KeyFault:
        return False


def _encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _decode(payload: str) -> bytes | None:
    """The bytes of a payload. None unless it is their one spelling: unused bits may not be altered either."""
    data = urlsafe_b64decode(payload + "=" * (-len(payload) % 4)) if len(payload) % 4 != 1 else b""
    return data if _encode(data) == payload else None
