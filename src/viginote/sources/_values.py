"""Values of databases and spreadsheets as text, in chunks of a bounded size."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from viginote.sources.base import CHUNK_ROWS, text_batch

_CHUNK_CHARACTERS = 8_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(rb"[\0-\x08\x0e-\x1f]")
#: What three of four characters of a text are. Any bytes may pass for UTF-16 or Windows-1252, so that most
#: characters must be plain letters, as those of French are.
_ENCODINGS = {
    "utf-8": re.compile(r"[^\0-\x08\x0e-\x1f]"),
    "utf-16-le": re.compile(r"[\t-\r -~]"),
    "cp1252": re.compile(r"[\t-\r -~]"),
}
_LOOKED_AT = 2000


def value_text(value: Any) -> str | None:
    """A value as text; bytes that are no UTF-8 and half surrogates become replacement characters.

    >>> value_text({"motif": ["été"]}), value_text(True), value_text({"b", "a"})
    ('{"motif": ["été"]}', 'true', 'a,b')
    """
    if value is None or isinstance(value, str):
        text: str | None = value
    elif isinstance(value, bytes | bytearray | memoryview):
        text = _bytes_text(bytes(value))
    elif isinstance(value, dict | list | bool):
        text = json.dumps(value, ensure_ascii=False, default=str)
    elif isinstance(value, set | frozenset):  # a SET of MySQL, in the same order at every run
        text = ",".join(sorted(map(str, value)))
    else:
        text = str(value)
    return None if text is None else whole(text)


def whole(text: str) -> str:
    """`text` with each half of a surrogate pair, which no text can hold, as a replacement character."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _bytes_text(value: bytes) -> str:
    """Bytes as text: UTF-8, UTF-16, or Windows-1252 where they are none and have no control bytes.

    >>> [_bytes_text("vu en été".encode(name)) for name in ("utf-8", "utf-16-le", "cp1252")]
    ['vu en été', 'vu en été', 'vu en été']
    >>> _bytes_text(b"\\xff\\xd8\\0")
    '\ufffd\ufffd\\x00'
    """
    if b"\0" in value[:_LOOKED_AT] and _text_encoding(value) == "utf-16-le":
        return value.decode("utf-16-le").removeprefix("\ufeff")
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("utf-8" if _CONTROL.search(value) else "cp1252", "replace")


def _text_encoding(value: bytes) -> str | None:
    """The encoding in which bytes are a text; None for what is none (pictures, packed data, keys)."""
    for encoding, usual in _ENCODINGS.items():
        try:
            start = value.decode(encoding)[:_LOOKED_AT]
        except UnicodeDecodeError:
            continue
        if start and 4 * len(usual.findall(start)) >= 3 * len(start):
            return encoding
    return None


def hexadecimal_text(digits: str) -> str | None:
    """The text that hexadecimal digits spell; None where they spell none.

    >>> hexadecimal_text("56494820c3a974c3a9"), hexadecimal_text("ffd8ff00"), hexadecimal_text("123")
    ('VIH été', None, None)
    """
    try:
        value = bytes.fromhex(digits)
    except ValueError:
        return None
    encoding = _text_encoding(value)
    return value.decode(encoding) if encoding else None


def hexadecimal_like(text: str, digits: str) -> str:
    """A text as hexadecimal digits, in the encoding and with the capitals of those that it replaces."""
    new = text.encode(_text_encoding(bytes.fromhex(digits)) or "utf-8", "replace").hex()
    return new.upper() if digits.isupper() else new


def batches(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[pa.RecordBatch]:
    """Rows as text batches of a bounded size."""
    held: list[list[str | None]] = []
    size = 0
    for row in rows:
        texts = [value_text(value) for value in row]
        held.append(texts)
        size += sum(len(text) for text in texts if text)
        if len(held) >= CHUNK_ROWS or size >= _CHUNK_CHARACTERS:
            yield text_batch(names, list(zip(*held, strict=True)))
            held, size = [], 0
    if held:
        yield text_batch(names, list(zip(*held, strict=True)))
