"""E-mails (.eml) and mailboxes (mbox): headers, texts and attachments decoded, each under its place.

RFC 5322 (messages), 2045 to 2047 (parts, base64, quoted-printable, `=?utf-8?q?...?=` in headers), 4155
(mbox). Of what tells the structure of a message the names of files alone are read.
"""

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from functools import partial

from viginote.sources._attached import attached_text, lose_layout
from viginote.sources._documents import PATH, Container, Gathered, Part
from viginote.sources._encoding import Decoder
from viginote.sources._files import InputFile
from viginote.sources._stream import Buffer, Rows, StreamSource, messages
from viginote.sources.base import FileCoverage
from viginote.sources.format import Format, Head, Options

#: Where another message of a mailbox begins, and how long that and what it looks at may be.
_BOUNDARY = re.compile(rb"(?:(?<=\n\n)|(?<=\n\r\n))(?=From [^\n]*\d{4}\r?\n)")
_BOUNDARY_BYTES = 1000
_HEAD = re.compile(rb"(?:>?From [^\n]*+\n)?(?:[!-9;-~]+:[^\n]*+(?:\n|\Z)|[ \t]+[^\s][^\n]*+(?:\n|\Z))*+")
_FIELD = re.compile(rb"^([!-9;-~]+):[ \t]*([^\n]*+(?:\n[ \t][^\n]*+)*+)", re.M)
_BLANK = re.compile(rb"\r?\n")
_FOLD = re.compile(r"\r?\n(?=[ \t])")
#: Headers that tell the structure, and the parameter of theirs that names a file.
_STRUCTURE = {
    "content-type": "name", "content-disposition": "filename", "content-transfer-encoding": "",
    "mime-version": "",
}  # fmt: skip
#: Words with letters that a header holds encoded only, side by side.
_WORD = r"[^\s<>,;\"()@]*[^\x00-\x7f][^\s<>,;\"()@]*"
_NOT_ASCII = re.compile(rf"{_WORD}(?:\s+{_WORD})*")
_KNOWN = re.compile(
    rb"^(?:From|To|Subject|Date|Message-ID|Received|Return-Path|MIME-Version|Content-[\w-]+):", re.M | re.I
)
#: Parts inside parts are opened this deep.
_DEEPEST = 20


class MailSource(StreamSource):
    """A file of messages: a row for each header and each text."""

    format = "mail"
    table = "messages"
    located_by = PATH

    def __init__(self, input_file: InputFile, options: Options) -> None:
        super().__init__(input_file, encoding=options.encoding)

    def pieces(self, buffer: Buffer, decoder: Decoder, file: FileCoverage) -> Iterator["bytes | Rows"]:
        told = Gathered(self.table)
        for number, _, raw in messages(buffer, _BOUNDARY, _BOUNDARY_BYTES, file):
            containers = list(_Message(raw, decoder, file).entity(0, len(raw), str(number)))
            yield from told.add(raw, containers)
        yield from told.flush()


