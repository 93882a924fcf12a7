"""Which encoding a file has, and its bytes as valid UTF-8 with every undecodable byte counted.

Readers cut bytes, not text: in every encoding handled here (after UTF-16 is transcoded at the door)
quotes, delimiters and line ends are single ASCII bytes that stand for nothing else. So structure is found
in the bytes as they stand, which also makes a rewritten copy exact, and only cells are decoded.
"""

import codecs
import re
from typing import BinaryIO

from viginote.errors import ViginoteError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Single-byte encodings French software writes, the most frequent first: a tie goes to the first.
SINGLE_BYTE = ("cp1252", "cp850", "mac_roman")

_ASCII = bytes(range(128))
_FRENCH = frozenset("éèêëàâäçùûüîïôöœæÉÈÊËÀÂÇÙÛÎÏÔŒÆ°«»’€²µ")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_MULTI_BYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ESCAPED = re.compile("[\udc80-\udcff]")


def check(encoding: str, head: bytes = b"") -> str:
    """The codec's canonical name, or an error that says what is known.

    For UTF-16 without an order of bytes, `head`, the first bytes of the file, tells it.
    """
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise ViginoteError(
            f"unknown encoding {encoding!r}; use utf-8, utf-16, cp1252, latin-1 or cp850"
        ) from None
    if name == "utf-16":
        return "utf-16-be" if guess(head) == "utf-16-be" else "utf-16-le"
    if not name.startswith("utf-16") and not _writes_ascii_as_it_is(name):
        raise ViginoteError(
            f"encoding {encoding!r} is not read; make the file UTF-8 first: "
            f"iconv -f {name} -t utf-8 FILE > NEW"
        )
    return {"iso8859-1": "latin-1", "utf-8-sig": "utf-8"}.get(name, name)


def _writes_ascii_as_it_is(codec: str) -> bool:
    """Whether delimiters and quotes have the bytes that they have in ASCII, by which formats are read."""
    try:
        return _ASCII.decode(codec) == _ASCII.decode()
    except (LookupError, ValueError):
        return False


def guess(sample: bytes) -> str | None:
    """The encoding of `sample`, or None while it is plain ASCII and anything may still come.

    UTF-16 without a mark is known by its NUL bytes at every other place. A sample whose multi-byte
    sequences outnumber the bytes that are none is damaged UTF-8, not another encoding.
    """
    for bom, name in BOMS:
        if sample.startswith(bom):
            return name
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if (even + odd) * 4 > len(sample) and max(even, odd) > 9 * min(even, odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    if sample.isascii():
        return None
    good = len(_MULTI_BYTE.findall(sample))
    stray = sum(map(len, _HIGH_BYTES.findall(_MULTI_BYTE.sub(b"", sample))))
    if good > stray:
        return "utf-8"
    # A sequence cut at the sample's end is no stray byte.
    if good == 0 and stray <= 3 and sample[:-3].isascii():
        return None
    return max(SINGLE_BYTE, key=lambda name: _french_letters(sample, name))


def _french_letters(sample: bytes, encoding: str) -> int:
    runs = b"".join(_HIGH_BYTES.findall(sample[:1_000_000]))
    return sum(char in _FRENCH for char in runs.decode(encoding, "replace"))


def readable(raw: bytes) -> str:
    r"""UTF-8 as text; a byte that does not decode as the French letter that it is in Windows-1252, or as a
    replacement character.

    Databases that changed their encoding once hold cells of both, and a cell must be found in either.

    >>> readable(b"s\xe9ropositif, d\xc3\xa9pression")
    'séropositif, dépression'
    """
    return _ESCAPED.sub(_stray, raw.decode("utf-8", "surrogateescape"))


def _stray(escaped: re.Match[str]) -> str:
    letter = escaped[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    return letter if letter in _FRENCH else "\ufffd"


class Decoder:
    """Bytes of one file to valid UTF-8; those that do not decode are counted (see `readable`).

    `encoding` None means: found out at the first block that is not plain ASCII.
    """

    def __init__(self, encoding: str | None) -> None:
        self.encoding = encoding
        self.bad_bytes = 0
        self.first_bad: int | None = None
        self.unheld = 0  # replaced cells with characters that the encoding has not

    def utf8(self, block: bytes, offset: int) -> bytes:
        """`block`, which begins at byte `offset` of the decompressed file, as valid UTF-8."""
        if block.isascii():
            return block
        encoding = self.settled(block)
        if encoding == "utf-8":
            return self._checked_utf8(block, offset)
        text = block.decode(encoding, "replace")
        if "\ufffd" in text:
            self._count(text.count("\ufffd"), offset + text.index("\ufffd"))
        return text.encode()

    def settled(self, block: bytes) -> str:
        """The encoding, found out by `block` if that has more than plain ASCII."""
        if self.encoding is None and not block.isascii():
            self.encoding = guess(block) or "utf-8"
        return self.encoding or "utf-8"

    def _checked_utf8(self, block: bytes, offset: int) -> bytes:
        try:
            block.decode()
        except UnicodeDecodeError as error:
            start = error.start
        else:
            return block
        text, bad = _ESCAPED.subn(_stray, block.decode("utf-8", "surrogateescape"))
        self._count(bad, offset + start)
        return text.encode()

    def _count(self, bad: int, offset: int) -> None:
        self.bad_bytes += bad
        if self.first_bad is None:
            self.first_bad = offset

    def text(self, cell: bytes) -> str:
        """One cell as it was read, without counting again."""
        if self.encoding in (None, "utf-8"):
            return readable(cell)
        return cell.decode(self.encoding or "utf-8", "replace")

    def encode(self, text: str) -> bytes:
        """A replaced cell in the file's encoding; a cell that it cannot hold is counted."""
        try:
            return text.encode(self.encoding or "utf-8")
        except UnicodeEncodeError:
            self.unheld += 1
            return text.encode(self.encoding or "utf-8", "replace")


class Transcoded:
    """A UTF-16 byte stream read as UTF-8, exactly reversible by `TranscodedOutput`."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")

    def read(self, size: int) -> bytes:
        while block := self._stream.read(size):
            if text := self._decoder.decode(block):
                return text.encode("utf-8", "surrogatepass")
        return b""

    @property
    def odd_byte(self) -> bool:
        """Whether the stream ended in the middle of a character."""
        return bool(self._decoder.getstate()[0])


class TranscodedOutput:
    """Writes UTF-8 bytes as UTF-16."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogatepass")

    def write(self, data: bytes) -> int:
        self._stream.write(self._decoder.decode(data).encode(self._encoding, "surrogatepass"))
        return len(data)