class _Message:
    """The texts of one message. `decoder` counts characters that a copy cannot hold."""

    def __init__(self, raw: bytes, decoder: Decoder, file: FileCoverage) -> None:
        self._raw, self._decoder, self._file = raw, decoder, file
        self._line_end = b"\r\n" if b"\r\n" in raw else b"\n"

    def entity(self, start: int, end: int, path: str) -> Iterator[Container]:
        """The texts of a message or a part of one."""
        head = _HEAD.match(self._raw, start, end)
        assert head is not None  # it matches anything
        blank = _BLANK.match(self._raw, head.end(), end)
        body = blank.end() if blank else head.end()
        fields = message_from_bytes(head[0])
        for field in _FIELD.finditer(self._raw, start, head.end()):
            yield from self._header(field, fields, path)
        boundary = fields.get_boundary()
        if path.count(".") < _DEEPEST and boundary and fields.get_content_maintype() == "multipart":
            yield from self._parts(boundary, body, end, path)
        elif path.count(".") < _DEEPEST and fields.get_content_type() == "message/rfc822":
            yield from self.entity(body, end, f"{path}.message")
        else:
            yield from self._body(fields, body, end, path)

    def _header(self, field: re.Match[bytes], fields: Message, path: str) -> Iterator[Container]:
        name, value = field[1].decode(), field[2].rstrip()
        parameter = _STRUCTURE.get(name.lower())
        span = (field.start(2), field.start(2) + len(value))
        if parameter is None:
            text = _decoded(_FOLD.sub("", Decoder(None).utf8(value, 0).decode()))
            encode = self._spelt
        else:
            given = fields.get_param(parameter, header=name) if parameter else None
            if given is None:
                return
            text = _decoded(collapse_rfc2231_value(given))
            encode = partial(self._named, fields, name, parameter)
        if text.strip():
            yield Container(span, text, encode, [Part(f"{path}.{name}", text, 0, len(text))])

    def _spelt(self, text: str) -> bytes:
        """A text as the value of a header."""
        line = " ".join(text.split("\n"))
        return (
            _NOT_ASCII.sub(lambda words: Header(words[0], "utf-8").encode(), line)
            .encode()
            .replace(b"\n", self._line_end)
        )

    def _named(self, fields: Message, name: str, parameter: str, text: str) -> bytes:
        """The value of a header whose parameter names a file, with that name."""
        copy = Message()
        copy[name] = fields[name]
        copy.set_param(parameter, text, header=name, charset=None if text.isascii() else "utf-8")
        return str(copy[name]).encode()

    def _parts(self, boundary: str, start: int, end: int, path: str) -> Iterator[Container]:
        """The parts, and what stands before the first and behind the last."""
        line = rb"^--" + re.escape(boundary.encode("utf-8", "surrogateescape")) + rb"(--)?[ \t]*(?:\r?\n|\Z)"
        marks = list(re.compile(line, re.M).finditer(self._raw, start, end))
        if not marks or not marks[-1][1]:
            self._file.lose(path, "e-mail cut short: read as far as it goes")
        begins = [start, *(mark.end() for mark in marks)]
        ends = [*(mark.start() for mark in marks), end]
        for number, (begin, stop) in enumerate(zip(begins, ends, strict=True)):
            if number and not marks[number - 1][1]:
                yield from self.entity(begin, stop, f"{path}.part[{number}]")
            else:
                yield from self._body(Message(), begin, stop, f"{path}.beside[{number}]")

    def _body(self, fields: Message, start: int, end: int, path: str) -> Iterator[Container]:
        stretch = self._raw[start:end]
        packing = str(fields.get("Content-Transfer-Encoding", "")).strip().lower()
        decoder, is_plain = Decoder(None), True
        try:
            data = _unpacked(stretch, packing)
        except binascii.Error:
            self._file.lose(path, "encoded part of an e-mail, damaged or cut short: not read")
            return
        if fields.get_content_maintype() == "text":
            text, decoder = _read(data, fields.get_content_charset())
        elif (attached := attached_text(data, path, self._file)) is not None:
            text, is_plain = attached
        else:
            return
        if decoder.bad_bytes:
            self._file.lose(path, "byte that does not decode as its part says", count=decoder.bad_bytes)

        def encode(new: str) -> bytes:
            if not is_plain:
                lose_layout(path, self._file)
            packed = _packed(decoder.encode(new), packing, self._line_end)
            self._decoder.unheld += decoder.unheld
            return packed

        if said := text.rstrip("\r\n"):  # its last line ends are those of the boundary behind it
            yield Container((start, end), text, encode, [Part(f"{path}.text", said, 0, len(said))])


def _read(data: bytes, charset: str | None) -> tuple[str, Decoder]:
    """Bytes of a part or of a word as text, and what writes such a text."""
    decoder = Decoder(_codec(charset))
    try:
        if decoder.encoding not in (None, "utf-8"):
            return data.decode(decoder.encoding, "replace"), decoder
    except ValueError:  # a codec that is for names of hosts
        decoder = Decoder(None)
    return decoder.utf8(data, 0).decode(), decoder


def _codec(charset: str | None) -> str | None:
    """The codec of a charset; None where it is to be found out. Under Latin-1 most write what Windows has."""
    try:
        name = codecs.lookup(charset or "").name
        "".encode(name)
    except (LookupError, ValueError):
        return None
    return {"iso8859-1": "cp1252", "ascii": None}.get(name, name)


def _decoded(value: str) -> str:
    """The value of a header with its encoded words read."""
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(
        piece if isinstance(piece, str)
        else _read(piece, charset)[0] if charset
        else piece.decode("raw-unicode-escape")
        for piece, charset in pieces
    )  # fmt: skip


def _unpacked(stretch: bytes, packing: str) -> bytes:
    if packing == "base64":
        return base64.b64decode(b"".join(stretch.split()), validate=True)
    return quopri.decodestring(stretch) if packing == "quoted-printable" else stretch


def _packed(data: bytes, packing: str, line_end: bytes) -> bytes:
    if packing == "base64":
        return base64.encodebytes(data).replace(b"\n", line_end)
    if packing == "quoted-printable":
        return quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", line_end)
    return data


def _recognise(head: Head) -> float:
    start = _HEAD.match(head.raw)
    if head.binary or start is None or not _BLANK.match(head.raw, start.end()):
        return 0.0
    known = len(_KNOWN.findall(start[0]))
    return 0.9 if known > 2 or (known > 1 and head.suffix in FORMAT.suffixes) else 0.0


FORMAT = Format("mail", (".eml", ".mbox"), _recognise, MailSource)
